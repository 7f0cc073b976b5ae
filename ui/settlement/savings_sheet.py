"""Pay an artisan's savings back, or take what the artisan pays into them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.settlement.pay_savings import PaySavings, pay_savings
from sentra_pos.settlement.take_savings import TakeSavings, take_savings
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import body, caption
from ui.kit.layout import column, plain
from ui.settlement.sending import Sending

_OUT, _IN = "out", "in"


class SavingsSheet(Sheet):
    """Returns SavingsPaid, or SavingsTaken. Begins with paying back where anything is ``saved``."""

    def __init__(self, parent: QWidget, context: Context, party: PartyId, name: str, saved: Rupiah) -> None:
        title = _("Savings of {name}").format(name=name)
        super().__init__(parent, title=title, primary_text=_("Pay and print the slip"), width=560)
        self.heading.setWordWrap(True)
        self._context, self._party, self._saved = context, party, saved
        self._id = DocumentId(new_id(context.shop.clock))
        ways = [(_OUT, _("The shop pays out")), (_IN, _("The artisan pays in"))]
        # Where nothing is saved there is only one thing to do.
        self.way = Chips(ways if saved else ways[1:], name=_("In or out"))
        self.amount = RupiahEdit(saved or None, big=True, name=_("Amount"))
        self._after = body("")
        self.how = Chips([(each, payout_label(each)) for each in PayoutMethod], name=_("How it is paid"))
        self.reference = TextField(name=_("Reference of the transfer"))
        self._reference = with_problem(self.reference, _("Reference of the transfer"))
        self.content.addWidget(body(_("Put aside by now: {amount}.").format(amount=format_rupiah(saved))))
        self.content.addWidget(plain(column(caption(_("In or out")), self.way, spacing=4)))
        self.content.addWidget(with_problem(self.amount, _("Amount")))
        self.content.addWidget(self._after)
        self.content.addWidget(plain(column(caption(_("How it is paid")), self.how, spacing=4)))
        self.content.addWidget(self._reference)
        self._sending = Sending(self, context, lambda command: f"{name} · {format_rupiah(command.amount)}")
        self.way.chosen.connect(self._turn)
        self.amount.value_changed.connect(lambda _value: self._show_after())
        self.how.chosen.connect(self._show_how)
        self._show_how(self.how.choice())
        self._turn(self.way.choice())
        self.amount.setFocus()

    def _turn(self, way: object) -> None:
        """All of it is a likely sum to pay out; what comes in nobody knows beforehand."""
        self.amount.set_value(None if way == _IN else self._saved)
        self.amount.selectAll()
        if self.primary_button is not None:
            words = _("Take it and print the slip") if way == _IN else _("Pay and print the slip")
            self.primary_button.set_label(words)
        self._show_after()

    def _show_after(self) -> None:
        amount = self.amount.value() or ZERO
        after = self._saved + amount if self.way.choice() == _IN else self._saved - amount
        said = _("Put aside after it: {amount}.").format(amount=format_rupiah(after))
        self._after.setText(_("That is more than is put aside.") if after < ZERO else said)

    def _show_how(self, how: object) -> None:
        self._reference.setVisible(how is PayoutMethod.TRANSFER)
        if self.isVisible():
            self.adjust()

    def confirm(self) -> None:
        amount, how = self.amount.check(), self.how.choice()
        if amount is None:
            self.amount.setFocus()
            return
        method = how if isinstance(how, PayoutMethod) else PayoutMethod.CASH
        reference = self.reference.text() if method is PayoutMethod.TRANSFER else ""
        if self.way.choice() == _IN:
            taken = TakeSavings(
                id=self._id, by=self._context.by, party=self._party, amount=amount, method=method, reference=reference
            )
            self._sending.send(take_savings, taken)
            return
        paid = PaySavings(
            id=self._id, by=self._context.by, party=self._party, amount=amount, method=method, reference=reference
        )
        self._sending.send(pay_savings, paid)
