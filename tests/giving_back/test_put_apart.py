"""Goods damaged in the shop: put apart with a reason, told on paper, and back on the shelf only by a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.artisan_counter.enter_counter import OpenCounter, open_counter
from sentra_pos.artisan_counter.goods_queries import missing_and_damaged
from sentra_pos.consignment.facts import Liability
from sentra_pos.core.clock import business_today
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.counting.facts import CaseKind, Outcome
from sentra_pos.doctor.examine import examine
from sentra_pos.giving_back import errors
from sentra_pos.giving_back.papers import goods_paper, goods_slip, paper_title
from sentra_pos.giving_back.put_apart import put_apart
from sentra_pos.giving_back.queries import moved_paper
from sentra_pos.giving_back.transfer_goods import MovedGoods
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.printing.page import render_paper
from sentra_pos.reports.activity import activity
from sentra_pos.reports.activity_facts import ActivityFilter
from sentra_pos.reports.activity_wording import sentence_of
from sentra_pos.reports.stock_card import move_words, stock_cards
from sentra_pos.sales.basket import Basket
from sentra_pos.sales.hold_cart import HoldCart, hold_cart
from tests.giving_back.shelf import Shelf
from tests.sales.shop import line_of

SHELF, STORE, ASIDE, APART = PlaceKind.SHELF, PlaceKind.STORE_ROOM, PlaceKind.SET_ASIDE, PlaceKind.QUARANTINE


@pytest.mark.parametrize("source", [SHELF, STORE, ASIDE])
def test_wherever_it_was_damaged_it_is_a_case_until_somebody_decides(shelf: Shelf, source: PlaceKind) -> None:
    mrico = shelf.gallery.mrico
    if source is not SHELF:
        shelf.move((mrico, 3), to=source)
    moved = shelf.apart((mrico, 2), source=source)
    assert moved.code.startswith("PB1-")
    (case,) = shelf.cases()
    assert (case.kind, case.quantity, case.code) == (CaseKind.DAMAGED, Quantity(2), moved.code)
    assert (case.owner, case.why, case.agreed) == (shelf.gallery.tirta, "dimakan ngengat", Outcome.SHOP_PAYS)
    assert examine(shelf.store.path) == ()


def test_what_is_mended_is_back_on_the_shelf(shelf: Shelf) -> None:
    mrico = shelf.gallery.mrico
    before = shelf.at(mrico.id)
    shelf.apart((mrico, 2))
    assert shelf.at(mrico.id)[APART] == 2
    shelf.decide(shelf.cases()[0], Outcome.BACK)
    assert shelf.at(mrico.id) == before
    assert examine(shelf.store.path) == ()


def test_the_oldest_lots_are_taken_unless_one_is_named(shelf: Shelf) -> None:
    gallery, mrico = shelf.gallery, shelf.gallery.mrico
    shelf.agree(gallery.kencana, Liability.ARTISAN)
    young = shelf.bring(gallery.kencana, mrico, 5)
    shelf.apart((mrico, 15))
    assert sorted((case.owner_name, case.quantity.units) for case in shelf.cases()) == [
        ("Batik Tirta", 14),
        ("Sanggar Kencana", 1),
    ]
    named = MovedGoods(item=mrico.id, quantity=Quantity(2), lot=young)
    shelf.do(put_apart, replace(shelf.damaged((mrico, 1)), goods=(named,)))
    assert {case.owner_name: case.quantity.units for case in shelf.cases()}["Sanggar Kencana"] == 3
    too_many = replace(named, quantity=Quantity(3))
    trouble = shelf.refusal(put_apart, replace(shelf.damaged((mrico, 1)), goods=(too_many,)))
    assert isinstance(trouble, errors.NotThatMany)


def test_what_cannot_be_put_apart_is_refused_in_a_sentence(shelf: Shelf) -> None:
    mrico, surya = shelf.gallery.mrico, shelf.gallery.surya
    refused = {
        errors.NothingChosen: shelf.damaged(),
        errors.DamageReasonMissing: shelf.damaged((mrico, 1), reason="  "),
        errors.CountMissing: shelf.damaged((mrico, 0)),
        errors.NotThatMany: shelf.damaged((mrico, 10), (mrico, 5)),
        errors.NotPutApartFrom: shelf.damaged((mrico, 1), source=APART),
    }
    for kind, command in refused.items():
        assert isinstance(shelf.refusal(put_apart, command), kind)
    shelf.do(
        hold_cart, HoldCart(by=shelf.ratna, sale=shelf.new(), name="Bu Sari", basket=Basket(lines=(line_of(surya),)))
    )
    assert isinstance(shelf.refusal(put_apart, shelf.damaged((surya, 1))), errors.HeldForCustomer)
    by_cashier = replace(shelf.damaged((mrico, 1)), by=shelf.gallery.cashier)
    assert isinstance(shelf.refusal(put_apart, by_cashier), NotAllowed)
    assert shelf.cases() == ()


def test_the_same_wish_twice_puts_apart_once(shelf: Shelf) -> None:
    command = shelf.damaged((shelf.gallery.mrico, 2))
    assert shelf.do(put_apart, command) == shelf.do(put_apart, command)
    assert [case.quantity for case in shelf.cases()] == [Quantity(2)]
    assert isinstance(shelf.refusal(put_apart, replace(command, reason="lembap")), OtherWishUnderSameId)


def test_the_slip_tells_the_artisan_what_happened(shelf: Shelf) -> None:
    moved = shelf.apart((shelf.gallery.mrico, 2))
    with shelf.store.reading() as session:
        paper = moved_paper(session, moved.id)
    assert paper is not None
    assert (paper.is_damage, paper.is_pull_list, paper.party) == (True, False, shelf.gallery.tirta)
    assert paper_title(paper) == "Dipisahkan karena rusak"
    printed = str(goods_slip(paper, "Sentra", shelf.clock.zone))
    for word in ("DIPISAHKAN KARENA RUSAK", "rusak", "dimakan ngengat", "Batik Tirta", "Mrico Bolong cap"):
        assert word in printed
    assert render_paper(goods_paper(paper, shop="Sentra")).startswith(b"%PDF")


def test_lists_and_the_artisan_read_it_as_damage(shelf: Shelf) -> None:
    mrico, today = shelf.gallery.mrico, business_today(shelf.clock)
    shelf.apart((mrico, 1))
    who = shelf.do(open_counter, OpenCounter(by=shelf.ratna, party=shelf.gallery.tirta)).artisan
    use_language("en")
    with shelf.store.reading() as session:
        (mine,) = missing_and_damaged(session, who)
        (card,) = stock_cards(session, since=today, until=today, item=mrico.id)
        done = activity(session, ActivityFilter(), zone=shelf.clock.zone)
    assert (mine.quantity, mine.target, mine.reason) == (ONE, APART, "dimakan ngengat")
    assert move_words(card.moves[-1]) == "Put apart as damaged"
    assert "Put goods apart as damaged" in [sentence_of(each) for each in done.rows]
