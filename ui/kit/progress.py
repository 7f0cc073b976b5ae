"""Long work: how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from sentra_pos.core.speech import _
from ui.kit.dialog import Sheet
from ui.kit.labels import label


class ProgressSheet(Sheet):
    """Stays until ``finish`` is called; cancelling only asks, the work ends itself where it is safe."""

    cancelled = Signal()

    def __init__(self, parent: QWidget, title: str, *, can_cancel: bool = True) -> None:
        super().__init__(parent, title=title, back_text=_("Cancel"), width=460)
        self._asked = False
        self._what = label(_("Please wait …"), "lead", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self.content.addWidget(self._what)
        self.content.addWidget(self._bar)
        self.back_button.setVisible(can_cancel)
        self.back_button.setEnabled(can_cancel)

    def show_progress(self, done: int, of: int, what: str = "") -> None:
        """So many of so many are done; ``of`` 0 means nobody knows how many."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        if what and not self._asked:
            self._what.setText(what)

    def reject(self) -> None:
        if not self._asked and self.back_button.isEnabled():
            self._asked = True
            self.back_button.setEnabled(False)
            self._what.setText(_("Stopping …"))
            self.cancelled.emit()
