"""Types a code as a wedge scanner would, for tests and for the tour.

Real key events with time stamps are posted to the window, not to a widget, so they pass the scan channel on the same
way as a scanner's. (QTest.keyClick on a widget skips the window, and so the channel.)
"""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_NO_MODIFIER = Qt.KeyboardModifier.NoModifier
#: Each scan starts well after the one before, as if a person had moved the scanner in between.
_starts = count(1_000_000, 100_000)
_KEYS = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\n": Qt.Key.Key_Enter}


def type_scan(window: QWidget, code: str, *, gap_ms: int = 5, suffix: str = "\r", started_ms: int | None = None) -> int:
    """Post the keys of ``code`` and ``suffix``, stamped ``gap_ms`` apart; a large gap is a person typing.

    Goes to the topmost sheet over ``window`` when there is one, as the keyboard would. The events are delivered when
    the event loop runs. Answers the last stamp, for a scan that should follow closely.
    """
    target = (QApplication.activeModalWidget() or window).window().windowHandle()
    stamp = next(_starts) if started_ms is None else started_ms
    for character in code + suffix:
        key = _KEYS.get(character, Qt.Key(ord(character.upper())) if character.isascii() else Qt.Key.Key_unknown)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, int(key), _NO_MODIFIER, character)
            event.setTimestamp(stamp)
            QCoreApplication.postEvent(target, event)
        stamp += gap_ms
    return stamp - gap_ms
