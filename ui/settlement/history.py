"""The settlements that were locked: the newest, or those of an artisan or a number that is looked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import Clock
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from sentra_pos.settlement.locked import SettlementPage, SettlementRow
from ui.kit.fields import SearchField
from ui.kit.keys import on_key
from ui.kit.labels import label
from ui.kit.layout import column
from ui.kit.table import RecordTable
from ui.settlement.rows import history_columns


class SettlementHistory(QWidget):
    """What is typed in ``search`` is for whoever reads the list; what is chosen in ``table``, for the screen."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.search = SearchField(_("Artisan, code or number … F2"), name=_("Search"))
        self.table: RecordTable[SettlementRow] = RecordTable(
            history_columns(clock), empty="", name=_("Locked settlements"), key=lambda each: each.id
        )
        self.older = label("", "caption", "medium", "muted", wrap=True)
        layout = column(self.search, spacing=10)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.older)
        self.setLayout(layout)
        self.setFocusProxy(self.table)
        on_key(self, "F2", _("Search"), self._find)
        self.search.returnPressed.connect(self._entered)
        self.search.went_down.connect(self.table.enter)

    def show_page(self, page: SettlementPage, *, sought: bool) -> None:
        """What was found, and how to come to what is older."""
        self.table.set_empty(
            _("No settlement is found. Try another name, code or number.")
            if sought
            else _("No settlement yet. The first one appears here once it is locked.")
        )
        words = (
            _("The newest {count} of these. Type more of the name, or the settlement's number, to find older ones.")
            if sought
            else _("The newest {count}. Type a name or a number to find older ones.")
        )
        self.older.setText(words.format(count=format_number(len(page.rows))))
        self.older.setVisible(page.more)
        self.table.set_rows(page.rows)

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _entered(self) -> None:
        self.search.search_now()
        self.table.enter()
