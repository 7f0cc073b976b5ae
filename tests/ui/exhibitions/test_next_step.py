"""What the strong button of an exhibition's page does, stand by stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE
from sentra_pos.exhibitions.end_stand import EndStand, end_stand
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.queries import StandDetails
from sentra_pos.tills.close_till import CloseTill, close_till
from tests.exhibitions.fair import Fair
from ui.exhibitions.next_step import Step, exhibition_step, stand_step


def step_of(fair: Fair, exhibition: object, packed: int = 0, *, later: int = 0, sells_here: bool = False) -> Step:
    details = fair.details(exhibition)  # type: ignore[arg-type]  # an id
    stand: StandDetails = details.stands[0]
    day = fair.today + timedelta(days=later)
    return stand_step(stand, packed, ends=details.record.ends, today=day, sells_here=sells_here)


def test_without_a_stand_one_is_added(fair: Fair) -> None:
    assert exhibition_step(fair.details(fair.plan())) is Step.ADD_STAND


def test_a_laptop_is_loaded_packed_and_waited_for(fair: Fair) -> None:
    plan = fair.plan()
    stand = fair.stand(plan, StandKind.LAPTOP, device=fair.laptop())
    assert step_of(fair, plan) is Step.LOAD
    fair.load(stand.id, (fair.gallery.pouch, 3))
    assert step_of(fair, plan) is Step.PACK
    assert step_of(fair, plan, packed=1) is Step.ADD_FILE
    fair.load(stand.id, (fair.gallery.pouch, 2))
    assert step_of(fair, plan, packed=1) is Step.PACK


def test_a_stand_of_the_shops_own_sells_ends_and_comes_home(fair: Fair) -> None:
    plan = fair.plan()
    stand = fair.stand(plan, StandKind.PAPER)
    fair.load(stand.id, (fair.gallery.pouch, 3))
    assert step_of(fair, plan) is Step.SELL
    assert step_of(fair, plan, sells_here=True) is Step.END
    fair.do(close_till, CloseTill(id=fair.new(), by=fair.ratna, counted=Rupiah(500_000), reason=""))
    fair.do(end_stand, EndStand(id=fair.new(), by=fair.ratna, stand=stand.id))
    assert step_of(fair, plan) is Step.UNLOAD


def test_what_was_never_loaded_for_has_nothing_to_do_once_it_is_over(fair: Fair) -> None:
    plan = fair.plan()
    fair.stand(plan, StandKind.HERE)
    assert step_of(fair, plan, later=30) is Step.NOTHING


def test_a_laptop_that_is_home_is_looked_at_though_a_return_is_still_open(fair: Fair) -> None:
    plan = fair.plan()
    stand = fair.stand(plan, StandKind.LAPTOP, device=fair.laptop())
    fair.load(stand.id, (fair.gallery.pouch, 3))
    home = replace(fair.details(plan).stands[0], ended=True, reconciled=False)
    assert stand_step(home, 1, ends=fair.today, today=fair.today) is Step.UNLOAD
    empty = tuple(replace(each, on_road=NONE, at_stand=NONE, returned=each.loaded) for each in home.goods)
    home = replace(home, goods=empty)
    assert stand_step(replace(home, cash=Rupiah(5_000)), 1, ends=fair.today, today=fair.today) is Step.CASH
    assert stand_step(home, 1, ends=fair.today, today=fair.today) is Step.RESULT
