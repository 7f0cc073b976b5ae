"""The way into a practice window, for everybody who has to learn or to show something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.labels import body, title
from ui.kit.layout import card, column, plain, row, spacer
from ui.kit.messages import error, toast
from ui.practice.launch import start_practice


class PracticeCard(QWidget):
    """A practice window is not offered within one."""

    def __init__(self, context: Context, start: Callable[[Path], object] = start_practice) -> None:
        super().__init__()
        self._context, self._start = context, start
        self.open = secondary(_("Open a practice window"), "Alt+L", icon="chalkboard-teacher", on=self._open)
        words = _(
            "Sell, take back and close a till with the shop's own goods. Nothing of it is kept, no receipt is printed "
            "and the drawer stays shut."
        )
        self.setLayout(column(card(title(_("Practice")), body(words), plain(row(self.open, spacer())), spacing=10)))
        if context.shop.practice:
            self.hide()

    def _open(self) -> None:
        try:
            self._start(self._context.shop.store.path)
        except SentraError as trouble:
            error(self, trouble)
            return
        toast(self, _("The practice window opens in a moment. It has a yellow and black edge."))
