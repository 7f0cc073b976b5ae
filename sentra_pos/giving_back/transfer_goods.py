"""Move goods between the shop's own places: shelf, store room, and what is set aside for its artisan to fetch."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_number
from sentra_pos.giving_back.errors import (
    BelongsToShop,
    CountMissing,
    NothingChosen,
    NotMovable,
    NotThatMany,
)
from sentra_pos.giving_back.facts import place_label
from sentra_pos.giving_back.holdings import (
    Holding,
    ItemWords,
    Stacks,
    holdings,
    places_of,
    refuse_promised,
    words_of,
)
from sentra_pos.giving_back.rules import Pile, take_oldest
from sentra_pos.ledger.draft import ActedBy, Draft, GoodsMove, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require

#: Between these goods move freely; what is damaged is put apart from any of them, and only a case brings it back.
MOVABLE = (PlaceKind.SHELF, PlaceKind.STORE_ROOM, PlaceKind.SET_ASIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedGoods:
    """So many of an item from one place; of its oldest lots there, unless one is named."""

    item: ItemId
    quantity: Quantity
    source: PlaceKind = PlaceKind.SHELF
    lot: LotId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferGoods:
    """All to one place. To set aside is to take off sale what its artisan will fetch: the pull list."""

    id: DocumentId
    by: ActedBy
    target: PlaceKind
    goods: tuple[MovedGoods, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsTransferred:
    """The document that stands."""

    id: DocumentId
    code: str
    changes: Changes = Changes(stock=True, consignment=True)


def transfer_goods(session: Session, command: TransferGoods, *, clock: Clock) -> GoodsTransferred:
    """Never more than lies there. The same command again answers with the document that stands.

    Raises NothingChosen, NotMovable, CountMissing, NotThatMany, BelongsToShop (nobody would fetch the shop's own), and
    HeldForCustomer for a unique piece of a held cart.
    """
    require(session, command.by, Permission.TRANSFER_GOODS)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return GoodsTransferred(id=command.id, code=header.code)
    _refuse(command)
    return post_transfer(session, command, intent, clock=clock)


def post_transfer(session: Session, command: TransferGoods, intent: bytes, *, clock: Clock) -> GoodsTransferred:
    """Move what is there, once the act that asks for it has said who may, and from where to where."""
    items = [each.item for each in command.goods]
    words = words_of(session, items)
    if command.target is not PlaceKind.SHELF:
        refuse_promised(session, words, items)
    places = places_of(session, command.by.device)
    stacks = Stacks(holdings(session, command.by.device, items))
    lines: list[Line] = []
    goods: list[GoodsMove] = []
    for wanted in command.goods:
        for part, owner in _answer(command, wanted, stacks, words[wanted.item]):
            number = len(lines) + 1
            lines.append(_line(number, wanted.item, words[wanted.item], part, owner, command.target))
            ends = {"source": places[part.place], "target": places[command.target]}
            goods.append(GoodsMove(line=number, lot=part.lot, quantity=part.quantity, **ends))
    draft = Draft(
        id=command.id,
        kind=DocumentKind.TRANSFER,
        by=command.by,
        business_date=business_today(clock),
        reason=one_line(command.reason),
        intent=intent,
        lines=tuple(lines),
        goods=tuple(goods),
    )
    return GoodsTransferred(id=command.id, code=post(session, draft, clock=clock).code)


def _refuse(command: TransferGoods) -> None:
    if not command.goods:
        raise NothingChosen
    sources = {each.source for each in command.goods}
    if command.target in sources or not ({command.target} | sources) <= set(MOVABLE):
        raise NotMovable


def _answer(
    command: TransferGoods, wanted: MovedGoods, stacks: Stacks, words: ItemWords
) -> list[tuple[Pile[PlaceKind], PartyId | None]]:
    """The lots that answer for one line, with their owners."""
    if wanted.quantity <= NONE:
        raise CountMissing(item=words.name)
    there = [each for each in stacks.of(wanted.item) if each.place is wanted.source]
    if wanted.lot is not None:
        there = [each for each in there if each.lot == wanted.lot]
    if command.target is PlaceKind.SET_ASIDE:
        owned = [each for each in there if each.owner is not None]
        if there and not owned:
            raise BelongsToShop(item=words.name)
        there = owned
    taken, missing = take_oldest(stacks.piles(there), wanted.quantity)
    if missing:
        left = format_number((wanted.quantity - missing).units)
        raise NotThatMany(item=words.name, there=left, place=place_label(wanted.source))
    stacks.take(taken)
    return [(part, _owner(there, part.lot)) for part in taken]


def _owner(among: list[Holding], lot: LotId) -> PartyId | None:
    return next(each.owner for each in among if each.lot == lot)


def _line(
    number: int, item: ItemId, words: ItemWords, part: Pile[PlaceKind], owner: PartyId | None, target: PlaceKind
) -> Line:
    return Line(
        number=number,
        kind=LineKind.TRANSFERRED,
        text=words.name,
        item=item,
        lot=part.lot,
        party=owner,
        quantity=part.quantity,
        price=words.price,
        details={"from": part.place.value, "to": target.value, "code": words.code, "size": words.size},
    )
