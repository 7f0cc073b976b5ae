"""What every way to a printer promises."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from sentra_pos.printing.layout import Grid
from sentra_pos.printing.profiles import Profile

#: Called with 0 when the way is open and before the first byte, then with the bytes handed over so far. What it raises
#: stops the job.
Progress = Callable[[int], None]


class Condition(StrEnum):
    """What a printer says of itself, as far as it can be asked."""

    READY = "ready"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    NOT_READY = "not_ready"
    NOT_REACHABLE = "not_reachable"
    UNKNOWN = "unknown"


class Delivery(StrEnum):
    """How sure a sent job is: handed over, or said to be done by the printer itself."""

    SENT = "sent"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """One job as it goes out. ``grid`` and ``profile`` are what the bytes were made from, for printers that are files;
    ``moves_paper`` is False for the drawer's pulse, which no paper can stop."""

    payload: bytes
    title: str
    profile: Profile
    grid: Grid | None = None
    moves_paper: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Seconds: to connect, for one chunk to be taken, for the whole job, for one status byte, for the last word."""

    connect: float = 3.0
    chunk: float = 10.0
    job: float = 60.0
    status: float = 0.5
    completion: float = 15.0
    drain: float = 2.0


DEADLINES: Final = Deadlines()
#: Bytes handed over at once; small, so that ``bytes_sent`` and the deadlines mean something.
CHUNK: Final = 4096


class Transport(Protocol):
    """A way to one printer. Holds nothing open between jobs."""

    def send(self, printout: Printout, on_progress: Progress) -> Delivery:
        """Send all of it. Raises PrinterTrouble, whose ``bytes_sent`` is 0 only when no byte can have arrived."""
        ...

    def condition(self) -> Condition:
        """Ask the printer how it is; never raises for a printer that does not answer."""
        ...


class Countdown:
    """Seconds that are left of a deadline, by a clock that nobody can set back."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, at_most: float = float("inf")) -> float:
        """Never negative."""
        return max(0.0, min(at_most, self._end - time.monotonic()))
