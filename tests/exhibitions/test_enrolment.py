"""A laptop asks to be admitted, two people compare a number, and the shop takes its files until it is barred."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DeviceId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.db.setting_keys import DEVICE_KEY, PRACTICE, SHOP_ID
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.exhibitions.enrol_device import EnrolDevice, enrol_device
from sentra_pos.exhibitions.enrolment import (
    LaptopNameMissing,
    StoreIsAShops,
    admit_laptop,
    enrolment_file,
    laptops,
    read_enrolment,
)
from sentra_pos.exhibitions.errors import LaptopBarred, LaptopNotEnrolled
from sentra_pos.exhibitions.file_errors import (
    AnotherShop,
    BarredLaptop,
    FileRefused,
    FingerprintDiffers,
    RecordSenseless,
    UnknownLaptop,
)
from sentra_pos.exhibitions.keys import NoKeyInPractice, PrivateKey, own_key, public_of
from sentra_pos.exhibitions.pack import NobodyGoes, NobodyMayRunIt, NoPackNeeded, NothingLoadedYet, write_pack
from sentra_pos.exhibitions.plan_exhibition import keep_staff
from sentra_pos.exhibitions.revoke_device import RevokeDevice, revoke_device
from sentra_pos.exhibitions.sealed_file import About, FileKind, Header, Sealed, seal, unseal
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Device, Event
from sentra_pos.people.models import Staff
from sentra_pos.people.permissions import NotAllowed
from tests.exhibitions.fair import Fair
from tests.exhibitions.on_a_stick import Away, admit, an_exhibition_away, findings, load_the_van


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    with closing(Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))) as store:
        yield store


def _request(laptop: Store, clock: FixedClock, name: str = "Laptop pameran") -> bytes:
    with laptop.writing() as session:
        return enrolment_file(session, name, clock=clock)


def _admitting(fair: Fair, file: bytes, **more: str) -> EnrolDevice:
    said = {"fingerprint": read_enrolment(file).fingerprint, **more}
    return EnrolDevice(device=DeviceId(new_id(fair.clock)), by=fair.ratna, file=file, **said)


def test_a_laptops_key_is_made_once_and_its_number_is_the_same_on_both_screens(laptop: Store, fair: Fair) -> None:
    first, second = (read_enrolment(_request(laptop, fair.clock)) for _again in range(2))
    assert first == second
    with laptop.writing() as session:
        assert public_of(own_key(session)) == first.public_key


def test_an_admitted_laptop_has_the_next_digit_and_no_epoch_yet(laptop: Store, fair: Fair) -> None:
    enrolled = admit(fair, laptop)
    assert (enrolled.code, enrolled.name) == (2, "Laptop pameran")
    with fair.store.reading() as session:
        (known,) = laptops(session)
        assert session.get_one(Device, known.device).epoch == 0
        (event,) = session.execute(select(Event).where(Event.kind == EventKind.DEVICE_ENROLLED)).scalars()
    assert event.details["fingerprint"] == known.fingerprint
    assert not known.barred
    assert findings(fair.store) == []


def test_a_laptop_that_is_admitted_twice_keeps_its_digit(laptop: Store, fair: Fair) -> None:
    assert admit(fair, laptop).device == admit(fair, laptop).device


def test_another_number_on_the_screen_admits_nobody(laptop: Store, fair: Fair) -> None:
    file = _request(laptop, fair.clock)
    assert isinstance(
        fair.refusal(enrol_device, _admitting(fair, file, fingerprint="0000 1111 2222 3333")), FingerprintDiffers
    )


def test_the_owner_alone_admits_laptops(laptop: Store, fair: Fair) -> None:
    file = _request(laptop, fair.clock)
    command = EnrolDevice(
        device=DeviceId(new_id(fair.clock)),
        by=fair.gallery.cashier,
        file=file,
        fingerprint=read_enrolment(file).fingerprint,
    )
    assert isinstance(fair.refusal(enrol_device, command), NotAllowed)


def test_a_laptop_needs_a_name(laptop: Store, clock: FixedClock) -> None:
    with pytest.raises(LaptopNameMissing):
        _request(laptop, clock, " \n ")


def test_a_shop_does_not_ask_to_be_admitted(fair: Fair) -> None:
    with pytest.raises(StoreIsAShops):
        _request(fair.store, fair.clock)


def test_a_request_that_names_another_key_than_its_signers_is_refused(laptop: Store, clock: FixedClock) -> None:
    with laptop.writing() as session:
        key = own_key(session)
    file = seal(FileKind.ENROLMENT, About(written_at=clock.now()), [{"is": "laptop", "name": "X", "key": "00"}], key)
    with pytest.raises(RecordSenseless):
        read_enrolment(file)


def test_a_practice_copy_signs_nothing(laptop: Store, fair: Fair) -> None:
    with laptop.writing() as session:
        put_setting(session, PRACTICE, True)
    with pytest.raises(NoKeyInPractice):
        _request(laptop, fair.clock)


def test_a_barred_laptop_is_named_and_stays_barred(laptop: Store, fair: Fair) -> None:
    device = admit(fair, laptop).device
    for _again in range(2):
        fair.do(revoke_device, RevokeDevice(device=device, by=fair.ratna, reason="dicuri"))
    file = _request(laptop, fair.clock)
    refused = fair.refusal(enrol_device, _admitting(fair, file))
    assert isinstance(refused, BarredLaptop)
    assert "Laptop pameran" in str(refused)
    stranger = RevokeDevice(device=DeviceId(new_id(fair.clock)), by=fair.ratna)
    assert isinstance(fair.refusal(revoke_device, stranger), LaptopNotEnrolled)


EXPECTED: dict[str, type[FileRefused]] = {
    "another shop": AnotherShop,
    "another key": UnknownLaptop,
    "another device": UnknownLaptop,
    "barred": BarredLaptop,
}


@pytest.mark.parametrize("what", EXPECTED)
def test_the_shop_takes_files_of_its_own_laptops_alone(laptop: Store, fair: Fair, what: str) -> None:
    device = admit(fair, laptop).device
    with laptop.writing() as session:
        key = own_key(session)
    with fair.store.writing() as session:
        shop, stranger = UUID(get_setting(session, SHOP_ID)), own_key(session)
    right = _homecoming(fair, shop, device, key)
    assert _taken(fair, right).header.about.device == device
    other = new_id(fair.clock)
    if what == "barred":
        fair.do(revoke_device, RevokeDevice(device=device, by=fair.ratna))
        file = right
    else:
        file = _homecoming(
            fair,
            other if what == "another shop" else shop,
            other if what == "another device" else device,
            stranger if what == "another key" else key,
        )
    with pytest.raises(EXPECTED[what], match="Toko sebelah" if what == "another shop" else "Laptop pameran"):
        _taken(fair, file)


def _homecoming(fair: Fair, shop: UUID, device: UUID, key: PrivateKey) -> bytes:
    names = {"shop": "Toko sebelah", "device": "Laptop pameran"}
    about = About(written_at=fair.clock.now(), shop=shop, device=device, names=names)
    return seal(FileKind.HOMECOMING, about, [{"is": "device"}], key)


def _taken(fair: Fair, file: bytes) -> Sealed:
    with fair.store.reading() as session:
        return unseal(file, kind=FileKind.HOMECOMING, admit=lambda header: _admitted(session, header))


def _admitted(session: Session, header: Header) -> None:
    admit_laptop(session, header)


@pytest.fixture
def away(store: Store, laptop: Store, clock: FixedClock) -> Away:
    return an_exhibition_away(store, laptop, clock)


def test_there_is_no_pack_before_something_is_loaded(away: Away) -> None:
    with pytest.raises(NothingLoadedYet):
        away.pack()


def test_no_pack_is_written_for_people_who_have_all_left_the_shop(away: Away) -> None:
    load_the_van(away)
    with away.fair.store.writing() as session:
        session.execute(update(Staff).where(Staff.id.in_(away.goers)).values(active=False))
        session.execute(update(Staff).where(Staff.id == away.fair.ratna.staff).values(active=True))
        keep_staff(session, away.exhibition, (away.fair.gallery.cashier.staff,))
    with pytest.raises(NobodyGoes):
        away.pack()


def test_somebody_has_to_go_who_may_end_the_stand(away: Away) -> None:
    load_the_van(away)
    with away.fair.store.writing() as session:
        keep_staff(session, away.exhibition, (away.fair.gallery.cashier.staff,))
    with pytest.raises(NobodyMayRunIt):
        away.pack()


def test_no_pack_is_written_for_a_barred_laptop(away: Away) -> None:
    load_the_van(away)
    away.fair.do(revoke_device, RevokeDevice(device=away.device, by=away.fair.ratna))
    with pytest.raises(LaptopBarred, match="Laptop pameran"):
        away.pack()


def test_a_stand_on_this_computer_needs_no_pack(away: Away) -> None:
    here = away.fair.stand(away.exhibition, name="Meja depan")
    with away.fair.store.writing() as session, pytest.raises(NoPackNeeded):
        write_pack(session, here.id, by=away.fair.ratna, clock=away.fair.clock)


def test_a_cashier_writes_no_packs(away: Away) -> None:
    load_the_van(away)
    with away.fair.store.writing() as session, pytest.raises(NotAllowed):
        write_pack(session, away.stand, by=away.fair.gallery.cashier, clock=away.fair.clock)


def test_the_private_key_is_in_no_file(away: Away) -> None:
    load_the_van(away)
    file = away.pack()
    with away.fair.store.reading() as session:
        secret = get_setting(session, DEVICE_KEY)
    away.open(file)
    away.laptop.checkpoint(truncate=True)
    for said in (file, _request(away.laptop, away.fair.clock), away.laptop.path.read_bytes()):
        assert secret.encode() not in said
        assert bytes.fromhex(secret) not in said
