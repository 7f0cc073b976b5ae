"""Whether a document still is what was posted: its hash computed again from the rows as they lie, and its neighbours.

Reads the rows bare, without the column types: a row that somebody changed must be told of, not stumbled over.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId
from sentra_pos.db.types import canonical_json
from sentra_pos.ledger.chain import link

_HEADER = (
    "SELECT received_seq, device_id, epoch, seq, kind, number, shift_id, business_date, at, utc_offset_minutes, "
    "actor_id, approver_id, reason, reverses_id, intent, format_version, prev_hash, hash FROM document WHERE id = ?"
)
_LINES = (
    "SELECT line_no, kind, amount, text, item_id, lot_id, party_id, quantity, price, discount, method, reference, "
    "refers_document_id, refers_line_no, details FROM document_line WHERE document_id = ? ORDER BY line_no"
)
_PARTS = (
    "SELECT allocation_no, line_no, lot_id, quantity, list_amount, discount, shop_discount, share, shop_part, short "
    "FROM line_allocation WHERE document_id = ? ORDER BY allocation_no"
)
_GOODS = (
    "SELECT move_no, line_no, lot_id, from_place_id, to_place_id, quantity FROM goods_move "
    "WHERE document_id = ? ORDER BY move_no"
)
_MONEY = (
    "SELECT move_no, line_no, debit_account_id, credit_account_id, amount FROM money_move "
    "WHERE document_id = ? ORDER BY move_no"
)
_BEFORE = "SELECT hash, received_seq FROM document WHERE device_id = ? AND epoch = ? AND seq = ?"
_START = "SELECT genesis FROM device_epoch WHERE device_id = ? AND epoch = ?"
_AFTER = "SELECT prev_hash, received_seq FROM document WHERE device_id = ? AND epoch = ? AND seq = ?"
_HEAD = "SELECT hash, seq FROM chain_head WHERE device_id = ? AND epoch = ? AND chain = 'document'"
_ARRIVED = "SELECT 1 FROM document WHERE received_seq = ?"


class Seal(StrEnum):
    """What came of it. ``LOOSE``: the document agrees with itself, but not with those before and after it."""

    HOLDS = "holds"
    MISSING = "missing"
    BROKEN = "broken"
    LOOSE = "loose"


def check_seal(session: Session, document: DocumentId) -> Seal:
    """Hash it again, and look at the links on both sides."""
    header = _one(session, _HEADER, document.bytes)
    if header is None:
        return Seal.MISSING
    content = _content(session, document, header)
    *_said, previous, sealed = header
    if content is None or link(b"document", previous, content) != sealed:
        return Seal.BROKEN
    return Seal.HOLDS if _is_linked(session, header) else Seal.LOOSE


def _content(session: Session, document: DocumentId, header: Any) -> dict[str, Any] | None:
    """What ``chain.document_content`` would say of these rows; None where they cannot have been written so."""
    _arrived, device, epoch, seq, kind, number, shift, day, at, offset, actor, approver, *rest = header
    reason, reverses, intent, version, _previous, _hash = rest
    parts, goods, money = (_rows(session, sql, document) for sql in (_PARTS, _GOODS, _MONEY))
    if any([row[0] for row in rows] != list(range(1, len(rows) + 1)) for rows in (parts, goods, money)):
        return None
    try:
        return {
            "v": version,
            "id": str(document),
            "device": _identity(device),
            "epoch": epoch,
            "seq": seq,
            "kind": kind,
            "number": number,
            "shift": _identity(shift),
            "date": day,
            "at": at,
            "offset": offset,
            "actor": _identity(actor),
            "approver": _identity(approver),
            "reason": reason,
            "reverses": _identity(reverses),
            "intent": intent.hex(),
            "lines": [_line(row) for row in _rows(session, _LINES, document)],
            "allocations": [[row[1], _identity(row[2]), *row[3:]] for row in parts],
            "goods": [[row[1], *(_identity(each) for each in row[2:5]), row[5]] for row in goods],
            "money": [[row[1], _identity(row[2]), _identity(row[3]), row[4]] for row in money],
        }
    except ValueError:
        return None


def _line(row: Any) -> list[Any]:
    number, kind, amount, text, item, lot, party, *figures, refers, refers_line, details = row
    said = json.loads(details)
    if canonical_json(said) != details:
        raise ValueError(details)
    identities = (_identity(each) for each in (item, lot, party))
    return [number, kind, amount, text, *identities, *figures, _identity(refers), refers_line, said]


def _identity(value: bytes | None) -> str | None:
    return None if value is None else str(UUID(bytes=bytes(value)))


def _is_linked(session: Session, header: Any) -> bool:
    arrived, device, epoch, seq, *_said, previous, sealed = header
    before = _one(session, _BEFORE, device, epoch, seq - 1)
    if before is None:
        start = _one(session, _START, device, epoch)
        if seq != 1 or start is None or start[0] != previous:
            return False
    elif before[0] != previous or before[1] >= arrived:
        return False
    after = _one(session, _AFTER, device, epoch, seq + 1)
    if after is None:
        head = _one(session, _HEAD, device, epoch)
        if head is None or tuple(head) != (sealed, seq):
            return False
    elif after[0] != sealed or after[1] <= arrived:
        return False
    # The order of arrival is under no seal, but it has no gaps either.
    return bool(arrived == 1 or _one(session, _ARRIVED, arrived - 1) is not None)


def _rows(session: Session, sql: str, document: DocumentId) -> list[Any]:
    return list(session.connection().exec_driver_sql(sql, (document.bytes,)).fetchall())


def _one(session: Session, sql: str, *values: Any) -> Any:
    return session.connection().exec_driver_sql(sql, values).fetchone()
