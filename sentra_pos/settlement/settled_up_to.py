"""Up to where in the book all of an artisan is settled: nobody reads ten years to find ten lines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from sentra_pos.consignment.models import AgreementRow
from sentra_pos.core.ids import PartyId
from sentra_pos.db.types import UuidType
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.models import AccountRow, Document, DocumentLine, Lot
from sentra_pos.people.models import Party
from sentra_pos.settlement.holds import SALES
from sentra_pos.settlement.locked import summary_line, summary_line_of_one


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where to look for what is not settled: after ``recent`` everybody's documents, before it only who is ``behind``.

    Any ``recent`` finds the same lines; a good one reads few.
    """

    recent: int
    behind: tuple[PartyId, ...]


_PARTY = bindparam("whose", type_=UuidType())
_LAST = (
    select(Document.received_seq, DocumentLine.details, DocumentLine.party_id)
    .select_from(Document)
    .where(Document.kind == DocumentKind.SETTLEMENT)
)
_LAST_OF_ONE = (
    _LAST.join(DocumentLine, summary_line_of_one())
    .where(DocumentLine.party_id == _PARTY)
    .order_by(Document.received_seq.desc())
    .limit(1)
)
_LAST_OF_ALL = _LAST.join(DocumentLine, summary_line()).order_by(Document.received_seq)
_HAS_SOMETHING = or_(
    select(Lot.id).where(Lot.owner_id == Party.id).exists(),
    select(AccountRow.id).where(AccountRow.party_id == Party.id, AccountRow.kind == AccountKind.ACCRUED).exists(),
)


def settled_up_to(session: Session, party: PartyId) -> int:
    """No line of the artisan at or before this place in the book waits for a settlement; 0 before the first one."""
    last = session.execute(_LAST_OF_ONE, {"whose": party}).first()
    return 0 if last is None else _places(session, {party: (last[0], last[1])})[party]


def reach(session: Session) -> Reach:
    """Read whole what came lately, and of whoever was settled long ago only their own; whichever is less to read."""
    newest = session.execute(select(func.max(Document.received_seq))).scalar_one() or 0
    bounds: dict[PartyId, int] = dict.fromkeys(
        session.execute(select(Party.id).where(_HAS_SOMETHING)).scalars().all(), 0
    )
    last = {PartyId(who): (seq, details) for seq, details, who in session.execute(_LAST_OF_ALL) if who is not None}
    bounds |= _places(session, last)
    recent = _cheapest(newest, bounds.values())
    return Reach(recent=recent, behind=tuple(who for who, bound in bounds.items() if bound < recent))


def _places(session: Session, last: dict[PartyId, tuple[int, dict[str, Any]]]) -> dict[PartyId, int]:
    """Up to where each newest settlement, with what its own line tells, left nothing.

    A settlement takes all there is, except what an agreement holds back, and then it says until when: nothing that was
    sold earlier than the longest hold before that day was left. What came back of a sale stands after it in the book.
    """
    free = {who: date.fromisoformat(told["held_until"]) for who, (_seq, told) in last.items() if "held_until" in told}
    places = {who: seq for who, (seq, _told) in last.items()}
    if free:
        # Of all versions of all agreements: none is ever changed or taken away.
        longest = timedelta(days=session.execute(select(func.max(AgreementRow.hold_days))).scalar_one() or 0)
        sold = _first_sales(session, min(free.values()) - longest)
        for who, day in free.items():
            places[who] = min(places[who], *(seq - 1 for each, seq in sold.items() if each >= day - longest))
    return places


def _first_sales(session: Session, since: date) -> dict[date, int]:
    """Where the first sale of each day stands."""
    rows = session.execute(
        select(Document.business_date, func.min(Document.received_seq))
        .where(Document.business_date >= since, Document.kind.in_(SALES))
        .group_by(Document.business_date)
    )
    return {day: int(seq) for day, seq in rows}


def _cheapest(newest: int, bounds: Collection[int]) -> int:
    """What an artisan's own history costs to read is taken for an even part of the book."""
    if not bounds:
        return newest
    ordered = sorted(bounds)

    def cost(place: int) -> float:
        return newest - ordered[place] + place * newest / len(ordered)

    # Of those who were settled at the same place none is behind the others.
    firsts = [place for place, bound in enumerate(ordered) if place == 0 or bound != ordered[place - 1]]
    return ordered[min(firsts, key=cost)]
