"""What the long day's customers want, each as a page of its diary; the figures are by hand."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.sales.cart import Condition
from tests.ui.long_day import ENTER, RIGHT, SELL, TAB, Day, F
from ui.customers.customer_sheet import CustomerSheet
from ui.customers.picker import CustomerPicker
from ui.money.payment_sheet import PaymentSheet
from ui.money.screen import ACCOUNTS, MoneyScreen
from ui.receipts.payment_change_sheet import PaymentChangeSheet
from ui.receipts.return_sheet import ReturnSheet
from ui.receipts.screen import ReceiptsScreen
from ui.receipts.void_sheet import VoidSheet
from ui.sell.discount_sheet import DiscountSheet
from ui.sell.hold_sheet import HeldSheet, HoldSheet
from ui.sell.pay_sheet import PaySheet
from ui.sell.receipt_picture import ReceiptSheet
from ui.till.cash_sheet import CashSheet

#: The rail, as a cashier has it: Ctrl and these.
TILL, RECEIPTS = 2, 3
#: In the till's family.
MONEY = 2
#: On the pay sheet.
QRIS, DEBIT, TRANSFER, ON_ACCOUNT = F[3], F[4], F[5], F[6]


# ---------------------------------------------------------------------------------------------------------- the sales


def a_cloth_for_exact_cash(day: Day) -> None:
    day.scan("Kain Mrico")
    day.ask_to_pay(185_000)
    day.press(ENTER)
    day.is_sold("exact")
    day.next_customer()
    assert day.drawer == 685_000


def two_cloths_and_a_scarf_with_change(day: Day) -> None:
    day.scan("Kain Mrico", "Kain Mrico", "Syal")
    day.ask_to_pay(495_000)
    day.write("500rb")
    day.press(ENTER)
    day.is_sold("change", change=5_000)
    assert day.drawer == 685_000 + 495_000


def a_shawl_by_qris_that_is_seen_to_arrive(day: Day) -> None:
    # The scan sends the sheet with the change away.
    day.scan("Selendang")
    day.ask_to_pay(240_000)
    day.press(QRIS)
    day.press(ENTER)
    day.is_sold("qris seen")


def bu_sri_goes_to_fetch_her_card_and_her_cart_waits(day: Day) -> None:
    day.scan("Syal", "Syal")
    day.press(F[4])
    day.sheet(HoldSheet)
    day.write("Bu Sri")
    day.press(ENTER)
    day.nothing_lies_over_it()
    assert day.sell.presenter.cart.is_empty


def somebody_pays_by_qris_and_runs_for_the_bus(day: Day) -> None:
    day.scan("Kain Mrico")
    day.ask_to_pay(185_000)
    day.press(QRIS)
    # "Check later"
    day.press(F[10])
    day.is_sold("qris unseen")
    assert len(day.sheet(PaySheet).payment.unseen) == 1
    day.next_customer()


def bu_sri_is_back_and_pays_by_debit_card(day: Day) -> None:
    day.press(F[5])
    day.sheet(HeldSheet)
    day.press(ENTER)
    day.nothing_lies_over_it()
    day.ask_to_pay(250_000)
    day.press(DEBIT)
    day.write("APPR 001122")
    day.press(ENTER)
    day.is_sold("debit")


def a_shawl_by_bank_transfer(day: Day) -> None:
    day.scan("Selendang")
    day.ask_to_pay(240_000)
    day.press(TRANSFER)
    day.write("BRI 778899")
    day.press(ENTER)
    day.is_sold("transfer")


def half_by_card_and_half_in_cash(day: Day) -> None:
    day.scan("Syal", "Kain Mrico")
    sheet = day.ask_to_pay(310_000)
    day.write("200rb")
    day.press(DEBIT)
    day.write("APPR 003344")
    day.press(ENTER)
    assert sheet.payment.rest == Rupiah(110_000)
    day.write("150rb")
    day.press(ENTER)
    day.is_sold("split", change=40_000)


def the_agency_takes_three_cloths_on_account(day: Day) -> None:
    day.scan("Kain Mrico")
    # Enter on the line types its quantity.
    day.press(F[3], ENTER)
    day.write("3")
    day.press(ENTER)
    day.ask_to_pay(555_000)
    day.press(ON_ACCOUNT, ENTER)
    enter_customer(day, "Dinas Koperasi")
    day.press(ENTER)
    day.pak_harto_agrees()
    day.is_sold("account")
    day.next_customer()


def enter_customer(day: Day, name: str) -> None:
    """Nobody is called that yet: Enter makes a new customer of it."""
    day.sheet(CustomerPicker)
    day.write(name)
    day.press(ENTER)
    day.sheet(CustomerSheet)
    day.press(ENTER)
    day.hands.settle()


def the_school_pays_ahead_and_then_buys(day: Day) -> None:
    money = day.control(TILL, MONEY)
    assert isinstance(money, MoneyScreen)
    # She may not see what the bank brought; the customers' accounts are her second page.
    day.alt(2)
    assert money.tabs.choice() == ACCOUNTS
    day.press(F[4])
    day.sheet(CustomerSheet)
    day.write("SD Negeri Misalan")
    day.press(ENTER)
    day.hands.settle()
    day.press(F[12])
    day.sheet(PaymentSheet)
    day.write("100rb")
    day.press(ENTER)
    day.hands.no_sheet()
    day.control(SELL)
    day.scan("Syal", "Syal")
    day.press(F[7])
    day.sheet(CustomerPicker)
    day.write("misalan")
    day.press(ENTER)
    day.nothing_lies_over_it()
    sheet = day.ask_to_pay(250_000)
    day.press(ON_ACCOUNT)
    day.write("100rb")
    day.press(ENTER)
    assert sheet.payment.rest == Rupiah(150_000)
    day.press(ENTER)
    day.pak_harto_agrees()
    day.is_sold("paid ahead")
    assert day.balance(AccountKind.RECEIVABLE, party=sheet.payment.cart.buyer.id) == 0  # type: ignore[union-attr]


def a_regular_customer_gets_ten_percent(day: Day) -> None:
    day.scan("Selendang")
    day.press(F[6])
    day.sheet(DiscountSheet)
    day.write("10")
    day.press(ENTER)
    # It asks why.
    day.write("Pelanggan tetap")
    day.press(ENTER)
    day.nothing_lies_over_it()
    day.ask_to_pay(216_000)
    day.write("250rb")
    day.press(ENTER)
    day.is_sold("line discount", change=34_000)


def the_unique_cloth_goes_with_a_large_discount(day: Day) -> None:
    day.scan("Kain Surya", "Kain Mrico")
    # There is one of it only.
    day.scan("Kain Surya")
    assert day.sell.presenter.cart.pieces == 2
    # Twice F6: the whole cart.
    day.press(F[6], F[6])
    day.sheet(DiscountSheet)
    day.write("20")
    day.press(ENTER)
    day.write("Tamu kementerian")
    day.press(ENTER)
    day.nothing_lies_over_it()
    # 2.035.000 − 407.000
    day.ask_to_pay(1_628_000)
    day.write("1,7jt")
    day.press(ENTER)
    day.pak_harto_agrees()
    day.is_sold("cart discount", change=72_000)


def the_promotion_applies_by_itself(day: Day) -> None:
    day.scan("Taplak", "Taplak")
    # 120.000 − 10 %
    day.ask_to_pay(108_000)
    day.press(ENTER)
    day.is_sold("promotion")


def three_pouches_where_the_book_knows_two(day: Day) -> None:
    day.scan("Pouch", "Pouch", "Pouch")
    sheet = day.ask_to_pay(105_000)
    day.press(ENTER)
    # "By the book there are only two": the third lies here, so it is sold.
    day.hands.wait_for("the question", lambda: QApplication.activeModalWidget() is not sheet)
    day.press(ENTER)
    day.is_sold("below zero")


def a_scarf_rung_up_by_mistake_is_voided(day: Day) -> None:
    day.scan("Syal")
    day.ask_to_pay(125_000)
    day.press(ENTER)
    day.is_sold("mistake")
    day.next_customer()
    assert isinstance(day.control(RECEIPTS), ReceiptsScreen)
    day.scan_receipt("mistake")
    day.press(F[8])
    day.sheet(VoidSheet)
    day.write("Salah ketik")
    day.press(ENTER)
    day.pak_harto_agrees()
    day.hands.no_sheet()
    day.control(SELL)


def a_lesson_in_cash_is_rung_up_as_qris_and_put_right(day: Day) -> None:
    day.scan(*["Kelas membatik"] * 4)
    day.ask_to_pay(200_000)
    day.press(QRIS, ENTER)
    day.is_sold("wrong way")
    day.next_customer()
    before = day.drawer
    day.control(RECEIPTS)
    day.scan_receipt("wrong way")
    day.press(F[7])
    sheet = day.sheet(PaymentChangeSheet)
    assert sheet.parts[0].way.value() == "cash"
    # It asks why, and puts the cursor there.
    day.press(ENTER)
    day.write("Ternyata tunai")
    day.press(ENTER)
    day.pak_harto_agrees()
    day.hands.no_sheet()
    assert day.drawer == before + 200_000
    day.control(SELL)


# ------------------------------------------------------------------------------------------------- what comes back


def take_back(day: Day, receipt: str) -> ReturnSheet:
    """The receipt is scanned at the till."""
    day.scan_receipt(receipt)
    day.sheet(ReceiptSheet)
    day.press(F[9])
    return day.sheet(ReturnSheet)


def a_cloth_comes_back_to_the_shelf(day: Day) -> None:
    before = day.drawer
    take_back(day, "change")
    day.scan("Kain Mrico")
    day.press(ENTER)
    day.write("Warna tidak cocok")
    day.press(ENTER)
    day.pak_harto_agrees()
    day.nothing_lies_over_it()
    assert day.drawer == before - 185_000


def a_damaged_scarf_comes_back_at_the_shops_cost(day: Day) -> None:
    before = day.drawer
    sheet = take_back(day, "change")
    day.scan("Syal")
    day.press(RIGHT)
    assert sheet.taking.returned[0].condition is Condition.DAMAGED_SHOP
    day.press(ENTER)
    day.write("Luntur di etalase")
    day.press(ENTER)
    day.pak_harto_agrees()
    day.nothing_lies_over_it()
    assert day.drawer == before - 125_000


def a_tablecloth_is_exchanged_for_a_shawl(day: Day) -> None:
    take_back(day, "promotion")
    day.scan("Taplak")
    day.press(F[9])
    day.nothing_lies_over_it()
    day.scan("Selendang")
    # 240.000 − 54.000
    day.ask_to_pay(186_000)
    day.press(ENTER)
    day.pak_harto_agrees()
    day.is_sold("exchange")
    day.next_customer()


def water_is_paid_out_of_the_drawer(day: Day) -> None:
    day.press(F[9])
    sheet = day.sheet(CashSheet)
    day.write("25000")
    while not sheet.reason.hasFocus():
        day.press(TAB)
    day.write("Dua galon air")
    day.press(ENTER)
    day.pak_harto_agrees()
    day.nothing_lies_over_it()
    day.hands.wait_for("its slip", lambda: "K1-000001" in day.printed)
