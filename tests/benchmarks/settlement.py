"""A settlement day of 450 artisans over ten years' history.

In a till's own process: the figures, one balance, then everybody is locked and all statements are written apart while
the window goes on scanning.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DeviceId, DocumentId, PartyId, StaffId, new_id
from sentra_pos.db.connection import connect
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.queries import balance_of
from sentra_pos.printing.press import PROCESSES
from sentra_pos.settlement.figures import SettlementDay, settlement_day
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.queries import accrued_of, owed_to
from sentra_pos.shop import Shop
from tests.benchmarks.big_sales import LINES_A_SALE, Piece, pieces_of
from tests.benchmarks.figures import Figure, median_and_tail, milliseconds, p99
from tests.benchmarks.make_big_store import BigStore, moment_of

_FIGURES, _BALANCE, _ALL_PAPERS, _SCAN = 1.0, 0.005, 60.0, 0.016
#: How much longer a scan may take at its tail than without papers, where the machine itself is above ``_SCAN``; and
#: where somebody would notice, whatever the machine.
_STAYS_SMOOTH, _NOTICED = 1.5, 0.1
#: The first scans of all make what later ones find made.
_WARM = 20
_MOST_MEMORY = 300
#: Seconds between two scans: five cloths a second are more than two hands can hold under a scanner.
_PACE = 0.2
_TIMES = 20


def settlement_figures(store: BigStore, folder: Path) -> Iterator[Figure]:
    """By a till in a process of its own; the machine's own work is in every one of them."""
    file = store.copy_to(folder / "till.db")
    with closing(connect(file, read_only=True)) as connection:
        ((lines,),) = connection.execute("SELECT count(*) FROM line_allocation").fetchall()
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    # Not by ``-m``: the press, which begins by importing what its parent was started as, would take all of this along.
    begin = f"from {__name__} import main; main()"
    command = [sys.executable, "-c", begin, file, store.founded.device, store.founded.owner]
    told = subprocess.run(
        [str(word) for word in command], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    yield Figure(
        name=f"figures of {found['artisans']} artisans, {found['lines']:,} unsettled lines",
        value=f"{median(found['day']):.2f} s (first {found['day'][0]:.2f} s)",
        goal="<= 1 s",
        met=median(found["day"]) <= _FIGURES,
        remark=f"history of {lines:,} lines",
    )
    yield Figure(
        name="one artisan's balance",
        value=median_and_tail(found["balance"]),
        goal="<= 5 ms",
        met=median(found["balance"]) <= _BALANCE,
        remark=f"with all that makes it up: {milliseconds(median(found['owed']))}",
    )
    yield from _papers(found)


def _papers(found: dict[str, Any]) -> Iterator[Figure]:
    took, count = found["papers"], found["written"]
    # A frame; on a machine whose own tail is longer, that tail: scanning without papers, before them or after.
    tail, floor = p99(found["scans"]), min(p99(calm) for calm in found["calm"])
    before, after = (median_and_tail(calm) for calm in found["calm"])
    yield Figure(
        name=f"{count} statements as PDF, while scanning",
        value=f"{took:.1f} s",
        goal="<= 60 s",
        met=took <= _ALL_PAPERS,
        remark=f"{count / took:.1f} a second, {found['bytes'] / count / 1000:.0f} kB each; "
        f"without scanning {found['alone']:.1f} a second",
    )
    yield Figure(
        name="  scan to painted line meanwhile",
        value=median_and_tail(found["scans"]),
        goal=f"p99 16 ms or {_STAYS_SMOOTH} x without",
        met=tail <= min(_NOTICED, max(_SCAN, _STAYS_SMOOTH * floor)),
        remark=f"{len(found['scans'])} times; without it {before} before, {after} after: {tail / floor:.2f} x",
    )
    yield Figure(
        name="  peak memory, with the press",
        value=f"{found['peak']:.0f} MB",
        goal=f"<= {_MOST_MEMORY} MB",
        met=found["peak"] <= _MOST_MEMORY and found["presses"] == PROCESSES,
        remark=f"the press {found['pressed']:.0f} MB of it, in {found['presses']} processes",
    )


def _timed(times: int, ask: Callable[[], object]) -> list[float]:
    took = []
    for _time in range(times):
        began = time.perf_counter()
        ask()
        took.append(time.perf_counter() - began)
    return took


def _lock_everybody(shop: Shop, by: ActedBy, day: SettlementDay) -> list[DocumentId]:
    locked = []
    for each in day.artisans:
        if each.can_lock:
            command = LockSettlement(id=DocumentId(new_id(shop.clock)), by=by, party=each.owed.party)
            with shop.writing() as session:
                lock_settlement(session, command, clock=shop.clock)
            locked.append(command.id)
    return locked


def at_work(file: Path, by: ActedBy, pieces: Sequence[Piece]) -> dict[str, Any]:
    """Everything that is measured, in the order in which a settlement day goes."""
    from tests.benchmarks.till_at_work import Till, peak_megabytes

    till = Till(file, by.staff, FixedClock(moment_of(file)))
    shop = till.app.shop
    today = business_today(shop.clock)

    def ask(question: Callable[[Any], Any]) -> Any:
        with shop.reading() as session:
            return question(session)

    def read_day(session: Any) -> SettlementDay:
        return settlement_day(session, by.device, today)

    took = _timed(5, lambda: ask(read_day))
    day: SettlementDay = ask(read_day)
    someone: PartyId = day.artisans[0].owed.party
    found: dict[str, Any] = {
        "day": took,
        "artisans": sum(1 for each in day.artisans if each.owed.lines),
        "lines": sum(each.owed.lines for each in day.artisans),
        "balance": _timed(_TIMES, lambda: ask(lambda session: balance_of(session, accrued_of(someone)))),
        "owed": _timed(_TIMES, lambda: ask(lambda session: owed_to(session, someone, today))),
    }
    settlements = _lock_everybody(shop, by, day)
    found |= _write_and_scan(till, settlements, pieces, file.parent / "papers")
    # What they share, libraries above all, counts once for each.
    found["peak"] = peak_megabytes() + found["pressed"]
    till.app.close()
    return found


def _write_and_scan(till: Any, settlements: Sequence[DocumentId], pieces: Sequence[Piece], folder: Path) -> Any:
    from tests.benchmarks.till_at_work import peak_megabytes
    from ui.settlement.statement_pdf import save_statements

    shop = till.app.shop

    pressing: dict[int, float] = {}

    def look(done: int, of: int, *_told: object) -> None:
        # Not by ``resource``: of a child it says what its parent had when it began, where that was more.
        if done % 50 == 0 or done == of:
            pressing.update({each.pid: peak_megabytes(each.pid) for each in active_children() if each.pid})

    def write(which: Sequence[DocumentId]) -> tuple[int, float]:
        pressing.clear()
        began = time.perf_counter()
        count = save_statements(shop, which, folder, settled_by="Ibu", progress=look, stopped=lambda: False)
        return count, time.perf_counter() - began

    some = settlements[:40]
    calm = [_scans(till, pieces, lambda so_far: so_far < 120)[_WARM:]]
    count, took = write(some)
    done: list[tuple[int, float]] = []
    till.app.runner.apart(lambda: write(settlements), done.append)
    scans = _scans(till, pieces, lambda _so_far: not done)
    calm.append(_scans(till, pieces, lambda so_far: so_far < 120))
    ((written, papers),) = done
    size = sum(paper.stat().st_size for paper in folder.glob("*.pdf"))
    return {
        "calm": calm,
        "scans": scans,
        "written": written,
        "papers": papers,
        "alone": count / took,
        "bytes": size,
        "pressed": sum(pressing.values()),
        "presses": len(pressing),
    }


def _scans(till: Any, pieces: Sequence[Piece], more: Callable[[int], bool]) -> list[float]:
    times: list[float] = []
    while more(len(times)):
        times.append(till.scan(pieces[len(times) * 331 % len(pieces)]))
        if len(times) % LINES_A_SALE == 0:
            # Before the rest: emptying the cart is not scanning, and nobody scans in the same millisecond.
            till.screen.presenter.clear()
            till.kept()
        till.rest(max(0.0, _PACE - times[-1]))
    return times


def main() -> None:
    """Of the store, the device and the person that the command line names."""
    file, device, staff = Path(sys.argv[1]), DeviceId(UUID(sys.argv[2])), StaffId(UUID(sys.argv[3]))
    with closing(connect(file, read_only=True)) as connection:
        pieces = pieces_of(connection, newest=2_000)
    print(json.dumps(at_work(file, ActedBy(device=device, staff=staff), pieces)), flush=True)
