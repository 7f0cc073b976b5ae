"""A shift's figures: what it sold and took, and what went through its drawer besides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import and_, case, func, not_, or_, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId, DocumentId, ShiftId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import Document, DocumentLine, MoneyMove
from sentra_pos.ledger.queries import balance_of, lines_of
from sentra_pos.payments.methods import CASH
from sentra_pos.tills.queries import drawer_of


class Movement(StrEnum):
    """How cash moves without goods. Stored in documents: never rename one."""

    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    TO_SAFE = "to_safe"
    FROM_SAFE = "from_safe"
    DRAWER_TO_BANK = "drawer_to_bank"
    SAFE_TO_BANK = "safe_to_bank"

    @property
    def drawer_sign(self) -> int:
        """+1 into the drawer, -1 out of it, 0 past it."""
        return _DRAWER_SIGNS[self]


_DRAWER_SIGNS = {
    Movement.PAID_IN: 1,
    Movement.PAID_OUT: -1,
    Movement.TO_SAFE: -1,
    Movement.FROM_SAFE: 1,
    Movement.DRAWER_TO_BANK: -1,
    Movement.SAFE_TO_BANK: 0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodTotal:
    """What a shift took by one way of paying, less what it gave back; ``count`` is how often money came in by it."""

    method: str
    count: int
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTotal:
    """What cash moved in one manner."""

    movement: Movement
    count: int
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class FairTotal:
    """What documents of exhibitions of one kind brought into the drawer, below zero what they took out of it."""

    kind: DocumentKind
    count: int
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRange:
    """From which number to which the shift's documents of one kind run, and how many they are."""

    kind: DocumentKind
    epoch: int
    first: int
    last: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftTotals:
    """A shift's figures, and what the drawer should hold now.

    ``sold`` is all that went over the counter, exchanged for something or not; ``refunded`` all that came back, but for
    the sales that were ``voided`` as a whole. ``rounding`` is what was paid above the prices, mostly below zero.
    What came by all ways of paying is sold - refunded - voided + rounding + customer_payments. What is in the drawer is
    ``float_cash``, what came in cash, what was ``moved``, less what was ``paid_out``, what artisans ``paid_back`` and
    ``deposited`` into their savings, and what ``fairs`` made of it.
    """

    float_cash: Rupiah
    sales: int
    sold: Rupiah
    exchanges: int
    refunds: int
    refunded: Rupiah
    voids: int
    voided: Rupiah
    discounts: Rupiah
    rounding: Rupiah
    customer_payments: Rupiah
    by_method: tuple[MethodTotal, ...]
    moved: tuple[MovedTotal, ...]
    payouts: int
    paid_out: Rupiah
    numbers: tuple[NumberRange, ...]
    expected_cash: Rupiah
    fairs: tuple[FairTotal, ...] = ()
    pay_backs: int = 0
    paid_back: Rupiah = ZERO
    deposits: int = 0
    deposited: Rupiah = ZERO

    @property
    def net(self) -> Rupiah:
        """What the shift adds to the till's running grand total: all sales less all returns."""
        return self.sold - self.refunded - self.voided

    def taken_by(self, method: str) -> Rupiah:
        """What came by one way of paying."""
        return next((total.amount for total in self.by_method if total.method == method), ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Goods:
    sold: Rupiah
    refunded: Rupiah
    voided: Rupiah
    discounts: Rupiah


#: Goods that come back, sold here or elsewhere.
_BACK = (DocumentKind.REFUND, DocumentKind.FOREIGN_RETURN)
_TRADE = (DocumentKind.SALE, DocumentKind.EXCHANGE, DocumentKind.VOID, *_BACK)
#: Their tenders are positive for what goes out.
_OUT = (*_BACK, DocumentKind.VOID)
_TAKING = (*_TRADE, DocumentKind.PAYMENT_CHANGE, DocumentKind.CUSTOMER_PAYMENT)


def shift_totals(session: Session, shift: ShiftId, device: DeviceId) -> ShiftTotals:
    """The shift's figures so far."""
    numbers = _numbers(session, shift)
    counts: defaultdict[DocumentKind, int] = defaultdict(int)
    for each in numbers:
        counts[each.kind] += each.count
    goods = _goods(session, shift)
    by_method, customer_payments = _tenders(session, shift)
    payouts, paid_out = _payouts(session, shift)
    pay_backs, paid_back = _paid_back(session, shift)
    deposits, deposited = _deposited(session, shift)
    return ShiftTotals(
        float_cash=lines_of(session, DocumentId(shift))[0].amount,
        sales=counts[DocumentKind.SALE],
        sold=goods.sold,
        exchanges=counts[DocumentKind.EXCHANGE],
        refunds=sum(counts[kind] for kind in _BACK),
        refunded=goods.refunded,
        voids=counts[DocumentKind.VOID],
        voided=goods.voided,
        discounts=goods.discounts,
        rounding=_rounding(session, shift),
        customer_payments=customer_payments,
        by_method=by_method,
        moved=_moved(session, shift),
        payouts=payouts,
        paid_out=paid_out,
        numbers=numbers,
        expected_cash=balance_of(session, drawer_of(device)),
        fairs=_fairs(session, shift, device),
        pay_backs=pay_backs,
        paid_back=paid_back,
        deposits=deposits,
        deposited=deposited,
    )


def _numbers(session: Session, shift: ShiftId) -> tuple[NumberRange, ...]:
    rows = session.execute(
        select(Document.kind, Document.epoch, func.min(Document.number), func.max(Document.number), func.count())
        .where(
            Document.shift_id == shift,
            Document.kind.not_in((DocumentKind.TILL_OPENING, DocumentKind.TILL_CLOSING, DocumentKind.RECOUNT)),
        )
        .group_by(Document.kind, Document.epoch)
    )
    order = {kind: place for place, kind in enumerate(DocumentKind)}
    found = [NumberRange(kind=kind, epoch=epoch, first=a, last=z, count=n) for kind, epoch, a, z, n in rows]
    return tuple(sorted(found, key=lambda each: (order[each.kind], each.epoch)))


def _goods(session: Session, shift: ShiftId) -> _Goods:
    """A line that answers a sale's line takes it back; so does every line of a return or a void."""
    back = DocumentLine.refers_document_id.is_not(None)
    rows = session.execute(
        select(Document.kind, back, func.sum(DocumentLine.amount), func.sum(DocumentLine.discount))
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(
            Document.shift_id == shift,
            Document.kind.in_(_TRADE),
            DocumentLine.kind.in_((LineKind.GOODS, LineKind.SERVICE, LineKind.TAKEN_BACK)),
        )
        .group_by(Document.kind, back)
    )
    sold = refunded = voided = discounts = ZERO
    for kind, answers, amount, discount in rows:
        if kind is DocumentKind.VOID:
            voided += amount
        elif kind in _BACK or answers:
            refunded += amount
        else:
            sold += amount
            discounts += discount or ZERO
    return _Goods(sold=sold, refunded=refunded, voided=voided, discounts=discounts)


def _tenders(session: Session, shift: ShiftId) -> tuple[tuple[MethodTotal, ...], Rupiah]:
    """By way of paying, and what of it customers paid on their accounts."""
    rows = session.execute(
        select(
            Document.kind,
            DocumentLine.method,
            func.sum(case((DocumentLine.amount > ZERO, 1), else_=0)),
            func.sum(DocumentLine.amount),
        )
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.shift_id == shift, Document.kind.in_(_TAKING), DocumentLine.kind == LineKind.TENDER)
        .group_by(Document.kind, DocumentLine.method)
    )
    counts: defaultdict[str, int] = defaultdict(int)
    amounts: defaultdict[str, Rupiah] = defaultdict(lambda: ZERO)
    from_customers = ZERO
    for kind, method, count, amount in rows:
        out = kind in _OUT
        amounts[method] += -amount if out else amount
        counts[method] += 0 if out else count
        if kind is DocumentKind.CUSTOMER_PAYMENT:
            from_customers += amount
    totals = (MethodTotal(method=each, count=counts[each], amount=amounts[each]) for each in sorted(amounts))
    return tuple(totals), from_customers


def _rounding(session: Session, shift: ShiftId) -> Rupiah:
    rounding = Account(AccountKind.ROUNDING).id
    signed = case((MoneyMove.credit_account_id == rounding, MoneyMove.amount), else_=-MoneyMove.amount)
    found: Rupiah | None = session.execute(
        select(func.sum(signed, type_=MoneyMove.amount.type))
        .join(Document, Document.id == MoneyMove.document_id)
        .where(
            Document.shift_id == shift,
            (MoneyMove.credit_account_id == rounding) | (MoneyMove.debit_account_id == rounding),
        )
    ).scalar_one()
    return found or ZERO


def _moved(session: Session, shift: ShiftId) -> tuple[MovedTotal, ...]:
    rows = session.execute(
        select(DocumentLine.amount, DocumentLine.details)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(Document.shift_id == shift, Document.kind == DocumentKind.CASH_MOVEMENT)
    )
    counts: defaultdict[Movement, int] = defaultdict(int)
    amounts: defaultdict[Movement, Rupiah] = defaultdict(lambda: ZERO)
    for amount, details in rows:
        movement = Movement(str(details["movement"]))
        counts[movement] += 1
        amounts[movement] += amount
    return tuple(
        MovedTotal(movement=each, count=counts[each], amount=amounts[each]) for each in Movement if counts[each]
    )


#: Cash that artisans were given: what they earned, an advance, their savings. A voided payout came back.
_GIVEN = (DocumentKind.PAYOUT, DocumentKind.ADVANCE, DocumentKind.SAVINGS, DocumentKind.PAYOUT_VOID)
#: Savings paid in stand below zero, what takes them back above it: the other way round than savings paid back.
_DEPOSIT = and_(
    Document.kind == DocumentKind.SAVINGS,
    or_(
        and_(DocumentLine.amount < ZERO, Document.reverses_id.is_(None)),
        and_(DocumentLine.amount > ZERO, Document.reverses_id.is_not(None)),
    ),
)


def _payouts(session: Session, shift: ShiftId) -> tuple[int, Rupiah]:
    """What artisans were given out of the drawer, less what came back."""
    back = Document.kind == DocumentKind.PAYOUT_VOID
    amount = case((back, -DocumentLine.amount), else_=DocumentLine.amount)
    count, given = session.execute(
        select(func.count(), func.sum(amount, type_=DocumentLine.amount.type))
        .join(Document, Document.id == DocumentLine.document_id)
        .where(Document.shift_id == shift, Document.kind.in_(_GIVEN), DocumentLine.method == CASH, not_(_DEPOSIT))
    ).one()
    return count, given or ZERO


def _paid_back(session: Session, shift: ShiftId) -> tuple[int, Rupiah]:
    """What artisans put into the drawer of what they owed, less what went out again: how many times, and how much."""
    count, amount = session.execute(
        select(func.count(Document.id.distinct()), func.sum(DocumentLine.amount, type_=DocumentLine.amount.type))
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.shift_id == shift, Document.kind == DocumentKind.PAY_BACK, DocumentLine.method == CASH)
    ).one()
    return count, amount or ZERO


def _deposited(session: Session, shift: ShiftId) -> tuple[int, Rupiah]:
    """What artisans put into the drawer for their savings, less what was taken back of it."""
    count, given = session.execute(
        select(func.count(), func.sum(DocumentLine.amount, type_=DocumentLine.amount.type))
        .join(Document, Document.id == DocumentLine.document_id)
        .where(Document.shift_id == shift, DocumentLine.method == CASH, _DEPOSIT)
    ).one()
    return count, -(given or ZERO)


#: What takes cash out of a drawer for an exhibition, or brings it there.
FAIR_CASH = (DocumentKind.EXHIBITION_LOAD, DocumentKind.EXHIBITION_ARRIVAL, DocumentKind.EXHIBITION_COST)


def _fairs(session: Session, shift: ShiftId, device: DeviceId) -> tuple[FairTotal, ...]:
    drawer = drawer_of(device).id
    signed = case((MoneyMove.debit_account_id == drawer, MoneyMove.amount), else_=-MoneyMove.amount)
    rows = session.execute(
        select(Document.kind, func.count(Document.id.distinct()), func.sum(signed, type_=MoneyMove.amount.type))
        .join(MoneyMove, MoneyMove.document_id == Document.id)
        .where(
            Document.shift_id == shift,
            Document.kind.in_(FAIR_CASH),
            (MoneyMove.debit_account_id == drawer) | (MoneyMove.credit_account_id == drawer),
        )
        .group_by(Document.kind)
    )
    found = {kind: FairTotal(kind=kind, count=count, amount=amount) for kind, count, amount in rows}
    return tuple(found[kind] for kind in FAIR_CASH if kind in found)
