"""What a sale costs beside its floor: the very statements that it writes, run over a bare connection.

A first round rings up the sales on one copy of the store and notes each statement that changed a row, with its values.
The second round does it again on a second copy, timed, and in turns with the noted statements on a third: the same rows
of the same sizes in the same tables under the same PRAGMAs, BEGIN IMMEDIATE and COMMIT, and nothing else.
"""

from __future__ import annotations

import gc
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import event

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.db.connection import connect
from sentra_pos.db.engine import Store
from sentra_pos.payments.methods import CASH
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.sales.basket import Basket
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.keep_cart import KeepCart, keep_cart
from tests.benchmarks.big_sales import LINES_A_SALE, Piece
from tests.benchmarks.figures import Figure, median_and_tail, ratio_between
from tests.benchmarks.make_big_store import BigStore

_WARM = 20
#: A till rests between customers, and then folds its log away; here after so many sales, untimed.
_REST_AFTER = 10
#: The store is meant to be this much slower at most when it holds a million lines.
_GROWTH = 1.3
_TIMES_FLOOR = 4.0

Statement = tuple[str, Any, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds of each sale and of its floor, in the order in which they were measured."""

    sales: tuple[float, ...]
    floor: tuple[float, ...]


def sale_figures(empty: BigStore, big: BigStore, folder: Path, *, sales: int) -> Iterator[Figure]:
    """Both stores, in turns too: the small one's figures before and after must not differ by the machine's mood."""
    first = _measure(empty, folder, sales // 2)
    full = _measure(big, folder, sales)
    second = _measure(empty, folder, sales // 2)
    small = Times(sales=first.sales + second.sales, floor=first.floor + second.floor)
    for name, times, goal in (("nothing sold yet", small, _TIMES_FLOOR), ("1,000,000 lines", full, None)):
        yield Figure(
            name=f"sale commit, {name}", value=median_and_tail(times.sales), remark=f"{len(times.sales)} sales"
        )
        yield Figure(name="  its floor, bare pysqlite3", value=median_and_tail(times.floor))
        ratio, noise = ratio_between(times.sales, times.floor)
        yield Figure(
            name="  times its floor",
            value=f"{ratio:.2f} ± {noise:.2f}",
            goal="" if goal is None else f"<= {goal:.1f}",
            met=None if goal is None else ratio <= goal,
        )
    growth = median(full.sales) / median(small.sales)
    yield Figure(
        name="sale commit, 1,000,000 lines / empty",
        value=f"{growth:.2f} ± {abs(median(first.sales) / median(second.sales) - 1):.2f}",
        goal=f"<= {_GROWTH}",
        met=growth <= _GROWTH,
        remark=f"the floors: {median(full.floor) / median(small.floor):.2f}",
    )


def carts(pieces: Sequence[Piece], count: int) -> Iterator[tuple[SaleLine, ...]]:
    """Carts of five different items from all over the store."""
    stride = len(pieces) // (count * LINES_A_SALE) or 1
    for number in range(count):
        chosen = (pieces[(number + line * count) * stride % len(pieces)] for line in range(LINES_A_SALE))
        yield tuple(SaleLine(item=piece.item, quantity=ONE, price=piece.price) for piece in chosen)


def _measure(store: BigStore, folder: Path, sales: int) -> Times:
    clock = FixedClock(store.now)
    commands = _commands(store, clock, sales + _WARM)
    first = store.copy_to(folder / "commit-noted.db")
    with closing(Store(first)) as opened, opened.writing() as session:
        receipt_printer(session, folder / "struk", clock=clock)
    copies = [first, *(Path(shutil.copy(first, folder / f"commit-{name}.db")) for name in ("timed", "floor"))]
    # The copies' own pages would go to the disk while the sales are timed.
    os.sync()
    try:
        return _time(copies[1], copies[2], clock, commands, _note(first, clock, commands))
    finally:
        for copy in copies:
            for file in folder.glob(f"{copy.name}*"):
                file.unlink()


def _commands(store: BigStore, clock: FixedClock, count: int) -> list[CompleteSale]:
    return [
        CompleteSale(
            id=DocumentId(new_id(clock)),
            by=store.founded.by,
            lines=lines,
            tenders=(Tender(method=CASH, given=sum_rupiah(line.amount for line in lines) + Rupiah(5_000)),),
        )
        for lines in carts(store.pieces(), count)
    ]


def _draft(store: Store, command: CompleteSale, clock: FixedClock) -> None:
    with store.writing() as session:
        basket = Basket(lines=command.lines)
        keep_cart(session, KeepCart(device=command.by.device, sale=command.id, basket=basket), clock=clock)


def _sell(store: Store, command: CompleteSale, clock: FixedClock) -> None:
    with store.writing() as session:
        complete_sale(session, command, clock=clock)


def _note(file: Path, clock: FixedClock, commands: Sequence[CompleteSale]) -> list[list[Statement]]:
    """What each sale writes; the drafts of carts are written before it and not noted."""
    noted: list[list[Statement]] = []
    with closing(Store(file)) as store:
        with store.driver_connection() as driver:
            pass
        before = 0

        def about_to(_connection: Any, _cursor: Any, _sql: str, _values: Any, _context: Any, _many: bool) -> None:
            nonlocal before
            before = driver.total_changes

        def done(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
            if driver.total_changes != before:
                noted[-1].append((sql, values, many))

        for command in commands:
            _draft(store, command, clock)
            noted.append([])
            with store.writing() as session:
                engine = session.get_bind()
                event.listen(engine, "before_cursor_execute", about_to)
                event.listen(engine, "after_cursor_execute", done)
                complete_sale(session, command, clock=clock)
                session.flush()
                event.remove(engine, "before_cursor_execute", about_to)
                event.remove(engine, "after_cursor_execute", done)
    return noted


def _time(
    file: Path, floor_file: Path, clock: FixedClock, commands: Sequence[CompleteSale], noted: list[list[Statement]]
) -> Times:
    sales, floor = [], []
    with closing(Store(file)) as store, closing(connect(floor_file)) as bare:
        for number, (command, statements) in enumerate(zip(commands, noted, strict=True)):
            _draft(store, command, clock)
            gc.collect()
            began = time.perf_counter()
            _sell(store, command, clock)
            between = time.perf_counter()
            _replay(bare, statements)
            sales.append(between - began)
            floor.append(time.perf_counter() - between)
            if number % _REST_AFTER == 0:
                store.checkpoint()
                bare.execute("PRAGMA wal_checkpoint(PASSIVE)").close()
    return Times(sales=tuple(sales[_WARM:]), floor=tuple(floor[_WARM:]))


def _replay(bare: Any, statements: Sequence[Statement]) -> None:
    bare.execute("BEGIN IMMEDIATE").close()
    for sql, values, many in statements:
        cursor = bare.executemany(sql, values) if many else bare.execute(sql, values)
        cursor.close()
    bare.execute("COMMIT").close()
