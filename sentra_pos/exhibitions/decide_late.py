"""Decide about what came after a stand was written off: into the book as it is, or not at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exc, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.spelling import one_line
from sentra_pos.exhibitions.facts import LateState
from sentra_pos.exhibitions.file_errors import ContentContradicts
from sentra_pos.exhibitions.homecoming_errors import EarlierIsMissing, LateReasonMissing, NothingLate
from sentra_pos.exhibitions.homecoming_records import Allowed, Row, read_account, read_document, read_lot, read_record
from sentra_pos.exhibitions.insert_documents import insert_documents, insert_lots
from sentra_pos.exhibitions.late_documents import late_code
from sentra_pos.exhibitions.models import LateDocumentRow, StandRow
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import ChainHead, Device
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.places import OWNERSHIP, WITH_CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideLate:
    """``add`` takes the document in with all that wait before it in its chain, for none stands without them.

    Not to add it leaves all that come after it out as well; ``why`` says for what reason.
    """

    by: ActedBy
    document: DocumentId
    add: bool
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateDecided:
    """How many documents the decision was about."""

    documents: int
    changes: Changes = Changes(stock=True, sales=True, settlement=True, till=True)


def decide_late(session: Session, command: DecideLate, *, clock: Clock) -> LateDecided:
    """Add verbatim, in the chain's order, or reject.

    Raises NothingLate, EarlierIsMissing, ContentContradicts, LateReasonMissing, NotAllowed.
    """
    require(session, command.by, Permission.BRING_HOME)
    late = session.get(LateDocumentRow, command.document)
    if late is None or late.state is not LateState.WAITING:
        raise NothingLate
    why = one_line(command.why)
    if not command.add and not why:
        raise LateReasonMissing
    rows = _waiting(session, late, command.add)
    if command.add:
        _add(session, late, rows)
    for row in rows:
        row.state = LateState.ADDED if command.add else LateState.REJECTED
        row.decided_at, row.decided_by, row.why = clock.now(), command.by.staff, why
    session.flush()
    details = {"document": str(late.id), "added": command.add, "documents": len(rows), "why": why}
    by = command.by
    record_event(session, EventKind.LATE_DECIDED, device=by.device, staff=by.staff, clock=clock, details=details)
    return LateDecided(documents=len(rows))


def _waiting(session: Session, late: LateDocumentRow, add: bool) -> Sequence[LateDocumentRow]:
    """Those that the decision is about too: before it where it is added, after it where it is not."""
    rows = session.execute(
        select(LateDocumentRow)
        .where(LateDocumentRow.device_id == late.device_id, LateDocumentRow.state == LateState.WAITING)
        .order_by(LateDocumentRow.epoch, LateDocumentRow.seq)
    ).scalars()
    place = (late.epoch, late.seq)
    return [row for row in rows if ((row.epoch, row.seq) <= place if add else (row.epoch, row.seq) >= place)]


def _add(session: Session, late: LateDocumentRow, rows: Sequence[LateDocumentRow]) -> None:
    _check_continues(session, late, rows)
    kept = [json.loads(row.record) for row in rows]
    accounts: dict[bytes, Row] = {}
    lots: list[Row] = []
    for number, record in enumerate(kept, start=1):
        for said in record["accounts"]:
            account = read_record(lambda each: read_account(each, late.device_id), said, number)
            accounts[account[0]] = account
        lots += [read_record(read_lot, said, number) for said in record["lots"]]
    allowed = Allowed(device=late.device_id, places=_places(session, late), accounts=accounts)
    documents = [read_document_of(record, number, allowed) for number, record in enumerate(kept, start=1)]
    try:
        insert_lots(session, lots)
        insert_documents(session, documents, accounts)
    except exc.IntegrityError as error:
        # What came home meanwhile may have taken an id or a number of it.
        raise ContentContradicts from error


def read_document_of(record: Any, number: int, allowed: Allowed) -> Any:
    """The document of a kept record, read as strictly as when it came."""
    return read_record(lambda each: read_document(each, allowed), record["document"], number)


def _places(session: Session, late: LateDocumentRow) -> frozenset[bytes]:
    stands = session.execute(select(StandRow).where(StandRow.device_id == late.device_id)).scalars()
    own = {place.bytes for stand in stands for place in (stand.place_id, stand.road_id, stand.quarantine_id)}
    return frozenset(own | {WITH_CUSTOMER.bytes, OWNERSHIP.bytes})


def _check_continues(session: Session, late: LateDocumentRow, rows: Sequence[LateDocumentRow]) -> None:
    heads = {
        head.epoch: head.seq
        for head in session.execute(
            select(ChainHead).where(ChainHead.device_id == late.device_id, ChainHead.chain == "document")
        ).scalars()
    }
    code = session.execute(select(Device.code).where(Device.id == late.device_id)).scalar_one()
    for row in rows:
        if row.seq != heads[row.epoch] + 1:
            raise EarlierIsMissing(code=late_code(row, code))
        heads[row.epoch] = row.seq
