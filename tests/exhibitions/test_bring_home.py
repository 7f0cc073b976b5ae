"""A laptop's book comes home: each document once, verbatim, in whatever order and however often the files come."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import DatabaseTrouble
from sentra_pos.core.ids import PartyId
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.bring_home import bring_home
from sentra_pos.exhibitions.end_stand import EndStand, end_stand
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.homecoming_errors import EndedOnItsLaptop, StandEndedAlready, TillStillOpen
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.exhibitions.preview_homecoming import preview_homecoming
from sentra_pos.exhibitions.sell_at import SellAt, sell_at
from sentra_pos.exhibitions.stand_ends import stand_ended_by, written_off
from sentra_pos.exhibitions.suggest_goods import suggest_goods
from sentra_pos.ledger.kinds import AccountKind, EventKind, PlaceKind
from sentra_pos.ledger.models import Event, Lot, Place
from sentra_pos.ledger.queries import lines_of
from sentra_pos.people.add_customer import AddCustomer, add_customer
from sentra_pos.people.models import Party
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.sales.cart import Condition, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.take_back_from_elsewhere import TakeBackFromElsewhere, take_back_from_elsewhere
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.shop import sentences_of_doctor
from sentra_pos.stock.places import StandHasEnded, shelf_of
from tests.exhibitions.fair import Fair
from tests.exhibitions.homecoming_day import Stand, a_stand_away, book, hashes
from tests.exhibitions.on_a_stick import findings
from tests.factories import add_agreement, bring_in, change_the_price
from tests.gallery import a_gallery


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))
    yield store
    store.close()


@pytest.fixture
def stand(store: Store, laptop: Store, clock: FixedClock) -> Stand:
    return a_stand_away(store, laptop, clock)


def test_a_day_comes_home_and_the_doctor_is_silent_on_both_books(stand: Stand) -> None:
    gallery = stand.away.fair.gallery
    stand.sell(gallery.surya)
    sale = stand.sell(gallery.mrico, 2)
    stand.refund(sale.id)
    stand.close()
    came = stand.bring(stand.file())
    assert (came.added, came.already, came.late) == (6, 0, 0)
    assert hashes(stand.away.fair.store, stand.away.device) == hashes(stand.store)
    assert findings(stand.away.fair.store) == []
    assert findings(stand.store) == []
    assert book(stand.away.fair.store)


def test_a_preview_counts_what_went_out_for_goods_of_another_book(stand: Stand) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    stand.sell(gallery.mrico)
    back = TakeBackFromElsewhere(
        id=stand.new(), by=stand.by, item=gallery.pouch.id, quantity=Quantity(1), price=gallery.pouch.price,
        receipt="J1-000099", method="cash", reason="robek",
    )  # fmt: skip
    stand.do(take_back_from_elsewhere, back)

    seen = preview_homecoming(shop.store, stand.file(), shop.ratna, clock=shop.clock, check=sentences_of_doctor).to_come

    (day,), (cash,) = seen.days, seen.methods
    assert (day.sales, day.returns) == (1, 1)
    assert day.total == cash.total == seen.total == gallery.mrico.price - gallery.pouch.price


def test_what_sold_out_within_one_file_is_among_what_sold_there(stand: Stand) -> None:
    shop = stand.away.fair
    stand.sell(shop.gallery.shirt_m, 2)
    stand.bring(stand.file())
    coming = shop.plan("Pameran berikutnya")
    with shop.store.reading() as session:
        (kencana,) = suggest_goods(session, coming)
    assert kencana.sold == Quantity(2)


def test_the_same_file_a_hundred_times_is_the_file_once(stand: Stand) -> None:
    stand.sell(stand.away.fair.gallery.surya)
    data = stand.file()
    stand.bring(data)
    before = book(stand.away.fair.store)
    again = [stand.bring(data) for _ in range(100)]
    assert {came.added for came in again} == {0}
    assert book(stand.away.fair.store) == before


def test_an_older_file_after_a_newer_one_adds_nothing(stand: Stand) -> None:
    gallery = stand.away.fair.gallery
    stand.sell(gallery.mrico)
    older = stand.file()
    stand.sell(gallery.mrico)
    assert stand.bring(stand.file()).added == 4
    before = book(stand.away.fair.store)
    late = stand.bring(older)
    assert (late.added, late.already) == (0, 3)
    assert book(stand.away.fair.store) == before


def test_files_of_every_evening_and_only_the_last_make_one_book(
    stand: Stand, tmp_path: Path, clock: FixedClock
) -> None:
    gallery = stand.away.fair.gallery
    # The shop as it was before anything came home.
    stand.away.fair.store.checkpoint(truncate=True)
    other = Store(Path(shutil.copy(stand.away.fair.store.path, tmp_path / "other.db")))
    files = []
    for _ in range(3):
        stand.sell(gallery.mrico)
        files.append(stand.file())
    for data in files:
        stand.bring(data)
    try:
        bring_home(other, files[-1], stand.away.fair.ratna, clock=clock, check=sentences_of_doctor)
        assert book(other) == book(stand.away.fair.store)
        assert findings(other) == []
    finally:
        other.close()


def test_a_file_is_written_while_the_till_is_open_and_its_shift_goes_on_here(stand: Stand) -> None:
    stand.sell(stand.away.fair.gallery.mrico)
    stand.bring(stand.file())
    assert findings(stand.away.fair.store) == []
    stand.close()
    stand.bring(stand.file())
    assert findings(stand.away.fair.store) == []


def test_a_damaged_return_brings_its_new_lot_home_behind_the_lots_that_came_meanwhile(stand: Stand) -> None:
    gallery, shop = stand.away.fair.gallery, stand.away.fair
    sale = stand.sell(gallery.surya)
    stand.refund(sale.id, Condition.DAMAGED_SHOP)
    with shop.store.writing() as session:
        bring_in(session, shop.clock, gallery.founded, gallery.tirta, gallery.pouch.id, pieces=3, price=35_000)
    stand.bring(stand.file())
    assert findings(shop.store) == []
    with shop.store.reading() as session:
        born = session.execute(select(Lot).order_by(Lot.seq.desc()).limit(1)).scalar_one()
        assert born.owner_id is None
        assert born.item_id == gallery.surya.id


def test_a_customer_of_the_stand_is_a_customer_of_the_shop_under_a_code_of_its_own(stand: Stand) -> None:
    shop = stand.away.fair
    shop.do(add_customer, AddCustomer(id=PartyId(shop.new()), by=shop.ratna, name="Pak Budi"))
    ani = PartyId(shop.new())
    stand.do(add_customer, AddCustomer(id=ani, by=stand.by, name="Bu Ani", phone="0812 1"))
    stand.sell(shop.gallery.mrico, customer=ani)
    stand.bring(stand.file())
    with shop.store.reading() as session:
        party = session.get_one(Party, ani)
        assert (party.code, party.name, party.phone) == ("K002", "Bu Ani", "0812 1")
    assert findings(shop.store) == []


def test_more_sold_here_and_there_than_there_are_stands_in_both_places(stand: Stand) -> None:
    shop, shirt = stand.away.fair, stand.away.fair.gallery.shirt_m
    line = SaleLine(item=shirt.id, quantity=Quantity(4), price=shirt.price)
    command = CompleteSale(
        id=shop.new(),
        by=shop.ratna,
        lines=(line,),
        tenders=(Tender(method="cash", given=shirt.price.times(4)),),
        confirmed=frozenset({f"below_zero:{shirt.id}"}),
    )
    shop.do(complete_sale, command)
    stand.sell(shirt, 3)
    stand.bring(stand.file())
    assert shop.at(shirt) == {PlaceKind.SHELF: -1, PlaceKind.STAND: -1, PlaceKind.WITH_CUSTOMER: 7}
    assert findings(shop.store) == []


def test_a_price_that_changed_at_the_shop_leaves_the_sale_its_own(stand: Stand) -> None:
    shop, mrico = stand.away.fair, stand.away.fair.gallery.mrico
    sale = stand.sell(mrico)
    with shop.store.writing() as session:
        change_the_price(session, shop.clock, shop.gallery.founded, mrico.id, 210_000)
    stand.bring(stand.file())
    with shop.store.reading() as session:
        assert lines_of(session, sale.id)[0].price == mrico.price
    assert findings(shop.store) == []


def test_new_terms_at_the_shop_leave_the_stand_those_its_lots_came_in_under(stand: Stand) -> None:
    shop = stand.away.fair
    with shop.store.writing() as session:
        add_agreement(session, shop.clock, shop.gallery.founded, shop.gallery.tirta, rate=Percent.whole(40), version=2)
    stand.sell(shop.gallery.mrico)
    stand.bring(stand.file())
    assert findings(shop.store) == []


def test_goods_that_nobody_loaded_are_told_of(stand: Stand) -> None:
    shop = stand.away.fair
    stand.sell(shop.gallery.pouch, confirmed=frozenset({f"no_note:{shop.gallery.pouch.id}"}))
    came = stand.bring(stand.file())
    assert len(came.warnings) == 1
    assert shop.balance(AccountKind.TO_IDENTIFY) == -35_000
    assert findings(shop.store) == []


def test_more_than_the_stand_had_is_told_of(stand: Stand) -> None:
    stand.sell(stand.away.fair.gallery.mrico, 8)
    came = stand.bring(stand.file())
    assert len(came.warnings) == 1
    assert findings(stand.away.fair.store) == []


def test_the_stands_end_gives_its_goods_into_the_shops_hands(stand: Stand) -> None:
    shop = stand.away.fair
    stand.close()
    stand.end()
    with pytest.raises(StandHasEnded):
        stand.open()
    stand.bring(stand.file())
    with shop.store.reading() as session:
        row = session.get_one(StandRow, stand.away.stand)
        custodians = {session.get_one(Place, place).custodian_id for place in (row.place_id, row.quarantine_id)}
        assert custodians == {shop.ratna.device}
        assert stand_ended_by(session, row.id) is not None
        assert not written_off(session, row.id)
    assert findings(shop.store) == []
    assert findings(stand.store) == []


def test_a_stand_does_not_end_while_its_till_is_open(stand: Stand) -> None:
    with pytest.raises(TillStillOpen):
        stand.end()


def test_a_stand_ends_once(stand: Stand) -> None:
    stand.close()
    stand.end()
    with pytest.raises(StandEndedAlready):
        stand.end()


def test_the_shop_does_not_end_a_laptops_stand(stand: Stand) -> None:
    shop = stand.away.fair
    refusal = shop.refusal(end_stand, EndStand(id=shop.new(), by=shop.ratna, stand=stand.away.stand))
    assert isinstance(refusal, EndedOnItsLaptop)


def test_what_was_counted_and_settled_here_meanwhile_stays_as_it_was(stand: Stand) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    stand.sell(gallery.mrico, 2)
    before = shop.at(gallery.mrico)
    stand.bring(stand.file())
    after = shop.at(gallery.mrico)
    assert after[PlaceKind.SHELF] == before[PlaceKind.SHELF]
    assert after[PlaceKind.STAND] == 4
    settled = LockSettlement(id=shop.new(), by=shop.ratna, party=gallery.tirta)
    shop.do(lock_settlement, settled)
    stand.sell(gallery.mrico)
    stand.bring(stand.file())
    assert shop.balance(AccountKind.ACCRUED, party=gallery.tirta) < 0
    assert findings(shop.store) == []


def test_a_cashier_may_not_bring_a_file_home_and_it_is_written_down(stand: Stand) -> None:
    shop = stand.away.fair
    data = stand.file()
    with pytest.raises(NotAllowed):
        bring_home(shop.store, data, shop.gallery.cashier, clock=shop.clock, check=sentences_of_doctor)
    with shop.store.reading() as session:
        kinds = session.execute(select(Event.kind).where(Event.actor_id == shop.gallery.cashier.staff)).scalars()
        assert EventKind.PERMISSION_REFUSED in set(kinds)


def test_a_file_that_came_home_while_a_longer_one_was_tried_out_is_not_added_twice(stand: Stand) -> None:
    shop = stand.away.fair
    stand.sell(shop.gallery.mrico)
    earlier = stand.file()
    stand.sell(shop.gallery.mrico)

    def interrupted(path: Path) -> Sequence[str]:
        stand.bring(earlier)
        return sentences_of_doctor(path)

    done = stand.bring(stand.file(), check=interrupted)
    assert (done.added, done.already) == (1, len(hashes(stand.store)) - 1)
    assert hashes(stand.store) <= hashes(shop.store)
    assert findings(shop.store) == []


def test_progress_is_told_until_all_is_done(stand: Stand) -> None:
    told: list[tuple[int, int]] = []
    stand.bring(stand.file(), progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]


def test_a_full_disk_leaves_the_book_as_it_was_and_the_file_comes_another_time(stand: Stand) -> None:
    shop = stand.away.fair
    for _ in range(20):
        stand.sell(shop.gallery.mrico)
    data, before = stand.file(), book(shop.store)
    with shop.store.driver_connection() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 1}").close()
    with pytest.raises(DatabaseTrouble):
        stand.bring(data)
    assert book(shop.store) == before
    with shop.store.driver_connection() as connection:
        connection.execute("PRAGMA max_page_count=1000000").close()
    assert stand.bring(data).added == 22
    assert findings(shop.store) == []


def test_a_stand_on_this_computer_ends_here_and_the_till_sells_from_its_shelf_again(
    store: Store, clock: FixedClock
) -> None:
    gallery = a_gallery(store, clock, opened=False)
    fair = Fair(store=store, clock=clock, gallery=gallery)
    stand = fair.stand(fair.plan(), StandKind.HERE)
    fair.load(stand.id, (gallery.mrico, 2))
    fair.do(sell_at, SellAt(by=fair.ratna, place=stand.places.place))
    fair.do(end_stand, EndStand(id=fair.new(), by=fair.ratna, stand=stand.id))
    with store.reading() as session:
        assert shelf_of(session, fair.ratna.device) == gallery.founded.shelf
        assert stand_ended_by(session, stand.id) is not None
    assert findings(store) == []
