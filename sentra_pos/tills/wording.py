"""A shift's figures in words, section by section, for slip and page alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.post import document_code
from sentra_pos.payments.methods import CASH
from sentra_pos.tills.closing_queries import ZReport
from sentra_pos.tills.counts import MethodCount
from sentra_pos.tills.denominations import Denominations
from sentra_pos.tills.open_ends import OpenEnds
from sentra_pos.tills.shift_queries import Movement, NumberRange, ShiftTotals

_MOVEMENTS = {
    Movement.PAID_IN: N_("Paid in"),
    Movement.PAID_OUT: N_("Paid out"),
    Movement.TO_SAFE: N_("Into the safe"),
    Movement.FROM_SAFE: N_("From the safe"),
    Movement.DRAWER_TO_BANK: N_("Taken to the bank"),
    Movement.SAFE_TO_BANK: N_("Taken to the bank from the safe"),
}
_KINDS = {
    DocumentKind.SALE: N_("Sales"),
    DocumentKind.REFUND: N_("Returns"),
    DocumentKind.FOREIGN_RETURN: N_("Returns from elsewhere"),
    DocumentKind.EXCHANGE: N_("Exchanges"),
    DocumentKind.VOID: N_("Voids"),
    DocumentKind.PAYMENT_CHANGE: N_("Ways of paying corrected"),
    DocumentKind.PAYMENT_CHECK: N_("Payments checked"),
    DocumentKind.BANK_RECEIPT: N_("Received by the bank"),
    DocumentKind.CUSTOMER_PAYMENT: N_("Customers' payments"),
    DocumentKind.CASH_MOVEMENT: N_("Cash movements"),
    DocumentKind.PAYOUT: N_("Payouts to artisans"),
    DocumentKind.PAY_BACK: N_("Paid back by artisans"),
    DocumentKind.PRICE_CHANGE: N_("Price changes"),
    DocumentKind.CONSIGNMENT_NOTE: N_("Consignment notes"),
    DocumentKind.DROP_OFF: N_("Drop-off receipts"),
    DocumentKind.NOTE_CORRECTION: N_("Notes corrected"),
    DocumentKind.IDENTIFICATION: N_("Sold goods identified"),
    DocumentKind.SETTLEMENT: N_("Settlements"),
    DocumentKind.OPENING_BALANCES: N_("Opening balances"),
    DocumentKind.EXHIBITION_LOAD: N_("Loads for exhibitions"),
    DocumentKind.EXHIBITION_ARRIVAL: N_("Arrivals at a stand"),
    DocumentKind.EXHIBITION_COST: N_("Costs of exhibitions"),
}
_FAIR_CASH = {
    DocumentKind.EXHIBITION_LOAD: N_("Change sent to stands"),
    DocumentKind.EXHIBITION_ARRIVAL: N_("Change that came to the stand"),
    DocumentKind.EXHIBITION_COST: N_("Costs of exhibitions"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What it is and how much; ``strong`` for sums."""

    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Figures that belong together."""

    title: str
    figures: tuple[Figure, ...]


def movement_label(movement: Movement) -> str:
    """How cash moved."""
    return _(_MOVEMENTS[movement])


def shift_sections(totals: ShiftTotals, methods: Mapping[str, str], device_code: int) -> tuple[Section, ...]:
    """The shift so far; ``methods`` names the ways of paying by code."""
    cash = (*_drawer(totals), _sum(_("Expected"), totals.expected_cash))
    return (
        _trade(totals),
        *_by_method(totals, methods, ()),
        Section(title=_("Cash"), figures=cash),
        *_numbers(totals.numbers, device_code),
    )


def closing_sections(z: ZReport, methods: Mapping[str, str]) -> tuple[Section, ...]:
    """The shift as it was closed."""
    return (
        _trade(z.totals),
        *_by_method(z.totals, methods, z.methods),
        Section(title=_("Cash"), figures=tuple(_counted(z))),
        *_denominations(z.denominations),
        *_numbers(z.totals.numbers, z.device_code),
        Section(title=_("Since the till was new"), figures=(_sum(_("Running grand total"), z.grand_total),)),
        *_open(z.open_ends),
    )


def _sum(label: str, amount: Rupiah) -> Figure:
    return Figure(label=label, amount=format_rupiah(amount), strong=True)


def _figure(label: str, amount: Rupiah, count: int | None = None) -> Figure:
    said = label if count is None else f"{label} ({format_number(count)})"
    return Figure(label=said, amount=format_number(amount.amount))


def _trade(totals: ShiftTotals) -> Section:
    figures = [_figure(_("Sold"), totals.sold, totals.sales + totals.exchanges)]
    if totals.refunded or totals.refunds or totals.exchanges:
        figures.append(_figure(_("Taken back"), -totals.refunded, totals.refunds + totals.exchanges))
    if totals.voids:
        figures.append(_figure(_("Voids"), -totals.voided, totals.voids))
    figures.append(_sum(_("Sales less returns"), totals.net))
    if totals.exchanges:
        figures.append(Figure(label=_("Exchanges among them"), amount=format_number(totals.exchanges)))
    if totals.discounts:
        figures.append(_figure(_("Discounts given"), totals.discounts))
    if totals.rounding:
        figures.append(_figure(_("Rounding"), totals.rounding))
    if totals.customer_payments:
        figures.append(_figure(_("Customers' payments"), totals.customer_payments))
    return Section(title=_("Goods"), figures=tuple(figures))


def _by_method(totals: ShiftTotals, methods: Mapping[str, str], counted: Sequence[MethodCount]) -> Iterator[Section]:
    counts = {count.method: count for count in counted}
    figures = []
    for total in totals.by_method:
        figures.append(_figure(methods.get(total.method, total.method), total.amount, total.count))
        if total.method in counts:
            figures += _slips(counts.pop(total.method))
    for method, count in counts.items():
        figures.append(_figure(methods.get(method, method), ZERO, 0))
        figures += _slips(count)
    if figures:
        yield Section(title=_("Ways of paying"), figures=tuple(figures))


def _slips(count: MethodCount) -> Iterator[Figure]:
    yield _figure("  " + _("Slips counted"), count.counted)
    if count.difference:
        yield _figure("  " + _("Difference"), count.difference)


def _drawer(totals: ShiftTotals) -> Iterator[Figure]:
    """From the float to what is expected."""
    yield _figure(_("Opening float"), totals.float_cash)
    yield _figure(_("Cash from customers"), totals.taken_by(CASH))
    for moved in totals.moved:
        sign = moved.movement.drawer_sign
        if sign:
            yield _figure(movement_label(moved.movement), moved.amount.times(sign), moved.count)
    if totals.payouts:
        yield _figure(_("Paid to artisans"), -totals.paid_out, totals.payouts)
    if totals.pay_backs:
        yield _figure(_("Paid back by artisans"), totals.paid_back, totals.pay_backs)
    if totals.deposits:
        yield _figure(_("Savings paid in"), totals.deposited, totals.deposits)
    for fair in totals.fairs:
        yield _figure(_(_FAIR_CASH[fair.kind]), fair.amount, fair.count)


def _counted(z: ZReport) -> Iterator[Figure]:
    yield from _drawer(z.totals)
    yield _sum(_("Expected"), z.totals.expected_cash)
    if z.first is not None and z.first != z.counted:
        yield _figure(_("Counted at first"), z.first)
    yield _sum(_("Counted"), z.counted)
    yield _sum(_("Difference"), z.difference)
    yield _figure(_("Put away at closing"), z.to_safe)
    yield _figure(_("Stays in the drawer"), z.counted - z.to_safe)


def _denominations(counted: Denominations | None) -> Iterator[Section]:
    if counted is not None and counted.counts:
        figures = (_figure(f"{format_number(face)} x {count}", Rupiah(face * count)) for face, count in counted.counts)
        yield Section(title=_("Notes and coins"), figures=tuple(figures))


def _numbers(ranges: Sequence[NumberRange], device_code: int) -> Iterator[Section]:
    if ranges:
        yield Section(title=_("Numbers"), figures=tuple(_range(each, device_code) for each in ranges))


def _range(numbers: NumberRange, device_code: int) -> Figure:
    first = document_code(numbers.kind, device_code, numbers.epoch, numbers.first)
    last = document_code(numbers.kind, device_code, numbers.epoch, numbers.last)
    label = _(_KINDS[numbers.kind]) if numbers.kind in _KINDS else numbers.kind.mark
    words = first if first == last else f"{first} … {last.partition('-')[2]}"
    return Figure(label=f"{label} ({format_number(numbers.count)})", amount=words)


def _open(ends: OpenEnds) -> Iterator[Section]:
    figures = []
    if ends.unchecked:
        words = ngettext("{count} payment not checked", "{count} payments not checked", ends.unchecked)
        figures.append(_figure(words.format(count=ends.unchecked), ends.unchecked_amount))
    if ends.unprinted or ends.in_doubt:
        figures.append(Figure(label=_("Papers not printed"), amount=format_number(ends.unprinted + ends.in_doubt)))
    if figures:
        yield Section(title=_("Still open"), figures=tuple(figures))
