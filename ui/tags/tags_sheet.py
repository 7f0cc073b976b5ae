"""Print price tags: how many of what, on which sheet and from which label on, or on the label printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sentra_pos.catalogue.queries import item_by_code
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.typed_text import shown
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.people.permissions import Permission
from sentra_pos.printing.queries import PrinterRecord
from sentra_pos.stock.places import shelf_of
from sentra_pos.tags.bitmap import preview_png
from sentra_pos.tags.errors import TooManyTags
from sentra_pos.tags.print_tags import PrintTags, TagsPrinted, print_tags
from sentra_pos.tags.queries import tag_printer, tag_sheets, tags_of
from sentra_pos.tags.record_tags import RecordTags, TagCount, TagsRecorded, check_total, record_tags
from sentra_pos.tags.rolls import rolls_for
from sentra_pos.tags.sheets import TagSheet
from sentra_pos.tags.tag import TagFacts, tag_drawing, tag_of
from ui.consignment.choice import Choice
from ui.consignment.terms_fields import titled
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, with_problem
from ui.kit.labels import caption
from ui.kit.layout import column, row, spacer
from ui.kit.messages import Banner, toast
from ui.kit.table import Column, RecordTable
from ui.settlement.print_sheet import open_paper
from ui.tags.preview import Preview
from ui.tags.sheet_editor import SheetEditor
from ui.tags.sheet_picture import SheetPicture
from ui.tags.tag_files import save_tags


@dataclass(frozen=True, slots=True, kw_only=True)
class TagLine:
    """One item in the list, and how many tags of it."""

    tag: TagFacts
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    tags: tuple[TagFacts, ...]
    sheets: tuple[TagSheet, ...]
    printer: PrinterRecord | None


class TagsSheet(Sheet):
    """Returns the file that was made, or what was sent to the printer. A scan adds one tag of what it names."""

    def __init__(
        self, parent: QWidget, context: Context, items: Sequence[tuple[ItemId, int]], *, title: str = ""
    ) -> None:
        super().__init__(parent, title=title or _("Price tags"), primary_text=_("Save as PDF"), width=880, height=660)
        self._context, self._printing = context, new_id(context.shop.clock)
        self._many, self._asked = dict(items), tuple(item for item, _count in items)
        self.lines: tuple[TagLine, ...] = ()
        self.opens = True
        self.sheets: Choice[TagSheet | None] = Choice([(None, "–")], name=_("Sheet of labels"))
        self.edit = secondary(_("Sheets"), "F4", icon="pencil-simple", on=self.edit_sheet)
        self.table = RecordTable(_columns(), empty=_("Scan the goods that need a tag."), name=_("Price tags"), key=_key)
        self.count = CountEdit(name=_("How many of this one"))
        self.rolls: Choice[str] = Choice([("", "–")], name=_("Labels in the printer"))
        self.print_button = secondary(_("Label printer"), "F9", icon="printer", on=self.print_labels)
        self.picture = SheetPicture()
        self.start_words, self.total = caption(""), caption("")
        self.preview = Preview(_("As it will be printed"))
        self._problem = Banner("")
        self._problem.hide()
        if not context.may(Permission.MANAGE_ITEMS):
            self.edit.hide()
        self._build()
        self._wire()
        self._load()

    def _build(self) -> None:
        left = column(spacing=10)
        left.addWidget(self.table, 1)
        left.addLayout(
            row(
                with_problem(self.count, _("How many of this one")),
                titled(_("Labels in the printer"), self.rolls),
                spacing=12,
            )
        )
        right = column(self.start_words, self.picture, self.preview, spacer(), spacing=8)
        body = row(spacing=20)
        body.addLayout(left, 1)
        body.addLayout(right)
        self.content.addLayout(row(titled(_("Sheet of labels"), self.sheets), column(spacer(), self.edit), spacing=12))
        self.content.addLayout(body, 1)
        self.content.addWidget(self._problem)
        self.content.addWidget(self.total)
        self.footer.insertWidget(1, self.print_button)

    def _wire(self) -> None:
        self.sheets.chosen.connect(lambda _sheet: self._sheet_chosen())
        self.table.picked.connect(self._picked)
        self.table.on_open(_("How many of this one"), lambda _line: self._to_count())
        self.count.value_changed.connect(self._counted)
        self.picture.chosen.connect(lambda _place: self._tell())
        self._context.scans.listen(self, self._scanned)

    # --------------------------------------------------------------------------------------------------- what there is

    def _load(self, chosen: UUID | None = None) -> None:
        def ask(session: Any) -> _Loaded:
            return _Loaded(tags=tags_of(session, self._asked), sheets=tag_sheets(session), printer=tag_printer(session))

        self._context.runner.read(ask, lambda found: self._show(found, chosen), self._trouble, origin=self)

    def _show(self, found: _Loaded, chosen: UUID | None) -> None:
        self.lines = tuple(TagLine(tag=tag, count=self._many.get(tag.item, 1)) for tag in found.tags)
        before = self.sheets.value()
        wanted = chosen or (before.id if before is not None else None)
        self.sheets.offer([(sheet, sheet.name) for sheet in found.sheets] or [(None, "–")])
        for sheet in found.sheets:
            if sheet.id == wanted:
                self.sheets.set_value(sheet)
        dots = found.printer.profile.dots if found.printer is not None else 0
        rolls = rolls_for(dots)
        self.rolls.offer([(roll.key, roll.label) for roll in rolls] or [("", _("No printer"))])
        self.print_button.setEnabled(bool(rolls))
        self._sheet_chosen()
        self._show_lines()
        self.table.pick_first()

    def _show_lines(self) -> None:
        self.table.set_rows(self.lines)
        self._tell()

    def _sheet_chosen(self) -> None:
        sheet = self.sheets.value()
        self.picture.show_sheet(sheet, start=0 if sheet is None else sheet.first_free, count=self._total())
        self._tell()
        self._show_tag(self.table.current())

    def _total(self) -> int:
        return sum(line.count for line in self.lines)

    def _tell(self) -> None:
        sheet, count = self.sheets.value(), self._total()
        self.picture.show_sheet(sheet, start=self.picture.start, count=count)
        number = format_number(self.picture.start + 1)
        self.start_words.setText(_("First free label: {number}").format(number=number))
        tags = ngettext("{count} tag", "{count} tags", count).format(count=format_number(count))
        pages = 0 if sheet is None else -(-(self.picture.start + count) // sheet.labels) if count else 0
        sheets = ngettext("{count} sheet", "{count} sheets", pages).format(count=format_number(pages))
        self.total.setText(f"{tags} · {sheets}")
        if self.primary_button is not None:
            self.primary_button.setEnabled(bool(count and sheet is not None))

    def _picked(self, line: TagLine | None) -> None:
        self.count.setEnabled(line is not None)
        if line is None or self.count.value() != Quantity(line.count):
            self.count.set_value(None if line is None else Quantity(line.count))
        self._show_tag(line)

    def _show_tag(self, line: TagLine | None) -> None:
        sheet = self.sheets.value()
        if line is None or sheet is None:
            self.preview.show_png(None)
            return
        size = sheet.label_width / 10, sheet.label_height / 10
        self.preview.show_png(preview_png(tag_drawing(line.tag, *size)))

    # ---------------------------------------------------------------------------------------------------- how many

    def _to_count(self) -> None:
        self.count.setFocus()
        self.count.selectAll()

    def _counted(self, count: Quantity | None) -> None:
        line = self.table.current()
        if line is not None and count is not None and count.units != line.count and count.units >= 0:
            self._put(line.tag, count.units)

    def _put(self, tag: TagFacts, count: int) -> None:
        known = any(line.tag.item == tag.item for line in self.lines)
        lines = tuple(replace(line, count=count) if line.tag.item == tag.item else line for line in self.lines)
        self.lines = lines if known else (*lines, TagLine(tag=tag, count=count))
        self._many[tag.item] = count
        self._asked = tuple(line.tag.item for line in self.lines)
        self._show_lines()

    def _scanned(self, code: str) -> None:
        device = self._context.device

        def ask(session: Any) -> TagFacts | None:
            card = item_by_code(session, code, shelf_of(session, device))
            return None if card is None else tag_of(card)

        def came(tag: TagFacts | None) -> None:
            if tag is None:
                self._problem.tell(_("Nobody knows the code {code}.").format(code=shown(code)), "warn")
                return
            self._problem.tell("", "ink")
            self._put(tag, self._many.get(tag.item, 0) + 1)
            self.table.pick(tag.item)

        self._context.runner.read(ask, came, self._trouble, origin=self)

    def edit_sheet(self) -> None:
        """Open the measures of the sheet that is chosen."""
        sheet = self.sheets.value()
        if sheet is None:
            return
        editor = SheetEditor(self, self._context, sheet)
        editor.returned.connect(lambda kept: self._load(kept if isinstance(kept, UUID) else None) if kept else None)
        editor.open()

    # ----------------------------------------------------------------------------------------------------- printing

    def _counts(self) -> tuple[tuple[ItemId, int], ...]:
        return tuple((line.tag.item, line.count) for line in self.lines if line.count)

    def confirm(self) -> None:
        sheet = self.sheets.value()
        if sheet is None or not self._total():
            return
        try:
            check_total(self._total())
        except TooManyTags as trouble:
            self._trouble(trouble)
            return
        shop, counts, start = self._context.shop, self._counts(), self.picture.start
        self.busy(True)
        self._context.runner.apart(
            lambda: save_tags(shop, sheet, counts, start),
            lambda file: self._saved(file, sheet, start),
            self._trouble,
            ended=lambda: self.busy(False),
            origin=self,
        )

    def _saved(self, file: Path, sheet: TagSheet, start: int) -> None:
        if self.opens:
            open_paper(file)
        command = RecordTags(id=self._printing, by=self._context.by, tags=self._tags(), sheet=sheet.id, start=start)

        def kept(_recorded: TagsRecorded) -> None:
            toast(self._behind, _("Saved as {file}.").format(file=file.name))
            self.busy(False)
            self.finish(file)

        self._context.runner.write(record_tags, command, kept, self._trouble, origin=self)

    def print_labels(self) -> None:
        """Send them to the label or receipt printer."""
        command = PrintTags(id=self._printing, by=self._context.by, tags=self._tags(), roll=self.rolls.value())
        self.busy(True)
        self._context.runner.write(
            print_tags, command, self._sent, self._trouble, ended=lambda: self.busy(False), origin=self
        )

    def _sent(self, printed: TagsPrinted) -> None:
        words = ngettext("{count} tag is on its way.", "{count} tags are on their way.", printed.count)
        toast(self._behind, words.format(count=format_number(printed.count)))
        self.busy(False)
        self.finish(printed)

    def _tags(self) -> tuple[TagCount, ...]:
        return tuple(TagCount(item=item, count=count) for item, count in self._counts())

    def _trouble(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()


def _key(line: TagLine) -> object:
    return line.tag.item


def _columns() -> list[Column[TagLine]]:
    return [
        Column[TagLine](title=_("Item"), text=lambda line: line.tag.name, second=_facts, stretch=1, strong=True),
        Column[TagLine](title=_("Price"), text=lambda line: format_rupiah(line.tag.price), right=True),
        Column[TagLine](
            title=_("Tags"),
            text=lambda line: format_number(line.count),
            right=True,
            strong=True,
            tone=lambda line: "ink" if line.count else "muted",
        ),
    ]


def _facts(line: TagLine) -> str:
    return " · ".join(part for part in (line.tag.artisan, line.tag.size, line.tag.code) if part)
