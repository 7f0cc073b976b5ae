"""The artisans' counter as it is used: a card at the log-in, the pages, the time-out, and what lies below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from sentra_pos.artisan_counter.give_card import GiveCard, give_card
from sentra_pos.artisan_counter.objection_queries import objections
from sentra_pos.artisan_counter.set_artisan_pin import SetArtisanPin, set_artisan_pin
from sentra_pos.change_look import Look
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.core.words import format_rupiah
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.locked import SettlementRow
from sentra_pos.settlement.pay_out import PayOut, Representative, pay_out
from tests.artisan_counter.visitors import a_loss
from tests.factories import QUICK_HASHER
from tests.gallery import Tagged, open_the_till
from tests.ui.visit import Visit
from ui.artisan.counter import Counter
from ui.artisan.pages import GoodsPage, OverviewPage, PaidPage
from ui.artisan.presenter import Page
from ui.artisan.rows import payout_columns, settlement_columns
from ui.artisan.screen import ArtisansScreen
from ui.artisan.sheets import ObjectSheet, SettlementSheet, WhySheet
from ui.artisan.shop_sheets import AnswerSheet
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet
from ui.start.lock_sheet import LockSheet

PIN = "480215"


@pytest.fixture
def visit(qapp: QApplication, tmp_path: Path) -> Iterator[Visit]:
    made = Visit(tmp_path, Look())
    made.found()
    made.app.begin()
    made.hands.settle()
    yield made
    made.close()


def card_of_kencana(visit: Visit) -> str:
    gallery = visit.gallery
    with visit.app.shop.writing() as session:
        first = SetArtisanPin(by=gallery.founded.by, party=gallery.kencana, pin=PIN)
        set_artisan_pin(session, first, clock=visit.clock, hasher=QUICK_HASHER)
        return give_card(session, GiveCard(by=gallery.founded.by, party=gallery.kencana), clock=visit.clock).code


def counter_of(visit: Visit) -> Counter:
    assert visit.app.entrance is not None
    assert visit.app.entrance.counter is not None
    return visit.app.entrance.counter


def come_in(visit: Visit) -> Counter:
    """By the card at the log-in, and the PIN."""
    visit.scan(card_of_kencana(visit))
    counter = counter_of(visit)
    visit.hands.type(counter.door.pin, PIN)
    visit.hands.press(Qt.Key.Key_Return)
    visit.hands.wait_for("the artisan's pages", lambda: counter.presenter)
    visit.hands.settle()
    return counter


def test_a_card_at_the_log_in_and_a_pin_open_ones_own_counter(visit: Visit) -> None:
    counter = come_in(visit)
    first = counter.pages[Page.OVERVIEW]
    assert isinstance(first, OverviewPage)
    assert first.owed.text() == "Rp\u00a00"
    assert first.figures["here"].figure.text().startswith("11")
    visit.press(Qt.Key.Key_Escape)
    assert visit.app.entrance is not None
    assert visit.app.entrance.counter is None
    assert visit.top() is visit.window, "the log-in is there again"


def test_nobody_touches_it_and_it_closes_with_everything_over_it(visit: Visit) -> None:
    counter = come_in(visit)
    counter.why_owed()
    visit.hands.sheet(WhySheet)
    visit.clock.advance(timedelta(seconds=44))
    counter.time_out.look()
    assert counter.countdown.isHidden()
    visit.clock.advance(timedelta(seconds=6))
    counter.time_out.look()
    assert "10" in counter.countdown.text()
    QTest.keyClick(visit.top().windowHandle(), Qt.Key.Key_Down)
    assert counter.countdown.isHidden(), "a key, and there is a minute again"
    visit.clock.advance(timedelta(seconds=60))
    counter.time_out.look()
    visit.hands.settle()
    assert visit.app.entrance is not None
    assert visit.app.entrance.counter is None
    assert not any(isinstance(each, Sheet) and each.isVisible() for each in QApplication.topLevelWidgets())


def test_a_clock_set_back_keeps_nobodys_figures_on_the_glass(visit: Visit) -> None:
    counter = come_in(visit)
    visit.clock.advance(timedelta(hours=-3))
    counter.time_out.look()
    visit.clock.advance(timedelta(seconds=60))
    counter.time_out.look()
    assert counter.isHidden()


def test_opened_by_staff_it_goes_back_to_the_lock_and_to_nobodys_session(visit: Visit) -> None:
    visit.enter()
    screen = visit.front("artisans")
    visit.hands.wait_for("the artisans", screen.table.current)  # type: ignore[attr-defined]
    visit.press(Qt.Key.Key_F12)
    counter = counter_of(visit)
    assert counter.presenter is not None
    assert counter.presenter.who.opened_by == visit.gallery.founded.owner
    visit.hands.press(Qt.Key.Key_F11)
    visit.press(Qt.Key.Key_Escape)
    assert isinstance(visit.top(), LockSheet)


def test_a_wrong_pin_says_so_and_shows_nothing(visit: Visit) -> None:
    visit.scan(card_of_kencana(visit))
    counter = counter_of(visit)
    visit.hands.type(counter.door.pin, "739164")
    visit.hands.press(Qt.Key.Key_Return)
    visit.hands.wait_for("the refusal", counter.door.problem.text)
    assert counter.presenter is None
    counter.leave()


def test_a_lock_is_opened_by_no_card_and_the_counter_closes_onto_it(visit: Visit) -> None:
    visit.enter()
    visit.hands.wait_for("the lock", lambda: visit.app.lock)
    visit.app.lock_now()
    visit.hands.settle()
    come_in(visit)
    visit.press(Qt.Key.Key_Escape)
    assert isinstance(visit.top(), LockSheet)


def test_without_a_card_the_keys_go_to_the_code_then_to_the_pin(visit: Visit) -> None:
    card_of_kencana(visit)
    visit.press(Qt.Key.Key_F8)
    counter = counter_of(visit)
    visit.type("P77")
    visit.press(Qt.Key.Key_Return)
    visit.type(PIN)
    visit.press(Qt.Key.Key_Return)
    visit.hands.wait_for("the refusal", counter.door.problem.text)
    visit.type("P01")
    visit.press(Qt.Key.Key_Return)
    visit.type(PIN)
    visit.press(Qt.Key.Key_Return)
    visit.hands.wait_for("the artisan's pages", lambda: counter.presenter)
    assert counter.presenter is not None
    assert counter.presenter.who.party == visit.gallery.kencana


def test_a_slip_comes_out_also_before_anybody_is_at_work(visit: Visit) -> None:
    come_in(visit)
    visit.press(Qt.Key.Key_F9)
    folder = visit.app.shop.receipts_folder
    visit.hands.wait_for("the slip", lambda: list(folder.glob("*.txt")))
    visit.hands.settle()


# -------------------------------------------------------------------------------------------------- one's own account


def sell_one(visit: Visit, item: Tagged) -> None:
    line = SaleLine(item=item.id, quantity=ONE, price=item.price)
    paid = Tender(method="cash", given=item.price)
    command = CompleteSale(id=fresh(visit), by=visit.gallery.founded.by, lines=(line,), tenders=(paid,))
    with visit.app.shop.writing() as session:
        complete_sale(session, command, clock=visit.clock)


def settle(visit: Visit, to: Representative | None = None) -> str:
    """Locked and paid in full, to whoever came for it; its code."""
    by = visit.gallery.founded.by
    with visit.app.shop.writing() as session:
        wish = LockSettlement(id=fresh(visit), by=by, party=visit.gallery.kencana)
        locked = lock_settlement(session, wish, clock=visit.clock)
        payment = PayOut(
            id=fresh(visit), by=by, settlement=locked.id, method=PayoutMethod.CASH, amount=locked.to_pay,
            representative=to,
        )  # fmt: skip
        pay_out(session, payment, clock=visit.clock)
    return locked.code


def fresh(visit: Visit) -> DocumentId:
    return DocumentId(new_id(visit.clock))


def test_from_the_sum_one_goes_down_to_a_sale_and_objects_to_it(visit: Visit) -> None:
    open_the_till(visit.store, visit.clock, visit.gallery.founded)
    sell_one(visit, visit.gallery.shirt_m)
    sell_one(visit, visit.gallery.shirt_l)
    come_in(visit)
    sheet = visit.press(Qt.Key.Key_F12, WhySheet)
    assert isinstance(sheet, WhySheet)
    assert sheet.object_button.isHidden(), "a sum is no line"
    visit.press(Qt.Key.Key_Return)
    visit.press(Qt.Key.Key_Return)
    about = sheet.heading.text()
    objecting = visit.press(Qt.Key.Key_F10, ObjectSheet)
    assert isinstance(objecting, ObjectSheet)
    visit.type("mahal")
    visit.press(Qt.Key.Key_Return)
    with visit.app.shop.reading() as session:
        (raised,) = objections(session)
    assert raised.about in about
    visit.press(Qt.Key.Key_Backspace)
    assert sheet.object_button.isHidden(), "up again it is a sum"


def test_a_missing_piece_opens_what_was_decided_and_can_be_objected_to(visit: Visit) -> None:
    case = a_loss(visit.store, visit.clock, visit.gallery.founded.by, visit.gallery.kencana)
    counter = come_in(visit)
    visit.press(Qt.Key.Key_F3)
    goods = counter.pages[Page.GOODS]
    assert isinstance(goods, GoodsPage)
    assert goods.hint.isHidden(), "what is here opens nothing"
    goods.choose("lost")
    assert not goods.hint.isHidden()
    sheet = visit.press(Qt.Key.Key_Return, WhySheet)
    assert isinstance(sheet, WhySheet)
    assert len(sheet.table.records.rows) == 3, "what it is worth, who bears it, and what comes of it"
    visit.press(Qt.Key.Key_F10, ObjectSheet)
    visit.type("tidak hilang")
    visit.press(Qt.Key.Key_Return)
    with visit.app.shop.reading() as session:
        (raised,) = objections(session)
    assert (raised.document, raised.line) == (case, 1)


def test_what_somebody_else_took_is_named_and_objected_to_by_keys(visit: Visit) -> None:
    open_the_till(visit.store, visit.clock, visit.gallery.founded)
    sell_one(visit, visit.gallery.shirt_m)
    taker = Representative(name="Pak Bambang Sutrisno Hadiwijaya", relation="ketua kelompok pembatik")
    taken = f"Diambil oleh {taker.name} ({taker.relation})"
    settle(visit, taker)
    counter = come_in(visit)
    visit.press(Qt.Key.Key_F5)
    paid = counter.pages[Page.SETTLEMENTS]
    assert isinstance(paid, PaidPage)
    paid.chips.chip("payouts").click()
    (payout,) = paid.table().records.rows
    column = payout_columns()[0]
    assert column.second is not None
    assert column.second(payout) == f"Tunai · {taken}"
    sheet = visit.press(Qt.Key.Key_Return, WhySheet)
    assert isinstance(sheet, WhySheet)
    assert sheet.detail.text().endswith(taken)
    visit.press(Qt.Key.Key_F10, ObjectSheet)
    visit.type("bukan suami saya")
    visit.press(Qt.Key.Key_Return)
    with visit.app.shop.reading() as session:
        (raised,) = objections(session)
    assert (raised.document, raised.line, raised.words) == (payout.document, payout.line, "bukan suami saya")
    counter.leave()
    visit.enter()
    screen = visit.front("artisans")
    assert isinstance(screen, ArtisansScreen)
    screen.show_tab("objections")
    visit.hands.wait_for("the objection", screen.waiting.current)
    answering = visit.press(Qt.Key.Key_F5, AnswerSheet)
    assert answering is not None
    assert any(taken in each.text() for each in answering.findChildren(QLabel))
    assert clipped_texts(answering) == []


def test_what_was_paid_opens_its_settlement_which_says_so(visit: Visit) -> None:
    open_the_till(visit.store, visit.clock, visit.gallery.founded)
    for item in (visit.gallery.shirt_m, visit.gallery.shirt_l):
        sell_one(visit, item)
        code = settle(visit)
    counter = come_in(visit)
    visit.press(Qt.Key.Key_F5)
    paid = counter.pages[Page.SETTLEMENTS]
    assert isinstance(paid, PaidPage)
    column = settlement_columns(visit.clock.zone)[0]
    rows: tuple[SettlementRow, ...] = paid.table().records.rows
    assert column.second is not None
    assert {column.second(each) for each in rows} == {"Lunas"}, "nothing was left to go on to the next one"
    paid.choose("payouts")
    visit.press(Qt.Key.Key_Home)
    why = visit.press(Qt.Key.Key_Return, WhySheet)
    assert isinstance(why, WhySheet)
    assert why.total.text() == format_rupiah(paid.table().records.rows[0].amount)
    visit.press(Qt.Key.Key_Return)
    sheet = visit.hands.sheet(SettlementSheet)
    assert sheet.statement.code == code
    assert sheet.statement.paid == sheet.statement.to_pay > Rupiah(0)
