"""The result of an exhibition for the office: takings by day, what each artisan and piece came to, what it cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_date, format_number, format_percent, format_rupiah, format_short_date
from sentra_pos.exhibitions.compare import Compared
from sentra_pos.exhibitions.reconciled import StillOpen, open_words
from sentra_pos.exhibitions.result import ArtisanResult, ExhibitionResult, PieceResult, Pieces
from sentra_pos.printing.page import (
    Bar,
    BarChart,
    Facts,
    Gap,
    Heading,
    PageBlock,
    Paper,
    Paragraph,
    SignatureBox,
    Signatures,
    Table,
    TableColumn,
    TableRow,
    Together,
    TotalRow,
)
from sentra_pos.sales.papers import Letterhead

#: Between two tables, in millimetres.
_BETWEEN = 3


def result_paper(
    found: ExhibitionResult,
    letterhead: Letterhead,
    *,
    methods: Mapping[str, str],
    printed: date,
    earlier: Sequence[Compared] = (),
    still_open: Sequence[StillOpen] = (),
    place: str = "",
) -> Paper:
    """``methods`` names the ways of paying, ``earlier`` are exhibitions to stand beside it.

    What is ``still_open`` is said first: until then no figure is the last one.
    """
    title = _("Result of an exhibition")
    blocks: list[PageBlock | Together] = [
        Heading(shop=letterhead.name, shop_lines=letterhead.lines, title=title, number=found.name),
        Facts(_facts(found), columns=3),
        *_unfinished(still_open),
        *_takings(found, methods),
        *_artisans(found, letterhead.name),
        *_costs(found),
        Together((Gap(_BETWEEN), _profit(found), *_unknown(found), *_rent(found))),
        *_comparison(earlier),
        *_pieces(found, letterhead.name),
        Signatures(
            (SignatureBox(role=_("Seen by")), SignatureBox(role=_("For the shop"))),
            place_and_date=", ".join(part for part in (place, format_date(printed)) if part),
        ),
    ]
    return Paper(
        title=f"{title} {found.name}",
        blocks=tuple(blocks),
        footer=f"{found.name} · {letterhead.name} · {format_date(printed)}",
    )


def _facts(found: ExhibitionResult) -> tuple[tuple[str, str], ...]:
    through = found.pieces.sell_through
    sold = format_number(found.pieces.sold)
    pieces = _("{sold} of {taken}").format(sold=sold, taken=format_number(found.pieces.taken + found.pieces.added))
    return (
        (_("Place"), ", ".join(part for part in (found.venue, found.city) if part) or "–"),
        (_("Days"), days_words(found)),
        (_("Stands"), ", ".join(found.stands) or "–"),
        (_("Customers paid"), format_rupiah(found.sales.paid + found.services)),
        (_("Pieces sold"), pieces if through is None else f"{pieces} ({format_percent(through)})"),
        (_("Profit for the shop"), format_rupiah(found.profit)),
    )


def days_words(found: ExhibitionResult) -> str:
    """From its first day to its last."""
    if found.starts == found.ends:
        return format_date(found.starts)
    if (found.starts.year, found.starts.month) == (found.ends.year, found.ends.month):
        return f"{found.starts.day}–{format_date(found.ends)}"
    return _("{start} to {end}").format(start=format_date(found.starts), end=format_date(found.ends))


def _unfinished(still_open: Sequence[StillOpen]) -> tuple[PageBlock, ...]:
    if not still_open:
        return ()
    said = "; ".join(open_words(each) for each in still_open)
    return (Paragraph(_("Not everything is home yet: {what}.").format(what=said), bold=True),)


# ------------------------------------------------------------------------------------------------------------ takings


def _takings(found: ExhibitionResult, methods: Mapping[str, str]) -> tuple[PageBlock, ...]:
    if not found.days:
        return (Paragraph(_("Nothing was sold there."), muted=True),)
    names = tuple(methods.get(method, method) for method in found.methods)
    bars = tuple(
        Bar(
            label=format_short_date(day.day),
            parts=tuple(max(dict(day.by_method).get(method, ZERO), ZERO).amount for method in found.methods),
            said=format_number(day.taken.amount),
        )
        for day in found.days
    )
    columns = (
        TableColumn(heading=_("Day")),
        TableColumn(heading=_("Receipts written"), figures=True),
        *(TableColumn(heading=name, figures=True) for name in names),
        TableColumn(heading=_("Together"), figures=True),
    )
    rows = [
        TableRow(
            cells=(
                format_date(day.day),
                format_number(day.receipts),
                *(_figure(dict(day.by_method).get(method, ZERO)) for method in found.methods),
                _figure(day.taken),
            )
        )
        for day in found.days
    ]
    sums = (
        _figure(sum_rupiah(dict(day.by_method).get(method, ZERO) for day in found.days)) for method in found.methods
    )
    total = TableRow(cells=(_("Total"), format_number(found.receipts), *sums, _figure(found.taken)), strong=True)
    return (
        BarChart(title=_("Takings by day, in rupiah"), series=names, bars=bars),
        Table(columns=columns, rows=(*rows, total), airy=True),
    )


# ----------------------------------------------------------------------------------------------------------- artisans


def _artisans(found: ExhibitionResult, shop: str) -> tuple[PageBlock, ...]:
    if not found.artisans:
        return ()
    headings = (
        *(_("Taken"), _("Sold"), _("Back"), _("Lost"), _("Customers paid"), _("Commission")),
        *(_("Costs"), _("Earned")),
    )
    columns = (
        TableColumn(heading=_("Artisan")),
        *(TableColumn(heading=heading, figures=True) for heading in headings),
    )
    rows = [_artisan(each, shop) for each in found.artisans]
    people = [each for each in found.artisans if each.party is not None]
    total = TableRow(
        cells=(
            _("Total"),
            *_counts(found.pieces),
            _figure(found.sales.paid),
            _figure(sum_rupiah(each.sales.commission for each in found.artisans)),
            _figure(sum_rupiah(each.costs + each.payment_costs for each in people)),
            _figure(sum_rupiah(each.earned for each in people)),
        ),
        strong=True,
    )
    return (Gap(_BETWEEN), Table(title=_("By artisan"), columns=columns, rows=(*rows, total), airy=True))


def _artisan(each: ArtisanResult, shop: str) -> TableRow:
    own = each.party is None
    return TableRow(
        cells=(
            _("{shop}, own goods").format(shop=shop) if own else each.name,
            *_counts(each.pieces),
            _figure(each.sales.paid),
            _figure(each.sales.commission),
            "" if own else _figure(each.costs + each.payment_costs),
            "" if own else _figure(each.earned),
        ),
        note=each.code,
    )


def _counts(pieces: Pieces) -> tuple[str, str, str, str]:
    """What went along, what was sold, what is home or still on its way, and what is lost."""
    back = pieces.returned + pieces.there + pieces.taken_over
    return (
        _count(pieces.taken + pieces.added),
        _count(pieces.sold),
        _count(back),
        _count(pieces.lost),
    )


def _count(pieces: int) -> str:
    return format_number(pieces) if pieces else "–"


# -------------------------------------------------------------------------------------------------------------- shop


def _costs(found: ExhibitionResult) -> tuple[PageBlock, ...]:
    if not found.costs:
        return ()
    columns = (
        TableColumn(heading=_("Date"), figures=True),
        TableColumn(heading=_("Number"), figures=True),
        TableColumn(heading=_("What for")),
        TableColumn(heading=_("Paid"), figures=True),
        TableColumn(heading=_("The shop bears"), figures=True),
        TableColumn(heading=_("Artisans bear"), figures=True),
    )
    rows = [
        TableRow(
            cells=(
                format_short_date(cost.day),
                cost.code,
                cost.text,
                _figure(cost.total),
                _figure(cost.shop),
                _figure(cost.total - cost.shop),
            )
        )
        for cost in found.costs
    ]
    total = sum_rupiah(cost.total for cost in found.costs)
    sums = ("", "", _("Total"), _figure(total), _figure(found.shop_costs), _figure(total - found.shop_costs))
    table = Table(title=_("Costs"), columns=columns, rows=(*rows, TableRow(cells=sums, strong=True)), airy=True)
    return (Gap(_BETWEEN), table)


def profit_rows(found: ExhibitionResult) -> tuple[TotalRow, ...]:
    """How the profit comes about; what there was nothing of is left out, but for commission and costs."""
    rows = (
        (_("Commission"), found.commission, True),
        (_("Earned by the shop's own goods"), found.own_goods, False),
        (_("Services"), found.services, False),
        (_("Rounding"), found.rounding, False),
        (_("Other income"), found.other_income, False),
        (_("Rent and other costs"), -found.shop_costs, True),
        (_("Cost of payments"), -found.payment_costs, False),
        (_("Lost and damaged goods"), -found.losses, False),
        (_("Cash over or short"), found.cash_difference, False),
    )
    said = [TotalRow(label=label, amount=format_rupiah(amount)) for label, amount, always in rows if amount or always]
    return (*said, TotalRow(label=_("Profit for the shop"), amount=format_rupiah(found.profit), strong=True))


def _profit(found: ExhibitionResult) -> Table:
    columns = (TableColumn(heading=_("What for")), TableColumn(heading=_("Amount"), figures=True))
    rows = tuple(TableRow(cells=(row.label, row.amount), strong=row.strong) for row in profit_rows(found))
    return Table(title=_("For the shop"), columns=columns, rows=rows)


def _unknown(found: ExhibitionResult) -> tuple[PageBlock, ...]:
    if not found.unknown:
        return ()
    words = ngettext(
        "Not counted: {amount} for {count} piece of nobody known yet.",
        "Not counted: {amount} for {count} pieces of nobody known yet.",
        found.unknown_pieces,
    )
    said = words.format(amount=format_rupiah(found.unknown), count=format_number(found.unknown_pieces))
    return (Paragraph(said, muted=True),)


def _rent(found: ExhibitionResult) -> tuple[PageBlock, ...]:
    if found.costs or not found.planned_rent:
        return ()
    words = _("The planned stand rent of {amount} is not recorded yet.")
    return (Paragraph(words.format(amount=format_rupiah(found.planned_rent)), muted=True),)


def _comparison(earlier: Sequence[Compared]) -> tuple[PageBlock, ...]:
    if not earlier:
        return ()
    headings = (
        *(_("Days"), _("Taken"), _("Sold"), _("Sold %"), _("Customers paid")),
        *(_("A day"), _("Costs"), _("Profit")),
    )
    columns = (
        TableColumn(heading=_("Exhibition")),
        *(TableColumn(heading=heading, figures=True) for heading in headings),
    )
    rows = tuple(
        TableRow(
            cells=(
                each.name,
                *(format_number(count) for count in (each.days, each.taken, each.sold)),
                "–" if each.sell_through is None else format_percent(each.sell_through),
                *(_figure(amount) for amount in (each.sales, each.a_day, each.costs, each.profit)),
            ),
            note=" · ".join(part for part in (each.city, format_date(each.starts)) if part),
        )
        for each in earlier
    )
    return (Gap(_BETWEEN), Table(title=_("Beside other exhibitions"), columns=columns, rows=rows, airy=True))


def _pieces(found: ExhibitionResult, shop: str) -> tuple[PageBlock, ...]:
    headings = (_("Taken"), _("Sold"), _("Back"), _("Lost"), _("Customers paid"))
    columns = (
        TableColumn(heading=_("Item")),
        *(TableColumn(heading=heading, figures=True) for heading in headings),
    )
    made: list[PageBlock] = []
    for each in found.artisans:
        whose = _("{shop}, own goods").format(shop=shop) if each.party is None else f"{each.code} {each.name}"
        rows = tuple(_piece(row) for row in each.items)
        made += (Gap(_BETWEEN), Table(title=whose, columns=columns, rows=rows, airy=True)) if rows else ()
    return tuple(made)


def _piece(row: PieceResult) -> TableRow:
    size = "" if row.name.endswith(row.size) else row.size
    note = " · ".join(part for part in (row.tag, size) if part)
    return TableRow(cells=(row.name, *_counts(row.pieces), _figure(row.sales.paid)), note=note)


def _figure(amount: Rupiah) -> str:
    return format_number(amount.amount) if amount else "–"
