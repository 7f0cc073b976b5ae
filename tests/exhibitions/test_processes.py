"""A fair from the pack to the settlement through real processes, killed and starved on the way: to rupiah and piece."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import new_id
from tests.exhibitions import two_computers

ROOT = Path(__file__).parents[2]
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
POSIX = hasattr(os, "fork")
MORNING = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
FIRST_LOAD = {"surya": 1, "mrico": 8, "pouch": 20, "shirt_m": 2}
SECOND_LOAD = {"mrico": 3, "pouch": 8}
WHOSE = {"surya": "kencana", "shirt_m": "kencana", "shirt_l": "kencana", "mrico": "tirta", "pouch": "tirta"}
CHANGE = 200_000


class Computer:
    """A store on a computer of its own; every act is one more process of it."""

    def __init__(self, store: Path, nursery: subprocess.Popen[str], day: Callable[[], datetime]) -> None:
        self.store, self._nursery, self._day = store, nursery, day

    def _begin(self, act: str, asked: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        line = {"act": act, "at": self._day().isoformat(), **asked}
        self._nursery.stdin.write(json.dumps(line, default=str) + "\n")
        self._nursery.stdin.flush()
        while True:
            what, _space, about = self._nursery.stdout.readline().partition(" ")
            assert what, f"{act}: the computer is gone"
            yield what, json.loads(about)
            if what == "gone":
                return

    def ask(self, act: str, **asked: Any) -> Any:
        """Do it, and wait for what it answers."""
        said = list(self._begin(act, asked))
        answers = [about for what, about in said if what == "answer"]
        assert answers, f"{act} broke"
        return answers[0]

    def done_until_killed(self, dice: random.Random, act: str, **asked: Any) -> list[str]:
        """kill -9 somewhere in it, or just after it; what it had acknowledged by then."""
        enough, done = dice.randint(0, 5), []
        pid, killer = 0, None
        for what, about in self._begin(act, asked):
            if what == "pid":
                pid = about
            elif what == "done":
                done.append(about)
            if pid and killer is None and (len(done) >= enough or act != "sell"):
                patience = dice.random() * (0.02 if act == "sell" else 0.25)
                killer = threading.Timer(patience, _kill, (pid,))
                killer.start()
        if killer is not None:
            killer.cancel()
            killer.join()
        return done


def _kill(process: int) -> None:
    try:
        os.kill(process, KILL)
    except ProcessLookupError:
        return  # it had ended by itself


@contextmanager
def computers(folder: Path, empty: Path, day: Callable[[], datetime]) -> Iterator[tuple[Computer, Computer]]:
    """The shop's and the laptop, each with a folder of its own."""
    begun: list[Computer] = []
    nurseries = []
    for name in ("toko", "laptop"):
        store = folder / name / "toko.sqlite3"
        store.parent.mkdir()
        shutil.copy(empty, store)
        nurseries.append(
            subprocess.Popen(
                [sys.executable, two_computers.__file__, str(store)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        )
        begun.append(Computer(store, nurseries[-1], day))
    try:
        yield begun[0], begun[1]
    finally:
        for nursery in nurseries:
            with nursery:
                assert nursery.stdin is not None
                nursery.stdin.close()


class FairStory:
    """What people know and count with their own heads, beside two computers that are killed again and again."""

    def __init__(self, folder: Path, dice: random.Random, sales_a_day: int) -> None:
        self.dice, self.sales_a_day = dice, sales_a_day
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.now = MORNING
        self.clock = FixedClock(MORNING)
        self.there: Counter[str] = Counter()
        self.sold: Counter[str] = Counter()
        self.sold_in_shop: Counter[str] = Counter()
        self.money: list[Counter[str]] = []
        self.drawer = 0
        self.items: dict[str, dict[str, Any]] = {}

    def day(self) -> datetime:
        return self.now

    def new(self) -> str:
        self.clock.set(self.now)
        return str(new_id(self.clock))

    def named(self, goods: Mapping[str, int]) -> dict[str, int]:
        return {self.items[name]["item"]: count for name, count in goods.items()}

    def wishes(self) -> list[dict[str, Any]]:
        """A day's sales and returns, thought of before any of them is rung up."""
        made: list[dict[str, Any]] = []
        taken = self.money[-1]
        for _ in range(self.sales_a_day):
            name = self.dice.choice(sorted(each for each, count in self.there.items() if count))
            count = min(self.dice.randint(1, 2), self.there[name])
            method = self.dice.choice(["cash", "cash", "qris"])
            sale = {"kind": "sale", "id": self.new(), "count": count, "method": method, **self.items[name]}
            made.append(sale)
            self.there[name] -= count
            self.sold[name] += count
            taken[method] += count * sale["price"]
            if self.dice.random() < 0.2:
                made.append({"kind": "refund", "id": self.new(), "sale": sale["id"]})
                self.there[name] += 1
                self.sold[name] -= 1
                taken["cash"] -= sale["price"]
        self.drawer += taken["cash"]
        return made

    def share(self, party: str, *sold: Mapping[str, int]) -> int:
        """Eighty-five percent of each piece: by hand, not by the program's own rules."""
        total = 0
        for each in sold:
            for name, count in each.items():
                if WHOSE[name] == party:
                    price = self.items[name]["price"]
                    total += count * (price - (price * 15 + 50) // 100)
        return total


#: The longer ones sell more a day, as far as the goods go.
_FAIRS = [(0, 5), *(pytest.param(seed, 4 + seed % 4, marks=pytest.mark.soak) for seed in range(1, 25))]


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("seed", "sales_a_day"), _FAIRS)
def test_a_fair_goes_by_through_kills_and_a_full_disk_and_all_of_it_is_there(
    tmp_path: Path, empty_store_file: Path, seed: int, sales_a_day: int
) -> None:
    story = FairStory(tmp_path, random.Random(seed), sales_a_day)
    with computers(tmp_path, empty_store_file, story.day) as (shop, laptop):
        _a_fair(story, shop, laptop)


def _a_fair(story: FairStory, shop: Computer, laptop: Computer) -> None:
    known = _planned_and_packed(story, shop, laptop)
    for number in range(1, 6):
        story.now = MORNING + timedelta(days=number)
        if number == 3:
            _sent_after_them(story, shop, laptop, known)
        _a_day_at_the_stand(story, laptop, number)
        _a_day_in_the_shop(story, shop, number)
    _home(story, shop, laptop)
    _counted_and_settled(story, shop, laptop, known)


def _planned_and_packed(story: FairStory, shop: Computer, laptop: Computer) -> dict[str, Any]:
    known: dict[str, Any] = shop.ask("begin")
    story.items = known["items"]
    request, pack = story.stick / "laptop.daftar", story.stick / "paket.pameran"
    laptop.done_until_killed(story.dice, "ask", file=request)
    number = laptop.ask("ask", file=request)
    admitted = shop.ask("admit", file=request, exhibition=known["exhibition"])
    assert admitted["number"] == number
    known["stand"] = admitted["stand"]
    load = {"id": story.new(), "stand": known["stand"], "goods": story.named(FIRST_LOAD), "change": CHANGE}
    shop.done_until_killed(story.dice, "load", **load)
    shop.ask("load", **load)
    shop.done_until_killed(story.dice, "pack", stand=known["stand"], file=pack)
    shop.ask("pack", stand=known["stand"], file=pack)
    # Killed while the store is founded: all of it or nothing, and the same file again.
    for _ in range(2):
        laptop.done_until_killed(story.dice, "open_file", file=pack)
    laptop.ask("open_file", file=pack)
    assert laptop.ask("open_file", file=pack) == {"founded": False, "pieces": 0}
    story.there.update(FIRST_LOAD)
    story.drawer = CHANGE
    return known


def _sent_after_them(story: FairStory, shop: Computer, laptop: Computer, known: Mapping[str, Any]) -> None:
    pack = story.stick / "susulan.pameran"
    goods = story.named(SECOND_LOAD)
    shop.ask("load", id=story.new(), stand=known["stand"], goods=goods, change=0)
    shop.ask("pack", stand=known["stand"], file=pack)
    laptop.done_until_killed(story.dice, "open_file", file=pack)
    laptop.ask("open_file", file=pack)
    assert laptop.ask("open_file", file=story.stick / "susulan.pameran")["pieces"] == 0
    story.there.update(SECOND_LOAD)


def _a_day_at_the_stand(story: FairStory, laptop: Computer, number: int) -> None:
    opening, closing = story.new(), story.new()
    if number % 2:
        laptop.done_until_killed(story.dice, "open_drawer", id=opening, counted=story.drawer)
    laptop.ask("open_drawer", id=opening, counted=story.drawer)
    story.money.append(Counter())
    wishes = story.wishes()
    done: set[str] = set()
    if number == 2 and POSIX:
        room = 24 * 4096
        refused = laptop.ask("sell_on_a_full_disk", wishes=wishes, bytes=room)
        assert refused["refused"], "the disk was never full"
        assert refused["said"]
    for _ in range(2):
        left = [wish for wish in wishes if wish["id"] not in done]
        done |= set(laptop.done_until_killed(story.dice, "sell", wishes=left))
    # Pressed again: what stood already, and what nobody knows of.
    laptop.ask("sell", wishes=wishes)
    laptop.done_until_killed(story.dice, "close_drawer", id=closing, counted=story.drawer)
    assert laptop.ask("close_drawer", id=closing, counted=story.drawer) == 0
    file = story.stick / f"hari-{number}.pulang"
    laptop.done_until_killed(story.dice, "home", file=file)
    laptop.ask("home", file=file)


def _a_day_in_the_shop(story: FairStory, shop: Computer, number: int) -> None:
    """The shop sells on; on the third evening somebody comes by with the stick."""
    name = ("pouch", "shirt_l", "mrico")[number % 3]
    sale = {"kind": "sale", "id": story.new(), "count": 1, "method": "cash", **story.items[name]}
    shop.ask("sell", wishes=[sale])
    story.sold_in_shop[name] += 1
    if number == 3:
        file = story.stick / "hari-3.pulang"
        shop.done_until_killed(story.dice, "bring", file=file)
        first = shop.ask("bring", file=file)
        assert shop.ask("bring", file=file)["added"] == 0
        older = shop.ask("bring", file=story.stick / "hari-1.pulang")
        assert older["added"] == 0
        assert older["already"] < first["already"] + first["added"]


def _home(story: FairStory, shop: Computer, laptop: Computer) -> None:
    """The last file, killed in between, twice, and the days before it after it."""
    story.now += timedelta(hours=8)
    ending, file = story.new(), story.stick / "terakhir.pulang"
    laptop.done_until_killed(story.dice, "end", id=ending)
    laptop.ask("end", id=ending)
    laptop.ask("home", file=file)
    for _ in range(2):
        shop.done_until_killed(story.dice, "bring", file=file)
    shop.ask("bring", file=file)
    for name in ("terakhir", "hari-5", "hari-2", "terakhir"):
        assert shop.ask("bring", file=story.stick / f"{name}.pulang")["added"] == 0
    half = story.stick / "putus.pulang"
    half.write_bytes(file.read_bytes()[:-100])
    assert "refused" in shop.ask("bring", file=half)


def _counted_and_settled(story: FairStory, shop: Computer, laptop: Computer, known: Mapping[str, Any]) -> None:
    before = shop.ask("stock")
    back = {"id": story.new(), "stand": known["stand"], "goods": story.named(story.there), "cash": story.drawer}
    shop.done_until_killed(story.dice, "unload", **back)
    brought = shop.ask("unload", **back)
    assert brought == {"good": story.there.total(), "missing": 0, "difference": 0}

    found = shop.ask("look", exhibition=known["exhibition"])
    loaded = sum(FIRST_LOAD.values()) + sum(SECOND_LOAD.values())
    assert (found["stage"], found["open"]) == ("reconciled", [])
    assert found["pieces"] == [loaded, story.sold.total(), story.there.total(), 0]
    assert [_some(day) for day in found["days"]] == [_some(day) for day in story.money]
    assert found["earned"] == {"P01": story.share("kencana", story.sold), "P02": story.share("tirta", story.sold)}

    paid = shop.ask("settle", parties=known["parties"])
    assert paid == {party: story.share(party, story.sold, story.sold_in_shop) for party in ("kencana", "tirta")}
    after = shop.ask("stock")
    for name, item in story.items.items():
        places = after[item["item"]]
        assert {kind: places.get(kind, 0) for kind in ("stand", "road", "missing")} == {
            "stand": 0,
            "road": 0,
            "missing": 0,
        }
        assert places["shelf"] == before[item["item"]]["shelf"] + story.there[name]
        assert places["with_customer"] == story.sold[name] + story.sold_in_shop[name]
    assert shop.ask("doctor") == []
    assert laptop.ask("doctor") == []


def _some(day: Mapping[str, int]) -> dict[str, int]:
    return {method: amount for method, amount in day.items() if amount}
