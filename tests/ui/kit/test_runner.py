"""Work goes out in order, comes home on the GUI thread, and trouble is told to the right ears."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.db.engine import Store
from ui.kit.immediate import ActBroke, ImmediateRunner, Outcome, Runs
from ui.kit.runner import Runner


class Shop:
    """A store with one small table, and a clock that stands."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path)
        self.clock: Clock = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
        with self.store.writing() as session:
            session.execute(text("CREATE TABLE jar (bean INTEGER NOT NULL) STRICT"))

    def writing(self) -> AbstractContextManager[Any]:
        return self.store.writing()

    def reading(self) -> AbstractContextManager[Any]:
        return self.store.reading()


@dataclass(frozen=True, slots=True, kw_only=True)
class BeanAdded:
    bean: int
    thread: str
    changes: Changes = Changes(stock=True)


class JarFull(SentraError):
    message = "The jar is full."


def add_bean(session: Any, command: int, *, clock: Clock) -> BeanAdded:
    session.execute(text("INSERT INTO jar VALUES (:bean)"), {"bean": command})
    if command == 13:
        raise JarFull
    if command == 666:
        raise ZeroDivisionError
    return BeanAdded(bean=command, thread=threading.current_thread().name)


def all_beans(session: Any) -> list[int]:
    return list(session.scalars(text("SELECT bean FROM jar ORDER BY rowid")))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "jar.db")
    yield made
    made.store.close()


@pytest.fixture
def runner(shop: Shop, qapp: QApplication) -> Iterator[Runner]:
    made = Runner(shop)
    yield made
    made.close()
    assert not [t for t in threading.enumerate() if t.name.startswith(("writing", "reading", "apart"))]


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    caught: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: caught.append(error))
    return caught


def test_both_runners_are_what_a_presenter_asks_for(shop: Shop, runner: Runner) -> None:
    asked: tuple[Runs, ...] = (runner, ImmediateRunner(shop))
    verbs = {name for name in vars(Runs) if not name.startswith("_")}
    assert verbs == {"write", "read", "apart"}
    assert all(callable(getattr(run, verb)) for run in asked for verb in verbs)


def test_acts_run_in_order_on_one_thread_and_come_home_to_this_one(runner: Runner, qtbot: QtBot) -> None:
    home: list[tuple[int, str, bool]] = []

    def done(result: BeanAdded) -> None:
        home.append((result.bean, result.thread, threading.current_thread() is threading.main_thread()))

    for bean in range(200):
        runner.write(add_bean, bean + 1000, done)
    qtbot.waitUntil(lambda: len(home) == 200)
    assert [bean for bean, _thread, _here in home] == [bean + 1000 for bean in range(200)]
    assert {thread for _bean, thread, _here in home} == {"writing_0"}
    assert all(here for _bean, _thread, here in home)


def test_what_changed_is_told_after_done_with_who_asked(runner: Runner, qtbot: QtBot) -> None:
    order: list[object] = []
    runner.shop_changed.connect(lambda changes, origin: order.append((changes, origin)))
    runner.write(add_bean, 1, lambda _r: order.append("done"), ended=lambda: order.append("ended"), origin="sell")
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["done", "ended", (Changes(stock=True), "sell")]


def test_expected_trouble_goes_to_failed_and_nothing_is_saved(runner: Runner, qtbot: QtBot) -> None:
    told: list[object] = []
    runner.shop_changed.connect(lambda *_args: told.append("changed"))
    runner.write(add_bean, 13, told.append, told.append, ended=lambda: told.append("ended"))
    runner.write(add_bean, 13)
    with qtbot.waitSignal(runner.unheard) as unheard:
        pass
    assert isinstance(unheard.args[0], JarFull)
    assert [type(t) if isinstance(t, SentraError) else t for t in told] == [JarFull, "ended"]
    beans: list[list[int]] = []
    runner.read(all_beans, beans.append)
    qtbot.waitUntil(lambda: beans == [[]])


def test_a_fault_in_an_act_says_that_nothing_was_saved(
    runner: Runner, qtbot: QtBot, faults: list[BaseException]
) -> None:
    ended: list[bool] = []
    runner.write(add_bean, 666, ended=lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    (fault,) = faults
    assert isinstance(fault, ActBroke)
    assert (fault.what, fault.outcome, type(fault.__cause__)) == ("add_bean", Outcome.NOT_SAVED, ZeroDivisionError)


def test_a_fault_of_the_screen_says_that_the_act_was_saved_and_the_others_still_hear(
    runner: Runner, qtbot: QtBot, faults: list[BaseException]
) -> None:
    def breaks(_result: BeanAdded) -> None:
        raise KeyError

    with qtbot.waitSignal(runner.shop_changed):
        runner.write(add_bean, 5, breaks)
    (fault,) = faults
    assert isinstance(fault, ActBroke)
    assert (fault.outcome, type(fault.__cause__)) == (Outcome.SAVED, KeyError)


def test_a_fault_at_the_commit_says_that_nobody_knows(
    shop: Shop, runner: Runner, qtbot: QtBot, faults: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_then_break() -> AbstractContextManager[Any]:
        from contextlib import contextmanager

        @contextmanager
        def door() -> Iterator[Any]:
            with shop.store.writing() as session:
                yield session
            raise OSError("the power went")

        return door()

    monkeypatch.setattr(shop, "writing", open_then_break)
    runner.write(add_bean, 5)
    qtbot.waitUntil(lambda: bool(faults))
    assert isinstance(faults[0], ActBroke)
    assert faults[0].outcome is Outcome.UNKNOWN


def test_a_reading_runs_beside_a_writing(runner: Runner, qtbot: QtBot) -> None:
    gate = threading.Event()
    home: list[str] = []

    def slow(session: Any) -> str:
        gate.wait(10)
        return "read"

    runner.read(slow, home.append)
    runner.write(add_bean, 1, lambda _r: home.append("written"))
    qtbot.waitUntil(lambda: home == ["written"])
    gate.set()
    qtbot.waitUntil(lambda: home == ["written", "read"])


def test_only_the_last_of_several_searches_answers(runner: Runner, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[str] = []

    def search(word: str) -> Callable[[Any], str]:
        def query(session: Any) -> str:
            gate.wait(10)
            return word

        return query

    for word in ("k", "ka", "kaw"):
        runner.read(search(word), answers.append, latest="search")
    finished: list[int] = []
    runner.read(lambda _session: 1, finished.append)
    gate.set()
    qtbot.waitUntil(lambda: finished == [1])
    assert answers == ["kaw"]


def test_a_screen_that_is_gone_is_not_called(runner: Runner, qtbot: QtBot, qapp: QApplication) -> None:
    screen = QWidget()
    called: list[object] = []
    runner.write(add_bean, 1, called.append, origin=screen, ended=lambda: called.append("ended"))
    screen.deleteLater()
    qapp.sendPostedEvents(screen, QEvent.Type.DeferredDelete.value)
    with qtbot.waitSignal(runner.shop_changed):
        runner.write(add_bean, 2)
    assert called == []


def test_work_apart_neither_waits_for_nor_stops_the_others(
    runner: Runner, qtbot: QtBot, faults: list[BaseException]
) -> None:
    gate = threading.Event()
    home: list[object] = []
    runner.apart(lambda: gate.wait(10), home.append)
    runner.write(add_bean, 1, lambda _r: home.append("written"))
    qtbot.waitUntil(lambda: home == ["written"])
    gate.set()
    qtbot.waitUntil(lambda: home == ["written", True])
    runner.apart(lambda: int("no number"))
    qtbot.waitUntil(lambda: bool(faults))
    assert isinstance(faults[0], ActBroke)
    assert faults[0].outcome is Outcome.UNKNOWN


def test_closing_lets_acts_finish_and_delivers_them(shop: Shop, qapp: QApplication) -> None:
    runner = Runner(shop)
    home: list[object] = []
    for bean in range(20):
        runner.write(add_bean, bean + 1000, home.append)
    runner.close()
    assert len(home) == 20


def test_the_immediate_runner_keeps_the_same_promises(shop: Shop) -> None:
    runner = ImmediateRunner(shop)
    told: list[object] = []
    runner.write(add_bean, 1, told.append, origin="sell", ended=lambda: told.append("ended"))
    runner.write(add_bean, 13, told.append, told.append)
    runner.read(all_beans, told.append)
    assert [type(t).__name__ for t in told] == ["BeanAdded", "str", "JarFull", "list"]
    assert told[-1] == [1]
    assert runner.changes == [(Changes(stock=True), "sell")]
    with pytest.raises(ActBroke):
        runner.write(add_bean, 666)
    with pytest.raises(JarFull):
        runner.write(add_bean, 13)


def test_of_works_apart_with_one_name_only_the_last_answers_and_the_waiting_are_not_begun(
    runner: Runner, qtbot: QtBot
) -> None:
    gate, begun, home = threading.Event(), threading.Event(), list[int]()
    worked: list[int] = []

    def first() -> int:
        begun.set()
        assert gate.wait(5)
        return 0

    runner.apart(first, home.append, latest="picture")
    assert begun.wait(5)
    for number in (1, 2, 3):

        def work(number: int = number) -> int:
            worked.append(number)
            return number

        runner.apart(work, home.append, latest="picture")
    gate.set()
    qtbot.waitUntil(lambda: home == [3])
    assert worked == [3]
