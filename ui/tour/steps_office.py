"""The tour looks at the shift, at money that comes in later, at who did what; it locks the till, and practises."""

from __future__ import annotations

from PySide6.QtCore import Qt

from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.payments.checks import unchecked_payments
from sentra_pos.practice import practice_store
from sentra_pos.shop import open_shop
from ui.activity.screen import ActivityScreen
from ui.app import App, make_application
from ui.customers.customer_sheet import CustomerSheet
from ui.main_window import MainWindow
from ui.money.payment_sheet import PaymentSheet
from ui.money.screen import ACCOUNTS, BANK, CHECKING, MoneyScreen
from ui.start.lock_sheet import LockSheet
from ui.start.log_in import LogInWindow
from ui.till.report_sheet import ShiftReportSheet
from ui.till.screen import TillScreen
from ui.tour.hands import Hands
from ui.tour.steps_selling import till_standing_drawer
from ui.tour.tour import Tour, must, must_be

_SCHOOL = "SD Negeri Misalan"
_DOWN = Rupiah(100_000)
#: The bank brings a day's QRIS in one sum: the sale of pieces and a lesson, and the purse that was corrected.
_BY_QRIS = Rupiah(310_000 + 15_000)


def look_at_shift(tour: Tour) -> None:
    """The shift so far, without ending it."""
    hands = tour.hands
    hands.go_to("till", TillScreen)
    hands.press(Qt.Key.Key_F5)
    sheet = hands.sheet(ShiftReportSheet)
    hands.picture("shift-so-far")
    sheet.reject()
    hands.no_sheet()


def check_payments(tour: Tour) -> None:
    """What nobody had seen arrive is looked for on the account, and what the bank brought is matched."""
    hands = tour.hands
    screen = hands.go_to("money", MoneyScreen)
    screen.show_tab(CHECKING)
    hands.press(Qt.Key.Key_F8)
    hands.picture("not-checked")
    hands.press(Qt.Key.Key_F12)
    hands.settle()
    must_be(tour.ask(unchecked_payments), (), "what was not seen to arrive")
    screen.show_tab(BANK)
    hands.settle()
    screen.bank.amount.set_value(_BY_QRIS)
    hands.click(screen.bank.suggest)
    hands.settle()
    hands.picture("from-the-bank")
    hands.click(screen.bank.main)
    hands.settle()
    hands.wait_for("the receipt of the bank", lambda: not screen.bank.table.records.rows)


def take_down_payment(tour: Tour) -> None:
    """A school pays ahead; its account is below zero until it buys."""
    hands = tour.hands
    screen = hands.go_to("money", MoneyScreen)
    screen.show_tab(ACCOUNTS)
    hands.press(Qt.Key.Key_F4)
    entered = hands.sheet(CustomerSheet)
    tour.type_here(_SCHOOL)
    hands.picture("customer")
    hands.go_on(entered)
    hands.no_sheet()
    hands.wait_for("the school", lambda: screen.accounts.presenter.account)
    hands.press(Qt.Key.Key_F12)
    paying = hands.sheet(PaymentSheet)
    tour.type_here(str(_DOWN.amount))
    hands.picture("down-payment")
    hands.go_on(paying)
    hands.no_sheet()
    hands.picture("accounts")
    tour.drawer += _DOWN
    tour.facts["cash"] = _DOWN.amount
    must_be(till_standing_drawer(tour), tour.drawer, "the money in the drawer")


def who_did_what(tour: Tour) -> None:
    """Everything of the day, with its reasons."""
    hands = tour.hands
    screen = hands.go_to("activity", ActivityScreen)
    done = {each.kind for each in screen.table.records.rows}
    asked = {DocumentKind.VOID, DocumentKind.REFUND, DocumentKind.EXCHANGE, DocumentKind.PAYMENT_CHANGE}
    must(asked <= done, "the activity should tell of the void, the return, the exchange and the correction")
    hands.picture("activity")


def lock_till(tour: Tour) -> None:
    """Gone for a minute; the same person comes back."""
    hands, app = tour.hands, tour.app
    hands.press(Qt.Key.Key_F11)
    lock = hands.wait_for("the lock", lambda: app.lock)
    sheet = hands.wait_for("the till to be locked", lambda: lock.sheet)
    assert isinstance(sheet, LockSheet)
    hands.settle()
    hands.keep(sheet.grab(), "locked")
    hands.type(sheet.door.entry.pin, tour.plan.pin)
    hands.press(Qt.Key.Key_Return, sheet.door.entry.pin)
    hands.wait_for("the till to be open again", lambda: lock.sheet is None)


def practise(tour: Tour) -> None:
    """A copy to learn with: it cannot be mistaken for the shop, and is thrown away."""
    with practice_store(tour.shop.store.path, tour.shop.clock) as store:
        app = App(make_application(), open_shop(store))
        hands = Hands(app, tour.folder)
        hands.pictures, hands.faults = tour.hands.pictures, tour.hands.faults
        try:
            app.begin()
            door = hands.window
            assert isinstance(door, LogInWindow)
            hands.type(door.pin, tour.plan.pin)
            hands.press(Qt.Key.Key_Return, door.pin)
            hands.wait_for("the practice window", lambda: isinstance(hands.window, MainWindow))
            hands.picture("practice")
            must(not store.samefile(tour.shop.store.path), "practice should work on a copy")
        finally:
            app.close()
