"""The slip of what was taken back: an advance, a fee, savings paid back or in, a debt paid back, or a payout voided."""

from __future__ import annotations

from datetime import tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_number, format_rupiah, format_short_date, format_time, terbilang
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.printing.blocks import Align, Block, Cut, Feed, Rule, Slip, Text, pair
from sentra_pos.settlement.deduction_rules import purpose_label
from sentra_pos.settlement.taken_back_queries import TakenBackSlip

_TITLES = {
    LineKind.LENT: N_("Advance taken back"),
    LineKind.FEE: N_("Fee taken back"),
    LineKind.SAVED: N_("Paying back of savings taken back"),
    LineKind.PAID_BACK: N_("Paying back of a debt taken back"),
    LineKind.FORGIVEN: N_("Letting go of a debt taken back"),
    LineKind.TENDER: N_("Payout voided"),
}


def taken_back_slip_slip(slip: TakenBackSlip, shop: str, zone: tzinfo) -> Slip:
    """Both sign that the money is where it was; a fee moves none, and is the shop's to sign."""
    at = local(slip.at, zone)
    one = slip.parts[0] if len(slip.parts) == 1 else None
    body: list[Block] = [
        Text(shop, align=Align.CENTRE, bold=True),
        Text(taken_back_title(slip.what, paid_in=slip.paid_in).upper(), align=Align.CENTRE, bold=True),
        Rule(),
        pair(slip.code, f"{format_short_date(at.date())} {format_time(at)}", bold=True),
        *((Text(f"{one.name} ({one.code})"),) if one is not None else ()),
        Feed(),
        Text(format_rupiah(slip.amount), align=Align.CENTRE, bold=True, double=True),
        Text(terbilang(slip.amount)),
        Feed(),
    ]
    if one is None:
        body += [pair(f"{part.name} ({part.code})", format_number(part.amount.amount)) for part in slip.parts]
    body += [pair(name, words) for name, words in _facts(slip)]
    for who in (_("For the shop"),) if slip.what is LineKind.FEE else (_("Artisan"), _("For the shop")):
        body += [Feed(3), Rule(), Text(who)]
    return Slip((*body, Feed(), Text(f"{slip.code} · {slip.hash[:4].hex()}", align=Align.CENTRE), Cut()))


def taken_back_title(what: LineKind, *, paid_in: bool) -> str:
    """What both sign, by the lines of what is taken back; ``paid_in`` where that was savings paid in."""
    return _("Paying in of savings taken back") if paid_in else _(_TITLES[what])


def _facts(slip: TakenBackSlip) -> list[tuple[str, str]]:
    facts = [(_("Voided"), f"{slip.undone}, {format_short_date(slip.undone_date)}")]
    if slip.purpose is not None:
        facts.append((_("Kind"), purpose_label(slip.purpose)))
    if slip.text:
        facts.append((_("For"), slip.text))
    if slip.method in set(PayoutMethod):
        facts.append((_("How"), payout_label(PayoutMethod(slip.method))))
    facts.append((_("Reason"), slip.reason))
    if slip.approved_by:
        facts.append((_("Approved by"), slip.approved_by))
    return facts
