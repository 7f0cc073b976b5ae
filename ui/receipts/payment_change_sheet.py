"""How a sale was really paid, where it was rung up otherwise or the money never came."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.payments.methods import LOST, PaymentMethod
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.change_payment import ChangePayment, PaymentChanged, StandingTender, change_payment
from sentra_pos.sales.errors import ReasonMissing
from ui.consignment.choice import Choice
from ui.context import Context
from ui.kit.buttons import IconButton, quiet
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField
from ui.kit.labels import body, caption, label
from ui.kit.layout import column, row
from ui.people.approving import Approving
from ui.receipts.open_receipt import OpenReceipt
from ui.receipts.reasons import ReasonField
from ui.receipts.rows import PAYMENT_REASONS

#: More parts than this were never paid for one tender.
_MOST_PARTS = 3


class _Part(QWidget):
    """One way in which the money really came, and how much of it."""

    def __init__(self, ways: Sequence[PaymentMethod], amount: Rupiah) -> None:
        super().__init__()
        self._asks = {way.code: way.asks_reference for way in ways}
        self.way: Choice[str] = Choice([(way.code, way.name) for way in ways], name=_("How it really came"))
        self.amount = RupiahEdit(amount, name=_("Amount"))
        self.amount.setFixedWidth(150)
        self.reference = TextField(placeholder=_("Reference"), name=_("Reference"))
        self.reference.setFixedWidth(150)
        self.drop = IconButton("x", _("Take this part away"))
        line = row(spacing=8)
        line.addWidget(self.way, 1)
        line.addWidget(self.reference)
        line.addWidget(self.amount)
        line.addWidget(self.drop)
        self.setLayout(line)
        self.way.chosen.connect(lambda _code: self._follow())
        self._follow()

    def _follow(self) -> None:
        self.reference.setVisible(self._asks[self.way.value()])

    def tender(self) -> Tender:
        """As the act takes it."""
        reference = self.reference.text() if self._asks[self.way.value()] else ""
        return Tender(method=self.way.value(), given=self.amount.value() or ZERO, reference=reference)


class PaymentChangeSheet(Sheet):
    """Returns PaymentChanged."""

    def __init__(self, parent: QWidget, context: Context, found: OpenReceipt) -> None:
        super().__init__(
            parent,
            title=_("Change the payment of {code}").format(code=found.receipt.code),
            primary_text=_("Save the correction"),
            width=640,
        )
        self._context, self._found = context, found
        self._id = DocumentId(new_id(context.shop.clock))
        self._runner = Approving(context, self, saying=self._saying)
        self.wrong: Choice[StandingTender] = Choice(
            [(each, self._words(each)) for each in found.changeable], name=_("Which payment is wrong")
        )
        self.parts: list[_Part] = []
        self._box = column(spacing=8)
        self.another = quiet(_("It came in several ways"), "F4", icon="plus", on=self._add)
        self._left = label("", weight="semibold")
        self.reason = ReasonField(PAYMENT_REASONS)
        self._problem = label("", tone="bad", weight="semibold", wrap=True)
        self._problem.hide()
        self.content.addWidget(body(_("The sale stays as it is; only its money moves to where it belongs.")))
        self.content.addLayout(column(caption(_("Which payment is wrong")), self.wrong, spacing=4))
        self.content.addLayout(column(caption(_("How it really came")), self._box, spacing=4))
        self.content.addLayout(row(self.another, self._left, spacing=12))
        self.content.addWidget(self.reason)
        self.content.addWidget(self._problem)
        self.wrong.chosen.connect(lambda _tender: self._begin())
        self._begin()
        self.parts[0].way.setFocus()

    def _words(self, tender: StandingTender) -> str:
        name = self._found.methods[tender.method].name
        words = f"{name} · {format_rupiah(tender.amount)}"
        return f"{words} · {tender.reference}" if tender.reference else words

    def _ways(self) -> list[PaymentMethod]:
        """All but the wrong one first; money that never came last."""
        wrong = self.wrong.value().method
        return sorted(self._found.ways, key=lambda way: (way.code == LOST, way.code == wrong))

    def _begin(self) -> None:
        """Another payment was chosen: all of it by another way."""
        for part in list(self.parts):
            self._remove(part)
        self._put(self.wrong.value().amount)

    def _add(self) -> None:
        if len(self.parts) < _MOST_PARTS:
            self._put(max(self._missing(), ZERO))
            self.parts[-1].amount.setFocus()

    def _put(self, amount: Rupiah) -> None:
        part = _Part(self._ways(), amount)
        self.parts.append(part)
        self._box.addWidget(part)
        part.amount.value_changed.connect(lambda _value: self._show_left())
        part.drop.clicked.connect(lambda: self._drop(part))
        self._show_left()

    def _drop(self, part: _Part) -> None:
        if len(self.parts) > 1:
            self._remove(part)
            self._show_left()

    def _remove(self, part: _Part) -> None:
        self.parts.remove(part)
        self._box.removeWidget(part)
        part.hide()
        part.deleteLater()

    def _missing(self) -> Rupiah:
        return self.wrong.value().amount - sum_rupiah(part.amount.value() or ZERO for part in self.parts)

    def _show_left(self) -> None:
        missing = self._missing()
        self.another.setEnabled(len(self.parts) < _MOST_PARTS)
        for part in self.parts:
            part.drop.setVisible(len(self.parts) > 1)
        words = _("Still {amount} to place") if missing > ZERO else _("{amount} too much")
        self._left.setText(words.format(amount=format_rupiah(abs(missing))) if missing else "")
        if self.isVisible():
            QTimer.singleShot(0, self, self._place)

    def _saying(self, _command: object) -> str:
        return f"{self._found.receipt.code} · {self._words(self.wrong.value())}"

    def confirm(self) -> None:
        self._problem.hide()
        if not self.reason.text():
            # Before anybody is asked for a PIN.
            self._tell(ReasonMissing())
            return
        wrong = self.wrong.value()
        back = self._found.returnable
        command = ChangePayment(
            id=self._id,
            by=self._context.by,
            sale=self._found.receipt.id,
            document=wrong.document,
            line=wrong.line,
            tenders=tuple(part.tender() for part in self.parts),
            reason=self.reason.text(),
            customer=None if back is None else back.customer,
        )
        self.busy(True)
        self._runner.write(
            change_payment, command, self._changed, self._tell, ended=lambda: self.busy(False), origin=self
        )

    def _changed(self, result: PaymentChanged) -> None:
        self.busy(False)
        self.finish(result)

    def _tell(self, trouble: SentraError) -> None:
        self._problem.setText(str(trouble))
        self._problem.show()
        self._place()
        if not self.reason.text():
            self.reason.setFocus()
