"""What is sold, checked and priced: the lines, the lots that answer for them, and whose the money is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.queries import SellableLot, lots_to_sell
from sentra_pos.core.ids import ItemId, LotId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Allocation, GoodsMove, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, LineKind, PlaceKind
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.allocate import Shelf, allocate
from sentra_pos.sales.cart import SaleLine, discount_as_json
from sentra_pos.sales.check_discounts import check_discounts
from sentra_pos.sales.errors import (
    ItemUnknown,
    NoNoteCovers,
    NotAtTheStand,
    NotOnLoadingList,
    PriceChanged,
    PromisedElsewhere,
    QuantityNotSensible,
    SellBelowZero,
)
from sentra_pos.sales.gone_pieces import why_gone
from sentra_pos.sales.held_queries import promised
from sentra_pos.sales.postings import LotFacts, sold_goods, sold_money
from sentra_pos.sales.queries import ItemForSale, items_for_sale
from sentra_pos.sales.rules import LARGEST_QUANTITY
from sentra_pos.stock.places import kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """The sold side of a document. ``lots`` are those that answered, with their owners and terms."""

    lines: tuple[Line, ...]
    allocations: tuple[Allocation, ...]
    goods: tuple[GoodsMove, ...]
    money: tuple[MoneyMove, ...]
    lots: Mapping[LotId, SellableLot]

    @property
    def total(self) -> Rupiah:
        """What the customer owes for it."""
        return sum_rupiah(line.amount for line in self.lines)


def price_lines(
    session: Session,
    lines: Sequence[SaleLine],
    by: ActedBy,
    shelf_place: PlaceId,
    confirmed: frozenset[str],
    *,
    day: date,
) -> Priced:
    """Check the lines against catalogue and shelf and answer each with lots; ``day`` is the one that is sold on.

    Raises what ``complete_sale`` raises of items, prices, discounts and stock; its questions are answered by
    ``confirmed``.
    """
    items = items_for_sale(session, {line.item for line in lines})
    _check_lines(lines, items)
    _check_prices(session, lines, items, by)
    check_discounts(session, lines, items, by, day)
    stocked = [identity for identity, item in items.items() if item.kind is not ItemKind.SERVICE]
    shelf = Shelf(lots_to_sell(session, stocked, shelf_place))
    place = _check_shelf(session, lines, items, shelf, shelf_place, confirmed)
    _check_promises(session, items, confirmed)
    allocations = _allocate(lines, items, shelf)
    lots = {lot.lot: lot for found in shelf.lots.values() for lot in found}
    facts = {identity: LotFacts(owner=lot.owner, cost=lot.cost) for identity, lot in lots.items()}
    return Priced(
        lines=_goods_lines(lines, items, {part.line for part in allocations}, place),
        allocations=allocations,
        goods=sold_goods(allocations, shelf_place),
        money=_line_money(lines, items, allocations, facts),
        lots=lots,
    )


def _check_lines(lines: Sequence[SaleLine], items: Mapping[ItemId, ItemForSale]) -> None:
    for line in lines:
        item = items.get(line.item)
        if item is None or not item.active:
            raise ItemUnknown(name=item.name if item else str(line.item))
        if not 1 <= line.quantity.units <= LARGEST_QUANTITY or line.price < ZERO:
            raise QuantityNotSensible(name=item.name, limit=LARGEST_QUANTITY)


def _check_prices(
    session: Session, lines: Sequence[SaleLine], items: Mapping[ItemId, ItemForSale], by: ActedBy
) -> None:
    """What is on the tag is the price; less than that is a discount, and more is somebody's word, with a reason."""
    for line in lines:
        item = items[line.item]
        if line.price == item.price:
            continue
        if line.price > item.price and line.reason.split():
            require(session, by, Permission.RAISE_PRICE)
            continue
        raise PriceChanged(
            item=item.id,
            price=item.price,
            name=item.name,
            old=format_rupiah(line.price),
            new=format_rupiah(item.price),
        )


def _check_shelf(
    session: Session,
    lines: Sequence[SaleLine],
    items: Mapping[ItemId, ItemForSale],
    shelf: Shelf,
    shelf_place: PlaceId,
    confirmed: frozenset[str],
) -> PlaceKind:
    """All lines of an item together against all of its lots; refusals come before the first question.

    Answers what kind of place it is where something is not in the book; that is asked for nobody else.
    """
    wanted: dict[ItemId, Quantity] = {}
    for line in lines:
        if items[line.item].kind is not ItemKind.SERVICE:
            wanted[line.item] = wanted.get(line.item, NONE) + line.quantity
    short = [items[item] for item, quantity in wanted.items() if shelf.available(item) < quantity]
    if not short:
        return PlaceKind.SHELF
    place = kind_of(session, shelf_place)
    away = place is PlaceKind.STAND
    for item in short:
        if item.kind is ItemKind.UNIQUE and not (away and not shelf.lots[item.id]):
            raise NotAtTheStand(name=item.name) if away else why_gone(session, item.id, item.name)
    for item in short:
        unknown = NotOnLoadingList if away else NoNoteCovers
        kind = SellBelowZero if shelf.lots[item.id] else unknown
        if kind.about(item.id) not in confirmed:
            available = shelf.available(item.id).units
            raise kind(item=item.id, name=item.name, available=available, wanted=wanted[item.id].units)
    return place


def _check_promises(session: Session, items: Mapping[ItemId, ItemForSale], confirmed: frozenset[str]) -> None:
    """A unique piece in a held cart was promised to somebody."""
    unique = [item.id for item in items.values() if item.kind is ItemKind.UNIQUE]
    for item, cart in promised(session, unique).items():
        if PromisedElsewhere.about(item) not in confirmed:
            raise PromisedElsewhere(item=item, name=items[item].name, cart=cart)


def _allocate(lines: Sequence[SaleLine], items: Mapping[ItemId, ItemForSale], shelf: Shelf) -> tuple[Allocation, ...]:
    return tuple(
        part
        for number, line in enumerate(lines, start=1)
        if items[line.item].kind is not ItemKind.SERVICE
        for part in allocate(number, line, shelf.take(line.item, line.quantity))
    )


def _goods_lines(
    lines: Sequence[SaleLine], items: Mapping[ItemId, ItemForSale], answered: set[int], place: PlaceKind
) -> tuple[Line, ...]:
    return tuple(
        Line(
            number=number,
            kind=LineKind.SERVICE if items[line.item].kind is ItemKind.SERVICE else LineKind.GOODS,
            amount=line.amount,
            text=items[line.item].name,
            item=line.item,
            quantity=line.quantity,
            price=line.price,
            discount=line.discount,
            details={
                **_details(line, items[line.item]),
                **(_place(items[line.item], place) if number not in answered else {}),
            },
        )
        for number, line in enumerate(lines, start=1)
    )


def _place(item: ItemForSale, place: PlaceKind) -> dict[str, Any]:
    """No goods of it move that would say where it was sold; whoever finds out whose it was needs the rate of there."""
    return {} if item.kind is ItemKind.SERVICE or place is PlaceKind.SHELF else {"place": place.value}


def _details(line: SaleLine, item: ItemForSale) -> dict[str, Any]:
    details: dict[str, Any] = {"facts": item.facts} if item.facts else {}
    if line.price > item.price:
        details["raised"] = {"tag": item.price.amount, "reason": " ".join(line.reason.split())}
    if line.discounts:
        details["discounts"] = [discount_as_json(discount) for discount in line.discounts]
    return details


def _line_money(
    lines: Sequence[SaleLine],
    items: Mapping[ItemId, ItemForSale],
    allocations: tuple[Allocation, ...],
    facts: Mapping[LotId, LotFacts],
) -> tuple[MoneyMove, ...]:
    answered = {part.line for part in allocations}
    moves = list(sold_money(allocations, facts))
    for number, line in enumerate(lines, start=1):
        if number not in answered:
            # A service is the shop's own turnover; goods that no note ever brought in wait to be identified.
            service = items[line.item].kind is ItemKind.SERVICE
            kind = AccountKind.SALES if service else AccountKind.TO_IDENTIFY
            moves += money_move(number, CLEARING, Account(kind), line.amount)
    return tuple(moves)
