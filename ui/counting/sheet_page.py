"""One count while it goes on: the last scan large, its quantity, what was seen and what is still to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import ItemId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.counting.count_item import ItemCounted
from sentra_pos.counting.queries import CountSheet, SheetRow
from ui.counting.rows import progress_words, sheet_columns, whose
from ui.kit.buttons import danger, primary, quiet, secondary
from ui.kit.fields import CountEdit, SearchField, with_problem
from ui.kit.keys import on_key
from ui.kit.labels import body, caption, label, title
from ui.kit.layout import column, divider, panel, plain, row, spacer
from ui.kit.table import RecordTable

if TYPE_CHECKING:
    from ui.counting.counts_page import CountsPage


class SheetPage(QWidget):
    """``panel`` tells of the item with the cursor; the counts' page puts both in front."""

    def __init__(self, page: CountsPage) -> None:
        super().__init__()
        self._page, self._presenter = page, page.presenter
        self.shown: CountSheet | None = None
        self._blind: bool | None = None
        self._told: ItemId | None = None
        self.search = SearchField(_("Scan a tag, or type a name or code and press Enter … F2"), name=_("Count an item"))
        self.table = self._make_table(blind=False)
        self._box = column(self.search, spacing=12)
        self._box.addWidget(self.table, 1)
        self.setLayout(self._box)
        self.setFocusProxy(self.search)
        self._name, self._facts = title(""), caption("")
        self._name.setWordWrap(True)
        self._facts.setWordWrap(True)
        self._count = label("–", "giant", "extrabold")
        self.quantity = CountEdit(name=_("In all"))
        self.put = secondary(_("So many in all"), "F6", on=self.set_quantity)
        self.leave = quiet(_("Go on later"), "F9", on=self._presenter.leave)
        self.drop = danger(_("Give up"), "F8", on=page.ask_drop)
        self.finish = primary(_("Differences"), "F12", on=page.open_review)
        self.panel = self._build_panel()
        self.search.returnPressed.connect(self._find)
        self.search.went_down.connect(self._into_list)
        self.quantity.returnPressed.connect(self.set_quantity)
        on_key(self, "F2", _("Type an item"), self._to_search)
        on_key(self, "F4", _("Type how many"), self._to_quantity)
        self._tell(None)

    def _build_panel(self) -> QWidget:
        self._one = plain(
            column(
                self._count,
                row(with_problem(self.quantity, _("In all")), spacing=8),
                self.put,
                body(_("Every scan counts one. A figure that is typed replaces what was counted of the item.")),
                spacing=12,
            )
        )
        self._place = caption("")
        self._place.setWordWrap(True)
        return panel(
            self._name,
            self._facts,
            self._one,
            spacer(),
            divider(),
            self._place,
            row(self.leave, self.drop, spacing=8),
            self.finish,
            spacing=10,
        )

    def _make_table(self, *, blind: bool) -> RecordTable[SheetRow]:
        made: RecordTable[SheetRow] = RecordTable(
            sheet_columns(blind=blind),
            empty=_("Nothing was scanned yet. Scan the first tag."),
            name=_("Items of this count"),
            key=lambda each: each.item,
        )
        made.picked.connect(self._tell)
        made.on_open(_("Type how many"), lambda _row: self._to_quantity())
        return made

    def begin(self) -> None:
        """A count comes to the front."""
        self.search.clear()
        self.search.setFocus()

    def show_sheet(self, sheet: CountSheet, last: ItemId | None) -> str:
        """The count as it stands; what it comes to in a sentence."""
        if sheet.blind != self._blind:
            # A column more or less: a blind count's table has never heard of the book.
            self._blind = sheet.blind
            before, self.table = self.table, self._make_table(blind=sheet.blind)
            self._box.replaceWidget(before, self.table)
            before.deleteLater()
        self.shown = sheet
        self.table.set_rows(sheet.rows)
        if last is not None:
            self.table.pick(last)
        if self.table.current() is None:
            self.table.pick_first()
        self._tell(self.table.current())
        place = whose(sheet.place, sheet.artisan)
        self._place.setText(_("{place}, blind").format(place=place) if sheet.blind else place)
        return f"{place} · {progress_words(sheet)}"

    def counted(self, counted: ItemCounted) -> None:
        """The next one may come."""
        self.search.clear()
        self._count.setText(format_number(counted.quantity.units))

    def _tell(self, row_: SheetRow | None) -> None:
        self._one.setVisible(row_ is not None)
        before, self._told = self._told, None if row_ is None else row_.item
        if row_ is None:
            self._name.setText(_("Scan the first tag"))
            self._facts.setText(_("Walk along the place and scan every piece once."))
            return
        self._name.setText(row_.name)
        facts = (row_.size, row_.code, format_rupiah(row_.price), row_.by)
        self._facts.setText(" · ".join(part for part in facts if part))
        self._count.setText("–" if row_.counted is None else format_number(row_.counted.units))
        # Whatever happens in the shop reads the count again: a figure half typed for the same item stays.
        if self._told != before or not self.quantity.isModified():
            self.quantity.set_value(row_.counted)

    # ------------------------------------------------------------------------------------------------- what is asked

    def _find(self) -> None:
        self._presenter.find(self.search.text())

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _into_list(self) -> None:
        self.table.enter()

    def _to_quantity(self) -> None:
        if self.table.current() is not None:
            self.quantity.setFocus()
            self.quantity.selectAll()

    def set_quantity(self) -> None:
        """What is typed replaces what was counted of the item with the cursor."""
        row_ = self.table.current()
        quantity = self.quantity.check()
        if row_ is not None and quantity is not None:
            self._presenter.set_quantity(row_.item, quantity)
            self.search.setFocus()
