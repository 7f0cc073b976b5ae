"""Pay an artisan's savings back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.settlement.pay_savings import PaySavings, pay_savings
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import body, caption
from ui.kit.layout import column, plain
from ui.settlement.sending import Sending


class SavingsSheet(Sheet):
    """Returns SavingsPaid."""

    def __init__(self, parent: QWidget, context: Context, party: PartyId, name: str, saved: Rupiah) -> None:
        title = _("Savings of {name}").format(name=name)
        super().__init__(parent, title=title, primary_text=_("Pay and print the slip"), width=520)
        self.heading.setWordWrap(True)
        self._context, self._party = context, party
        self._id = DocumentId(new_id(context.shop.clock))
        self.amount = RupiahEdit(saved, big=True, name=_("Amount"))
        self.how = Chips([(each, payout_label(each)) for each in PayoutMethod], name=_("How it is paid"))
        self.reference = TextField(name=_("Reference of the transfer"))
        self._reference = with_problem(self.reference, _("Reference of the transfer"))
        self.content.addWidget(body(_("Put aside by now: {amount}.").format(amount=format_rupiah(saved))))
        self.content.addWidget(with_problem(self.amount, _("Amount")))
        self.content.addWidget(plain(column(caption(_("How it is paid")), self.how, spacing=4)))
        self.content.addWidget(self._reference)
        self._sending = Sending(self, context, lambda command: f"{name} · {format_rupiah(command.amount)}")
        self.how.chosen.connect(self._show)
        self._show(self.how.choice())
        self.amount.setFocus()
        self.amount.selectAll()

    def _show(self, how: object) -> None:
        self._reference.setVisible(how is PayoutMethod.TRANSFER)
        if self.isVisible():
            self.adjust()

    def confirm(self) -> None:
        amount, how = self.amount.check(), self.how.choice()
        if amount is None:
            self.amount.setFocus()
            return
        method = how if isinstance(how, PayoutMethod) else PayoutMethod.CASH
        command = PaySavings(
            id=self._id,
            by=self._context.by,
            party=self._party,
            amount=amount,
            method=method,
            reference=self.reference.text() if method is PayoutMethod.TRANSFER else "",
        )
        self._sending.send(pay_savings, command)
