"""Take goods back from a customer: the mirror of what their sale posted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.queries import lots_by_id
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, LotId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Allocation, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import Document, DocumentLine, LineAllocation
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import allocations_of, balance_of, header_of, lines_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.payments.methods import CASH, payment_methods
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.errors import (
    DrawerTooLow,
    InTheShopAlready,
    NothingReturned,
    NotReturnable,
    ReturnedTwice,
    SaleNotFound,
    UnknownPaymentMethod,
)
from sentra_pos.sales.postings import LotFacts, mirrored_goods, mirrored_money, sold_goods, sold_money
from sentra_pos.sales.queries import items_for_sale
from sentra_pos.sales.rules import part_of
from sentra_pos.sales.spool_receipt import spool_receipt
from sentra_pos.stock.places import shelf_of
from sentra_pos.stock.queries import in_the_shop
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLine:
    """So many units of one line of the sale."""

    line: int
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundSale:
    """Which lines come back, and by which way of paying the money goes out."""

    id: DocumentId
    by: ActedBy
    sale: DocumentId
    lines: tuple[ReturnedLine, ...]
    method: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleRefunded:
    """The refund that stands."""

    id: DocumentId
    code: str
    total: Rupiah
    changes: Changes = Changes(stock=True, sales=True, settlement=True, till=True, printing=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Earlier:
    """What came back of a sale before: units per line, and per line and lot."""

    lines: Mapping[int, int]
    lots: Mapping[tuple[int, LotId], int]


def refund_sale(session: Session, command: RefundSale, *, clock: Clock) -> SaleRefunded:
    """Put the goods back on the shelf and mirror the sale's money, also after the artisan was paid.

    Parts of a line come back in any order and together make the whole; more than was sold is refused.
    """
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        total = sum_rupiah(line.amount for line in lines_of(session, command.id) if line.kind is LineKind.TENDER)
        return SaleRefunded(id=command.id, code=before.code, total=total)
    require(session, command.by, Permission.REFUND)
    shift = open_shift(session, command.by.device)
    if shift is None:
        raise TillNotOpen
    sale = header_of(session, command.sale)
    if sale is None or sale.kind is not DocumentKind.SALE:
        raise SaleNotFound
    if not command.lines:
        raise NothingReturned
    lines, allocations = _returned(session, command)
    _check_unique(session, lines)
    total = sum_rupiah(line.amount for line in lines)
    tender, out = _pay_back(session, command, len(lines) + 1, total)
    shelf = shelf_of(session, command.by.device)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.REFUND,
        by=command.by,
        business_date=shift.business_date,
        shift=shift.id,
        reason=command.reason,
        intent=intent,
        lines=(*lines, tender),
        allocations=allocations,
        goods=mirrored_goods(sold_goods(allocations, shelf)),
        money=(*_mirror(session, lines, allocations), *out),
    )
    posted = post(session, draft, clock=clock)
    spool_receipt(session, command.id, command.by, open_drawer=command.method == CASH, clock=clock)
    return SaleRefunded(id=command.id, code=posted.code, total=total)


def _returned(session: Session, command: RefundSale) -> tuple[tuple[Line, ...], tuple[Allocation, ...]]:
    sold = {line.number: line for line in lines_of(session, command.sale) if line.kind is not LineKind.TENDER}
    parts: defaultdict[int, list[Allocation]] = defaultdict(list)
    for part in allocations_of(session, command.sale):
        parts[part.line].append(part)
    earlier = _came_back(session, command.sale)
    lines: list[Line] = []
    allocations: list[Allocation] = []
    for number, wanted in enumerate(command.lines, start=1):
        line = sold.get(wanted.line)
        if line is None or line.quantity is None:
            raise SaleNotFound
        if any(before.refers_line == wanted.line for before in lines):
            raise ReturnedTwice(name=line.text)
        left = line.quantity.units - earlier.lines.get(wanted.line, 0)
        if not 1 <= wanted.quantity.units <= left:
            raise NotReturnable(name=line.text, left=left)
        back = _take_back(number, parts[wanted.line], wanted.quantity.units, earlier.lots)
        allocations += back
        lines.append(_refund_line(number, line, wanted, earlier.lines.get(wanted.line, 0), back, command.sale))
    return tuple(lines), tuple(allocations)


def _check_unique(session: Session, lines: Sequence[Line]) -> None:
    """A piece that is one of a kind may have come in on a note since it was sold: it cannot lie here twice."""
    items = items_for_sale(session, {line.item for line in lines if line.item is not None})
    unique = [item for item in items.values() if item.kind is ItemKind.UNIQUE]
    here = in_the_shop(session, (item.id for item in unique))
    for item in unique:
        if here[item.id] > NONE:
            raise InTheShopAlready(name=item.name)


def _refund_line(
    number: int, line: Line, wanted: ReturnedLine, already: int, back: Sequence[Allocation], sale: DocumentId
) -> Line:
    assert line.quantity is not None
    units = wanted.quantity.units
    if back:
        amount = sum_rupiah(part.share + part.shop_part for part in back)
        discount = sum_rupiah(part.discount for part in back)
    else:
        amount = part_of(line.amount, units, already, line.quantity.units)
        discount = part_of(line.discount or ZERO, units, already, line.quantity.units)
    return Line(
        number=number,
        kind=line.kind,
        amount=amount,
        text=line.text,
        item=line.item,
        quantity=wanted.quantity,
        price=line.price,
        discount=discount,
        refers_to=sale,
        refers_line=line.number,
        details=line.details,
    )


def _take_back(
    number: int, sold: Sequence[Allocation], units: int, earlier: Mapping[tuple[int, LotId], int]
) -> list[Allocation]:
    """The parts of the line's allocations that ``units`` returned pieces are, first allocation first."""
    back: list[Allocation] = []
    for part in sold:
        already = earlier.get((part.line, part.lot), 0)
        here = min(units, part.quantity.units - already)
        if here <= 0:
            continue
        units -= here
        whole = part.quantity.units
        list_amount = part_of(part.list_amount, here, already, whole)
        discount = part_of(part.discount, here, already, whole)
        share = part_of(part.share, here, already, whole)
        back.append(
            Allocation(
                line=number,
                lot=part.lot,
                quantity=Quantity(here),
                list_amount=list_amount,
                discount=discount,
                share=share,
                shop_part=list_amount - discount - share,
            )
        )
    return back


def _came_back(session: Session, sale: DocumentId) -> _Earlier:
    refunded = (DocumentLine.refers_document_id == sale, Document.kind == DocumentKind.REFUND)
    lines: defaultdict[int, int] = defaultdict(int)
    for line, quantity in session.execute(
        select(DocumentLine.refers_line_no, DocumentLine.quantity)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(*refunded)
    ):
        assert line is not None
        assert quantity is not None
        lines[line] += quantity.units
    lots: defaultdict[tuple[int, LotId], int] = defaultdict(int)
    for line, lot, quantity in session.execute(
        select(DocumentLine.refers_line_no, LineAllocation.lot_id, LineAllocation.quantity)
        .join(Document, Document.id == DocumentLine.document_id)
        .join(
            LineAllocation,
            (LineAllocation.document_id == DocumentLine.document_id) & (LineAllocation.line_no == DocumentLine.line_no),
        )
        .where(*refunded)
    ):
        assert line is not None
        lots[line, lot] += quantity.units
    return _Earlier(lines=lines, lots=lots)


def _mirror(session: Session, lines: Sequence[Line], allocations: Sequence[Allocation]) -> tuple[MoneyMove, ...]:
    facts = {
        lot: LotFacts(owner=owner, cost=cost)
        for lot, (owner, cost) in lots_by_id(session, [part.lot for part in allocations]).items()
    }
    moves = list(sold_money(allocations, facts))
    answered = {part.line for part in allocations}
    for line in lines:
        if line.number not in answered:
            kind = AccountKind.SALES if line.kind is LineKind.SERVICE else AccountKind.TO_IDENTIFY
            moves += money_move(line.number, CLEARING, Account(kind), line.amount)
    return mirrored_money(moves)


def _pay_back(session: Session, command: RefundSale, number: int, total: Rupiah) -> tuple[Line, tuple[MoneyMove, ...]]:
    methods = {method.code: method for method in payment_methods(session)}
    method = methods.get(command.method)
    if method is None:
        raise UnknownPaymentMethod(method=command.method)
    account = method.account_on(command.by.device)
    if account.kind is AccountKind.DRAWER and balance_of(session, account) < total:
        raise DrawerTooLow(available=format_rupiah(balance_of(session, account)))
    line = Line(number=number, kind=LineKind.TENDER, amount=total, method=method.code)
    return line, money_move(number, CLEARING, account, total)
