"""The page shown when the store cannot be opened: what happened, and what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from ui.kit.buttons import primary
from ui.kit.layout import column
from ui.start.welcome import WelcomeWindow


class TroubleWindow(WelcomeWindow):
    """One sentence, and the way out."""

    def __init__(self, sentence: str) -> None:
        inside = QWidget()
        inside.setLayout(column(primary(_("Close"), "Enter", on=self.close)))
        super().__init__(title=_("The shop cannot be opened"), lead=sentence, inside=inside)
