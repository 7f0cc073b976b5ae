"""Goods the shop answers for and pays become its own: the title moves where they lie, what is paid is a loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId, PlaceId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.draft import CLEARING, Account, GoodsMove, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.models import Lot
from sentra_pos.stock.places import OWNERSHIP
from sentra_pos.stock.queries import newest_lot_seq


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTakeOver:
    """Pieces of an artisan's lot, and what their maker gets for them by line ``line`` of the document."""

    line: int
    lot: LotId
    item: ItemId | None
    owner: PartyId
    quantity: Quantity
    price: Rupiah | None
    paid: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """Moves, and the shop's own ``lots``: inserted with the document; ``of`` names each by its line."""

    goods: tuple[GoodsMove, ...] = ()
    money: tuple[MoneyMove, ...] = ()
    lots: tuple[dict[str, Any], ...] = ()

    def of(self, line: int) -> LotId:
        """The lot that the line's pieces became."""
        return next(LotId(row["id"]) for row in self.lots if row["line_no"] == line)


def take_over(
    session: Session,
    document: DocumentId,
    pieces: Sequence[ToTakeOver],
    *,
    source: PlaceId,
    target: PlaceId,
    clock: Clock,
) -> TakenOver:
    """Out of ``source`` as the artisan's, into ``target`` as the shop's.

    The new lots cost nothing: what was paid is a loss at once, and what such a piece still fetches one day is the
    shop's.
    """
    goods: list[GoodsMove] = []
    money: list[MoneyMove] = []
    lots: list[dict[str, Any]] = []
    seq = newest_lot_seq(session) if pieces else 0
    for place, part in enumerate(pieces):
        lot = LotId(new_id(clock))
        goods += (
            GoodsMove(line=part.line, lot=part.lot, source=source, target=OWNERSHIP, quantity=part.quantity),
            GoodsMove(line=part.line, lot=lot, source=OWNERSHIP, target=target, quantity=part.quantity),
        )
        money += loss_paid(part.line, part.owner, part.paid)
        row = {"id": lot, "seq": seq + place + 1, "item_id": part.item, "owner_id": None, "agreement_id": None}
        row |= {"document_id": document, "line_no": part.line, "price": part.price, "net_price": None, "cost": ZERO}
        lots.append(row)
    return TakenOver(goods=tuple(goods), money=tuple(money), lots=tuple(lots))


def loss_paid(line: int, owner: PartyId, paid: Rupiah) -> tuple[MoneyMove, ...]:
    """What the shop bears of a loss is owed to the artisan like what he sold."""
    return (
        *money_move(line, CLEARING, Account(AccountKind.ACCRUED, party=owner), paid),
        *money_move(line, Account(AccountKind.LOSS_EXPENSE), CLEARING, paid),
    )


def insert_lots(session: Session, lots: Sequence[dict[str, Any]]) -> None:
    """The shop's own lots, with the document that brought them."""
    if lots:
        session.execute(insert(Lot), list(lots))
