"""The shop lets go what an artisan owes, or a part of it: a loss of its own, with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import Account, ActedBy
from sentra_pos.ledger.kinds import AccountKind, LineKind
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import ReasonToForgiveMissing
from sentra_pos.settlement.money_source import moment_of
from sentra_pos.settlement.post_back import left_of, parts_of, post_back
from sentra_pos.settlement.spool_slips import spool_back


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgiveDebt:
    """How much and why; of the one ``debt``, by its document, or of all that is owed, the oldest first."""

    id: DocumentId
    by: ActedBy
    party: PartyId
    amount: Rupiah
    reason: str
    debt: DocumentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtForgiven:
    """The document that stands, and what the artisan still owes."""

    id: DocumentId
    code: str
    amount: Rupiah
    left: Rupiah
    changes: Changes = Changes(settlement=True, printing=True)


def forgive_debt(session: Session, command: ForgiveDebt, *, clock: Clock) -> DebtForgiven:
    """No money moves: what the artisan had is a loss of the shop. Idempotent by id; prints a slip.

    Raises ArtisanNotFound, AmountNotSensible, NothingOwed, DebtNotFound, MoreThanOwed, ReasonToForgiveMissing.
    """
    require(session, command.by, Permission.FORGIVE_DEBT)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return _done(session, command, before.code, clock)
    parts = parts_of(session, command.party, command.amount, command.debt, clock)
    if not one_line(command.reason):
        raise ReasonToForgiveMissing
    code = post_back(
        session, command, parts, LineKind.FORGIVEN, Account(AccountKind.LOSS_EXPENSE), intent=intent,
        moment=moment_of(session, command.by, clock), clock=clock, reason=one_line(command.reason),
    )  # fmt: skip
    spool_back(session, command.id, command.by, open_drawer=False, clock=clock)
    return _done(session, command, code, clock)


def _done(session: Session, command: ForgiveDebt, code: str, clock: Clock) -> DebtForgiven:
    return DebtForgiven(id=command.id, code=code, amount=command.amount, left=left_of(session, command.party, clock))
