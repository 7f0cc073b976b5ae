"""Charge a fee to one artisan, or share a cost among several; the next settlement shows it as a line of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import (
    AmountNotSensible,
    DaysNotInOrder,
    FeesChanged,
    NobodyChosen,
    NobodySold,
    PurposeMissing,
)
from sentra_pos.settlement.fee_queries import sold_between
from sentra_pos.settlement.knows import artisan_known
from sentra_pos.settlement.money_source import moment_of
from sentra_pos.settlement.queries import accrued_of

#: Who bears how much, to the rupiah; whoever bears nothing is left out.
Shares = tuple[tuple[PartyId, Rupiah], ...]


class Spread(StrEnum):
    """By what a cost is shared. Stored in documents: never rename one."""

    EQUAL = "equal"
    SALES = "sales"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeFees:
    """``total`` among ``parties``: in equal parts, or by what each sold from ``since`` to ``until``.

    ``shares`` are who bears how much as somebody saw it (``fees_for``); anything else by now is not charged.
    """

    id: DocumentId
    by: ActedBy
    parties: tuple[PartyId, ...]
    total: Rupiah
    text: str
    spread: Spread = Spread.EQUAL
    since: date | None = None
    until: date | None = None
    shares: Shares | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeesCharged:
    """The document that stands."""

    id: DocumentId
    code: str
    changes: Changes = Changes(settlement=True)


def charge_fees(session: Session, command: ChargeFees, *, clock: Clock) -> FeesCharged:
    """To the rupiah: the parts come to the total, the remainders go to the largest fractions. Idempotent by id.

    Raises PurposeMissing, what ``fees_for`` raises, and FeesChanged where others would bear it by now than were seen.
    """
    require(session, command.by, Permission.CHARGE_FEES)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return FeesCharged(id=command.id, code=before.code)
    if not one_line(command.text):
        raise PurposeMissing
    parts = fees_for(session, command)
    if command.shares is not None and command.shares != parts:
        raise FeesChanged
    moment = moment_of(session, command.by, clock)
    charged = Account(AccountKind.FEES_CHARGED)
    numbered = list(enumerate(parts, start=1))
    draft = Draft(
        id=command.id,
        kind=DocumentKind.CHARGE,
        by=command.by,
        business_date=moment.business_date,
        shift=moment.shift_id,
        intent=intent,
        lines=tuple(_line(number, command, party, amount) for number, (party, amount) in numbered),
        money=tuple(
            move
            for number, (party, amount) in numbered
            for move in (
                *money_move(number, accrued_of(party), CLEARING, amount),
                *money_move(number, CLEARING, charged, amount),
            )
        ),
    )
    posted = post(session, draft, clock=clock)
    return FeesCharged(id=command.id, code=posted.code)


def fees_for(session: Session, command: ChargeFees) -> Shares:
    """Who would bear how much, whatever it is for: a screen shows it before anything is charged.

    Raises NobodyChosen, ArtisanNotFound, AmountNotSensible, DaysNotInOrder, NobodySold.
    """
    parties = tuple(dict.fromkeys(command.parties))
    if not parties:
        raise NobodyChosen
    for party in parties:
        artisan_known(session, party)
    if command.total <= ZERO:
        raise AmountNotSensible
    weights = [1] * len(parties) if command.spread is Spread.EQUAL else _weights(session, command, parties)
    return tuple((party, part) for party, part in zip(parties, command.total.share(weights), strict=True) if part)


def _weights(session: Session, command: ChargeFees, parties: tuple[PartyId, ...]) -> list[int]:
    if command.since is None or command.until is None or command.since > command.until:
        raise DaysNotInOrder
    sold = sold_between(session, parties, command.since, command.until)
    # Who had more returned than sold bears nothing of it.
    weights = [max(sold.get(party, ZERO), ZERO).amount for party in parties]
    if not sum(weights):
        raise NobodySold
    return weights


def _line(number: int, command: ChargeFees, party: PartyId, amount: Rupiah) -> Line:
    period = {} if command.since is None or command.until is None else {
        "since": command.since.isoformat(), "until": command.until.isoformat()
    }  # fmt: skip
    return Line(
        number=number,
        kind=LineKind.FEE,
        amount=amount,
        text=one_line(command.text),
        party=party,
        details={"spread": command.spread.value, "total": command.total.amount, **period},
    )
