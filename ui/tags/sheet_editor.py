"""The measures of a sheet of labels, with a picture of it, and the test page by which it is set right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from sentra_pos.tags.errors import SheetNameMissing, SheetNameTaken
from sentra_pos.tags.keep_sheet import KeepSheet, RemoveSheet, SheetKept, SheetRemoved, keep_sheet, remove_sheet
from sentra_pos.tags.sheets import TagSheet, checked_sheet
from ui.context import Context
from ui.kit.buttons import danger, secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, TextField, ValueField, with_problem
from ui.kit.labels import body
from ui.kit.layout import column, row, spacer
from ui.kit.messages import Banner, ask
from ui.settlement.print_sheet import open_paper
from ui.tags.millimetres import MillimetreEdit
from ui.tags.sheet_picture import SheetPicture
from ui.tags.tag_files import save_test_page


class SheetEditor(Sheet):
    """Returns the id of the sheet that was kept, or True when one was taken out."""

    def __init__(self, parent: QWidget, context: Context, sheet: TagSheet) -> None:
        super().__init__(parent, title=_("Sheet of labels"), primary_text=_("Save"), width=900, height=600)
        self._context, self._sheet = context, sheet
        self.opens = True
        self.name = TextField(sheet.name)
        self.columns = CountEdit(Quantity(sheet.columns))
        self.rows = CountEdit(Quantity(sheet.rows))
        self.lengths = {name: MillimetreEdit(getattr(sheet, name)) for name in _LENGTHS}
        self.picture = SheetPicture(200, 260)
        self._problem = Banner("")
        self._problem.hide()
        self.test = secondary(_("Test page"), "F6", icon="file-pdf", on=self.make_test_page)
        self.new = secondary(_("As a new one"), "F7", icon="plus", on=self.make_new)
        self.remove = danger(_("Remove"), "F8", icon="trash", on=self._ask_remove)
        self._build()
        for length in self.lengths.values():
            length.value_changed.connect(lambda _value: self._draw())
        for count in (self.columns, self.rows):
            count.value_changed.connect(lambda _value: self._draw())
        self._draw()

    def _build(self) -> None:
        mm = self.lengths
        fields = column(
            with_problem(self.name, _("Name on the packet")),
            row(
                with_problem(mm["page_width"], _("Page width, mm")),
                with_problem(mm["page_height"], _("Page height, mm")),
                with_problem(self.columns, _("Labels across")),
                with_problem(self.rows, _("Labels down")),
            ),
            row(
                with_problem(mm["label_width"], _("Label width, mm")),
                with_problem(mm["label_height"], _("Label height, mm")),
                with_problem(mm["left"], _("Left margin, mm")),
                with_problem(mm["top"], _("Top margin, mm")),
            ),
            row(
                with_problem(mm["gap_across"], _("Gap across, mm")),
                with_problem(mm["gap_down"], _("Gap down, mm")),
                with_problem(mm["shift_x"], _("Shift right, mm")),
                with_problem(mm["shift_y"], _("Shift down, mm")),
            ),
            body(
                _(
                    "Print the test page on plain paper and hold it against a sheet of labels. Where the frames lie "
                    "too far left or too high, write how far as the shift; with a minus for the other way."
                )
            ),
            spacer(),
            spacing=12,
        )
        whole = row(spacing=20)
        whole.addLayout(fields, 1)
        whole.addLayout(column(self.picture, spacer()))
        self.content.addLayout(whole, 1)
        self.content.addWidget(self._problem)
        for place, button in enumerate((self.test, self.new, self.remove), start=1):
            self.footer.insertWidget(place, button)

    def wanted(self, *, mark: bool = False) -> TagSheet | None:
        """What is typed, as a sheet; None while something is missing. Raises what ``checked_sheet`` raises."""
        values: dict[str, int] = {}
        fields: dict[str, ValueField[int]] = dict(self.lengths)
        for name, field in fields.items():
            length = field.check() if mark else field.value()
            if length is None:
                return None
            values[name] = length
        across, down = self.columns.value(), self.rows.value()
        if across is None or down is None:
            return None
        measures: dict[str, Any] = {**values, "columns": across.units, "rows": down.units}
        return checked_sheet(replace(self._sheet, name=self.name.text(), **measures))

    def _draw(self) -> None:
        try:
            sheet = self.wanted()
        except SheetNameMissing:
            sheet = None
        except SentraError as trouble:
            self._tell(trouble)
            return
        self._problem.tell("", "ink")
        if sheet is not None:
            self.picture.show_sheet(sheet)

    def make_new(self) -> None:
        """Keep these measures as another sheet; the one they came from stays."""
        self._sheet = replace(self._sheet, id=new_id(self._context.shop.clock), first_free=0)
        self.remove.setEnabled(False)
        self.name.clear()
        self.name.setFocus()

    def confirm(self) -> None:
        sheet = self._checked()
        if sheet is None:
            return
        self.busy(True)
        self._context.runner.write(
            keep_sheet,
            KeepSheet(by=self._context.by, sheet=sheet),
            self._kept,
            self._tell,
            ended=lambda: self.busy(False),
            origin=self,
        )

    def _checked(self) -> TagSheet | None:
        try:
            return self.wanted(mark=True)
        except SentraError as trouble:
            self._tell(trouble)
            return None

    def _kept(self, kept: SheetKept) -> None:
        self.busy(False)
        self.finish(kept.sheet.id)

    def make_test_page(self) -> None:
        """Save the page as it is measured now, and open it."""
        sheet = self._checked()
        if sheet is not None:
            shop = self._context.shop
            self._context.runner.apart(lambda: save_test_page(shop, sheet), self._opened, self._tell, origin=self)

    def _opened(self, file: Path) -> None:
        if self.opens:
            open_paper(file)
        self._problem.tell(_("Saved as {file}.").format(file=file.name), "good")
        self.adjust()

    def _ask_remove(self) -> None:
        words = _("Take “{name}” out of the list?").format(name=self._sheet.name)
        ask(self, words, lambda agreed: self._remove() if agreed else None, yes=_("Remove"))

    def _remove(self) -> None:
        command = RemoveSheet(by=self._context.by, sheet=self._sheet.id)
        self._context.runner.write(remove_sheet, command, self._removed, self._tell, origin=self)

    def _removed(self, _removed: SheetRemoved) -> None:
        self.finish(True)

    def _tell(self, trouble: SentraError) -> None:
        if isinstance(trouble, SheetNameMissing | SheetNameTaken):
            self.name.mark(str(trouble))
            self.name.setFocus()
            return
        self._problem.tell(str(trouble), "bad")
        self.adjust()


_LENGTHS = (
    *("page_width", "page_height", "label_width", "label_height", "left", "top"),
    *("gap_across", "gap_down", "shift_x", "shift_y"),
)
