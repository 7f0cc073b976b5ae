"""What is not taken in, and why: the artisan reads it on the note."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.take_in import Declined
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.spelling import one_line
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, TextField, with_problem
from ui.kit.layout import row


class DeclineSheet(Sheet):
    """Returns what was declined."""

    def __init__(self, parent: QWidget, words: str = "", count: Quantity | None = None) -> None:
        super().__init__(parent, title=_("Decline goods"), primary_text=_("Decline"), width=560)
        self.what, self.reason = TextField(words), TextField(placeholder=_("flawed, too many of these, printed …"))
        self.count = CountEdit(count or ONE)
        count_box = with_problem(self.count, _("Count"))
        count_box.setMaximumWidth(130)
        self.content.addLayout(row(with_problem(self.what, _("What is it?")), count_box, spacing=12))
        self.content.addWidget(with_problem(self.reason, _("Why it is not taken in")))
        (self.reason if words else self.what).setFocus()

    def value(self) -> Declined | None:
        what, reason, count = one_line(self.what.text()), one_line(self.reason.text()), self.count.value()
        self.what.mark("" if what else _("Say what it is."))
        self.count.mark("" if count is not None and count >= ONE else _("How many? Type 1 or more."))
        self.reason.mark("" if reason else _("The artisan wants to know why."))
        for field in (self.what, self.count, self.reason):
            if field.problem:
                field.setFocus()
                return None
        assert count is not None
        return Declined(text=what, quantity=count, reason=reason)
