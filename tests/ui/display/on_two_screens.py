"""A till and a customer's screen, played in a process of their own: screens are given to Qt at its start.

Run by test_display.py with a platform of two screens; prints what it saw as JSON.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QLineEdit, QMainWindow

from sentra_pos.change_display import CustomerDisplay
from sentra_pos.core.money import Rupiah
from ui.app import make_application
from ui.display.keeper import DisplayKeeper, screens_here
from ui.display.state import DisplayState, Showing


def settle() -> None:
    """Let the events run that are due."""
    for _again in range(3):
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()


def main() -> None:
    """Plug in, pull out, move about."""
    app = make_application()
    seen: dict[str, object] = {}
    plugged: list[QScreen] = list(QGuiApplication.screens())
    second = plugged[1]
    till = QMainWindow()
    field = QLineEdit()
    till.setCentralWidget(field)
    till.resize(800, 600)
    till.show()
    till.activateWindow()
    field.setFocus()
    settle()
    keeper = DisplayKeeper(app, lambda: till, lambda: plugged)

    def where() -> str | None:
        settle()
        window = keeper.window
        return window.screen().name() if window is not None and window.isVisible() else None

    seen["screens"] = [(screen.name, screen.is_tills) for screen in screens_here(till)]
    seen["before"] = where()
    keeper.use(CustomerDisplay(is_on=True))
    seen["on"] = where()
    window = keeper.window
    assert window is not None
    seen["whole"] = window.geometry() == second.geometry()
    seen["till keeps the keys"] = till.isActiveWindow() and field.hasFocus() and app.activeWindow() is till
    keeper.show_state(DisplayState(showing=Showing.SELLING, total=Rupiah(185_000)))

    plugged.remove(second)
    app.screenRemoved.emit(second)
    seen["hidden at once"] = not window.isVisible()
    seen["unplugged"] = where()
    plugged.append(second)
    app.screenAdded.emit(second)
    seen["plugged in again"] = where()
    seen["state"] = window.state.showing.value
    seen["till still keeps the keys"] = till.isActiveWindow() and field.hasFocus()

    keeper.use(CustomerDisplay(is_on=True, screen="not here"))
    seen["another screen chosen"] = where()
    keeper.use(CustomerDisplay(is_on=True, screen=second.name()))
    seen["chosen by name"] = where()
    till.setGeometry(second.geometry())
    keeper.place()
    seen["till moved over"] = where()
    # This platform does not tell a window that it came to another screen; a real one does.
    till.setScreen(plugged[0])
    till.move(10, 10)
    keeper.place()
    seen["till moved back"] = where()
    keeper.use(CustomerDisplay())
    seen["off"] = where()
    keeper.close()
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
