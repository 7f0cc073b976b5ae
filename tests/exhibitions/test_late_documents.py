"""A laptop that never came back, and came back after all: what it brings waits for a decision."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sentra_pos.consignment.drop_off import LeftHere, RecordDropOff, drop_off
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, StaffId
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.bring_goods import BringGoods, BroughtLine, GoodsBrought, bring_goods
from sentra_pos.exhibitions.decide_late import DecideLate, decide_late
from sentra_pos.exhibitions.facts import LateState
from sentra_pos.exhibitions.file_errors import ContentContradicts
from sentra_pos.exhibitions.home_book import bring_back_list
from sentra_pos.exhibitions.homecoming_errors import (
    EarlierIsMissing,
    LateReasonMissing,
    NothingLate,
    StandEndedAlready,
    WriteOffReasonMissing,
)
from sentra_pos.exhibitions.late_documents import LateDocument, late_documents
from sentra_pos.exhibitions.reconciled import OpenEnd, reconciled
from sentra_pos.exhibitions.write_off_stand import WriteOffStand, write_off_stand
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind, PlaceKind
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed, SecondPersonNeeded
from sentra_pos.sales.cart import Condition
from tests.exhibitions.homecoming_day import Stand, a_stand_away, book, hashes
from tests.exhibitions.on_a_stick import findings


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))
    yield store
    store.close()


@pytest.fixture
def stand(store: Store, laptop: Store, clock: FixedClock) -> Stand:
    return a_stand_away(store, laptop, clock)


def _two(stand: Stand, name: str = "Pak Joko") -> ActedBy:
    shop = stand.away.fair
    second = StaffId(shop.new())
    command = AddStaff(id=second, by=shop.ratna, name=name, role=Role.SUPERVISOR)
    shop.do(add_staff, command)
    return ActedBy(device=shop.ratna.device, staff=shop.ratna.staff, approver=second)


def _lost(stand: Stand) -> None:
    shop = stand.away.fair
    command = WriteOffStand(id=shop.new(), by=_two(stand), stand=stand.away.stand, reason="dicuri di parkiran")
    shop.do(write_off_stand, command)


def _late(stand: Stand, *, also_decided: bool = False) -> tuple[LateDocument, ...]:
    with stand.away.fair.store.reading() as session:
        return late_documents(session, also_decided=also_decided)


def _decide(stand: Stand, document: DocumentId, *, add: bool, why: str = "") -> None:
    shop = stand.away.fair
    shop.do(decide_late, DecideLate(by=shop.ratna, document=document, add=add, why=why))


def test_nobody_writes_a_stand_off_alone_or_without_a_reason(stand: Stand) -> None:
    shop = stand.away.fair
    command = WriteOffStand(id=shop.new(), by=shop.ratna, stand=stand.away.stand, reason="dicuri")
    assert isinstance(shop.refusal(write_off_stand, command), SecondPersonNeeded)
    command = WriteOffStand(id=shop.new(), by=_two(stand), stand=stand.away.stand, reason=" ")
    assert isinstance(shop.refusal(write_off_stand, command), WriteOffReasonMissing)


def test_what_came_home_before_the_theft_stays_and_its_goods_are_the_shops_to_find(stand: Stand) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    stand.sell(gallery.mrico)
    stand.bring(stand.file())
    _lost(stand)
    assert shop.at(gallery.mrico)[PlaceKind.STAND] == 5
    assert findings(shop.store) == []
    two = _two(stand, "Bu Sri")
    again = WriteOffStand(id=shop.new(), by=two, stand=stand.away.stand, reason="hilang")
    assert isinstance(shop.refusal(write_off_stand, again), StandEndedAlready)


def test_what_comes_after_the_write_off_waits_and_is_in_the_book_once_it_is_added(stand: Stand) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    stand.sell(gallery.mrico)
    stand.bring(stand.file())
    _lost(stand)
    sold = stand.sell(gallery.surya)
    stand.refund(sold.id, Condition.DAMAGED_SHOP)
    stand.close()
    before, data = book(shop.store), stand.file()
    came = stand.bring(data)
    assert (came.added, came.late) == (0, 3)
    assert len(came.warnings) == 1
    assert book(shop.store)[0] == before[0]
    assert [(each.kind, each.total.amount) for each in _late(stand)] == [
        (DocumentKind.SALE, 1_850_000),
        (DocumentKind.REFUND, 1_850_000),
        (DocumentKind.TILL_CLOSING, 0),
    ]
    assert stand.bring(data).late == 0
    assert stand.bring(stand.file()).late == 0
    assert findings(shop.store) == []
    _decide(stand, _late(stand)[-1].id, add=True)
    assert hashes(shop.store, stand.away.device) == hashes(stand.store)
    assert {each.state for each in _late(stand, also_decided=True)} == {LateState.ADDED}
    assert findings(shop.store) == []
    assert stand.bring(stand.file()).late == 0


def test_the_second_waits_for_the_first(stand: Stand) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    _lost(stand)
    stand.sell(gallery.mrico)
    stand.sell(gallery.mrico)
    stand.bring(stand.file())
    late = _late(stand)
    assert len(late) == 4
    _decide(stand, late[0].id, add=True)
    assert [each.id for each in _late(stand)] == [each.id for each in late[1:]]
    assert findings(shop.store) == []


def test_what_is_not_added_takes_what_follows_it_along(stand: Stand) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    _lost(stand)
    stand.sell(gallery.mrico)
    stand.sell(gallery.mrico)
    stand.bring(stand.file())
    late = _late(stand)
    with pytest.raises(LateReasonMissing):
        _decide(stand, late[2].id, add=False)
    _decide(stand, late[2].id, add=False, why="dicatat ulang dari nota")
    assert [each.id for each in _late(stand)] == [each.id for each in late[:2]]
    decided = [each for each in _late(stand, also_decided=True) if each.state is LateState.REJECTED]
    assert [(each.why, each.decided_by) for each in decided] == [("dicatat ulang dari nota", "Ibu Ratna")] * 2
    with pytest.raises(NothingLate):
        _decide(stand, late[2].id, add=True)
    _decide(stand, late[1].id, add=True)
    stand.sell(gallery.mrico)
    stand.bring(stand.file())
    (newest,) = _late(stand)
    with pytest.raises(EarlierIsMissing):
        _decide(stand, newest.id, add=True)
    assert findings(shop.store) == []


def test_the_laptops_own_end_after_the_write_off_may_be_added_and_changes_nothing(stand: Stand) -> None:
    shop = stand.away.fair
    _lost(stand)
    stand.close()
    stand.end()
    stand.bring(stand.file())
    _decide(stand, _late(stand)[-1].id, add=True)
    assert hashes(shop.store, stand.away.device) == hashes(stand.store)
    assert findings(shop.store) == []


def _home(stand: Stand, **pieces: int) -> GoodsBrought:
    """All that came back was scanned, and it was this."""
    return _scanned(stand, finished=True, **pieces)


def _scanned(stand: Stand, *, finished: bool = False, **pieces: int) -> GoodsBrought:
    shop = stand.away.fair
    lines = tuple(
        BroughtLine(item=getattr(shop.gallery, name).id, quantity=Quantity(count)) for name, count in pieces.items()
    )
    command = BringGoods(id=shop.new(), by=shop.ratna, stand=stand.away.stand, lines=lines, finished=finished)
    brought: GoodsBrought = shop.do(bring_goods, command)
    return brought


def test_what_was_sold_after_all_was_neither_missing_nor_on_the_shops_shelf(stand: Stand) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    stand.bring(stand.file())
    _lost(stand)
    assert _home(stand).missing == 9
    shelf = shop.at(gallery.mrico)[PlaceKind.SHELF]
    stand.sell(gallery.mrico, 2)
    stand.bring(stand.file())
    _decide(stand, _late(stand)[-1].id, add=True)

    _home(stand)

    at = shop.at(gallery.mrico)
    assert (at[PlaceKind.SHELF], at[PlaceKind.MISSING], at.get(PlaceKind.STAND, 0)) == (shelf, 4, 0)
    assert findings(shop.store) == []


def test_a_laptop_that_turns_up_says_that_what_was_given_up_on_the_road_had_arrived(stand: Stand) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    _lost(stand)
    assert shop.at(gallery.mrico)[PlaceKind.ROAD] == 6
    assert _home(stand).missing == 9
    shelf = shop.at(gallery.mrico)[PlaceKind.SHELF]
    stand.sell(gallery.mrico, 2)
    stand.bring(stand.file())
    _decide(stand, _late(stand)[-1].id, add=True)
    assert findings(shop.store) == []
    with shop.store.reading() as session:
        (line,) = (each for each in bring_back_list(session, stand.away.stand) if each.item == gallery.mrico.id)
        assert line.expected == Quantity(4)
        ends = {each.what for each in reconciled(session, stand.away.exhibition, shop.today)}
    assert OpenEnd.ON_THE_ROAD in ends

    _home(stand, mrico=4, surya=1, shirt_m=2)

    assert shop.at(gallery.mrico) == {PlaceKind.SHELF: shelf + 4, PlaceKind.WITH_CUSTOMER: 2}
    assert findings(shop.store) == []
    with shop.store.reading() as session:
        ends = {each.what for each in reconciled(session, stand.away.exhibition, shop.today)}
    assert ends == {OpenEnd.CASH_THERE}


def test_a_cashier_decides_nothing(stand: Stand) -> None:
    shop = stand.away.fair
    _lost(stand)
    stand.bring(stand.file())
    command = DecideLate(by=shop.gallery.cashier, document=_late(stand)[0].id, add=True)
    refusal: SentraError = shop.refusal(decide_late, command)
    assert isinstance(refusal, NotAllowed)


def test_what_waits_under_an_id_that_was_taken_meanwhile_is_refused_in_words(stand: Stand) -> None:
    shop = stand.away.fair
    _lost(stand)
    stand.bring(stand.file())
    late = _late(stand)
    left = (LeftHere(text="dua kain", quantity=Quantity(2)),)
    day = business_today(shop.clock)
    shop.do(
        drop_off,
        RecordDropOff(id=late[0].id, by=shop.ratna, party=shop.gallery.tirta, business_date=day, lines=left),
    )
    refusal: SentraError = shop.refusal(decide_late, DecideLate(by=shop.ratna, document=late[0].id, add=True))
    assert isinstance(refusal, ContentContradicts)
    assert _late(stand) == late


def test_a_laptop_that_turns_up_moves_nothing_that_came_home_off_the_road(stand: Stand) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    _lost(stand)
    _scanned(stand, mrico=5, surya=1)
    at = shop.at(gallery.mrico)
    assert (at[PlaceKind.ROAD], at.get(PlaceKind.STAND, 0)) == (1, 0)
    shelf = at[PlaceKind.SHELF]
    stand.bring(stand.file())
    _decide(stand, _late(stand)[-1].id, add=True)
    assert findings(shop.store) == []
    with shop.store.reading() as session:
        (line,) = (each for each in bring_back_list(session, stand.away.stand) if each.item == gallery.mrico.id)
        opened = {each.what: each.count for each in reconciled(session, stand.away.exhibition, shop.today)}
    assert line.expected == Quantity(1)
    assert (opened[OpenEnd.HOME_BEFORE], opened[OpenEnd.GOODS_THERE]) == (6, 3)
    assert OpenEnd.ON_THE_ROAD not in opened

    assert _home(stand, shirt_m=2).missing == 1

    assert shop.at(gallery.mrico) == {PlaceKind.SHELF: shelf, PlaceKind.MISSING: 1}
    assert findings(shop.store) == []
    with shop.store.reading() as session:
        ends = {each.what for each in reconciled(session, stand.away.exhibition, shop.today)}
    assert ends == {OpenEnd.CASH_THERE}


def test_it_moves_nothing_either_where_all_was_home_and_some_is_said_to_be_sold_there(stand: Stand) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    stand.sell(gallery.mrico, 2)
    _lost(stand)
    _scanned(stand, mrico=4, surya=1, shirt_m=2)
    stand.bring(stand.file())
    _decide(stand, _late(stand)[-1].id, add=True)
    shelf = shop.at(gallery.mrico)[PlaceKind.SHELF]

    assert _home(stand).missing == 0

    assert shop.at(gallery.mrico) == {PlaceKind.SHELF: shelf, PlaceKind.WITH_CUSTOMER: 2}
    assert findings(shop.store) == []
