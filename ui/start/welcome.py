"""The calm page that a window shows before there is a shop or a person: a mark, a title, a card in the middle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.kit.labels import body, headline
from ui.kit.layout import card, column, page, row, spacer
from ui.kit.motifs import TILE, Dyes
from ui.kit.number_pad import NumberPad, is_wanted
from ui.kit.swatch import paint_dyed

_MARK = Dyes("#9C3D1B", "#F6E3BE", "#D9A24B")
_CARD_WIDTH = 460


class _Mark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        # Whole repeats: a sun cut in half is no mark.
        self.setFixedSize(3 * TILE, 3 * TILE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_dyed(painter, QRectF(self.rect()), "surya", _MARK, radius=16)
        painter.end()


def welcome_page(title: str, lead: str, inside: QWidget) -> QWidget:
    """One card in the middle of the ground; ``inside`` is what the card asks or says."""
    words = body(lead)
    words.setAlignment(Qt.AlignmentFlag.AlignLeft)
    middle = card(row(_Mark(), spacer()), headline(title), words, inside, spacing=14, margins=(32, 28, 32, 28))
    middle.setFixedWidth(_CARD_WIDTH)
    line = row(spacer(), middle, spacing=16)
    if is_wanted(inside):
        line.addWidget(NumberPad(inside), 0, Qt.AlignmentFlag.AlignBottom)
    line.addStretch(1)
    return page(column(spacer(), line, spacer()))


class WelcomeWindow(QMainWindow):
    """A window that is nothing but such a page."""

    def __init__(self, *, title: str, lead: str, inside: QWidget) -> None:
        super().__init__()
        self.setWindowTitle("Sentra POS")
        self.setMinimumSize(880, 500)
        self.setCentralWidget(welcome_page(title, lead, inside))
