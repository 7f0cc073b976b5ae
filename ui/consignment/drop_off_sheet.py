"""Goods that are left here before anybody has time for them: a receipt of what was left, in words and numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.drop_off import DropOffRecorded, LeftHere, RecordDropOff, drop_off
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.quantity import ONE
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_number
from sentra_pos.people.queries import Artisan
from ui.consignment.terms_fields import titled
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, TextField, with_problem
from ui.kit.keys import on_key
from ui.kit.labels import caption, label
from ui.kit.layout import column, row, spacer
from ui.kit.messages import error
from ui.kit.table import Column, RecordTable


def _columns() -> list[Column[LeftHere]]:
    return [
        Column[LeftHere](title=_("What was left"), text=lambda line: line.text, stretch=1, strong=True),
        Column[LeftHere](title=_("Count"), text=lambda line: format_number(line.quantity.units), right=True),
    ]


class DropOffSheet(Sheet):
    """Enter adds a line, F12 records the receipt. Returns it."""

    def __init__(self, parent: QWidget, context: Context, artisan: Artisan) -> None:
        super().__init__(
            parent,
            title=_("Left here by {name}").format(name=artisan.name),
            primary_text=_("Record what was left"),
            primary_key="F12",
            width=720,
            height=600,
        )
        self._context, self._artisan = context, artisan
        self._id = DocumentId(new_id(context.shop.clock))
        self.lines: tuple[LeftHere, ...] = ()
        self.what, self.count, self.remark = TextField(), CountEdit(ONE), TextField()
        self.add_button = secondary(_("Add"), "Enter", icon="plus", on=self.add)
        self.remove_button = secondary(_("Remove"), "F8", icon="trash", on=self.remove)
        empty = _("Nothing yet. Say what was left and how many, then press Enter. Prices come later, with the note.")
        self.table = RecordTable(_columns(), empty=empty, name=_("What was left"))
        self._total = label("", "lead", "bold")
        self._fill()
        self._show()

    def _fill(self) -> None:
        hint = caption(_("This is only a receipt: nothing is taken in until the consignment note is written."))
        hint.setWordWrap(True)
        self.content.addWidget(hint)
        count = with_problem(self.count, _("Count"))
        count.setMaximumWidth(120)
        adding = row(spacing=10)
        adding.addWidget(with_problem(self.what, _("What is left here")), 1)
        adding.addWidget(count)
        adding.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.content.addLayout(adding)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(row(self._total, spacer(), self.remove_button))
        self.content.addLayout(column(titled(_("Remark"), self.remark)))
        for field in (self.what, self.count):
            field.returnPressed.connect(self.add)
        on_key(self.table, "Del", _("Remove line"), self.remove, context=Qt.ShortcutContext.WidgetShortcut)
        if self.primary_button is not None:
            # Enter belongs to the fields here.
            self.primary_button.setDefault(False)
        self.what.setFocus()

    def add(self) -> None:
        """Take the line into the list."""
        what, count = one_line(self.what.text()), self.count.value()
        self.what.mark("" if what else _("Say what it is."))
        self.count.mark("" if count is not None and count >= ONE else _("How many? Type 1 or more."))
        for field in (self.what, self.count):
            if field.problem:
                field.setFocus()
                return
        assert count is not None
        self.lines = (*self.lines, LeftHere(text=what, quantity=count))
        self.what.clear()
        self.count.set_value(ONE)
        self.what.setFocus()
        self._show()

    def remove(self) -> None:
        """Take the picked line off."""
        place = self.table.currentIndex().row()
        if place >= 0:
            self.lines = (*self.lines[:place], *self.lines[place + 1 :])
            self._show()

    def _show(self) -> None:
        self.table.set_rows(self.lines)
        pieces = sum(line.quantity.units for line in self.lines)
        words = ngettext("{count} piece", "{count} pieces", pieces).format(count=format_number(pieces))
        self._total.setText(words if pieces else "")
        self.remove_button.setEnabled(bool(self.lines))
        if self.primary_button is not None:
            self.primary_button.setEnabled(bool(self.lines))

    def confirm(self) -> None:
        command = RecordDropOff(
            id=self._id,
            by=self._context.by,
            party=self._artisan.id,
            business_date=business_today(self._context.shop.clock),
            lines=self.lines,
            remark=self.remark.text(),
        )
        self.busy(True)
        self._context.runner.write(drop_off, command, self._done, self._failed, ended=self._over, origin=self)

    def _over(self) -> None:
        self.busy(False)

    def _done(self, recorded: DropOffRecorded) -> None:
        self.busy(False)
        self.finish(recorded)

    def _failed(self, trouble: SentraError) -> None:
        self.busy(False)
        error(self, trouble)
