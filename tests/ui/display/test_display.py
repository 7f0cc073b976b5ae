"""The customer's display: what is seen on it, and on which screen it stands."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from sentra_pos.change_display import ChangeDisplay, CustomerDisplay, change_display, display_of
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.payments.qris import read_merchant, with_amount
from sentra_pos.people.permissions import NotAllowed
from tests.gallery import a_gallery
from tests.payments.stickers import sticker
from ui.display.paint import DisplayShop, fitted
from ui.display.state import IDLE, DisplayLine, DisplayState, Showing
from ui.display.window import DisplayWindow
from ui.kit.apply_theme import apply_theme

ROOT = Path(__file__).parents[3]
SIZES = ((1920, 1080), (1366, 768), (1024, 600), (800, 480), (768, 1366))


def a_line(name: str, count: int = 1, price: int = 185_000) -> DisplayLine:
    return DisplayLine(name=name, count=count, price=Rupiah(price), amount=Rupiah(price * count))


@pytest.fixture
def window(qapp: QApplication) -> Iterator[DisplayWindow]:
    apply_theme(qapp)
    made = DisplayWindow()
    made.show_shop(DisplayShop(name="Galeri Sentra Batik Contoh"))
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, 0)


def picture(window: DisplayWindow, state: DisplayState, size: tuple[int, int] = (1366, 768)) -> Image.Image:
    """What stands on the screen, as a camera would see it."""
    window.resize(*size)
    window.show_state(state)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")


# ------------------------------------------------------------------------------------------------------ what is seen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("amount", [1, 185_000, 5_312_500, 999_999_999])
def test_another_program_reads_the_amount_from_the_displayed_code(
    window: DisplayWindow, size: tuple[int, int], amount: int
) -> None:
    static = sticker(name="SENTRA BATIK CONTOH")
    paid = with_amount(static, Rupiah(amount))
    state = DisplayState(showing=Showing.QRIS, total=Rupiah(amount), code=paid, merchant="SENTRA BATIK CONTOH")
    (found,) = zxingcpp.read_barcodes(picture(window, state, size))
    assert found.text == paid
    assert read_merchant(found.text).amount == Rupiah(amount)


def test_the_code_is_black_on_white_in_the_dark_theme_too(qapp: QApplication, window: DisplayWindow) -> None:
    apply_theme(qapp, dark=True)
    paid = with_amount(sticker(), Rupiah(185_000))
    state = DisplayState(showing=Showing.QRIS, total=Rupiah(185_000), code=paid, merchant="SENTRA")
    assert [found.text for found in zxingcpp.read_barcodes(picture(window, state))] == [paid]


def test_each_page_looks_different_and_none_is_empty(window: DisplayWindow) -> None:
    states = (
        IDLE,
        DisplayState(showing=Showing.SELLING, lines=(a_line("Kain"),), total=Rupiah(185_000)),
        DisplayState(showing=Showing.QRIS, total=Rupiah(185_000), code=with_amount(sticker(), Rupiah(185_000))),
        DisplayState(showing=Showing.THANKS, change=Rupiah(15_000)),
        DisplayState(showing=Showing.THANKS),
    )
    pictures = [picture(window, state).tobytes() for state in states]
    assert len(set(pictures)) == len(states)


def test_the_newest_line_is_always_in_sight(window: DisplayWindow) -> None:
    """A cart of thirty lines: another last line changes the picture, another first one does not."""
    lines = tuple(a_line(f"Kain {number}") for number in range(30))

    def seen(*shown: DisplayLine) -> bytes:
        return picture(window, DisplayState(showing=Showing.SELLING, lines=shown, total=Rupiah(1))).tobytes()

    assert seen(*lines) != seen(*lines[:-1], a_line("Pouch perca"))
    assert seen(*lines) == seen(a_line("Pouch perca"), *lines[1:])


@pytest.mark.parametrize("words", ["Rp\u00a0999.999.999.999", "Kain batik tulis warna alam " * 6, "X" * 300])
def test_words_fit_the_room_they_have_or_say_that_there_is_more(qapp: QApplication, words: str) -> None:
    area = QRectF(0, 0, 300, 80)
    face, flags = fitted(words, area, 60, QFont.Weight.Bold, Qt.AlignmentFlag.AlignLeft)
    metrics = QFontMetricsF(face)
    if flags & Qt.TextFlag.TextWordWrap.value:
        assert area.contains(metrics.boundingRect(area, flags, words))
    else:
        assert metrics.horizontalAdvance(words) <= area.width() or face.pixelSize() == 12


def test_thanks_give_way_to_the_shops_name_after_a_while(window: DisplayWindow, qtbot: Any) -> None:
    window._fade.setInterval(20)
    window.show_state(DisplayState(showing=Showing.THANKS, change=Rupiah(500)))
    qtbot.waitUntil(lambda: window.state == IDLE)


def test_a_next_customer_is_not_swept_away_by_the_last_ones_thanks(window: DisplayWindow, qtbot: Any) -> None:
    window._fade.setInterval(20)
    window.show_state(DisplayState(showing=Showing.THANKS))
    selling = DisplayState(showing=Showing.SELLING, lines=(a_line("Kain"),), total=Rupiah(185_000))
    window.show_state(selling)
    assert not window._fade.isActive()
    assert window.state == selling


def test_the_window_takes_neither_keys_nor_clicks_and_does_not_keep_the_program_open(window: DisplayWindow) -> None:
    flags = window.windowFlags()
    assert flags & Qt.WindowType.WindowDoesNotAcceptFocus
    assert flags & Qt.WindowType.WindowTransparentForInput
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert not window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


# --------------------------------------------------------------------------------------------------- on which screen


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What happened on a computer with two screens."""
    folder = tmp_path_factory.mktemp("screens")
    screens = [
        {
            "name": name,
            "x": left,
            "y": 0,
            "width": 1366,
            "height": 768,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
        for name, left in (("KASIR", 0), ("PEMBELI", 1366))
    ]
    (folder / "screens.json").write_text(json.dumps({"screens": screens}), encoding="utf-8")
    played = subprocess.run(
        [sys.executable, "-m", "tests.ui.display.on_two_screens"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={os.path.relpath(folder / 'screens.json', ROOT)}"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert played.returncode == 0, played.stderr
    told = json.loads(played.stdout)
    assert isinstance(told, dict)
    return told


def test_it_fills_the_other_screen_and_the_till_keeps_the_keys(seen: dict[str, Any]) -> None:
    assert seen["screens"] == [["KASIR", True], ["PEMBELI", False]]
    assert seen["before"] is None
    assert seen["on"] == "PEMBELI"
    assert seen["whole"]
    assert seen["till keeps the keys"]


def test_it_is_gone_before_qt_could_move_it_onto_the_till_and_comes_back_as_it_was(seen: dict[str, Any]) -> None:
    assert seen["hidden at once"]
    assert seen["unplugged"] is None
    assert seen["plugged in again"] == "PEMBELI"
    assert seen["state"] == "selling"
    assert seen["till still keeps the keys"]


def test_it_never_covers_the_tills_own_screen(seen: dict[str, Any]) -> None:
    assert seen["another screen chosen"] is None
    assert seen["chosen by name"] == "PEMBELI"
    assert seen["till moved over"] is None
    assert seen["till moved back"] == "PEMBELI"
    assert seen["off"] is None


# ------------------------------------------------------------------------------------------------------- the setting


def test_the_owner_switches_it_on_and_a_cashier_does_not(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    wanted = CustomerDisplay(is_on=True, screen="HDMI-1")
    with store.reading() as session:
        assert display_of(session) == CustomerDisplay()
    with pytest.raises(NotAllowed), store.writing() as session:
        change_display(session, ChangeDisplay(by=gallery.cashier, display=wanted), clock=clock)
    with store.writing() as session:
        change_display(session, ChangeDisplay(by=gallery.founded.by, display=wanted), clock=clock)
    with store.reading() as session:
        assert display_of(session) == wanted
