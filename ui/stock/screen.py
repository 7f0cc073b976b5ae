"""The stock screen: everything the shop sells, how much of it is here, and where it came from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from sentra_pos.catalogue.facts import ItemKind, dye_label, technique_label
from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from sentra_pos.giving_back.transfer_goods import GoodsTransferred
from sentra_pos.people.permissions import Permission
from sentra_pos.tags.queries import NeedsTag
from ui.consignment.import_sheet import ImportSheet
from ui.context import Context
from ui.give_back.transfer_sheet import TransferSheet
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.fields import SearchField
from ui.kit.keys import on_key
from ui.kit.labels import headline
from ui.kit.layout import Flow, column, plain, row, spacer
from ui.kit.messages import error, toast
from ui.kit.screen import Screen
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving
from ui.stock.change_sheet import ChangeSheet
from ui.stock.item_panel import ItemPanel
from ui.stock.presenter import WATCHED, ItemEdited, ItemShown, StockPresenter
from ui.tags.cards_sheet import CardsSheet
from ui.tags.tags_sheet import TagsSheet


def item_columns() -> list[Column[ItemCard]]:
    """An item in two lines, whose it is, how many are here, what it sells for."""
    return [
        Column[ItemCard](title=_("Item"), text=lambda card: card.name, second=_facts, stretch=3, strong=True),
        Column[ItemCard](
            title=_("Artisan"), text=lambda card: card.maker_name or _("the shop"), stretch=2, optional=True
        ),
        Column[ItemCard](title=_("Here"), text=_here, right=True, tone=_tone),
        Column[ItemCard](title=_("Price"), text=lambda card: format_number(card.price.amount), right=True, strong=True),
    ]


def _facts(card: ItemCard) -> str:
    """Size first: it is what tells the sizes of one thing apart where the line is cut."""
    facts = (card.size, technique_label(card.technique), dye_label(card.dye), card.cloth)
    return " · ".join(fact for fact in facts if fact)


def _here(card: ItemCard) -> str:
    return "–" if card.kind is ItemKind.SERVICE else format_number(card.stock.units)


def _tone(card: ItemCard) -> str:
    if card.stock.units < 0:
        return "bad"
    return "ink" if card.stock.units else "muted"


class StockScreen(Screen):
    """Says what was asked; the presenter knows what to do with it."""

    watches = WATCHED

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.presenter = StockPresenter(context.runner, context.by, self)
        self.search = SearchField(_("Scan a tag, or type a name, motif, artisan … F2"), name=_("Search items"))
        self.chips = Chips([(None, _("All"))], name=_("Categories"))
        self._nothing_yet = _("Nothing is in the shop yet. Import the shop's own list with F6, or take in goods.")
        self.table = RecordTable(item_columns(), empty=self._nothing_yet, name=_("Items"), key=lambda card: card.id)
        self.import_button = secondary(_("Import a list"), "F6", icon="upload-simple", on=self.import_list)
        self.move_button = secondary(_("Move"), "F3", icon="truck", on=self.move_goods)
        self.change_button = secondary(_("Edit"), "F7", icon="pencil-simple", on=self.change_item)
        self.photo_button = secondary(_("Photo"), "F8", icon="image", on=self.choose_photo)
        self.tags_button = secondary(_("Tags"), "F9", icon="tag", on=self.print_tags)
        self.card_button = secondary(_("Card"), "F10", icon="note", on=self.print_cards)
        self.needed_button = secondary(_("New tags needed"), "F4", icon="tag", on=self.print_needed_tags)
        for button, permission in (
            (self.import_button, Permission.IMPORT),
            (self.move_button, Permission.TRANSFER_GOODS),
            (self.change_button, Permission.MANAGE_ITEMS),
            (self.photo_button, Permission.MANAGE_ITEMS),
            (self.tags_button, Permission.REPRINT),
            (self.card_button, Permission.REPRINT),
            (self.needed_button, Permission.REPRINT),
        ):
            # Shown here, before it has a parent, a button would be a window of its own.
            if not context.may(permission):
                button.hide()
        self.panel = ItemPanel(self.change_button, self.photo_button, self.tags_button, self.card_button)
        self._build()
        self._wire()

    def _build(self) -> None:
        left = column(
            row(headline(_("Stock")), spacer(), self.import_button),
            plain(Flow(self.move_button, self.needed_button, line_spacing=8)),
            self.search,
            self.chips,
            spacing=12,
            margins=(24, 18, 24, 20),
        )
        left.addWidget(self.table, 1)
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self.setLayout(whole)

    def _wire(self) -> None:
        on_key(self, "F2", _("Search"), self._find)
        self.search.searched.connect(self.presenter.search)
        self.search.returnPressed.connect(self.search.search_now)
        self.search.went_down.connect(self._into_list)
        self.chips.chosen.connect(self.presenter.take_category)
        self.table.picked.connect(self._picked)
        self.table.on_open(_("Edit"), lambda _card: self.change_item())
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.context.scans.listen(self, self.presenter.scan)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_categories(self, names: tuple[str, ...]) -> None:
        self.chips.set_choices([(None, _("All")), *((name, name) for name in names)])
        self.chips.setVisible(bool(names))

    def show_items(self, cards: tuple[ItemCard, ...], *, searched: bool) -> None:
        self.table.set_empty(_("Nothing is called that. Try fewer letters.") if searched else self._nothing_yet)
        self.table.set_rows(cards)
        if self.presenter.picked is not None:
            self.table.pick(self.presenter.picked)
        if self.table.current() is None:
            self.table.pick_first()

    def add_items(self, cards: tuple[ItemCard, ...]) -> None:
        self.table.add_rows(cards)

    def show_item(self, item: ItemShown | None) -> None:
        self.panel.show_item(item)

    def pick_item(self, item: ItemId) -> None:
        self.table.pick(item)
        current = self.table.current()
        if current is None or current.id != item:
            # It stands further down, or the search leaves it out: tell of it all the same.
            self.presenter.pick(item)

    def tell(self, sentence: str) -> None:
        toast(self, sentence, "warn")

    def tell_trouble(self, trouble: SentraError) -> None:
        error(self, trouble)

    # ---------------------------------------------------------------------------------------------- what is asked

    def refresh(self) -> None:
        self.presenter.load()

    def _picked(self, card: ItemCard | None) -> None:
        item = None if card is None else card.id
        if item != self.presenter.picked or self.presenter.item is None:
            self.presenter.pick(item)

    def _scrolled(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if value >= bar.maximum() - 2 * bar.pageStep():
            self.presenter.more()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _into_list(self) -> None:
        self.table.enter()

    def import_list(self) -> ImportSheet:
        """Open the import wizard."""
        sheet = ImportSheet(self, self.context)
        sheet.open()
        return sheet

    def move_goods(self) -> None:
        """Open the sheet that moves goods between shelf and store room, with the picked item on it."""
        item = self.presenter.item
        sheet = TransferSheet(self, self.context, None if item is None else item.details.card.id)
        sheet.returned.connect(self._moved)
        sheet.open()

    def _moved(self, moved: object) -> None:
        if isinstance(moved, GoodsTransferred):
            toast(self, _("Moved, {code}.").format(code=moved.code))
            self.presenter.load()

    def change_item(self) -> None:
        """Open the sheet for the picked item."""
        item = self.presenter.item
        if item is None or not self.context.may(Permission.MANAGE_ITEMS):
            return
        price_id = DocumentId(new_id(self.context.shop.clock))

        def send(*edited: Any) -> None:
            self.presenter.change(*edited, runner=Approving(self.context, sheet))

        sheet = ChangeSheet(self, item.details, self.context.by, price_id, send)
        sheet.returned.connect(self._changed)
        sheet.open()

    def _changed(self, changed: object) -> None:
        if not isinstance(changed, ItemEdited):
            return
        if changed.new_tag:
            toast(self, _("Changed. Please change the tag, too."))
        else:
            toast(self, _("The item was changed."))
        self.presenter.pick(changed.id)

    def print_tags(self) -> None:
        """Open the tags of the picked item, as many as are on the shelf."""
        item = self.presenter.item
        if item is not None:
            card = item.details.card
            TagsSheet(self, self.context, [(card.id, max(card.stock.units, 1))]).open()

    def print_cards(self) -> None:
        """Open the card of the picked item."""
        item = self.presenter.item
        if item is not None:
            CardsSheet(self, self.context, [item.details.card.id]).open()

    def print_needed_tags(self) -> None:
        """Open the tags of everything whose tag says what is not right any more."""
        self.presenter.ask_needed_tags(self._needed_tags)

    def _needed_tags(self, needed: tuple[NeedsTag, ...]) -> None:
        if not needed:
            toast(self, _("Every tag says what is right."))
            return
        wanted = [(each.item, each.pieces.units) for each in needed]
        TagsSheet(self, self.context, wanted, title=_("New tags needed")).open()

    def choose_photo(self) -> None:
        """Ask the system for a picture."""
        if self.presenter.item is None:
            return
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a photo"), "", _("Photos (*.jpg *.jpeg *.png *.webp)")
        )
        if name:
            self.put_photo(Path(name))

    def put_photo(self, file: Path) -> None:
        """Put the picture in the file on the picked item."""
        self.presenter.put_photo(file)
