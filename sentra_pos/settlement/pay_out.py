"""Pay an artisan what is payable: cash from the drawer, or a transfer with its reference."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import PayoutNotSensible, PayoutTooMuch, RepresentativeNotNamed, TakenOver
from sentra_pos.settlement.limit_payout import within_limit
from sentra_pos.settlement.locked import settlement_row
from sentra_pos.settlement.models import RepresentativeRow
from sentra_pos.settlement.money_source import moment_of, money_source
from sentra_pos.settlement.queries import payable_of
from sentra_pos.settlement.spool_slips import open_for_payout


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """Who takes the money for the artisan, and who that is to them."""

    name: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOut:
    """Pay on a settlement; less than all of it leaves the rest payable."""

    id: DocumentId
    by: ActedBy
    settlement: DocumentId
    method: PayoutMethod
    amount: Rupiah
    reference: str = ""
    representative: Representative | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidOut:
    """The payout that stands."""

    id: DocumentId
    code: str
    amount: Rupiah
    left: Rupiah
    changes: Changes = Changes(settlement=True, till=True)


def pay_out(session: Session, command: PayOut, *, clock: Clock) -> PaidOut:
    """Never more than the settlement left payable, and no more cash than the drawer holds.

    Above the shop's limit, in one go or in parts, a second person agrees; the parts of one settlement count together,
    and what one day brought whatever document it was. Raises PayoutTooMuch, TakenOver when a later settlement
    carries what was left, DrawerTooLow, ReferenceMissing, RepresentativeNotNamed, SecondPersonNeeded.
    """
    require(session, command.by, Permission.PAY_OUT)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    settlement = settlement_row(session, command.settlement)
    if header is not None:
        return PaidOut(id=command.id, code=header.code, amount=command.amount, left=settlement.left)
    payable = payable_of(settlement.party)
    if command.amount <= ZERO:
        raise PayoutNotSensible
    if settlement.carried_into:
        raise TakenOver(code=settlement.code, newer=settlement.carried_into)
    # Goods bought outright since the lock are payable too, but on the next settlement's paper.
    owed = min(settlement.left, -balance_of(session, payable))
    if command.amount > owed:
        raise PayoutTooMuch(limit=format_rupiah(max(owed, ZERO)))
    named = _named(command.representative)
    moment = moment_of(session, command.by, clock)
    within_limit(session, command.by, settlement.party, command.amount, moment.business_date, command.settlement)
    source = money_source(session, command.by, moment, command.method, command.amount, command.reference)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.PAYOUT,
        by=command.by,
        business_date=moment.business_date,
        shift=moment.shift_id,
        intent=intent,
        lines=(_line(command, settlement.party, owed),),
        money=(
            *money_move(1, payable, CLEARING, command.amount),
            *money_move(1, CLEARING, source, command.amount),
        ),
    )
    posted = post(session, draft, clock=clock)
    if named is not None:
        session.add(RepresentativeRow(document_id=command.id, name=named.name, relation=named.relation))
        session.flush()
    if source.kind is AccountKind.DRAWER:
        open_for_payout(session, command.id, command.by, clock=clock)
    return PaidOut(id=command.id, code=posted.code, amount=command.amount, left=settlement.left - command.amount)


def _named(representative: Representative | None) -> Representative | None:
    """As it is kept: both in one line."""
    if representative is None:
        return None
    kept = Representative(name=one_line(representative.name), relation=one_line(representative.relation))
    if not kept.name or not kept.relation:
        raise RepresentativeNotNamed
    return kept


def _line(command: PayOut, party: PartyId, owed: Rupiah) -> Line:
    return Line(
        number=1,
        kind=LineKind.TENDER,
        amount=command.amount,
        party=party,
        method=command.method.value,
        reference=command.reference.strip() or None,
        refers_to=command.settlement,
        details={"owed": owed.amount, **({} if command.representative is None else {"represented": True})},
    )
