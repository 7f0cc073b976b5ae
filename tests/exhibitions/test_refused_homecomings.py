"""Files that must not be added: each refused with a sentence, what our laptops signed is kept, nothing is half done."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.file_errors import (
    AnotherKind,
    AnotherShop,
    BarredLaptop,
    ChangedAfterSigning,
    ContentContradicts,
    FileRefused,
    NotSound,
    RecordSenseless,
    Truncated,
    UnknownLaptop,
)
from sentra_pos.exhibitions.homecoming_errors import Behind, Fork, MoreThanLoaded, NeverSent, OtherStand, WaitingFor
from sentra_pos.exhibitions.models import QuarantinedFileRow
from sentra_pos.exhibitions.preview_homecoming import preview_homecoming
from sentra_pos.exhibitions.quarantine import (
    SeeQuarantined,
    quarantine_folder,
    quarantined_files,
    see_quarantined,
)
from sentra_pos.exhibitions.revoke_device import RevokeDevice, revoke_device
from sentra_pos.exhibitions.sealed_file import seal
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.ledger.open_epoch import open_epoch
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.sales.cart import Condition
from sentra_pos.shop import sentences_of_doctor
from sentra_pos.stock.places import OWNERSHIP
from tests.exhibitions.homecoming_day import Stand, a_stand_away, book, chained_again, hashes, opened, written_again
from tests.exhibitions.on_a_stick import findings

Records = list[dict[str, Any]]


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))
    yield store
    store.close()


@pytest.fixture
def stand(store: Store, laptop: Store, clock: FixedClock) -> Stand:
    made = a_stand_away(store, laptop, clock)
    made.sell(made.away.fair.gallery.mrico)
    return made


def refused(stand: Stand, data: bytes) -> FileRefused:
    """Why; the book is as it was, and the preview says the same."""
    shop = stand.away.fair
    before = book(shop.store)
    with pytest.raises(FileRefused) as refusal:
        stand.bring(data)
    assert book(shop.store) == before
    with pytest.raises(type(refusal.value)):
        preview_homecoming(shop.store, data, shop.ratna, clock=shop.clock, check=sentences_of_doctor)
    with shop.store.reading() as session:
        refusals = session.execute(select(Event).where(Event.kind == EventKind.HOMECOMING_REFUSED)).scalars().all()
        assert refusals
    assert str(refusal.value)
    assert findings(shop.store) == []
    return refusal.value


def kept(stand: Stand) -> list[str]:
    with stand.away.fair.store.reading() as session:
        return [file.name for file in quarantined_files(session)]


def documents(records: Records, kind: str) -> Records:
    return [each for each in records if each["is"] == "document" and each["content"]["kind"] == kind]


def test_a_file_cut_short_is_not_read(stand: Stand) -> None:
    data = stand.file()
    for length in (0, 5, 14, 200, len(data) // 2, len(data) - 1):
        assert isinstance(refused(stand, data[:length]), FileRefused)
    assert isinstance(refused(stand, data[:-1]), Truncated)
    assert kept(stand) == []


def test_a_bit_that_fell_over_is_found_before_anything_is_read(stand: Stand) -> None:
    data = bytearray(stand.file())
    data[-5] ^= 1
    assert isinstance(refused(stand, bytes(data)), ChangedAfterSigning)
    assert kept(stand) == []


def test_a_file_that_a_stranger_signed_is_not_taken(stand: Stand) -> None:
    forged = written_again(stand.file(), Ed25519PrivateKey.generate(), lambda records: records)
    assert isinstance(refused(stand, forged), UnknownLaptop)
    assert kept(stand) == []


def test_a_barred_laptop_brings_nothing_home(stand: Stand) -> None:
    shop = stand.away.fair
    data = stand.file()
    shop.do(revoke_device, RevokeDevice(by=shop.ratna, device=stand.away.device, reason="dicuri"))
    assert isinstance(refused(stand, data), BarredLaptop)


def test_another_shops_file_is_not_taken(stand: Stand) -> None:
    other = written_again(stand.file(), stand.key(), lambda records: records, shop=stand.new())
    assert isinstance(refused(stand, other), AnotherShop)


def test_another_stands_file_is_not_taken(stand: Stand) -> None:
    other = written_again(stand.file(), stand.key(), lambda records: records, stand=stand.new())
    assert isinstance(refused(stand, other), OtherStand)
    other = written_again(stand.file(), stand.key(), lambda records: records, exhibition=stand.new())
    assert isinstance(refused(stand, other), OtherStand)


def test_a_pack_is_no_homecoming(stand: Stand) -> None:
    assert isinstance(refused(stand, stand.away.pack()), AnotherKind)


def test_two_copies_of_a_laptop_that_both_sold_are_found_and_the_second_is_kept(
    stand: Stand, tmp_path: Path, clock: FixedClock
) -> None:
    gallery = stand.away.fair.gallery
    stand.store.checkpoint(truncate=True)
    clone = replace(stand, store=Store(Path(shutil.copy(stand.store.path, tmp_path / "clone.db"))))
    try:
        stand.sell(gallery.mrico)
        clone.sell(gallery.shirt_m)
        first, second = stand.file(), clone.file()
        stand.bring(first)
        refusal = refused(stand, second)
    finally:
        clone.store.close()
    assert isinstance(refusal, Fork)
    assert "J2-000002" in str(refusal)
    (name,) = kept(stand)
    assert (quarantine_folder(stand.away.fair.store.path) / name).read_bytes() == second


def test_a_kept_file_is_off_the_list_once_somebody_saw_to_it(stand: Stand) -> None:
    shop = stand.away.fair
    refused(stand, written_again(stand.file(), stand.key(), lambda records: records[1:]))
    with shop.store.reading() as session:
        (file,) = quarantined_files(session)
    shop.do(see_quarantined, SeeQuarantined(by=shop.ratna, file=file.id))
    assert kept(stand) == []
    with shop.store.reading() as session:
        (seen,) = quarantined_files(session, also_seen=True)
        assert seen.seen
        assert session.get_one(QuarantinedFileRow, file.id).code == "RecordSenseless"


def test_a_gap_waits_for_what_is_missing_and_then_is_added(stand: Stand) -> None:
    def without_first_two(records: Records) -> Records:
        left = {id(record) for record in [each for each in records if each["is"] == "document"][:2]}
        return [record for record in records if id(record) not in left]

    whole = stand.file()
    part = written_again(whole, stand.key(), without_first_two)
    assert isinstance(refused(stand, part), WaitingFor)
    assert kept(stand) == []
    stand.bring(whole)
    assert stand.bring(part).added == 0


def test_a_file_in_two_parts_makes_the_same_book(stand: Stand) -> None:
    gallery = stand.away.fair.gallery
    stand.bring(stand.file())
    stand.sell(gallery.mrico)
    whole = stand.file()

    def only_the_new(records: Records) -> Records:
        older = [each for each in records if each["is"] == "document"][:3]
        return [each for each in records if each not in older]

    assert stand.bring(written_again(whole, stand.key(), only_the_new)).added == 1
    assert hashes(stand.away.fair.store, stand.away.device) == hashes(stand.store)
    assert findings(stand.away.fair.store) == []


def test_a_laptop_restored_from_its_backup_goes_on_where_it_was(stand: Stand) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    stand.bring(stand.file())
    with stand.store.writing() as session:
        open_epoch(session, stand.away.device, reason="restored", clock=shop.clock)
    stand.sell(gallery.mrico)
    stand.bring(stand.file())
    assert hashes(shop.store, stand.away.device) == hashes(stand.store)
    assert findings(shop.store) == []


def test_a_laptop_restored_from_a_backup_older_than_what_came_home_is_told_of(stand: Stand, tmp_path: Path) -> None:
    shop, gallery = stand.away.fair, stand.away.fair.gallery
    stand.store.checkpoint(truncate=True)
    restored = replace(stand, store=Store(Path(shutil.copy(stand.store.path, tmp_path / "restored.db"))))
    with closing(restored.store):
        older = restored.file()
        stand.sell(gallery.mrico)
        newer = stand.file()
        stand.bring(newer)
        with restored.store.writing() as session:
            open_epoch(session, stand.away.device, reason="restored", clock=shop.clock)
        restored.sell(gallery.shirt_m)
        refusal = refused(stand, restored.file())
    assert isinstance(refusal, Behind)
    assert stand.bring(older).added == 0
    assert stand.bring(newer).added == 0


def _change(kind: str, change: Callable[[dict[str, Any]], None]) -> Callable[[Records], Records]:
    def changed(records: Records) -> Records:
        change(documents(records, kind)[0]["content"])
        return chained_again(records)

    return changed


def _say(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(content: dict[str, Any]) -> None:
        content[key] = value

    return change


def _more_money(content: dict[str, Any]) -> None:
    content["money"][0][3] += 1


def _more_share(content: dict[str, Any]) -> None:
    content["allocations"][0][6] += 1_000
    content["allocations"][0][7] -= 1_000
    for move in content["money"]:
        if move[3] == content["allocations"][0][6] - 1_000:
            move[3] += 1_000
        elif move[3] == content["allocations"][0][7] + 1_000:
            move[3] -= 1_000


def _from_elsewhere(content: dict[str, Any]) -> None:
    content["goods"][0][2] = "018f0000-0000-7000-8000-000000000000"


def _more_arrived(content: dict[str, Any]) -> None:
    content["goods"][0][4] += 1
    content["lines"][1][7] += 1


SENSELESS = {
    "another kind of document": _change("sale", _say("kind", "settlement")),
    "a seq of text": _change("sale", _say("number", "1")),
    "a bool for a number": _change("sale", _say("offset", True)),
    "a day that is none": _change("sale", _say("date", "2026-02-30")),
    "an unknown field": _change("sale", _say("colour", "red")),
    "a time before time": _change("sale", _say("at", -1)),
    "an actor in capitals": _change("sale", _say("actor", "018F0000-0000-7000-8000-00000000000A")),
    "lines of no shape": _change("sale", _say("lines", [[1]])),
    "a place in the shop": _change("sale", _from_elsewhere),
}


@pytest.mark.parametrize("change", SENSELESS.values(), ids=SENSELESS)
def test_a_record_that_no_laptop_writes_is_refused_though_it_is_signed(
    stand: Stand, change: Callable[[Records], Records]
) -> None:
    refusal = refused(stand, written_again(stand.file(), stand.key(), change))
    assert isinstance(refusal, RecordSenseless)
    assert len(kept(stand)) == 1


UNSOUND = {
    "money that leaves clearing": (_change("sale", _more_money), NotSound),
    "a share that no agreement gives": (_change("sale", _more_share), NotSound),
    "an actor who is nobody": (_change("sale", _say("actor", "018f0000-0000-7000-8000-00000000000a")), FileRefused),
    "a number left out": (_change("sale", _say("number", 2)), NotSound),
    "a shift that is none": (_change("sale", _say("shift", None)), NotSound),
    "more arrived than was loaded": (_change("exhibition_arrival", _more_arrived), MoreThanLoaded),
}


@pytest.mark.parametrize(("change", "wanted"), UNSOUND.values(), ids=UNSOUND)
def test_what_the_doctor_would_find_is_found_before_it_is_in_the_book(
    stand: Stand, change: Callable[[Records], Records], wanted: type[FileRefused]
) -> None:
    refusal = refused(stand, written_again(stand.file(), stand.key(), change))
    assert isinstance(refusal, wanted)
    assert len(kept(stand)) == 1


def test_a_seal_that_is_not_the_contents_is_found(stand: Stand) -> None:
    def unsealed(records: Records) -> Records:
        documents(records, "sale")[0]["content"]["reason"] = "gratis"
        return records

    assert isinstance(refused(stand, written_again(stand.file(), stand.key(), unsealed)), RecordSenseless)


@pytest.mark.parametrize("key", ["load", "stand"])
def test_goods_that_arrived_without_having_been_sent_are_refused(stand: Stand, key: str) -> None:
    def of_nothing(records: Records) -> Records:
        documents(records, "exhibition_arrival")[0]["content"]["lines"][0][14][key] = str(stand.new())
        return chained_again(records)

    assert isinstance(refused(stand, written_again(stand.file(), stand.key(), of_nothing)), NeverSent | NotSound)


def test_more_pieces_than_came_back_do_not_change_their_owner(stand: Stand) -> None:
    def more(records: Records) -> Records:
        gone, come = documents(records, "refund")[0]["content"]["goods"][-2:]
        assert (gone[3], come[2]) == (str(OWNERSHIP), str(OWNERSHIP))
        gone[4] += 1_000
        return chained_again(records)

    stand.refund(stand.sell(stand.away.fair.gallery.surya).id, Condition.DAMAGED_SHOP)
    refusal = refused(stand, written_again(stand.file(), stand.key(), more))
    assert isinstance(refusal, NotSound)


@pytest.mark.parametrize("table", ["allocations", "goods", "money"])
@pytest.mark.parametrize("line", [{"a": 1}, [], True, 99])
def test_a_row_of_no_line_is_refused(stand: Stand, table: str, line: Any) -> None:
    def of_no_line(records: Records) -> Records:
        documents(records, "sale")[0]["content"][table][0][0] = line
        return chained_again(records)

    assert isinstance(refused(stand, written_again(stand.file(), stand.key(), of_no_line)), RecordSenseless)


def test_documents_out_of_their_order_are_refused(stand: Stand) -> None:
    def exchanged(records: Records) -> Records:
        at = [place for place, each in enumerate(records) if each["is"] == "document"]
        records[at[0]], records[at[1]] = records[at[1]], records[at[0]]
        return records

    refusal = refused(stand, written_again(stand.file(), stand.key(), exchanged))
    assert isinstance(refusal, ContentContradicts | WaitingFor)


def test_terms_that_a_laptop_made_up_are_refused(stand: Stand) -> None:
    def made_up(records: Records) -> Records:
        event = next(each for each in records if each["is"] == "event" and each["content"]["kind"] == "pack_opened")
        terms = event["content"]["details"]["terms"]
        event["content"]["kind"] = "agreement_recorded"
        event["content"]["details"] = {"agreement": next(iter(terms)), "terms": "00" * 32}
        return chained_again(records)

    assert isinstance(refused(stand, written_again(stand.file(), stand.key(), made_up)), RecordSenseless)


def test_nothing_but_whole_records_of_known_kinds_in_their_order(stand: Stand) -> None:
    data, key = stand.file(), stand.key()
    sealed = opened(data)
    for records in (
        [],
        [{"is": "device"}],
        [{"is": "pirate"}],
        [*sealed.records(), {"is": "event"}],
        [*sealed.records(), next(sealed.records())],
        [{**next(sealed.records()), "code": 7}, *list(sealed.records())[1:]],
    ):
        assert isinstance(refused(stand, seal(sealed.header.kind, sealed.header.about, records, key)), RecordSenseless)


def test_looking_is_enough_to_be_told_and_to_keep_the_file_aside(stand: Stand) -> None:
    """A good file that is looked into leaves nothing; one that was made up by its laptop is kept and in the log."""
    shop = stand.away.fair
    before = book(shop.store)

    def look(data: bytes) -> None:
        preview_homecoming(shop.store, data, shop.ratna, clock=shop.clock, check=sentences_of_doctor)

    look(stand.file())
    assert kept(stand) == []
    with pytest.raises(FileRefused) as refusal:
        look(written_again(stand.file(), stand.key(), lambda records: [*records, records[-1]]))

    assert len(kept(stand)) == 1
    with shop.store.reading() as session:
        (told,) = session.execute(select(Event).where(Event.kind == EventKind.HOMECOMING_REFUSED)).scalars()
    assert told.details["code"] == type(refusal.value).__name__
    assert book(shop.store) == before


def test_who_may_not_bring_it_home_may_not_look_into_it(stand: Stand) -> None:
    shop = stand.away.fair
    with pytest.raises(NotAllowed):
        preview_homecoming(shop.store, stand.file(), shop.gallery.cashier, clock=shop.clock, check=sentences_of_doctor)
