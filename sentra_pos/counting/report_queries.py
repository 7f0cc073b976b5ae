"""What a count came to, read from its document: the same whenever it is printed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item
from sentra_pos.core.ids import DeviceId, DocumentId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.counting.errors import NoSuchCount
from sentra_pos.counting.models import StockCount
from sentra_pos.counting.zone_queries import zones_of
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, GoodsMove, Lot, Place
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Party, Staff
from sentra_pos.stock.places import MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Pieces of one lot: missing (above zero) or found again (below). ``owner`` is None for the shop's own."""

    owner: PartyId | None
    owner_name: str
    price: Rupiah
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One item that was counted, or not found at all (``by`` is empty); ``zones`` tell how many were seen where."""

    name: str
    size: str
    expected: Quantity
    counted: Quantity
    over: int
    by: str
    moved: tuple[Moved, ...]
    zones: tuple[tuple[str, int], ...] = ()

    @property
    def differs(self) -> bool:
        return bool(self.moved or self.over)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountReport:
    """A posted count. ``artisans`` are those whose goods differ, with a slip each to sign."""

    id: DocumentId
    code: str
    business_date: date
    at: datetime
    started_at: datetime
    by: str
    place: str
    artisan: str
    blind: bool
    hash: bytes
    lines: tuple[ReportLine, ...]
    zones: tuple[str, ...] = ()

    @property
    def by_zone(self) -> tuple[tuple[str, int], ...]:
        """How many pieces were seen in each zone, also where there were none."""
        seen = Counter(dict.fromkeys(self.zones, 0))
        for line in self.lines:
            seen.update(dict(line.zones))
        return tuple(seen.items())

    @property
    def artisans(self) -> tuple[tuple[PartyId, str], ...]:
        found = {
            moved.owner: moved.owner_name for line in self.lines for moved in line.moved if moved.owner is not None
        }
        return tuple(sorted(found.items(), key=lambda each: each[1]))

    @property
    def pieces(self) -> int:
        return sum(line.counted.units for line in self.lines)

    @property
    def missing(self) -> int:
        return sum(moved.missing for line in self.lines for moved in line.moved if moved.missing > 0)

    @property
    def found(self) -> int:
        return -sum(moved.missing for line in self.lines for moved in line.moved if moved.missing < 0)

    @property
    def over(self) -> int:
        return sum(line.over for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountDone:
    """A posted count in the list."""

    id: DocumentId
    code: str
    business_date: date
    place: str
    artisan: str
    by: str
    missing: int
    found: int
    over: int


def counts_done(session: Session, device: DeviceId, newest: int = 50) -> tuple[CountDone, ...]:
    """Posted counts of this till, the newest first."""
    rows = session.execute(
        select(Document, Device.code, Place.name, func.coalesce(Party.name, ""), Staff.name)
        .join(StockCount, StockCount.id == Document.id)
        .join(Place, Place.id == StockCount.place_id)
        .join(Device, Device.id == Document.device_id)
        .join(Staff, Staff.id == Document.actor_id)
        .outerjoin(Party, Party.id == StockCount.party_id)
        .where(Document.kind == DocumentKind.STOCK_COUNT, Document.device_id == device)
        .order_by(Document.received_seq.desc())
        .limit(newest)
    ).all()
    moves: defaultdict[DocumentId, list[int]] = defaultdict(lambda: [0, 0])
    wanted = [row[0].id for row in rows]
    for document, target, quantity in session.execute(
        select(GoodsMove.document_id, GoodsMove.to_place_id, GoodsMove.quantity).where(
            GoodsMove.document_id.in_(wanted)
        )
    ):
        moves[document][0 if target == MISSING else 1] += quantity.units
    said = func.sum(func.json_extract(DocumentLine.details, "$.over"))
    over = {
        document: int(units or 0)
        for document, units in session.execute(
            select(DocumentLine.document_id, said)
            .where(DocumentLine.document_id.in_(wanted))
            .group_by(DocumentLine.document_id)
        )
    }
    return tuple(
        CountDone(
            id=document.id,
            code=document_code(document.kind, device_code, document.epoch, document.number),
            business_date=document.business_date,
            place=place,
            artisan=artisan,
            by=by,
            missing=moves[document.id][0],
            found=moves[document.id][1],
            over=over.get(document.id, 0),
        )
        for document, device_code, place, artisan, by in rows
    )


def count_report(session: Session, document: DocumentId) -> CountReport:
    """Raises NoSuchCount for what is no posted count."""
    row = session.execute(
        select(Document, Device.code, Staff.name, StockCount, Place.name, func.coalesce(Party.name, ""))
        .join(StockCount, StockCount.id == Document.id)
        .join(Place, Place.id == StockCount.place_id)
        .join(Device, Device.id == Document.device_id)
        .join(Staff, Staff.id == Document.actor_id)
        .outerjoin(Party, Party.id == StockCount.party_id)
        .where(Document.id == document)
    ).one_or_none()
    if row is None:
        raise NoSuchCount
    header, device, by, count, place, artisan = row
    zones = tuple(zone.name for zone in zones_of(session, document))
    return CountReport(
        id=document,
        code=document_code(header.kind, device, header.epoch, header.number),
        business_date=header.business_date,
        at=header.at,
        started_at=count.started_at,
        by=by,
        place=place,
        artisan=artisan,
        blind=count.blind,
        hash=header.hash,
        lines=_lines(session, document, zones),
        zones=zones,
    )


def _lines(session: Session, document: DocumentId, zones: Sequence[str]) -> tuple[ReportLine, ...]:
    moved = _moved(session, document)
    names = {str(staff): name for staff, name in session.execute(select(Staff.id, Staff.name))}
    rows = session.execute(
        select(DocumentLine, Item.size)
        .join(Item, Item.id == DocumentLine.item_id)
        .where(DocumentLine.document_id == document)
        .order_by(DocumentLine.line_no)
    )
    return tuple(
        ReportLine(
            name=line.text,
            size=size,
            expected=Quantity(_whole(line.details.get("expected"))),
            counted=line.quantity or NONE,
            over=_whole(line.details.get("over")),
            by=_name(names, line.details.get("by")),
            moved=tuple(moved[line.line_no]),
            zones=_walked(line.details.get("zones"), zones),
        )
        for line, size in rows
    )


def _walked(seen: object, zones: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """What the line says of the zones, in the order in which they were walked, which no line keeps."""
    said = seen if isinstance(seen, dict) else {}
    ordered = [zone for zone in zones if zone in said]
    return tuple((zone, _whole(said[zone])) for zone in (*ordered, *(zone for zone in said if zone not in ordered)))


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _name(names: dict[str, str], staff: Any) -> str:
    return "" if staff is None else names.get(str(UUID(str(staff))), "")


def _moved(session: Session, document: DocumentId) -> defaultdict[int, list[Moved]]:
    rows = session.execute(
        select(GoodsMove, Lot.owner_id, func.coalesce(Party.name, ""), Lot.price)
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .outerjoin(Party, Party.id == Lot.owner_id)
        .where(GoodsMove.document_id == document)
        .order_by(GoodsMove.move_no)
    )
    found: defaultdict[int, list[Moved]] = defaultdict(list)
    for move, owner, name, price in rows:
        units = move.quantity.units if move.to_place_id == MISSING else -move.quantity.units
        found[move.line_no].append(Moved(owner=owner, owner_name=name, price=price, missing=units))
    return found
