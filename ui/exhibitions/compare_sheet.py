"""Exhibitions side by side: where it was worth going."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_short_date
from sentra_pos.exhibitions.compare import Compared
from ui.context import Context
from ui.exhibitions.bars import Bar, Bars
from ui.exhibitions.result_files import compared_ones
from ui.exhibitions.result_rows import compared_columns
from ui.kit.dialog import Sheet
from ui.kit.labels import label
from ui.kit.layout import card, column, plain, scrolling
from ui.kit.messages import Banner
from ui.kit.table import RecordTable

_CHARTS_HEIGHT = 230


class CompareSheet(Sheet):
    """Returns the Compared whose result shall be seen."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, title=_("Exhibitions compared"), back_text=_("Close"), width=1080, height=690)
        self.table: RecordTable[Compared] = RecordTable(
            compared_columns(),
            empty=_("Nothing was taken to an exhibition yet."),
            name=_("Exhibitions compared"),
            key=lambda each: each.id,
        )
        self.table.on_open(_("Look at the result"), self.finish)
        self.bars = Bars(_("Profit for the shop"))
        self._problem = Banner("")
        self._problem.hide()
        self.content.addWidget(self._problem)
        self.content.addWidget(self.table, 1)
        bars = column(self.bars, spacing=0)
        bars.addStretch(1)
        chart = card(label(_("Profit for the shop"), "body", "bold"), scrolling(plain(bars)), spacing=8)
        chart.setMaximumHeight(_CHARTS_HEIGHT)
        self.content.addWidget(chart)
        shop = context.shop

        def read() -> tuple[Compared, ...]:
            with shop.reading() as session:
                return compared_ones(session, shop)

        context.runner.apart(read, self._show, self._tell, origin=self)
        self.table.setFocus()

    def _show(self, found: tuple[Compared, ...]) -> None:
        self.table.set_rows(found)
        self.table.pick_first()
        self.bars.show_bars(
            [Bar(name=f"{each.name} · {format_short_date(each.starts)}", amount=each.profit) for each in found]
        )

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
