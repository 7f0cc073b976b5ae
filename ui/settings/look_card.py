"""How the program looks at this computer, and whether it is typed on with fingers; a choice is seen at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.change_look import ChangeLook, Look, LookChanged, Theme, change_look, look_of
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from ui.context import Context
from ui.desk import put_on
from ui.kit.chips import Chips
from ui.kit.labels import caption, title
from ui.kit.layout import card, column
from ui.kit.messages import error


class LookCard(QWidget):
    """Everybody's: the light changes in the evening, whoever is at the till."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._look = Look()
        themes = ((Theme.LIGHT, _("Light")), (Theme.DARK, _("Dark")), (Theme.SYSTEM, _("As the computer")))
        self.themes = Chips(themes, name=_("Colours"))
        self.number_pad = QCheckBox(_("Number pad for fingers beside amounts and PINs"))
        self.setLayout(
            column(
                card(title(_("This computer")), caption(_("Colours")), self.themes, self.number_pad, spacing=10),
            )
        )
        self.themes.chosen.connect(lambda theme: self._change(replace(self._look, theme=Theme(str(theme)))))
        self.number_pad.clicked.connect(lambda wanted: self._change(replace(self._look, number_pad=bool(wanted))))

    def refresh(self) -> None:
        self._context.runner.read(look_of, done=self._show, origin=self)

    def _show(self, look: Look) -> None:
        self._look = look
        self.themes.choose(look.theme)
        self.number_pad.setChecked(look.number_pad)

    def _change(self, look: Look) -> None:
        command = ChangeLook(by=self._context.by, look=look)
        self._context.runner.write(change_look, command, done=self._changed, failed=self._tell, origin=self)

    def _changed(self, changed: LookChanged) -> None:
        self._show(changed.look)
        put_on(changed.look)

    def _tell(self, trouble: SentraError) -> None:
        self._show(self._look)
        error(self, trouble)
