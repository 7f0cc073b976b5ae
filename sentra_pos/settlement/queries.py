"""What each artisan is owed, and the lines behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DeviceId, DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, LineAllocation, Lot, MoneyMove
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import balance_of, balances_by_party
from sentra_pos.people.facts import PartyKind, PayoutMethod
from sentra_pos.people.models import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedLine:
    """One line's effect on an artisan: a sale earns, a refund takes back. Amounts carry that sign.

    ``list_amount − discount = paid``, and of that ``commission`` is the shop's and ``share`` the artisan's.
    """

    document: DocumentId
    line: int
    kind: DocumentKind
    code: str
    business_date: date
    text: str
    quantity: Quantity
    list_amount: Rupiah
    discount: Rupiah
    commission: Rupiah
    share: Rupiah

    @property
    def paid(self) -> Rupiah:
        """What the customer paid for it."""
        return self.list_amount - self.discount


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What stands between the shop and one artisan now; ``fresh`` is sold and not yet settled."""

    party: PartyId
    code: str
    name: str
    payout_method: PayoutMethod
    pieces: int
    sold: Rupiah
    commission: Rupiah
    fresh: Rupiah
    carried: Rupiah
    advance: Rupiah

    @property
    def deduction(self) -> Rupiah:
        """The advance that the next settlement recovers: no more than there is."""
        return max(min(self.advance, self.fresh + self.carried), ZERO)

    @property
    def to_pay(self) -> Rupiah:
        """What would be paid if it were settled now; never below zero."""
        return max(self.fresh + self.carried - self.deduction, ZERO)


def accrued_of(party: PartyId) -> Account:
    """What the artisan earned and no settlement has taken yet."""
    return Account(AccountKind.ACCRUED, party=party)


def payable_of(party: PartyId) -> Account:
    """What settlements locked and no payout has paid yet."""
    return Account(AccountKind.PAYABLE, party=party)


def advance_of(party: PartyId) -> Account:
    """What the artisan had ahead and has not given back."""
    return Account(AccountKind.ADVANCE, party=party)


def _accruals(account: Account) -> Any:
    """Per document and line, what moved on the account and no settlement has taken: sales add, refunds take away."""
    settled = aliased(DocumentLine)
    earned = case((MoneyMove.credit_account_id == account.id, MoneyMove.amount), else_=-MoneyMove.amount)
    return (
        select(
            MoneyMove.document_id,
            MoneyMove.line_no,
            func.sum(earned, type_=MoneyMove.amount.type).label("share"),
        )
        .join(Document, Document.id == MoneyMove.document_id)
        .where(
            or_(MoneyMove.credit_account_id == account.id, MoneyMove.debit_account_id == account.id),
            Document.kind != DocumentKind.SETTLEMENT,
            ~select(settled.line_no)
            .where(
                settled.refers_document_id == MoneyMove.document_id,
                settled.refers_line_no == MoneyMove.line_no,
                settled.kind == LineKind.SETTLED,
                settled.party_id == account.party,
            )
            .exists(),
        )
        .group_by(MoneyMove.document_id, MoneyMove.line_no)
        .subquery()
    )


def owed_lines(session: Session, party: PartyId) -> tuple[OwedLine, ...]:
    """Every line not yet settled, in the order in which it entered the book."""
    fresh = _accruals(accrued_of(party))
    rows = session.execute(
        select(Document, Device.code, DocumentLine, fresh.c.share)
        .join(fresh, fresh.c.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == fresh.c.document_id, DocumentLine.line_no == fresh.c.line_no),
        )
        .order_by(Document.received_seq, DocumentLine.line_no)
    ).all()
    parts = _parts(session, party, {header.id for header, *_ in rows})
    return tuple(_owed_line(header, code, line, share, parts) for header, code, line, share in rows)


_Part = tuple[Quantity, Rupiah, Rupiah, Rupiah]


def _parts(session: Session, party: PartyId, documents: Iterable[DocumentId]) -> dict[tuple[DocumentId, int], _Part]:
    quantity, amount = LineAllocation.quantity, LineAllocation.list_amount
    rows = session.execute(
        select(
            LineAllocation.document_id,
            LineAllocation.line_no,
            func.sum(quantity, type_=quantity.type),
            func.sum(amount, type_=amount.type),
            func.sum(LineAllocation.discount, type_=amount.type),
            func.sum(LineAllocation.shop_part, type_=amount.type),
        )
        .join(Lot, Lot.id == LineAllocation.lot_id)
        .where(LineAllocation.document_id.in_(list(documents)), Lot.owner_id == party)
        .group_by(LineAllocation.document_id, LineAllocation.line_no)
    )
    return {(document, line): (count, listed, less, shop) for document, line, count, listed, less, shop in rows}


def _owed_line(
    header: Document, device_code: int, line: DocumentLine, share: Rupiah, parts: dict[tuple[DocumentId, int], _Part]
) -> OwedLine:
    count, listed, less, shop = parts.get((header.id, line.line_no), (NONE, share, ZERO, ZERO))
    back = header.kind is DocumentKind.REFUND
    return OwedLine(
        document=header.id,
        line=line.line_no,
        kind=header.kind,
        code=document_code(header.kind, device_code, header.epoch, header.number),
        business_date=header.business_date,
        text=line.text,
        quantity=-count if back else count,
        list_amount=-listed if back else listed,
        discount=-less if back else less,
        commission=-shop if back else shop,
        share=share,
    )


def owed_to(session: Session, party: PartyId) -> Owed:
    """One artisan's figures now. Raises LookupError for an id that is no party's."""
    row = session.get(Party, party)
    if row is None:
        raise LookupError(party)
    return _owed(session, row, _three_balances(session))


def owed_by_artisan(session: Session) -> tuple[Owed, ...]:
    """Every active artisan's figures, and those of any other with money open, by code."""
    balances = _three_balances(session)
    open_parties = {party for kind in balances for party, amount in balances[kind].items() if amount}
    rows = session.execute(
        select(Party)
        .where(or_(and_(Party.kind == PartyKind.ARTISAN, Party.active), Party.id.in_(open_parties)))
        .order_by(Party.code)
    ).scalars()
    return tuple(_owed(session, row, balances) for row in rows)


_Balances = dict[AccountKind, dict[PartyId, Rupiah]]


def _three_balances(session: Session) -> _Balances:
    kinds = (AccountKind.ACCRUED, AccountKind.PAYABLE, AccountKind.ADVANCE)
    return {kind: balances_by_party(session, kind) for kind in kinds}


def _owed(session: Session, row: Party, balances: _Balances) -> Owed:
    fresh = -balances[AccountKind.ACCRUED].get(row.id, ZERO)
    lines = owed_lines(session, row.id) if row.id in balances[AccountKind.ACCRUED] else ()
    return Owed(
        party=row.id,
        code=row.code,
        name=row.name,
        payout_method=row.payout_method,
        pieces=sum(line.quantity.units for line in lines),
        sold=sum_rupiah(line.paid for line in lines),
        commission=sum_rupiah(line.commission for line in lines),
        fresh=fresh,
        carried=-balances[AccountKind.PAYABLE].get(row.id, ZERO),
        advance=balances[AccountKind.ADVANCE].get(row.id, ZERO),
    )


def drawer_holds(session: Session, device: DeviceId) -> Rupiah:
    """The cash that payouts can be made from now."""
    return balance_of(session, Account(AccountKind.DRAWER, device=device))


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementRow:
    """A locked settlement in a list; ``left`` is what is still to be paid of everything payable now."""

    id: DocumentId
    code: str
    party: PartyId
    name: str
    at: datetime
    total: Rupiah


def settlements_of(session: Session, party: PartyId | None = None, *, limit: int = 100) -> tuple[SettlementRow, ...]:
    """The newest settlements, of one artisan if named."""
    wanted = (
        select(Document, Device.code, Party, DocumentLine.details)
        .join(Device, Device.id == Document.device_id)
        .join(DocumentLine, and_(DocumentLine.document_id == Document.id, DocumentLine.kind == LineKind.BALANCE))
        .join(Party, Party.id == DocumentLine.party_id)
        .where(Document.kind == DocumentKind.SETTLEMENT)
        .order_by(Document.received_seq.desc())
        .limit(limit)
    )
    if party is not None:
        wanted = wanted.where(DocumentLine.party_id == party)
    return tuple(
        SettlementRow(
            id=header.id,
            code=document_code(header.kind, code, header.epoch, header.number),
            party=who.id,
            name=who.name,
            at=header.at,
            total=Rupiah(int(str(details["to_pay"]))),
        )
        for header, code, who, details in session.execute(wanted)
    )
