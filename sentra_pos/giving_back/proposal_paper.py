"""Lower prices on paper, for an artisan to sign: what a piece costs and brings her today, and what it would."""

from __future__ import annotations

from datetime import date

from sentra_pos.consignment.share_queries import Share
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number
from sentra_pos.giving_back.markdown_queries import Proposal, Said
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


def proposal_paper(
    proposals: tuple[Proposal, ...], party: PartyId, today: date, *, shop: str, shop_lines: tuple[str, ...] = ()
) -> Paper:
    """A5; a line a proposal that waits for this artisan's answer. What was signed is recorded as her answer."""
    title = _("Proposed prices")
    asked = [(each, said) for each in proposals for said in each.waiting_for if said.party == party]
    name = asked[0][1].name if asked else ""
    columns = (
        TableColumn(heading=_("Item"), share=6),
        TableColumn(heading=_("New price"), figures=True),
        TableColumn(heading=_("Artisan, new"), figures=True),
        TableColumn(heading=_("Agreed"), figures=True),
    )
    share = _("The share is for one piece that is sold without a discount.")
    agreed = _("The price of a piece changes once everybody whose goods carry its tag has agreed.")
    hands = (SignatureBox(role=_("Artisan"), name=name), SignatureBox(role=_("Proposed by"), name=_by(proposals)))
    return Paper(
        title=f"{title} {name}",
        size=PaperSize.A5,
        footer=f"{title} · {name}",
        blocks=(
            Heading(shop=shop, shop_lines=shop_lines, title=title, number=format_date(today)),
            Facts(((_("Artisan"), name),)),
            Table(columns=columns, rows=tuple(_row(each, said) for each, said in asked)),
            Together(
                (Paragraph(f"{share} {agreed}", muted=True), Signatures(hands, place_and_date=format_date(today)))
            ),
        ),
    )


def _by(proposals: tuple[Proposal, ...]) -> str:
    names = {each.by for each in proposals}
    return names.pop() if len(names) == 1 else ""


def _row(proposal: Proposal, said: Said) -> TableRow:
    now = _("now {price}, of which {share} to the artisan")
    price = format_number(proposal.now.amount)
    # What is given up stands in the type of what is asked for, not in the small one of the code.
    item = f"{proposal.name}\n{now.format(price=price, share=share_figures(said.share_now))}"
    return TableRow(
        cells=(item, format_number(proposal.to_price.amount), share_figures(said.share_then), "_____"),
        note=" · ".join(fact for fact in (proposal.code, proposal.reason) if fact),
    )


def share_figures(share: Share | None) -> str:
    """Of one piece, in figures like the price beside it."""
    if share is None:
        return "–"
    lowest = format_number(share.lowest.amount)
    return lowest if share.lowest == share.highest else f"{lowest}–{format_number(share.highest.amount)}"
