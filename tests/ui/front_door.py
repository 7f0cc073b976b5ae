"""The whole program over a test's own store, as it is started, and a pair of hands at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.shop import Shop
from ui.app import App, make_application
from ui.kit.check_text import clipped_texts
from ui.tour.hands import Hands

#: The usual shop computer, and the smallest that is promised.
SIZES = ((1366, 768), (1024, 768))
LANGUAGES = ("id", "en")


@pytest.fixture
def hands(qapp: QApplication, store: Store, clock: FixedClock, tmp_path: Path) -> Iterator[Hands]:
    """At a program that has not begun yet; the store holds what the test put into it before."""
    app = App(make_application(), Shop(store, clock))
    yield Hands(app, tmp_path)
    Hands.leave()
    app.close()
    app.deleteLater()
    # By its name: among all others, an event that deletes waits for a loop that never runs here.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


def clipped_in(hands: Hands, language: str) -> list[str]:
    """Every text of the window in front that is cut, at both sizes; the window is built in the language."""
    use_language(language)
    hands.app.begin()
    hands.settle()
    return clipped_at_all_sizes(hands)


def clipped_at_all_sizes(hands: Hands) -> list[str]:
    """Every text of the window in front that is cut, at both sizes."""
    cut = []
    for width, height in SIZES:
        hands.window.resize(width, height)
        hands.settle()
        cut += [f"{width}: {text}" for text in clipped_texts(hands.window)]
    return cut
