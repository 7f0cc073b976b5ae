"""Choose whether each unique piece that is sold gets its card, printed with the receipt."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.db.setting_keys import CARD_WITH_UNIQUE
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCardSlip:
    by: ActedBy
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSlipSet:
    """What now holds."""

    on: bool
    changes: Changes = Changes(settings=True)


def card_slip_wanted(session: Session) -> bool:
    """Off until somebody asks for it."""
    return bool(get_setting(session, CARD_WITH_UNIQUE, default=False))


def set_card_slip(session: Session, command: SetCardSlip, *, clock: Clock) -> CardSlipSet:
    """The same choice again changes nothing."""
    require(session, command.by, Permission.SETTINGS)
    if command.on != card_slip_wanted(session):
        put_setting(session, CARD_WITH_UNIQUE, command.on or None)
        record_event(
            session,
            EventKind.SETTINGS_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={"what": [CARD_WITH_UNIQUE]},
        )
    return CardSlipSet(on=command.on)
