"""The correction of a note on paper: a slip, and a page in two copies that names the note."""

from __future__ import annotations

from datetime import tzinfo

from sentra_pos.consignment.correction_queries import CorrectedNote
from sentra_pos.core.clock import local
from sentra_pos.core.speech import _
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
)


def correction_slip(corrected: CorrectedNote, shop: str, zone: tzinfo) -> Slip:
    """For whoever keeps the note: what is right now."""
    at = local(corrected.at, zone)
    blocks: list[Block] = [
        Text(shop, align=Align.CENTRE, bold=True),
        Feed(),
        Text(_("NOTE CORRECTED"), align=Align.CENTRE, bold=True),
        pair(corrected.code, f"{format_short_date(at.date())} {format_time(at)}"),
        Text(f"{corrected.party_code} {corrected.party_name}"),
        pair(_("Corrects"), corrected.note_code, bold=True),
        Rule(),
    ]
    for line in corrected.lines:
        blocks += [Text(f"{line.line}. {line.name}", bold=True), Text(line.sentence)]
    blocks += [
        Rule(),
        Text(corrected.reason),
        Feed(),
        Text(_("Artisan")),
        Feed(3),
        Text(corrected.party_name),
        Feed(),
        Text(_("Corrected by")),
        Feed(3),
        Text(corrected.corrected_by),
        Feed(),
        Text(f"{corrected.code} · {corrected.hash[:4].hex()}", align=Align.CENTRE),
        Cut(),
    ]
    return Slip(tuple(blocks))


def correction_paper(corrected: CorrectedNote, *, shop: str, shop_lines: tuple[str, ...] = ()) -> Paper:
    """A5, a copy for each side."""
    title = _("Correction of a note")
    facts = (
        (_("Artisan"), f"{corrected.party_code} {corrected.party_name}"),
        (_("Corrects"), f"{corrected.note_code}, {format_date(corrected.note_date)}"),
        (_("Reason"), corrected.reason),
    )
    columns = (
        TableColumn(heading=_("Line"), figures=True),
        TableColumn(heading=_("Item"), share=4),
        TableColumn(heading=_("What is right"), share=6),
    )
    rows = tuple(
        TableRow(cells=(format_number(line.line), line.name, line.sentence), note=line.code) for line in corrected.lines
    )
    signatures = Signatures(
        (
            SignatureBox(role=_("Artisan"), name=corrected.party_name),
            SignatureBox(role=_("Corrected by"), name=corrected.corrected_by),
        ),
        place_and_date=format_date(corrected.business_date),
    )
    keep = _("Keep this with note {code}; what is not named here stays as the note says.")
    return Paper(
        title=f"{title} {corrected.code}",
        size=PaperSize.A5,
        copies=(_("For the artisan"), _("For the shop")),
        footer=f"{corrected.code} · {corrected.party_name}",
        blocks=(
            Heading(shop=shop, shop_lines=shop_lines, title=title, number=corrected.code),
            Facts(facts, columns=2),
            Table(columns=columns, rows=rows),
            Together((Paragraph(keep.format(code=corrected.note_code), muted=True), signatures)),
        ),
    )
