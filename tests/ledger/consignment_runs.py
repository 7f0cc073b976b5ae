"""Settlement days as rules: started, reviewed, locked one by one, some absent, closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import text

from sentra_pos.core.ids import PartyId, new_id
from sentra_pos.settlement.close_run import CloseRun, close_run
from sentra_pos.settlement.errors import ChangedSinceReview, LockedAlready, NobodyChosen
from sentra_pos.settlement.lock_in_run import LockInRun, lock_in_run
from sentra_pos.settlement.lock_settlement import Reviewed
from sentra_pos.settlement.mark_absent import MarkAbsent, mark_absent
from sentra_pos.settlement.review_run import ReviewRun, Seen, review_run
from sentra_pos.settlement.run_queries import open_run, run_day
from sentra_pos.settlement.start_run import StartRun, start_run
from tests.ledger.consignment_floor import ANY, pick
from tests.ledger.consignment_money import MoneyRules


@dataclass(kw_only=True)
class Run:
    """A settlement day: what was reviewed of whom."""

    identity: UUID
    reviewed: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    waiting: set[UUID] = field(default_factory=set)
    absent: set[UUID] = field(default_factory=set)


class RunRules(MoneyRules):
    """The day on which everybody is settled with."""

    def __init__(self) -> None:
        super().__init__()
        self.run: Run | None = None

    @precondition(lambda self: self.run is None)
    @rule(who=st.lists(ANY, max_size=3))
    def begin_a_run(self, who: list[int]) -> None:
        """Without names, for everybody with something open."""
        parties = tuple(dict.fromkeys(PartyId(pick(self.artisans, each)) for each in who))
        command = StartRun(id=new_id(self.clock), by=self.by, parties=parties)
        self.act(start_run, command)
        self.run = Run(identity=command.id)
        self.count("start_run")

    @precondition(lambda self: self.run is not None and (self.run.waiting or not self.run.reviewed))
    @rule(leaves_out=st.none() | ANY)
    def review(self, leaves_out: int | None) -> None:
        assert self.run is not None
        with self.store.reading() as session:
            run = open_run(session)
            assert run is not None
            day = run_day(session, run, self.by.device, self.today)
        out = None if leaves_out is None else pick(self.artisans, leaves_out)
        seen = []
        for each in day.artisans:
            owed, due = each.today.owed, self.model.due(each.party, self.today)
            told = owed.balance.amount, owed.lines, owed.deduction.amount
            assert told == (due.balance, len(due.lines), due.deducted), f"{told} and {due}"
            assert each.absent == (each.party in self.run.absent)
            if each.party != out and each.settlement is None:
                seen.append(Seen(party=each.party, figures=Reviewed(balance=owed.balance, lines=owed.lines)))
        command = ReviewRun(by=self.by, run=self.run.identity, seen=tuple(seen))
        if not seen and not any(each.settlement for each in day.artisans):
            self.refused(review_run, command, NobodyChosen)
            return
        with self.store.writing() as session:
            review_run(session, command, clock=self.clock)
            found = session.execute(
                text("SELECT party_id, settlement_id FROM settlement_run_party WHERE run_id = :it"),
                {"it": self.run.identity.bytes},
            ).all()
        self.run.reviewed |= {each.party: (each.figures.balance.amount, each.figures.lines) for each in seen}
        self.run.reviewed = {UUID(bytes=row[0]): self.run.reviewed[UUID(bytes=row[0])] for row in found}
        self.run.absent &= set(self.run.reviewed)
        self.run.waiting = {UUID(bytes=party) for party, settlement in found if settlement is None}
        self.count("review_run")

    @precondition(lambda self: self.run is not None and self.run.reviewed)
    @rule(which=ANY)
    def lock(self, which: int) -> None:
        assert self.run is not None
        self.lock_one(pick(sorted(self.run.waiting) or list(self.run.reviewed), which))

    def lock_one(self, party: UUID) -> None:
        """By the reviewed figures, or refused."""
        assert self.run is not None
        due = self.model.due(party, self.today)
        command = LockInRun(id=self.new_document(), by=self.by, run=self.run.identity, party=PartyId(party))
        if party not in self.run.waiting:
            self.refused(lock_in_run, command, LockedAlready)
            return
        if self._nothing_new(party, due) or self.run.reviewed[party] != (due.balance, len(due.lines)):
            self.refused(lock_in_run, command, ChangedSinceReview)
            self.count("changed since review")
            return
        self.act(lock_in_run, command)
        self.run.waiting.discard(party)
        self._settled(party, due, command.id)
        self.count("lock_in_run")

    @precondition(lambda self: self.run is not None and self.run.reviewed)
    @rule(which=ANY, absent=st.booleans())
    def nobody_came(self, which: int, absent: bool) -> None:
        assert self.run is not None
        party = pick(sorted(self.run.reviewed), which)
        self.act(mark_absent, MarkAbsent(by=self.by, run=self.run.identity, party=PartyId(party), absent=absent))
        self.run.absent = self.run.absent - {party} | ({party} if absent else set())
        self.count("mark_absent")

    @precondition(lambda self: self.run is not None)
    @rule(early=st.integers(0, 4))
    def end_the_run(self, early: int) -> None:
        """Mostly when nobody waits any more."""
        assert self.run is not None
        if early and (self.run.waiting or not self.run.reviewed):
            return
        self.end_it()

    def end_it(self) -> None:
        assert self.run is not None
        self.act(close_run, CloseRun(by=self.by, run=self.run.identity))
        self.run = None
        self.count("close_run")
