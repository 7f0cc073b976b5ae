"""An exhibition is planned, changed and called off, and gets its stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions import errors
from sentra_pos.exhibitions.add_stand import AddStand, add_stand, laptops_away
from sentra_pos.exhibitions.call_off import CallOff, call_off
from sentra_pos.exhibitions.change_exhibition import ChangeExhibition, change_exhibition
from sentra_pos.exhibitions.facts import Stage, StandKind
from sentra_pos.exhibitions.plan_exhibition import PlanExhibition, plan_exhibition
from sentra_pos.exhibitions.queries import exhibitions
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event, Place
from sentra_pos.payments.errors import QrisDamaged, QrisHasAmount
from sentra_pos.people.permissions import NotAllowed
from tests.exhibitions.fair import Fair
from tests.exhibitions.homeward import a_laptop_away
from tests.payments.stickers import sticker


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("id")


def planning(fair: Fair, **more: Any) -> PlanExhibition:
    said = {
        "name": "  Pameran   Inacraft ",
        "venue": "JCC Senayan",
        "city": "Jakarta",
        "starts": fair.today,
        "ends": fair.today + timedelta(days=4),
        **more,
    }
    return PlanExhibition(id=fair.new(), by=fair.ratna, **said)


def changed(fair: Fair, plan: PlanExhibition, **more: Any) -> ChangeExhibition:
    names = ("id", "by", "name", "venue", "city", "starts", "ends", "rent", "staff", "note", "qris_payload")
    return ChangeExhibition(**{**{name: getattr(plan, name) for name in names}, **more})


def test_a_plan_is_kept_with_everything_it_says(fair: Fair) -> None:
    plan = planning(
        fair,
        rent=Rupiah(7_500_000),
        staff=(fair.gallery.cashier.staff, fair.ratna.staff),
        note="Stan di pojok",
        qris_payload=f" {sticker()} ",
    )
    assert fair.do(plan_exhibition, plan).name == "Pameran Inacraft"
    kept = fair.details(plan.id)
    assert (kept.record.venue, kept.record.city, kept.record.rent) == ("JCC Senayan", "Jakarta", Rupiah(7_500_000))
    assert [name for _id, name in kept.staff] == ["Dewi", "Ibu Ratna"]
    assert (kept.note, kept.qris_payload) == ("Stan di pojok", sticker())
    assert kept.record.stage is Stage.PLANNED


def test_the_same_plan_sent_twice_is_one_exhibition(fair: Fair) -> None:
    plan = planning(fair)
    fair.do(plan_exhibition, plan)
    fair.do(plan_exhibition, replace(plan, name="Lain"))
    with fair.store.reading() as session:
        assert [each.name for each in exhibitions(session, fair.today)] == ["Pameran Inacraft"]
        assert session.query(Event).filter(Event.kind == EventKind.EXHIBITION_PLANNED).count() == 1


@pytest.mark.parametrize(
    ("wrong", "trouble"),
    [
        ({"name": " \t"}, errors.ExhibitionNameMissing),
        ({"rent": Rupiah(-1)}, errors.RentBelowNothing),
        ({"qris_payload": sticker()[:-1] + "?"}, QrisDamaged),
    ],
)
def test_a_plan_that_cannot_be_is_refused(fair: Fair, wrong: dict[str, Any], trouble: type[SentraError]) -> None:
    assert type(fair.refusal(plan_exhibition, planning(fair, **wrong))) is trouble


def test_an_exhibition_does_not_end_before_it_begins(fair: Fair) -> None:
    plan = planning(fair, ends=fair.today - timedelta(days=1))
    said = str(fair.refusal(plan_exhibition, plan))
    assert "21 November 2026" in said
    assert "22 November 2026" in said


def test_it_may_last_a_single_day(fair: Fair) -> None:
    assert fair.do(plan_exhibition, planning(fair, ends=fair.today))


def test_a_code_for_one_payment_is_no_stands_sticker(fair: Fair) -> None:
    plan = planning(fair, qris_payload=sticker(kind="12"))
    assert isinstance(fair.refusal(plan_exhibition, plan), QrisHasAmount)


def test_nobody_goes_who_is_not_in_the_list_of_users(fair: Fair) -> None:
    plan = planning(fair, staff=(StaffId(new_id(fair.clock)),))
    assert isinstance(fair.refusal(plan_exhibition, plan), errors.StaffUnknown)


def test_a_cashier_plans_nothing(fair: Fair) -> None:
    plan = replace(planning(fair), by=fair.gallery.cashier)
    assert isinstance(fair.refusal(plan_exhibition, plan), NotAllowed)


def test_a_plan_changes_and_only_a_change_is_told(fair: Fair) -> None:
    plan = planning(fair, staff=(fair.ratna.staff,))
    fair.do(plan_exhibition, plan)
    assert not fair.do(change_exhibition, changed(fair, plan)).changes.consignment
    moved = changed(fair, plan, city="Surabaya", staff=(fair.gallery.cashier.staff,))
    assert fair.do(change_exhibition, moved).changes.consignment
    kept = fair.details(plan.id)
    assert (kept.record.city, [name for _id, name in kept.staff]) == ("Surabaya", ["Dewi"])
    with fair.store.reading() as session:
        told = [event.details["what"] for event in session.query(Event).order_by(Event.seq) if "what" in event.details]
    assert told[-2:] == ["planned", "changed"]


def test_what_is_called_off_is_over_and_can_be_read_why(fair: Fair) -> None:
    exhibition = fair.plan()
    assert isinstance(
        fair.refusal(call_off, CallOff(by=fair.ratna, exhibition=exhibition, reason=" ")), errors.CallOffReasonMissing
    )
    command = CallOff(by=fair.ratna, exhibition=exhibition, reason="banjir")
    assert fair.do(call_off, command).changes.consignment
    assert not fair.do(call_off, command).changes.consignment
    assert fair.stage(exhibition) is Stage.CALLED_OFF
    late = AddStand(id=fair.new(), by=fair.ratna, exhibition=exhibition, kind=StandKind.HERE, name="A")
    assert isinstance(fair.refusal(add_stand, late), errors.WasCalledOff)
    with fair.store.reading() as session:
        assert [event.details.get("reason") for event in session.query(Event).order_by(Event.seq)][-1] == "banjir"


def test_a_loaded_exhibition_is_not_called_off(fair: Fair) -> None:
    exhibition = fair.plan()
    fair.load(fair.stand(exhibition).id, (fair.gallery.pouch, 2))
    refused = fair.refusal(call_off, CallOff(by=fair.ratna, exhibition=exhibition, reason="banjir"))
    assert str(refused).startswith("Goods were loaded for Pameran Inacraft already")


def test_what_nobody_planned_is_not_there(fair: Fair) -> None:
    strange = fair.new()
    for act, command in (
        (call_off, CallOff(by=fair.ratna, exhibition=strange, reason="x")),
        (change_exhibition, changed(fair, planning(fair), id=strange)),
        (add_stand, AddStand(id=fair.new(), by=fair.ratna, exhibition=strange, kind=StandKind.HERE, name="A")),
    ):
        assert isinstance(fair.refusal(act, command), errors.NoSuchExhibition)


def test_a_stand_on_this_computer_is_in_the_shops_care(fair: Fair) -> None:
    added = fair.stand(fair.plan())
    with fair.store.reading() as session:
        places = {place.id: place for place in session.query(Place)}
    assert places[added.places.place].custodian_id == fair.ratna.device
    assert places[added.places.quarantine].custodian_id == fair.ratna.device
    assert places[added.places.road].custodian_id is None
    assert places[added.places.place].name == "Pameran Inacraft · Hall B 12"


def test_an_exhibition_has_several_stands_by_different_names(fair: Fair) -> None:
    exhibition = fair.plan()
    first = AddStand(id=fair.new(), by=fair.ratna, exhibition=exhibition, kind=StandKind.HERE, name="A")
    assert fair.do(add_stand, first) == fair.do(add_stand, first)
    fair.stand(exhibition, StandKind.PAPER, "B")
    assert [each.stand.name for each in fair.details(exhibition).stands] == ["A", "B"]
    again = replace(first, id=fair.new(), name=" a ")
    assert isinstance(fair.refusal(add_stand, again), errors.StandNameTaken)
    assert isinstance(fair.refusal(add_stand, replace(again, name="")), errors.StandNameMissing)


def test_only_an_enrolled_laptop_gets_a_stand(fair: Fair) -> None:
    exhibition = fair.plan()
    command = AddStand(id=fair.new(), by=fair.ratna, exhibition=exhibition, kind=StandKind.LAPTOP, name="A")
    assert isinstance(fair.refusal(add_stand, command), errors.LaptopMissing)
    own = replace(command, device=fair.ratna.device)
    assert isinstance(fair.refusal(add_stand, own), errors.LaptopNotEnrolled)
    barred = replace(command, device=fair.laptop(3, revoked=True))
    assert isinstance(fair.refusal(add_stand, barred), errors.LaptopBarred)
    laptop = fair.laptop()
    assert fair.do(add_stand, replace(command, device=laptop)).device == laptop


def test_a_laptop_is_at_one_exhibition_at_a_time(fair: Fair) -> None:
    laptop, first, second = fair.laptop(), fair.plan(), fair.plan("Pasar Seni")
    fair.stand(first, StandKind.LAPTOP, device=laptop)
    command = AddStand(id=fair.new(), by=fair.ratna, exhibition=second, kind=StandKind.LAPTOP, name="A", device=laptop)
    assert "Pameran Inacraft" in str(fair.refusal(add_stand, command))
    fair.do(call_off, CallOff(by=fair.ratna, exhibition=first, reason="batal"))
    assert fair.do(add_stand, command).device == laptop


def test_plans_and_stands_leave_the_book_in_order(fair: Fair) -> None:
    fair.stand(fair.plan(), StandKind.LAPTOP, device=fair.laptop())
    fair.store.close()
    assert examine(fair.store.path) == ()


def test_a_laptop_whose_stand_is_home_gets_the_next_one(store: Store, clock: FixedClock) -> None:
    away = a_laptop_away(store, clock)
    away.closes(200_000)
    away.ends()
    with store.reading() as session:
        assert laptops_away(session, away.today) == {away.seller.device: "Pameran Inacraft"}
    shop = away.gallery
    away.brings((shop.shirt_m, 3), (shop.mrico, 5), (shop.pouch, 10), cash=Rupiah(200_000))
    assert away.stage(away.exhibition) is Stage.RECONCILED
    with store.reading() as session:
        assert laptops_away(session, away.today) == {}
    command = AddStand(
        id=away.new(), by=away.ratna, exhibition=away.plan("Pasar Seni"), kind=StandKind.LAPTOP, name="A",
        device=away.seller.device,
    )  # fmt: skip
    assert away.do(add_stand, command).device == away.seller.device


def test_a_laptop_takes_another_load_for_the_stand_that_it_keeps(store: Store, clock: FixedClock) -> None:
    away = a_laptop_away(store, clock)
    again = AddStand(
        id=away.new(), by=away.ratna, exhibition=away.exhibition, kind=StandKind.LAPTOP, name="B",
        device=away.seller.device,
    )  # fmt: skip
    assert isinstance(away.refusal(add_stand, again), errors.LaptopIsAway)
    assert away.load(away.stand_id, (away.gallery.pouch, 2)).pieces.units == 2
