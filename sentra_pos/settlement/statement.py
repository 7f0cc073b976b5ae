"""The statement of a settlement, read off the documents: what came in, sold, was taken off, paid and is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from sentra_pos.consignment.queries import agreement_in_force
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, GoodsMove, Lot
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import header_of, lines_of
from sentra_pos.people.models import Party
from sentra_pos.settlement.errors import SettlementNotFound
from sentra_pos.settlement.queries import OwedLine
from sentra_pos.stock.places import WITH_ARTISAN, WITH_CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsCount:
    """Pieces of the artisan: held at the last settlement, received and sold since, left now.

    ``before + received − sold + returned by customers − given back = left``, counted from the goods moves.
    """

    before: Quantity
    received: Quantity
    sold: Quantity
    returned: Quantity
    given_back: Quantity

    @property
    def left(self) -> Quantity:
        return self.before + self.received - self.sold + self.returned - self.given_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """One payout on the settlement."""

    code: str
    at: datetime
    method: str
    amount: Rupiah
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Everything the paper says. ``carried + earned − deducted = balance`` and ``to_pay − paid = left``."""

    id: DocumentId
    code: str
    at: datetime
    date: date
    party: PartyId
    party_code: str
    party_name: str
    bank_account: str
    agreement: Agreement | None
    since: datetime | None
    goods: GoodsCount
    lines: tuple[OwedLine, ...]
    carried: Rupiah
    deducted: Rupiah
    advance_left: Rupiah
    payouts: tuple[Paid, ...]
    hash: bytes

    @property
    def sold(self) -> Rupiah:
        """What customers paid for this artisan's goods, refunds taken off."""
        return sum_rupiah(line.paid for line in self.lines)

    @property
    def commission(self) -> Rupiah:
        return sum_rupiah(line.commission for line in self.lines)

    @property
    def earned(self) -> Rupiah:
        return sum_rupiah(line.share for line in self.lines)

    @property
    def balance(self) -> Rupiah:
        """Below zero: carried into the next settlement."""
        return self.carried + self.earned - self.deducted

    @property
    def to_pay(self) -> Rupiah:
        return max(self.balance, Rupiah(0))

    @property
    def paid(self) -> Rupiah:
        return sum_rupiah(payout.amount for payout in self.payouts)

    @property
    def left(self) -> Rupiah:
        return self.to_pay - self.paid


def statement_of(session: Session, settlement: DocumentId) -> Statement:
    """The statement, whenever it is asked for: the frozen lines, and the payouts there are by now."""
    header = header_of(session, settlement)
    if header is None or header.kind is not DocumentKind.SETTLEMENT:
        raise SettlementNotFound
    lines = lines_of(session, settlement)
    (summary,) = (line for line in lines if line.kind is LineKind.BALANCE)
    assert summary.party is not None
    party = session.get_one(Party, summary.party)
    upto = session.execute(select(Document.received_seq).where(Document.id == settlement)).scalar_one()
    since_seq, since = _settled_before(session, party.id, upto)
    return Statement(
        id=settlement,
        code=header.code,
        at=header.at,
        date=header.business_date,
        party=party.id,
        party_code=party.code,
        party_name=party.name,
        bank_account=party.bank_account,
        agreement=agreement_in_force(session, party.id, header.business_date),
        since=since,
        goods=_goods(session, party.id, since_seq, upto),
        lines=tuple(_frozen(line) for line in lines if line.kind is LineKind.SETTLED),
        carried=Rupiah(int(summary.details["carried"])),
        deducted=Rupiah(int(summary.details["deducted"])),
        advance_left=Rupiah(int(summary.details["advance_left"])),
        payouts=_payouts(session, settlement),
        hash=header.hash,
    )


def _frozen(line: Line) -> OwedLine:
    assert line.refers_to is not None
    assert line.refers_line is not None
    return OwedLine(
        document=line.refers_to,
        line=line.refers_line,
        kind=DocumentKind(line.details["kind"]),
        code=line.details["code"],
        business_date=date.fromisoformat(line.details["date"]),
        text=line.text,
        quantity=line.quantity or NONE,
        list_amount=Rupiah(int(line.details["list"])),
        discount=line.discount or Rupiah(0),
        commission=Rupiah(int(line.details["commission"])),
        share=line.amount,
    )


def _settled_before(session: Session, party: PartyId, upto: int) -> tuple[int, datetime | None]:
    row = session.execute(
        select(Document.received_seq, Document.at)
        .join(DocumentLine, and_(DocumentLine.document_id == Document.id, DocumentLine.kind == LineKind.BALANCE))
        .where(
            Document.kind == DocumentKind.SETTLEMENT,
            DocumentLine.party_id == party,
            Document.received_seq < upto,
        )
        .order_by(Document.received_seq.desc())
        .limit(1)
    ).one_or_none()
    return (0, None) if row is None else (row.received_seq, row.at)


def _goods(session: Session, party: PartyId, since: int, upto: int) -> GoodsCount:
    quantity = GoodsMove.quantity
    fresh = Document.received_seq > since
    came, went = GoodsMove.from_place_id, GoodsMove.to_place_id
    # A lot is at the shop between the two virtual ends; moves among the shop's own places cancel out.
    inward = case((came.in_((WITH_ARTISAN, WITH_CUSTOMER)), quantity), else_=0)
    outward = case((went.in_((WITH_ARTISAN, WITH_CUSTOMER)), quantity), else_=0)

    def total(chosen: ColumnElement[Any]) -> Quantity:
        found = session.execute(
            select(func.sum(chosen, type_=quantity.type))
            .select_from(GoodsMove)
            .join(Document, Document.id == GoodsMove.document_id)
            .join(Lot, Lot.id == GoodsMove.lot_id)
            .where(Lot.owner_id == party, Document.received_seq < upto)
        ).scalar_one_or_none()
        return found or NONE

    return GoodsCount(
        before=total(case((~fresh, inward - outward), else_=0)),
        received=total(case((and_(fresh, came == WITH_ARTISAN), quantity), else_=0)),
        sold=total(case((and_(fresh, went == WITH_CUSTOMER), quantity), else_=0)),
        returned=total(case((and_(fresh, came == WITH_CUSTOMER), quantity), else_=0)),
        given_back=total(case((and_(fresh, went == WITH_ARTISAN), quantity), else_=0)),
    )


def _payouts(session: Session, settlement: DocumentId) -> tuple[Paid, ...]:
    rows = session.execute(
        select(Document, Device.code, DocumentLine)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(Document.kind == DocumentKind.PAYOUT, DocumentLine.refers_document_id == settlement)
        .order_by(Document.received_seq)
    )
    return tuple(
        Paid(
            code=document_code(header.kind, code, header.epoch, header.number),
            at=header.at,
            method=line.method or "",
            amount=line.amount,
            reference=line.reference or "",
        )
        for header, code, line in rows
    )
