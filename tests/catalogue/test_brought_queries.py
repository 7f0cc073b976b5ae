"""At a stand the grid shows what was brought there, and not all that the shop ever had."""

from __future__ import annotations

import pytest

from sentra_pos.catalogue.brought_queries import brought_categories, brought_page
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import sum_rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.db.engine import Store
from sentra_pos.payments.methods import CASH
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from tests.gallery import Gallery, Tagged, a_gallery
from tests.sales.away import Away, a_stand


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock)


@pytest.fixture
def away(store: Store, clock: FixedClock, gallery: Gallery) -> Away:
    return a_stand(store, clock, gallery.founded.by)


def shown(away: Away, category: str | None = None) -> list[str]:
    with away.store.reading() as session:
        return [card.name for card in brought_page(session, away.place, category)]


def sells(away: Away, *goods: Tagged) -> None:
    away.open_at(away.place)
    lines = tuple(SaleLine(item=each.id, quantity=ONE, price=each.price) for each in goods)
    paid = Tender(method=CASH, given=sum_rupiah(each.price for each in goods))
    sale = CompleteSale(id=away.document(), by=away.by, lines=lines, tenders=(paid,))
    with away.store.writing() as session:
        complete_sale(session, sale, clock=away.clock)


def test_a_stand_shows_what_was_brought_and_services_after_it(away: Away, gallery: Gallery) -> None:
    assert shown(away) == ["Kelas membatik"]
    away.load((gallery.pouch.id, 2), (gallery.surya.id, 1))
    assert shown(away) == ["Pouch perca batik", "Surya Majapahit", "Kelas membatik"]
    with away.store.reading() as session:
        kinds = brought_categories(session, away.place)
        assert brought_page(session, away.place, kinds[0], offset=1) == ()
    assert "Busana" not in kinds
    assert sorted(name for kind in kinds for name in shown(away, kind)) == sorted(shown(away))


def test_what_is_sold_out_stays_where_it_was_but_for_pieces_of_a_kind(away: Away, gallery: Gallery) -> None:
    away.load((gallery.pouch.id, 1), (gallery.surya.id, 1))
    sells(away, gallery.pouch, gallery.surya)
    assert shown(away) == ["Pouch perca batik", "Kelas membatik"]


def test_a_group_offers_the_sizes_that_are_at_hand(away: Away, gallery: Gallery) -> None:
    away.load((gallery.shirt_l.id, 1))
    with away.store.reading() as session:
        (only, _lesson) = brought_page(session, away.place)
    assert (only.id, only.sizes) == (gallery.shirt_l.id, ())
    away.load((gallery.shirt_m.id, 1))
    with away.store.reading() as session:
        (both, _lesson) = brought_page(session, away.place)
    assert [each.size for each in both.sizes] == ["M", "L"]
