"""Stores of the size that a shop reaches in ten years: built once, kept in a folder, never measured in place.

Everything is posted by the shop's own door or written beside it in the same shape, so the doctor is silent about it.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, ShiftId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.core.resources import migrations_path
from sentra_pos.db.engine import Store
from sentra_pos.db.opening import open_store
from sentra_pos.ledger.draft import CLEARING, Allocation, Draft, Line, MoneyMove
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.payments.methods import CASH
from sentra_pos.sales.postings import LotFacts, sold_goods, sold_money
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.queries import drawer_of
from tests.benchmarks.big_catalogue import ITEMS, Piece, fill_catalogue
from tests.factories import Founded, found_a_shop

SALES = 200_000
LINES_A_SALE = 5
_SALES_A_DAY = 500
_START = datetime(2024, 1, 1, 1, 0, tzinfo=UTC)
_FLOAT = Rupiah(500_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class BigStore:
    """A finished store: copy the file, do not open it. The till is open when there are sales."""

    file: Path
    founded: Founded
    pieces: list[Piece]
    now: datetime


def item_store(folder: Path) -> BigStore:
    """A hundred thousand items and lots, nothing sold."""
    return _cached(folder, "items", sales=0)


def sales_store(folder: Path, sales: int = SALES) -> BigStore:
    """The same with so many sales of five consigned lines over some years of days."""
    return _cached(folder, f"sales-{sales}", sales=sales)


def _cached(folder: Path, name: str, *, sales: int) -> BigStore:
    folder.mkdir(parents=True, exist_ok=True)
    schema = b"".join(path.read_bytes() for path in sorted((migrations_path() / "versions").glob("*.sql")))
    version = hashlib.sha256(schema).hexdigest()[:8]
    file, facts = folder / f"{name}-{version}.db", folder / f"{name}-{version}.pickle"
    if facts.exists():
        built: BigStore = pickle.loads(facts.read_bytes())
        return BigStore(file=file, founded=built.founded, pieces=built.pieces, now=built.now)
    for old in folder.glob(f"{name}-*"):
        old.unlink()
    began = time.perf_counter()
    built = _build(file, folder, sales)
    facts.write_bytes(pickle.dumps(built))
    print(f"built {file.name}: {file.stat().st_size / 1e6:.0f} MB in {time.perf_counter() - began:.0f} s", flush=True)
    return built


def _build(file: Path, folder: Path, sales: int) -> BigStore:
    if sales:
        built = item_store(folder)
        shutil.copy(built.file, file)
    else:
        built = None
    clock = FixedClock(built.now if built else _START)
    store = open_store(file, clock)
    try:
        with store.driver_connection() as connection:
            # Nothing here has to survive a power cut; it is built again.
            for pragma in ("synchronous=OFF", "cache_size=-1000000", "wal_autocheckpoint=50000"):
                connection.execute(f"PRAGMA {pragma}").close()
        if built is None:
            built = _stocked(file, store, clock)
        else:
            _sell(store, built, clock, sales)
        store.checkpoint(truncate=True)
    finally:
        store.close()
    return BigStore(file=file, founded=built.founded, pieces=built.pieces, now=clock.now())


def _stocked(file: Path, store: Store, clock: FixedClock) -> BigStore:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        pieces = fill_catalogue(session, founded, clock, items=ITEMS)
    return BigStore(file=file, founded=founded, pieces=pieces, now=clock.now())


def _sell(store: Store, stocked: BigStore, clock: FixedClock, sales: int) -> None:
    founded = stocked.founded
    for day in _days(sales):
        _trade(store, founded, clock, [stocked.pieces[number] for number in day])
    with store.writing() as session:
        opening = OpenTill(id=DocumentId(new_id(clock)), by=founded.by, counted=_FLOAT, added=_FLOAT)
        open_till(session, opening, clock=clock)


def _days(sales: int) -> Iterator[list[int]]:
    """The numbers of the pieces sold, a list a day: every piece as often as every other, in no order."""
    luck = random.Random(2)
    numbers = (number for _round in range(100) for number in luck.sample(range(ITEMS), ITEMS))
    for begun in range(0, sales, _SALES_A_DAY):
        yield list(islice(numbers, min(_SALES_A_DAY, sales - begun) * LINES_A_SALE))


def _trade(store: Store, founded: Founded, clock: FixedClock, sold: Sequence[Piece]) -> None:
    """A day: open, sell, count the drawer into the safe."""
    evening = clock.now() + timedelta(days=1)
    with store.writing() as session:
        opening = OpenTill(id=DocumentId(new_id(clock)), by=founded.by, counted=_FLOAT, added=_FLOAT)
        opened = open_till(session, opening, clock=clock)
        taken = ZERO
        for begun in range(0, len(sold), LINES_A_SALE):
            clock.advance(timedelta(minutes=1))
            sale = _sale(founded, clock, opened.shift, sold[begun : begun + LINES_A_SALE])
            post(session, sale, clock=clock)
            taken += sale.lines[-1].amount
        left = _FLOAT + taken
        closing = CloseTill(id=DocumentId(new_id(clock)), by=founded.by, counted=left, to_safe=left)
        close_till(session, closing, clock=clock)
    clock.set(evening)


def _sale(founded: Founded, clock: FixedClock, shift: ShiftId, pieces: Sequence[Piece]) -> Draft:
    numbered = list(enumerate(pieces, start=1))
    total = sum_rupiah(piece.price for piece in pieces)
    goods = [
        Line(
            number=number,
            kind=LineKind.GOODS,
            amount=piece.price,
            text=piece.name,
            item=piece.item,
            quantity=ONE,
            price=piece.price,
            discount=ZERO,
            details={"facts": list(piece.facts)} if piece.facts else {},
        )
        for number, piece in numbered
    ]
    tender = Line(
        number=len(goods) + 1, kind=LineKind.TENDER, amount=total, method=CASH, details={"given": total.amount}
    )
    parts = tuple(_part(number, piece) for number, piece in numbered)
    lots = {piece.lot: LotFacts(owner=piece.maker.party, cost=None) for piece in pieces}
    paid = MoneyMove(line=tender.number, debit=drawer_of(founded.device), credit=CLEARING, amount=total)
    return Draft(
        id=DocumentId(new_id(clock)),
        kind=DocumentKind.SALE,
        by=founded.by,
        business_date=clock.now().astimezone(clock.zone).date(),
        shift=shift,
        intent=hashlib.sha256(json.dumps(total.amount).encode()).digest(),
        lines=(*goods, tender),
        allocations=parts,
        goods=sold_goods(parts, founded.shelf),
        money=(*sold_money(parts, lots), paid),
    )


def _part(number: int, piece: Piece) -> Allocation:
    commission = piece.price.percent(piece.maker.rate)
    return Allocation(
        line=number,
        lot=piece.lot,
        quantity=ONE,
        list_amount=piece.price,
        discount=ZERO,
        share=piece.price - commission,
        shop_part=commission,
    )
