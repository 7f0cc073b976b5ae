"""The rows of the posting table for a sale and its refund, as moves. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sentra_pos.core.ids import LotId, PartyId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.draft import CLEARING, Account, Allocation, GoodsMove, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.stock.places import WITH_CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class LotFacts:
    """What a lot's posting depends on: its owner (None: the shop) and, for the shop's own, what it cost."""

    owner: PartyId | None
    cost: Rupiah | None


def sold_goods(allocations: Sequence[Allocation], shelf: PlaceId) -> tuple[GoodsMove, ...]:
    """Shelf → with the customer."""
    return tuple(
        GoodsMove(line=part.line, lot=part.lot, source=shelf, target=WITH_CUSTOMER, quantity=part.quantity)
        for part in allocations
    )


def sold_money(
    allocations: Sequence[Allocation],
    lots: Mapping[LotId, LotFacts],
    wholes: Mapping[tuple[int, LotId], Rupiah] | None = None,
) -> tuple[MoneyMove, ...]:
    """Each allocation's parts, credited out of clearing to whom they belong.

    ``wholes`` are the shop's parts of the allocations that these are only pieces of, by line and lot. A piece stands
    where its whole stands: a rupiah of commission among the pieces of a discount would never find back.
    """
    moves: list[MoneyMove] = []
    for part in allocations:
        lot = lots[part.lot]
        if lot.owner is None:
            moves += _own_goods(part, lot)
            continue
        accrued = Account(AccountKind.ACCRUED, party=lot.owner)
        moves += money_move(part.line, CLEARING, accrued, part.share)
        whole = part.shop_part if wholes is None else wholes[part.line, part.lot]
        kind = AccountKind.COMMISSION if whole >= ZERO else AccountKind.DISCOUNT_EXPENSE
        moves += money_move(part.line, CLEARING, Account(kind), part.shop_part)
    return tuple(moves)


def _own_goods(part: Allocation, lot: LotFacts) -> tuple[MoneyMove, ...]:
    cost = (lot.cost or ZERO).times(part.quantity)
    return (
        *money_move(part.line, CLEARING, Account(AccountKind.SALES), part.shop_part),
        *money_move(part.line, Account(AccountKind.STOCK_COST), CLEARING, cost),
        *money_move(part.line, CLEARING, Account(AccountKind.OWN_STOCK), cost),
    )


def mirrored_goods(moves: Sequence[GoodsMove]) -> tuple[GoodsMove, ...]:
    """The same goods the other way."""
    return tuple(replace(move, source=move.target, target=move.source) for move in moves)


def mirrored_money(moves: Sequence[MoneyMove]) -> tuple[MoneyMove, ...]:
    """The same money the other way."""
    return tuple(replace(move, debit=move.credit, credit=move.debit) for move in moves)
