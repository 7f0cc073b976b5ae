"""Colours, sizes and type: the one place where the look is decided."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

FAMILY = "Plus Jakarta Sans"
TABULAR = QFont.Tag("tnum")
#: The family's own space is narrow enough for "14 pcs" to read as one word.
WORD_SPACING_PX = 1.5

CAPTION, BODY, LEAD, TITLE, HEADLINE, TOTAL = 12, 13, 15, 18, 22, 26
#: For those who read standing, or without their glasses: a list's lines, and figures.
LARGE, FIGURE = 20, 30
#: The smallest height and width of anything that is pressed.
TOUCH = 44
#: A number pad's key, wide and high: it is hit without looking, many times a day.
PAD_KEY = (64, 56)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Named colours; a widget asks for a name, never for a value."""

    ground: str
    surface: str
    field: str
    line: str
    ink: str
    muted: str
    primary: str
    primary_deep: str
    on_primary: str
    wash: str
    indigo: str
    on_indigo: str
    good: str
    warn: str
    bad: str
    good_wash: str
    warn_wash: str
    bad_wash: str
    dim: str


LIGHT = Tokens(
    ground="#F7F3EC",
    surface="#FFFFFF",
    field="#FFFFFF",
    line="#E6DDD0",
    ink="#2A211B",
    muted="#706358",
    primary="#9C3D1B",
    primary_deep="#7F2F12",
    on_primary="#FFFFFF",
    wash="#F6E7DD",
    indigo="#22395B",
    on_indigo="#FFFFFF",
    # Darker than the brand's, which are too pale to be read as words on a chosen row.
    good="#28724D",
    warn="#8D5A0D",
    bad="#B3261E",
    good_wash="#EDF7F1",
    warn_wash="#FBF0D9",
    bad_wash="#FAE5E2",
    dim="#8C2A211B",
)

DARK = Tokens(
    ground="#1C1613",
    surface="#27201B",
    field="#181210",
    line="#51453A",
    ink="#F4ECE2",
    muted="#B5A697",
    primary="#E08A5F",
    primary_deep="#EDA27C",
    on_primary="#2A130A",
    wash="#432B20",
    indigo="#A9C2EA",
    on_indigo="#14223A",
    good="#7FCBA2",
    warn="#E3B45C",
    bad="#F09A92",
    good_wash="#203629",
    warn_wash="#3B2F17",
    bad_wash="#45221F",
    dim="#99000000",
)

_current = LIGHT


def tokens() -> Tokens:
    """The colours now in use."""
    return _current


def colour(name: str) -> QColor:
    """A token as a colour to paint with."""
    return QColor(getattr(_current, name))


def font(size_px: int = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The house's type with figures of one width, so that columns of money stand straight."""
    made = QFont(FAMILY)
    made.setPixelSize(size_px)
    made.setWeight(weight)
    made.setWordSpacing(WORD_SPACING_PX)
    made.setFeature(TABULAR, 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def take_on(wanted: Tokens) -> None:
    """From now on these are the colours in use; whoever is dressed already is dressed anew by ``apply_theme``."""
    global _current  # noqa: PLW0603 - one application wears one theme
    _current = wanted


def set_kind(widget: QWidget, **properties: object) -> None:
    """Set style properties and have the style sheet read them again; nothing, where they are so already."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
