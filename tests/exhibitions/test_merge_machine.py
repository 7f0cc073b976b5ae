"""Whatever two stands and their shop do, and however their files come home, all end with the same book."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import sentra_pos.exhibitions.bring_home as bring_home_module
from sentra_pos.exhibitions.insert_documents import insert_documents
from tests.exhibitions.merge_machine import MergeMachine

#: What a soak must have seen go through often enough to mean something.
ACTS = (
    *("sell", "refund good", "refund damaged_shop", "void", "open", "close", "customer"),
    *("sell here", "price", "terms", "goods come in", "settle", "start count", "post count"),
    *("file", "lost", "merged", "merged again", "waited"),
)
ENOUGH, ENOUGH_MERGES = 60, 200
ENOUGH_STEPS = 20_000


def _run(examples: int, steps: int) -> Counter[str]:
    MergeMachine.done.clear()
    run_state_machine_as_test(
        MergeMachine,
        settings=settings(
            settings.default,
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Counter(MergeMachine.done)


def test_two_stands_and_a_shop_come_to_one_book() -> None:
    done = _run(3, 25)
    assert done["merged"] > 0


def test_a_document_that_gets_lost_on_the_way_does_not_go_unnoticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(session: Any, documents: Any, accounts: Any) -> int:
        kept = [each for each in documents if each.kind != "sale"]
        return insert_documents(session, kept, accounts)

    monkeypatch.setattr(bring_home_module, "insert_documents", forgetful)
    with pytest.raises(Exception):  # noqa: B017, PT011
        _run(3, 25)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_enough_files_came_home() -> None:
    done = _run(300, 80)
    assert done["steps"] >= ENOUGH_STEPS
    assert done["merged"] >= ENOUGH_MERGES
    assert {act: done[act] for act in ACTS if done[act] < ENOUGH} == {}
