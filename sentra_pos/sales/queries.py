"""Questions about sales: what is needed to ring one up, and receipts as they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.codes import CodeKind, ParsedCode
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique, dye_label, technique_label
from sentra_pos.catalogue.models import Item
from sentra_pos.core.ids import DocumentId, ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import speaking
from sentra_pos.db.direct import RowReader
from sentra_pos.db.types import UuidType
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, LineAllocation, Lot
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import header_of, lines_of
from sentra_pos.people.models import Party, Staff
from sentra_pos.sales.errors import SaleNotFound
from sentra_pos.sales.promotions import PromotedGoods


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemForSale:
    """What ringing up needs of an item; ``facts`` are the codes of what a receipt says of it besides its name."""

    id: ItemId
    name: str
    kind: ItemKind
    price: Rupiah
    active: bool
    facts: tuple[str, str] | None
    category: str
    maker: PartyId | None

    @property
    def goods(self) -> PromotedGoods:
        """What of it decides whether a promotion is for it."""
        return PromotedGoods(item=self.id, category=self.category, maker=self.maker)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One line as the customer reads it; in an exchange ``returned`` says that it comes back."""

    number: int
    name: str
    facts: str
    makers: tuple[str, ...]
    quantity: Quantity
    price: Rupiah
    discount: Rupiah
    amount: Rupiah
    returned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptTender:
    """One way in which it was paid; cash also says what was given. Below zero, it was paid out."""

    method: str
    amount: Rupiah
    given: Rupiah
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A document of the till as its paper says it; ``change`` is what the customer got back of what he gave.

    ``rounding`` is what cash was rounded by, ``customer`` who bought, ``language`` the paper's where he chose one, and
    ``answers`` the number of the sale that a refund or void takes back; of one sold elsewhere, as it was written.
    """

    id: DocumentId
    kind: DocumentKind
    code: str
    device_code: int
    epoch: int
    number: int
    at: datetime
    business_date: date
    till: str
    cashier: str
    lines: tuple[ReceiptLine, ...]
    tenders: tuple[ReceiptTender, ...]
    hash: bytes
    rounding: Rupiah = ZERO
    customer: PartyId | None = None
    customer_name: str = ""
    language: str = ""
    reason: str = ""
    answers: str = ""

    @property
    def total(self) -> Rupiah:
        """What the goods come to: in an exchange, what was taken less what came back."""
        return sum_rupiah(-line.amount if line.returned else line.amount for line in self.lines)

    @property
    def due(self) -> Rupiah:
        """What was to be paid, rounding included."""
        return self.total + self.rounding

    @property
    def discount(self) -> Rupiah:
        return sum_rupiah(line.discount for line in self.lines if not line.returned)

    @property
    def change(self) -> Rupiah:
        return sum_rupiah(tender.given for tender in self.tenders) - sum_rupiah(t.amount for t in self.tenders)


#: Goods can be taken back on these; each has numbers of its own, so their codes differ in kind.
RECEIPT_CODES = {DocumentKind.SALE: CodeKind.RECEIPT, DocumentKind.EXCHANGE: CodeKind.EXCHANGE}
#: The documents of the till that a customer gets a paper for.
RECEIPTS = (
    *(DocumentKind.SALE, DocumentKind.REFUND, DocumentKind.EXCHANGE, DocumentKind.VOID),
    DocumentKind.FOREIGN_RETURN,
)

_ITEM = Item.__table__
_FOR_SALE = RowReader(
    select(*(_ITEM.c[name] for name in "id name kind price active technique dye category maker_id".split())).where(
        _ITEM.c.id.in_(bindparam("items", expanding=True, type_=UuidType()))
    )
)


def items_for_sale(session: Session, items: Iterable[ItemId]) -> dict[ItemId, ItemForSale]:
    """The items by id; one that does not exist is absent."""
    found = {}
    for identity, name, kind, price, active, technique, dye, category, maker in _FOR_SALE.all(
        session, items=list(items)
    ):
        known = technique is not Technique.NONE or dye is not Dye.NONE
        found[identity] = ItemForSale(
            id=identity,
            name=name,
            kind=kind,
            price=price,
            active=active,
            facts=(technique.value, dye.value) if known else None,
            category=category,
            maker=maker,
        )
    return found


def _facts(line: Line) -> str:
    codes = line.details.get("facts")
    if not codes:
        return ""
    words = (technique_label(Technique(codes[0])), dye_label(Dye(codes[1])))
    return " · ".join(word for word in words if word)


_DOCUMENT, _DEVICE, _STAFF = Document.__table__, Device.__table__, Staff.__table__
_PART, _LOT, _PARTY = LineAllocation.__table__, Lot.__table__, Party.__table__
_MAKERS = RowReader(
    select(_PART.c.line_no, _PARTY.c.name)
    .join_from(_PART, _LOT, _LOT.c.id == _PART.c.lot_id)
    .join(_ITEM, _ITEM.c.id == _LOT.c.item_id)
    .join(_PARTY, _PARTY.c.id == func.coalesce(_LOT.c.owner_id, _ITEM.c.maker_id))
    .where(_PART.c.document_id == bindparam("document"))
    .order_by(_PART.c.line_no, _PART.c.allocation_no)
)
_RECEIPT = RowReader(
    select(*(_DOCUMENT.c[name] for name in ("id", "kind", "epoch", "number", "at", "business_date", "hash", "reason")))
    .add_columns(_DEVICE.c.code, _DEVICE.c.name.label("till"), _STAFF.c.name.label("cashier"))
    .join_from(_DOCUMENT, _DEVICE, _DEVICE.c.id == _DOCUMENT.c.device_id)
    .join(_STAFF, _STAFF.c.id == _DOCUMENT.c.actor_id)
    .where(_DOCUMENT.c.id == bindparam("document"), _DOCUMENT.c.kind.in_(RECEIPTS))
)


def _makers(session: Session, document: DocumentId) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for line, name in _MAKERS.all(session, document=document):
        if name not in found.get(line, ()):
            found[line] = (*found.get(line, ()), name)
    return found


def receipt_of(session: Session, document: DocumentId) -> Receipt:
    """A sale, refund, exchange or void as it was posted. Raises SaleNotFound for anything else."""
    header = _RECEIPT.one_or_none(session, document=document)
    if header is None:
        raise SaleNotFound
    lines = lines_of(session, document)
    makers = _makers(session, document)
    about = next((line for line in lines if line.kind is LineKind.CUSTOMER), None)
    language = "" if about is None else str(about.details.get("language", ""))
    of_exchange = header.kind is DocumentKind.EXCHANGE
    with speaking(language):
        worded = tuple(
            _receipt_line(line, makers, returned=of_exchange and line.refers_to is not None)
            for line in lines
            if line.kind in (LineKind.GOODS, LineKind.SERVICE, LineKind.TAKEN_BACK)
        )
    return Receipt(
        id=header.id,
        kind=header.kind,
        code=document_code(header.kind, header.code, header.epoch, header.number),
        device_code=header.code,
        epoch=header.epoch,
        number=header.number,
        at=header.at,
        business_date=header.business_date,
        till=header.till,
        cashier=header.cashier,
        lines=worded,
        tenders=tuple(_receipt_tender(line) for line in lines if line.kind is LineKind.TENDER),
        hash=header.hash,
        rounding=_rounding(lines, of_exchange=of_exchange),
        customer=None if about is None else about.party,
        customer_name="" if about is None or about.party is None else _name_of(session, about.party),
        language=language,
        reason=header.reason,
        answers=_answered(session, lines),
    )


def _name_of(session: Session, party: PartyId) -> str:
    """As the customer is called now: the book itself keeps no names."""
    return session.execute(select(Party.name).where(Party.id == party)).scalar_one()


def _rounding(lines: Sequence[Line], *, of_exchange: bool) -> Rupiah:
    """An exchange may also give back what an earlier sale was rounded by."""
    rounded = (line for line in lines if line.kind is LineKind.ROUNDING)
    return sum_rupiah(-line.amount if of_exchange and line.refers_to is not None else line.amount for line in rounded)


def _answered(session: Session, lines: Sequence[Line]) -> str:
    elsewhere = next((line for line in lines if line.kind is LineKind.TAKEN_BACK), None)
    if elsewhere is not None:
        return elsewhere.reference or ""
    sale = next((line.refers_to for line in lines if line.refers_to is not None), None)
    header = None if sale is None else header_of(session, sale)
    return "" if header is None else header.code


def _receipt_line(line: Line, makers: dict[int, tuple[str, ...]], *, returned: bool) -> ReceiptLine:
    return ReceiptLine(
        number=line.number,
        name=line.text,
        facts=_facts(line),
        makers=makers.get(line.number, ()),
        quantity=line.quantity or ONE,
        price=line.price or ZERO,
        discount=line.discount or ZERO,
        amount=line.amount,
        returned=returned,
    )


def _receipt_tender(line: Line) -> ReceiptTender:
    return ReceiptTender(
        method=line.method or "",
        amount=line.amount,
        given=Rupiah(int(line.details.get("given", line.amount.amount))),
        reference=line.reference or "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleRow:
    """A sale in a list."""

    id: DocumentId
    code: str
    at: datetime
    pieces: int
    total: Rupiah
    cashier: str


def newest_sales(session: Session, *, limit: int = 50) -> tuple[SaleRow, ...]:
    """The newest sales first."""
    goods = (LineKind.GOODS, LineKind.SERVICE)
    rows = session.execute(
        select(
            Document,
            Device.code,
            Staff.name,
            func.sum(DocumentLine.quantity, type_=DocumentLine.quantity.type),
            func.sum(DocumentLine.amount, type_=DocumentLine.amount.type),
        )
        .join(Device, Device.id == Document.device_id)
        .join(Staff, Staff.id == Document.actor_id)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.kind == DocumentKind.SALE, DocumentLine.kind.in_(goods))
        .group_by(Document.received_seq)
        .order_by(Document.received_seq.desc())
        .limit(limit)
    )
    return tuple(
        SaleRow(
            id=header.id,
            code=document_code(header.kind, code, header.epoch, header.number),
            at=header.at,
            pieces=0 if pieces is None else pieces.units,
            total=total,
            cashier=cashier,
        )
        for header, code, cashier, pieces, total in rows
    )


def sale_by_receipt(session: Session, code: ParsedCode) -> DocumentId | None:
    """The sale or exchange whose receipt carries the code."""
    kind = next(document for document, of_code in RECEIPT_CODES.items() if of_code is code.kind)
    return session.execute(
        select(Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(
            Device.code == code.device_code,
            Document.epoch == code.epoch,
            Document.kind == kind,
            Document.number == code.number,
        )
    ).scalar_one_or_none()
