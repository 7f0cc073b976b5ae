"""Goods that come back: which, how many, in what state, why, and how the money goes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_rupiah
from sentra_pos.payments.methods import PaymentMethod
from sentra_pos.people.permissions import Permission
from sentra_pos.sales.cart import Condition
from sentra_pos.sales.refund_sale import RefundQuote, RefundSale, SaleRefunded
from sentra_pos.sales.returnable import Returnable
from ui.consignment.choice import Choice
from ui.context import Context
from ui.kit.buttons import IconButton, secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.labels import caption, fixed, label
from ui.kit.layout import column, row, spacer
from ui.kit.table import RecordTable
from ui.people.approving import Approving
from ui.receipts.reasons import ReasonField
from ui.receipts.rows import REASONS, BackLine, back_columns, condition_label, parts_words
from ui.receipts.take_back import TakeBack
from ui.sell.rows import CartReturn


class _BackTable(RecordTable[BackLine]):
    """+ and - say how many of the chosen line come back, Left and Right in what state."""

    def __init__(self, take_back: Callable[[], TakeBack], confirm: Callable[[], object]) -> None:
        super().__init__(back_columns(), empty="", name=_("What was sold"), key=lambda each: each.line.line)
        # Enter gives the money back, as everywhere in a sheet; two quick taps on a line must not.
        self.doubleClicked.disconnect()
        self.on_open(_("Give the money back"), lambda _each: confirm())
        own = self._keys
        own.on("+", _("One more of the chosen line comes back"), lambda: take_back().step(1), signs="+", repeats=True)
        own.on("-", _("One less of the chosen line comes back"), lambda: take_back().step(-1), signs="-", repeats=True)
        own.on("→", _("Its next condition"), lambda: take_back().turn(1), Qt.Key.Key_Right)
        own.on("←", _("The condition before"), lambda: take_back().turn(-1), Qt.Key.Key_Left)


class ReturnSheet(Sheet):
    """Returns SaleRefunded, or the CartReturns that are to be exchanged for other goods."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        sale: Returnable,
        methods: Mapping[str, PaymentMethod],
        *,
        without_receipt: bool = False,
        line: int | None = None,
    ) -> None:
        title = _("Return without a receipt: {code}") if without_receipt else _("Return or exchange: {code}")
        super().__init__(
            parent, title=title.format(code=sale.code), primary_text=_("Give the money back"), width=820, height=640
        )
        self._methods = methods
        runner = Approving(context, self, saying=self._saying)
        self.taking = TakeBack(
            runner, context.by, context.shop.clock, sale, methods, self, without_receipt=without_receipt
        )
        self.table = _BackTable(lambda: self.taking, self.confirm)
        self.fewer = IconButton("minus", _("One less comes back"), "ink")
        self.more = IconButton("plus", _("One more comes back"), "ink")
        self.count = fixed(label("", "lead", "bold"), "9.999")
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.all = secondary(_("Everything comes back"), "F4", on=self.taking.everything)
        self.conditions = Chips(
            [(condition, condition_label(condition)) for condition in Condition], name=_("Condition")
        )
        self.reason = ReasonField(REASONS)
        self.way: Choice[str] = Choice(
            [(way.code, f"{way.name} · {format_rupiah(sale.ways[way.code])}") for way in self.taking.ways]
            or [(self.taking.method, _("Nothing"))],
            self.taking.method,
            name=_("Money goes back by"),
        )
        self.exchange_button = secondary(
            _("Exchange for other goods"), "F9", icon="arrows-left-right", on=self.taking.take_to_cart
        )
        self._total = label(format_rupiah(ZERO), "total", "extrabold", "primary")
        self._parts = label("", "caption", "medium", "muted", wrap=True)
        self._problem = label("", tone="bad", weight="semibold", wrap=True)
        self._problem.hide()
        self._lay_out(asks_second=without_receipt and not context.may(Permission.RETURN_WITHOUT_RECEIPT))
        self._wire(context)
        self.taking.begin(line)
        self.table.setFocus()

    def _lay_out(self, *, asks_second: bool) -> None:
        hint = _("Scan what comes back, or choose a line and press + and -.")
        if asks_second:
            hint += " " + _("A second person approves a return without a receipt.")
        above = row(spacing=14)
        above.addWidget(label(hint, tone="muted", wrap=True), 1)
        above.addWidget(self.all)
        self.content.addLayout(above)
        self.content.addWidget(self.table, 1)
        steps = row(self.fewer, self.count, self.more, spacing=4)
        chosen = row(steps, spacing=18)
        chosen.addWidget(self.conditions, 1)
        self.content.addLayout(chosen)
        money = column(
            row(caption(_("Money goes back by")), spacer()),
            self.way,
            row(caption(_("Back to the customer")), spacer(), self._total),
            self._parts,
            spacing=4,
        )
        self.way.setMinimumWidth(300)
        both = row(spacing=24)
        both.addWidget(self.reason, 1, Qt.AlignmentFlag.AlignTop)
        both.addLayout(money)
        self.content.addLayout(both)
        self.content.addWidget(self._problem)
        self.footer.insertWidget(1, self.exchange_button)

    def _wire(self, context: Context) -> None:
        self.fewer.clicked.connect(lambda: self.taking.step(-1))
        self.more.clicked.connect(lambda: self.taking.step(1))
        self.conditions.chosen.connect(self._put)
        self.way.chosen.connect(self.taking.go_by)
        self.table.picked.connect(self._picked)
        context.scans.listen(self, self.taking.scan)

    def _put(self, condition: object) -> None:
        if isinstance(condition, Condition):
            self.taking.put(condition)

    def _picked(self, each: BackLine | None) -> None:
        index = self.table.currentIndex().row()
        if each is not None and index >= 0:
            self.taking.choose(index)
            self._show_chosen(each)

    def _show_chosen(self, each: BackLine) -> None:
        self.count.setText(str(each.quantity.units))
        self.fewer.setEnabled(each.quantity.units > 0)
        self.more.setEnabled(each.quantity < each.line.left)
        self.conditions.choose(each.condition)

    def _saying(self, command: object) -> str:
        if not isinstance(command, RefundSale):
            return ""
        pieces = sum(each.quantity.units for each in command.lines)
        words = ngettext("{count} piece back for {amount}", "{count} pieces back for {amount}", pieces)
        return words.format(count=pieces, amount=format_rupiah(self.taking.total))

    def confirm(self) -> None:
        self._problem.hide()
        self.taking.give_back(self.reason.text())

    # ------------------------------------------------------------------------------------------- the TakeBackView

    def show_lines(self, lines: tuple[BackLine, ...], chosen: int) -> None:
        self._problem.hide()
        self.table.blockSignals(True)
        self.table.set_rows(lines)
        self.table.selectRow(chosen)
        self.table.blockSignals(False)
        self._show_chosen(lines[chosen])

    def show_quote(self, quote: RefundQuote | None) -> None:
        self._total.setText(format_rupiah(ZERO if quote is None else quote.total))
        words = "" if quote is None else parts_words(quote.parts, self._methods)
        if quote is not None and quote.short:
            words = _("{amount} cannot go back by any way it was paid.").format(amount=format_rupiah(quote.short))
        self._parts.setText(words)

    def tell(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        if self.isVisible():
            self._place()
        if not self.reason.text().split() and self.taking.returned:
            self.reason.setFocus()

    def show_busy(self, is_busy: bool) -> None:
        self.busy(is_busy)
        self.exchange_button.setDisabled(is_busy)

    def refunded(self, result: SaleRefunded) -> None:
        self.busy(False)
        self.finish(result)

    def exchange(self, returns: tuple[CartReturn, ...]) -> None:
        self.finish(returns)
