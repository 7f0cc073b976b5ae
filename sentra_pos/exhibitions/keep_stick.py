"""Which stick a stand's homecoming files go to, and whether every closing of its till writes one by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId
from sentra_pos.db.setting_keys import HOMECOMING_STICK
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Document, Event
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Stick:
    """What holds while nobody has chosen; ``folder`` is empty until the first file was written."""

    folder: str = ""
    by_itself: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepStick:
    """Whoever may close the till may choose where its file goes."""

    by: ActedBy
    stick: Stick


@dataclass(frozen=True, slots=True, kw_only=True)
class StickKept:
    stick: Stick
    changes: Changes = Changes(settings=True)


def stick_of(session: Session) -> Stick:
    """As it was chosen on this computer."""
    kept = get_setting(session, HOMECOMING_STICK, {})
    return Stick(folder=str(kept.get("folder", "")), by_itself=bool(kept.get("by_itself", True)))


def keep_stick(session: Session, command: KeepStick, *, clock: Clock) -> StickKept:
    """From now on this folder; the same again changes nothing. Raises NotAllowed."""
    require(session, command.by, Permission.CLOSE_TILL)
    stick = command.stick
    if stick != stick_of(session):
        put_setting(session, HOMECOMING_STICK, {"folder": stick.folder, "by_itself": stick.by_itself})
        kind, by = EventKind.SETTINGS_CHANGED, command.by
        details = {"what": "homecoming_stick", "by_itself": stick.by_itself}
        record_event(session, kind, device=by.device, staff=by.staff, clock=clock, details=details)
    return StickKept(stick=stick)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastFile:
    """The newest homecoming file: when it was written, and how many documents came after it."""

    at: datetime
    since: int


def last_file(session: Session, device: DeviceId) -> LastFile | None:
    """As the device's own log has it; None before the first."""
    newest = session.execute(
        select(Event.at, Event.details)
        .where(Event.device_id == device, Event.kind == EventKind.HOMECOMING_WRITTEN)
        .order_by(Event.epoch.desc(), Event.seq.desc())
        .limit(1)
    ).one_or_none()
    if newest is None:
        return None
    now = session.execute(select(func.count()).select_from(Document).where(Document.device_id == device)).scalar_one()
    return LastFile(at=newest.at, since=now - int(newest.details["documents"]))
