"""The settlement run: its step, and where each of its artisans stands, live until they are locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, case, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DeviceId, DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.ledger.models import DocumentLine
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.models import Staff
from sentra_pos.settlement.deduction_rules import Deduction
from sentra_pos.settlement.figures import ArtisanToday, Standing, settlement_day
from sentra_pos.settlement.lock_settlement import Reviewed
from sentra_pos.settlement.locked import SettlementRow, settlements_by_id
from sentra_pos.settlement.models import SettlementRunPartyRow, SettlementRunRow
from sentra_pos.settlement.payout_queries import Payment, payments_on
from sentra_pos.settlement.queries import Owed
from sentra_pos.settlement.rules import Notes, beyond_the_drawer, notes_for, paid_from
from sentra_pos.settlement.run_facts import RunStanding, RunState


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One settlement day; ``number`` counts them from one."""

    id: UUID
    number: int
    state: RunState
    everybody: bool
    started_at: datetime
    started_by: str
    reviewed_at: datetime | None
    reviewed_by: str
    closed_at: datetime | None
    closed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunArtisan:
    """One artisan of a run. ``reviewed`` are the frozen figures; ``settlement`` what was locked by them.

    ``figures`` are that settlement's own: what it settled, what it took off, and what it had to pay.
    """

    today: ArtisanToday
    absent: bool = False
    reviewed: Reviewed | None = None
    settlement: SettlementRow | None = None
    payments: tuple[Payment, ...] = ()
    figures: Owed | None = None

    @property
    def shown(self) -> ArtisanToday:
        """As the list says it: once locked, by the figures of that settlement, which nothing changes any more."""
        return self.today if self.figures is None else replace(self.today, owed=self.figures)

    @property
    def party(self) -> PartyId:
        return self.today.owed.party

    @property
    def changed(self) -> bool:
        """Whether what was reviewed is not what would be locked now."""
        now = Reviewed(balance=self.today.owed.balance, lines=self.today.owed.lines)
        return self.settlement is None and self.reviewed is not None and self.reviewed != now

    @property
    def standing(self) -> RunStanding:
        """By what the documents say; absent is only a mark until somebody is paid."""
        locked = self.settlement
        if locked is None:
            return RunStanding.CHANGED if self.changed else RunStanding.WAITING
        if locked.balance < ZERO or (locked.left and locked.carried_into):
            return RunStanding.CARRIED
        if not locked.total:
            return RunStanding.NOTHING
        if not locked.left:
            return RunStanding.PAID
        if locked.paid:
            return RunStanding.PARTIAL
        return RunStanding.ABSENT if self.absent else RunStanding.TO_PAY

    @property
    def away(self) -> bool:
        """Marked absent, and nothing paid: who was given a part came after all, whatever the mark says."""
        return self.absent and (self.settlement is None or not self.settlement.paid)

    @property
    def due(self) -> Rupiah:
        """What is to be paid now: on the locked settlement, or once it is locked."""
        return self.today.owed.to_pay if self.settlement is None else self.settlement.payable

    def paid_by(self, method: PayoutMethod) -> Rupiah:
        """What was paid in one way."""
        return sum_rupiah(each.amount for each in self.payments if each.method is method)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDay:
    """A run with all of its artisans, the largest payment first, and the cash there is."""

    run: Run
    artisans: tuple[RunArtisan, ...]
    drawer: Rupiah

    @property
    def to_lock(self) -> tuple[RunArtisan, ...]:
        """Who waits to be locked by the reviewed figures."""
        return tuple(each for each in self.artisans if each.settlement is None and each.reviewed is not None)

    def waiting_for(self, method: PayoutMethod) -> tuple[RunArtisan, ...]:
        """Who still gets money in this way, by what each wished; cash only who is here, a transfer reaches anybody."""
        wanted = (each for each in self.artisans if each.due and each.today.owed.payout_method is method)
        return tuple(each for each in wanted if method is not PayoutMethod.CASH or not each.away)

    @property
    def absent(self) -> tuple[RunArtisan, ...]:
        """Who wished cash and is not here: no note is kept ready for them, and the drawer is left to the others."""
        wanted = (each for each in self.artisans if each.due and each.today.owed.payout_method is PayoutMethod.CASH)
        return tuple(each for each in wanted if each.away)

    @property
    def absent_stays(self) -> Rupiah:
        """What of theirs stays to be paid, on another day or when they come after all."""
        return sum_rupiah(each.due for each in self.absent)

    @property
    def cash_payouts(self) -> tuple[Rupiah, ...]:
        """What each of them still gets in cash."""
        return tuple(each.due for each in self.waiting_for(PayoutMethod.CASH))

    @property
    def cash_due(self) -> Rupiah:
        return sum_rupiah(self.cash_payouts)

    @property
    def cash_suffices_for(self) -> int:
        """How many of those the drawer pays in full."""
        return paid_from(self.drawer, self.cash_payouts)

    @property
    def notes(self) -> Notes:
        """What the envelopes take."""
        return notes_for(self.cash_payouts)

    @property
    def beyond(self) -> tuple[RunArtisan, ...]:
        """Whom the drawer cannot pay when the smallest are paid first."""
        waiting = {each.party: each.due for each in self.waiting_for(PayoutMethod.CASH)}
        unreached = set(beyond_the_drawer(self.drawer, waiting))
        return tuple(each for each in self.artisans if each.party in unreached)


def open_run(session: Session) -> Run | None:
    """The run that is not closed, if one is there."""
    found = _runs(session, SettlementRunRow.state != RunState.CLOSED, limit=1)
    return found[0] if found else None


def run_day(session: Session, run: Run, device: DeviceId, today: date) -> RunDay:
    """The run as it stands now, in a constant number of queries."""
    day = settlement_day(session, device, today, also_settled=True)
    kept = {
        row.party_id: row
        for row in session.execute(
            select(SettlementRunPartyRow).where(SettlementRunPartyRow.run_id == run.id)
        ).scalars()
    }
    chosen = [each for each in day.artisans if _belongs(run, each, kept)]
    ids = [row.settlement_id for row in kept.values() if row.settlement_id is not None]
    locked, paid = settlements_by_id(session, ids), payments_on(session, ids)
    sums = _sums(session, ids)
    artisans = [_by_its_settlement(_artisan(each, kept.get(each.owed.party), locked, paid), sums) for each in chosen]
    # Whoever is paid keeps the place in the list: the next one to pay is the next one below.
    artisans.sort(key=lambda each: -(each.due if each.settlement is None else each.settlement.total).amount)
    return RunDay(run=run, artisans=tuple(artisans), drawer=day.drawer)


def _belongs(run: Run, each: ArtisanToday, kept: dict[PartyId, SettlementRunPartyRow]) -> bool:
    """Until the review, everybody with something open; then whom it named."""
    if run.state is RunState.DRAFT and run.everybody:
        return each.standing is not Standing.NOTHING
    return each.owed.party in kept


def _artisan(
    each: ArtisanToday,
    row: SettlementRunPartyRow | None,
    locked: dict[DocumentId, SettlementRow],
    paid: dict[DocumentId, tuple[Payment, ...]],
) -> RunArtisan:
    if row is None:
        return RunArtisan(today=each)
    settlement = row.settlement_id
    reviewed = None
    if row.balance is not None and row.lines is not None:
        reviewed = Reviewed(balance=row.balance, lines=row.lines)
    return RunArtisan(
        today=each,
        absent=row.absent,
        reviewed=reviewed,
        settlement=None if settlement is None else locked.get(settlement),
        payments=() if settlement is None else paid.get(settlement, ()),
    )


def _sums(session: Session, settlements: Sequence[DocumentId]) -> dict[DocumentId, Any]:
    """What the lines of each settlement come to."""
    if not settlements:
        return {}
    line, details = DocumentLine, DocumentLine.details

    def total(amount: ColumnElement[Any], *kinds: LineKind) -> ColumnElement[Any]:
        return func.coalesce(func.sum(case((line.kind.in_(kinds), amount), else_=0)), 0)

    def said(name: str) -> ColumnElement[Any]:
        return func.json_extract(details, f"$.{name}")

    rows = session.execute(
        select(
            line.document_id,
            total(type_coerce(line.quantity, Integer), LineKind.SETTLED).label("pieces"),
            func.count().filter(line.kind == LineKind.SETTLED).label("lines"),
            total(said("list") - func.coalesce(type_coerce(line.discount, Integer), 0), LineKind.SETTLED).label("sold"),
            total(said("commission"), LineKind.SETTLED).label("commission"),
            total(said("extra"), LineKind.SETTLED).label("extra"),
            total(type_coerce(line.amount, Integer), LineKind.SETTLED).label("earned"),
            total(type_coerce(line.amount, Integer), LineKind.DEDUCTION, LineKind.SAVED).label("deducted"),
        )
        .where(line.document_id.in_(settlements))
        .group_by(line.document_id)
    )
    return {row.document_id: row for row in rows}


def _by_its_settlement(each: RunArtisan, sums: dict[DocumentId, Any]) -> RunArtisan:
    if each.settlement is None:
        return each
    row, deducted = sums[each.settlement.id], Rupiah(abs(sums[each.settlement.id].deducted))
    figures = replace(
        each.today.owed,
        pieces=row.pieces,
        lines=row.lines,
        sold=Rupiah(row.sold),
        commission=Rupiah(row.commission),
        extra=Rupiah(row.extra),
        fresh=Rupiah(row.earned),
        carried=each.settlement.balance + deducted - Rupiah(row.earned),
        taken=(Deduction(amount=deducted),) if deducted else (),
    )
    return replace(each, figures=figures)


def _runs(session: Session, *which: ColumnElement[bool], limit: int) -> tuple[Run, ...]:
    starter, reviewer, closer = aliased(Staff), aliased(Staff), aliased(Staff)
    row = SettlementRunRow
    wanted = (
        select(row, starter.name, reviewer.name, closer.name)
        .join(starter, starter.id == row.started_by)
        .outerjoin(reviewer, reviewer.id == row.reviewed_by)
        .outerjoin(closer, closer.id == row.closed_by)
        .where(*which)
        .order_by(row.number.desc())
        .limit(limit)
    )
    return tuple(
        Run(
            id=run.id,
            number=run.number,
            state=run.state,
            everybody=run.everybody,
            started_at=run.started_at,
            started_by=started,
            reviewed_at=run.reviewed_at,
            reviewed_by=reviewed or "",
            closed_at=run.closed_at,
            closed_by=closed or "",
        )
        for run, started, reviewed, closed in session.execute(wanted)
    )
