"""A network printer of our own for the tests, with every bad habit that real ones have; it listens on 127.0.0.1."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, Self

PATIENCE: Final = 10.0
ASB: Final = bytes((0x14, 0x00, 0x00, 0x0F))
_READY: Final = {1: 0x12, 2: 0x12, 4: 0x12}
_PAPER_OUT: Final = {1: 0x1A, 2: 0x32, 4: 0x7E}
_COVER_OPEN: Final = {1: 0x1A, 2: 0x16, 4: 0x12}


@dataclass
class Habits:
    """What this printer does; all can be changed while it runs."""

    answers: bool = False
    paper_out: bool = False
    cover_open: bool = False
    holds_the_word: bool = False
    never_reads: bool = False
    resets_after: int | None = None
    hangs_up_after: int | None = None
    slow: bool = False
    noise: bool = False


@dataclass
class Connection:
    """What came in over one connection: the job without questions."""

    received: bytearray = field(default_factory=bytearray)
    broken: bool = False


class TcpTestPrinter:
    """Use as a context; ``jobs`` are the papers, in order, that were received to their end."""

    def __init__(self, habits: Habits | None = None) -> None:
        self.habits = habits or Habits()
        self.connections: list[Connection] = []
        self._news = threading.Condition()
        self._stop = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.05)
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="test-printer")

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        with self._news:
            self._news.notify_all()
        self._thread.join(PATIENCE)
        self._listening.close()
        assert not self._thread.is_alive()

    @property
    def jobs(self) -> list[bytes]:
        """Everything that holds more than questions."""
        with self._news:
            return [bytes(each.received) for each in self.connections if each.received]

    def wait_until(self, met: Callable[[], bool]) -> bool:
        """Wait for the printer to have seen something."""
        with self._news:
            return self._news.wait_for(met, PATIENCE)

    def change(self, **habits: object) -> None:
        """Put in paper, close the cover, and so on."""
        with self._news:
            for name, value in habits.items():
                setattr(self.habits, name, value)
            self._news.notify_all()

    def _serve(self) -> None:
        while not self._stop.is_set():
            try:
                accepted, _ = self._listening.accept()
            except TimeoutError:
                continue
            with accepted, suppress(ConnectionError):
                self._one(accepted)

    def _one(self, accepted: socket.socket) -> None:
        seen = Connection()
        with self._news:
            self.connections.append(seen)
            self._news.notify_all()
        accepted.settimeout(0.05)
        if self.habits.hangs_up_after == 0:
            return
        if self.habits.never_reads:
            accepted.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            self._stop.wait(PATIENCE)
            return
        while not self._stop.is_set():
            if self.habits.noise:
                with suppress(OSError):
                    accepted.sendall(ASB)
            try:
                data = accepted.recv(512 if self.habits.slow else 65536)
            except TimeoutError:
                continue
            if not data:
                return
            self._answer(accepted, seen, data)
            if self._breaks_off(accepted, seen):
                return

    def _answer(self, accepted: socket.socket, seen: Connection, data: bytes) -> None:
        while (at := data.find(b"\x10\x04")) >= 0 and at + 2 < len(data):
            question = data[at + 2]
            data = data[:at] + data[at + 3 :]
            if self.habits.answers:
                accepted.sendall(bytes((self._state()[question],)))
        with self._news:
            seen.received += data
            self._news.notify_all()
        silent = self.habits.holds_the_word or self.habits.resets_after or self.habits.hangs_up_after
        if seen.received.endswith(b"\x1dr\x01") and self.habits.answers and not silent:
            accepted.sendall(b"\x00")

    def _state(self) -> dict[int, int]:
        if self.habits.paper_out:
            return _PAPER_OUT
        return _COVER_OPEN if self.habits.cover_open else _READY

    def _breaks_off(self, accepted: socket.socket, seen: Connection) -> bool:
        if self.habits.resets_after is not None and len(seen.received) >= self.habits.resets_after:
            # Linger 0 makes close() a reset.
            accepted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            seen.broken = True
            return True
        seen.broken = self.habits.hangs_up_after is not None and len(seen.received) >= self.habits.hangs_up_after
        return seen.broken
