"""A figure of settlement day, under its name and over what it means."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel

from sentra_pos.core.money import Rupiah
from sentra_pos.core.words import format_rupiah
from ui.kit.labels import Tone, caption, label, set_tone
from ui.kit.layout import column


class FigureCard(QFrame):
    """A figure under its name, and what it means below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.figure = label("", "title", "extrabold")
        self.below: QLabel = label("", "caption", "semibold")
        self._name = caption(name)
        self._usual = name
        self.setLayout(column(self._name, self.figure, self.below, spacing=4, margins=(14, 12, 12, 12)))

    def tell(self, figure: Rupiah, below: str, tone: Tone = "ink", *, name: str = "") -> None:
        """Show another figure, for once under another name."""
        self._name.setText(name or self._usual)
        self.figure.setText(format_rupiah(figure))
        self.below.setText(below)
        set_tone(self.below, tone)
