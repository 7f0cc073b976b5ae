"""A pack makes an empty store a stand's book, and brings it what was sent after it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image
from sqlalchemy import func, select

from sentra_pos.catalogue.models import Item, ItemPhoto, ItemText, SearchWord
from sentra_pos.catalogue.put_photo import PutPhoto, put_photo
from sentra_pos.catalogue.search import search_items
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import PlaceId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.file_errors import (
    AnotherLaptop,
    AnotherShop,
    AnotherStand,
    NotSound,
    OlderPack,
    ShopNotThisPack,
)
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.exhibitions.open_pack import NobodyHasAPin, NobodyOpensIt
from sentra_pos.exhibitions.pack import write_pack
from sentra_pos.exhibitions.pack_facts import pack_for_this_laptop
from sentra_pos.exhibitions.sealed_file import FileKind, seal
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, PlaceKind
from sentra_pos.ledger.models import Document, Lot, Place, StockBalance
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.change_staff import ChangeStaff, change_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.models import Party, Staff, StaffPin
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.shop import sentences_of_doctor
from sentra_pos.stock.places import set_up_stand, shelf_of
from tests.exhibitions.on_a_stick import Away, a_van_on_the_road, findings
from tests.factories import change_the_price


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))
    yield store
    store.close()


@pytest.fixture
def away(store: Store, laptop: Store, clock: FixedClock) -> Away:
    return a_van_on_the_road(store, laptop, clock)


def _stock(away: Away) -> dict[str, int]:
    with away.laptop.reading() as session:
        rows = session.execute(
            select(Item.name, StockBalance.quantity)
            .join(Lot, Lot.id == StockBalance.lot_id)
            .join(Item, Item.id == Lot.item_id)
            .join(Place, Place.id == StockBalance.place_id)
            .where(Place.kind == PlaceKind.STAND)
        )
        found: dict[str, int] = {}
        for name, quantity in rows:
            found[name] = found.get(name, 0) + quantity.units
    return found


def test_the_first_pack_founds_the_stand_and_the_doctor_is_silent_on_both_stores(away: Away) -> None:
    opened = away.open(away.pack())
    assert opened.founded
    assert len(opened.arrived) == 1
    assert opened.arrived[0].startswith("TP2-")
    assert _stock(away) == {"Surya Majapahit": 1, "Mrico Bolong cap": 6, "Kemeja Sisik M": 2}
    assert findings(away.laptop) == []
    assert findings(away.fair.store) == []


def test_the_stands_change_is_in_its_drawer(away: Away) -> None:
    away.open(away.pack())
    with away.laptop.reading() as session:
        assert balance_of(session, Account(AccountKind.DRAWER, device=away.device)).amount == 200_000
        assert balance_of(session, Account(AccountKind.ON_THE_ROAD, device=away.device)).amount == -200_000
        place = session.get_one(Place, shelf_of(session, away.device))
    assert place.kind is PlaceKind.STAND


def test_what_a_person_confirms_stands_in_the_pack(away: Away) -> None:
    pack = away.read(away.pack())
    assert (pack.shop_name, pack.device_name, pack.code) == ("Sentra Batik", "Laptop pameran", 2)
    assert (pack.stand.exhibition_name, pack.stand.name) == ("Pameran Inacraft", "Hall B 12")
    assert (pack.pieces.units, pack.artisans, pack.items) == (9, 2, 6)
    assert sorted(goer.name for goer in pack.staff) == ["Dewi", "Ibu Ratna"]
    assert len(pack.fingerprint) == 19


def test_the_same_pack_again_changes_nothing(away: Away) -> None:
    file = away.pack()
    away.open(file)
    before = _everything(away.laptop)
    again = away.open(file)
    assert (again.founded, again.arrived, again.pieces.units) == (False, (), 0)
    assert _everything(away.laptop) == before


def test_a_second_load_brings_what_is_new_and_the_new_prices(away: Away) -> None:
    away.open(away.pack())
    gallery = away.fair.gallery
    away.fair.clock.advance(timedelta(hours=5))
    with away.fair.store.writing() as session:
        change_the_price(session, away.fair.clock, gallery.founded, gallery.pouch.id, 40_000)
    away.fair.load(away.stand, (gallery.mrico, 3), (gallery.pouch, 20))
    opened = away.open(away.pack())
    assert (opened.founded, len(opened.arrived), opened.pieces.units) == (False, 1, 23)
    assert _stock(away)["Mrico Bolong cap"] == 9
    with away.laptop.reading() as session:
        assert session.get_one(Item, gallery.pouch.id).price.amount == 40_000
        assert session.execute(select(func.count()).select_from(Lot)).scalar_one() == 4
    assert findings(away.laptop) == []


def test_from_the_second_pack_on_somebody_who_may_run_the_stand_answers_for_it(away: Away) -> None:
    away.open(away.pack())
    away.fair.clock.advance(timedelta(hours=1))
    away.fair.load(away.stand, (away.fair.gallery.mrico, 3))
    further, before = away.pack(), _everything(away.laptop)
    for check in (None, sentences_of_doctor):
        with pytest.raises(NobodyOpensIt):
            away.open(further, by=None, check=check)
    assert _everything(away.laptop) == before
    with pytest.raises(NotAllowed):
        away.open(further, by=away.fair.gallery.cashier.staff)
    owner = away.fair.ratna.staff
    assert len(away.open(further, by=owner).arrived) == 1
    with away.laptop.reading() as session:
        newest = session.execute(select(Document).order_by(Document.received_seq.desc()).limit(1)).scalar_one()
        assert (newest.kind, newest.actor_id) == (DocumentKind.EXHIBITION_ARRIVAL, owner)


def test_who_opens_a_further_pack_takes_nobodys_place(away: Away) -> None:
    away.open(away.pack())
    with away.laptop.reading() as session:
        before = set(session.execute(select(StaffPin.hash)).scalars())
    away.fair.clock.advance(timedelta(hours=1))
    away.open(away.pack(), pins={away.fair.gallery.cashier.staff: "975310"})
    with away.laptop.reading() as session:
        assert set(session.execute(select(StaffPin.hash)).scalars()) == before


def test_an_older_pack_is_refused_after_a_newer_one(away: Away) -> None:
    old = away.pack()
    away.fair.clock.advance(timedelta(hours=1))
    away.open(away.pack())
    with pytest.raises(OlderPack):
        away.open(old)


def test_staff_log_in_with_pins_that_were_set_on_the_laptop_alone(away: Away) -> None:
    away.open(away.pack())
    with away.laptop.reading() as session, away.fair.store.reading() as shop:
        here = set(session.execute(select(StaffPin.hash)).scalars())
        there = set(shop.execute(select(StaffPin.hash)).scalars())
        active = set(session.execute(select(Staff.name).where(Staff.active)).scalars())
    assert len(here) == 2
    assert not here & there
    assert active == {"Dewi", "Ibu Ratna"}


def test_whose_account_was_closed_at_the_shop_no_longer_works_here_after_the_next_pack(away: Away) -> None:
    away.open(away.pack())
    away.fair.clock.advance(timedelta(hours=1))
    dewi = away.fair.gallery.cashier.staff
    away.fair.do(change_staff, ChangeStaff(by=away.fair.ratna, staff=dewi, role=Role.CASHIER, active=False))
    file = away.pack()
    assert [each.name for each in away.read(file).staff] == ["Ibu Ratna"]
    away.open(file)
    with away.laptop.reading() as session:
        assert session.execute(select(Staff.name).where(Staff.active)).scalars().all() == ["Ibu Ratna"]
    assert findings(away.laptop) == []


def test_without_a_pin_nobody_could_log_in(away: Away) -> None:
    with pytest.raises(NobodyHasAPin):
        away.open(away.pack(), pins={})
    assert _everything(away.laptop)["document"] == 0
    assert _everything(away.laptop)["device"] == 0


def test_what_is_searched_for_is_found_at_the_stand(away: Away) -> None:
    away.open(away.pack())
    with away.laptop.reading() as session:
        found = search_items(session, "mrico", place=shelf_of(session, away.device))
    assert [each.name for each in found] == ["Mrico Bolong cap"]


def test_the_search_index_of_the_stand_is_the_shops(away: Away) -> None:
    away.open(away.pack())
    words = []
    for store in (away.fair.store, away.laptop):
        with store.reading() as session:
            texts = session.execute(select(ItemText.item_id, ItemText.words).order_by(ItemText.item_id)).all()
            vocabulary = session.execute(select(SearchWord.word, SearchWord.items).order_by(SearchWord.word)).all()
        words.append((texts, vocabulary))
    assert words[0] == words[1]


def test_another_laptops_pack_is_refused_by_name(away: Away, tmp_path: Path, empty_store_file: Path) -> None:
    other = Store(Path(shutil.copy(empty_store_file, tmp_path / "other.db")))
    try:
        stranger = Away(
            fair=away.fair,
            laptop=other,
            exhibition=away.exhibition,
            stand=away.stand,
            device=away.device,
            goers=away.goers,
        )
        with pytest.raises(AnotherLaptop, match="Laptop pameran"):
            stranger.open(away.pack())
    finally:
        other.close()


def test_the_doctor_is_asked_about_a_copy_first(away: Away) -> None:
    with pytest.raises(NotSound, match="tidak beres"):
        away.open(away.pack(), check=lambda _file: ["tidak beres"])
    assert _everything(away.laptop)["document"] == 0


def test_no_personal_data_goes_to_the_stand(away: Away) -> None:
    canaries = _plant(away)
    file = away.pack()
    pack = away.read(file)
    away.open(file)
    unpacked = "\n".join(str(record) for record in pack.sealed.records())
    away.laptop.checkpoint(truncate=True)
    stored = away.laptop.path.read_bytes()
    with away.fair.store.reading() as session:
        hashes = list(session.execute(select(StaffPin.hash)).scalars())
    for canary in [*canaries, *hashes]:
        assert canary.encode() not in file
        assert canary not in unpacked
        assert canary.encode() not in stored


def _plant(away: Away) -> list[str]:
    canaries = {
        "bank_account": "BCA 8830412277",
        "phone": "081299887766",
        "address": "Gang Rahasia 17",
        "remark": "NIK 3516010101900001",
        "contact_name": "Bu Kenari",
    }
    with away.fair.store.writing() as session:
        for party in session.execute(select(Party)).scalars():
            for name, canary in canaries.items():
                setattr(party, name, canary)
        for item in session.execute(select(Item)).scalars():
            item.remark = "catatan-kenari-5521"
    return [*canaries.values(), "catatan-kenari-5521"]


def _everything(store: Store) -> dict[str, int]:
    with store.reading() as session:
        ask = session.connection().exec_driver_sql
        names = ask("SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'").scalars()
        return {name: ask(f'SELECT count(*) FROM "{name}"').scalar_one() for name in names.all()}


def test_terms_that_are_changed_at_the_stand_are_found(away: Away) -> None:
    away.open(away.pack())
    with away.laptop.driver_connection() as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'agreement'"
        ).fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}").close()
        connection.execute("UPDATE agreement SET rate = rate + 1").close()
        for _name, sql in triggers:
            connection.execute(sql).close()
    assert {each.partition(":")[0] for each in findings(away.laptop)} == {"terms.changed"}


def test_photos_go_along_small_and_only_where_they_are_asked_for(away: Away) -> None:
    item = away.fair.gallery.surya.id
    picture = io.BytesIO()
    Image.new("RGB", (1600, 1200), (120, 40, 30)).save(picture, "PNG")
    command = PutPhoto(by=away.fair.ratna, item=item, picture=picture.getvalue())
    away.fair.do(put_photo, command)
    away.open(away.pack())
    assert _everything(away.laptop)["item_photo"] == 0
    away.fair.clock.advance(timedelta(minutes=1))
    away.open(away.pack(photos=True))
    with away.laptop.reading() as session:
        jpeg = session.get_one(ItemPhoto, item).jpeg
    with Image.open(io.BytesIO(jpeg)) as small:
        assert max(small.size) == 480


def test_a_stick_tells_how_far_it_is(away: Away) -> None:
    told: list[tuple[int, int]] = []
    file = away.pack(progress=lambda *done: told.append(done))
    away.open(file, progress=lambda *done: told.append(done))
    assert told
    assert all(0 < done <= about for done, about in told)


def test_a_stand_that_is_another_ones_is_refused_by_name(away: Away) -> None:
    away.open(away.pack())
    fair = away.fair
    with fair.store.writing() as session:
        stand = session.get_one(StandRow, away.stand)
        places = set_up_stand(session, PlaceId(new_id(fair.clock)), "Lain", away.device)
        row = StandRow(id=new_id(fair.clock), exhibition_id=stand.exhibition_id, kind=stand.kind, name="Hall C 3")
        row.device_id, row.place_id, row.road_id, row.quarantine_id = (
            *(away.device, places.place, places.road, places.quarantine),
        )
        session.add(row)
        session.flush()
    fair.load(row.id, (fair.gallery.pouch, 1))
    with fair.store.writing() as session:
        file = write_pack(session, row.id, by=fair.ratna, clock=fair.clock)
    with pytest.raises(AnotherStand, match="Hall C 3"):
        away.open(file)


def test_another_shops_pack_is_refused_by_name_once_the_first_shop_is_known(away: Away) -> None:
    file = away.pack()
    away.open(file)
    sealed = away.read(file).sealed
    stranger = Ed25519PrivateKey.generate()
    about = replace(sealed.header.about, names={**sealed.header.about.names, "shop": "Toko Sebelah"})
    with pytest.raises(AnotherShop, match="Toko Sebelah"):
        away.read(seal(FileKind.PACK, about, sealed.records(), stranger))


def test_a_shop_opens_no_pack(away: Away) -> None:
    file = away.pack()
    with away.fair.store.reading() as session, pytest.raises(ShopNotThisPack):
        pack_for_this_laptop(session, file)
