"""The pay sheet: what is to be paid, how, how much was given, and then the change in large type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QStackedWidget, QWidget

from sentra_pos.core.errors import Question
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.payments.methods import CASH, QRIS, TRANSFER
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.sales.errors import PriceChanged
from ui.context import Context
from ui.kit.buttons import Button, Tile, choice, quiet
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.icons import set_picture
from ui.kit.labels import Tone, caption, label, set_tone
from ui.kit.layout import Flow, column, plain, row, spacer
from ui.kit.messages import ask
from ui.sell.for_customer import PaymentForCustomer
from ui.sell.payment import Payment, PayState
from ui.sell.presenter import SellPresenter
from ui.sell.receipt_picture import ReceiptPicture
from ui.sell.rows import printing_words

_ICONS = {CASH: "money", QRIS: "qr-code", TRANSFER: "bank"}
#: A second press of Enter, meant for paying, must not send the change away unseen.
_SEEN_MS = 600
_QUICK_BUTTONS = 6


class PaySheet(Sheet):
    """Opens over the cart; it is the presenter's view and stays until the customer has gone."""

    def __init__(self, parent: QWidget, context: Context, sell: SellPresenter) -> None:
        self._picture = ReceiptPicture(288)
        self._picture_name = caption(_("Receipt preview"))
        side = plain(column(self._picture_name, self._picture, spacing=8))
        super().__init__(parent, title=_("Pay"), primary_text=_("Finish and print"), side=side, width=900, height=620)
        self._context = context
        self._methods = sell.methods
        self._total = label("", "giant", "extrabold")
        self._given = RupiahEdit(big=True, name=_("Amount received"))
        self._reference = TextField(placeholder=_("The number on the customer's slip or screen"), name=_("Reference"))
        self._tiles: dict[str, Tile] = {}
        self._quick: list[Button] = []
        self._parts = Flow(spacing=8, line_spacing=6)
        self._parts_box = plain(self._parts)
        self._sums = (label("", "lead", "bold"), label("", "total", "extrabold", "good"))
        self._problem = label("", tone="bad", weight="semibold", wrap=True)
        self._done_words: dict[str, QLabel] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(self._paying_page())
        self._stack.addWidget(self._done_page())
        self.content.addWidget(self._stack, 1)
        self._light_timer = QTimer(self)
        self._light_timer.setInterval(500)
        self._light_timer.timeout.connect(self._show_printing)
        self._customer = PaymentForCustomer(context, sell.cart, self)
        self.payment = Payment(sell, context.runner, context.shop, context.who.name, self)
        self.returned.connect(lambda _answer: self.payment.left())
        context.scans.listen(self, self.payment.scan)
        self._given.value_changed.connect(self._amount_typed)
        self._reference.textEdited.connect(self.payment.type_reference)
        self.payment.begin()
        self._given.setFocus()

    # ------------------------------------------------------------------------------------------------------ building

    def _paying_page(self) -> QWidget:
        tiles = row(spacing=8)
        group = QButtonGroup(self)
        # F1 is the sheet of keys, everywhere.
        for number, method in enumerate(self._methods, start=2):
            tile = Tile(method.name, _ICONS.get(method.code, "wallet"), f"F{number}")
            tile.clicked.connect(lambda _checked=False, code=method.code: self._choose(code))
            group.addButton(tile)
            tiles.addWidget(tile)
            self._tiles[method.code] = tile
        grid = QGridLayout()
        grid.setSpacing(8)
        for place in range(_QUICK_BUTTONS):
            button = choice("", on=partial(self._take_quick, place))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._quick.append(button)
            grid.addWidget(button, place // 3, place % 3)
        self._reference_box = with_problem(self._reference, _("Reference"))
        self._given_name = caption(_("Amount received"))
        sums = row(self._sums[0], spacer(), self._sums[1])
        made = column(
            self._total, tiles, self._parts_box, self._given_name, self._given, grid, self._reference_box, spacer(),
            self._problem, sums, spacing=10,
        )  # fmt: skip
        return plain(made)

    def _done_page(self) -> QWidget:
        picture = QLabel()
        set_picture(picture, "check-circle-fill", "good", 56)
        for name in ("code", "caption", "change", "printing"):
            self._done_words[name] = label("", wrap=name == "printing")
            self._done_words[name].setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sizes = {"code": ("lead", "bold"), "caption": ("title", "semibold"), "change": ("giant", "extrabold")}
        for name, (size, weight) in sizes.items():
            self._done_words[name].setProperty("textSize", size)
            self._done_words[name].setProperty("weight", weight)
        self._done_words["change"].setProperty("tone", "good")
        words = self._done_words
        made = column(spacer(), spacing=10)
        made.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for name in ("code", "caption", "change", "printing"):
            made.addWidget(words[name])
        made.addStretch(2)
        return plain(made)

    # ------------------------------------------------------------------------------------------------- what is asked

    def confirm(self) -> None:
        if self.payment.done is not None:
            self.payment.leave()
            return
        if self._given.text().strip() and self._given.check() is None:
            self.tell(self._given.problem)
            self._given.setFocus()
            return
        self.payment.go_on()

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

    def _take_quick(self, place: int) -> None:
        sums: Sequence[Rupiah] = (self.payment.rest, *self._offered)
        self._given.set_value(sums[place])
        self._given.setFocus()

    # -------------------------------------------------------------------------------------------------- the PayView

    _offered: Sequence[Rupiah] = ()

    def show_payment(self, state: PayState) -> None:
        self._offered = state.quick
        self._total.setText(format_rupiah(state.rest if state.parts else state.total))
        self._tiles[state.method.code].setChecked(True)
        if state.given is None and self._given.value() is not None:
            self._given.set_value(None)
        self._given.setPlaceholderText(format_number(state.rest.amount))
        is_cash = state.method.code == CASH
        self._given_name.setText(_("Amount received") if is_cash else _("Amount by {method}").format(
            method=state.method.name))  # fmt: skip
        self._reference_box.setVisible(state.method.asks_reference)
        if " ".join(self._reference.text().split()) != state.reference:
            self._reference.setText(state.reference)
        self._show_quick(state)
        self._show_parts(state.parts)
        self._show_sums(state)
        self._customer.show(state)

    def _show_quick(self, state: PayState) -> None:
        # What is not cash is exact anyway, unless somebody types less.
        sums = (state.rest, *state.quick) if state.method.code == CASH else ()
        for place, button in enumerate(self._quick):
            button.setVisible(place < len(sums))
            if place < len(sums):
                button.set_label(_("Exact amount") if place == 0 else format_number(sums[place].amount))
                button.setChecked(sums[place] == (state.rest if state.given is None else state.given))

    def _show_parts(self, parts: tuple[Tender, ...]) -> None:
        while (item := self._parts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        names = {method.code: method.name for method in self._methods}
        for place, part in enumerate(parts):
            words = f"{names[part.method]} {format_number(part.given.amount)}"
            button = quiet(words, icon="x", on=partial(self.payment.drop_part, place))
            button.setToolTip(_("Take this part back"))
            self._parts.addWidget(button)
        self._parts_box.setVisible(bool(parts))

    def _show_sums(self, state: PayState) -> None:
        name, figure = self._sums
        name.setText(_("Still to pay") if state.missing else _("Change"))
        figure.setText(format_rupiah(state.missing or state.change))
        set_tone(figure, "warn" if state.missing else "good")
        shows = bool(state.missing) or state.method.code == CASH
        name.setVisible(shows)
        figure.setVisible(shows)
        self._problem.setText(state.problem)
        self._problem.setVisible(bool(state.problem))
        if self.primary_button is not None:
            self.primary_button.set_label(_("Add this part") if state.missing else _("Finish and print"))

    def show_preview(self, png: bytes) -> None:
        self._picture.show_png(png)

    def show_busy(self, is_busy: bool) -> None:
        if self.payment.done is not None:
            return
        self.busy(is_busy)
        self._given.setReadOnly(is_busy)

    def show_done(self, sale: SaleCompleted) -> None:
        self._customer.done(sale)
        self._stack.setCurrentIndex(1)
        self.heading.setText(_("Paid"))
        self._picture_name.setText(_("Receipt {code}").format(code=sale.code))
        words = self._done_words
        words["code"].setText(f"{sale.code}  ·  {format_rupiah(sale.total)}")
        words["caption"].setText(_("Give change") if sale.change else _("No change to give"))
        words["change"].setText(format_rupiah(sale.change))
        self.back_button.hide()
        button = self.primary_button
        assert button is not None
        button.set_label(_("Next customer"))
        button.setEnabled(False)
        QTimer.singleShot(_SEEN_MS, self, self._allow_next)
        self._light_timer.start()
        self._show_printing()

    def _allow_next(self) -> None:
        if self.primary_button is not None:
            self.primary_button.setEnabled(True)
            self.primary_button.setFocus()

    def _show_printing(self) -> None:
        sentence, tone = printing_words(self._context.shop.printers_health())
        shown: Tone = tone
        self._done_words["printing"].setText(sentence)
        set_tone(self._done_words["printing"], shown)

    def tell(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()

    def want_reference(self, sentence: str) -> None:
        self.tell(sentence)
        self._reference.setFocus()

    def ask(self, question: Question, answered: Callable[[bool], object]) -> None:
        yes = _("Take the new price") if isinstance(question, PriceChanged) else _("Sell anyway")
        ask(self, question, answered, yes=yes, no=_("Back"))

    def leave(self) -> None:
        self.finish(self.payment.done)
