"""Questions about consignment notes, for the screen that makes them and for their paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.catalogue.models import Item, ItemCode, Motif
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.queries import agreement_by_id
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, LotId, PartyId
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.types import QuantityType
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, Lot, Place, StockBalance
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import header_of, lines_of
from sentra_pos.people.models import Party, Staff
from sentra_pos.stock.care import in_our_care
from sentra_pos.stock.places import WITH_ARTISAN

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOnNote:
    """An item as a note needs it; ``came_in_on`` is the note that brought a piece of which there is only one."""

    id: ItemId
    name: str
    kind: ItemKind
    price: Rupiah
    code: str
    motif: str
    technique: Technique
    size: str
    came_in_on: str
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A line as it was signed; ``share`` is what the artisan gets (or got, bought outright) for one piece."""

    number: int
    item: ItemId
    lot: LotId
    code: str
    name: str
    motif: str
    technique: Technique
    size: str
    quantity: Quantity
    price: Rupiah
    share: Rupiah
    remark: str

    @property
    def shop_part(self) -> Rupiah:
        """What stays with the shop of one piece sold at its price."""
        return self.price - self.share


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclinedLine:
    """What was looked at and not taken in."""

    text: str
    quantity: Quantity
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A consignment note with everything that its paper says.

    ``left_code`` and ``left`` are the drop-off receipt it answers and how many pieces that counts, "" of none;
    ``corrected_by`` are the codes of what corrected it since.
    """

    id: DocumentId
    code: str
    business_date: date
    at: datetime
    party: PartyId
    party_code: str
    party_name: str
    agreement: Agreement
    received_by: str
    remark: str
    lines: tuple[NoteLine, ...]
    declined: tuple[DeclinedLine, ...] = ()
    left_code: str = ""
    left: Quantity = NONE
    corrected_by: tuple[str, ...] = ()

    @property
    def pieces(self) -> Quantity:
        return Quantity(sum(line.quantity.units for line in self.lines))

    @property
    def pieces_declined(self) -> Quantity:
        return Quantity(sum(line.quantity.units for line in self.declined))

    @property
    def value(self) -> Rupiah:
        """All of it at its selling prices."""
        return sum_rupiah(line.price.times(line.quantity) for line in self.lines)

    @property
    def share(self) -> Rupiah:
        """What the artisan gets when all of it is sold at its prices."""
        return sum_rupiah(line.share.times(line.quantity) for line in self.lines)

    @property
    def bought(self) -> bool:
        """Whether the shop bought it, so that the artisan is owed for it already."""
        return self.agreement.scheme is Scheme.OUTRIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteInList:
    """A note in one row, as it was signed; ``corrected_by`` are the codes of what corrected it since."""

    id: DocumentId
    code: str
    business_date: date
    party: PartyId
    party_code: str
    party_name: str
    lines: int
    pieces: Quantity
    value: Rupiah
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecesHere:
    """What the shop has of one artisan's consigned goods."""

    party: PartyId
    items: int
    pieces: Quantity
    value: Rupiah


def items_for_note(session: Session, items: Iterable[ItemId]) -> dict[ItemId, ItemOnNote]:
    """The items that are for sale, of those asked for."""
    wanted = list(dict.fromkeys(items))
    found: dict[ItemId, ItemOnNote] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(Item.id, Item.name, Item.kind, Item.price, Item.technique, Item.size, Item.category)
            .add_columns(func.coalesce(ItemCode.code, ""), func.coalesce(Motif.name, ""))
            .outerjoin(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
            .outerjoin(Motif, Motif.id == Item.motif_id)
            .where(Item.id.in_(wanted[start : start + _AT_ONCE]), Item.active)
        ).all()
        brought = came_in_on(session, [row.id for row in rows if row.kind is ItemKind.UNIQUE])
        for item, name, kind, price, technique, size, category, code, motif in rows:
            found[item] = ItemOnNote(
                id=item,
                name=name,
                kind=kind,
                price=price,
                code=code,
                motif=motif,
                technique=technique,
                size=size,
                came_in_on=brought.get(item, ""),
                category=category,
            )
    return found


def came_in_on(session: Session, items: Sequence[ItemId]) -> dict[ItemId, str]:
    """The note that each item came in on last; what never came in, or went back to the artisan, is left out."""
    if not items:
        return {}
    # Whatever lots it went through since: what came from the artisan and did not go back there is still in.
    brought = (
        select(Lot.item_id)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .where(Lot.item_id.in_(items), StockBalance.place_id == WITH_ARTISAN)
        .group_by(Lot.item_id)
        .having(func.sum(StockBalance.quantity, type_=QuantityType()) < NONE)
    )
    rows = session.execute(
        select(Lot.item_id, Document, Device.code)
        .join(Document, Document.id == Lot.document_id)
        .join(Device, Device.id == Document.device_id)
        .where(Lot.item_id.in_(brought), Document.kind == DocumentKind.CONSIGNMENT_NOTE)
        .order_by(Lot.seq)
    )
    return {item: document_code(note.kind, device, note.epoch, note.number) for item, note, device in rows}


def note(session: Session, document: DocumentId) -> Note | None:
    """The note with all its lines, or None when there is no such note."""
    header = header_of(session, document)
    if header is None or header.kind is not DocumentKind.CONSIGNMENT_NOTE:
        return None
    lines = lines_of(session, document)
    party, agreement = lines[0].party, agreement_by_id(session, AgreementId(UUID(lines[0].details["agreement"])))
    assert party is not None
    assert agreement is not None
    named = session.execute(select(Party.code, Party.name).where(Party.id == party)).one()
    left = next((line for line in lines if line.kind is LineKind.DROPPED_OFF), None)
    return Note(
        id=document,
        code=header.code,
        business_date=header.business_date,
        at=header.at,
        party=party,
        party_code=named.code,
        party_name=named.name,
        agreement=agreement,
        received_by=session.execute(select(Staff.name).where(Staff.id == header.actor)).scalar_one(),
        remark=header.reason,
        lines=tuple(_note_line(line) for line in lines if line.kind is LineKind.GOODS),
        declined=tuple(
            DeclinedLine(text=line.text, quantity=line.quantity or NONE, reason=line.details["reason"])
            for line in lines
            if line.kind is LineKind.DECLINED
        ),
        left_code=left.text if left is not None else "",
        left=left.quantity or NONE if left is not None else NONE,
        corrected_by=corrections_of(session, (document,)).get(document, ()),
    )


def corrections_of(session: Session, documents: Sequence[DocumentId]) -> dict[DocumentId, tuple[str, ...]]:
    """The codes of what corrected each note, oldest first; what was never corrected is left out."""
    rows = session.execute(
        select(DocumentLine.refers_document_id, Document, Device.code)
        .join(Document, Document.id == DocumentLine.document_id)
        .join(Device, Device.id == Document.device_id)
        .where(DocumentLine.refers_document_id.in_(documents), DocumentLine.kind == LineKind.CORRECTED)
        .group_by(DocumentLine.refers_document_id, Document.received_seq)
        .order_by(Document.received_seq)
    )
    found: dict[DocumentId, tuple[str, ...]] = {}
    for corrected, document, device in rows:
        code = document_code(document.kind, device, document.epoch, document.number)
        assert corrected is not None
        found[corrected] = (*found.get(corrected, ()), code)
    return found


def _note_line(line: Line) -> NoteLine:
    assert line.item is not None
    assert line.lot is not None
    assert line.quantity is not None
    assert line.price is not None
    said = line.details
    return NoteLine(
        number=line.number,
        item=line.item,
        lot=line.lot,
        code=said["code"],
        name=line.text,
        motif=said["motif"],
        technique=Technique(said["technique"]),
        size=said["size"],
        quantity=line.quantity,
        price=line.price,
        share=Rupiah(said["share"]),
        remark=said["remark"],
    )


def notes(session: Session, *, party: PartyId | None = None, newest: int = 200) -> tuple[NoteInList, ...]:
    """Notes, the newest first, of one artisan if named."""
    value = func.sum(DocumentLine.amount, type_=DocumentLine.amount.type)
    wanted = (
        select(Document, Device.code, Party.id, Party.code, Party.name)
        .add_columns(func.count(), func.sum(DocumentLine.quantity, type_=QuantityType()), value)
        .join(Device, Device.id == Document.device_id)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Party, Party.id == DocumentLine.party_id)
        .where(Document.kind == DocumentKind.CONSIGNMENT_NOTE, DocumentLine.kind == LineKind.GOODS)
        .group_by(Document.received_seq)
        .order_by(Document.received_seq.desc())
        .limit(newest)
    )
    if party is not None:
        wanted = wanted.where(DocumentLine.party_id == party)
    found = session.execute(wanted).all()
    corrected = corrections_of(session, [row[0].id for row in found])
    return tuple(
        NoteInList(
            id=document.id,
            code=document_code(document.kind, device, document.epoch, document.number),
            business_date=document.business_date,
            party=owner,
            party_code=code,
            party_name=name,
            lines=lines,
            pieces=pieces,
            value=worth,
            corrected_by=corrected.get(document.id, ()),
        )
        for document, device, owner, code, name, lines, pieces, worth in found
    )


def pieces_by_artisan(session: Session) -> dict[PartyId, PiecesHere]:
    """What the shop now has of each artisan's consigned goods; who has none here is not in it."""
    units = func.sum(StockBalance.quantity, type_=QuantityType())
    rows = session.execute(
        select(Lot.owner_id, func.count(func.distinct(Lot.item_id)), units)
        .add_columns(func.sum(StockBalance.quantity * Lot.price, type_=Lot.price.type))
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Place, Place.id == StockBalance.place_id)
        .where(Lot.owner_id.is_not(None), in_our_care(), StockBalance.quantity != NONE)
        .group_by(Lot.owner_id)
    )
    return {
        owner: PiecesHere(party=owner, items=items, pieces=pieces, value=value)
        for owner, items, pieces, value in rows
        if owner is not None
    }
