"""The shop as a whole: its doors, its threads and what it remembers."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from sentra_pos.consignment.take_in import TakeIn, take_in
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DeviceId, DocumentId, StaffId, new_id
from sentra_pos.core.money import ZERO
from sentra_pos.found_shop import AlreadyFounded, FoundShop, found_shop
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.shop import Shop, open_shop, sentences_of_doctor
from sentra_pos.tills.open_till import OpenTill, open_till


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


def test_a_backup_is_checked_before_it_is_called_good(shop: Shop, tmp_path: Path) -> None:
    found(shop)

    made = shop.back_up(tmp_path / "cadangan.sqlite3")
    kept = shop.back_up()

    assert sentences_of_doctor(made.file) == ()
    newest = shop.newest_backup()
    assert newest is not None
    assert newest.file == kept.file
    shop.close()
