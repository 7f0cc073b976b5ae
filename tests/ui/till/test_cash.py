"""Cash that moves without a sale: by keys, with its slip, and with a second person where one is needed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sentra_pos.core.speech import use_language
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.people.facts import Role
from tests.ui.back_room import clipped_everywhere
from tests.ui.sell.conftest import Till
from tests.ui.till.conftest import ENTER, AtTheTill, F, words_in
from ui.people.approve_sheet import ApproveSheet
from ui.till.cash_sheet import CashAct, CashSheet
from ui.till.report_sheet import ShiftReportSheet

TAB = Qt.Key.Key_Tab


def begin(at: AtTheTill, role: Role = Role.OWNER, key: int = 3) -> CashSheet:
    at.opens()
    at.sit(role)
    at.press(F[9], F[key])
    return at.sheet(CashSheet)


def test_paid_out_with_category_reason_and_slip(at_till: AtTheTill) -> None:
    sheet = begin(at_till)
    sheet.category.choose("stationery")
    at_till.writes("35000")
    at_till.press(TAB)
    at_till.writes("Kertas struk")
    openings = at_till.cashbox.drawer_openings()
    at_till.press(ENTER)
    assert not at_till.has_sheet()
    assert at_till.cashbox.money["drawer"] == 465_000
    assert "Kertas struk" in at_till.cashbox.papers()["K1-000001"]
    assert at_till.cashbox.drawer_openings() == openings + 1


def test_what_is_missing_is_said_where_it_is_missing(at_till: AtTheTill) -> None:
    sheet = begin(at_till)
    at_till.press(ENTER)
    assert sheet.amount.problem
    at_till.writes("0")
    at_till.press(ENTER)
    assert "above zero" in sheet.amount.problem
    at_till.writes("1000")
    at_till.press(ENTER)
    assert sheet.reason.problem
    assert sheet.reason.hasFocus()


def test_a_cashier_pays_out_with_the_owners_pin(at_till: AtTheTill) -> None:
    sheet = begin(at_till, Role.CASHIER)
    at_till.writes("20000")
    sheet.reason.setFocus()
    at_till.writes("galon air")
    at_till.press(ENTER)
    asked = at_till.sheet(ApproveSheet)
    assert "Rp\u00a020.000 · galon air" in words_in(asked)
    at_till.gives_pin()
    assert not at_till.has_sheet()
    assert at_till.cashbox.money["drawer"] == 480_000
    assert "Ibu Ratna" in at_till.cashbox.papers()["K1-000001"]


def test_more_than_the_drawer_holds_is_refused(at_till: AtTheTill) -> None:
    sheet = begin(at_till, key=4)
    at_till.writes("600000")
    at_till.press(ENTER)
    assert at_till.sheet(CashSheet) is sheet
    assert "The drawer holds only" in words_in(sheet)


def test_to_the_safe_and_from_it_to_the_bank(at_till: AtTheTill) -> None:
    sheet = begin(at_till, Role.CASHIER, key=4)
    assert not sheet.category.isVisible()
    at_till.writes("300000")
    at_till.press(ENTER)
    at_till.cashbox.closes(200_000)
    at_till.desk.windows[-1].close()
    at_till.sit()
    at_till.press(F[9])
    sheet = at_till.sheet(CashSheet)
    assert sheet.act is CashAct.TO_BANK, "past a closed till there is only the safe"
    at_till.writes("250000")
    at_till.press(TAB)
    at_till.writes("BRI 4711")
    at_till.press(ENTER)
    assert at_till.cashbox.money == {"drawer": 200_000, "safe": 50_000, "bank": 250_000, "over_short": 0}
    assert "BRI 4711" in at_till.cashbox.papers()["K1-000002"]


def test_the_drawer_opens_without_a_sale_only_with_a_reason(at_till: AtTheTill) -> None:
    sheet = begin(at_till, Role.CASHIER, key=7)
    assert not sheet.amount.isVisible()
    at_till.writes("menukar uang kecil")
    at_till.press(ENTER)
    at_till.gives_pin()
    assert not at_till.has_sheet()
    assert at_till.cashbox.drawer_openings() == 1
    (said,) = at_till.cashbox.events(EventKind.DRAWER_OPENED)
    assert (said["reason"], said["approver"]) == ("menukar uang kecil", str(at_till.cashbox.owner.staff))


def test_without_a_reason_the_drawer_stays_shut(at_till: AtTheTill) -> None:
    sheet = begin(at_till, key=7)
    at_till.press(ENTER)
    assert "why the drawer is opened" in sheet.reason.problem
    assert at_till.cashbox.drawer_openings() == 0


def test_the_movement_stands_in_the_list_with_its_slip(at_till: AtTheTill) -> None:
    begin(at_till, key=4)
    at_till.writes("100000")
    at_till.press(ENTER)
    screen = at_till.desk.windows[-1].front()
    screen.tabs.chip("movements").click()  # type: ignore[union-attr]
    at_till.desk.settle()
    (row,) = screen.movements.records.rows  # type: ignore[union-attr]
    assert row.code == "K1-000001"
    assert screen.picture.has_picture()  # type: ignore[union-attr]


def test_the_shift_so_far_is_shown_and_that_somebody_looked_is_kept(at_till: AtTheTill) -> None:
    at_till.opens()
    at_till.sells()
    at_till.sit(Role.CASHIER)
    at_till.press(F[5])
    at_till.gives_pin()
    sheet = at_till.sheet(ShiftReportSheet)
    assert "Rp\u00a0685.000" in words_in(sheet)
    assert [said["printed"] for said in at_till.cashbox.events(EventKind.SHIFT_REPORT)] == [False]
    at_till.press(ENTER)
    at_till.gives_pin()
    assert not at_till.has_sheet()
    assert any(title.startswith("X ") for title in at_till.cashbox.papers())


def test_a_cashier_sees_no_figures_of_the_shift_by_the_way(at_till: AtTheTill) -> None:
    at_till.opens()
    at_till.sells()
    screen = at_till.sit(Role.CASHIER)
    assert "220.000" not in words_in(screen)
    assert "Opening float" in screen.float_words.text()


def test_from_the_sell_screen_it_is_f9(build: Callable[..., Till]) -> None:
    till = build()
    QTest.keyClick(till.screen.search, Qt.Key.Key_F9)
    till.settle()
    assert isinstance(till.sheet(), CashSheet)


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_word_is_cut_off(at_till: AtTheTill, language: str) -> None:
    use_language(language)
    begin(at_till)
    window, cut = at_till.desk.windows[-1], []
    for act in CashAct:
        at_till.sheet(CashSheet).tiles[act].click()
        cut += clipped_everywhere(window)
    at_till.press(Qt.Key.Key_Escape, F[5])
    cut += clipped_everywhere(window)
    assert cut == []
