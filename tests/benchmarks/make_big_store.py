"""Stores of the size that a shop reaches in ten years: built once, kept in a folder, never measured in place.

The catalogue goes through the shop's own door, the sales beside it in the same shape: the doctor is silent about both.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DeviceId, DocumentId, PlaceId, ShiftId, StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.resources import migrations_path
from sentra_pos.db.connection import connect
from sentra_pos.db.engine import Store
from sentra_pos.db.opening import open_store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.benchmarks.big_catalogue import ITEMS, fill_catalogue
from tests.benchmarks.big_sales import LINES_A_SALE, Piece, pieces_of, sell_in_bulk
from tests.factories import Founded, found_a_shop

SALES = 200_000
_SALES_A_DAY = 500
_INDEXES = (
    "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL "
    "AND tbl_name IN ('document_line', 'line_allocation', 'goods_move', 'money_move')"
)
_START = datetime(2024, 1, 1, 1, 0, tzinfo=UTC)
_FLOAT = Rupiah(500_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class BigStore:
    """A finished store with its till open: copy the file, do not open it. ``now`` is when its last day begins."""

    file: Path
    founded: Founded
    now: datetime

    def copy_to(self, file: Path) -> Path:
        """One that may be written to."""
        return Path(shutil.copy(self.file, file))

    def pieces(self) -> list[Piece]:
        """All that can be sold, the newest first."""
        with closing(connect(self.file, read_only=True)) as connection:
            return pieces_of(connection)


def moment_of(file: Path) -> datetime:
    """When the newest document of a store was posted."""
    with closing(connect(file, read_only=True)) as connection:
        (at,) = connection.execute("SELECT at FROM document ORDER BY received_seq DESC LIMIT 1").fetchone()
    return datetime.fromtimestamp(at / 1e6, UTC)


def item_store(folder: Path) -> BigStore:
    """A hundred thousand items and lots, nothing sold."""
    return cached(folder, "items", lambda file: _build(file, folder, 0))


def sales_store(folder: Path, sales: int = SALES) -> BigStore:
    """The same with so many sales of five consigned lines, five hundred a day."""
    return cached(folder, f"sales-{sales}", lambda file: _build(file, folder, sales))


def cached(folder: Path, name: str, build: Callable[[Path], BigStore]) -> BigStore:
    """The store of that name for the schema of today, built if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    schema = b"".join(path.read_bytes() for path in sorted((migrations_path() / "versions").glob("*.sql")))
    version = hashlib.sha256(schema).hexdigest()[:8]
    file, facts = folder / f"{name}-{version}.db", folder / f"{name}-{version}.json"
    if not facts.exists():
        for old in folder.glob(f"{name}-*"):
            old.unlink()
        began = time.perf_counter()
        built = build(file)
        facts.write_text(json.dumps(_plain(built)), encoding="utf-8")
        print(f"built {file.name}: {file.stat().st_size / 1e6:.0f} MB, {time.perf_counter() - began:.0f} s", flush=True)
    return _again(file, json.loads(facts.read_text(encoding="utf-8")))


def _plain(built: BigStore) -> dict[str, str]:
    founded = built.founded
    ids = {"device": founded.device, "owner": founded.owner, "shelf": founded.shelf}
    return {"now": built.now.isoformat(), **{name: str(identity) for name, identity in ids.items()}}


def _again(file: Path, facts: dict[str, str]) -> BigStore:
    device, owner = DeviceId(UUID(facts["device"])), StaffId(UUID(facts["owner"]))
    by = ActedBy(device=device, staff=owner)
    founded = Founded(device=device, owner=owner, shelf=PlaceId(UUID(facts["shelf"])), by=by)
    return BigStore(file=file, founded=founded, now=datetime.fromisoformat(facts["now"]))


def _build(file: Path, folder: Path, sales: int) -> BigStore:
    if not sales:
        clock = FixedClock(_START)
        with closing(unsafe(file, clock)) as store:
            founded = found_a_shop(store, clock)
            with store.writing() as session:
                fill_catalogue(session, founded, clock, items=ITEMS)
            open_with_a_float(store, founded, clock)
            store.checkpoint(truncate=True)
        return BigStore(file=file, founded=founded, now=clock.now())
    stocked = item_store(folder)
    clock = FixedClock(stocked.now)
    stocked.copy_to(file)
    pieces = stocked.pieces()
    with closing(unsafe(file, clock)) as store:
        with _without_indexes(store):
            trade(store, stocked.founded, clock, pieces, sales)
        store.checkpoint(truncate=True)
    return BigStore(file=file, founded=stocked.founded, now=clock.now())


def trade(store: Store, founded: Founded, clock: FixedClock, pieces: Sequence[Piece], sales: int) -> None:
    """Sell so many times, day after day."""
    for day in _days(sales):
        trade_a_day(store, founded, clock, [pieces[number] for number in day])


def unsafe(file: Path, clock: FixedClock) -> Store:
    """Nothing here has to survive a power cut: it is built again. The doctor looks at the references afterwards."""
    store = open_store(file, clock)
    with store.driver_connection() as connection:
        for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-2000000", "wal_autocheckpoint=100000"):
            connection.execute(f"PRAGMA {pragma}").close()
    return store


@contextmanager
def _without_indexes(store: Store) -> Iterator[None]:
    """Those that only later questions need are made at the end, which is quicker than to keep them up row by row."""
    with store.driver_connection() as connection:
        dropped = connection.execute(_INDEXES).fetchall()
        for name, _sql in dropped:
            connection.execute(f"DROP INDEX {name}").close()
    yield
    with store.driver_connection() as connection:
        for _name, sql in dropped:
            connection.execute(sql).close()


def _days(sales: int) -> Iterator[list[int]]:
    """The numbers of the pieces sold, a list a day: every piece as often as every other, in no order."""
    luck = random.Random(2)
    numbers = (number for _round in range(100) for number in luck.sample(range(ITEMS), ITEMS))
    for begun in range(0, sales, _SALES_A_DAY):
        yield list(islice(numbers, min(_SALES_A_DAY, sales - begun) * LINES_A_SALE))


def open_with_a_float(store: Store, founded: Founded, clock: FixedClock) -> None:
    """The till, for the first time."""
    opening = OpenTill(id=DocumentId(new_id(clock)), by=founded.by, counted=_FLOAT, added=_FLOAT)
    with store.writing() as session:
        open_till(session, opening, clock=clock)


def trade_a_day(store: Store, founded: Founded, clock: FixedClock, sold: Sequence[Piece]) -> None:
    """A day from open till to open till: sell, count the drawer into the safe, sleep, open again."""
    evening = clock.now() + timedelta(days=1)
    with store.driver_connection() as connection:
        connection.execute("BEGIN IMMEDIATE").close()
        shift = connection.execute("SELECT id FROM document WHERE kind = 'till_opening' ORDER BY received_seq DESC")
        taken = sell_in_bulk(connection, founded, ShiftId(UUID(bytes=shift.fetchone()[0])), sold, clock)
        shift.close()
        connection.execute("COMMIT").close()
    left = _FLOAT + taken
    with store.writing() as session:
        closing_command = CloseTill(id=DocumentId(new_id(clock)), by=founded.by, counted=left, to_safe=left)
        close_till(session, closing_command, clock=clock)
    clock.set(evening)
    open_with_a_float(store, founded, clock)
