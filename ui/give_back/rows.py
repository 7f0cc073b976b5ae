"""How ageing reads in lists."""

from __future__ import annotations

from datetime import date

from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_percent, format_rupiah, format_short_date
from sentra_pos.giving_back.ageing_queries import AgeingLot, ArtisanAgeing
from sentra_pos.giving_back.facts import Due, ProposalState, place_label
from sentra_pos.giving_back.markdown_queries import Proposal, Said
from sentra_pos.giving_back.papers import paper_title
from sentra_pos.giving_back.proposal_paper import share_figures
from sentra_pos.giving_back.queries import MovedPaper
from sentra_pos.giving_back.wording import pieces_words
from ui.give_back.presenter import MarkedLot
from ui.kit.table import Column

_TONES = {Due.OVERDUE: "bad", Due.SOON: "warn", Due.LATER: "ink", Due.NO_TERM: "muted"}


def days_words(days: int) -> str:
    """31 days."""
    return ngettext("{count} day", "{count} days", days).format(count=format_number(days))


def artisan_columns() -> list[Column[ArtisanAgeing]]:
    """Whose goods lie here, how much, how long, and how they sell."""
    return [
        Column[ArtisanAgeing](
            title=_("Artisan"),
            text=lambda each: each.name,
            second=_pieces,
            stretch=1,
            strong=True,
            tone=lambda each: "bad" if each.overdue else "warn" if each.soon else "ink",
        ),
        Column[ArtisanAgeing](
            title=_("Value"),
            text=lambda each: format_number(each.value.amount),
            second=_sold,
            right=True,
            optional=True,
        ),
    ]


def _pieces(each: ArtisanAgeing) -> str:
    """How many, how long the oldest lies here, and the most urgent thing about them."""
    words = [pieces_words(each.pieces), days_words(each.oldest)]
    if each.overdue:
        words.append(_("{count} overdue").format(count=format_number(each.overdue.units)))
    if each.set_aside:
        words.append(_("{count} set aside").format(count=format_number(each.set_aside.units)))
    return " · ".join(words)


def _sold(each: ArtisanAgeing) -> str:
    if each.sell_through is None:
        return ""
    return _("{rate} sold").format(rate=format_percent(_whole(each.sell_through)))


def summary_words(each: ArtisanAgeing) -> str:
    """What stands under the artisan's name."""
    ages = _("oldest {oldest}, average {average}").format(
        oldest=days_words(each.oldest), average=days_words(each.average)
    )
    words = [pieces_words(each.pieces), format_rupiah(each.value), ages]
    if each.sell_through is not None:
        words.append(_("{rate} sold in 90 days").format(rate=format_percent(_whole(each.sell_through))))
    return " · ".join(words)


def _whole(rate: Percent) -> Percent:
    return Percent((rate.basis_points + 50) // 100 * 100)


def lot_columns(today: date) -> list[Column[MarkedLot]]:
    """A tick, the piece, since when, until when, how many, what it costs."""
    return [
        Column[MarkedLot](title=" ", text=lambda each: _("chosen") if each.marked else ""),
        Column[MarkedLot](title=_("Piece"), text=lambda each: each.lot.name, second=_facts, stretch=1, strong=True),
        Column[MarkedLot](
            title=_("Here since"),
            text=lambda each: days_words(each.lot.days),
            second=lambda each: format_short_date(each.lot.came_in),
            right=True,
        ),
        Column[MarkedLot](
            title=_("Fetch by"),
            text=lambda each: "–" if each.lot.due is None else format_short_date(each.lot.due),
            second=lambda each: due_words(each.lot, today),
            right=True,
            tone=lambda each: _TONES[each.lot.state],
        ),
        Column[MarkedLot](title=_("Pcs"), text=_count, right=True, strong=True),
        Column[MarkedLot](
            title=_("Price"), text=lambda each: format_number(each.lot.price.amount), right=True, optional=True
        ),
    ]


def _facts(each: MarkedLot) -> str:
    facts = (place_label(each.lot.place), each.lot.size, each.lot.code)
    return " · ".join(fact for fact in facts if fact)


def _count(each: MarkedLot) -> str:
    here = format_number(each.lot.quantity.units)
    if not each.marked or each.lot.unique:
        return here
    return _("{count} of {all}").format(count=format_number(each.marked.units), all=here)


def due_words(lot: AgeingLot, today: date) -> str:
    """How the lot stands to its term."""
    if lot.due is None:
        return _("no term")
    days = (lot.due - today).days
    if lot.state is Due.OVERDUE:
        return _("{days} over").format(days=days_words(-days))
    return _("in {days}").format(days=days_words(days)) if days else _("today")


def chosen_columns() -> list[Column[MarkedLot]]:
    """What is about to be handed over."""
    return [
        Column[MarkedLot](title=_("Piece"), text=lambda each: each.lot.name, second=_facts, stretch=1, strong=True),
        Column[MarkedLot](title=_("Pcs"), text=lambda each: format_number(each.marked.units), right=True, strong=True),
        Column[MarkedLot](title=_("Price"), text=lambda each: format_number(each.lot.price.amount), right=True),
    ]


_STATES = {
    ProposalState.ACCEPTED: "good",
    ProposalState.DECLINED: "bad",
    ProposalState.OPEN: "warn",
    ProposalState.WITHDRAWN: "muted",
}


def asked_columns() -> list[Column[tuple[Proposal, Said]]]:
    """Who is asked for which price, and what they said."""
    return [
        Column[tuple[Proposal, Said]](
            title=_("Piece"), text=lambda row: row[0].name, second=lambda row: row[0].reason, stretch=1, strong=True
        ),
        Column[tuple[Proposal, Said]](title=_("Artisan"), text=lambda row: row[1].name, second=_asked, stretch=1),
        Column[tuple[Proposal, Said]](
            title=_("Price"),
            text=lambda row: format_number(row[0].to_price.amount),
            second=lambda row: _("now {price}").format(price=format_number(row[0].now.amount)),
            right=True,
            strong=True,
        ),
        Column[tuple[Proposal, Said]](
            title=_("Artisan's share"),
            text=lambda row: share_figures(row[1].share_then),
            second=lambda row: _("now {price}").format(price=share_figures(row[1].share_now)),
            right=True,
            strong=True,
        ),
    ]


def _asked(row: tuple[Proposal, Said]) -> str:
    others = len(row[0].waiting_for) - 1
    if others <= 0:
        return _("the last to be asked")
    return ngettext("{count} other is asked, too", "{count} others are asked, too", others).format(count=others)


def paper_columns() -> list[Column[MovedPaper]]:
    """Papers of goods that went back or were set aside."""
    return [
        Column[MovedPaper](
            title=_("Document"),
            text=lambda paper: paper.code,
            second=lambda paper: format_short_date(paper.business_date),
            strong=True,
        ),
        Column[MovedPaper](
            title=_("What it is"),
            text=paper_title,
            second=lambda paper: paper.party_name or _("several artisans"),
            stretch=1,
        ),
        Column[MovedPaper](title=_("Pcs"), text=lambda paper: format_number(paper.pieces.units), right=True),
    ]
