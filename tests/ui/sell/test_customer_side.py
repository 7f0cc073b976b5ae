"""What the customer sees while the cashier works, and the papers of a sale that was looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sentra_pos.catalogue.codes import CodeKind, make_code
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.payments.methods import CASH, QRIS
from sentra_pos.payments.qris import read_merchant
from sentra_pos.payments.set_qris import SetQris, set_qris
from sentra_pos.sales.queries import newest_sales
from tests.payments.stickers import sticker
from tests.ui.sell.conftest import Till
from ui.display.state import DisplayState, Showing
from ui.kit.check_text import clipped_texts
from ui.main_window import MainWindow, RailEntry
from ui.sell.paper_sheet import SalePaperSheet
from ui.sell.pay_sheet import PaySheet
from ui.sell.receipt_picture import ReceiptSheet
from ui.sell.sale_papers import PaperWords, SalePaper, SalePaperNotSaved, save_sale_paper, town_of
from ui.sell.screen import SellScreen


def watched(till: Till) -> list[DisplayState]:
    """What the customer is shown from now on, in order; the till gets a screen that has somebody look at it."""
    seen: list[DisplayState] = []
    context = replace(till.context, display=seen.append)
    window = MainWindow([RailEntry(key="s", title="S", icon="cash-register", factory=lambda: SellScreen(context))])
    till.window.close()
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    screen = window.open("s")
    assert isinstance(screen, SellScreen)
    till.window, till.screen, till.context = window, screen, context
    till.settle()
    till.settle()
    return seen


def press(till: Till, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.activeModalWidget() or till.window, key)
    till.settle()


def pay(till: Till) -> PaySheet:
    press(till, Qt.Key.Key_F12)
    sheet = till.sheet()
    assert isinstance(sheet, PaySheet)
    return sheet


def sell(till: Till) -> DocumentId:
    """One cloth, paid exactly in cash."""
    till.scan(till.gallery.mrico.code)
    sheet = pay(till)
    press(till, Qt.Key.Key_Return)
    till.qtbot.waitUntil(lambda: sheet.payment.done is not None)
    sheet.payment.leave()
    till.settle()
    with till.context.shop.reading() as session:
        return newest_sales(session, limit=1)[0].id


# ------------------------------------------------------------------------------------------------ the customer's side


def test_the_customer_follows_the_cart_and_gets_thanks_and_change(till: Till) -> None:
    seen = watched(till)
    till.scan(till.gallery.mrico.code)
    till.scan(till.gallery.pouch.code)
    shown = seen[-1]
    assert shown.showing.value == "selling"
    assert [line.name for line in shown.lines] == ["Mrico Bolong cap", "Pouch perca batik"]
    assert shown.total == Rupiah(220_000)

    sheet = pay(till)
    sheet.payment.type_amount(Rupiah(250_000))
    assert seen[-1].total == Rupiah(220_000)
    press(till, Qt.Key.Key_Return)
    till.qtbot.waitUntil(lambda: sheet.payment.done is not None)
    till.settle()
    assert seen[-1] == DisplayState(showing=Showing.THANKS, change=Rupiah(30_000))
    sheet.payment.leave()
    till.settle()
    assert seen[-1].showing.value == "thanks", "until the next customer's first piece"
    till.scan(till.gallery.pouch.code)
    assert seen[-1].showing.value == "selling"


def test_paying_by_qris_shows_the_shops_code_with_the_amount_in_it(till: Till) -> None:
    with till.context.shop.writing() as session:
        command = SetQris(by=till.gallery.founded.by, payload=sticker(name="SENTRA BATIK CONTOH"))
        set_qris(session, command, clock=till.context.shop.clock)
    seen = watched(till)
    till.scan(till.gallery.mrico.code)
    sheet = pay(till)
    sheet.payment.choose(QRIS)
    till.settle()
    shown = seen[-1]
    assert (shown.showing, shown.merchant, shown.total) == (Showing.QRIS, "SENTRA BATIK CONTOH", Rupiah(185_000))
    assert read_merchant(shown.code).amount == Rupiah(185_000)
    sheet.payment.type_amount(Rupiah(100_000))
    assert read_merchant(seen[-1].code).amount == Rupiah(100_000)
    sheet.payment.choose(CASH)
    assert seen[-1].showing is Showing.SELLING


def test_without_a_qris_of_the_shop_the_goods_stay_in_sight(till: Till) -> None:
    seen = watched(till)
    till.scan(till.gallery.mrico.code)
    pay(till).payment.choose(QRIS)
    till.settle()
    assert seen[-1].showing is Showing.SELLING


def test_a_payment_that_was_left_shows_the_cart_again(till: Till) -> None:
    with till.context.shop.writing() as session:
        command = SetQris(by=till.gallery.founded.by, payload=sticker())
        set_qris(session, command, clock=till.context.shop.clock)
    seen = watched(till)
    till.scan(till.gallery.mrico.code)
    sheet = pay(till)
    sheet.payment.choose(QRIS)
    till.settle()
    sheet.reject()
    till.settle()
    assert seen[-1].showing is Showing.SELLING


# -------------------------------------------------------------------------------------------------- papers of a sale


def look_up(till: Till) -> ReceiptSheet:
    till.scan(make_code(CodeKind.RECEIPT, 1, 1, 1))
    till.settle()
    sheet = till.sheet()
    assert isinstance(sheet, ReceiptSheet)
    return sheet


def test_the_receipt_is_copied_as_text(till: Till) -> None:
    sell(till)
    sheet = look_up(till)
    press(till, Qt.Key.Key_F7)
    till.settle()
    text = QGuiApplication.clipboard().text()
    assert "Mrico Bolong cap" in text
    assert "J1-000001" in text
    assert sheet.isVisible()


def test_the_receipt_is_kept_as_a_picture_or_a_pdf(till: Till, tmp_path: Path) -> None:
    sell(till)
    sheet = look_up(till)
    for name in ("struk.png", "struk.pdf", "tanpa akhiran"):
        sheet.keep(tmp_path / name)
        till.settle()
    with Image.open(tmp_path / "struk.png") as picture, Image.open(tmp_path / "tanpa akhiran.png") as other:
        assert picture.size == other.size
    assert "Mrico Bolong cap" in PdfReader(tmp_path / "struk.pdf").pages[0].extract_text()


@pytest.mark.parametrize(
    ("key", "words"), [(Qt.Key.Key_F5, "185.000"), (Qt.Key.Key_F6, "# seratus delapan puluh lima")]
)
def test_note_and_receipt_of_money_are_made_from_the_keys(till: Till, tmp_path: Path, key: Qt.Key, words: str) -> None:
    sell(till)
    look_up(till)
    press(till, key)
    sheet = till.sheet()
    assert isinstance(sheet, SalePaperSheet)
    till.settle()
    sheet.buyer.setText("SDN Contoh 1")
    file = tmp_path / "kertas.pdf"
    sheet.make(file, opens=False)
    till.qtbot.waitUntil(file.exists)
    till.settle()
    said = " ".join(PdfReader(file).pages[0].extract_text().split())
    assert "SDN Contoh 1" in said
    assert words in said


def test_a_folder_that_is_no_folder_is_said_and_the_sale_is_safe(till: Till, tmp_path: Path) -> None:
    document = sell(till)
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(SalePaperNotSaved, match="nota"):
        save_sale_paper(till.context.shop, document, SalePaper.NOTA, PaperWords(), tmp_path / "x" / "nota.pdf")


@pytest.mark.parametrize(
    ("address", "town"),
    [("Jl. Contoh 1, Mojokerto", "Mojokerto"), ("Jl. A, Kota Mojokerto 61316, ", "Kota Mojokerto"), ("Trowulan", "")],
)
def test_the_town_is_the_end_of_the_address(address: str, town: str) -> None:
    assert town_of(address) == town


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_word_of_the_papers_sheets_is_cut_off(build: Callable[..., Till], language: str) -> None:
    use_language(language)
    till = build(size=(1024, 768))
    sell(till)
    sheet = look_up(till)
    cut = clipped_texts(sheet)
    for kind in SalePaper:
        sheet._paper(kind)
        till.settle()
        cut += clipped_texts(till.sheet())
        till.sheet().reject()
        till.settle()
    assert cut == []
