"""A second person allows one act of somebody else, with their own PIN."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId
from sentra_pos.core.speech import N_
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.log_in import LogIn, log_in
from sentra_pos.people.permissions import Permission, allowed, permission_label, require_active
from sentra_pos.people.pin_hashing import HASHER, PinHasher


class SamePerson(SentraError):
    message = N_("Nobody approves what they do themselves. Please ask somebody else.")


class MayNotApprove(SentraError):
    message = N_("{name} may not {what}, so cannot approve it. Please ask somebody else.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """``by`` is who would like to do it; ``permissions`` all that it takes."""

    by: ActedBy
    approver: StaffId
    permissions: frozenset[Permission]
    pin: str = field(repr=False)


def approve(store: Store, command: Approve, clock: Clock, *, hasher: PinHasher = HASHER) -> ActedBy:
    """The hand to sign the act with. It holds for the one command that is sent again with it.

    A wrong PIN counts among the approver's tries and waits as at the door: see ``log_in`` for what it raises.
    Raises SamePerson and MayNotApprove before the PIN is looked at.
    """
    if command.approver == command.by.staff:
        raise SamePerson
    with store.reading() as session:
        approver = require_active(session, command.approver)
    for permission in sorted(command.permissions):
        if not allowed(approver.role, permission):
            raise MayNotApprove(name=approver.name, what=permission_label(permission))
    about = {"for": str(command.by.staff), "permissions": sorted(each.value for each in command.permissions)}
    pin = LogIn(device=command.by.device, staff=command.approver, pin=command.pin, approving=True, about=about)
    log_in(store, pin, clock, hasher=hasher)
    return replace(command.by, approver=command.approver)
