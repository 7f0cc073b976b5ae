"""Every screen and sheet of the program: how to come to it, and what to call it. A new one gets its scene here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt

from sentra_pos.core.errors import SentraError
from sentra_pos.core.resources import resource_path
from tests.ui.scenes_of_artisan import artisan
from tests.ui.scenes_of_counting import counting
from tests.ui.scenes_of_exhibitions import exhibiting
from tests.ui.scenes_of_giving_back import giving_back
from tests.ui.scenes_of_money import money, payment_settings
from tests.ui.scenes_of_notes import notes
from tests.ui.scenes_of_records import records
from tests.ui.scenes_of_settlement_day import advances, settlement_day
from tests.ui.scenes_of_stand import stand
from tests.ui.scenes_of_tags import tags
from tests.ui.scenes_of_terms import terms
from tests.ui.scenes_of_till import closing, opening, till
from tests.ui.visit import Visit
from ui.kit.dialog import Sheet
from ui.kit.key_sheet import KeySheet
from ui.kit.messages import ask, error, toast
from ui.kit.progress import ProgressSheet
from ui.kit.type_scan import type_scan
from ui.start.trouble import TroubleWindow

F = {number: Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)}
#: Says a name whenever something new can be seen.
Scene = Callable[[Visit], Iterator[str]]


# ------------------------------------------------------------------------------------------------------- before work


def starting(visit: Visit) -> Iterator[str]:
    trouble = TroubleWindow("Toko tidak bisa dibuka karena sedang dipakai oleh program lain.")
    visit.app._show(trouble)
    yield "trouble"
    visit.app.begin()
    visit.hands.settle()
    yield "first-start"
    visit.found()
    visit.app.begin()
    visit.hands.settle()
    yield "log-in"
    visit.enter()


# ------------------------------------------------------------------------------------------------------------ selling


def selling(visit: Visit) -> Iterator[str]:
    from ui.sell.discount_sheet import DiscountSheet
    from ui.sell.hold_sheet import HeldSheet, HoldSheet
    from ui.sell.price_sheet import PriceSheet
    from ui.sell.screen import SellScreen
    from ui.sell.sizes_sheet import SizesSheet

    screen = visit.front("sell")
    assert isinstance(screen, SellScreen)
    yield "sell-empty"
    visit.scan(visit.gallery.pouch.code)
    sheet = visit.press(F[4], HoldSheet)
    assert sheet is not None
    yield "hold"
    visit.hands.go_on(sheet)
    visit.hands.no_sheet()
    visit.press(F[5], HeldSheet)
    yield "held"
    visit.away()
    for item in (visit.gallery.mrico, visit.gallery.mrico, visit.gallery.surya, visit.gallery.lesson):
        visit.scan(item.code)
    visit.scan("8991234567891")
    yield "sell"
    visit.press(F[6], DiscountSheet)
    yield "discount"
    visit.press(F[6], DiscountSheet)
    yield "discount-whole"
    visit.press(F[6], DiscountSheet)
    visit.press(F[8], PriceSheet)
    yield "higher-price"
    visit.away()
    card = next(card for card in screen.grid.records.cards if card.sizes)
    screen.presenter.pick(card)
    visit.hands.sheet(SizesSheet)
    yield "sizes"
    visit.away()


def paying(visit: Visit) -> Iterator[str]:
    from ui.sell.paper_sheet import SalePaperSheet
    from ui.sell.pay_sheet import PaySheet
    from ui.sell.receipt_picture import ReceiptSheet

    visit.press(F[12], PaySheet)
    visit.type("2500000")
    yield "pay"
    sheet = visit.hands.sheet(PaySheet)
    visit.hands.press(Qt.Key.Key_Return)
    visit.hands.wait_for("the sale to stand", lambda: sheet.payment.done)
    visit.hands.wait_for("the next customer's turn", lambda: sheet.primary_button and sheet.primary_button.isEnabled())
    yield "paid"
    done = sheet.payment.done
    assert done is not None
    visit.hands.go_on(sheet)
    visit.hands.no_sheet()
    from sentra_pos.catalogue.codes import CodeKind, make_code

    visit.scan(make_code(CodeKind.RECEIPT, 1, 1, 1))
    visit.hands.sheet(ReceiptSheet)
    yield "receipt"
    visit.press(F[5], SalePaperSheet)
    yield "sale-note"
    visit.away()


def receipts(visit: Visit) -> Iterator[str]:
    from ui.receipts.elsewhere_sheet import ElsewhereSheet
    from ui.receipts.find_sale_sheet import FindSaleSheet
    from ui.receipts.payment_change_sheet import PaymentChangeSheet
    from ui.receipts.return_sheet import ReturnSheet
    from ui.receipts.screen import ReceiptsScreen
    from ui.receipts.void_sheet import VoidSheet

    screen = visit.front("receipts")
    assert isinstance(screen, ReceiptsScreen)
    visit.hands.wait_for("a receipt to be open", lambda: screen.presenter.opened)
    yield "receipts"
    for key, kind, name in (
        (F[6], ReturnSheet, "return"),
        (F[7], PaymentChangeSheet, "change-payment"),
        (F[8], VoidSheet, "void"),
        (F[3], FindSaleSheet, "without-receipt"),
    ):
        visit.press(key, kind)
        yield name
        visit.away()
    visit.press(F[4], ElsewhereSheet)
    visit.scan("2103010000126")
    yield "sold-elsewhere"
    visit.scan(visit.gallery.mrico.code)
    visit.hands.settle()
    yield "sold-elsewhere-said"
    visit.away()
    visit.press(F[6], ReturnSheet)
    visit.press(F[4])
    visit.press(F[9])
    till = visit.window.front()  # type: ignore[attr-defined]  # the main window's
    yield "exchange"
    till.presenter.clear()


# ---------------------------------------------------------------------------------------------------- the other rooms


def stock(visit: Visit) -> Iterator[str]:
    from ui.stock.change_sheet import ChangeSheet

    visit.front("stock")
    yield "stock"
    visit.press(F[7], ChangeSheet)
    yield "change-item"
    visit.away()


def consignment(visit: Visit) -> Iterator[str]:
    from ui.consignment.agreement_sheet import AgreementSheet
    from ui.consignment.artisan_sheet import ChangeArtisanSheet, NewArtisanSheet
    from ui.consignment.balances_sheet import BalancesSheet
    from ui.consignment.import_sheet import ImportSheet
    from ui.consignment.note_sheet import NoteSheet

    visit.front("consignment")
    yield "consignment"
    for key, kind, name in (
        (F[3], NoteSheet, "consignment-note"),
        (F[4], NewArtisanSheet, "new-artisan"),
        (F[5], AgreementSheet, "agreement"),
        (F[7], ChangeArtisanSheet, "change-artisan"),
        (F[8], BalancesSheet, "balances"),
    ):
        visit.press(key, kind)
        yield name
        visit.away()
    sheet = visit.press(F[6], ImportSheet)
    assert isinstance(sheet, ImportSheet)
    yield "import-choose"
    sheet.open_file(resource_path("demo/daftar-barang.xlsx"))
    visit.hands.wait_for("the list to be read", lambda: sheet.pages.currentWidget() is sheet.review_page)
    yield "import-review"
    visit.away()


def settlement(visit: Visit) -> Iterator[str]:
    from ui.settlement.explain_sheet import ExplainSheet
    from ui.settlement.print_sheet import PrintSheet
    from ui.settlement.screen import SettlementScreen
    from ui.settlement.settle_sheet import SettleSheet

    screen = visit.front("settlement")
    assert isinstance(screen, SettlementScreen)
    yield "settlement"
    visit.press(F[6], ExplainSheet)
    yield "explain"
    visit.away()
    sheet = visit.press(F[12], SettleSheet)
    assert sheet is not None
    yield "settle"
    visit.hands.go_on(sheet)
    visit.hands.sheet(PrintSheet)
    yield "print-statement"
    visit.away()
    screen.show_tab("history")
    visit.hands.settle()
    yield "settlement-history"


def settings(visit: Visit) -> Iterator[str]:
    from PySide6.QtWidgets import QScrollArea

    from ui.settings.people_card import NewUserSheet, PinSheet
    from ui.settings.receipt_sheet import ReceiptLookSheet
    from ui.settings.role_sheet import RoleSheet
    from ui.settings.scanner_sheet import ScannerSheet
    from ui.settings.screen import COMPUTER, PRINTING, SettingsScreen

    screen = visit.front("settings")
    assert isinstance(screen, SettingsScreen)
    yield "settings"
    bar = screen.findChildren(QScrollArea)[0].verticalScrollBar()
    bar.setValue(bar.maximum())
    yield "settings-below"
    screen.people.table.pick_first()
    for button, kind, name in (
        (screen.people.new, NewUserSheet, "new-user"),
        (screen.people.change_pin, PinSheet, "new-pin"),
        (screen.people.change_role, RoleSheet, "change-role"),
    ):
        button.click()
        visit.hands.sheet(kind)
        visit.hands.settle()
        yield name
        visit.away()
    screen.people.table.pick(visit.gallery.cashier.staff)
    screen.people.close_account.click()
    visit.hands.settle()
    yield "close-account"
    asked = visit.top()
    assert isinstance(asked, Sheet)
    visit.hands.go_on(asked)
    visit.hands.no_sheet()
    screen.people.also_closed.click()
    screen.people.table.pick(visit.gallery.cashier.staff)
    visit.hands.settle()
    yield "account-closed"
    screen.people.open_again.click()
    visit.hands.settle()
    screen.show_section(PRINTING)
    yield "settings-printing"
    screen.papers.look.click()
    visit.hands.sheet(ReceiptLookSheet)
    visit.hands.settle()
    yield "receipt-look"
    visit.away()
    screen.show_section(COMPUTER)
    yield "settings-computer"
    screen.scanner.try_it.click()
    trial = visit.hands.sheet(ScannerSheet)
    type_scan(visit.window, "2000001234563", gap_ms=48)
    visit.hands.wait_for("the verdict", lambda: trial.verdict)
    yield "try-scanner"
    visit.away()


def people(visit: Visit) -> Iterator[str]:
    from sentra_pos.people.permissions import Permission
    from sentra_pos.people.queries import staff_list
    from ui.people.approve_sheet import ApproveSheet

    window = visit.front("activity")
    visit.hands.settle()
    yield "activity"
    with visit.app.shop.reading() as session:
        staff = staff_list(session)
    context, by = window.context, visit.gallery.cashier  # type: ignore[attr-defined]  # the activity screen's
    refusal = "Dewi (kasir) tidak boleh memberi potongan di atas batas."
    wanted = frozenset({Permission.LARGE_DISCOUNT})
    ApproveSheet(window, context, by, wanted, staff, refusal=refusal, saying="Potongan Rp 90.000").open()
    visit.hands.settle()
    yield "approval"
    visit.away()
    visit.hands.wait_for("the lock", lambda: visit.app.lock)
    visit.app.lock_now()
    visit.hands.settle()
    yield "locked"
    lock = visit.app.lock
    assert lock is not None
    lock._lift()


def customers(visit: Visit) -> Iterator[str]:
    from ui.customers.customer_sheet import CustomerSheet
    from ui.customers.picker import CustomerPicker

    window = visit.front("activity")
    CustomerPicker(window, window.context).open()  # type: ignore[attr-defined]  # the activity screen's
    visit.hands.settle()
    yield "customers"
    visit.press(F[4], CustomerSheet)
    yield "customer"
    visit.away()


def messages(visit: Visit) -> Iterator[str]:
    window = visit.front("sell")
    toast(window, "Versi 2 dari kesepakatan sudah disimpan.")
    ask(window, "Barang ini menurut buku sudah habis. Tetap dijual?", lambda _yes: None)
    yield "question"
    visit.away()
    error(window, _Trouble())
    yield "trouble-told"
    visit.away()
    progress = ProgressSheet(window, "Mengunci pelunasan")
    progress.open()
    progress.show_progress(3, 8, "Sanggar Kencana")
    yield "progress"
    progress.finish(True)
    visit.hands.settle()
    KeySheet(window).open()
    yield "keys"
    visit.away()


class _Trouble(SentraError):
    message = "Printer tidak menjawab. Periksa kabel dan kertasnya, lalu coba lagi."


#: In an order in which each finds what it needs: a till to sell at, a sale to settle.
SCENES: tuple[Scene, ...] = (
    starting, opening, selling, paying, receipts, stock, tags, consignment, notes, terms, settlement, advances,
    settlement_day, money, records, settings, payment_settings, people, customers, messages, till, closing, giving_back,
    counting, artisan,
)  # fmt: skip
#: A shop that goes to a fair needs its goods where they were: it is one of its own.
FAIR_SCENES: tuple[Scene, ...] = (starting, opening, exhibiting, stand)
