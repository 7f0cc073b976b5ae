"""What each artisan is owed now, and the lines behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DeviceId, DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import AccountRow, Device, Document, DocumentLine, LineAllocation, Lot, MoneyMove
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import balance_of, balances_by_party
from sentra_pos.people.facts import PartyKind, PayoutMethod
from sentra_pos.people.models import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedLine:
    """One line's effect on an artisan: what is sold earns, what comes ``back`` takes back. Amounts carry that sign.

    ``list_amount − discount = paid``, and of that ``commission`` is the shop's and ``share`` the artisan's. A line that
    is no goods (a payment's cost that he bears, a compensation) is all ``extra``.
    """

    document: DocumentId
    line: int
    kind: DocumentKind
    what: LineKind
    back: bool
    code: str
    business_date: date
    text: str
    quantity: Quantity
    list_amount: Rupiah
    discount: Rupiah
    commission: Rupiah
    extra: Rupiah
    share: Rupiah

    @property
    def paid(self) -> Rupiah:
        """What the customer paid for it."""
        return self.list_amount - self.discount

    @property
    def price(self) -> Rupiah:
        """Of one piece, before the discount; of a line without pieces, all of it."""
        return self.list_amount.part(1, self.quantity.units) if self.quantity else self.list_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What stands between the shop and one artisan now.

    ``fresh`` was earned and not yet settled; ``carried`` is what settlements left, and what was bought outright.
    """

    party: PartyId
    code: str
    name: str
    payout_method: PayoutMethod
    pieces: int
    lines: int
    sold: Rupiah
    commission: Rupiah
    extra: Rupiah
    fresh: Rupiah
    carried: Rupiah
    advance: Rupiah

    @property
    def deduction(self) -> Rupiah:
        """The advance that the next settlement recovers: no more than there is."""
        return max(min(self.advance, self.fresh + self.carried), ZERO)

    @property
    def balance(self) -> Rupiah:
        """What would stand after settling now; below zero it is carried on."""
        return self.fresh + self.carried - self.deduction

    @property
    def to_pay(self) -> Rupiah:
        """What would be paid if it were settled now; never below zero."""
        return max(self.balance, ZERO)


def accrued_of(party: PartyId) -> Account:
    """What the artisan earned and no settlement has taken yet."""
    return Account(AccountKind.ACCRUED, party=party)


def payable_of(party: PartyId) -> Account:
    """What settlements locked and no payout has paid yet."""
    return Account(AccountKind.PAYABLE, party=party)


def advance_of(party: PartyId) -> Account:
    """What the artisan had ahead and has not given back."""
    return Account(AccountKind.ADVANCE, party=party)


#: What an artisan earns by lots; whatever else accrues is found by its moves, and named by what it is not, so that no
#: kind is ever left out.
_SPLIT_LINES = (LineKind.GOODS, LineKind.SERVICE)
#: Was not paid by a customer for goods: what a payment cost, what damage is made good with.
_EXTRA_LINES = (LineKind.PAYMENT_COST, LineKind.COMPENSATION)


def _not_settled(document: Any, line: Any, party: Any) -> ColumnElement[bool]:
    settled = aliased(DocumentLine)
    return ~(
        select(settled.line_no)
        .where(
            settled.refers_document_id == document,
            settled.refers_line_no == line,
            settled.kind == LineKind.SETTLED,
            settled.party_id == party,
        )
        .exists()
    )


def _unsettled(party: PartyId | None) -> Any:
    """Per document, line and artisan what no settlement has taken: what is sold adds, what comes back takes away.

    A line is told by its allocations, also when its share is nothing; what has none, by its moves on the account.
    """
    part, back = LineAllocation, DocumentLine.refers_document_id.is_not(None)

    def signed(column: Any) -> ColumnElement[Any]:
        return func.sum(case((back, -column), else_=column), type_=column.type)

    split = (
        select(
            part.document_id,
            part.line_no,
            Lot.owner_id.label("party"),
            signed(part.quantity).label("quantity"),
            signed(part.list_amount).label("listed"),
            signed(part.discount).label("discount"),
            signed(part.shop_part).label("commission"),
            literal(ZERO, part.share.type).label("extra"),
            signed(part.share).label("share"),
        )
        .join(Lot, Lot.id == part.lot_id)
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == part.document_id, DocumentLine.line_no == part.line_no),
        )
        .where(_not_settled(part.document_id, part.line_no, Lot.owner_id))
        .where(Lot.owner_id.is_not(None) if party is None else Lot.owner_id == party)
        .group_by(part.document_id, part.line_no, Lot.owner_id)
    )
    move, money = MoneyMove, MoneyMove.amount.type
    earned = func.sum(case((move.credit_account_id == AccountRow.id, move.amount), else_=-move.amount), type_=money)
    nothing = literal(ZERO, money)
    is_extra = DocumentLine.kind.in_(_EXTRA_LINES)
    other = (
        select(
            move.document_id,
            move.line_no,
            AccountRow.party_id,
            literal(NONE, part.quantity.type),
            case((is_extra, nothing), else_=earned),
            nothing,
            nothing,
            case((is_extra, earned), else_=nothing),
            earned,
        )
        .join(Document, Document.id == move.document_id)
        .join(AccountRow, or_(AccountRow.id == move.credit_account_id, AccountRow.id == move.debit_account_id))
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == move.document_id, DocumentLine.line_no == move.line_no),
        )
        .where(AccountRow.kind == AccountKind.ACCRUED, Document.kind != DocumentKind.SETTLEMENT)
        .where(DocumentLine.kind.not_in(_SPLIT_LINES))
        .where(_not_settled(move.document_id, move.line_no, AccountRow.party_id))
        .where(AccountRow.party_id.is_not(None) if party is None else AccountRow.party_id == party)
        .group_by(move.document_id, move.line_no, AccountRow.party_id)
    )
    return union_all(split, other)


def owed_lines(session: Session, party: PartyId) -> tuple[OwedLine, ...]:
    """Every line not yet settled, in the order in which it entered the book."""
    fresh = _unsettled(party).subquery()
    rows = session.execute(
        select(Document, Device.code, DocumentLine, fresh)
        .join(fresh, fresh.c.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == fresh.c.document_id, DocumentLine.line_no == fresh.c.line_no),
        )
        .order_by(Document.received_seq, DocumentLine.line_no)
    )
    return tuple(_owed_line(row) for row in rows)


def _owed_line(row: Sequence[Any]) -> OwedLine:
    header, device_code, line, _document, number, _party, count, listed, less, commission, extra, share = row
    return OwedLine(
        document=header.id,
        line=number,
        kind=header.kind,
        what=line.kind,
        back=line.refers_document_id is not None,
        code=document_code(header.kind, device_code, header.epoch, header.number),
        business_date=header.business_date,
        text=line.text or line.method or "",
        quantity=count,
        list_amount=listed,
        discount=less,
        commission=commission,
        extra=extra,
        share=share,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Totals:
    pieces: int = 0
    lines: int = 0
    sold: Rupiah = ZERO
    commission: Rupiah = ZERO
    extra: Rupiah = ZERO


def _totals(session: Session, party: PartyId | None = None) -> dict[PartyId, _Totals]:
    fresh = _unsettled(party).subquery()
    money, count = MoneyMove.amount.type, LineAllocation.quantity.type
    rows = session.execute(
        select(
            fresh.c.party,
            func.sum(fresh.c.quantity, type_=count),
            func.count(),
            func.sum(fresh.c.listed - fresh.c.discount, type_=money),
            func.sum(fresh.c.commission, type_=money),
            func.sum(fresh.c.extra, type_=money),
        ).group_by(fresh.c.party)
    )
    return {
        PartyId(who): _Totals(pieces=pieces.units, lines=lines, sold=sold, commission=commission, extra=extra)
        for who, pieces, lines, sold, commission, extra in rows
    }


def owed_to(session: Session, party: PartyId) -> Owed:
    """One artisan's figures now. Raises LookupError for an id that is no party's."""
    row = session.get(Party, party)
    if row is None:
        raise LookupError(party)
    balances = {kind: {party: balance_of(session, Account(kind, party=party))} for kind in _OF_AN_ARTISAN}
    return _owed(row, balances, _totals(session, party))


def owed_by_artisan(session: Session) -> tuple[Owed, ...]:
    """Every active artisan's figures, and those of anybody else with money open, P2 before P10."""
    balances = {kind: balances_by_party(session, kind) for kind in _OF_AN_ARTISAN}
    totals = _totals(session)
    rows = session.execute(select(Party)).scalars().all()
    involved = {party for kind in balances for party, amount in balances[kind].items() if amount} | set(totals)
    wanted = [row for row in rows if row.id in involved or (row.active and row.kind is PartyKind.ARTISAN)]
    return tuple(_owed(row, balances, totals) for row in sorted(wanted, key=lambda row: (len(row.code), row.code)))


_Balances = dict[AccountKind, dict[PartyId, Rupiah]]
_OF_AN_ARTISAN = (AccountKind.ACCRUED, AccountKind.PAYABLE, AccountKind.ADVANCE)


def _owed(row: Party, balances: _Balances, totals: dict[PartyId, _Totals]) -> Owed:
    now = totals.get(row.id, _Totals())
    return Owed(
        party=row.id,
        code=row.code,
        name=row.name,
        payout_method=row.payout_method,
        pieces=now.pieces,
        lines=now.lines,
        sold=now.sold,
        commission=now.commission,
        extra=now.extra,
        fresh=-balances[AccountKind.ACCRUED].get(row.id, ZERO),
        carried=-balances[AccountKind.PAYABLE].get(row.id, ZERO),
        advance=balances[AccountKind.ADVANCE].get(row.id, ZERO),
    )


def drawer_holds(session: Session, device: DeviceId) -> Rupiah:
    """The cash that payouts can be made from now."""
    return balance_of(session, Account(AccountKind.DRAWER, device=device))
