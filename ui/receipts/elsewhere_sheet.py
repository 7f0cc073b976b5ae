"""Taking back what this book did not sell: which piece, which receipt, what was paid, and how the money goes out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sentra_pos.catalogue.codes import CodeKind, parse_code
from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.core.words import format_rupiah
from sentra_pos.payments.methods import CASH, PaymentMethod, payment_methods
from sentra_pos.sales.cart import Condition
from sentra_pos.sales.elsewhere_errors import NothingWasPaid
from sentra_pos.sales.elsewhere_queries import as_printed
from sentra_pos.sales.errors import ReasonMissing
from sentra_pos.sales.take_back_from_elsewhere import (
    TakeBackFromElsewhere,
    TakenBackFromElsewhere,
    take_back_from_elsewhere,
)
from ui.consignment.choice import Choice
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, RupiahEdit, TextField, with_problem
from ui.kit.labels import body, caption, label
from ui.kit.layout import column, plain, row, spacer
from ui.kit.messages import ask_again
from ui.people.approving import Approving
from ui.receipts.item_picker import ItemPicker
from ui.receipts.reasons import ReasonField
from ui.receipts.rows import REASONS, condition_label

_RECEIPTS = (CodeKind.RECEIPT, CodeKind.EXCHANGE)


class ElsewhereSheet(Sheet):
    """Returns TakenBackFromElsewhere. First the piece, by scan or search; then what its receipt says."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent, title=_("Sold elsewhere"), primary_text=_("Choose these goods"), width=720, height=640
        )  # fmt: skip
        self._context = context
        self._runner = Approving(context, self, saying=self._saying)
        self._id = DocumentId(new_id(context.shop.clock))
        self.item: ItemCard | None = None
        self.picker = ItemPicker(context)
        self.receipt = TextField(placeholder="J3-000012")
        self.count = CountEdit(ONE)
        self.price = RupiahEdit()
        self.conditions = Chips([(each, condition_label(each)) for each in Condition], name=_("Condition"))
        self.conditions.choose(Condition.GOOD)
        self.way: Choice[str] = Choice([(CASH, _("Cash"))], CASH, name=_("Money goes back by"))
        self.reason = ReasonField(REASONS)
        self._goods = label("", "lead", "bold")
        self._tag = caption("")
        self._total = label(format_rupiah(ZERO), "total", "extrabold", "primary")
        self._told = label("", "body", "semibold", "muted", wrap=True)
        self._problem = label("", tone="bad", weight="semibold", wrap=True)
        self._first = self._choosing()
        self._second = self._saying_what()
        for part in (self._first, self._second, self._problem):
            self.content.addWidget(part)
        self._wire()
        self._to_goods()

    def _choosing(self) -> QWidget:
        hint = _(
            "Its sale is in another book: sold at a stand that is not home yet, or in the shop while you are at a"
            " stand. Scan the piece, or search for it."
        )
        made = column(body(hint), self._told, spacing=12)
        made.addWidget(self.picker, 1)
        return plain(made)

    def _saying_what(self) -> QWidget:
        hint = _("The number on the customer's receipt. Without one, somebody has to approve it.")
        numbers = row(spacing=18)
        top = Qt.AlignmentFlag.AlignTop
        numbers.addWidget(with_problem(self.receipt, _("Receipt"), hint), 2, top)
        numbers.addWidget(with_problem(self.count, _("Pieces")), 1, top)
        numbers.addWidget(with_problem(self.price, _("Paid for each")), 1, top)
        money = column(
            row(caption(_("Money goes back by")), spacer()),
            self.way,
            row(caption(_("Back to the customer")), spacer(), self._total),
            spacer(),
            spacing=4,
        )
        self.way.setMinimumWidth(260)
        both = row(spacing=24)
        both.addWidget(self.reason, 1)
        both.addLayout(money)
        return plain(
            column(row(self._goods, spacer(), self._tag), numbers, self.conditions, both, spacer(), spacing=16)
        )

    def _wire(self) -> None:
        self.picker.chosen.connect(self._choose)
        self.picker.changed.connect(self._show_primary)
        self.picker.unknown.connect(self._unknown)
        self.count.value_changed.connect(lambda _value: self._show_total())
        self.price.value_changed.connect(lambda _value: self._show_total())
        self._context.scans.listen(self, self._scanned)
        self._context.runner.read(payment_methods, self._offer_ways, self._tell, origin=self)

    def _offer_ways(self, methods: tuple[PaymentMethod, ...]) -> None:
        self.way.offer([(way.code, way.name) for way in methods if way.is_money])

    # --------------------------------------------------------------------------------------------------- step by step

    @property
    def is_choosing(self) -> bool:
        """Whether the piece is still looked for."""
        return self._first.isVisibleTo(self)

    def _to_goods(self) -> None:
        self._show_page(choosing=True)
        self.picker.setFocus()

    def _choose(self, card: object) -> None:
        if not isinstance(card, ItemCard):
            return
        self.item = card
        self._goods.setText(card.name)
        self._tag.setText(_("On the tag: {price}").format(price=format_rupiah(card.price)))
        self.price.set_value(card.price)
        self._show_total()
        self._show_page(choosing=False)
        (self.reason if self.receipt.text() else self.receipt).setFocus()

    def _show_page(self, *, choosing: bool) -> None:
        self._first.setVisible(choosing)
        self._second.setVisible(not choosing)
        self._problem.hide()
        assert self.primary_button is not None
        self.primary_button.set_label(_("Choose these goods") if choosing else _("Give the money back"))
        self.back_button.set_label(_("Back") if choosing else _("Other goods"))
        self._show_primary()

    def _show_primary(self) -> None:
        assert self.primary_button is not None
        self.primary_button.setEnabled(not self.is_choosing or bool(self.picker.table.records.rows))

    def _show_total(self) -> None:
        self._total.setText(format_rupiah(self._amount))

    @property
    def _amount(self) -> Rupiah:
        return (self.price.value() or ZERO).times(self.count.value() or ONE)

    def _scanned(self, code: str) -> None:
        parsed = parse_code(code)
        if parsed is not None and parsed.kind in _RECEIPTS:
            number = as_printed(code)
            self.receipt.setText(number)
            self._told.setText(_("Receipt {number}. Now scan the piece.").format(number=number))
        else:
            self.picker.scan(code)

    def _unknown(self, code: str) -> None:
        words = _("Nothing here has the code {code}.").format(code=shown(code))
        self._told.setText(words)
        if not self.is_choosing:
            self._say(words)

    def reject(self) -> None:
        if self.is_choosing or not self.back_button.isEnabled():
            super().reject()
        else:
            self._to_goods()

    # ---------------------------------------------------------------------------------------------------------- doing

    def confirm(self) -> None:
        if self.is_choosing:
            self._choose(self.picker.current())
        else:
            self._send(frozenset())

    def _send(self, confirmed: frozenset[str]) -> None:
        self._problem.hide()
        count, price = self.count.check(), self.price.check()
        if self.item is None or count is None or price is None:
            (self.price if count is not None else self.count).setFocus()
            return
        missing = self._missing(price)
        if missing is not None:
            # Before anybody is asked for a PIN.
            self._tell(missing)
            return
        condition = self.conditions.choice()
        command = TakeBackFromElsewhere(
            id=self._id,
            by=self._context.by,
            item=self.item.id,
            quantity=count,
            price=price,
            receipt=self.receipt.text(),
            method=self.way.value(),
            reason=self.reason.text(),
            condition=condition if isinstance(condition, Condition) else Condition.GOOD,
            confirmed=confirmed,
        )
        self.busy(True)
        self._runner.write(
            take_back_from_elsewhere,
            command,
            self._done,
            lambda trouble: self._refused(trouble, confirmed),
            ended=lambda: self.busy(False),
            origin=self,
        )

    def _missing(self, price: Rupiah) -> SentraError | None:
        if price <= ZERO:
            return NothingWasPaid()
        return None if self.reason.text() else ReasonMissing()

    def _saying(self, _command: object) -> str:
        return " · ".join((self._goods.text(), format_rupiah(self._amount)))

    def _refused(self, trouble: SentraError, confirmed: frozenset[str]) -> None:
        self.busy(False)
        if isinstance(trouble, Question):
            ask_again(self, trouble, lambda answer: self._send(confirmed | {answer}), yes=_("Yes, take it back"))
        else:
            self._tell(trouble)

    def _done(self, done: TakenBackFromElsewhere) -> None:
        self.busy(False)
        self.finish(done)

    def _tell(self, trouble: SentraError) -> None:
        self._say(str(trouble))
        if isinstance(trouble, ReasonMissing):
            self.reason.setFocus()
        elif isinstance(trouble, NothingWasPaid):
            self.price.setFocus()

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        if self.isVisible():
            self._place()
