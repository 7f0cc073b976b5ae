"""A picture for a piece without a photo: a small repeat chosen by its motif and dye, the same every time."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal
from zlib import crc32

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.motifs import Dyes, tile

Dye = Literal["natural", "synthetic"]

#: Words in motif names, and the family they are drawn in.
_WORDS = {
    "surya": "surya", "matahari": "surya", "majapahit": "surya", "bintang": "surya",
    "sisik": "sisik", "gringsing": "sisik", "grinsing": "sisik",
    "kawung": "kawung", "mrico": "kawung", "merico": "kawung", "bolong": "kawung", "ceplok": "kawung",
    "koro": "ukel", "ukel": "ukel", "renteng": "ukel", "rawan": "ukel", "ombak": "ukel", "lung": "ukel",
    "parang": "ukel",
    "pring": "pring", "bambu": "pring", "sedapur": "pring",
    "daun": "daun", "godong": "daun", "godhong": "daun", "kembang": "daun", "bunga": "daun", "teratai": "daun",
    "maja": "daun",
    "gedeg": "gedeg", "gedheg": "gedeg", "anyam": "gedeg", "rubyong": "gedeg",
}  # fmt: skip
_UNKNOWN = ("surya", "sisik", "kawung", "ukel", "pring", "daun", "gedeg")

#: Soga browns, indigo, and the greens and yellows of leaf and bark.
_NATURAL = (
    Dyes("#4A2118", "#E8C98B", "#C9913F"),
    Dyes("#22395B", "#8FA9CF", "#EDE4D2"),
    Dyes("#7F371B", "#F4E3C8", "#E0B978"),
    Dyes("#33503C", "#E4DBC0", "#D8B968"),
    Dyes("#5B4326", "#E9D6AE", "#B98A45"),
    Dyes("#EADBBE", "#6B3A1E", "#22395B"),
)
_SYNTHETIC = (
    Dyes("#5A2A45", "#EBC3D6", "#F08FA8"),
    Dyes("#40406B", "#DCDAF3", "#F1C453"),
    Dyes("#1F4A57", "#86BFC6", "#F2F7F2"),
    Dyes("#B97A1B", "#FFF1D2", "#FBD983"),
    Dyes("#8E1F2F", "#F7D9C4", "#F4A261"),
    Dyes("#14532D", "#BFE3C6", "#FDE68A"),
)


def family_of(motif: str, *, batik: bool = True) -> str:
    """The family a motif is drawn in: by a word in its name, else by the name's own number."""
    if not batik:
        return "stripe"
    for word in motif.casefold().split():
        if word in _WORDS:
            return _WORDS[word]
    return _UNKNOWN[_number(motif) % len(_UNKNOWN)]


def dyes_of(motif: str, dye: Dye) -> Dyes:
    """The colours of a motif; the same name has other colours in natural and in synthetic dye."""
    palette = _NATURAL if dye == "natural" else _SYNTHETIC
    return palette[_number(motif) // 7 % len(palette)]


def _number(motif: str) -> int:
    return crc32(" ".join(motif.casefold().split()).encode("utf-8"))


@lru_cache(maxsize=256)
def _tile(family: str, dyes: Dyes, scale: float) -> QPixmap:
    return tile(family, dyes, scale)


def paint_swatch(
    painter: QPainter, area: QRectF, motif: str, dye: Dye = "natural", *, batik: bool = True, radius: float = 8.0
) -> None:
    """Fill an area with the motif, with round corners."""
    paint_dyed(painter, area, family_of(motif, batik=batik), dyes_of(motif, dye), radius)


def paint_dyed(painter: QPainter, area: QRectF, family: str, dyes: Dyes, radius: float = 8.0) -> None:
    """Fill an area with a family's repeat in chosen colours."""
    scale = painter.device().devicePixelRatioF()
    brush = QBrush(_tile(family, dyes, scale))
    brush.setTransform(QTransform.fromTranslate(area.x(), area.y()).scale(1 / scale, 1 / scale))
    path = QPainterPath()
    path.addRoundedRect(area, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, brush)
    painter.restore()


@lru_cache(maxsize=512)
def _swatch(motif: str, dye: Dye, batik: bool, width: int, height: int, scale: float) -> QPixmap:
    pixmap = QPixmap(round(width * scale), round(height * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_swatch(painter, QRectF(0, 0, width, height), motif, dye, batik=batik)
    painter.end()
    return pixmap


def swatch(motif: str, dye: Dye = "natural", *, size: QSize, batik: bool = True, scale: float = 1.0) -> QPixmap:
    """A picture of ``size`` logical pixels; kept, so a grid of the same goods draws each once."""
    return _swatch(motif, dye, batik, size.width(), size.height(), scale)


class Swatch(QWidget):
    """Shows a photo when there is one, else the motif."""

    def __init__(self, motif: str = "", dye: Dye = "natural", *, batik: bool = True, height: int = 104) -> None:
        super().__init__()
        self._motif, self._dye, self._batik = motif, dye, batik
        self._photo: QPixmap | None = None
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(motif)

    def show_motif(self, motif: str, dye: Dye = "natural", *, batik: bool = True, photo: QPixmap | None = None) -> None:
        """Show another piece."""
        self._motif, self._dye, self._batik, self._photo = motif, dye, batik, photo
        self.setAccessibleName(motif)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self._photo is None or self._photo.isNull():
            paint_swatch(painter, area, self._motif, self._dye, batik=self._batik)
        else:
            self._paint_photo(painter, self._photo, area)
        painter.end()

    def _paint_photo(self, painter: QPainter, photo: QPixmap, area: QRectF) -> None:
        path = QPainterPath()
        path.addRoundedRect(area, 8, 8)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(path)
        fill = photo.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        left, top = (self.width() - fill.width()) / 2, (self.height() - fill.height()) / 2
        painter.drawPixmap(QRectF(left, top, fill.width(), fill.height()), photo, QRectF(photo.rect()))
