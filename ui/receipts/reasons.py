"""Why something is done: a line to write it, and the usual reasons to press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from sentra_pos.core.speech import _
from ui.kit.fields import TextField
from ui.kit.labels import caption
from ui.kit.layout import column
from ui.sell.reasons import QuickReasons


class ReasonField(QWidget):
    """A usual reason that is pressed is written into the line, and can be added to."""

    def __init__(self, usual: Sequence[str]) -> None:
        super().__init__()
        self.field = TextField(name=_("Reason"))
        name = caption(_("Reason"))
        name.setBuddy(self.field)
        self.quick = QuickReasons(self.field, usual)
        self.setLayout(column(name, self.field, self.quick, spacing=6))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(self.field)

    def text(self) -> str:
        """What stays with the record."""
        return " ".join(self.field.text().split())
