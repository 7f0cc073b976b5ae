"""The customers' screen: whether there is one, and which."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.change_display import ChangeDisplay, CustomerDisplay, DisplayChanged, change_display, display_of
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from ui.context import Context
from ui.display.keeper import screens_here
from ui.kit.chips import Chips
from ui.kit.labels import body, caption, title
from ui.kit.layout import card, column
from ui.kit.messages import error


class DisplayCard(QWidget):
    """A choice holds at once, so that it can be seen on the other screen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._display = CustomerDisplay()
        self.is_on = QCheckBox(_("Show customers their goods and the total on a second screen"))
        self.screens = Chips(name=_("Which screen"))
        self._which = caption(_("Which screen"))
        self._words = body(_("No second screen is connected now. The display begins as soon as there is one."))
        self._words.setProperty("tone", "muted")
        self.setLayout(
            column(
                card(title(_("Customer display")), self.is_on, self._which, self.screens, self._words, spacing=10),
            )
        )
        self.is_on.clicked.connect(lambda _checked: self._change())
        self.screens.chosen.connect(lambda _screen: self._change())

    def refresh(self) -> None:
        self._context.runner.read(display_of, done=self._show, origin=self)

    def _show(self, display: CustomerDisplay) -> None:
        self._display = display
        self.is_on.setChecked(display.is_on)
        others = [screen for screen in screens_here(self) if not screen.is_tills]
        self.screens.set_choices((("", _("Any other screen")), *((screen.name, screen.words) for screen in others)))
        self.screens.choose(display.screen)
        for part in (self.screens, self._which):
            part.setVisible(display.is_on and bool(others))
        self._words.setVisible(display.is_on and not others)

    def _change(self) -> None:
        display = CustomerDisplay(is_on=self.is_on.isChecked(), screen=str(self.screens.choice() or ""))
        command = ChangeDisplay(by=self._context.by, display=display)
        self._context.runner.write(change_display, command, done=self._changed, failed=self._tell, origin=self)

    def _changed(self, changed: DisplayChanged) -> None:
        self._show(changed.display)

    def _tell(self, trouble: SentraError) -> None:
        self._show(self._display)
        error(self, trouble)
