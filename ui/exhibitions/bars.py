"""A few bars with their names and values: what each day, or each way of paying, brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.words import format_rupiah
from ui.kit.theme import BODY, CAPTION, colour, font

_LINE, _BAR, _LEAST = 40, 14, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar; ``about`` is a few words behind its value."""

    name: str
    amount: Rupiah
    about: str = ""


class Bars(QWidget):
    """Lying bars, the longest as wide as there is room: names and sums can be read whole beside them."""

    def __init__(self, name: str, tone: str = "indigo") -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_bars(())

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """These, in their order."""
        self.bars = tuple(bars)
        said = "; ".join(f"{bar.name} {format_rupiah(bar.amount)}" for bar in self.bars)
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)
        self.setFixedHeight(max(len(self.bars), 1) * _LINE)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((abs(bar.amount.amount) for bar in self.bars), default=0)
        for place, bar in enumerate(self.bars):
            self._bar(painter, bar, place * _LINE, most)
        painter.end()

    def _bar(self, painter: QPainter, bar: Bar, top: int, most: int) -> None:
        value = format_rupiah(bar.amount) + (f" · {bar.about}" if bar.about else "")
        small, strong = font(CAPTION, QFont.Weight.Medium), font(BODY, QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(colour("bad" if bar.amount < ZERO else "ink"))
        room = QRectF(0, top, self.width(), 20)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), value)
        left = self.width() - QFontMetrics(strong).horizontalAdvance(value) - 12
        painter.setFont(small)
        painter.setPen(colour("muted"))
        name = QFontMetrics(small).elidedText(bar.name, Qt.TextElideMode.ElideRight, left)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
        track = QRectF(0, top + 21, self.width(), _BAR - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("ground"))
        painter.drawRoundedRect(track, 5, 5)
        width = self.width() * abs(bar.amount.amount) / most if most else 0
        if bar.amount:
            painter.setBrush(colour("bad" if bar.amount < ZERO else self._tone))
            painter.drawRoundedRect(QRectF(0, top + 21, max(width, _LEAST), _BAR - 4), 5, 5)
