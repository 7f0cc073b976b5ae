"""What was left here and waits to be noted: write its note, print its receipt again, or say that it went home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.drop_off import DropOffRecorded, TakeHome, take_home
from sentra_pos.consignment.drop_off_queries import DropOff, open_drop_offs
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number
from ui.consignment.note_pdf import save_drop_off
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body
from ui.kit.layout import row, spacer
from ui.kit.messages import error, toast
from ui.kit.table import Column, RecordTable


def _columns() -> list[Column[DropOff]]:
    return [
        Column[DropOff](
            title=_("Artisan"),
            text=lambda left: left.party_name,
            second=lambda left: f"{left.code} · {format_date(left.business_date)}",
            stretch=2,
            strong=True,
        ),
        Column[DropOff](
            title=_("What was left"),
            text=lambda left: ", ".join(f"{line.text} ({line.quantity.units})" for line in left.lines),
            second=lambda left: left.remark,
            stretch=3,
        ),
        Column[DropOff](title=_("Pieces"), text=lambda left: format_number(left.pieces.units), right=True),
    ]


class TakenHomeSheet(Sheet):
    """Why the goods went home again. Returns the reason."""

    def __init__(self, parent: QWidget, left: DropOff) -> None:
        super().__init__(
            parent,
            title=_("{code} was taken home again").format(code=left.code),
            primary_text=_("Taken home"),
            width=560,
        )
        said = body(_("The receipt of {name} is closed without a note; nothing came in.").format(name=left.party_name))
        said.setWordWrap(True)
        self.reason = TextField()
        self.content.addWidget(said)
        self.content.addWidget(with_problem(self.reason, _("Why")))
        self.reason.setFocus()

    def value(self) -> str | None:
        reason = self.reason.text().strip()
        self.reason.mark("" if reason else _("Say why in a few words."))
        return reason or None


class WaitingSheet(Sheet):
    """F12 begins the note of the picked receipt: the sheet returns it."""

    def __init__(self, parent: QWidget, context: Context, open_paper: Callable[[Path], object]) -> None:
        super().__init__(
            parent,
            title=_("Waiting to be noted"),
            primary_text=_("Write the note"),
            primary_key="F12",
            back_text=_("Close"),
            width=900,
            height=600,
        )
        self._context, self._open_paper = context, open_paper
        empty = _("Nothing waits: everything that was left here is noted, or went home again.")
        self.table = RecordTable(_columns(), empty=empty, name=_("Waiting to be noted"), key=lambda left: left.id)
        self.table.on_open(_("Write the note"), lambda _left: self.confirm())
        self.print_button = secondary(_("Print the receipt"), "F9", icon="printer", on=self.print_receipt)
        self.home_button = secondary(_("Taken home"), "F8", icon="x", on=self.went_home)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(row(spacer(), self.print_button, self.home_button))
        self._show(())
        self.load()

    def load(self) -> None:
        """Read again what waits."""
        self._context.runner.read(open_drop_offs, self._show, origin=self)

    def _show(self, waiting: tuple[DropOff, ...]) -> None:
        self.table.set_rows(waiting)
        self.table.pick_first()
        for button in (self.primary_button, self.print_button, self.home_button):
            if button is not None:
                button.setEnabled(bool(waiting))
        self.table.setFocus()

    def value(self) -> object:
        return self.table.current()

    def print_receipt(self) -> None:
        """Both copies again."""
        left = self.table.current()
        if left is not None:
            shop, document = self._context.shop, left.id
            self._context.runner.apart(lambda: save_drop_off(shop, document), self._open_paper, self._tell, origin=self)

    def went_home(self) -> None:
        """Ask why, then close the receipt."""
        left = self.table.current()
        if left is not None:
            sheet = TakenHomeSheet(self, left)
            sheet.returned.connect(lambda reason: self._close(left, reason))
            sheet.open()

    def _close(self, left: DropOff, reason: object) -> None:
        if not isinstance(reason, str):
            return
        identity = DocumentId(new_id(self._context.shop.clock))
        command = TakeHome(id=identity, by=self._context.by, drop_off=left.id, reason=reason)
        self._context.runner.write(take_home, command, self._closed, self._tell, origin=self)

    def _closed(self, closed: DropOffRecorded) -> None:
        toast(self, _("Closed with {code}.").format(code=closed.code))
        self.load()

    def _tell(self, trouble: SentraError) -> None:
        error(self, trouble)
