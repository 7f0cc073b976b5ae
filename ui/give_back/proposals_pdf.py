"""The paper on which an artisan answers to proposed prices, as a file beside the store."""

from __future__ import annotations

from pathlib import Path

from sentra_pos.change_shop import shop_facts
from sentra_pos.core.clock import business_today
from sentra_pos.core.files import file_name, save_file
from sentra_pos.core.ids import PartyId
from sentra_pos.giving_back.errors import NoSuchProposal
from sentra_pos.giving_back.facts import ProposalState
from sentra_pos.giving_back.markdown_queries import proposals
from sentra_pos.giving_back.proposal_paper import proposal_paper
from sentra_pos.printing.page import render_paper
from sentra_pos.shop import Shop
from ui.give_back.goods_pdf import GoodsPaperNotSaved, goods_folder


def save_proposals(shop: Shop, party: PartyId, name: str) -> Path:
    """All that waits for the artisan's answer, as a PDF. Raises NoSuchProposal, GoodsPaperNotSaved."""
    with shop.reading() as session:
        found, facts = proposals(session, party=party, state=ProposalState.OPEN), shop_facts(session)
    asked = tuple(each for each in found if party in {said.party for said in each.waiting_for})
    if not asked:
        raise NoSuchProposal
    today = business_today(shop.clock)
    content = render_paper(proposal_paper(asked, party, today, shop=facts.name, shop_lines=facts.lines))
    target = goods_folder(shop) / f"{file_name(f'{name} {today.isoformat()}')}.pdf"
    return save_file(target, content, GoodsPaperNotSaved)
