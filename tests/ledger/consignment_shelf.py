"""Thefts, counts and cases as rules: what is gone is missed, searched for, found or paid."""

from __future__ import annotations

from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.count_item import CountItem, count_item
from sentra_pos.counting.decide_case import DecideCase, decide_case
from sentra_pos.counting.drop_count import DropCount, drop_count
from sentra_pos.counting.errors import CaseClosed, CountAgain, OnlyTowardsTheShop
from sentra_pos.counting.facts import Outcome
from sentra_pos.counting.post_count import PostCount, post_count
from sentra_pos.counting.start_count import StartCount, start_count
from tests.ledger.consignment_floor import ANY, FEW, OpenCount, pick
from tests.ledger.consignment_goods import GoodsRules
from tests.ledger.consignment_model import ARTISAN, LOST, MISSING, QUARANTINE, ROOM, SHELF, Accrual, Lot
from tests.ledger.shop_model import nearest_part

_PAID = ("shop_pays", "shared", "insured")


class ShelfRules(GoodsRules):
    """What the shelf has, and what it should have."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[DocumentId, OpenCount] = {}
        #: When something of it was last put back on the shelf by a case.
        self.found_at: dict[tuple[UUID, str], int] = {}
        self.misses = 0

    @rule(which=ANY, units=st.integers(1, 2), place=st.sampled_from([SHELF, SHELF, ROOM]))
    def steal(self, which: int, units: int, place: str) -> None:
        there = [item for item in self.prices if self.physical(item, place) >= units]
        if there:
            self.vanish(pick(there, which), units, place)

    def vanish(self, item: UUID, units: int, place: str) -> None:
        """Nobody tells the book. Below zero, they lie there again."""
        self.gap[item, place] += units
        self.stolen[item, place] += units
        self.count("steal" if units > 0 else "put back")

    def _missed(self) -> list[UUID]:
        return [item for item in self.prices if self.model.book(item, MISSING) > 0]

    @precondition(lambda self: self._missed())
    @rule(which=ANY, units=FEW, place=st.sampled_from([SHELF, SHELF, ROOM]))
    def it_lay_elsewhere(self, which: int, units: int, place: str) -> None:
        """What was missed lies there again, for the next count to find."""
        item = pick(self._missed(), which)
        self.vanish(item, -min(units, self.model.book(item, MISSING)), place)

    # -------------------------------------------------------------------------------------------------------- counts

    @precondition(lambda self: len(self.counts) < 2)
    @rule(place=st.sampled_from([SHELF, SHELF, ROOM]), who=st.none() | ANY, blind=st.booleans())
    def start(self, place: str, who: int | None, blind: bool) -> None:
        party = None if who is None else pick(self.artisans, who)
        if any((each.place, each.party) == (place, party) for each in self.counts.values()):
            return
        command = StartCount(
            id=self.new_document(), by=self.by, place=self.places[place],
            party=None if party is None else PartyId(party), blind=blind,
        )  # fmt: skip
        self.act(start_count, command)
        self.counts[command.id] = OpenCount(place=place, party=party)
        self.count("start_count")

    def _in(self, count: OpenCount) -> list[UUID]:
        """The items that it is about."""
        mine = {lot.item for lot in self.model.lots if count.party in (None, lot.owner)}
        return [item for item in self.prices if item in mine or count.party is None]

    def see(self, identity: DocumentId, item: UUID) -> None:
        count = self.counts[identity]
        units = max(self.physical(item, count.place), 0)
        self.act(
            count_item,
            CountItem(count=identity, by=self.by, item=ItemId(item), quantity=Quantity(units), anew=True),
        )
        count.seen[item] = self.stolen[item, count.place], self.acts

    @precondition(lambda self: self.counts)
    @rule(which=ANY, items=st.lists(ANY, min_size=1, max_size=3))
    def look_at(self, which: int, items: list[int]) -> None:
        identity = pick(list(self.counts), which)
        there = self._in(self.counts[identity])
        self.look_at_these(identity, [pick(there, each) for each in items] if there else [])

    def look_at_these(self, identity: DocumentId, items: list[UUID]) -> None:
        """Each once."""
        for item in dict.fromkeys(items):
            self.see(identity, item)
        self.count_if(bool(items), "count_item")

    @precondition(lambda self: self.counts)
    @rule(which=ANY)
    def give_up_counting(self, which: int) -> None:
        self.drop(pick(list(self.counts), which))

    def drop(self, identity: DocumentId) -> None:
        """Nothing of it is booked."""
        self.act(drop_count, DropCount(count=identity, by=self.by, reason="hujan"))
        del self.counts[identity]
        self.count("drop_count")

    @precondition(lambda self: self.counts)
    @rule(which=ANY, finished=st.booleans())
    def post(self, which: int, finished: bool) -> None:
        self.post_it(pick(list(self.counts), which), finished)

    def post_it(self, identity: DocumentId, finished: bool) -> None:
        """Finished, all of it was looked at once more."""
        count = self.counts[identity]
        if finished:
            for item in self._in(count):
                self.see(identity, item)
        if not count.seen and not finished:
            return
        command = PostCount(id=identity, by=self.by, finished=finished)
        if any(self.found_at.get((item, count.place), -1) > at for item, (_gone, at) in count.seen.items()):
            self.refused(post_count, command, CountAgain)
            return
        self.act(post_count, command)
        for item, (gone, _at) in count.seen.items():
            self._put_right(item, count.place, self.stolen[item, count.place] - gone - self.gap[item, count.place])
        del self.counts[identity]
        self.count("post_count")

    def _put_right(self, item: UUID, place: str, more: int) -> None:
        """Below zero is missing, of the newest lots; above zero turns up, what was missed first."""
        self.misses += 1
        lots = self.model.lots_of(item)
        if more < 0:
            for lot in reversed(lots):
                here = min(max(lot.at[place], 0), -more)
                if here:
                    lot.missed = lot.missed or self.misses
                    lot.move(place, MISSING, here)
                    self.gap[item, place] -= here
                    more += here
                    self.count("missing")
            assert not more, "more was missing than the book had"
        for lot in sorted((each for each in lots if each.at[MISSING] > 0), key=lambda each: each.missed):
            here = min(lot.at[MISSING], max(more, 0))
            if here:
                lot.move(MISSING, place, here)
                self.gap[item, place] += here
                more -= here
                self.count("turned up")

    # --------------------------------------------------------------------------------------------------------- cases

    def _cases(self) -> list[tuple[Lot, str]]:
        return [(lot, place) for lot in self.model.lots for place in (MISSING, QUARANTINE, LOST) if lot.at[place] > 0]

    @precondition(lambda self: self._cases())
    @rule(which=ANY, units=FEW, how=ANY)
    def decide(self, which: int, units: int, how: int) -> None:
        self.decide_one(*pick(self._cases(), which), units, how)

    def decide_one(self, lot: Lot, place: str, units: int, how: int) -> None:
        self.decide_so(lot, place, units, pick(ways(lot, place), how), how % 7 == 0)

    def decide_so(self, lot: Lot, place: str, units: int, outcome: str, too_many: bool) -> None:
        """Before it, perhaps more than there are."""
        units = min(units, lot.at[place])
        command = self._decision(lot, place, units, outcome)
        if too_many:
            self.refused(decide_case, self._decision(lot, place, lot.at[place] + 1, outcome), CaseClosed)
        if place != LOST and lot.owner is not None and lot.version is not None and lot.version.shop_bears:
            self.refused(decide_case, self._decision(lot, place, units, "artisan_bears"), OnlyTowardsTheShop)
        done = self.act(decide_case, command)
        paid = self._decided(lot, place, units, outcome, command.id)
        assert done.paid.amount == paid
        self.count(f"decide {outcome}")

    def _decision(self, lot: Lot, place: str, units: int, outcome: str) -> DecideCase:
        return DecideCase(
            id=self.new_document(), by=self.by, lot=LotId(lot.identity), place=self.places[place]
            if place != QUARANTINE else self.places[QUARANTINE], quantity=Quantity(units), outcome=Outcome(outcome),
            reason="dibahas bersama",
        )  # fmt: skip

    def _decided(self, lot: Lot, place: str, units: int, outcome: str, document: UUID) -> int:
        money = self.model.money
        if outcome == "back":
            lot.move(place, SHELF, units)
            if place == LOST and lot.owner is None:
                money["own_stock", None] += lot.cost * units
                money["loss_expense", None] -= lot.cost * units
            if place != QUARANTINE:
                self.found_at[lot.item, SHELF] = self.acts
            return 0
        if outcome == "written_off":
            lot.move(place, LOST, units)
            money["own_stock", None] -= lot.cost * units
            money["loss_expense", None] += lot.cost * units
            return 0
        if outcome == "artisan_bears":
            lot.move(place, ARTISAN if place == QUARANTINE else LOST, units)
            return 0
        paid = nearest_part(lot.worth * units, _percent(lot, outcome))
        assert lot.owner is not None
        self.model.taken_over(lot, lot.price, place, LOST if place == MISSING else place, units)
        money["loss_expense", None] += paid
        if paid:
            self.model.accrue(lot.owner, Accrual(document=document, amount=paid))
        return paid


def _percent(lot: Lot, outcome: str) -> int:
    """The shop's part of the loss if it ends so."""
    assert lot.version is not None
    return {"shop_pays": 10_000, "insured": 10_000, "shared": lot.version.shop_percent, "artisan_bears": 0}[outcome]


def ways(lot: Lot, place: str) -> list[str]:
    """As agreed, or better for the artisan."""
    if place == LOST:
        return ["back"]
    if lot.owner is None:
        return ["back", "written_off"]
    assert lot.version is not None
    agreed = lot.version.shop_bears
    return ["back", *(way for way in (*_PAID, "artisan_bears") if _percent(lot, way) >= agreed)]
