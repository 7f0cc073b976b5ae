"""A lower price is proposed with what it leaves the artisan; below a net price it is not proposed at all."""

from __future__ import annotations

import json

from sqlalchemy import text

from sentra_pos.consignment.errors import PriceBelowNetPrice
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import AgreementId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.doctor.examine import examine
from sentra_pos.giving_back.answer_markdown import AnswerMarkdown, answer_markdown
from sentra_pos.giving_back.facts import ProposalState
from sentra_pos.giving_back.proposal_paper import proposal_paper, share_figures
from sentra_pos.giving_back.propose_markdown import propose_markdown
from sentra_pos.printing.page import Table, render_paper
from tests.gallery import Tagged
from tests.giving_back.shelf import Shelf


def agree(shelf: Shelf, party: PartyId, scheme: Scheme, rate: int | None = None) -> None:
    terms = RecordAgreement(
        id=AgreementId(new_id(shelf.clock)),
        by=shelf.ratna,
        party=party,
        valid_from=business_today(shelf.clock),
        scheme=scheme,
        rate=None if rate is None else Percent.whole(rate),
    )
    shelf.do(record_agreement, terms)


def bring(shelf: Shelf, party: PartyId, item: Tagged, net: int | None = None) -> None:
    price = None if net is None else Rupiah(net)
    line = TakeInLine(item=item.id, quantity=Quantity(2), price=item.price, net_price=price)
    today = business_today(shelf.clock)
    shelf.do(take_in, TakeIn(id=shelf.new(), by=shelf.ratna, party=party, business_date=today, lines=(line,)))


def test_what_is_here_at_a_net_price_is_not_proposed_for_less(shelf: Shelf) -> None:
    """Two artisans' goods carry the tag; the net price of the one, 170.000, holds it up for both."""
    gallery = shelf.gallery
    agree(shelf, gallery.kencana, Scheme.NET_PRICE)
    bring(shelf, gallery.kencana, gallery.mrico, net=170_000)
    trouble = shelf.refusal(propose_markdown, shelf.lowered(gallery.mrico, 169_999))
    assert isinstance(trouble, PriceBelowNetPrice)
    for said in ("Mrico Bolong", "Sanggar Kencana", "170.000"):
        assert said in str(trouble)
    assert shelf.propose(gallery.mrico, 170_000).state is ProposalState.OPEN


def test_nobody_says_yes_once_goods_came_at_a_net_price_above_it(shelf: Shelf) -> None:
    gallery = shelf.gallery
    proposal = shelf.propose(gallery.mrico, 150_000)
    agree(shelf, gallery.kencana, Scheme.NET_PRICE)
    bring(shelf, gallery.kencana, gallery.mrico, net=170_000)
    yes = AnswerMarkdown(by=shelf.ratna, proposal=proposal.id, party=gallery.tirta, accepted=True)
    assert isinstance(shelf.refusal(answer_markdown, yes), PriceBelowNetPrice)
    declined = shelf.answer(proposal.id, gallery.tirta, accepted=False)
    assert declined.proposal.state is ProposalState.DECLINED, "a no is always taken"


def test_a_proposal_says_what_each_artisan_would_get(shelf: Shelf) -> None:
    """Fifteen percent of one, ten of what came later; a fixed net price of the other."""
    gallery = shelf.gallery
    agree(shelf, gallery.tirta, Scheme.COMMISSION_PERCENT, 10)
    bring(shelf, gallery.tirta, gallery.mrico)
    agree(shelf, gallery.kencana, Scheme.NET_PRICE)
    bring(shelf, gallery.kencana, gallery.mrico, net=90_000)
    proposal = shelf.propose(gallery.mrico, 100_000)
    shares = {said.party: (said.share_now, said.share_then) for said in proposal.waiting_for}
    told = {party: [share_figures(share) for share in pair] for party, pair in shares.items()}
    assert told[gallery.tirta] == ["157.250–166.500", "85.000–90.000"]
    assert told[gallery.kencana] == ["90.000", "90.000"]
    shelf.answer(proposal.id, gallery.tirta, accepted=True)
    done = shelf.answer(proposal.id, gallery.kencana, accepted=True)
    assert done.new_tag
    assert {said.share_then for said in done.proposal.answers} == {None}, "goods come and go after that"
    assert said_to(shelf) == [[85_000, 90_000], [90_000, 90_000]]
    assert examine(shelf.store.path) == ()


def said_to(shelf: Shelf) -> list[list[int]]:
    """What each yes was a yes to, as the log of events has it."""
    wanted = text("SELECT details FROM event WHERE kind = 'markdown_answered'")
    with shelf.store.reading() as session:
        return sorted(json.loads(details)["share"] for details in session.execute(wanted).scalars())


def test_the_artisan_signs_a_paper_that_says_what_a_piece_would_bring(shelf: Shelf) -> None:
    use_language("en")
    gallery = shelf.gallery
    proposals = (shelf.propose(gallery.mrico, 150_000), shelf.propose(gallery.pouch, 30_000))
    paper = proposal_paper(proposals, gallery.tirta, business_today(shelf.clock), shop="Sentra")
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row.cells[:3] for row in table.rows] == [
        ("Mrico Bolong cap\nnow 185.000, of which 157.250 to the artisan", "150.000", "127.500"),
        ("Pouch perca batik\nnow 35.000, of which 29.750 to the artisan", "30.000", "25.500"),
    ]
    assert render_paper(paper).startswith(b"%PDF")
