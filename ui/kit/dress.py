"""Light, dark, or as the computer says: dresses every window at once, and again when the computer changes its mind."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from ui.kit.apply_theme import apply_theme
from ui.kit.icons import retint
from ui.kit.theme import DARK, LIGHT, tokens

SYSTEM = "system"
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, SYSTEM: Qt.ColorScheme.Unknown}


class _Wardrobe(QObject):
    """Remembers what is worn, and hears when the computer goes dark; one an application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app, self.theme = app, "light"
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self.follow())
        app.screenAdded.connect(lambda _screen: self._draw_icons())  # it may want other dots than those there were

    def wear(self, theme: str) -> None:
        self.theme = theme
        # The frame that the computer draws around the window goes along; "unknown" leaves it to the computer.
        if self._app.styleHints().colorScheme() != _SCHEMES[theme]:
            self._app.styleHints().setColorScheme(_SCHEMES[theme])
        self.follow()

    def follow(self) -> None:
        wanted = self._app.styleHints().colorScheme() if self.theme == SYSTEM else _SCHEMES[self.theme]
        dark = wanted == Qt.ColorScheme.Dark
        if tokens() is not (DARK if dark else LIGHT) or not self._app.styleSheet():
            apply_theme(self._app, dark=dark)

    def _draw_icons(self) -> None:
        for widget in self._app.allWidgets():
            retint(widget)


def wear(theme: str) -> None:
    """Put on "light", "dark" or "system"; costs nothing when it is worn already. Raises KeyError for another name."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    standing = app.findChild(_Wardrobe, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (standing or _Wardrobe(app)).wear(theme)
