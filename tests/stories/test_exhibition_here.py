"""A stand on the shop's own computer, from its plan to the last piece home; what is away is not sold in the shop."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.bring_goods import BringGoods, BroughtLine, bring_goods
from sentra_pos.exhibitions.errors import CannotBeLoaded, IsReconciled
from sentra_pos.exhibitions.facts import Stage, StandKind
from sentra_pos.exhibitions.load_goods import load_goods
from sentra_pos.exhibitions.sell_at import SellAt, sell_at
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.sales.complete_sale import complete_sale
from sentra_pos.sales.errors import AlreadySold, SellBelowZero
from sentra_pos.tills.close_till import CloseTill, close_till
from tests.exhibitions.fair import Fair
from tests.gallery import a_gallery, open_the_till
from tests.sales.shop import Counter, line_of

SHELF, ROAD, STAND, SOLD = PlaceKind.SHELF, PlaceKind.ROAD, PlaceKind.STAND, PlaceKind.WITH_CUSTOMER


@pytest.fixture
def fair(store: Store, clock: FixedClock) -> Fair:
    return Fair(store=store, clock=clock, gallery=a_gallery(store, clock))


def _well(fair: Fair) -> None:
    assert examine(fair.store.path) == ()


def _close(fair: Fair) -> None:
    counter = Counter(store=fair.store, clock=fair.clock, gallery=fair.gallery)
    fair.do(close_till, CloseTill(id=fair.new(), by=fair.ratna, counted=Rupiah(counter.drawer)))


def test_what_is_away_is_not_sold_in_the_shop(fair: Fair) -> None:
    gallery = fair.gallery
    counter = Counter(store=fair.store, clock=fair.clock, gallery=gallery)
    exhibition = fair.plan()
    laptop = fair.stand(exhibition, StandKind.LAPTOP, "Laptop", fair.laptop()).id
    here = fair.stand(exhibition).id
    fair.load(laptop, (gallery.surya, 1))
    fair.load(here, (gallery.pouch, 48))
    assert fair.at(gallery.surya) == {ROAD: 1}
    assert fair.at(gallery.pouch) == {STAND: 48}
    assert isinstance(fair.refusal(complete_sale, counter.sale(line_of(gallery.surya))), AlreadySold)
    assert isinstance(fair.refusal(complete_sale, counter.sale(line_of(gallery.pouch))), SellBelowZero)
    assert isinstance(fair.refusal(load_goods, fair.loading(here, (gallery.pouch, 1))), CannotBeLoaded)
    _well(fair)


def test_a_stand_on_the_shops_own_computer_from_the_plan_to_the_last_piece(fair: Fair) -> None:
    gallery = fair.gallery
    counter = Counter(store=fair.store, clock=fair.clock, gallery=gallery)
    exhibition = fair.plan()
    stand = fair.stand(exhibition)
    fair.fill_the_safe()
    fair.load(stand.id, (gallery.pouch, 20), (gallery.surya, 1), change=200_000)
    assert fair.stage(exhibition) is Stage.LOADED
    _close(fair)

    # The fair begins: this till sells at the stand now, and what stayed in the shop stays there.
    fair.clock.advance(timedelta(days=1))
    fair.do(sell_at, SellAt(by=fair.ratna, place=stand.places.place))
    open_the_till(fair.store, fair.clock, gallery.founded)
    sold = counter.sell(line_of(gallery.pouch, 6))
    counter.sell(line_of(gallery.surya))
    counter.refund(sold.id, (1, 1))
    assert fair.at(gallery.pouch) == {SHELF: 28, STAND: 15, SOLD: 5}
    assert fair.stage(exhibition) is Stage.OPEN
    assert isinstance(fair.refusal(complete_sale, counter.sale(line_of(gallery.mrico))), SellBelowZero)
    _well(fair)

    # A second load mid-fair: the same document again, with a number of its own.
    fair.load(stand.id, (gallery.mrico, 4))
    counter.sell(line_of(gallery.mrico))
    pouch = fair.goods(stand.id)["Pouch perca batik"]
    assert (pouch.loaded, pouch.sold, pouch.at_stand) == (Quantity(20), Quantity(5), Quantity(15))
    assert [load.code for load in fair.details(exhibition).stands[0].loads] == ["MP1-000001", "MP1-000002"]
    _close(fair)

    # Home again on the day after the last; one pouch is not there any more.
    fair.do(sell_at, SellAt(by=fair.ratna, place=None))
    fair.clock.advance(timedelta(days=5))
    back = (
        BroughtLine(item=gallery.pouch.id, quantity=Quantity(14)),
        BroughtLine(item=gallery.mrico.id, quantity=Quantity(3)),
    )
    home = BringGoods(id=fair.new(), by=fair.ratna, stand=stand.id, lines=back, finished=True)
    fair.do(bring_goods, home)
    assert fair.at(gallery.pouch) == {SHELF: 42, SOLD: 5, PlaceKind.MISSING: 1}
    goods = fair.goods(stand.id)
    for each in goods.values():
        there = (each.sold, each.returned, each.missing, each.damaged, each.at_stand, each.on_road)
        assert each.loaded == sum(there, Quantity(0))
    assert goods["Pouch perca batik"].missing == Quantity(1)
    assert fair.stage(exhibition) is Stage.RECONCILED
    assert isinstance(fair.refusal(load_goods, fair.loading(stand.id, (gallery.pouch, 1))), IsReconciled)
    _well(fair)
