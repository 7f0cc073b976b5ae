"""Tick goods artisan by artisan, for a load: all of an artisan's with one key, single pieces with Space."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import ItemId
from sentra_pos.core.quantity import NONE, ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from ui.exhibitions.picks import Pick, PickGroup
from ui.exhibitions.rows import pieces_words, with_size
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.keys import OwnKeys
from ui.kit.labels import ElidedLabel, body
from ui.kit.layout import plain, row
from ui.kit.table import Column, RecordTable
from ui.money.tick import TickPainter

_GROUPS_WIDTH = 290


class PickTable(RecordTable[Pick]):
    """One artisan's goods with their ticks."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column(title="", text=lambda pick: _("yes") if pick.ticked else ""),
                Column(
                    title=_("Goods"),
                    text=lambda pick: pick.name,
                    second=lambda pick: with_size(pick.name, pick.size, pick.why),
                    stretch=1,
                    strong=True,
                ),
                Column(title=_("Here"), text=lambda pick: format_number(pick.here.units), right=True),
                Column(
                    title=_("Goes along"), text=lambda pick: format_number(pick.count.units) if pick.ticked else "–",
                    right=True, strong=True,
                ),
            ),
            empty=_("Choose an artisan on the left."),
            name=_("Goods of the artisan"),
            key=lambda pick: pick.item,
        )  # fmt: skip
        self.setItemDelegateForColumn(0, TickPainter(self))

    def keys(self) -> OwnKeys:
        """Where the sheet declares what its keys do here."""
        return self._keys


class PickSheet(Sheet):
    """Returns the ticked Picks as a tuple."""

    def __init__(self, parent: QWidget, groups: tuple[PickGroup, ...], *, suggested: bool) -> None:
        title = _("What sold at exhibitions") if suggested else _("Goods by artisan")
        super().__init__(parent, title=title, primary_text=_("Onto the list"), primary_key="F12", width=940, height=640)
        self._picks: dict[str, dict[ItemId, Pick]] = {
            group.key: {pick.item: pick for pick in group.picks} for group in groups
        }
        self.groups: RecordTable[PickGroup] = RecordTable(
            (
                Column(title=_("Artisan"), text=lambda group: group.name, second=lambda group: group.about, stretch=1),
                Column(title=_("Goes along"), text=self._chosen_of, right=True, strong=True),
            ),
            empty=_("Nothing like that is here."),
            name=_("Artisans"),
            key=lambda group: group.key,
        )
        self.goods = PickTable()
        self._told = ElidedLabel("", "body", "semibold")
        said = (
            _("Only what lies in the shop now. What sold itself is ticked, below it what is like it.")
            if suggested
            else _("Only what lies on the shelf and in the store room.")
        )  # fmt: skip
        self.all_button = secondary(_("All of this artisan"), "F8", icon="list-checks", on=self.turn_all)
        self.groups.setFixedWidth(_GROUPS_WIDTH)
        lists = row(self.groups, spacing=12)
        lists.addWidget(self.goods, 1)
        below = row(self.all_button, spacing=12)
        below.addWidget(self._told, 1)
        self.content.addWidget(body(said))
        self.content.addWidget(plain(lists), 1)
        self.content.addLayout(below)
        self._wire()
        self.groups.set_rows(groups)
        self.groups.pick_first()
        self.groups.setFocus()

    def _wire(self) -> None:
        self.groups.picked.connect(lambda _group: self._show())
        self.groups.on_open(_("To the artisan's goods"), lambda _group: self.goods.enter())
        self.goods.on_open(_("Choose, or not"), lambda _pick: self._turn())
        self.goods.clicked.connect(lambda index: self._turn() if index.column() == 0 else None)
        keys, on_one = self.goods.keys(), lambda: self.goods.current() is not None
        keys.on(_("Space"), _("Choose, or not"), self._turn, Qt.Key.Key_Space, when=on_one)
        keys.on("+", _("One more"), lambda: self._change(1), signs="+", when=on_one, repeats=True)
        keys.on("-", _("One less"), lambda: self._change(-1), signs="-−", when=on_one, repeats=True)

    def _of_group(self) -> dict[ItemId, Pick]:
        group = self.groups.current()
        return {} if group is None else self._picks[group.key]

    def _chosen_of(self, group: PickGroup) -> str:
        count = sum((pick.count for pick in self._picks[group.key].values() if pick.ticked), NONE)
        return format_number(count.units) if count else "–"

    def picked(self) -> tuple[Pick, ...]:
        """What is ticked by now."""
        return tuple(pick for picks in self._picks.values() for pick in picks.values() if pick.ticked)

    def _show(self) -> None:
        self.goods.set_rows(tuple(self._of_group().values()))
        if self.goods.current() is None:
            self.goods.pick_first()
        self.groups.viewport().update()
        chosen = sum((pick.count for pick in self.picked()), NONE)
        hint = _("Space ticks a line, + and − change how many.")
        self._told.setText(_("Goes along: {pieces}").format(pieces=pieces_words(chosen)) if chosen else hint)
        self.all_button.setEnabled(bool(self._of_group()))
        if self.primary_button is not None:
            self.primary_button.setEnabled(bool(chosen))

    def _turn(self) -> None:
        pick = self.goods.current()
        if pick is not None:
            self._set(replace(pick, ticked=not pick.ticked))

    def _change(self, by: int) -> None:
        pick = self.goods.current()
        if pick is None:
            return
        count = min(max(pick.count.units + by, 1), pick.here.units) if pick.ticked else ONE.units
        self._set(replace(pick, ticked=True, count=Quantity(count)))

    def _set(self, pick: Pick) -> None:
        self._of_group()[pick.item] = pick
        self._show()

    def turn_all(self) -> None:
        """All of the artisan's that is here, or none of it."""
        own = self._of_group()
        on = not all(pick.ticked for pick in own.values())
        for item, pick in own.items():
            own[item] = replace(pick, ticked=on, count=pick.here if on else pick.count)
        self._show()

    def value(self) -> tuple[Pick, ...] | None:
        return self.picked() or None
