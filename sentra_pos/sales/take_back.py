"""What comes back from a customer, as postings: the mirror of what its sale posted, in whatever parts it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.queries import lots_by_id
from sentra_pos.consignment.take_over import TakenOver, ToTakeOver, take_over
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE
from sentra_pos.ledger.draft import Allocation, GoodsMove, Line, MoneyMove
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.sales.cart import Condition, ReturnedLine
from sentra_pos.sales.errors import InTheShopAlready, NothingReturned
from sentra_pos.sales.parts_back import complete_sales, costs_back, money_back, parts_back, rounding_back
from sentra_pos.sales.postings import LotFacts, mirrored_goods, sold_goods
from sentra_pos.sales.queries import items_for_sale
from sentra_pos.sales.returnable import SoldSale, sold_sale
from sentra_pos.stock.queries import in_the_shop


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """Where goods that come back are put: on the shelf, or aside when they are damaged."""

    shelf: PlaceId
    quarantine: PlaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """The returned side of a document. ``total`` is what the customer is due for the goods.

    What a sale was rounded by goes back with the last of it; ``complete`` says that nothing is left out there of any
    sale. ``lots`` are the shop's own that damaged goods became, to be inserted with the document.
    """

    lines: tuple[Line, ...]
    allocations: tuple[Allocation, ...]
    goods: tuple[GoodsMove, ...]
    money: tuple[MoneyMove, ...]
    total: Rupiah
    sales: tuple[SoldSale, ...]
    complete: bool
    lots: tuple[dict[str, Any], ...]


#: An ordinary sale takes nothing back.
NOTHING_BACK = TakenBack(lines=(), allocations=(), goods=(), money=(), total=ZERO, sales=(), complete=False, lots=())


def take_back(
    session: Session,
    document: DocumentId,
    returns: Sequence[ReturnedLine],
    places: Shelves,
    first: int,
    *,
    clock: Clock,
    costs: bool = True,
    without: tuple[DocumentId, int] | None = None,
) -> TakenBack:
    """Mirror the named parts of their sales; lines are numbered from ``first`` on.

    What payments cost stays with the shop; without ``costs`` the caller sees to that. ``without`` is a line of an
    earlier return that this takes the place of.

    Parts of a line come back in any order and together make the whole; more than was sold is refused. Raises
    NothingReturned, SaleNotFound, ReturnedTwice, NotReturnable, InTheShopAlready.
    """
    if not returns:
        raise NothingReturned
    sales = {sale: sold_sale(session, sale, without=without) for sale in dict.fromkeys(each.sale for each in returns)}
    lines, allocations = parts_back(sales, returns, first)
    _check_unique(session, lines)
    sale_of = {number: each.sale for number, each in enumerate(returns, start=first)}
    conditions = {number: each.condition for number, each in enumerate(returns, start=first)}
    facts = {
        lot: LotFacts(owner=owner, cost=cost)
        for lot, (owner, cost) in lots_by_id(session, [part.lot for part in allocations]).items()
    }
    money = money_back(sales, lines, allocations, facts)
    goods = [
        move
        for part in allocations
        for move in mirrored_goods(sold_goods((part,), _place(conditions[part.line], places)))
    ]
    number = first + len(lines)
    cost_lines, cost_money = costs_back(sales, sale_of, allocations, number) if costs else ([], [])
    number += len(cost_lines)
    damaged = [part for part in allocations if conditions[part.line] is Condition.DAMAGED_SHOP]
    by_number = {line.number: line for line in lines}
    bought, over = _buy_damaged(session, document, by_number, damaged, places, number, clock)
    number += len(bought)
    complete = complete_sales(sales, returns)
    rounding_lines, rounding_money = rounding_back(complete, number)
    return TakenBack(
        lines=(*lines, *cost_lines, *bought, *rounding_lines),
        allocations=tuple(allocations),
        goods=(*goods, *over.goods),
        money=(*money, *cost_money, *over.money, *rounding_money),
        total=sum_rupiah(line.amount for line in (*lines, *rounding_lines)),
        sales=tuple(sales.values()),
        complete=len(complete) == len(sales),
        lots=over.lots,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthBack:
    """What goods that come back are worth to the customer: each line of them, and what their sales were rounded by."""

    lines: tuple[Line, ...]
    rounding: Rupiah
    complete: bool
    sales: tuple[SoldSale, ...]

    @property
    def total(self) -> Rupiah:
        return sum_rupiah(line.amount for line in self.lines) + self.rounding


def worth_back(session: Session, returns: Sequence[ReturnedLine]) -> WorthBack:
    """Reckon before it is done. Raises NothingReturned, SaleNotFound, ReturnedTwice, NotReturnable."""
    if not returns:
        raise NothingReturned
    sales = {sale: sold_sale(session, sale) for sale in dict.fromkeys(each.sale for each in returns)}
    lines, _allocations = parts_back(sales, returns, 1)
    complete = complete_sales(sales, returns)
    rounding, _money = rounding_back(complete, 1)
    return WorthBack(
        lines=tuple(lines),
        rounding=sum_rupiah(line.amount for line in rounding),
        complete=len(complete) == len(sales),
        sales=tuple(sales.values()),
    )


def _place(condition: Condition, places: Shelves) -> PlaceId:
    return places.shelf if condition is Condition.GOOD else places.quarantine


def _check_unique(session: Session, lines: Sequence[Line]) -> None:
    """A piece that is one of a kind may have come in on a note since it was sold: it cannot lie here twice."""
    items = items_for_sale(session, {line.item for line in lines if line.item is not None})
    unique = [item for item in items.values() if item.kind is ItemKind.UNIQUE]
    here = in_the_shop(session, (item.id for item in unique))
    for item in unique:
        if here[item.id] > NONE:
            raise InTheShopAlready(name=item.name)


def _buy_damaged(
    session: Session,
    document: DocumentId,
    lines: Mapping[int, Line],
    allocations: Sequence[Allocation],
    places: Shelves,
    number: int,
    clock: Clock,
) -> tuple[tuple[Line, ...], TakenOver]:
    """Damaged while the shop answers for it: the artisan keeps what he had earned, and the piece becomes the shop's."""
    owners = {lot: owner for lot, (owner, _cost) in lots_by_id(session, [part.lot for part in allocations]).items()}
    owed = [(owner, part) for part in allocations if (owner := owners[part.lot]) is not None]
    pieces = [
        ToTakeOver(
            line=here,
            lot=part.lot,
            item=lines[part.line].item,
            owner=owner,
            quantity=part.quantity,
            price=lines[part.line].price,
            paid=part.share,
        )
        for here, (owner, part) in enumerate(owed, start=number)
    ]
    over = take_over(session, document, pieces, source=places.quarantine, target=places.quarantine, clock=clock)
    bought = tuple(
        Line(
            number=piece.line,
            kind=LineKind.COMPENSATION,
            amount=piece.paid,
            text=lines[part.line].text,
            item=piece.item,
            lot=over.of(piece.line),
            party=piece.owner,
            quantity=piece.quantity,
            price=piece.price,
        )
        for piece, (_owner, part) in zip(pieces, owed, strict=True)
    )
    return bought, over
