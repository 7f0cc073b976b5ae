"""What is on its way from the bank, payment by payment, and which of it an amount in the bank's list may be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import AccountId, DocumentId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, MoneyMove
from sentra_pos.ledger.post import document_code
from sentra_pos.payments.checks import has_arrived, was_taken_away
from sentra_pos.payments.methods import in_transit

#: How many days a bank may bring together: a long holiday.
LONGEST_RUN = 14
_EXACT, _WITHOUT_COST, _NEAR = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreceivedPayment:
    """A tender that the bank has not brought; ``amount`` is below zero where money went back to a customer.

    ``cost`` is what is known to be kept on the way.
    """

    document: DocumentId
    line: int
    code: str
    at: datetime
    business_date: date
    amount: Rupiah
    cost: Rupiah
    reference: str

    @property
    def expected(self) -> Rupiah:
        """What the bank should bring."""
        return self.amount - self.cost


def unreceived_payments(
    session: Session, method: str, *, documents: Collection[DocumentId] | None = None
) -> tuple[UnreceivedPayment, ...]:
    """What was paid this way and no bank receipt has matched, oldest first; of some documents only, if named.

    Payments that were corrected or voided are gone from it.
    """
    wanted = _on_the_way(in_transit(method).id)
    if documents is not None:
        wanted = wanted.where(Document.id.in_(list(documents)))
    return tuple(
        UnreceivedPayment(
            document=document.id,
            line=line,
            code=document_code(document.kind, device, document.epoch, document.number),
            at=document.at,
            business_date=document.business_date,
            amount=amount,
            cost=cost or ZERO,
            reference=reference or "",
        )
        for document, line, reference, device, amount, cost in session.execute(wanted)
    )


@cache
def _on_the_way(account: AccountId) -> Select[*tuple[Any, ...]]:
    """Built once for each way of paying: to build it takes longer than to ask it."""
    moved = case((MoneyMove.debit_account_id == account, MoneyMove.amount), else_=-MoneyMove.amount)
    return (
        select(Document, DocumentLine.line_no, DocumentLine.reference, Device.code)
        .add_columns(func.sum(moved, type_=MoneyMove.amount.type), _cost(account))
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(
            MoneyMove,
            (MoneyMove.document_id == DocumentLine.document_id) & (MoneyMove.line_no == DocumentLine.line_no),
        )
        .join(Device, Device.id == Document.device_id)
        .where(
            or_(MoneyMove.debit_account_id == account, MoneyMove.credit_account_id == account),
            DocumentLine.kind == LineKind.TENDER,
            Document.kind != DocumentKind.BANK_RECEIPT,
            ~has_arrived(DocumentKind.BANK_RECEIPT),
            ~_takes_away(),
            ~was_taken_away(),
        )
        .group_by(Document.received_seq, DocumentLine.line_no)
        .order_by(Document.received_seq, DocumentLine.line_no)
    )


def _takes_away() -> ColumnElement[bool]:
    """The lines that end another tender are no payments of their own."""
    return or_(
        Document.kind == DocumentKind.VOID,
        and_(Document.kind == DocumentKind.PAYMENT_CHANGE, DocumentLine.amount < ZERO),
    )


def _cost(account: AccountId) -> ScalarSelect[Rupiah | None]:
    """What the tender's cost lines took out of transit: a cost line names its tender in its details."""
    line, move = aliased(DocumentLine), aliased(MoneyMove)
    return (
        select(func.sum(move.amount, type_=move.amount.type))
        .join(line, (line.document_id == move.document_id) & (line.line_no == move.line_no))
        .where(
            line.document_id == DocumentLine.document_id,
            line.kind == LineKind.PAYMENT_COST,
            func.json_extract(line.details, "$.tender") == DocumentLine.line_no,
            move.credit_account_id == account,
        )
        .correlate(DocumentLine)
        .scalar_subquery()
    )


def suggested(waiting: Sequence[UnreceivedPayment], received: Rupiah) -> tuple[UnreceivedPayment, ...]:
    """The run of whole days whose payments come to what the bank brought, or nothing.

    Exactly what is expected goes first, then what was paid without its costs (a charge nobody told the till), then the
    nearest that differs by no more than a hundredth; of equals the oldest and shortest.
    """
    days = [tuple(day) for _date, day in groupby(waiting, key=lambda each: each.business_date)]
    best: tuple[tuple[int, int], tuple[UnreceivedPayment, ...]] | None = None
    for first in range(len(days)):
        run: tuple[UnreceivedPayment, ...] = ()
        for day in days[first : first + LONGEST_RUN]:
            run += day
            expected, paid = sum_rupiah(each.expected for each in run), sum_rupiah(each.amount for each in run)
            off = abs(expected - received).amount
            rank = _EXACT if not off else _WITHOUT_COST if paid == received else _NEAR
            fits = rank < _NEAR or is_small(expected - received, expected)
            if fits and (best is None or (rank, off) < best[0]):
                best = ((rank, off), run)
    return () if best is None else best[1]


def is_small(difference: Rupiah, expected: Rupiah) -> bool:
    """Whether it is what a bank may keep without anybody wondering: a hundredth."""
    return abs(difference) <= abs(expected).percent(Percent.whole(1))
