"""Write the pack: one signed file from which a laptop founds its stand, or learns what was sent after it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from sentra_pos.db.setting_keys import SHOP_ID, SHOP_NAME
from sentra_pos.db.settings import get_settings
from sentra_pos.exhibitions.enrolment import laptops
from sentra_pos.exhibitions.errors import LaptopBarred, LaptopNotEnrolled
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.keys import own_key
from sentra_pos.exhibitions.pack_records import records_of_stand
from sentra_pos.exhibitions.sealed_file import About, FileKind, seal
from sentra_pos.exhibitions.stage_queries import exhibition_row, staff_of, stand_documents, stand_row
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind, EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require

#: Told how many records of about how many are done.
Progress = Callable[[int, int], None]
_TOLD_EVERY = 200


class NoPackNeeded(SentraError):
    message = N_("This stand keeps its book on this computer, so it needs no pack.")


class NothingLoadedYet(SentraError):
    message = N_("Nothing was loaded for {name} yet. Load its goods first, then write the pack.")


class NobodyGoes(SentraError):
    message = N_("Nobody goes to {name} yet. Choose who goes, then write the pack.")


def write_pack(
    session: Session,
    stand: UUID,
    *,
    by: ActedBy,
    clock: Clock,
    photos: bool = False,
    progress: Progress | None = None,
) -> bytes:
    """All of the stand's loads so far, and what it needs to sell them; write a new one after each load.

    Raises NoSuchStand, NoPackNeeded, NothingLoadedYet, NobodyGoes, LaptopNotEnrolled, LaptopBarred, NoKeyInPractice,
    NotAllowed.
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
    if not staff_of(session, exhibition.id):
        raise NobodyGoes(name=exhibition.name)
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
    written = seal(FileKind.PACK, about, records, own_key(session))
    details = {
        "stand": str(stand),
        "exhibition": str(exhibition.id),
        "device": str(row.device_id),
        "loads": len(loads),
        "pack": hashlib.sha256(written).hexdigest(),
    }
    record_event(session, EventKind.PACK_WRITTEN, device=by.device, staff=by.staff, clock=clock, details=details)
    return written


def _told(records: Iterable[dict[str, Any]], progress: Progress, about: int) -> Iterator[dict[str, Any]]:
    done = 0
    for done, record in enumerate(records, start=1):
        if done % _TOLD_EVERY == 0:
            progress(done, max(about, done))
        yield record
    progress(done, done)
