"""The exhibitions' screens by keys alone: from the plan to the result, and nothing cut off on the way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.core.words import format_rupiah
from sentra_pos.exhibitions.call_off import CallOff, call_off
from sentra_pos.exhibitions.end_stand import EndStand, end_stand
from sentra_pos.exhibitions.facts import Stage, StandKind
from sentra_pos.exhibitions.result import result
from sentra_pos.exhibitions.sell_at import selling_at
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.people.facts import Role
from sentra_pos.sales.promotion_queries import all_promotions
from sentra_pos.sales.promotions import PromotionScope
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.exhibitions.fair import Fair
from tests.sales.shop import Counter, line_of
from tests.ui.exhibitions.conftest import context_of
from ui.exhibitions.call_off_sheet import CallOffSheet
from ui.exhibitions.cost_sheet import CostSheet
from ui.exhibitions.end_sheets import EndStandSheet
from ui.exhibitions.files import save_delivery_note, save_loading_list
from ui.exhibitions.load_sheet import LoadSheet
from ui.exhibitions.next_step import Step
from ui.exhibitions.papers_sheet import LoadPapersSheet
from ui.exhibitions.plan_sheet import PlanSheet
from ui.exhibitions.result_files import save_result
from ui.exhibitions.result_sheet import ResultSheet
from ui.exhibitions.screen import ExhibitionsScreen
from ui.exhibitions.stand_sheet import StandSheet
from ui.exhibitions.undo_cost_sheet import UndoCostSheet
from ui.exhibitions.unload_sheet import UnloadSheet
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet
from ui.settings.promotion_sheet import PromotionSheet

SIZES = ((1366 - 92, 768), (1024 - 92, 768))
KEY = Qt.Key
S = TypeVar("S", bound=Sheet)
pytestmark = pytest.mark.usefixtures("dressed")


def opened(fair: Fair, role: Role = Role.OWNER) -> ExhibitionsScreen:
    screen = ExhibitionsScreen(context_of(fair, role))
    screen.resize(*SIZES[0])
    screen.show()
    screen.activateWindow()
    assert QTest.qWaitForWindowActive(screen)
    screen.shown()
    QApplication.processEvents()
    return screen


def sheet(kind: type[S]) -> S:
    QApplication.processEvents()
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def press(on: QWidget, *keys: Qt.Key, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    # A sheet that has just closed gives the keys back in the next turn of the event loop.
    on.activateWindow()
    assert QTest.qWaitForWindowActive(on)
    for key in keys:
        focused: QWidget | None = on.focusWidget()
        QTest.keyClick(on if focused is None else focused, key, held)
        QApplication.processEvents()


def test_an_exhibition_is_planned_and_its_page_opens(fair: Fair) -> None:
    screen = opened(fair)
    press(screen, KEY.Key_F12)
    plan = sheet(PlanSheet)
    QTest.keyClicks(plan.name, "Inacraft")
    plan.starts.set_value(fair.today)
    plan.ends.set_value(fair.today - timedelta(days=1))
    press(plan, KEY.Key_F12)
    assert "before it begins" in plan.ends.problem
    plan.ends.set_value(fair.today + timedelta(days=3))
    press(plan, KEY.Key_F12)
    page = screen.presenter.page
    assert page is not None
    assert (page.details.record.name, page.details.record.stage) == ("Inacraft", Stage.PLANNED)
    assert screen.one.line.stage is Stage.PLANNED
    assert screen.presenter.step() is Step.ADD_STAND
    press(screen, KEY.Key_F4)
    change = sheet(PlanSheet)
    change.city.setText("Jakarta")
    press(change, KEY.Key_F12)
    assert screen.presenter.page is not None
    assert screen.presenter.page.details.record.city == "Jakarta"


def test_a_promotion_of_its_own_is_announced_from_its_page_for_its_days(fair: Fair) -> None:
    fair.plan("Pasar Seni")
    planned = fair.plan()
    screen = opened(fair)
    screen.open(planned)
    press(screen, KEY.Key_F7, shift=True)
    promotion = sheet(PromotionSheet)
    promotion.name.setText("Promo pameran")
    promotion.rate.set_value(Percent.whole(15))
    press(promotion, KEY.Key_Return)
    with fair.store.reading() as session:
        ((announced, _ended),) = all_promotions(session)
    assert (announced.scope, announced.target) == (PromotionScope.EXHIBITION, str(planned))
    assert (announced.starts, announced.ends) == (fair.today + timedelta(days=1), fair.today + timedelta(days=5))
    fair.do(call_off, CallOff(by=fair.ratna, exhibition=planned, reason="hujan"))
    screen.refresh()
    assert not screen.acts.promotion.isEnabled()


def test_a_stand_on_paper_goes_from_its_load_to_the_result_by_keys_alone(fair: Fair) -> None:
    gallery, plan = fair.gallery, fair.plan(starts=fair.today, ends=fair.today + timedelta(days=2))
    screen = opened(fair)
    screen.open(plan)
    press(screen, KEY.Key_F12)
    stand = sheet(StandSheet)
    press(stand, KEY.Key_F4, KEY.Key_F12)
    press(screen, KEY.Key_F12)
    load = sheet(LoadSheet)
    for _each in range(5):
        load.presenter.scan(gallery.pouch.code)
    press(load, KEY.Key_F12)
    sheet(LoadPapersSheet).reject()
    assert fair.at(gallery.pouch)[PlaceKind.STAND] == 5
    assert screen.presenter.step() is Step.SELL
    close(fair)
    press(screen, KEY.Key_F12)
    with fair.store.reading() as session:
        here = selling_at(session)
    assert here is not None
    assert screen.presenter.step() is Step.END
    open_again(fair)
    Counter(store=fair.store, clock=fair.clock, gallery=gallery).sell(line_of(gallery.pouch, 2))
    close(fair)
    screen.refresh()
    press(screen, KEY.Key_F12)
    press(sheet(EndStandSheet), KEY.Key_F12)
    press(screen, KEY.Key_F12)
    home = sheet(UnloadSheet)
    home.presenter.scan(gallery.pouch.code)
    press(home, KEY.Key_F4)
    home.presenter.scan(gallery.pouch.code)
    assert [(row.good.units, row.damaged.units, row.missing.units) for row in home.presenter.rows] == [(1, 1, 1)]
    home.was_all.setChecked(True)
    press(home, KEY.Key_F12)
    question = QApplication.activeModalWidget()
    assert question is not None
    press(question, KEY.Key_Return)
    page = screen.presenter.page
    assert page is not None
    assert page.details.record.stage is Stage.RECONCILED
    press(screen, KEY.Key_F12)
    shown = sheet(ResultSheet)
    assert "sold 2" in shown._fate.text()
    assert shown.artisans.records.rows[0].name == "Batik Tirta"
    earned = sum_rupiah(each.earned for each in shown.artisans.records.rows if each.party is not None)
    assert shown.cards["artisans"].figure.text() == format_rupiah(earned)
    assert shown.cards["sold"].figure.text() == "2 pieces"


def close(fair: Fair) -> None:
    from sentra_pos.tills.queries import till_standing

    with fair.store.reading() as session:
        drawer = till_standing(session, fair.ratna.device).drawer
    fair.do(close_till, CloseTill(id=fair.new(), by=fair.ratna, counted=drawer, reason=""))


def open_again(fair: Fair) -> None:
    from sentra_pos.tills.queries import till_standing

    with fair.store.reading() as session:
        drawer = till_standing(session, fair.ratna.device).drawer
    fair.do(open_till, OpenTill(id=fair.new(), by=fair.ratna, counted=drawer, added=Rupiah(0)))


def test_an_open_till_is_told_before_it_sells_elsewhere(fair: Fair) -> None:
    plan = fair.plan(starts=fair.today)
    stand = fair.stand(plan, StandKind.HERE)
    fair.load(stand.id, (fair.gallery.pouch, 1))
    screen = opened(fair)
    screen.open(plan)
    press(screen, KEY.Key_F12)
    assert "till is open" in sheet(Sheet).accessibleDescription()


def test_what_was_scanned_is_still_there_when_the_sheet_is_opened_again(fair: Fair) -> None:
    plan = fair.plan()
    stand = fair.stand(plan, StandKind.HERE)
    screen = opened(fair)
    screen.open(plan)
    press(screen, KEY.Key_F6)
    load = sheet(LoadSheet)
    load.presenter.scan(fair.gallery.pouch.code)
    load.reject()
    press(screen, KEY.Key_F6)
    again = sheet(LoadSheet)
    assert [row.count for row in again.presenter.rows] == [Quantity(1)]
    again.reject()
    fair.load(stand.id, (fair.gallery.surya, 1))


def test_enter_in_the_search_looks_for_goods_and_posts_nothing(fair: Fair) -> None:
    plan = fair.plan(starts=fair.today, ends=fair.today)
    stand = fair.stand(plan, StandKind.HERE)
    screen = opened(fair)
    screen.open(plan)
    press(screen, KEY.Key_F6)
    load = sheet(LoadSheet)
    load.presenter.scan(fair.gallery.surya.code)
    QTest.keyClicks(load.search, "pouch")
    press(load, KEY.Key_Return)
    assert load.isVisible()
    assert {row.name for row in load.presenter.rows} == {"Surya Majapahit", "Pouch perca batik"}
    assert PlaceKind.STAND not in fair.at(fair.gallery.pouch)
    load.reject()
    fair.load(stand.id, (fair.gallery.pouch, 2))
    close(fair)
    fair.do(end_stand, EndStand(id=fair.new(), by=fair.ratna, stand=stand.id))
    screen.refresh()
    press(screen, KEY.Key_F12)
    home = sheet(UnloadSheet)
    home.presenter.scan(fair.gallery.pouch.code)
    QTest.keyClicks(home.search, "nothing like it")
    press(home, KEY.Key_Return)
    assert home.isVisible()
    assert fair.at(fair.gallery.pouch)[PlaceKind.STAND] == 2


def test_a_piece_scanned_twice_is_told_where_there_is_only_one(fair: Fair) -> None:
    plan = fair.plan()
    fair.stand(plan, StandKind.HERE)
    screen = opened(fair)
    screen.open(plan)
    press(screen, KEY.Key_F6)
    load = sheet(LoadSheet)
    for _again in range(2):
        load.presenter.scan(fair.gallery.surya.code)
    assert load._problem.isVisible()
    assert "all of them are on the list" in load._problem._words.text()


def test_change_alone_can_follow_a_load_that_forgot_it(fair: Fair) -> None:
    plan = fair.plan()
    fair.stand(plan, StandKind.HERE)
    screen = opened(fair)
    screen.open(plan)
    press(screen, KEY.Key_F6)
    load = sheet(LoadSheet)
    assert load.primary_button is not None
    assert not load.primary_button.isEnabled()
    QTest.keyClicks(load.change, "50000")
    assert load.primary_button.isEnabled()


def test_a_plan_is_called_off_with_its_reason(fair: Fair) -> None:
    plan = fair.plan()
    screen = opened(fair)
    screen.open(plan)
    press(screen, KEY.Key_F4, shift=True)
    off = sheet(CallOffSheet)
    press(off, KEY.Key_F12)
    assert not off._sending.banner.isHidden()
    QTest.keyClicks(off.reason, "pindah tahun")
    press(off, KEY.Key_F12)
    assert fair.stage(plan) is Stage.CALLED_OFF
    assert not screen.next_button.isEnabled()


def test_a_cost_shows_each_artisans_part_before_it_is_recorded(fair: Fair) -> None:
    plan = fair.plan(starts=fair.today, rent=Rupiah(90_001))
    stand = fair.stand(plan, StandKind.HERE)
    fair.load(stand.id, (fair.gallery.pouch, 1), (fair.gallery.surya, 1))
    screen = opened(fair)
    screen.open(plan)
    press(screen, KEY.Key_F7)
    cost = sheet(CostSheet)
    assert cost.amount.value() == Rupiah(90_001)
    cost.part.chip(0).click()
    assert sorted(part.amount.amount for part in cost._table.records.rows) == [45_000, 45_001]
    press(cost, KEY.Key_F12)
    with fair.store.reading() as session:
        assert [each.total for each in result(session, plan).costs] == [Rupiah(90_001)]


def test_a_cost_that_was_wrong_is_undone_from_the_list_of_those_recorded(fair: Fair) -> None:
    plan = fair.plan(starts=fair.today, rent=Rupiah(90_000))
    screen = opened(fair)
    screen.open(plan)
    press(screen, KEY.Key_F7)
    press(sheet(CostSheet), KEY.Key_F12)
    press(screen, KEY.Key_F7)
    press(sheet(CostSheet), KEY.Key_F8)
    recorded = sheet(UndoCostSheet)
    assert [each.total for each in recorded.table.records.rows] == [Rupiah(90_000)]
    press(recorded, KEY.Key_F12)
    assert recorded.isVisible()
    QTest.keyClicks(recorded.reason.field, "salah ketik")
    press(recorded, KEY.Key_F12)
    with fair.store.reading() as session:
        assert result(session, plan).costs == ()


def test_a_cashier_is_offered_nothing_that_she_may_not_do(fair: Fair) -> None:
    plan = fair.plan()
    screen = opened(fair, Role.CASHIER)
    screen.open(plan)
    hidden = (screen.add_button, screen.change_button, screen.acts.load, screen.acts.cost, screen.laptops_button)
    assert [button.isVisible() for button in hidden] == [False] * len(hidden)


def test_the_papers_of_load_and_result_are_written(fair: Fair) -> None:
    plan = fair.plan(starts=fair.today)
    stand = fair.stand(plan, StandKind.HERE)
    load = fair.load(stand.id, (fair.gallery.pouch, 2))
    shop = context_of(fair).shop
    files: list[Path] = [save_loading_list(shop, load.id), save_delivery_note(shop, load.id), save_result(shop, plan)]
    assert [file.read_bytes()[:5] for file in files] == [b"%PDF-"] * 3
    assert len(set(files)) == 3


def test_empty_pages_say_what_to_do_and_nothing_is_cut_off(fair: Fair) -> None:
    for language in ("id", "en"):
        context = context_of(fair)
        use_language(language)
        screen = ExhibitionsScreen(context)
        plan = fair.plan(f"Pameran {language}")
        stand = fair.stand(plan, StandKind.LAPTOP, device=fair.laptop(mark=len(language) + ord(language[0])))
        fair.load(stand.id, (fair.gallery.pouch, 2))
        for size in SIZES:
            screen.resize(*size)
            screen.show()
            screen.leave()
            cut = clipped_texts(screen)
            screen.open(plan)
            QApplication.processEvents()
            cut += clipped_texts(screen)
            assert cut == []
        screen.close()


def test_the_tills_own_screen_says_where_it_sells_and_shows_what_lies_there(fair: Fair) -> None:
    from ui.sell.screen import SellScreen

    plan = fair.plan(starts=fair.today)
    stand = fair.stand(plan, StandKind.HERE, "Meja depan")
    fair.load(stand.id, (fair.gallery.pouch, 5))
    close(fair)
    context = context_of(fair)
    till, screen = SellScreen(context), ExhibitionsScreen(context)
    for each in (till, screen):
        each.show()
        each.shown()
    QApplication.processEvents()
    before = till.presenter.shelf
    screen.open(plan)
    screen.acts.sell_here()
    till.presenter.look_at_till()
    QApplication.processEvents()
    assert "Meja depan" in till.light._till.text()
    assert till.presenter.shelf not in (None, before)
    here = {card.name: card.stock.units for card in till.grid.records.cards}
    # What lies there, and what needs no bringing.
    assert here == {"Pouch perca batik": 5, "Kelas membatik": 0}
    screen.acts.sell_here()
    till.presenter.look_at_till()
    assert till.presenter.shelf == before
