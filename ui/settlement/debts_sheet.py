"""What an artisan had ahead and puts aside: each debt with its plan until it is recovered, and the savings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah, format_short_date
from sentra_pos.settlement.debt_queries import debts_of, saved_by, savings_plans_of
from sentra_pos.settlement.deduction_rules import Debt, SavingsPlan, plan_words, purpose_label, savings_label
from sentra_pos.settlement.forgive_debt import DebtForgiven
from sentra_pos.settlement.lend import Lent
from sentra_pos.settlement.owing_queries import owing_of
from sentra_pos.settlement.pay_back import PaidBack
from sentra_pos.settlement.pay_savings import SavingsPaid
from sentra_pos.settlement.take_back import TakenBack
from sentra_pos.settlement.take_savings import SavingsTaken
from ui.consignment.choice import Choice
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import amount as amount_label
from ui.kit.labels import caption, label
from ui.kit.layout import Flow, plain, row, spacer
from ui.kit.messages import Banner, toast
from ui.kit.table import Column, RecordTable
from ui.settlement.lend_sheet import LendSheet
from ui.settlement.pay_back_sheet import PayBackSheet
from ui.settlement.plan_sheet import PlanSheet
from ui.settlement.savings_sheet import SavingsSheet
from ui.settlement.slips_sheet import SlipsSheet
from ui.settlement.undo_sheet import UndoSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    debts: tuple[Debt, ...]
    saved: Rupiah
    plans: tuple[SavingsPlan, ...]
    owing: Rupiah


def _ask(session: Any, party: PartyId, today: date) -> _Standing:
    return _Standing(
        debts=debts_of(session, (party,), also_recovered=True).get(party, ()),
        saved=saved_by(session, party),
        plans=tuple(savings_plans_of(session, (party,)).get(party, ())),
        owing=owing_of(session, party, today).total,
    )


class DebtsSheet(Sheet):
    """Each act opens a sheet of its own; returns nothing.

    ``everybody`` are whom the sheet may turn to: also who has nothing to settle may ask for an advance.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        party: PartyId,
        name: str,
        everybody: Sequence[tuple[PartyId, str]] = (),
    ) -> None:
        known = tuple(everybody) if party in dict(everybody) else ((party, name), *everybody)
        super().__init__(parent, title=_title(name, known), back_text=_("Close"), width=760, height=600)
        self.heading.setWordWrap(True)
        self._names = dict(known)
        self.who: Choice[PartyId] = Choice(known, party, name=_("Artisan"))
        self.who.chosen.connect(self._turn_to)
        self._context, self._party, self._name = context, party, name
        self._owing = ZERO
        self._saved, self._plans = ZERO, ()  # type: tuple[Rupiah, tuple[SavingsPlan, ...]]
        self.table: RecordTable[Debt] = RecordTable(
            _columns(),
            empty=_("No advance was given yet. F2 gives one."),
            name=_("Advances and materials"),
            key=lambda each: each.document,
        )
        self.table.on_open(_("Change the plan"), lambda _each: self.plan())
        self._total = amount_label(ZERO)
        self._savings = amount_label(ZERO)
        self._promise = label("", "caption", "semibold", "muted", wrap=True)
        self._problem = Banner("")
        self._problem.hide()
        self.lend_button = secondary(_("Give an advance"), "F2", icon="plus", on=self.lend)
        self.plan_button = secondary(_("Change the plan"), "F3", icon="pencil-simple", on=self.plan)
        self.saving_button = secondary(_("Savings plan"), "F4", on=self.savings_plan)
        self.savings_button = secondary(_("Savings in or out"), "F6", icon="money", on=self.move_savings)
        self.owing_button = secondary(_("Pays back"), "F8", icon="hand-coins", on=self.pay_back)
        self.undo_button = secondary(_("Take an entry back"), "F9", on=self.take_back)
        self.slips_button = secondary(_("Slips and receipts"), "F10", icon="receipt", on=self.slips)
        self.content.addWidget(self.who)
        self.who.setVisible(len(known) > 1)
        self.content.addWidget(self._problem)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(row(caption(_("Still to be given back")), spacer(), self._total))
        self.content.addLayout(row(caption(_("Put aside")), spacer(), self._savings))
        self.content.addWidget(self._promise)
        acts = (self.lend_button, self.plan_button, self.saving_button, self.savings_button, self.owing_button)
        self.content.addWidget(plain(Flow(*acts, self.undo_button, self.slips_button, line_spacing=8)))
        self._load()
        self.table.setFocus()

    def _turn_to(self, _party: object) -> None:
        """Another artisan's figures, from here on."""
        self._party = self.who.value()
        self._name = self._names[self._party]
        self._problem.hide()
        # What stands there is the other's; until theirs is here, nothing can be done with it.
        self._show(_Standing(debts=(), saved=ZERO, plans=(), owing=ZERO))
        self._load()

    def _load(self) -> None:
        # What is saved is said before money moves: until it is known, none does.
        self.savings_button.setEnabled(False)
        party, today = self._party, business_today(self._context.shop.clock)
        self._context.runner.read(
            lambda session: _ask(session, party, today), self._show, self._tell, origin=self, latest="debts"
        )

    def _show(self, standing: _Standing) -> None:
        self.table.set_rows(standing.debts)
        if self.table.current() is None:
            self.table.pick_first()
        self._saved, self._plans, self._owing = standing.saved, standing.plans, standing.owing
        self._total.setText(format_rupiah(sum((debt.outstanding for debt in standing.debts), ZERO)))
        self._savings.setText(format_rupiah(standing.saved))
        said = [f"{savings_label(each.kind)}: {plan_words(each.plan)}" for each in standing.plans]
        self._promise.setText(" · ".join(said) or _("Nothing is put aside at settlements."))
        self.plan_button.setEnabled(any(debt.outstanding for debt in standing.debts))
        self.savings_button.setEnabled(True)
        self.owing_button.setEnabled(bool(standing.owing))

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")

    def lend(self) -> None:
        """Another advance."""
        self._open(LendSheet(self, self._context, self._party, self._name))

    def plan(self) -> None:
        """How the chosen debt comes back."""
        debt = self.table.current()
        if debt is not None and debt.outstanding:
            self._open(PlanSheet(self, self._context, self._party, debt=debt))

    def savings_plan(self) -> None:
        """How much is put aside."""
        self._open(PlanSheet(self, self._context, self._party, debt=None, saving=self._plans))

    def move_savings(self) -> None:
        """Give savings back, or take what the artisan pays into them."""
        if self.savings_button.isEnabled():
            self._open(SavingsSheet(self, self._context, self._party, self._name, self._saved))

    def pay_back(self) -> None:
        """Take what the artisan owes, of the chosen debt where it is open; or let it go."""
        debt = self.table.current()
        chosen = debt.document if debt is not None and debt.outstanding else None
        if self._owing:
            self._open(PayBackSheet(self, self._context, self._party, self._name, chosen))

    def take_back(self) -> None:
        """What was recorded wrongly: the chosen advance, or another one, a fee, savings paid back or in."""
        debt = self.table.current()
        chosen = None if debt is None else debt.document
        self._open(UndoSheet(self, self._context, self._party, self._name, chosen))

    def slips(self) -> None:
        """What was signed for, to print it again: the chosen advance's, or another one."""
        debt = self.table.current()
        chosen = None if debt is None else debt.document
        SlipsSheet(self, self._context, self._party, self._name, chosen).open()

    def _open(self, sheet: Sheet) -> None:
        sheet.returned.connect(self._done)
        sheet.open()

    def _done(self, answer: object) -> None:
        if isinstance(answer, Lent | SavingsPaid | SavingsTaken | TakenBack | PaidBack | DebtForgiven):
            toast(self, _("Recorded as {code}.").format(code=answer.code))
        elif answer is not None:
            toast(self, _("Saved."))
        self._load()


def _title(name: str, known: Sequence[tuple[PartyId, str]]) -> str:
    if len(known) > 1:
        # The list below it says who, and lets one turn to another.
        return _("Advances and savings")
    return _("Advances and savings · {name}").format(name=name)


def _standing(debt: Debt) -> str:
    if debt.taken_back:
        return _("taken back by {code}").format(code=debt.taken_back)
    return plan_words(debt.plan) if debt.outstanding else _("given back")


def _columns() -> list[Column[Debt]]:
    return [
        Column(
            title=_("Advance"),
            text=lambda debt: debt.text or purpose_label(debt.purpose),
            second=lambda debt: f"{debt.code} · {format_short_date(debt.date)} · {purpose_label(debt.purpose)}",
            strong=True,
            stretch=1,
        ),
        Column(
            title=_("Plan"),
            text=_standing,
            tone=lambda _debt: "muted",
        ),
        Column(title=_("Given"), text=lambda debt: format_number(debt.amount.amount), right=True),
        Column(
            title=_("Left"),
            text=lambda debt: format_number(debt.outstanding.amount) if debt.outstanding else "–",
            right=True,
            strong=True,
        ),
    ]
