"""Stock card, recap for the office and an artisan's books as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sentra_pos.core.speech import _
from sentra_pos.core.words import format_month
from sentra_pos.reports.artisan_books import ArtisanBooks, category_label
from sentra_pos.reports.office_recap import RecapRow
from sentra_pos.reports.record_papers import days_words, mark_words, no_tax_words, recap_words, turnover_words
from sentra_pos.reports.spreadsheet import Cell, SheetOf
from sentra_pos.reports.stock_card import StockCard, move_words


def stock_card_sheet(cards: Sequence[StockCard], *, about: str, first: date, last: date) -> SheetOf:
    """One row a move, the opening and the closing of each item among them."""
    rows: list[tuple[Cell, ...]] = []
    for card in cards:
        rows.append((card.name, first, "", _("Opening stock"), None, None, card.opening))
        rows += [
            (card.name, m.date, m.code, move_words(m), max(m.change.units, 0), max(-m.change.units, 0), m.left)
            for m in card.moves
        ]
        rows.append((card.name, last, "", _("Closing stock"), card.came.units, card.went.units, card.closing))
    headings = (_("Item"), _("Date"), _("Number"), _("What"), _("In"), _("Out"), _("Left"))
    above = (f"{about}, {days_words(first, last)}",)
    return SheetOf(name=_("Stock card"), headings=headings, rows=tuple(rows), above=above)


def recap_sheet(rows: Sequence[RecapRow], *, first: date, last: date) -> SheetOf:
    """One row an artisan."""
    headings = (
        *(_("Code"), _("Artisan"), _("Before"), _("In"), _("Sold"), _("Brought back"), _("Given back"), _("Lost")),
        *(_("Taken over"), _("Left"), _("Turnover"), _("Commission"), _("Artisan's share"), _("Paid"), _("Days")),
        _("Sold %"),
    )
    return SheetOf(
        name=_("Recap"),
        headings=headings,
        above=(days_words(first, last), recap_words()),
        rows=tuple(
            (
                *(row.code, row.name, row.goods.before, row.goods.received, row.goods.sold, row.goods.returned),
                *(row.goods.given_back, row.goods.lost, row.goods.taken_over, row.goods.left),
                *(row.turnover, row.commission, row.share, row.paid, row.days),
                None if row.sell_through is None else (row.sell_through.basis_points + 50) // 100,
            )
            for row in rows
        ),
    )


def books_sheets(books: ArtisanBooks) -> tuple[SheetOf, ...]:
    """The cash book with its five columns and nothing above them, so that it can be pasted; then the months."""
    entries = SheetOf(
        name=_("Cash book"),
        headings=(_("Date"), _("Description"), _("Incoming"), _("Outgoing"), _("Category")),
        rows=tuple(
            (each.date, each.text, each.income or None, each.expense or None, category_label(each.category))
            for each in books.entries
        ),
    )
    months = SheetOf(
        name=_("By month"),
        headings=(
            *(_("Month"), _("Income"), _("Commission"), _("Costs"), _("Left")),
            *(_("Consigned goods sold"), _("Sold outright to the shop"), _("Turnover"), _("Turnover so far")),
            _("Past Rp 500 million"),
        ),
        rows=tuple(
            (
                *(format_month(each.month), each.income, each.commission, each.costs, each.net),
                *(each.consigned, each.outright, each.turnover, each.so_far),
                _("yes") if each.over_the_mark else _("no"),
            )
            for each in books.months
        ),
        above=(
            f"{books.name} ({books.code}), {books.year}",
            f"{_('Mark of Rp 500 million')}: {mark_words(books)}",
            turnover_words(),
            no_tax_words(),
        ),
    )
    return (entries, months)
