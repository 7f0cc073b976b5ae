"""Print queues of Linux and macOS: ``lp -d QUEUE -o raw``, its answer read and bounded."""

from __future__ import annotations

import os
import subprocess
from typing import Final

from sentra_pos.printing.errors import NotOnThisSystem, PrinterTooSlow, QueueRefused
from sentra_pos.printing.transports.transport import Condition, Delivery, Printout, Progress

_SECONDS: Final = 20.0
_STATE_SECONDS: Final = 3.0


class CupsQueue:
    """A raw queue. "Sent" means that the queue took the job; whether paper came out only the queue knows."""

    def __init__(self, queue: str, *, lp: str = "lp", lpstat: str = "lpstat", seconds: float = _SECONDS) -> None:
        self._queue = queue
        self._lp = lp
        self._lpstat = lpstat
        self._seconds = seconds

    def send(self, printout: Printout, on_progress: Progress) -> Delivery:
        on_progress(0)
        try:
            done = subprocess.run(
                [self._lp, "-d", self._queue, "-o", "raw", "-t", printout.title, "--"],
                input=printout.payload,
                capture_output=True,
                timeout=self._seconds,
                check=False,
            )
        except FileNotFoundError as error:
            raise NotOnThisSystem from error
        except subprocess.TimeoutExpired as error:
            # It may have handed the job on before it hung.
            raise PrinterTooSlow(bytes_sent=len(printout.payload)) from error
        except OSError as error:
            raise QueueRefused(address=self._queue, reason=error.strerror or "") from error
        if done.returncode != 0:
            reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise QueueRefused(address=self._queue, reason=reason[-1] if reason else str(done.returncode))
        on_progress(len(printout.payload))
        return Delivery.SENT

    def condition(self) -> Condition:
        try:
            done = subprocess.run(
                [self._lpstat, "-p", self._queue],
                capture_output=True,
                timeout=_STATE_SECONDS,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except (OSError, subprocess.TimeoutExpired):
            return Condition.UNKNOWN
        if done.returncode != 0:
            return Condition.NOT_REACHABLE
        return Condition.NOT_READY if b"disabled" in done.stdout else Condition.READY
