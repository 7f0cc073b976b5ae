"""Settlements that were locked: what each still has to pay, and which later one took over what was left."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, literal_column, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, DeviceEpoch, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Party
from sentra_pos.settlement.errors import SettlementNotFound

#: A settlement's number as its paper says it, or without what stands before it.
_NUMBER = re.compile(r"(?:L([0-9]{1,4})(?:\.([0-9]{1,4}))?-)?([0-9]{1,9})")
#: Who types more words than these means them all the same.
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementRow:
    """A locked settlement in a list; what is left of it is payable until a later one takes it over (``carried_into``).

    ``balance`` below zero was carried; ``total`` is what it had to pay.
    """

    id: DocumentId
    code: str
    party: PartyId
    party_code: str
    name: str
    at: datetime
    balance: Rupiah
    total: Rupiah
    paid: Rupiah
    carried_into: str = ""

    @property
    def left(self) -> Rupiah:
        """What no payout on this settlement has paid."""
        return self.total - self.paid

    @property
    def payable(self) -> Rupiah:
        """What can still be paid on it; nothing once a later settlement took it over."""
        return ZERO if self.carried_into else self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementPage:
    """The newest of what was asked for; ``more`` says that there are older ones."""

    rows: tuple[SettlementRow, ...]
    more: bool


def settlements_of(session: Session, party: PartyId | None = None, *, limit: int = 200) -> tuple[SettlementRow, ...]:
    """The newest settlements first, of one artisan if named."""
    wanted = _settlements() if party is None else _settlements(of_one=True).where(DocumentLine.party_id == party)
    found = session.execute(wanted.order_by(Document.received_seq.desc()).limit(limit)).all()
    return _rows(session, found, _followers(session, found))


def find_settlements(session: Session, typed: str = "", *, limit: int = 200) -> SettlementPage:
    """The newest of everybody, or of artisans in whose name or code every word typed is found.

    One whose number was typed is always among them, however many names have those figures.
    """
    words = typed.split()[:_MOST_WORDS]
    newest = Document.received_seq.desc()
    if not words:
        found = session.execute(_settlements().order_by(newest).limit(limit + 1)).all()
        return SettlementPage(rows=_rows(session, found[:limit], _followers(session, found)), more=len(found) > limit)
    named = session.execute(_places(_of_artisans(words)).order_by(newest).limit(limit + 1)).scalars().all()
    numbered = [place for wanted in _by_number(typed) for place in session.execute(wanted).scalars()]
    wanted = _settlements().where(Document.received_seq.in_({*named[:limit], *numbered})).order_by(newest)
    found = session.execute(wanted).all()
    followers = _followers(session, found, of_all_years=True)
    return SettlementPage(rows=_rows(session, found, followers), more=len(named) > limit)


def unpaid_settlements(session: Session, party: PartyId | None = None) -> dict[PartyId, SettlementRow]:
    """Each artisan's newest settlement, or that of one, where it is not paid in full."""
    asked = _newest() if party is None else _newest(of_one=True).where(DocumentLine.party_id == party)
    newest = session.execute(asked).scalars().all()
    wanted = _settlements().where(Document.received_seq.in_(newest))
    # None follows the newest, so nobody looks for it.
    rows = _rows(session, session.execute(wanted).all(), {})
    return {row.party: row for row in rows if row.payable}


def voided_since(session: Session, party: PartyId | None = None) -> dict[PartyId, Rupiah]:
    """What voids since each one's newest settlement made payable again of older ones, or of one artisan's.

    It was earned, and had its deductions, long before.
    """
    voids = (
        select(DocumentLine.party_id, DocumentLine.refers_document_id, DocumentLine.amount, Document.received_seq)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.kind == DocumentKind.PAYOUT_VOID)
    )
    found = session.execute(voids if party is None else voids.where(DocumentLine.party_id == party)).all()
    if not found:
        return {}
    parties = {who for who, *_rest in found}
    seqs = _newest(of_one=party is not None).where(DocumentLine.party_id.in_(parties))
    newest = {
        row.party_id: row
        for row in session.execute(
            select(Document.id, Document.received_seq, DocumentLine.party_id)
            .join(DocumentLine, summary_line())
            .where(Document.received_seq.in_(session.execute(seqs).scalars().all()))
        )
    }
    back: defaultdict[PartyId, Rupiah] = defaultdict(lambda: ZERO)
    for who, settlement, amount, seq in found:
        if who is not None and settlement != newest[who].id and seq > newest[who].received_seq:
            back[PartyId(who)] += amount
    return dict(back)


def last_settled(session: Session, party: PartyId) -> tuple[int, date | None]:
    """Where in the book, and by which business date, the artisan was settled last."""
    row = session.execute(
        select(Document.received_seq, Document.business_date)
        .select_from(Document)
        .join(DocumentLine, summary_line_of_one())
        .where(Document.kind == DocumentKind.SETTLEMENT, DocumentLine.party_id == party)
        .order_by(Document.received_seq.desc())
        .limit(1)
    ).first()
    return (0, None) if row is None else (row[0], row[1])


def settled_since(session: Session, party: PartyId, document: DocumentId) -> str:
    """The number of the artisan's newest settlement, where it was locked after this document; else ""."""
    this = aliased(Document)
    row = session.execute(
        _settlements(of_one=True)
        .where(DocumentLine.party_id == party)
        .where(Document.received_seq > select(this.received_seq).where(this.id == document).scalar_subquery())
        .order_by(Document.received_seq.desc())
        .limit(1)
    ).first()
    return "" if row is None else document_code(row[0].kind, row[1], row[0].epoch, row[0].number)


def settlements_by_id(session: Session, settlements: Collection[DocumentId]) -> dict[DocumentId, SettlementRow]:
    """These settlements, whoever they are of."""
    if not settlements:
        return {}
    found = session.execute(_settlements().where(Document.id.in_(settlements))).all()
    rows = _rows(session, found, _followers(session, found))
    return {row.id: row for row in rows}


def settlement_row(session: Session, settlement: DocumentId) -> SettlementRow:
    """One settlement. Raises SettlementNotFound for anything else."""
    found = session.execute(_settlements().where(Document.id == settlement)).all()
    if not found:
        raise SettlementNotFound
    return _rows(session, found, _followers(session, found))[0]


@cache
def summary_line() -> ColumnElement[bool]:
    """A settlement's own line, which is its last: to look through all of them would read every line ever settled.

    Kept like the questions below, because to build them costs more than to ask them.
    """
    line = aliased(DocumentLine)
    last = select(func.max(line.line_no)).where(line.document_id == Document.id).correlate(Document).scalar_subquery()
    return and_(
        DocumentLine.document_id == Document.id, DocumentLine.line_no == last, DocumentLine.kind == LineKind.BALANCE
    )


@cache
def summary_line_of_one() -> ColumnElement[bool]:
    """The same for a question that names the artisan, too: an index of just these lines leads straight to it."""
    # Spelled out, because a placeholder could be any kind and no index of one.
    balance = bindparam("balance", LineKind.BALANCE, DocumentLine.kind.type, literal_execute=True)
    return and_(DocumentLine.document_id == Document.id, DocumentLine.kind == balance)


@cache
def _settlements(*, of_one: bool = False) -> Select[*tuple[Any, ...]]:
    return (
        select(Document, Device.code, Party.id, Party.code, Party.name, DocumentLine.amount, DocumentLine.details)
        .select_from(Document)
        .join(Device, Device.id == Document.device_id)
        .join(DocumentLine, summary_line_of_one() if of_one else summary_line())
        .join(Party, Party.id == DocumentLine.party_id)
        .where(Document.kind == DocumentKind.SETTLEMENT)
    )


@cache
def _newest(*, of_one: bool = False) -> Select[*tuple[Any, ...]]:
    return (
        select(func.max(Document.received_seq))
        .select_from(Document)
        .join(DocumentLine, summary_line_of_one() if of_one else summary_line())
        .where(Document.kind == DocumentKind.SETTLEMENT)
        .group_by(DocumentLine.party_id)
    )


def _places(documents: ColumnElement[bool]) -> Select[Any]:
    return select(Document.received_seq).where(Document.kind == DocumentKind.SETTLEMENT, documents)


def _of_artisans(words: Sequence[str]) -> ColumnElement[bool]:
    """By the index of just the lines that name the artisan of a settlement: the lines it settled are not looked at."""
    columns = (Party.name, Party.code)
    has = (or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words)
    balance = bindparam("balance", LineKind.BALANCE, DocumentLine.kind.type, literal_execute=True)
    lines = select(DocumentLine.document_id).where(
        DocumentLine.kind == balance, DocumentLine.party_id.in_(select(Party.id).where(*has))
    )
    return Document.id.in_(lines)


def _by_number(typed: str) -> list[Select[Any]]:
    match = _NUMBER.fullmatch(typed.strip().upper())
    if match is None:
        return []
    # Every device and epoch that is meant by name, so that the index over device, epoch, kind and number finds it.
    epochs = select(DeviceEpoch.device_id, DeviceEpoch.epoch)
    if match[1]:
        epochs = epochs.join(Device, Device.id == DeviceEpoch.device_id)
        epochs = epochs.where(Device.code == int(match[1]), DeviceEpoch.epoch == int(match[2] or 1))
    named = tuple_(Document.device_id, Document.epoch).in_(epochs)
    return [_places(and_(named, Document.number == int(match[3])))]


def _rows(
    session: Session, found: Sequence[Any], followers: Mapping[tuple[PartyId, int], str]
) -> tuple[SettlementRow, ...]:
    paid = _paid(session, [header.id for header, *_rest in found])
    return tuple(
        SettlementRow(
            id=header.id,
            code=document_code(header.kind, device, header.epoch, header.number),
            party=party,
            party_code=code,
            name=name,
            at=header.at,
            balance=balance,
            total=Rupiah(int(str(details["to_pay"]))),
            paid=paid.get(header.id, ZERO),
            carried_into=followers.get((party, header.received_seq), ""),
        )
        for header, device, party, code, name, balance, details in found
    )


def _paid(session: Session, settlements: list[DocumentId]) -> dict[DocumentId, Rupiah]:
    """By payouts, less those that were voided."""
    rows = session.execute(_payouts(), {"settlements": settlements})
    return {DocumentId(settlement): amount for settlement, amount in rows if settlement is not None}


def _followers(session: Session, found: Sequence[Any], *, of_all_years: bool = False) -> dict[tuple[PartyId, int], str]:
    """By artisan and place in the book: the code of the settlement that followed, for those that were followed by one.

    ``found`` are rows as ``_settlements`` gives them; of all years, everybody's since the oldest would be too many.
    """
    places: defaultdict[PartyId, list[int]] = defaultdict(list)
    for header, _device, party, *_rest in sorted(found, key=lambda row: row[0].received_seq):
        places[party].append(header.received_seq)
    if not places:
        return {}
    asked = {"parties": tuple(places), "after": min(first for first, *_later in places.values())}
    codes: dict[tuple[PartyId, int], str] = {}
    for party, seq, epoch, number, device in session.execute(_later(of_one=of_all_years or len(places) == 1), asked):
        # The first that comes after them is what followed each.
        while places[party] and places[party][0] < seq:
            codes[party, places[party].pop(0)] = document_code(DocumentKind.SETTLEMENT, device, epoch, number)
    return codes


@cache
def _later(*, of_one: bool) -> Select[*tuple[Any, ...]]:
    # The plus keeps SQLite from the index over kinds: it would ask each of everybody's settlements whose it is.
    kind = literal_column("+document.kind", Document.kind.type) if of_one else Document.kind
    return (
        select(DocumentLine.party_id, Document.received_seq, Document.epoch, Document.number, Device.code)
        .select_from(Document)
        .join(DocumentLine, summary_line_of_one() if of_one else summary_line())
        .join(Device, Device.id == Document.device_id)
        .where(kind == DocumentKind.SETTLEMENT)
        .where(DocumentLine.party_id.in_(bindparam("parties", expanding=True)))
        .where(Document.received_seq > bindparam("after"))
        .order_by(Document.received_seq)
    )


@cache
def _payouts() -> Select[*tuple[Any, ...]]:
    undone = Document.kind == DocumentKind.PAYOUT_VOID
    amount = case((undone, -DocumentLine.amount), else_=DocumentLine.amount)
    return (
        select(DocumentLine.refers_document_id, func.sum(amount, type_=DocumentLine.amount.type))
        .join(Document, Document.id == DocumentLine.document_id)
        .where(Document.kind.in_((DocumentKind.PAYOUT, DocumentKind.PAYOUT_VOID)))
        .where(DocumentLine.refers_document_id.in_(bindparam("settlements", expanding=True)))
        .group_by(DocumentLine.refers_document_id)
    )
