"""The hash chain: what a link covers, spelled once.

A link is SHA-256 over the domain, the link before it and the canonical JSON of the document's values, identities as
UUIDs: no local integers, no order of arrival, no personal data. Whoever changes, removes or reorders a posted document
breaks every link after it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from sentra_pos.core.ids import DeviceId
from sentra_pos.db.types import canonical_json, microseconds
from sentra_pos.ledger.draft import Draft

FORMAT_VERSION = 1


def _text(identity: UUID | None) -> str | None:
    return None if identity is None else str(identity)


def genesis(device: DeviceId, epoch: int, opened_at: datetime, reason: str) -> bytes:
    """The link before the first, bound to the device and the epoch."""
    return link(b"genesis", b"", {"device": str(device), "epoch": epoch, "at": microseconds(opened_at), "why": reason})


def link(domain: bytes, previous: bytes, content: dict[str, Any]) -> bytes:
    """The next link of a chain."""
    body = canonical_json(content).encode()
    return hashlib.sha256(b"sentra-pos/" + domain + b"/1\0" + previous + body).digest()


def fingerprint(content: Any) -> bytes:
    """What a command asked for, so that the same id with another wish is noticed."""
    return hashlib.sha256(canonical_json(content).encode()).digest()


def document_content(draft: Draft, *, epoch: int, seq: int, number: int, at: datetime, offset: int) -> dict[str, Any]:
    """Everything a document's link covers."""
    return {
        "v": FORMAT_VERSION,
        "id": str(draft.id),
        "device": str(draft.by.device),
        "epoch": epoch,
        "seq": seq,
        "kind": draft.kind.value,
        "number": number,
        "shift": _text(draft.shift),
        "date": draft.business_date.isoformat(),
        "at": microseconds(at),
        "offset": offset,
        "actor": str(draft.by.staff),
        "approver": _text(draft.by.approver),
        "reason": draft.reason,
        "reverses": _text(draft.reverses),
        "intent": draft.intent.hex(),
        "lines": [
            [
                line.number,
                line.kind.value,
                line.amount.amount,
                line.text,
                _text(line.item),
                _text(line.lot),
                _text(line.party),
                None if line.quantity is None else line.quantity.units,
                None if line.price is None else line.price.amount,
                None if line.discount is None else line.discount.amount,
                line.method,
                line.reference,
                _text(line.refers_to),
                line.refers_line,
                dict(line.details),
            ]
            for line in draft.lines
        ],
        "allocations": [
            [
                part.line,
                str(part.lot),
                part.quantity.units,
                part.list_amount.amount,
                part.discount.amount,
                part.shop_discount.amount,
                part.share.amount,
                part.shop_part.amount,
                int(part.short),
            ]
            for part in draft.allocations
        ],
        "goods": [[m.line, str(m.lot), str(m.source), str(m.target), m.quantity.units] for m in draft.goods],
        "money": [[m.line, str(m.debit.id), str(m.credit.id), m.amount.amount] for m in draft.money],
    }
