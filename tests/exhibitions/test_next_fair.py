"""One laptop at two fairs in a row: the same store, key and chain, and each fair's goods, cash and result its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from sentra_pos.catalogue.models import Item
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.backup import copy_checked
from sentra_pos.db.engine import Store
from sentra_pos.db.setting_keys import EXHIBITION
from sentra_pos.db.settings import get_setting
from sentra_pos.exhibitions import errors
from sentra_pos.exhibitions.add_stand import add_stand
from sentra_pos.exhibitions.bring_goods import bring_goods
from sentra_pos.exhibitions.facts import Stage
from sentra_pos.exhibitions.file_errors import AnotherStand, FormerStand
from sentra_pos.exhibitions.home_errors import CashOfTheNextStand
from sentra_pos.exhibitions.load_goods import load_goods
from sentra_pos.exhibitions.open_pack import NobodyHasAPin
from sentra_pos.exhibitions.preview_homecoming import preview_homecoming
from sentra_pos.exhibitions.queries import exhibition
from sentra_pos.exhibitions.reconciled import OpenEnd
from sentra_pos.exhibitions.stand_day import stand_day
from sentra_pos.exhibitions.write_off_stand import WriteOffStand, write_off_stand
from sentra_pos.ledger.models import Device, Document, Place
from sentra_pos.people.log_in import LogIn, log_in
from sentra_pos.people.models import Staff
from sentra_pos.people.pin_tries import WrongPin
from sentra_pos.people.queries import staff_list
from sentra_pos.sales.take_back_from_elsewhere import TakeBackFromElsewhere, take_back_from_elsewhere
from sentra_pos.shop import sentences_of_doctor
from sentra_pos.stock.places import quarantine_of, selling_from, shelf_of, stand_places
from sentra_pos.tills.errors import MoneyHasGoneHome
from sentra_pos.tills.queries import last_closing
from sentra_pos.tills.recount_till import RecountTill, recount_till
from tests.exhibitions.homecoming_day import Stand, book, total_of_moves
from tests.exhibitions.on_a_stick import PIN, a_van_on_the_road, findings
from tests.exhibitions.two_fairs import (
    adding,
    at_the_next,
    bringing,
    comes_home,
    first_is_over,
    hire,
    next_stand,
    result_of,
    second_owner,
    still_open,
    told_of,
)
from tests.factories import QUICK_HASHER
from tests.made_once import made_once


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))
    yield store
    store.close()


@pytest.fixture
def first(store: Store, laptop: Store, clock: FixedClock) -> Stand:
    """Its laptop is at the stand, and the till is open."""
    made = made_once(store, clock, "a first fair", lambda: _first(store, laptop, clock), laptop)
    return Stand(away=made.away.at(store, laptop, clock), store=laptop)


def _first(store: Store, laptop: Store, clock: FixedClock) -> Stand:
    away = a_van_on_the_road(store, laptop, clock)
    away.open(away.pack())
    made = Stand(away=away, store=laptop)
    clock.advance(timedelta(days=1))
    made.open()
    return made


def test_two_fairs_with_one_laptop_come_home_to_the_rupiah_and_the_piece(first: Stand) -> None:
    fair, laptop = first.away.fair, first.store
    gallery, shop = fair.gallery, fair.store
    # The first fair: two days, and both files come home, the newer one first.
    sold_first = first.sell(gallery.mrico, 2)
    first.sell(gallery.surya)
    first.close()
    evening = first.file()
    fair.clock.advance(timedelta(days=1))
    first.open()
    first.sell(gallery.shirt_m)
    first.close()
    assert first.drawer() == Rupiah(200_000 + 2 * 185_000 + 1_850_000 + 285_000)
    first.end()
    assert first.drawer() == ZERO
    last = first.file()
    assert first.bring(last).added == 9
    assert first.bring(evening).added == 0
    assert comes_home(first, (gallery.mrico, 4), (gallery.shirt_m, 1)) == Rupiah(2_705_000)
    assert fair.stage(first.away.exhibition) is Stage.RECONCILED
    # The second: one of the staff stays at home, another goes for the first time.
    sari = hire(first, "Sari")
    away = next_stand(first, fair.ratna.staff, sari)
    fair.clock.advance(timedelta(days=2))
    fair.load(away.stand, (gallery.mrico, 3), (gallery.pouch, 5), change=100_000)
    opened = away.open(away.pack(), pins={sari: PIN}, by=fair.ratna.staff)
    assert (opened.founded, opened.moved_on, opened.pieces.units) == (False, True, 8)
    second = Stand(away=away, store=laptop)
    assert second.drawer() == Rupiah(100_000)
    second.open()
    second.sell(gallery.mrico, 2)
    second.sell(gallery.pouch, 3)
    # What was sold at the first fair comes back at the second.
    second.refund(sold_first.id)
    second.close()
    monday = second.file()
    fair.clock.advance(timedelta(days=1))
    second.open()
    second.sell(gallery.pouch)
    second.close()
    second.end()
    tuesday = second.file()
    seen = preview_homecoming(shop, tuesday, fair.ratna, clock=fair.clock, check=sentences_of_doctor)
    assert (seen.exhibition_name, seen.stand_name) == ("Pasar Seni", "Blok A 3")
    assert (seen.to_come.documents, seen.to_come.sales, seen.to_come.ended) == (10, 3, True)
    assert second.bring(tuesday).added == 10
    assert [second.bring(file).added for file in (monday, last, evening)] == [0, 0, 0]
    expected = 100_000 + 2 * 185_000 + 3 * 35_000 - 185_000 + 35_000
    assert comes_home(second, (gallery.mrico, 2), (gallery.pouch, 1)) == Rupiah(expected)
    for stand in (first, second):
        assert still_open(stand) == {}
        assert fair.stage(stand.away.exhibition) is Stage.RECONCILED
    # Each result has its own sales; a piece that came back is taken off the fair that sold it.
    one, two = result_of(first), result_of(second)
    assert one.sales.paid == Rupiah(185_000 + 1_850_000 + 285_000)
    assert two.sales.paid == Rupiah(2 * 185_000 + 4 * 35_000)
    assert (one.taken, two.taken) == (Rupiah(2_505_000), Rupiah(370_000 + 140_000 - 185_000))
    assert (one.pieces.taken, one.pieces.sold, one.pieces.returned, one.pieces.lost) == (9, 3, 6, 0)
    assert (two.pieces.taken, two.pieces.added, two.pieces.sold, two.pieces.returned) == (8, 1, 6, 3)
    assert (one.receipts, two.receipts) == (3, 3)
    assert total_of_moves(shop, [second]) == book(shop)[1:]
    assert findings(laptop) == []
    assert findings(shop) == []


def test_the_laptop_speaks_of_the_stand_that_goes_on(first: Stand) -> None:
    first.sell(first.away.fair.gallery.mrico)
    second = at_the_next(first)
    fair = first.away.fair
    second.sell(fair.gallery.pouch, 2)
    with second.store.reading() as session:
        here = get_setting(session, EXHIBITION)
        place = session.get_one(Place, shelf_of(session, second.away.device))
        assert selling_from(session, second.away.device) == place.id
        assert quarantine_of(session, second.away.device) == stand_places(place.id).quarantine
        own = exhibition(session, second.away.exhibition, fair.today).stands[0]
        today = stand_day(session, second.away.stand, fair.today)
        chain = session.execute(select(func.count()).select_from(Document)).scalar_one()
        devices = session.execute(select(func.count()).select_from(Device)).scalar_one()
    assert (here["stand"], here["name"]) == (str(second.away.stand), "Pasar Seni · Blok A 3")
    assert place.name == "Pasar Seni · Blok A 3"
    assert {each.name: (each.at_stand.units, each.sold.units) for each in own.goods} == {"Pouch perca batik": (4, 2)}
    assert own.cash == Rupiah(100_000 + 70_000)
    assert (today.pieces, today.taken) == (2, Rupiah(70_000))
    assert (chain, devices) == (8, 1)
    second.close()
    second.end()
    with second.store.reading() as session:
        assert shelf_of(session, second.away.device) == place.id


def test_pins_stay_with_those_who_go_again_and_who_does_not_go_cannot_log_in(first: Stand) -> None:
    fair = first.away.fair
    dewi, ratna = fair.gallery.cashier.staff, fair.ratna.staff
    first_is_over(first)
    sari = hire(first, "Sari")
    away = next_stand(first, ratna, sari)
    fair.load(away.stand, (fair.gallery.pouch, 6))
    # Somebody opens it who has no PIN here: nobody's PIN can be changed that way.
    away.open(away.pack(), pins={sari: "24680", ratna: "99887"})
    with first.store.reading() as session:
        assert {each.name: each.has_pin for each in staff_list(session)} == {"Ibu Ratna": True, "Sari": True}
    for staff, pin in ((ratna, PIN), (sari, "24680")):
        command = LogIn(device=away.device, staff=staff, pin=pin)
        assert log_in(first.store, command, fair.clock, hasher=QUICK_HASHER).staff == staff
    with pytest.raises(SentraError):
        log_in(first.store, LogIn(device=away.device, staff=dewi, pin=PIN), fair.clock, hasher=QUICK_HASHER)
    with pytest.raises(WrongPin):
        log_in(first.store, LogIn(device=away.device, staff=ratna, pin="99887"), fair.clock, hasher=QUICK_HASHER)


def test_a_fair_whose_people_have_no_pin_yet_asks_for_one(first: Stand) -> None:
    first_is_over(first)
    fair = first.away.fair
    away = next_stand(first, hire(first, "Sari"))
    fair.load(away.stand, (fair.gallery.pouch, 6))
    with pytest.raises(NobodyHasAPin):
        away.open(away.pack(), pins={})
    assert away.open(away.pack()).moved_on


def test_before_the_stand_was_ended_the_next_ones_pack_is_refused_and_says_what_to_do(first: Stand) -> None:
    fair = first.away.fair
    first.close()
    # It was ended, and went on from a backup of the hour before.
    backup = first.store.path.with_name("backup.db")
    copy_checked(first.store.path, backup, fair.clock)
    ended = replace(first, store=Store(backup))
    ended.end()
    ended.bring(ended.file())
    ended.store.close()
    gallery = fair.gallery
    comes_home(first, (gallery.surya, 1), (gallery.mrico, 6), (gallery.shirt_m, 2))
    away = next_stand(first, fair.ratna.staff)
    fair.load(away.stand, (gallery.pouch, 6))
    with pytest.raises(AnotherStand, match="Pameran Inacraft · Hall B 12"):
        away.open(away.pack())


def test_no_pack_of_the_former_stand_is_taken_any_more(first: Stand) -> None:
    early = first.away.pack()
    fair = first.away.fair
    fair.load(first.away.stand, (fair.gallery.pouch, 2))
    late = first.away.pack()
    first.close()
    first.end()
    with pytest.raises(FormerStand, match="Hall B 12"):
        first.away.open(late)
    first.bring(first.file())
    gallery = fair.gallery
    comes_home(first, (gallery.surya, 1), (gallery.mrico, 6), (gallery.shirt_m, 2), (gallery.pouch, 2))
    away = next_stand(first, fair.ratna.staff)
    fair.load(away.stand, (gallery.pouch, 6))
    file = away.pack()
    away.open(file)
    assert away.open(file).moved_on is False
    for former in (early, late):
        with pytest.raises(FormerStand, match="Hall B 12"):
            away.open(former)
    assert findings(first.store) == []


def test_a_laptop_gets_its_next_stand_once_its_end_and_its_cash_are_home(first: Stand) -> None:
    fair, gallery = first.away.fair, first.away.fair.gallery
    first.sell(gallery.mrico)
    first.close()
    command = adding(first, fair.plan("Pasar Seni"))
    first.bring(first.file())
    assert isinstance(fair.refusal(add_stand, command), errors.LaptopIsAway)
    first.end()
    first.bring(first.file())
    assert isinstance(fair.refusal(add_stand, command), errors.LaptopIsAway)
    told = told_of(first)
    assert (told.cash, told.road_cash) == (ZERO, Rupiah(385_000))
    fair.do(bring_goods, replace(bringing(first, cash=Rupiah(385_000)), finished=False))
    # Its goods may still be on their way back.
    assert still_open(first) == {OpenEnd.GOODS_THERE: 8}
    assert fair.do(add_stand, command).device == first.away.device
    again = bringing(first, (gallery.surya, 1), (gallery.mrico, 5), (gallery.shirt_m, 2), cash=ZERO)
    assert isinstance(fair.refusal(bring_goods, again), CashOfTheNextStand)
    late = fair.loading(first.away.stand, (gallery.pouch, 1))
    assert isinstance(fair.refusal(load_goods, late), errors.StandHasEnded)
    fair.do(bring_goods, replace(again, cash=None))
    assert fair.stage(first.away.exhibition) is Stage.RECONCILED


def test_what_was_counted_at_a_stand_is_not_counted_again_there_once_it_went_home(first: Stand) -> None:
    first.close()
    with first.store.reading() as session:
        closing = last_closing(session, first.away.device)
    assert closing is not None
    again = RecountTill(id=first.new(), by=first.by, closing=closing, counted=Rupiah(199_000), reason="salah hitung")
    first.do(recount_till, again)
    first.end()
    later = replace(again, id=first.new(), counted=Rupiah(200_000))
    with pytest.raises(MoneyHasGoneHome):
        first.do(recount_till, later)
    first.bring(first.file())
    assert told_of(first).road_cash == Rupiah(199_000)


def test_a_laptop_that_was_written_off_begins_a_new_book(first: Stand) -> None:
    fair = first.away.fair
    by = replace(fair.ratna, approver=second_owner(first))
    fair.do(write_off_stand, WriteOffStand(id=fair.new(), by=by, stand=first.away.stand, reason="dicuri"))
    comes_home(first)
    refusal = fair.refusal(add_stand, adding(first, fair.plan("Pasar Seni")))
    assert isinstance(refusal, errors.LaptopWasWrittenOff)
    assert "Pameran Inacraft" in str(refusal)


def test_a_return_whose_sale_nobody_found_stays_with_the_fair_that_took_it_back(first: Stand) -> None:
    fair = first.away.fair
    command = TakeBackFromElsewhere(
        id=fair.new(), by=first.by, item=fair.gallery.pouch.id, quantity=Quantity(1), price=Rupiah(35_000),
        receipt="J1-000009", method="cash", reason="kekecilan",
    )  # fmt: skip
    first.do(take_back_from_elsewhere, command)
    second = at_the_next(first)
    second.close()
    second.end()
    second.bring(second.file())
    comes_home(second, (fair.gallery.pouch, 6))
    assert still_open(first) == {OpenEnd.RETURNS_OPEN: 1}
    assert still_open(second) == {}
    assert fair.stage(second.away.exhibition) is Stage.RECONCILED


def test_a_second_fair_whose_laptop_never_comes_back_is_written_off_alone(first: Stand) -> None:
    second = at_the_next(first)
    fair = first.away.fair
    second.sell(fair.gallery.pouch, 2)
    by = replace(fair.ratna, approver=second_owner(first))
    fair.do(write_off_stand, WriteOffStand(id=fair.new(), by=by, stand=second.away.stand, reason="dicuri"))
    came = second.bring(second.file())
    assert (came.added, came.late) == (0, 3)
    assert still_open(first) == {}
    assert OpenEnd.LATE_DOCUMENTS in still_open(second)
    assert findings(fair.store) == []


def test_what_the_shop_put_to_rest_meanwhile_is_at_rest_on_the_laptop(first: Stand) -> None:
    first_is_over(first)
    fair = first.away.fair
    with fair.store.writing() as session:
        session.execute(update(Item).where(Item.id == fair.gallery.shirt_l.id).values(active=False))
    away = next_stand(first, fair.ratna.staff)
    fair.load(away.stand, (fair.gallery.pouch, 6))
    away.open(away.pack())
    with first.store.reading() as session:
        resting = session.execute(select(Item.id).where(~Item.active)).scalars().all()
        at_work = session.execute(select(Staff.name).where(Staff.active)).scalars().all()
    assert resting == [fair.gallery.shirt_l.id]
    assert at_work == ["Ibu Ratna"]
    assert findings(first.store) == []
