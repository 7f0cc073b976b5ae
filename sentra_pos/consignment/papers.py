"""The consignment note (*nota titip*) on paper: two copies, signed by who brings and who receives."""

from __future__ import annotations

from sentra_pos.catalogue.facts import technique_label
from sentra_pos.consignment.drop_off_papers import left_and_noted
from sentra_pos.consignment.facts import Liability, Valuation
from sentra_pos.consignment.note_queries import Note, NoteLine
from sentra_pos.consignment.rules import describe
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_date, format_number, format_rupiah
from sentra_pos.printing.page import (
    Beside,
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

_LOSS = {
    Liability.SHOP: N_("Goods lost or damaged here are the shop's loss, {value}."),
    Liability.ARTISAN: N_("Goods lost or damaged here are the artisan's loss, {value}."),
    Liability.SHARED: N_("For goods lost or damaged here, shop and artisan share the loss, {value}."),
}
_VALUE = {
    Valuation.PRICE: N_("at their selling price"),
    Valuation.NET: N_("at the artisan's share of the price"),
}


def note_paper(note: Note, *, shop: str, shop_lines: tuple[str, ...] = (), size: PaperSize = PaperSize.A5) -> Paper:
    """The note as it was signed; printed again it reads the same. ``shop_lines`` are the shop's address and phone."""
    title = _("Purchase note") if note.bought else _("Consignment note")
    wide = size is PaperSize.A5_WIDE
    address = (" · ".join(shop_lines),) if wide and shop_lines else shop_lines
    return Paper(
        title=f"{title} {note.code}",
        size=size,
        copies=(_("For the artisan"), _("For the shop")),
        footer=f"{note.code} · {note.party_name}",
        blocks=(
            Heading(shop=shop, shop_lines=address, title=title, number=note.code),
            Facts(_facts(note), columns=3),
            _wide_table(note) if size is PaperSize.A4 else _narrow_table(note, airy=wide),
            *_ending(note, size),
        ),
    )


def _ending(note: Note, size: PaperSize) -> tuple[PageBlock | Together, ...]:
    if size is not PaperSize.A5_WIDE:
        return _totals(note), *_not_taken(note), Together((*_terms(note), *_since(note), _signatures(note)))
    # A low sheet: one under the other, even a note of one line would be signed on a second page.
    terms = Paragraph(" ".join(each.text for each in _terms(note)), muted=True)
    signed = Together((*_since(note), _signatures(note, low=True)))
    return Beside(left=terms, right=_totals(note)), *_not_taken(note), signed


def _signatures(note: Note, *, low: bool = False) -> Signatures:
    return Signatures(
        (
            SignatureBox(role=_("Brought by"), name=note.party_name),
            SignatureBox(role=_("Received by"), name=note.received_by),
        ),
        place_and_date=format_date(note.business_date),
        low=low,
    )


def _facts(note: Note) -> tuple[tuple[str, str], ...]:
    facts = [
        (_("Artisan"), f"{note.party_code} {note.party_name}"),
        (_("Date"), format_date(note.business_date)),
    ]
    if note.remark:
        facts.append((_("Remark"), note.remark))
    return tuple(facts)


def _figures(heading: str) -> TableColumn:
    return TableColumn(heading=heading, figures=True)


def _money_columns(note: Note) -> tuple[TableColumn, ...]:
    """Prices are for one piece."""
    columns = (_figures(_("Count")), _figures(_("Selling price")))
    if note.bought:
        return (*columns, _figures(_("Buying price")))
    return (*columns, _figures(_("Commission")), _figures(_("Net price")))


def _money_cells(note: Note, line: NoteLine) -> tuple[str, ...]:
    cells = (format_number(line.quantity.units), format_number(line.price.amount))
    share = format_number(line.share.amount)
    return (*cells, share) if note.bought else (*cells, format_number(line.shop_part.amount), share)


def _wide_table(note: Note) -> Table:
    """A4: code and motif in small type under the name, a column for the rest."""
    columns = (
        TableColumn(heading=_("Item and motif"), share=6),
        TableColumn(heading=_("Technique"), share=4),
        TableColumn(heading=_("Size"), share=3),
        TableColumn(heading=_("Condition"), share=3),
        *_money_columns(note),
    )
    rows = tuple(
        TableRow(
            cells=(line.name, technique_label(line.technique), line.size, line.remark, *_money_cells(note, line)),
            note=" · ".join((line.code, *_motif(line))),
        )
        for line in note.lines
    )
    return Table(columns=columns, rows=rows)


def _narrow_table(note: Note, *, airy: bool) -> Table:
    """A5: code, technique, size and condition in small type under the name."""
    columns = (TableColumn(heading=_("Item and motif")), *_money_columns(note))
    rows = []
    for line in note.lines:
        said = (line.code, *_motif(line), technique_label(line.technique), line.size, line.remark)
        small = " · ".join(word for word in said if word)
        rows.append(TableRow(cells=(line.name, *_money_cells(note, line)), note=small))
    return Table(columns=columns, rows=tuple(rows), airy=airy)


def _motif(line: NoteLine) -> tuple[str, ...]:
    return (line.motif,) if line.motif and line.motif.casefold() not in line.name.casefold() else ()


def _totals(note: Note) -> Totals:
    share = _("Owed for these goods") if note.bought else _("For the artisan when all is sold")
    return Totals(
        (
            TotalRow(label=_("Pieces"), amount=format_number(note.pieces.units), strong=True),
            TotalRow(label=_("At selling prices"), amount=format_rupiah(note.value)),
            TotalRow(label=share, amount=format_rupiah(note.share)),
        )
    )


def _not_taken(note: Note) -> tuple[PageBlock, ...]:
    """What was declined, and how the note stands to the receipt for what had been left here."""
    blocks: list[PageBlock] = []
    if note.declined:
        columns = (
            TableColumn(heading=_("Goods"), share=5),
            TableColumn(heading=_("Count"), figures=True),
            TableColumn(heading=_("Why"), share=5),
        )
        rows = tuple(
            TableRow(cells=(line.text, format_number(line.quantity.units), line.reason)) for line in note.declined
        )
        blocks.append(Table(columns=columns, rows=rows, title=_("Not taken in")))
    if note.left_code:
        counts = (note.left.units, note.pieces.units, note.pieces_declined.units)
        blocks.append(Paragraph(left_and_noted(note.left_code, *counts)))
    return tuple(blocks)


def _since(note: Note) -> tuple[PageBlock, ...]:
    if not note.corrected_by:
        return ()
    return (Paragraph(_("Corrected since by {codes}.").format(codes=", ".join(note.corrected_by)), bold=True),)


def _terms(note: Note) -> tuple[Paragraph, ...]:
    agreement = note.agreement
    sentence = _("Terms (version {version}, from {date}): {terms}.").format(
        terms=describe(agreement), version=agreement.version, date=format_date(agreement.valid_from)
    )
    if note.bought:
        return (Paragraph(sentence), Paragraph(_("The goods belong to the shop from now on."), muted=True))
    loss = _(_LOSS[agreement.liability]).format(value=_(_VALUE[agreement.valuation]))
    until = _("The goods stay the artisan's until they are sold and paid for.")
    return (Paragraph(sentence), Paragraph(f"{loss} {until}", muted=True))
