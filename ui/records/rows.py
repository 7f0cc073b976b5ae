"""How records read in lists, and which months and years are offered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_month, format_number, format_percent, format_short_date
from sentra_pos.reports.artisan_books import ArtisanBooks, BookEntry, category_label
from sentra_pos.reports.month_archive import last_of
from sentra_pos.reports.office_recap import RecapRow
from sentra_pos.reports.stock_card import StockCard, move_words
from ui.kit.table import Column

_MONTHS, _YEARS = 24, 6


class Page(Enum):
    """The pages of the screen."""

    STOCK = "stock"
    RECAP = "recap"
    BOOKS = "books"
    ARCHIVE = "archive"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """One row of the stock card's list: an item's opening, a move of it, or its closing."""

    item: str
    code: str
    what: str
    day: date
    came: Quantity
    went: Quantity
    left: Quantity
    strong: bool = False
    document: DocumentId | None = None


def card_lines(cards: tuple[StockCard, ...], first: date, last: date) -> tuple[CardLine, ...]:
    """Item after item, each from its opening to its closing."""
    none = Quantity(0)
    found: list[CardLine] = []
    for card in cards:
        start = CardLine(
            item=card.name, code="", what=_("Opening stock"), day=first, came=none, went=none, left=card.opening
        )
        end = CardLine(
            item=card.name,
            code="",
            what=_("Closing stock"),
            day=last,
            came=card.came,
            went=card.went,
            left=card.closing,
            strong=True,
        )
        moves = (
            CardLine(
                item=card.name,
                code=move.code,
                what=move_words(move),
                day=move.date,
                came=max(move.change, none),
                went=max(-move.change, none),
                left=move.left,
                document=move.document,
            )
            for move in card.moves
        )
        found += [start, *moves, end]
    return tuple(found)


def card_columns() -> list[Column[CardLine]]:
    """Item, what happened, in, out, left."""
    return [
        Column(title=_("Date"), text=lambda each: format_short_date(each.day)),
        Column(
            title=_("Item"),
            text=lambda each: each.item,
            second=lambda each: f"{each.what} · {each.code}" if each.code else each.what,
            stretch=1,
            tone=lambda each: "indigo" if each.strong else "ink",
        ),
        Column(title=_("In"), text=lambda each: _some(each.came), right=True),
        Column(title=_("Out"), text=lambda each: _some(each.went), right=True),
        Column(title=_("Left"), text=lambda each: format_number(each.left.units), right=True, strong=True),
    ]


def recap_columns() -> list[Column[RecapRow]]:
    """As the office wants it; what there is no room for on a small screen is on the paper."""
    return [
        Column(title=_("Artisan"), text=lambda row: row.name, second=lambda row: row.code, stretch=1),
        Column(title=_("Before"), text=lambda row: _some(row.goods.before), right=True, optional=True),
        Column(title=_("In"), text=lambda row: _some(row.goods.received), right=True),
        Column(title=_("Sold"), text=lambda row: _some(row.goods.sold), right=True, strong=True),
        Column(title=_("Back"), text=lambda row: _some(row.goods.returned), right=True),
        Column(title=_("Given back"), text=lambda row: _some(row.goods.given_back), right=True, optional=True),
        Column(title=_("Left"), text=lambda row: _some(row.goods.left), right=True),
        Column(title=_("Turnover"), text=lambda row: _figure(row.turnover), right=True, strong=True),
        Column(title=_("Paid"), text=lambda row: _figure(row.paid), right=True),
        Column(
            title=_("Days"),
            text=lambda row: "–" if row.days is None else format_number(row.days),
            right=True,
            optional=True,
        ),
        Column(
            title=_("Sold %"),
            text=lambda row: "–" if row.sell_through is None else format_percent(row.sell_through),
            right=True,
            optional=True,
        ),
    ]


def entry_columns() -> list[Column[BookEntry]]:
    """The cash book's five columns."""
    return [
        Column(title=_("Date"), text=lambda each: format_short_date(each.date)),
        Column(
            title=_("Description"),
            text=lambda each: each.text,
            second=lambda each: category_label(each.category),
            stretch=1,
        ),
        Column(title=_("Incoming"), text=lambda each: _figure(each.income), right=True, strong=True),
        Column(title=_("Outgoing"), text=lambda each: _figure(each.expense), right=True, tone=lambda _each: "muted"),
    ]


def books_facts(books: ArtisanBooks, mark: str) -> tuple[tuple[str, str], ...]:
    """The year in five figures."""
    net = books.income - books.expense
    return (
        (_("Incoming"), _rupiah(books.income)),
        (_("Outgoing"), _rupiah(books.expense)),
        (_("Left"), _rupiah(net)),
        (_("Turnover of the year"), _rupiah(books.turnover)),
        (_("Mark of Rp 500 million"), mark),
    )


def months(today: date) -> list[tuple[date, str]]:
    """This month and those before it, the newest first."""
    found, month = [], today.replace(day=1)
    for _place in range(_MONTHS):
        found.append((month, format_month(month)))
        month = (month - timedelta(days=1)).replace(day=1)
    return found


def years(today: date) -> list[tuple[int, str]]:
    """This year and those before it."""
    return [(year, str(year)) for year in range(today.year, today.year - _YEARS, -1)]


def month_of(month: date) -> tuple[date, date]:
    """Its first and its last day."""
    return month.replace(day=1), last_of(month)


def _some(quantity: Quantity) -> str:
    return format_number(quantity.units) if quantity else "–"


def _figure(amount: Rupiah) -> str:
    return format_number(amount.amount) if amount else "–"


def _rupiah(amount: Rupiah) -> str:
    return f"Rp\u00a0{format_number(amount.amount)}"
