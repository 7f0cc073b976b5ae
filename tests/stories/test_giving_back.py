"""What does not sell goes back: how long it lies, pulled, handed over, offered for less, and artisans who leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from sentra_pos.artisan_counter.answer_objection import AnswerObjection, answer_objection
from sentra_pos.artisan_counter.enter_counter import OpenCounter, open_counter
from sentra_pos.artisan_counter.raise_objection import RaiseObjection, raise_objection
from sentra_pos.catalogue.queries import item_card
from sentra_pos.consignment.change_price import ConsentWay
from sentra_pos.consignment.drop_off import LeftHere, RecordDropOff, TakeHome, drop_off, take_home
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import AgreementId, LotId, ObjectionId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.giving_back import errors
from sentra_pos.giving_back.ageing_queries import CAME_IN
from sentra_pos.giving_back.answer_markdown import (
    AnswerMarkdown,
    WithdrawMarkdown,
    answer_markdown,
    withdraw_markdown,
)
from sentra_pos.giving_back.facts import Due, ProposalState
from sentra_pos.giving_back.let_go import LetGo, WelcomeBack, let_go, welcome_back
from sentra_pos.giving_back.papers import goods_paper
from sentra_pos.giving_back.print_goods_slip import PrintGoodsSlip, print_goods_slip
from sentra_pos.giving_back.propose_markdown import propose_markdown
from sentra_pos.giving_back.queries import moved_paper, open_matters
from sentra_pos.ledger.draft import Draft, GoodsMove, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.models import Lot
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import headers, lines_of
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.printing.errors import StillPrinting
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.page import render_paper
from sentra_pos.printing.profiles import GENERIC_80
from sentra_pos.printing.queries import job_of
from sentra_pos.printing.set_up_printer import SetUpPrinter, set_up_printer
from sentra_pos.printing.ways import Way
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.pay_out import PayOut, pay_out
from sentra_pos.stock.places import OWNERSHIP
from tests.factories import add_artisan, change_the_price
from tests.gallery import Tagged, a_gallery
from tests.giving_back.shelf import Shelf
from tests.sales.shop import cash, line_of

SHELF, ASIDE = PlaceKind.SHELF, PlaceKind.SET_ASIDE
_PRINTER = SetUpPrinter(name="Struk", way=Way.FOLDER, address="struk", profile=GENERIC_80, role=Role.RECEIPT)


@pytest.fixture
def shelf(store: Store, clock: FixedClock) -> Shelf:
    return Shelf(store=store, clock=clock, gallery=a_gallery(store, clock))


def _terms(shelf: Shelf, days: int) -> AgreementId:
    """New terms of Tirta's, with a day by which goods go back."""
    command = RecordAgreement(
        id=AgreementId(new_id(shelf.clock)),
        by=shelf.ratna,
        party=shelf.gallery.tirta,
        valid_from=business_today(shelf.clock),
        scheme=Scheme.COMMISSION_PERCENT,
        rate=Percent.whole(15),
        return_term_days=days,
    )
    shelf.do(record_agreement, command)
    return command.id


def _bring(shelf: Shelf, item: Tagged, pieces: int = 1) -> LotId:
    line = TakeInLine(item=item.id, quantity=Quantity(pieces), price=item.price)
    owner = shelf.gallery.tirta if item in (shelf.gallery.mrico, shelf.gallery.pouch) else shelf.gallery.kencana
    today = business_today(shelf.clock)
    note = TakeIn(id=shelf.new(), by=shelf.ratna, party=owner, business_date=today, lines=(line,))
    lot: LotId = shelf.do(take_in, note).lines[0].lot
    return lot


def _sell(shelf: Shelf, item: Tagged, count: int = 1) -> None:
    total = item.price.times(count)
    sale = CompleteSale(id=shelf.new(), by=shelf.ratna, lines=(line_of(item, count),), tenders=(cash(total.amount),))
    shelf.do(complete_sale, sale)


def test_the_board_tells_how_long_goods_lie_against_their_agreement(shelf: Shelf) -> None:
    gallery = shelf.gallery
    _terms(shelf, 30)
    young = _bring(shelf, gallery.mrico, 6)
    assert {lot.due for lot in shelf.lots(gallery.kencana)} == {None}
    shelf.clock.advance(timedelta(days=20))
    (lot,) = (lot for lot in shelf.lots(gallery.tirta) if lot.lot == young)
    assert (lot.days, lot.state) == (20, Due.SOON)
    assert lot.due == business_today(shelf.clock) + timedelta(days=10)
    shelf.clock.advance(timedelta(days=11))
    tirta = shelf.artisan(gallery.tirta)
    assert (tirta.overdue, tirta.soon) == (Quantity(6), Quantity(0))
    assert (tirta.pieces, tirta.oldest, tirta.average) == (Quantity(68), 31, 31)
    assert tirta.value == gallery.mrico.price.times(20) + gallery.pouch.price.times(48)
    assert tirta.sell_through == Percent(0)


def test_what_was_sold_counts_for_ninety_days(shelf: Shelf) -> None:
    gallery = shelf.gallery
    _sell(shelf, gallery.mrico, 4)
    tirta = shelf.artisan(gallery.tirta)
    assert (tirta.sold, tirta.pieces) == (Quantity(4), Quantity(58))
    assert tirta.sell_through == Percent(645)
    shelf.clock.advance(timedelta(days=91))
    assert shelf.artisan(gallery.tirta).sold == Quantity(0)


def test_goods_under_new_terms_keep_the_day_they_came(shelf: Shelf) -> None:
    """As ``move_terms`` writes it: another lot in the same place, whose line says since when the goods are here."""
    gallery, came = shelf.gallery, business_today(shelf.clock)
    (old,) = (lot for lot in shelf.lots(gallery.tirta) if lot.item == gallery.mrico.id)
    shelf.clock.advance(timedelta(days=40))
    agreement, document, fresh = _terms(shelf, 60), shelf.new(), LotId(new_id(shelf.clock))
    row = {"id": fresh, "seq": 90, "item_id": old.item, "owner_id": old.party, "agreement_id": agreement}
    row |= {"document_id": document, "line_no": 1, "price": old.price, "net_price": None, "cost": None}
    said = {"came_from": str(old.lot), CAME_IN: came.isoformat()}
    count = old.quantity
    line = Line(number=1, kind=LineKind.NEW_TERMS, text=old.name, lot=fresh, quantity=count, details=said)
    moves = (
        GoodsMove(line=1, lot=old.lot, source=gallery.founded.shelf, target=OWNERSHIP, quantity=count),
        GoodsMove(line=1, lot=fresh, source=OWNERSHIP, target=gallery.founded.shelf, quantity=count),
    )
    with shelf.store.writing() as session:
        session.execute(insert(Lot), [row])
        draft = Draft(
            id=document,
            kind=DocumentKind.TERMS_MOVE,
            by=shelf.ratna,
            business_date=business_today(shelf.clock),
            lines=(line,),
            goods=moves,
        )
        post(session, draft, clock=shelf.clock)
    (lot,) = (lot for lot in shelf.lots(gallery.tirta) if lot.item == gallery.mrico.id)
    assert (lot.lot, lot.came_in, lot.days) == (fresh, came, 40)
    assert lot.due == came + timedelta(days=60)


def test_pulled_set_aside_and_fetched_with_a_note_that_both_sign(shelf: Shelf) -> None:
    use_language("en")
    gallery = shelf.gallery
    pulled = shelf.move((gallery.mrico, 3), (gallery.pouch, 10), to=ASIDE)
    with shelf.store.reading() as session:
        paper = moved_paper(session, pulled.id)
    assert paper is not None
    assert paper.is_pull_list
    assert paper.party_name == "Batik Tirta"
    assert goods_paper(paper, shop="Sentra").copies == ()
    shelf.clock.advance(timedelta(days=2))
    handed = shelf.hand(gallery.tirta, (gallery.mrico, 3), (gallery.pouch, 10), fetched_by="Mas Bagus")
    assert handed.code == "RT1-000001"
    with shelf.store.reading() as session:
        note = moved_paper(session, handed.id)
    assert note is not None
    printed = goods_paper(note, shop="Sentra", shop_lines=("Jl. Contoh 1",))
    assert len(printed.copies) == 2
    assert render_paper(printed).startswith(b"%PDF")
    assert shelf.at(gallery.mrico.id) == {SHELF: 11, PlaceKind.WITH_ARTISAN: -11}
    slip = PrintGoodsSlip(by=shelf.ratna, document=handed.id)
    assert isinstance(shelf.refusal(print_goods_slip, slip), errors.NoPrinterForSlip)
    assert examine(shelf.store.path) == ()


def test_a_piece_that_went_back_may_come_again(shelf: Shelf) -> None:
    surya, kencana = shelf.gallery.surya, shelf.gallery.kencana
    shelf.hand(kencana, (surya, 1))
    shelf.clock.advance(timedelta(days=30))
    _bring(shelf, surya)
    (lot,) = (lot for lot in shelf.lots(kencana) if lot.item == surya.id)
    assert (lot.quantity, lot.days) == (ONE, 0)
    _sell(shelf, surya)
    assert examine(shelf.store.path) == ()


def test_a_lower_price_is_asked_for_and_never_taken(shelf: Shelf) -> None:
    surya, kencana = shelf.gallery.surya, shelf.gallery.kencana
    proposal = shelf.propose(surya, 1_500_000)
    assert [said.name for said in proposal.waiting_for] == ["Sanggar Kencana"]
    shelf.clock.advance(timedelta(days=60))
    assert _tag(shelf, surya) == surya.price
    assert shelf.answer(proposal.id, kencana, accepted=False).proposal.state is ProposalState.DECLINED
    assert _tag(shelf, surya) == surya.price
    again = shelf.propose(surya, 1_600_000)
    command = AnswerMarkdown(by=shelf.ratna, proposal=again.id, party=kencana, accepted=True, way=ConsentWay.MESSAGE)
    answered = shelf.do(answer_markdown, command)
    assert shelf.do(answer_markdown, command).proposal == answered.proposal
    assert answered.new_tag
    assert _tag(shelf, surya) == Rupiah(1_600_000)
    with shelf.store.reading() as session:
        (change,) = headers(session, DocumentKind.PRICE_CHANGE)
        (line,) = lines_of(session, change.id)
    assert answered.proposal.document == change.id
    assert line.details["consent"] == [{"by": str(kencana), "how": "message"}]
    assert examine(shelf.store.path) == ()


def test_one_tag_on_the_goods_of_several_needs_the_yes_of_all(shelf: Shelf) -> None:
    gallery = shelf.gallery
    _sell(shelf, gallery.mrico)
    proposal = shelf.propose(gallery.mrico, 150_000)
    line = TakeInLine(item=gallery.mrico.id, quantity=Quantity(2), price=gallery.mrico.price)
    today = business_today(shelf.clock)
    note = TakeIn(id=shelf.new(), by=shelf.ratna, party=gallery.kencana, business_date=today, lines=(line,))
    shelf.do(take_in, note)
    first = shelf.answer(proposal.id, gallery.tirta, accepted=True)
    assert not first.new_tag
    assert [said.party for said in first.proposal.waiting_for] == [gallery.kencana]
    assert _tag(shelf, gallery.mrico) == gallery.mrico.price
    assert shelf.answer(proposal.id, gallery.kencana, accepted=True).new_tag
    assert _tag(shelf, gallery.mrico) == Rupiah(150_000)


def test_a_proposal_that_makes_no_sense_is_refused(shelf: Shelf) -> None:
    gallery = shelf.gallery
    lowered = shelf.lowered(gallery.pouch, 30_000)
    assert isinstance(shelf.refusal(propose_markdown, replace(lowered, reason=" ")), errors.ProposalReasonMissing)
    assert isinstance(shelf.refusal(propose_markdown, replace(lowered, prices=())), errors.NothingChosen)
    for price in (gallery.pouch.price.amount, 0):
        assert isinstance(shelf.refusal(propose_markdown, shelf.lowered(gallery.pouch, price)), errors.NoLowerPrice)
    assert isinstance(shelf.refusal(propose_markdown, shelf.lowered(gallery.lesson, 40_000)), errors.NobodyToAsk)
    proposal = shelf.do(propose_markdown, lowered).proposals[0]
    assert shelf.do(propose_markdown, lowered).proposals == (proposal,)
    other = shelf.refusal(propose_markdown, shelf.lowered(gallery.pouch, 25_000))
    assert isinstance(other, errors.ProposedAlready)
    (first,) = lowered.prices
    second = replace(lowered, prices=(replace(first, price=Rupiah(25_000)),))
    assert isinstance(shelf.refusal(propose_markdown, second), errors.ProposedAlready)
    (cloth,) = shelf.lowered(gallery.mrico, 150_000).prices
    twice = replace(lowered, prices=(cloth, replace(cloth, id=new_id(shelf.clock), price=Rupiah(140_000))))
    assert isinstance(shelf.refusal(propose_markdown, twice), errors.ProposedAlready)
    stranger = AnswerMarkdown(by=shelf.ratna, proposal=proposal.id, party=gallery.kencana, accepted=True)
    assert isinstance(shelf.refusal(answer_markdown, stranger), errors.NotAsked)
    withdraw = WithdrawMarkdown(by=shelf.ratna, proposal=proposal.id)
    assert shelf.do(withdraw_markdown, withdraw).proposal.state is ProposalState.WITHDRAWN
    late = AnswerMarkdown(by=shelf.ratna, proposal=proposal.id, party=gallery.tirta, accepted=True)
    assert isinstance(shelf.refusal(answer_markdown, late), errors.NoSuchProposal)


def test_a_yes_to_a_price_that_is_not_the_tags_any_more_changes_nothing(shelf: Shelf) -> None:
    gallery = shelf.gallery
    proposal = shelf.propose(gallery.mrico, 150_000)
    with shelf.store.writing() as session:
        change_the_price(session, shelf.clock, gallery.founded, gallery.mrico.id, 140_000)
    late = AnswerMarkdown(by=shelf.ratna, proposal=proposal.id, party=gallery.tirta, accepted=True)
    assert isinstance(shelf.refusal(answer_markdown, late), errors.PriceMovedSince)
    assert _tag(shelf, gallery.mrico) == Rupiah(140_000)
    assert shelf.answer(proposal.id, gallery.tirta, accepted=False).proposal.state is ProposalState.DECLINED


def test_whose_goods_are_gone_has_nothing_to_say_any_more(shelf: Shelf) -> None:
    gallery = shelf.gallery
    line = TakeInLine(item=gallery.mrico.id, quantity=Quantity(2), price=gallery.mrico.price)
    today = business_today(shelf.clock)
    note = TakeIn(id=shelf.new(), by=shelf.ratna, party=gallery.kencana, business_date=today, lines=(line,))
    shelf.do(take_in, note)
    proposal = shelf.propose(gallery.mrico, 150_000)
    assert len(proposal.waiting_for) == 2
    shelf.hand(gallery.kencana, (gallery.mrico, 2))
    answered = shelf.answer(proposal.id, gallery.tirta, accepted=True)
    assert answered.new_tag
    assert [said.party for said in answered.proposal.answers] == [gallery.tirta]
    assert examine(shelf.store.path) == ()


def test_a_slip_is_printed_once_and_not_twice_by_impatience(shelf: Shelf) -> None:
    gallery = shelf.gallery
    handed = shelf.hand(gallery.tirta, (gallery.mrico, 1))
    with shelf.store.writing() as session:
        set_up_printer(session, _PRINTER, clock=shelf.clock)
    slip = PrintGoodsSlip(by=shelf.ratna, document=handed.id)
    assert shelf.do(print_goods_slip, slip).copy_no == 0
    with shelf.store.reading() as session:
        job = job_of(session, str(handed.id), JobKind.RECEIPT)
    assert job is not None
    assert job.title == handed.code
    assert isinstance(shelf.refusal(print_goods_slip, slip), StillPrinting)
    nothing = PrintGoodsSlip(by=shelf.ratna, document=shelf.new())
    assert isinstance(shelf.refusal(print_goods_slip, nothing), errors.NoSuchPaper)


def test_an_artisan_leaves_when_nothing_is_left_between_the_two(shelf: Shelf) -> None:
    use_language("en")
    gallery, tirta = shelf.gallery, shelf.gallery.tirta
    _sell(shelf, gallery.mrico, 2)
    shelf.move((gallery.pouch, 8), to=ASIDE)
    proposal = shelf.propose(gallery.mrico, 150_000)
    leave = LetGo(by=shelf.ratna, party=tirta)
    trouble = shelf.refusal(let_go, leave)
    assert isinstance(trouble, errors.StillOpen)
    for words in ("Shelf: 52 pieces", "Set aside: 8 pieces", "314.500 earned, not settled", "1 proposed price"):
        assert words in str(trouble)
    shelf.do(withdraw_markdown, WithdrawMarkdown(by=shelf.ratna, proposal=proposal.id))
    shelf.hand(tirta, (gallery.mrico, 12), (gallery.pouch, 48), reason="berhenti menitip")
    locked = shelf.do(lock_settlement, LockSettlement(id=shelf.new(), by=shelf.ratna, party=tirta))
    assert "settled, not paid" in str(shelf.refusal(let_go, leave))
    pay = PayOut(id=shelf.new(), by=shelf.ratna, settlement=locked.id, method=PayoutMethod.CASH, amount=locked.to_pay)
    shelf.do(pay_out, pay)
    assert not shelf.do(let_go, leave).active
    assert not shelf.do(let_go, leave).active
    with shelf.store.reading() as session:
        matters = open_matters(session, tirta)
        assert len(headers(session, DocumentKind.HAND_BACK)) == 1
    assert matters is not None
    assert matters.all_clear
    assert not matters.active
    assert shelf.do(welcome_back, WelcomeBack(by=shelf.ratna, party=tirta)).active
    _bring(shelf, gallery.mrico, 3)
    assert shelf.artisan(tirta).pieces == Quantity(3)
    assert examine(shelf.store.path) == ()


def test_whoever_left_goods_that_nobody_noted_does_not_leave_yet(shelf: Shelf) -> None:
    use_language("en")
    with shelf.store.writing() as session:
        party = add_artisan(session, shelf.clock, "P09", "Sanggar Baru")
    left = LeftHere(text="kain cap", quantity=Quantity(4))
    today = business_today(shelf.clock)
    receipt = RecordDropOff(id=shelf.new(), by=shelf.ratna, party=party, business_date=today, lines=(left,))
    shelf.do(drop_off, receipt)
    assert "4 pieces left here with a receipt" in str(shelf.refusal(let_go, LetGo(by=shelf.ratna, party=party)))
    shelf.do(take_home, TakeHome(id=shelf.new(), by=shelf.ratna, drop_off=receipt.id, reason="diambil lagi"))
    assert not shelf.do(let_go, LetGo(by=shelf.ratna, party=party)).active


def test_whoever_waits_for_an_answer_does_not_leave_yet(shelf: Shelf) -> None:
    use_language("en")
    party = shelf.gallery.tirta
    _sell(shelf, shelf.gallery.mrico, 1)
    shelf.hand(party, (shelf.gallery.mrico, 13), (shelf.gallery.pouch, 48), reason="berhenti menitip")
    locked = shelf.do(lock_settlement, LockSettlement(id=shelf.new(), by=shelf.ratna, party=party))
    pay = PayOut(id=shelf.new(), by=shelf.ratna, settlement=locked.id, method=PayoutMethod.CASH, amount=locked.to_pay)
    shelf.do(pay_out, pay)
    who = shelf.do(open_counter, OpenCounter(by=shelf.ratna, party=party)).artisan
    objection = ObjectionId(new_id(shelf.clock))
    words = "harganya bukan itu"
    shelf.do(raise_objection, RaiseObjection(id=objection, artisan=who, document=locked.id, line=1, words=words))

    trouble = str(shelf.refusal(let_go, LetGo(by=shelf.ratna, party=party)))

    assert "cannot leave yet: 1 objection not answered." in trouble
    shelf.do(answer_objection, AnswerObjection(objection=objection, by=shelf.ratna, words="memang segitu", mended=""))
    assert not shelf.do(let_go, LetGo(by=shelf.ratna, party=party)).active


def _tag(shelf: Shelf, item: Tagged) -> Rupiah:
    with shelf.store.reading() as session:
        card = item_card(session, item.id, shelf.gallery.founded.shelf)
    assert card is not None
    return card.price
