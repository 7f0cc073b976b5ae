"""Whether this computer has a screen for the customers, and which."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.db.setting_keys import DEVICE_DISPLAY
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDisplay:
    """What holds while nobody has chosen. ``screen`` is the system's name for it; empty, any but the till's."""

    is_on: bool = False
    screen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDisplay:
    """The display as it shall be."""

    by: ActedBy
    display: CustomerDisplay


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayChanged:
    """The display that now holds."""

    display: CustomerDisplay
    changes: Changes = Changes(settings=True)


def display_of(session: Session) -> CustomerDisplay:
    """As it was chosen on this computer."""
    kept = get_setting(session, DEVICE_DISPLAY, {})
    return CustomerDisplay(is_on=bool(kept.get("on", False)), screen=str(kept.get("screen", "")))


def change_display(session: Session, command: ChangeDisplay, *, clock: Clock) -> DisplayChanged:
    """Raises NotAllowed."""
    require(session, command.by, Permission.SETTINGS)
    display = command.display
    if display != display_of(session):
        kept = {"on": display.is_on, "screen": display.screen}
        put_setting(session, DEVICE_DISPLAY, kept)
        record_event(
            session,
            EventKind.SETTINGS_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={"what": "display", **kept},
        )
    return DisplayChanged(display=display)
