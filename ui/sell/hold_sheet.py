"""Put the open cart aside under a name, and take one of those back."""

from __future__ import annotations

from datetime import date, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import Clock, local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_short_date, format_time
from sentra_pos.sales.errors import CartNameMissing, OpenCartFirst
from sentra_pos.sales.held_queries import HeldCart
from ui.kit.buttons import danger
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body, label
from ui.kit.messages import ask
from ui.kit.table import Column, RecordTable
from ui.sell.holding import Holding


class HoldSheet(Sheet):
    """Closes when the cart is safe."""

    def __init__(self, parent: QWidget, holding: Holding) -> None:
        super().__init__(parent, title=_("Hold the cart"), primary_text=_("Hold"), width=480)
        self._holding = holding
        self.content.addWidget(body(_("The next customer can be served. The cart waits here, also overnight.")))
        self.name = TextField(holding.suggest_name(), placeholder=_("The customer's name"), name=_("Name"))
        self.content.addWidget(with_problem(self.name, _("Found again as")))
        self.name.setFocus()
        self.name.selectAll()

    def confirm(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.mark(str(CartNameMissing()))
            return
        self.busy(True)
        self._holding.hold(name, lambda: self.finish(True), self._refused)

    def _refused(self, trouble: SentraError) -> None:
        self.busy(False)
        self.name.mark(str(trouble))
        self.name.setFocus()
        self.adjust()


class HeldSheet(Sheet):
    """Returns True once a cart was taken back. ``is_free``: the till's own cart is empty."""

    def __init__(self, parent: QWidget, holding: Holding, clock: Clock, *, is_free: bool) -> None:
        super().__init__(parent, title=_("Held carts"), primary_text=_("Take back"), width=680, height=480)
        self._holding, self._is_free = holding, is_free
        self.table: RecordTable[HeldCart] = RecordTable(
            _columns(clock), empty=_("No cart is held."), name=_("Held carts"), key=lambda each: each.sale
        )
        self._problem = label("", tone="bad", weight="semibold", wrap=True)
        self._problem.hide()
        self.drop = danger(_("Drop"), "Del", on=self._ask_drop)
        self.footer.insertWidget(1, self.drop)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self._problem)
        self.table.on_open(_("Take back"), lambda _each: self.confirm())
        self.table.setFocus()
        if not is_free:
            self._tell(OpenCartFirst())

    def show_held(self, carts: tuple[HeldCart, ...]) -> None:
        """Those that are held now; with the last one gone there is nothing left to do here."""
        if self.table.records.rows and not carts:
            self.reject()
            return
        self.table.set_rows(carts)
        if self.table.current() is None:
            self.table.pick_first()
        self.drop.setEnabled(bool(carts))
        if self.primary_button is not None:
            self.primary_button.setEnabled(bool(carts) and self._is_free)

    def confirm(self) -> None:
        each = self.table.current()
        if each is None or not self._is_free:
            return
        self.busy(True)
        self._holding.take_back(each.sale, lambda: self.finish(True), self._refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not event.isAutoRepeat():
            self._ask_drop()
            return
        super().keyPressEvent(event)

    def _ask_drop(self) -> None:
        each = self.table.current()
        if each is None:
            return
        words = ngettext(
            "Drop “{name}” with {count} piece? It goes back to the shelf as it is.",
            "Drop “{name}” with {count} pieces? They go back to the shelf as they are.",
            each.pieces,
        )
        question = words.format(name=each.name, count=each.pieces)
        ask(self, question, lambda agreed: self._drop(each) if agreed else None, yes=_("Drop"), no=_("Keep"))

    def _drop(self, each: HeldCart) -> None:
        self._holding.drop(each.sale, lambda: None, self._refused)

    def _refused(self, trouble: SentraError) -> None:
        self.busy(False)
        self._tell(trouble)
        self._holding.look()

    def _tell(self, trouble: SentraError) -> None:
        self._problem.setText(str(trouble))
        self._problem.show()


def _columns(clock: Clock) -> list[Column[HeldCart]]:
    today = local(clock.now(), clock.zone).date()
    return [
        Column(
            title=_("Name"),
            text=lambda each: each.name,
            second=lambda each: f"{each.by} · {each.till}",
            strong=True,
            stretch=1,
        ),
        Column(title=_("Since"), text=lambda each: _since(each, clock.zone, today), tone=lambda _each: "muted"),
        Column(title=_("Pieces"), text=lambda each: format_number(each.pieces), right=True),
        Column(title=_("Total"), text=lambda each: format_number(each.total.amount), right=True, strong=True),
    ]


def _since(each: HeldCart, zone: tzinfo, today: date) -> str:
    at = local(each.at, zone)
    return format_time(at) if at.date() == today else f"{format_short_date(at.date())} {format_time(at)}"
