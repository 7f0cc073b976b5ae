"""A return without a receipt: which piece it is, and which of its sales it may come from."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from sentra_pos.catalogue.queries import ItemCard, item_by_code
from sentra_pos.catalogue.search import search_items
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.core.words import format_number
from sentra_pos.sales.item_sale_queries import ItemSale, sales_of_item
from sentra_pos.stock.places import shelf_of
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.fields import SearchField
from ui.kit.labels import body, label
from ui.kit.messages import error
from ui.kit.table import Column, RecordTable
from ui.receipts.rows import when_words


class FindSaleSheet(Sheet):
    """Returns the ItemSale that was chosen."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent, title=_("Return without a receipt"), primary_text=_("Take it back from this sale"), width=720,
            height=600,
        )  # fmt: skip
        self._context = context
        hint = _("Scan the piece, or search for it. Then choose the sale that it was bought in; the newest is first.")
        self.content.addWidget(body(hint))
        self.search = SearchField(_("Name, motif, maker or code"), name=_("Search"))
        self.content.addWidget(self.search)
        self._about = label("", "lead", "bold")
        self.content.addWidget(self._about)
        self.items: RecordTable[ItemCard] = RecordTable(
            _item_columns(), empty=_("Nothing is found. Try fewer letters, or scan the tag."), name=_("Goods"),
            key=lambda each: each.id,
        )  # fmt: skip
        self.sales: RecordTable[ItemSale] = RecordTable(
            _sale_columns(context.shop.clock.zone), empty=_("No sale of this piece is left that it could come from."),
            name=_("Sales"), key=lambda each: (each.sale, each.line),
        )  # fmt: skip
        self._pages = QStackedWidget()
        self._pages.addWidget(self.items)
        self._pages.addWidget(self.sales)
        self.content.addWidget(self._pages, 1)
        self.items.set_empty("")
        self.search.searched.connect(self._search)
        self.search.returnPressed.connect(self._entered)
        self.search.went_down.connect(self._into_list)
        self.items.on_open(_("Show the sales of the chosen piece"), self._choose)
        self.sales.on_open(_("Take it back from the chosen sale"), self.finish)
        context.scans.listen(self, self._scan)
        self._show_primary()
        self.search.setFocus()

    #: Enter was pressed before what it asked for had come.
    _goes_down = False

    def value(self) -> object:
        if self._pages.currentWidget() is self.sales:
            return self.sales.current()
        card = self.items.current()
        if card is not None:
            self._choose(card)
        return None

    def _show_primary(self) -> None:
        assert self.primary_button is not None
        is_sales = self._pages.currentWidget() is self.sales
        rows = self.sales.records.rows if is_sales else self.items.records.rows
        self.primary_button.set_label(_("Take it back from this sale") if is_sales else _("Show its sales"))
        self.primary_button.setEnabled(bool(rows))

    def _entered(self) -> None:
        self._goes_down = True
        self.search.search_now()
        self._into_list()

    def _into_list(self) -> None:
        table = self._pages.currentWidget()
        if isinstance(table, RecordTable) and table.records.rows:
            table.setFocus()
            if table.current() is None:
                table.pick_first()

    def _search(self, text: str) -> None:
        device = self._context.device
        self._context.runner.read(
            lambda session: search_items(session, text, place=shelf_of(session, device)),
            lambda cards: self._show_items(cards, text),
            origin=self,
            latest="receipts.find_item",
        )

    def _show_items(self, cards: tuple[ItemCard, ...], text: str) -> None:
        self._about.setText("")
        self.items.set_empty(_("Nothing is found. Try fewer letters, or scan the tag.") if text else "")
        self.items.set_rows(cards)
        self.items.pick_first()
        self._pages.setCurrentWidget(self.items)
        self._show_primary()
        if self._goes_down:
            self._goes_down = False
            self._into_list()

    def _scan(self, code: str) -> None:
        device = self._context.device

        def look(session: Any) -> ItemCard | None:
            return item_by_code(session, code, shelf_of(session, device))

        def came(card: ItemCard | None) -> None:
            if card is not None:
                self._choose(card)
            else:
                self._about.setText(_("Nothing here has the code {code}.").format(code=shown(code)))

        self._context.runner.read(look, came, lambda trouble: error(self, trouble), origin=self)

    def _choose(self, card: ItemCard) -> None:
        self._context.runner.read(
            lambda session: sales_of_item(session, card.id),
            lambda sales: self._show_sales(card, sales),
            origin=self,
            latest="receipts.find_sales",
        )

    def _show_sales(self, card: ItemCard, sales: tuple[ItemSale, ...]) -> None:
        self._about.setText(card.name)
        self.sales.set_rows(sales)
        self._pages.setCurrentWidget(self.sales)
        self.sales.pick_first()
        self.sales.setFocus()
        self._show_primary()


def _item_columns() -> list[Column[ItemCard]]:
    return [
        Column(
            title=_("Item"), text=lambda card: card.name, second=lambda card: card.maker_name, stretch=1, strong=True
        ),
        Column(title=_("Price"), text=lambda card: format_number(card.price.amount), right=True, strong=True),
    ]


def _sale_columns(zone: tzinfo) -> list[Column[ItemSale]]:
    return [
        Column(
            title=_("Receipt"),
            text=lambda each: each.code,
            second=lambda each: when_words(each.at, zone),
            strong=True,
        ),
        Column(title=_("Cashier"), text=lambda each: each.cashier, stretch=1),
        Column(title=_("Still out"), text=lambda each: format_number(each.left.units), right=True),
        Column(title=_("Paid each"), text=lambda each: format_number(each.price.amount), right=True, strong=True),
    ]
