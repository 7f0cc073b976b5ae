"""The rates of their own within an agreement that is being written: a list to add to, change and take from."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.rate_wording import about_words
from sentra_pos.consignment.rates import Rate, RateRule
from sentra_pos.consignment.rules import rate_words
from sentra_pos.consignment.terms_wording import as_entry
from sentra_pos.core.speech import _
from ui.consignment.rate_sheet import RateSheet
from ui.consignment.terms_choices import TermsChoices
from ui.kit.buttons import secondary
from ui.kit.labels import body
from ui.kit.layout import column, row, spacer
from ui.kit.table import Column, RecordTable

_ORDER = {rule: place for place, rule in enumerate(RateRule)}


def rate_columns(choices: TermsChoices) -> list[Column[Rate]]:
    """What a rate is for, and what the shop keeps."""
    names = choices.names
    return [
        Column[Rate](
            title=_("For"),
            text=lambda each: as_entry(about_words(each, "" if each.item is None else names.get(each.item, ""))),
            stretch=1,
            strong=True,
        ),
        Column[Rate](
            title=_("The shop keeps"),
            text=lambda each: as_entry(rate_words(each.scheme, each.rate, each.fixed)),
            right=True,
        ),
    ]


class RatesEditor(QWidget):
    """Nothing is saved here; the sheet around it takes ``rates`` with the other terms."""

    changed = Signal()

    def __init__(self, choices: TermsChoices, rates: tuple[Rate, ...]) -> None:
        super().__init__()
        self._choices = choices
        self.table: RecordTable[Rate] = RecordTable(
            rate_columns(choices),
            empty=_("All goods are at the general rate. F2 adds a rate of its own."),
            name=_("Rates of their own"),
            key=lambda each: each.about,
        )
        self.table.setMinimumHeight(150)
        self.add_button = secondary(_("Add"), "F2", icon="plus", on=self.add)
        self.change_button = secondary(_("Edit"), "F3", icon="pencil-simple", on=self.change)
        self.remove_button = secondary(_("Remove"), "F4", icon="trash", on=self.remove)
        self.table.on_open(_("Change the rate"), lambda _rate: self.change())
        self.table.picked.connect(lambda _rate: self._enable())
        made = column(
            body(_("Goods that are not at the general rate. What is agreed most closely holds.")),
            spacing=8,
        )
        made.addWidget(self.table, 1)
        made.addLayout(row(self.add_button, self.change_button, self.remove_button, spacer(), spacing=8))
        self.setLayout(made)
        self.set_rates(rates)

    @property
    def rates(self) -> tuple[Rate, ...]:
        return self.table.records.rows

    def set_rates(self, rates: tuple[Rate, ...]) -> None:
        """Show these, the most specific first."""
        self.table.set_rows(sorted(rates, key=lambda each: _ORDER[each.rule]))
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        for button in (self.change_button, self.remove_button):
            button.setEnabled(self.table.current() is not None)

    def add(self) -> None:
        """Ask for one more."""
        taken = frozenset(each.about for each in self.rates)
        sheet = RateSheet(self, self._choices, taken)
        sheet.returned.connect(lambda made: self._put(made, None))
        sheet.open()

    def change(self) -> None:
        """Ask for another figure, or other goods."""
        before = self.table.current()
        if before is None:
            return
        taken = frozenset(each.about for each in self.rates if each != before)
        sheet = RateSheet(self, self._choices, taken, before)
        sheet.returned.connect(lambda made: self._put(made, before))
        sheet.open()

    def remove(self) -> None:
        """Back to the general rate for those goods."""
        gone = self.table.current()
        self.set_rates(tuple(each for each in self.rates if each != gone))
        self.table.pick_first()

    def _put(self, made: object, before: Rate | None) -> None:
        if isinstance(made, Rate):
            self.set_rates((*(each for each in self.rates if each != before), made))
            self.table.pick(made.about)
