"""What of a sale can still come back, across all earlier returns, and by which ways its money may go out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.consignment.queries import lots_by_id
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.types import UuidType
from sentra_pos.ledger.draft import Allocation, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Document, DocumentLine, LineAllocation
from sentra_pos.ledger.queries import Header, allocations_of, header_of, lines_of
from sentra_pos.payments.methods import CASH, payment_methods
from sentra_pos.sales.errors import SaleNotFound
from sentra_pos.sales.rules import part_of

SOLD_BY = (DocumentKind.SALE, DocumentKind.EXCHANGE)
GOODS_LINES = (LineKind.GOODS, LineKind.SERVICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What came back of a sale before: units per line, units per line and lot, rounding, and money by way of paying."""

    lines: Mapping[int, int] = field(default_factory=dict)
    lots: Mapping[tuple[int, LotId], int] = field(default_factory=dict)
    rounding: Rupiah = ZERO
    money: Mapping[str, Rupiah] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldSale:
    """A sale as returns need it: its own lines by number, their allocations, and what answered it since.

    ``costs`` is per artisan the whole cost of payments he has a part in, and what he bears of it now. ``cost_lines``
    are the lines of the sale and of what corrected its payment since.
    """

    header: Header
    lines: Mapping[int, Line]
    allocations: Mapping[int, tuple[Allocation, ...]]
    rounding: Rupiah
    paid: Mapping[str, Rupiah]
    customer: PartyId | None
    earlier: Earlier
    costs: Mapping[PartyId, tuple[Rupiah, Rupiah]]
    cost_lines: tuple[Line, ...]
    owners: Mapping[LotId, PartyId | None]

    def left(self, line: int) -> int:
        """How many units of the line can still come back."""
        quantity = self.lines[line].quantity
        # Below nothing where two devices took the same back: that is the doctor's to tell, not the customer's.
        return 0 if quantity is None else max(quantity.units - self.earlier.lines.get(line, 0), 0)

    def amount_back(self, line: int) -> Rupiah:
        """What came back of the line's money before."""
        sold, already = self.lines[line], self.earlier.lines.get(line, 0)
        if sold.quantity is None or not already:
            return ZERO
        parts = self.allocations.get(line, ())
        if not parts:
            return part_of(sold.amount, min(already, sold.quantity.units), 0, sold.quantity.units)
        return sum_rupiah(self._back(part) for part in parts)

    def worth_of(self, party: PartyId) -> Rupiah:
        """What customers paid for the artisan's goods in it."""
        return sum_rupiah(part.share + part.shop_part for part in self._parts_of(party))

    def back_of(self, party: PartyId) -> Rupiah:
        """What of that came back before."""
        return sum_rupiah(self._back(part) for part in self._parts_of(party))

    def _parts_of(self, party: PartyId) -> list[Allocation]:
        parts = (part for found in self.allocations.values() for part in found)
        return [part for part in parts if self.owners.get(part.lot) == party]

    def _back(self, part: Allocation) -> Rupiah:
        units = part.quantity.units
        already = min(self.earlier.lots.get((part.line, part.lot), 0), units)
        if not already:
            return ZERO
        return part_of(part.list_amount, already, 0, units) - part_of(part.discount, already, 0, units)


def sold_sale(
    session: Session,
    sale: DocumentId,
    *,
    to_be_charged: bool = False,
    without: tuple[DocumentId, int] | None = None,
) -> SoldSale:
    """The sale with what came back of it. Raises SaleNotFound for what is no sale.

    ``to_be_charged``: who owns what is known also where the payment has cost nothing so far. ``without`` is a line of a
    return that does not count, because what is posted now takes its place.
    """
    header = header_of(session, sale)
    if header is None or header.kind not in SOLD_BY:
        raise SaleNotFound
    own = [line for line in lines_of(session, sale) if line.refers_to is None]
    parts: defaultdict[int, list[Allocation]] = defaultdict(list)
    sold_lines = {line.number for line in own}
    for part in allocations_of(session, sale):
        # An exchange also has those of what came back in it: they are another sale's.
        if part.line in sold_lines:
            parts[part.line].append(part)
    # What was identified later came in after the sale was paid: its maker has no part in what that cost.
    sold_lots = [part.lot for found in parts.values() for part in found]
    lines = {line.number: line for line in own if line.kind in GOODS_LINES}
    if any(number not in parts and line.kind is LineKind.GOODS for number, line in lines.items()):
        for part in _identified(session, sale):
            parts[part.line].append(part)
    answers = _answers(session, sale, without)
    costs = _costs(own, answers)
    lots = lots_by_id(session, sold_lots if costs or to_be_charged else ())
    return SoldSale(
        header=header,
        lines=lines,
        allocations={number: tuple(found) for number, found in parts.items()},
        rounding=sum_rupiah(line.amount for line in own if line.kind is LineKind.ROUNDING),
        paid=_paid(own, answers),
        customer=_customer(own, answers),
        earlier=_earlier(session, sale, answers),
        costs=costs,
        cost_lines=tuple(
            line
            for line in (*own, *(each.line for each in answers if each.kind is DocumentKind.PAYMENT_CHANGE))
            if line.kind is LineKind.PAYMENT_COST
        ),
        owners={lot: owner for lot, (owner, _cost) in lots.items()},
    )


def _identified(session: Session, sale: DocumentId) -> list[Allocation]:
    """The parts of lines of which it was found only later whose the goods were, as if the sale had them."""
    answers = session.execute(
        select(DocumentLine.document_id, DocumentLine.refers_line_no)
        .where(DocumentLine.refers_document_id == sale, DocumentLine.kind == LineKind.IDENTIFIED)
        .order_by(DocumentLine.refers_line_no)
    ).all()
    return [
        replace(part, line=line)
        for document, line in answers
        if line is not None
        for part in allocations_of(session, document)
    ]


_TAKING_BACK = (DocumentKind.REFUND, DocumentKind.EXCHANGE, DocumentKind.VOID, DocumentKind.RETURN_MATCHED)


def corrects(sale: DocumentId) -> ColumnElement[bool]:
    """Whether the document of the outer query corrects how the sale was paid."""
    return and_(Document.kind == DocumentKind.PAYMENT_CHANGE, Document.reverses_id == sale)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """A line of a later document that answers a line of the sale, or the sale as a whole."""

    kind: DocumentKind
    line: Line


def answered_by_match() -> ColumnElement[bool]:
    """Whether a match took the place of the outer query's line, so that only the match counts as a return."""
    answer, match = aliased(DocumentLine), aliased(Document)
    return (
        select(answer.line_no)
        .join(match, match.id == answer.document_id)
        .where(answer.refers_document_id == DocumentLine.document_id, answer.refers_line_no == DocumentLine.line_no)
        .where(answer.kind == LineKind.TAKEN_BACK, match.kind == DocumentKind.RETURN_MATCHED)
        .exists()
    )


@cache
def _answering() -> Select[DocumentKind, DocumentLine]:
    """Asked of one ``sale``. Kept, because to build it costs more than to run it."""
    sale = bindparam("sale", type_=UuidType())
    returns = and_(
        DocumentLine.refers_document_id == sale,
        Document.kind.in_(_TAKING_BACK),
        or_(DocumentLine.kind != LineKind.GOODS, ~answered_by_match()),
    )
    return (
        select(Document.kind, DocumentLine)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(or_(returns, and_(Document.kind == DocumentKind.PAYMENT_CHANGE, Document.reverses_id == sale)))
        .order_by(Document.received_seq, DocumentLine.line_no)
    )


def _answers(session: Session, sale: DocumentId, without: tuple[DocumentId, int] | None) -> list[_Answer]:
    rows = session.execute(_answering(), {"sale": sale})
    return [
        _Answer(
            kind=kind,
            line=Line(
                number=row.line_no,
                kind=row.kind,
                amount=row.amount,
                party=row.party_id,
                quantity=row.quantity,
                method=row.method,
                refers_line=row.refers_line_no,
                details=row.details,
            ),
        )
        for kind, row in rows
        if (row.document_id, row.line_no) != without
    ]


def _paid(own: list[Line], answers: list[_Answer]) -> dict[str, Rupiah]:
    """What was paid by each way, as corrections since have it."""
    paid: defaultdict[str, Rupiah] = defaultdict(lambda: ZERO)
    changes = (each.line for each in answers if each.kind is DocumentKind.PAYMENT_CHANGE)
    for line in (*own, *changes):
        if line.kind is LineKind.TENDER and line.method is not None:
            paid[line.method] += line.amount
    return {method: amount for method, amount in paid.items() if amount}


def _customer(own: list[Line], answers: list[_Answer]) -> PartyId | None:
    """Whose account it stands on; a correction of its payment may have put it on one."""
    corrected = (each.line for each in reversed(answers) if each.kind is DocumentKind.PAYMENT_CHANGE)
    on_account = (line.party for line in corrected if line.kind is LineKind.TENDER and line.amount > ZERO)
    bought = (line.party for line in own if line.kind is LineKind.CUSTOMER)
    return next((party for party in (*on_account, *bought) if party is not None), None)


def _earlier(session: Session, sale: DocumentId, answers: list[_Answer]) -> Earlier:
    lines: defaultdict[int, int] = defaultdict(int)
    money: defaultdict[str, Rupiah] = defaultdict(lambda: ZERO)
    rounding = ZERO
    for each in answers:
        line = each.line
        if line.kind in GOODS_LINES and line.refers_line is not None and line.quantity is not None:
            lines[line.refers_line] += line.quantity.units
        elif line.kind is LineKind.ROUNDING:
            rounding += line.amount
        elif line.kind is LineKind.TENDER and each.kind is DocumentKind.REFUND and line.method is not None:
            money[line.method] += line.amount
    return Earlier(lines=lines, lots=_lots_back(session, sale), rounding=rounding, money=money)


def _lots_back(session: Session, sale: DocumentId) -> dict[tuple[int, LotId], int]:
    back: defaultdict[tuple[int, LotId], int] = defaultdict(int)
    part = LineAllocation
    for line, lot, quantity in session.execute(
        select(DocumentLine.refers_line_no, part.lot_id, part.quantity)
        .join(part, (part.document_id == DocumentLine.document_id) & (part.line_no == DocumentLine.line_no))
        .where(DocumentLine.refers_document_id == sale, DocumentLine.kind.in_(GOODS_LINES))
    ):
        assert line is not None
        back[line, lot] += quantity.units
    return back


def _costs(own: list[Line], answers: list[_Answer]) -> dict[PartyId, tuple[Rupiah, Rupiah]]:
    costs: dict[PartyId, tuple[Rupiah, Rupiah]] = {}
    for line in (*own, *(each.line for each in answers)):
        if line.kind is LineKind.PAYMENT_COST and line.party is not None:
            full, borne = costs.get(line.party, (ZERO, ZERO))
            costs[line.party] = (full + Rupiah(int(line.details.get("full", 0))), borne + line.amount)
    return costs


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnableLine:
    """One line of a sale with what of it can still come back; ``amount`` is the money of all that is left."""

    line: int
    item: ItemId | None
    name: str
    quantity: Quantity
    left: Quantity
    price: Rupiah
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class Returnable:
    """A sale for whoever takes goods back. ``ways`` is what may still go out by each way of paying.

    Cash may take the place of any money that was really paid; what stands on a customer's account, or was kept back
    by a treasurer, goes back there.
    """

    sale: DocumentId
    code: str
    at: datetime
    customer: PartyId | None
    lines: tuple[ReturnableLine, ...]
    ways: Mapping[str, Rupiah]


def returnable(session: Session, sale: DocumentId) -> Returnable:
    """What of the sale can still come back. Raises SaleNotFound."""
    sold = sold_sale(session, sale)
    return Returnable(
        sale=sale,
        code=sold.header.code,
        at=sold.header.at,
        customer=sold.customer,
        lines=tuple(
            ReturnableLine(
                line=number,
                item=line.item,
                name=line.text,
                quantity=line.quantity or Quantity(0),
                left=Quantity(sold.left(number)),
                price=line.price or ZERO,
                amount=line.amount - sold.amount_back(number),
            )
            for number, line in sold.lines.items()
        ),
        ways=ways_back(session, sold),
    )


def ways_back(session: Session, sold: SoldSale) -> dict[str, Rupiah]:
    """How much may still go out by each way of paying; cash also in the place of the others.

    Together no more goes out than came in, whichever way it went before.
    """
    methods = {method.code: method for method in payment_methods(session, also_inactive=True)}
    back = sold.earlier.money
    left = {code: sold.paid.get(code, ZERO) - back.get(code, ZERO) for code in {**sold.paid, **back}}
    # A part of an exchange was paid with goods; that their money was real was seen to when they came back.
    worth = sum_rupiah(line.amount for line in sold.lines.values()) + sold.rounding
    with_goods = worth - sum_rupiah(sold.paid.values())
    real = max(sum_rupiah(amount for code, amount in left.items() if methods[code].is_money) + with_goods, ZERO)
    ways = {code: min(amount, real) if methods[code].is_money else amount for code, amount in left.items()}
    return {CASH: real, **{code: amount for code, amount in ways.items() if amount > ZERO and code != CASH}}
