"""What the grid shows, without Qt: a category page by page, or what was searched for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sentra_pos.catalogue.brought_queries import brought_categories, brought_page
from sentra_pos.catalogue.queries import ItemCard, categories, item_by_code, items_page, photo_of
from sentra_pos.core.ids import ItemId, PlaceId
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from ui.kit.immediate import Runs

PAGE = 60
#: Of what was searched for, as much as fills a large screen: somebody is still typing.
FOUND_AT_ONCE = 24


class BrowseView(Protocol):
    """What the presenter asks of the grid."""

    def show_categories(self, names: Sequence[str]) -> None: ...

    def show_cards(self, cards: Sequence[ItemCard], nothing: str) -> None:
        """Instead of what was shown; ``nothing`` is what to say when there are none."""

    def add_cards(self, cards: Sequence[ItemCard]) -> None: ...

    def show_photo(self, item: ItemId, jpeg: bytes | None) -> None: ...

    def go_to_cards(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    cards: tuple[ItemCard, ...]
    names: tuple[str, ...] | None = None


class Browser:
    """Answers come in the order of the questions, and only the last one counts."""

    def __init__(self, runner: Runs, view: BrowseView, picked: Callable[[ItemCard], object]) -> None:
        self._runner, self._view, self._picked = runner, view, picked
        self._place: PlaceId | None = None
        self._at_stand = False
        self._category: str | None = None
        self._text = ""
        self._shown = 0
        self._more = False
        self._loading = False
        self._asked: set[ItemId] = set()

    @property
    def has_more(self) -> bool:
        """Whether there may be cards below the last one."""
        return self._more and not self._loading

    def begin(self, place: PlaceId, *, at_stand: bool = False) -> None:
        """Show everything that is for sale at the place: at a stand what was brought, the search knows the rest."""
        if at_stand != self._at_stand:
            self._category = None
        self._place, self._at_stand = place, at_stand
        self.reload()

    def move(self, place: PlaceId | None, *, at_stand: bool = False) -> None:
        """The till sells somewhere else now: at a stand, or in the shop again."""
        if place is not None and self._place is not None and place != self._place:
            self.begin(place, at_stand=at_stand)

    def reload(self) -> None:
        """Ask again: goods came, went or changed. As many cards stay as were loaded."""
        self._asked.clear()
        self._show(max(PAGE, self._shown if not self._text else 0), with_names=True)

    def choose(self, category: str | None) -> None:
        """Only this category; None for all of them."""
        self._category = category
        self._show(PAGE)

    def search(self, text: str) -> None:
        """What begins with these words; an empty text goes back to the pages."""
        self._text = text.strip()
        self._show(PAGE)

    def more(self) -> None:
        """The next page, below what is shown."""
        place, category, offset = self._place, self._category, self._shown
        if place is None or not self.has_more:
            return
        self._loading = True
        text, page = self._text, self._page()

        def find(session: Any) -> tuple[ItemCard, ...]:
            if text:
                return _found(session, text, PAGE, category, place)[offset:]
            return page(session, place, category, offset, PAGE)

        def came(cards: tuple[ItemCard, ...]) -> None:
            self._shown += len(cards)
            # The nearest sixty are all that a search gives; whoever wants more of it types one letter more.
            self._more = not text and len(cards) == PAGE
            self._view.add_cards(cards)

        def over() -> None:
            self._loading = False

        self._runner.read(
            find,
            came,
            ended=over,
            origin=self._view,
            latest="sell.cards",
        )

    def take_typed(self, text: str, taken: Callable[[], object]) -> None:
        """Enter in the search field: add what can only be meant, else go on to the cards."""
        place, category, text = self._place, self._category, text.strip()
        if place is None or not text:
            return

        def find(session: Any) -> tuple[ItemCard | None, tuple[ItemCard, ...]]:
            return item_by_code(session, text, place), _found(session, text, PAGE, category, place)

        def came(found: tuple[ItemCard | None, tuple[ItemCard, ...]]) -> None:
            named, cards = found
            only = named or (cards[0] if len(cards) == 1 else None)
            if only is not None:
                taken()
                self._picked(only)
                return
            self._text = text
            self._came(_Page(cards=cards))
            self._view.go_to_cards()

        self._runner.read(find, came, origin=self._view, latest="sell.cards")

    def ask_photo(self, item: ItemId) -> None:
        """Load a photo once; a piece that has none is told so."""
        if item in self._asked:
            return
        self._asked.add(item)
        self._runner.read(
            lambda session: photo_of(session, item), lambda jpeg: self._view.show_photo(item, jpeg), origin=self._view
        )

    def _show(self, limit: int, *, with_names: bool = False) -> None:
        place, category, text = self._place, self._category, self._text
        if place is None:
            return
        page, at_stand = self._page(), self._at_stand

        def find(session: Any) -> _Page:
            names = None
            if with_names:
                names = brought_categories(session, place) if at_stand else categories(session)
            if text:
                return _Page(cards=_found(session, text, FOUND_AT_ONCE, category, place), names=names)
            return _Page(cards=page(session, place, category, 0, limit), names=names)

        self._runner.read(find, lambda page: self._came(page, limit), origin=self._view, latest="sell.cards")

    def _page(self) -> Callable[..., tuple[ItemCard, ...]]:
        return brought_page if self._at_stand else items_page

    def _came(self, page: _Page, limit: int = PAGE) -> None:
        if page.names is not None:
            self._view.show_categories(page.names)
        self._shown = len(page.cards)
        self._more = len(page.cards) == (FOUND_AT_ONCE if self._text else limit)
        self._view.show_cards(page.cards, self._nothing())

    def _nothing(self) -> str:
        if self._text:
            return _("Nothing found for “{text}”. Check the spelling, or scan the tag.").format(text=shown(self._text))
        if self._category is not None:
            return _("Nothing of this kind is here now. Choose another kind above.")
        if self._at_stand:
            return _("Nothing was brought to this stand yet. Other goods are found with the search above.")
        return _("There are no goods yet. Import a list or take goods in, and they appear here.")


def _found(session: Any, text: str, limit: int, category: str | None, place: PlaceId) -> tuple[ItemCard, ...]:
    from sentra_pos.catalogue.search import search_items  # the first page of cards needs none

    return search_items(session, text, limit, category, place=place)
