"""A laptop that goes from one fair to the next, in short words: it comes home, and is sent out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import StaffId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.exhibitions.add_stand import AddStand, add_stand
from sentra_pos.exhibitions.bring_goods import BringGoods, BroughtLine, bring_goods
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.queries import StandDetails
from sentra_pos.exhibitions.reconciled import OpenEnd, reconciled
from sentra_pos.exhibitions.result import ExhibitionResult, result
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from tests.exhibitions.homecoming_day import Stand
from tests.exhibitions.on_a_stick import Away
from tests.gallery import Tagged


def told_of(stand: Stand) -> StandDetails:
    """As the shop knows it."""
    away = stand.away
    return next(each for each in away.fair.details(away.exhibition).stands if each.stand.id == away.stand)


def result_of(stand: Stand) -> ExhibitionResult:
    with stand.away.fair.store.reading() as session:
        return result(session, stand.away.exhibition)


def still_open(stand: Stand) -> dict[OpenEnd, int]:
    away = stand.away
    with away.fair.store.reading() as session:
        found = reconciled(session, away.exhibition, away.fair.today)
    return {each.what: each.count or each.amount.amount for each in found}


def bringing(stand: Stand, *goods: tuple[Tagged, int], cash: Rupiah | None) -> BringGoods:
    fair = stand.away.fair
    lines = tuple(BroughtLine(item=item.id, quantity=Quantity(count)) for item, count in goods)
    return BringGoods(id=fair.new(), by=fair.ratna, stand=stand.away.stand, lines=lines, finished=True, cash=cash)


def comes_home(stand: Stand, *goods: tuple[Tagged, int]) -> Rupiah:
    """Goods and cash, as the book expects them; what was counted."""
    told = told_of(stand)
    stand.away.fair.do(bring_goods, bringing(stand, *goods, cash=told.cash + told.road_cash))
    return told.cash + told.road_cash


def adding(first: Stand, exhibition: Any) -> AddStand:
    fair = first.away.fair
    return AddStand(
        id=fair.new(), by=fair.ratna, exhibition=exhibition, kind=StandKind.LAPTOP, name="Blok A 3",
        device=first.away.device,
    )  # fmt: skip


def hire(first: Stand, name: str) -> StaffId:
    fair = first.away.fair
    staff = StaffId(fair.new())
    fair.do(add_staff, AddStaff(id=staff, by=fair.ratna, name=name, role=Role.EXHIBITION))
    return staff


def next_stand(first: Stand, *goers: StaffId) -> Away:
    """At the second fair, of the same laptop; nothing is loaded yet."""
    fair = first.away.fair
    starts = business_today(fair.clock) + timedelta(days=1)
    exhibition = fair.plan("Pasar Seni", staff=goers, starts=starts, ends=starts + timedelta(days=2))
    added = fair.do(add_stand, adding(first, exhibition))
    return replace(first.away, exhibition=exhibition, stand=added.id, goers=goers)


def first_is_over(first: Stand) -> None:
    """Nothing more was sold; it ended, and all of it is home."""
    first.close()
    first.end()
    first.bring(first.file())
    gallery = first.away.fair.gallery
    there = {each.name: each.at_stand.units for each in told_of(first).goods}
    comes_home(
        first,
        (gallery.surya, there["Surya Majapahit"]),
        (gallery.mrico, there["Mrico Bolong cap"]),
        (gallery.shirt_m, there["Kemeja Sisik M"]),
    )


def at_the_next(first: Stand) -> Stand:
    """The owner is at the second fair, with six pouches and some change, and its till is open."""
    first_is_over(first)
    fair = first.away.fair
    away = next_stand(first, fair.ratna.staff)
    fair.fill_the_safe(100_000)
    fair.load(away.stand, (fair.gallery.pouch, 6), change=100_000)
    away.open(away.pack(), pins={})
    second = Stand(away=away, store=first.store)
    fair.clock.advance(timedelta(days=1))
    second.open()
    return second


def second_owner(first: Stand) -> StaffId:
    staff = StaffId(first.away.fair.new())
    fair = first.away.fair
    fair.do(add_staff, AddStaff(id=staff, by=fair.ratna, name="Pak Joko", role=Role.OWNER))
    return staff
