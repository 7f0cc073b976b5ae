"""What the tests of the spool stand on: a printer set up, a worker that is stopped again, a sale's receipt."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import JobId
from sentra_pos.db.engine import Store
from sentra_pos.printing import queries, spool
from sentra_pos.printing.kinds import JobKind, JobState
from sentra_pos.printing.profiles import Profile
from sentra_pos.printing.queries import JobRecord, PrinterRecord
from sentra_pos.printing.set_up_printer import SetUpPrinter, set_up_printer
from sentra_pos.printing.transports.choose import open_way
from sentra_pos.printing.transports.transport import Deadlines, Transport
from sentra_pos.printing.ways import Way
from sentra_pos.printing.worker import PrinterWorker
from tests.printing.samples import cash_receipt
from tests.printing.tcp_printer import PATIENCE, TcpTestPrinter

SHORT = Deadlines(connect=1.0, chunk=0.3, job=2.0, status=1.0, completion=0.8, drain=0.5)


def _with_short_deadlines(printer: PrinterRecord) -> Transport:
    return open_way(printer.way, printer.address, printer.profile, deadlines=SHORT)


@dataclass
class Bench:
    """One store, one printer, one worker that is driven step by step or as a thread."""

    store: Store
    clock: FixedClock
    printer_id: UUID
    news: threading.Condition = field(default_factory=threading.Condition)
    workers: list[PrinterWorker] = field(default_factory=list)

    def worker(self) -> PrinterWorker:
        made = PrinterWorker(
            self.store,
            self.printer_id,
            self.clock,
            open_transport=_with_short_deadlines,
            on_change=self._changed,
        )
        self.workers.append(made)
        return made

    def _changed(self) -> None:
        with self.news:
            self.news.notify_all()

    def receipt(self, subject: str = "sale-1") -> JobId:
        with self.store.writing() as session:
            return spool.enqueue(
                session,
                printer_id=self.printer_id,
                kind=JobKind.RECEIPT,
                subject=subject,
                title="Struk A1-000123",
                slip=cash_receipt(),
                clock=self.clock,
            )

    def drawer(self, subject: str = "sale-1") -> JobId:
        with self.store.writing() as session:
            return spool.enqueue_drawer(session, printer_id=self.printer_id, subject=subject, clock=self.clock)

    def job(self, job_id: JobId) -> JobRecord:
        with self.store.reading() as session:
            return queries.job(session, job_id)

    def state(self, job_id: JobId) -> JobState:
        return self.job(job_id).state

    def wait_for(self, job_id: JobId, *states: JobState) -> bool:
        return self.wait_until(lambda: self.state(job_id) in states)

    def wait_until(self, met: Callable[[], bool]) -> bool:
        with self.news:
            return self.news.wait_for(met, PATIENCE)


@pytest.fixture
def tcp_printer() -> Iterator[TcpTestPrinter]:
    with TcpTestPrinter() as printer:
        yield printer


@pytest.fixture
def bench_at(store: Store, clock: FixedClock) -> Iterator[Callable[..., Bench]]:
    """``bench_at(address, answers=True)`` sets the printer up."""
    made: list[Bench] = []

    def make(address: str, *, answers: bool = False, way: Way = Way.TCP) -> Bench:
        profile = Profile(name="80", paper_mm=80, dots=576, columns=48, cut=True, answers_status=answers)
        command = SetUpPrinter(name="Kasir", way=way, address=address, profile=profile)
        with store.writing() as session:
            printer_id = set_up_printer(session, command, clock=clock).printer_id
        made.append(Bench(store, clock, printer_id))
        return made[-1]

    yield make
    for bench in made:
        assert all(worker.stop(PATIENCE) for worker in bench.workers)
