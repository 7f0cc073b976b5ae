"""The till of the machine's shop beside its model: opened and closed, counted again, and cash in and out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import ClassVar, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.sales.errors import DrawerTooLow
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.errors import DrawerHoldsLess, SafeHoldsLess
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.recount_till import RecountTill, recount_till
from sentra_pos.tills.shift_queries import Movement
from tests.ledger.machine_base import MachineBase
from tests.ledger.shop_model import ShopModel

#: Out of the first into the second; nothing: expense or income.
_MOVES = {
    Movement.PAID_IN: (None, "drawer"),
    Movement.PAID_OUT: ("drawer", None),
    Movement.TO_SAFE: ("drawer", "safe"),
    Movement.FROM_SAFE: ("safe", "drawer"),
    Movement.DRAWER_TO_BANK: ("drawer", "bank"),
    Movement.SAFE_TO_BANK: ("safe", "bank"),
}
_CATEGORIES = {Movement.PAID_IN: "income", Movement.PAID_OUT: "refreshments"}
_AMOUNTS = st.integers(1, 250_000)
Result = TypeVar("Result")


class TillFloor(MachineBase):
    """A drawer, a safe and the bank."""

    #: Counted apart from those of other machines.
    done: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.model = ShopModel()
        self.till_open = False
        self.shift = 0
        #: The last closing, what was counted in it and what of that went into the safe.
        self.closing: tuple[DocumentId, int, int] | None = None

    # ------------------------------------------------------------------------------------------------------ its day

    @rule(
        added=st.integers(0, 2_000_000),
        put_away=st.integers(0, 100),
        variance=st.sampled_from([0, 0, -1_000, 500]),
        again=st.sampled_from([None, None, -1_000, 0, 700, 50_000]),
    )
    def go_through_the_day(self, added: int, put_away: int, variance: int, again: int | None) -> None:
        """Open, close, sometimes count again, and open: one rule, so that no till stays closed for want of another.

        Most examples leave rules out.
        """
        if self.till_open:
            self._close(put_away, variance)
        elif again is not None and self.closing is not None:
            self._recount(again)
        else:
            self._open(added, variance)

    def _open(self, added: int, variance: int) -> None:
        counted = max(self.model.money["drawer"] + added + variance, added)
        command = OpenTill(id=self.new_document(), by=self.by, counted=Rupiah(counted), added=Rupiah(added))
        with self.store.writing() as session:
            open_till(session, command, clock=self.clock)
        self.model.money["over_short"] += self.model.money["drawer"] + added - counted
        self.model.money["drawer"] = counted
        self.model.money["safe"] -= min(added, max(self.model.money["safe"], 0))
        self.till_open = True
        self.shift += 1
        self.count("open_till")

    def _close(self, put_away: int, variance: int) -> None:
        expected = self.model.money["drawer"]
        counted = max(expected + variance, 0)
        to_safe = counted * put_away // 100
        cash, away = Rupiah(counted), Rupiah(to_safe)
        command = CloseTill(id=self.new_document(), by=self.by, counted=cash, to_safe=away, reason="selisih")
        with self.store.writing() as session:
            closed = close_till(session, command, clock=self.clock)
        assert (closed.expected.amount, closed.difference.amount) == (expected, counted - expected)
        self.model.money["over_short"] += expected - counted
        self.model.money["drawer"] = counted - to_safe
        self.model.money["safe"] += to_safe
        self.till_open = False
        self.closing = command.id, counted, to_safe
        self.count("close_till")

    def _recount(self, change: int) -> None:
        assert self.closing is not None
        closing, before, to_safe = self.closing
        counted = max(before + change, to_safe)
        command = RecountTill(
            id=self.new_document(), by=self.by, closing=closing, counted=Rupiah(counted), reason="terselip"
        )
        with self.store.writing() as session:
            recount_till(session, command, clock=self.clock)
        self.model.money["drawer"] += counted - before
        self.model.money["over_short"] -= counted - before
        self.closing = closing, counted, to_safe
        self.count("recount")

    # ---------------------------------------------------------------------------------------------------------- cash

    @precondition(lambda self: self.till_open)
    @rule(in_first=st.booleans(), first=_AMOUNTS, second=_AMOUNTS)
    def cash_in_and_out(self, in_first: bool, first: int, second: int) -> None:
        self._move_both([Movement.PAID_OUT, Movement.PAID_IN], in_first, first, second)

    @precondition(lambda self: self.till_open)
    @rule(from_safe_first=st.booleans(), first=_AMOUNTS, second=_AMOUNTS)
    def safe_and_drawer(self, from_safe_first: bool, first: int, second: int) -> None:
        self._move_both([Movement.TO_SAFE, Movement.FROM_SAFE], from_safe_first, first, second)

    @precondition(lambda self: self.till_open or self.model.money["safe"] > 0)
    @rule(safe_first=st.booleans(), first=_AMOUNTS, second=_AMOUNTS)
    def to_the_bank(self, safe_first: bool, first: int, second: int) -> None:
        both = [Movement.DRAWER_TO_BANK, Movement.SAFE_TO_BANK]
        self._move_both(both if self.till_open else both[1:], safe_first, first, second)

    def _move_both(self, movements: list[Movement], turned: bool, first: int, second: int) -> None:
        for movement, amount in zip(movements[::-1] if turned else movements, (first, second), strict=False):
            self._move_what_fits(movement, amount)

    def _move_what_fits(self, movement: Movement, amount: int) -> None:
        """More than there is will be refused, and is all that there is after that."""
        there = self._there(movement)
        if amount > there:
            trouble = SafeHoldsLess if _MOVES[movement][0] == "safe" else DrawerHoldsLess
            with pytest.raises(trouble), self.store.writing() as session:
                move_cash(session, self._movement(movement, amount), clock=self.clock)
            self.count("refused")
        if there:
            self._move_cash(movement, min(amount, there))

    def _there(self, movement: Movement) -> int:
        """The most that can be moved so: without end what somebody pays in."""
        source, _target = _MOVES[movement]
        return 1_000_000_000 if source is None else max(self.model.money[source], 0)

    def _movement(self, movement: Movement, amount: int) -> MoveCash:
        return MoveCash(
            id=self.new_document(),
            by=self.by,
            movement=movement,
            amount=Rupiah(amount),
            category=_CATEGORIES.get(movement),
            reason="kopi",
        )

    def _move_cash(self, movement: Movement, amount: int) -> None:
        with self.store.writing() as session:
            moved = move_cash(session, self._movement(movement, amount), clock=self.clock)
        source, target = _MOVES[movement]
        for account, signed in ((source, -amount), (target, amount)):
            if account is not None:
                self.model.money[account] += signed
        assert (moved.drawer.amount, moved.safe.amount) == (self.model.money["drawer"], self.model.money["safe"])
        self.count(f"move_cash {movement}")

    def with_cash(self, amount: int, act: Callable[..., Result], command: object) -> Result:
        """Do what takes so much cash out of the drawer: refused while that holds less, and done when it was brought."""
        missing = amount - self.model.money["drawer"]
        if missing > 0:
            with pytest.raises(DrawerTooLow), self.store.writing() as session:
                act(session, command, clock=self.clock)
            self.count("refused")
            self._bring_cash(missing)
        with self.store.writing() as session:
            return act(session, command, clock=self.clock)

    def _bring_cash(self, missing: int) -> None:
        """Out of the safe as far as that reaches; the rest somebody pays in."""
        from_safe = min(missing, max(self.model.money["safe"], 0))
        if from_safe:
            self._move_cash(Movement.FROM_SAFE, from_safe)
        if missing > from_safe:
            self._move_cash(Movement.PAID_IN, missing - from_safe)
