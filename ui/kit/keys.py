"""Keys, each declared once: what it does, and what the sheet of keys (F1) says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

#: A button's key, whether a shortcut presses it or the sheet it is in; what it does is the button's name.
_OF_BUTTON = "kit_key"
_OWN = "kit_own_keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One line of the sheet of keys. ``everywhere`` in its window, or only where the focus is."""

    key: str
    says: str
    everywhere: bool = True
    works_now: bool = True


def on_key(
    widget: QWidget,
    key: str,
    says: str,
    act: Callable[[], object],
    *,
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QShortcut:
    """Let a key act while ``widget`` can be seen; held down it acts once.

    Never a digit, a letter or Enter alone: those are a scanner's, see ``OwnKeys``.
    """
    made = QShortcut(QKeySequence(key), widget, act)
    made.setAutoRepeat(False)
    made.setContext(context)
    made.setWhatsThis(says)
    return made


def press_by(button: QAbstractButton, key: str) -> None:
    """Let a key press the button while it can be seen; at once, where Qt's own shortcut waits a tenth of a second."""
    made = QShortcut(QKeySequence(key), button, button.click)
    made.setAutoRepeat(False)
    pressed_by(button, key)


def pressed_by(button: QAbstractButton, key: str) -> None:
    """Say that something else presses the button at this key (a sheet at Enter and Esc)."""
    button.setProperty(_OF_BUTTON, key)


def key_of(button: QAbstractButton) -> str:
    """The key that presses a button; "" when there is none."""
    return str(button.property(_OF_BUTTON) or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    shown: str
    says: str
    act: Callable[[], object]
    keys: tuple[int, ...]
    signs: str
    when: Callable[[], bool]
    repeats: bool


class OwnKeys:
    """The keys that a widget answers while it has the focus; make one, and ask it first in ``keyPressEvent``.

    As shortcuts they would fire before a scan is recognised, or not at all in a field.
    """

    def __init__(self, widget: QWidget) -> None:
        self._declared: list[_Own] = []
        widget.setProperty(_OWN, self)

    def on(
        self,
        shown: str,
        says: str,
        act: Callable[[], object],
        *keys: int,
        signs: str = "",
        when: Callable[[], bool] = lambda: True,
        repeats: bool = False,
    ) -> None:
        """Act at any of the keys, or when one of the signs is typed, as long as ``when`` says so."""
        self._declared.append(_Own(shown=shown, says=says, act=act, keys=keys, signs=signs, when=when, repeats=repeats))

    def take(self, event: QKeyEvent) -> bool:
        """Whether the key was one of these; a held key that does not repeat is taken and does nothing."""
        for own in self._declared:
            if (event.key() in own.keys or (event.text() and event.text() in own.signs)) and own.when():
                if own.repeats or not event.isAutoRepeat():
                    own.act()
                return True
        return False

    def told(self) -> Iterator[Key]:
        """For the sheet of keys."""
        for own in self._declared:
            yield Key(key=own.shown, says=own.says, everywhere=False, works_now=own.when())


def keys_of(top: QWidget) -> tuple[Key, ...]:
    """Every key that means something below ``top``, hidden pages left out, in the order they are found."""
    found: dict[Key, None] = {}
    for widget in (top, *top.findChildren(QWidget)):
        if widget is top or widget.isVisibleTo(top):
            found |= dict.fromkeys(_keys_at(widget))
    return tuple(found)


def _keys_at(widget: QWidget) -> Iterator[Key]:
    key = key_of(widget) if isinstance(widget, QAbstractButton) else ""
    if key:
        yield Key(key=key, says=widget.accessibleName(), works_now=widget.isEnabled())
    for shortcut in widget.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not shortcut.whatsThis() and key:
            continue
        yield Key(
            key=shortcut.key().toString(),
            says=shortcut.whatsThis(),
            everywhere=shortcut.context() == Qt.ShortcutContext.WindowShortcut,
            works_now=shortcut.isEnabled() and widget.isEnabled(),
        )
    own = widget.property(_OWN)
    if isinstance(own, OwnKeys):
        yield from own.told()
