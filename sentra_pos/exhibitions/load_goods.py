"""Load goods and change for a stand: off the shelf and onto the road, with the loading list as the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import N_, _
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.exhibitions.arrive import ArriveAtStand, post_arrival
from sentra_pos.exhibitions.errors import (
    CannotBeLoaded,
    FloatBelowNothing,
    FloatFromWhere,
    NothingToLoad,
    StandHasEnded,
)
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.models import ExhibitionRow, StandRow
from sentra_pos.exhibitions.rules import NotLoadable, why_not
from sentra_pos.exhibitions.stage_queries import (
    STAND,
    keeps_the_cash,
    open_exhibition,
    stand_row,
    stand_states,
    stand_takes_goods,
)
from sentra_pos.exhibitions.stand_queries import ItemOnList, item_words
from sentra_pos.giving_back.holdings import Holding, Stacks, holdings, places_of
from sentra_pos.giving_back.rules import Pile, take_oldest
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, GoodsMove, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.held_queries import held_carts
from sentra_pos.tills.errors import DrawerHoldsLess, SafeHoldsLess, TillNotOpen
from sentra_pos.tills.queries import Shift, drawer_of, open_shift

#: Where goods are taken from, in this order.
SOURCES = (PlaceKind.SHELF, PlaceKind.STORE_ROOM)
_WHY = {
    NotLoadable.NO_COUNT: N_("{item}: enter how many pieces"),
    NotLoadable.HELD: N_("{item}: promised in the held cart “{cart}”"),
    NotLoadable.SET_ASIDE: N_("{item}: set aside for its artisan to fetch"),
    NotLoadable.NOT_THERE: N_("{item}: no more than {there} on the shelf and in the store room"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadLine:
    """So many of an item; of its oldest lots, from the shelf first."""

    item: ItemId
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadGoods:
    """``float_cash`` is the change that goes along, out of the safe or the drawer."""

    id: DocumentId
    by: ActedBy
    stand: UUID
    lines: tuple[LoadLine, ...]
    float_cash: Rupiah = ZERO
    float_from: AccountKind = AccountKind.SAFE
    vehicle: str = ""
    driver: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsLoaded:
    """The load that stands."""

    id: DocumentId
    code: str
    pieces: Quantity
    changes: Changes = Changes(stock=True, consignment=True, till=True)


def load_goods(session: Session, command: LoadGoods, *, clock: Clock) -> GoodsLoaded:
    """Post the load, and its arrival too at a stand of the shop's own; idempotent by id.

    Raises NoSuchStand, WasCalledOff, IsReconciled, StandHasEnded, NothingToLoad, CannotBeLoaded (it names every piece),
    FloatBelowNothing, FloatFromWhere, TillNotOpen (for change out of the drawer), DrawerHoldsLess, SafeHoldsLess.
    """
    require(session, command.by, Permission.MANAGE_EXHIBITIONS)
    intent = intent_of(command)
    wanted = _together(command.lines)
    pieces = sum(wanted.values(), NONE)
    header = standing(session, command.id, intent)
    if header is not None:
        return GoodsLoaded(id=command.id, code=header.code, pieces=pieces)
    stand = stand_row(session, command.stand)
    exhibition = open_exhibition(session, stand.exhibition_id, business_today(clock))
    _refuse(session, command, stand, exhibition, clock)
    shift = _cover(session, command)
    draft = _draft(session, command, stand, exhibition, wanted, intent=intent, shift=shift, clock=clock)
    posted = post(session, draft, clock=clock)
    if stand.kind is not StandKind.LAPTOP:
        there = ArriveAtStand(id=DocumentId(new_id(clock)), by=command.by, stand=stand.id, load=command.id)
        post_arrival(session, there, clock=clock)
    return GoodsLoaded(id=command.id, code=posted.code, pieces=pieces)


def _together(lines: Sequence[LoadLine]) -> dict[ItemId, Quantity]:
    """An item that was scanned several times is loaded once, with all its pieces."""
    found: dict[ItemId, Quantity] = {}
    for line in lines:
        found[line.item] = found.get(line.item, NONE) + line.quantity
    return found


def _refuse(session: Session, command: LoadGoods, stand: StandRow, exhibition: ExhibitionRow, clock: Clock) -> None:
    state = stand_states(session, [stand])[stand.id]
    gone_on = stand.kind is StandKind.LAPTOP and not keeps_the_cash(session, stand.id, stand.device_id)
    if gone_on or not stand_takes_goods(state, exhibition, business_today(clock)):
        raise StandHasEnded(name=stand.name)
    if command.float_cash < ZERO:
        raise FloatBelowNothing
    if not command.lines and not command.float_cash:
        raise NothingToLoad


def _cover(session: Session, command: LoadGoods) -> Shift | None:
    """The shift whose drawer the change comes out of, if it does; never more than the book has there."""
    if not command.float_cash:
        return None
    if command.float_from not in (AccountKind.SAFE, AccountKind.DRAWER):
        raise FloatFromWhere
    drawer = command.float_from is AccountKind.DRAWER
    shift = open_shift(session, command.by.device) if drawer else None
    if drawer and shift is None:
        raise TillNotOpen
    available = balance_of(session, _source(command))
    if command.float_cash > available:
        trouble = DrawerHoldsLess if drawer else SafeHoldsLess
        raise trouble(available=format_rupiah(max(available, ZERO)))
    return shift


def _source(command: LoadGoods) -> Account:
    return drawer_of(command.by.device) if command.float_from is AccountKind.DRAWER else Account(AccountKind.SAFE)


def _draft(
    session: Session,
    command: LoadGoods,
    stand: StandRow,
    exhibition: ExhibitionRow,
    wanted: dict[ItemId, Quantity],
    *,
    intent: bytes,
    shift: Shift | None,
    clock: Clock,
) -> Draft:
    words = item_words(session, wanted)
    taken = _taken(session, command, wanted, words)
    places = places_of(session, command.by.device)
    lines = [_stand_line(command, stand, exhibition)]
    goods: list[GoodsMove] = []
    for item, (parts, owners) in taken.items():
        number = len(lines) + 1
        lines.append(_line(number, words[item], wanted[item], owners))
        goods += (
            GoodsMove(
                line=number, lot=part.lot, source=places[part.place], target=stand.road_id, quantity=part.quantity
            )
            for part in parts
        )
    cash, money = _change(command, stand, len(lines) + 1)
    return Draft(
        id=command.id,
        kind=DocumentKind.EXHIBITION_LOAD,
        by=command.by,
        business_date=business_today(clock) if shift is None else shift.business_date,
        shift=None if shift is None else shift.id,
        reason=one_line(command.note),
        intent=intent,
        lines=(*lines, *cash),
        goods=tuple(goods),
        money=money,
    )


def _taken(
    session: Session, command: LoadGoods, wanted: dict[ItemId, Quantity], words: dict[ItemId, ItemOnList]
) -> dict[ItemId, tuple[tuple[Pile[PlaceKind], ...], set[PartyId | None]]]:
    """The lots that answer for each item, and whose they are; or every piece that has to stay, named."""
    found = holdings(session, command.by.device, list(wanted))
    held = _held(session)
    stacks = Stacks(found)
    taken: dict[ItemId, tuple[tuple[Pile[PlaceKind], ...], set[PartyId | None]]] = {}
    troubles: dict[ItemId, str] = {}
    for item, quantity in wanted.items():
        mine = [each for place in SOURCES for each in stacks.of(item) if each.place is place]
        aside = _count(each for each in stacks.of(item) if each.place is PlaceKind.SET_ASIDE)
        promised, cart = held.get(item, (NONE, ""))
        why = why_not(quantity, there=_count(mine), held=promised, aside=aside) if item in words else (
            NotLoadable.NOT_THERE
        )  # fmt: skip
        if why is not None:
            name = words[item].name if item in words else "?"
            there = format_number(_count(mine).units)
            troubles[item] = _(_WHY[why]).format(item=name, cart=cart, there=there)
            continue
        parts, _missing = take_oldest(stacks.piles(mine), quantity)
        taken[item] = (parts, _owners(mine, {part.lot for part in parts}))
    if troubles:
        raise CannotBeLoaded(pieces="\n".join(troubles.values()), items=tuple(troubles))
    return taken


def _count(among: Iterable[Holding]) -> Quantity:
    return sum((each.quantity for each in among), NONE)


def _owners(among: Sequence[Holding], lots: set[LotId]) -> set[PartyId | None]:
    return {each.owner for each in among if each.lot in lots}


def _held(session: Session) -> dict[ItemId, tuple[Quantity, str]]:
    """How much of each item is promised in held carts, and the name of one of them."""
    found: dict[ItemId, tuple[Quantity, str]] = {}
    for cart in held_carts(session):
        for line in cart.basket.lines:
            so_far, _name = found.get(line.item, (NONE, ""))
            found[line.item] = (so_far + line.quantity, cart.name)
    return found


def _stand_line(command: LoadGoods, stand: StandRow, exhibition: ExhibitionRow) -> Line:
    return Line(
        number=1,
        kind=LineKind.STAND,
        text=f"{exhibition.name} · {stand.name}",
        details={STAND: str(stand.id), "vehicle": one_line(command.vehicle), "driver": one_line(command.driver)},
    )


def _line(number: int, words: ItemOnList, quantity: Quantity, owners: set[PartyId | None]) -> Line:
    """One line an item; its party is named where all its pieces are one's."""
    return Line(
        number=number,
        kind=LineKind.LOADED,
        text=words.name,
        item=words.item,
        party=next(iter(owners)) if len(owners) == 1 else None,
        quantity=quantity,
        price=words.price,
        details={"code": words.code, "size": words.size, "motif": words.motif},
    )


def _change(command: LoadGoods, stand: StandRow, number: int) -> tuple[tuple[Line, ...], tuple[MoneyMove, ...]]:
    """The stand's change, out of safe or drawer and onto the road."""
    amount = command.float_cash
    if not amount:
        return (), ()
    road = Account(AccountKind.ON_THE_ROAD, device=stand.device_id)
    line = Line(number=number, kind=LineKind.CASH_CARRIED, amount=amount, details={"from": command.float_from.value})
    return (line,), (
        *money_move(number, road, CLEARING, amount),
        *money_move(number, CLEARING, _source(command), amount),
    )
