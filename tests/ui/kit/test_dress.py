"""Light, dark, or as the computer says: worn at once by every window, with words that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import danger, primary, quiet, secondary
from ui.kit.chips import Chips
from ui.kit.dress import wear
from ui.kit.fields import SearchField, TextField
from ui.kit.labels import label
from ui.kit.layout import card, column, page
from ui.kit.messages import Banner
from ui.kit.theme import DARK, LIGHT, Tokens, tokens

#: Every tone that words are written in, and every ground that they stand on.
TONES = ("ink", "muted", "primary", "indigo", "good", "warn", "bad")
GROUNDS = ("ground", "surface", "field", "wash")
ON_THEIR_OWN = (
    ("on_primary", "primary"), ("on_primary", "primary_deep"), ("on_indigo", "indigo"), ("surface", "ink"),
    ("ink", "good_wash"), ("ink", "warn_wash"), ("ink", "bad_wash"),
    ("good", "good_wash"), ("warn", "warn_wash"), ("bad", "bad_wash"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def light_again() -> Iterator[None]:
    yield
    wear("light")


def luminance(name: str) -> float:
    """By WCAG 2.2."""
    colour = QColor(name)
    parts = (0.2126, colour.redF()), (0.7152, colour.greenF()), (0.0722, colour.blueF())
    return sum(w * (part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)) for w, part in parts)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "paper"), [*product(TONES, GROUNDS), *ON_THEIR_OWN])
def test_words_can_be_read_on_every_ground(theme: Tokens, words: str, paper: str) -> None:
    assert contrast(getattr(theme, words), getattr(theme, paper)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ring_around_what_has_the_focus_stands_out(theme: Tokens) -> None:
    assert all(contrast(theme.primary, getattr(theme, paper)) >= 3 for paper in GROUNDS)
    assert contrast(theme.ink, theme.primary) >= 2


def shown(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


def a_page(qtbot: QtBot) -> QWidget:
    """One of each that is painted by hand or holds an icon."""
    parts = (
        primary("Bayar", "F12", icon="money"), secondary("Cetak", icon="printer"), quiet("Kosongkan"), danger("Hapus"),
        SearchField("Cari"), TextField("Sanggar Kencana"), Chips(((1, "Semua"), (2, "Tulis"))),
        Banner("Sudah tersimpan.", "good"), card(label("Rp 1.850.000", tone="primary")),
    )  # fmt: skip
    made = page(column(*parts, spacing=8, margins=(16, 16, 16, 16)))
    qtbot.addWidget(made)
    made.resize(500, 700)
    made.show()
    return made


def test_every_part_of_an_open_window_changes_at_once_and_back(qtbot: QtBot) -> None:
    window = a_page(qtbot)
    light = shown(window)
    parts = {part: shown(part) for part in window.findChildren(QWidget) if part.parentWidget() is window}
    wear("dark")
    assert tokens() is DARK
    dark = shown(window)
    assert dark.pixelColor(2, 2) == QColor(DARK.ground)
    assert [type(part).__name__ for part, before in parts.items() if shown(part) == before] == []
    wear("light")
    assert shown(window) == light


def test_no_part_keeps_a_light_spot_in_the_dark(qtbot: QtBot) -> None:
    window = a_page(qtbot)
    wear("dark")
    picture = shown(window)
    # Words are thin; a ground that was forgotten shows as a white area.
    step = 6
    white = sum(
        all(picture.pixelColor(QPoint(x + dx, y + dy)).lightness() > 245 for dx in (0, 2, 4) for dy in (0, 2, 4))
        for x, y in product(range(0, window.width() - step, step), range(0, window.height() - step, step))
    )
    assert white == 0


def test_what_is_worn_already_costs_nothing(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    wear("dark")
    dressed: list[bool] = []
    monkeypatch.setattr("ui.kit.dress.apply_theme", lambda _app, *, dark: dressed.append(dark))
    wear("dark")
    assert dressed == []


def test_as_the_computer_says_follows_it_when_it_changes(qapp: QApplication) -> None:
    wear("system")
    computer = qapp.styleHints()
    before = computer.colorScheme()
    computer.setColorScheme(Qt.ColorScheme.Dark)
    if computer.colorScheme() != Qt.ColorScheme.Dark:
        # No computer behind the off-screen platform: say it as it would.
        computer.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert tokens() is LIGHT
    else:
        assert tokens() is DARK
        computer.setColorScheme(before)
        assert tokens() is (DARK if before == Qt.ColorScheme.Dark else LIGHT)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("make", [primary, secondary, quiet, danger])
def test_the_focus_is_seen_on_every_button(qtbot: QtBot, theme: str, make: type) -> None:
    wear(theme)
    button, other = make("Simpan"), secondary("Lain")
    window = page(column(button, other))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    other.setFocus()
    without = shown(button)
    button.setFocus()
    assert shown(button) != without
