"""Terms, goods, losses and settlements in any order: the book agrees with a model of them, and the doctor is silent."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from sentra_pos.consignment import move_terms, take_over
from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.money import Rupiah
from sentra_pos.counting import book
from sentra_pos.counting.rules import difference
from sentra_pos.giving_back import hand_back
from sentra_pos.ledger.draft import Account, MoneyMove, money_move
from sentra_pos.sales import allocate
from sentra_pos.settlement import charge_fees, lend, post_back, queries, take_back, void_payout
from sentra_pos.settlement.deduction_rules import deductions
from sentra_pos.settlement.pay_back_rules import Owing, PartBack
from sentra_pos.tills.queries import drawer_of
from tests.ledger.consignment_day import a_full_day
from tests.ledger.consignment_stories import ConsignmentMachine

#: The acts that a soak must have seen go through often enough to mean something.
ACTS = (
    *("record_agreement", "move_terms", "take_in", "take_in outright", "decline", "drop_off", "answer_drop_off"),
    *("take_home", "correct_note count", "correct_note price", "change_price", "transfer", "hand_back", "sell"),
    *("discount shop", "discount artisan", "discount shared", "refund before settlement", "refund after settlement"),
    *("refund good", "refund damaged_shop", "refund damaged_artisan", "refund settled", "sell unknown"),
    *("identify_goods", "steal", "start_count", "count_item", "post_count", "drop_count", "missing", "turned up"),
    *("decide back", "decide shop_pays", "decide shared", "decide insured", "decide artisan_bears"),
    *("decide written_off", "lend cash", "lend materials", "lend transfer", "plan debt", "plan savings"),
    *("charge_fees", "pay_savings", "lock_settlement", "held back", "recover", "save", "carry below zero"),
    *("pay_out cash", "pay_out transfer", "pay_out partial", "pay_out representative", "beyond the drawer"),
    *("void_payout", "start_run", "review_run", "lock_in_run", "changed since review", "mark_absent", "close_run"),
    *("pay back", "let go", "owed again", "time_passes"),
)
ENOUGH = 200
ENOUGH_STEPS = 50_000
#: Then the rules are so unlike that what is rare must have steps of its own.
MOST_STEPS = 100_000
#: Each does its part of all that, for itself: with ``-n 2`` two cores share them.
PARTS = 2


def _run(examples: int, steps: int) -> Counter[str]:
    """What went through by now, in this run and those before it."""
    run_state_machine_as_test(
        ConsignmentMachine,
        settings=settings(
            settings.default,
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Counter(ConsignmentMachine.done)


@pytest.fixture
def shop() -> Iterator[ConsignmentMachine]:
    machine = ConsignmentMachine()
    yield machine
    machine.close()


def test_consigned_goods_of_any_day_agree_with_their_model() -> None:
    ConsignmentMachine.done.clear()
    done = _run(3, 30)
    assert done["take_in"] > 0
    assert done["sell"] > 0


def test_a_day_on_which_everything_happens_once(shop: ConsignmentMachine) -> None:
    a_full_day(shop)


def _no_hold(*_asked: Any) -> dict[Any, Any]:
    return {}


def _deducted_twice(*asked: Any) -> Any:
    taken = deductions(*asked)
    return (*taken, *taken)


def _moved_twice(line: int, debit: Account, credit: Account, amount: Rupiah) -> tuple[MoneyMove, ...]:
    return money_move(line, debit, credit, amount) * 2


def _lost_twice(line: int, owner: Any, paid: Rupiah) -> tuple[MoneyMove, ...]:
    return _real_loss(line, owner, paid) * 2


def _old_terms(document: Any, terms: Any, each: Any, seq: int) -> dict[str, Any]:
    return _real_row(document, terms, each, seq) | {"agreement_id": each.before.id}


def _forgets_what_passed(now: int, passed: Any, start: int, counted: Any) -> int:
    return difference(now, (), start, counted)


def _any_drawer(_session: Any, by: Any, *_asked: Any) -> Account:
    return drawer_of(by.device)


def _shop_bears(_lot: Any) -> DiscountBearer:
    return DiscountBearer.SHOP


def _nothing_moves(*_asked: Any) -> tuple[()]:
    return ()


def _of_nobodys_debt(amount: Rupiah, owing: Owing) -> tuple[PartBack, ...]:
    return (PartBack(amount=amount),)


def _loses_a_rupiah(session: Any, command: Any) -> Any:
    (party, amount), *others = _real_fees(session, command)
    return ((party, amount - Rupiah(1)), *others)


# As they were before anything was planted.
_real_loss, _real_row, _real_fees = take_over.loss_paid, move_terms._row, charge_fees.fees_for

FAULTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "a hold is ignored": (queries, "held_sales", _no_hold),
    "a deduction is taken twice": (queries, "deductions", _deducted_twice),
    "a void pays back twice": (void_payout, "money_move", _moved_twice),
    "a case pays the artisan twice": (take_over, "loss_paid", _lost_twice),
    "a moved lot keeps its old share": (move_terms, "_row", _old_terms),
    "a count forgets what passed since": (book, "difference", _forgets_what_passed),
    "cash goes out that the drawer never had": (lend, "money_source", _any_drawer),
    "the shop bears what was agreed otherwise": (allocate, "bearer_of", _shop_bears),
    "handed back and still on the shelf": (hand_back, "_moves", _nothing_moves),
    "what is paid back is taken for another debt": (post_back, "parts_back", _of_nobodys_debt),
    "what is taken back is owed twice": (take_back, "money_move", _moved_twice),
    "a shared cost loses a rupiah": (charge_fees, "fees_for", _loses_a_rupiah),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_book_does_not_go_unnoticed(
    fault: str, shop: ConsignmentMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the model at that very step, or by the doctor in the end."""
    room, rule, wrong = FAULTS[fault]
    monkeypatch.setattr(room, rule, wrong)
    with pytest.raises(AssertionError):
        a_full_day(shop)


def _too_seldom(done: Counter[str]) -> dict[str, int]:
    return {act: done[act] for act in ACTS if done[act] < ENOUGH / PARTS}


def _tell(capsys: pytest.CaptureFixture[str], said: str) -> None:
    with capsys.disabled():
        sys.stdout.write(said)
        sys.stdout.flush()


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("part", range(1, PARTS + 1))
def test_every_act_went_through_often_enough(capsys: pytest.CaptureFixture[str], part: int) -> None:
    ConsignmentMachine.done.clear()
    done: Counter[str] = Counter()
    while done["steps"] < ENOUGH_STEPS / PARTS or (_too_seldom(done) and done["steps"] < MOST_STEPS / PARTS):
        done = _run(20, 100)
        seldom = sorted(ACTS, key=lambda act: done[act])[:5]
        _tell(capsys, f"\n{part}: {done['steps']} steps; {', '.join(f'{done[act]} {act}' for act in seldom)}")
    _tell(capsys, "".join(f"\n{done[act]:6} {act}" for act in sorted(ACTS, key=lambda act: done[act])) + "\n")
    assert not _too_seldom(done)
