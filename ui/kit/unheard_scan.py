"""Telling of a scan that nobody took: who scans looks at the goods, not at the screen, and would believe it done."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from ui.kit.messages import toast


def tell_unheard(code: str) -> None:
    """A sound, and a word on what is in front; it goes by itself, and whatever is asked there stays as it is."""
    QApplication.beep()
    modal, window = QApplication.activeModalWidget(), QApplication.activeWindow()
    if modal is not None:
        words = _("The scan of {code} was not taken: answer this first.")
        toast(modal, words.format(code=shown(code)), "warn", at_top=True)
    elif window is not None:
        toast(window, _("The scan of {code} was not taken: nothing is scanned here.").format(code=shown(code)), "warn")
