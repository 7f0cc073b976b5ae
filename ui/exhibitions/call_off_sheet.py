"""Call an exhibition off, with the reason."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from sentra_pos.exhibitions.call_off import CallOff, call_off
from ui.context import Context
from ui.exhibitions.sending import Sending
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body


class CallOffSheet(Sheet):
    """Returns CalledOff."""

    def __init__(self, parent: QWidget, context: Context, exhibition: UUID, name: str) -> None:
        title = _("Call {name} off?").format(name=name)
        super().__init__(parent, title=title, primary_text=_("Call it off"), primary_key="F12", width=520)
        self.heading.setWordWrap(True)
        self._context, self._exhibition = context, exhibition
        self.reason = TextField(placeholder=_("For instance: the organiser moved it to next year"))
        self.content.addWidget(
            body(_("Nothing was loaded yet, so nothing has to come home. The plan can still be read."))
        )
        self.content.addWidget(with_problem(self.reason, _("Reason")))
        self._sending = Sending(self, context)
        self.reason.setFocus()

    def confirm(self) -> None:
        command = CallOff(by=self._context.by, exhibition=self._exhibition, reason=self.reason.text())
        self._sending.send(call_off, command)
