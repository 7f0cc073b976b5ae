"""Where an amount comes from: from the figure to its lines, from a line to price, agreement and receipt."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.settlement.figures import Explanation, Part
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import label
from ui.kit.layout import row, spacer
from ui.kit.messages import Banner
from ui.kit.table import RecordTable
from ui.settlement.presenter import Explainer
from ui.settlement.rows import part_columns


class ExplainSheet(Sheet):
    """Enter goes down into the line with the cursor, Backspace up again, Esc leaves."""

    def __init__(self, parent: QWidget, context: Context, party: PartyId, begin: Callable[[Explainer], object]) -> None:
        super().__init__(parent, title=_("Where this amount comes from"), back_text=_("Close"), width=820, height=640)
        self.table = RecordTable(part_columns(), empty=_("Nothing moved here yet."), name=_("Parts of the amount"))
        self.table.on_open(_("Open the chosen line"), self._open)
        self._total = label("", "total", "extrabold")
        self._hint = label(_("Enter opens a line."), "caption", "medium", "muted")
        self._problem = Banner("")
        self._problem.hide()
        self.up_button = secondary(_("Up again"), "Backspace", icon="arrow-left", on=self._up)
        self.content.addWidget(self._problem)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(row(label(_("Together"), "lead", "bold"), spacer(), self._total))
        self.footer.insertWidget(1, self.up_button)
        self.footer.addWidget(self._hint)
        self.explainer = Explainer(context.runner, party, self, business_today(context.shop.clock))
        begin(self.explainer)

    def show_explanation(self, explanation: Explanation, *, can_go_back: bool) -> None:
        """One page of the way down."""
        self.heading.setText(explanation.title)
        self.heading.setWordWrap(True)
        self.table.set_rows(explanation.parts)
        self.table.pick_first()
        self._total.setText(format_rupiah(explanation.total))
        self.up_button.setVisible(can_go_back)
        self._hint.setVisible(any(part.figure or part.document or part.settlement for part in explanation.parts))
        self.table.setFocus()

    def tell(self, trouble: SentraError) -> None:
        """Say why it cannot be opened."""
        self._problem.tell(str(trouble), "bad")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self._up()
            return
        super().keyPressEvent(event)

    def _open(self, part: Part) -> None:
        self.explainer.open(part)

    def _up(self) -> None:
        self.explainer.back()
