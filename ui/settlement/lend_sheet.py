"""Give an artisan an advance (*kasbon*): how much, as what, what for, and how it comes back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.settlement.deduction_rules import AT_ONCE, Purpose
from sentra_pos.settlement.errors import PurposeMissing
from sentra_pos.settlement.lend import Lend, lend
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import caption
from ui.kit.layout import column, plain
from ui.settlement.plan_fields import PlanFields
from ui.settlement.sending import Sending

_MATERIALS = "materials"


class LendSheet(Sheet):
    """Returns Lent."""

    def __init__(self, parent: QWidget, context: Context, party: PartyId, name: str) -> None:
        title = _("Advance for {name}").format(name=name)
        super().__init__(parent, title=title, primary_text=_("Give it and print the slip"), width=600)
        self.heading.setWordWrap(True)
        self._context, self._party = context, party
        self._id = DocumentId(new_id(context.shop.clock))
        self.amount = RupiahEdit(big=True, name=_("Amount"))
        self.how = Chips(
            [
                (PayoutMethod.CASH, payout_label(PayoutMethod.CASH)),
                (PayoutMethod.TRANSFER, payout_label(PayoutMethod.TRANSFER)),
                (_MATERIALS, _("Materials")),
            ],
            name=_("Given as"),
        )
        self.what = TextField(name=_("What for"))
        self.reference = TextField(name=_("Reference of the transfer"))
        self._reference = with_problem(self.reference, _("Reference of the transfer"))
        self.plan = PlanFields(AT_ONCE, self._moved)
        self.content.addWidget(with_problem(self.amount, _("Amount")))
        self.content.addWidget(plain(column(caption(_("Given as")), self.how, spacing=4)))
        self.content.addWidget(with_problem(self.what, _("What for")))
        self.content.addWidget(self._reference)
        self.content.addWidget(self.plan)
        self._sending = Sending(self, context, lambda command: f"{name} · {format_rupiah(command.amount)}")
        self.how.chosen.connect(self._show)
        self._show(self.how.choice())
        self.amount.setFocus()

    def _moved(self) -> None:
        if self.isVisible():
            self.adjust()

    def _show(self, how: object) -> None:
        self._reference.setVisible(how is PayoutMethod.TRANSFER)
        self._moved()

    def confirm(self) -> None:
        amount, plan = self.amount.check(), self.plan.check()
        if amount is None:
            self.amount.setFocus()
            return
        if not self.what.text().strip():
            self.what.mark(str(PurposeMissing()))
            self.what.setFocus()
            return
        if plan is None:
            return
        how = self.how.choice()
        in_money = isinstance(how, PayoutMethod)
        command = Lend(
            id=self._id,
            by=self._context.by,
            party=self._party,
            amount=amount,
            purpose=Purpose.CASH if in_money else Purpose.MATERIALS,
            text=self.what.text(),
            method=how if isinstance(how, PayoutMethod) else PayoutMethod.CASH,
            reference=self.reference.text() if how is PayoutMethod.TRANSFER else "",
            plan=plan,
        )
        self._sending.send(lend, command)
