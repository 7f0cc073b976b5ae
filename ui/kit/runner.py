"""Work off the GUI thread: one thread writes, one reads, one does long work, and one signal brings results home."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot

from sentra_pos.core.changes import NOTHING
from sentra_pos.core.errors import SentraError
from ui.kit.immediate import (
    Act,
    ActBroke,
    Doors,
    Outcome,
    changes_of,
    name_of,
    run_act,
    run_apart,
    run_query,
    tell_of_fault,
)

C = TypeVar("C")
R = TypeVar("R")


@dataclass(slots=True, kw_only=True)
class _Errand:
    """A piece of work on its way out and home again."""

    name: str
    work: Callable[[], Any]
    done: Callable[[Any], object] | None
    failed: Callable[[SentraError], object] | None
    ended: Callable[[], object] | None
    origin: object
    writes: bool
    latest: str = ""
    turn: int = 0
    is_awaited: bool = False
    result: Any = None
    trouble: BaseException | None = field(default=None)


class Runner(QObject):
    """Runs acts in the order they were asked for, and queries beside them; see ``Runs`` for the promises.

    Make it on the GUI thread. An ``origin`` that is a widget gone meanwhile is not called back.
    """

    #: What an act changed and who asked for it, after the commit and after ``done``.
    shop_changed = Signal(object, object)
    #: Expected trouble that nobody asked to hear about.
    unheard = Signal(object)
    _home = Signal(object)

    def __init__(self, shop: Doors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shop = shop
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writing")
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
        self._apart = ThreadPoolExecutor(max_workers=1, thread_name_prefix="apart")
        self._closed = False
        #: How many errands were ever asked for; whoever waits sees by it whether one led to another.
        self.asked = 0
        self._turns: dict[str, int] = {}
        self._awaited = 0
        #: Asked for in this turn of the event loop; begun when it has painted, which needs the same lock of Python's.
        self._asked: deque[_Errand] = deque()
        self._begin = QTimer(self)
        self._begin.setSingleShot(True)
        self._begin.timeout.connect(self._begin_acts)
        self._home.connect(self._came_home, Qt.ConnectionType.QueuedConnection)

    def write(
        self,
        act: Act[C, R],
        command: C,
        done: Callable[[R], object] | None = None,
        failed: Callable[[SentraError], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        origin: object = None,
    ) -> None:
        def work() -> R:
            return run_act(self._shop, act, command)

        errand = _Errand(
            name=name_of(act), work=work, done=done, failed=failed, ended=ended, origin=origin, writes=True
        )
        if not self._closed:
            self.asked += 1
            self._awaited += 1
            errand.is_awaited = True
            self._asked.append(errand)
            self._begin.start(0)

    def _begin_acts(self) -> None:
        while self._asked:
            self._writer.submit(self._run, self._asked.popleft())

    def read(
        self,
        query: Callable[[Any], R],
        done: Callable[[R], object] | None = None,
        failed: Callable[[SentraError], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        origin: object = None,
        latest: str = "",
    ) -> None:
        def work() -> R:
            return run_query(self._shop, query)

        self._send(
            self._reader,
            _Errand(
                name=name_of(query), work=work, done=done, failed=failed, ended=ended, origin=origin, writes=False,
                latest=latest, turn=self._turn(latest),
            ),
        )  # fmt: skip

    def apart(
        self,
        work: Callable[[], R],
        done: Callable[[R], object] | None = None,
        failed: Callable[[SentraError], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        origin: object = None,
        latest: str = "",
    ) -> None:
        def alone() -> R:
            return run_apart(work)

        self._send(
            self._apart,
            _Errand(
                name=name_of(work), work=alone, done=done, failed=failed, ended=ended, origin=origin, writes=False,
                latest=latest, turn=self._turn(latest),
            ),
        )  # fmt: skip

    @property
    def is_awaited(self) -> bool:
        """Whether an act or a question is under way; what takes long (``apart``) is nobody's to wait for."""
        return self._awaited > 0

    def close(self) -> None:
        """Let the acts already asked for finish, drop waiting questions, join the threads, deliver what came home."""
        self._closed = True
        self._begin.stop()
        self._begin_acts()
        self._apart.shutdown(wait=True, cancel_futures=True)
        self._reader.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def _turn(self, latest: str) -> int:
        turn = self._turns[latest] = self._turns.get(latest, 0) + 1
        return turn

    def _send(self, pool: ThreadPoolExecutor, errand: _Errand) -> None:
        # A timer of a window that is going may still ask; after the end there is nobody to answer.
        if not self._closed:
            self.asked += 1
            self._awaited += pool is not self._apart
            errand.is_awaited = pool is not self._apart
            pool.submit(self._run, errand)

    def _run(self, errand: _Errand) -> None:
        if not self._is_superseded(errand):
            try:
                errand.result = errand.work()
            except BaseException as error:
                errand.trouble = error
        self._home.emit(errand)

    def _is_superseded(self, errand: _Errand) -> bool:
        return bool(errand.latest) and self._turns.get(errand.latest) != errand.turn

    @Slot(object)
    def _came_home(self, errand: _Errand) -> None:
        self._awaited -= errand.is_awaited
        gone = isinstance(errand.origin, QObject) and not shiboken6.isValid(errand.origin)
        try:
            if errand.trouble is not None:
                self._tell_trouble(errand, errand.trouble, gone)
            elif errand.done is not None and not gone and not self._is_superseded(errand):
                errand.done(errand.result)
        except Exception as error:
            self._tell_fault_of_screen(errand, error)
        finally:
            self._finish(errand, gone)

    def _tell_trouble(self, errand: _Errand, trouble: BaseException, gone: bool) -> None:
        if not isinstance(trouble, SentraError):
            tell_of_fault(trouble)
        elif errand.failed is None:
            self.unheard.emit(trouble)
        elif not gone:
            errand.failed(trouble)

    def _tell_fault_of_screen(self, errand: _Errand, error: Exception) -> None:
        saved = errand.writes and errand.trouble is None
        broke = ActBroke(errand.name, Outcome.SAVED if saved else Outcome.NOT_SAVED)
        broke.__cause__ = error
        tell_of_fault(broke)

    def _finish(self, errand: _Errand, gone: bool) -> None:
        if errand.ended is not None and not gone:
            errand.ended()
        if errand.writes and errand.trouble is None:
            changes = changes_of(errand.result)
            if changes != NOTHING:
                self.shop_changed.emit(changes, errand.origin)
