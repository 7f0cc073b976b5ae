"""The scan channel: tells a wedge scanner's burst of keys from typing, and brings the code to who should have it.

A scanner types like a keyboard. The filter sits on every window that ever had the focus, sees each key once (on its way
to the window, before any widget), and measures with the time stamps of the events: a busy program reads keys late and
close together, but their stamps stay true. Keys are let through while it is undecided; once a scan is recognised its
closing Enter is kept back and the field that had the focus gets its earlier text again.

Digits, letters and Enter must never be window shortcuts: those fire before this filter sees the key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.kit.scan_rules import ENTER, TAB, Burst, ScanSettings, follows, is_scan
from ui.kit.scanned_text import codes_in

__all__ = ["ScanChannel", "ScanSettings"]

_SUFFIXES: dict[int, str] = {Qt.Key.Key_Return: ENTER, Qt.Key.Key_Enter: ENTER, Qt.Key.Key_Tab: TAB}
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_AltGr})
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


@dataclass(slots=True)
class _Before:
    """A field as it was before the first key of a possible scan."""

    widget: QWidget | None
    text: str = ""
    start: int = -1
    length: int = 0
    cursor: int = 0

    @classmethod
    def of(cls, widget: QWidget | None) -> _Before:
        if isinstance(widget, QLineEdit):
            return cls(
                widget, widget.text(), widget.selectionStart(), len(widget.selectedText()), widget.cursorPosition()
            )
        if isinstance(widget, QPlainTextEdit):
            return cls(widget, widget.toPlainText(), cursor=widget.textCursor().position())
        if isinstance(widget, QComboBox):
            return cls(widget, cursor=widget.currentIndex())
        return cls(widget)

    def restore(self) -> None:
        if self.widget is None or not shiboken6.isValid(self.widget):
            return
        if isinstance(self.widget, QLineEdit) and self.widget.text() != self.text:
            self.widget.setText(self.text)
            self.widget.setCursorPosition(self.cursor)
            if self.start >= 0:
                self.widget.setSelection(self.start, self.length)
        elif isinstance(self.widget, QPlainTextEdit) and self.widget.toPlainText() != self.text:
            self.widget.setPlainText(self.text)
            cursor = self.widget.textCursor()
            cursor.setPosition(self.cursor)
            self.widget.setTextCursor(cursor)
        elif isinstance(self.widget, QComboBox):
            # Its digits looked for an entry that begins with them.
            self.widget.setCurrentIndex(self.cursor)

    def type(self, text: str) -> None:
        """Write what was held back where it would have gone."""
        if self.widget is None or not shiboken6.isValid(self.widget):
            return
        if isinstance(self.widget, QLineEdit):
            self.widget.insert(text)
        elif isinstance(self.widget, QPlainTextEdit):
            self.widget.insertPlainText(text)


def _receiver(window: QWindow) -> QWidget | None:
    """The widget that a key sent to the window goes to, also while the window is not the active one."""
    focused = QApplication.focusWidget()
    if focused is not None:
        return focused
    return next((w.focusWidget() for w in QApplication.topLevelWidgets() if w.windowHandle() is window), None)


class ScanChannel(QObject):
    """One for the application; whoever ``listen``s on the topmost sheet, or else on the screen in front, is told."""

    #: Every good scan, whoever takes it.
    scanned = Signal(str)
    #: A good scan that no open sheet or screen wanted.
    unheard = Signal(str)
    #: A burst that is no code: control characters, or far too long.
    garbled = Signal()
    _recognised = Signal(str)

    def __init__(self, app: QApplication, settings: ScanSettings | None = None) -> None:
        super().__init__(app)
        #: Read at every key: what is set takes effect with the next scan.
        self.settings = settings or ScanSettings()
        #: Told of every key and its time stamp before anything is decided; for trying a scanner out.
        self.watcher: Callable[[str, int], object] | None = None
        self._app = app
        self._listeners: list[tuple[QWidget, Callable[[str], object]]] = []
        self._text = ""
        self._stamps: list[int] = []
        self._before = _Before(None)
        self._swallowing = False
        self._closed_by = 0
        self._closed_at = -1
        self._last: tuple[str, int] = ("", -(10**9))
        self._give_up = QTimer(self)
        self._give_up.setSingleShot(True)
        self._give_up.timeout.connect(self._give_back)
        self._recognised.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def listen(self, widget: QWidget, heard: Callable[[str], object]) -> None:
        """Bring codes to ``heard`` while ``widget`` is visible and nothing modal lies over it, until it is gone."""
        self._listeners.append((widget, heard))
        widget.destroyed.connect(self._forget_gone)

    def close(self) -> None:
        """Stop watching the keys."""
        self._give_up.stop()
        self._app.focusWindowChanged.disconnect(self._watch)
        for window in self._app.allWindows():
            window.removeEventFilter(self)

    def _watch(self, window: QWindow | None) -> None:
        # Not the whole application: then every event of every widget would be brought into Python, and the first one of
        # a widget that Qt made itself has PySide load all the classes there are, a twentieth of a second at the start.
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow) and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._pressed(event, watched)
            if event.type() == QEvent.Type.KeyRelease:
                return bool(self._closed_by) and event.key() == self._closed_by
        return False

    def _pressed(self, event: QKeyEvent, window: QWindow) -> bool:
        stamp = int(event.timestamp())
        if event.isAutoRepeat() or event.key() in _MODIFIERS:
            return False
        suffix = _SUFFIXES.get(event.key(), "")
        if self.watcher is not None:
            self.watcher(suffix or event.text(), stamp)
        if suffix in self.settings.suffixes:
            return self._suffix(event, stamp)
        self._closed_by = 0
        if not event.text() or event.modifiers() & _COMMANDS:
            self._give_back()
            return False
        if self._text and not follows(self._stamps[-1], stamp, self.settings):
            self._give_back()
        if not self._text:
            self._before = _Before.of(_receiver(window))
            self._swallowing = bool(self.settings.prefix) and event.text() == self.settings.prefix
        if len(self._text) <= self.settings.longest:
            self._text += event.text()
        self._stamps.append(stamp)
        if self._swallowing:
            self._give_up.start(4 * self.settings.gap_ms)
        return self._swallowing

    def _suffix(self, event: QKeyEvent, stamp: int) -> bool:
        if not self._text and self._closed_at >= 0 and follows(self._closed_at, stamp, self.settings):
            return True  # the line feed of a scanner that sends both
        suffix = _SUFFIXES[event.key()]
        if not is_scan(Burst(text=self._text, stamps=(*self._stamps, stamp), suffix=suffix), self.settings):
            self._give_back()
            return False
        text, first = self._text, self._stamps[0]
        self._before.restore()
        self._start_over()
        self._closed_by, self._closed_at = event.key(), stamp
        self._tell(text, first, stamp)
        return True

    def _tell(self, text: str, first: int, last: int) -> None:
        codes = codes_in(text.removeprefix(self.settings.prefix), longest=self.settings.longest)
        if not codes:
            self.garbled.emit()
        for code in codes:
            again = code == self._last[0] and first - self._last[1] < self.settings.blanking_ms
            self._last = (code, last)
            if not again:
                self._recognised.emit(code)

    def _start_over(self) -> None:
        if self._swallowing:
            self._give_up.stop()
        self._text, self._stamps, self._swallowing = "", [], False
        self._closed_at = -1

    def _give_back(self) -> None:
        """What was held back was typed by a person after all: let them have their letters."""
        text, before, swallowed = self._text, self._before, self._swallowing
        self._start_over()
        if swallowed:
            before.type(text)

    def _deliver(self, code: str) -> None:
        self.scanned.emit(code)
        modal = QApplication.activeModalWidget()
        for widget, heard in reversed(self._listeners):
            if not shiboken6.isValid(widget) or not widget.isVisible() or not widget.isEnabled():
                continue
            if modal is None or widget.window() is modal:
                heard(code)
                return
        self.unheard.emit(code)

    def _forget_gone(self) -> None:
        self._listeners = [(widget, heard) for widget, heard in self._listeners if shiboken6.isValid(widget)]
