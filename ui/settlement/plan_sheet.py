"""Change how a debt is recovered, or how much an artisan puts aside."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.settlement.deduction_rules import AT_ONCE, Debt, Plan, PlanWay, Savings, SavingsPlan, savings_label
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.labels import body
from ui.settlement.plan_fields import PlanFields
from ui.settlement.sending import Sending


class PlanSheet(Sheet):
    """Returns RecoveryPlanned. Give the debt, or the promises there are for savings."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        party: PartyId,
        *,
        debt: Debt | None,
        saving: tuple[SavingsPlan, ...] = (),
    ) -> None:
        title = _("Savings plan") if debt is None else _("Recovery plan of {code}").format(code=debt.code)
        super().__init__(parent, title=title, primary_text=_("Save"), width=520)
        self._context, self._party, self._debt = context, party, debt
        self._saving: dict[object, Plan] = {each.kind: each.plan for each in saving}
        words = _("It holds from the next settlement. Plans before it stay on record.")
        self.content.addWidget(body(words))
        self.kind = Chips([(kind, savings_label(kind)) for kind in Savings], name=_("Kind of savings"))
        if debt is None:
            self.content.addWidget(self.kind)
            self.stop_button = secondary(_("Stop saving"), "F8", on=self._stop)
            self.footer.insertWidget(1, self.stop_button)
        self.plan = PlanFields(AT_ONCE if debt is None else debt.plan, self._moved, savings=debt is None)
        self.content.addWidget(self.plan)
        self._sending = Sending(self, context)
        self.kind.chosen.connect(self._turn_to)
        self._turn_to(self.kind.choice())

    def _turn_to(self, kind: object) -> None:
        """Of savings each kind has a promise of its own, or none yet."""
        if self._debt is None:
            self.plan.show_plan(self._saving.get(kind, AT_ONCE))
            self.stop_button.setEnabled(kind in self._saving)
        field = self.plan.rate if self.plan.way.choice() is PlanWay.PERCENT else self.plan.amount
        field.setFocus()

    def _moved(self) -> None:
        if self.isVisible():
            self.adjust()

    def confirm(self) -> None:
        plan = self.plan.check()
        if plan is not None:
            self._send(plan)

    def _stop(self) -> None:
        self._send(None)

    def _send(self, plan: Plan | None) -> None:
        kind = self.kind.choice()
        savings = kind if self._debt is None and isinstance(kind, Savings) else None
        command = PlanRecovery(
            by=self._context.by,
            party=self._party,
            plan=plan,
            debt=None if self._debt is None else self._debt.document,
            savings=savings,
        )
        self._sending.send(plan_recovery, command)
