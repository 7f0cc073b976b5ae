"""Small repeats in the manner of batik motifs, drawn by the program: one tile each, to be laid side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

#: The tile's edge, in logical pixels.
TILE = 26


@dataclass(frozen=True, slots=True)
class Dyes:
    """Ground, the motif's own colour, and a third for its heart."""

    ground: str
    mark: str
    accent: str


def _brush(painter: QPainter, name: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(name))


def _line(painter: QPainter, name: str, width: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor(name), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)


def _corners_and_middle(draw: Callable[[QPointF], None]) -> None:
    for x, y in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.5, 0.5)):
        draw(QPointF(x * TILE, y * TILE))


def _surya(painter: QPainter, dyes: Dyes) -> None:
    """The sun of Majapahit: eight rays round a disc."""

    def star(at: QPointF, radius: float) -> None:
        path = QPainterPath()
        for step in range(16):
            reach = radius if step % 2 == 0 else radius * 0.46
            point = at + QPointF(reach * sin(step * pi / 8), reach * cos(step * pi / 8))
            if step:
                path.lineTo(point)
            else:
                path.moveTo(point)
        path.closeSubpath()
        _brush(painter, dyes.mark)
        painter.drawPath(path)
        _brush(painter, dyes.accent)
        painter.drawEllipse(at, radius * 0.3, radius * 0.3)

    star(QPointF(TILE / 2, TILE / 2), TILE * 0.47)
    _brush(painter, dyes.accent)
    for x in (0, TILE):
        for y in (0, TILE):
            painter.drawEllipse(QPointF(x, y), 1.8, 1.8)


def _sisik(painter: QPainter, dyes: Dyes) -> None:
    """Scales, each over the one above."""
    half = TILE / 2
    for line in range(-1, 4):
        shift = 0.0 if line % 2 == 0 else half
        for place in range(-1, 3):
            at = QPointF(place * TILE + shift, line * half)
            _brush(painter, dyes.mark)
            painter.drawEllipse(at, half, half)
            _line(painter, dyes.accent, 1.2)
            painter.drawEllipse(at, half - 0.8, half - 0.8)
            _brush(painter, dyes.ground)
            painter.drawEllipse(at, half * 0.52, half * 0.52)
            _brush(painter, dyes.accent)
            painter.drawEllipse(at + QPointF(0, half * 0.3), 1.7, 1.7)


def _kawung(painter: QPainter, dyes: Dyes) -> None:
    """Four ovals round a dot, like the fruit of the sugar palm cut through."""

    def flower(at: QPointF) -> None:
        for quarter in range(4):
            painter.save()
            painter.translate(at)
            painter.rotate(45 + 90 * quarter)
            _brush(painter, dyes.mark)
            painter.drawEllipse(QRectF(1.0, -TILE * 0.15, TILE * 0.42, TILE * 0.3))
            _brush(painter, dyes.ground)
            painter.drawEllipse(QPointF(TILE * 0.26, 0), 1.1, 1.1)
            painter.restore()

    flower(QPointF(TILE / 2, TILE / 2))
    _brush(painter, dyes.accent)
    for x in (0, TILE):
        for y in (0, TILE):
            painter.drawEllipse(QPointF(x, y), 2.4, 2.4)


def _ukel(painter: QPainter, dyes: Dyes) -> None:
    """Waving tendrils with a bud in each hollow."""
    for line in (0.25, 0.75):
        y = TILE * line
        path = QPainterPath(QPointF(0, y))
        path.cubicTo(TILE * 0.2, y - 5, TILE * 0.3, y - 5, TILE / 2, y)
        path.cubicTo(TILE * 0.7, y + 5, TILE * 0.8, y + 5, TILE, y)
        _line(painter, dyes.mark, 1.6)
        painter.drawPath(path)
        _line(painter, dyes.accent, 1.2)
        painter.drawArc(QRectF(TILE * 0.64, y - 3.6, 4.6, 4.6), 20 * 16, 250 * 16)
        _brush(painter, dyes.accent)
        painter.drawEllipse(QPointF(TILE * 0.25, y + 1.2), 1.8, 1.8)


def _pring(painter: QPainter, dyes: Dyes) -> None:
    """Bamboo: jointed canes with a leaf at the joint."""
    for x, joint in ((TILE * 0.25, TILE * 0.3), (TILE * 0.75, TILE * 0.8)):
        _line(painter, dyes.mark, 3.4)
        painter.drawLine(QPointF(x, -2), QPointF(x, TILE + 2))
        _line(painter, dyes.ground, 1.4)
        painter.drawLine(QPointF(x - 2.6, joint), QPointF(x + 2.6, joint))
        for turn in (-38, 38):
            painter.save()
            painter.translate(x, joint)
            painter.rotate(turn - 90)
            _brush(painter, dyes.accent)
            painter.drawEllipse(QRectF(2, -1.5, 8.5, 3))
            painter.restore()


def _daun(painter: QPainter, dyes: Dyes) -> None:
    """Leaves that turn, each with its vein."""

    def leaf(at: QPointF, turn: float) -> None:
        painter.save()
        painter.translate(at)
        painter.rotate(turn)
        path = QPainterPath(QPointF(0, -TILE * 0.33))
        path.quadTo(TILE * 0.27, 0, 0, TILE * 0.33)
        path.quadTo(-TILE * 0.27, 0, 0, -TILE * 0.33)
        _brush(painter, dyes.mark)
        painter.drawPath(path)
        _line(painter, dyes.ground, 1.0)
        painter.drawLine(QPointF(0, -TILE * 0.2), QPointF(0, TILE * 0.3))
        painter.restore()

    _corners_and_middle(lambda at: leaf(at, 40 if at.x() == TILE / 2 else -40))
    _brush(painter, dyes.accent)
    for at in (QPointF(TILE / 2, 0), QPointF(TILE / 2, TILE), QPointF(0, TILE / 2), QPointF(TILE, TILE / 2)):
        painter.drawEllipse(at, 1.6, 1.6)


def _gedeg(painter: QPainter, dyes: Dyes) -> None:
    """The weave of a bamboo wall."""
    half, gap = TILE / 2, 1.6
    for column in range(2):
        for line in range(2):
            lies = (column + line) % 2 == 0
            x, y = column * half, line * half
            for strand in range(3):
                _brush(painter, dyes.accent if strand == 1 else dyes.mark)
                step, width = strand * half / 3, half / 3 - gap
                if lies:
                    painter.drawRect(QRectF(x + 0.5, y + step + gap / 2, half - 1, width))
                else:
                    painter.drawRect(QRectF(x + step + gap / 2, y + 0.5, width, half - 1))


def _stripe(painter: QPainter, dyes: Dyes) -> None:
    """Plain stripes, for what is no batik."""
    _brush(painter, dyes.mark)
    painter.drawRect(QRectF(TILE * 0.12, 0, TILE * 0.3, TILE))
    _brush(painter, dyes.accent)
    painter.drawRect(QRectF(TILE * 0.62, 0, TILE * 0.08, TILE))
    painter.drawRect(QRectF(TILE * 0.82, 0, TILE * 0.04, TILE))


FAMILIES: dict[str, Callable[[QPainter, Dyes], None]] = {
    "surya": _surya,
    "sisik": _sisik,
    "kawung": _kawung,
    "ukel": _ukel,
    "pring": _pring,
    "daun": _daun,
    "gedeg": _gedeg,
    "stripe": _stripe,
}


def tile(family: str, dyes: Dyes, scale: float) -> QPixmap:
    """One repeat of a family, ``scale`` device pixels to the logical one."""
    edge = round(TILE * scale)
    pixmap = QPixmap(edge, edge)
    pixmap.fill(QColor(dyes.ground))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(edge / TILE, edge / TILE)
    FAMILIES[family](painter, dyes)
    painter.end()
    return pixmap
