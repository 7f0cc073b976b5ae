"""The sales note (*nota*): one sale on half a sheet, with what a receipt's width has no room for."""

from __future__ import annotations

from datetime import datetime, tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _, speaking
from sentra_pos.core.words import format_date, format_number, format_rupiah, format_time
from sentra_pos.printing.page import (
    Facts,
    Heading,
    PageBlock,
    Paper,
    PaperSize,
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
from sentra_pos.sales.queries import Receipt, ReceiptLine


def nota_paper(
    receipt: Receipt,
    letterhead: Letterhead,
    methods: dict[str, str],
    zone: tzinfo,
    *,
    buyer: str = "",
    place: str = "",
    language: str = "",
    size: PaperSize = PaperSize.A5,
) -> Paper:
    """The note of a sale or an exchange; ``methods`` names the ways of paying by code.

    ``place`` stands before the date above the signatures. The footer carries four bytes of the chain.
    """
    with speaking(language or receipt.language):
        at = local(receipt.at, zone)
        return Paper(
            title=f"{_('Sales note')} {receipt.code}",
            size=size,
            footer=f"{receipt.code} · {receipt.hash[:4].hex()} · {letterhead.name}",
            blocks=(
                heading_of(letterhead, _("Sales note"), receipt.code),
                Facts(_facts(receipt, at, buyer), columns=3),
                _table(receipt),
                Totals(_totals(receipt, methods)),
                Together((*_rule(letterhead), _signatures(receipt, at, buyer, place))),
            ),
        )


def heading_of(letterhead: Letterhead, title: str, number: str) -> Heading:
    """The shop on the left, the paper and its number on the right."""
    said = (letterhead.address, letterhead.phone, *letterhead.header)
    return Heading(shop=letterhead.name, shop_lines=tuple(line for line in said if line), title=title, number=number)


def _facts(receipt: Receipt, at: datetime, buyer: str) -> tuple[tuple[str, str], ...]:
    facts = [(_("Date"), f"{format_date(at.date())}, {format_time(at)}")]
    if buyer:
        facts.append((_("Buyer"), buyer))
    facts.append((_("Cashier"), receipt.cashier))
    return tuple(facts)


def _table(receipt: Receipt) -> Table:
    discounted = any(line.discount for line in receipt.lines)
    figures = (_("Pcs"), _("Price each"), *((_("Discount"),) if discounted else ()), _("Amount"))
    columns = (
        TableColumn(heading=_("Item")),
        *(TableColumn(heading=heading, figures=True) for heading in figures),
    )
    return Table(columns=columns, rows=tuple(_row(line, discounted) for line in receipt.lines))


def _row(line: ReceiptLine, discounted: bool) -> TableRow:
    sign = -1 if line.returned else 1
    discount = (_figure(-line.discount.times(sign)) if line.discount else "–",) if discounted else ()
    return TableRow(
        cells=(
            _("Returned: {name}").format(name=line.name) if line.returned else line.name,
            format_number(line.quantity.units),
            _figure(line.price),
            *discount,
            _figure(line.amount.times(sign)),
        ),
        note=" · ".join(word for word in (line.facts, ", ".join(line.makers)) if word),
    )


def _totals(receipt: Receipt, methods: dict[str, str]) -> tuple[TotalRow, ...]:
    rows = []
    if receipt.rounding:
        rows.append(TotalRow(label=_("Rounding"), amount=format_rupiah(receipt.rounding)))
    rows.append(TotalRow(label=_("Total"), amount=format_rupiah(receipt.due), strong=True))
    for tender in receipt.tenders:
        name = methods.get(tender.method, tender.method)
        label = f"{name} · {tender.reference}" if tender.reference else name
        rows.append(TotalRow(label=label, amount=format_rupiah(tender.given)))
    if receipt.change:
        rows.append(TotalRow(label=_("Change"), amount=format_rupiah(receipt.change)))
    return tuple(rows)


def _rule(letterhead: Letterhead) -> tuple[PageBlock, ...]:
    return tuple(Paragraph(text, muted=True) for text in (letterhead.return_rule, letterhead.footer) if text)


def _signatures(receipt: Receipt, at: datetime, buyer: str, place: str) -> Signatures:
    day = format_date(at.date())
    return Signatures(
        (
            SignatureBox(role=_("Buyer"), name=buyer),
            SignatureBox(role=_("For the shop, with its stamp"), name=receipt.cashier),
        ),
        place_and_date=f"{place}, {day}" if place else day,
    )


def _figure(amount: Rupiah) -> str:
    return format_number(amount.amount)
