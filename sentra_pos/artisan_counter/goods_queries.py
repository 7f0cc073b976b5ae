"""What of an artisan's is here, away, sold and gone: every question is about the party of the session alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.artisan_counter.errors import NotYours
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.core.ids import DocumentId, ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.types import QuantityType
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.models import (
    AccountRow,
    Device,
    Document,
    DocumentLine,
    GoodsMove,
    LineAllocation,
    Lot,
    MoneyMove,
    Place,
    StockBalance,
)
from sentra_pos.ledger.post import document_code
from sentra_pos.settlement.holds import held_sales
from sentra_pos.settlement.turnover import sold_on
from sentra_pos.stock.care import in_our_care

#: More than anybody reads at a counter; the monthly archive has the rest.
NEWEST = 300
_AWAY = (PlaceKind.ROAD, PlaceKind.STAND)


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPiece:
    """Pieces of one item at one kind of place, all lots together; ``price`` is what the tag says."""

    item: ItemId
    name: str
    size: str
    code: str
    place: PlaceKind
    price: Rupiah
    quantity: Quantity


class SaleState(StrEnum):
    """Where the money of a sale stands."""

    WAITING = "waiting"
    HELD = "held"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class MySale:
    """One line of a receipt as far as it is the artisan's; what came ``back`` has amounts below zero.

    ``listed − discount = paid`` by the customer, and of that ``commission`` is the shop's and ``share`` the artisan's.
    """

    document: DocumentId
    line: int
    code: str
    business_date: date
    name: str
    back: bool
    quantity: Quantity
    listed: Rupiah
    discount: Rupiah
    commission: Rupiah
    share: Rupiah
    held_until: date | None = None
    settled_in: str = ""

    @property
    def paid(self) -> Rupiah:
        return self.listed - self.discount

    @property
    def state(self) -> SaleState:
        """Held until the time in which the buyer may bring it back has passed, where the agreement says so."""
        if self.settled_in:
            return SaleState.SETTLED
        return SaleState.WAITING if self.held_until is None else SaleState.HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class MyMove:
    """Pieces that went from one place to another on a document; ``made_good`` is what the shop paid for them there."""

    document: DocumentId
    line: int
    code: str
    kind: DocumentKind
    business_date: date
    name: str
    quantity: Quantity
    source: PlaceKind
    target: PlaceKind
    reason: str
    made_good: Rupiah = ZERO


def pieces_here(session: Session, who: ArtisanSession) -> tuple[MyPiece, ...]:
    """What the shop has of the artisan's, by name: on the shelf, in the store room, set aside, or damaged."""
    return _pieces(session, who.party, Place.kind.not_in(_AWAY))


def pieces_at_exhibitions(session: Session, who: ArtisanSession) -> tuple[MyPiece, ...]:
    """What is on the road or at a stand."""
    return _pieces(session, who.party, Place.kind.in_(_AWAY))


def _pieces(session: Session, party: PartyId, where: ColumnElement[bool]) -> tuple[MyPiece, ...]:
    quantity = func.sum(StockBalance.quantity, type_=QuantityType())
    rows = session.execute(
        select(Item.id, Item.name, Item.size, func.coalesce(ItemCode.code, ""), Place.kind, Item.price, quantity)
        .join(Lot, Lot.item_id == Item.id)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Place, Place.id == StockBalance.place_id)
        .outerjoin(ItemCode, and_(ItemCode.item_id == Item.id, ItemCode.own))
        .where(Lot.owner_id == party, in_our_care(), StockBalance.quantity != NONE, where)
        .group_by(Item.id, Place.kind)
        .order_by(Item.name, Item.size, Item.id, Place.kind)
    )
    return tuple(
        MyPiece(item=item, name=name, size=size, code=code, place=place, price=price, quantity=count)
        for item, name, size, code, place, price, count in rows
    )


def sales(
    session: Session, who: ArtisanSession, today: date, *, since: date | None = None, newest: int = NEWEST
) -> tuple[MySale, ...]:
    """What was sold of the artisan's and what buyers brought back, the newest first; held or not as of ``today``."""
    part = LineAllocation
    # Whose goods were sold is sometimes found out later: that line answers the sale's, and takes nothing back.
    back = and_(DocumentLine.refers_document_id.is_not(None), DocumentLine.kind != LineKind.IDENTIFIED)

    def signed(column: Any) -> ColumnElement[Any]:
        return func.sum(case((back, -column), else_=column), type_=column.type)

    wanted = (
        select(Document, Device.code, DocumentLine, sold_on(), back)
        .add_columns(func.sum(part.quantity, type_=QuantityType()))
        .add_columns(*(signed(column) for column in (part.list_amount, part.discount, part.shop_part, part.share)))
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(part, and_(part.document_id == DocumentLine.document_id, part.line_no == DocumentLine.line_no))
        .join(Lot, Lot.id == part.lot_id)
        .join(Device, Device.id == Document.device_id)
        .where(Lot.owner_id == who.party)
        .group_by(Document.received_seq, DocumentLine.line_no)
        .order_by(Document.received_seq.desc(), DocumentLine.line_no)
        .limit(newest)
    )
    if since is not None:
        wanted = wanted.where(sold_on() >= since)
    rows = session.execute(wanted).all()
    settled = _settled(session, who.party)
    held = {document: free for (document, _party), free in held_sales(session, today, who.party).items()}
    return tuple(_sale(row, settled, held) for row in rows)


def _sale(row: Sequence[Any], settled: dict[tuple[DocumentId, int], str], held: dict[DocumentId, date]) -> MySale:
    header, device, line, day, back, count, listed, less, commission, share = row
    code = document_code(header.kind, device, header.epoch, header.number)
    return MySale(
        document=header.id,
        line=line.line_no,
        # The sale that it was, as on the statement, also where whose it was came out later.
        code=line.details["sale"] if line.kind is LineKind.IDENTIFIED else code,
        business_date=day,
        name=line.text,
        back=bool(back),
        quantity=count,
        listed=listed,
        discount=less,
        commission=commission,
        share=share,
        held_until=held.get(header.id) or held.get(line.refers_document_id),
        settled_in=settled.get((header.id, line.line_no), ""),
    )


def _settled(session: Session, party: PartyId) -> dict[tuple[DocumentId, int], str]:
    """The settlement that took each line of the artisan's."""
    line = DocumentLine
    rows = session.execute(
        select(line.refers_document_id, line.refers_line_no, Document, Device.code)
        .join(Document, Document.id == line.document_id)
        .join(Device, Device.id == Document.device_id)
        .where(line.party_id == party, line.kind == LineKind.SETTLED)
    )
    return {
        (document, number): document_code(header.kind, device, header.epoch, header.number)
        for document, number, header, device in rows
        if document is not None and number is not None
    }


def returned_by_buyers(session: Session, who: ArtisanSession, *, newest: int = NEWEST) -> tuple[MyMove, ...]:
    """What buyers brought back, the newest first."""
    source, target = aliased(Place), aliased(Place)
    return _moves(session, who.party, source, target, source.kind == PlaceKind.WITH_CUSTOMER, newest)


def handed_back(session: Session, who: ArtisanSession, *, newest: int = NEWEST) -> tuple[MyMove, ...]:
    """What the artisan took home again, the newest first."""
    source, target = aliased(Place), aliased(Place)
    return _moves(session, who.party, source, target, target.kind == PlaceKind.WITH_ARTISAN, newest)


def missing_and_damaged(session: Session, who: ArtisanSession, *, newest: int = NEWEST) -> tuple[MyMove, ...]:
    """What was missed or damaged, found again, and what was decided about it, the newest first."""
    source, target = aliased(Place), aliased(Place)
    lost = (PlaceKind.MISSING, PlaceKind.LOST, PlaceKind.QUARANTINE)
    about = or_(target.kind.in_(lost), source.kind == PlaceKind.MISSING, Document.kind == DocumentKind.LOSS_CASE)
    return _moves(session, who.party, source, target, about, newest)


def moves_on(session: Session, who: ArtisanSession, document: DocumentId, line: int) -> tuple[MyMove, ...]:
    """What went where on one line of a document, lot by lot. Raises NotYours where nothing of the artisan's did."""
    on = and_(Document.id == document, GoodsMove.line_no == line)
    found = _moves(session, who.party, aliased(Place), aliased(Place), on, NEWEST)
    if not found:
        raise NotYours
    return found


def _moves(
    session: Session, party: PartyId, source: Any, target: Any, where: ColumnElement[bool], newest: int
) -> tuple[MyMove, ...]:
    rows = session.execute(
        select(Document, Device.code, GoodsMove.line_no, Item.name, GoodsMove.quantity, source.kind, target.kind)
        .join(GoodsMove, GoodsMove.document_id == Document.id)
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .join(Device, Device.id == Document.device_id)
        .join(source, source.id == GoodsMove.from_place_id)
        .join(target, target.id == GoodsMove.to_place_id)
        .where(Lot.owner_id == party, where)
        .order_by(Document.received_seq.desc(), GoodsMove.move_no)
        .limit(newest)
    ).all()
    made_good = _made_good(session, party)
    return tuple(
        MyMove(
            document=header.id,
            line=line,
            code=document_code(header.kind, device, header.epoch, header.number),
            kind=header.kind,
            business_date=header.business_date,
            name=name,
            quantity=count,
            source=came,
            target=went,
            reason=header.reason,
            made_good=made_good.get((header.id, line), ZERO),
        )
        for header, device, line, name, count, came, went in rows
    )


def _made_good(session: Session, party: PartyId) -> dict[tuple[DocumentId, int], Rupiah]:
    """What each line of a case credited to the artisan."""
    rows = session.execute(
        select(MoneyMove.document_id, MoneyMove.line_no, func.sum(MoneyMove.amount, type_=MoneyMove.amount.type))
        .join(AccountRow, AccountRow.id == MoneyMove.credit_account_id)
        .join(Document, Document.id == MoneyMove.document_id)
        .where(AccountRow.party_id == party, AccountRow.kind == AccountKind.ACCRUED)
        .where(Document.kind == DocumentKind.LOSS_CASE)
        .group_by(MoneyMove.document_id, MoneyMove.line_no)
    )
    return {(document, line): amount for document, line, amount in rows}
