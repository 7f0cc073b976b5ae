"""Move goods from one of the shop's places to another: from where, to where, how many; a scan adds a piece."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sentra_pos.catalogue.queries import ItemCard, item_by_code, item_card
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.quantity import NONE, ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.core.words import format_number
from sentra_pos.giving_back.facts import place_label
from sentra_pos.giving_back.holdings import places_of_items
from sentra_pos.giving_back.transfer_goods import (
    MOVABLE,
    GoodsTransferred,
    MovedGoods,
    TransferGoods,
    transfer_goods,
)
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.stock.places import shelf_of
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, with_problem
from ui.kit.immediate import Runs
from ui.kit.labels import caption
from ui.kit.layout import column, row
from ui.kit.messages import Banner
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """An item with how much of it lies where, and how much of it shall move."""

    item: ItemId
    name: str
    size: str
    there: dict[PlaceKind, Quantity]
    count: Quantity


class TransferView(Protocol):
    """What the presenter asks of the sheet."""

    def show_rows(self, rows: tuple[Moving, ...]) -> None: ...

    def pick(self, item: ItemId) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...

    def warn(self, sentence: str) -> None: ...

    def moved(self, moved: GoodsTransferred) -> None: ...

    def ended(self) -> None: ...


class TransferPresenter:
    """Keeps the list; the document's id is minted once, so that a second press moves nothing twice."""

    def __init__(self, runner: Runs, context: Context, view: TransferView) -> None:
        self._runner, self._context, self._view = runner, context, view
        self._rows: dict[ItemId, Moving] = {}
        self._id = DocumentId(new_id(context.shop.clock))
        self.source, self.target = PlaceKind.SHELF, PlaceKind.STORE_ROOM

    def add_item(self, item: ItemId) -> None:
        """One piece more of what is named."""
        self._read(lambda session, shelf: item_card(session, item, shelf), "")

    def scan(self, code: str) -> None:
        """One piece more of what is scanned."""
        self._read(lambda session, shelf: item_by_code(session, code, shelf), code)

    def _read(self, find: Any, code: str) -> None:
        device = self._context.device

        def ask(session: Any) -> tuple[ItemCard | None, dict[PlaceKind, Quantity]]:
            card: ItemCard | None = find(session, shelf_of(session, device))
            return card, {} if card is None else places_of_items(session, device, (card.id,))[card.id]

        def came(found: tuple[ItemCard | None, dict[PlaceKind, Quantity]]) -> None:
            card, there = found
            if card is None:
                self._view.warn(_("Nobody knows the code {code}.").format(code=shown(code)))
                return
            if not any(there.get(kind) for kind in MOVABLE):
                if code:
                    self._view.warn(_("{item}: nothing of it is here to be moved.").format(item=card.name))
                return
            before = self._rows.get(card.id)
            count = ONE if before is None else before.count + ONE
            self._rows[card.id] = Moving(item=card.id, name=card.name, size=card.size, there=there, count=count)
            self._show()
            self._view.pick(card.id)

        self._runner.read(ask, came, self._view.tell, origin=self._view)

    def count(self, item: ItemId, count: Quantity) -> None:
        """So many of it; none takes it off the list."""
        if count > NONE:
            self._rows[item] = replace(self._rows[item], count=count)
        else:
            self._rows.pop(item, None)
        self._show()

    def move(self) -> None:
        """Post it."""
        goods = tuple(
            MovedGoods(item=each.item, quantity=each.count, source=self.source) for each in self._rows.values()
        )
        command = TransferGoods(id=self._id, by=self._context.by, target=self.target, goods=goods)
        self._runner.write(
            transfer_goods, command, self._view.moved, self._view.tell, ended=self._view.ended, origin=self._view
        )

    def _show(self) -> None:
        self._view.show_rows(tuple(self._rows.values()))


class TransferSheet(Sheet):
    """Returns GoodsTransferred."""

    def __init__(self, parent: QWidget, context: Context, item: ItemId | None = None) -> None:
        super().__init__(
            parent, title=_("Move goods"), primary_text=_("Move"), primary_key="F12", width=680, height=600
        )
        self.presenter = TransferPresenter(Approving(context, self), context, self)
        places = [(kind, place_label(kind)) for kind in MOVABLE]
        self.source, self.target = Chips(places, name=_("From")), Chips(places, name=_("To where"))
        self.source.choose(self.presenter.source)
        self.target.choose(self.presenter.target)
        self.table: RecordTable[Moving] = RecordTable(
            self._columns(),
            empty=_("Scan the tags of what moves. Every scan is one piece."),
            name=_("Goods to move"),
            key=lambda each: each.item,
        )
        self.count = CountEdit(name=_("Count"))
        self.remove_button = secondary(_("Not this one"), "F8", on=self._remove)
        self._problem = Banner("")
        self._problem.hide()
        ends = row(spacing=24)
        ends.addLayout(column(caption(_("From")), self.source, spacing=4), 1)
        ends.addLayout(column(caption(_("To where")), self.target, spacing=4), 1)
        self.content.addLayout(ends)
        self.content.addWidget(self.table, 1)
        self._counting = row(with_problem(self.count, _("Count")), spacing=12)
        # Beside the field, not beside the field and its label.
        self._counting.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._counting.addStretch(1)
        self.content.addLayout(self._counting)
        self.content.addWidget(self._problem)
        self.source.chosen.connect(self._from)
        self.target.chosen.connect(self._to)
        self.table.picked.connect(self._picked)
        # Not only what is typed: a scan takes its digits back out of the field.
        self.count.value_changed.connect(lambda _value: self._counted())
        context.scans.listen(self, self.presenter.scan)
        self._picked(None)
        if item is not None:
            self.presenter.add_item(item)

    def _columns(self) -> list[Column[Moving]]:
        return [
            Column[Moving](
                title=_("Item"), text=lambda each: each.name, second=lambda each: each.size, stretch=1, strong=True
            ),
            Column[Moving](title=_("There"), text=self._there, right=True, tone=self._tone),
            Column[Moving](
                title=_("Moves"), text=lambda each: format_number(each.count.units), right=True, strong=True
            ),
        ]

    def _there(self, each: Moving) -> str:
        return format_number(each.there.get(self.presenter.source, NONE).units)

    def _tone(self, each: Moving) -> str:
        return "bad" if each.there.get(self.presenter.source, NONE) < each.count else "ink"

    def _from(self, kind: object) -> None:
        if isinstance(kind, PlaceKind):
            if kind is self.presenter.target:
                self._other_end(self.target, self.presenter.source)
                self.presenter.target = self.presenter.source
            self.presenter.source = kind
            self.table.viewport().update()

    def _to(self, kind: object) -> None:
        if isinstance(kind, PlaceKind):
            if kind is self.presenter.source:
                self._other_end(self.source, self.presenter.target)
                self.presenter.source = self.presenter.target
            self.presenter.target = kind
            self.table.viewport().update()

    @staticmethod
    def _other_end(chips: Chips, kind: PlaceKind) -> None:
        """Both ends the same would move nothing: they change places."""
        chips.choose(kind)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_rows(self, rows: tuple[Moving, ...]) -> None:
        self._problem.hide()
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.pick_first()
        if self.primary_button is not None:
            self.primary_button.setEnabled(bool(rows))

    def pick(self, item: ItemId) -> None:
        self.table.pick(item)
        self._picked(self.table.current())
        self.count.setFocus()
        self.count.selectAll()

    def tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()

    def warn(self, sentence: str) -> None:
        self._problem.tell(sentence, "warn")
        self.adjust()

    def moved(self, moved: GoodsTransferred) -> None:
        self.busy(False)
        self.finish(moved)

    def ended(self) -> None:
        self.busy(False)

    # ------------------------------------------------------------------------------------------------- what is asked

    def confirm(self) -> None:
        if self.table.records.rows and self.count.check() is not None:
            self.busy(True)
            self.presenter.move()

    def _picked(self, each: Moving | None) -> None:
        for part in (self.count, self.remove_button):
            part.setEnabled(each is not None)
        if self.primary_button is not None:
            self.primary_button.setEnabled(each is not None)
        if not self.count.hasFocus() or each is None:
            self.count.set_value(None if each is None else each.count)

    def _counted(self) -> None:
        each, count = self.table.current(), self.count.value()
        if each is not None and count is not None and count > NONE and count != each.count:
            self.presenter.count(each.item, count)

    def _remove(self) -> None:
        each = self.table.current()
        if each is not None:
            self.presenter.count(each.item, NONE)
