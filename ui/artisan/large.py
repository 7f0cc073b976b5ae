"""The counter's own sizes: nothing below 18 pixels, figures of 30, buttons that are hit without glasses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.kit.buttons import Button, primary, secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import Tone, label, set_tone
from ui.kit.layout import column, spacer
from ui.kit.theme import set_kind


def words(text: str, tone: Tone = "ink") -> QLabel:
    """Running text."""
    return label(text, "title", "medium", tone, wrap=True)


def heading(text: str) -> QLabel:
    """The name of a page."""
    return label(text, "total", "extrabold")


def large(button: Button) -> Button:
    """The same button, larger."""
    set_kind(button, large=True)
    return button


def main_button(text: str, key: str, on: Callable[[], object], icon: str = "") -> Button:
    """The one strong action."""
    return large(primary(text, key, icon=icon, on=on))


def side_button(text: str, key: str, on: Callable[[], object], icon: str = "") -> Button:
    """Anything else."""
    return large(secondary(text, key, icon=icon, on=on))


class Figure(QFrame):
    """A figure under its name; what it means, below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.figure = label("", "figure", "extrabold")
        self.below = words("", "muted")
        parts = (words(name, "muted"), self.figure, self.below, spacer())
        self.setLayout(column(*parts, spacing=4, margins=(18, 14, 18, 14)))

    def tell(self, figure: str, below: str = "", tone: Tone = "ink") -> None:
        """Show it."""
        self.figure.setText(figure)
        set_tone(self.figure, tone)
        self.below.setText(below)
        self.below.setVisible(bool(below))


class LargeSheet(Sheet):
    """A sheet of the counter: the same, with large buttons."""

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        primary_text: str = "",
        back_text: str = "",
        width: int = 760,
        height: int = 0,
    ) -> None:
        super().__init__(
            parent, title=title, primary_text=primary_text, back_text=back_text, width=width, height=height
        )
        self.heading.setProperty("textSize", "total")
        self.heading.setWordWrap(True)
        for button in (self.primary_button, self.back_button):
            if button is not None:
                large(button)
