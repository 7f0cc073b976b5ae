"""Dressing the application: fonts, palette, style sheet and the icons that are there already."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from sentra_pos.core.resources import resource_path
from ui.kit.icons import retint
from ui.kit.stylesheet import style_sheet
from ui.kit.theme import DARK, FAMILY, LIGHT, Tokens, font, take_on

_FONT_FILES = (
    "fonts/PlusJakartaSans_400Regular.ttf",
    "fonts/PlusJakartaSans_500Medium.ttf",
    "fonts/PlusJakartaSans_600SemiBold.ttf",
    "fonts/PlusJakartaSans_700Bold.ttf",
    "fonts/PlusJakartaSans_800ExtraBold.ttf",
)


def load_fonts() -> None:
    """Make the shipped fonts known; a missing file is a broken installation."""
    if FAMILY in QFontDatabase.families():
        return
    for name in _FONT_FILES:
        if QFontDatabase.addApplicationFont(str(resource_path(name))) < 0:
            raise RuntimeError(f"font file cannot be read: {name}")


def apply_theme(app: QApplication, *, dark: bool = False) -> None:
    """Dress the whole application; may be called again to change between light and dark."""
    wanted = DARK if dark else LIGHT
    take_on(wanted)
    sheet = style_sheet(wanted)
    if app.styleSheet() == sheet:
        # To dress it in what it wears would ask each of its widgets again: a second or two where there are many.
        return
    load_fonts()
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_palette(wanted))
    app.setStyleSheet(sheet)
    for widget in app.allWidgets():
        retint(widget)


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, value in (
        (role.Window, t.ground),
        (role.WindowText, t.ink),
        (role.Base, t.field),
        (role.AlternateBase, t.ground),
        (role.Text, t.ink),
        (role.Button, t.surface),
        (role.ButtonText, t.ink),
        (role.Highlight, t.wash),
        (role.HighlightedText, t.ink),
        (role.PlaceholderText, t.muted),
        (role.ToolTipBase, t.ink),
        (role.ToolTipText, t.surface),
        (role.Link, t.primary),
    ):
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(t.muted))
    return palette
