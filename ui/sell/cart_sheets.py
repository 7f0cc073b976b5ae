"""The sheets that open over the cart, and what becomes of their answers. Each is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_rupiah
from sentra_pos.sales.held_queries import HeldCart
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.messages import ask
from ui.sell.for_customer import cart_shown
from ui.sell.holding import Holding
from ui.sell.presenter import SellPresenter
from ui.sell.pricing import Pricing
from ui.sell.rows import Buyer, Cart

if TYPE_CHECKING:
    from sentra_pos.sales.discount_terms import DiscountTerms
    from sentra_pos.sales.queries import Receipt
    from ui.sell.discount_sheet import Subject
    from ui.sell.hold_sheet import HeldSheet


class CartSheets(QObject):
    """The views of Pricing and Holding, and the way to every other sheet about the cart."""

    #: How many carts are held.
    held_changed = Signal(int)
    #: A sheet is over: the next scan or word goes to the search field.
    over = Signal()

    def __init__(self, screen: QWidget, context: Context, sell: SellPresenter) -> None:
        super().__init__(screen)
        self._screen, self._context, self._sell = screen, context, sell
        self.pricing = Pricing(sell, context.runner, context.by, self)
        self.holding = Holding(sell, context.runner, context.by, context.shop.clock, self)
        self._held: tuple[HeldCart, ...] = ()
        self._held_sheet: HeldSheet | None = None

    def _open(self, sheet: Sheet) -> None:
        sheet.returned.connect(lambda _answer: self.over.emit())
        sheet.open()

    def _open_for_scans(self, sheet: Sheet) -> None:
        """A scan over a sheet that only shows or offers something closes it and counts."""

        def heard(code: str) -> None:
            sheet.reject()
            self._sell.scan(code)

        self._context.scans.listen(sheet, heard)
        self._open(sheet)

    # --------------------------------------------------------------------------------------------------------- paying

    def pay(self) -> None:
        """Open the pay sheet, or say what is to be done first."""
        trouble = self._sell.why_not_pay()
        if trouble is not None:
            self._sell.tell_trouble(trouble)
            return
        from ui.sell.pay_sheet import PaySheet

        sheet = PaySheet(self._screen, self._context, self._sell)
        sheet.returned.connect(self._paid)
        self._open(sheet)

    def _paid(self, answer: object) -> None:
        from sentra_pos.sales.complete_sale import SaleCompleted

        if isinstance(answer, SaleCompleted):
            words = _("{code} is saved. Change: {change}.") if answer.change else _("{code} is saved.")
            self._sell.tell(words.format(code=answer.code, change=format_rupiah(answer.change)), "good")
        else:
            self._context.display(cart_shown(self._sell.cart))

    # -------------------------------------------------------------------------------------------- what is on the lines

    def choose_size(self, card: ItemCard) -> None:
        """Which of its sizes."""
        from ui.sell.sizes_sheet import SizesSheet

        sheet = SizesSheet(self._screen, card)
        sheet.returned.connect(lambda size: self._sell.add(size) if isinstance(size, ItemCard) else None)
        self._open_for_scans(sheet)

    def show_receipt(self, receipt: Receipt, png: bytes) -> None:
        """A sale that was looked up."""
        from ui.sell.receipt_picture import ReceiptSheet

        sheet = ReceiptSheet(
            self._screen, self._context, receipt, png, take_back=lambda: self._begin_return(receipt.id)
        )
        self._open_for_scans(sheet)

    def _begin_return(self, sale: DocumentId) -> None:
        from sentra_pos.sales.refund_sale import SaleRefunded
        from ui.receipts.begin_return import begin_return, refunded_words

        def done(answer: object) -> None:
            if isinstance(answer, SaleRefunded):
                self._sell.tell(refunded_words(answer), "good")
            elif isinstance(answer, tuple):
                self._sell.begin_exchange(answer)
            self.over.emit()

        begin_return(self._screen, self._context, sale, done)

    def ask_clear(self) -> None:
        """Whether all of it goes."""
        cart = self._sell.cart
        words = ngettext("Take {count} piece out of the cart?", "Take all {count} pieces out of the cart?", cart.pieces)
        question = words.format(count=cart.pieces)
        if cart.paid:
            question += " " + _("What was paid already has to be given back.")
        answered = ask(
            self._screen, question, lambda agreed: self._sell.clear() if agreed else None, yes=_("Empty cart")
        )
        answered.returned.connect(lambda _answer: self.over.emit())

    def ask_discount(self, cart: Cart, terms: DiscountTerms) -> None:
        """Off the selected line first; from there also off the whole."""
        from ui.sell.discount_sheet import line_subject

        line = cart.current
        if line is not None:
            self._discount(cart.selected, line_subject(line), terms)

    def _discount(self, place: int, subject: Subject, terms: DiscountTerms) -> None:
        from ui.sell.discount_sheet import DiscountSheet, Instead, cart_subject, line_subject
        from ui.sell.pricing import Off

        def chosen(answer: object) -> None:
            cart = self._sell.cart
            match answer:
                case Off():
                    self._tell(
                        self.pricing.off_cart(answer) if subject.is_cart else self.pricing.off_line(place, answer)
                    )
                case Instead.CART:
                    self._discount(place, cart_subject(cart), terms)
                case Instead.LINE:
                    self._discount(place, line_subject(cart.lines[place]), terms)
                case Instead.HIGHER_PRICE:
                    self._higher_price(place)

        sheet = DiscountSheet(self._screen, subject, terms)
        sheet.returned.connect(chosen)
        self._open(sheet)

    def _higher_price(self, place: int) -> None:
        from ui.sell.price_sheet import PriceChosen, PriceSheet

        def chosen(answer: object) -> None:
            if isinstance(answer, PriceChosen):
                self._tell(self.pricing.raise_price(place, answer.price, answer.reason))

        sheet = PriceSheet(self._screen, self._sell.cart.lines[place])
        sheet.returned.connect(chosen)
        self._open(sheet)

    def _tell(self, trouble: SentraError | None) -> None:
        if trouble is not None:
            self._sell.tell_trouble(trouble)

    # ---------------------------------------------------------------------------------------------- whose the cart is

    def choose_buyer(self) -> None:
        """Who buys, for those who want to be known."""
        from ui.sell.choose_buyer import choose_buyer

        def chosen(buyer: Buyer | None) -> None:
            self._sell.change(replace(self._sell.cart, buyer=buyer))

        picker = choose_buyer(self._screen, self._context, self._sell.cart.buyer, chosen)
        picker.returned.connect(lambda _answer: self.over.emit())

    def hold(self) -> None:
        """Put the cart aside for a while."""
        if not self._sell.cart.lines:
            return
        from ui.sell.hold_sheet import HoldSheet

        self._open(HoldSheet(self._screen, self.holding))

    def show_held_carts(self) -> None:
        """Take one of those back."""
        if not self._held:
            return
        from ui.sell.hold_sheet import HeldSheet

        sheet = HeldSheet(self._screen, self.holding, self._context.shop.clock, is_free=not self._sell.cart.lines)
        self._held_sheet = sheet
        sheet.show_held(self._held)
        self._open(sheet)

    def show_held(self, carts: tuple[HeldCart, ...]) -> None:
        """Those that are held now."""
        self._held = carts
        self.held_changed.emit(len(carts))
        if self._held_sheet is not None and shiboken6.isValid(self._held_sheet):
            self._held_sheet.show_held(carts)


#: What the sheets need and the first scan does not: acts, loaded beside the window's thread.
_ACTS = (
    "sentra_pos.sales.complete_sale",
    "sentra_pos.sales.preview",
    "sentra_pos.printing.qr_modules",
    "sentra_pos.payments.set_qris",
    "sentra_pos.sales.discount_terms",
    "sentra_pos.sales.hold_cart",
    "sentra_pos.sales.recall_cart",
    "sentra_pos.sales.nota_paper",
    "sentra_pos.sales.kuitansi_paper",
    "sentra_pos.people.approve",
    "sentra_pos.people.add_customer",
    "sentra_pos.people.change_customer",
)
#: And sheets, one at a time: each takes no longer than a scan may wait.
_SHEETS = (
    "ui.sell.receipt_picture",
    "ui.people.approving",
    "ui.customers.picker",
    "ui.sell.qris_card",
    "ui.sell.pay_parts",
    "ui.sell.pay_sheet",
    "ui.sell.discount_sheet",
    "ui.sell.hold_sheet",
    "ui.sell.price_sheet",
    "ui.sell.sizes_sheet",
    "ui.kit.key_sheet",
)


def load_acts() -> None:
    """Import what the sheets ask of the shop."""
    for name in _ACTS:
        import_module(name)


def load_sheets() -> Iterator[str]:
    """Imports a sheet each time it is asked for the next, until all are there."""
    for name in _SHEETS:
        import_module(name)
        yield name
