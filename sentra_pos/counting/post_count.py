"""End a count: what is not there becomes missing, what was missing and is there comes back, the rest is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.book import CountRecord, Reckoned, count_record, reckon
from sentra_pos.counting.errors import (
    CountAgain,
    CountHereAgain,
    NoSuchCount,
    NotFinished,
    PlaceNotCountedHere,
    ZonesOpen,
)
from sentra_pos.counting.facts import CountState
from sentra_pos.counting.models import StockCount
from sentra_pos.counting.zone_queries import zones_of
from sentra_pos.ledger.draft import ActedBy, Draft, GoodsMove, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.places import MISSING
from sentra_pos.stock.queries import place_is_kept_by

#: Items asked about at once; SQLite takes a limited number of values in one question.
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCount:
    """``id`` is the count's. ``finished``: all of it was looked through, what nobody saw is not there."""

    id: DocumentId
    by: ActedBy
    finished: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPosted:
    """The document that stands."""

    id: DocumentId
    code: str
    changes: Changes = Changes(stock=True, consignment=True)


def post_count(session: Session, command: PostCount, *, clock: Clock) -> CountPosted:
    """One line for each item that was counted or not found, with what the book had at that moment.

    Missing are the newest lots: a sale takes the oldest, so the pieces that the book still has are the newest. Raises
    NoSuchCount, PlaceNotCountedHere, NotFinished, CountAgain or CountHereAgain where what happened since does not fit
    what was counted, and ZonesOpen where something would be missing that may lie in a zone nobody has ended.
    """
    require(session, command.by, Permission.COUNT_STOCK)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return CountPosted(id=command.id, code=before.code)
    count = count_record(session, command.id)
    if count is None or count.state is not CountState.OPEN:
        raise NoSuchCount
    if not place_is_kept_by(session, count.place, command.by.device):
        raise PlaceNotCountedHere
    still_open = ", ".join(zone.name for zone in zones_of(session, count.id) if not zone.done)
    if command.finished and still_open:
        raise ZonesOpen(zones=still_open)
    reckoned = reckon(session, count, finished=command.finished)
    if not reckoned and not command.finished:
        raise NotFinished
    names = _names(session, [each.item for each in reckoned])
    _check_again(reckoned, names)
    if still_open and any(each.missing for each in reckoned):
        raise ZonesOpen(zones=still_open)
    ordered = sorted(reckoned, key=lambda each: (names[each.item].casefold(), str(each.item)))
    draft = Draft(
        id=command.id,
        kind=DocumentKind.STOCK_COUNT,
        by=command.by,
        business_date=business_today(clock),
        reason=command.reason.strip(),
        intent=intent,
        lines=tuple(_line(number, each, names[each.item]) for number, each in enumerate(ordered, start=1)),
        goods=tuple(move for number, each in enumerate(ordered, start=1) for move in _moves(number, each, count)),
    )
    session.execute(update(StockCount).where(StockCount.id == count.id).values(state=CountState.POSTED))
    posted = post(session, draft, clock=clock)
    return CountPosted(id=command.id, code=posted.code)


def _check_again(reckoned: Sequence[Reckoned], names: Mapping[ItemId, str]) -> None:
    for each in reckoned:
        unseen = None if each.seen is None else each.seen.again_in
        if unseen is not None:
            raise CountHereAgain(name=names[each.item], zone=unseen.name, item=each.item)
        if each.again:
            raise CountAgain(name=names[each.item], item=each.item)


def _names(session: Session, items: Sequence[ItemId]) -> dict[ItemId, str]:
    names: dict[ItemId, str] = {}
    for start in range(0, len(items), _AT_ONCE):
        rows = session.execute(select(Item.id, Item.name).where(Item.id.in_(items[start : start + _AT_ONCE])))
        names.update((item, name) for item, name in rows)
    return names


def _line(number: int, each: Reckoned, name: str) -> Line:
    details: dict[str, object] = {"expected": each.expected, "over": each.over}
    if each.seen is not None:
        details |= {"by": str(each.seen.by)}
        details |= {"before": list(each.seen.trace)} if each.seen.trace else {}
        details |= {"zones": each.seen.by_zone} if each.seen.by_zone else {}
    return Line(
        number=number,
        kind=LineKind.COUNTED,
        text=name,
        item=each.item,
        quantity=Quantity(0 if each.seen is None else each.seen.units),
        details=details,
    )


def _moves(number: int, each: Reckoned, count: CountRecord) -> tuple[GoodsMove, ...]:
    gone = tuple(
        GoodsMove(line=number, lot=part.lot, source=count.place, target=MISSING, quantity=Quantity(part.units))
        for part in each.missing
    )
    return gone + tuple(
        GoodsMove(line=number, lot=part.lot, source=MISSING, target=count.place, quantity=Quantity(part.units))
        for part in each.found
    )
