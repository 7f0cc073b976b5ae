"""Stock card, recap for the office and an artisan's books as A4 papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_month, format_number, format_percent, format_short_date
from sentra_pos.printing.page import (
    Facts,
    Heading,
    PageBlock,
    Paper,
    Paragraph,
    SignatureBox,
    Signatures,
    Table,
    TableColumn,
    TableRow,
)
from sentra_pos.reports.artisan_books import ArtisanBooks, BookMonth, category_label
from sentra_pos.reports.office_recap import RecapRow
from sentra_pos.reports.stock_card import CardMove, StockCard, move_words, together
from sentra_pos.sales.papers import Letterhead
from sentra_pos.settlement.turnover import FREE_TURNOVER


def days_words(first: date, last: date) -> str:
    """From one day to another, a whole month by its name."""
    if first == last:
        return format_date(first)
    if first.day == 1 and (last.year, last.month) == (first.year, first.month) and last.month != _next(last).month:
        return format_month(first)
    return _("{start} to {end}").format(start=format_date(first), end=format_date(last))


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def no_tax_words() -> str:
    """Said on every paper and sheet of an artisan's books."""
    return _(
        "These records come from the shop's book. They reckon no tax: what is owed, and from which turnover on, "
        "the artisan decides with a tax adviser."
    )


def _head(letterhead: Letterhead, title: str, number: str) -> Heading:
    return Heading(shop=letterhead.name, shop_lines=letterhead.lines, title=title, number=number)


# --------------------------------------------------------------------------------------------------------- stock card


def stock_card_paper(
    cards: Sequence[StockCard], letterhead: Letterhead, *, about: str, first: date, last: date
) -> Paper:
    """One table an item; ``about`` names the artisan or the item."""
    opening, came, went, closing = together(cards)
    facts = (
        (_("For"), about),
        (_("Period"), days_words(first, last)),
        (_("Opening stock"), _count(opening)),
        (_("Came in"), _count(came)),
        (_("Went out"), _count(went)),
        (_("Closing stock"), _count(closing)),
    )
    blocks: list[PageBlock] = [_head(letterhead, _("Stock card"), days_words(first, last)), Facts(facts)]
    blocks += [_card(card) for card in cards]
    if not cards:
        blocks.append(Paragraph(_("Nothing was here and nothing moved in this time."), muted=True))
    return Paper(title=f"{_('Stock card')} {about}", blocks=tuple(blocks), footer=f"{letterhead.name} · {about}")


def _card(card: StockCard) -> Table:
    columns = (
        TableColumn(heading=_("Date"), figures=True),
        TableColumn(heading=_("Number"), figures=True),
        TableColumn(heading=_("What")),
        TableColumn(heading=_("In"), figures=True),
        TableColumn(heading=_("Out"), figures=True),
        TableColumn(heading=_("Left"), figures=True),
    )
    opening = TableRow(cells=("", "", _("Opening stock"), "", "", _count(card.opening)))
    closing = TableRow(
        cells=("", "", _("Closing stock"), _count(card.came), _count(card.went), _count(card.closing)), strong=True
    )
    return Table(title=card.name, columns=columns, rows=(opening, *(_move(move) for move in card.moves), closing))


def _move(move: CardMove) -> TableRow:
    change = move.change.units
    came, went = (format_number(change) if change > 0 else ""), (format_number(-change) if change < 0 else "")
    return TableRow(cells=(format_short_date(move.date), move.code, move_words(move), came, went, _count(move.left)))


# -------------------------------------------------------------------------------------------------------------- recap


def recap_paper(rows: Sequence[RecapRow], letterhead: Letterhead, *, first: date, last: date) -> Paper:
    """Every artisan in a row, with the sums."""
    headings = (
        *(_("Before"), _("In"), _("Sold"), _("Brought back"), _("Given back"), _("Lost"), _("Left")),
        *(_("Turnover"), _("Paid"), _("Days"), _("Sold %")),
    )
    columns = (TableColumn(heading=_("Artisan")), *(TableColumn(heading=each, figures=True) for each in headings))
    blocks: list[PageBlock] = [_head(letterhead, _("Recap per artisan"), days_words(first, last))]
    if rows:
        blocks.append(Table(columns=columns, rows=(*(_recap(row) for row in rows), _recap_total(rows))))
        blocks.append(Paragraph(recap_words(), muted=True))
        box = SignatureBox(role=_("For the shop"))
        blocks.append(Signatures((SignatureBox(role=_("Seen by")), box), place_and_date=format_date(last)))
    else:
        blocks.append(Paragraph(_("Nothing was here and nothing was sold in this time."), muted=True))
    return Paper(title=_("Recap per artisan"), blocks=tuple(blocks), footer=letterhead.name)


def recap_words() -> str:
    """What the less obvious columns mean."""
    return _(
        "Turnover: consigned goods, at prices before discounts, less what came back. Days: how long what was sold had "
        "lain here, on average. Sold %: of what was here and came in."
    )


def _recap(row: RecapRow) -> TableRow:
    goods = row.goods
    counts = (goods.before, goods.received, goods.sold, goods.returned, goods.given_back)
    return TableRow(
        cells=(
            row.name,
            *(_count(each) for each in counts),
            _count(goods.lost + goods.taken_over),
            _count(goods.left),
            _figure(row.turnover),
            _figure(row.paid),
            "–" if row.days is None else format_number(row.days),
            "–" if row.sell_through is None else format_percent(row.sell_through),
        ),
        note=row.code,
    )


def _recap_total(rows: Sequence[RecapRow]) -> TableRow:
    def pieces(name: str) -> str:
        return format_number(sum(getattr(row.goods, name).units for row in rows))

    lost = sum((row.goods.lost + row.goods.taken_over).units for row in rows)
    return TableRow(
        cells=(
            _("Total"),
            *(pieces(name) for name in ("before", "received", "sold", "returned", "given_back")),
            format_number(lost),
            pieces("left"),
            _figure(sum_rupiah(row.turnover for row in rows)),
            _figure(sum_rupiah(row.paid for row in rows)),
            "",
            "",
        ),
        strong=True,
    )


# -------------------------------------------------------------------------------------------------------------- books


def books_paper(books: ArtisanBooks, letterhead: Letterhead) -> Paper:
    """The months first, then every entry."""
    facts = (
        (_("Artisan"), f"{books.name} ({books.code})"),
        (_("Year"), str(books.year)),
        *((words, f"Rp {_figure(amount)}") for words, amount in turnover_parts(books.months)),
        (_("Turnover of the year"), f"Rp {_figure(books.turnover)}"),
        (_("Mark of Rp 500 million"), mark_words(books)),
    )
    blocks = (
        _head(letterhead, _("For your own books"), str(books.year)),
        Facts(facts),
        _months(books),
        Paragraph(f"{turnover_words()} {no_tax_words()}", muted=True),
        _entries(books),
    )
    title = f"{_('For your own books')} {books.year} {books.name}"
    return Paper(title=title, blocks=blocks, footer=f"{letterhead.name} · {books.code} · {books.year}")


def turnover_parts(months: Sequence[BookMonth]) -> tuple[tuple[str, Rupiah], ...]:
    """What the turnover of these months is made of, in the words of the statement."""
    return (
        (_("Consigned goods sold"), sum_rupiah(each.consigned for each in months)),
        (_("Sold outright to the shop"), sum_rupiah(each.outright for each in months)),
    )


def turnover_words() -> str:
    """Why the turnover is not what came in."""
    return _(
        "Turnover: consigned goods sold, at prices before discounts, less what came back; and what was sold outright "
        "to the shop, on the day it bought it."
    )


def mark_words(books: ArtisanBooks) -> str:
    """Where the turnover stands against the mark."""
    passed = next((month for month in books.months if month.over_the_mark), None)
    if passed is not None:
        return _("passed in {month}").format(month=format_month(passed.month))
    return _("Rp {amount} below it").format(amount=_figure(FREE_TURNOVER - books.turnover))


def _months(books: ArtisanBooks) -> Table:
    headings = (_("Income"), _("Commission"), _("Costs"), _("Left"), _("Turnover"), _("Turnover so far"))
    columns = (TableColumn(heading=_("Month")), *(TableColumn(heading=each, figures=True) for each in headings))
    return Table(title=_("By month"), columns=columns, rows=tuple(_month(each) for each in books.months))


def _month(month: BookMonth) -> TableRow:
    amounts = (month.income, month.commission, month.costs, month.net, month.turnover, month.so_far)
    return TableRow(cells=(format_month(month.month), *(_figure(each) for each in amounts)))


def _entries(books: ArtisanBooks) -> PageBlock:
    if not books.entries:
        return Paragraph(_("Nothing was earned in this year."), muted=True)
    columns = (
        TableColumn(heading=_("Date"), figures=True),
        TableColumn(heading=_("Description"), share=3),
        TableColumn(heading=_("Incoming"), figures=True),
        TableColumn(heading=_("Outgoing"), figures=True),
        TableColumn(heading=_("Category"), share=2),
    )
    rows = [
        TableRow(
            cells=(
                format_short_date(each.date),
                each.text,
                _figure(each.income) if each.income else "",
                _figure(each.expense) if each.expense else "",
                category_label(each.category),
            )
        )
        for each in books.entries
    ]
    sums = TableRow(cells=("", _("Total"), _figure(books.income), _figure(books.expense), ""), strong=True)
    return Table(title=_("Cash book"), columns=columns, rows=(*rows, sums))


def _count(quantity: Quantity) -> str:
    return format_number(quantity.units)


def _figure(amount: Rupiah) -> str:
    return format_number(amount.amount)
