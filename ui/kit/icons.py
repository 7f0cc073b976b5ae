"""Phosphor icons in the theme's colours, sharp on any screen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from sentra_pos.core.resources import resource_path
from ui.kit.theme import colour


def _scales() -> list[float]:
    """Of the screens that are there: a pixmap for each keeps the lines crisp, and one for every scale there may be is
    half of what the till's window takes to make."""
    return sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()})


@lru_cache(maxsize=256)
def _drawing(name: str) -> bytes:
    return resource_path(f"icons/{name}.svg").read_bytes()


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour_name: str, size_px: int, scale: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(b"currentColor", colour_name.encode("ascii"))))
    pixels = round(size_px * scale)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def icon_pixmap(name: str, tone: str = "ink", size_px: int = 20, scale: float = 1.0) -> QPixmap:
    """One icon in a token's colour; raises FileNotFoundError for an icon that is not shipped."""
    return _pixmap(name, colour(tone).name(), size_px, scale)


def icon(name: str, tone: str = "ink", size_px: int = 20, *, checked: tuple[str, str] | None = None) -> QIcon:
    """An icon for buttons; ``checked`` is the (name, tone) shown while the button is down."""
    made = QIcon()
    for scale in _scales():
        made.addPixmap(icon_pixmap(name, tone, size_px, scale), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(icon_pixmap(name, "muted", size_px, scale), QIcon.Mode.Disabled, QIcon.State.Off)
        if checked is not None:
            made.addPixmap(icon_pixmap(*checked, size_px, scale), QIcon.Mode.Normal, QIcon.State.On)
    return made


def set_icon(
    button: QAbstractButton,
    name: str,
    tone: str = "ink",
    size_px: int = 20,
    *,
    checked: tuple[str, str] | None = None,
) -> None:
    """Give a button an icon that follows the theme when it changes."""
    button.setProperty("kit_icon", (name, tone, size_px, checked))
    button.setIconSize(QSize(size_px, size_px))
    button.setIcon(icon(name, tone, size_px, checked=checked))


def set_picture(label: QLabel, name: str, tone: str = "ink", size_px: int = 20) -> None:
    """Have a label show an icon that follows the theme when it changes."""
    label.setProperty("kit_icon", (name, tone, size_px, None))
    label.setPixmap(icon_pixmap(name, tone, size_px, label.devicePixelRatioF()))


def add_leading_icon(field: QLineEdit, name: str, tone: str = "muted", size_px: int = 20) -> QAction:
    """Put an icon that follows the theme before the words of a field."""
    field.setProperty("kit_icon", (name, tone, size_px, None))
    return field.addAction(icon(name, tone, size_px), QLineEdit.ActionPosition.LeadingPosition)


def retint(widget: QWidget) -> None:
    """Draw a widget's icon again in the colours now in use."""
    wanted = widget.property("kit_icon")
    if wanted is None:
        return
    name, tone, size_px, checked = wanted
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, tone, size_px, checked=tuple(checked) if checked else None))
    elif isinstance(widget, QLabel):
        set_picture(widget, name, tone, size_px)
    elif isinstance(widget, QLineEdit):
        widget.actions()[0].setIcon(icon(name, tone, size_px))
