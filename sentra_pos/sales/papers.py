"""The receipt: worded and laid out from its record, in printing's blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from sentra_pos.catalogue.codes import receipt_code
from sentra_pos.core.clock import local
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah, format_short_date, format_time
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.printing.blocks import Align, Barcode, Block, Cut, Feed, Rule, Slip, Text, pair
from sentra_pos.sales.queries import Receipt, ReceiptLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What the shop says of itself on every slip."""

    name: str
    address: str = ""
    phone: str = ""
    footer: str = ""


def receipt_slip(receipt: Receipt, letterhead: Letterhead, methods: dict[str, str], zone: tzinfo) -> Slip:
    """The receipt as the customer gets it; ``methods`` names the ways of paying by code."""
    at = local(receipt.at, zone)
    head: list[Block] = [Text(letterhead.name, align=Align.CENTRE, bold=True)]
    head += [Text(line, align=Align.CENTRE) for line in (letterhead.address, letterhead.phone) if line]
    head.append(Feed())
    if receipt.kind is DocumentKind.REFUND:
        head.append(Text(_("RETURN OF GOODS"), align=Align.CENTRE, bold=True))
    head += [
        pair(receipt.code or "–", f"{format_short_date(at.date())} {format_time(at)}"),
        pair(receipt.till, receipt.cashier),
        Rule(),
    ]
    body = [block for line in receipt.lines for block in _line(line)]
    return Slip((*head, *body, Rule(), *_totals(receipt, methods), *_foot(receipt, letterhead), Cut()))


def _line(line: ReceiptLine) -> list[Block]:
    blocks: list[Block] = [Text(line.name)]
    blocks += [Text(f"  {said}") for said in (line.facts, ", ".join(line.makers)) if said]
    amount = line.price.times(line.quantity)
    blocks.append(pair(f"  {line.quantity.units} x {format_number(line.price.amount)}", _number(amount)))
    if line.discount:
        blocks.append(pair("  " + _("Discount"), _number(-line.discount)))
    return blocks


def _totals(receipt: Receipt, methods: dict[str, str]) -> list[Block]:
    blocks: list[Block] = []
    if receipt.discount:
        blocks.append(pair(_("Subtotal"), _number(receipt.total + receipt.discount)))
        blocks.append(pair(_("Discount"), _number(-receipt.discount)))
    blocks.append(pair(_("TOTAL"), format_rupiah(receipt.total), bold=True))
    for tender in receipt.tenders:
        blocks.append(pair(methods.get(tender.method, tender.method), _number(tender.given)))
        if tender.reference:
            blocks.append(Text(f"  {_('Ref.')} {tender.reference}"))
    if receipt.change:
        blocks.append(pair(_("Change"), _number(receipt.change)))
    return blocks


def _foot(receipt: Receipt, letterhead: Letterhead) -> list[Block]:
    blocks: list[Block] = [Feed()]
    if letterhead.footer:
        blocks += [Text(letterhead.footer, align=Align.CENTRE), Feed()]
    if not receipt.hash:
        return blocks  # not posted yet: it has no number that could be looked up
    if receipt.kind is DocumentKind.SALE:
        blocks.append(Barcode(receipt_code(receipt.device_code, receipt.epoch, receipt.number)))
    # Four bytes of the chain on the paper: a receipt can be held against the book later.
    blocks.append(Text(f"{receipt.code} · {receipt.hash[:4].hex()}", align=Align.CENTRE))
    return blocks


def _number(amount: Rupiah) -> str:
    return format_number(amount.amount)
