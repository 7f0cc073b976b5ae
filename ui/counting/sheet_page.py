"""One count while it goes on: the last scan large, its quantity, what was seen and what is still to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import ItemId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.counting.count_item import ItemCounted
from sentra_pos.counting.queries import CountSheet, SheetRow
from ui.consignment.choice import Choice
from ui.counting.rows import (
    open_zones_words,
    progress_words,
    seen_words,
    sheet_columns,
    whose,
    zone_state_words,
    zone_words,
)
from ui.kit.buttons import danger, primary, quiet, secondary
from ui.kit.fields import CountEdit, SearchField, with_problem
from ui.kit.keys import on_key
from ui.kit.labels import ElidedLabel, body, caption, label, title
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
        self._columns: tuple[bool, bool] | None = None
        self._told: tuple[ItemId, int | None] | None = None
        self.search = SearchField(_("Scan a tag, or type a name or code and press Enter … F2"), name=_("Count an item"))
        self.table = self._make_table(blind=False, zones=False)
        self.zone: Choice[int] = Choice([(0, "–")], name=_("Zone"))
        self._offered: tuple[tuple[int, str], ...] = ()
        self.end_zone = secondary(_("Zone done"), "F7", on=self._end_zone)
        self._open_zones = ElidedLabel("", "caption", "medium", "muted")
        self._zone_state = ElidedLabel("", "caption", "medium", "muted")
        zones = row(self.zone, self.end_zone, spacing=8)
        self._zones = plain(column(self._zone_state, zones, self._open_zones, spacing=4))
        self._zones.hide()
        self._box = column(self._zones, self.search, spacing=12)
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
        self.zone.chosen.connect(self._presenter.go_to_zone)
        on_key(self, "F2", _("Type an item"), self._to_search)
        on_key(self._zones, "F3", _("Choose the zone"), self.zone.setFocus)
        on_key(self, "F4", _("Type how many"), self._to_quantity)
        self._tell(None)

    def _build_panel(self) -> QWidget:
        self._seen, self._so_many, self._rule = caption(""), caption(_("In all")), body("")
        self._seen.setWordWrap(True)
        self._one = plain(
            column(
                self._count,
                self._seen,
                row(with_problem(self.quantity, self._so_many), spacing=8),
                self.put,
                self._rule,
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

    def _make_table(self, *, blind: bool, zones: bool) -> RecordTable[SheetRow]:
        made: RecordTable[SheetRow] = RecordTable(
            sheet_columns(blind=blind, zones=zones),
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
        if (sheet.blind, bool(sheet.zones)) != self._columns:
            # A column more or less: a blind count's table has never heard of the book.
            self._columns = (sheet.blind, bool(sheet.zones))
            before, self.table = self.table, self._make_table(blind=sheet.blind, zones=bool(sheet.zones))
            self._box.replaceWidget(before, self.table)
            before.deleteLater()
        self.shown = sheet
        self._show_zones(sheet)
        self.table.set_rows(sheet.rows)
        if last is not None:
            self.table.pick(last)
        if self.table.current() is None:
            self.table.pick_first()
        self._tell(self.table.current())
        place = whose(sheet.place, sheet.artisan)
        self._place.setText(_("{place}, blind").format(place=place) if sheet.blind else place)
        return f"{place} · {progress_words(sheet)}"

    def _show_zones(self, sheet: CountSheet) -> None:
        self._zones.setVisible(sheet.zone is not None)
        self._so_many.setText(_("In all") if sheet.zone is None else _("In this zone"))
        self.quantity.setAccessibleName(self._so_many.text())
        self.put.set_label(_("So many in all") if sheet.zone is None else _("So many in this zone"))
        every = _("Every scan counts one. A figure that is typed replaces what was counted of the item.")
        by_zone = _("Every scan counts one. A figure that is typed replaces what was counted of the item in this zone.")
        self._rule.setText(every if sheet.zone is None else by_zone)
        if sheet.zone is None:
            return
        offered = tuple((zone.number, zone_words(zone)) for zone in sheet.zones)
        if offered != self._offered:
            # Not at every look at the count: the list may be open.
            self._offered = offered
            self.zone.offer(offered)
        self.zone.set_value(sheet.zone.number)
        self.end_zone.set_label(_("Open the zone again") if sheet.zone.done else _("Zone done"))
        # A long name leaves no room beside it.
        here = _("Zone in which you count (F3): {state}").format(state=zone_state_words(sheet.zone))
        self._zone_state.setText(here)
        self._open_zones.setText(open_zones_words(sheet.open_zones))

    def counted(self, counted: ItemCounted) -> None:
        """The next one may come."""
        self.search.clear()
        self._count.setText("–" if counted.again else format_number(counted.here.units))

    def _tell(self, row_: SheetRow | None) -> None:
        self._one.setVisible(row_ is not None)
        zone = None if self.shown is None or self.shown.zone is None else self.shown.zone.number
        before, self._told = self._told, None if row_ is None else (row_.item, zone)
        if row_ is None:
            self._name.setText(_("Scan the first tag"))
            self._facts.setText(_("Walk along the place and scan every piece once."))
            return
        self._name.setText(row_.name)
        facts = (row_.size, row_.code, format_rupiah(row_.price), row_.by)
        self._facts.setText(" · ".join(part for part in facts if part))
        in_all = None if row_.again else row_.counted
        here = in_all if zone is None else row_.here
        self._count.setText("–" if here is None else format_number(here.units))
        self._seen.setText(seen_words(row_))
        self._seen.setVisible(zone is not None)
        # Whatever happens in the shop reads the count again: a figure half typed for the same item stays.
        if self._told != before or not self.quantity.isModified():
            self.quantity.set_value(here)

    # ------------------------------------------------------------------------------------------------- what is asked

    def _find(self) -> None:
        self._presenter.find(self.search.text())

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _end_zone(self) -> None:
        if self.shown is not None and self.shown.zone is not None:
            self._presenter.end_zone(again=self.shown.zone.done)
            self.search.setFocus()

    def _into_list(self) -> None:
        self.table.enter()

    def _to_quantity(self) -> None:
        if self.table.current() is not None:
            self.quantity.setFocus()
            self.quantity.selectAll()

    def set_quantity(self) -> None:
        """What is typed replaces what was counted of the item with the cursor, in the zone where there are any."""
        row_ = self.table.current()
        quantity = self.quantity.check()
        if row_ is not None and quantity is not None:
            self._presenter.set_quantity(row_.item, quantity)
            self.search.setFocus()
