"""What tells a stand's windows from the shop's at a glance: the exhibition's name across the top."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from sentra_pos.core.speech import _
from ui.kit.labels import ElidedLabel, label
from ui.kit.layout import row
from ui.kit.motifs import TILE, Dyes
from ui.kit.swatch import paint_dyed
from ui.stand.here import StandHere

_HEIGHT = 36
#: Indigo, as the cloth at the back of a stand; the same by day and by night.
_DYES = Dyes("#2B3A67", "#C9D3F0", "#D9A24B")
_PAPER, _GROUND = "#FFFFFF", "#2B3A67"


class StandBand(QWidget):
    """Across the top of the window, on every screen of it."""

    def __init__(self, here: StandHere) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        name = ElidedLabel(here.title, "lead", "bold")
        whose = label(_("Stand of {shop}").format(shop=here.shop), "body", "semibold")
        for made in (name, whose):
            made.setStyleSheet(f"color: {_PAPER}; background: {_GROUND};")
        self.setAccessibleName(f"{here.title}, {whose.text()}")
        line = row(spacing=16, margins=(5 * TILE, 0, 16, 0))
        line.addWidget(name, 1)
        line.addWidget(whose)
        self.setLayout(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _GROUND)
        paint_dyed(painter, QRectF(0, 0, 4 * TILE, self.height()), "surya", _DYES, radius=0)
        painter.end()


def dress_as_stand(window: QMainWindow, here: StandHere) -> None:
    """Every window of a stand's store goes through here."""
    window.setMenuWidget(StandBand(here))
    window.setWindowTitle(f"{here.title} – Sentra POS")
