"""Which stand a laptop kept when: its chain is one stand's from the first arrival of its goods to the next stand's."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Document, DocumentLine

#: Where in a device's chain: its epoch, and the number there.
At = tuple[int, int]
Stretches = Mapping[DeviceId, Sequence[tuple[At, UUID]]]


def stretches(session: Session) -> Stretches:
    """Per laptop its arrivals with the stand of each, in the order of its chain."""
    laptops = set(session.execute(select(StandRow.id).where(StandRow.kind == StandKind.LAPTOP)).scalars())
    found: defaultdict[DeviceId, list[tuple[At, UUID]]] = defaultdict(list)
    rows = session.execute(
        select(Document.device_id, Document.epoch, Document.seq, func.json_extract(DocumentLine.details, "$.stand"))
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.kind == DocumentKind.EXHIBITION_ARRIVAL, DocumentLine.kind == LineKind.STAND)
        .order_by(Document.device_id, Document.epoch, Document.seq)
    )
    for device, epoch, seq, stand in rows:
        if UUID(stand) in laptops:
            found[device].append(((epoch, seq), UUID(stand)))
    return found


def stand_at(found: Stretches, device: DeviceId, at: At) -> UUID | None:
    """The stand that the device kept there; None where it is no laptop."""
    arrived = found.get(device, ())
    place = bisect_right([each for each, _stand in arrived], at)
    return arrived[place - 1][1] if place else None


def open_returns(session: Session) -> Counter[UUID]:
    """Per stand, how much was taken back at its laptop whose sale nobody has found yet."""
    matched = (
        select(DocumentLine.refers_document_id)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(Document.kind == DocumentKind.RETURN_MATCHED, DocumentLine.kind == LineKind.TAKEN_BACK)
        .where(DocumentLine.refers_document_id.is_not(None))
    )
    rows = session.execute(
        select(Document.device_id, Document.epoch, Document.seq).where(
            Document.kind == DocumentKind.FOREIGN_RETURN, Document.id.not_in(matched)
        )
    ).all()
    kept = stretches(session) if rows else {}
    stands = (stand_at(kept, device, (epoch, seq)) for device, epoch, seq in rows)
    return Counter(stand for stand in stands if stand is not None)
