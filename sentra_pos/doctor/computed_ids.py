"""Identities that follow from values: an account's, and the seal of an agreement."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sentra_pos.core.speech import _
from sentra_pos.doctor.findings import Finding
from sentra_pos.doctor.reader import RESTORE, readable

_SPACE = UUID("5e47ba50-6f1c-5a0e-9d0c-6c6f63616c00")


def account_id(kind: str, party: bytes | None = None, device: bytes | None = None, method: str | None = None) -> bytes:
    """RFC 9562 UUIDv5 of the account's own description."""
    said = "|".join((kind, *(str(UUID(bytes=part)) if part else "" for part in (party, device)), method or ""))
    digest = bytearray(hashlib.sha1(_SPACE.bytes + said.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    return bytes(digest)


def check_accounts(connection: Any) -> Iterator[Finding]:
    """Whether each account is called what its kind, party, device and method make it."""
    for identity, kind, party, device, method in connection.execute(
        "SELECT id, kind, party_id, device_id, method FROM account"
    ):
        # Nothing and an empty text would read alike.
        if account_id(kind, party, device, method) != identity or b"" in (party, device) or method == "":
            yield Finding(
                code="money.account",
                row=f"account {UUID(bytes=identity)}",
                sentence=_("An account of kind {kind} is not whose it was when money first moved on it.").format(
                    kind=kind
                ),
                remedy=_(RESTORE),
            )


def check_agreements(connection: Any) -> Iterator[Finding]:
    """Whether each agreement is as the event says that was recorded with it."""
    sealed: dict[str, str] = dict(
        connection.execute(
            "SELECT json_extract(details, '$.agreement'), json_extract(details, '$.terms') FROM event "
            "WHERE kind = 'agreement_recorded'"
        )
    )
    found = set()
    for row in connection.execute(
        "SELECT id, party_id, version, valid_from, scheme, rate, fixed, discount_bearer, payment_cost_bearer, "
        "price_consent, liability, valuation, remark, recorded_at, recorded_by FROM agreement"
    ):
        identity = str(readable(row[0]))
        found.add(identity)
        if sealed.get(identity) != _seal(row):
            yield _unsealed(identity)
    for identity in sorted(sealed.keys() - found):
        yield _unsealed(identity)


def _seal(row: tuple[Any, ...]) -> str:
    names = ("id", "party", "version", "from", "scheme", "rate", "fixed", "bearer", "cost_bearer", "consent")
    more = ("liability", "valuation", "remark", "at", "by")
    content = {name: readable(value) for name, value in zip((*names, *more), row, strict=True)}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _unsealed(identity: str) -> Finding:
    return Finding(
        code="terms.changed",
        row=f"agreement {identity}",
        sentence=_("An agreement is not as it was recorded."),
        remedy=_(RESTORE),
    )
