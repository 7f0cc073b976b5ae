"""Payments that nobody has seen arrive: marked one by one, recorded together."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from ui.context import Context
from ui.kit.buttons import Tile, primary, secondary
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body, caption, label, title
from ui.kit.layout import column, divider, panel, plain, row, spacer
from ui.kit.messages import error, toast
from ui.kit.table import RecordTable
from ui.kit.theme import set_kind
from ui.money.checking import CheckPresenter, Marked, Tally
from ui.money.rows import checked_words, checking_columns, mark_words, unchecked_words, when
from ui.people.approving import Approving


class CheckingPage(QWidget):
    """``main`` and ``panel`` are for the screen to place."""

    #: The list in a sentence, and how long it is.
    said = Signal(str, int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        clock = context.shop.clock
        self._zone = clock.zone
        self.presenter = CheckPresenter(Approving(context, self), clock, context.by, self)
        self.main = primary(_("Record what was marked"), "F12", on=self.presenter.record)
        set_kind(self.main, compact=True)
        self.rest = secondary(_("The rest has arrived"), "F8", on=self.presenter.mark_all)
        self.table: RecordTable[Marked] = RecordTable(
            checking_columns(clock.zone),
            empty=_("Every payment was seen to arrive. What a cashier could not confirm waits here."),
            name=_("Payments nobody has seen arrive"),
            key=lambda row: row.key,
        )
        self.there = Tile(_("It is there"), "check-circle", "F6")
        self.absent = Tile(_("Not there"), "x", "F7")
        self.reference = TextField(placeholder=_("As the bank's list shows it"), name=_("Reference"))
        self._name, self._facts = title(""), caption("")
        self._amount = label("", "total", "extrabold")
        self._come, self._missing = label("–", "body", "semibold", "good"), label("–", "body", "semibold", "bad")
        layout = column(spacing=0)
        layout.addWidget(self.table, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)
        self.panel = self._build_panel()
        self.table.picked.connect(self._picked)
        self.table.on_open(_("It is there"), lambda _row: self._mark(arrived=True))
        self.there.clicked.connect(lambda _checked=False: self._mark(arrived=True))
        self.absent.clicked.connect(lambda _checked=False: self._mark(arrived=False))
        self.reference.textEdited.connect(self._note)
        self.reference.returnPressed.connect(lambda: self._mark(arrived=True))
        self._picked(None)

    def _build_panel(self) -> QWidget:
        self._facts.setWordWrap(True)
        self._one = plain(
            column(
                self._amount,
                row(self.there, self.absent, spacing=8),
                with_problem(self.reference, _("Reference")),
                body(_("Look in the bank's own list. A picture on the buyer's phone proves nothing.")),
                spacing=14,
            )
        )
        tally: QVBoxLayout = column(
            row(caption(_("Has arrived")), spacer(), self._come),
            row(caption(_("Not there")), spacer(), self._missing),
            spacing=6,
        )
        return panel(self._name, self._facts, self._one, spacer(), divider(), tally, self.rest, spacing=10)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_payments(self, rows: tuple[Marked, ...], tally: Tally) -> None:
        """The list with its marks."""
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.pick_first()
        self._show_one(self.table.current())
        self._come.setText(f"{tally.arrived} · {format_rupiah(tally.amount)}" if tally.arrived else "–")
        self._missing.setText(str(tally.missing) if tally.missing else "–")
        self.main.setEnabled(tally.marked > 0)
        self.rest.setEnabled(any(row_.arrived is None for row_ in rows))
        self.said.emit(unchecked_words(rows), len(rows))

    def checked(self, code: str, tally: Tally) -> None:
        """It stands."""
        toast(self, _("Recorded as {code}: {what}.").format(code=code, what=checked_words(tally)))
        self.table.setFocus()

    def tell(self, trouble: SentraError) -> None:
        error(self, trouble)

    # ------------------------------------------------------------------------------------------------- what is asked

    def _picked(self, row_: Marked | None) -> None:
        self.reference.setText("" if row_ is None else row_.reference)
        self._show_one(row_)

    def _show_one(self, row_: Marked | None) -> None:
        self._one.setVisible(row_ is not None)
        if row_ is None:
            self._name.setText(_("Nothing waits"))
            self._facts.setText(_("Payments by QRIS or transfer that were not confirmed at the till come here."))
            return
        self._name.setText(row_.payment.code)
        facts = (row_.method, when(row_.payment.at, self._zone), row_.payment.reference, mark_words(row_))
        self._facts.setText(" · ".join(part for part in facts if part))
        self._amount.setText(format_rupiah(row_.payment.amount))
        self.there.setChecked(row_.arrived is True)
        self.absent.setChecked(row_.arrived is False)

    def _mark(self, *, arrived: bool) -> None:
        row_ = self.table.current()
        if row_ is None:
            return
        self.presenter.mark(row_.key, arrived)
        now = self.table.current()
        if now is not None and now.arrived is not None:
            self._go_on()

    def _go_on(self) -> None:
        """To the next that nobody has looked for."""
        rows, here = self.table.records.rows, self.table.currentIndex().row()
        following = [*rows[here + 1 :], *rows[:here]]
        waiting = next((row_ for row_ in following if row_.arrived is None), None)
        if waiting is not None:
            self.table.pick(waiting.key)
        self.table.setFocus()

    def _note(self, text: str) -> None:
        row_ = self.table.current()
        if row_ is not None:
            self.presenter.note(row_.key, text)
