"""What the event log remembers of a party that was entered or changed: which facts, and never what they say."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import PartyId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.rules import account_fingerprint


def record_party_event(
    session: Session, by: ActedBy, party: PartyId, fields: Iterable[str], bank_account: str, *, clock: Clock
) -> None:
    """Nothing for no field. A bank account that is among them leaves its fingerprint, so that a swap is seen."""
    changed = list(fields)
    if not changed:
        return
    said: dict[str, object] = {"what": "party", "party": str(party), "fields": changed}
    if "bank_account" in changed:
        said["bank_account"] = account_fingerprint(party, bank_account)
    record_event(session, EventKind.SETTINGS_CHANGED, device=by.device, staff=by.staff, clock=clock, details=said)
