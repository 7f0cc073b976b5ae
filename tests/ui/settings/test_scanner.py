"""The scanner at this till: set, tried, and advised upon."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sentra_pos.change_scanner import Scanner, Suffix, scanner_of
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import Role
from tests.factories import Founded, found_a_shop
from tests.ui.front_door import LANGUAGES, clipped_at_all_sizes
from tests.ui.settings.test_settings import enter, turn_to
from ui.kit.scan_rules import Burst
from ui.kit.type_scan import type_scan
from ui.settings.scanner_advice import judge
from ui.settings.scanner_sheet import ScannerSheet
from ui.settings.screen import COMPUTER, SettingsScreen
from ui.tour.hands import Hands

CODE = "2000001234563"


def burst(text: str = CODE, *, gap: int = 5, suffix: str = "Enter", start: int = 1_000) -> Burst:
    keys = len(text) + bool(suffix)
    return Burst(text=text, stamps=tuple(start + gap * place for place in range(keys)), suffix=suffix)


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


@pytest.fixture
def screen(founded: Founded, hands: Hands) -> SettingsScreen:
    use_language("en")
    screen = enter(hands, founded, Role.OWNER)
    turn_to(hands, screen, COMPUTER)
    return screen


def test_a_good_scan_needs_no_advice() -> None:
    verdict = judge(burst(), Scanner())
    assert (verdict.codes, verdict.sentences, verdict.better) == ((CODE,), (), None)


@pytest.mark.parametrize(
    ("tried", "scanner", "word", "better"),
    [
        (burst(gap=48), Scanner(), "allow a pause of 90 ms", Scanner(gap_ms=90)),
        (burst(gap=70), Scanner(), "allow a pause of 100 ms", Scanner(gap_ms=100)),
        (burst(gap=90), Scanner(prefix="~"), "did not come first", None),
        (burst(gap=180), Scanner(), "as long as a person's", None),
        (burst(suffix=""), Scanner(), "Set Enter as suffix", None),
        (burst(suffix="Tab"), Scanner(suffix=Suffix.ENTER), "ended with Tab", Scanner()),
        (burst("123"), Scanner(), "Only 3 characters", Scanner(least=3)),
        (burst(), Scanner(prefix="~"), "The sign ~ did not come first", Scanner()),
        (burst(gap=0, start=0), Scanner(), "does not tell when keys are pressed", None),
        (burst("~" + CODE, gap=60), Scanner(prefix="~"), "allow a pause of 75 ms", Scanner(prefix="~", gap_ms=75)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_advice_says_what_would_help(tried: Burst, scanner: Scanner, word: str, better: Scanner | None) -> None:
    use_language("en")
    verdict = judge(tried, scanner)
    assert not verdict.understood
    assert word in " ".join(verdict.sentences)
    assert verdict.better == better
    assert better is None or judge(tried, better).understood


def test_lost_digits_and_invisible_signs_are_told() -> None:
    use_language("en")
    lost = judge(burst("2000001234560"), Scanner())
    assert lost.understood
    assert "check digit" in lost.sentences[0]
    garbled = judge(burst("2000\x1d0012345"), Scanner())
    assert not garbled.understood
    assert "cannot be seen" in garbled.sentences[0]


def open_trial(hands: Hands, screen: SettingsScreen) -> ScannerSheet:
    hands.click(screen.scanner.try_it)
    return hands.sheet(ScannerSheet)


def test_what_is_saved_holds_from_the_next_scan_on(screen: SettingsScreen, hands: Hands) -> None:
    hands.type(screen.scanner.gap, "80")
    hands.type(screen.scanner.prefix, "~")
    hands.click(screen.scanner.save)
    hands.settle()
    assert (hands.app.scans.settings.gap_ms, hands.app.scans.settings.prefix) == (80, "~")
    with hands.app.shop.reading() as session:
        assert scanner_of(session) == Scanner(gap_ms=80, prefix="~")


def test_a_pause_that_cannot_be_is_marked_at_its_field(screen: SettingsScreen, hands: Hands) -> None:
    hands.type(screen.scanner.gap, "500")
    hands.click(screen.scanner.save)
    hands.settle()
    assert "20 to 100" in screen.scanner.gap.problem
    assert screen.scanner.gap.hasFocus()


def test_a_tried_scan_is_shown_with_its_pauses_and_understood(screen: SettingsScreen, hands: Hands) -> None:
    sheet = open_trial(hands, screen)
    type_scan(hands.window, CODE, gap_ms=7)
    hands.wait_for("the verdict", lambda: sheet.verdict)
    assert sheet.verdict is not None
    assert sheet.verdict.codes == (CODE,)
    assert sheet._raw.text() == f"{CODE}  + Enter"
    assert sheet._pauses.text().startswith("7  7  7")
    assert sheet.field.text() == ""


def test_a_scan_without_an_end_is_judged_after_a_silence(screen: SettingsScreen, hands: Hands) -> None:
    sheet = open_trial(hands, screen)
    type_scan(hands.window, CODE, suffix="")
    hands.wait_for("the verdict", lambda: sheet.verdict)
    assert "Set Enter as suffix" in sheet._advice.text()


@pytest.mark.parametrize("suffix", ["\r", "\t", "\r\n"])
def test_the_enter_of_a_scan_that_is_not_understood_presses_nothing(
    screen: SettingsScreen, hands: Hands, suffix: str
) -> None:
    sheet = open_trial(hands, screen)
    for _twice in range(2):
        sheet.verdict = None
        type_scan(hands.window, CODE, gap_ms=60, suffix=suffix)
        hands.wait_for("the verdict", lambda: sheet.verdict)
        hands.settle()
    assert QApplication.activeModalWidget() is sheet
    assert sheet.field.hasFocus()
    assert "allow a pause" in sheet._advice.text()


def test_settings_that_help_are_taken_over_and_then_the_scan_is_read(screen: SettingsScreen, hands: Hands) -> None:
    sheet = open_trial(hands, screen)
    type_scan(hands.window, CODE, gap_ms=48)
    hands.wait_for("the verdict", lambda: sheet.verdict)
    hands.press(Qt.Key.Key_F12)
    hands.no_sheet()
    with hands.app.shop.reading() as session:
        assert scanner_of(session).gap_ms == 90
    heard: list[str] = []
    hands.app.scans.scanned.connect(heard.append)
    type_scan(hands.window, CODE, gap_ms=48)
    hands.wait_for("the scan", lambda: heard)
    assert heard == [CODE]
    assert hands.app.scans.watcher is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_trial_is_cut(founded: Founded, hands: Hands, language: str) -> None:
    use_language(language)
    screen = enter(hands, founded, Role.OWNER)
    turn_to(hands, screen, COMPUTER)
    sheet = open_trial(hands, screen)
    type_scan(hands.window, CODE * 3, gap_ms=60, suffix="")
    hands.wait_for("the verdict", lambda: sheet.verdict)
    assert clipped_at_all_sizes(hands) == []
    from ui.kit.check_text import clipped_texts

    assert clipped_texts(sheet) == []
