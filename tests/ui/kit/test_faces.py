"""Words painted by hand, and words that change without laying anything out anew."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.chips import Chips
from ui.kit.faces import elided, width_of
from ui.kit.labels import fixed, label
from ui.kit.layout import column, spacer

_BOLD = (13, QFont.Weight.Bold)


class _Layouts(QObject):
    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_words_are_cut_only_where_there_is_no_room(qtbot: QtBot) -> None:
    room = width_of("Kain panjang sogan", _BOLD)
    assert elided("Kain panjang sogan", _BOLD, room) == "Kain panjang sogan"
    cut = elided("Kain panjang sogan", _BOLD, room - 20)
    assert cut.endswith("…")
    assert width_of(cut, _BOLD) <= room - 20


def test_a_figure_of_fixed_size_changes_without_a_new_layout(qtbot: QtBot) -> None:
    figure = fixed(label("0", weight="bold"), "88.888.888")
    page = QWidget()
    page.setLayout(column(figure, spacer()))
    qtbot.addWidget(page)
    page.show()
    QApplication.processEvents()
    layouts = _Layouts()
    page.installEventFilter(layouts)
    figure.setText("1.250.000")
    QApplication.processEvents()
    assert figure.text() == "1.250.000"
    assert layouts.count == 0


def test_the_same_choices_offered_again_keep_their_chips(qtbot: QtBot) -> None:
    chips = Chips((("a", "Batik tulis"), ("b", "Busana")))
    qtbot.addWidget(chips)
    chips.choose("b")
    before = chips.chip("b")
    chips.set_choices((("a", "Batik tulis"), ("b", "Busana")))
    assert chips.chip("b") is before
    chips.set_choices((("b", "Busana"), ("c", "Alas kaki")))
    assert chips.chip("b") is not before
    assert chips.choice() == "b"
