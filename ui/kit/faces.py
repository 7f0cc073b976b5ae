"""Type for painting by hand: fonts made once, and words cut to the room there is for them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from ui.kit.theme import colour, font

#: Size in pixels and weight. A font made anew costs as much as the word that is drawn in it.
Face = tuple[int, QFont.Weight]


@lru_cache(maxsize=32)
def font_of(face: Face) -> QFont:
    """The house's type in this size and weight."""
    return font(*face)


@lru_cache(maxsize=32)
def _metrics(face: Face) -> QFontMetrics:
    return QFontMetrics(font_of(face))


@lru_cache(maxsize=2048)
def elided(words: str, face: Face, width: int) -> str:
    """The words, with an ellipsis at the end where there is no room for all of them."""
    return _metrics(face).elidedText(words, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=2048)
def width_of(words: str, face: Face) -> int:
    """How wide the words are, in pixels."""
    return _metrics(face).horizontalAdvance(words)


def paint_line(painter: QPainter, area: QRect, words: str, face: Face, tone: str) -> None:
    """One line, from the left and in the middle of the area's height."""
    painter.setFont(font_of(face))
    painter.setPen(colour(tone))
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
    painter.drawText(area, flags, elided(words, face, area.width()))
