"""Take an exhibition's goods and cash back, scanned against the book; what is missing, extra or damaged is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.spelling import one_line
from sentra_pos.counting.book import missing_lots
from sentra_pos.exhibitions.crossed import LotThere, crossed, missing_from, straightened
from sentra_pos.exhibitions.home_book import (
    HomePlaces,
    StandBook,
    cash_there,
    has_ended,
    home_places,
    lots_there,
    stand_book,
)
from sentra_pos.exhibitions.home_errors import (
    CashIsInTheTill,
    CashOfTheNextStand,
    NotAPieceOfGoods,
    NothingBrought,
    PutWhere,
    StandKeptElsewhere,
    StandNotEnded,
)
from sentra_pos.exhibitions.home_rules import Pool, Taken, dealt, units_of
from sentra_pos.exhibitions.sell_at import stop_selling_at
from sentra_pos.exhibitions.stage_queries import keeps_the_cash
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, GoodsMove, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of, lines_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.places import MISSING
from sentra_pos.stock.queries import place_is_kept_by
from sentra_pos.tills.counts import difference_limit
from sentra_pos.tills.denominations import Denominations, check_count, kept_denominations
from sentra_pos.tills.errors import DifferenceNeedsReason
from sentra_pos.tills.queries import drawer_of


class Condition(StrEnum):
    """What became of pieces. Stored in documents: never rename one.

    ``UNLISTED`` were sold there though nobody had written down that they went along, or after they had been given up.
    ``ARRIVED`` were home before late papers said that they had arrived there.
    """

    GOOD = "good"
    DAMAGED = "damaged"
    MISSING = "missing"
    UNLISTED = "unlisted"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtLine:
    """So many pieces of an item; good ones go to the ``target``, damaged ones to the quarantine."""

    item: ItemId
    quantity: Quantity
    condition: Condition = Condition.GOOD
    target: PlaceKind = PlaceKind.SHELF


@dataclass(frozen=True, slots=True, kw_only=True)
class BringGoods:
    """``finished``: all that came back was scanned, the rest is missing. ``note`` explains a difference of the cash.

    ``cash`` is what the stand handed over, None where it hands over nothing this time.
    """

    id: DocumentId
    by: ActedBy
    stand: UUID
    lines: tuple[BroughtLine, ...] = ()
    finished: bool = False
    cash: Denominations | Rupiah | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsBrought:
    """The document that stands, in pieces; ``over`` are those that no book knows of. Below zero, cash is short."""

    id: DocumentId
    code: str
    good: int
    damaged: int
    missing: int
    over: int
    cash: Rupiah
    difference: Rupiah
    changes: Changes = Changes(stock=True, consignment=True, till=True)


def bring_goods(session: Session, command: BringGoods, *, clock: Clock) -> GoodsBrought:
    """One journey home; there may be several until the stand is empty. Idempotent by id.

    What the book has neither at the stand nor on its road is found again where it was missing, and else named as over.
    Raises NoSuchStand, StandNotEnded, StandKeptElsewhere, NothingBrought, NotAPieceOfGoods, PutWhere, CashIsInTheTill,
    CashOfTheNextStand, ShiftBelongsToItsPlace, NotACount, DifferenceNeedsReason.
    """
    require(session, command.by, Permission.BRING_HOME)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return _brought(session, command.id, before.code)
    stand = stand_book(session, command.stand)
    _check(session, command, stand, clock)
    goods = _Unloading(session, stand, home_places(session, command.by.device))
    goods.unload(command)
    if command.finished:
        # The shop's own stands are over with their last day, without anybody saying so at the till.
        stop_selling_at(session, stand.place, command.by.device)
    cash = _cash(session, command, stand, goods.next_number)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.EXHIBITION_RETURN,
        by=command.by,
        business_date=business_today(clock),
        reason=one_line(command.note),
        intent=intent,
        lines=(_header(command, stand), *goods.lines, *(() if cash is None else (cash.line,))),
        goods=tuple(goods.moves),
        money=() if cash is None else cash.money,
    )
    posted = post(session, draft, clock=clock)
    return _brought(session, command.id, posted.code)


def _check(session: Session, command: BringGoods, stand: StandBook, clock: Clock) -> None:
    if not has_ended(session, stand, business_today(clock)):
        raise StandNotEnded(stand=f"{stand.exhibition_name} · {stand.name}")
    if not place_is_kept_by(session, stand.place, command.by.device):
        raise StandKeptElsewhere(stand=f"{stand.exhibition_name} · {stand.name}")
    if not command.lines and not command.finished and command.cash is None:
        raise NothingBrought
    if command.cash is not None and not stand.has_own_drawer:
        raise CashIsInTheTill(stand=f"{stand.exhibition_name} · {stand.name}")
    if command.cash is not None and not keeps_the_cash(session, stand.id, stand.device):
        raise CashOfTheNextStand(stand=f"{stand.exhibition_name} · {stand.name}")
    for line in command.lines:
        if line.quantity <= NONE or line.condition not in (Condition.GOOD, Condition.DAMAGED):
            raise NothingBrought
        if line.target not in (PlaceKind.SHELF, PlaceKind.STORE_ROOM):
            raise PutWhere


def _header(command: BringGoods, stand: StandBook) -> Line:
    """Names the exhibition, so that a case that begins here can tell where its goods were last."""
    return Line(
        number=1,
        kind=LineKind.STAND,
        text=f"{stand.exhibition_name} · {stand.name}",
        details={"stand": str(stand.id), "exhibition": str(stand.exhibition), "finished": command.finished},
    )


@dataclass(slots=True)
class _Unloading:
    """The goods of one journey, line by line."""

    session: Session
    stand: StandBook
    home: HomePlaces
    lines: list[Line] = field(default_factory=list)
    moves: list[GoodsMove] = field(default_factory=list)
    next_number: int = 2

    def unload(self, command: BringGoods) -> None:
        there, missing = lots_there(self.session, self.stand), _Missing(self.session, self.stand)
        names = self._names([*(line.item for line in command.lines), *there])
        if command.lines or command.finished:
            gone = missing.here
            there = {item: self._straightened(item, lots, names[item], gone) for item, lots in there.items()}
        pools = defaultdict[ItemId, Pool](lambda: Pool(()), {item: Pool(lots) for item, lots in there.items()})
        # Damaged first: what was put aside as damaged at the stand is what comes home damaged.
        for line in sorted(command.lines, key=lambda line: line.condition is not Condition.DAMAGED):
            self._scanned(line, pools[line.item], missing, names[line.item])
        if command.finished:
            for item in sorted(there, key=lambda item: (names[item].casefold(), str(item))):
                self._left_over(item, pools[item], missing, names[item])

    def _names(self, items: Sequence[ItemId]) -> dict[ItemId, str]:
        wanted = list(dict.fromkeys(items))
        rows = self.session.execute(select(Item.id, Item.name, Item.kind).where(Item.id.in_(wanted))).all()
        names = {item: name for item, name, kind in rows if kind is not ItemKind.SERVICE}
        if len(names) < len(wanted):
            raise NotAPieceOfGoods
        return names

    def _straightened(self, item: ItemId, lots: list[LotThere], name: str, gone: Mapping[LotId, int]) -> list[LotThere]:
        """What came home off the road before its papers did goes back onto it, before anything more is expected."""
        home = [Taken(each.lot, each.place, each.units) for each in crossed(lots, self.stand.road, gone)]
        if home:
            moves = ((part, self.stand.road) for part in home)
            self._say(name, item, Quantity(units_of(home)), Condition.ARRIVED, moves=moves)
        return straightened(lots, self.stand.road, gone)

    def _scanned(self, line: BroughtLine, pool: Pool, missing: _Missing, name: str) -> None:
        damaged, stand = line.condition is Condition.DAMAGED, self.stand
        order = (stand.quarantine, stand.place, stand.road) if damaged else (stand.place, stand.road, stand.quarantine)
        target = self._target(line)
        known = pool.take(line.quantity.units, order)
        found = missing.take(line.item, line.quantity.units - units_of(known))
        self._say(
            name,
            line.item,
            line.quantity,
            line.condition,
            to=PlaceKind.QUARANTINE if damaged else line.target,
            over=line.quantity.units - units_of(known) - units_of(found),
            moves=((part, target) for part in (*known, *found)),
        )

    def _target(self, line: BroughtLine) -> PlaceId:
        if line.condition is Condition.DAMAGED:
            return self.home.quarantine
        return self.home.shelf if line.target is PlaceKind.SHELF else self.home.store_room

    def _left_over(self, item: ItemId, pool: Pool, missing: _Missing, name: str) -> None:
        stand, owing = self.stand, pool.owing()
        gone = pool.rest((stand.place, stand.road, stand.quarantine))
        if owing:
            fill = [each for part in owing for each in self._filled(item, part, missing)]
            of_shelf = sum(part.units for part, _to in fill if part.place == self.home.shelf)
            # The pieces are alike: what lies on the shelf is of the lot that the book still has there.
            alike, gone = dealt(gone, of_shelf, (stand.place, stand.road))
            moves = (*fill, *((part, self.home.shelf) for part in alike))
            self._say(name, item, Quantity(units_of(owing)), Condition.UNLISTED, moves=moves)
        if gone:
            self._say(name, item, Quantity(units_of(gone)), Condition.MISSING, moves=((part, MISSING) for part in gone))

    def _filled(self, item: ItemId, part: Taken, missing: _Missing) -> Iterator[tuple[Taken, PlaceId]]:
        """It was sold, or arrived, so it was there.

        What was given up for missing before the laptop's last documents came is what they speak of; of all else nobody
        had written down that it left the shop.
        """
        found = missing.take_lot(item, part.lot, part.units)
        if found:
            yield Taken(part.lot, MISSING, found), part.place
        if part.units > found:
            yield Taken(part.lot, self.home.shelf, part.units - found), part.place

    def _say(
        self,
        name: str,
        item: ItemId,
        quantity: Quantity,
        condition: Condition,
        *,
        to: PlaceKind | None = None,
        over: int = 0,
        moves: Iterable[tuple[Taken, PlaceId]],
    ) -> None:
        number = self.next_number
        details: dict[str, object] = {"condition": condition.value}
        details |= {"to": to.value} if to is not None else {}
        details |= {"over": over} if over else {}
        self.lines.append(
            Line(
                number=number,
                kind=LineKind.BROUGHT_HOME,
                text=name,
                item=item,
                quantity=quantity,
                details=details,
            )
        )
        self.moves += [
            GoodsMove(line=number, lot=part.lot, source=part.place, target=target, quantity=Quantity(part.units))
            for part, target in moves
        ]
        self.next_number += 1


class _Missing:
    """What is missing in the whole shop; what went missing at this stand is found first."""

    def __init__(self, session: Session, stand: StandBook) -> None:
        here = missing_from(session, stand.places)
        self.here = here
        self._left = {
            item: {part.lot: part.units for part in sorted(parts, key=lambda part: part.lot not in here)}
            for item, parts in missing_lots(session).items()
        }

    def take_lot(self, item: ItemId, lot: LotId, units: int) -> int:
        """Up to so many pieces of a lot that went missing at this stand; says how many."""
        left = self._left.get(item, {}) if lot in self.here else {}
        count = min(left.get(lot, 0), units)
        if count:
            left[lot] -= count
        return count

    def take(self, item: ItemId, units: int) -> tuple[Taken, ...]:
        left, taken = self._left.get(item, {}), []
        for lot, there in left.items():
            count = min(there, units)
            if count > 0:
                taken.append(Taken(lot, MISSING, count))
                left[lot] -= count
                units -= count
        return tuple(taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cash:
    line: Line
    money: tuple[MoneyMove, ...]


def _cash(session: Session, command: BringGoods, stand: StandBook, number: int) -> _Cash | None:
    """What was counted goes into the safe; drawer and road of the stand are at nothing after it."""
    if command.cash is None:
        return None
    notes = command.cash if isinstance(command.cash, Denominations) else None
    counted = command.cash.total if isinstance(command.cash, Denominations) else command.cash
    check_count(counted, notes)
    expected = cash_there(session, stand)
    difference = counted - expected
    if difference and not one_line(command.note):
        raise DifferenceNeedsReason
    if abs(difference) > difference_limit(session):
        require(session, command.by, Permission.LARGE_DIFFERENCE)
    drawer, road = drawer_of(stand.device), stand.on_the_road
    drawer_held, road_held = balance_of(session, drawer), balance_of(session, road)
    line = Line(
        number=number,
        kind=LineKind.CASH_CARRIED,
        amount=counted,
        details={"expected": expected.amount, "difference": difference.amount, **kept_denominations(notes)},
    )
    money = (
        *money_move(number, Account(AccountKind.SAFE), CLEARING, counted),
        *money_move(number, CLEARING, drawer, drawer_held),
        *money_move(number, CLEARING, road, road_held),
        *money_move(number, CLEARING, Account(AccountKind.OVER_SHORT), difference),
    )
    return _Cash(line=line, money=money)


def _brought(session: Session, document: DocumentId, code: str) -> GoodsBrought:
    """Read from what was written, so that the first answer and a second are one."""
    pieces: defaultdict[str, int] = defaultdict(int)
    over, cash, difference = 0, ZERO, ZERO
    for line in lines_of(session, document):
        if line.kind is LineKind.BROUGHT_HOME and line.quantity is not None:
            pieces[str(line.details["condition"])] += line.quantity.units
            over += int(line.details.get("over", 0))
        elif line.kind is LineKind.CASH_CARRIED:
            cash, difference = line.amount, Rupiah(int(line.details["difference"]))
    return GoodsBrought(
        id=document,
        code=code,
        good=pieces[Condition.GOOD],
        damaged=pieces[Condition.DAMAGED],
        missing=pieces[Condition.MISSING],
        over=over,
        cash=cash,
        difference=difference,
    )
