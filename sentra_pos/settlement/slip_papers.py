"""The slip and the receipt (*kuitansi*) of an advance, or of savings paid back or in: how much, what for, who signs."""

from __future__ import annotations

from datetime import tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_rupiah, format_short_date, format_time, terbilang
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.printing.blocks import Align, Block, Cut, Feed, Rule, Slip, Text, pair
from sentra_pos.printing.page import Facts, Heading, Paper, PaperSize, Paragraph, SignatureBox, Signatures
from sentra_pos.sales.papers import Letterhead
from sentra_pos.settlement.deduction_rules import Purpose, plan_words, purpose_label
from sentra_pos.settlement.rules import needs_stamp
from sentra_pos.settlement.slip_queries import MoneySlip


def money_slip_slip(slip: MoneySlip, shop: str, zone: tzinfo) -> Slip:
    """For the box of receipts, with room for both to sign."""
    at = local(slip.at, zone)
    body: list[Block] = [
        Text(shop, align=Align.CENTRE, bold=True),
        Text(money_title(slip.kind, slip.purpose, paid_in=slip.paid_in).upper(), align=Align.CENTRE, bold=True),
        Rule(),
        pair(slip.code, f"{format_short_date(at.date())} {format_time(at)}", bold=True),
        Text(f"{slip.party_name} ({slip.party_code})"),
        Feed(),
        Text(format_rupiah(slip.amount), align=Align.CENTRE, bold=True, double=True),
        Text(terbilang(slip.amount)),
        Feed(),
    ]
    body += [pair(name, words) for name, words in _facts(slip)]
    artisan, staff = _signers(slip)
    for who, receives in ((artisan, not slip.paid_in), (staff, slip.paid_in)):
        body += stamp_blocks(slip.amount) if receives else ()
        body += [Feed(3), Rule(), Text(who)]
    return Slip((*body, Feed(), Text(f"{slip.code} · {slip.hash[:4].hex()}", align=Align.CENTRE), Cut()))


def money_slip_paper(slip: MoneySlip, letterhead: Letterhead, *, size: PaperSize = PaperSize.A5) -> Paper:
    """The receipt as a page, with a duty stamp's frame for whoever receives the money where its sum asks for one."""
    artisan, staff = _signers(slip)
    stamped = _stamped(slip.amount)
    return Paper(
        title=f"{slip.code} {slip.party_name}",
        size=size,
        blocks=(
            Heading(
                shop=letterhead.name,
                shop_lines=letterhead.lines,
                title=money_title(slip.kind, slip.purpose, paid_in=slip.paid_in),
                number=slip.code,
            ),
            Facts(
                (
                    (_("Artisan"), f"{slip.party_name} ({slip.party_code})"),
                    (_("Amount"), format_rupiah(slip.amount)),
                    *_facts(slip),
                )
            ),
            Paragraph(f"{_('In words')}: {terbilang(slip.amount)} rupiah", bold=True),
            *_promise(slip),
            Signatures(
                (
                    SignatureBox(
                        role=artisan, name=slip.party_name, meterai=stamped and not slip.paid_in
                    ),
                    SignatureBox(role=staff, name=slip.given_by, meterai=stamped and slip.paid_in),
                ),
                place_and_date=format_date(slip.date),
            ),
        ),
        footer=f"{slip.code} · {slip.hash[:4].hex()} · {letterhead.name}",
    )  # fmt: skip


def money_title(kind: DocumentKind, purpose: Purpose | None, *, paid_in: bool) -> str:
    """What the artisan signs."""
    if kind is DocumentKind.SAVINGS:
        return _("Savings paid in") if paid_in else _("Savings paid back")
    return _("Receipt for materials") if purpose is Purpose.MATERIALS else _("Advance receipt")


def stamp_blocks(amount: Rupiah) -> tuple[Block, ...]:
    """Where a paper needs the duty stamp that says that this sum was received: so many words, a roll has no frame."""
    if not _stamped(amount):
        return ()
    return (Feed(), Text(_("More than Rp 5.000.000: stick a duty stamp of Rp 10.000 here and sign across it.")))


def _signers(slip: MoneySlip) -> tuple[str, str]:
    """What the artisan signs for, and what the shop does."""
    if slip.paid_in:
        return _("Paid by the artisan"), _("Received for the shop")
    return _("Received by"), _("For the shop")


def _facts(slip: MoneySlip) -> list[tuple[str, str]]:
    facts = []
    if slip.purpose is not None:
        facts.append((_("Kind"), purpose_label(slip.purpose)))
    if slip.text:
        facts.append((_("For"), slip.text))
    if slip.method in set(PayoutMethod):
        facts.append((_("How"), payout_label(PayoutMethod(slip.method))))
    if slip.reference:
        facts.append((_("Ref."), slip.reference))
    if slip.saved is not None:
        facts.append((_("Saved by now"), format_rupiah(slip.saved)))
    if slip.plan is not None:
        facts.append((_("Recovery plan"), plan_words(slip.plan)))
    if slip.approved_by:
        facts.append((_("Approved by"), slip.approved_by))
    return facts


def _promise(slip: MoneySlip) -> tuple[Paragraph, ...]:
    if slip.plan is None:
        return ()
    return (
        Paragraph(
            _("The shop takes it off the artisan's settlements by this plan until it is given back."), muted=True
        ),
    )


def _stamped(amount: Rupiah) -> bool:
    return needs_stamp([amount])
