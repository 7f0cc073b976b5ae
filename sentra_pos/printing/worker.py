"""One thread a printer: takes jobs from the spool, sends each at most once by itself, and knows how the printer is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import DatabaseTrouble, SentraError
from sentra_pos.core.speech import N_, _
from sentra_pos.db.engine import Store
from sentra_pos.printing import queries, spool
from sentra_pos.printing.errors import CoverOpen, PaperOut, PrinterNotReachable, PrinterNotReady, PrinterTrouble
from sentra_pos.printing.health import Light, PrinterHealth
from sentra_pos.printing.kinds import JobKind, JobState
from sentra_pos.printing.queries import PrinterRecord
from sentra_pos.printing.rules import CHECK_EVERY
from sentra_pos.printing.spool import ClaimedJob
from sentra_pos.printing.transports.choose import open_way
from sentra_pos.printing.transports.transport import Condition, Delivery, Printout, Transport

_log = logging.getLogger(__name__)

#: Longest rest between two looks at the spool, in seconds of the machine; a wake-up that was missed costs no more.
_LONGEST_REST: Final = 5.0
_LOST_STORE_REST: Final = 1.0


class DrawerTooLate(SentraError):
    """The job waited longer than a drawer may."""

    message = N_("The drawer was not opened: the printer could not be asked in time. Use the key.")


class CannotBeLaidOut(SentraError):
    """A slip that cannot become bytes; a bug, but one that must not stop the jobs behind it."""

    message = N_("This paper could not be laid out for the printer. Print another copy from its document.")


OpenTransport = Callable[[PrinterRecord], Transport]


def open_transport(printer: PrinterRecord) -> Transport:
    """The way that is set up."""
    return open_way(printer.way, printer.address, printer.profile)


class PrinterWorker:
    """The device thread of one printer. Two of them may never serve the same printer in one process."""

    def __init__(
        self,
        store: Store,
        printer_id: UUID,
        clock: Clock,
        *,
        open_transport: OpenTransport = open_transport,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._printer_id = printer_id
        self._clock = clock
        self._open_transport = open_transport
        self._on_change = on_change
        self._rest = threading.Condition()
        self._woken = False
        self._stopping = False
        self._recovered = False
        self._health = PrinterHealth(printer_id=printer_id, light=Light.UNKNOWN)
        self._light = Light.UNKNOWN
        self._trouble_words: str | None = None
        self._checked_at: datetime | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; what a crash left in the middle is marked uncertain first."""
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=f"printer-{self._printer_id}", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> bool:
        """Finish the job in hand and end; False when a driver call would not come back in ``timeout`` seconds.

        The thread is a daemon: a program that ends is not held up, and the job shows as uncertain at the next start.
        """
        with self._rest:
            self._stopping = True
            self._rest.notify_all()
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def wake(self) -> None:
        """A job may be there."""
        with self._rest:
            self._woken = True
            self._rest.notify_all()

    def health(self) -> PrinterHealth:
        """As last known; asks nobody."""
        with self._rest:
            return self._health

    def run_once(self) -> bool:
        """Do the one thing that is due: a job, or asking a restful printer how it is. False when nothing was."""
        if not self._recovered:
            with self._store.writing() as session:
                spool.recover(session, self._printer_id, self._clock.now())
            self._recovered = True
        with self._store.reading() as session:
            printer = queries.printer(session, self._printer_id)
            head = spool.head_of_queue(session, self._printer_id)
            due = head is not None and head.not_before <= self._clock.now()
        if due:
            with self._store.writing() as session:
                job = spool.claim(session, self._printer_id, self._clock.now())
            if job is not None:
                self._print(printer, job)
                self._on_change()
                return True
        if self._check_is_due():
            self._check(printer)
            return True
        self._show()
        return False

    def _run(self) -> None:
        while not self._stopping:
            try:
                if self.run_once():
                    continue
                rest = self._seconds_to_rest()
            except DatabaseTrouble:
                self._recovered = False
                _log.warning("the spool cannot be read now", exc_info=True)
                rest = _LOST_STORE_REST
            except Exception:  # the thread must outlive a bug, or no receipt would ever print again
                # What was being sent is in doubt now; what was only claimed goes back.
                self._recovered = False
                _log.exception("printing went wrong")
                rest = _LOST_STORE_REST
            with self._rest:
                if not self._woken and not self._stopping:
                    self._rest.wait(rest)
                self._woken = False

    def _seconds_to_rest(self) -> float:
        with self._store.reading() as session:
            head = spool.head_of_queue(session, self._printer_id)
            wanted = head.not_before if head else None
        if wanted is None:
            return _LONGEST_REST
        return min(_LONGEST_REST, max(0.0, (wanted - self._clock.now()).total_seconds()))

    # ------------------------------------------------------------------------------------------------------- a job

    def _print(self, printer: PrinterRecord, job: ClaimedJob) -> None:
        if self._clock.now() >= job.expires_at:
            self._fail(job, str(DrawerTooLate()) if job.kind is JobKind.DRAWER else _("Not printed in time."))
            return
        try:
            out = self._rendered(printer, job)
        except Exception:  # whatever is wrong with this slip, the next one may be fine
            _log.exception("job %s could not be laid out", job.id)
            self._fail(job, str(CannotBeLaidOut()))
            return
        try:
            delivery = self._open_transport(printer).send(out, self._progress(job, out))
        except PrinterTrouble as trouble:
            self._trouble(job, trouble)
        except SentraError as trouble:
            self._trouble(job, PrinterTrouble(), str(trouble))
        else:
            state = JobState.CONFIRMED if delivery is Delivery.CONFIRMED else JobState.SENT
            with self._store.writing() as session:
                spool.mark_done(session, job.id, state, len(out.payload), self._clock.now())
            self._heard(Light.READY, None)

    @staticmethod
    def _rendered(printer: PrinterRecord, job: ClaimedJob) -> Printout:
        # Late, and so in this thread: the encoder and the drawing library stay out of the till's start.
        from sentra_pos.printing.render import drawer_pulse, printout

        if job.slip is None:
            return drawer_pulse(printer.profile, title=job.title)
        return printout(job.slip, printer.profile, title=job.title, copy_no=job.copy_no, payload=job.payload)

    def _progress(self, job: ClaimedJob, out: Printout) -> Callable[[int], None]:
        def told(sent: int) -> None:
            if sent:
                return
            if job.kind is JobKind.DRAWER and self._clock.now() >= job.expires_at:
                raise DrawerTooLate
            with self._store.writing() as session:
                spool.mark_sending(session, job.id, out.payload)

        return told

    def _trouble(self, job: ClaimedJob, trouble: PrinterTrouble, words: str | None = None) -> None:
        words = words or str(trouble)
        with self._store.writing() as session:
            if trouble.bytes_sent:
                spool.mark_uncertain(session, job.id, trouble.bytes_sent, words, self._clock.now())
            else:
                spool.put_back(session, job, words, self._clock.now())
        self._heard(_light_of(trouble), words)

    def _fail(self, job: ClaimedJob, words: str) -> None:
        with self._store.writing() as session:
            spool.mark_failed(session, job.id, words, self._clock.now())
        self._trouble_words = words
        self._show()

    # -------------------------------------------------------------------------------------------------- the light

    def _check_is_due(self) -> bool:
        return self._checked_at is None or self._clock.now() - self._checked_at >= CHECK_EVERY

    def _check(self, printer: PrinterRecord) -> None:
        try:
            condition = self._open_transport(printer).condition()
        except SentraError as trouble:
            self._heard(Light.NOT_READY, str(trouble))
        else:
            self._heard(_LIGHTS[condition], None)

    def _heard(self, light: Light, trouble: str | None) -> None:
        """The printer was just asked or tried."""
        self._light, self._trouble_words, self._checked_at = light, trouble, self._clock.now()
        self._show()

    def _show(self) -> None:
        with self._store.reading() as session:
            counts = queries.queue_counts(session, self._printer_id)
        shown = PrinterHealth(
            printer_id=self._printer_id,
            light=Light.IN_DOUBT if counts.in_doubt else self._light,
            waiting=counts.waiting,
            in_doubt=counts.in_doubt,
            trouble=self._trouble_words,
            checked_at=self._checked_at,
        )
        with self._rest:
            changed = replace(shown, checked_at=None) != replace(self._health, checked_at=None)
            self._health = shown
        if changed:
            self._on_change()


_LIGHTS: Final = {condition: Light(condition.value) for condition in Condition}


def _light_of(trouble: PrinterTrouble) -> Light:
    for kind, light in (
        (PaperOut, Light.PAPER_OUT),
        (CoverOpen, Light.COVER_OPEN),
        (PrinterNotReachable, Light.NOT_REACHABLE),
        (PrinterNotReady, Light.NOT_READY),
    ):
        if isinstance(trouble, kind):
            return light
    return Light.UNKNOWN if trouble.bytes_sent else Light.NOT_READY
