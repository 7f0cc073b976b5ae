"""The look is made from tokens, and drawn the same each time."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

from sentra_pos.core.resources import resource_path
from ui.kit.apply_theme import apply_theme
from ui.kit.buttons import secondary
from ui.kit.icons import icon_pixmap
from ui.kit.motifs import FAMILIES
from ui.kit.swatch import dyes_of, family_of, swatch
from ui.kit.theme import DARK, LIGHT, Tokens, font, tokens


def _luminance(name: str) -> float:
    colour = QColor(name)
    parts = (0.2126, colour.redF()), (0.7152, colour.greenF()), (0.0722, colour.blueF())
    return sum(w * (part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)) for w, part in parts)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("words", "paper"),
    [
        ("ink", "ground"),
        ("ink", "wash"),
        ("muted", "surface"),
        ("primary", "surface"),
        ("on_primary", "primary"),
        ("on_indigo", "indigo"),
        ("good", "good_wash"),
        ("warn", "warn_wash"),
        ("bad", "bad_wash"),
    ],
)
def test_words_can_be_read_on_their_paper(theme: Tokens, words: str, paper: str) -> None:
    light, dark = sorted((_luminance(getattr(theme, words)), _luminance(getattr(theme, paper))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_every_token_is_a_colour() -> None:
    assert all(QColor(getattr(theme, field.name)).isValid() for theme in (LIGHT, DARK) for field in fields(Tokens))


def test_the_shipped_family_is_used_in_every_weight_with_figures_of_one_width() -> None:
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold, QFont.Weight.ExtraBold):
        face = font(20, weight)
        metrics = QFontMetrics(face)
        assert QFontInfo(face).family() == "Plus Jakarta Sans"
        assert len({metrics.horizontalAdvance(digit * 8) for digit in "0123456789"}) == 1


def test_icons_follow_the_theme(qapp: QApplication) -> None:
    button = secondary("Print", icon="printer")
    before = button.icon().pixmap(20, 20).toImage()
    apply_theme(qapp, dark=True)
    assert tokens() is DARK
    assert button.icon().pixmap(20, 20).toImage() != before


def test_icons_are_sharp_at_every_scale() -> None:
    assert icon_pixmap("printer", size_px=20, scale=1.5).size() == QSize(30, 30)
    with pytest.raises(FileNotFoundError):
        icon_pixmap("no-such-icon")


def test_every_icon_named_in_the_windows_is_shipped() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in Path("ui").rglob("*.py"))
    named = set(re.findall(r"""(?:icon(?:_name)?=|set_icon\(\w+, |IconButton\()"([a-z-]+)\"""", source))
    assert named
    assert [name for name in sorted(named) if not resource_path(f"icons/{name}.svg").is_file()] == []


def test_a_swatch_is_the_same_each_time_and_differs_by_motif_and_dye() -> None:
    size = QSize(120, 80)
    first = swatch("Surya Majapahit", "natural", size=size).toImage()
    assert first == swatch("  surya  MAJAPAHIT ", "natural", size=size).toImage()
    assert first != swatch("Surya Majapahit", "synthetic", size=size).toImage()
    assert first != swatch("Sisik Gringsing", "natural", size=size).toImage()
    assert swatch("Kawung", size=size, scale=1.5).size() == QSize(180, 120)


def test_motifs_are_drawn_in_their_family() -> None:
    named = {"Surya Majapahit": "surya", "Sisik Gringsing": "sisik", "Mrico Bolong": "kawung", "Koro Renteng": "ukel"}
    named |= {"Pring Sedapur": "pring", "Gedeg Rubyong": "gedeg", "Godong Maja": "daun"}
    assert {motif: family_of(motif) for motif in named} == named
    assert family_of("Kelas membatik", batik=False) == "stripe"
    assert family_of("Bin Pecah Hati") in FAMILIES
    assert dyes_of("Bin Pecah Hati", "natural") == dyes_of("bin pecah hati", "natural")
