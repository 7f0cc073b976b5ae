"""Choosing what goes along: every scan a piece, what cannot go named, nothing lost by leaving the sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

import pytest

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.exhibitions.errors import CannotBeLoaded
from sentra_pos.exhibitions.load_goods import GoodsLoaded
from sentra_pos.ledger.kinds import AccountKind, PlaceKind
from sentra_pos.shop import Shop
from tests.exhibitions.fair import Fair
from ui.exhibitions.loading import LoadDraft, Loading, ToLoad
from ui.exhibitions.picks import PickGroup
from ui.kit.immediate import ImmediateRunner


@dataclass(slots=True)
class View:
    rows: tuple[ToLoad, ...] = ()
    picked: ItemId | None = None
    groups: tuple[PickGroup, ...] = ()
    warned: list[str] = field(default_factory=list)
    troubles: list[SentraError] = field(default_factory=list)
    result: GoodsLoaded | None = None

    def show_rows(self, rows: tuple[ToLoad, ...]) -> None:
        self.rows = rows

    def pick(self, item: ItemId) -> None:
        self.picked = item

    def offer(self, groups: tuple[PickGroup, ...], *, suggested: bool) -> None:
        self.groups = groups

    def warn(self, sentence: str) -> None:
        self.warned.append(sentence)

    def tell(self, trouble: SentraError) -> None:
        self.troubles.append(trouble)

    def loaded(self, loaded: GoodsLoaded) -> None:
        self.result = loaded

    def ended(self) -> None: ...


@dataclass(slots=True)
class Desk:
    fair: Fair
    plan: UUID
    stand: UUID
    view: View
    draft: LoadDraft
    presenter: Loading

    def send(self, change: int = 0, source: AccountKind = AccountKind.SAFE) -> None:
        self.presenter.load(float_cash=Rupiah(change), float_from=source, vehicle="S 1 XX", driver="Umpama", note="")

    def counts(self) -> dict[str, int]:
        return {each.name: each.count.units for each in self.view.rows}


@pytest.fixture
def desk(fair: Fair) -> Desk:
    plan = fair.plan()
    stand = fair.stand(plan).id
    view, draft = View(), LoadDraft(id=fair.new())
    runner = ImmediateRunner(Shop(fair.store, fair.clock))
    # A shop that is opened speaks its own language.
    use_language("en")
    presenter = Loading(runner, fair.clock, fair.ratna, plan, stand, draft, view)
    return Desk(fair, plan, stand, view, draft, presenter)


def test_every_scan_is_a_piece_and_they_are_counted_by_artisan(desk: Desk) -> None:
    gallery = desk.fair.gallery
    for item in (gallery.pouch, gallery.pouch, gallery.surya):
        desk.presenter.scan(item.code)
    assert desk.counts() == {"Pouch perca batik": 2, "Surya Majapahit": 1}
    assert desk.presenter.by_artisan() == (("Batik Tirta", Quantity(2)), ("Sanggar Kencana", Quantity(1)))
    assert desk.presenter.value == Rupiah(1_920_000)
    assert desk.view.picked == gallery.surya.id


def test_more_than_there_is_stays_at_what_there_is(desk: Desk) -> None:
    for _again in range(2):
        desk.presenter.scan(desk.fair.gallery.surya.code)
    assert desk.counts() == {"Surya Majapahit": 1}
    assert desk.view.warned == ["Surya Majapahit: only 1 in the shop, all of them are on the list."]


def test_an_unknown_code_and_an_unclear_name_are_told(desk: Desk) -> None:
    desk.presenter.scan("2999999999990")
    desk.presenter.find("kemeja")
    desk.presenter.find("nothing like it")
    assert len(desk.view.warned) == 3
    assert desk.view.rows == ()


def test_a_name_that_is_typed_adds_one_and_a_count_of_none_takes_it_away(desk: Desk) -> None:
    desk.presenter.find("pouch")
    item = desk.view.rows[0].item
    desk.presenter.count(item, Quantity(7))
    assert desk.counts() == {"Pouch perca batik": 7}
    desk.presenter.count(item, NONE)
    assert desk.view.rows == ()


def test_goods_are_offered_by_artisan_and_taken_as_ticked(desk: Desk) -> None:
    desk.presenter.offer_artisans()
    assert [group.name for group in desk.view.groups] == ["Batik Tirta", "Sanggar Kencana"]
    desk.presenter.take([pick for pick in desk.view.groups[0].picks if pick.name.startswith("Mrico")])
    assert desk.counts() == {"Mrico Bolong cap": 14}


def test_what_was_loaded_is_gone_from_the_shelf_and_from_the_draft(desk: Desk) -> None:
    desk.presenter.scan(desk.fair.gallery.pouch.code)
    before = desk.draft.id
    desk.send()
    assert desk.view.result is not None
    assert desk.view.result.pieces == Quantity(1)
    assert desk.fair.at(desk.fair.gallery.pouch)[PlaceKind.STAND] == 1
    assert (desk.draft.rows, desk.draft.id == before) == ({}, False)


def test_what_cannot_go_is_marked_and_the_list_stays(desk: Desk) -> None:
    gallery = desk.fair.gallery
    desk.presenter.scan(gallery.surya.code)
    desk.presenter.scan(gallery.pouch.code)
    desk.fair.load(desk.stand, (gallery.surya, 1))
    desk.send()
    assert [type(trouble) for trouble in desk.view.troubles] == [CannotBeLoaded]
    assert {each.name: each.refused for each in desk.view.rows} == {"Surya Majapahit": True, "Pouch perca batik": False}
    assert desk.view.picked == gallery.surya.id


def test_change_beyond_the_drawer_is_refused_with_the_list_kept(desk: Desk) -> None:
    desk.presenter.scan(desk.fair.gallery.pouch.code)
    desk.send(change=9_000_000, source=AccountKind.DRAWER)
    assert len(desk.view.troubles) == 1
    assert desk.counts() == {"Pouch perca batik": 1}


def test_a_suggestion_ticks_what_sold_elsewhere(desk: Desk) -> None:
    desk.presenter.offer_suggestion()
    assert desk.view.groups == ()
    assert desk.presenter.value == ZERO
