"""A busy counter by keys and scans alone: QRIS, cards, accounts, a supervisor's PIN, carts put aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from sentra_pos.change_look import Theme
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.ledger.models import Document
from sentra_pos.payments.checks import unchecked_payments
from sentra_pos.payments.read_qris_picture import read_qris_picture
from sentra_pos.people.facts import Role
from sentra_pos.sales.queries import Receipt, receipt_of
from tests.ui.check_hands import nameless, small_targets
from tests.ui.sell.conftest import Till
from tests.ui.sell.set_up import PIN, enter_agency, hang_up_qris, offer_every_way, promote, round_cash
from tests.ui.sell.test_screen import cart, pay_sheet, press, sales, wait_for_the_sale
from ui.customers.picker import CustomerPicker
from ui.kit.check_text import clipped_texts
from ui.kit.dress import wear
from ui.kit.keys import keys_of
from ui.kit.runner import Runner
from ui.main_window import MainWindow, RailEntry
from ui.people.approve_sheet import ApproveSheet
from ui.sell.discount_sheet import DiscountSheet
from ui.sell.hold_sheet import HeldSheet, HoldSheet
from ui.sell.pay_sheet import PaySheet
from ui.sell.price_sheet import PriceSheet
from ui.sell.screen import SellScreen

K = Qt.Key
ENTER = K.Key_Return


def type_here(till: Till, text: str) -> None:
    """Into what has the focus."""
    top = QApplication.activeModalWidget() or till.window
    focused: QWidget | None = top.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)
    till.settle()


def alt(till: Till, key: Qt.Key) -> None:
    top = QApplication.activeModalWidget() or till.window
    QTest.keyClick(top, key, Qt.KeyboardModifier.AltModifier)
    till.settle()


def pay(till: Till) -> PaySheet:
    press(till, K.Key_F12)
    return pay_sheet(till)


def sold(till: Till, sheet: PaySheet) -> Receipt:
    wait_for_the_sale(till, sheet)
    till.settle()
    assert sheet.payment.done is not None
    with till.context.shop.reading() as session:
        return receipt_of(session, sheet.payment.done.id)


def unchecked(till: Till) -> list[int]:
    with till.context.shop.reading() as session:
        return [each.amount.amount for each in unchecked_payments(session)]


def started_again(till: Till) -> Till:
    """The window closed, and a new one over the same store."""
    till.window.close()
    context, runner = till.context, till.context.runner
    assert isinstance(runner, Runner)
    runner.shop_changed.disconnect(till.window.shop_changed)
    window = MainWindow([RailEntry(key="s", title="S", icon="cash-register", factory=lambda: SellScreen(context))])
    runner.shop_changed.connect(window.shop_changed)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    screen = window.open("s")
    assert isinstance(screen, SellScreen)
    again = replace(till, window=window, screen=screen)
    again.settle()
    again.settle()
    return again


@pytest.fixture
def busy(build: Callable[..., Till]) -> Callable[..., Till]:
    """A till at which everything is offered."""

    def make(*, role: Role = Role.OWNER, size: tuple[int, int] = (1366, 768)) -> Till:
        till = build(role=role, size=size)
        shop, gallery = till.context.shop, till.gallery
        offer_every_way(shop, gallery)
        hang_up_qris(shop, gallery)
        enter_agency(shop, gallery)
        till.screen.presenter.look_at_till()
        till.settle()
        return till

    return make


# ---------------------------------------------------------------------------------------------------------------- QRIS


def test_three_keys_are_a_qris_sale_whose_money_was_seen(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.mrico.code)
    sheet = pay(till)
    press(till, K.Key_F3)
    press(till, ENTER)
    assert sold(till, sheet).tenders[0].method == "qris"
    assert unchecked(till) == []


def test_f10_sells_now_and_checks_later(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.mrico.code)
    sheet = pay(till)
    press(till, K.Key_F3)
    press(till, K.Key_F10)
    sold(till, sheet)
    assert unchecked(till) == [185_000]
    assert any("185.000" in label.text() for label in sheet.done_page.findChildren(type(sheet.heading)))


def test_another_reader_reads_the_amount_from_the_picture_shown(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.mrico.code)
    sheet = pay(till)
    press(till, K.Key_F3)
    type_amount = Rupiah(120_000)
    sheet._given.set_value(type_amount)
    till.settle()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    sheet._code.code.grab().save(buffer, "PNG")
    merchant = read_qris_picture(bytes(buffer.data().data()))
    assert (merchant.amount, merchant.name) == (type_amount, "SENTRA BATIK CONTOH")
    assert sheet._side_pages.currentWidget() is sheet._code
    press(till, K.Key_F2)
    assert sheet._side_pages.currentWidget() is not sheet._code


def test_without_a_qris_of_the_shop_the_question_stays(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    sheet = pay(till)
    press(till, K.Key_F3)
    assert sheet._arrival.isVisible()
    assert sheet._later.isVisible()
    assert sheet._side_pages.currentWidget() is not sheet._code


# -------------------------------------------------------------------------------------------------- several, and owing


def test_a_card_and_cash_are_split_by_keys(busy: Callable[..., Till]) -> None:
    till = busy()
    round_cash(till.context.shop, till.gallery)
    till.screen.presenter.look_at_till()
    till.settle()
    till.scan(till.gallery.mrico.code)
    sheet = pay(till)
    press(till, K.Key_F4)
    type_here(till, "8812")
    sheet._given.setFocus()
    type_here(till, "100250")
    press(till, ENTER)
    assert sheet._rounding.isVisible()
    type_here(till, "100000")
    press(till, ENTER)
    receipt = sold(till, sheet)
    assert [(t.method, t.amount.amount) for t in receipt.tenders] == [("debit", 100_250), ("cash", 84_000)]
    assert (receipt.rounding, receipt.change) == (Rupiah(-750), Rupiah(16_000))


def test_a_part_is_taken_back_by_its_key(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.mrico.code)
    sheet = pay(till)
    press(till, K.Key_F3)
    sheet._given.setFocus()
    type_here(till, "100000")
    press(till, ENTER)
    assert sheet.payment.rest == Rupiah(85_000)
    alt(till, K.Key_1)
    assert sheet.payment.rest == Rupiah(185_000)


def test_on_account_asks_for_the_customer_and_goes_on(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.mrico.code)
    sheet = pay(till)
    press(till, K.Key_F8)
    press(till, ENTER)
    assert isinstance(till.sheet(), CustomerPicker)
    type_here(till, "contoh")
    press(till, ENTER)
    assert till.sheet() is sheet
    press(till, ENTER)
    receipt = sold(till, sheet)
    assert (receipt.customer_name, receipt.tenders[0].method) == ("SDN Contoh 1", "account")


def test_the_customer_is_named_in_the_cart_and_left_out_again(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.mrico.code)
    press(till, K.Key_F7)
    press(till, ENTER)
    assert "SDN Contoh 1" in till.screen.panel._buyer.text()
    press(till, K.Key_F7)
    press(till, K.Key_F7)
    assert till.screen.presenter.cart.buyer is None
    assert not till.has_sheet()


def test_the_receipts_language_is_changed_by_a_key(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.mrico.code)
    sheet = pay(till)
    alt(till, K.Key_B)
    press(till, ENTER)
    assert sold(till, sheet).language == "en"


# ------------------------------------------------------------------------------------------------------------- prices


def test_a_discount_on_the_whole_above_the_limit_takes_the_owners_pin(busy: Callable[..., Till]) -> None:
    till = busy(role=Role.CASHIER)
    till.scan(till.gallery.mrico.code)
    till.scan(till.gallery.pouch.code)
    press(till, K.Key_F6)
    press(till, K.Key_F6)
    sheet = till.sheet()
    assert isinstance(sheet, DiscountSheet)
    type_here(till, "20")
    assert sheet._above.isVisible()
    sheet.reason.setFocus()
    type_here(till, "rombongan")
    press(till, ENTER)
    assert till.screen.presenter.cart.total == Rupiah(176_000)
    paying = pay(till)
    press(till, ENTER)
    till.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ApproveSheet))
    type_here(till, PIN)
    press(till, ENTER)
    receipt = sold(till, paying)
    assert receipt.total == Rupiah(176_000)
    with till.context.shop.reading() as session:
        document = session.scalars(select(Document).where(Document.id == receipt.id)).one()
        assert (document.actor_id, document.approver_id) == (till.gallery.cashier.staff, till.gallery.founded.owner)


def test_without_the_pin_nothing_is_sold_and_the_sheet_can_be_used_again(busy: Callable[..., Till]) -> None:
    till = busy(role=Role.CASHIER)
    till.scan(till.gallery.mrico.code)
    paying = pay(till)
    paying.payment.name_buyer(enter_agency(till.context.shop, till.gallery, "Dinas Contoh"))
    press(till, K.Key_F8)
    press(till, ENTER)
    till.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ApproveSheet))
    press(till, K.Key_Escape)
    till.settle()
    assert sales(till) == 0
    assert paying._problem.isVisible()
    press(till, K.Key_F2)
    press(till, ENTER)
    sold(till, paying)
    assert sales(till) == 1


def test_a_higher_price_is_asked_by_keys(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.lesson.code)
    press(till, K.Key_F6)
    press(till, K.Key_F8)
    sheet = till.sheet()
    assert isinstance(sheet, PriceSheet)
    type_here(till, "40000")
    press(till, ENTER)
    assert sheet.price.problem
    sheet.price.selectAll()
    type_here(till, "60000")
    press(till, ENTER)
    assert sheet.reason.problem
    type_here(till, "kelas khusus")
    press(till, ENTER)
    assert till.screen.presenter.cart.total == Rupiah(60_000)


# ---------------------------------------------------------------------------------------------------------- held carts


def test_a_cart_is_held_and_taken_back_after_a_restart(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.mrico.code)
    till.scan(till.gallery.pouch.code)
    press(till, K.Key_F4)
    assert isinstance(till.sheet(), HoldSheet)
    type_here(till, "Bu Sri")
    press(till, ENTER)
    assert cart(till) == []
    assert not till.has_sheet()
    till = started_again(till)
    assert till.screen.panel._held.text().startswith(" 1")
    press(till, K.Key_F5)
    assert isinstance(till.sheet(), HeldSheet)
    press(till, ENTER)
    assert cart(till) == [("Mrico Bolong cap", 1), ("Pouch perca batik", 1)]
    assert not till.screen.panel._held.isVisible()


def test_over_an_open_cart_none_is_taken_back(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.mrico.code)
    press(till, K.Key_F4)
    press(till, ENTER)
    till.scan(till.gallery.pouch.code)
    press(till, K.Key_F5)
    press(till, ENTER)
    assert isinstance(till.sheet(), HeldSheet)
    press(till, K.Key_Escape)
    assert cart(till) == [("Pouch perca batik", 1)]


def test_a_held_cart_is_dropped_when_that_was_meant(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.mrico.code)
    press(till, K.Key_F4)
    press(till, ENTER)
    press(till, K.Key_F5)
    press(till, K.Key_Delete)
    press(till, ENTER)
    till.settle()
    assert not till.has_sheet()
    assert not till.screen.panel._held.isVisible()


def test_nothing_is_held_of_an_empty_cart(busy: Callable[..., Till]) -> None:
    till = busy()
    press(till, K.Key_F4)
    press(till, K.Key_F5)
    assert not till.has_sheet()


# --------------------------------------------------------------------------------------------------- how it all reads


def test_every_act_of_the_cart_is_on_the_sheet_of_keys(busy: Callable[..., Till]) -> None:
    till = busy()
    till.scan(till.gallery.mrico.code)
    keys = {key.key for key in keys_of(till.screen)}
    assert {"F2", "F3", "F4", "F6", "F7", "F10", "F12", "Del", "Alt+K"} <= keys
    sheet = pay(till)
    assert {*(f"F{n}" for n in range(2, 10)), "Alt+P", "Alt+B", "Enter", "Esc"} <= {k.key for k in keys_of(sheet)}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("size", "theme"),
    [
        pytest.param((1366, 768), Theme.LIGHT, marks=pytest.mark.soak, id="wide"),
        pytest.param((1024, 768), Theme.DARK, id="narrow and dark"),
    ],
)
def test_no_word_is_cut_off_at_a_busy_counter(
    busy: Callable[..., Till], language: str, size: tuple[int, int], theme: Theme
) -> None:
    wear(theme.value)
    try:
        use_language(language)
        till = busy(size=size)
        cut = _walk(till)
        assert cut == []
    finally:
        wear("light")


def _walk(till: Till) -> list[str]:
    """Everything that opens over a cart; what is wrong with it."""
    shop, gallery = till.context.shop, till.gallery
    promote(shop, gallery, name="Hari Batik Nasional bersama perajin")
    round_cash(shop, gallery)
    till.screen.presenter.look_at_till()
    till.settle()
    wrong: list[str] = []

    def look(name: str) -> None:
        top = QApplication.activeModalWidget() or till.window
        wrong.extend(f"{name}: {each}" for each in (*clipped_texts(top), *small_targets(top), *nameless(top)))

    till.scan(gallery.surya.code)
    press(till, K.Key_F4)
    look("hold")
    press(till, ENTER)
    for item in (gallery.mrico, gallery.pouch, gallery.lesson):
        till.scan(item.code)
    presenter = till.screen.presenter
    presenter.change(replace(presenter.cart, buyer=enter_agency(shop, gallery, "Dinas Koperasi Kota Contoh")))
    press(till, K.Key_F5)
    look("held")
    press(till, K.Key_Escape)
    press(till, K.Key_F7)
    look("customer")
    press(till, K.Key_Escape)
    press(till, K.Key_F6)
    look("discount")
    press(till, K.Key_F6)
    look("discount on the whole")
    type_here(till, "50")
    look("large discount")
    press(till, K.Key_F6)
    press(till, K.Key_F8)
    look("higher price")
    press(till, K.Key_Escape)
    look("cart")
    sheet = pay(till)
    look("cash")
    for number in range(3, 10):
        press(till, Qt.Key(K.Key_F1 + number - 1))
        look(f"F{number}")
    press(till, K.Key_F3)
    sheet._given.set_value(Rupiah(100_000))
    look("a part")
    press(till, K.Key_F10)
    look("the rest")
    press(till, ENTER)
    sold(till, sheet)
    look("paid")
    return wrong
