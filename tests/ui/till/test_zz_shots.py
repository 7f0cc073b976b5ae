"""Pictures of the till's sheets."""
import sys, tempfile, shutil
from pathlib import Path
import pytest
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import Qt
from tests.ui.till.conftest import *
from tests.ui.till.conftest import AtTheTill, F, ENTER, build, dressed
from sentra_pos.core.speech import use_language
from ui.kit.theme import apply_theme
from ui.kit.dialog import picture_of
from ui.kit.check_text import clipped_texts
from ui.till.close_sheet import CloseTillSheet, Step
from sentra_pos.tills.shift_queries import Movement
import os
OUT = Path("/tmp/shots-till"); OUT.mkdir(exist_ok=True)
SIZE = tuple(int(x) for x in os.environ.get("SIZE","1366x768").split("x"))
DARK = os.environ.get("DARK") == "1"
LANG = os.environ.get("LG","id")
FING = os.environ.get("FING")=="1"
def snap(at, name):
    at.desk.settle()
    w = at.desk.windows[-1]
    tag = f"{SIZE[0]}{'-dark' if DARK else ''}{'-en' if LANG=='en' else ''}{'-f' if FING else ''}"
    picture_of(w).save(str(OUT/f"{name}-{tag}.png"))
    top = QApplication.activeModalWidget() or w
    cut = clipped_texts(top)
    if cut: print(name, tag, "CUT", cut)
def test_shots(at_till, qapp):
    at = at_till
    use_language(LANG); apply_theme(qapp, dark=DARK)
    from ui.kit.number_pad import use_number_pad
    use_number_pad(FING)
    at.sit(size=SIZE)
    snap(at,"00-till-new")
    at.press(F[12]); snap(at,"01-open")
    at.press(F[6]); at.type("4"); at.press(ENTER); at.press(ENTER); at.type("2"); snap(at,"02-open-notes")
    at.press(F[6]); at.press(ENTER); snap(at,"03-open-compare")
    at.press(ENTER)
    at.sells(); at.desk.windows[-1].front().presenter.load(); at.desk.settle()
    snap(at,"04-till-open")
    at.press(F[9]); snap(at,"05-cash-out"); at.press(F[2]); snap(at,"06-cash-in"); at.press(F[6]); snap(at,"07-cash-bank"); at.press(F[7]); snap(at,"07b-drawer")
    at.press(F[3]); at.type("35000"); at.press(Qt.Key.Key_Tab); 
    s = at.desk.sheet(); s.reason.setFocus(); at.type("Kertas struk"); at.press(ENTER); snap(at,"08-cash-done")
    w=at.desk.windows[-1]; print(w.isActiveWindow(), w.focusWidget(), w.front().report_button.isEnabled(), QApplication.activeModalWidget(), w.front().report_button.isVisible(), [x for x in QApplication.topLevelWidgets() if x.isVisible()])
    at.press(F[5]); snap(at,"09-x"); at.press(Qt.Key.Key_Escape)
    at.press(F[10]); snap(at,"10-close-open")
    at.press(F[12]); snap(at,"11-count")
    at.type("6"); at.press(ENTER); at.press(ENTER); at.press(ENTER); at.press(ENTER); at.type("4");at.press(ENTER);at.type("1"); snap(at,"12-count-typed")
    at.press(F[12]); snap(at,"13-slips"); at.type("35000"); at.press(F[12]); snap(at,"14-compare")
    at.type("kembalian"); at.press(Qt.Key.Key_F12); snap(at,"15-closed")
    print(at.desk.sheet().step)
    at.press(Qt.Key.Key_F12); snap(at,"16-till-closed")
    at.press(F[6]); snap(at,"17-recount"); 
    use_number_pad(False)
