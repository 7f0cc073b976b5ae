"""Papers of counts and cases: what differs of one artisan's goods, to sign; the whole count; how a case ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import (
    format_date,
    format_number,
    format_percent,
    format_rupiah,
    format_short_date,
    format_time,
)
from sentra_pos.counting.case_queries import Decided
from sentra_pos.counting.report_queries import CountReport, ReportLine
from sentra_pos.counting.wording import case_label, difference_words, outcome_label, zones_words
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


@dataclass(frozen=True, slots=True)
class Differing:
    """What differs of one artisan in one line: missing above zero, found again below; at the agreed price."""

    name: str
    size: str
    price: Rupiah
    missing: int


def differing(report: CountReport, party: PartyId) -> tuple[Differing, ...]:
    """The artisan's lines that differ, in the order of the count."""
    return tuple(
        Differing(line.name, line.size, moved.price, moved.missing)
        for line in report.lines
        for moved in line.moved
        if moved.owner == party
    )


def _name_of(report: CountReport, party: PartyId) -> str:
    return dict(report.artisans).get(party, "")


def difference_slip(report: CountReport, party: PartyId, shop: str, zone: tzinfo) -> Slip:
    """What is missing or came back of one artisan's goods, for the artisan to sign; on the receipt printer."""
    body: list[Block] = []
    for each in differing(report, party):
        body.append(Text(_named(each.name, each.size), bold=True))
        body.append(pair(f"  {_said(each.missing)}", format_rupiah(each.price)))
    head = [
        *_head(shop, _("DIFFERENCE IN THE COUNT")),
        pair(report.code, _moment(report.at, zone)),
        Text(_name_of(report, party), bold=True),
        Text(_("Counted at: {place}").format(place=report.place)),
        Rule(),
    ]
    foot = [Rule(), Text(_note()), *_signatures((_("The artisan"), _("Counted by")))]
    return Slip((*head, *body, *foot, _chain(report.code, report.hash), Cut()))


def _note() -> str:
    return _("The shop goes on looking. What is not found is made good as the agreement says.")


def _said(missing: int) -> str:
    return difference_words(max(missing, 0), max(-missing, 0), 0)


def difference_paper(report: CountReport, party: PartyId, shop: str, shop_lines: Sequence[str] = ()) -> Paper:
    """The same on A5, one for each side."""
    rows = tuple(
        TableRow(cells=(_named(each.name, each.size), _said(each.missing), format_number(each.price.amount)))
        for each in differing(report, party)
    )
    return Paper(
        title=report.code,
        size=PaperSize.A5,
        copies=(_("For the artisan"), _("For the shop")),
        blocks=(
            Heading(shop=shop, shop_lines=tuple(shop_lines), title=_("Difference in the count"), number=report.code),
            Facts(
                (
                    (_("Artisan"), _name_of(report, party)),
                    (_("Date"), format_date(report.business_date)),
                    (_("Place"), report.place),
                    (_("Counted by"), report.by),
                )
            ),
            Table(
                columns=(
                    TableColumn(heading=_("Item"), share=3),
                    TableColumn(heading=_("Difference"), share=2),
                    TableColumn(heading=_("Agreed price"), figures=True),
                ),
                rows=rows,
            ),
            Together(
                (
                    Paragraph(_note()),
                    Signatures(
                        (
                            SignatureBox(role=_("The artisan"), name=_name_of(report, party)),
                            SignatureBox(role=_("For the shop"), name=report.by),
                        ),
                        place_and_date=format_date(report.business_date),
                    ),
                )
            ),
        ),
        footer=f"{report.code} · {report.hash[:4].hex()} · {shop}",
    )


def report_paper(report: CountReport, shop: str, zone: tzinfo, shop_lines: Sequence[str] = ()) -> Paper:
    """The whole count for the folder: what differs first, then everything that agrees."""
    ordered = sorted(report.lines, key=lambda line: not line.differs)
    columns = (
        TableColumn(heading=_("Item"), share=4),
        TableColumn(heading=_("Book"), figures=True),
        TableColumn(heading=_("Counted"), figures=True),
        TableColumn(heading=_("Difference"), share=3),
        TableColumn(heading=_("Counted by"), share=2),
    )
    facts = (
        (_("Place"), report.place),
        (_("Goods of"), report.artisan or _("everybody")),
        (_("Began"), _moment(report.started_at, zone)),
        (_("Ended"), _moment(report.at, zone)),
        (_("Items"), format_number(len(report.lines))),
        (_("Result"), difference_words(report.missing, report.found, report.over)),
        *([(_("Zones"), zones_words(report.by_zone))] if report.by_zone else []),
    )
    return Paper(
        title=report.code,
        blocks=(
            Heading(shop=shop, shop_lines=tuple(shop_lines), title=_("Stock count"), number=report.code),
            Facts(facts),
            Table(columns=columns, rows=tuple(_report_row(line) for line in ordered)),
            Together(
                (
                    Signatures(
                        (SignatureBox(role=_("Counted by"), name=report.by), SignatureBox(role=_("Checked by"))),
                        place_and_date=format_date(report.business_date),
                    ),
                )
            ),
        ),
        footer=f"{report.code} · {report.hash[:4].hex()} · {shop}",
    )


def _report_row(line: ReportLine) -> TableRow:
    missing = sum(moved.missing for moved in line.moved if moved.missing > 0)
    found = -sum(moved.missing for moved in line.moved if moved.missing < 0)
    owners = dict.fromkeys(moved.owner_name for moved in line.moved if moved.owner_name)
    notes = (", ".join(owners), zones_words(line.zones))
    return TableRow(
        cells=(
            _named(line.name, line.size),
            format_number(line.expected.units),
            format_number(line.counted.units),
            difference_words(missing, found, line.over),
            line.by or _("nobody saw it"),
        ),
        strong=line.differs,
        note=" · ".join(note for note in notes if note),
    )


def case_slip(case: Decided, shop: str, zone: tzinfo) -> Slip:
    """How a case ended, to sign; on the receipt printer."""
    head = [*_head(shop, _("LOSS OR DAMAGE")), pair(case.code, _moment(case.at, zone)), Rule()]
    body: list[Block] = [Text(f"{format_number(case.quantity.units)} × {case.name}", bold=True)]
    body += [pair(label, text) for label, text in _case_facts(case)]
    body += [pair(_("To the artisan"), format_rupiah(case.paid), bold=True)] if case.owner is not None else []
    body += [Text(case.reason)] if case.reason else []
    hands = (_("The artisan"), _("For the shop")) if case.owner is not None else (_("For the shop"),)
    return Slip((*head, *body, *_signatures(hands), _chain(case.code, case.hash), Cut()))


def case_paper(case: Decided, shop: str, shop_lines: Sequence[str] = ()) -> Paper:
    """The same on A5, one for each side."""
    facts = [(_("Item"), f"{format_number(case.quantity.units)} × {case.name}"), *_case_facts(case)]
    if case.reason:
        facts.append((_("Reason"), case.reason))
    boxes = [SignatureBox(role=_("For the shop"), name=case.approved_by or case.by)]
    if case.owner is not None:
        boxes.insert(0, SignatureBox(role=_("The artisan"), name=case.owner_name))
    sum_paid = TotalRow(label=_("To the artisan"), amount=format_rupiah(case.paid), strong=True)
    sums = [Totals((sum_paid,))] if case.owner is not None else []
    paid = [Paragraph(_("It is in the artisan's next settlement, as a line of its own."))] if case.paid else []
    return Paper(
        title=case.code,
        size=PaperSize.A5,
        copies=(_("For the artisan"), _("For the shop")) if case.owner is not None else (),
        blocks=(
            Heading(shop=shop, shop_lines=tuple(shop_lines), title=_("Loss or damage"), number=case.code),
            Facts(tuple(facts)),
            *sums,
            *paid,
            Together((Signatures(tuple(boxes), place_and_date=format_date(case.business_date)),)),
        ),
        footer=f"{case.code} · {case.hash[:4].hex()} · {shop}",
    )


def _case_facts(case: Decided) -> list[tuple[str, str]]:
    facts = [(_("What happened"), case_label(case.kind))]
    if case.owner is not None:
        facts += [
            (_("Artisan"), case.owner_name),
            (_("Note"), f"{case.note}, {format_short_date(case.note_date)}"),
            (_("By the agreement"), _("version {version}: {agreed}").format(
                version=case.terms, agreed=outcome_label(case.agreed, case.kind))),
            (_("Worth of one"), format_rupiah(case.value)),
            (_("The shop bears"), format_percent(case.percent)),
        ]  # fmt: skip
    return [*facts, (_("Decided"), outcome_label(case.outcome, case.kind))]


def _named(name: str, size: str) -> str:
    return f"{name} · {size}" if size and not name.endswith(size) else name


def _head(shop: str, title: str) -> list[Block]:
    return [
        Text(shop, align=Align.CENTRE, bold=True),
        Text(title, align=Align.CENTRE, bold=True),
        Feed(),
    ]


def _signatures(hands: Sequence[str]) -> list[Block]:
    blocks: list[Block] = []
    for hand in hands:
        blocks += [Feed(), Text(f"{hand}:"), Feed(2), Text("_" * 28)]
    return [*blocks, Feed()]


def _chain(code: str, digest: bytes) -> Text:
    # Four bytes of the chain, as on every receipt: the paper can be held against the book later.
    return Text(f"{code} · {digest[:4].hex()}", align=Align.CENTRE)


def _moment(at: datetime, zone: tzinfo) -> str:
    moment = local(at, zone)
    return f"{format_short_date(moment.date())} {format_time(moment)}"
