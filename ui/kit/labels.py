"""Words on the screen: sizes and tones by name, plain text always."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sentra_pos.core.money import Rupiah
from sentra_pos.core.words import format_rupiah
from ui.kit.theme import set_kind

Size = Literal["caption", "body", "lead", "title", "headline", "total", "figure", "giant"]
Weight = Literal["regular", "medium", "semibold", "bold", "extrabold"]
Tone = Literal["ink", "muted", "primary", "indigo", "good", "warn", "bad"]


def label(
    text: str, size: Size = "body", weight: Weight = "regular", tone: Tone = "ink", *, wrap: bool = False
) -> QLabel:
    """A label; names and notes of people are shown as they were typed, never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    for name, value in (("textSize", size), ("weight", weight), ("tone", tone)):
        made.setProperty(name, value)
    return made


def headline(text: str) -> QLabel:
    """The name of a screen."""
    return label(text, "headline", "extrabold")


def title(text: str) -> QLabel:
    """The name of a part of a screen, or of a sheet."""
    return label(text, "title", "bold")


def caption(text: str) -> QLabel:
    """A second line, or the name above a figure."""
    return label(text, "caption", "medium", "muted")


def body(text: str) -> QLabel:
    """Running text; breaks into lines."""
    return label(text, "body", wrap=True)


def amount(value: Rupiah, size: Size = "lead", tone: Tone = "ink") -> QLabel:
    """A sum of money, right-aligned."""
    made = label(format_rupiah(value), size, "extrabold" if size in {"total", "giant"} else "bold", tone)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def pill(text: str, tone: Tone = "ink") -> QLabel:
    """A state in one word: the word says it, the colour only helps."""
    made = label(text, "caption", "semibold", tone)
    made.setProperty("kind", "pill")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def fixed(made: QLabel, longest: str) -> QLabel:
    """Keep a label as large as the longest text it will show: other words in it then lay nothing out anew."""
    shown = made.text()
    made.setText(longest)
    made.ensurePolished()
    made.setFixedSize(made.sizeHint())
    made.setText(shown)
    return made


def set_tone(made: QLabel, tone: Tone) -> None:
    """Change what a label's colour says."""
    set_kind(made, tone=tone)


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room, and then tells all of it in its tooltip."""

    def __init__(self, text: str = "", size: Size = "body", weight: Weight = "regular", tone: Tone = "ink") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        for name, value in (("textSize", size), ("weight", weight), ("tone", tone)):
            self.setProperty(name, value)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_all()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._tell_all()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("MM…"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = self.alignment() | Qt.TextFlag.TextSingleLine
        painter.drawText(self.contentsRect(), int(flags), self._shown())
        painter.end()

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def _tell_all(self) -> None:
        self.setToolTip("" if self._shown() == self.text() else self.text())


def name_of(widget: QWidget, text: str) -> QWidget:
    """Tell a screen reader what a widget without words is."""
    widget.setAccessibleName(text)
    return widget
