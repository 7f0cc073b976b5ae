"""Look into a homecoming file before it is added: the same checks, and nothing of it written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId
from sentra_pos.db.backup import Check
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.homecoming_figures import ToCome, figures_to_come
from sentra_pos.exhibitions.models import ExhibitionRow, HomecomingRow
from sentra_pos.exhibitions.quarantine import whose_refusals_are_told
from sentra_pos.exhibitions.read_homecoming import Progress, open_home_file
from sentra_pos.exhibitions.rehearse import rehearsal
from sentra_pos.exhibitions.stand_ends import written_off
from sentra_pos.ledger.draft import ActedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class HomecomingPreview:
    """``file`` is the hash of its bytes. ``known``: this very file was added before.

    ``late``: its stand was written off, so its documents will wait.
    """

    file: bytes
    stand: UUID
    stand_name: str
    exhibition_name: str
    device: DeviceId
    device_name: str
    written_at: datetime
    known: bool
    late: bool
    to_come: ToCome


def preview_homecoming(
    store: Store, data: bytes, by: ActedBy, *, clock: Clock, check: Check, progress: Progress | None = None
) -> HomecomingPreview:
    """What ``bring_home`` would add, and nothing is added; what must not be is refused and remembered as there.

    Raises what ``bring_home`` raises.
    """
    with whose_refusals_are_told(store, data, by, clock=clock) as laptop, store.reading() as session:
        file = open_home_file(session, data)
        laptop.append(file.laptop.device)
        exhibition = session.get_one(ExhibitionRow, file.stand.exhibition_id)
        with rehearsal(session, file, check, progress) as rehearsed:
            return HomecomingPreview(
                file=file.sealed.id,
                stand=file.stand.id,
                stand_name=file.stand.name,
                exhibition_name=exhibition.name,
                device=file.laptop.device,
                device_name=file.laptop.name,
                written_at=file.sealed.header.about.written_at,
                known=session.get(HomecomingRow, file.sealed.id) is not None,
                late=any(written_off(session, stand.id) for stand in file.stands),
                to_come=figures_to_come(rehearsed),
            )
