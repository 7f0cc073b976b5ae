"""The statement of a settlement, read off the documents: what came in, sold, was taken off, paid and is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, case, func, or_, select, union
from sqlalchemy.orm import Session

from sentra_pos.consignment.queries import agreement_by_id, agreement_in_force
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.ids import AgreementId, DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.types import UuidType
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import AccountRow, Device, Document, DocumentLine, GoodsMove, Lot, MoneyMove
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import Header, documents_moving, header_of, lines_of
from sentra_pos.people.models import Party
from sentra_pos.settlement.discount_borne import Borne, discounts_borne
from sentra_pos.settlement.errors import SettlementNotFound
from sentra_pos.settlement.locked import settlement_row, summary_line_of_one
from sentra_pos.settlement.proof import PaperTotals, qr_text
from sentra_pos.settlement.queries import OwedLine, payable_of, savings_of
from sentra_pos.settlement.statement_goods import GoodsCount, ItemGoods, all_together, goods_between
from sentra_pos.settlement.statement_payouts import Paid, paid_on
from sentra_pos.settlement.told_apart import lines_told_apart, told_apart
from sentra_pos.settlement.turnover import Turnover, turnover_of

#: ``date`` itself is a field's name below.
_Day = date


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOff:
    """What was taken off for the debt that ``code`` made (``what``: advance, materials), or put aside (savings)."""

    what: str
    text: str
    amount: Rupiah
    line: int
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became payable between two settlements without having been accrued.

    Bought outright, owed from before, or paid back by the artisan, or let go by the shop, of a balance below zero;
    or that taken back (``undone``).
    """

    document: DocumentId
    line: int
    kind: DocumentKind
    what: LineKind
    code: str
    date: date
    text: str
    quantity: Quantity
    amount: Rupiah
    undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Everything the paper says. ``carried + earned − deducted = balance`` and ``to_pay − paid = left``.

    Of what was ``carried``, ``brought`` names what is new since ``before``, the settlement that left the rest.
    ``carried_into`` is the later settlement that took over what is left of this one. ``first`` is the day of the first
    document that concerns the artisan, where there is no settlement before. ``about`` tells items of one name apart, by
    the line that earned, and ``borne`` whose money its discount was.
    """

    id: DocumentId
    code: str
    at: datetime
    date: date
    party: PartyId
    party_code: str
    party_name: str
    bank_account: str
    agreement: Agreement | None
    before: str
    before_id: DocumentId | None
    since: datetime | None
    first: _Day | None
    brought: tuple[Brought, ...]
    items: tuple[ItemGoods, ...]
    lines: tuple[OwedLine, ...]
    carried: Rupiah
    taken_off: tuple[TakenOff, ...]
    advance_left: Rupiah
    savings: Rupiah
    turnover: Turnover
    payouts: tuple[Paid, ...]
    carried_into: str
    hash: bytes
    about: Mapping[tuple[DocumentId, int], str] = field(default_factory=dict)
    borne: Mapping[tuple[DocumentId, int], Borne] = field(default_factory=dict)

    @property
    def goods(self) -> GoodsCount:
        """All items together."""
        return all_together(self.items)

    @property
    def deducted(self) -> Rupiah:
        """For debts, and into savings."""
        return sum_rupiah(part.amount for part in self.taken_off)

    @property
    def sold(self) -> Rupiah:
        """What customers paid for this artisan's goods, refunds taken off."""
        return sum_rupiah(line.paid for line in self.lines)

    @property
    def commission(self) -> Rupiah:
        return sum_rupiah(line.commission for line in self.lines)

    @property
    def extra(self) -> Rupiah:
        """Fees, what payments cost, and what was compensated for."""
        return sum_rupiah(line.extra for line in self.lines)

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
        return sum_rupiah(payout.amount for payout in self.payouts if not payout.voided)

    @property
    def left(self) -> Rupiah:
        return self.to_pay - self.paid

    @property
    def left_later(self) -> Rupiah:
        """What of that was not carried into ``carried_into``, because it came back by a void after it."""
        return sum_rupiah(payout.amount for payout in self.payouts if payout.too_late)

    @property
    def totals(self) -> PaperTotals:
        """As the paper's QR code says them."""
        return PaperTotals(sold=self.sold, commission=self.commission, deducted=self.deducted, balance=self.balance)

    @property
    def qr(self) -> str:
        """The text of the paper's QR code."""
        return qr_text(self.id, self.hash, self.totals)

    @property
    def left_before(self) -> Rupiah:
        """What the settlement before this one left, below zero too."""
        return self.carried - sum_rupiah(part.amount for part in self.brought)


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
    since_seq, since, before, before_id = _settled_before(session, party.id, upto)
    items = told_apart(session, goods_between(session, party.id, since_seq, upto))
    earning = tuple(_frozen(line) for line in lines if line.kind is LineKind.SETTLED)
    return Statement(
        id=settlement,
        code=header.code,
        at=header.at,
        date=header.business_date,
        party=party.id,
        party_code=party.code,
        party_name=party.name,
        bank_account=party.bank_account,
        agreement=_locked_under(session, header, summary),
        before=before,
        before_id=before_id,
        since=since,
        first=_first_day(session, party.id, upto) if before_id is None else None,
        brought=_brought(session, party.id, since_seq, upto),
        items=items,
        lines=earning,
        carried=Rupiah(int(summary.details["carried"])),
        taken_off=tuple(_taken_off(line) for line in lines if line.kind in (LineKind.DEDUCTION, LineKind.SAVED)),
        advance_left=Rupiah(int(summary.details["advance_left"])),
        savings=_savings(session, party.id, upto),
        turnover=turnover_of(session, party.id, header.business_date, upto=upto),
        payouts=paid_on(session, settlement, party.id, upto),
        carried_into=settlement_row(session, settlement).carried_into,
        hash=header.hash,
        about=lines_told_apart(session, settlement, items),
        borne=discounts_borne(session, settlement, party.id, earning),
    )


def _locked_under(session: Session, header: Header, summary: Line) -> Agreement | None:
    """The terms that its own line names, under its seal; else those that were in the book by then."""
    assert summary.party is not None
    if "agreement" not in summary.details:
        return agreement_in_force(session, summary.party, header.business_date, recorded_by=header.at)
    named = summary.details["agreement"]
    return None if named is None else agreement_by_id(session, AgreementId(UUID(str(named))))


def _taken_off(line: Line) -> TakenOff:
    what = str(line.details.get("what", "savings" if line.kind is LineKind.SAVED else "advance"))
    code = str(line.details.get("code", ""))
    return TakenOff(what=what, text=line.text, amount=abs(line.amount), line=line.number, code=code)


def _savings(session: Session, party: PartyId, upto: int) -> Rupiah:
    """What the artisan had put aside when it was locked."""
    found: Rupiah | None = session.execute(_saved(), {"account": savings_of(party).id, "upto": upto}).scalar_one()
    return found or ZERO


_ACCOUNT = bindparam("account", type_=UuidType())
_CREDITED, _DEBITED = MoneyMove.credit_account_id == _ACCOUNT, MoneyMove.debit_account_id == _ACCOUNT
#: What a move gave to the account that is asked for; NULL of a move of others.
_GAVE_IT = case((_CREDITED, MoneyMove.amount), (_DEBITED, -MoneyMove.amount))


@cache
def _saved() -> Select[Any]:
    """Kept like the questions below: each statement asks them, and to build one costs more than to ask it."""
    return (
        select(func.sum(_GAVE_IT, type_=MoneyMove.amount.type))
        .join(Document, Document.id == MoneyMove.document_id)
        .where(or_(_CREDITED, _DEBITED), Document.received_seq <= bindparam("upto"))
    )


def _frozen(line: Line) -> OwedLine:
    assert line.refers_to is not None
    assert line.refers_line is not None
    return OwedLine(
        document=line.refers_to,
        line=line.refers_line,
        kind=DocumentKind(line.details["kind"]),
        what=LineKind(line.details["what"]),
        back=bool(line.details["back"]),
        code=line.details["code"],
        business_date=date.fromisoformat(line.details["date"]),
        text=line.text,
        quantity=line.quantity or NONE,
        list_amount=Rupiah(int(line.details["list"])),
        discount=line.discount or Rupiah(0),
        commission=Rupiah(int(line.details["commission"])),
        extra=Rupiah(int(line.details["extra"])),
        share=line.amount,
        late=bool(line.details.get("late")),
        place=str(line.details.get("place", "")),
    )


def _settled_before(session: Session, party: PartyId, upto: int) -> tuple[int, datetime | None, str, DocumentId | None]:
    row = session.execute(_earlier(), {"party": party, "upto": upto}).one_or_none()
    if row is None:
        return 0, None, "", None
    header, device = row
    code = document_code(header.kind, device, header.epoch, header.number)
    return header.received_seq, header.at, code, header.id


@cache
def _earlier() -> Select[Document, int]:
    return (
        select(Document, Device.code)
        .join(Device, Device.id == Document.device_id)
        .join(DocumentLine, summary_line_of_one())
        .where(Document.kind == DocumentKind.SETTLEMENT, Document.received_seq < bindparam("upto"))
        .where(DocumentLine.party_id == bindparam("party", type_=UuidType()))
        .order_by(Document.received_seq.desc())
        .limit(1)
    )


def _first_day(session: Session, party: PartyId, upto: int) -> date | None:
    """When the first of the artisan's goods or money entered the book: by a note, or as what stood there before."""
    goods = select(GoodsMove.document_id).join(Lot, Lot.id == GoodsMove.lot_id).where(Lot.owner_id == party)
    own = select(AccountRow.id).where(AccountRow.party_id == party)
    money = (
        select(MoneyMove.document_id).where(side.in_(own))
        for side in (MoneyMove.debit_account_id, MoneyMove.credit_account_id)
    )
    return session.execute(
        select(func.min(Document.business_date))
        .where(Document.received_seq < upto)
        .where(Document.id.in_(union(goods, *money).scalar_subquery()))
    ).scalar_one()


def _brought(session: Session, party: PartyId, since: int, upto: int) -> tuple[Brought, ...]:
    rows = session.execute(_news(), {"account": payable_of(party).id, "since": since, "upto": upto})
    return tuple(
        Brought(
            document=header.id,
            line=line.line_no,
            kind=header.kind,
            what=line.kind,
            code=document_code(header.kind, device, header.epoch, header.number),
            date=header.business_date,
            text=line.text,
            quantity=line.quantity or NONE,
            amount=moved,
            undone="undoes" in line.details,
        )
        for header, device, line, moved in rows
    )


@cache
def _news() -> Select[*tuple[Any, ...]]:
    moving = documents_moving(_ACCOUNT)
    # Settled first which documents they are: a settlement has as many moves as lines, and is none of them.
    these = (
        select(Document.id)
        .join(moving, moving.c.document_id == Document.id)
        .where(Document.kind.not_in((DocumentKind.SETTLEMENT, DocumentKind.PAYOUT)))
        .where(Document.received_seq > bindparam("since"), Document.received_seq < bindparam("upto"))
        .cte("these")
        .prefix_with("MATERIALIZED")
    )
    before = select(Document.id).where(Document.received_seq == bindparam("since")).scalar_subquery()
    return (
        select(Document, Device.code, DocumentLine, _GAVE_IT)
        .select_from(these)
        .join(Document, Document.id == these.c.id)
        .join(MoneyMove, and_(MoneyMove.document_id == these.c.id, _GAVE_IT.is_not(None)))
        .join(Device, Device.id == Document.device_id)
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == MoneyMove.document_id, DocumentLine.line_no == MoneyMove.line_no),
        )
        # A void on the settlement before this one is in what that one left; on an older one it is news.
        .where(or_(Document.kind != DocumentKind.PAYOUT_VOID, DocumentLine.refers_document_id.not_in(before)))
        .order_by(Document.received_seq, MoneyMove.line_no)
    )
