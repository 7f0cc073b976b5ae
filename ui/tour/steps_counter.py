"""The tour at a busy counter: a cart that waits, larger papers, goods that come back, mistakes put right."""

from __future__ import annotations

from PySide6.QtCore import Qt

from sentra_pos.catalogue.codes import receipt_code
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.sales.queries import receipt_of
from ui.receipts.payment_change_sheet import PaymentChangeSheet
from ui.receipts.return_sheet import ReturnSheet
from ui.receipts.screen import ReceiptsScreen
from ui.receipts.void_sheet import VoidSheet
from ui.sell.hold_sheet import HeldSheet, HoldSheet
from ui.sell.paper_sheet import SalePaperSheet
from ui.sell.pay_sheet import PaySheet
from ui.sell.receipt_picture import ReceiptSheet
from ui.sell.screen import SellScreen
from ui.tour.steps_selling import next_customer, till_standing_drawer
from ui.tour.steps_settings import PROMOTED
from ui.tour.tour import Tour, must, must_be

_CUSHION, _BAG, _PURSE = "Sarung bantal kursi", "Tas jinjing perca", "Dompet koin perca"
#: 2 × 20.000 less 10 %, and 48.000.
_HELD_TOTAL = Rupiah(84_000)
_CUSHION_PRICE = Rupiah(48_000)
#: 65.000 for the bag, less the 18.000 that a fan was paid.
_EXCHANGED = Rupiah(47_000)
_PURSE_PRICE = Rupiah(15_000)


def hold_cart(tour: Tour) -> None:
    """A customer fetches money; the cart waits under a name, and its promotion with it."""
    hands = tour.hands
    screen = hands.go_to("sell", SellScreen)
    for name in (PROMOTED, PROMOTED, _CUSHION):
        hands.scan(tour.card(name).code)
    must_be(screen.presenter.cart.total, _HELD_TOTAL, "the cart with the promotion")
    hands.press(Qt.Key.Key_F4)
    hands.sheet(HoldSheet)
    tour.type_here("Bu Sri")
    hands.picture("hold")
    hands.press(Qt.Key.Key_Return)
    hands.no_sheet()
    must(screen.presenter.cart.is_empty, "the held cart should have left the till free")
    hands.press(Qt.Key.Key_F5)
    hands.sheet(HeldSheet)
    hands.picture("held-carts")
    hands.press(Qt.Key.Key_Return)
    hands.no_sheet()
    done = _pay_exactly(tour, _HELD_TOTAL)
    tour.held_sale = done.id
    _is_in_drawer(tour, _HELD_TOTAL)


def write_papers(tour: Tour) -> None:
    """A sales note and a receipt of money, for an agency that has to show them."""
    _write(tour, Qt.Key.Key_F5, "nota")
    _write(tour, Qt.Key.Key_F6, "kuitansi")


def _write(tour: Tour, key: Qt.Key, paper: str) -> None:
    hands = tour.hands
    _scan_receipt(tour)
    hands.sheet(ReceiptSheet)
    hands.press(key)
    sheet = hands.sheet(SalePaperSheet)
    hands.settle()
    hands.type(sheet.buyer, "Dinas Contoh")
    hands.picture(paper)
    before = len(tour.papers)
    hands.go_on(sheet)
    hands.wait_for(f"the {paper}", lambda: len(tour.papers) > before)
    tour.keep_paper(f"{paper}.pdf")
    hands.sheet(ReceiptSheet).reject()
    hands.no_sheet()


def take_back(tour: Tour) -> None:
    """A cushion cover comes back to the shelf, and its money goes out in cash."""
    hands = tour.hands
    before = tour.card(_CUSHION).stock.units
    sheet = _begin_return(tour)
    hands.scan(tour.card(_CUSHION).code)
    hands.type(sheet.reason.field, "Ukuran tidak cocok")
    hands.picture("return")
    hands.go_on(sheet)
    hands.no_sheet()
    must_be(tour.card(_CUSHION).stock.units, before + 1, f"what is here of {_CUSHION}")
    _is_in_drawer(tour, -_CUSHION_PRICE)


def exchange(tour: Tour) -> None:
    """A fan for a bag on one ticket; the customer pays the difference."""
    hands = tour.hands
    _begin_return(tour)
    hands.scan(tour.card(PROMOTED).code)
    hands.press(Qt.Key.Key_F9)
    hands.no_sheet()
    hands.scan(tour.card(_BAG).code)
    hands.picture("exchange")
    _pay_exactly(tour, _EXCHANGED)
    _is_in_drawer(tour, _EXCHANGED)


def void_sale(tour: Tour) -> None:
    """Rung up by mistake, and undone as a whole."""
    hands = tour.hands
    done = _sell_purse(tour)
    screen = _open_receipt(tour, done.id)
    hands.picture("receipts")
    hands.press(Qt.Key.Key_F8)
    sheet = hands.sheet(VoidSheet)
    hands.type(sheet.reason.field, "Salah ketik")
    hands.picture("void")
    hands.go_on(sheet)
    hands.no_sheet()
    screen.refresh()
    _is_in_drawer(tour, ZERO)


def change_payment(tour: Tour) -> None:
    """Rung up as cash, and really paid by QRIS."""
    hands = tour.hands
    done = _sell_purse(tour)
    _open_receipt(tour, done.id)
    hands.press(Qt.Key.Key_F7)
    sheet = hands.sheet(PaymentChangeSheet)
    hands.type(sheet.reason.field, "Ternyata QRIS")
    hands.picture("payment-changed")
    hands.go_on(sheet)
    hands.no_sheet()
    _is_in_drawer(tour, ZERO)


def _sell_purse(tour: Tour) -> SaleCompleted:
    tour.hands.go_to("sell", SellScreen)
    tour.hands.scan(tour.card(_PURSE).code)
    return _pay_exactly(tour, _PURSE_PRICE)


def _pay_exactly(tour: Tour, total: Rupiah) -> SaleCompleted:
    hands = tour.hands
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(PaySheet)
    must_be(sheet.payment.state.total, total, "what is to be paid")
    hands.press(Qt.Key.Key_Return)
    done = hands.wait_for("the sale to stand", lambda: sheet.payment.done)
    assert isinstance(done, SaleCompleted)
    next_customer(tour, sheet)
    return done


def _begin_return(tour: Tour) -> ReturnSheet:
    """Of the sale whose cart was held, by its receipt."""
    tour.hands.go_to("sell", SellScreen)
    _scan_receipt(tour)
    tour.hands.sheet(ReceiptSheet)
    tour.hands.press(Qt.Key.Key_F9)
    return tour.hands.sheet(ReturnSheet)


def _open_receipt(tour: Tour, sale: DocumentId) -> ReceiptsScreen:
    screen = tour.hands.go_to("receipts", ReceiptsScreen)
    tour.hands.scan(_code_of(tour, sale))
    tour.hands.wait_for("the receipt", lambda: screen.presenter.opened and screen.presenter.opened.receipt.id == sale)
    return screen


def _scan_receipt(tour: Tour) -> None:
    assert tour.held_sale is not None
    tour.hands.scan(_code_of(tour, tour.held_sale))


def _code_of(tour: Tour, sale: DocumentId) -> str:
    """What is printed at the foot of its receipt."""
    receipt = tour.ask(lambda session: receipt_of(session, sale))
    return receipt_code(receipt.device_code, receipt.epoch, receipt.number)


def _is_in_drawer(tour: Tour, more: Rupiah) -> None:
    tour.drawer += more
    tour.facts["cash"] = more.amount
    must_be(till_standing_drawer(tour), tour.drawer, "the money in the drawer")
