"""What to load next is suggested from what sold before."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from sentra_pos.core.ids import PlaceId
from sentra_pos.core.quantity import Quantity
from sentra_pos.exhibitions.errors import NoSuchExhibition
from sentra_pos.exhibitions.suggest_goods import suggest_goods
from sentra_pos.ledger.draft import Draft, GoodsMove, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Lot
from sentra_pos.ledger.post import post
from sentra_pos.stock.places import WITH_CUSTOMER
from tests.exhibitions.fair import Fair
from tests.gallery import Tagged


def sold_at(fair: Fair, place: PlaceId, item: Tagged, count: int) -> None:
    """Goods that left a stand with a customer; its money is not asked about here."""
    with fair.store.writing() as session:
        lot = session.query(Lot).filter(Lot.item_id == item.id).one().id
        line = Line(number=1, kind=LineKind.GOODS, item=item.id, quantity=Quantity(count), price=item.price)
        move = GoodsMove(line=1, lot=lot, source=place, target=WITH_CUSTOMER, quantity=Quantity(count))
        draft = Draft(
            id=fair.new(),
            kind=DocumentKind.SALE,
            by=fair.ratna,
            business_date=fair.today,
            lines=(line,),
            goods=(move,),
        )
        post(session, draft, clock=fair.clock)


def exhibited(fair: Fair, name: str, *sold: tuple[Tagged, int], **where: str) -> UUID:
    exhibition = fair.plan(name, **where)
    stand = fair.stand(exhibition)
    fair.load(stand.id, *sold)
    for item, count in sold:
        sold_at(fair, stand.places.place, item, count)
    return exhibition


def test_nothing_is_suggested_before_anything_sold(fair: Fair) -> None:
    exhibition = fair.plan()
    with fair.store.reading() as session:
        assert suggest_goods(session, exhibition) == ()
        with pytest.raises(NoSuchExhibition):
            suggest_goods(session, fair.new())


def test_what_sold_in_the_same_city_comes_first(fair: Fair) -> None:
    gallery = fair.gallery
    exhibited(fair, "Surabaya Fair", (gallery.pouch, 9), (gallery.mrico, 2), venue="Grand City", city="Surabaya")
    exhibited(fair, "Inacraft 2025", (gallery.mrico, 1), (gallery.shirt_m, 3), city="JAKARTA ", venue="Istora")
    fair.clock.advance(timedelta(days=30))
    new = fair.plan()
    with fair.store.reading() as session:
        found = suggest_goods(session, new)
    assert [(each.code, each.sold_there, each.sold) for each in found] == [
        ("P01", Quantity(3), Quantity(3)),
        ("P02", Quantity(1), Quantity(12)),
    ]
    tirta = found[1].goods
    assert [(each.words.name, each.here, each.sold_there, each.sold) for each in tirta] == [
        ("Mrico Bolong cap", Quantity(11), Quantity(1), Quantity(3)),
        ("Pouch perca batik", Quantity(39), Quantity(0), Quantity(9)),
    ]


def test_an_artisans_other_goods_of_the_sort_stand_in_for_a_piece_that_is_gone(fair: Fair) -> None:
    exhibited(fair, "Inacraft 2025", (fair.gallery.shirt_m, 5))
    new = fair.plan()
    with fair.store.reading() as session:
        (kencana,) = suggest_goods(session, new)
    assert [(each.words.name, each.sold, each.alike) for each in kencana.goods] == [
        ("Kemeja Sisik L", Quantity(0), Quantity(5))
    ]


def test_an_exhibition_suggests_nothing_to_itself(fair: Fair) -> None:
    exhibition = exhibited(fair, "Inacraft 2025", (fair.gallery.pouch, 5))
    with fair.store.reading() as session:
        assert suggest_goods(session, exhibition) == ()
