"""Through the acts themselves: whatever happens between two scans, a count finds what is really missing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.count_item import CountFromAnew
from sentra_pos.counting.drop_count import DropCount, drop_count
from sentra_pos.counting.errors import CountHereAgain
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.giving_back.transfer_goods import MovedGoods, TransferGoods, transfer_goods
from sentra_pos.ledger.kinds import PlaceKind
from tests.counting.floor import Floor
from tests.factories import bring_in
from tests.gallery import Tagged, a_gallery
from tests.sales.shop import Counter, line_of


@dataclass
class Day:
    """A shop where things are stolen now and then; ``real`` is what lies on the shelf, whatever the book says."""

    floor: Floor
    till: Counter
    chance: Random
    real: dict[str, int]
    sales: list[tuple[DocumentId, Tagged, int]]

    def items(self) -> tuple[Tagged, ...]:
        gallery = self.floor.gallery
        return gallery.pouch, gallery.mrico, gallery.shirt_l

    def sell(self, item: Tagged) -> None:
        pieces = min(self.chance.randint(1, 3), self.real[item.code])
        if pieces:
            sale = self.till.sell(line_of(item, pieces))
            self.sales.append((sale.id, item, pieces))
            self.real[item.code] -= pieces

    def take_back(self, _item: Tagged) -> None:
        if self.sales:
            sale, item, pieces = self.sales.pop(self.chance.randrange(len(self.sales)))
            self.till.refund(sale, (1, pieces))
            self.real[item.code] += pieces

    def take_in(self, item: Tagged) -> None:
        floor = self.floor
        party = floor.gallery.kencana if item == floor.gallery.shirt_l else floor.gallery.tirta
        with floor.store.writing() as session:
            bring_in(session, floor.clock, floor.gallery.founded, party, item.id, pieces=2, price=item.price.amount)
        self.real[item.code] += 2

    def move_away(self, item: Tagged) -> None:
        floor = self.floor
        if not self.real[item.code]:
            return
        moved = MovedGoods(item=item.id, quantity=Quantity(1))
        command = TransferGoods(id=floor.new(), by=floor.by, target=PlaceKind.STORE_ROOM, goods=(moved,))
        with floor.store.writing() as session:
            transfer_goods(session, command, clock=floor.clock)
        self.real[item.code] -= 1

    def something(self) -> None:
        acts: tuple[Callable[[Tagged], None], ...] = (
            self.sell,
            self.take_back,
            self.take_in,
            self.move_away,
        )
        self.chance.choice(acts)(self.chance.choice(self.items()))

    def see(self, count: DocumentId, item: Tagged) -> None:
        """Whoever walks by scans all that is there at this moment."""
        if not self.real[item.code]:
            self.floor.count(count, item, 0, anew=True)
        for _piece in range(min(self.real[item.code], 2)):
            try:
                self.floor.count(count, item)
            except CountFromAnew as asked:
                self.floor.count(count, item, confirmed=frozenset({asked.answer}))
        if self.real[item.code] > 2:
            self.floor.count(count, item, self.real[item.code], anew=True)


@pytest.mark.parametrize("seed", range(2))
def test_a_count_finds_what_is_really_missing_in_whatever_order_things_happen(
    store: Store, clock: FixedClock, seed: int
) -> None:
    gallery = a_gallery(store, clock)
    floor = Floor(store=store, clock=clock, gallery=gallery)
    real = {gallery.pouch.code: 48, gallery.mrico.code: 14, gallery.shirt_l.code: 5}
    till = Counter(store=store, clock=clock, gallery=gallery)
    day = Day(floor=floor, till=till, chance=Random(seed), real=real, sales=[])
    for _round in range(4):
        stolen = day.chance.choice(day.items())
        real[stolen.code] -= min(day.chance.randint(0, 5), real[stolen.code])
        count = floor.start()
        for item in day.items():
            day.something()
            day.see(count, item)
            day.something()
        wrong = {row.code: row.missing - row.found - row.over for row in floor.review(count, finished=False).rows}
        for item in day.items():
            assert wrong.get(item.code, 0) == floor.at(floor.shelf, item) - real[item.code]
        if day.chance.random() < 0.2:
            with store.writing() as session:
                drop_count(session, DropCount(count=count, by=floor.by), clock=clock)
            continue
        day.something()
        floor.post(count, finished=False)
        assert {item.code: floor.at(floor.shelf, item) for item in day.items()} == real
    store.close()
    assert examine(store.path) == ()


@dataclass
class Walk:
    """A shelf in three zones; ``real`` is what lies in each, and a few things more happen while they are walked."""

    floor: Floor
    till: Counter
    chance: Random
    real: dict[Tagged, list[int]]
    left: int

    def something(self) -> None:
        """Somebody buys out of a zone, or what comes in is laid into one; after a while the shop is quiet."""
        if not self.left:
            return
        self.left -= 1
        item, zone = self.chance.choice(list(self.real)), self.chance.randrange(3)
        if self.chance.random() < 0.3:
            floor = self.floor
            party = floor.gallery.kencana if item == floor.gallery.shirt_l else floor.gallery.tirta
            with floor.store.writing() as session:
                bring_in(session, floor.clock, floor.gallery.founded, party, item.id, pieces=2, price=item.price.amount)
            self.real[item][zone] += 2
        elif self.real[item][zone]:
            self.till.sell(line_of(item))
            self.real[item][zone] -= 1

    def see(self, count: DocumentId, item: Tagged, zone: int) -> None:
        """All that lies in the zone at this moment, by scan or typed."""
        pieces = self.real[item][zone - 1]
        typed = self.chance.random() < 0.5 or not pieces
        for step in (pieces,) if typed else (1, pieces - 1):
            try:
                self.floor.count(count, item, step, anew=typed, zone=zone)
            except CountFromAnew as asked:
                if self.chance.random() < 0.3:
                    self.floor.count(count, item, step, anew=typed, zone=zone, later=True)
                    return
                yes = frozenset({asked.answer})
                self.floor.count(count, item, step, anew=typed, zone=zone, confirmed=yes)

    def through(self, count: DocumentId) -> None:
        """One open zone after the other, until none is left; in each what was not seen there, or not since it moved."""
        while still_open := self.floor.sheet(count).open_zones:
            here = self.chance.choice(still_open).number
            seen = {row.item for row in self.floor.sheet(count, here).rows if row.here is not None}
            for item in self.real:
                if item.id not in seen:
                    self.something()
                    self.see(count, item, here)
                    self.something()
            with suppress(CountHereAgain):
                self.floor.end(count, here)


@pytest.mark.parametrize("seed", range(3))
def test_zones_find_what_is_really_missing_in_whatever_order_they_are_walked(
    store: Store, clock: FixedClock, seed: int
) -> None:
    gallery = a_gallery(store, clock)
    floor = Floor(store=store, clock=clock, gallery=gallery)
    real = {gallery.pouch: [20, 18, 10], gallery.mrico: [14, 0, 0], gallery.shirt_l: [2, 2, 1]}
    till = Counter(store=store, clock=clock, gallery=gallery)
    for again in range(3):
        walk = Walk(floor=floor, till=till, chance=Random(10 * seed + again), real=real, left=12)
        walk.real[gallery.pouch][walk.chance.randrange(2)] -= 1
        count = floor.start("Rak 1", "Etalase", "Gantungan")
        walk.through(count)
        walk.something()
        floor.post(count)
        for item, zones in real.items():
            assert floor.at(floor.shelf, item) == sum(zones)
    store.close()
    assert examine(store.path) == ()
