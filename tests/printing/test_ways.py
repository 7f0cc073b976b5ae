"""The other ways to a printer: device files, print queues, folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sentra_pos.printing.errors import (
    FolderNotWritable,
    NotOnThisSystem,
    PrinterGone,
    PrinterNotReachable,
    PrinterTooSlow,
    QueueRefused,
    WrongPrinterSettings,
)
from sentra_pos.printing.layout import lay_out
from sentra_pos.printing.profiles import GENERIC_58, Profile
from sentra_pos.printing.transports.choose import open_way
from sentra_pos.printing.transports.cups import CupsQueue
from sentra_pos.printing.transports.device_file import DeviceFilePrinter
from sentra_pos.printing.transports.folder import FolderPrinter
from sentra_pos.printing.transports.status import Replies, condition_of
from sentra_pos.printing.transports.transport import Condition, Deadlines, Delivery, Printout
from sentra_pos.printing.transports.windows_raw import WindowsQueue
from sentra_pos.printing.ways import Way, split_host_port
from tests.printing.samples import cash_receipt

SHORT = Deadlines(connect=0.5, chunk=0.2, job=0.5, status=0.1, completion=0.2, drain=0.2)
posix = pytest.mark.skipif(os.name != "posix", reason="pipes by name and shell scripts are POSIX's")


def _printout(payload: bytes = b"TOTAL\n") -> Printout:
    grid = lay_out(cash_receipt(), 32)
    return Printout(payload=payload, title="Struk A1", profile=GENERIC_58, grid=grid)


def _nothing_may_go(sent: int) -> None:
    pytest.fail(f"{sent} bytes went")


# ---------------------------------------------------------------------------------------------------- device files


@posix
def test_a_device_without_its_printer_fails_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0")
    way = DeviceFilePrinter(str(tmp_path / "lp0"), deadlines=SHORT)
    with pytest.raises(PrinterNotReachable) as caught:
        way.send(_printout(), _nothing_may_go)
    assert caught.value.bytes_sent == 0
    assert way.condition() is Condition.NOT_REACHABLE


@posix
def test_a_device_takes_the_job(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0")
    reader = os.open(tmp_path / "lp0", os.O_RDONLY | os.O_NONBLOCK)
    try:
        way = DeviceFilePrinter(str(tmp_path / "lp0"), deadlines=SHORT)
        assert way.send(_printout(), lambda _: None) is Delivery.SENT
        assert os.read(reader, 100) == b"TOTAL\n"
    finally:
        os.close(reader)


@posix
def test_a_device_that_takes_nothing_more_cannot_hold_the_till(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0")
    reader = os.open(tmp_path / "lp0", os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(PrinterTooSlow) as caught:
            DeviceFilePrinter(str(tmp_path / "lp0"), deadlines=SHORT).send(_printout(b"x" * 500_000), lambda _: None)
    finally:
        os.close(reader)
    assert 0 < caught.value.bytes_sent < 500_000


@posix
def test_a_device_unplugged_in_the_middle_is_trouble_with_bytes_sent(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0")
    reader = os.open(tmp_path / "lp0", os.O_RDONLY | os.O_NONBLOCK)

    def unplug(sent: int) -> None:
        if sent:
            os.close(reader)

    with pytest.raises(PrinterGone) as caught:
        DeviceFilePrinter(str(tmp_path / "lp0"), deadlines=SHORT).send(_printout(b"x" * 10_000), unplug)
    assert caught.value.bytes_sent == 4096


# ------------------------------------------------------------------------------------------------------ print queues


def _program(folder: Path, body: str) -> str:
    file = folder / "program"
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)
    return str(file)


@posix
def test_a_queue_gets_the_raw_bytes(tmp_path: Path) -> None:
    lp = _program(tmp_path, f'echo "$@" > {tmp_path}/said; cat > {tmp_path}/got')
    assert CupsQueue("kasir", lp=lp).send(_printout(), lambda _: None) is Delivery.SENT
    assert (tmp_path / "got").read_bytes() == b"TOTAL\n"
    assert (tmp_path / "said").read_text(encoding="utf-8").startswith("-d kasir -o raw")


@posix
def test_a_queue_that_refuses_says_why_and_has_printed_nothing(tmp_path: Path) -> None:
    lp = _program(tmp_path, 'cat > /dev/null; echo "lp: no such printer" >&2; exit 1')
    with pytest.raises(QueueRefused) as caught:
        CupsQueue("kasir", lp=lp).send(_printout(), lambda _: None)
    assert caught.value.bytes_sent == 0
    assert "no such printer" in str(caught.value)


@posix
def test_a_queue_that_hangs_is_left_and_leaves_a_doubt(tmp_path: Path) -> None:
    lp = _program(tmp_path, "exec sleep 30")
    with pytest.raises(PrinterTooSlow) as caught:
        CupsQueue("kasir", lp=lp, seconds=0.3).send(_printout(), lambda _: None)
    assert caught.value.bytes_sent > 0


def test_a_computer_without_print_queues_says_so() -> None:
    with pytest.raises(NotOnThisSystem):
        CupsQueue("kasir", lp="there-is-no-such-program").send(_printout(), lambda _: None)


@posix
def test_the_queue_is_asked_in_the_programs_own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tmp_path / "lpstat"
    asked.write_text('#!/bin/sh\n[ "$CUPS_SERVER:$LC_ALL" = "kasir.local:C" ] || exit 1\n', encoding="utf-8")
    asked.chmod(0o755)
    monkeypatch.setenv("CUPS_SERVER", "kasir.local")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    assert CupsQueue("struk").condition() is Condition.READY


@pytest.mark.skipif(sys.platform == "win32", reason="there it works")
def test_windows_queues_are_refused_politely_elsewhere() -> None:
    with pytest.raises(NotOnThisSystem) as caught:
        WindowsQueue("EPSON").send(_printout(), _nothing_may_go)
    assert caught.value.bytes_sent == 0
    assert WindowsQueue("EPSON").condition() is Condition.NOT_REACHABLE


# ------------------------------------------------------------------------------------------------------------ folders


def test_two_tills_on_one_folder_never_share_a_number(tmp_path: Path) -> None:
    first, second = FolderPrinter(tmp_path / "struk"), FolderPrinter(tmp_path / "struk")
    for way in (first, second, first):
        assert way.send(_printout(), lambda _: None) is Delivery.CONFIRMED
    assert len(list((tmp_path / "struk").glob("*.bin"))) == 3


def test_a_folder_that_cannot_be_written_is_trouble_before_the_first_byte(tmp_path: Path) -> None:
    (tmp_path / "struk").write_text("a file in its place", encoding="utf-8")
    with pytest.raises(FolderNotWritable) as caught:
        FolderPrinter(tmp_path / "struk").send(_printout(), _nothing_may_go)
    assert caught.value.bytes_sent == 0


# ------------------------------------------------------------------------------------------------ settings and answers


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("192.168.1.50", ("192.168.1.50", 9100)),
        ("192.168.1.50:9101", ("192.168.1.50", 9101)),
        ("fe80::1", ("fe80::1", 9100)),
        ("[fe80::1]:9101", ("fe80::1", 9101)),
    ],
)
def test_addresses_read_as_people_type_them(typed: str, meant: tuple[str, int]) -> None:
    assert split_host_port(typed) == meant


@pytest.mark.parametrize(
    ("way", "address"),
    [(Way.TCP, "kasir:0"), (Way.TCP, "kasir:99999"), (Way.TCP, ":9100"), (Way.CUPS, "-d other"), (Way.FOLDER, "  ")],
)
def test_an_address_that_cannot_be_one_is_refused(way: Way, address: str) -> None:
    with pytest.raises(WrongPrinterSettings):
        open_way(way, address, GENERIC_58)


@pytest.mark.parametrize(
    "wrong", [{"dots": 383}, {"columns": 90}, {"drawer_pin": 3}, {"fragment_height": 4}, {"code_page": 300}]
)
def test_settings_that_cannot_work_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(WrongPrinterSettings):
        Profile.from_json({"name": "x", "paper_mm": 58, "dots": 384, "columns": 32, **wrong})


def test_a_profile_survives_being_kept_and_passes_over_options_of_a_later_version() -> None:
    assert Profile.from_json({**GENERIC_58.to_json(), "sings": True}) == GENERIC_58


@pytest.mark.parametrize(
    ("answers", "meaning"),
    [
        ((0x12, 0x12, 0x12), Condition.READY),
        ((0x16, 0x12, 0x1E), Condition.READY),
        ((0x1A, 0x16, 0x12), Condition.COVER_OPEN),
        ((0x1A, 0x32, 0x7E), Condition.PAPER_OUT),
        ((0x1A, 0x12, 0x12), Condition.NOT_READY),
        ((None, None, 0x7E), Condition.PAPER_OUT),
        ((None, None, None), Condition.UNKNOWN),
    ],
)
def test_the_three_answers_are_read_together(
    answers: tuple[int | None, int | None, int | None], meaning: Condition
) -> None:
    assert condition_of(*answers) is meaning


def test_an_automatic_status_torn_over_two_reads_is_still_passed_over() -> None:
    replies = Replies()
    assert not replies.done(b"\x14\x00")
    assert not replies.done(b"\x00\x0f\x11")
    assert replies.done(b"\x00")
