"""The panel beside the list: one artisan's lines and total, or one locked settlement's statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sentra_pos.core.clock import Clock, local
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_rupiah, format_short_date
from sentra_pos.people.facts import payout_label
from sentra_pos.settlement.figures import ArtisanDetail, Standing
from sentra_pos.settlement.queries import OwedLine
from sentra_pos.settlement.statement import Statement
from sentra_pos.settlement.statement_payouts import Paid
from sentra_pos.settlement.wording import agreement_words, brought_words
from ui.kit.buttons import Button
from ui.kit.labels import label, set_tone, title
from ui.kit.layout import column, plain, row
from ui.kit.table import RecordTable
from ui.settlement.rows import line_columns, taken_words

PANEL_WIDTH = 340
NARROW_PANEL = 304


class DetailPanel(QFrame):
    """Shows; the buttons are the screen's."""

    def __init__(self, explain: Button, print_button: Button, beside: QWidget, clock: Clock) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setFixedWidth(PANEL_WIDTH)
        self._clock = clock
        self._name = title("")
        self._name.setWordWrap(True)
        self._terms = label("", "caption", "medium", "muted", wrap=True)
        self.lines: RecordTable[OwedLine] = RecordTable(
            line_columns(), empty=_("Nothing was sold or returned."), name=_("Lines behind the amount")
        )
        self._figures = QVBoxLayout()
        self._figures.setSpacing(6)
        self._total_name = label("", "lead", "bold")
        self._total = label("", "total", "extrabold")
        self._total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        total = column(self._total_name, self._total, spacing=0)
        layout = column(self._name, self._terms, spacing=8, margins=(18, 20, 18, 20))
        layout.addWidget(self.lines, 1)
        layout.addLayout(self._figures)
        layout.addLayout(total)
        layout.addWidget(beside)
        layout.addWidget(explain)
        layout.addWidget(print_button)
        self.setLayout(layout)
        self.clear()

    def clear(self) -> None:
        """Nobody is chosen."""
        self._name.setText(_("Nobody chosen"))
        self._terms.setText(_("Choose an artisan in the list to see what the amount is made of."))
        self.lines.set_rows(())
        self._show_figures(())
        self._show_total(_("To be paid"), ZERO)

    def show_detail(self, detail: ArtisanDetail) -> None:
        """One artisan as it stands now."""
        today, owed = detail.today, detail.today.owed
        self._name.setText(owed.name)
        self._terms.setText(agreement_words(today.agreement))
        self.lines.set_rows(detail.lines)
        figures: list[tuple[str, Rupiah]] = []
        if today.standing is Standing.LOCKED and today.unpaid is not None:
            figures.append((_("Locked as {code}").format(code=today.unpaid.code), today.unpaid.total))
            figures.append((_("Paid already"), -today.unpaid.paid))
        else:
            figures.append((_("Carried from before"), owed.carried))
            figures += [(taken_words(each), -each.amount) for each in owed.taken]
        if owed.held:
            figures.append((_("Held until {date}").format(date=_day(owed.held_until)), owed.held))
        if owed.advance != owed.recovered:
            figures.append((_("Advance still open"), owed.advance - owed.recovered))
        self._show_figures(figures)
        if owed.balance < ZERO:
            self._show_total(_("Carried on"), owed.balance)
        else:
            self._show_total(_("To be paid"), owed.to_pay)

    def show_statement(self, statement: Statement) -> None:
        """One locked settlement, with its payouts."""
        self._name.setText(f"{statement.code} · {statement.party_name}")
        locked = format_date(local(statement.at, self._clock.zone).date())
        words = [_("Locked on {date}.").format(date=locked)]
        if statement.carried_into and statement.left:
            words.append(_("What was left was carried into {code}.").format(code=statement.carried_into))
        words += [_paid_words(paid) for paid in statement.payouts]
        self._terms.setText(" ".join(words))
        self.lines.set_rows(statement.lines)
        figures = [(_("Carried from before"), statement.left_before)]
        figures += [(brought_words(part), part.amount) for part in statement.brought]
        figures.append((_("Deductions and savings"), -statement.deducted))
        if statement.payouts:
            figures += [(_("To be paid"), statement.to_pay), (_("Paid"), -statement.paid)]
        self._show_figures(figures)
        if statement.balance < ZERO:
            self._show_total(_("Carried on"), statement.balance)
        else:
            self._show_total(_("Left") if statement.payouts else _("To be paid"), statement.left)

    def _show_figures(self, figures: Sequence[tuple[str, Rupiah]]) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name, figure in figures:
            if figure:
                words = label(name, "caption", "medium", "muted", wrap=True)
                line = row(spacing=8)
                line.addWidget(words, 1)
                line.addWidget(label(format_rupiah(figure), "body", "semibold"))
                self._figures.addWidget(plain(line))

    def _show_total(self, name: str, total: Rupiah) -> None:
        self._total_name.setText(name)
        self._total.setText(format_rupiah(total))
        set_tone(self._total, "bad" if total < ZERO else "ink")


def _day(day: date | None) -> str:
    return "" if day is None else format_short_date(day)


def _paid_words(paid: Paid) -> str:
    how = payout_label(paid.method)
    if paid.voided:
        how = _("{method}, voided by {code}").format(method=how, code=paid.voided)
    elif paid.reference:
        how = _("{method}, reference {reference}").format(method=how, reference=paid.reference)
    if paid.to:
        how = ", ".join((how, _("taken by {name}").format(name=paid.to)))
    return _("Paid on {date}: {amount}, {how}.").format(
        date=format_short_date(paid.date), amount=format_rupiah(paid.amount), how=how
    )
