"""What the book has of the goods of a count: lots, what has passed since it began, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DocumentId, ItemId, PartyId, PlaceId, StaffId
from sentra_pos.core.quantity import NONE
from sentra_pos.counting.facts import CountState
from sentra_pos.counting.models import Counted, StockCount
from sentra_pos.counting.rules import Part, Passing, difference, expected_then, take_in_turn
from sentra_pos.counting.zone_queries import SeenInZone, seen_in_zones
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Document, GoodsMove, Lot, StockBalance
from sentra_pos.stock.places import LOST, MISSING, OWNERSHIP

#: Put on the shelf again when a case is decided: whether that was before or after it was counted, nobody knows.
_FOUND = (MISSING, LOST)
#: Documents that put the book right about goods that nobody carries anywhere at that moment.
_ON_PAPER = (DocumentKind.NOTE_CORRECTION, DocumentKind.IDENTIFICATION, DocumentKind.TERMS_MOVE)
_NOWHERE = (MISSING, OWNERSHIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRecord:
    """A count as it was begun."""

    id: DocumentId
    place: PlaceId
    party: PartyId | None
    blind: bool
    state: CountState
    start_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was counted of an item; ``zones`` tell where, if the place is counted by zone.

    ``put_off``: somebody saw more of it after it moved, and left it to be counted again.
    """

    units: int
    seq: int
    by: StaffId
    trace: tuple[dict[str, object], ...] = ()
    zones: tuple[SeenInZone, ...] = ()
    put_off: bool = False

    @property
    def again_in(self) -> SeenInZone | None:
        """A zone in which it has to be counted again."""
        return next((each for each in self.zones if each.units is None), None)

    @property
    def by_zone(self) -> dict[str, int]:
        """How many in each zone, by the zone's name, where there are any."""
        return {each.name: each.units for each in self.zones if each.units}


@dataclass(slots=True)
class OnBook:
    """One item at the place: its lots, the newest first, what passed since the count began, and when it was found."""

    lots: list[Part] = field(default_factory=list)
    passed: list[Passing] = field(default_factory=list)
    found_seq: int = 0

    @property
    def now(self) -> int:
        return sum(part.units for part in self.lots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """What the count makes of one item. ``over`` is what nothing explains; ``again``: it has to be counted again."""

    item: ItemId
    seen: Seen | None
    expected: int
    missing: tuple[Part, ...] = ()
    found: tuple[Part, ...] = ()
    over: int = 0
    again: bool = False

    @property
    def difference(self) -> int:
        return sum(part.units for part in self.found) + self.over - sum(part.units for part in self.missing)


def newest_document(session: Session) -> int:
    """The store's newest document, by order of arrival; 0 before there is one."""
    return session.execute(select(func.coalesce(func.max(Document.received_seq), 0))).scalar_one()


def count_record(session: Session, count: DocumentId) -> CountRecord | None:
    """The count, open or not."""
    row = session.execute(select(StockCount).where(StockCount.id == count)).scalar_one_or_none()
    if row is None:
        return None
    return CountRecord(
        id=row.id, place=row.place_id, party=row.party_id, blind=row.blind, state=row.state, start_seq=row.start_seq
    )


def seen_in(session: Session, count: DocumentId) -> dict[ItemId, Seen]:
    """What was counted so far."""
    rows = session.execute(select(Counted).where(Counted.count_id == count)).scalars()
    zones = seen_in_zones(session, count)
    return {row.item_id: _seen(row, zones.get(row.item_id, ())) for row in rows}


def _seen(row: Counted, zones: tuple[SeenInZone, ...]) -> Seen:
    before = row.trace.get("before", ())
    assert isinstance(before, list | tuple)
    return Seen(
        units=row.quantity.units,
        seq=row.seq,
        by=row.counted_by,
        trace=tuple(before),
        zones=zones,
        put_off=row.put_off,
    )


def reckon(session: Session, count: CountRecord, *, finished: bool) -> tuple[Reckoned, ...]:
    """What the count comes to now; ``finished``: what nobody saw is not there."""
    seen, book, missing = seen_in(session, count.id), on_book(session, count), missing_lots(session)
    found = [
        _reckon(item, book.get(item, OnBook()), seen.get(item), count.start_seq, missing.get(item, ()))
        for item in dict.fromkeys([*seen, *book])
        if item in seen or finished
    ]
    return tuple(each for each in found if each.seen is not None or each.missing or each.again)


def _reckon(item: ItemId, book: OnBook, seen: Seen | None, start: int, lost: Sequence[Part]) -> Reckoned:
    since = start if seen is None else seen.seq
    put_off = seen is not None and (seen.put_off or seen.again_in is not None)
    # Of what nobody saw, the book expects what lay there all along; what came or went meanwhile proves nothing.
    more = difference(book.now, book.passed, start, None if seen is None else (seen.units, seen.seq))
    missing = take_in_turn(book.lots, -more)
    found = take_in_turn(lost, more)
    short = -more - sum(part.units for part in missing)
    return Reckoned(
        item=item,
        seen=seen,
        expected=-more if seen is None else expected_then(book.now, book.passed, since),
        missing=missing,
        found=found,
        over=max(more, 0) - sum(part.units for part in found),
        again=short > 0 or book.found_seq > since or put_off,
    )


def on_book(session: Session, count: CountRecord, *, item: ItemId | None = None) -> dict[ItemId, OnBook]:
    """Every item that lies at the place by the book, or passed there since the count began; or one of them alone."""
    only = _of_artisan(count) if item is None else (Lot.item_id == item,)
    book: defaultdict[ItemId, OnBook] = defaultdict(OnBook)
    lots = (
        select(Lot.item_id, Lot.id, StockBalance.quantity)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .where(StockBalance.place_id == count.place, StockBalance.quantity != NONE, *only)
        .order_by(Lot.seq.desc())
    )
    for each, lot, quantity in session.execute(lots):
        book[each].lots.append(Part(lot, quantity.units))
    passed = (
        select(Lot.item_id, Document.received_seq, Document.kind, GoodsMove)
        .join(GoodsMove, GoodsMove.document_id == Document.id)
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .where(Document.received_seq > count.start_seq, *only)
        .where(or_(GoodsMove.from_place_id == count.place, GoodsMove.to_place_id == count.place))
        .order_by(Document.received_seq)
    )
    for each, seq, kind, move in session.execute(passed):
        comes = move.to_place_id == count.place
        elsewhere = move.from_place_id if comes else move.to_place_id
        if kind is DocumentKind.LOSS_CASE and comes and elsewhere in _FOUND:
            book[each].found_seq = seq
        elif kind not in _ON_PAPER and elsewhere not in _NOWHERE:
            book[each].passed.append(Passing(seq, move.quantity.units if comes else -move.quantity.units))
    return dict(book)


def _of_artisan(count: CountRecord) -> tuple[ColumnElement[bool], ...]:
    """An item of the artisan, with every lot of it: a tag does not tell whose piece it is.

    And whatever was counted: the shop may own what the artisan made.
    """
    if count.party is None:
        return ()
    lot = aliased(Lot)
    counted = select(Counted.item_id).where(Counted.count_id == count.id)
    return (or_(Lot.item_id.in_(select(lot.item_id).where(lot.owner_id == count.party)), Lot.item_id.in_(counted)),)


def missing_lots(session: Session) -> dict[ItemId, list[Part]]:
    """All that is missing, per item: what was missed first comes first."""
    since = (
        select(func.min(Document.received_seq))
        .join(GoodsMove, GoodsMove.document_id == Document.id)
        .where(GoodsMove.lot_id == Lot.id, GoodsMove.to_place_id == MISSING)
        .correlate(Lot)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Lot.item_id, Lot.id, StockBalance.quantity)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .where(StockBalance.place_id == MISSING, StockBalance.quantity > NONE)
        .order_by(since, Lot.seq)
    )
    found: defaultdict[ItemId, list[Part]] = defaultdict(list)
    for item, lot, quantity in rows:
        found[item].append(Part(lot, quantity.units))
    return dict(found)
