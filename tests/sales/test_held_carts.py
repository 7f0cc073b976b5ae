"""A cart put aside comes back as it was, after a crash too, and what is one of a kind is promised in it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.sales.basket import Basket, CartDiscount
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.drop_held_cart import DropHeldCart, drop_held_cart
from sentra_pos.sales.errors import (
    AlreadySold,
    CartEmpty,
    CartNameMissing,
    CartNotThere,
    OpenCartFirst,
    PromisedAlready,
    PromisedElsewhere,
    SaleAlreadyStands,
)
from sentra_pos.sales.held_queries import held_carts, promised
from sentra_pos.sales.hold_cart import HoldCart, hold_cart
from sentra_pos.sales.keep_cart import KeepCart, keep_cart, kept_cart
from sentra_pos.sales.recall_cart import CartRecalled, RecallCart, recall_cart
from tests.sales.shop import Counter, cash, line_of


def new_sale(counter: Counter) -> DocumentId:
    return DocumentId(new_id(counter.clock))


def a_full_cart(counter: Counter) -> Basket:
    """With everything that can be keyed into one before it is paid."""
    gallery = counter.gallery
    return Basket(
        lines=(line_of(gallery.surya), line_of(gallery.mrico, 2, discount=5_000)),
        rates=(None, Percent.whole(5)),
        discount=CartDiscount(rate=Percent.whole(2), reason="rombongan"),
        customer=gallery.tirta,
        language="en",
        tenders=(Tender(method="qris", given=Rupiah(100_000), confirmed=True),),
    )


def keep(counter: Counter, sale: DocumentId, basket: Basket) -> None:
    with counter.store.writing() as session:
        command = KeepCart(device=counter.gallery.founded.device, sale=sale, basket=basket)
        keep_cart(session, command, clock=counter.clock)


def hold(counter: Counter, basket: Basket, *, name: str = "Bu Sri", sale: DocumentId | None = None) -> DocumentId:
    sale = sale or new_sale(counter)
    with counter.store.writing() as session:
        command = HoldCart(by=counter.gallery.cashier, sale=sale, name=name, basket=basket)
        return hold_cart(session, command, clock=counter.clock).sale


def recall(counter: Counter, sale: DocumentId) -> CartRecalled:
    with counter.store.writing() as session:
        return recall_cart(session, RecallCart(by=counter.gallery.cashier, sale=sale), clock=counter.clock)


def drop(counter: Counter, sale: DocumentId) -> None:
    with counter.store.writing() as session:
        drop_held_cart(session, DropHeldCart(by=counter.gallery.cashier, sale=sale), clock=counter.clock)


def promises(counter: Counter, *items: ItemId) -> dict[ItemId, str]:
    with counter.store.reading() as session:
        return promised(session, items)


# ------------------------------------------------------------------------------------------------- aside and back again


def test_a_held_cart_comes_back_as_it_was_under_the_same_id(counter: Counter) -> None:
    cart, device = a_full_cart(counter), counter.gallery.founded.device
    sale = new_sale(counter)
    keep(counter, sale, cart)
    hold(counter, cart, sale=sale)
    with counter.store.reading() as session:
        assert kept_cart(session, device) is None
        (held,) = held_carts(session)
    assert (held.sale, held.name, held.till, held.by) == (sale, "Bu Sri", "Kasir 1", "Dewi")
    assert (held.pieces, held.basket) == (3, cart)
    assert recall(counter, sale).basket == cart
    with counter.store.reading() as session:
        assert held_carts(session) == ()
        back = kept_cart(session, device)
    assert back is not None
    assert (back.sale, back.basket, back.sold_as) == (sale, cart, None)


def test_a_held_cart_outlives_the_program(counter: Counter) -> None:
    cart = a_full_cart(counter)
    sale = hold(counter, cart)
    path = counter.store.path
    counter.store.close()
    again = Store(path)
    try:
        with again.reading() as session:
            assert [(held.sale, held.basket) for held in held_carts(session)] == [(sale, cart)]
    finally:
        again.close()


def test_a_cart_that_was_recalled_is_sold_with_all_its_discounts(counter: Counter) -> None:
    gallery = counter.gallery
    cart = Basket(
        lines=(line_of(gallery.mrico, 2), line_of(gallery.pouch)),
        rates=(None, None),
        discount=CartDiscount(rate=Percent.whole(10), reason="rombongan"),
    )
    sale = hold(counter, cart)
    basket = recall(counter, sale).basket
    sold = counter.ring(counter.sale(*basket.for_sale(), by=gallery.cashier, identity=sale))
    assert sold.total == basket.total == Rupiah(364_500)
    with counter.store.reading() as session:
        assert kept_cart(session, gallery.founded.device) is None
    assert examine(counter.store.path) == ()


def test_the_oldest_is_the_first_of_several(counter: Counter, clock: FixedClock) -> None:
    first = hold(counter, Basket(lines=(line_of(counter.gallery.pouch),), rates=(None,)), name="Bu Sri")
    clock.advance(timedelta(minutes=1))
    second = hold(counter, Basket(lines=(line_of(counter.gallery.pouch),), rates=(None,)), name="Pak Budi")
    with counter.store.reading() as session:
        assert [held.sale for held in held_carts(session)] == [first, second]


def test_a_cart_is_not_recalled_over_another_one(counter: Counter) -> None:
    sale = hold(counter, a_full_cart(counter))
    keep(counter, new_sale(counter), Basket(lines=(line_of(counter.gallery.pouch),), rates=(None,)))
    with pytest.raises(OpenCartFirst):
        recall(counter, sale)
    with counter.store.reading() as session:
        assert len(held_carts(session)) == 1


def test_a_double_press_recalls_once(counter: Counter) -> None:
    sale = hold(counter, a_full_cart(counter))
    assert recall(counter, sale) == recall(counter, sale)


def test_a_cart_that_is_held_no_more_cannot_be_recalled_or_dropped(counter: Counter) -> None:
    sale = hold(counter, a_full_cart(counter))
    drop(counter, sale)
    with pytest.raises(CartNotThere):
        recall(counter, sale)
    with pytest.raises(CartNotThere):
        drop(counter, sale)


def test_a_dropped_cart_leaves_a_trace_that_names_nobody(counter: Counter) -> None:
    sale = hold(counter, Basket(lines=(line_of(counter.gallery.mrico, 2),), rates=(None,)), name="Bu Sri")
    drop(counter, sale)
    with counter.store.reading() as session:
        (event,) = session.query(Event).filter(Event.kind == EventKind.CART_DROPPED).all()
    assert (event.actor_id, event.details) == (
        counter.gallery.cashier.staff,
        {"cart": str(sale), "pieces": 2, "amount": 370_000},
    )
    assert examine(counter.store.path) == ()


@pytest.mark.parametrize(("name", "expected"), [(" \t", CartNameMissing), ("Bu Sri", CartEmpty)])
def test_nothing_and_nobodys_is_not_held(counter: Counter, name: str, expected: type[Exception]) -> None:
    cart = Basket() if expected is CartEmpty else a_full_cart(counter)
    with pytest.raises(expected):
        hold(counter, cart, name=name)


def test_a_cart_that_was_sold_is_not_held_as_well(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.pouch))
    with pytest.raises(SaleAlreadyStands, match="J1-000001"):
        hold(counter, a_full_cart(counter), sale=sold.id)


def test_held_once_more_it_is_as_it_is_now(counter: Counter) -> None:
    sale = hold(counter, a_full_cart(counter))
    fewer = replace(a_full_cart(counter), lines=(line_of(counter.gallery.surya),), rates=(None,))
    hold(counter, fewer, sale=sale, name="Bu Sri, biru")
    with counter.store.reading() as session:
        assert [(held.name, held.basket) for held in held_carts(session)] == [("Bu Sri, biru", fewer)]


# ---------------------------------------------------------------------------------------------------- promised once


def test_a_unique_piece_in_a_held_cart_is_promised_and_counted_goods_are_not(counter: Counter) -> None:
    gallery = counter.gallery
    sale = hold(counter, a_full_cart(counter))
    assert promises(counter, gallery.surya.id) == {gallery.surya.id: "Bu Sri"}
    with counter.store.reading() as session:
        assert promised(session, [gallery.surya.id], besides=sale) == {}
    counter.sell(line_of(gallery.mrico))
    drop(counter, sale)
    assert promises(counter, gallery.surya.id) == {}


def test_one_piece_is_not_promised_in_two_carts(counter: Counter) -> None:
    hold(counter, a_full_cart(counter))
    with pytest.raises(PromisedAlready, match="Bu Sri"):
        hold(counter, a_full_cart(counter), name="Pak Budi")


def test_selling_what_is_promised_is_asked_about_by_the_carts_name(counter: Counter) -> None:
    gallery = counter.gallery
    sale = hold(counter, a_full_cart(counter))
    command = counter.sale(line_of(gallery.surya))
    with pytest.raises(PromisedElsewhere, match="Bu Sri") as asked:
        counter.ring(command)
    assert asked.value.answer == f"promised:{gallery.surya.id}"
    counter.ring(replace(command, confirmed=frozenset({asked.value.answer})))
    back = recall(counter, sale).basket
    with pytest.raises(AlreadySold):
        counter.ring(counter.sale(*back.for_sale(), identity=sale, tenders=(cash(5_000_000),)))


def test_the_cart_it_was_promised_in_is_asked_nothing(counter: Counter) -> None:
    cart = Basket(lines=(line_of(counter.gallery.surya),), rates=(None,))
    sale = hold(counter, cart)
    basket = recall(counter, sale).basket
    assert counter.ring(counter.sale(*basket.for_sale(), identity=sale)).total == Rupiah(1_850_000)
