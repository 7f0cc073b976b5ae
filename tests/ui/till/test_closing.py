"""Closing the till by keyboard alone, as a cashier does it in the evening."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.people.facts import Role
from sentra_pos.tills.close_till import TillClosed
from sentra_pos.tills.closing_queries import z_report_of
from sentra_pos.tills.counts import MethodCount
from tests.ui.back_room import clipped_everywhere
from tests.ui.sell.conftest import Till
from tests.ui.till.conftest import ENTER, AtTheTill, F, words_in
from ui.people.approve_sheet import ApproveSheet
from ui.till.close_sheet import CloseTillSheet, Step

ESC = Qt.Key.Key_Escape


@pytest.fixture
def busy(at_till: AtTheTill) -> AtTheTill:
    """Rp685.000 should be in the drawer; Rp35.000 by QRIS were not seen to arrive."""
    at_till.opens()
    at_till.sells()
    return at_till


def is_at(sheet: CloseTillSheet, step: Step) -> bool:
    return sheet.step is step


def begin(at: AtTheTill, role: Role = Role.OWNER) -> tuple[CloseTillSheet, list[object]]:
    at.sit(role)
    at.press(F[10])
    sheet, returned = at.sheet(CloseTillSheet), list[object]()
    sheet.returned.connect(returned.append)
    return sheet, returned


def count(at: AtTheTill, cash: str, slips: str = "") -> None:
    """From what is open to the count beside the book; the sum alone."""
    sheet = at.sheet(CloseTillSheet)
    if is_at(sheet, Step.OPEN_ENDS):
        at.press(F[12])
    if sheet.cash.count.by_notes:
        at.press(F[6])
    else:
        sheet.cash.count.begin()
    at.writes(cash)
    at.press(ENTER)
    at.writes(slips)
    at.press(F[12])


def finish(at: AtTheTill) -> None:
    """Once the backup is made."""
    at.desk.qtbot.waitUntil(lambda: at.desk.shop.newest_backup() is not None)
    at.desk.settle()
    at.press(ENTER)
    assert not at.has_sheet()


def test_short_by_five_thousand_with_its_reason(busy: AtTheTill) -> None:
    sheet, returned = begin(busy, Role.CASHIER)
    count(busy, "680000", "35000")
    assert is_at(sheet, Step.COMPARE)
    assert "-5.000" in words_in(sheet)
    busy.press(F[12])
    assert is_at(sheet, Step.COMPARE), "no reason was given"
    assert "write down why" in words_in(sheet)
    busy.writes("kembalian kelebihan")
    busy.press(F[12])
    assert is_at(sheet, Step.CLOSED)
    finish(busy)
    (closed,) = returned
    assert isinstance(closed, TillClosed)
    assert closed.difference == Rupiah(-5_000)
    assert closed.methods == (MethodCount(method="qris", counted=Rupiah(35_000), expected=Rupiah(35_000)),)
    assert closed.open_ends.unchecked == 1
    with busy.desk.shop.reading() as session:
        z = z_report_of(session, closed.id)
    assert (z.reason, z.to_safe, z.approved_by) == ("kembalian kelebihan", Rupiah(180_000), None)
    assert busy.cashbox.money["drawer"] == 500_000


def test_what_is_open_is_named_and_stops_nobody(busy: AtTheTill) -> None:
    sheet, _returned = begin(busy)
    assert is_at(sheet, Step.OPEN_ENDS)
    assert "1 payment of Rp\u00a035.000 was not seen to arrive yet." in words_in(sheet)
    assert "papers still wait for the printer" in words_in(sheet)
    busy.press(F[12])
    assert is_at(sheet, Step.COUNT)


def test_with_nothing_open_the_count_comes_first(at_till: AtTheTill) -> None:
    at_till.opens()
    sheet, _returned = begin(at_till)
    assert is_at(sheet, Step.COUNT)


def test_the_count_is_blind(busy: AtTheTill) -> None:
    sheet, _returned = begin(busy)
    busy.press(F[12])
    seen = [words_in(sheet)]
    busy.writes("1")
    busy.press(F[12])
    assert is_at(sheet, Step.SLIPS)
    seen.append(words_in(sheet))
    assert not any("685.000" in words or "35.000" in words for words in seen)
    busy.press(F[12])
    assert "685.000" in words_in(sheet)
    assert "not counted" in words_in(sheet), "the slips of QRIS were left out"


def test_counted_by_notes_through_to_the_z(busy: AtTheTill) -> None:
    sheet, returned = begin(busy)
    busy.press(F[12])
    busy.writes("6")
    busy.press(ENTER, ENTER)
    busy.writes("1")
    for _face in range(8):
        busy.press(ENTER)
    busy.writes("0")
    busy.press(ENTER)
    assert is_at(sheet, Step.SLIPS)
    busy.writes("35000")
    for _method in sheet.slips.fields:
        busy.press(ENTER)
    assert is_at(sheet, Step.COMPARE)
    busy.writes("laci belum disetor")
    busy.press(ENTER)
    assert is_at(sheet, Step.CLOSED)
    assert sheet.closed.picture.has_picture()
    finish(busy)
    (closed,) = returned
    assert isinstance(closed, TillClosed)
    with busy.desk.shop.reading() as session:
        z = z_report_of(session, closed.id)
    assert z.denominations is not None
    assert dict(z.denominations.counts) == {100_000: 6, 50_000: 1}


def test_over_the_limit_somebody_else_approves(busy: AtTheTill) -> None:
    sheet, returned = begin(busy, Role.CASHIER)
    count(busy, "600000", "35000")
    assert "Somebody who may has to approve" in words_in(sheet)
    busy.writes("belum ketemu")
    busy.press(F[12])
    asked = busy.sheet(ApproveSheet)
    assert "Rp\u00a085.000 too little · belum ketemu" in words_in(asked)
    busy.gives_pin()
    assert is_at(sheet, Step.CLOSED)
    finish(busy)
    (closed,) = returned
    assert isinstance(closed, TillClosed)
    with busy.desk.shop.reading() as session:
        assert z_report_of(session, closed.id).approved_by == "Ibu Ratna"


def test_nobody_approves_and_the_till_stays_open(busy: AtTheTill) -> None:
    sheet, _returned = begin(busy, Role.CASHIER)
    count(busy, "600000")
    busy.writes("belum ketemu")
    busy.press(F[12], ESC)
    assert busy.sheet(CloseTillSheet) is sheet
    assert is_at(sheet, Step.COMPARE)
    assert "may not close a till with a large difference" in words_in(sheet)


def test_counting_again_is_possible_and_seen(busy: AtTheTill) -> None:
    sheet, returned = begin(busy)
    count(busy, "585000", "35000")
    busy.press(ESC)
    assert is_at(sheet, Step.COUNT)
    count(busy, "685000")
    assert is_at(sheet, Step.COMPARE)
    assert "At first Rp\u00a0585.000 was counted." in words_in(sheet)
    assert sheet.compare.to_safe.value() == Rupiah(185_000)
    busy.press(F[12])
    assert is_at(sheet, Step.CLOSED)
    finish(busy)
    shown = busy.cashbox.events(EventKind.COUNT_SHOWN)
    assert [each["counted"] for each in shown] == [585_000, 685_000]
    (closed,) = returned
    assert isinstance(closed, TillClosed)
    with busy.desk.shop.reading() as session:
        assert z_report_of(session, closed.id).first == Rupiah(585_000)


def test_more_into_the_safe_than_was_counted_is_refused(busy: AtTheTill) -> None:
    sheet, _returned = begin(busy)
    count(busy, "685000")
    sheet.compare.to_safe.setFocus()
    sheet.compare.to_safe.selectAll()
    busy.writes("700000")
    busy.press(F[12])
    assert is_at(sheet, Step.COMPARE)
    assert "more than was counted" in words_in(sheet)


def test_what_waits_for_the_printer_is_not_printed_twice(busy: AtTheTill) -> None:
    sheet, _returned = begin(busy)
    count(busy, "685000")
    busy.press(F[12])
    assert is_at(sheet, Step.CLOSED)
    busy.press(F[8])
    told = busy.desk.sheet()
    assert told is not sheet
    assert "T1-000001" not in words_in(told)
    busy.press(ENTER)
    assert busy.desk.sheet() is sheet


def test_the_till_screen_of_the_seller_opens_and_closes_too(build: Callable[..., Till]) -> None:
    till = build(opened=True)
    use_language("en")
    till.scan(till.gallery.mrico.code)
    QTest.keyClick(till.screen.search, Qt.Key.Key_F10)
    till.settle()
    sheet = till.sheet()
    assert isinstance(sheet, CloseTillSheet)
    assert "1 piece is still in the cart" in words_in(sheet)
    QTest.keyClick(sheet, ESC)
    till.settle()
    assert till.screen.presenter.is_open
    assert till.screen.presenter.cart.pieces == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_word_is_cut_off(busy: AtTheTill, language: str) -> None:
    use_language(language)
    screen = busy.sit()
    cut = clipped_everywhere(screen.window())
    busy.press(F[10])
    sheet = busy.sheet(CloseTillSheet)
    for key in (F[12], F[6], F[6]):
        cut += clipped_everywhere(screen.window())
        busy.press(key)
    busy.writes("6")
    busy.press(F[12])
    cut += clipped_everywhere(screen.window())
    busy.press(F[12])
    cut += clipped_everywhere(screen.window())
    busy.writes("belum tahu")
    busy.press(F[12])
    assert is_at(sheet, Step.CLOSED)
    cut += clipped_everywhere(screen.window())
    assert cut == []
