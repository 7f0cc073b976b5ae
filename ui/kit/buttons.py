"""Buttons by their weight: one primary a screen, the rest calmer; each shows the key that presses it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton

from ui.kit.icons import set_icon
from ui.kit.keys import press_by, pressed_by
from ui.kit.theme import TOUCH

#: Keys that the sheet, or the list with the focus, answers itself: a shortcut would fire before a scan is recognised.
_LEFT_TO_OTHERS = frozenset({"Enter", "Esc", "Del", "Backspace"})


class Button(QPushButton):
    """A button with its key beside its words. Enter presses the button that has the focus, like Space does."""

    def __init__(self, text: str, kind: str, key: str = "", on: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self._key, self._on, self._lead = key, on, ""
        self.set_label(text)
        if key in _LEFT_TO_OTHERS:
            pressed_by(self, key)
        elif key:
            press_by(self, key)
        self.clicked.connect(self._pressed)

    def set_label(self, text: str) -> None:
        """Change the words and keep the key beside them."""
        self.setText(self._lead + _shown(text, self._key))
        self.setAccessibleName(text)

    def set_picture(self, icon: str, tone: str = "ink") -> None:
        """Put an icon before the words."""
        set_icon(self, icon, tone)
        # Qt leaves less than a space between the two.
        if not self._lead:
            self._lead = " "
            self.set_label(self.accessibleName())

    def _pressed(self) -> None:
        if self._on is not None:
            self._on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


def _shown(text: str, key: str) -> str:
    escaped = text.replace("&", "&&")
    return f"{escaped}  {key}" if key else escaped


def _button(text: str, kind: str, key: str, icon: str, tone: str, on: Callable[[], object] | None) -> Button:
    made = Button(text, kind, key, on)
    if icon:
        made.set_picture(icon, tone)
    return made


def primary(text: str, key: str = "", *, icon: str = "", on: Callable[[], object] | None = None) -> Button:
    """The one strong action of a screen or sheet."""
    return _button(text, "primary", key, icon, "on_primary", on)


def secondary(text: str, key: str = "", *, icon: str = "", on: Callable[[], object] | None = None) -> Button:
    """Anything else that is done often."""
    return _button(text, "secondary", key, icon, "ink", on)


def quiet(text: str, key: str = "", *, icon: str = "", on: Callable[[], object] | None = None) -> Button:
    """Done seldom; looks like text until the pointer comes near."""
    return _button(text, "quiet", key, icon, "muted", on)


def danger(text: str, key: str = "", *, icon: str = "", on: Callable[[], object] | None = None) -> Button:
    """Cancels or removes something."""
    return _button(text, "danger", key, icon, "bad", on)


def choice(text: str, *, on: Callable[[], object] | None = None) -> Button:
    """One of several offered values (a banknote, a reason); stays down when chosen."""
    made = _button(text, "secondary", "", "", "ink", on)
    made.setCheckable(True)
    return made


class IconButton(QToolButton):
    """A square with an icon; its name is said by the tooltip and by screen readers."""

    def __init__(self, icon: str, name: str, tone: str = "muted", key: str = "") -> None:
        super().__init__()
        set_icon(self, icon, tone)
        self.setFixedSize(TOUCH, TOUCH)
        self.setAccessibleName(name)
        self.setToolTip(_shown(name, key))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if key:
            press_by(self, key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class Tile(QToolButton):
    """An icon over its words and key, one of a few ways to go on (cash, QRIS, card …); stays down when chosen."""

    def __init__(self, text: str, icon: str, key: str = "", *, checked_tone: str = "on_indigo") -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(_shown(text, key).replace("  ", " "))
        self.setAccessibleName(text)
        set_icon(self, icon, "ink", 24, checked=(icon, checked_tone))
        if key:
            press_by(self, key)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 16, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isChecked():
            self.click()
            return
        super().keyPressEvent(event)
