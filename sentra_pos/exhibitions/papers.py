"""Papers of a load: the loading list (*daftar muat*) by artisan, and the delivery note (*surat jalan*) for the road."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from sentra_pos.core.money import sum_rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_date, format_number, format_rupiah
from sentra_pos.exhibitions.stand_queries import LoadLineRecord, LoadRecord
from sentra_pos.printing.page import (
    Facts,
    Gap,
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


def loading_list_paper(
    load: LoadRecord, *, shop: str, shop_lines: tuple[str, ...] = (), size: PaperSize = PaperSize.A4
) -> Paper:
    """What goes along, artisan by artisan, with prices and a box to tick; signed by who packed and who takes it."""
    title = _("Loading list")
    return Paper(
        title=f"{title} {load.code}",
        size=size,
        footer=_footer(load),
        blocks=(
            Heading(shop=shop, shop_lines=shop_lines, title=title, number=load.code),
            Facts(_destination(load), columns=3),
            *_by_artisan(load),
            Together((_totals(load), *_note(load), _packed(load))),
        ),
    )


def _footer(load: LoadRecord) -> str:
    return " · ".join((load.code, load.hash[:4].hex(), load.exhibition))


def _destination(load: LoadRecord) -> tuple[tuple[str, str], ...]:
    where = ", ".join(part for part in (load.venue, load.city) if part)
    facts = [
        (_("Exhibition"), load.exhibition),
        (_("Stand"), load.stand_name),
        (_("Date"), format_date(load.business_date)),
    ]
    if where:
        facts.append((_("Place"), where))
    facts.append((_("Days"), _days(load.starts, load.ends)))
    if load.float_cash:
        facts.append((_("Change for the stand"), format_rupiah(load.float_cash)))
    facts += [(name, said) for name, said in ((_("Vehicle"), load.vehicle), (_("Driver"), load.driver)) if said]
    return tuple(facts)


def _days(starts: date, ends: date) -> str:
    if starts == ends:
        return format_date(starts)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day}–{format_date(ends)}"
    return f"{format_date(starts)} – {format_date(ends)}"


def _by_artisan(load: LoadRecord) -> tuple[PageBlock, ...]:
    columns = (
        TableColumn(heading=_("Item"), share=6),
        TableColumn(heading=_("Motif"), share=4),
        TableColumn(heading=_("Pieces"), figures=True),
        TableColumn(heading=_("Price"), figures=True),
        TableColumn(heading=_("Packed"), figures=True),
    )
    tables: list[PageBlock] = []
    for (code, name), group in groupby(load.lines, key=lambda line: (line.artisan_code, line.artisan)):
        lines = tuple(group)
        whose = f"{code} {name}" if code else _("The shop's own")
        tables += (
            Table(
                title=f"{whose} · {_summed(lines)}",
                columns=columns,
                rows=tuple(_row(line) for line in lines),
                airy=True,
            ),
            Gap(3),
        )
    return tuple(tables)


def _row(line: LoadLineRecord) -> TableRow:
    return TableRow(
        cells=(line.name, line.motif, format_number(line.quantity.units), format_number(line.price.amount), "_____"),
        note=" · ".join(part for part in (line.code, "" if line.name.endswith(line.size) else line.size) if part),
    )


def _summed(lines: tuple[LoadLineRecord, ...]) -> str:
    pieces = sum(line.quantity.units for line in lines)
    count = ngettext("{count} piece", "{count} pieces", pieces).format(count=format_number(pieces))
    return f"{count} · {format_rupiah(sum_rupiah(line.value for line in lines))}"


def _totals(load: LoadRecord) -> Totals:
    artisans = len({line.party for line in load.lines if line.party is not None})
    rows = [
        TotalRow(label=_("Artisans"), amount=format_number(artisans)),
        TotalRow(label=_("At selling prices"), amount=format_rupiah(load.value)),
        TotalRow(label=_("Pieces in all"), amount=format_number(load.pieces.units), strong=True),
    ]
    return Totals(tuple(rows))


def _pieces(load: LoadRecord) -> Totals:
    return Totals((TotalRow(label=_("Pieces in all"), amount=format_number(load.pieces.units), strong=True),))


def _note(load: LoadRecord) -> tuple[Paragraph, ...]:
    return (Paragraph(load.note),) if load.note else ()


def _packed(load: LoadRecord) -> Signatures:
    return Signatures(
        (SignatureBox(role=_("Packed by"), name=load.by), SignatureBox(role=_("Taken along by"), name=load.driver)),
        place_and_date=format_date(load.business_date),
    )


def delivery_note_paper(load: LoadRecord, *, shop: str, shop_lines: tuple[str, ...] = ()) -> Paper:
    """For the road: no prices, one line a sort of goods with its count, and three hands; a copy for each of them."""
    title = _("Delivery note")
    return Paper(
        title=f"{title} {load.code}",
        size=PaperSize.A4,
        copies=(_("For the sender"), _("For the carrier"), _("For the receiver")),
        footer=_footer(load),
        blocks=(
            Heading(shop=shop, shop_lines=shop_lines, title=title, number=load.code),
            Facts(_journey(load), columns=2),
            _counted(load),
            Together((_pieces(load), *_note(load), Paragraph(_received(), muted=True), _three_sign(load))),
        ),
    )


def _journey(load: LoadRecord) -> tuple[tuple[str, str], ...]:
    where = ", ".join(part for part in (load.venue, load.city) if part)
    return (
        (_("Date"), format_date(load.business_date)),
        (_("To where"), where or load.exhibition),
        (_("For"), f"{load.exhibition} · {load.stand_name}"),
        (_("Vehicle"), load.vehicle or "–"),
        (_("Driver"), load.driver or "–"),
    )


def _counted(load: LoadRecord) -> Table:
    """By name: an item of two artisans is one line here."""
    counts: dict[tuple[str, str, str], int] = {}
    for line in sorted(load.lines, key=lambda line: (line.name, line.code)):
        words = (line.name, line.code, line.size)
        counts[words] = counts.get(words, 0) + line.quantity.units
    rows = tuple(
        TableRow(cells=(format_number(number), words[0], format_number(units)), note=_goods(*words))
        for number, (words, units) in enumerate(counts.items(), start=1)
    )
    columns = (
        TableColumn(heading=_("No."), figures=True),
        TableColumn(heading=_("Goods"), share=1),
        TableColumn(heading=_("Pieces"), figures=True),
    )
    return Table(columns=columns, rows=rows)


def _goods(name: str, code: str, size: str) -> str:
    return " · ".join(part for part in (code, "" if name.endswith(size) else size) if part)


def _received() -> str:
    return _("Each of the three has counted the packages and looked at them. The price of each piece is on its tag.")


def _three_sign(load: LoadRecord) -> Signatures:
    return Signatures(
        (
            SignatureBox(role=_("Sent by"), name=load.by),
            SignatureBox(role=_("Carried by"), name=load.driver),
            SignatureBox(role=_("Received by")),
        ),
        place_and_date=format_date(load.business_date),
    )
