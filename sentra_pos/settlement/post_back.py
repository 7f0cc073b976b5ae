"""Post what an artisan pays back or the shop lets go: one line for each debt, and one for a balance below zero."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.settlement.errors import AmountNotSensible, DebtNotFound, MoreThanOwed, NothingOwed
from sentra_pos.settlement.knows import artisan_known
from sentra_pos.settlement.money_source import Moment
from sentra_pos.settlement.owing_queries import owing_of
from sentra_pos.settlement.pay_back_rules import PartBack, parts_back
from sentra_pos.settlement.queries import advance_of, payable_of


class Back(Protocol):
    """What both acts are asked for."""

    @property
    def id(self) -> DocumentId: ...
    @property
    def by(self) -> ActedBy: ...
    @property
    def party(self) -> PartyId: ...


def parts_of(
    session: Session, party: PartyId, amount: Rupiah, debt: DocumentId | None, clock: Clock
) -> tuple[tuple[PartBack, Rupiah], ...]:
    """What the sum is for, and what was open of each before.

    Raises ArtisanNotFound, AmountNotSensible, NothingOwed, DebtNotFound, MoreThanOwed.
    """
    name = artisan_known(session, party).name
    if amount <= ZERO:
        raise AmountNotSensible
    owing = owing_of(session, party, business_today(clock))
    if not owing.total:
        raise NothingOwed(name=name)
    if debt is not None:
        owing = owing.only(debt)
        if not owing.total:
            raise DebtNotFound
    if amount > owing.total:
        raise MoreThanOwed(limit=format_rupiah(owing.total))
    return tuple(
        (part, owing.below_zero if part.debt is None else part.debt.outstanding) for part in parts_back(amount, owing)
    )


def left_of(session: Session, party: PartyId, clock: Clock) -> Rupiah:
    """What the artisan owes now."""
    return owing_of(session, party, business_today(clock)).total


def post_back(
    session: Session,
    wanted: Back,
    parts: Iterable[tuple[PartBack, Rupiah]],
    kind: LineKind,
    target: Account,
    *,
    intent: bytes,
    moment: Moment,
    clock: Clock,
    method: str = "",
    reference: str = "",
    reason: str = "",
) -> str:
    """What stands below zero is given to what is payable, so that the next settlement names it; answers the code."""
    numbered = list(enumerate(parts, start=1))
    said: dict[str, Any] = {"kind": kind, "method": method or None, "reference": one_line(reference) or None}
    draft = Draft(
        id=wanted.id,
        kind=DocumentKind.PAY_BACK,
        by=wanted.by,
        business_date=moment.business_date,
        shift=moment.shift_id,
        reason=reason,
        intent=intent,
        lines=tuple(_line(number, wanted.party, part, before, said) for number, (part, before) in numbered),
        money=tuple(
            move
            for number, (part, _before) in numbered
            for move in (
                *money_move(number, target, CLEARING, part.amount),
                *money_move(number, CLEARING, _given(part, wanted.party), part.amount),
            )
        ),
    )
    return post(session, draft, clock=clock).code


def _given(part: PartBack, party: PartyId) -> Account:
    return payable_of(party) if part.debt is None else advance_of(party)


def _line(number: int, party: PartyId, part: PartBack, before: Rupiah, said: dict[str, Any]) -> Line:
    """One line a debt; it answers the document that made the debt, as a settlement's does."""
    details: dict[str, Any] = {"what": part.what, "before": before.amount, "left": (before - part.amount).amount}
    debt = part.debt
    if debt is not None:
        details |= {"code": debt.code, "date": debt.date.isoformat()}
    return Line(
        number=number,
        amount=part.amount,
        text="" if debt is None else debt.text,
        party=party,
        refers_to=None if debt is None else debt.document,
        refers_line=None if debt is None else debt.line,
        details=details,
        **said,
    )
