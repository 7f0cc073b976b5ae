"""What waits for its owner, in rows: sold before any note covered it, or taken back and sold elsewhere."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any
from uuid import UUID

from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number, format_rupiah
from sentra_pos.sales.elsewhere_queries import OpenReturn, open_returns
from sentra_pos.sales.identify_queries import PossibleAnswer, Unidentified, waiting_to_be_identified
from sentra_pos.sales.item_sale_queries import ItemSale
from ui.kit.table import Column
from ui.receipts.rows import when_words

#: A sold line whose owner is looked for, or goods that came back whose sale is.
Waiting = Unidentified | OpenReturn


def everything_that_waits(session: Any) -> tuple[Waiting, ...]:
    """Both kinds, the oldest first."""
    both: list[Waiting] = [*waiting_to_be_identified(session), *open_returns(session)]
    return tuple(sorted(both, key=lambda each: each.at))


def key_of(each: Waiting) -> tuple[UUID, int]:
    """By what a row stays picked."""
    return (each.sale, each.line) if isinstance(each, Unidentified) else (each.document, each.line)


def _where(each: Waiting) -> str:
    words = f"{each.code} · {format_date(each.business_date)}"
    if isinstance(each, Unidentified):
        return words
    receipt = _("receipt {number}").format(number=each.receipt) if each.receipt else _("no receipt")
    return f"{words} · {receipt}"


def _back(each: Waiting) -> str:
    if isinstance(each, OpenReturn):
        return _("sold elsewhere")
    return format_number(each.back.units) if each.back > NONE else "–"


def _is_back(each: Waiting) -> bool:
    return isinstance(each, OpenReturn) or each.back > NONE


def waiting_columns() -> list[Column[Waiting]]:
    """What it is, how many, whether it came back, and the money that waits."""
    return [
        Column[Waiting](title=_("Sold"), text=lambda each: each.name, second=_where, stretch=1, strong=True),
        Column[Waiting](title=_("Count"), text=lambda each: format_number(each.quantity.units), right=True),
        Column[Waiting](title=_("Back"), text=_back, right=True, tone=lambda each: "bad" if _is_back(each) else "ink"),
        Column[Waiting](title=_("Paid"), text=lambda each: format_rupiah(_money(each)), right=True, strong=True),
    ]


def _money(each: Waiting) -> Rupiah:
    """Below zero where it was given back."""
    return each.amount if isinstance(each, Unidentified) else -each.amount


def answer_columns() -> list[Column[PossibleAnswer]]:
    """Whose it may have been, by which note."""
    return [
        Column[PossibleAnswer](
            title=_("Whose"),
            text=lambda each: each.owner or _("the shop's own"),
            second=lambda each: each.terms,
            stretch=1,
            strong=True,
        ),
        Column[PossibleAnswer](
            title=_("Note"), text=lambda each: each.note, second=lambda each: format_date(each.note_date)
        ),
        Column[PossibleAnswer](title=_("Here"), text=lambda each: format_number(each.here.units), right=True),
        Column[PossibleAnswer](
            title=_("Artisan, each"),
            text=lambda each: format_rupiah(each.share) if each.owner else "–",
            right=True,
            strong=True,
        ),
    ]


def sale_columns(zone: tzinfo) -> list[Column[ItemSale]]:
    """By which sale it may have gone out."""
    return [
        Column[ItemSale](
            title=_("Receipt"),
            text=lambda each: each.code,
            second=lambda each: when_words(each.at, zone),
            stretch=1,
            strong=True,
        ),
        Column[ItemSale](title=_("Cashier"), text=lambda each: each.cashier),
        Column[ItemSale](title=_("Still out"), text=lambda each: format_number(each.left.units), right=True),
        Column[ItemSale](title=_("Paid each"), text=lambda each: format_rupiah(each.price), right=True, strong=True),
    ]
