"""Practising in a copy: whatever is done there, the real shop, its printer and its drawer know nothing of it."""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from sentra_pos.__main__ import main
from sentra_pos.change_printer import ChangePrinter, change_printer
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.practice import practising
from sentra_pos.core.quantity import ONE
from sentra_pos.db.engine import Store
from sentra_pos.db.opening import examine
from sentra_pos.db.restore import MadeForPractice
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.ledger.restore import restore
from sentra_pos.payments.methods import CASH
from sentra_pos.practice import NothingToPractise, PracticeOfPractice, practice_store, sweep_left_over
from sentra_pos.printing.kinds import JobKind
from sentra_pos.printing.page import Paper, Paragraph, render_paper
from sentra_pos.printing.practice_mark import practice_words
from sentra_pos.printing.profiles import GENERIC_80
from sentra_pos.printing.queries import jobs
from sentra_pos.printing.set_up_printer import SetUpPrinter
from sentra_pos.printing.ways import Way
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.preview import receipt_paper
from sentra_pos.sales.queries import newest_sales, receipt_of
from sentra_pos.shop import Shop, all_the_doctor_says, open_shop
from tests.gallery import Gallery, a_gallery
from tests.printing.tcp_printer import TcpTestPrinter

#: What is looked for on papers; a narrow slip breaks the rest of it.
MARK = practice_words().split()[0]


@pytest.fixture(autouse=True)
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Practice copies of these tests lie in a folder of their own."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock)


@pytest.fixture
def practice(store: Store, clock: FixedClock, gallery: Gallery) -> Iterator[Shop]:
    """A practice window's shop, while the real one is open."""
    with practice_store(store.path, clock) as copy:
        shop = open_shop(copy, clock)
        yield shop
        shop.close()


def sell(store: Store | Shop, clock: FixedClock, gallery: Gallery) -> SaleCompleted:
    item = gallery.mrico
    command = CompleteSale(
        id=DocumentId(new_id(clock)),
        by=gallery.founded.by,
        lines=(SaleLine(item=item.id, quantity=ONE, price=item.price),),
        tenders=(Tender(method=CASH, given=Rupiah(200_000)),),
    )
    with store.writing() as session:
        return complete_sale(session, command, clock=clock)


def content(store: Store) -> str:
    """Every row of the real store."""
    told = hashlib.sha256()
    with store.driver_connection() as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            told.update(repr(sorted(map(repr, connection.execute(f'SELECT * FROM "{table}"').fetchall()))).encode())
    return told.hexdigest()


def printed_whole(shop: Shop, done: Callable[[], bool]) -> bool:
    """Wait for the printers' threads, which tell of every change."""
    import threading

    told = threading.Event()
    shop.start_printing(told.set)
    for _again in range(100):
        if done():
            return True
        told.wait(0.1)
        told.clear()
    return False


# --------------------------------------------------------------------------------------------------- the real shop


def test_nothing_done_in_practice_reaches_the_real_shop(store: Store, clock: FixedClock, gallery: Gallery) -> None:
    before = content(store)
    with practice_store(store.path, clock) as copy:
        shop = open_shop(copy, clock)
        try:
            sell(shop, clock, gallery)
            with shop.reading() as session:
                assert len(newest_sales(session)) == 1
        finally:
            shop.close()
    assert content(store) == before


def test_the_copy_has_the_shops_own_goods_and_people(practice: Shop, gallery: Gallery, clock: FixedClock) -> None:
    assert practice.founded
    assert practice.device == gallery.founded.device
    assert sell(practice, clock, gallery).change == Rupiah(15_000)


def test_its_papers_have_numbers_that_the_real_till_does_not_give(
    store: Store, clock: FixedClock, gallery: Gallery, practice: Shop
) -> None:
    practised, real = sell(practice, clock, gallery), sell(store, clock, gallery)
    assert practised.code != real.code


def test_the_doctor_finds_nothing_wrong_with_a_practice_copy(
    practice: Shop, gallery: Gallery, clock: FixedClock
) -> None:
    sell(practice, clock, gallery)
    assert all_the_doctor_says(practice.store.path) == ()


def test_the_copy_is_gone_when_the_window_closes(
    store: Store, clock: FixedClock, gallery: Gallery, temporary_folder: Path
) -> None:
    with practice_store(store.path, clock) as copy:
        shop = open_shop(copy, clock)
        shop.back_up()
        shop.close()
        assert copy.is_relative_to(temporary_folder)
    assert list(temporary_folder.iterdir()) == []


def test_what_a_killed_window_left_is_swept_and_an_open_one_is_not(
    store: Store, clock: FixedClock, gallery: Gallery, temporary_folder: Path
) -> None:
    with practice_store(store.path, clock) as opened:
        left = temporary_folder / "sentra-pos-latihan-killed"
        shutil.copytree(opened.parent, left)
        sweep_left_over()
        assert opened.exists()
        assert not left.exists()


# ------------------------------------------------------------------------------------------------- printer and drawer


def test_no_printer_is_called_even_when_one_is_set_up_in_the_practice_window(
    practice: Shop, gallery: Gallery, clock: FixedClock
) -> None:
    with TcpTestPrinter() as printer:
        command = SetUpPrinter(name="Kasir", way=Way.TCP, address=printer.address, profile=GENERIC_80)
        with practice.writing() as session:
            change_printer(session, ChangePrinter(by=gallery.founded.by, printer=command), clock=clock)
        sell(practice, clock, gallery)
        folder = practice.receipts_folder
        assert printed_whole(practice, lambda: len(list(folder.glob("*.bin"))) == 2)
        assert not printer.jobs
    with practice.reading() as session:
        assert {job.kind for job in jobs(session)} == {JobKind.DRAWER, JobKind.RECEIPT}


def test_what_waited_for_the_real_printer_is_not_printed_in_practice(
    store: Store, clock: FixedClock, gallery: Gallery
) -> None:
    command = SetUpPrinter(name="Kasir", way=Way.TCP, address="127.0.0.1:9", profile=GENERIC_80)
    with store.writing() as session:
        change_printer(session, ChangePrinter(by=gallery.founded.by, printer=command), clock=clock)
    sell(store, clock, gallery)
    with practice_store(store.path, clock) as copy:
        shop = open_shop(copy, clock)
        with shop.reading() as session:
            assert jobs(session) == ()
        shop.close()
    with store.reading() as session:
        assert len(jobs(session)) == 2


# -------------------------------------------------------------------------------------------------------- the watermark


def test_a_slip_says_above_and_below_that_it_is_no_receipt(practice: Shop, gallery: Gallery, clock: FixedClock) -> None:
    sell(practice, clock, gallery)
    folder = practice.receipts_folder
    assert printed_whole(practice, lambda: bool(list(folder.glob("*.png"))))
    text = max(folder.glob("*.png")).with_suffix(".txt").read_text(encoding="utf-8")
    assert text.count(MARK) == 2
    assert text.index(MARK) < text.index("Mrico Bolong cap") < text.rindex(MARK)


def test_pictures_files_and_copied_text_of_a_receipt_say_so_too(
    practice: Shop, gallery: Gallery, clock: FixedClock
) -> None:
    sale = sell(practice, clock, gallery)
    with practice.reading() as session:
        paper = receipt_paper(session, receipt_of(session, sale.id), clock)
    marked, pdf = paper.png(), paper.pdf(title="Struk")
    assert paper.text().count(MARK) == 2
    assert MARK in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    practice.close()
    with Image.open(io.BytesIO(marked)) as loud, Image.open(io.BytesIO(paper.png())) as calm:
        assert loud.height > calm.height


def test_a_sheet_of_paper_says_so_across_the_page(practice: Shop) -> None:
    paper = Paper(title="Nota", blocks=(Paragraph("Kain"),))
    assert MARK in PdfReader(io.BytesIO(render_paper(paper))).pages[0].extract_text()
    practice.close()
    assert MARK not in PdfReader(io.BytesIO(render_paper(paper))).pages[0].extract_text()


def test_a_real_shop_is_not_a_practice_window(store: Store, clock: FixedClock, gallery: Gallery) -> None:
    shop = Shop(store, clock)
    assert not shop.practice
    assert not practising()


# ------------------------------------------------------------------------------------------- never back into the shop


def test_a_backup_of_a_practice_copy_is_refused_in_the_real_shops_place(
    practice: Shop, store: Store, clock: FixedClock, gallery: Gallery, tmp_path: Path
) -> None:
    backup = tmp_path / "latihan-cadangan.db"
    practice.back_up(backup)
    assert examine(backup).practice
    before = content(store)
    for place in (tmp_path / "elsewhere.db", store.path):
        with pytest.raises(MadeForPractice, match="latihan"):
            restore(backup, place, clock)
    assert content(store) == before
    assert not (tmp_path / "elsewhere.db").exists()


def test_the_mark_is_in_the_copy_alone(practice: Shop, store: Store) -> None:
    assert examine(practice.store.path).practice
    assert not examine(store.path).practice
    with practice.reading() as session, store.reading() as real:
        assert get_setting(session, SHOP_NAME) == get_setting(real, SHOP_NAME)


def test_practice_begins_from_the_real_shop_only(practice: Shop, clock: FixedClock) -> None:
    with pytest.raises(PracticeOfPractice), practice_store(practice.store.path, clock):
        pass


def test_there_is_nothing_to_practise_with_before_there_is_a_shop(store: Store, clock: FixedClock) -> None:
    for path in (store.path, store.path.with_name("none.db")):
        with pytest.raises(NothingToPractise), practice_store(path, clock):
            pass


def test_the_command_line_says_that_a_window_is_needed(
    store: Store, gallery: Gallery, capsys: pytest.CaptureFixture[str], temporary_folder: Path
) -> None:
    assert main(["--store", str(store.path), "practice"]) == 1
    assert capsys.readouterr().err
    assert list(temporary_folder.iterdir()) == []
