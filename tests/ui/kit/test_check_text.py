"""The finder of clipped texts finds what is planted, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import primary, secondary
from ui.kit.check_text import clipped_texts
from ui.kit.chips import Chips
from ui.kit.fields import SearchField
from ui.kit.labels import ElidedLabel, body, headline
from ui.kit.layout import column, row, scrolling, spacer
from ui.kit.table import Column, RecordTable

LONG = "Sanggar Batik Tulis Malam Andaian dari Kecamatan Trowulan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    name: str


def _window(qtbot: QtBot, qapp: QApplication, *parts: QWidget, width: int = 500) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.setLayout(column(*parts, spacer()))
    window.resize(width, 400)
    window.show()
    qapp.processEvents()
    return window


def _table(stretch: int = 0) -> RecordTable[Maker]:
    table = RecordTable([Column[Maker](title="MAKER", text=lambda maker: maker.name, stretch=stretch)], empty="")
    table.set_rows([Maker(name=LONG)])
    return table


def test_a_page_with_room_has_nothing_clipped(qtbot: QtBot, qapp: QApplication) -> None:
    buttons = QWidget()
    buttons.setLayout(row(primary("Pay", "F12"), secondary("Print", "F9", icon="printer"), spacer()))
    window = _window(
        qtbot,
        qapp,
        headline("Settlement"),
        body(LONG * 3),
        buttons,
        Chips([(n, f"Choice {n}") for n in range(9)]),
        SearchField("Search"),
        _table(stretch=1),
        QCheckBox("Print the receipt"),
    )
    assert clipped_texts(window) == []


@pytest.mark.parametrize("kind", [QLabel, QPushButton, QCheckBox])
def test_a_planted_clip_is_found(qtbot: QtBot, qapp: QApplication, kind: type[QLabel]) -> None:
    planted = kind(LONG)
    planted.setFixedWidth(120)
    window = _window(qtbot, qapp, planted)
    assert clipped_texts(window) == [f"{kind.__name__}: {LONG}"]


def test_a_clipped_placeholder_column_and_paragraph_are_found(qtbot: QtBot, qapp: QApplication) -> None:
    field = QLineEdit()
    field.setPlaceholderText(LONG)
    field.setFixedWidth(150)
    paragraph = body(LONG * 3)
    paragraph.setFixedHeight(20)
    table = _table()
    table.setColumnWidth(0, 90)
    window = _window(qtbot, qapp, field, paragraph, table)
    table.setColumnWidth(0, 90)
    found = clipped_texts(window)
    assert [line.partition(":")[0] for line in found] == ["QLineEdit", "QLabel", "RecordTable"]


def test_an_ellipsis_with_a_tooltip_is_fine(qtbot: QtBot, qapp: QApplication) -> None:
    name = ElidedLabel(LONG)
    window = _window(qtbot, qapp, name, _table(stretch=1), width=240)
    assert name.toolTip() == LONG
    assert clipped_texts(window) == []


def test_what_sticks_out_of_the_window_is_found_and_what_scrolls_is_not(qtbot: QtBot, qapp: QApplication) -> None:
    tall = QWidget()
    tall.setLayout(column(*(headline(f"Line {n}") for n in range(40))))
    window = _window(qtbot, qapp, scrolling(tall))
    assert clipped_texts(window) == []
    lost = QLabel("Total", window)
    lost.move(480, 390)
    lost.show()
    assert clipped_texts(window) == ["QLabel: Total"]
