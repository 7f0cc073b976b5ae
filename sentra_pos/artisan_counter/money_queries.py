"""What an artisan is owed, was paid and owes, and why: every question is about the party of the session alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.artisan_counter.errors import NotYours
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.goods_queries import SaleState, pieces_at_exhibitions, pieces_here, sales
from sentra_pos.artisan_counter.objection_queries import my_objections
from sentra_pos.consignment.payday import next_payday
from sentra_pos.consignment.queries import agreement_in_force
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.errors import NotOnTheBook, SettlementNotFound
from sentra_pos.settlement.explain import Reason, explain_balance
from sentra_pos.settlement.figures import Explanation, Figure, explain_document_line, explain_figure
from sentra_pos.settlement.holds import held_sales
from sentra_pos.settlement.locked import SettlementRow, settlement_row, settlements_of
from sentra_pos.settlement.payout_queries import takers
from sentra_pos.settlement.queries import Owed, advance_of, owed_to
from sentra_pos.settlement.statement import Statement, statement_of

#: What is added up is never cut off.
_ALL = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The first page. ``owed`` is everything up to now; of it ``held`` still waits for the agreement's hold to pass.

    ``payday`` is the next day of settlement by the agreement, None when the artisan asks for it. ``here`` and ``away``
    count pieces; ``sold_pieces`` and ``sold_share`` are this month's, what came back taken off.
    """

    owed: Owed
    agreement: Agreement | None
    held: Rupiah
    payday: date | None
    here: int
    away: int
    sold_pieces: int
    sold_share: Rupiah
    savings: Rupiah
    objections: int
    answers: int

    @property
    def debt(self) -> Rupiah:
        return self.owed.advance


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPayout:
    """Money that was handed over or transferred on a settlement.

    ``to`` names who took it, where that was not the artisan; ``voided`` is the number of the document (``void``) that
    took it back, "" while it stands.
    """

    document: DocumentId
    line: int
    code: str
    settlement: str
    settlement_id: DocumentId
    business_date: date
    method: PayoutMethod
    amount: Rupiah
    reference: str
    to: str = ""
    voided: str = ""
    void: DocumentId | None = None


def overview(session: Session, who: ArtisanSession, today: date) -> Overview:
    """Everything of the first page, as it stands now."""
    agreement = agreement_in_force(session, who.party, today)
    month = sales(session, who, today, since=today.replace(day=1), newest=_ALL)
    objections = my_objections(session, who)
    return Overview(
        owed=owed_to(session, who.party),
        agreement=agreement,
        held=_held(session, who, today),
        payday=None if agreement is None else next_payday(agreement, today),
        here=sum(each.quantity.units for each in pieces_here(session, who)),
        away=sum(each.quantity.units for each in pieces_at_exhibitions(session, who)),
        sold_pieces=sum(-each.quantity.units if each.back else each.quantity.units for each in month),
        sold_share=sum_rupiah(each.share for each in month),
        savings=-balance_of(session, savings_of(who.party)),
        objections=sum(1 for each in objections if not each.answer),
        answers=sum(1 for each in objections if each.answer),
    )


def _held(session: Session, who: ArtisanSession, today: date) -> Rupiah:
    if not held_sales(session, today, who.party):
        return ZERO
    return sum_rupiah(each.share for each in sales(session, who, today, newest=_ALL) if each.state is SaleState.HELD)


def savings_of(party: PartyId) -> Account:
    """What the shop keeps for the artisan."""
    return Account(AccountKind.SAVINGS, party=party)


def settlements(session: Session, who: ArtisanSession) -> tuple[SettlementRow, ...]:
    """The artisan's settlements, the newest first."""
    return settlements_of(session, who.party)


def settlement(session: Session, who: ArtisanSession, document: DocumentId) -> Statement:
    """One of them, with its lines. Raises NotYours."""
    try:
        row = settlement_row(session, document)
    except SettlementNotFound:
        raise NotYours from None
    if row.party != who.party:
        raise NotYours
    return statement_of(session, document)


def payouts(session: Session, who: ArtisanSession) -> tuple[MyPayout, ...]:
    """What was paid, the newest first."""
    codes = {row.id: row.code for row in settlements_of(session, who.party, limit=_ALL)}
    later, elsewhere = aliased(Document), aliased(Device)
    rows: Any = session.execute(
        select(Document, Device.code, DocumentLine, later, elsewhere.code)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .outerjoin(later, and_(later.reverses_id == Document.id, later.kind == DocumentKind.PAYOUT_VOID))
        .outerjoin(elsewhere, elsewhere.id == later.device_id)
        .where(Document.kind == DocumentKind.PAYOUT, DocumentLine.party_id == who.party)
        .order_by(Document.received_seq.desc())
    ).all()
    took = takers(session, [row[0].id for row in rows])
    return tuple(
        MyPayout(
            document=header.id,
            line=line.line_no,
            code=document_code(header.kind, device, header.epoch, header.number),
            settlement=codes.get(line.refers_document_id or header.id, ""),
            settlement_id=line.refers_document_id or header.id,
            business_date=header.business_date,
            method=PayoutMethod(line.method or ""),
            amount=line.amount,
            reference=line.reference or "",
            to=took.get(header.id, ""),
            voided="" if void is None else document_code(void.kind, its_device, void.epoch, void.number),
            void=None if void is None else void.id,
        )
        for header, device, line, void, its_device in rows
    )


def why_owed(session: Session, who: ArtisanSession, figure: Figure) -> Explanation:
    """What a figure of the artisan's is made of."""
    return explain_figure(session, who.party, figure)


def why_line(session: Session, who: ArtisanSession, document: DocumentId, line: int) -> Explanation:
    """How a line came to its amount. Raises NotYours."""
    try:
        return explain_document_line(session, who.party, document, line)
    except NotOnTheBook:
        raise NotYours from None


def debts(session: Session, who: ArtisanSession) -> tuple[Reason, ...]:
    """Every kasbon and everything paid back of one, with what stood open after it."""
    return explain_balance(session, advance_of(who.party))


def savings(session: Session, who: ArtisanSession) -> tuple[Reason, ...]:
    """Everything put aside and paid back, with what stood after it."""
    return explain_balance(session, savings_of(who.party))
