"""Printers on a serial port, tried on a real pseudo-terminal of this system."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from sentra_pos.printing.errors import (
    CoverOpen,
    NoProofOfPrinting,
    PrinterGone,
    PrinterNotReachable,
    PrinterTooSlow,
    PrinterTrouble,
    WrongPrinterSettings,
)
from sentra_pos.printing.profiles import GENERIC_58
from sentra_pos.printing.transports.choose import open_way
from sentra_pos.printing.transports.serial_port import SERIAL_CHUNK, SerialPrinter, serial_ports
from sentra_pos.printing.transports.transport import Condition, Deadlines, Delivery, Printout
from sentra_pos.printing.ways import Way, serial_address, split_serial, ways_here

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

import select
import tty

SHORT = Deadlines(connect=0.5, chunk=0.3, job=1.0, status=0.3, completion=0.3, drain=0.2)
PATIENCE = 5.0


def _printout(payload: bytes = b"TOTAL\n", *, moves_paper: bool = True) -> Printout:
    return Printout(payload=payload, title="Struk A1", profile=GENERIC_58, moves_paper=moves_paper)


def _quietly(_sent: int) -> None:
    return


@dataclass
class Machine:
    """The far end of the line: reads, and answers as the test wants."""

    ours: int
    theirs: int
    answers: dict[bytes, bytes] = field(default_factory=dict)
    got: bytearray = field(default_factory=bytearray)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    @property
    def port(self) -> str:
        return os.ttyname(self.theirs)

    def begin(self) -> None:
        """Read from now on, and answer each question as often as it is asked."""
        self._thread = threading.Thread(target=self._run, name="serial-machine")
        self._thread.start()

    def _run(self) -> None:
        answered: dict[bytes, int] = {}
        while not self._stop.is_set():
            if not select.select([self.ours], [], [], 0.05)[0]:
                continue
            self.got += os.read(self.ours, 4096)
            for question, answer in self.answers.items():
                for _again in range(self.got.count(question) - answered.get(question, 0)):
                    os.write(self.ours, answer)
                answered[question] = self.got.count(question)

    def vanish(self) -> None:
        """The printer is switched off: its end of the line closes."""
        os.close(self.theirs)
        os.close(self.ours)
        self.ours = self.theirs = -1

    def end(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(PATIENCE)
        for end in (self.ours, self.theirs):
            if end >= 0:
                os.close(end)


@pytest.fixture
def machine() -> Iterator[Machine]:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    made = Machine(ours, theirs)
    yield made
    made.end()


def _asked(n: int) -> bytes:
    return bytes((0x10, 0x04, n))


def _wait_until(met: Callable[[], bool]) -> bool:
    done = threading.Event()
    for _again in range(500):
        if met():
            return True
        done.wait(0.01)
    return False


# ------------------------------------------------------------------------------------------------------------- sending


def test_a_long_job_arrives_whole_and_in_pieces_that_a_small_buffer_takes(machine: Machine) -> None:
    machine.begin()
    payload = bytes(range(256)) * 8
    told: list[int] = []

    delivery = SerialPrinter(machine.port, deadlines=SHORT, breath=0).send(_printout(payload), told.append)

    assert delivery is Delivery.SENT
    assert _wait_until(lambda: bytes(machine.got) == payload)
    assert told == [0, SERIAL_CHUNK, 2 * SERIAL_CHUNK, 3 * SERIAL_CHUNK, 4 * SERIAL_CHUNK]


def test_a_printer_that_reads_nothing_cannot_hold_the_till(machine: Machine) -> None:
    with pytest.raises(PrinterTooSlow) as caught:
        SerialPrinter(machine.port, deadlines=SHORT, breath=0).send(_printout(b"x" * 500_000), _quietly)
    assert 0 < caught.value.bytes_sent < 500_000


def test_the_whole_job_has_a_deadline_although_each_piece_is_taken_in_time(machine: Machine) -> None:
    machine.begin()
    hurried = Deadlines(chunk=0.3, job=0.0)
    with pytest.raises(PrinterTooSlow) as caught:
        # 2.5 kB take 0.2 s at 115200; with a breath of 0.2 s after each piece they cannot be through.
        SerialPrinter(machine.port, 115200, deadlines=hurried, breath=0.2).send(_printout(b"x" * 2560), _quietly)
    assert 0 < caught.value.bytes_sent < 2560


def test_a_port_that_vanishes_in_the_middle_is_trouble_with_bytes_sent(machine: Machine) -> None:
    def switch_off(sent: int) -> None:
        if sent:
            machine.vanish()

    with pytest.raises(PrinterGone) as caught:
        SerialPrinter(machine.port, deadlines=SHORT, breath=0).send(_printout(b"x" * 10_000), switch_off)
    assert caught.value.bytes_sent == SERIAL_CHUNK


def test_a_port_that_is_not_there_is_trouble_before_the_first_byte() -> None:
    way = SerialPrinter("/dev/no-such-port", deadlines=SHORT)
    with pytest.raises(PrinterNotReachable) as caught:
        way.send(_printout(), lambda sent: pytest.fail(f"{sent} bytes went"))
    assert caught.value.bytes_sent == 0
    assert "/dev/no-such-port" in str(caught.value)
    assert way.condition() is Condition.NOT_REACHABLE


def test_the_port_is_given_back_after_a_job_and_after_trouble(machine: Machine) -> None:
    way = SerialPrinter(machine.port, deadlines=SHORT, breath=0)
    with pytest.raises(PrinterTooSlow):
        way.send(_printout(b"x" * 500_000), _quietly)
    machine.begin()

    assert way.send(_printout(b"AGAIN\n"), _quietly) is Delivery.SENT
    assert _wait_until(lambda: machine.got.endswith(b"AGAIN\n"))


# -------------------------------------------------------------------------------------------------------------- status


def test_a_printer_that_answers_confirms_its_paper(machine: Machine) -> None:
    machine.answers = {_asked(1): b"\x12", _asked(2): b"\x12", _asked(4): b"\x12", b"\x1dr\x01": b"\x00"}
    machine.begin()
    way = SerialPrinter(machine.port, answers_status=True, deadlines=SHORT)
    assert way.condition() is Condition.READY
    assert way.send(_printout(), _quietly) is Delivery.CONFIRMED


def test_an_open_cover_stops_the_job_before_the_first_byte(machine: Machine) -> None:
    machine.answers = {_asked(1): b"\x1a", _asked(2): b"\x16", _asked(4): b"\x12"}
    machine.begin()
    way = SerialPrinter(machine.port, answers_status=True, deadlines=SHORT)
    with pytest.raises(CoverOpen) as caught:
        way.send(_printout(), lambda sent: pytest.fail(f"{sent} bytes went"))
    assert caught.value.bytes_sent == 0
    assert way.condition() is Condition.COVER_OPEN


def test_the_drawer_opens_although_the_paper_is_out(machine: Machine) -> None:
    machine.answers = {_asked(1): b"\x1a", _asked(2): b"\x32", _asked(4): b"\x7e"}
    machine.begin()
    way = SerialPrinter(machine.port, answers_status=True, deadlines=SHORT)
    assert way.send(_printout(b"\x1bp\x00\x32\x32", moves_paper=False), _quietly) is Delivery.SENT


def test_a_printer_that_does_not_say_it_is_done_leaves_a_doubt(machine: Machine) -> None:
    machine.answers = {_asked(1): b"\x12", _asked(2): b"\x12", _asked(4): b"\x12"}
    machine.begin()
    with pytest.raises(NoProofOfPrinting) as caught:
        SerialPrinter(machine.port, answers_status=True, deadlines=SHORT).send(_printout(), _quietly)
    assert caught.value.bytes_sent > 0


def test_a_silent_printer_is_unknown_and_one_that_was_switched_off_is_not_there(machine: Machine) -> None:
    way = SerialPrinter(machine.port, answers_status=True, deadlines=SHORT)
    machine.begin()
    assert way.condition() is Condition.UNKNOWN
    machine.end()
    machine.ours = machine.theirs = -1
    assert way.condition() is Condition.NOT_REACHABLE


# ------------------------------------------------------------------------------------------------------------ settings


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("COM5", ("COM5", 9600)), ("COM5@19200", ("COM5", 19200)), ("/dev/rfcomm0@115200", ("/dev/rfcomm0", 115200))],
)
def test_a_port_reads_as_people_type_it(typed: str, meant: tuple[str, int]) -> None:
    assert split_serial(typed) == meant
    assert split_serial(serial_address(*meant)) == meant


@pytest.mark.parametrize("typed", ["@9600", "COM5@", "COM5@fast", "COM5@12345"])
def test_a_port_that_cannot_be_one_is_refused(typed: str) -> None:
    with pytest.raises(WrongPrinterSettings):
        open_way(Way.SERIAL, typed, GENERIC_58)


def test_serial_is_one_of_the_ways_and_troubles_are_the_same_as_the_others(machine: Machine) -> None:
    machine.begin()
    assert Way.SERIAL in ways_here()
    way = open_way(Way.SERIAL, machine.port, GENERIC_58, deadlines=SHORT)
    assert way.send(_printout(), _quietly) is Delivery.SENT
    assert issubclass(PrinterTooSlow, PrinterTrouble)


def test_the_ports_of_this_computer_can_be_listed() -> None:
    assert all(port.device for port in serial_ports())
