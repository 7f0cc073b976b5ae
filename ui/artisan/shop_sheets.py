"""What staff do for the artisans' counter: a PIN that the artisan types, and the answer to an objection."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtWidgets import QWidget

from sentra_pos.artisan_counter.answer_objection import AnswerObjection, ObjectionAnswered, answer_objection
from sentra_pos.artisan_counter.objection_queries import ObjectionRow, objections
from sentra_pos.artisan_counter.set_artisan_pin import ArtisanPinSet, SetArtisanPin, set_artisan_pin
from sentra_pos.artisan_counter.visitor_queries import Visitor
from sentra_pos.core.clock import local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_short_date
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.fields import PinField, TextField, with_problem
from ui.kit.labels import body, label
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving


class ArtisanPinSheet(Sheet):
    """The staff open it, the artisan types."""

    def __init__(self, parent: QWidget, context: Context, visitor: Visitor) -> None:
        title = _("PIN of {name}").format(name=visitor.name)
        super().__init__(parent, title=title, primary_text=_("Save"), width=480)
        self._context, self._visitor = context, visitor
        self.heading.setWordWrap(True)
        self.pin = PinField(longest=6, name=_("PIN, 4 to 6 digits"))
        self.again = PinField(longest=6, name=_("PIN once more"))
        self.content.addWidget(body(_("Please turn the keys over to the artisan: nobody else should know this PIN.")))
        self.content.addWidget(with_problem(self.pin, _("PIN, 4 to 6 digits")))
        self.content.addWidget(with_problem(self.again, _("PIN once more")))
        self.pin.setFocus()

    def confirm(self) -> None:
        if not self.pin.text() or not self.again.text():
            (self.again if self.pin.text() else self.pin).setFocus()
            return
        if self.pin.text() != self.again.text():
            self.again.mark(_("The two PINs are not the same. Please type it once more."))
            self.again.clear()
            self.again.setFocus()
            return
        command = SetArtisanPin(by=self._context.by, party=self._visitor.party, pin=self.pin.text())
        self.busy(True)
        Approving(self._context, self).write(
            set_artisan_pin, command, self._set, self._tell, ended=lambda: self.busy(False), origin=self
        )

    def _set(self, done: ArtisanPinSet) -> None:
        self.busy(False)
        self.finish(done)

    def _tell(self, trouble: SentraError) -> None:
        self.pin.mark(str(trouble))
        self.pin.setFocus()
        self.pin.selectAll()


class AnswerSheet(Sheet):
    """An objection and the shop's answer to it."""

    def __init__(self, parent: QWidget, context: Context, objection: ObjectionRow) -> None:
        title = _("Answer {name}").format(name=objection.name)
        super().__init__(parent, title=title, primary_text=_("Send the answer"), width=620)
        self._context, self._objection = context, objection
        self.heading.setWordWrap(True)
        self.words = TextField(name=_("Answer"))
        self.mended = TextField(name=_("Number of the document that put it right"))
        about = " · ".join(part for part in (objection.code, objection.about) if part)
        date = format_date(local(objection.at, context.shop.clock.zone).date())
        self.content.addWidget(label(f"{about} · {date}", "caption", "medium", "muted", wrap=True))
        self.content.addWidget(label(objection.words, "lead", "bold", wrap=True))
        self.content.addWidget(with_problem(self.words, _("Answer"), _("The artisan reads it at the next visit.")))
        hint = _("Leave it empty if nothing had to be mended.")
        self.content.addWidget(with_problem(self.mended, _("Number of the document that put it right"), hint))
        self.words.setFocus()

    def confirm(self) -> None:
        command = AnswerObjection(
            objection=self._objection.id, by=self._context.by, words=self.words.text(), mended=self.mended.text()
        )
        self.busy(True)
        Approving(self._context, self).write(
            answer_objection, command, self._answered, self._tell, ended=lambda: self.busy(False), origin=self
        )

    def _answered(self, done: ObjectionAnswered) -> None:
        self.busy(False)
        self.finish(done)

    def _tell(self, trouble: SentraError) -> None:
        field = self.mended if self.words.text().strip() else self.words
        field.mark(str(trouble))
        field.setFocus()
        self.adjust()


def waiting_table(zone: tzinfo) -> RecordTable[ObjectionRow]:
    """Objections as the shop reads them."""
    return RecordTable(
        (
            Column(
                title=_("Objection"),
                text=lambda each: each.words,
                second=lambda each: " · ".join(part for part in (each.name, each.code, each.about) if part),
                stretch=1,
                strong=True,
            ),
            Column(title=_("Date"), text=lambda each: format_short_date(local(each.at, zone).date())),
            Column(
                title=_("Answer"),
                text=lambda each: _("answered") if each.answer else _("open"),
                tone=lambda each: "good" if each.answer else "warn",
            ),
        ),
        empty=_("No objection waits for an answer."),
        name=_("Objections"),
        key=lambda each: each.id,
    )


class ObjectionsSheet(Sheet):
    """The objections that wait, from wherever the shop is at work; Enter answers the chosen one."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        title, answers = _("Objections of artisans"), _("Answer the objection")
        super().__init__(
            parent, title=title, primary_text=answers, primary_key="F12", back_text=_("Close"), width=760, height=520
        )
        self._context = context
        self.table = waiting_table(context.shop.clock.zone)
        self.table.on_open(answers, self.answer)
        self.content.addWidget(self.table, 1)
        self.refresh()

    def refresh(self) -> None:
        """Those that still wait."""
        self._context.runner.read(objections, self._show, origin=self)

    def answer(self, objection: ObjectionRow) -> None:
        """Answer the chosen one."""
        sheet = AnswerSheet(self, self._context, objection)
        sheet.returned.connect(lambda _answer: self.refresh())
        sheet.open()

    def confirm(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self.answer(chosen)

    def _show(self, rows: tuple[ObjectionRow, ...]) -> None:
        self.table.set_rows(rows)
        self.table.enter()
        if self.primary_button is not None:
            self.primary_button.setEnabled(bool(rows))
