"""Setting printers up, and the test page."""

from __future__ import annotations

from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import new_id
from sentra_pos.db.engine import Store
from sentra_pos.printing import queries
from sentra_pos.printing.errors import NoSuchPrinter, WrongPrinterSettings
from sentra_pos.printing.kinds import JobState, Role
from sentra_pos.printing.print_test import PrintTest, print_test
from sentra_pos.printing.profiles import GENERIC_58, GENERIC_80
from sentra_pos.printing.set_up_printer import SetUpPrinter, receipt_printer, set_up_printer
from sentra_pos.printing.ways import Way
from sentra_pos.printing.worker import PrinterWorker

KASIR = SetUpPrinter(name="Kasir", way=Way.TCP, address="192.168.1.50", profile=GENERIC_58)


def test_while_none_is_set_up_receipts_go_to_a_folder_once(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    with store.writing() as session:
        first, second = (receipt_printer(session, tmp_path, clock=clock) for _ in range(2))
        (record,) = queries.printers(session)
    assert first == second == record.id
    assert (record.way, record.role) == (Way.FOLDER, Role.RECEIPT)


def test_a_new_printer_takes_the_role_over(store: Store, clock: FixedClock, tmp_path: Path) -> None:
    with store.writing() as session:
        before = receipt_printer(session, tmp_path, clock=clock)
        done = set_up_printer(session, KASIR, clock=clock)
    assert done.retired == before
    with store.reading() as session:
        assert [each.id for each in queries.printers(session)] == [done.printer_id]
        assert queries.printer(session, before).in_use is False


def test_other_settings_keep_the_printer(store: Store, clock: FixedClock) -> None:
    with store.writing() as session:
        printer_id = set_up_printer(session, KASIR, clock=clock).printer_id
        wider = SetUpPrinter(
            name="Kasir", way=Way.TCP, address="192.168.1.51", profile=GENERIC_80, printer_id=printer_id
        )
        assert set_up_printer(session, wider, clock=clock).printer_id == printer_id
        (record,) = queries.printers(session)
    assert (record.address, record.profile) == ("192.168.1.51", GENERIC_80)


def test_settings_without_sense_and_unknown_printers_are_refused(store: Store, clock: FixedClock) -> None:
    nameless = SetUpPrinter(name=" ", way=Way.TCP, address="192.168.1.50", profile=GENERIC_58)
    unknown = SetUpPrinter(name="x", way=Way.TCP, address="192.168.1.50", profile=GENERIC_58, printer_id=new_id(clock))
    with store.writing() as session:
        with pytest.raises(WrongPrinterSettings):
            set_up_printer(session, nameless, clock=clock)
        with pytest.raises(NoSuchPrinter):
            set_up_printer(session, unknown, clock=clock)
        with pytest.raises(NoSuchPrinter):
            print_test(session, PrintTest(printer_id=new_id(clock)), clock=clock)


def test_the_test_page_fills_the_paper_and_opens_the_drawer_if_asked(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    with store.writing() as session:
        printer_id = receipt_printer(session, tmp_path, clock=clock)
        job = print_test(session, PrintTest(printer_id=printer_id, open_drawer=True), clock=clock).job_id
    worker = PrinterWorker(store, printer_id, clock)
    while worker.run_once():
        pass
    with store.reading() as session:
        assert queries.job(session, job).state is JobState.CONFIRMED
    lines = (tmp_path / "000002.txt").read_text(encoding="utf-8").splitlines()
    assert "".join(str(place % 10) for place in range(1, 49)) in lines
    assert (tmp_path / "000001.bin").read_bytes() == b"\x1bp\x00\x32\x32"
