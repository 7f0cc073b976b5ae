"""The daily recap of a stand: artisan by artisan what was sold, and what came in by which way of paying."""

from __future__ import annotations

from collections.abc import Mapping

from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number, format_rupiah
from sentra_pos.exhibitions.stand_day import ArtisanDay, StandDay
from sentra_pos.printing.page import (
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
    Totals,
)
from sentra_pos.sales.papers import Letterhead


def stand_day_paper(
    found: StandDay, letterhead: Letterhead, *, exhibition: str, stand: str, methods: Mapping[str, str]
) -> Paper:
    """``methods`` names the ways of paying."""
    title = _("Daily recap of a stand")
    facts = (
        (_("Exhibition"), exhibition),
        (_("Stand"), stand),
        (_("Date"), format_date(found.day)),
        (_("Number of receipts"), format_number(found.receipts)),
        (_("Pieces sold"), format_number(found.pieces)),
        (_("Came in"), format_rupiah(found.taken)),
    )
    return Paper(
        title=f"{title} {format_date(found.day)}",
        footer=f"{exhibition} · {stand} · {format_date(found.day)}",
        blocks=(
            Heading(shop=letterhead.name, shop_lines=letterhead.lines, title=title),
            Facts(facts, columns=3),
            *_artisans(found, letterhead.name),
            Together((_totals(found, methods), _signed(found))),
        ),
    )


def _artisans(found: StandDay, shop: str) -> tuple[PageBlock, ...]:
    if not found.artisans:
        return (Paragraph(_("No piece was sold that day."), muted=True),)
    columns = (
        TableColumn(heading=_("Item"), share=6),
        TableColumn(heading=_("Pieces"), figures=True),
        TableColumn(heading=_("Discount"), figures=True),
        TableColumn(heading=_("Customers paid"), figures=True),
    )
    made: list[PageBlock] = []
    for each in found.artisans:
        whose = f"{each.code} {each.name}" if each.code else _("{shop} (own goods)").format(shop=shop)
        made += (Table(title=whose, columns=columns, rows=_rows(each), airy=True), Gap(3))
    return tuple(made)


def _rows(each: ArtisanDay) -> tuple[TableRow, ...]:
    rows = [
        TableRow(
            cells=(
                item.name,
                format_number(item.pieces),
                format_number(item.discount.amount) if item.discount else "–",
                format_number(item.paid.amount),
            ),
            note=" · ".join(part for part in (item.code, "" if item.name.endswith(item.size) else item.size) if part),
        )
        for item in each.items
    ]
    discount = format_number(each.discount.amount) if each.discount else "–"
    sums = (_("Together"), format_number(each.pieces), discount, format_number(each.paid.amount))
    return (*rows, TableRow(cells=sums, strong=True))


def _totals(found: StandDay, methods: Mapping[str, str]) -> Totals:
    rows = [TotalRow(label=_("Customers paid"), amount=format_rupiah(found.paid))]
    if found.unnamed:
        label = _("of it services and goods on no list")
        rows.insert(0, TotalRow(label=label, amount=format_rupiah(found.unnamed)))
    rounded = found.taken - found.paid
    if rounded:
        rows.append(TotalRow(label=_("Rounding, accounts and money held back"), amount=format_rupiah(rounded)))
    rows += [
        TotalRow(label=methods.get(method, method), amount=format_rupiah(amount)) for method, amount in found.methods
    ]
    return Totals((*rows, TotalRow(label=_("Came in"), amount=format_rupiah(found.taken), strong=True)))


def _signed(found: StandDay) -> Signatures:
    boxes = (SignatureBox(role=_("At the stand")), SignatureBox(role=_("Seen by")))
    return Signatures(boxes, place_and_date=format_date(found.day))
