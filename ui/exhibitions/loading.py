"""Choosing what goes along, without a window: the list as it grows by scan, by name, by artisan, by suggestion."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from uuid import UUID

from sentra_pos.catalogue.queries import ItemCard, item_by_code, item_card
from sentra_pos.catalogue.search import search_items
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.exhibitions.errors import CannotBeLoaded
from sentra_pos.exhibitions.load_goods import SOURCES, GoodsLoaded, LoadGoods, LoadLine, load_goods
from sentra_pos.exhibitions.suggest_goods import suggest_goods
from sentra_pos.giving_back.ageing_queries import ageing, board
from sentra_pos.giving_back.holdings import Holding, holdings
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.stock.places import shelf_of
from ui.exhibitions.picks import Pick, PickGroup, of_artisans, of_suggestion
from ui.kit.immediate import Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class ToLoad:
    """An item on the list; ``there`` is what lies on the shelf and in the store room."""

    item: ItemId
    name: str
    size: str
    artisan: str
    price: Rupiah
    there: Quantity
    count: Quantity
    refused: bool = False


@dataclass(slots=True)
class LoadDraft:
    """What was chosen for a stand; kept while the program runs, so that leaving the sheet loses no scan."""

    id: DocumentId
    rows: dict[ItemId, ToLoad] = field(default_factory=dict)


class LoadView(Protocol):
    """What the presenter asks of the sheet."""

    def show_rows(self, rows: tuple[ToLoad, ...]) -> None: ...

    def pick(self, item: ItemId) -> None: ...

    def offer(self, groups: tuple[PickGroup, ...], *, suggested: bool) -> None: ...

    def warn(self, sentence: str) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...

    def loaded(self, loaded: GoodsLoaded) -> None: ...

    def ended(self) -> None: ...


class Loading:
    """One a sheet; the draft outlives it."""

    def __init__(
        self, runner: Runs, clock: Clock, by: ActedBy, exhibition: UUID, stand: UUID, draft: LoadDraft, view: LoadView
    ) -> None:
        self._runner, self._clock, self._by, self._view = runner, clock, by, view
        self._exhibition, self._stand, self.draft = exhibition, stand, draft

    @property
    def rows(self) -> tuple[ToLoad, ...]:
        return tuple(self.draft.rows.values())

    @property
    def pieces(self) -> Quantity:
        return sum((each.count for each in self.rows), NONE)

    @property
    def value(self) -> Rupiah:
        """At the prices of the tags."""
        return sum_rupiah(each.price.times(each.count) for each in self.rows)

    def by_artisan(self) -> tuple[tuple[str, Quantity], ...]:
        """How many of whose goods, the most first."""
        found: dict[str, Quantity] = {}
        for each in self.rows:
            found[each.artisan] = found.get(each.artisan, NONE) + each.count
        return tuple(sorted(found.items(), key=lambda each: (-each[1].units, each[0])))

    def show(self) -> None:
        """Everything again; what lies there may have changed since the draft was begun."""
        wanted = {each.item: each.count for each in self.rows}
        self._view.show_rows(self.rows)
        if wanted:
            self._read(lambda session, shelf: [item_card(session, item, shelf) for item in wanted], self._refresh)

    # -------------------------------------------------------------------------------------------------- onto the list

    def scan(self, code: str) -> None:
        """One piece more of what is scanned."""

        def came(found: list[tuple[ItemCard, Sequence[Holding]]]) -> None:
            if not found:
                self._view.warn(_("Nobody knows the code {code}.").format(code=shown(code)))
            else:
                self._one_more(*found[0])

        self._read(lambda session, shelf: [item_by_code(session, code, shelf)], came)

    def find(self, typed: str) -> None:
        """What was typed names one item: one piece more of it."""

        def ask(session: Any, shelf: Any) -> list[ItemCard | None]:
            by_code = item_by_code(session, typed, shelf)
            return list(search_items(session, typed, 2, place=shelf)) if by_code is None else [by_code]

        def came(found: list[tuple[ItemCard, Sequence[Holding]]]) -> None:
            if len(found) == 1:
                self._one_more(*found[0])
            elif found:
                self._view.warn(_("Several items are called that. Type more of the name, or the code on the tag."))
            else:
                self._view.warn(_("Nothing is called that. Try fewer letters."))

        if typed.strip():
            self._read(ask, came)

    def _read(
        self,
        find: Callable[[Any, Any], Sequence[ItemCard | None]],
        came: Callable[[list[tuple[ItemCard, Sequence[Holding]]]], object],
    ) -> None:
        device = self._by.device

        def ask(session: Any) -> list[tuple[ItemCard, Sequence[Holding]]]:
            cards = [card for card in find(session, shelf_of(session, device)) if card is not None]
            there = holdings(session, device, [card.id for card in cards])
            return [(card, [each for each in there if each.item == card.id]) for card in cards]

        self._runner.read(ask, came, self._view.tell, origin=self._view)

    def _one_more(self, card: ItemCard, there: Sequence[Holding]) -> None:
        before = self.draft.rows.get(card.id)
        made = _to_load(card, there, ONE if before is None else before.count + ONE)
        if made.there == NONE:
            self._view.warn(_("{item}: nothing of it is in the shop.").format(item=card.name))
            return
        more = made.count > made.there
        self.draft.rows[card.id] = replace(made, count=made.there) if more else made
        self._view.show_rows(self.rows)
        self._view.pick(card.id)
        if more:
            # The last word: rows that are shown take back what was said about those before.
            words = _("{item}: only {count} in the shop, all of them are on the list.")
            self._view.warn(words.format(item=card.name, count=made.there.units))

    def _refresh(self, found: list[tuple[ItemCard, Sequence[Holding]]]) -> None:
        for card, there in found:
            before = self.draft.rows.get(card.id)
            if before is not None:
                self.draft.rows[card.id] = _to_load(card, there, before.count)
        self._view.show_rows(self.rows)

    def count(self, item: ItemId, count: Quantity) -> None:
        """So many of it; none takes it off the list."""
        if count > NONE:
            self.draft.rows[item] = replace(self.draft.rows[item], count=count, refused=False)
        else:
            self.draft.rows.pop(item, None)
        self._view.show_rows(self.rows)

    def clear(self) -> None:
        """Take everything off the list."""
        self.draft.rows.clear()
        self._view.show_rows(())

    # ------------------------------------------------------------------------------------------- many pieces at a time

    def offer_artisans(self) -> None:
        """What every artisan has here."""
        today, device = business_today(self._clock), self._by.device

        def ask(session: Any) -> tuple[PickGroup, ...]:
            names = {each.party: each.name for each in board(session, today, device=device)}
            return of_artisans((each for each in ageing(session, today, device=device) if each.place in SOURCES), names)

        self._runner.read(
            ask,
            lambda groups: self._view.offer(groups, suggested=False),
            self._view.tell,
            origin=self._view,
        )

    def offer_suggestion(self) -> None:
        """What sold at earlier exhibitions, and lies here now."""
        wanted = self._exhibition
        self._runner.read(
            lambda session: of_suggestion(suggest_goods(session, wanted)),
            lambda groups: self._view.offer(groups, suggested=True),
            self._view.tell,
            origin=self._view,
        )

    def take(self, picked: Collection[Pick]) -> None:
        """Onto the list, in place of what was there of them."""
        for each in picked:
            self.draft.rows[each.item] = ToLoad(
                item=each.item,
                name=each.name,
                size=each.size,
                artisan=each.artisan,
                price=each.price,
                there=each.here,
                count=each.count,
            )
        self.show()

    # ---------------------------------------------------------------------------------------------------- the document

    def load(self, *, float_cash: Rupiah = ZERO, float_from: AccountKind, vehicle: str, driver: str, note: str) -> None:
        """Post it."""
        command = LoadGoods(
            id=self.draft.id,
            by=self._by,
            stand=self._stand,
            lines=tuple(LoadLine(item=each.item, quantity=each.count) for each in self.rows),
            float_cash=float_cash,
            float_from=float_from,
            vehicle=vehicle,
            driver=driver,
            note=note,
        )
        self._runner.write(load_goods, command, self._loaded, self._refused, ended=self._view.ended, origin=self._view)

    def _loaded(self, loaded: GoodsLoaded) -> None:
        self.draft.rows.clear()
        self.draft.id = DocumentId(new_id(self._clock))
        self._view.loaded(loaded)

    def _refused(self, trouble: SentraError) -> None:
        if isinstance(trouble, CannotBeLoaded):
            named = trouble.fields["items"]
            items = named if isinstance(named, tuple) else ()
            for each in self.rows:
                self.draft.rows[each.item] = replace(each, refused=each.item in items)
            self._view.show_rows(self.rows)
            if items:
                self._view.pick(items[0])
        self._view.tell(trouble)


def _to_load(card: ItemCard, there: Sequence[Holding], count: Quantity) -> ToLoad:
    mine = [each for each in there if each.place in SOURCES]
    return ToLoad(
        item=card.id,
        name=card.name,
        size=card.size,
        artisan=", ".join(dict.fromkeys(each.owner_name or _("The shop's own") for each in mine)) or card.maker_name,
        price=card.price,
        there=sum((each.quantity for each in mine), NONE),
        count=count,
    )
