"""Probe."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update

from sentra_pos.catalogue.models import Item
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, PlaceId, new_id
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.counting.count_item import CountFromAnew, CountItem, count_item
from sentra_pos.counting.decide_case import DecideCase, decide_case
from sentra_pos.counting.facts import Outcome
from sentra_pos.counting.post_count import PostCount, post_count
from sentra_pos.counting.start_count import StartCount, start_count
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import Place
from sentra_pos.ledger.open_epoch import add_device
from sentra_pos.sales.cart import Condition
from tests.counting.floor import Floor
from tests.factories import bring_in
from tests.sales.shop import Counter, line_of


def test_made_by_artisan_owned_by_other(floor: Floor) -> None:
    g = floor.gallery
    with floor.store.writing() as s:
        s.execute(update(Item).where(Item.id == g.mrico.id).values(maker_id=g.kencana))
    count = floor.start(party=g.kencana)
    floor.count(count, g.mrico, 14)
    rows = floor.review(count, finished=False).rows
    assert rows == ()


def _second(floor: Floor) -> ActedBy:
    device = DeviceId(new_id(floor.clock))
    with floor.store.writing() as s:
        add_device(s, device, name="Kasir 2", clock=floor.clock)
        for kind in (PlaceKind.SHELF, PlaceKind.STORE_ROOM, PlaceKind.QUARANTINE, PlaceKind.SET_ASIDE):
            s.execute(insert(Place), [{"id": PlaceId(new_id(floor.clock)), "kind": kind, "name": kind.value, "custodian_id": device}])
    return replace(floor.by, device=device)


def test_other_till_counts(floor: Floor) -> None:
    other = _second(floor)
    count = floor.start()
    with pytest.raises(SentraError):
        floor.count(count, floor.gallery.pouch, 1, by=other)


def test_other_till_posts(floor: Floor) -> None:
    other = _second(floor)
    count = floor.start()
    floor.count(count, floor.gallery.pouch, 47)
    with pytest.raises(SentraError), floor.store.writing() as s:
        post_count(s, PostCount(id=count, by=other, finished=False), clock=floor.clock)


def test_other_till_decides_damage(floor: Floor, till: Counter) -> None:
    other = _second(floor)
    sale = till.sell(line_of(floor.gallery.pouch))
    till.refund(sale.id, (1, 1), condition=Condition.DAMAGED)
    (case,) = floor.cases()
    with pytest.raises(SentraError):
        floor.decide(case, Outcome.BACK, by=other)


def test_double_id(floor: Floor) -> None:
    count = floor.start()
    command = StartCount(id=count, by=floor.by, place=floor.shelf, party=floor.gallery.tirta, blind=True)
    with pytest.raises(SentraError), floor.store.writing() as s:
        start_count(s, command, clock=floor.clock)


def test_posted_id_started_again(floor: Floor) -> None:
    count = floor.start()
    floor.count(count, floor.gallery.pouch, 47)
    floor.post(count, finished=False)
    command = StartCount(id=count, by=floor.by, place=floor.shelf)
    with pytest.raises(SentraError), floor.store.writing() as s:
        start_count(s, command, clock=floor.clock)


def test_found_between_scans(floor: Floor) -> None:
    pouch = floor.gallery.pouch
    floor.lose(pouch, 46)
    count = floor.start()
    floor.count(count, pouch, 20)
    floor.decide(floor.cases()[0], Outcome.BACK)
    with pytest.raises(CountFromAnew):
        floor.count(count, pouch, 26)
