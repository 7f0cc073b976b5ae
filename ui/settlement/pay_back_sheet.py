"""Take what an artisan pays back, or let it go: how much, of which debt, and how."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.settlement.errors import ReasonToForgiveMissing
from sentra_pos.settlement.forgive_debt import ForgiveDebt, forgive_debt
from sentra_pos.settlement.owing_queries import owing_of
from sentra_pos.settlement.pay_back import PayBack, pay_back
from sentra_pos.settlement.pay_back_rules import Owing
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import body, caption
from ui.kit.layout import column, plain
from ui.settlement.sending import Sending

_ALL, _LET_GO = "all", "let go"


class PayBackSheet(Sheet):
    """Returns PaidBack, or DebtForgiven; ``debt`` is the document of the debt that is chosen at first, if one is."""

    def __init__(
        self, parent: QWidget, context: Context, party: PartyId, name: str, debt: DocumentId | None = None
    ) -> None:
        title = _("{name} pays back").format(name=name)
        super().__init__(parent, title=title, primary_text=_("Take it and print the slip"), width=600)
        self.heading.setWordWrap(True)
        self._titles = {False: title, True: _("What {name} owes is let go").format(name=name)}
        self._context, self._party, self._debt = context, party, debt
        self._id = DocumentId(new_id(context.shop.clock))
        self._owing = Owing()
        self._told = body("")
        self.what = Chips(name=_("For"))
        self._what = plain(column(caption(_("For")), self.what, spacing=4))
        self.amount = RupiahEdit(big=True, name=_("Amount"))
        ways: list[tuple[object, str]] = [(each, payout_label(each)) for each in PayoutMethod]
        self.how = Chips([*ways, (_LET_GO, _("The shop lets it go"))], name=_("How it is paid"))
        self.reference = TextField(name=_("Reference of the transfer"))
        self._reference = with_problem(self.reference, _("Reference of the transfer"))
        self.reason = TextField(name=_("Why the shop lets it go"))
        hint = _("This amount becomes a loss of the shop, and is asked of the artisan no more.")
        self._reason = with_problem(self.reason, _("Why the shop lets it go"), hint)
        self.content.addWidget(self._told)
        self.content.addWidget(self._what)
        self.content.addWidget(with_problem(self.amount, _("Amount")))
        self.content.addWidget(plain(column(caption(_("How it is paid")), self.how, spacing=4)))
        self.content.addWidget(self._reference)
        self.content.addWidget(self._reason)
        self._sending = Sending(self, context, lambda command: f"{name} · {format_rupiah(command.amount)}")
        self.what.chosen.connect(self._choose)
        self.how.chosen.connect(self._show_how)
        self._show_how(self.how.choice())
        self._load()
        self.amount.setFocus()

    def _load(self) -> None:
        party, today = self._party, business_today(self._context.shop.clock)

        def ask(session: Any) -> Owing:
            return owing_of(session, party, today)

        self._context.runner.read(ask, self._show, self._sending.tell, origin=self)

    def _show(self, owing: Owing) -> None:
        self._owing = owing
        said = _("Owed to the shop by now: {amount}.").format(amount=format_rupiah(owing.total))
        if owing.below_zero:
            below = _("Of it {amount} from returns of what was paid out already.")
            said = f"{said} {below.format(amount=format_rupiah(owing.below_zero))}"
        self._told.setText(said)
        self.what.set_choices(
            [
                (_ALL, _("All of it, the oldest first")),
                *((debt.document, _debt_words(debt.code, debt.text)) for debt in owing.debts),
            ]
        )
        self.what.choose(self._debt)
        # Where there is only one thing to pay for there is nothing to choose.
        self._what.setVisible(len(owing.debts) + bool(owing.below_zero) > 1)
        self._choose(self.what.choice())

    def _choose(self, what: object) -> None:
        self.amount.set_value(self._most(what) or None)
        self.amount.selectAll()
        self._fit()

    def _most(self, what: object) -> Rupiah:
        return sum((d.outstanding for d in self._owing.debts if d.document == what), ZERO) or self._owing.total

    def _show_how(self, how: object) -> None:
        self._reference.setVisible(how is PayoutMethod.TRANSFER)
        self._reason.setVisible(how == _LET_GO)
        self.heading.setText(self._titles[how == _LET_GO])
        if self.primary_button is not None:
            words = _("Let it go and print the slip") if how == _LET_GO else _("Take it and print the slip")
            self.primary_button.set_label(words)
        self._fit()

    def _fit(self) -> None:
        if self.isVisible():
            self.adjust()

    def confirm(self) -> None:
        amount, how, what = self.amount.check(), self.how.choice(), self.what.choice()
        if amount is None:
            self.amount.setFocus()
            return
        debt = next((each.document for each in self._owing.debts if each.document == what), None)
        if how == _LET_GO:
            self._let_go(amount, debt)
            return
        method = how if isinstance(how, PayoutMethod) else PayoutMethod.CASH
        command = PayBack(
            id=self._id,
            by=self._context.by,
            party=self._party,
            amount=amount,
            debt=debt,
            method=method,
            reference=self.reference.text() if method is PayoutMethod.TRANSFER else "",
        )
        self._sending.send(pay_back, command)

    def _let_go(self, amount: Rupiah, debt: DocumentId | None) -> None:
        if not self.reason.text().strip():
            self.reason.mark(str(ReasonToForgiveMissing()))
            self.reason.setFocus()
            return
        command = ForgiveDebt(
            id=self._id,
            by=self._context.by,
            party=self._party,
            amount=amount,
            reason=self.reason.text(),
            debt=debt,
        )
        self._sending.send(forgive_debt, command)


def _debt_words(code: str, text: str) -> str:
    return f"{code} {text}".strip()
