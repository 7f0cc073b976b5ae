"""A till with its real window in a process of its own: ``python -m tests.benchmarks.till_at_work WHAT STORE OWNER``.

WHAT is ``answers`` (keystrokes and scans until the screen has painted them), ``carts`` (peak memory after a hundred
carts) or ``silence`` (the event loop's largest gap while a printer never answers). Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import StaffId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.db.connection import connect
from sentra_pos.payments.methods import CASH
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.printing.profiles import GENERIC_80
from sentra_pos.printing.set_up_printer import SetUpPrinter, set_up_printer
from sentra_pos.printing.ways import Way
from sentra_pos.sales.cart import Tender
from sentra_pos.shop import open_shop
from tests.benchmarks.big_sales import LINES_A_SALE, Piece, pieces_of
from tests.benchmarks.make_big_store import moment_of
from ui.app import App, make_application
from ui.kit.type_scan import type_scan
from ui.main_window import MainWindow
from ui.sell.screen import SellScreen

CARTS = 100
_SCANS = 300
#: Beginnings of names, motifs and artisans, a motif misspelt, two words.
_TYPED = (
    "kain sogan",
    "sekar jagad",
    "rawan inggek",
    "sanggar",
    "selendang biru",
    "pring sedapr",
    "dompet mojo",
    "P07",
)
_PATIENCE_MS = 20_000


class _Painted(QObject):
    """Ends a loop when the widget has been painted after something was shown in it."""

    def __init__(self, widget: QWidget, loop: QEventLoop) -> None:
        super().__init__(widget)
        self._loop = loop
        self.due = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.due and event.type() == QEvent.Type.Paint:
            self.due = False
            # Behind the painting itself.
            QTimer.singleShot(0, self._loop, self._loop.quit)
        return False


class Till:
    """The program's own window on the sell screen, ready to scan."""

    def __init__(self, file: Path, owner: StaffId, clock: FixedClock) -> None:
        self.app = App(make_application(), open_shop(file, clock))
        self.app.enter(LoggedIn(staff=owner, name="Ibu", role=Role.OWNER, permissions=PERMISSIONS[Role.OWNER]))
        assert isinstance(self.app.window, MainWindow)
        self.window = self.app.window
        screen = self.window.front()
        assert isinstance(screen, SellScreen)
        self.screen = screen
        self._loop = QEventLoop()
        self.wait(lambda: screen.presenter.is_open and bool(screen.grid.records.cards))

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program run until it is so; looked at each millisecond, which is not for measuring."""
        began = time.monotonic()
        look = QTimer()
        look.timeout.connect(lambda: self._loop.quit() if until() else None)
        look.start(1)
        while not until():
            if time.monotonic() - began > _PATIENCE_MS / 1000:
                raise TimeoutError
            self._loop.exec()
        look.stop()

    def rest(self, seconds: float) -> None:
        """Let the program run on, and do nothing."""
        QTimer.singleShot(round(seconds * 1000), self._loop, self._loop.quit)
        self._loop.exec()

    def kept(self) -> None:
        """Let the writing thread finish what it was given."""
        home: list[object] = []
        self.app.runner.write(_nothing, None, home.append)
        self.wait(lambda: bool(home))

    def until_painted(self, widget: QWidget, shows: str, act: Callable[[], object]) -> float:
        """Seconds from the act until the widget has painted what the screen was told to show."""
        painted = _Painted(widget, self._loop)
        told = getattr(self.screen, shows)

        def show(*said: Any) -> None:
            told(*said)
            painted.due = True
            widget.update()

        setattr(self.screen, shows, show)
        began = time.perf_counter()
        act()
        self._loop.exec()
        took = time.perf_counter() - began
        delattr(self.screen, shows)
        widget.removeEventFilter(painted)
        return took

    def scan(self, piece: Piece) -> float:
        """Seconds from a scan's closing Enter until its line is painted."""
        # The digits come five milliseconds apart and are taken as they come; from the closing Enter on somebody waits.
        stamp = type_scan(self.window, piece.code, suffix="")
        QCoreApplication.processEvents()
        lines = self.screen.panel.lines.viewport()
        return self.until_painted(lines, "show_cart", lambda: type_scan(self.window, "", started_ms=stamp + 5))

    def sell(self, pieces: Sequence[Piece]) -> None:
        """A cart scanned and paid in cash."""
        presenter = self.screen.presenter
        for number, piece in enumerate(pieces, start=1):
            presenter.scan(piece.code)
            self.wait(lambda wanted=number: len(presenter.cart.lines) == wanted)  # type: ignore[misc]
        rung: list[object] = []
        total = sum_rupiah(line.amount for line in presenter.cart.for_sale())
        tender = Tender(method=CASH, given=total + Rupiah(1_000))
        presenter.ring_up(presenter.cart, (tender,), frozenset(), rung.append, rung.append, lambda: None)
        self.wait(lambda: bool(rung) and presenter.cart.total == ZERO)


def _nothing(_session: object, _command: object, *, clock: object) -> Changes:
    return Changes()


def answers(till: Till, pieces: Sequence[Piece]) -> dict[str, list[float]]:
    """Each keystroke of some searches, and some hundred scans."""
    screen = till.screen
    grid = screen.grid.viewport()
    keys: list[float] = []
    for _again in range(4):
        for text in _TYPED:
            for length in range(1, len(text) + 1):
                if text[length - 1] == " ":
                    continue  # asks nothing new

                def type_it(typed: str = text[:length]) -> None:
                    screen.search.setText(typed)
                    # The rest that the field waits for more letters is meant, and not work.
                    screen.search.search_now()

                keys.append(till.until_painted(grid, "show_cards", type_it))
    screen.search.clear()
    till.wait(lambda: len(screen.grid.records.cards) > LINES_A_SALE)
    scans: list[float] = []
    for number in range(_SCANS):
        piece = pieces[number * 331 % len(pieces)]
        scans.append(till.scan(piece))
        if number % LINES_A_SALE == LINES_A_SALE - 1:
            # Emptying the cart is not scanning: between two customers there are hands.
            screen.presenter.clear()
            till.kept()
    return {"keys": keys[len(keys) // 4 :], "scans": scans[20:]}


def carts(till: Till, pieces: Sequence[Piece]) -> dict[str, float]:
    """Sell, and say how much memory the process ever had at once."""
    before = peak_megabytes()
    for number in range(CARTS):
        till.sell(pieces[number * LINES_A_SALE : (number + 1) * LINES_A_SALE])
    return {"before": before, "peak": peak_megabytes()}


def silence(till: Till, pieces: Sequence[Piece]) -> dict[str, list[float]]:
    """The longest times in which the event loop did not come round, sale by sale."""
    gaps: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    beat = QTimer()
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.timeout.connect(tick)
    with _silent_printer() as address:
        _set_up(till, address)
        till.sell(pieces[:LINES_A_SALE])
        # Before the first beat there is no gap: setting a printer up is not selling.
        last = time.perf_counter()
        beat.start(1)
        worst = []
        for number in range(CARTS):
            gaps.clear()
            till.sell(pieces[number * LINES_A_SALE : (number + 1) * LINES_A_SALE])
            worst.append(max(gaps))
        beat.stop()
    return {"gaps": worst}


class _silent_printer:  # noqa: N801 - reads as what it is at its one use
    """Takes the connection and never says or reads a thing."""

    def __enter__(self) -> str:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._held: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()
        return f"127.0.0.1:{self._server.getsockname()[1]}"

    def _accept(self) -> None:
        while True:
            try:
                self._held.append(self._server.accept()[0])
            except OSError:
                return

    def __exit__(self, *_trouble: object) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for held in self._held:
            held.close()


def _set_up(till: Till, address: str) -> None:
    command = SetUpPrinter(name="Bisu", way=Way.TCP, address=address, profile=GENERIC_80)
    with till.app.shop.writing() as session:
        set_up_printer(session, command, clock=till.app.shop.clock)
    till.app.shop.start_printing()


def peak_megabytes(process: int | str = "self") -> float:
    """The most that this process, or the one of that number, ever had at once."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("no /proc here")


def main(what: str, file: Path, owner: StaffId) -> None:
    with closing(connect(file, read_only=True)) as connection:
        pieces = pieces_of(connection, newest=2_000)
    till = Till(file, owner, FixedClock(moment_of(file)))
    measured: dict[str, Callable[[Till, Sequence[Piece]], Any]] = {
        "answers": answers,
        "carts": carts,
        "silence": silence,
    }
    found = measured[what](till, pieces)
    till.app.close()
    QApplication.sendPostedEvents()
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(sys.argv[1], Path(sys.argv[2]), StaffId(UUID(sys.argv[3])))
