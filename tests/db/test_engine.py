"""The two doors: what is committed, what is not, and who may write."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from sqlalchemy import func, select, text

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.connection import PRAGMAS, sqlite, store_uri
from sentra_pos.db.engine import Store
from sentra_pos.db.opening import open_store
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.db.trouble import StoreUnavailable
from sentra_pos.doctor.examine import examine
from sentra_pos.doctor.reader import store_uri as reader_uri
from sentra_pos.ledger.models import Document, Lot
from tests.factories import add_artisan, add_item, consign, found_a_shop


def test_what_is_written_is_read_and_what_fails_never_happened(store: Store) -> None:
    with store.writing() as session:
        put_setting(session, "a", 1)
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        put_setting(session, "a", 1 // 0 if get_setting(session, "a") == 1 else 2)
    with store.reading() as session:
        assert get_setting(session, "a") == 1


def test_the_reading_door_cannot_write(store: Store) -> None:
    with pytest.raises(StoreUnavailable), store.reading() as session:
        put_setting(session, "a", 1)


def test_a_writing_block_inside_another_is_a_bug(store: Store) -> None:
    with store.writing(), pytest.raises(RuntimeError, match="already open"), store.writing():
        pass


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE document SET reason = 'x'",
        "DELETE FROM document",
        "INSERT OR REPLACE INTO document SELECT * FROM document",
        "UPDATE OR REPLACE document SET id = id",
    ],
)
def test_posted_rows_refuse_to_change(store: Store, clock: FixedClock, statement: str) -> None:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        consign(session, clock, founded, add_item(session, clock), owner=add_artisan(session, clock))
    with pytest.raises(Exception, match="never changed"), store.writing() as session:
        session.execute(text(statement))
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Document)) == 1
        assert session.scalar(select(func.count()).select_from(Lot)) == 1


def test_the_live_connections_keep_every_promise(store: Store) -> None:
    promised = {
        "journal_mode": "wal",
        "synchronous": 3,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "busy_timeout": 5000,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "wal_autocheckpoint": 4000,
    }
    assert set(promised) == {pragma.split()[1].partition("=")[0] for pragma in PRAGMAS}
    with store.writing() as session:
        live = {name: session.scalar(text(f"PRAGMA {name}")) for name in promised}
    assert live == promised
    with store.reading() as session:
        live = {name: session.scalar(text(f"PRAGMA {name}")) for name in promised}
        assert session.scalar(text("PRAGMA query_only")) == 1
    assert live == promised


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"C:\Toko Batik\shop.db", "file:///C:/Toko%20Batik/shop.db"),
        (r"\\nas\toko\shop.db", "file:////nas/toko/shop.db"),
        (r"\\localhost\toko\shop.db", "file:////localhost/toko/shop.db"),
        (r"\\nas\toko batik\100% #1?.db", "file:////nas/toko%20batik/100%25%20%231%3F.db"),
    ],
)
def test_a_network_folder_of_windows_is_no_host_of_the_uri(path: str, uri: str) -> None:
    assert store_uri(PureWindowsPath(path)) == uri
    assert reader_uri(PureWindowsPath(path)) == uri
    # Whatever SQLite answers here, where there is no such folder: it takes the address for one of a file.
    with pytest.raises(sqlite.Error, match="unable to open"):
        sqlite.connect(f"{uri}?mode=ro", uri=True)


@pytest.mark.parametrize("name", ["toko batik.db", "100%.db", "a#b.db", "ya?mode=ro.db", "batik%20tulis.db"])
def test_a_store_may_be_called_anything(tmp_path: Path, clock: FixedClock, name: str) -> None:
    open_store(tmp_path / name, clock).close()
    assert examine(tmp_path / name) == ()
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted((name, f"{name}.lock"))
