"""Stories of several acts that lead up to what single rules seldom reach: a loss, a settlement day, a debt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.shift_queries import Movement
from tests.ledger.consignment_floor import ANY, FEW, PRICES, TERMS, pick
from tests.ledger.consignment_goods import PLACES
from tests.ledger.consignment_model import MISSING, SHELF, Lot
from tests.ledger.consignment_money import AMOUNTS, LENT, SAVINGS
from tests.ledger.consignment_runs import RunRules
from tests.ledger.consignment_sales import CONDITIONS, OFF
from tests.ledger.consignment_shelf import ways

#: Each piece's end, of those that its terms leave.
_ENDS = st.lists(ANY, min_size=2, max_size=4)
#: In percent and the way of `pay_on`: in cash, by transfer, to somebody else. ``None``: more than the drawer has.
_PAID = ((100, 1), (100, 2), (100, 3), (60, 0), (60, 2), (60, 3), (60, 5), None)
#: What leaves something for the next in the row.
_PART = st.sampled_from([("fixed", 1), ("fixed", 75_000), ("percent", 1), ("percent", 3_333), ("percent", 5_000)])


class ConsignmentMachine(RunRules):
    """One shop, four artisans, any order of acts and stories. Each step of a story is compared like any other."""

    # ------------------------------------------------------------------------------------------------------- a loss

    @rule(which=ANY, ends=_ENDS, said=TERMS, blind=st.booleans(), rain=st.booleans())
    def a_loss_of_an_artisan(self, which: int, ends: list[int], said: dict[str, Any], blind: bool, rain: bool) -> None:
        terms = said | {"scheme": "commission_percent", "liability": "artisan"}
        self._lost(self._to_lose(which, "artisan_bears", terms).item, which, ends, blind, rain)

    @rule(which=ANY, ends=_ENDS, said=TERMS, blind=st.booleans(), rain=st.booleans())
    def a_loss_that_is_shared(self, which: int, ends: list[int], said: dict[str, Any], blind: bool, rain: bool) -> None:
        terms = said | {"scheme": "commission_percent", "liability": "shared"}
        self._lost(self._to_lose(which, "shared", terms).item, which, ends, blind, rain)

    @rule(which=ANY, ends=_ENDS, said=TERMS, blind=st.booleans(), rain=st.booleans())
    def a_loss_of_the_shop(self, which: int, ends: list[int], said: dict[str, Any], blind: bool, rain: bool) -> None:
        terms = said | {"scheme": "outright"}
        self._lost(self._to_lose(which, "written_off", terms).item, which, ends, blind, rain)

    def _lost(self, item: UUID, which: int, ends: list[int], blind: bool, rain: bool) -> None:
        """Taken, counted, missed, and decided piece by piece; what is left of it turns up."""
        self.then(self.vanish, item, min(len(ends) + 1, self.can_take(item)), SHELF)
        if rain:
            self.then(self.drop, self._begun(item, blind))
        self._count_of(item, blind)
        for how in ends:
            missed = [lot for lot in self.model.lots_of(item) if lot.at[MISSING] > 0]
            if missed:
                lot = pick(missed, which)
                self.then(self.decide_so, lot, MISSING, 1, pick(ways(lot, MISSING), how), how % 7 == 0)
        left = self.model.book(item, MISSING)
        if left:
            self.then(self.vanish, item, -left, SHELF)
            self._count_of(item, blind)

    def _to_lose(self, which: int, end: str, said: dict[str, Any]) -> Lot:
        """Of what was brought last: that is missed first. Where nothing can end so, something comes that can."""
        newest = {lot.item: lot for lot in self.model.lots if lot.at[SHELF] > 0 and self.can_take(lot.item) > 3}
        there = [lot for lot in newest.values() if end in ways(lot, MISSING)]
        if there:
            return pick(there, which)
        party, item = pick(self.artisans, which), pick(list(self.prices), which)
        self.then(self.agree_today, party, said)
        many = max(6 + self.gap[item, SHELF], 6)
        self.then(self.take_in, party, {item: (many, 70)}, declined=which % 2 == 0)
        return self.model.lots[-1]

    def _begun(self, item: UUID, blind: bool) -> DocumentId:
        """The count of the shelf that goes on, or one for this; with the item looked at."""
        open_ones = [each for each, count in self.counts.items() if (count.place, count.party) == (SHELF, None)]
        if not open_ones:
            self.then(self.start, SHELF, None, blind)
            open_ones = list(self.counts)[-1:]
        (identity,) = open_ones
        self.then(self.look_at_these, identity, [item])
        return identity

    def _count_of(self, item: UUID, blind: bool) -> None:
        identity = self._begun(item, blind)
        # What somebody looked at before this may have changed since: then all of it is looked at again.
        self.then(self.post_it, identity, len(self.counts[identity].seen) > 1)

    def agree_today(self, party: UUID, said: dict[str, Any]) -> None:
        """In force at once."""
        self.agree(party, said, self.today)
        self.count("record_agreement")

    @rule(which=ANY, said=TERMS, mask=st.integers(1, 255), percent=st.integers(1, 100))
    def other_terms(self, which: int, said: dict[str, Any], mask: int, percent: int) -> None:
        """Agreed, and at once for what lies here already."""
        owners = [
            lot.owner for lot in self.model.lots if lot.owner is not None and any(lot.at[place] > 0 for place in PLACES)
        ]
        if not owners:
            return
        party = pick(owners, which)
        scheme = "net_price" if said["scheme"] == "outright" else said["scheme"]
        self.then(self.agree_today, party, said | {"scheme": scheme})
        self.then(self.move_to, self.versions[party][-1], mask, percent, True)

    @rule(which=ANY, change=st.integers(-2, 2).filter(bool), price=PRICES, percent=st.integers(1, 100))
    def a_note_is_put_right(self, which: int, change: int, price: int, percent: int) -> None:
        if self.model.note_lines:
            self.then(self.correct_a_count, which, change)
        if self.unsold():
            self.then(self.correct_a_price, which, price, percent)

    # ---------------------------------------------------------------------------------------------------- sold, owed

    def _consigned(self) -> list[Lot]:
        """What would be sold next, of each item that is an artisan's."""
        oldest: dict[UUID, Lot] = {}
        for lot in self.model.lots:
            if lot.at[SHELF] > 0 and self.can_take(lot.item):
                oldest.setdefault(lot.item, lot)
        return [lot for lot in oldest.values() if lot.owner is not None]

    def _sold_and_free(self, lot: Lot, party: UUID, units: int, percent: int) -> None:
        """Sold, and then long enough ago to be settled. Until then it stays out of what is settled."""
        self._the_till_is_open()
        self.then(self.sell_these, [(lot.item, units, percent, 37)])
        wait = (self.model.sales[-1].held_until(party) - self.today).days
        if wait > 0:
            self.then(self.charge, [self.artisans.index(party)], 500)
            self.then(self.settle_with, party)
            self.then(self.time_passes, 24 * wait, 1)

    def _the_till_is_open(self) -> None:
        if not self.till_open:
            self.then(self.open_the_till, 500_000)

    @rule(which=ANY, units=FEW, percent=OFF, early=CONDITIONS, late=st.lists(CONDITIONS, min_size=1, max_size=2))
    def what_was_settled_comes_back(self, which: int, units: int, percent: int, early: str, late: list[str]) -> None:
        """One piece before it was settled, others afterwards."""
        there = self._consigned()
        if not there:
            return
        lot = pick(there, which)
        assert lot.owner is not None
        self._sold_and_free(lot, lot.owner, units + 2, percent)
        sale = self.model.sales[-1]
        self.then(self.take_back, sale, 0, 1, early)
        self.then(self.settle_with, lot.owner)
        for condition in late:
            self.then(self.take_back, sale, 0, 1, condition)
        self.then(self.settle_with, lot.owner)

    @rule(
        which=ANY,
        lent=st.lists(st.tuples(AMOUNTS, st.sampled_from(LENT), _PART), min_size=1, max_size=3),
        saved=_PART,
        saves=SAVINGS,
        units=FEW,
        back=st.lists(st.tuples(st.sampled_from([1, 50, 100]), st.booleans()), min_size=1, max_size=2),
    )
    def a_debt_comes_back(
        self,
        which: int,
        lent: list[tuple[int, str, tuple[str, int]]],
        saved: tuple[str, int],
        saves: str,
        units: int,
        back: list[tuple[int, bool]],
    ) -> None:
        """Lent, planned, earned, taken off; what was saved besides is paid back."""
        there = self._consigned()
        if not there:
            return
        lot = pick(there, which)
        party = lot.owner
        assert party is not None
        self._the_till_is_open()
        for amount, way, plan in lent:
            self._lend_by_plan(party, amount, way, plan)
        self.then(self.plan_savings_of, party, saved, saves, False)
        self._sold_and_free(lot, party, units, 60 * (which % 2))
        self.then(self.settle_with, party)
        for percent, cash in back:
            if self.model.money["savings", party]:
                self.then(self.pay_savings_to, party, percent, cash)

    def _lend_by_plan(self, party: UUID, amount: int, way: str, plan: tuple[str, int]) -> None:
        if way == "cash":
            amount = max(min(amount, self.model.money["drawer", None]), 1)
        self.then(self.lend_to, party, amount, way, ("all", 0))
        owing = [debt for debt in self.model.debts[party] if debt.recovered < debt.amount]
        if owing:
            self.then(self.plan_for, party, owing[-1], plan)

    # ---------------------------------------------------------------------------------------------- a settlement day

    @rule(
        who=st.lists(ANY, max_size=2),
        sold=st.lists(st.tuples(ANY, FEW, OFF, st.just(0)), min_size=1, max_size=3),
        moved=ANY,
        absent=ANY,
        paid=st.lists(st.sampled_from(_PAID), min_size=3, max_size=5),
        undone=st.none() | ANY,
    )
    def a_settlement_day(
        self,
        who: list[int],
        sold: list[tuple[int, int, int, int]],
        moved: int,
        absent: int,
        paid: list[tuple[int, int] | None],
        undone: int | None,
    ) -> None:
        """From the morning's sale to the evening, whatever run there was before."""
        self._the_till_is_open()
        if any(self.can_take(item) for item in self.prices):
            self.then(self.sell, sold)
        if self.run is not None:
            self.then(self.end_it)
        self.then(self.begin_a_run, who)
        self._locked(moved)
        assert self.run is not None
        if self.run.reviewed:
            self.then(self.nobody_came, absent, True)
        for number, how in enumerate([None, *paid]):
            self._paid_so(number, how)
        if undone is not None and self.model.payouts:
            self.then(self.void_a_payout, undone)
        self.then(self.end_it)

    def _locked(self, moved: int) -> None:
        """Reviewed; something moved since, so refused and reviewed again; then locked one by one."""
        self.then(self.review, None)
        assert self.run is not None
        if self.run.waiting:
            party = pick(sorted(self.run.waiting), moved)
            self.then(self.charge, [self.artisans.index(party)], 1_000 + moved)
            self.then(self.lock_one, party)
            self.then(self.review, None)
        for party in sorted(self.run.waiting):
            self.then(self.lock_one, party)

    def _paid_so(self, number: int, how: tuple[int, int] | None) -> None:
        there = self.to_pay()
        if not there:
            return
        settlement = pick(there, number)
        if how is not None:
            self.then(self.pay_on, settlement, *how)
            return
        too_much = self.model.money["drawer", None] - self.model.payable_now(settlement) + 1
        if too_much > 0:
            self.then(self.carry, Movement.TO_SAFE, too_much)
        self.then(self.pay_on, settlement, 100, 1)
        if too_much > 0:
            self.then(self.carry, Movement.FROM_SAFE, too_much)

    def carry(self, movement: Movement, amount: int) -> None:
        """From the drawer to the safe, or back."""
        self.act(move_cash, MoveCash(id=self.new_document(), by=self.by, movement=movement, amount=Rupiah(amount)))
        away = amount if movement is Movement.TO_SAFE else -amount
        self.model.money["drawer", None] -= away
        self.model.money["safe", None] += away
        self.count("carry")
