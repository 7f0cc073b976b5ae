"""What the book holds of one exhibition, as raw facts: moves, shares, documents; in no order of arrival."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, tuple_, union
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.exhibitions.home_book import StandBook
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.ledger.kinds import DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.models import (
    Document,
    DocumentLine,
    GoodsMove,
    LineAllocation,
    Lot,
    StockBalance,
)
from sentra_pos.stock.places import LOST, MISSING, OWNERSHIP, WITH_CUSTOMER
from sentra_pos.tills.queries import OPENED_AT

#: A line of a document.
Key = tuple[DocumentId, int]
#: Whose, and what: None is the shop's own.
Piece = tuple[PartyId | None, ItemId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Pieces of a lot that went from one place to another, and the line that its own line answers."""

    document: DocumentId
    line: int
    kind: DocumentKind
    line_kind: LineKind
    refers: Key | None
    refers_document: DocumentId | None
    lot: LotId
    piece: Piece
    source: PlaceId
    target: PlaceId
    units: int

    @property
    def key(self) -> Key:
        return (self.document, self.line)

    @property
    def found(self) -> bool:
        """Whether what was missing lies somewhere again."""
        return self.source == MISSING and self.target not in (LOST, OWNERSHIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """How a line's money was split for one lot; ``cost`` is what the shop paid for its own pieces."""

    key: Key
    refers: Key | None
    line_kind: LineKind
    day: date
    piece: Piece
    units: int
    listed: Rupiah
    discount: Rupiah
    share: Rupiah
    shop_part: Rupiah
    cost: Rupiah

    @property
    def paid(self) -> Rupiah:
        return self.listed - self.discount


def places_of(stands: Collection[StandBook]) -> frozenset[PlaceId]:
    """All places of the stands."""
    return frozenset(place for stand in stands for place in stand.places)


def stand_documents(session: Session, stands: Sequence[StandBook]) -> Any:
    """The ids of what was posted at the stands, as a SELECT: a laptop's whole book, else what was rung up there.

    That is what a shift at the stand rang up, and whatever else sold from it or took back to it. What corrects a
    payment of those is among them. A laptop's book begins with the goods' arrival, and ends where it was sent out
    again.
    """
    asked = [_of_laptop(session, each) for each in stands if each.has_own_drawer]
    asked += [part for each in stands if not each.has_own_drawer for part in _of_places(session, each)]
    trade = union(*asked, select(Document.id).where(false())).subquery()
    mended = select(DocumentLine.document_id).where(
        DocumentLine.refers_document_id.in_(select(trade.c[0])),
        DocumentLine.document_id.in_(select(Document.id).where(Document.kind == DocumentKind.PAYMENT_CHANGE)),
    )
    return union(select(trade.c[0].label("id")), mended).subquery()


def _of_laptop(session: Session, stand: StandBook) -> Any:
    starts = _arrivals(session, stand)
    place = tuple_(Document.epoch, Document.seq)
    own = [at for at, where in starts if where == stand.place]
    if not own:
        return select(Document.id).where(false())
    first = min(own)
    after = min((at for at, where in starts if where != stand.place and at > first), default=None)
    wanted = select(Document.id).where(Document.device_id == stand.device, place >= tuple_(*first))
    return wanted if after is None else wanted.where(place < tuple_(*after))


def _arrivals(session: Session, stand: StandBook) -> list[tuple[tuple[int, int], PlaceId]]:
    """Where in the device's chain something arrived at which stand's place, and be it change alone."""
    places = {str(row.id): row.place_id for row in session.execute(select(StandRow.id, StandRow.place_id))}
    rows = session.execute(
        select(Document.epoch, Document.seq, func.json_extract(DocumentLine.details, "$.stand"))
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.kind == DocumentKind.EXHIBITION_ARRIVAL, Document.device_id == stand.device)
        .where(DocumentLine.kind == LineKind.STAND)
    )
    return [((epoch, seq), places[named]) for epoch, seq, named in rows if named in places]


#: The place of the stand that an opening names.
_SHIFT_AT: ColumnElement[str] = func.json_extract(DocumentLine.details, f"$.{OPENED_AT}")
#: What a till rings up for its customers.
_RUNG_UP = (
    *(DocumentKind.SALE, DocumentKind.EXCHANGE, DocumentKind.REFUND, DocumentKind.VOID),
    *(DocumentKind.FOREIGN_RETURN, DocumentKind.CUSTOMER_PAYMENT),
)


def _of_places(session: Session, stand: StandBook) -> tuple[Any, Any, Any]:
    here = (stand.place, stand.quarantine)
    moved = (
        select(GoodsMove.document_id)
        .where(GoodsMove.lot_id.in_(_lots_at(frozenset(here))))
        .where(
            or_(
                and_(GoodsMove.from_place_id == stand.place, GoodsMove.to_place_id == WITH_CUSTOMER),
                and_(GoodsMove.from_place_id == WITH_CUSTOMER, GoodsMove.to_place_id.in_(here)),
            )
        )
        .distinct()
    )
    rung_up = select(Document.id).where(
        Document.device_id == stand.device,
        Document.kind.in_(_RUNG_UP),
        Document.shift_id.in_(_shifts(_SHIFT_AT.in_([str(stand.place)]))),
    )
    return moved, rung_up, select(Document.id).where(Document.id.in_(_unknown_goods(session, stand)))


def _shifts(where: ColumnElement[bool]) -> Any:
    return (
        select(DocumentLine.document_id)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(Document.kind == DocumentKind.TILL_OPENING, DocumentLine.kind == LineKind.COUNTED_CASH, where)
    )


def _lots_at(places: frozenset[PlaceId]) -> Any:
    """Lots that ever lay there: a balance stays when it comes to nothing."""
    return select(StockBalance.lot_id).where(StockBalance.place_id.in_(places))


def _unknown_goods(session: Session, stand: StandBook) -> list[DocumentId]:
    """Sales at a stand of this computer whose goods no lot answered for: nothing left it, but their lines say so.

    Of a shift that does not say where it was (older ones did not): a till stands where goods last arrived in its book.
    """
    rows = session.execute(
        select(Document.id, Document.epoch, Document.seq)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.device_id == stand.device, Document.kind.in_((DocumentKind.SALE, DocumentKind.EXCHANGE)))
        .where(DocumentLine.kind == LineKind.GOODS)
        .where(func.json_extract(DocumentLine.details, "$.place") == PlaceKind.STAND.value)
        .where(Document.shift_id.not_in(_shifts(_SHIFT_AT.is_not(None))))
        .distinct()
    )
    arrived = sorted(_arrivals(session, stand))
    found = []
    for document, epoch, seq in rows:
        before = [place for at, place in arrived if at < (epoch, seq)]
        if before and before[-1] == stand.place:
            found.append(document)
    return found


def named_later(session: Session, documents: Any) -> frozenset[Key]:
    """The lines that said, at home, whose goods those were."""
    rows = session.execute(
        select(DocumentLine.document_id, DocumentLine.line_no).where(
            DocumentLine.kind == LineKind.IDENTIFIED, DocumentLine.refers_document_id.in_(select(documents.c[0]))
        )
    )
    return frozenset((row[0], row[1]) for row in rows)


def _lots(session: Session, stands: Sequence[StandBook]) -> Any:
    """Every lot that an exhibition is about."""
    named = (
        select(LineAllocation.lot_id)
        .join(
            DocumentLine,
            and_(
                DocumentLine.document_id == LineAllocation.document_id, DocumentLine.line_no == LineAllocation.line_no
            ),
        )
        .where(DocumentLine.kind == LineKind.IDENTIFIED)
        .where(DocumentLine.refers_document_id.in_(select(stand_documents(session, stands).c[0])))
    )
    return select(union(_lots_at(places_of(stands)), named).subquery().c[0])


def _key(document: DocumentId | None, line: int | None) -> Key | None:
    return None if document is None or line is None else (document, line)


def goods_moved(session: Session, stands: Sequence[StandBook]) -> tuple[Moved, ...]:
    """Every move to and from the stands, what answers a line elsewhere, and what was missing and came back."""
    places = places_of(stands)
    answered = DocumentLine.refers_document_id.is_not(None)
    rows = session.execute(
        select(Document.kind, DocumentLine, Lot.owner_id, Lot.item_id, GoodsMove)
        .join(GoodsMove, GoodsMove.document_id == Document.id)
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == GoodsMove.document_id, DocumentLine.line_no == GoodsMove.line_no),
        )
        .where(GoodsMove.lot_id.in_(_lots(session, stands)))
        .where(
            or_(
                GoodsMove.from_place_id.in_(places),
                GoodsMove.to_place_id.in_(places),
                and_(answered, or_(GoodsMove.from_place_id == WITH_CUSTOMER, GoodsMove.to_place_id == WITH_CUSTOMER)),
                and_(
                    GoodsMove.from_place_id == MISSING,
                    Document.kind.in_((DocumentKind.EXHIBITION_RETURN, DocumentKind.LOSS_CASE)),
                ),
            )
        )
    )
    return tuple(
        Moved(
            document=line.document_id,
            line=line.line_no,
            kind=kind,
            line_kind=line.kind,
            refers=_key(line.refers_document_id, line.refers_line_no),
            refers_document=line.refers_document_id,
            lot=move.lot_id,
            piece=(owner, item),
            source=move.from_place_id,
            target=move.to_place_id,
            units=move.quantity.units,
        )
        for kind, line, owner, item, move in rows
    )


def splits(session: Session, stands: Sequence[StandBook]) -> tuple[Split, ...]:
    """Every part of a line that a lot answered which ever lay at the stands, sold there or not."""
    part = LineAllocation
    rows = session.execute(
        select(part, DocumentLine.refers_document_id, DocumentLine.refers_line_no, DocumentLine.kind)
        .add_columns(Document.business_date, Lot.owner_id, Lot.item_id, Lot.cost)
        .join(Lot, Lot.id == part.lot_id)
        .join(Document, Document.id == part.document_id)
        .join(DocumentLine, and_(DocumentLine.document_id == part.document_id, DocumentLine.line_no == part.line_no))
        .where(part.lot_id.in_(_lots(session, stands)))
    )
    return tuple(
        Split(
            key=(row.document_id, row.line_no),
            refers=_key(refers, refers_line),
            line_kind=kind,
            day=day,
            piece=(owner, item),
            units=row.quantity.units,
            listed=row.list_amount,
            discount=row.discount,
            share=row.share,
            shop_part=row.shop_part,
            cost=ZERO if owner is not None or cost is None else cost.times(row.quantity),
        )
        for row, refers, refers_line, kind, day, owner, item, cost in rows
    )
