"""The pay sheet: what is to be paid, how, how much was given, and then the change in large type."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from sentra_pos.core.errors import Question
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted
from sentra_pos.sales.errors import PriceChanged, PromisedElsewhere, PromotionChanged
from ui.context import Context
from ui.kit.buttons import quiet, secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import caption, label, set_tone
from ui.kit.layout import column, plain, row, spacer
from ui.kit.messages import ask
from ui.people.approving import Approving
from ui.sell.choose_buyer import choose_buyer
from ui.sell.for_customer import PaymentForCustomer, code_to_pay
from ui.sell.pay_done import DonePage
from ui.sell.pay_parts import IN_A_ROW, MethodTiles, PartsPaid, QuickSums
from ui.sell.pay_state import PayState
from ui.sell.payment import Payment
from ui.sell.presenter import SellPresenter
from ui.sell.qris_card import QrisCard
from ui.sell.receipt_picture import ReceiptPicture
from ui.sell.rows import Buyer

if TYPE_CHECKING:
    from sentra_pos.payments.qris import QrisMerchant

#: A second press of Enter, meant for paying, must not send the change away unseen.
_SEEN_MS = 600
_PAPER = 288
_USUAL, _TALL = 620, 680
_PAYING, _DONE = range(2)
_RECEIPT, _CODE = range(2)
_LANGUAGE_NAMES = {"id": "Indonesia", "en": "English"}


class PaySheet(Sheet):
    """Opens over the cart; it is the presenter's view and stays until the customer has gone."""

    def __init__(self, parent: QWidget, context: Context, sell: SellPresenter) -> None:
        self._picture = ReceiptPicture(_PAPER)
        self._picture_name = caption(_("Receipt preview"))
        self._language = quiet("", "Alt+B", on=self._other_language)
        self._side_pages = QStackedWidget()
        self._code = QrisCard(_PAPER)
        self._side_pages.addWidget(plain(column(self._picture_name, self._picture, spacing=8)))
        self._side_pages.addWidget(self._code)
        side = plain(column(self._side_pages, self._language, spacing=8))
        methods = () if sell.terms is None else sell.terms.methods
        height = _TALL if len(methods) > IN_A_ROW else _USUAL
        finish = _("Finish and print")
        super().__init__(parent, title=_("Pay"), primary_text=finish, side=side, width=940, height=height)
        self._context = context
        self._qris: QrisMerchant | None = None
        self._total = label("", "giant", "extrabold")
        self._buyer = secondary(_("Customer"), "Alt+P", icon="user", on=self._choose_buyer)
        self._tiles = MethodTiles(methods)
        self._parts = PartsPaid({method.code: method.name for method in methods}, self._drop_part)
        self._given_name = caption(_("Amount received"))
        self._rounding = label("", weight="semibold")
        self._given = RupiahEdit(big=True, name=_("Amount received"))
        self._quick = QuickSums()
        self._reference = TextField(placeholder=_("The number on the customer's slip or screen"), name=_("Reference"))
        self._arrival = plain(self._arrival_words())
        self._sums = (label("", "lead", "bold"), label("", "total", "extrabold", "good"))
        self._problem = label("", tone="bad", weight="semibold", wrap=True)
        self._later = secondary(_("Check later"), "F10", on=self._check_later)
        self.done_page = DonePage()
        self._stack = QStackedWidget()
        self._fill()
        self._light_timer = QTimer(self)
        self._light_timer.setInterval(500)
        self._light_timer.timeout.connect(self._show_printing)
        self._customer = PaymentForCustomer(context, sell.cart, self, self._know_qris)
        self.payment = Payment(sell, Approving(context, self, _about), context.shop, context.who.name, self)
        self._connect()
        self.payment.begin()
        self._given.setFocus()

    # ------------------------------------------------------------------------------------------------------ building

    def _fill(self) -> None:
        self._reference_box = with_problem(self._reference, _("Reference"))
        sums = row(self._sums[0], spacer(), self._sums[1])
        head = row(self._total, spacer(), self._buyer)
        names = row(self._given_name, spacer(), self._rounding)
        made = column(
            head, self._tiles, self._parts, names, self._given, self._quick, self._reference_box, self._arrival,
            spacer(), self._problem, sums, spacing=8,
        )  # fmt: skip
        self._stack.addWidget(plain(made))
        self._stack.addWidget(self.done_page)
        self.content.addWidget(self._stack, 1)
        self.footer.insertWidget(1, self._later)

    def _arrival_words(self) -> Any:
        question = label(_("Has the money arrived?"), "lead", "bold")
        hint = label(_("Look at the shop's own messages or account, never at the customer's screen."), wrap=True)
        hint.setProperty("tone", "muted")
        return column(question, hint, spacing=2)

    def _connect(self) -> None:
        self.returned.connect(lambda _answer: self.payment.left())
        self._context.scans.listen(self, self.payment.scan)
        self._tiles.chosen.connect(self._choose)
        self._quick.taken.connect(self._take_sum)
        self._given.value_changed.connect(self._amount_typed)
        self._reference.textEdited.connect(self.payment.type_reference)

    # ------------------------------------------------------------------------------------------------- what is asked

    def confirm(self) -> None:
        self._go_on(seen=True)

    def _check_later(self) -> None:
        self._go_on(seen=False)

    def _go_on(self, *, seen: bool) -> None:
        if self.payment.done is not None:
            self.payment.leave()
            return
        if self._given.text().strip() and self._given.check() is None:
            self.tell(self._given.problem)
            self._given.setFocus()
            return
        self.payment.go_on(seen=seen)
        if self._reference_box.isHidden():
            # Where the keys went may be gone now; the next Enter must not press what is beside it.
            self._given.setFocus()

    def reject(self) -> None:
        if self.payment.done is not None:
            self.payment.leave()
        else:
            super().reject()

    def _choose(self, code: str) -> None:
        self.payment.choose(code)
        # The amount is right mostly; the reference is what nobody but the customer knows.
        field = self._given if self._reference_box.isHidden() else self._reference
        field.setFocus()
        field.selectAll()

    def _amount_typed(self, value: object) -> None:
        self._problem.hide()
        self.payment.type_amount(value if isinstance(value, Rupiah) else None)

    def _take_sum(self, amount: Rupiah) -> None:
        self._given.set_value(amount)
        self._given.setFocus()

    def _drop_part(self, place: int) -> None:
        self.payment.drop_part(place)
        self._given.setFocus()

    def _other_language(self) -> None:
        self.payment.other_language()

    def _choose_buyer(self) -> None:
        def chosen(buyer: Buyer | None) -> None:
            self._problem.hide()
            self.payment.name_buyer(buyer)

        choose_buyer(self, self._context, self.payment.cart.buyer, chosen)

    # -------------------------------------------------------------------------------------------------- the PayView

    def show_payment(self, state: PayState) -> None:
        self._total.setText(format_rupiah(state.rest if state.parts else state.total))
        self._tiles.show_chosen(state.method.code)
        if state.given is None and self._given.value() is not None:
            self._given.set_value(None)
        self._given.setPlaceholderText(format_number(state.rest.amount))
        self._given_name.setText(_amount_name(state))
        self._rounding.setText(_("Rounding {amount}").format(amount=format_number(state.rounding.amount)))
        self._rounding.setVisible(bool(state.rounding))
        self._reference_box.setVisible(state.shows_reference)
        if " ".join(self._reference.text().split()) != state.reference:
            self._reference.setText(state.reference)
        self._quick.show_payment(state)
        self._parts.show_parts(state.parts)
        self._show_sums(state)
        self._show_person()
        self._show_code(state)
        self._customer.show(state)

    def _show_sums(self, state: PayState) -> None:
        name, figure = self._sums
        name.setText(_("Still to pay") if state.missing else _("Change"))
        figure.setText(format_rupiah(state.missing or state.change))
        set_tone(figure, "warn" if state.missing else "good")
        shows = bool(state.missing) or (state.is_cash and not state.goes_out)
        name.setVisible(shows)
        figure.setVisible(shows)
        self._problem.setText(state.problem)
        self._problem.setVisible(bool(state.problem))
        self._arrival.setVisible(state.asks_arrival)
        self._later.setVisible(state.asks_arrival)
        if self.primary_button is not None:
            self.primary_button.set_label(_act_name(state))

    def _show_person(self) -> None:
        buyer = self.payment.cart.buyer
        name = _("Customer") if buyer is None else buyer.name
        self._buyer.set_label(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 150))
        self._buyer.setToolTip("" if buyer is None else buyer.name)
        self._buyer.setAccessibleName(_("Customer") if buyer is None else _("Customer: {name}").format(name=name))
        language = _LANGUAGE_NAMES[self.payment.receipt_language]
        self._language.set_label(_("Receipt in: {language}").format(language=language))

    def _show_code(self, state: PayState) -> None:
        payload = code_to_pay(state, self._qris)
        if self._qris is not None and payload:
            self._code.show_payment(self._qris, state.amount, payload)
        self._show_page(_CODE if payload else _RECEIPT)

    def _show_page(self, page: int) -> None:
        if page != self._side_pages.currentIndex():
            self._side_pages.setCurrentIndex(page)
            self.adjust()

    def _width_beside_pad(self, room: int) -> int:
        """Where there is room for one of the two, the code that the customer scans comes before the number pad."""
        width = super()._width_beside_pad(room)
        if self._pad is None or self._side is None or self._side_pages.currentIndex() != _CODE:
            return width
        if not self._side.isHidden():
            return width
        self._pad.hide()
        self._side.show()
        return self._wanted.width()

    def _know_qris(self, qris: QrisMerchant | None) -> None:
        self._qris = qris
        if self.payment.done is None:
            self._show_code(self.payment.state)

    def show_preview(self, png: bytes) -> None:
        self._picture.show_png(png)

    def show_busy(self, is_busy: bool) -> None:
        if self.payment.done is not None:
            return
        self.busy(is_busy)
        self._later.setDisabled(is_busy)
        self._given.setReadOnly(is_busy)

    def show_done(self, sale: SaleCompleted) -> None:
        self._customer.done(sale)
        self.done_page.show_sale(sale, self.payment.unseen)
        self._stack.setCurrentIndex(_DONE)
        self._show_page(_RECEIPT)
        self.heading.setText(_("Paid"))
        self._picture_name.setText(_("Receipt {code}").format(code=sale.code))
        for button in (self.back_button, self._later, self._language):
            button.hide()
        forward = self.primary_button
        assert forward is not None
        forward.set_label(_("Next customer"))
        forward.setEnabled(False)
        QTimer.singleShot(_SEEN_MS, self, self._allow_next)
        self._light_timer.start()
        self._show_printing()

    def _allow_next(self) -> None:
        if self.primary_button is not None:
            self.primary_button.setEnabled(True)
            self.primary_button.setFocus()

    def _show_printing(self) -> None:
        self.done_page.show_printing(self._context.shop.printers_health())

    def tell(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()

    def want_reference(self, sentence: str) -> None:
        self.tell(sentence)
        self._reference.setFocus()

    def want_customer(self) -> None:
        self.tell(_("Whose account is it? Choose the customer first."))
        self._choose_buyer()

    def ask(self, question: Question, answered: Callable[[bool], object]) -> None:
        ask(self, question, answered, yes=_yes_to(question), no=_("Back"))

    def leave(self) -> None:
        self.finish(self.payment.done)


def _amount_name(state: PayState) -> str:
    if state.goes_out:
        return _("Back to the customer by {method}").format(method=state.method.name)
    return _("Amount received") if state.is_cash else _("Amount by {method}").format(method=state.method.name)


def _act_name(state: PayState) -> str:
    if state.asks_arrival:
        return _("The money has arrived")
    return _("Add this part") if state.missing else _("Finish and print")


def _yes_to(question: Question) -> str:
    if isinstance(question, PriceChanged):
        return _("Take the new price")
    if isinstance(question, PromotionChanged):
        return _("Take it into the cart")
    return _("Sell it here") if isinstance(question, PromisedElsewhere) else _("Sell anyway")


def _about(command: object) -> str:
    """What somebody is asked to approve."""
    if not isinstance(command, CompleteSale):
        return ""
    pieces = sum(line.quantity.units for line in command.lines)
    total = sum((line.amount.amount for line in command.lines), 0)
    words = ngettext("{count} piece for {total}", "{count} pieces for {total}", pieces)
    return words.format(count=pieces, total=format_rupiah(Rupiah(total)))
