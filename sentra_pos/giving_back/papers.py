"""Papers of goods that move: *nota retur titipan*, the pull list (*daftar tarik*), damage, and a plain transfer."""

from __future__ import annotations

from datetime import tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number, format_rupiah, format_short_date, format_time
from sentra_pos.giving_back.facts import place_label
from sentra_pos.giving_back.queries import MovedLine, MovedPaper
from sentra_pos.ledger.kinds import DocumentKind
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


def paper_title(paper: MovedPaper) -> str:
    """What the paper is called."""
    if paper.kind is DocumentKind.HAND_BACK:
        return _("Note of goods given back")
    if paper.is_damage:
        return _("Put apart as damaged")
    return _("Pull list") if paper.is_pull_list else _("Goods moved")


def goods_paper(
    paper: MovedPaper, *, shop: str, shop_lines: tuple[str, ...] = (), size: PaperSize = PaperSize.A5
) -> Paper:
    """As it was posted; printed again it reads the same. What goes back is signed by both, in two copies."""
    back = paper.kind is DocumentKind.HAND_BACK
    title = paper_title(paper)
    ending: tuple[Paragraph | Signatures, ...] = (_one_signs(paper),)
    if back:
        ending = (Paragraph(_ended(), muted=True), _both_sign(paper))
    elif paper.is_damage:
        ending = (Paragraph(_still_open(), muted=True), _artisan_is_told(paper))
    return Paper(
        title=f"{title} {paper.code}",
        size=size,
        copies=(_("For the artisan"), _("For the shop")) if back else (),
        footer=" · ".join(part for part in (paper.code, paper.hash[:4].hex(), paper.party_name) if part),
        blocks=(
            Heading(shop=shop, shop_lines=shop_lines, title=title, number=paper.code),
            Facts(_facts(paper), columns=3 if size is PaperSize.A4 else 2),
            _table(paper),
            _totals(paper),
            Together(ending),
        ),
    )


def _facts(paper: MovedPaper) -> tuple[tuple[str, str], ...]:
    facts = [(_("Artisan"), f"{paper.party_code} {paper.party_name}")] if paper.party_name else []
    facts.append((_("Date"), format_date(paper.business_date)))
    if paper.kind is DocumentKind.TRANSFER:
        facts.append((_("To where"), place_label(paper.lines[0].target)))
    if paper.fetched_by:
        facts.append((_("Fetched by"), paper.fetched_by))
    if paper.reason:
        facts.append((_("Reason"), paper.reason))
    return tuple(facts)


def _table(paper: MovedPaper) -> Table:
    """On a pull list where each piece lies, and a box to tick; on what goes back or is damaged, what it costs."""
    moved = paper.kind is DocumentKind.TRANSFER
    ticked = moved and not paper.is_damage
    columns = (
        TableColumn(heading=_("Item"), share=6),
        *([TableColumn(heading=_("From"), share=3)] if moved else []),
        TableColumn(heading=_("Count"), figures=True),
        TableColumn(heading=_("Found") if ticked else _("Selling price"), figures=True),
    )
    rows = tuple(
        TableRow(
            cells=(
                line.name,
                *([place_label(line.source)] if moved else []),
                format_number(line.quantity.units),
                "_____" if ticked else format_number(line.price.amount),
            ),
            note=" · ".join(part for part in (line.code, line.size, _owner(paper, line), _damaged(line)) if part),
        )
        for line in paper.lines
    )
    return Table(columns=columns, rows=rows)


def _owner(paper: MovedPaper, line: MovedLine) -> str:
    """Named on the line where the paper is not one artisan's."""
    return "" if paper.party is not None else line.owner_name or _("the shop's own")


def _damaged(line: MovedLine) -> str:
    return _("damaged") if line.is_damaged else ""


def _totals(paper: MovedPaper) -> Totals:
    return Totals(
        (
            TotalRow(label=_("Pieces"), amount=format_number(paper.pieces.units), strong=True),
            TotalRow(label=_("At selling prices"), amount=format_rupiah(paper.value)),
        )
    )


def _ended() -> str:
    return _("Both have counted and looked at the goods. From now on they are in the artisan's care again.")


def _still_open() -> str:
    return _("Damaged while in the shop's care, and taken off sale. Who bears it is decided by the agreement.")


def _artisan_is_told(paper: MovedPaper) -> Signatures:
    told = SignatureBox(role=_("Seen by the artisan"), name=paper.party_name)
    return Signatures(
        (told, SignatureBox(role=_("Written by"), name=paper.by)), place_and_date=format_date(paper.business_date)
    )


def _both_sign(paper: MovedPaper) -> Signatures:
    fetched = paper.fetched_by or paper.party_name
    for_whom = _("Received for the artisan") if paper.fetched_by else _("Received by")
    return Signatures(
        (SignatureBox(role=for_whom, name=fetched), SignatureBox(role=_("Handed over by"), name=paper.by)),
        place_and_date=format_date(paper.business_date),
    )


def _one_signs(paper: MovedPaper) -> Signatures:
    return Signatures(
        (SignatureBox(role=_("Written by"), name=paper.by), SignatureBox(role=_("Fetched from the shelf by"))),
        place_and_date=format_date(paper.business_date),
    )


def goods_slip(paper: MovedPaper, shop: str, zone: tzinfo) -> Slip:
    """The same on the receipt printer."""
    back = paper.kind is DocumentKind.HAND_BACK
    moment = local(paper.at, zone)
    head: list[Block] = [
        Text(shop, align=Align.CENTRE, bold=True),
        Text(paper_title(paper).upper(), align=Align.CENTRE, bold=True),
        Feed(),
        pair(paper.code, f"{format_short_date(moment.date())} {format_time(moment)}"),
        *([Text(f"{paper.party_code} {paper.party_name}", bold=True)] if paper.party_name else []),
        *([pair(_("Fetched by"), paper.fetched_by)] if paper.fetched_by else []),
        *([Text(paper.reason)] if paper.reason else []),
        Rule(),
    ]
    body: list[Block] = []
    for line in paper.lines:
        body.append(pair(line.name, f"{format_number(line.quantity.units)} ×"))
        where = "" if back else place_label(line.source)
        small = (line.code, line.size, where, _owner(paper, line), _damaged(line))
        body.append(Text("  " + " · ".join(part for part in small if part)))
    hands: tuple[str, ...] = (_("Fetched from the shelf by"),)
    if back:
        hands = (_("Received by"), _("Handed over by"))
    elif paper.is_damage:
        hands = (_("Seen by the artisan"),)
    signatures: list[Block] = []
    for hand in hands:
        signatures += [Feed(), Text(f"{hand}:"), Feed(2), Text("_" * 28)]
    total: list[Block] = [Rule(), pair(_("Pieces"), format_number(paper.pieces.units), bold=True)]
    seal = Text(f"{paper.code} · {paper.hash[:4].hex()}", align=Align.CENTRE)
    return Slip((*head, *body, *total, *signatures, Feed(), seal, Cut()))
