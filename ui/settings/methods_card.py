"""The ways of paying: which are offered, what they ask for, and what they cost."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_percent, format_rupiah
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.change_method import ChangeMethod, change_method
from sentra_pos.payments.errors import CostNotPossible, CostNotSensible
from sentra_pos.payments.methods import CASH, LOST, NO_COST, PaymentMethod, payment_methods
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import PercentEdit, RupiahEdit, TextField, with_problem
from ui.kit.labels import body, title
from ui.kit.layout import card, column, plain, row, spacer
from ui.kit.messages import toast
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving

_ROW, _HEADER = 56, 42


class MethodSheet(Sheet):
    """One way of paying; what it costs holds for payments from now on."""

    def __init__(self, parent: QWidget, context: Context, method: PaymentMethod) -> None:
        super().__init__(parent, title=method.name, primary_text=_("Save"), width=520)
        self._context, self._method = context, method
        self._runner = Approving(context, self)
        self.name = TextField(method.name, name=_("Name"))
        self.active = QCheckBox(_("Offered at the till"))
        self.asks = QCheckBox(_("Ask for a reference number"))
        self.confirmed = QCheckBox(_("Ask whether the money has arrived"))
        self.rate = PercentEdit(method.cost_rate if method.cost_rate > NO_COST else None, name=_("The bank keeps"))
        self.free = RupiahEdit(method.cost_free or None, name=_("Nothing up to"))
        for box, checked in (
            (self.active, method.active),
            (self.asks, method.asks_reference),
            (self.confirmed, method.confirmed),
        ):
            box.setChecked(checked)
        self.content.addWidget(with_problem(self.name, _("Name")))
        asked = plain(column(self.active, self.asks, self.confirmed, spacing=0))
        self.content.addWidget(asked)
        # Cash is always offered, and asks for nothing: it lies on the counter.
        asked.setVisible(method.code != CASH)
        self._add_cost()
        self.name.setFocus()
        self.name.selectAll()

    def _add_cost(self) -> None:
        if self._method.account is not AccountKind.IN_TRANSIT:
            for field in (self.rate, self.free):
                field.setParent(self)
                field.hide()
            return
        beside = row(spacing=12)
        beside.addWidget(with_problem(self.rate, _("The bank keeps")), 1)
        beside.addWidget(with_problem(self.free, _("Nothing up to")), 1)
        self.content.addLayout(beside)
        words = _("As the bank's contract says. Who bears it is in each artisan's agreement, else the shop does.")
        hint = body(words)
        hint.setProperty("tone", "muted")
        self.content.addWidget(hint)

    def confirm(self) -> None:
        rate = self.rate.check() if self.rate.text().strip() else Percent(0)
        free = self.free.check() if self.free.text().strip() else ZERO
        if rate is None or free is None:
            (self.rate if rate is None else self.free).setFocus()
            return
        command = ChangeMethod(
            by=self._context.by,
            code=self._method.code,
            name=self.name.text(),
            active=self.active.isChecked(),
            asks_reference=self.asks.isChecked(),
            confirmed=self.confirmed.isChecked(),
            cost_rate=rate,
            cost_free=free,
        )
        self.busy(True)
        self._runner.write(change_method, command, self.finish, self._tell, ended=lambda: self.busy(False), origin=self)

    def _tell(self, trouble: SentraError) -> None:
        self.busy(False)
        field = self.rate if isinstance(trouble, CostNotSensible | CostNotPossible) else self.name
        field.mark(str(trouble))
        field.setFocus()


class MethodsCard(QWidget):
    """Every way of paying in the order of the pay screen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.table: RecordTable[PaymentMethod] = RecordTable(
            (
                Column(title=_("Name"), text=lambda each: each.name, second=_asks, strong=True, stretch=1),
                Column(title=_("Cost"), text=_cost, second=_free, right=True),
                Column(
                    title=_("State"),
                    text=lambda each: _("offered") if each.active else _("off"),
                    tone=lambda each: "good" if each.active else "muted",
                ),
            ),
            empty="",
            name=_("Ways of paying"),
            key=lambda each: each.code,
        )
        self.change = secondary(_("Change way of paying"), "Alt+E", icon="pencil-simple", on=self._change)
        self.table.on_open(_("Change way of paying"), lambda _each: self._change())
        self.setLayout(
            column(
                card(title(_("Ways of paying")), self.table, plain(row(self.change, spacer())), spacing=10),
            )
        )

    def refresh(self) -> None:
        self._context.runner.read(
            lambda session: payment_methods(session, also_inactive=True), self._show, origin=self, latest="methods"
        )

    def _show(self, methods: tuple[PaymentMethod, ...]) -> None:
        # "Never arrived" only corrects a sale; nobody pays so.
        shown = tuple(each for each in methods if each.code != LOST)
        self.table.set_rows(shown)
        self.table.setFixedHeight(_HEADER + _ROW * len(shown) + 2)
        if self.table.current() is None:
            self.table.pick_first()

    def _change(self) -> None:
        method = self.table.current()
        if method is None:
            return
        sheet = MethodSheet(self, self._context, method)
        sheet.returned.connect(lambda changed: self._changed() if changed is not None else None)
        sheet.open()

    def _changed(self) -> None:
        toast(self, _("Saved."))
        self.refresh()


def _asks(each: PaymentMethod) -> str:
    if each.asks_reference and each.confirmed:
        return _("asks for a reference and the arrival")
    if each.confirmed:
        return _("asks whether it arrived")
    return _("asks for a reference") if each.asks_reference else ""


def _cost(each: PaymentMethod) -> str:
    return format_percent(each.cost_rate) if each.cost_rate > NO_COST else "–"


def _free(each: PaymentMethod) -> str:
    if not each.cost_free or each.cost_rate <= NO_COST:
        return ""
    return _("above {limit}").format(limit=format_rupiah(each.cost_free))
