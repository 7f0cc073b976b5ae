"""Stories of several acts that lead up to what single rules seldom reach: a loss, a settlement day, a debt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from sentra_pos.core.money import Rupiah
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.shift_queries import Movement
from tests.ledger.consignment_floor import ANY, FEW, TERMS, pick
from tests.ledger.consignment_model import HERE, MISSING, SHELF, Lot
from tests.ledger.consignment_money import AMOUNTS, LENT, SAVINGS
from tests.ledger.consignment_runs import RunRules
from tests.ledger.consignment_sales import CONDITIONS
from tests.ledger.consignment_shelf import ways

#: How a loss ends, and the terms under which goods are lost so.
_LOSSES: dict[str, dict[str, Any]] = {
    "back": {},
    "shop_pays": {"scheme": "commission_percent", "liability": "shop"},
    "shared": {"scheme": "commission_percent", "liability": "shared"},
    "insured": {"scheme": "commission_percent", "liability": "shared"},
    "artisan_bears": {"scheme": "commission_percent", "liability": "artisan"},
    "written_off": {"scheme": "outright"},
}
#: In percent and the way of `pay_on`: in cash, by transfer, to somebody else. ``None``: more than the drawer has.
_PAID = ((100, 1), (100, 3), (60, 0), (60, 2), (60, 3), None, None)
#: What leaves something for the next in the row.
_PART = st.sampled_from([("fixed", 1), ("fixed", 75_000), ("percent", 1), ("percent", 3_333), ("percent", 5_000)])


class ConsignmentMachine(RunRules):
    """One shop, four artisans, any order of acts and stories. Each step of a story is compared like any other."""

    # ------------------------------------------------------------------------------------------------------- a loss

    @rule(
        which=ANY,
        ends=st.lists(st.sampled_from(list(_LOSSES)), min_size=1, max_size=2),
        said=TERMS,
        gone=st.integers(2, 4),
        blind=st.booleans(),
    )
    def a_loss(self, which: int, ends: list[str], said: dict[str, Any], gone: int, blind: bool) -> None:
        """Taken, counted, missed, and decided piece by piece; what is left of it turns up."""
        item = self._to_lose(which, ends[0], said).item
        self.then(self.vanish, item, min(gone, self.can_take(item)), SHELF)
        self._count_of(item, blind)
        for how in ends:
            missed = [lot for lot in self.model.lots_of(item) if lot.at[MISSING] > 0 and how in ways(lot, MISSING)]
            if missed:
                self.then(self.decide_so, pick(missed, which), MISSING, 1, how, which % 7 == 0)
        left = self.model.book(item, MISSING)
        if left:
            self.then(self.vanish, item, -left, SHELF)
            self._count_of(item, blind)

    def _to_lose(self, which: int, how: str, said: dict[str, Any]) -> Lot:
        """Of what was brought last: that is missed first. Where nothing is lost so, something comes that is."""
        newest = {lot.item: lot for lot in self.model.lots if lot.at[SHELF] > 0 and self.can_take(lot.item) > 0}
        there = [lot for lot in newest.values() if how in ways(lot, MISSING)]
        if there:
            return pick(there, which)
        party, item = pick(self.artisans, which), pick(list(self.prices), which)
        self.then(self.agree_today, party, said | _LOSSES[how])
        self.then(self.take_in, party, {item: (max(3 + self.gap[item, SHELF], 3), 70)})
        return self.model.lots[-1]

    def _count_of(self, item: UUID, blind: bool) -> None:
        """By the count of the shelf that goes on, or by one for this."""
        open_ones = [each for each, count in self.counts.items() if (count.place, count.party) == (SHELF, None)]
        if not open_ones:
            self.then(self.start, SHELF, None, blind)
            open_ones = list(self.counts)[-1:]
        (identity,) = open_ones
        begun = bool(self.counts[identity].seen)
        self.then(self.look_at_these, identity, [item])
        self.then(self.post_it, identity, begun)

    def agree_today(self, party: UUID, said: dict[str, Any]) -> None:
        """In force at once."""
        self.agree(party, said, self.today)
        self.count("record_agreement")

    @rule(which=ANY, said=TERMS, mask=st.integers(1, 255), percent=st.integers(1, 100))
    def other_terms(self, which: int, said: dict[str, Any], mask: int, percent: int) -> None:
        """Agreed, and at once for what lies here already."""
        owners = [
            lot.owner for lot in self.model.lots if lot.owner is not None and any(lot.at[place] > 0 for place in HERE)
        ]
        if not owners:
            return
        party = pick(owners, which)
        scheme = "net_price" if said["scheme"] == "outright" else said["scheme"]
        self.then(self.agree_today, party, said | {"scheme": scheme})
        self.then(self.move_to, self.versions[party][-1], mask, percent, True)

    # ---------------------------------------------------------------------------------------------------- sold, owed

    def _consigned(self) -> list[Lot]:
        """What would be sold next, of each item that is an artisan's."""
        oldest: dict[UUID, Lot] = {}
        for lot in self.model.lots:
            if lot.at[SHELF] > 0 and self.can_take(lot.item):
                oldest.setdefault(lot.item, lot)
        return [lot for lot in oldest.values() if lot.owner is not None]

    def _sold_and_free(self, lot: Lot, party: UUID, units: int, percent: int) -> None:
        """Sold, and then long enough ago to be settled."""
        self._the_till_is_open()
        self.then(self.sell_these, [(lot.item, units, percent, 37)])
        wait = (self.model.sales[-1].held_until(party) - self.today).days
        if wait > 0:
            self.then(self.time_passes, 24 * wait, 1)

    def _the_till_is_open(self) -> None:
        if not self.till_open:
            self.then(self.open_the_till, 500_000)

    @rule(which=ANY, units=FEW, percent=st.integers(0, 100), back=FEW, condition=CONDITIONS, early=st.booleans())
    def what_was_settled_comes_back(
        self, which: int, units: int, percent: int, back: int, condition: str, early: bool
    ) -> None:
        """One piece perhaps before it was settled."""
        there = self._consigned()
        if not there:
            return
        lot = pick(there, which)
        assert lot.owner is not None
        self._sold_and_free(lot, lot.owner, units, percent)
        sale = self.model.sales[-1]
        if early:
            self.then(self.take_back, sale, 0, 1, condition)
        self.then(self.settle_with, lot.owner)
        self.then(self.take_back, sale, 0, back, condition)
        self.then(self.settle_with, lot.owner)

    @rule(
        which=ANY,
        amount=AMOUNTS,
        way=st.sampled_from(LENT),
        plan=_PART,
        saved=_PART,
        saves=SAVINGS,
        units=FEW,
        percent=st.sampled_from([1, 50, 100]),
        cash=st.booleans(),
    )
    def a_debt_comes_back(
        self,
        which: int,
        amount: int,
        way: str,
        plan: tuple[str, int],
        saved: tuple[str, int],
        saves: str,
        units: int,
        percent: int,
        cash: bool,
    ) -> None:
        """Lent, planned, earned, taken off; what was saved besides is paid back."""
        there = self._consigned()
        if not there:
            return
        lot = pick(there, which)
        assert lot.owner is not None
        self._the_till_is_open()
        if way == "cash":
            amount = max(min(amount, self.model.money["drawer", None]), 1)
        self.then(self.lend_to, lot.owner, amount, way, ("all", 0))
        owing = [debt for debt in self.model.debts[lot.owner] if debt.recovered < debt.amount]
        if owing:
            self.then(self.plan_for, lot.owner, owing[-1], plan)
        self.then(self.plan_savings_of, lot.owner, saved, saves, False)
        self._sold_and_free(lot, lot.owner, units, 0)
        self.then(self.settle_with, lot.owner)
        if self.model.money["savings", lot.owner]:
            self.then(self.pay_savings_to, lot.owner, percent, cash)

    # ---------------------------------------------------------------------------------------------- a settlement day

    @rule(
        who=st.lists(ANY, max_size=2),
        sold=st.lists(st.tuples(ANY, FEW, st.integers(0, 100), st.just(0)), min_size=1, max_size=3),
        moved=st.none() | ANY,
        absent=ANY,
        paid=st.lists(st.sampled_from(_PAID), min_size=2, max_size=4),
        undone=st.none() | ANY,
    )
    def a_settlement_day(
        self,
        who: list[int],
        sold: list[tuple[int, int, int, int]],
        moved: int | None,
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
        for number, how in enumerate(paid):
            self._paid_so(number, how)
        if undone is not None and self.model.payouts:
            self.then(self.void_a_payout, undone)
        self.then(self.end_it)

    def _locked(self, moved: int | None) -> None:
        """Reviewed; where something moved since, refused and reviewed again; then locked one by one."""
        self.then(self.review, None)
        assert self.run is not None
        if moved is not None and self.run.waiting:
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
