"""A drop-down list that is narrower than its answer."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ui.consignment.choice import Choice

LONG = "Gantungan kemeja dekat pintu masuk timur"


def painted(answer: str) -> QImage:
    choice = Choice([(0, answer)])
    choice.resize(180, 40)
    return choice.grab().toImage()


def test_an_answer_without_room_ends_in_an_ellipsis(qapp: QApplication) -> None:
    shown = painted(LONG)
    begun = [LONG[:letters] for letters in range(5, len(LONG))]

    assert any(painted(f"{part}…") == shown != painted(part) for part in begun)
