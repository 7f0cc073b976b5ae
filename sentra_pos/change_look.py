"""How the program looks and is typed on at this computer: light or dark, and a number pad for fingers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.db.setting_keys import DEVICE_LOOK
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


class Theme(StrEnum):
    """Which colours; SYSTEM follows the computer, also when it changes in the evening. Kept: never rename one."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What holds while nobody has chosen."""

    theme: Theme = Theme.LIGHT
    number_pad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLook:
    """The look as it shall be; whoever stands at the till may choose it."""

    by: ActedBy
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class LookChanged:
    """The look that now holds."""

    look: Look
    changes: Changes = Changes(settings=True)


def look_of(session: Session) -> Look:
    """As it was chosen on this computer; what cannot be read any more is the usual."""
    kept = get_setting(session, DEVICE_LOOK, {})
    theme = kept.get("theme")
    return Look(
        theme=Theme(theme) if theme in set(Theme) else Look().theme,
        number_pad=bool(kept.get("number_pad", False)),
    )


def change_look(session: Session, command: ChangeLook, *, clock: Clock) -> LookChanged:
    """Raises NotAllowed."""
    require(session, command.by, Permission.SELL)
    look = command.look
    if look != look_of(session):
        put_setting(session, DEVICE_LOOK, {"theme": look.theme.value, "number_pad": look.number_pad})
        record_event(
            session,
            EventKind.SETTINGS_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={"what": "look", "theme": look.theme.value, "number_pad": look.number_pad},
        )
    return LookChanged(look=look)
