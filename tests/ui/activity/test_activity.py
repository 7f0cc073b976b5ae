"""The activity screen: narrowed by person, kind, time and text; read on by scrolling."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.speech import use_language
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.reports.activity import PAGE
from sentra_pos.reports.activity_facts import ActivityGroup
from sentra_pos.reports.activity_wording import sentence_of
from tests.ui.back_room import Desk, clipped_everywhere
from ui.activity.rows import Period
from ui.activity.screen import ActivityScreen
from ui.kit.type_scan import type_scan
from ui.main_window import MainWindow


def hire(desk: Desk, name: str = "Dewi Kusumaningrum Larasati") -> StaffId:
    staff = StaffId(new_id(desk.clock))
    with desk.shop.writing() as session:
        add_staff(session, AddStaff(id=staff, by=desk.founded.by, name=name, role=Role.CASHIER), clock=desk.clock)
    return staff


def drawer(desk: Desk, staff: StaffId, times: int = 1) -> None:
    for _again in range(times):
        desk.clock.advance(timedelta(seconds=1))
        with desk.shop.writing() as session:
            record_event(session, EventKind.DRAWER_OPENED, device=desk.founded.device, staff=staff, clock=desk.clock)


def opened(desk: Desk) -> tuple[MainWindow, ActivityScreen]:
    window = desk.open(ActivityScreen)
    screen = window.front()
    assert isinstance(screen, ActivityScreen)
    return window, screen


def said(screen: ActivityScreen) -> list[str]:
    return [sentence_of(row) for row in screen.table.records.rows]


@pytest.fixture(autouse=True)
def english(desk: Desk) -> None:
    use_language("en")


def test_the_newest_is_on_top_and_chosen_with_all_that_is_known(desk: Desk) -> None:
    drawer(desk, hire(desk))
    _window, screen = opened(desk)
    assert said(screen)[:2] == [
        "Opened the drawer without a sale",
        "Entered the user Dewi Kusumaningrum Larasati as Cashier",
    ]
    told = [label.text() for label in screen.panel.findChildren(QLabel) if label.isVisible()]
    assert "Dewi Kusumaningrum Larasati" in told
    assert "22 November 2026, 10:00" in told


def test_narrowed_to_a_person_and_a_kind(desk: Desk) -> None:
    dewi = hire(desk)
    drawer(desk, dewi)
    drawer(desk, desk.founded.owner)
    _window, screen = opened(desk)
    screen.person.choose(dewi)
    desk.settle()
    assert said(screen) == ["Opened the drawer without a sale"]
    screen.person.choose(None)
    screen.groups.chip(ActivityGroup.CASH).click()
    desk.settle()
    assert said(screen) == ["Opened the drawer without a sale"] * 2
    screen.groups.chip(ActivityGroup.RETURNS).click()
    desk.settle()
    assert said(screen) == []


def test_a_period_ends_today_and_days_can_be_typed(desk: Desk) -> None:
    drawer(desk, desk.founded.owner)
    first = business_today(desk.clock)
    desk.clock.advance(timedelta(days=10))
    hire(desk)
    _window, screen = opened(desk)
    assert said(screen) == ["Entered the user Dewi Kusumaningrum Larasati as Cashier"]
    screen.period.choose(Period.MONTH)
    desk.settle()
    assert "Opened the drawer without a sale" in said(screen)
    screen.period.choose(Period.DAYS)
    screen.first.set_value(first)
    screen.last.set_value(first)
    desk.settle()
    assert screen.days.isVisible()
    assert "Entered the user Dewi Kusumaningrum Larasati as Cashier" not in said(screen)
    assert "Opened the drawer without a sale" in said(screen)


def test_keys_alone_find_walk_and_come_back(desk: Desk) -> None:
    drawer(desk, desk.founded.owner, 3)
    window, screen = opened(desk)
    desk.press(Qt.Key.Key_Down)
    assert screen.table.currentIndex().row() == 1
    desk.press(Qt.Key.Key_F2, window)
    assert screen.search.hasFocus()
    desk.type("nothing like it")
    desk.press(Qt.Key.Key_Return)
    assert said(screen) == []
    desk.press(Qt.Key.Key_Escape)
    screen.search.search_now()
    desk.settle()
    assert len(said(screen)) > 3
    desk.press(Qt.Key.Key_Down)
    assert screen.table.hasFocus()


def test_a_scan_is_looked_for(desk: Desk) -> None:
    window, screen = opened(desk)
    type_scan(window, "2001010000064")
    desk.qtbot.waitUntil(lambda: screen.search.text() == "2001010000064")
    desk.settle()
    assert said(screen) == []


def test_scrolling_reads_on(desk: Desk) -> None:
    drawer(desk, desk.founded.owner, PAGE + 20)
    _window, screen = opened(desk)
    assert len(screen.table.records.rows) == PAGE
    bar = screen.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.settle()
    assert len(screen.table.records.rows) > PAGE + 20


def test_what_was_refused_meanwhile_is_there_when_one_comes_back(desk: Desk) -> None:
    window, screen = opened(desk)
    drawer(desk, desk.founded.owner)
    window.open("it")
    desk.settle()
    assert said(screen)[0] == "Opened the drawer without a sale"


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_text_is_cut(desk: Desk, language: str) -> None:
    use_language(language)
    drawer(desk, hire(desk), 2)
    window, screen = opened(desk)
    assert clipped_everywhere(window) == []
    screen.period.choose(Period.DAYS)
    desk.settle()
    assert clipped_everywhere(window) == []
