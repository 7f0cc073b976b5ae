"""The till's sheets at a stand: nothing asks for a safe that is not there."""

from __future__ import annotations

import pytest

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.db.setting_keys import EXHIBITION
from sentra_pos.db.settings import put_setting
from sentra_pos.tills.close_till import TillClosed
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.queries import till_standing
from tests.ui.back_room import clipped_everywhere
from tests.ui.till.conftest import ENTER, AtTheTill, F, words_in
from ui.till.cash_sheet import CashAct, CashSheet
from ui.till.close_sheet import CloseTillSheet, Step
from ui.till.open_sheet import OpenTillSheet


@pytest.fixture
def stand(at_till: AtTheTill) -> AtTheTill:
    """Rp500.000 lie in the drawer from yesterday."""
    at_till.opens()
    at_till.cashbox.closes(500_000)
    with at_till.cashbox.counter.store.writing() as session:
        put_setting(session, EXHIBITION, {"stand": "s", "name": "Pameran"})
    return at_till


def begin_the_day(stand: AtTheTill) -> None:
    box = stand.cashbox
    opening = OpenTill(id=box.document(), by=box.owner, counted=Rupiah(500_000), added=ZERO)
    with box.counter.store.writing() as session:
        open_till(session, opening, clock=box.counter.clock)


def drawer(stand: AtTheTill) -> Rupiah:
    with stand.desk.shop.reading() as session:
        return till_standing(session, stand.desk.founded.device).drawer


def test_too_much_at_the_opening_is_a_difference_and_nobodys_own_money(stand: AtTheTill) -> None:
    stand.sit()
    stand.press(F[12])
    sheet = stand.sheet(OpenTillSheet)
    stand.writes("520000")
    stand.press(ENTER)
    assert sheet.is_comparing
    assert not sheet.added.isVisible()
    assert "safe" not in words_in(sheet)
    assert clipped_everywhere(sheet.base()) == []
    stand.press(ENTER)
    assert not stand.has_sheet()
    assert drawer(stand) == Rupiah(520_000)


def test_a_closing_asks_for_no_safe_and_leaves_everything(stand: AtTheTill) -> None:
    begin_the_day(stand)
    screen = stand.sit()
    assert "safe" not in words_in(screen)
    stand.press(F[10])
    sheet, returned = stand.sheet(CloseTillSheet), list[object]()
    sheet.returned.connect(returned.append)
    if sheet.step is Step.OPEN_ENDS:
        stand.press(F[12])
    sheet.cash.count.count_by_notes(False)
    sheet.cash.count.begin()
    stand.writes("500000")
    stand.press(ENTER)
    assert sheet.step is Step.SLIPS
    stand.press(F[12])
    stand.desk.qtbot.waitUntil(lambda: sheet.step is Step.COMPARE)
    assert not sheet.compare.to_safe.isVisible()
    assert sheet.primary_button is not None
    assert sheet.primary_button.hasFocus()
    assert clipped_everywhere(sheet.base()) == []
    stand.press(F[12])
    stand.desk.qtbot.waitUntil(lambda: sheet.step is Step.CLOSED)
    assert "safe" not in words_in(sheet.closed)
    stand.desk.settle()
    stand.press(F[12])
    assert isinstance(returned[0], TillClosed)
    assert (returned[0].difference, drawer(stand)) == (ZERO, Rupiah(500_000))


@pytest.mark.parametrize("language", ["id", "en"])
def test_cash_without_a_sale_is_paid_in_and_out_and_nothing_else(stand: AtTheTill, language: str) -> None:
    use_language(language)
    begin_the_day(stand)
    stand.sit()
    stand.press(F[9])
    sheet = stand.sheet(CashSheet)
    assert list(sheet.tiles) == [CashAct.PAID_IN, CashAct.PAID_OUT, CashAct.OPEN_DRAWER]
    assert clipped_everywhere(sheet.base()) == []
    stand.press(F[6])
    assert sheet.act is CashAct.PAID_OUT
