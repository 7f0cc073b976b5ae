"""A tag or card as it will be printed, on white paper."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel

from ui.kit.theme import colour


class Preview(QLabel):
    """Fits the picture into a fixed frame."""

    def __init__(self, name: str, width: int = 220, height: int = 120) -> None:
        super().__init__()
        self.setFixedSize(width, height)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(name)

    def show_png(self, png: bytes | None) -> None:
        """Another picture, or none."""
        if png is None:
            self.clear()
            return
        picture = QPixmap()
        picture.loadFromData(png, "PNG")
        scale = self.devicePixelRatioF()
        fitted = picture.scaled(
            self.size() * scale, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        # White paper on a white sheet has no edge of its own.
        painter = QPainter(fitted)
        painter.setPen(colour("muted"))
        painter.drawRect(fitted.rect().adjusted(0, 0, -1, -1))
        painter.end()
        fitted.setDevicePixelRatio(scale)
        self.setPixmap(fitted)
