"""How much is taken off each settlement: all at once, a sum, or a rate."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sentra_pos.core.money import ZERO
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _
from sentra_pos.settlement.deduction_rules import Plan, PlanWay
from ui.kit.chips import Chips
from ui.kit.fields import PercentEdit, RupiahEdit, with_problem
from ui.kit.labels import caption
from ui.kit.layout import column


class PlanFields(QWidget):
    """Shows a plan and reads it; ``savings`` are never made all at once. ``moved`` hears when a field comes or goes."""

    def __init__(self, plan: Plan, moved: Callable[[], object], *, savings: bool = False) -> None:
        super().__init__()
        self._moved, self._savings = moved, savings
        ways = [(PlanWay.FIXED, _("A sum")), (PlanWay.PERCENT, _("A part"))]
        if not savings:
            ways.insert(0, (PlanWay.ALL, _("All at once")))
        name = _("Put aside each settlement") if savings else _("Taken off each settlement")
        self.way = Chips(ways, name=name)
        self.amount = RupiahEdit(name=_("Sum each settlement"))
        self.rate = PercentEdit(name=_("Part of each settlement"))
        self._sum = with_problem(self.amount, _("Sum each settlement"))
        self._part = with_problem(self.rate, _("Part of each settlement"))
        self.setLayout(column(column(caption(name), self.way, spacing=4), self._sum, self._part, spacing=8))
        self.way.chosen.connect(self._show)
        self.show_plan(plan)

    def show_plan(self, plan: Plan) -> None:
        """Another plan's figures; a kind that it is not about starts empty."""
        self.amount.set_value(plan.amount or None)
        self.rate.set_value(plan.rate if plan.rate.basis_points else None)
        self.way.choose(PlanWay.FIXED if self._savings and plan.way is PlanWay.ALL else plan.way)
        self._show(self.way.choice())

    def _show(self, way: object) -> None:
        self._sum.setVisible(way is PlanWay.FIXED)
        self._part.setVisible(way is PlanWay.PERCENT)
        self._moved()

    def check(self) -> Plan | None:
        """The plan, or None after marking what is missing."""
        way = self.way.choice()
        if way is PlanWay.FIXED:
            amount = self.amount.check()
            if amount is None:
                self.amount.setFocus()
            return None if amount is None else Plan(way=PlanWay.FIXED, amount=amount)
        if way is PlanWay.PERCENT:
            rate = self.rate.check()
            if rate is None:
                self.rate.setFocus()
            return None if rate is None else Plan(way=PlanWay.PERCENT, rate=rate)
        return Plan(way=PlanWay.ALL, amount=ZERO, rate=Percent(0))
