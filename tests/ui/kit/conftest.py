"""What the kit's tests stand on: the dressed application, off screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from ui.kit.apply_theme import apply_theme
from ui.kit.theme import LIGHT, tokens


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The application in its light theme, and no window left behind."""
    if tokens() is not LIGHT or not qapp.styleSheet():
        apply_theme(qapp)
    yield
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
