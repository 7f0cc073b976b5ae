"""Cases: whatever is missing or damaged is one, from the moment it is until a document decides about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.consignment.facts import Valuation
from sentra_pos.consignment.queries import agreement_by_id
from sentra_pos.consignment.rules import Agreement, share_at_list
from sentra_pos.core.ids import AgreementId, DeviceId, DocumentId, ItemId, LotId, PartyId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.counting.errors import NotACase
from sentra_pos.counting.facts import CaseKind, Outcome
from sentra_pos.counting.rules import HALF, NOTHING, by_agreement, shop_pays, shop_percent
from sentra_pos.ledger.kinds import DocumentKind, EventKind, LineKind, PlaceKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, Event, GoodsMove, Lot, Place, StockBalance
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Party, Staff
from sentra_pos.stock.places import LOST, MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNote:
    """What somebody did about a case: where they looked, whom they asked."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Pieces of one lot that are missing or damaged. ``owner`` is None for the shop's own.

    ``value`` is what one piece is worth by the agreement, ``cost`` what the shop paid for one of its own; ``code`` is
    the document by which it came there, ``why`` what was written on that one, ``came_from`` the exhibition that it came
    from, "" in the shop.
    """

    lot: LotId
    place: PlaceId
    kind: CaseKind
    item: ItemId
    name: str
    size: str
    tag: str
    owner: PartyId | None
    owner_name: str
    agreement: Agreement | None
    price: Rupiah
    value: Rupiah
    cost: Rupiah
    quantity: Quantity
    document: DocumentId
    code: str
    since: date
    notes: tuple[CaseNote, ...] = ()
    why: str = ""
    came_from: str = ""

    @property
    def agreed(self) -> Outcome:
        """How it ends by the agreement; for the shop's own goods, written off."""
        return Outcome.WRITTEN_OFF if self.agreement is None else by_agreement(self.agreement.liability)

    @property
    def agreed_percent(self) -> Percent:
        """The shop's part of the loss by the agreement."""
        return self.percent(self.agreed)

    def percent(self, outcome: Outcome) -> Percent:
        """The shop's part of the loss if it ends so."""
        if self.owner is None:
            return NOTHING
        return shop_percent(outcome, HALF if self.agreement is None else self.agreement.liability_shop_percent)

    def pays(self, outcome: Outcome, quantity: Quantity) -> Rupiah:
        """What the shop pays for so many pieces if it ends so."""
        return shop_pays(self.value, quantity.units, self.percent(outcome))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """How it may end: as agreed or better for the artisan, and always by being found or mended."""
        if self.kind is CaseKind.LOST:
            return (Outcome.BACK,)
        if self.owner is None:
            return (Outcome.BACK, Outcome.WRITTEN_OFF)
        paid = (Outcome.SHOP_PAYS, Outcome.SHARED, Outcome.ARTISAN_BEARS, Outcome.INSURED)
        return (Outcome.BACK, *(each for each in paid if not self.percent(each) < self.agreed_percent))


def open_cases(session: Session, device: DeviceId) -> tuple[Case, ...]:
    """Everything missing, and everything damaged in this till's quarantine; what has waited longest comes first."""
    damaged = select(Place.id).where(Place.kind == PlaceKind.QUARANTINE, Place.custodian_id == device)
    return _cases(session, or_(StockBalance.place_id == MISSING, StockBalance.place_id.in_(damaged)))


def given_up(session: Session) -> tuple[Case, ...]:
    """What was decided to be lost, and might still turn up."""
    return _cases(session, StockBalance.place_id == LOST)


def missing_of(session: Session, item: ItemId) -> tuple[Case, ...]:
    """What is missing of one item, the longest missing first."""
    return _cases(session, (StockBalance.place_id == MISSING) & (Lot.item_id == item))


def case_of(session: Session, lot: LotId, place: PlaceId) -> Case:
    """One case. Raises NotACase where nothing of the lot is missing, damaged or lost."""
    found = _cases(session, (StockBalance.place_id == place) & (StockBalance.lot_id == lot))
    if not found:
        raise NotACase
    return found[0]


def _cases(session: Session, where: Any) -> tuple[Case, ...]:
    rows = session.execute(
        select(Lot, StockBalance.place_id, Place.kind, StockBalance.quantity, Item.name, Item.size)
        .add_columns(func.coalesce(ItemCode.code, ""), func.coalesce(Party.name, ""))
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Place, Place.id == StockBalance.place_id)
        .join(Item, Item.id == Lot.item_id)
        .outerjoin(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
        .outerjoin(Party, Party.id == Lot.owner_id)
        .where(where, StockBalance.quantity > NONE, Place.kind.in_(_CASE_PLACES))
    ).all()
    came, notes = _arrivals(session, [row[0].id for row in rows]), _notes(session)
    terms = _terms(session, [row[0].agreement_id for row in rows])
    exhibitions = _exhibitions(session)
    cases = []
    for lot, place, kind, quantity, name, size, tag, owner in rows:
        agreement = None if lot.owner_id is None else terms.get(lot.agreement_id)
        arrival = came[lot.id, place]
        cases.append(
            Case(
                lot=lot.id,
                place=place,
                kind=CaseKind(kind.value),
                item=lot.item_id,
                name=name,
                size=size,
                tag=tag,
                owner=lot.owner_id,
                owner_name=owner,
                agreement=agreement,
                price=lot.price,
                value=worth(lot, agreement),
                cost=ZERO if lot.owner_id is not None else lot.cost or ZERO,
                quantity=quantity,
                document=arrival.document,
                code=arrival.code,
                since=arrival.since,
                notes=tuple(notes[str(lot.id)]),
                why=arrival.why,
                came_from=exhibitions.get(arrival.document, ""),
            )
        )
    return tuple(sorted(cases, key=lambda case: (came[case.lot, case.place].seq, case.name, str(case.lot))))


_CASE_PLACES = (PlaceKind.MISSING, PlaceKind.QUARANTINE, PlaceKind.LOST)


def worth(lot: Lot, agreement: Agreement | None) -> Rupiah:
    """What one piece of the lot is worth to its artisan by the agreement: its price, or his share of it."""
    if agreement is None:
        return ZERO
    if agreement.valuation is Valuation.PRICE:
        return lot.price
    return share_at_list(agreement, lot.price, lot.net_price, item=lot.item_id, category=lot.category)


def _terms(session: Session, wanted: Iterable[AgreementId | None]) -> dict[AgreementId, Agreement]:
    found = {each: agreement_by_id(session, each) for each in dict.fromkeys(wanted) if each is not None}
    return {each: agreement for each, agreement in found.items() if agreement is not None}


class _Arrival(NamedTuple):
    document: DocumentId
    code: str
    since: date
    why: str
    seq: int


def _arrivals(session: Session, lots: Sequence[LotId]) -> dict[tuple[LotId, PlaceId], _Arrival]:
    """Per lot and place: the newest document that brought any of it there."""
    rows = session.execute(
        select(GoodsMove.lot_id, GoodsMove.to_place_id, Document, Device.code)
        .join(Document, Document.id == GoodsMove.document_id)
        .join(Device, Device.id == Document.device_id)
        .where(GoodsMove.lot_id.in_(list(lots)))
        .order_by(Document.received_seq)
    )
    return {
        (lot, place): _Arrival(
            document=document.id,
            code=document_code(document.kind, device, document.epoch, document.number),
            since=document.business_date,
            why=document.reason,
            seq=document.received_seq,
        )
        for lot, place, document, device in rows
    }


def _exhibitions(session: Session) -> dict[DocumentId, str]:
    """What brought goods home from a stand, with the exhibition's name and the stand's."""
    rows = session.execute(
        select(Document.id, DocumentLine.text)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.kind == DocumentKind.EXHIBITION_RETURN, DocumentLine.kind == LineKind.STAND)
    )
    return {row[0]: row[1] for row in rows}


def _notes(session: Session) -> defaultdict[str, list[CaseNote]]:
    rows = session.execute(
        select(Event.at, Event.details, func.coalesce(Staff.name, ""))
        .outerjoin(Staff, Staff.id == Event.actor_id)
        .where(Event.kind == EventKind.CASE_NOTED)
        .order_by(Event.at, Event.seq)
    )
    found: defaultdict[str, list[CaseNote]] = defaultdict(list)
    for at, details, by in rows:
        found[str(details.get("lot"))].append(CaseNote(at=at, by=by, text=str(details.get("note", ""))))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decided case, as its document says: for its paper, for the list, and for whoever asks why."""

    id: DocumentId
    code: str
    business_date: date
    at: datetime
    by: str
    approved_by: str
    reason: str
    name: str
    quantity: Quantity
    owner: PartyId | None
    owner_name: str
    kind: CaseKind
    outcome: Outcome
    agreed: Outcome
    value: Rupiah
    percent: Percent
    paid: Rupiah
    terms: str
    valuation: Valuation | None
    note: str
    note_date: date
    hash: bytes


def decided_cases(session: Session, device: DeviceId, newest: int = 50) -> tuple[Decided, ...]:
    """The newest first."""
    wanted = select(Document.id).where(Document.kind == DocumentKind.LOSS_CASE, Document.device_id == device)
    ids = session.execute(wanted.order_by(Document.received_seq.desc()).limit(newest)).scalars().all()
    return tuple(decided_case(session, document) for document in ids)


def decided_case(session: Session, document: DocumentId) -> Decided:
    """Raises NotACase for what is no decided case."""
    row = session.execute(
        select(Document, Device.code, DocumentLine, func.coalesce(Party.name, ""))
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .outerjoin(Party, Party.id == DocumentLine.party_id)
        .where(Document.id == document, Document.kind == DocumentKind.LOSS_CASE)
    ).one_or_none()
    if row is None:
        raise NotACase
    header, device, line, owner = row
    staff = {member.id: member.name for member in session.execute(select(Staff.id, Staff.name))}
    said: dict[str, Any] = dict(line.details)
    note, note_device = session.execute(
        select(Document, Device.code)
        .join(Device, Device.id == Document.device_id)
        .join(Lot, Lot.document_id == Document.id)
        .where(Lot.id == UUID(said["of"]))
    ).one()
    return Decided(
        id=document,
        code=document_code(header.kind, device, header.epoch, header.number),
        business_date=header.business_date,
        at=header.at,
        by=staff[header.actor_id],
        approved_by="" if header.approver_id is None else staff[header.approver_id],
        reason=header.reason,
        name=line.text,
        quantity=line.quantity or NONE,
        owner=line.party_id,
        owner_name=owner,
        kind=CaseKind(said["case"]),
        outcome=Outcome(said["outcome"]),
        agreed=Outcome(said["agreed"]),
        value=Rupiah(said["value"]),
        percent=Percent(said["shop_percent"]),
        paid=line.amount,
        terms=str(said.get("terms", "")),
        valuation=Valuation(said["valuation"]) if "valuation" in said else None,
        note=document_code(note.kind, note_device, note.epoch, note.number),
        note_date=note.business_date,
        hash=header.hash,
    )
