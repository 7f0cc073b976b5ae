"""Sending over TCP, to a printer with every bad habit."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from sentra_pos.printing.errors import (
    CoverOpen,
    NoProofOfPrinting,
    PaperOut,
    PrinterGone,
    PrinterNotReachable,
    PrinterTooSlow,
    PrinterTrouble,
)
from sentra_pos.printing.profiles import GENERIC_80
from sentra_pos.printing.transports.tcp import TcpPrinter
from sentra_pos.printing.transports.transport import Condition, Deadlines, Delivery, Printout
from tests.printing.tcp_printer import TcpTestPrinter

SHORT = Deadlines(connect=1.0, chunk=0.3, job=2.0, status=1.0, completion=0.8, drain=0.5)
PAYLOAD = bytes(range(32, 120)) * 100
LARGE = b"x" * 40_000_000


def _printout(payload: bytes = PAYLOAD, *, moves_paper: bool = True) -> Printout:
    return Printout(payload=payload, title="test", profile=GENERIC_80, moves_paper=moves_paper)


def _way(printer: TcpTestPrinter, *, answers: bool = False, deadlines: Deadlines = SHORT) -> TcpPrinter:
    return TcpPrinter("127.0.0.1", printer.port, answers_status=answers, deadlines=deadlines)


@pytest.fixture
def printer() -> Iterator[TcpTestPrinter]:
    with TcpTestPrinter() as each:
        yield each


def _refused_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return int(taken.getsockname()[1])


def test_every_byte_arrives_and_progress_is_told_before_the_first(printer: TcpTestPrinter) -> None:
    told: list[int] = []
    assert _way(printer).send(_printout(), told.append) is Delivery.SENT
    assert printer.jobs == [PAYLOAD]
    assert told[0] == 0
    assert told[-1] == len(PAYLOAD)
    assert told == sorted(told)


def test_a_printer_that_is_off_takes_nothing() -> None:
    way = TcpPrinter("127.0.0.1", _refused_port(), deadlines=SHORT)
    with pytest.raises(PrinterNotReachable) as caught:
        way.send(_printout(), lambda _: pytest.fail("nothing may be sent"))
    assert caught.value.bytes_sent == 0
    assert way.condition() is Condition.NOT_REACHABLE


def test_a_printer_that_answers_confirms_the_job(printer: TcpTestPrinter) -> None:
    printer.change(answers=True)
    assert _way(printer, answers=True).send(_printout(), lambda _: None) is Delivery.CONFIRMED
    assert printer.jobs == [PAYLOAD + b"\x1dr\x01"]


def test_out_of_paper_stops_the_job_before_its_first_byte(printer: TcpTestPrinter) -> None:
    printer.change(answers=True, paper_out=True)
    with pytest.raises(PaperOut) as caught:
        _way(printer, answers=True).send(_printout(), lambda _: pytest.fail("nothing may be sent"))
    assert caught.value.bytes_sent == 0
    assert printer.jobs == []


def test_an_open_cover_stops_the_job_though_the_paper_is_there(printer: TcpTestPrinter) -> None:
    printer.change(answers=True, cover_open=True)
    with pytest.raises(CoverOpen):
        _way(printer, answers=True).send(_printout(), lambda _: pytest.fail("nothing may be sent"))
    assert _way(printer, answers=True).condition() is Condition.COVER_OPEN


def test_the_drawer_opens_without_paper(printer: TcpTestPrinter) -> None:
    printer.change(answers=True, paper_out=True)
    kick = _printout(b"\x1bp\x00\x32\x32", moves_paper=False)
    assert _way(printer, answers=True).send(kick, lambda _: None) is Delivery.SENT
    assert printer.jobs == [b"\x1bp\x00\x32\x32"]


def test_no_last_word_is_no_proof(printer: TcpTestPrinter) -> None:
    printer.change(answers=True, holds_the_word=True)
    with pytest.raises(NoProofOfPrinting) as caught:
        _way(printer, answers=True).send(_printout(), lambda _: None)
    assert caught.value.bytes_sent > len(PAYLOAD)


def test_a_printer_that_never_reads_cannot_hold_the_till(printer: TcpTestPrinter) -> None:
    printer.change(never_reads=True)
    with pytest.raises(PrinterTooSlow) as caught:
        _way(printer).send(_printout(LARGE), lambda _: None)
    assert 0 < caught.value.bytes_sent < len(LARGE)


@pytest.mark.parametrize("habit", [{"resets_after": 1000}, {"hangs_up_after": 1000}])
def test_gone_in_the_middle_is_trouble_with_bytes_sent(printer: TcpTestPrinter, habit: dict[str, int]) -> None:
    printer.change(**habit)
    with pytest.raises(PrinterGone) as caught:
        _way(printer).send(_printout(LARGE), lambda _: None)
    assert caught.value.bytes_sent > 0


def test_a_printer_that_hangs_up_at_once_is_never_a_success(printer: TcpTestPrinter) -> None:
    printer.change(hangs_up_after=0)
    with pytest.raises(PrinterTrouble):
        _way(printer).send(_printout(LARGE), lambda _: None)


def test_a_slow_reader_with_noise_gets_the_whole_tail(printer: TcpTestPrinter) -> None:
    printer.change(slow=True, noise=True)
    payload = bytes(range(32, 120)) * 700
    patient = Deadlines(connect=1.0, chunk=5.0, job=10.0, drain=10.0)
    assert _way(printer, deadlines=patient).send(_printout(payload), lambda _: None) is Delivery.SENT
    assert printer.wait_until(lambda: printer.connections[0].received == payload)


def test_unasked_status_does_not_pass_for_answers(printer: TcpTestPrinter) -> None:
    printer.change(answers=True, noise=True)
    way = _way(printer, answers=True)
    assert [way.condition() for _ in range(3)] == [Condition.READY] * 3
    printer.change(paper_out=True)
    assert way.condition() is Condition.PAPER_OUT


def test_unasked_status_does_not_pass_for_the_last_word(printer: TcpTestPrinter) -> None:
    printer.change(answers=True, noise=True, holds_the_word=True)
    with pytest.raises(NoProofOfPrinting):
        _way(printer, answers=True).send(_printout(), lambda _: None)


def test_a_printer_said_to_answer_that_does_not_is_unknown_and_still_prints(printer: TcpTestPrinter) -> None:
    way = _way(printer, answers=True)
    assert way.condition() is Condition.UNKNOWN
    with pytest.raises(NoProofOfPrinting):
        way.send(_printout(), lambda _: None)
    assert printer.wait_until(lambda: printer.jobs == [PAYLOAD + b"\x1dr\x01"])
