"""Printers on a serial port, which Bluetooth printers are, too (SPP): small pieces with a breath between them.

Cheap Bluetooth printers have a buffer of a few kilobytes and no way to say "wait": what comes faster is lost, and the
receipt has a hole in its middle.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sentra_pos.printing.errors import (
    NoProofOfPrinting,
    PrinterGone,
    PrinterNotReachable,
    PrinterTooSlow,
    PrinterTrouble,
)
from sentra_pos.printing.transports.status import COMPLETION_BARRIER, Replies, ask, condition_of, trouble_of
from sentra_pos.printing.transports.transport import (
    DEADLINES,
    Condition,
    Countdown,
    Deadlines,
    Delivery,
    Printout,
    Progress,
)
from sentra_pos.printing.ways import DEFAULT_BAUD

if TYPE_CHECKING:
    from serial import Serial

#: What comes when a port vanishes: pyserial's own SerialException is an OSError, POSIX terminals have one besides.
_GONE: tuple[type[Exception], ...] = (OSError,)
try:
    import termios
except ImportError:  # Windows
    pass
else:
    _GONE = (*_GONE, termios.error)

#: Bytes handed over at once, and the seconds between two such pieces.
SERIAL_CHUNK: Final = 512
BREATH: Final = 0.03
#: Bits on the line for one byte: start, eight, stop.
_BITS: Final = 10
_POLL: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialPort:
    """A port of this computer; ``description`` is what the system calls the thing behind it."""

    device: str
    description: str


def serial_ports() -> tuple[SerialPort, ...]:
    """The ports that are there now, Bluetooth ones among them."""
    from serial.tools.list_ports import comports

    found = (SerialPort(device=port.device, description=port.description or "") for port in comports())
    return tuple(sorted(found, key=lambda port: port.device))


class SerialPrinter:
    """A printer at a port (``COM5``, ``/dev/rfcomm0``), opened anew for every job."""

    def __init__(
        self,
        port: str,
        baud: int = DEFAULT_BAUD,
        *,
        answers_status: bool = False,
        deadlines: Deadlines = DEADLINES,
        breath: float = BREATH,
    ) -> None:
        self._port = port
        self._baud = baud
        self._answers_status = answers_status
        self._deadlines = deadlines
        self._breath = breath

    def send(self, printout: Printout, on_progress: Progress) -> Delivery:
        line = self._open()
        try:
            if self._answers_status and printout.moves_paper and (trouble := trouble_of(self._ask(line))):
                raise trouble
            return self._hand_over(line, printout, on_progress)
        except PrinterTrouble:
            _forget(line)
            raise
        finally:
            line.close()

    def condition(self) -> Condition:
        try:
            line = self._open()
        except PrinterNotReachable:
            return Condition.NOT_REACHABLE
        try:
            return self._ask(line) if self._answers_status else Condition.READY
        except PrinterGone:
            return Condition.NOT_REACHABLE
        finally:
            _forget(line)
            line.close()

    def _open(self) -> Serial:
        # Late: most shops have no such printer.
        from serial import Serial

        try:
            return Serial(self._port, self._baud, timeout=0, write_timeout=self._deadlines.chunk, exclusive=True)
        except ValueError as error:
            raise PrinterNotReachable(address=self._port) from error
        except _GONE as error:
            raise PrinterNotReachable(address=self._port) from error

    def _hand_over(self, line: Serial, printout: Printout, on_progress: Progress) -> Delivery:
        wants_word = self._answers_status and printout.moves_paper
        payload = printout.payload + (COMPLETION_BARRIER if wants_word else b"")
        # A slow line takes its time; what is left over is the printer's.
        time_left = Countdown(self._deadlines.job + len(payload) * _BITS / self._baud)
        on_progress(0)
        sent = 0
        while sent < len(payload):
            if sent:
                time.sleep(self._breath)
            sent += self._send_some(line, payload[sent : sent + SERIAL_CHUNK], sent, time_left)
            on_progress(min(sent, len(printout.payload)))
        self._drain(line, sent, time_left)
        if wants_word:
            self._await_word(line, sent)
        return Delivery.CONFIRMED if wants_word else Delivery.SENT

    def _send_some(self, line: Serial, piece: bytes, sent: int, time_left: Countdown) -> int:
        from serial import SerialTimeoutException

        left = time_left.left(self._deadlines.chunk)
        if left == 0:
            raise PrinterTooSlow(bytes_sent=sent)
        try:
            line.write_timeout = left
            line.write(piece)
        except SerialTimeoutException as error:
            # Some of the piece may have gone; at the first one, too.
            raise PrinterTooSlow(bytes_sent=max(sent, 1)) from error
        except _GONE as error:
            raise PrinterGone(bytes_sent=max(sent, 1)) from error
        return len(piece)

    def _drain(self, line: Serial, sent: int, time_left: Countdown) -> None:
        """Wait until the computer has let go of the last byte; pyserial's own ``flush`` would wait for ever."""
        try:
            while line.out_waiting:
                if time_left.left() == 0:
                    raise PrinterTooSlow(bytes_sent=sent)
                time.sleep(_POLL)
        except _GONE as error:
            raise PrinterGone(bytes_sent=sent) from error

    def _await_word(self, line: Serial, sent: int) -> None:
        replies, time_left = Replies(), Countdown(self._deadlines.completion)
        while (left := time_left.left()) > 0:
            if replies.done(_read(line, left, sent)):
                return
        raise NoProofOfPrinting(bytes_sent=sent)

    def _ask(self, line: Serial) -> Condition:
        return condition_of(*(self._ask_one(line, n) for n in (1, 2, 4)))

    def _ask_one(self, line: Serial, n: int) -> int | None:
        from serial import SerialTimeoutException

        try:
            line.reset_input_buffer()
            line.write_timeout = self._deadlines.status
            line.write(ask(n))
        except SerialTimeoutException:
            return None
        except _GONE as error:
            raise PrinterGone from error
        replies, time_left = Replies(), Countdown(self._deadlines.status)
        while (left := time_left.left()) > 0:
            if (answer := replies.real_time(_read(line, left, 0))) is not None:
                return answer
        return None


def _read(line: Serial, seconds: float, sent: int) -> bytes:
    """What came in, nothing after ``seconds`` without a byte. Raises PrinterGone when the port has vanished."""
    try:
        line.timeout = seconds
        first = line.read(1)
        line.timeout = 0
        return first + line.read(63) if first else first
    except _GONE as error:
        raise PrinterGone(bytes_sent=sent) from error


def _forget(line: Serial) -> None:
    """Throw away what the printer would not take: at closing the system would wait for it, half a minute long.

    Never after a good job: not every driver counts all that is still on its way out.
    """
    with suppress(*_GONE):
        line.reset_output_buffer()
