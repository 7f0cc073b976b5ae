"""What may be loaded, and where an exhibition stands: decided over values alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sentra_pos.core.quantity import Quantity
from sentra_pos.exhibitions.facts import Stage, StandKind
from sentra_pos.exhibitions.rules import NotLoadable, StandState, has_ended, is_reconciled, stage_of, why_not

ENDS = date(2026, 11, 30)
DURING, AFTER = ENDS, ENDS + timedelta(days=1)


def stand(kind: StandKind = StandKind.LAPTOP, **said: bool) -> StandState:
    return StandState(kind=kind, **{"loaded": True, "empty": False, **said})


@pytest.mark.parametrize(
    ("wanted", "there", "held", "aside", "why"),
    [
        (3, 3, 0, 0, None),
        (0, 3, 0, 0, NotLoadable.NO_COUNT),
        (-1, 3, 0, 0, NotLoadable.NO_COUNT),
        (3, 3, 1, 0, NotLoadable.HELD),
        (2, 3, 1, 0, None),
        (3, 2, 0, 1, NotLoadable.SET_ASIDE),
        (4, 2, 0, 1, NotLoadable.NOT_THERE),
        (1, 0, 0, 0, NotLoadable.NOT_THERE),
        (4, 3, 1, 0, NotLoadable.NOT_THERE),
    ],
)
def test_pieces_stay_for_one_named_reason(
    wanted: int, there: int, held: int, aside: int, why: NotLoadable | None
) -> None:
    quantities = {"there": Quantity(there), "held": Quantity(held), "aside": Quantity(aside)}
    assert why_not(Quantity(wanted), **quantities) is why


@pytest.mark.parametrize("kind", [StandKind.HERE, StandKind.PAPER])
def test_the_shops_own_stand_ends_with_the_last_day(kind: StandKind) -> None:
    assert not has_ended(stand(kind), ends=ENDS, today=DURING)
    assert has_ended(stand(kind), ends=ENDS, today=AFTER)


def test_a_laptop_ends_when_it_says_so_and_not_with_the_calendar() -> None:
    assert not has_ended(stand(), ends=ENDS, today=AFTER)
    assert has_ended(stand(ended=True), ends=ENDS, today=DURING)


def test_nothing_is_reconciled_before_its_places_are_empty() -> None:
    assert not is_reconciled(stand(ended=True), ends=ENDS, today=AFTER)
    assert not is_reconciled(stand(empty=True), ends=ENDS, today=AFTER)
    assert is_reconciled(stand(ended=True, empty=True), ends=ENDS, today=AFTER)


def test_a_stand_that_nothing_was_loaded_for_holds_nothing_up() -> None:
    idle = StandState(kind=StandKind.LAPTOP)
    assert is_reconciled(idle, ends=ENDS, today=DURING)
    home = stand(ended=True, empty=True)
    assert stage_of([idle, home], called_off=False, ends=ENDS, today=DURING) is Stage.RECONCILED


@pytest.mark.parametrize(
    ("stands", "stage"),
    [
        ((), Stage.PLANNED),
        ((StandState(kind=StandKind.HERE),), Stage.PLANNED),
        ((stand(),), Stage.LOADED),
        ((stand(), stand(opened=True)), Stage.OPEN),
        ((stand(opened=True), stand(opened=True, coming_home=True)), Stage.CLOSING),
        ((stand(coming_home=True, ended=True, empty=True), stand()), Stage.CLOSING),
        ((stand(coming_home=True, ended=True, empty=True),), Stage.RECONCILED),
    ],
)
def test_an_exhibition_is_as_far_as_its_documents_say(stands: tuple[StandState, ...], stage: Stage) -> None:
    assert stage_of(stands, called_off=False, ends=ENDS, today=DURING) is stage


def test_what_was_called_off_stays_called_off() -> None:
    assert stage_of((), called_off=True, ends=ENDS, today=AFTER) is Stage.CALLED_OFF
