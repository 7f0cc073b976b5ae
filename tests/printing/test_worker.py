"""The spool and its worker against printers with bad habits: the state told is true, nothing prints twice by itself."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.printing import queries, spool
from sentra_pos.printing.answer_uncertain import AnswerUncertain, answer_uncertain
from sentra_pos.printing.blocks import Image, Slip
from sentra_pos.printing.errors import DrawerNotReprinted, NothingToAnswer, StillPrinting
from sentra_pos.printing.health import Light
from sentra_pos.printing.kinds import JobKind, JobState
from sentra_pos.printing.reprint import Reprint, reprint
from sentra_pos.printing.rules import DRAWER_EXPIRES_AFTER, GIVE_UP_AFTER, RETRY_WAITS, wait_after
from sentra_pos.printing.ways import Way
from tests.printing.conftest import Bench
from tests.printing.escpos_reader import read
from tests.printing.tcp_printer import TcpTestPrinter

BenchAt = Callable[..., Bench]
DRAWER = b"\x1bp\x00\x32\x32"


@pytest.fixture
def off_address() -> str:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


def _printed_total(job: bytes) -> bool:
    return any(line.startswith("TOTAL") for line in read(job).lines)


def _run_till_idle(bench: Bench) -> None:
    worker = bench.worker()
    while worker.run_once():
        pass


def test_a_receipt_is_sent_once_and_the_light_is_ready(bench_at: BenchAt, tcp_printer: TcpTestPrinter) -> None:
    bench = bench_at(tcp_printer.address)
    worker = bench.worker()
    worker.start()
    job = bench.receipt()
    worker.wake()
    assert bench.wait_for(job, JobState.SENT)
    assert bench.wait_until(lambda: worker.health().light is Light.READY)
    assert [_printed_total(each) for each in tcp_printer.jobs] == [True]
    assert bench.job(job).bytes_sent == len(tcp_printer.jobs[0])


def test_a_printer_that_answers_confirms(bench_at: BenchAt, tcp_printer: TcpTestPrinter) -> None:
    tcp_printer.change(answers=True)
    bench = bench_at(tcp_printer.address, answers=True)
    job = bench.receipt()
    _run_till_idle(bench)
    assert bench.state(job) is JobState.CONFIRMED


def test_the_same_sale_asked_twice_is_one_receipt(bench_at: BenchAt, tcp_printer: TcpTestPrinter) -> None:
    bench = bench_at(tcp_printer.address)
    assert bench.receipt() == bench.receipt()
    _run_till_idle(bench)
    assert len(tcp_printer.jobs) == 1


def test_a_sale_that_is_rolled_back_prints_nothing(bench_at: BenchAt, tcp_printer: TcpTestPrinter) -> None:
    bench = bench_at(tcp_printer.address)

    def fail_after_asking() -> None:
        with bench.store.writing() as session:
            spool.enqueue_drawer(session, printer_id=bench.printer_id, subject="x", clock=bench.clock)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_asking()
    _run_till_idle(bench)
    assert tcp_printer.jobs == []


# ------------------------------------------------------------------------------------------------------ printer off


def test_while_the_printer_is_off_a_receipt_waits_and_is_tried_by_the_table(
    bench_at: BenchAt, off_address: str, clock: FixedClock
) -> None:
    bench = bench_at(off_address)
    job = bench.receipt()
    worker = bench.worker()
    for tried, wait in enumerate(RETRY_WAITS, start=1):
        assert worker.run_once()
        assert (bench.state(job), bench.job(job).attempts) == (JobState.QUEUED, tried)
        clock.advance(wait - timedelta(milliseconds=1))
        worker.run_once()
        assert bench.job(job).attempts == tried
        clock.advance(timedelta(milliseconds=1))
    assert worker.health().light is Light.NOT_REACHABLE
    assert worker.health().waiting == 1


def test_a_printer_that_stays_off_ends_in_failed_and_one_switched_on_later_prints_once(
    bench_at: BenchAt, off_address: str, clock: FixedClock, tcp_printer: TcpTestPrinter
) -> None:
    bench = bench_at(off_address)
    job = bench.receipt()
    worker = bench.worker()
    end = clock.now() + GIVE_UP_AFTER
    while bench.state(job) is JobState.QUEUED:
        worker.run_once()
        clock.advance(timedelta(seconds=15))
    assert bench.state(job) is JobState.FAILED
    assert end - timedelta(seconds=61) <= clock.now() <= end + timedelta(seconds=15)
    assert bench.job(job).bytes_sent == 0
    # The cashier asks for it again: no byte was ever sent, so it is the original and no copy.
    elsewhere = bench_at(tcp_printer.address)
    with bench.store.writing() as session:
        again = reprint(session, Reprint(job_id=job), clock=clock)
    assert (again.job_id, again.copy_no) == (job, 0)
    _run_till_idle(elsewhere)
    assert bench.state(job) is JobState.SENT
    assert b"SALINAN" not in tcp_printer.jobs[0]
    assert b"COPY" not in tcp_printer.jobs[0]


def test_receipts_come_out_in_order_when_the_printer_is_back(
    bench_at: BenchAt, tcp_printer: TcpTestPrinter, clock: FixedClock
) -> None:
    tcp_printer.change(answers=True, paper_out=True)
    bench = bench_at(tcp_printer.address, answers=True)
    first = bench.receipt("sale-1")
    worker = bench.worker()
    worker.run_once()
    clock.advance(timedelta(milliseconds=500))
    second = bench.receipt("sale-2")
    assert not worker.run_once()
    tcp_printer.change(paper_out=False)
    clock.advance(timedelta(seconds=1))
    assert worker.run_once()
    assert (bench.state(first), bench.state(second)) == (JobState.CONFIRMED, JobState.QUEUED)


def test_a_printer_set_up_in_its_place_takes_over_what_waits(
    bench_at: BenchAt, off_address: str, tcp_printer: TcpTestPrinter
) -> None:
    bench = bench_at(off_address)
    job = bench.receipt()
    bench.worker().run_once()
    after = bench_at(tcp_printer.address)
    bench.clock.advance(timedelta(seconds=2))
    _run_till_idle(after)
    assert bench.state(job) is JobState.SENT
    assert len(tcp_printer.jobs) == 1


# ----------------------------------------------------------------------------------------------------- out of paper


def test_out_of_paper_keeps_the_receipt_and_prints_it_once_after_the_new_roll(
    bench_at: BenchAt, tcp_printer: TcpTestPrinter, clock: FixedClock
) -> None:
    tcp_printer.change(answers=True, paper_out=True)
    bench = bench_at(tcp_printer.address, answers=True)
    job = bench.receipt()
    worker = bench.worker()
    for _ in range(4):
        worker.run_once()
        clock.advance(timedelta(seconds=10))
    assert (bench.state(job), worker.health().light) == (JobState.QUEUED, Light.PAPER_OUT)
    tcp_printer.change(paper_out=False)
    clock.advance(timedelta(seconds=60))
    worker.run_once()
    assert bench.state(job) is JobState.CONFIRMED
    assert len(tcp_printer.jobs) == 1


def test_paper_that_ends_in_the_middle_leaves_a_doubt_and_is_not_printed_again_by_itself(
    bench_at: BenchAt, tcp_printer: TcpTestPrinter, clock: FixedClock
) -> None:
    tcp_printer.change(answers=True, holds_the_word=True)
    bench = bench_at(tcp_printer.address, answers=True)
    job = bench.receipt()
    worker = bench.worker()
    worker.run_once()
    tcp_printer.change(holds_the_word=False)
    for _ in range(5):
        clock.advance(timedelta(minutes=1))
        worker.run_once()
    assert (bench.state(job), worker.health().light) == (JobState.UNCERTAIN, Light.IN_DOUBT)
    assert len(tcp_printer.jobs) == 1


# ------------------------------------------------------------------------------------------- gone mid-job, and slow


@pytest.mark.parametrize("habit", [{"resets_after": 100}, {"hangs_up_after": 100}])
def test_a_printer_gone_in_the_middle_is_never_told_as_confirmed_nor_printed_again(
    bench_at: BenchAt, tcp_printer: TcpTestPrinter, clock: FixedClock, habit: dict[str, int]
) -> None:
    tcp_printer.change(answers=True, **habit)
    bench = bench_at(tcp_printer.address, answers=True)
    job = bench.receipt()
    worker = bench.worker()
    worker.run_once()
    tcp_printer.change(resets_after=None, hangs_up_after=None)
    clock.advance(timedelta(minutes=1))
    worker.run_once()
    assert bench.state(job) is JobState.UNCERTAIN
    assert bench.job(job).bytes_sent > 0
    assert len(tcp_printer.jobs) == 1


def test_a_slow_printer_gets_the_whole_receipt_once(bench_at: BenchAt, tcp_printer: TcpTestPrinter) -> None:
    tcp_printer.change(slow=True, noise=True, answers=True)
    bench = bench_at(tcp_printer.address, answers=True)
    job = bench.receipt()
    _run_till_idle(bench)
    assert bench.state(job) is JobState.CONFIRMED
    assert [_printed_total(each) for each in tcp_printer.jobs] == [True]


# ------------------------------------------------------------------------------------------------------- the drawer


def test_the_drawer_opens_before_the_paper(bench_at: BenchAt, tcp_printer: TcpTestPrinter) -> None:
    bench = bench_at(tcp_printer.address)
    bench.receipt()
    bench.drawer()
    _run_till_idle(bench)
    assert tcp_printer.jobs[0] == DRAWER
    assert _printed_total(tcp_printer.jobs[1])


def test_a_drawer_that_could_not_be_opened_is_never_tried_again(
    bench_at: BenchAt, off_address: str, clock: FixedClock
) -> None:
    bench = bench_at(off_address)
    job = bench.drawer()
    worker = bench.worker()
    worker.run_once()
    clock.advance(timedelta(seconds=5))
    worker.run_once()
    assert (bench.state(job), bench.job(job).attempts) == (JobState.FAILED, 1)


def test_a_drawer_job_found_late_stays_shut(bench_at: BenchAt, tcp_printer: TcpTestPrinter, clock: FixedClock) -> None:
    bench = bench_at(tcp_printer.address)
    job = bench.drawer()
    clock.advance(DRAWER_EXPIRES_AFTER)
    _run_till_idle(bench)
    assert bench.state(job) is JobState.FAILED
    assert tcp_printer.jobs == []


def test_the_drawer_opens_while_a_receipt_waits_for_paper(bench_at: BenchAt, tcp_printer: TcpTestPrinter) -> None:
    tcp_printer.change(answers=True, paper_out=True)
    bench = bench_at(tcp_printer.address, answers=True)
    bench.receipt()
    worker = bench.worker()
    worker.run_once()
    drawer = bench.drawer("sale-2")
    worker.run_once()
    assert bench.state(drawer) is JobState.SENT
    assert tcp_printer.jobs == [DRAWER]


# ------------------------------------------------------------------------------------------- crashes and the doubt


def _claimed(bench: Bench) -> None:
    with bench.store.writing() as session:
        assert spool.claim(session, bench.printer_id, bench.clock.now()) is not None


def test_a_crash_before_the_first_byte_prints_the_receipt_after_all(
    bench_at: BenchAt, tcp_printer: TcpTestPrinter
) -> None:
    bench = bench_at(tcp_printer.address)
    job = bench.receipt()
    _claimed(bench)
    _run_till_idle(bench)
    assert bench.state(job) is JobState.SENT
    assert len(tcp_printer.jobs) == 1


def test_a_crash_while_sending_leaves_a_doubt_that_only_a_person_ends(
    bench_at: BenchAt, tcp_printer: TcpTestPrinter
) -> None:
    bench = bench_at(tcp_printer.address)
    job = bench.receipt()
    _claimed(bench)
    with bench.store.writing() as session:
        spool.mark_sending(session, job, b"kept bytes")
    worker = bench.worker()
    while worker.run_once():
        pass
    assert (bench.state(job), worker.health().in_doubt) == (JobState.UNCERTAIN, 1)
    assert tcp_printer.jobs == []


def test_two_workers_never_hold_one_job(bench_at: BenchAt, off_address: str) -> None:
    bench = bench_at(off_address)
    bench.receipt()
    with bench.store.writing() as session:
        taken = [spool.claim(session, bench.printer_id, bench.clock.now()) for _ in range(2)]
    assert [job is not None for job in taken] == [True, False]


def _in_doubt(bench: Bench, tcp_printer: TcpTestPrinter) -> None:
    tcp_printer.change(answers=True, holds_the_word=True)
    _run_till_idle(bench)
    tcp_printer.change(holds_the_word=False)


def test_it_printed_ends_the_doubt(bench_at: BenchAt, tcp_printer: TcpTestPrinter) -> None:
    bench = bench_at(tcp_printer.address, answers=True)
    job = bench.receipt()
    _in_doubt(bench, tcp_printer)
    with bench.store.writing() as session:
        answer_uncertain(session, AnswerUncertain(job_id=job, printed=True), clock=bench.clock)
    _run_till_idle(bench)
    assert bench.state(job) is JobState.CONFIRMED
    assert len(tcp_printer.jobs) == 1


def test_print_again_is_one_copy_that_says_so_and_can_be_asked_for_once(
    bench_at: BenchAt, tcp_printer: TcpTestPrinter
) -> None:
    bench = bench_at(tcp_printer.address, answers=True)
    job = bench.receipt()
    _in_doubt(bench, tcp_printer)
    with bench.store.writing() as session:
        answered = answer_uncertain(session, AnswerUncertain(job_id=job, printed=False), clock=bench.clock)
    with pytest.raises(NothingToAnswer), bench.store.writing() as session:
        answer_uncertain(session, AnswerUncertain(job_id=job, printed=False), clock=bench.clock)
    _run_till_idle(bench)
    assert answered.copy is not None
    assert bench.state(answered.copy) is JobState.CONFIRMED
    assert (bench.job(job).retried_to, bench.job(job).in_doubt) == (answered.copy, False)
    assert read(tcp_printer.jobs[1]).lines[0].strip().startswith("** ")
    with bench.store.reading() as session:
        assert [each.copy_no for each in queries.copies(session, job)] == [0, 1]


def test_each_reprint_is_the_next_copy(bench_at: BenchAt, tcp_printer: TcpTestPrinter) -> None:
    bench = bench_at(tcp_printer.address)
    job = bench.receipt()
    _run_till_idle(bench)
    numbers = []
    for _ in range(2):
        with bench.store.writing() as session:
            numbers.append(reprint(session, Reprint(job_id=job), clock=bench.clock).copy_no)
    _run_till_idle(bench)
    assert numbers == [1, 2]
    headings = [read(each).lines[0].strip() for each in tcp_printer.jobs]
    assert [heading.endswith(f" {number} **") for number, heading in enumerate(headings)] == [False, True, True]


def test_a_waiting_receipt_and_a_drawer_are_not_reprinted(bench_at: BenchAt, off_address: str) -> None:
    bench = bench_at(off_address)
    for job, trouble in ((bench.receipt(), StillPrinting), (bench.drawer(), DrawerNotReprinted)):
        with pytest.raises(trouble), bench.store.writing() as session:
            reprint(session, Reprint(job_id=job), clock=bench.clock)


# ------------------------------------------------------------------------------------------------ the folder, rules


def test_the_folder_printer_leaves_picture_text_and_bytes(bench_at: BenchAt, tmp_path: Path) -> None:
    folder = tmp_path / "struk"
    bench = bench_at(str(folder), way=Way.FOLDER)
    drawer, receipt = bench.drawer(), bench.receipt()
    _run_till_idle(bench)
    assert (bench.state(drawer), bench.state(receipt)) == (JobState.CONFIRMED, JobState.CONFIRMED)
    assert sorted(file.name for file in folder.iterdir()) == [
        "000001.bin",
        "000001.txt",
        "000002.bin",
        "000002.png",
        "000002.txt",
    ]
    assert "TOTAL" in (folder / "000002.txt").read_text(encoding="utf-8")


def test_a_full_stop_in_the_thread_comes_back_within_bounds(bench_at: BenchAt, tcp_printer: TcpTestPrinter) -> None:
    worker = bench_at(tcp_printer.address).worker()
    worker.start()
    assert worker.stop(5.0)


@given(attempts=st.integers(min_value=1, max_value=1000))
def test_waits_never_shrink_and_end_at_a_minute(attempts: int) -> None:
    assert wait_after(attempts) <= wait_after(attempts + 1) <= timedelta(seconds=60)


def test_a_broken_slip_fails_alone(bench_at: BenchAt, tcp_printer: TcpTestPrinter, store: Store) -> None:
    bench = bench_at(tcp_printer.address)
    with store.writing() as session:
        broken = spool.enqueue(
            session,
            printer_id=bench.printer_id,
            kind=JobKind.RECEIPT,
            subject="broken",
            title="broken",
            slip=Slip((Image(b"no picture"),)),
            clock=bench.clock,
        )
    whole = bench.receipt()
    _run_till_idle(bench)
    assert (bench.state(broken), bench.state(whole)) == (JobState.FAILED, JobState.SENT)
