"""What comes back of sales, as values: each line's parts, whose money they were, what it was rounded by. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sentra_pos.core.ids import DocumentId, LotId
from sentra_pos.core.money import ZERO, sum_rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.draft import CLEARING, Account, Allocation, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, LineKind
from sentra_pos.payments.costs import net_borne
from sentra_pos.sales.cart import ReturnedLine
from sentra_pos.sales.errors import NotReturnable, ReturnedTwice, SaleNotFound
from sentra_pos.sales.postings import LotFacts, mirrored_money, sold_money
from sentra_pos.sales.returnable import SoldSale
from sentra_pos.sales.rules import part_of
from sentra_pos.sales.take_money import cost_line, cost_moves


def parts_back(
    sales: Mapping[DocumentId, SoldSale], returns: Sequence[ReturnedLine], first: int
) -> tuple[list[Line], list[Allocation]]:
    """The returned lines with the parts of their allocations, numbered from ``first`` on.

    Raises SaleNotFound, ReturnedTwice, NotReturnable.
    """
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
        back = _allocations_back(number, sold, wanted)
        allocations += back
        lines.append(_line_back(number, line, wanted, sold.earlier.lines.get(wanted.line, 0), back))
    return lines, allocations


def _allocations_back(number: int, sold: SoldSale, wanted: ReturnedLine) -> list[Allocation]:
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


def money_back(
    sales: Mapping[DocumentId, SoldSale],
    lines: Sequence[Line],
    allocations: Sequence[Allocation],
    facts: Mapping[LotId, LotFacts],
) -> tuple[MoneyMove, ...]:
    """The mirror of what the parts posted when they were sold."""
    wholes = {
        (line.number, part.lot): part.shop_part
        for line in lines
        if line.refers_to is not None and line.refers_line is not None
        for part in sales[line.refers_to].allocations.get(line.refers_line, ())
    }
    moves = list(sold_money(allocations, facts, wholes))
    answered = {part.line for part in allocations}
    for line in lines:
        if line.number not in answered:
            kind = AccountKind.SALES if line.kind is LineKind.SERVICE else AccountKind.TO_IDENTIFY
            moves += money_move(line.number, CLEARING, Account(kind), line.amount)
    return mirrored_money(moves)


def complete_sales(sales: Mapping[DocumentId, SoldSale], returns: Sequence[ReturnedLine]) -> dict[DocumentId, SoldSale]:
    """Those sales of which nothing is left with the customer after this."""
    coming = {(each.sale, each.line): each.quantity.units for each in returns}
    return {
        sale: sold
        for sale, sold in sales.items()
        if all(sold.left(line) == coming.get((sale, line), 0) for line in sold.lines)
    }


def rounding_back(complete: Mapping[DocumentId, SoldSale], number: int) -> tuple[list[Line], list[MoneyMove]]:
    """What a sale was rounded by goes back with the last of it."""
    lines: list[Line] = []
    money: list[MoneyMove] = []
    for sale, sold in complete.items():
        left = sold.rounding - sold.earlier.rounding
        if left:
            lines.append(Line(number=number, kind=LineKind.ROUNDING, amount=left, refers_to=sale))
            money += money_move(number, Account(AccountKind.ROUNDING), CLEARING, left)
            number += 1
    return lines, money


def costs_back(
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
