"""Widgets that are shown before they have a place: each is a window for a moment, and may take a key or the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget

from ui.display.window import DisplayWindow

#: What is meant to be a window.
_WINDOWS = (QMainWindow, QDialog, DisplayWindow)


@contextmanager
def shown_alone() -> Iterator[list[str]]:
    """The kinds of all that the program shows meanwhile without a place in a window."""
    found: list[str] = []

    def watched(before: Callable[..., None]) -> Callable[..., None]:
        def show(widget: QWidget, *visible: bool) -> None:
            if all(visible) and widget.isWindow() and not isinstance(widget, _WINDOWS):
                found.append(f"{type(widget).__name__} {widget.accessibleName()}".strip())
            before(widget, *visible)

        return show

    with pytest.MonkeyPatch.context() as patch:
        for name in ("show", "setVisible"):
            patch.setattr(QWidget, name, watched(getattr(QWidget, name)))
        yield found
