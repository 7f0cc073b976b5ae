"""The drop-off receipt (*tanda terima*) on paper: a slip, and a page in two copies that both sides sign."""

from __future__ import annotations

from datetime import tzinfo

from sentra_pos.consignment.drop_off_queries import DropOff
from sentra_pos.core.clock import local
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_date, format_number, format_short_date, format_time
from sentra_pos.printing.blocks import Align, Block, Cut, Feed, Rule, Slip, Text, pair
from sentra_pos.printing.page import (
    Facts,
    Heading,
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

_NOT_YET = N_(
    "These goods are only left here. They are looked at and priced later; only the consignment note says what is"
    " taken in. Until then they stay the artisan's, in the shop's care."
)


def drop_off_slip(left: DropOff, shop: str, zone: tzinfo) -> Slip:
    """What the artisan takes home at once."""
    at = local(left.at, zone)
    blocks: list[Block] = [
        Text(shop, align=Align.CENTRE, bold=True),
        Feed(),
        Text(_("RECEIPT FOR GOODS LEFT HERE"), align=Align.CENTRE, bold=True),
        pair(left.code, f"{format_short_date(left.business_date)} {format_time(at)}"),
        Text(f"{left.party_code} {left.party_name}"),
        Rule(),
        *(pair(line.text, format_number(line.quantity.units)) for line in left.lines),
        Rule(),
        pair(_("PIECES"), format_number(left.pieces.units), bold=True),
        *([Text(left.remark)] if left.remark else []),
        Feed(),
        Text(_(_NOT_YET)),
        Feed(),
        Text(_("Brought by")),
        Feed(3),
        Text(left.party_name),
        Feed(),
        Text(_("Received by")),
        Feed(3),
        Text(left.received_by),
        Feed(),
        Text(f"{left.code} · {left.hash[:4].hex()}", align=Align.CENTRE),
        Cut(),
    ]
    return Slip(tuple(blocks))


def drop_off_paper(left: DropOff, *, shop: str, shop_lines: tuple[str, ...] = ()) -> Paper:
    """A5, a copy for each side."""
    title = _("Receipt for goods left here")
    facts = [(_("Artisan"), f"{left.party_code} {left.party_name}"), (_("Date"), format_date(left.business_date))]
    if left.remark:
        facts.append((_("Remark"), left.remark))
    return Paper(
        title=f"{title} {left.code}",
        size=PaperSize.A5,
        copies=(_("For the artisan"), _("For the shop")),
        footer=f"{left.code} · {left.party_name}",
        blocks=(
            Heading(shop=shop, shop_lines=shop_lines, title=title, number=left.code),
            Facts(tuple(facts), columns=3),
            Table(
                columns=(TableColumn(heading=_("What was left")), TableColumn(heading=_("Count"), figures=True)),
                rows=tuple(TableRow(cells=(line.text, format_number(line.quantity.units))) for line in left.lines),
            ),
            Totals((TotalRow(label=_("Pieces"), amount=format_number(left.pieces.units), strong=True),)),
            Together((Paragraph(_(_NOT_YET), muted=True), _signatures(left))),
        ),
    )


def _signatures(left: DropOff) -> Signatures:
    return Signatures(
        (
            SignatureBox(role=_("Brought by"), name=left.party_name),
            SignatureBox(role=_("Received by"), name=left.received_by),
        ),
        place_and_date=format_date(left.business_date),
    )


def left_and_noted(code: str, left: int, taken: int, declined: int) -> str:
    """What a note says about the receipt it answers; a count that differs is named, never hidden."""
    noted = taken + declined
    said = _("Left here with {code}: {left}. On this note: {taken} taken in, {declined} declined.").format(
        code=code, left=format_number(left), taken=format_number(taken), declined=format_number(declined)
    )
    if noted == left:
        return said
    difference = abs(left - noted)
    if noted < left:
        odd = ngettext("{count} piece fewer than was left.", "{count} pieces fewer than were left.", difference)
    else:
        odd = ngettext("{count} piece more than was left.", "{count} pieces more than were left.", difference)
    return f"{said} {odd.format(count=format_number(difference))}"
