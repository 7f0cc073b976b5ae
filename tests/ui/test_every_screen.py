"""What must hold on every screen and sheet, seen in both themes and at both sizes; at 150 % in a program of its own."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import ui
from sentra_pos.change_look import Theme
from tests.ui.check_hands import nameless, small_targets
from tests.ui.every_screen import SCALED, SMALL, USUAL, cut_words, visit_all
from tests.ui.shown_alone import shown_alone
from tests.ui.visit import Visit
from ui.kit.buttons import Button
from ui.kit.dialog import Sheet
from ui.kit.keys import key_of, keys_of

ROOT = Path(__file__).parents[2]
#: Whoever asks first waits for the whole walk.
pytestmark = pytest.mark.timeout(400)
#: Abstract, or only the ground of those that are seen.
_NO_SHEET_BY_ITSELF = {"_PersonSheet", "LargeSheet", "Sheet"}
#: Acts without a key of their own, and how the keyboard does them instead.
_REACHED_OTHERWISE = {
    "SizesSheet": "one of several values: arrow keys and Enter",
    "DiscountSheet": "a rate is typed, the buttons only spare fingers",
}


@dataclass(slots=True)
class Findings:
    """What was wrong, by kind."""

    seen: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    unspoken: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    keyless: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)

    def look(self, name: str, visit: Visit) -> None:
        """Go over all that can be seen now."""
        top = visit.top()
        self.names.append(name)
        self.seen.add(type(top).__name__)
        self.cut += [f"{name}: {text}" for text in cut_words(visit)]
        self.small += [f"{name}: {part}" for part in small_targets(top)]
        self.nameless += [f"{name}: {part}" for part in nameless(top)]
        self.keyless += [f"{name}: {words}" for words in _acts_without_a_key(top)]
        at: dict[str, set[str]] = defaultdict(set)
        for key in keys_of(top):
            if not key.says.strip():
                self.unspoken.append(f"{name}: {key.key}")
            if key.everywhere and key.works_now:
                at[key.key].add(key.says)
        self.clashes += [f"{name}: {key} does {sorted(acts)}" for key, acts in at.items() if len(acts) > 1]


def _acts_without_a_key(top: QWidget) -> list[str]:
    if type(top).__name__ in _REACHED_OTHERWISE:
        return []
    buttons = [button for button in top.findChildren(Button) if button.isVisible() and not button.isCheckable()]
    return [button.accessibleName() for button in buttons if not key_of(button)]


#: Each walk sees both sizes of the window, which is where words are cut; the light one is for the long run.
_WALKS = [pytest.param(Theme.LIGHT, marks=pytest.mark.soak, id="light"), pytest.param(Theme.DARK, id="dark")]


@pytest.fixture(scope="module", params=_WALKS)
def findings(
    qapp: QApplication, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Findings]:
    """One walk through everything; each of the two themes at both sizes of the window."""
    found = Findings()
    with shown_alone() as found.alone:
        for name, visit in visit_all(tmp_path_factory.mktemp("visit"), SMALL, USUAL, theme=request.param):
            found.look(f"{name} {visit.window.width()}", visit)
    yield found
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()


def test_no_word_is_cut_off(findings: Findings) -> None:
    assert findings.cut == []


def test_every_target_is_large_enough_for_a_finger(findings: Findings) -> None:
    assert findings.small == []


def test_a_screen_reader_can_name_everything(findings: Findings) -> None:
    assert findings.nameless == []


def test_every_key_says_what_it_does_and_does_one_thing(findings: Findings) -> None:
    assert (findings.unspoken, findings.clashes) == ([], [])


def test_every_act_has_a_key(findings: Findings) -> None:
    assert findings.keyless == []


def test_nothing_is_shown_before_it_has_a_place(findings: Findings) -> None:
    assert findings.alone == []


def test_what_is_shown_before_it_has_a_place_is_found(qtbot: QtBot) -> None:
    button, placed, window = QPushButton("Pay"), QPushButton(), QMainWindow()
    window.setCentralWidget(placed)
    for widget in (button, window):
        qtbot.addWidget(widget)
    with shown_alone() as found:
        button.setVisible(False)
        placed.show()
        window.show()
        assert found == []
        button.setVisible(True)
    button.show()
    assert found == ["QPushButton"]


def test_every_sheet_of_the_program_was_seen(findings: Findings) -> None:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        if not module.name.startswith("ui.tour"):
            importlib.import_module(module.name)
    every = {kind.__name__ for kind in _below(Sheet)} - _NO_SHEET_BY_ITSELF
    assert sorted(every - findings.seen) == [], "give tests/ui/scenes.py a scene in which it is seen"


def _below(kind: type[Sheet]) -> Iterator[type[Sheet]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("ui."):
            yield each
            yield from _below(each)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("theme", "fingers"),
    # The pad takes room, so with it the words have least.
    [(Theme.LIGHT, False), (Theme.DARK, True)],
    ids=["light", "dark with a number pad"],
)
def test_no_word_is_cut_off_at_150_percent(tmp_path: Path, theme: Theme, *, fingers: bool) -> None:
    """A screen of 1920×1080 at 150 % leaves 1280×720 of the program's own pixels."""
    size = f"{SCALED[0]}x{SCALED[1]}"
    command = [sys.executable, "-m", "tests.ui.every_screen", str(tmp_path / "pictures"), theme.value, size]
    done = subprocess.run(
        [*command, *(["--fingers"] if fingers else [])],
        cwd=ROOT,
        env=os.environ | {"QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout.splitlines()[:-1]) == (0, []), done.stderr[-2000:]
    assert len(list((tmp_path / "pictures").glob("*.png"))) > 30
