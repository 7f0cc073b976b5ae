"""How a document at the till is paid, either way: tenders, the rounding of cash, and what payments cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, LineKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.payments.costs import cost_of, spread_costs
from sentra_pos.payments.methods import CASH, PaymentMethod, payment_methods
from sentra_pos.payments.rounding import cash_rounding
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.errors import (
    DrawerTooLow,
    PaymentShort,
    PaymentTooMuch,
    ReferenceMissing,
    UnknownPaymentMethod,
)

#: Who bears a part of what the payment costs, for what of the goods: an artisan whose agreement says so, or the shop.
Bearers = Sequence[tuple[PartyId | None, Rupiah]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """The paying side of a document. ``drawer`` when cash goes in or out of it."""

    lines: tuple[Line, ...]
    money: tuple[MoneyMove, ...]
    change: Rupiah
    rounding: Rupiah
    drawer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What is asked of ``take_money``: ``due`` is above zero when the customer pays, below when he is paid.

    Lines are numbered from ``first`` on. ``customer`` is whose account "on account" means. ``rounding`` is told when it
    follows from an earlier document; else cash is rounded as the shop set it. ``sign`` is -1 where money out counts
    as positive; ``about`` is the sale that the money goes back for.
    """

    due: Rupiah
    tenders: tuple[Tender, ...]
    first: int
    customer: PartyId | None = None
    bearers: Bearers = ()
    rounding: Rupiah | None = None
    sign: int = 1
    about: DocumentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    method: PaymentMethod
    tender: Tender
    amount: Rupiah


def take_money(session: Session, payment: Payment, by: ActedBy) -> Paid:
    """Debit each tender where it stands, or credit it when money goes out; what cash exceeds the rest is change.

    Tender lines carry the sign of ``due``. Raises PaymentShort, PaymentTooMuch, ReferenceMissing, CustomerMissing,
    UnknownPaymentMethod, DrawerTooLow.
    """
    # What came in by a way that was switched off since still goes back by it.
    known = payment_methods(session, also_inactive=payment.due < ZERO)
    methods = {method.code: method for method in known}
    rounding = _rounding(session, payment) if payment.rounding is None else payment.rounding
    due = payment.due + rounding
    out = due < ZERO
    taken, change = _share_out(payment, abs(due), methods, out=out)
    lines: list[Line] = []
    money: list[MoneyMove] = []
    number = payment.first
    if rounding:
        rounded = rounding.times(payment.sign)
        lines.append(Line(number=number, kind=LineKind.ROUNDING, amount=rounded, refers_to=payment.about))
        money += money_move(number, CLEARING, Account(AccountKind.ROUNDING), rounding)
        number += 1
    for each in taken:
        amount = -each.amount if out else each.amount
        account = _account(session, each, payment.customer, by, out=out)
        lines.append(_tender_line(number, each, amount, payment))
        money += money_move(number, account, CLEARING, amount)
        number += 1
    if not out:
        cost_lines, cost_money = _costs(taken, payment.bearers, number, lines)
        lines += cost_lines
        money += cost_money
    return Paid(
        lines=tuple(lines),
        money=tuple(money),
        change=change,
        rounding=rounding,
        drawer=any(each.method.code == CASH for each in taken),
    )


def _rounding(session: Session, payment: Payment) -> Rupiah:
    """Only what is left to cash is rounded."""
    if not any(tender.method == CASH for tender in payment.tenders):
        return ZERO
    others = sum_rupiah(tender.given for tender in payment.tenders if tender.method != CASH)
    left = payment.due + others if payment.due < ZERO else payment.due - others
    return cash_rounding(session).of(left) if left else ZERO


def _share_out(
    payment: Payment, due: Rupiah, methods: Mapping[str, PaymentMethod], *, out: bool
) -> tuple[list[_Taken], Rupiah]:
    taken: list[_Taken] = []
    left, change = due, ZERO
    # Cash last: only then is it known what it has to cover and what goes back.
    for tender in sorted(payment.tenders, key=lambda tender: tender.method == CASH):
        method = methods.get(tender.method)
        if method is None:
            raise UnknownPaymentMethod(method=tender.method)
        gives_change = tender.method == CASH and not out
        if tender.given < ZERO or (not gives_change and tender.given > left):
            raise PaymentTooMuch(method=method.name, limit=format_rupiah(left))
        if method.asks_reference and not out and not tender.reference.split():
            raise ReferenceMissing(method=method.name)
        amount = min(tender.given, left)
        change += tender.given - amount
        left -= amount
        taken.append(_Taken(method=method, tender=tender, amount=amount))
    if left:
        raise PaymentShort(missing=format_rupiah(left))
    return taken, change


def _account(session: Session, each: _Taken, customer: PartyId | None, by: ActedBy, *, out: bool) -> Account:
    if each.method.account is AccountKind.RECEIVABLE and not out:
        require(session, by, Permission.SELL_ON_ACCOUNT)
    account = each.method.account_on(by.device, customer)
    if out and account.kind is AccountKind.DRAWER and balance_of(session, account) < each.amount:
        raise DrawerTooLow(available=format_rupiah(balance_of(session, account)))
    return account


def _tender_line(number: int, each: _Taken, amount: Rupiah, payment: Payment) -> Line:
    details: dict[str, object] = {}
    if each.method.code == CASH and amount >= ZERO:
        details["given"] = each.tender.given.amount
    if each.method.confirmed and amount > ZERO:
        details["confirmed"] = each.tender.confirmed
    return Line(
        number=number,
        kind=LineKind.TENDER,
        amount=amount.times(payment.sign),
        method=each.method.code,
        party=payment.customer if each.method.account is AccountKind.RECEIVABLE else None,
        reference=" ".join(each.tender.reference.split()) or None,
        refers_to=payment.about,
        details=details,
    )


def _costs(
    taken: Sequence[_Taken], bearers: Bearers, number: int, tenders: Sequence[Line]
) -> tuple[list[Line], list[MoneyMove]]:
    """A line for each who bears a part of a tender's cost; together they leave the way of paying's own account."""
    lines: list[Line] = []
    money: list[MoneyMove] = []
    tendered = [line.number for line in tenders if line.kind is LineKind.TENDER]
    for each, tender_no in zip(taken, tendered, strict=True):
        cost = cost_of(each.method, each.amount)
        if not cost:
            continue
        transit = Account(AccountKind.IN_TRANSIT, method=each.method.code)
        for party, part in spread_costs(cost, bearers).items():
            if not part:
                continue
            lines.append(cost_line(number, party, part, full=part, tender=tender_no, method=each.method.code))
            money += (*cost_moves(number, party, part), *money_move(number, CLEARING, transit, part))
            number += 1
    return lines, money


def cost_line(
    number: int,
    party: PartyId | None,
    amount: Rupiah,
    *,
    full: Rupiah = ZERO,
    method: str | None = None,
    tender: int = 0,
    sale: DocumentId | None = None,
) -> Line:
    """So much more is borne of a payment's cost, by an artisan or (no party) by the shop.

    ``full`` is by how much the whole cost changed that this bearer has a part in: a sale and a corrected way of paying
    change it, a return changes only the ``amount``. ``tender`` is the line of the tender that costs it.
    """
    details = {"full": full.amount} | ({"tender": tender} if tender else {})
    return Line(
        number=number,
        kind=LineKind.PAYMENT_COST,
        amount=amount,
        party=party,
        method=method,
        refers_to=sale,
        details=details,
    )


def cost_moves(number: int, party: PartyId | None, amount: Rupiah) -> tuple[MoneyMove, ...]:
    """The cost is charged to who bears it."""
    kind = AccountKind.PAYMENT_COST if party is None else AccountKind.ACCRUED
    return money_move(number, Account(kind, party=party), CLEARING, amount)
