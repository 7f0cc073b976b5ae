"""An exhibition's life as a line of five stages, the one that it has reached filled."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sentra_pos.core.speech import _
from sentra_pos.exhibitions.facts import Stage, stage_label
from ui.kit.icons import icon_pixmap
from ui.kit.theme import BODY, colour, font

_LIFE = (Stage.PLANNED, Stage.LOADED, Stage.OPEN, Stage.CLOSING, Stage.RECONCILED)
_DOT, _HEIGHT, _TICK = 22, 62, 14


class StageLine(QWidget):
    """Says the stage to screen readers in a word."""

    def __init__(self) -> None:
        super().__init__()
        self._stage = Stage.PLANNED
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.show_stage(Stage.PLANNED)

    @property
    def stage(self) -> Stage:
        return self._stage

    def show_stage(self, stage: Stage) -> None:
        """This one."""
        self._stage = stage
        self.setAccessibleName(_("Stage: {stage}").format(stage=stage_label(stage)))
        self.update()

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(font(BODY, QFont.Weight.Bold))
        longest = max(metrics.horizontalAdvance(stage_label(stage)) for stage in _LIFE)
        return QSize((longest + 12) * len(_LIFE), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._stage is Stage.CALLED_OFF:
            self._called_off(painter)
        else:
            self._life(painter, _LIFE.index(self._stage))
        painter.end()

    def _called_off(self, painter: QPainter) -> None:
        painter.setPen(colour("bad"))
        painter.setFont(font(BODY, QFont.Weight.Bold))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), stage_label(self._stage))

    def _life(self, painter: QPainter, reached: int) -> None:
        step = self.width() / len(_LIFE)
        line = 6 + _DOT / 2
        centres = [QPointF(step * (place + 0.5), line) for place in range(len(_LIFE))]
        for place, (here, there) in enumerate(pairwise(centres)):
            painter.setPen(QPen(colour("good" if place < reached else "line"), 2))
            painter.drawLine(here, there)
        for place, (stage, centre) in enumerate(zip(_LIFE, centres, strict=True)):
            # The last stage is an end and no work: reached, it is done.
            done = place < reached or (place == reached and stage is Stage.RECONCILED)
            self._dot(painter, centre, place + 1, done=done, now=place == reached)
            self._name(painter, QRectF(step * place, line + _DOT / 2 + 5, step, 22), stage, now=place == reached)

    def _dot(self, painter: QPainter, centre: QPointF, number: int, *, done: bool, now: bool) -> None:
        ring = QRectF(centre.x() - _DOT / 2, centre.y() - _DOT / 2, _DOT, _DOT)
        tone = "good" if done else "primary" if now else "line"
        painter.setPen(QPen(colour(tone), 1.6))
        painter.setBrush(colour(tone if done or now else "surface"))
        painter.drawEllipse(ring)
        if done:
            scale = painter.device().devicePixelRatioF()
            tick = icon_pixmap("check", "on_primary", _TICK, scale)
            painter.drawPixmap(QPointF(centre.x() - _TICK / 2, centre.y() - _TICK / 2), tick)
            return
        painter.setFont(font(12, QFont.Weight.Bold))
        painter.setPen(colour("on_primary" if now else "muted"))
        painter.drawText(ring, int(Qt.AlignmentFlag.AlignCenter), str(number))

    def _name(self, painter: QPainter, area: QRectF, stage: Stage, *, now: bool) -> None:
        painter.setFont(font(BODY, QFont.Weight.Bold if now else QFont.Weight.Medium))
        painter.setPen(colour("ink" if now else "muted"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), stage_label(stage))
