"""What is counted at the end of a shift beside what the book expects: cash, and slips by way of paying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId, ShiftId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.setting_keys import TILL_DIFFERENCE_LIMIT
from sentra_pos.db.settings import get_setting
from sentra_pos.ledger.kinds import AccountKind, EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.payments.methods import payment_methods
from sentra_pos.tills.errors import CannotBeCounted, NotACount
from sentra_pos.tills.queries import Shift
from sentra_pos.tills.shift_queries import ShiftTotals, shift_totals

#: A difference above this needs an approver, until the shop sets another limit.
USUAL_LIMIT = Rupiah(50_000)
#: Ways of paying that leave something to count: a slip, a message, a line on the bank's list.
_COUNTABLE = (AccountKind.IN_TRANSIT, AccountKind.BANK)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodToCount:
    """A way of paying whose slips are counted; what they should come to is not said before they are."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodCounted:
    """What the slips of one way of paying come to."""

    method: str
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodCount:
    """The slips of one way of paying, and what the shift took by it."""

    method: str
    counted: Rupiah
    expected: Rupiah

    @property
    def difference(self) -> Rupiah:
        return self.counted - self.expected


def methods_to_count(session: Session, shift: ShiftId, device: DeviceId) -> tuple[MethodToCount, ...]:
    """Those in use, and those that were when the shift took something by them."""
    used = {total.method for total in shift_totals(session, shift, device).by_method}
    return tuple(
        MethodToCount(code=method.code, name=method.name)
        for method in payment_methods(session, also_inactive=True)
        if method.account in _COUNTABLE and (method.active or method.code in used)
    )


def compared(session: Session, totals: ShiftTotals, counted: Sequence[MethodCounted]) -> tuple[MethodCount, ...]:
    """Each count beside what the shift took. Raises CannotBeCounted, NotACount."""
    known = {method.code: method for method in payment_methods(session, also_inactive=True)}
    codes = [each.method for each in counted]
    for each in counted:
        method = known.get(each.method)
        if method is None or method.account not in _COUNTABLE or codes.count(each.method) > 1:
            raise CannotBeCounted(method=each.method if method is None else method.name)
        if each.amount < ZERO:
            raise NotACount
    return tuple(
        MethodCount(method=each.method, counted=each.amount, expected=totals.taken_by(each.method)) for each in counted
    )


def difference_limit(session: Session) -> Rupiah:
    """The largest difference that a cashier may close a till with alone."""
    return Rupiah(int(get_setting(session, TILL_DIFFERENCE_LIMIT, USUAL_LIMIT.amount)))


def largest_difference(cash: Rupiah, methods: Sequence[MethodCount]) -> Rupiah:
    """The one that decides whether somebody must approve it."""
    return max((abs(cash), *(abs(each.difference) for each in methods)))


def first_count(session: Session, shift: Shift, device: DeviceId) -> Rupiah | None:
    """The cash counted before the expected figure was shown for the first time in the shift, if it was."""
    details = session.execute(
        select(Event.details)
        .where(Event.kind == EventKind.COUNT_SHOWN, Event.device_id == device, Event.at >= shift.opened_at)
        .order_by(Event.epoch, Event.seq)
    ).scalars()
    for said in details:
        if said["shift"] == str(shift.id):
            return Rupiah(int(str(said["counted"])))
    return None
