"""A stand's file as its laptop writes it: made, and told of in the laptop's own book, at once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.exhibitions.write_homecoming import make_homecoming, tell_of_homecoming
from sentra_pos.ledger.draft import ActedBy


def homecoming_file(session: Session, *, clock: Clock, by: ActedBy | None = None) -> bytes:
    """Within ``writing``; raises as ``make_homecoming``."""
    made = make_homecoming(session, clock=clock)
    tell_of_homecoming(session, made, clock=clock, by=by)
    return made.content
