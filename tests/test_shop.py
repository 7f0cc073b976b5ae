"""The shop as a whole: its doors, its threads and what it remembers."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.change_printer import ChangePrinter, change_printer
from sentra_pos.consignment.take_in import TakeIn, take_in
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DeviceId, DocumentId, StaffId, new_id
from sentra_pos.core.money import ZERO
from sentra_pos.db.trouble import StoreDamaged
from sentra_pos.doctor.examine import examine
from sentra_pos.found_shop import AlreadyFounded, FoundShop, found_shop
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.ledger.restore import restore
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.printing.profiles import GENERIC_58
from sentra_pos.printing.set_up_printer import SetUpPrinter
from sentra_pos.printing.ways import Way
from sentra_pos.shop import Shop, all_the_doctor_says, open_shop, sentences_of_doctor
from sentra_pos.stock.places import shelf_of
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.try_printer import TryPrinter, try_printer
from tests.factories import Founded, add_agreement, add_artisan, add_item, consign


@pytest.fixture
def shop(tmp_path: Path, clock: FixedClock) -> Shop:
    return open_shop(tmp_path / "toko.sqlite3", clock)


def found(shop: Shop) -> ActedBy:
    device, owner = DeviceId(new_id(shop.clock)), StaffId(new_id(shop.clock))
    command = FoundShop(
        device=device, owner=owner, shop_name="Galeri Contoh", till_name="Kasir 1", owner_name="Bu Ana", pin="4711"
    )
    with shop.writing() as session:
        found_shop(session, command, clock=shop.clock)
    return ActedBy(device=device, staff=owner)


def events(shop: Shop, kind: EventKind) -> list[Event]:
    with shop.reading() as session:
        return list(session.execute(select(Event).where(Event.kind == kind).order_by(Event.seq)).scalars())


def test_an_empty_store_becomes_a_shop_once(shop: Shop) -> None:
    before = shop.founded

    by = found(shop)

    assert (before, shop.founded) == (False, True)
    assert shop.device == by.device
    with pytest.raises(AlreadyFounded, match="Galeri Contoh"):
        found(shop)
    assert sentences_of_doctor(shop.store.path) == ()
    shop.close()


def test_a_refusal_is_remembered_though_nothing_else_of_the_act_is(shop: Shop) -> None:
    by = found(shop)
    cashier = StaffId(new_id(shop.clock))
    with shop.writing() as session:
        add_staff(session, AddStaff(id=cashier, by=by, name="Dewi", role=Role.CASHIER), clock=shop.clock)
    note = TakeIn(
        id=DocumentId(new_id(shop.clock)),
        by=ActedBy(device=by.device, staff=cashier),
        party=new_id(shop.clock),  # type: ignore[arg-type]  # never looked up: the cashier may not take in at all
        business_date=business_today(shop.clock),
        lines=(),
    )

    with pytest.raises(NotAllowed), shop.writing() as session:
        take_in(session, note, clock=shop.clock)

    with shop.reading() as session:
        refused = session.execute(select(Event).where(Event.kind == EventKind.PERMISSION_REFUSED)).scalars().one()
    assert (refused.actor_id, refused.details) == (cashier, {"permission": "take_in"})
    assert sentences_of_doctor(shop.store.path) == ()
    shop.close()


def test_receipts_become_pictures_while_no_printer_is_set_up(shop: Shop) -> None:
    by = found(shop)
    shop.start_printing()
    with shop.writing() as session:
        opening = OpenTill(id=DocumentId(new_id(shop.clock)), by=by, counted=ZERO, added=ZERO)
        open_till(session, opening, clock=shop.clock)

    assert len(shop.printers_health()) == 1
    shop.close()


def test_a_change_of_printers_disturbs_nobody_who_walks_through_them(shop: Shop) -> None:
    by = found(shop)
    shop.start_printing()
    walked = shop._workers
    (before,) = walked
    printer = SetUpPrinter(name="Dapur", way=Way.FOLDER, address=str(shop.receipts_folder / "dua"), profile=GENERIC_58)
    with shop.writing() as session:
        changed = change_printer(session, ChangePrinter(by=by, printer=printer), clock=shop.clock)
    shop.start_printing()

    assert tuple(walked) == (before,)
    assert [health.printer_id for health in shop.printers_health()] == [changed.printer_id]
    shop.close()


def test_a_test_of_the_drawer_is_the_owners_and_is_written_down(shop: Shop) -> None:
    by = found(shop)
    shop.start_printing()
    (printer,) = (health.printer_id for health in shop.printers_health())
    cashier = StaffId(new_id(shop.clock))
    with shop.writing() as session:
        add_staff(session, AddStaff(id=cashier, by=by, name="Dewi", role=Role.CASHIER), clock=shop.clock)
    hers = TryPrinter(by=ActedBy(device=by.device, staff=cashier), printer_id=printer, open_drawer=True)

    with pytest.raises(NotAllowed), shop.writing() as session:
        try_printer(session, hers, clock=shop.clock)
    assert events(shop, EventKind.DRAWER_OPENED) == []
    with shop.writing() as session:
        test = try_printer(session, TryPrinter(by=by, printer_id=printer, open_drawer=True), clock=shop.clock)

    (opened,) = events(shop, EventKind.DRAWER_OPENED)
    assert (opened.actor_id, opened.details) == (by.staff, {"test": str(test.job_id)})
    shop.close()


def test_a_piece_counted_twice_waits_for_people_and_stops_no_backup(shop: Shop, tmp_path: Path) -> None:
    by = found(shop)
    with shop.writing() as session:
        founded = Founded(device=by.device, owner=by.staff, shelf=shelf_of(session, by.device), by=by)
        artisan = add_artisan(session, shop.clock)
        agreement = add_agreement(session, shop.clock, founded, artisan)
        piece = add_item(session, shop.clock, kind=ItemKind.UNIQUE)
        consign(session, shop.clock, founded, piece, pieces=2, owner=artisan, agreement=agreement)

    made = shop.back_up()
    shop.close()

    assert [finding.code for finding in examine(shop.store.path)] == ["conflict.unique_piece"]
    assert len(all_the_doctor_says(shop.store.path)) == 1
    assert sentences_of_doctor(made.file) == ()
    restore(made.file, tmp_path / "lain" / "toko.sqlite3", shop.clock, check=sentences_of_doctor)


def test_a_backup_is_remembered_with_who_asked_for_it(shop: Shop) -> None:
    by = found(shop)
    shop.back_up()
    shop.back_up(by=by)

    assert [event.actor_id for event in events(shop, EventKind.BACKUP)] == [None, by.staff]
    shop.close()


def test_who_may_not_back_up_is_refused_by_more_than_a_missing_button(shop: Shop, tmp_path: Path) -> None:
    by = found(shop)
    cashier = StaffId(new_id(shop.clock))
    with shop.writing() as session:
        add_staff(session, AddStaff(id=cashier, by=by, name="Dewi", role=Role.CASHIER), clock=shop.clock)

    with pytest.raises(NotAllowed):
        shop.back_up(tmp_path / "cadangan.sqlite3", by=ActedBy(device=by.device, staff=cashier))

    assert not (tmp_path / "cadangan.sqlite3").exists()
    assert [event.actor_id for event in events(shop, EventKind.PERMISSION_REFUSED)] == [cashier]
    shop.close()


def test_a_backup_is_checked_before_it_is_called_good(shop: Shop, tmp_path: Path) -> None:
    found(shop)

    made = shop.back_up(tmp_path / "cadangan.sqlite3")
    kept = shop.back_up()

    assert sentences_of_doctor(made.file) == ()
    newest = shop.newest_backup()
    assert newest is not None
    assert newest.file == kept.file
    shop.close()


def test_a_page_damaged_since_yesterday_is_found_beside_the_first_customers(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "toko.sqlite3"
    shop = open_shop(path, clock)
    found(shop)
    shop.close()
    with path.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(b"\xff" * 4096)

    with pytest.raises(StoreDamaged):
        open_shop(path, clock)
    later = open_shop(path, clock, pages_later=True)
    with pytest.raises(StoreDamaged):
        later.check_pages()
    later.close()
