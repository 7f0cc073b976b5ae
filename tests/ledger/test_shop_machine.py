"""Whatever people do in whatever order, the book agrees with a model of it and the doctor has nothing to say."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import sentra_pos.sales.allocate as allocate_module
from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.sales.rules import Split, split_line
from tests.ledger.shop_machine import ShopMachine

#: The acts that a soak must have seen go through often enough to mean something.
ACTS = (
    "take_in commission_percent",
    "take_in net_price",
    "take_in commission_fixed",
    "take_in outright",
    "opening_balances",
    "open_till",
    "close_till",
    "recount",
    "sell",
    "sell on account",
    "discount",
    "promotion",
    "below_zero",
    "hold",
    "recall",
    "change_price",
    "refund",
    "refund after settlement",
    "damaged_shop",
    "damaged_artisan",
    "exchange",
    "void",
    "change_payment",
    "check_payment",
    "bank_receipt",
    "customer_payment",
    "customer_payment back",
    "move_cash paid_in",
    "move_cash paid_out",
    "move_cash to_safe",
    "move_cash from_safe",
    "move_cash drawer_to_bank",
    "move_cash safe_to_bank",
    "settle",
    "pay_out",
)
ENOUGH = 200
ENOUGH_STEPS = 20_000


def _run(examples: int, steps: int, *, phases: tuple[Phase, ...] = (Phase.generate,)) -> Counter[str]:
    ShopMachine.done.clear()
    run_state_machine_as_test(
        ShopMachine,
        settings=settings(
            settings.default,
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Counter(ShopMachine.done)


def test_a_split_that_loses_a_rupiah_does_not_go_unnoticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(
        list_amount: Rupiah, share_at_list: Rupiah, discount: Rupiah, bearer: DiscountBearer, shop_discount: Rupiah
    ) -> Split:
        split = split_line(list_amount, share_at_list, discount, bearer, shop_discount)
        taken = Rupiah(1) if split.share else ZERO
        return Split(share=split.share - taken, shop_part=split.shop_part + taken)

    monkeypatch.setattr(allocate_module, "split_line", greedy)

    with pytest.raises(AssertionError):
        _run(40, 12)


def test_a_shop_of_any_day_agrees_with_its_model() -> None:
    done = _run(4, 40)
    assert done["sell"] > 0
    assert done["take_in outright"] > 0


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_every_act_went_through_often_enough() -> None:
    done = _run(400, 75)
    for act in sorted(done):
        print(f"{done[act]:7} {act}")  # noqa: T201 - what a soak is run for
    assert done["steps"] >= ENOUGH_STEPS
    assert {act: done[act] for act in ACTS if done[act] < ENOUGH} == {}
