"""Why something is done: the usual reasons to press, and a line to write one's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from ui.kit.buttons import choice
from ui.kit.fields import TextField
from ui.kit.labels import caption
from ui.kit.layout import Flow, column, plain


class ReasonField(QWidget):
    """``text`` is what was written; a usual reason that is pressed is written there, and can be added to."""

    def __init__(self, usual: Sequence[str]) -> None:
        super().__init__()
        self.field = TextField(name=_("Reason"))
        name = caption(_("Reason"))
        name.setBuddy(self.field)
        self.buttons = [choice(_(each), on=partial(self._take, _(each))) for each in usual]
        flow = Flow(*self.buttons, spacing=6, line_spacing=6)
        self.setLayout(column(name, self.field, plain(flow), spacing=6))
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._mark)

    def text(self) -> str:
        """What stays with the record."""
        return " ".join(self.field.text().split())

    def _take(self, reason: str) -> None:
        self.field.setText(reason)
        self.field.setFocus()

    def _mark(self) -> None:
        for button in self.buttons:
            button.setChecked(button.accessibleName() == self.text())
