"""What was damaged in the shop, without a window: an item, where of it lies what, and the pieces that are put apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sentra_pos.catalogue.queries import ItemCard, item_by_code
from sentra_pos.catalogue.search import search_items
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, DocumentId, LotId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.giving_back.holdings import Holding, holdings
from sentra_pos.giving_back.put_apart import PutApart, put_apart
from sentra_pos.giving_back.transfer_goods import MOVABLE, GoodsTransferred, MovedGoods
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.stock.arrivals import arrivals
from sentra_pos.stock.places import shelf_of
from ui.context import Context
from ui.kit.immediate import Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """Pieces of an item at one place: of one lot, or (``lot`` None) of several, the oldest of which would be taken."""

    place: PlaceKind
    quantity: Quantity
    lot: LotId | None = None
    owner_name: str = ""
    came_in: date | None = None


Found = tuple[ItemCard, tuple[Heap, ...]]


class PutApartView(Protocol):
    """What the presenter asks of the sheet."""

    def show_item(self, item: ItemCard, heaps: tuple[Heap, ...]) -> None: ...

    def one_more(self) -> None: ...

    def warn(self, sentence: str) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...

    def put_apart(self, moved: GoodsTransferred) -> None: ...

    def ended(self) -> None: ...


class PutApartPresenter:
    """One item at a time; the document's id is minted once, so that a second press puts nothing apart twice."""

    def __init__(self, runner: Runs, context: Context, view: PutApartView) -> None:
        self._runner, self._context, self._view = runner, context, view
        self._id = DocumentId(new_id(context.shop.clock))
        self.item: ItemCard | None = None

    def scan(self, code: str) -> None:
        """A tag: that item, or one piece more of it."""

        def find(session: Any) -> tuple[ItemCard, ...]:
            card = item_by_code(session, code, shelf_of(session, self._context.device))
            return () if card is None else (card,)

        self._read(find, _("Nobody knows the code {code}.").format(code=shown(code)))

    def find(self, typed: str) -> None:
        """A name or a code that means one item."""

        def find(session: Any) -> tuple[ItemCard, ...]:
            place = shelf_of(session, self._context.device)
            by_code = item_by_code(session, typed, place)
            return search_items(session, typed, 2, place=place) if by_code is None else (by_code,)

        if typed.strip():
            self._read(find, _("Nothing is called that. Try fewer letters."))

    def _read(self, find: Callable[[Any], tuple[ItemCard, ...]], unknown: str) -> None:
        def ask(session: Any) -> str | Found:
            cards = find(session)
            if len(cards) > 1:
                return _("Several items are called that. Type more of the name, or the code on the tag.")
            return (cards[0], _heaps(session, cards[0], self._context.device)) if cards else unknown

        self._runner.read(ask, self._came, self._view.tell, origin=self._view)

    def _came(self, found: str | Found) -> None:
        if isinstance(found, str):
            self._view.warn(found)
            return
        item, heaps = found
        if not heaps:
            self._view.warn(_("{item}: nothing of it is here to be put apart.").format(item=item.name))
        elif self.item is not None and self.item.id == item.id:
            self._view.one_more()
        else:
            self.item = item
            self._view.show_item(item, heaps)

    def send(self, heap: Heap, quantity: Quantity, reason: str) -> None:
        """Post it."""
        assert self.item is not None
        goods = MovedGoods(item=self.item.id, quantity=quantity, source=heap.place, lot=heap.lot)
        command = PutApart(id=self._id, by=self._context.by, goods=(goods,), reason=reason)
        self._runner.write(
            put_apart, command, self._view.put_apart, self._view.tell, ended=self._view.ended, origin=self._view
        )


def _heaps(session: Any, item: ItemCard, device: DeviceId) -> tuple[Heap, ...]:
    """Place by place; where several lots lie at one, all of them first and then each."""
    found = holdings(session, device, (item.id,))
    since = arrivals(session, (each.lot for each in found))
    return tuple(heap for place in MOVABLE for heap in _at(place, found, since))


def _at(place: PlaceKind, found: Iterable[Holding], since: dict[LotId, date]) -> tuple[Heap, ...]:
    each = tuple(
        Heap(
            place=place,
            quantity=holding.quantity,
            lot=holding.lot,
            owner_name=holding.owner_name or _("the shop's own"),
            came_in=since[holding.lot],
        )
        for holding in found
        if holding.place is place
    )
    if len(each) < 2:
        return each
    return (Heap(place=place, quantity=Quantity(sum(heap.quantity.units for heap in each))), *each)
