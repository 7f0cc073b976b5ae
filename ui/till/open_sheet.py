"""Opening the till: what lies in the drawer, and how much of it was put in just now."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.queries import TillStanding
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, with_problem
from ui.kit.labels import body, caption, label, set_tone
from ui.kit.layout import row, spacer
from ui.till.rows import difference_words


class OpenTillSheet(Sheet):
    """Returns the TillOpened. The part put in now follows the count until somebody types it."""

    def __init__(self, parent: QWidget, context: Context, till: TillStanding) -> None:
        super().__init__(parent, title=_("Open till"), primary_text=_("Open till"), width=480)
        self._context, self._till = context, till
        self._id = DocumentId(new_id(context.shop.clock))
        self._added_typed = False
        self._counted = RupiahEdit(big=True)
        self._added = RupiahEdit()
        self._difference = label("", weight="bold")
        self._problem = label("", tone="bad", weight="semibold", wrap=True)
        self._problem.hide()
        book, safe = format_rupiah(till.drawer), format_rupiah(till.safe)
        self.content.addWidget(
            body(_("By the book {drawer} is in the drawer of {till}.").format(drawer=book, till=till.name))
        )
        self.content.addWidget(with_problem(self._counted, _("Counted in the drawer now")))
        hint = _("Comes out of the safe, which holds {safe} by the book; the rest is the owner's own money.")
        self.content.addWidget(with_problem(self._added, _("Of this, put in just now"), hint.format(safe=safe)))
        self.content.addLayout(row(caption(_("Difference from the book")), spacer(), self._difference))
        self.content.addWidget(self._problem)
        self._counted.value_changed.connect(self._follow)
        self._added.textEdited.connect(self._typed)
        self._added.value_changed.connect(lambda _value: self._show())
        self._counted.setFocus()
        self._show()

    def _typed(self, _text: str) -> None:
        self._added_typed = True

    def _follow(self, value: object) -> None:
        if not self._added_typed:
            counted = value if isinstance(value, Rupiah) else ZERO
            self._added.set_value(max(counted - self._till.drawer, ZERO))
        self._show()

    def _show(self) -> None:
        self._problem.hide()
        counted = self._counted.value()
        difference = None if counted is None else counted - (self._added.value() or ZERO) - self._till.drawer
        words, tone = difference_words(difference)
        self._difference.setText(words)
        set_tone(self._difference, tone)

    def confirm(self) -> None:
        counted = self._counted.check()
        if counted is None:
            self._counted.setFocus()
            return
        if self._added.text().strip() and self._added.check() is None:
            self._added.setFocus()
            return
        self.busy(True)
        command = OpenTill(id=self._id, by=self._context.by, counted=counted, added=self._added.value() or ZERO)
        self._context.runner.write(
            open_till, command, self.finish, self._refused, ended=lambda: self.busy(False), origin=self
        )

    def _refused(self, trouble: SentraError) -> None:
        self._problem.setText(str(trouble))
        self._problem.show()
