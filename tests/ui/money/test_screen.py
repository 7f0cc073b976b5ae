"""The screen of money in: it fits, keys alone work it, and nobody is offered what is not theirs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.people.facts import Role
from tests.ui.money.conftest import Till, context_of
from ui.customers.customer_sheet import CustomerSheet
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet
from ui.money.payment_sheet import PaymentSheet
from ui.money.screen import ACCOUNTS, BANK, CHECKING, MoneyScreen
from ui.people.approve_sheet import ApproveSheet

SIZES = ((1366 - 92, 768), (1024 - 92, 768))
pytestmark = pytest.mark.usefixtures("dressed")


def opened(till: Till, size: tuple[int, int] = SIZES[0], role: Role = Role.OWNER) -> MoneyScreen:
    screen = MoneyScreen(context_of(till, role))
    screen.resize(*size)
    screen.show()
    screen.activateWindow()
    assert QTest.qWaitForWindowActive(screen)
    screen.shown()
    QApplication.processEvents()
    return screen


def sheet(kind: type[Sheet]) -> Sheet:
    QApplication.processEvents()
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def clipped(*parts: QWidget) -> list[str]:
    QApplication.processEvents()
    return [text for part in parts for text in clipped_texts(part)]


def press(on: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        focused: QWidget | None = on.focusWidget()
        QTest.keyClick(on if focused is None else focused, key)
        QApplication.processEvents()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off(busy: Till, size: tuple[int, int], language: str) -> None:
    context = context_of(busy)
    use_language(language)
    screen = MoneyScreen(context)
    screen.resize(*size)
    screen.show()
    screen.shown()
    screen.checking.presenter.mark_all()
    cut = clipped(screen)
    screen.show_tab(BANK)
    screen.bank.amount.set_value(Rupiah(551_115))
    cut += clipped(screen)
    screen.show_tab(ACCOUNTS)
    cut += clipped(screen)
    for open_sheet, kind in ((screen.accounts.main, PaymentSheet), (screen.accounts.change, CustomerSheet)):
        open_sheet.click()
        over = sheet(kind)
        cut += clipped(over)
        over.reject()
    assert cut == []


@pytest.mark.parametrize("size", SIZES)
def test_empty_lists_say_what_comes_there(till: Till, size: tuple[int, int]) -> None:
    screen = opened(till, size)
    for tab in (CHECKING, BANK, ACCOUNTS):
        screen.show_tab(tab)
        assert clipped(screen) == []
        assert not screen._pages[tab].main.isEnabled()


def test_payments_are_checked_with_keys_alone(busy: Till) -> None:
    screen = opened(busy)
    assert screen.checking.table.hasFocus()
    press(screen, Qt.Key.Key_F6)
    assert screen.checking.table.currentIndex().row() == 1
    press(screen, Qt.Key.Key_F7)
    press(screen, Qt.Key.Key_F12)

    left = screen.checking.table.records.rows
    assert [(row.payment.is_missing, row.arrived) for row in left] == [(True, None), (False, None)]
    assert screen.tabs.chip(CHECKING).text() == "Not checked · 2"


def test_a_typed_sum_is_matched_and_recorded_with_keys_alone(busy: Till) -> None:
    screen = opened(busy)
    screen.show_tab(BANK)
    QTest.keyClicks(screen.bank.amount, "551115")
    assert screen.bank.main.isEnabled()
    assert "fits exactly" in screen.bank._advice.text()
    press(screen, Qt.Key.Key_F12)

    assert screen.bank.amount.text() == ""
    assert len(screen.bank.table.records.rows) == 1


def test_enter_ticks_and_the_difference_is_seen_before_it_is_booked(busy: Till) -> None:
    screen = opened(busy)
    screen.show_tab(BANK)
    QTest.keyClicks(screen.bank.amount, "183000")
    press(screen, Qt.Key.Key_F7, Qt.Key.Key_F7)
    screen.bank.table.setFocus()
    press(screen, Qt.Key.Key_Return)
    assert screen.bank.presenter.match.kept == Rupiah(705)
    assert screen.bank._figures["kept"].text().endswith("705")
    assert "payment cost" in screen.bank._advice.text()


def test_what_is_owed_is_taken_in_three_keys(busy: Till) -> None:
    screen = opened(busy)
    screen.show_tab(ACCOUNTS)
    press(screen, Qt.Key.Key_F12)
    over = sheet(PaymentSheet)
    press(over, Qt.Key.Key_Return)

    account = screen.accounts.presenter.account
    assert account is not None
    assert (account.customer.id, account.balance) == (busy.dinas, ZERO)
    assert screen.accounts.main.isEnabled()
    assert not screen.accounts.back.isEnabled()


def test_a_tax_that_was_kept_back_lowers_what_is_asked_for(busy: Till) -> None:
    screen = opened(busy)
    screen.show_tab(ACCOUNTS)
    screen.accounts.main.click()
    over = sheet(PaymentSheet)
    assert isinstance(over, PaymentSheet)
    QTest.keyClicks(over.withheld, "7500")
    assert over.amount.value() == Rupiah(492_500)
    over.reason.clear()
    over.confirm()
    assert over.reason.problem
    assert clipped(over) == []


def test_money_back_needs_somebody_who_may_and_says_so(busy: Till) -> None:
    screen = opened(busy, role=Role.CASHIER)
    screen.show_tab(ACCOUNTS)
    screen.accounts.table.pick(busy.school)
    screen.accounts.back.click()
    over = sheet(PaymentSheet)
    assert isinstance(over, PaymentSheet)
    assert list(over._tiles) == ["cash", "transfer"]
    over.reason.setText("The visit was called off")
    over.confirm()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, ApproveSheet)
    assert "give money back" in " ".join(label.text() for label in asked.findChildren(QLabel))


def test_a_cashier_is_not_offered_what_the_bank_brought(busy: Till) -> None:
    screen = opened(busy, role=Role.CASHIER)
    with pytest.raises(KeyError):
        screen.tabs.chip(BANK)
    assert screen.checking.main.isVisible()
