"""The slip of what an artisan paid back, or the shop let go: how much, for what, what is left, who signs."""

from __future__ import annotations

from datetime import tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah, format_short_date, format_time, terbilang
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.printing.blocks import Align, Block, Cut, Feed, Rule, Slip, Text, pair
from sentra_pos.settlement.owing_queries import BackLine, BackSlip
from sentra_pos.settlement.slip_papers import stamp_blocks


def back_slip_slip(slip: BackSlip, shop: str, zone: tzinfo) -> Slip:
    """For both, with room for both to sign."""
    at = local(slip.at, zone)
    body: list[Block] = [
        Text(shop, align=Align.CENTRE, bold=True),
        Text(back_title(forgiven=slip.forgiven).upper(), align=Align.CENTRE, bold=True),
        Rule(),
        pair(slip.code, f"{format_short_date(at.date())} {format_time(at)}", bold=True),
        Text(f"{slip.party_name} ({slip.party_code})"),
        Feed(),
        Text(format_rupiah(slip.amount), align=Align.CENTRE, bold=True, double=True),
        Text(terbilang(slip.amount)),
        Feed(),
    ]
    for line in slip.lines:
        body += _line(line)
    body += [pair(name, words) for name, words in _facts(slip)]
    # What is let go was received by nobody.
    body += () if slip.forgiven else stamp_blocks(slip.amount)
    for who in (
        (_("Artisan"), _("For the shop")) if slip.forgiven else (_("Paid by the artisan"), _("Received for the shop"))
    ):
        body += [Feed(3), Rule(), Text(who)]
    return Slip((*body, Feed(), Text(f"{slip.code} · {slip.hash[:4].hex()}", align=Align.CENTRE), Cut()))


def back_title(*, forgiven: bool) -> str:
    """What both sign."""
    return _("Debt let go") if forgiven else _("Paid back")


def back_words(line: BackLine) -> str:
    """What a part of it was for."""
    if line.what == "balance":
        return _("What returns took below zero")
    return " ".join(said for said in (line.code, line.text) if said)


def _line(line: BackLine) -> list[Block]:
    return [
        Text(back_words(line)),
        pair("  " + _("Amount"), format_number(line.amount.amount)),
        pair("  " + _("Left"), format_number(line.left.amount)),
    ]


def _facts(slip: BackSlip) -> list[tuple[str, str]]:
    facts = []
    if slip.method in set(PayoutMethod):
        facts.append((_("How"), payout_label(PayoutMethod(slip.method))))
    if slip.reference:
        facts.append((_("Ref."), slip.reference))
    if slip.reason:
        facts.append((_("Reason"), slip.reason))
    if slip.approved_by:
        facts.append((_("Approved by"), slip.approved_by))
    return facts
