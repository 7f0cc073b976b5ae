"""Transfers and goods handed back: what may move, whose it is, and what refuses it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from sentra_pos.consignment.facts import Liability, Scheme
from sentra_pos.core.ids import PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.counting.facts import Outcome
from sentra_pos.doctor.examine import examine
from sentra_pos.giving_back import errors
from sentra_pos.giving_back.hand_back import PieceBack, hand_back
from sentra_pos.giving_back.models import GoodsCollectorRow
from sentra_pos.giving_back.papers import goods_paper, goods_slip
from sentra_pos.giving_back.queries import moved_paper, moved_papers
from sentra_pos.giving_back.transfer_goods import MovedGoods, transfer_goods
from sentra_pos.ledger.kinds import DocumentKind, PlaceKind
from sentra_pos.ledger.queries import header_of, lines_of
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.printing.page import Table
from sentra_pos.sales.basket import Basket
from sentra_pos.sales.cart import Condition, ReturnedLine
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.hold_cart import HoldCart, hold_cart
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from tests.factories import add_agreement, add_artisan, add_item, bring_in
from tests.gallery import Tagged
from tests.giving_back.shelf import Shelf
from tests.sales.shop import cash, line_of

SHELF, STORE, ASIDE = PlaceKind.SHELF, PlaceKind.STORE_ROOM, PlaceKind.SET_ASIDE


def test_goods_go_to_the_store_room_and_back_and_none_are_lost(shelf: Shelf) -> None:
    mrico = shelf.gallery.mrico
    moved = shelf.move((mrico, 5), to=STORE)
    assert moved.code == "PB1-000001"
    assert shelf.at(mrico.id) == {SHELF: 9, STORE: 5, PlaceKind.WITH_ARTISAN: -14}
    shelf.move((mrico, 2), to=SHELF, source=STORE)
    assert shelf.at(mrico.id)[SHELF] == 11
    assert examine(shelf.store.path) == ()


def test_the_oldest_lots_move_first_unless_one_is_named(shelf: Shelf) -> None:
    gallery, mrico = shelf.gallery, shelf.gallery.mrico
    with shelf.store.writing() as session:
        note = bring_in(
            session, shelf.clock, gallery.founded, gallery.tirta, mrico.id, pieces=3, price=mrico.price.amount
        )
    shelf.move((mrico, 15), to=STORE)
    with shelf.store.reading() as session:
        (paper,) = moved_papers(session, kind=DocumentKind.TRANSFER)
    assert [line.quantity.units for line in paper.lines] == [14, 1]
    by_lot = MovedGoods(item=mrico.id, quantity=Quantity(2), lot=note.lines[0].lot)
    shelf.do(transfer_goods, replace(shelf.transfer((mrico, 1), to=STORE), goods=(by_lot,)))
    assert shelf.at(mrico.id) == {STORE: 17, PlaceKind.WITH_ARTISAN: -17}


def test_what_cannot_move_is_refused_in_a_sentence(shelf: Shelf) -> None:
    mrico, surya = shelf.gallery.mrico, shelf.gallery.surya
    trouble = shelf.refusal(transfer_goods, shelf.transfer((mrico, 10), (mrico, 5), to=STORE))
    assert isinstance(trouble, errors.NotThatMany)
    assert trouble.fields["there"] == "4"
    refused = {
        errors.NothingChosen: shelf.transfer(to=STORE),
        errors.NotMovable: shelf.transfer((mrico, 1), to=SHELF),
        errors.CountMissing: shelf.transfer((mrico, 0), to=STORE),
    }
    for kind, command in refused.items():
        assert isinstance(shelf.refusal(transfer_goods, command), kind)
    quarantine = shelf.transfer((mrico, 1), to=PlaceKind.QUARANTINE)
    assert isinstance(shelf.refusal(transfer_goods, quarantine), errors.NotMovable)
    cart = HoldCart(by=shelf.ratna, sale=shelf.new(), name="Bu Sari", basket=Basket(lines=(line_of(surya),)))
    shelf.do(hold_cart, cart)
    for trouble in (
        shelf.refusal(transfer_goods, shelf.transfer((surya, 1), to=ASIDE)),
        shelf.refusal(hand_back, shelf.returned(shelf.gallery.kencana, (surya, 1))),
    ):
        assert isinstance(trouble, errors.HeldForCustomer)
        assert trouble.fields["cart"] == "Bu Sari"


def test_the_same_wish_twice_moves_goods_once(shelf: Shelf) -> None:
    mrico, tirta = shelf.gallery.mrico, shelf.gallery.tirta
    transfer, back = shelf.transfer((mrico, 2), to=ASIDE), shelf.returned(tirta, (mrico, 2))
    assert shelf.do(transfer_goods, transfer) == shelf.do(transfer_goods, transfer)
    assert shelf.do(hand_back, back) == shelf.do(hand_back, back)
    assert shelf.at(mrico.id) == {SHELF: 12, PlaceKind.WITH_ARTISAN: -12}
    assert isinstance(shelf.refusal(hand_back, replace(back, reason="lain")), OtherWishUnderSameId)


def test_what_is_set_aside_is_fetched_first(shelf: Shelf) -> None:
    mrico = shelf.gallery.mrico
    shelf.move((mrico, 3), to=STORE)
    shelf.move((mrico, 2), to=ASIDE)
    shelf.hand(shelf.gallery.tirta, (mrico, 4))
    assert shelf.at(mrico.id) == {SHELF: 7, STORE: 3, PlaceKind.WITH_ARTISAN: -10}
    only = PieceBack(item=mrico.id, quantity=Quantity(4), place=STORE)
    command = replace(shelf.returned(shelf.gallery.tirta), pieces=(only,))
    trouble = shelf.refusal(hand_back, command)
    assert isinstance(trouble, errors.NotThatMany)
    assert trouble.fields["there"] == "3"


def test_only_their_own_goods_are_handed_to_anybody(shelf: Shelf) -> None:
    gallery, own = shelf.gallery, _bought(shelf)
    trouble = shelf.refusal(hand_back, shelf.returned(gallery.kencana, (gallery.mrico, 1)))
    assert isinstance(trouble, errors.BelongsToAnother)
    assert trouble.fields["owner"] == "Batik Tirta"
    for act, command in (
        (hand_back, shelf.returned(gallery.kencana, (own, 1))),
        (transfer_goods, shelf.transfer((own, 1), to=ASIDE)),
    ):
        assert isinstance(shelf.refusal(act, command), errors.BelongsToShop)
    shelf.move((own, 1), to=STORE)
    shelf.hand(gallery.kencana, (gallery.surya, 1))
    gone = shelf.refusal(hand_back, shelf.returned(gallery.kencana, (gallery.surya, 1)))
    assert isinstance(gone, errors.NothingOfArtisan)
    stranger = shelf.returned(PartyId(new_id(shelf.clock)), (gallery.mrico, 1))
    assert isinstance(shelf.refusal(hand_back, stranger), errors.NoSuchArtisan)


def _bought(shelf: Shelf) -> Tagged:
    """Something that the shop bought outright."""
    clock, founded = shelf.clock, shelf.gallery.founded
    with shelf.store.writing() as session:
        seller = add_artisan(session, clock, "P09", "Toko Kain")
        add_agreement(session, clock, founded, seller, scheme=Scheme.OUTRIGHT)
        item = add_item(session, clock, name="Taplak", price=90_000)
        bring_in(session, clock, founded, seller, item, pieces=4, price=90_000, cost=50_000)
    return Tagged(id=item, code="", price=Rupiah(90_000))


def test_damage_that_the_shop_bears_does_not_go_home_undecided(shelf: Shelf) -> None:
    mrico, tirta = shelf.gallery.mrico, shelf.gallery.tirta
    _damage(shelf, mrico)
    shelf.hand(tirta, (mrico, 13))
    command = shelf.returned(tirta, (mrico, 1))
    for confirmed in (frozenset[str](), frozenset({errors.DamageBorne.key})):
        trouble = shelf.refusal(hand_back, replace(command, confirmed=confirmed))
        assert isinstance(trouble, errors.DamageUndecided)
        assert trouble.fields["items"] == "Mrico Bolong cap"
    (case,) = shelf.cases()
    assert shelf.decide(case, Outcome.SHOP_PAYS).paid == Rupiah(185_000)
    assert isinstance(shelf.refusal(hand_back, command), errors.BelongsToShop)
    assert examine(shelf.store.path) == ()


@pytest.mark.parametrize(
    ("liability", "shop_percent", "borne"),
    [
        (Liability.SHOP, 50, False),
        (Liability.SHARED, 1, False),
        (Liability.SHARED, 0, True),
        (Liability.ARTISAN, 50, True),
    ],
)
def test_what_the_artisan_bears_goes_home_once_that_is_said(
    shelf: Shelf, liability: Liability, shop_percent: int, borne: bool
) -> None:
    surya, kencana = shelf.gallery.surya, shelf.gallery.kencana
    shelf.hand(kencana, (surya, 1))
    shelf.agree(kencana, liability, shop_percent)
    shelf.bring(kencana, surya)
    shelf.apart((surya, 1))
    command = shelf.returned(kencana, (surya, 1))
    trouble = shelf.refusal(hand_back, command)
    assert isinstance(trouble, errors.DamageBorne) is borne
    if isinstance(trouble, errors.DamageBorne):
        shelf.do(hand_back, replace(command, confirmed=frozenset({trouble.answer})))
        assert shelf.at(surya.id) == {}
        assert examine(shelf.store.path) == ()


def test_the_note_says_which_pieces_went_home_damaged(shelf: Shelf) -> None:
    mrico, tirta = shelf.gallery.mrico, shelf.gallery.tirta
    shelf.hand(tirta, (mrico, 14))
    shelf.agree(tirta, Liability.ARTISAN)
    shelf.bring(tirta, mrico, 3)
    shelf.apart((mrico, 1))
    handed = shelf.hand(tirta, (mrico, 3), confirmed=frozenset({errors.DamageBorne.key}))
    with shelf.store.reading() as session:
        paper = moved_paper(session, handed.id)
    assert paper is not None
    assert [(line.quantity.units, line.is_damaged) for line in paper.lines] == [(2, False), (1, True)]
    table = next(block for block in goods_paper(paper, shop="Sentra").blocks if isinstance(block, Table))
    assert ["rusak" in row.note for row in table.rows] == [False, True]
    assert str(goods_slip(paper, "Sentra", shelf.clock.zone)).count("rusak") == 1


def _damage(shelf: Shelf, item: Tagged) -> None:
    """Sold, and brought back broken by nobody's fault."""
    sale = CompleteSale(id=shelf.new(), by=shelf.ratna, lines=(line_of(item),), tenders=(cash(item.price.amount),))
    shelf.do(complete_sale, sale)
    back = ReturnedLine(sale=sale.id, line=1, quantity=ONE, condition=Condition.DAMAGED_ARTISAN)
    shelf.do(refund_sale, RefundSale(id=shelf.new(), by=shelf.ratna, lines=(back,), method="cash", reason="luntur"))


def test_who_fetched_goods_is_on_the_paper_and_not_in_the_chain(shelf: Shelf) -> None:
    gallery = shelf.gallery
    handed = shelf.hand(gallery.tirta, (gallery.mrico, 1), fetched_by="  Mas  Bagus ")
    with shelf.store.reading() as session:
        paper = moved_paper(session, handed.id)
        header, lines = header_of(session, handed.id), lines_of(session, handed.id)
        kept = session.execute(select(GoodsCollectorRow.name)).scalars().all()
    assert paper is not None
    assert header is not None
    assert paper.fetched_by == "Mas Bagus"
    assert kept == ["Mas Bagus"]
    assert header.reason == ""
    assert lines[0].details["fetched"] == "representative"
    assert "Bagus" not in str(lines)
