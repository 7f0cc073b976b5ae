"""What every test of a screen leaves behind: nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from ui.kit.scan import ScanChannel


@pytest.fixture(autouse=True)
def _no_channel_hears_the_next_test() -> Iterator[None]:
    """A channel that nobody closed would take the next test's scans for itself."""
    yield
    app = QApplication.instance()
    for channel in [] if app is None else app.findChildren(ScanChannel):
        shiboken6.delete(channel)
