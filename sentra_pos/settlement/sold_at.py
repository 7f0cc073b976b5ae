"""Where goods of a line were sold, which decides their rate where one was agreed for a kind of place."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, LotId, PlaceId
from sentra_pos.ledger.kinds import DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.models import Document, DocumentLine, GoodsMove, Place
from sentra_pos.sales.identify_queries import place_of
from sentra_pos.stock.places import WITH_CUSTOMER
from sentra_pos.tills.queries import place_of_shift


def sold_at(session: Session, line: DocumentLine, lot: LotId) -> PlaceKind:
    """The kind of place that the lot's goods left for the customer; of what comes back, those of the sale's line."""
    if line.kind is LineKind.IDENTIFIED:
        return place_of(line.details)
    sold = or_(
        (GoodsMove.document_id == line.document_id) & (GoodsMove.line_no == line.line_no),
        (GoodsMove.document_id == line.refers_document_id) & (GoodsMove.line_no == line.refers_line_no),
    )
    wanted = (
        select(Place.kind)
        .join(GoodsMove, GoodsMove.from_place_id == Place.id)
        .where(sold, GoodsMove.lot_id == lot, GoodsMove.to_place_id == WITH_CUSTOMER)
    )
    found = session.execute(wanted).scalars().first()
    if found is not None or line.refers_document_id is None:
        return found or PlaceKind.SHELF
    # No lot answered when it was sold, so its line says where that was.
    answered = session.get(DocumentLine, (line.refers_document_id, line.refers_line_no))
    return PlaceKind.SHELF if answered is None else place_of(answered.details)


#: Documents asked about at once; SQLite takes a limited number of values in one question.
_AT_ONCE = 5_000


def stands_named(session: Session, lines: Sequence[DocumentLine]) -> dict[tuple[DocumentId, int], str]:
    """What the stand is called, for each line that was sold at one, came back of that, or is what its payment cost.

    Of what was sold in the shop nothing is said, and where no stand ever was, nothing is asked.
    """
    stands = _stands(session)
    if not stands or not lines:
        return {}
    documents = {line.document_id for line in lines} | {line.refers_document_id for line in lines}
    by_line = _sold_from(session, stands, [each for each in documents if each is not None])
    by_document = {document: name for (document, _line), name in sorted(by_line.items(), reverse=True)}
    named: dict[tuple[DocumentId, int], str] = {}
    for line in lines:
        own, answered = (line.document_id, line.line_no), (line.refers_document_id, line.refers_line_no)
        name = next((by_line[key] for key in (own, answered) if key in by_line), "")
        if line.kind is LineKind.PAYMENT_COST:
            either = (line.document_id, line.refers_document_id)
            name = next((by_document[each] for each in either if each in by_document), "")
        elif line.kind is LineKind.IDENTIFIED and place_of(line.details) is PlaceKind.STAND:
            name = _stand_of(session, stands, line.refers_document_id)
        if name:
            named[own] = name
    return named


def _stand_of(session: Session, stands: dict[PlaceId, str], sale: DocumentId | None) -> str:
    """Of a sale that nothing is known to have left for: where its shift was.

    Where that does not say (older ones did not): where goods last arrived in the book of its till.
    """
    rang = session.execute(select(Document).where(Document.id == sale)).scalar_one_or_none()
    if rang is None:
        return ""
    at = None if rang.shift_id is None else place_of_shift(session, rang.shift_id)
    if at is not None:
        return stands.get(at, "")
    place = session.execute(
        select(GoodsMove.to_place_id)
        .join(Document, Document.id == GoodsMove.document_id)
        .where(Document.kind == DocumentKind.EXHIBITION_ARRIVAL, Document.device_id == rang.device_id)
        .where(Document.epoch <= rang.epoch, (Document.epoch < rang.epoch) | (Document.seq < rang.seq))
        .order_by(Document.epoch.desc(), Document.seq.desc())
        .limit(1)
    ).scalar_one_or_none()
    return "" if place is None else stands.get(place, "")


def _stands(session: Session) -> dict[PlaceId, str]:
    rows = session.execute(select(Place.id, Place.name).where(Place.kind == PlaceKind.STAND))
    return {row[0]: row[1] for row in rows}


def _sold_from(
    session: Session, stands: dict[PlaceId, str], documents: Sequence[DocumentId]
) -> dict[tuple[DocumentId, int], str]:
    found: dict[tuple[DocumentId, int], str] = {}
    for start in range(0, len(documents), _AT_ONCE):
        rows = session.execute(
            select(GoodsMove.document_id, GoodsMove.line_no, GoodsMove.from_place_id).where(
                GoodsMove.document_id.in_(documents[start : start + _AT_ONCE]), GoodsMove.to_place_id == WITH_CUSTOMER
            )
        )
        found |= {(document, line): stands[place] for document, line, place in rows if place in stands}
    return found
