"""How receipts read in a list, and what is shown of goods that come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import Enum

from sentra_pos.core.clock import local
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_number, format_rupiah, format_short_date, format_time
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.payments.methods import PaymentMethod
from sentra_pos.sales.cart import Condition, Tender
from sentra_pos.sales.history_queries import Came, HistoryRow
from sentra_pos.sales.returnable import ReturnableLine
from ui.kit.table import Column


class Kinds(Enum):
    """Filters over the kinds of receipts."""

    ALL = N_("All")
    SALES = N_("Sales")
    RETURNS = N_("Returns")
    EXCHANGES = N_("Exchanges")
    VOIDS = N_("Voided")

    @property
    def label(self) -> str:
        return _(self.value)

    @property
    def kinds(self) -> tuple[DocumentKind, ...]:
        return _OF_FILTER[self]


_OF_FILTER: dict[Kinds, tuple[DocumentKind, ...]] = {
    Kinds.ALL: (),
    Kinds.SALES: (DocumentKind.SALE,),
    Kinds.RETURNS: (DocumentKind.REFUND, DocumentKind.FOREIGN_RETURN),
    Kinds.EXCHANGES: (DocumentKind.EXCHANGE,),
    Kinds.VOIDS: (DocumentKind.VOID,),
}
_CAME = {
    Came.PART_BACK: N_("partly came back"),
    Came.ALL_BACK: N_("all came back"),
    Came.VOIDED: N_("voided"),
}
_KIND = {
    DocumentKind.REFUND: N_("Return for {code}"),
    DocumentKind.FOREIGN_RETURN: N_("Sold elsewhere: {code}"),
    DocumentKind.EXCHANGE: N_("Exchange for {code}"),
    DocumentKind.VOID: N_("Void of {code}"),
}


def history_columns(zone: tzinfo) -> list[Column[HistoryRow]]:
    """Number and what became of it, when, what, by whom, how much."""
    return [
        Column(
            title=_("Receipt"),
            text=lambda row: row.code,
            second=lambda row: when_words(row.at, zone),
            strong=True,
        ),
        Column(title=_("Goods"), text=goods_words, second=second_words, stretch=1),
        Column(title=_("Cashier"), text=lambda row: row.cashier, optional=True),
        Column(
            title=_("Amount"),
            text=lambda row: format_number(row.amount.amount),
            right=True,
            strong=True,
            tone=lambda row: "bad" if row.amount < ZERO or row.came is Came.VOIDED else "ink",
        ),
    ]


def when_words(at: datetime, zone: tzinfo) -> str:
    """Day and time as they are on the receipt."""
    here = local(at, zone)
    return f"{format_short_date(here.date())} {format_time(here)}"


def goods_words(row: HistoryRow) -> str:
    """What is on it, as far as it fits."""
    return ", ".join(row.goods)


def second_words(row: HistoryRow) -> str:
    """How many pieces, for whom, and what became of it since."""
    pieces = ngettext("{count} piece", "{count} pieces", row.pieces).format(count=format_number(row.pieces))
    kind = _(_KIND[row.kind]).format(code=row.answers or "–") if row.kind in _KIND else ""
    came = _(_CAME[row.came]) if row.came in _CAME else ""
    return " · ".join(part for part in (kind, came, pieces, row.customer) if part)


_CONDITIONS = {
    Condition.GOOD: N_("Back to the shelf"),
    Condition.DAMAGED_SHOP: N_("Damaged, the shop bears it"),
    Condition.DAMAGED_ARTISAN: N_("Damaged, the artisan bears it"),
}


def condition_label(condition: Condition) -> str:
    """In what state it comes back, and whose loss that is."""
    return _(_CONDITIONS[condition])


#: Why goods usually come back; what is chosen can be added to.
REASONS = (N_("Wrong size"), N_("Flawed"), N_("Wrong item"), N_("Does not suit"))
#: Why a sale is usually voided.
VOID_REASONS = (N_("Changed his mind"), N_("Rung up twice"), N_("Wrong items"))
#: Why a payment is usually corrected.
PAYMENT_REASONS = (N_("Wrong button"), N_("Paid another way"), N_("Money never came"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BackLine:
    """A line of the sale with how much of it comes back now, and what that is worth."""

    line: ReturnableLine
    quantity: Quantity
    condition: Condition
    amount: Rupiah

    @property
    def earlier(self) -> int:
        """What came back of it before."""
        return self.line.quantity.units - self.line.left.units


def back_columns() -> list[Column[BackLine]]:
    """What was sold, how much of it comes back, in what state, for how much."""
    return [
        Column(title=_("Item"), text=lambda row: row.line.name, second=sold_words, stretch=1, strong=True),
        Column(title=_("Comes back"), text=_back_words, right=True, strong=True, tone=_tone),
        Column(
            title=_("Condition"),
            text=lambda row: condition_label(row.condition) if row.quantity.units else "",
            tone=lambda row: "ink" if row.condition is Condition.GOOD else "warn",
        ),
        Column(
            title=_("Amount"),
            text=lambda row: format_number(row.amount.amount) if row.quantity.units else "",
            right=True,
            strong=True,
        ),
    ]


def sold_words(row: BackLine) -> str:
    """How many were sold at what price, and what came back before."""
    count, price = format_number(row.line.quantity.units), format_number(row.line.price.amount)
    sold = _("{count} sold at {price}").format(count=count, price=price)
    if not row.earlier:
        return sold
    return sold + " · " + _("{count} came back earlier").format(count=format_number(row.earlier))


def _back_words(row: BackLine) -> str:
    if not row.line.left.units:
        return "–"
    return _("{count} of {left}").format(
        count=format_number(row.quantity.units), left=format_number(row.line.left.units)
    )


def _tone(row: BackLine) -> str:
    return "primary" if row.quantity.units else "muted"


def parts_words(parts: Sequence[Tender], methods: Mapping[str, PaymentMethod]) -> str:
    """By which ways the money goes back, where there is more than one."""
    if len(parts) < 2:
        return ""
    return " + ".join(f"{methods[part.method].name} {format_rupiah(part.given)}" for part in parts)
