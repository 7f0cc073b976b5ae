"""What the bank brought: the sum is typed, the payments it was for are found, the difference is seen before posting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_rupiah
from sentra_pos.payments.errors import BankDiffers
from ui.context import Context
from ui.kit.buttons import primary, secondary
from ui.kit.chips import Chips
from ui.kit.fields import DateEdit, RupiahEdit, TextField, with_problem
from ui.kit.labels import caption, label, set_tone, title
from ui.kit.layout import column, divider, panel, plain, row, spacer
from ui.kit.messages import ask_again, error, toast
from ui.kit.table import RecordTable
from ui.kit.theme import set_kind
from ui.money.bank import BankPresenter, Match, OnTheWay, Ticked
from ui.money.rows import bank_columns, method_words, transit_words
from ui.money.tick import TickPainter
from ui.people.approving import Approving


class BankPage(QWidget):
    """``main`` and ``panel`` are for the screen to place."""

    #: What is on its way in a sentence, and how many payments.
    said = Signal(str, int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        clock = context.shop.clock
        self.presenter = BankPresenter(Approving(context, self), clock, context.by, self)
        self.main = primary(_("Record the receipt"), "F12", on=self._receive)
        set_kind(self.main, compact=True)
        self.suggest = secondary(_("Suggest"), "F6", on=self._suggest)
        self.all = secondary(_("All or none"), "F7", on=self.presenter.tick_all)
        self.chips = Chips(name=_("Way of paying"))
        self.chips.chosen.connect(lambda code: self.presenter.choose(str(code)))
        self.table: RecordTable[Ticked] = RecordTable(
            bank_columns(clock.zone),
            empty=_("The bank has brought everything that was paid this way."),
            name=_("Payments on their way"),
            key=lambda row_: row_.key,
        )
        self.table.setItemDelegateForColumn(0, TickPainter(self.table))
        self.table.on_open(_("Tick, or take the tick away"), lambda row_: self.presenter.tick(row_.key))
        self.table.clicked.connect(self._clicked)
        choices = row(self.chips, self.suggest, self.all)
        choices.setStretch(0, 1)
        layout = column(choices, spacing=12)
        layout.addWidget(self.table, 1)
        self.setLayout(layout)
        self.amount = RupiahEdit(big=True, name=_("Received by the bank"))
        self.day = DateEdit(business_today(clock), today=lambda: business_today(clock), name=_("On"))
        self.reference = TextField(placeholder=_("As the bank's list shows it"), name=_("Reference"))
        self.setFocusProxy(self.amount)
        self.panel = self._build_panel()
        self.amount.value_changed.connect(self.presenter.type_amount)
        self.amount.returnPressed.connect(self.table.setFocus)

    def _build_panel(self) -> QWidget:
        self._figures = {
            name: label("–", "body", "semibold") for name in ("paid", "cost", "expected", "received", "kept")
        }
        self._count, self._kept = caption(""), caption("")
        self._advice = label("", "caption", "medium", "muted", wrap=True)
        figures = column(
            row(self._count, spacer(), self._figures["paid"]),
            row(caption(_("Known cost")), spacer(), self._figures["cost"]),
            row(caption(_("Expected")), spacer(), self._figures["expected"]),
            row(caption(_("Received")), spacer(), self._figures["received"]),
            divider(),
            row(self._kept, spacer(), self._figures["kept"]),
            spacing=8,
        )
        return panel(
            title(_("From the bank")),
            with_problem(self.amount, _("Received by the bank")),
            with_problem(self.day, _("On")),
            with_problem(self.reference, _("Reference")),
            spacer(),
            plain(figures),
            self._advice,
            spacing=12,
        )

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_methods(self, methods: tuple[OnTheWay, ...], chosen: str) -> None:
        """The ways of paying that come through a bank."""
        self.chips.set_choices([(each.code, method_words(each)) for each in methods])
        self.chips.choose(chosen)
        self.said.emit(transit_words(methods), sum(len(each.waiting) for each in methods))

    def show_payments(self, rows: tuple[Ticked, ...], match: Match) -> None:
        """What is on its way, and what is ticked of it beside what came."""
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.pick_first()
        counted = ngettext("{count} payment ticked", "{count} payments ticked", match.count)
        self._count.setText(counted.format(count=match.count))
        figures = {
            "paid": match.paid,
            "cost": -match.cost,
            "expected": match.expected,
            "received": match.received or ZERO,
            "kept": abs(match.kept),
        }
        for name, figure in figures.items():
            self._figures[name].setText(format_rupiah(figure) if figure else "–")
        self._kept.setText(_("The bank gave more") if match.kept < ZERO else _("Kept by the bank"))
        set_tone(self._figures["kept"], "ink" if match.is_small else "bad")
        self._advice.setText(_advice(match, bool(rows)))
        self.main.setEnabled(match.can_post)
        self.suggest.setEnabled(bool(rows) and match.received is not None)
        self.all.setEnabled(bool(rows))

    def received(self, code: str, amount: Rupiah) -> None:
        """It stands."""
        self.amount.set_value(None)
        self.reference.clear()
        toast(self, _("Recorded as {code}: {amount} received.").format(code=code, amount=format_rupiah(amount)))
        self.amount.setFocus()

    def ask_difference(self, question: BankDiffers, again: Callable[[str], object]) -> None:
        """The bank kept more than banks do."""
        ask_again(self, question, again, yes=_("Yes, record it"))

    def tell(self, trouble: SentraError) -> None:
        error(self, trouble)

    # ------------------------------------------------------------------------------------------------- what is asked

    def _receive(self) -> None:
        if self.amount.check() is None:
            self.amount.setFocus()
            return
        if self.day.text().strip() and self.day.check() is None:
            self.day.setFocus()
            return
        self.presenter.receive(self.day.value(), self.reference.text().strip())

    def _suggest(self) -> None:
        self.presenter.suggest()
        if not self.presenter.match.count:
            toast(self, _("No payments of whole days come to that sum. Please tick them by hand."), "warn")

    def _clicked(self, index: QModelIndex) -> None:
        # A finger ticks where the ring is; elsewhere it only chooses the row.
        if index.column() == 0:
            self.presenter.tick(self.table.records.rows[index.row()].key)


def _advice(match: Match, anything: bool) -> str:
    """What to do next, or what posting will do."""
    if not anything:
        return _("Card and QRIS payments wait here until the bank brings them.")
    if match.received is None:
        return _("Type the sum from the bank's list: the payments it was for are found by themselves.")
    if not match.count:
        return _("Nothing fits that sum. Tick the payments it was for with Enter.")
    if not match.kept:
        return _("That fits exactly.")
    if match.kept < ZERO:
        return _("What the bank gave more is booked against its costs.")
    if match.is_small:
        return _("The difference is booked as a payment cost of the shop.")
    return _("That is more than banks keep. Check the ticks; you are asked before it is booked.")
