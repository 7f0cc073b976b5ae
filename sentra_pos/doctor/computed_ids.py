"""Identities that follow from values: an account's, and the seal of an agreement."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sentra_pos.core.speech import _
from sentra_pos.doctor.findings import Finding
from sentra_pos.doctor.reader import RESTORE

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
        if account_id(kind, party, device, method) != identity:
            yield Finding(
                code="money.account",
                row=f"account {UUID(bytes=identity)}",
                sentence=_("An account of kind {kind} is not whose it was when money first moved on it.").format(kind=kind),
                remedy=_(RESTORE),
            )
