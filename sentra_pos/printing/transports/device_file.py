"""Printers that are a device file (``/dev/usb/lp0``): never blocking, so one that is off cannot hang the till."""

from __future__ import annotations

import os
import select
from typing import Final

from sentra_pos.printing.errors import (
    NoProofOfPrinting,
    NotOnThisSystem,
    PrinterGone,
    PrinterNotReachable,
    PrinterTooSlow,
)
from sentra_pos.printing.transports.status import COMPLETION_BARRIER, Replies, ask, condition_of, trouble_of
from sentra_pos.printing.transports.transport import (
    CHUNK,
    DEADLINES,
    Condition,
    Countdown,
    Deadlines,
    Delivery,
    Printout,
    Progress,
)

#: Windows has neither; there the print queue is the way (windows_raw.py).
_NONBLOCK: Final[int | None] = getattr(os, "O_NONBLOCK", None)
_NOCTTY: Final[int] = getattr(os, "O_NOCTTY", 0)


class DeviceFilePrinter:
    """A printer behind a character device. Only one that answers is opened for reading too."""

    def __init__(self, path: str, *, answers_status: bool = False, deadlines: Deadlines = DEADLINES) -> None:
        self._path = path
        self._answers_status = answers_status
        self._deadlines = deadlines

    def send(self, printout: Printout, on_progress: Progress) -> Delivery:
        device = self._open()
        try:
            if self._answers_status and printout.moves_paper and (trouble := trouble_of(self._ask(device))):
                raise trouble
            return self._hand_over(device, printout, on_progress)
        finally:
            os.close(device)

    def condition(self) -> Condition:
        try:
            device = self._open()
        except PrinterNotReachable:
            return Condition.NOT_REACHABLE
        try:
            return self._ask(device) if self._answers_status else Condition.READY
        except PrinterGone:
            return Condition.NOT_REACHABLE
        finally:
            os.close(device)

    def _open(self) -> int:
        if _NONBLOCK is None:
            raise NotOnThisSystem
        mode = os.O_RDWR if self._answers_status else os.O_WRONLY
        try:
            return os.open(self._path, mode | _NONBLOCK | _NOCTTY)
        except OSError as error:
            raise PrinterNotReachable(address=self._path) from error

    def _hand_over(self, device: int, printout: Printout, on_progress: Progress) -> Delivery:
        wants_word = self._answers_status and printout.moves_paper
        payload = printout.payload + (COMPLETION_BARRIER if wants_word else b"")
        on_progress(0)
        sent, time_left = 0, Countdown(self._deadlines.job)
        while sent < len(payload):
            if not self._wait(device, time_left.left(self._deadlines.chunk), to_write=True):
                raise PrinterTooSlow(bytes_sent=sent)
            try:
                sent += os.write(device, payload[sent : sent + CHUNK])
            except BlockingIOError:
                continue
            except OSError as error:
                raise PrinterGone(bytes_sent=sent) from error
            on_progress(min(sent, len(printout.payload)))
        if wants_word:
            self._await_word(device, sent)
        return Delivery.CONFIRMED if wants_word else Delivery.SENT

    def _await_word(self, device: int, sent: int) -> None:
        replies, time_left = Replies(), Countdown(self._deadlines.completion)
        while self._wait(device, time_left.left(), to_write=False):
            if replies.done(self._read(device, sent)):
                return
        raise NoProofOfPrinting(bytes_sent=sent)

    def _ask(self, device: int) -> Condition:
        return condition_of(*(self._ask_one(device, n) for n in (1, 2, 4)))

    def _ask_one(self, device: int, n: int) -> int | None:
        while self._wait(device, 0, to_write=False):
            self._read(device, 0)
        if not self._wait(device, self._deadlines.status, to_write=True):
            return None
        try:
            os.write(device, ask(n))
        except OSError as error:
            raise PrinterGone from error
        replies, time_left = Replies(), Countdown(self._deadlines.status)
        while self._wait(device, time_left.left(), to_write=False):
            if (answer := replies.real_time(self._read(device, 0))) is not None:
                return answer
        return None

    @staticmethod
    def _read(device: int, sent: int) -> bytes:
        """Raises PrinterGone at the end of the file, too: the device was unplugged."""
        try:
            data = os.read(device, 64)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise PrinterGone(bytes_sent=sent) from error
        if not data:
            raise PrinterGone(bytes_sent=sent)
        return data

    @staticmethod
    def _wait(device: int, seconds: float, *, to_write: bool) -> bool:
        watched = [device]
        readable, writable, _ = select.select([] if to_write else watched, watched if to_write else [], [], seconds)
        return bool(writable if to_write else readable)
