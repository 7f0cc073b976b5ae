"""The receipt: worded and laid out from its record, in printing's blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import tzinfo

from sentra_pos.catalogue.codes import receipt_code
from sentra_pos.core.clock import local
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import N_, _, speaking
from sentra_pos.core.words import format_number, format_rupiah, format_short_date, format_time
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.printing.blocks import Align, Barcode, Block, Cut, Feed, Image, Rule, Slip, Text, pair
from sentra_pos.sales.queries import RECEIPT_CODES, Receipt, ReceiptLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What the shop says of itself on every slip; ``logo`` is a PNG of black and white dots."""

    name: str
    address: str = ""
    phone: str = ""
    header: tuple[str, ...] = ()
    logo: bytes | None = field(default=None, repr=False)
    return_rule: str = ""
    footer: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Address and telephone, as far as they are known: what stands below the name on a page."""
        return tuple(line for line in (self.address, self.phone) if line)


def receipt_slip(
    receipt: Receipt, letterhead: Letterhead, methods: dict[str, str], zone: tzinfo, *, language: str = ""
) -> Slip:
    """The receipt as the customer gets it; ``methods`` names the ways of paying by code.

    In ``language``, else the one of the sale, else the shop's. ``methods`` was worded when it was read.
    """
    with speaking(language or receipt.language):
        return _receipt_slip(receipt, letterhead, methods, zone)


def _receipt_slip(receipt: Receipt, letterhead: Letterhead, methods: dict[str, str], zone: tzinfo) -> Slip:
    at = local(receipt.at, zone)
    head = _head(letterhead)
    if receipt.kind in _TITLES:
        head.append(Text(_(_TITLES[receipt.kind]), align=Align.CENTRE, bold=True))
    head += [
        pair(receipt.code or "–", f"{format_short_date(at.date())} {format_time(at)}"),
        pair(receipt.till, receipt.cashier),
        Rule(),
    ]
    if receipt.customer_name:
        head.insert(-1, Text(_("Customer: {name}").format(name=receipt.customer_name)))
    if receipt.answers:
        head.insert(-1, Text(_("For receipt {code}").format(code=receipt.answers)))
    if receipt.reason:
        head.insert(-1, Text(receipt.reason))
    body = [block for line in receipt.lines for block in _line(line)]
    return Slip((*head, *body, Rule(), *_totals(receipt, methods), *_foot(receipt, letterhead), Cut()))


def _head(letterhead: Letterhead) -> list[Block]:
    blocks: list[Block] = [] if letterhead.logo is None else [Image(letterhead.logo)]
    blocks.append(Text(letterhead.name, align=Align.CENTRE, bold=True))
    said = (letterhead.address, letterhead.phone, *letterhead.header)
    blocks += [Text(line, align=Align.CENTRE) for line in said if line]
    return [*blocks, Feed()]


_TITLES = {
    DocumentKind.REFUND: N_("RETURN OF GOODS"),
    DocumentKind.FOREIGN_RETURN: N_("RETURN OF GOODS"),
    DocumentKind.EXCHANGE: N_("EXCHANGE"),
    DocumentKind.VOID: N_("VOIDED SALE"),
}


def _line(line: ReceiptLine) -> list[Block]:
    sign = -1 if line.returned else 1
    blocks: list[Block] = [Text(_("Returned: {name}").format(name=line.name) if line.returned else line.name)]
    blocks += [Text(f"  {said}") for said in (line.facts, ", ".join(line.makers)) if said]
    amount = line.price.times(line.quantity).times(sign)
    blocks.append(pair(f"  {line.quantity.units} x {format_number(line.price.amount)}", _number(amount)))
    if line.discount:
        blocks.append(pair("  " + _("Discount"), _number(-line.discount.times(sign))))
    return blocks


def _totals(receipt: Receipt, methods: dict[str, str]) -> list[Block]:
    blocks: list[Block] = []
    if receipt.discount:
        blocks.append(pair(_("Subtotal"), _number(receipt.total + receipt.discount)))
        blocks.append(pair(_("Discount"), _number(-receipt.discount)))
    if receipt.rounding:
        blocks.append(pair(_("Rounding"), _number(receipt.rounding)))
    blocks.append(pair(_total_words(receipt), format_rupiah(abs(receipt.due)), bold=True))
    for tender in receipt.tenders:
        blocks.append(pair(methods.get(tender.method, tender.method), _number(abs(tender.given))))
        if tender.reference:
            blocks.append(Text(f"  {_('Ref.')} {tender.reference}"))
    if receipt.change:
        blocks.append(pair(_("Change"), _number(receipt.change)))
    return blocks


def _total_words(receipt: Receipt) -> str:
    return _("BACK TO YOU") if receipt.kind is DocumentKind.EXCHANGE and receipt.due < ZERO else _("TOTAL")


def _foot(receipt: Receipt, letterhead: Letterhead) -> list[Block]:
    blocks: list[Block] = [Feed()]
    if letterhead.return_rule:
        blocks += [Text(letterhead.return_rule), Feed()]
    if letterhead.footer:
        blocks += [Text(letterhead.footer, align=Align.CENTRE), Feed()]
    if not receipt.hash:
        return blocks  # not posted yet: it has no number that could be looked up
    if receipt.kind in RECEIPT_CODES:
        code_kind = RECEIPT_CODES[receipt.kind]
        blocks.append(Barcode(receipt_code(receipt.device_code, receipt.epoch, receipt.number, kind=code_kind)))
    # Four bytes of the chain on the paper: a receipt can be held against the book later.
    blocks.append(Text(f"{receipt.code} · {receipt.hash[:4].hex()}", align=Align.CENTRE))
    return blocks


def _number(amount: Rupiah) -> str:
    return format_number(amount.amount)
