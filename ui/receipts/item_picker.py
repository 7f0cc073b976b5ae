"""Find one piece by its tag or by words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sentra_pos.catalogue.queries import ItemCard, item_by_code
from sentra_pos.catalogue.search import search_items
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from sentra_pos.stock.places import shelf_of
from ui.context import Context
from ui.kit.fields import SearchField
from ui.kit.layout import column
from ui.kit.messages import error
from ui.kit.table import Column, RecordTable


class ItemPicker(QWidget):
    """A search field over what it finds; Enter in the list chooses."""

    #: The ItemCard that was chosen.
    chosen = Signal(object)
    #: What was found changed.
    changed = Signal()
    #: A scanned code that no goods have.
    unknown = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._goes_down = False
        self.search = SearchField(_("Name, motif, maker or code"), name=_("Search"))
        self.table: RecordTable[ItemCard] = RecordTable(
            _columns(), empty="", name=_("Goods"), key=lambda each: each.id
        )  # fmt: skip
        made = column(self.search, spacing=12)
        made.addWidget(self.table, 1)
        self.setLayout(made)
        self.setFocusProxy(self.search)
        self.search.searched.connect(self._search)
        self.search.returnPressed.connect(self._entered)
        self.search.went_down.connect(self._into_list)
        self.table.on_open(_("Choose these goods"), self.chosen.emit)

    def current(self) -> ItemCard | None:
        """What is picked in the list."""
        return self.table.current()

    def scan(self, code: str) -> None:
        """The goods whose tag this is are chosen at once."""
        device = self._context.device

        def look(session: Any) -> ItemCard | None:
            return item_by_code(session, code, shelf_of(session, device))

        def came(card: ItemCard | None) -> None:
            if card is None:
                self.unknown.emit(code)
            else:
                self.chosen.emit(card)

        self._context.runner.read(look, came, lambda trouble: error(self, trouble), origin=self)

    def _entered(self) -> None:
        self._goes_down = True
        self.search.search_now()
        self._into_list()

    def _into_list(self) -> None:
        if self.table.records.rows:
            self.table.enter()

    def _search(self, text: str) -> None:
        device = self._context.device
        self._context.runner.read(
            lambda session: search_items(session, text, place=shelf_of(session, device)),
            lambda cards: self._show(cards, text),
            lambda trouble: error(self, trouble),
            origin=self,
            latest="receipts.pick_item",
        )

    def _show(self, cards: tuple[ItemCard, ...], text: str) -> None:
        self.table.set_empty(_("Nothing is found. Try fewer letters, or scan the tag.") if text else "")
        self.table.set_rows(cards)
        self.table.pick_first()
        self.changed.emit()
        if self._goes_down:
            self._goes_down = False
            self._into_list()


def _columns() -> list[Column[ItemCard]]:
    return [
        Column(
            title=_("Item"), text=lambda card: card.name, second=lambda card: card.maker_name, stretch=1, strong=True
        ),
        Column(title=_("Price"), text=lambda card: format_number(card.price.amount), right=True, strong=True),
    ]
