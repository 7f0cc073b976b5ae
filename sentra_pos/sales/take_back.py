"""What comes back from a customer, as postings: the mirror of what its sale posted, in whatever parts it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.queries import lots_by_id
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, LotId, PlaceId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.ledger.draft import CLEARING, Account, Allocation, GoodsMove, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, LineKind
from sentra_pos.ledger.models import Lot
from sentra_pos.payments.costs import net_borne
from sentra_pos.sales.cart import Condition, ReturnedLine
from sentra_pos.sales.errors import InTheShopAlready, NothingReturned, NotReturnable, ReturnedTwice, SaleNotFound
from sentra_pos.sales.postings import LotFacts, mirrored_goods, mirrored_money, sold_goods, sold_money
from sentra_pos.sales.queries import items_for_sale
from sentra_pos.sales.returnable import SoldSale, sold_sale
from sentra_pos.sales.rules import part_of
from sentra_pos.sales.take_money import cost_line, cost_moves
from sentra_pos.stock.places import OWNERSHIP
from sentra_pos.stock.queries import in_the_shop, newest_lot_seq


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
) -> TakenBack:
    """Mirror the named parts of their sales; lines are numbered from ``first`` on.

    What payments cost stays with the shop; without ``costs`` the caller sees to that.

    Parts of a line come back in any order and together make the whole; more than was sold is refused. Raises
    NothingReturned, SaleNotFound, ReturnedTwice, NotReturnable, InTheShopAlready.
    """
    if not returns:
        raise NothingReturned
    sales = {sale: sold_sale(session, sale) for sale in dict.fromkeys(each.sale for each in returns)}
    lines, allocations = _returned(sales, returns, first)
    _check_unique(session, lines)
    sale_of = {number: each.sale for number, each in enumerate(returns, start=first)}
    conditions = {number: each.condition for number, each in enumerate(returns, start=first)}
    facts = {
        lot: LotFacts(owner=owner, cost=cost)
        for lot, (owner, cost) in lots_by_id(session, [part.lot for part in allocations]).items()
    }
    money = _mirror(lines, allocations, facts)
    goods = [
        move
        for part in allocations
        for move in mirrored_goods(sold_goods((part,), _place(conditions[part.line], places)))
    ]
    number = first + len(lines)
    cost_lines, cost_money = _costs_back(sales, sale_of, allocations, number) if costs else ([], [])
    number += len(cost_lines)
    damaged = [part for part in allocations if conditions[part.line] is Condition.DAMAGED_SHOP]
    by_number = {line.number: line for line in lines}
    bought = _buy_damaged(session, document, by_number, damaged, places, number, clock) if damaged else _Bought()
    number += len(bought.lines)
    complete = _complete(sales, returns)
    rounding_lines, rounding_money = _rounding_back(complete, number)
    return TakenBack(
        lines=(*lines, *cost_lines, *bought.lines, *rounding_lines),
        allocations=tuple(allocations),
        goods=(*goods, *bought.goods),
        money=(*money, *cost_money, *bought.money, *rounding_money),
        total=sum_rupiah(line.amount for line in (*lines, *rounding_lines)),
        sales=tuple(sales.values()),
        complete=len(complete) == len(sales),
        lots=bought.lots,
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
    lines, _allocations = _returned(sales, returns, 1)
    complete = _complete(sales, returns)
    rounding, _money = _rounding_back(complete, 1)
    return WorthBack(
        lines=tuple(lines),
        rounding=sum_rupiah(line.amount for line in rounding),
        complete=len(complete) == len(sales),
        sales=tuple(sales.values()),
    )


def insert_lots(session: Session, back: TakenBack) -> None:
    """The lots that ``take_back`` made of damaged goods."""
    if back.lots:
        session.execute(insert(Lot), list(back.lots))


def _place(condition: Condition, places: Shelves) -> PlaceId:
    return places.shelf if condition is Condition.GOOD else places.quarantine


def _returned(
    sales: Mapping[DocumentId, SoldSale], returns: Sequence[ReturnedLine], first: int
) -> tuple[list[Line], list[Allocation]]:
    lines: list[Line] = []
    allocations: list[Allocation] = []
    named: set[tuple[DocumentId, int]] = set()
    for number, wanted in enumerate(returns, start=first):
        sold = sales[wanted.sale]
        line = sold.lines.get(wanted.line)
        if line is None or line.quantity is None:
            raise SaleNotFound
        if (wanted.sale, wanted.line) in named:
            raise ReturnedTwice(name=line.text)
        named.add((wanted.sale, wanted.line))
        left = sold.left(wanted.line)
        if not 1 <= wanted.quantity.units <= left:
            raise NotReturnable(name=line.text, left=left)
        back = _parts_back(number, sold, wanted)
        allocations += back
        lines.append(_line_back(number, line, wanted, sold.earlier.lines.get(wanted.line, 0), back))
    return lines, allocations


def _parts_back(number: int, sold: SoldSale, wanted: ReturnedLine) -> list[Allocation]:
    """The parts of the line's allocations that the returned pieces are, first allocation first."""
    units = wanted.quantity.units
    back: list[Allocation] = []
    for part in sold.allocations.get(wanted.line, ()):
        already = sold.earlier.lots.get((part.line, part.lot), 0)
        here = min(units, part.quantity.units - already)
        if here <= 0:
            continue
        units -= here
        whole = part.quantity.units
        list_amount = part_of(part.list_amount, here, already, whole)
        discount = part_of(part.discount, here, already, whole)
        share = part_of(part.share, here, already, whole)
        back.append(
            Allocation(
                line=number,
                lot=part.lot,
                quantity=Quantity(here),
                list_amount=list_amount,
                discount=discount,
                shop_discount=min(part_of(part.shop_discount, here, already, whole), discount),
                share=share,
                shop_part=list_amount - discount - share,
            )
        )
    return back


def _line_back(number: int, line: Line, wanted: ReturnedLine, already: int, back: Sequence[Allocation]) -> Line:
    assert line.quantity is not None
    units = wanted.quantity.units
    if back:
        amount = sum_rupiah(part.share + part.shop_part for part in back)
        discount = sum_rupiah(part.discount for part in back)
    else:
        amount = part_of(line.amount, units, already, line.quantity.units)
        discount = part_of(line.discount or ZERO, units, already, line.quantity.units)
    facts = {"facts": line.details["facts"]} if "facts" in line.details else {}
    return Line(
        number=number,
        kind=line.kind,
        amount=amount,
        text=line.text,
        item=line.item,
        quantity=wanted.quantity,
        price=line.price,
        discount=discount,
        refers_to=wanted.sale,
        refers_line=line.number,
        details={**facts, "condition": wanted.condition.value},
    )


def _check_unique(session: Session, lines: Sequence[Line]) -> None:
    """A piece that is one of a kind may have come in on a note since it was sold: it cannot lie here twice."""
    items = items_for_sale(session, {line.item for line in lines if line.item is not None})
    unique = [item for item in items.values() if item.kind is ItemKind.UNIQUE]
    here = in_the_shop(session, (item.id for item in unique))
    for item in unique:
        if here[item.id] > NONE:
            raise InTheShopAlready(name=item.name)


def _mirror(
    lines: Sequence[Line], allocations: Sequence[Allocation], facts: Mapping[LotId, LotFacts]
) -> tuple[MoneyMove, ...]:
    moves = list(sold_money(allocations, facts))
    answered = {part.line for part in allocations}
    for line in lines:
        if line.number not in answered:
            kind = AccountKind.SALES if line.kind is LineKind.SERVICE else AccountKind.TO_IDENTIFY
            moves += money_move(line.number, CLEARING, Account(kind), line.amount)
    return mirrored_money(moves)


def _complete(sales: Mapping[DocumentId, SoldSale], returns: Sequence[ReturnedLine]) -> dict[DocumentId, SoldSale]:
    coming = {(each.sale, each.line): each.quantity.units for each in returns}
    return {
        sale: sold
        for sale, sold in sales.items()
        if all(sold.left(line) == coming.get((sale, line), 0) for line in sold.lines)
    }


def _rounding_back(complete: Mapping[DocumentId, SoldSale], number: int) -> tuple[list[Line], list[MoneyMove]]:
    lines: list[Line] = []
    money: list[MoneyMove] = []
    for sale, sold in complete.items():
        left = sold.rounding - sold.earlier.rounding
        if left:
            lines.append(Line(number=number, kind=LineKind.ROUNDING, amount=left, refers_to=sale))
            money += money_move(number, Account(AccountKind.ROUNDING), CLEARING, left)
            number += 1
    return lines, money


def _costs_back(
    sales: Mapping[DocumentId, SoldSale],
    sale_of: Mapping[int, DocumentId],
    allocations: Sequence[Allocation],
    number: int,
) -> tuple[list[Line], list[MoneyMove]]:
    """An artisan's part of a payment's cost comes back to him with his goods; the shop bears it from now on."""
    lines: list[Line] = []
    money: list[MoneyMove] = []
    for sale, sold in sales.items():
        for party, (full, borne) in sold.costs.items():
            coming = sum_rupiah(
                part.share + part.shop_part
                for part in allocations
                if sale_of[part.line] == sale and sold.owners.get(part.lot) == party
            )
            give = borne - net_borne(full, sold.back_of(party) + coming, sold.worth_of(party))
            for bearer, amount in ((party, -give), (None, give)):
                if give:
                    lines.append(cost_line(number, bearer, amount, sale=sale))
                    money += cost_moves(number, bearer, amount)
                    number += 1
    return lines, money


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bought:
    lines: tuple[Line, ...] = ()
    goods: tuple[GoodsMove, ...] = ()
    money: tuple[MoneyMove, ...] = ()
    lots: tuple[dict[str, Any], ...] = ()


def _buy_damaged(
    session: Session,
    document: DocumentId,
    lines: Mapping[int, Line],
    allocations: Sequence[Allocation],
    places: Shelves,
    number: int,
    clock: Clock,
) -> _Bought:
    """Damaged while the shop answers for it: the artisan keeps what he had earned, and the piece becomes the shop's.

    What was paid for it is a loss at once; what a damaged piece still fetches one day is the shop's.
    """
    owners = {lot: owner for lot, (owner, _cost) in lots_by_id(session, [part.lot for part in allocations]).items()}
    owed = [part for part in allocations if owners[part.lot] is not None]
    bought: list[Line] = []
    goods: list[GoodsMove] = []
    money: list[MoneyMove] = []
    lots: list[dict[str, Any]] = []
    seq = newest_lot_seq(session) if owed else 0
    for place, part in enumerate(owed):
        line, here, lot = lines[part.line], number + place, LotId(new_id(clock))
        bought.append(
            Line(
                number=here,
                kind=LineKind.COMPENSATION,
                amount=part.share,
                text=line.text,
                item=line.item,
                lot=lot,
                party=owners[part.lot],
                quantity=part.quantity,
                price=line.price,
            )
        )
        goods += (
            GoodsMove(line=here, lot=part.lot, source=places.quarantine, target=OWNERSHIP, quantity=part.quantity),
            GoodsMove(line=here, lot=lot, source=OWNERSHIP, target=places.quarantine, quantity=part.quantity),
        )
        money += money_move(here, CLEARING, Account(AccountKind.ACCRUED, party=owners[part.lot]), part.share)
        money += money_move(here, Account(AccountKind.LOSS_EXPENSE), CLEARING, part.share)
        row = {"id": lot, "seq": seq + place + 1, "item_id": line.item, "owner_id": None, "agreement_id": None}
        row |= {"document_id": document, "line_no": here, "price": line.price, "net_price": None, "cost": ZERO}
        lots.append(row)
    return _Bought(lines=tuple(bought), goods=tuple(goods), money=tuple(money), lots=tuple(lots))
