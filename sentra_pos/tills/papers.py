"""The papers of the till: slips of cash movements and recounts, the X slip, and the Z as slip and as page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.speech import _
from sentra_pos.core.words import (
    format_date,
    format_number,
    format_rupiah,
    format_short_date,
    format_time,
    terbilang,
)
from sentra_pos.printing.blocks import Align, Block, Cut, Feed, Rule, Slip, Text, pair
from sentra_pos.printing.page import (
    Facts,
    Heading,
    Paper,
    PaperSize,
    SignatureBox,
    Signatures,
    Table,
    TableColumn,
    TableRow,
    Together,
)
from sentra_pos.tills.closing_queries import ZReport
from sentra_pos.tills.movement_queries import CashMovement, CashSlip, Recount
from sentra_pos.tills.report_queries import ShiftReport
from sentra_pos.tills.shift_queries import Movement
from sentra_pos.tills.wording import Section, closing_sections, movement_label, shift_sections


def movement_slip(moved: CashMovement, shop: str, zone: tzinfo) -> Slip:
    """For the box of receipts: how much, what for, and who took it."""
    body: list[Block] = [Text(format_rupiah(moved.amount), align=Align.CENTRE, bold=True, double=True), Feed()]
    body.append(Text(terbilang(moved.amount)))
    body += [pair(_("For"), moved.category)] if moved.category else []
    body += [Text(moved.reason)] if moved.reason else []
    body += [pair(_("Ref."), moved.reference)] if moved.reference else []
    hands = (_("Received by"),) if moved.movement is Movement.PAID_OUT else ()
    return _slip(movement_label(moved.movement).upper(), moved, body, (*hands, _("For the shop")), shop, zone)


def recount_slip(recount: Recount, shop: str, zone: tzinfo) -> Slip:
    """What the second count changes of the first."""
    body: list[Block] = [
        pair(_("Closing"), recount.closing_code),
        pair(_("Difference before"), format_number(recount.old_difference.amount)),
        pair(_("Counted again"), format_rupiah(recount.amount), bold=True),
        pair(_("Difference now"), format_rupiah(recount.difference), bold=True),
        Text(recount.reason),
    ]
    return _slip(_("TILL COUNTED AGAIN"), recount, body, (_("Counted by"), _("Approved by")), shop, zone)


def x_slip(report: ShiftReport, shop: str, methods: Mapping[str, str], zone: tzinfo) -> Slip:
    """The shift so far; ``methods`` names the ways of paying by code."""
    shift = report.shift
    head = [
        *_head(shop, _("SHIFT SO FAR (X)")),
        pair(report.till, _moment(report.at, zone)),
        pair(_("Opened {code}").format(code=shift.code), _moment(shift.opened_at, zone)),
        Text(shift.cashier_name),
    ]
    sections = shift_sections(report.totals, methods, report.device_code)
    return Slip((*head, *_blocks(sections), Cut()))


def z_slip(z: ZReport, shop: str, methods: Mapping[str, str], zone: tzinfo) -> Slip:
    """The closing, from what was written with it: the same whenever it is printed."""
    head = [
        *_head(shop, _("TILL CLOSED (Z)")),
        pair(z.code, format_short_date(z.business_date), bold=True),
        Text(z.till),
        pair(_("Opened {code}").format(code=z.opening_code), _moment(z.opened_at, zone)),
        Text("  " + z.opened_by),
        pair(_("Closed"), _moment(z.closed_at, zone)),
        Text("  " + z.closed_by),
    ]
    if z.approved_by:
        head.append(pair(_("Approved by"), z.approved_by))
    foot: list[Block] = []
    if z.reason:
        foot = [Feed(), Text(_("Reason for the difference: {reason}").format(reason=z.reason))]
    signed = _signatures((_("Counted by"), _("Checked by")))
    return Slip((*head, *_blocks(closing_sections(z, methods)), *foot, *signed, _chain(z.code, z.hash), Cut()))


def z_page(z: ZReport, shop: str, methods: Mapping[str, str], zone: tzinfo, *, size: PaperSize = PaperSize.A4) -> Paper:
    """The same for the folder."""
    facts = [
        (_("Till"), z.till),
        (_("Date"), format_date(z.business_date)),
        (_("Opened"), f"{z.opening_code}, {_moment(z.opened_at, zone)}, {z.opened_by}"),
        (_("Closed"), f"{_moment(z.closed_at, zone)}, {z.closed_by}"),
    ]
    if z.approved_by:
        facts.append((_("Approved by"), z.approved_by))
    if z.reason:
        facts.append((_("Reason for the difference"), z.reason))
    return Paper(
        title=z.code,
        size=size,
        blocks=(
            Heading(shop=shop, title=_("Closing of the till"), number=z.code),
            Facts(tuple(facts), columns=1 if size is PaperSize.A5 else 2),
            *(Together((_table(section),)) for section in closing_sections(z, methods)),
            Signatures((SignatureBox(role=_("Counted by"), name=z.closed_by), SignatureBox(role=_("Checked by")))),
        ),
        footer=f"{z.code} · {z.hash[:4].hex()} · {shop}",
    )


def _head(shop: str, title: str) -> list[Block]:
    return [
        Text(shop, align=Align.CENTRE, bold=True),
        Text(title, align=Align.CENTRE, bold=True),
        Feed(),
    ]


def _slip(title: str, slip: CashSlip, body: Sequence[Block], hands: Sequence[str], shop: str, zone: tzinfo) -> Slip:
    head = [
        *_head(shop, title),
        pair(slip.code, _moment(slip.at, zone)),
        pair(slip.till, slip.by),
        *([pair(_("Approved by"), slip.approved_by)] if slip.approved_by else []),
        Rule(),
    ]
    return Slip((*head, *body, *_signatures(hands), _chain(slip.code, slip.hash), Cut()))


def _blocks(sections: Sequence[Section]) -> list[Block]:
    made: list[Block] = []
    for section in sections:
        made += [Rule(), Text(section.title, bold=True)]
        made += [pair(each.label, each.amount, bold=each.strong) for each in section.figures]
    return made


def _table(section: Section) -> Table:
    return Table(
        columns=(TableColumn(heading=section.title), TableColumn(heading="", figures=True)),
        rows=tuple(TableRow(cells=(each.label.strip(), each.amount), strong=each.strong) for each in section.figures),
    )


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
