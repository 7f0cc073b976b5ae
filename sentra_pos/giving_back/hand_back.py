"""Hand goods back to their artisan (*nota retur titipan*): unsold pieces leave the shop, and its care for them ends."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sentra_pos.consignment.queries import Consignor, consignor
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId, PlaceId
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_number
from sentra_pos.counting.case_queries import case_of
from sentra_pos.counting.rules import NOTHING
from sentra_pos.giving_back.errors import (
    BelongsToAnother,
    BelongsToShop,
    CountMissing,
    DamageBorne,
    DamageUndecided,
    NoSuchArtisan,
    NothingChosen,
    NothingOfArtisan,
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
from sentra_pos.giving_back.models import GoodsCollectorRow
from sentra_pos.giving_back.rules import Pile, take_oldest
from sentra_pos.ledger.draft import ActedBy, Draft, GoodsMove, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.places import WITH_ARTISAN

#: Where goods are given back from, what was set aside for it first.
GIVEN_FROM = (PlaceKind.SET_ASIDE, PlaceKind.SHELF, PlaceKind.STORE_ROOM, PlaceKind.QUARANTINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceBack:
    """So many of an item. Without ``lot`` and ``place``: what was set aside first, and the oldest lots first."""

    item: ItemId
    quantity: Quantity
    lot: LotId | None = None
    place: PlaceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBack:
    """To one artisan. ``fetched_by`` names who came for the goods, where it was not the artisan."""

    id: DocumentId
    by: ActedBy
    party: PartyId
    pieces: tuple[PieceBack, ...]
    fetched_by: str = ""
    reason: str = ""
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsHandedBack:
    """The document that stands; its paper is signed by both."""

    id: DocumentId
    code: str
    changes: Changes = Changes(stock=True, consignment=True)


def hand_back(session: Session, command: HandBack, *, clock: Clock) -> GoodsHandedBack:
    """All or nothing; the same command again answers with the document that stands.

    The chain says that somebody else fetched the goods, and not who: the name is kept beside it. Raises NoSuchArtisan,
    NothingChosen, CountMissing, BelongsToAnother, BelongsToShop, NothingOfArtisan, NotThatMany, HeldForCustomer,
    DamageUndecided where the shop bears any of a damage, and the question DamageBorne where the artisan bears it all.
    """
    require(session, command.by, Permission.GIVE_BACK)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return GoodsHandedBack(id=command.id, code=header.code)
    artisan = consignor(session, command.party)
    if artisan is None:
        raise NoSuchArtisan
    if not command.pieces:
        raise NothingChosen
    items = [each.item for each in command.pieces]
    words = words_of(session, items)
    refuse_promised(session, words, items)
    stacks = Stacks(holdings(session, command.by.device, items))
    collector = one_line(command.fetched_by, 120)
    lines: list[Line] = []
    for wanted in command.pieces:
        for part in _answer(artisan, wanted, stacks, words[wanted.item]):
            lines.append(_line(len(lines) + 1, command.party, wanted.item, words[wanted.item], part, bool(collector)))
    _ask(session, command, lines)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.HAND_BACK,
        by=command.by,
        business_date=business_today(clock),
        reason=one_line(command.reason),
        intent=intent,
        lines=tuple(lines),
        goods=_moves(session, command, lines),
    )
    posted = post(session, draft, clock=clock)
    if collector:
        session.execute(insert(GoodsCollectorRow), [{"document_id": command.id, "name": collector}])
    return GoodsHandedBack(id=command.id, code=posted.code)


def _ask(session: Session, command: HandBack, lines: list[Line]) -> None:
    damaged = [line for line in lines if line.details["from"] == PlaceKind.QUARANTINE.value]
    if not damaged:
        return
    quarantine = places_of(session, command.by.device)[PlaceKind.QUARANTINE]
    owed = dict.fromkeys(line.text for line in damaged if _shop_bears(session, line, quarantine))
    if owed:
        raise DamageUndecided(items="\n".join(owed))
    if DamageBorne.key not in command.confirmed:
        raise DamageBorne(items="\n".join(dict.fromkeys(line.text for line in damaged)))


def _shop_bears(session: Session, line: Line, quarantine: PlaceId) -> bool:
    assert line.lot is not None
    return case_of(session, line.lot, quarantine).agreed_percent > NOTHING


def _answer(artisan: Consignor, wanted: PieceBack, stacks: Stacks, words: ItemWords) -> tuple[Pile[PlaceKind], ...]:
    """The lots that answer for one line."""
    if wanted.quantity <= NONE:
        raise CountMissing(item=words.name)
    there = [each for each in stacks.of(wanted.item) if wanted.lot in (None, each.lot)]
    own = [each for each in there if each.owner == artisan.id]
    if not own:
        _refuse_others(artisan, there, words)
    fitting = [each for each in own if each.place in GIVEN_FROM and wanted.place in (None, each.place)]
    in_order = sorted(fitting, key=lambda each: GIVEN_FROM.index(each.place))
    taken, missing = take_oldest(stacks.piles(in_order), wanted.quantity)
    if missing:
        left = format_number((wanted.quantity - missing).units)
        where = artisan.name if wanted.place is None else place_label(wanted.place)
        raise NotThatMany(item=words.name, there=left, place=where)
    stacks.take(taken)
    return taken


def _refuse_others(artisan: Consignor, there: list[Holding], words: ItemWords) -> None:
    owners = dict.fromkeys(each.owner_name for each in there if each.owner is not None)
    if owners:
        raise BelongsToAnother(item=words.name, owner=", ".join(owners))
    if there:
        raise BelongsToShop(item=words.name)
    raise NothingOfArtisan(name=artisan.name, item=words.name)


def _line(number: int, party: PartyId, item: ItemId, words: ItemWords, part: Pile[PlaceKind], by_another: bool) -> Line:
    fetched = {"fetched": "representative"} if by_another else {}
    return Line(
        number=number,
        kind=LineKind.HANDED_BACK,
        text=words.name,
        item=item,
        lot=part.lot,
        party=party,
        quantity=part.quantity,
        price=words.price,
        details={"from": part.place.value, "code": words.code, "size": words.size, **fetched},
    )


def _moves(session: Session, command: HandBack, lines: list[Line]) -> tuple[GoodsMove, ...]:
    places = places_of(session, command.by.device)
    moves = []
    for line in lines:
        assert line.lot is not None
        assert line.quantity is not None
        source = places[PlaceKind(line.details["from"])]
        moves.append(
            GoodsMove(line=line.number, lot=line.lot, source=source, target=WITH_ARTISAN, quantity=line.quantity)
        )
    return tuple(moves)
