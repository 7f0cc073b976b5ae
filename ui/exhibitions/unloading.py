"""Goods coming home, without a window: what the book expects beside what was scanned, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from uuid import UUID

from sentra_pos.catalogue.queries import ItemCard, item_by_code
from sentra_pos.catalogue.search import search_items
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.quantity import NONE, ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.exhibitions.bring_goods import BringGoods, BroughtLine, Condition, GoodsBrought, bring_goods
from sentra_pos.exhibitions.home_book import ToBringBack, bring_back_list
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.stock.places import shelf_of
from ui.kit.immediate import Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRow:
    """An item of the list, or one that came without being on it."""

    item: ItemId
    name: str
    artisan: str
    expected: Quantity
    good: Quantity
    damaged: Quantity

    @property
    def scanned(self) -> Quantity:
        return self.good + self.damaged

    @property
    def missing(self) -> Quantity:
        return max(self.expected - self.scanned, NONE)

    @property
    def extra(self) -> Quantity:
        return max(self.scanned - self.expected, NONE)


@dataclass(slots=True)
class HomeDraft:
    """What was scanned so far; kept while the program runs, so that leaving the sheet loses no scan."""

    id: DocumentId
    good: dict[ItemId, Quantity] = field(default_factory=dict)
    damaged: dict[ItemId, Quantity] = field(default_factory=dict)
    words: dict[ItemId, str] = field(default_factory=dict)


class UnloadView(Protocol):
    """What the presenter asks of the sheet."""

    def show_rows(self, rows: tuple[HomeRow, ...]) -> None: ...

    def pick(self, item: ItemId) -> None: ...

    def warn(self, sentence: str) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...

    def brought(self, brought: GoodsBrought) -> None: ...

    def ended(self) -> None: ...


class Unloading:
    """One a sheet; the draft outlives it. ``damaged`` says what the next scan is."""

    def __init__(
        self, runner: Runs, clock: Clock, by: ActedBy, stand: UUID, draft: HomeDraft, view: UnloadView
    ) -> None:
        self._runner, self._clock, self._by, self._stand = runner, clock, by, stand
        self.draft, self._view = draft, view
        self._expected: tuple[ToBringBack, ...] = ()
        self.damaged = False
        self.target = PlaceKind.SHELF

    def load(self) -> None:
        """Read what the book expects."""
        wanted = self._stand

        def came(expected: tuple[ToBringBack, ...]) -> None:
            self._expected = expected
            self._view.show_rows(self.rows)

        self._runner.read(lambda session: bring_back_list(session, wanted), came, self._view.tell, origin=self._view)

    @property
    def rows(self) -> tuple[HomeRow, ...]:
        """By artisan and name; what is on no list first, because somebody has to look at it."""
        found: dict[ItemId, HomeRow] = {}
        for item, name in self.draft.words.items():
            if item in self.draft.good or item in self.draft.damaged:
                found[item] = self._row(item, name, _("On no list"), NONE)
        for each in self._expected:
            before = found.pop(each.item, None)
            artisan = " ".join(part for part in (each.artisan_code, each.artisan) if part) or _("The shop's own")
            if before is not None and before.expected:
                each_expected, artisan = before.expected + each.expected, f"{before.artisan}, {artisan}"
            else:
                each_expected = each.expected
            found[each.item] = self._row(each.item, _named(each), artisan, max(each_expected, NONE))
        return tuple(found.values())

    def _row(self, item: ItemId, name: str, artisan: str, expected: Quantity) -> HomeRow:
        return HomeRow(
            item=item,
            name=name,
            artisan=artisan,
            expected=expected,
            good=self.draft.good.get(item, NONE),
            damaged=self.draft.damaged.get(item, NONE),
        )

    # -------------------------------------------------------------------------------------------------- what came back

    def scan(self, code: str) -> None:
        """One piece more of what is scanned."""

        def came(card: ItemCard | None) -> None:
            if card is None:
                self._view.warn(_("Nobody knows the code {code}.").format(code=shown(code)))
            else:
                self._one_more(card)

        device = self._by.device
        self._runner.read(
            lambda session: item_by_code(session, code, shelf_of(session, device)),
            came,
            self._view.tell,
            origin=self._view,
        )

    def find(self, typed: str) -> None:
        """What was typed names one item: one piece more of it."""
        device = self._by.device

        def ask(session: Any) -> tuple[ItemCard, ...]:
            place = shelf_of(session, device)
            by_code = item_by_code(session, typed, place)
            return search_items(session, typed, 2, place=place) if by_code is None else (by_code,)

        def came(cards: tuple[ItemCard, ...]) -> None:
            if len(cards) == 1:
                self._one_more(cards[0])
            elif cards:
                self._view.warn(_("Several items are called that. Type more of the name, or the code on the tag."))
            else:
                self._view.warn(_("Nothing is called that. Try fewer letters."))

        if typed.strip():
            self._runner.read(ask, came, self._view.tell, origin=self._view)

    def _one_more(self, card: ItemCard) -> None:
        self.draft.words.setdefault(card.id, card.name)
        pile = self._pile
        pile[card.id] = pile.get(card.id, NONE) + ONE
        self._view.show_rows(self.rows)
        self._view.pick(card.id)

    @property
    def _pile(self) -> dict[ItemId, Quantity]:
        return self.draft.damaged if self.damaged else self.draft.good

    def count(self, row: HomeRow, count: Quantity) -> None:
        """So many of it, good or damaged as is scanned now."""
        self.draft.words.setdefault(row.item, row.name)
        if count > NONE:
            self._pile[row.item] = count
        else:
            self._pile.pop(row.item, None)
        self._view.show_rows(self.rows)

    def all_there(self) -> None:
        """Everything that the list expects is there, undamaged: for a heap that was counted by hand."""
        for row in self.rows:
            if row.missing:
                self.draft.words.setdefault(row.item, row.name)
                self.draft.good[row.item] = row.good + row.missing
        self._view.show_rows(self.rows)

    # ---------------------------------------------------------------------------------------------------- the document

    def bring(self, *, finished: bool) -> None:
        """Post it; finished, what was not scanned is missing."""
        lines = (
            *self._lines(self.draft.good, Condition.GOOD),
            *self._lines(self.draft.damaged, Condition.DAMAGED),
        )
        command = BringGoods(id=self.draft.id, by=self._by, stand=self._stand, lines=lines, finished=finished)
        self._runner.write(
            bring_goods, command, self._brought, self._view.tell, ended=self._view.ended, origin=self._view
        )

    def _lines(self, pile: dict[ItemId, Quantity], condition: Condition) -> tuple[BroughtLine, ...]:
        made = BroughtLine(item=ItemId(UUID(int=0)), quantity=ONE, condition=condition, target=self.target)
        return tuple(replace(made, item=item, quantity=quantity) for item, quantity in pile.items())

    def _brought(self, brought: GoodsBrought) -> None:
        self.draft.good.clear()
        self.draft.damaged.clear()
        self.draft.words.clear()
        self.draft.id = DocumentId(new_id(self._clock))
        self._view.brought(brought)


def _named(each: ToBringBack) -> str:
    return f"{each.name} {each.size}" if each.size and not each.name.endswith(each.size) else each.name
