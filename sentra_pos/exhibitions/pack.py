"""Write the pack: one signed file from which a laptop founds its stand, or learns what was sent after it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId
from sentra_pos.core.speech import N_
from sentra_pos.db.setting_keys import SHOP_ID, SHOP_NAME
from sentra_pos.db.settings import get_settings
from sentra_pos.exhibitions.enrolment import laptops
from sentra_pos.exhibitions.errors import LaptopBarred, LaptopNotEnrolled
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.keys import own_key
from sentra_pos.exhibitions.models import ExhibitionRow
from sentra_pos.exhibitions.pack_records import records_of_stand
from sentra_pos.exhibitions.sealed_file import About, FileKind, seal
from sentra_pos.exhibitions.stage_queries import exhibition_row, staff_of, stand_documents, stand_row
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind, EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.facts import Role, role_label
from sentra_pos.people.models import Staff
from sentra_pos.people.permissions import Permission, allowed, require

#: Told how many records of about how many are done.
Progress = Callable[[int, int], None]
_TOLD_EVERY = 200


class NoPackNeeded(SentraError):
    message = N_("This stand keeps its book on this computer, so it needs no pack.")


class NothingLoadedYet(SentraError):
    message = N_("Nothing was loaded for {name} yet. Load its goods first, then write the pack.")


class NobodyGoes(SentraError):
    message = N_("Nobody goes to {name} yet. Choose who goes, then write the pack.")


class NobodyMayRunIt(SentraError):
    """Without one of these the stand could not be ended on its laptop."""

    message = N_("Nobody who goes to {name} may run a stand. Let one of these go as well: {who}. Then write the pack.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePack:
    """A pack that is on no stick yet, with so many of its stand's loads."""

    stand: UUID
    exhibition: UUID
    device: DeviceId
    content: bytes = field(repr=False)
    loads: int


def write_pack(
    session: Session,
    stand: UUID,
    *,
    by: ActedBy,
    clock: Clock,
    photos: bool = False,
    progress: Progress | None = None,
) -> bytes:
    """Make a pack and tell of it, at once. Raises as ``make_pack``."""
    made = make_pack(session, stand, by=by, clock=clock, photos=photos, progress=progress)
    tell_of_pack(session, made, by=by, clock=clock)
    return made.content


def make_pack(
    session: Session,
    stand: UUID,
    *,
    by: ActedBy,
    clock: Clock,
    photos: bool = False,
    progress: Progress | None = None,
) -> MadePack:
    """All of the stand's loads so far, and what it needs to sell them; write a new one after each load.

    Once the shop has its key (``own_key``) it writes nothing: in ``reading`` no sale waits for it or for a slow stick.
    Raises NoSuchStand, NoPackNeeded, NothingLoadedYet, NobodyGoes, NobodyMayRunIt, LaptopNotEnrolled, LaptopBarred,
    NoKeyInPractice, NotAllowed.
    """
    require(session, by, Permission.MANAGE_EXHIBITIONS)
    row = stand_row(session, stand)
    if row.kind is not StandKind.LAPTOP:
        raise NoPackNeeded
    laptop = next((each for each in laptops(session) if each.device == row.device_id), None)
    if laptop is None:
        raise LaptopNotEnrolled
    if laptop.barred:
        raise LaptopBarred(name=laptop.name)
    exhibition = exhibition_row(session, row.exhibition_id)
    loads = [each for each in stand_documents(session, DocumentKind.EXHIBITION_LOAD) if each.stand == stand]
    if not loads:
        raise NothingLoadedYet(name=row.name)
    _refuse_goers(session, exhibition)
    kept = get_settings(session, SHOP_ID, SHOP_NAME)
    about = About(
        written_at=clock.now(),
        shop=UUID(kept[SHOP_ID]),
        device=row.device_id,
        exhibition=exhibition.id,
        stand=stand,
        names={
            "shop": str(kept[SHOP_NAME]),
            "device": laptop.name,
            "exhibition": exhibition.name,
            "stand": row.name,
            "key": laptop.public_key.hex(),
        },
    )
    records = records_of_stand(session, stand, today=business_today(clock), photos=photos)
    if progress is not None:
        records = _told(records, progress, 3 * session.execute(select(func.count()).select_from(Item)).scalar_one())
    content = seal(FileKind.PACK, about, records, own_key(session))
    return MadePack(stand=stand, exhibition=exhibition.id, device=row.device_id, content=content, loads=len(loads))


def tell_of_pack(session: Session, made: MadePack, *, by: ActedBy, clock: Clock) -> None:
    """It is on its stick: from now on the shop knows which loads the laptop can know of."""
    details = {
        "stand": str(made.stand),
        "exhibition": str(made.exhibition),
        "device": str(made.device),
        "loads": made.loads,
        "pack": hashlib.sha256(made.content).hexdigest(),
    }
    record_event(session, EventKind.PACK_WRITTEN, device=by.device, staff=by.staff, clock=clock, details=details)


def _refuse_goers(session: Session, exhibition: ExhibitionRow) -> None:
    """Somebody has to be there who may open what is sent after it, and end the stand."""
    going = select(Staff.role).where(Staff.id.in_(list(staff_of(session, exhibition.id))), Staff.active)
    roles = set(session.execute(going).scalars())
    if not roles:
        raise NobodyGoes(name=exhibition.name)
    if not any(allowed(role, Permission.RUN_STAND) for role in roles):
        who = ", ".join(role_label(role) for role in Role if allowed(role, Permission.RUN_STAND))
        raise NobodyMayRunIt(name=exhibition.name, who=who)


def _told(records: Iterable[dict[str, Any]], progress: Progress, about: int) -> Iterator[dict[str, Any]]:
    done = 0
    for done, record in enumerate(records, start=1):
        if done % _TOLD_EVERY == 0:
            progress(done, max(about, done))
        yield record
    progress(done, done)
