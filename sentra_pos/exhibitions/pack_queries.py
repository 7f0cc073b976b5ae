"""Questions about packs: how many of a stand's loads the newest one that was written holds."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event


def loads_packed(session: Session, stands: Collection[UUID]) -> dict[UUID, int]:
    """For each of the stands; none where no pack was ever written."""
    found = dict.fromkeys(stands, 0)
    rows = session.execute(select(Event.details).where(Event.kind == EventKind.PACK_WRITTEN)).scalars()
    for details in rows:
        stand = UUID(str(details["stand"]))
        if stand in found:
            found[stand] = max(found[stand], int(str(details["loads"])))
    return found
