"""Put goods apart that were damaged in the shop: they leave the sale, and are a case until somebody decides."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.spelling import one_line
from sentra_pos.giving_back.errors import DamageReasonMissing, NothingChosen, NotPutApartFrom
from sentra_pos.giving_back.transfer_goods import (
    MOVABLE,
    GoodsTransferred,
    MovedGoods,
    TransferGoods,
    post_transfer,
)
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class PutApart:
    """Of each item the oldest lots, unless one is named. ``reason`` is what happened: moths, damp, a tear."""

    id: DocumentId
    by: ActedBy
    goods: tuple[MovedGoods, ...]
    reason: str


def put_apart(session: Session, command: PutApart, *, clock: Clock) -> GoodsTransferred:
    """A transfer to this till's quarantine; mended, the case brings the goods back to the shelf.

    Raises NothingChosen, NotPutApartFrom, DamageReasonMissing, CountMissing, NotThatMany, HeldForCustomer.
    """
    require(session, command.by, Permission.COUNT_STOCK)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return GoodsTransferred(id=command.id, code=header.code)
    if not command.goods:
        raise NothingChosen
    if not {each.source for each in command.goods} <= set(MOVABLE):
        raise NotPutApartFrom
    if not one_line(command.reason):
        raise DamageReasonMissing
    moved = TransferGoods(
        id=command.id, by=command.by, target=PlaceKind.QUARANTINE, goods=command.goods, reason=command.reason
    )
    return post_transfer(session, moved, intent, clock=clock)
