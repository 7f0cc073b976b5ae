"""What a printer answers: ``DLE EOT n`` and ``GS r 1`` picked out of whatever else it says unasked.

Bit patterns by the ESC/POS command reference: a real-time status byte is 0xx1xx10, an automatic status (ASB) is four
bytes that begin with 0xx1xx00, ``GS r`` answers 0xx0xxxx; 11h and 13h are flow control.
"""

from __future__ import annotations

from typing import Final

from sentra_pos.printing.errors import CoverOpen, PaperOut, PrinterNotReady, PrinterTrouble
from sentra_pos.printing.transports.transport import Condition

#: ``GS r 1`` at the end of a job: answered when all before it is done.
COMPLETION_BARRIER: Final = b"\x1dr\x01"

_ASB_LENGTH: Final = 4
_XON_XOFF: Final = (0x11, 0x13)


def ask(n: int) -> bytes:
    """The question ``DLE EOT n``."""
    return bytes((0x10, 0x04, n))


class Replies:
    """Sorts single bytes as they come in; remembers being inside an automatic status."""

    def __init__(self) -> None:
        self._asb_left = 0

    def real_time(self, data: bytes) -> int | None:
        """The last real-time status in ``data``, or None."""
        found = [byte for byte in self._asked_for(data) if byte & 0x93 == 0x12]
        return found[-1] if found else None

    def done(self, data: bytes) -> bool:
        """Whether ``data`` holds an answer to ``GS r``."""
        return any(byte & 0x90 == 0 for byte in self._asked_for(data))

    def _asked_for(self, data: bytes) -> list[int]:
        kept = []
        for byte in data:
            if self._asb_left:
                self._asb_left -= 1
            elif byte in _XON_XOFF:
                continue
            elif byte & 0x93 == 0x10:
                self._asb_left = _ASB_LENGTH - 1
            else:
                kept.append(byte)
        return kept


def condition_of(printer: int | None, offline: int | None, paper: int | None) -> Condition:
    """The answers to n = 1, 2 and 4 together: an open cover alone would read as "paper is there"."""
    if printer is None and offline is None and paper is None:
        return Condition.UNKNOWN
    if (paper is not None and paper & 0x60 == 0x60) or (offline is not None and offline & 0x20):
        return Condition.PAPER_OUT
    if offline is not None and offline & 0x04:
        return Condition.COVER_OPEN
    if (printer is not None and printer & 0x08) or (offline is not None and offline & 0x40):
        return Condition.NOT_READY
    return Condition.READY


_TROUBLE: Final[dict[Condition, type[PrinterTrouble]]] = {
    Condition.PAPER_OUT: PaperOut,
    Condition.COVER_OPEN: CoverOpen,
    Condition.NOT_READY: PrinterNotReady,
}


def trouble_of(condition: Condition) -> PrinterTrouble | None:
    """What the condition stops, before a byte is sent. Not knowing stops nothing."""
    kind = _TROUBLE.get(condition)
    return kind() if kind else None
