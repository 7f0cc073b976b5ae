"""``python -m tests.benchmarks [WHAT …]``: measure, and print a table; exit 1 when something misses its goal."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.exhibition import exhibition_figures
from tests.benchmarks.figures import Figure, median_and_tail, milliseconds, p99, print_table
from tests.benchmarks.make_big_store import SALES, BigStore, item_store, sales_store
from tests.benchmarks.sale_commit import sale_figures
from tests.benchmarks.settled_store import settled_store
from tests.benchmarks.settlement import settlement_figures
from tests.benchmarks.start import start_figures
from tests.benchmarks.whole_store import whole_figures

_FRAME = 0.016
_MOST_MEMORY = 200
_LONGEST_GAP = 0.050
#: Of five lines each: the short round's settlement has a twentieth of the history.
_FEW_SALES = 10_000


def _sale(stores: Path, folder: Path, short: bool) -> Iterator[Figure]:
    yield from sale_figures(item_store(stores), sales_store(stores), folder, sales=100 if short else 400)


def _screen(stores: Path, folder: Path, short: bool) -> Iterator[Figure]:
    found = _at_work("answers", item_store(stores), folder)
    for key, name in (("keys", "search keystroke to painted list"), ("scans", "scan to painted line")):
        times = found[key]
        tail = p99(times)
        yield Figure(
            name=f"{name}, 100,000 items",
            value=median_and_tail(times),
            goal="p99 16 ms",
            met=tail <= _FRAME,
            remark=f"{len(times)} times",
        )


def _memory(stores: Path, folder: Path, short: bool) -> Iterator[Figure]:
    found = _at_work("carts", sales_store(stores), folder)
    yield Figure(
        name="peak memory after 100 carts, 1,000,000 lines",
        value=f"{found['peak']:.0f} MB",
        goal=f"<= {_MOST_MEMORY} MB",
        met=found["peak"] <= _MOST_MEMORY,
        remark=f"before the first: {found['before']:.0f} MB",
    )


def _gap(stores: Path, folder: Path, short: bool) -> Iterator[Figure]:
    gaps = _at_work("silence", item_store(stores), folder)["gaps"]
    yield Figure(
        name="largest gap of the event loop, mute printer",
        value=milliseconds(max(gaps)),
        goal="<= 50 ms",
        met=max(gaps) <= _LONGEST_GAP,
        remark=f"100 sales, each one's worst: {median_and_tail(gaps)}",
    )


def _start(stores: Path, folder: Path, short: bool) -> Iterator[Figure]:
    yield from start_figures(item_store(stores), folder, times=3 if short else 9)


def _whole(stores: Path, folder: Path, short: bool) -> Iterator[Figure]:
    yield from whole_figures(sales_store(stores), folder)


def _settlement(stores: Path, folder: Path, short: bool) -> Iterator[Figure]:
    yield from settlement_figures(settled_store(stores, _FEW_SALES if short else SALES), folder)


def _exhibition(stores: Path, folder: Path, short: bool) -> Iterator[Figure]:
    yield from exhibition_figures(folder)


def _at_work(what: str, store: BigStore, folder: Path) -> dict[str, Any]:
    file = store.copy_to(folder / "till.db")
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    command = [sys.executable, "-m", "tests.benchmarks.till_at_work", what, str(file), str(store.founded.owner)]
    told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return answer


_ALL: dict[str, Callable[[Path, Path, bool], Iterator[Figure]]] = {
    "sale": _sale,
    "screen": _screen,
    "start": _start,
    "memory": _memory,
    "gap": _gap,
    "whole": _whole,
    "settlement": _settlement,
    "exhibition": _exhibition,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("what", nargs="*", help=f"of {', '.join(_ALL)}; all without it")
    parser.add_argument("--stores", type=Path, default=Path(tempfile.gettempdir()) / "sentra-pos-benchmarks")
    parser.add_argument("--short", action="store_true", help="fewer rounds, more noise; settlement with less history")
    asked = parser.parse_args()
    figures: list[Figure] = []
    for name in asked.what or _ALL:
        with tempfile.TemporaryDirectory(prefix="work-", dir=_made(asked.stores)) as folder:
            print(f"{name} …", file=sys.stderr, flush=True)
            found = list(_ALL[name](asked.stores, Path(folder), asked.short))
        print_table(found)
        figures += found
    return 1 if any(figure.met is False for figure in figures) else 0


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
