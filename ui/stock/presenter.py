"""What the shop has, without Qt: found by words or category, read page by page, one item told in full."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from sentra_pos.catalogue.change_item import ChangeItem, change_item
from sentra_pos.catalogue.put_photo import (
    LARGEST_FILE,
    PhotoNotReadable,
    PhotoPut,
    PhotoTooLarge,
    PutPhoto,
    put_photo,
)
from sentra_pos.catalogue.queries import (
    ItemCard,
    ItemDetails,
    categories,
    item_by_code,
    item_details,
    items_after,
    photo_of,
)
from sentra_pos.catalogue.search import search_items
from sentra_pos.consignment.change_price import ChangePrice, change_price
from sentra_pos.consignment.piece_queries import LotOfItem, lots_of_item
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.stock.places import shelf_of
from sentra_pos.stock.queries import StockCardRow, lies_elsewhere, stock_card
from sentra_pos.tags.queries import NeedsTag, needs_new_tag
from ui.kit.immediate import Runs

#: What this screen shows.
WATCHED = Changes(stock=True, sales=True, catalogue=True, consignment=True, parties=True)
PAGE = 100
_MOST_FOUND = 100
Failed = Callable[[SentraError], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShown:
    """One item with all that the panel tells; ``elsewhere`` is what is not on this till's shelf."""

    details: ItemDetails
    photo: bytes | None
    lots: tuple[LotOfItem, ...]
    moves: tuple[StockCardRow, ...]
    elsewhere: tuple[tuple[PlaceKind, Quantity], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEdit:
    """What a person changed of an item on one sheet: what is said of it, and perhaps its price. ``by`` does both."""

    by: ActedBy
    item: ChangeItem
    price: ChangePrice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEdited:
    """``new_tag`` when tags have to be printed again."""

    id: ItemId
    new_tag: bool
    changes: Changes = Changes(catalogue=True)


def edit_item(session: Any, edit: ItemEdit, *, clock: Clock) -> ItemEdited:
    """Both acts or neither."""
    if edit.price is not None:
        change_price(session, replace(edit.price, by=edit.by), clock=clock)
    changed = change_item(session, replace(edit.item, by=edit.by), clock=clock)
    return ItemEdited(id=changed.id, new_tag=edit.price is not None or changed.new_technique)


class StockView(Protocol):
    """What the presenter asks of the screen."""

    def show_categories(self, names: tuple[str, ...]) -> None: ...

    def show_items(self, cards: tuple[ItemCard, ...], *, searched: bool) -> None:
        """In place of what is shown."""

    def add_items(self, cards: tuple[ItemCard, ...]) -> None:
        """Below what is shown."""

    def show_item(self, item: ItemShown | None) -> None: ...

    def pick_item(self, item: ItemId) -> None: ...

    def tell(self, sentence: str) -> None: ...

    def tell_trouble(self, trouble: SentraError) -> None: ...


class StockPresenter:
    """One a screen; ``load`` it before anything else."""

    def __init__(self, runner: Runs, by: ActedBy, view: StockView, page: int = PAGE) -> None:
        self._runner, self._by, self._view, self._page = runner, by, view, page
        self._typed = ""
        self._category: str | None = None
        self._last: ItemCard | None = None
        self._asking = False
        self.picked: ItemId | None = None
        self.item: ItemShown | None = None

    def load(self) -> None:
        """Read the first page, or what is searched for, again; and the item that is picked."""
        self._runner.read(categories, self._view.show_categories, origin=self._view)
        self._first()
        if self.picked is not None:
            self.pick(self.picked)

    def search(self, typed: str) -> None:
        """Only what the words mean; an empty text shows everything."""
        self._typed = typed.strip()
        self._first()

    def take_category(self, category: str | None) -> None:
        """Only this category; None for all."""
        self._category = category
        self._first()

    def _first(self) -> None:
        typed, category = self._typed, self._category

        def ask(session: Any) -> tuple[ItemCard, ...]:
            place = shelf_of(session, self._by.device)
            if typed:
                return search_items(session, typed, _MOST_FOUND, category, place=place)
            return items_after(session, place, category, None, self._page)

        def came(cards: tuple[ItemCard, ...]) -> None:
            self._asking = False
            self._last = None if typed or len(cards) < self._page else cards[-1]
            self._view.show_items(cards, searched=bool(typed))

        self._asking = True
        self._runner.read(ask, came, origin=self._view, latest="stock page")

    def more(self) -> None:
        """The next page, when there is one; asked for as the list nears its end."""
        last, category = self._last, self._category
        if last is None or self._asking:
            return

        def ask(session: Any) -> tuple[ItemCard, ...]:
            return items_after(session, shelf_of(session, self._by.device), category, last, self._page)

        def came(cards: tuple[ItemCard, ...]) -> None:
            self._asking = False
            self._last = cards[-1] if len(cards) == self._page else None
            self._view.add_items(cards)

        self._asking = True
        self._runner.read(ask, came, origin=self._view, latest="stock page")

    def pick(self, item: ItemId | None) -> None:
        """Show one item beside the list."""
        self.picked = item
        if item is None:
            self._show(None)
            return

        def ask(session: Any) -> ItemShown | None:
            place = shelf_of(session, self._by.device)
            details = item_details(session, item, place)
            if details is None:
                return None
            return ItemShown(
                details=details,
                photo=photo_of(session, item),
                lots=lots_of_item(session, item),
                moves=tuple(reversed(stock_card(session, item))),
                elsewhere=lies_elsewhere(session, item, place),
            )

        self._runner.read(ask, self._show, origin=self._view, latest="stock item")

    def _show(self, item: ItemShown | None) -> None:
        self.item = item
        self._view.show_item(item)

    def scan(self, code: str) -> None:
        """A tag was scanned: show what it names."""

        def ask(session: Any) -> ItemCard | None:
            return item_by_code(session, code, shelf_of(session, self._by.device))

        def came(card: ItemCard | None) -> None:
            if card is None:
                self._view.tell(_("Nobody knows the code {code}.").format(code=shown(code)))
            else:
                self._view.pick_item(card.id)

        self._runner.read(ask, came, origin=self._view)

    def change(
        self,
        edit: ItemEdit,
        done: Callable[[ItemEdited], object],
        failed: Failed,
        ended: Callable[[], object] | None = None,
        *,
        runner: Runs | None = None,
    ) -> None:
        """Rename it, or price it anew; ``runner`` asks a second person above the sheet on which it was typed."""
        (runner or self._runner).write(edit_item, edit, done, failed, ended=ended, origin=self._view)

    def ask_needed_tags(self, came: Callable[[tuple[NeedsTag, ...]], object]) -> None:
        """What is in the shop under a tag that is not right any more."""
        self._runner.read(needs_new_tag, came, self._view.tell_trouble, origin=self._view)

    def put_photo(self, file: Path) -> None:
        """Put the picture in the file on the item that is shown."""
        item = self.picked
        if item is None:
            return
        self._runner.apart(
            lambda: _content(file), lambda picture: self._put(item, picture), self._view.tell_trouble, origin=self._view
        )

    def _put(self, item: ItemId, picture: bytes) -> None:
        def came(_put: PhotoPut) -> None:
            self.pick(item)

        command = PutPhoto(by=self._by, item=item, picture=picture)
        self._runner.write(put_photo, command, came, self._view.tell_trouble, origin=self._view)


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise PhotoTooLarge
        return file.read_bytes()
    except OSError as error:
        raise PhotoNotReadable from error
