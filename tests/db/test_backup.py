"""Backups are good only once they have been opened and checked; restoring never loses what stood there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from sentra_pos.core.clock import FixedClock
from sentra_pos.db import backup as backups
from sentra_pos.db.backup import BackupNotGood, FileIsThere, automatic_backup, backup_to, newest_backup
from sentra_pos.db.connection import connect
from sentra_pos.db.engine import Store
from sentra_pos.db.instance import AlreadyOpen
from sentra_pos.db.opening import open_store
from sentra_pos.db.restore import BackupUnusable, OtherShop
from sentra_pos.db.rules import backups_kept
from sentra_pos.db.trouble import NotAStore, StoreUnavailable
from sentra_pos.ledger.models import Device, Document
from sentra_pos.ledger.queries import documents_posted
from sentra_pos.ledger.restore import restore
from tests.factories import Founded, add_item, consign, found_a_shop


def note(store: Store, clock: FixedClock, founded: Founded) -> str:
    with store.writing() as session:
        return consign(session, clock, founded, add_item(session, clock))[0].code


def test_a_backup_holds_what_was_posted_and_nothing_after(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    founded = found_a_shop(store, clock)
    note(store, clock, founded)
    made = backup_to(store, tmp_path / "stick" / "b.db", clock)
    note(store, clock, founded)

    assert made.figures.documents == 1
    assert [file.name for file in made.file.parent.iterdir()] == ["b.db"]
    copy = Store(made.file)
    with copy.reading() as session:
        assert documents_posted(session) == 1
    copy.close()


def test_a_backup_is_made_while_a_sale_is_being_written(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        consign(session, clock, founded, add_item(session, clock))
        assert backup_to(store, tmp_path / "b.db", clock).figures.documents == 0


def test_a_backup_never_overwrites(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    (tmp_path / "b.db").write_bytes(b"precious")
    with pytest.raises(FileIsThere):
        backup_to(store, tmp_path / "b.db", clock)
    assert (tmp_path / "b.db").read_bytes() == b"precious"


def test_a_copy_that_the_doctor_does_not_like_is_not_kept(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    seen: list[Path] = []

    def doctor(file: Path) -> Sequence[str]:
        seen.append(file)
        return ["stock of lot 7"]

    with pytest.raises(BackupNotGood, match="stock of lot 7"):
        backup_to(store, tmp_path / "b" / "b.db", clock, check=doctor)
    assert [file.name for file in seen] == ["b.db.part"]
    assert not list((tmp_path / "b").iterdir())


def test_a_copy_with_rows_that_name_nothing_is_not_kept(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    with store.driver_connection() as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("INSERT INTO item_code (code, item_id, own) VALUES ('1', x'00', 1)")
    with pytest.raises(BackupNotGood, match="item_code"):
        backup_to(store, tmp_path / "b.db", clock)


def test_a_folder_that_cannot_be_made_is_said(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    (tmp_path / "stick").write_bytes(b"a file, not a folder")
    with pytest.raises(StoreUnavailable):
        backup_to(store, tmp_path / "stick" / "b.db", clock)


def test_the_newest_backup_tells_its_age_and_half_ones_do_not_count(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    assert newest_backup(folder) is None
    automatic_backup(store, folder, clock)
    clock.advance(timedelta(hours=3))
    (folder / "backup-20990101T000000Z.db.part").write_bytes(b"half")
    (folder / "holiday.jpg").write_bytes(b"picture")
    newest = newest_backup(folder)
    assert newest is not None
    assert newest.age(clock) == timedelta(hours=3)


def test_two_backups_in_one_second_are_two(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    first, second = (automatic_backup(store, tmp_path / "b", clock) for _ in range(2))
    assert first.file != second.file
    assert first.file.exists()
    assert second.file.exists()


def test_old_backups_go_as_the_rule_says_and_other_files_stay(
    store: Store, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "b"
    monkeypatch.setattr(backups, "backups_kept", lambda made: frozenset({max(made)}))
    automatic_backup(store, folder, clock)
    (folder / "mine.db").write_bytes(b"mine")
    clock.advance(timedelta(minutes=1))
    last = automatic_backup(store, folder, clock)
    assert sorted(file.name for file in folder.iterdir()) == sorted([last.file.name, "mine.db"])


def test_the_rule_keeps_hours_then_days_then_months_then_years() -> None:
    newest = datetime(2026, 11, 22, 10, tzinfo=UTC)
    made = [newest - timedelta(minutes=30 * step) for step in range(2 * 24 * 800)]
    kept = backups_kept(made)
    assert newest in kept
    assert 48 + 35 + 13 - 6 <= len(kept) <= 48 + 35 + 13 + 10
    assert {moment.year for moment in kept} == {2024, 2025, 2026}
    assert backups_kept(kept) == kept
    assert backups_kept([]) == frozenset()


def restored(store: Store, clock: FixedClock, file: Path) -> Store:
    store.close()
    restore(file, store.path, clock)
    return open_store(store.path, clock)


def test_a_restored_shop_numbers_in_a_new_epoch(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    founded = found_a_shop(store, clock)
    note(store, clock, founded)
    made = backup_to(store, tmp_path / "b.db", clock)
    assert note(store, clock, founded) == "N1-000002"
    store = restored(store, clock, made.file)
    assert note(store, clock, founded) == "N1.2-000001"
    with store.reading() as session:
        assert documents_posted(session) == 2
    store.close()
    assert [file.name for file in tmp_path.glob("*.replaced")] == ["shop.db.replaced"]


def test_restoring_the_same_backup_again_reuses_no_epoch(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    founded = found_a_shop(store, clock)
    made = backup_to(store, tmp_path / "b.db", clock)
    store = restored(store, clock, made.file)
    assert note(store, clock, founded) == "N1.2-000001"
    store = restored(store, clock, made.file)
    assert note(store, clock, founded) == "N1.3-000001"
    store.close()


def test_two_restores_into_empty_places_cannot_know_of_each_other(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    founded = found_a_shop(store, clock)
    made = backup_to(store, tmp_path / "b.db", clock)
    ends = []
    for place in ("one", "two"):
        restore(made.file, tmp_path / place / "shop.db", clock)
        store = open_store(tmp_path / place / "shop.db", clock)
        assert note(store, clock, founded) == "N1.2-000001"
        with store.reading() as session:
            ends.append(session.execute(select(Document.id, Document.hash)).one())
        store.close()
        clock.advance(timedelta(seconds=1))
    assert ends[0].id != ends[1].id
    assert ends[0].hash != ends[1].hash


def test_a_backup_stays_as_it_was_when_restored(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    found_a_shop(store, clock)
    made = backup_to(store, tmp_path / "stick" / "b.db", clock)
    content = made.file.read_bytes()
    restored(store, clock, made.file).close()
    assert made.file.read_bytes() == content
    assert [file.name for file in made.file.parent.iterdir()] == ["b.db"]


def test_a_backup_of_another_shop_is_refused_unless_nothing_stands_there(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    found_a_shop(store, clock)
    made = backup_to(store, tmp_path / "b.db", clock)
    other = open_store(tmp_path / "other" / "shop.db", clock)
    found_a_shop(other, clock, "Sentra Lain")
    other.close()
    before = other.path.read_bytes()

    with pytest.raises(OtherShop):
        restore(made.file, other.path, clock)
    assert other.path.read_bytes() == before
    restore(made.file, tmp_path / "third" / "shop.db", clock)
    open_store(tmp_path / "third" / "shop.db", clock).close()


def test_a_running_shop_is_not_restored_over(tmp_path: Path, clock: FixedClock) -> None:
    store = open_store(tmp_path / "shop.db", clock)
    made = backup_to(store, tmp_path / "b.db", clock)
    with pytest.raises(AlreadyOpen):
        restore(made.file, store.path, clock)
    store.close()


def test_a_file_that_is_no_backup_is_refused(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    store.close()
    (tmp_path / "b.db").write_bytes(b"hello")
    with pytest.raises(NotAStore):
        restore(tmp_path / "b.db", store.path, clock)
    open_store(store.path, clock).close()


def test_a_backup_that_the_doctor_does_not_like_leaves_the_store_alone(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    found_a_shop(store, clock)
    made = backup_to(store, tmp_path / "b.db", clock)
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(BackupUnusable, match="ill"):
        restore(made.file, store.path, clock, check=lambda file: ["ill"])
    assert store.path.read_bytes() == before


def test_a_damaged_store_is_replaced_and_kept_as_evidence(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    founded = found_a_shop(store, clock)
    made = backup_to(store, tmp_path / "b.db", clock)
    store.close()
    store.path.write_bytes(b"\0" * 8192)
    store = restored(store, clock, made.file)
    note(store, clock, founded)
    store.close()
    assert (tmp_path / "shop.db.replaced").read_bytes() == b"\0" * 8192


def test_every_device_of_a_restored_shop_begins_anew(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    found_a_shop(store, clock)
    made = backup_to(store, tmp_path / "b.db", clock)
    store = restored(store, clock, made.file)
    with store.reading() as session:
        assert [device.epoch for device in session.query(Device)] == [2]
    store.close()
    with closing(connect(store.path, read_only=True)) as connection:
        assert connection.execute("SELECT count(*) FROM event WHERE kind = 'restore'").fetchone()[0] == 1
