"""Identities that follow from values: an account's, and the seal of an agreement."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
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
    """Whether each agreement is as the event says that was recorded with it, or with the pack that brought it."""
    # At a stand they came with a pack; where they were recorded they are as they were then, whatever a pack said.
    sealed: dict[str, str] = dict(
        connection.execute(
            "SELECT each.key, each.value FROM event, json_each(details, '$.terms') AS each "
            "WHERE kind = 'pack_opened' UNION ALL "
            "SELECT json_extract(details, '$.agreement'), json_extract(details, '$.terms') FROM event "
            "WHERE kind = 'agreement_recorded'"
        )
    )
    rates: dict[bytes, list[list[Any]]] = {}
    for agreement, *own in connection.execute(
        "SELECT agreement_id, item_id, category, place_kind, scheme, rate, fixed FROM agreement_rate "
        "ORDER BY agreement_id, number"
    ):
        rates.setdefault(agreement, []).append([readable(value) for value in own])
    found = set()
    for row in connection.execute(
        "SELECT id, party_id, version, valid_from, scheme, rate, fixed, discount_bearer, payment_cost_bearer, "
        "price_consent, liability, valuation, remark, liability_shop_percent, return_term_days, hold_days, rhythm, "
        "payday, recorded_at, recorded_by, rate_count FROM agreement"
    ):
        identity = str(readable(row[0]))
        found.add(identity)
        *said, count = row
        own = rates.pop(row[0], [])
        if count != len(own) or sealed.get(identity) != _seal(said, own):
            yield _unsealed(identity)
    for identity in sorted((sealed.keys() - found) | {str(readable(agreement)) for agreement in rates}):
        yield _unsealed(identity)


def _seal(row: Sequence[Any], rates: Sequence[Sequence[Any]]) -> str:
    names = ("id", "party", "version", "from", "scheme", "rate", "fixed", "bearer", "cost_bearer", "consent")
    more = ("liability", "valuation", "remark", "shop_percent", "return_term", "hold", "rhythm", "payday", "at", "by")
    content: dict[str, Any] = {name: readable(value) for name, value in zip((*names, *more), row, strict=True)}
    content["rates"] = rates
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _unsealed(identity: str) -> Finding:
    return Finding(
        code="terms.changed",
        row=f"agreement {identity}",
        sentence=_("An agreement is not as it was recorded."),
        remedy=_(RESTORE),
    )
