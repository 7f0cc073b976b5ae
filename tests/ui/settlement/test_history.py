"""The history of settlements: looked through by keyboard, and what is chosen stays chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sentra_pos.core.money import ZERO
from sentra_pos.settlement.locked import SettlementPage, find_settlements
from tests.settlement.gallery import Gallery
from tests.ui.settlement.conftest import context_of
from ui.kit.check_text import clipped_texts
from ui.settlement.history import SettlementHistory
from ui.settlement.screen import SettlementScreen
from ui.settlement.void_payout_sheet import VoidPayoutSheet


@pytest.fixture
def screen(busy: Gallery, qapp: QApplication) -> Iterator[SettlementScreen]:
    """On its history: the newest is the last one of the fixture's, the one before it Griya Canting Purwarupa's."""
    made = SettlementScreen(context_of(busy))
    made.resize(1024 - 92, 768)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    made.shown()
    made.show_tab("history")
    qapp.processEvents()
    yield made
    made.close()


def _focused(qapp: QApplication) -> QWidget:
    found = qapp.focusWidget()
    assert found is not None
    return found


def _type(screen: SettlementScreen, words: str, qapp: QApplication) -> None:
    QTest.keyClick(_focused(qapp), Qt.Key.Key_F2)
    QTest.keyClicks(_focused(qapp), words)
    screen.past.search.search_now()
    qapp.processEvents()


def _codes(screen: SettlementScreen) -> list[str]:
    return [row.code for row in screen.history.records.rows]


def test_an_artisans_settlement_is_found_and_its_payout_voided_by_keyboard(
    screen: SettlementScreen, qapp: QApplication
) -> None:
    assert _codes(screen) == ["L1-000002", "L1-000001"]
    assert screen.history.hasFocus()

    QTest.keyClick(screen.history, Qt.Key.Key_F2)
    assert screen.past.search.hasFocus()
    QTest.keyClicks(screen.past.search, "purwa p02")
    QTest.keyClick(screen.past.search, Qt.Key.Key_Return)

    assert _codes(screen) == ["L1-000001"]
    assert screen.history.hasFocus()
    QTest.keyClick(screen.history, Qt.Key.Key_F8)
    qapp.processEvents()
    (sheet,) = (each for each in qapp.topLevelWidgets() if isinstance(each, VoidPayoutSheet) and each.isVisible())
    sheet.reject()


def test_down_goes_into_the_list_and_escape_brings_everybody_back(screen: SettlementScreen, qapp: QApplication) -> None:
    _type(screen, "l1-000001", qapp)
    assert _codes(screen) == ["L1-000001"]
    QTest.keyClick(screen.past.search, Qt.Key.Key_Down)
    assert screen.history.hasFocus()
    chosen = screen.history.current()
    assert chosen is not None

    QTest.keyClick(screen.history, Qt.Key.Key_F2)
    QTest.keyClick(screen.past.search, Qt.Key.Key_Escape)
    screen.past.search.search_now()

    assert _codes(screen) == ["L1-000002", "L1-000001"]
    assert screen.past.search.hasFocus()
    assert screen.history.current() == chosen


def test_what_is_chosen_stays_chosen_when_the_list_is_read_again(
    screen: SettlementScreen, busy: Gallery, qapp: QApplication
) -> None:
    _type(screen, "griya", qapp)
    chosen = screen.history.current()
    assert chosen is not None
    busy.sell((busy.items[busy.other], 1, 100_000, 0))
    newer = busy.lock(busy.other)

    screen.refresh()

    assert _codes(screen) == [newer.code, chosen.code]
    still = screen.history.current()
    assert still is not None
    assert still.id == chosen.id
    assert still.carried_into == newer.code


def test_nothing_found_is_a_sentence_and_nothing_can_be_done_with_it(
    screen: SettlementScreen, qapp: QApplication
) -> None:
    _type(screen, "nobody", qapp)

    assert _codes(screen) == []
    assert screen.history._empty == "No settlement is found. Try another name, code or number."
    assert not screen.acts.void.isEnabled()
    assert not screen.print_button.isEnabled()
    assert not screen.lock_button.isEnabled()


def test_the_search_key_is_the_settlement_days_own_on_the_other_tab(
    screen: SettlementScreen, qapp: QApplication
) -> None:
    screen.show_tab("today")
    screen.bar.presenter.start()
    qapp.processEvents()

    QTest.keyClick(screen.table, Qt.Key.Key_F2)

    assert not screen.past.search.hasFocus()
    qapp.processEvents()
    assert [each for each in qapp.topLevelWidgets() if each is not screen and each.isVisible()]


@pytest.mark.parametrize("sought", [True, False])
def test_that_there_are_older_ones_is_said(busy: Gallery, qapp: QApplication, sought: bool) -> None:
    context = context_of(busy)
    with busy.store.reading() as session:
        page = find_settlements(session, limit=1)
    assert page.more
    assert page.rows[0].total > ZERO
    history = SettlementHistory(context.shop.clock)
    history.resize(560, 500)
    history.show()

    history.show_page(page, sought=sought)
    qapp.processEvents()

    assert history.older.isVisible()
    assert history.older.text().startswith("The newest 1 of these." if sought else "The newest 1. Type a name or a")
    assert clipped_texts(history) == []
    history.show_page(SettlementPage(rows=page.rows, more=False), sought=sought)
    assert not history.older.isVisible()
    history.close()
