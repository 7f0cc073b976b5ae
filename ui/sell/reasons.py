"""Reasons that are given often, to be pressed instead of typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import N_, _
from ui.kit.buttons import Button, choice
from ui.kit.fields import TextField
from ui.kit.layout import Flow

FOR_LESS = (N_("Regular customer"), N_("Buys many"), N_("Small flaw"), N_("Exhibition"))
FOR_MORE = (N_("Gift box"), N_("Special order"), N_("Engraved or sewn to measure"))


class QuickReasons(QWidget):
    """Writes into the field; the one that stands there is down."""

    def __init__(self, field: TextField, reasons: Sequence[str]) -> None:
        super().__init__()
        self._field = field
        flow = Flow(spacing=6, line_spacing=6)
        self._buttons: list[tuple[Button, str]] = []
        for reason in (_(each) for each in reasons):
            button = choice(reason)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, said=reason: self._take(said))
            self._buttons.append((button, reason))
            flow.addWidget(button)
        self.setLayout(flow)
        field.textChanged.connect(lambda _text: self._show())
        self._show()

    def _take(self, reason: str) -> None:
        self._field.mark("")
        self._field.setText(reason)
        self._field.setFocus()
        self._show()

    def _show(self) -> None:
        for button, reason in self._buttons:
            button.setChecked(self._field.text() == reason)
