"""Open the drawer without a sale: to change a note, to look for a coin; never without a reason."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.kinds import Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.spool import enqueue_drawer
from sentra_pos.tills.errors import DrawerNeedsReason, NoDrawerToOpen


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDrawer:
    """Why it is opened."""

    by: ActedBy
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerAsked:
    """The printer was asked; none of them says whether it opened."""

    changes: Changes = Changes(printing=True)


def open_drawer(session: Session, command: OpenDrawer, *, clock: Clock) -> DrawerAsked:
    """Every opening is in the activity. Raises DrawerNeedsReason, NoDrawerToOpen."""
    by = command.by
    require(session, by, Permission.OPEN_DRAWER)
    reason = one_line(command.reason)
    if not reason:
        raise DrawerNeedsReason
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        raise NoDrawerToOpen
    event = record_event(
        session,
        EventKind.DRAWER_OPENED,
        device=by.device,
        staff=by.staff,
        clock=clock,
        details={"reason": reason, "asked": True, **({} if by.approver is None else {"approver": str(by.approver)})},
    )
    enqueue_drawer(session, printer_id=printer.id, subject=str(event), clock=clock)
    return DrawerAsked()
