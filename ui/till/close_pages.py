"""The pages of the closing: what is open, the cash, the slips, and the count beside the book."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.payments.methods import CASH
from sentra_pos.tills.counts import MethodCount, MethodCounted, MethodToCount
from sentra_pos.tills.show_count import CountShown
from ui.kit.buttons import secondary
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.keys import OwnKeys
from ui.kit.labels import Tone, body, caption, label, set_tone
from ui.kit.layout import column, divider, plain, row, spacer
from ui.kit.messages import Banner
from ui.till.cash_count import CashCount
from ui.till.closing import ClosingFacts
from ui.till.rows import difference_words, signed_words

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OpenEndsPage(QWidget):
    """What somebody still has to see to, named; the closing goes on all the same."""

    def __init__(self, check_payments: Callable[[], object]) -> None:
        super().__init__()
        self._lines = column(spacing=10)
        self.check_payments = secondary(_("Look at the payments now"), "F4", icon="list-checks", on=check_payments)
        self.setLayout(
            column(
                body(_("This is still open. The till can be closed all the same; it stands on the closing's paper.")),
                plain(self._lines),
                row(self.check_payments, spacer()),
                spacer(),
                spacing=12,
            )
        )

    def show_facts(self, facts: ClosingFacts, *, may_check: bool) -> None:
        """Name them."""
        for sentence in facts.open_ends:
            self._lines.addWidget(Banner(sentence, "warn"))
        self.check_payments.setVisible(may_check and bool(facts.ends.unchecked))


class CountPage(QWidget):
    """The cash, counted blind."""

    def __init__(self) -> None:
        super().__init__()
        self.count = CashCount(_("Counted in the drawer"))
        words = body(_("Count all the money in the drawer. What the book expects is shown afterwards."))
        self.setLayout(column(words, self.count, spacer(), spacing=4))


class _SlipEdit(RupiahEdit):
    """Enter goes on to the next way of paying."""

    went_on = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self._keys = OwnKeys(self)
        self._keys.on("Enter", _("Go to the next field"), self.went_on.emit, *_ENTER)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.take(event):
            super().keyPressEvent(event)


class SlipsPage(QWidget):
    """What the slips of each way of paying come to; what is left empty was not counted."""

    #: Enter in the last field.
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, RupiahEdit] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        words = _("Add up the slips and messages of each way of paying. Leave empty what you do not count.")
        self.setLayout(column(body(words), plain(self._grid), spacer(), spacing=12))

    def show_methods(self, methods: Sequence[MethodToCount]) -> None:
        """One field each, two in a line."""
        for place, method in enumerate(methods):
            field = _SlipEdit(method.name)
            field.setPlaceholderText(_("not counted"))
            field.went_on.connect(lambda at=place: self._go_on(at))
            self.fields[method.code] = field
            self._grid.addWidget(with_problem(field, method.name), place // 2, place % 2)

    def _go_on(self, place: int) -> None:
        fields = list(self.fields.values())
        if place + 1 == len(fields):
            self.finished.emit()
        else:
            fields[place + 1].setFocus(Qt.FocusReason.TabFocusReason)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def check(self) -> tuple[MethodCounted, ...] | None:
        """What was counted, or None after marking what cannot be read."""
        counted = []
        for code, field in self.fields.items():
            if not field.text().strip():
                continue
            amount = field.check()
            if amount is None:
                field.setFocus()
                return None
            counted.append(MethodCounted(method=code, amount=amount))
        return tuple(counted)


class ComparePage(QWidget):
    """The count beside the book, why they differ, and what goes into the safe."""

    def __init__(self) -> None:
        super().__init__()
        self.reason = TextField()
        self.to_safe = RupiahEdit()
        self.approver = Banner("", "warn")
        self._rows = QGridLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(20)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(0, 1)
        self._holder = plain(self._rows)
        self._first = caption("")
        self._sold = caption("")
        self._stays = label("", "body", "semibold")
        self._counted = ZERO
        self._why = with_problem(self.reason, _("Reason for the difference"))
        self._safe = with_problem(self.to_safe, _("Put into the safe"))
        stays = row(caption(_("Stays in the drawer for the next opening")), spacer(), self._stays)
        shown = (self._sold, self._holder, self._first, divider(), self.approver, self._why, self._safe)
        self.setLayout(column(*shown, stays, spacer(), spacing=10))
        self.to_safe.value_changed.connect(lambda _value: self._show_stays())

    def show_count(self, shown: CountShown, methods: Mapping[str, str], limit: Rupiah, suggested: Rupiah) -> None:
        """The newest count; what was typed for an earlier one stays."""
        for part in self._holder.findChildren(QLabel):
            self._rows.removeWidget(part)
            part.hide()
            part.deleteLater()
        totals = shown.totals
        sales = ngettext("{count} sale", "{count} sales", totals.sales).format(count=totals.sales)
        self._sold.setText(_("{sales}, together {amount}").format(sales=sales, amount=format_rupiah(totals.net)))
        for place, words in enumerate((_("Expected"), _("Counted"), _("Difference")), start=1):
            self._rows.addWidget(_right(caption(words)), 0, place)
        self._add(_("Cash in the drawer"), shown.expected, shown.counted)
        counted = {each.method: each for each in shown.methods}
        for total in totals.by_method:
            if total.method not in counted and total.method != CASH:
                self._add(methods.get(total.method, total.method), total.amount, None)
        for each in shown.methods:
            self._add(methods.get(each.method, each.method), each.expected, each.counted)
        self._tell(shown, limit)
        if self._counted != shown.counted or not self.to_safe.text():
            self._counted = shown.counted
            self.to_safe.set_value(suggested)
        self._show_stays()

    def _add(self, name: str, expected: Rupiah, counted: Rupiah | None) -> None:
        words: str
        tone: Tone
        words, tone = (_("not counted"), "muted") if counted is None else signed_words(counted - expected)
        cells: tuple[tuple[str, Tone], ...] = (
            (format_number(expected.amount), "ink"),
            ("–" if counted is None else format_number(counted.amount), "ink"),
            (words, tone),
        )
        line = self._rows.rowCount()
        self._rows.addWidget(label(name, "body", "semibold"), line, 0)
        for place, (text, shade) in enumerate(cells, start=1):
            self._rows.addWidget(_right(label(text, "lead", "bold", shade)), line, place)

    def _tell(self, shown: CountShown, limit: Rupiah) -> None:
        words, tone = difference_words(shown.difference)
        said = [_("Cash: {difference}.").format(difference=words) if shown.difference else _("The cash is exact.")]
        if shown.first != shown.counted:
            said.append(_("At first {amount} was counted.").format(amount=format_rupiah(shown.first)))
        self._first.setText(" ".join(said))
        set_tone(self._first, tone)
        self._why.setVisible(_differs(shown.difference, shown.methods))
        over = _("The difference is more than {limit}. Somebody who may has to approve it with a PIN.")
        self.approver.tell(over.format(limit=format_rupiah(limit)) if shown.needs_approver else "", "warn")

    def keep_all(self) -> None:
        """There is no safe here: everything stays in the drawer."""
        self._safe.hide()

    def _show_stays(self) -> None:
        self._stays.setText(format_rupiah(self._counted - (self.to_safe.value() or ZERO)))

    def begin(self) -> bool:
        """Put the cursor where something is missing; False where nothing can be typed."""
        if not self._why.isVisibleTo(self) and not self._safe.isVisibleTo(self):
            return False
        asks_why = self._why.isVisibleTo(self) and (not self.reason.text() or not self._safe.isVisibleTo(self))
        field = self.reason if asks_why else self.to_safe
        field.setFocus()
        field.selectAll()
        return True


def _differs(cash: Rupiah, methods: Sequence[MethodCount]) -> bool:
    return bool(cash) or any(each.difference for each in methods)


def _right(made: QLabel) -> QLabel:
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
