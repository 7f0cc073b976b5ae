"""The list of exhibitions: what is planned, what is out, what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from ui.exhibitions.pills import PillPainter
from ui.exhibitions.rows import Listed, list_words, listed_columns
from ui.kit.buttons import Button
from ui.kit.labels import ElidedLabel, headline
from ui.kit.layout import Flow, column, plain, row
from ui.kit.table import RecordTable

_STAGE_COLUMN = 2


class ListPage(QWidget):
    """``plan`` is its one strong button; the others stand below the headline."""

    def __init__(self, plan: Button, others: tuple[Button, ...]) -> None:
        super().__init__()
        self._caption = ElidedLabel("", "caption", "medium", "muted")
        self.table: RecordTable[Listed] = RecordTable(
            listed_columns(),
            empty=_(
                "No exhibition was planned yet. Plan one with F12: then choose what goes along, and everything that is "
                "sold there comes home by itself."
            ),
            name=_("Exhibitions"),
            key=lambda each: each.id,
        )
        self.table.setItemDelegateForColumn(_STAGE_COLUMN, PillPainter(self.table))
        head = row(spacing=12)
        head.addWidget(plain(column(headline(_("Exhibitions")), self._caption, spacing=2)), 1)
        head.addWidget(plan)
        layout = column(head, plain(Flow(*others, line_spacing=8)), spacing=12, margins=(26, 20, 26, 20))
        layout.addWidget(self.table, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)

    def show_list(self, listed: tuple[Listed, ...]) -> None:
        """These, the newest first."""
        self._caption.setText(list_words(tuple(each.record for each in listed)))
        self.table.set_rows(listed)
        if self.table.current() is None:
            self.table.pick_first()
