"""The two doors: what is committed, what is not, and who may write."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.db.trouble import StoreUnavailable
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


@pytest.mark.parametrize("statement", ["UPDATE document SET reason = 'x'", "DELETE FROM document"])
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
    promised = {"journal_mode": "wal", "synchronous": 3, "foreign_keys": 1, "trusted_schema": 0, "mmap_size": 0}
    with store.writing() as session:
        live = {name: session.scalar(text(f"PRAGMA {name}")) for name in promised}
    assert live == promised
    with store.reading() as session:
        live = {name: session.scalar(text(f"PRAGMA {name}")) for name in promised}
        assert session.scalar(text("PRAGMA query_only")) == 1
    assert live == promised
