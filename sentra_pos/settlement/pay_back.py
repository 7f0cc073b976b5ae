"""An artisan pays back what is owed to the shop (*pelunasan utang*): advances, and a balance below zero."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import AccountKind, LineKind
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.money_source import moment_of, money_target
from sentra_pos.settlement.post_back import left_of, parts_of, post_back
from sentra_pos.settlement.spool_slips import spool_back


@dataclass(frozen=True, slots=True, kw_only=True)
class PayBack:
    """``amount`` for the one ``debt``, by its document; or, without one, for all that is owed, the oldest first."""

    id: DocumentId
    by: ActedBy
    party: PartyId
    amount: Rupiah
    debt: DocumentId | None = None
    method: PayoutMethod = PayoutMethod.CASH
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidBack:
    """The document that stands, and what the artisan still owes."""

    id: DocumentId
    code: str
    amount: Rupiah
    left: Rupiah
    changes: Changes = Changes(settlement=True, till=True, printing=True)


def pay_back(session: Session, command: PayBack, *, clock: Clock) -> PaidBack:
    """Cash into the open drawer, or a transfer to the bank. Idempotent by id; prints a slip to sign.

    Raises ArtisanNotFound, AmountNotSensible, NothingOwed, DebtNotFound, MoreThanOwed, TillNotOpen, ReferenceMissing.
    """
    require(session, command.by, Permission.TAKE_PAY_BACK)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return _done(session, command, before.code, clock)
    parts = parts_of(session, command.party, command.amount, command.debt, clock)
    moment = moment_of(session, command.by, clock)
    target = money_target(command.by, moment, command.method, command.reference)
    code = post_back(
        session, command, parts, LineKind.PAID_BACK, target, intent=intent, moment=moment, clock=clock,
        method=command.method.value, reference=command.reference,
    )  # fmt: skip
    spool_back(session, command.id, command.by, open_drawer=target.kind is AccountKind.DRAWER, clock=clock)
    return _done(session, command, code, clock)


def _done(session: Session, command: PayBack, code: str, clock: Clock) -> PaidBack:
    return PaidBack(id=command.id, code=code, amount=command.amount, left=left_of(session, command.party, clock))
