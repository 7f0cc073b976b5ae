"""The doctor against the program itself: where an act goes wrong and seals what it wrote, it is still found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import sentra_pos.consignment.take_in as take_in_module
import sentra_pos.sales.allocate as allocate_module
import sentra_pos.sales.parts_back as back_module
import sentra_pos.sales.price_lines as price_module
import sentra_pos.settlement.lock_settlement as settlement_module
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account, MoneyMove
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.sales.postings import sold_goods, sold_money
from sentra_pos.sales.rules import Split, split_line
from sentra_pos.settlement.queries import owed_lines
from tests.doctor.a_busy_shop import a_busy_shop


def _codes(store: Store, clock: FixedClock) -> set[str]:
    a_busy_shop(store, clock)
    return {finding.code for finding in examine(store.path)}


def _a_rupiah_to_the_shop(honest: Callable[..., Split]) -> Callable[..., Split]:
    def split(*asked: Any) -> Split:
        whole = honest(*asked)
        taken = Rupiah(1) if whole.share else ZERO
        return Split(share=whole.share - taken, shop_part=whole.shop_part + taken)

    return split


def test_a_split_that_takes_a_rupiah_from_the_artisan(
    store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allocate_module, "split_line", _a_rupiah_to_the_shop(split_line))
    assert "sale.split" in _codes(store, clock)


def test_a_refund_that_rounds_each_piece_by_itself(
    store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        back_module, "part_of", lambda whole, back, _before, of: whole.part(back, of) + Rupiah(1 if back < of else 0)
    )
    assert "refund.mirror" in _codes(store, clock)


def test_commission_that_lands_among_the_shops_own_sales(
    store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def astray(allocations: Any, lots: Any) -> tuple[MoneyMove, ...]:
        moves = sold_money(allocations, lots)
        commission, sales = Account(AccountKind.COMMISSION), Account(AccountKind.SALES)
        return tuple(replace(move, credit=sales) if move.credit == commission else move for move in moves)

    monkeypatch.setattr(price_module, "sold_money", astray)
    assert "sale.money" in _codes(store, clock)


def test_goods_that_stay_on_the_shelf(store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        price_module,
        "sold_goods",
        lambda parts, shelf: tuple(replace(move, quantity=ONE) for move in sold_goods(parts, shelf)),
    )
    assert "sale.goods" in _codes(store, clock)


def test_a_note_that_owes_nothing_for_what_it_bought(
    store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_in_module, "_bought", lambda *_asked: ())
    assert "note.cost" in _codes(store, clock)


def test_a_settlement_that_leaves_a_line_out(store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settlement_module, "owed_lines", lambda *asked: owed_lines(*asked)[1:])
    # The act itself would notice: its own assertion is broken too.
    monkeypatch.setattr(settlement_module, "sum_rupiah", lambda _amounts: _Anything())
    assert "settlement.leftover" in _codes(store, clock)


class _Anything:
    """Equal to whatever it is compared with."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0
