"""What artisans had ahead and have not given back, debt by debt, and what they save, each with its plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import balance_of
from sentra_pos.settlement.deduction_rules import AT_ONCE, Debt, Plan, Purpose, SavingsPlan
from sentra_pos.settlement.models import RecoveryPlanRow

#: Lines by which a debt gets smaller, or as large as it was where one was taken back.
_BACK = (LineKind.DEDUCTION, LineKind.PAID_BACK, LineKind.FORGIVEN)


def saved_by(session: Session, party: PartyId) -> Rupiah:
    """What the artisan has put aside by now."""
    return -balance_of(session, Account(AccountKind.SAVINGS, party=party))


def debts_of(
    session: Session, parties: Collection[PartyId], *, also_recovered: bool = False
) -> dict[PartyId, tuple[Debt, ...]]:
    """Each one's debts, the oldest first; those that are recovered in full only where they are asked for."""
    if not parties:
        return {}
    rows = [row for row in session.execute(_lent(parties)).all() if _is_debt(row[2])]
    taken = _recovered(session, [row[0].id for row in rows])
    undone = _taken_back(session, [row[0].id for row in rows])
    plans = _debt_plans(session, parties)
    found: defaultdict[PartyId, list[Debt]] = defaultdict(list)
    for header, device, line in rows:
        debt = replace(_debt(header, device, line, taken, plans), taken_back=undone.get(header.id, ""))
        if debt.outstanding or also_recovered:
            found[PartyId(line.party_id)].append(debt)
    return {party: tuple(debts) for party, debts in found.items()}


def savings_plans_of(session: Session, parties: Collection[PartyId] | None = None) -> dict[PartyId, list[SavingsPlan]]:
    """What each promised to put aside; of everybody unless some are named."""
    row = RecoveryPlanRow
    wanted = select(row).where(row.savings.is_not(None)).order_by(row.number)
    if parties is not None:
        wanted = wanted.where(row.party_id.in_(parties))
    latest = {(each.party_id, each.savings): each for each in session.execute(wanted).scalars()}
    found: defaultdict[PartyId, list[SavingsPlan]] = defaultdict(list)
    for (party, kind), each in latest.items():
        if each.active and kind is not None:
            found[party].append(SavingsPlan(kind=kind, plan=_plan(each)))
    return dict(found)


def _is_debt(line: DocumentLine) -> bool:
    return line.kind is LineKind.LENT or line.details.get("account") == AccountKind.ADVANCE.value


def _lent(parties: Collection[PartyId]) -> Any:
    return (
        select(Document, Device.code, DocumentLine)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(Document.kind.in_((DocumentKind.ADVANCE, DocumentKind.OPENING_BALANCES)))
        .where(DocumentLine.party_id.in_(parties), Document.reverses_id.is_(None))
        .order_by(Document.received_seq, DocumentLine.line_no)
    )


def _taken_back(session: Session, documents: list[DocumentId]) -> dict[DocumentId, str]:
    """The document that took each advance back, for those that were recorded wrongly."""
    if not documents:
        return {}
    rows = session.execute(
        select(Document, Device.code)
        .join(Device, Device.id == Document.device_id)
        .where(Document.kind == DocumentKind.ADVANCE, Document.reverses_id.in_(documents))
    )
    return {
        header.reverses_id: document_code(header.kind, code, header.epoch, header.number)
        for header, code in rows
        if header.reverses_id is not None
    }


def _recovered(session: Session, documents: list[DocumentId]) -> dict[tuple[DocumentId, int], Rupiah]:
    # A settlement's deduction stands below zero on its paper.
    back = case((DocumentLine.kind == LineKind.DEDUCTION, -DocumentLine.amount), else_=DocumentLine.amount)
    rows = session.execute(
        select(
            DocumentLine.refers_document_id,
            DocumentLine.refers_line_no,
            func.sum(back, type_=DocumentLine.amount.type),
        )
        .where(DocumentLine.kind.in_(_BACK), DocumentLine.refers_document_id.in_(documents))
        .group_by(DocumentLine.refers_document_id, DocumentLine.refers_line_no)
    )
    return {(DocumentId(document), line): amount for document, line, amount in rows if document is not None and line}


def _debt_plans(session: Session, parties: Collection[PartyId]) -> dict[tuple[PartyId, DocumentId], Plan]:
    row = RecoveryPlanRow
    rows = session.execute(
        select(row).where(row.party_id.in_(parties), row.document_id.is_not(None)).order_by(row.number)
    ).scalars()
    return {(each.party_id, each.document_id): _plan(each) for each in rows if each.document_id is not None}


def _debt(header: Any, device: int, line: Any, taken: Any, plans: Any) -> Debt:
    purpose = Purpose(str(line.details.get("purpose", Purpose.CASH.value)))
    return Debt(
        document=header.id,
        line=line.line_no,
        code=document_code(header.kind, device, header.epoch, header.number),
        date=header.business_date,
        purpose=purpose,
        text=line.text,
        amount=line.amount,
        recovered=taken.get((header.id, line.line_no), ZERO),
        plan=plans.get((line.party_id, header.id), AT_ONCE),
    )


def _plan(row: RecoveryPlanRow) -> Plan:
    return Plan(way=row.way, amount=row.amount, rate=row.rate)
