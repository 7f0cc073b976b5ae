"""The tour's settlement day: a kasbon, then reviewed, locked, one paid, one absent, closed; and a paper checked."""

from __future__ import annotations

from PySide6.QtCore import Qt

from sentra_pos.core.money import Rupiah
from sentra_pos.settlement.debt_queries import debts_of
from sentra_pos.settlement.deduction_rules import PlanWay
from sentra_pos.settlement.locked import SettlementRow, settlements_of
from sentra_pos.settlement.run_facts import RunStanding, RunState
from sentra_pos.settlement.run_queries import RunDay
from sentra_pos.settlement.statement import statement_of
from ui.kit.dialog import Sheet
from ui.records.rows import Page
from ui.records.screen import RecordsScreen
from ui.settlement.debts_sheet import DebtsSheet
from ui.settlement.lend_sheet import LendSheet
from ui.settlement.print_sheet import PrintSheet
from ui.settlement.run_sheet import RunSheet
from ui.settlement.screen import SettlementScreen
from ui.settlement.settle_sheet import SettleSheet
from ui.settlement.start_sheet import StartRunSheet
from ui.tour.steps_consignment import COMPENSATION
from ui.tour.steps_selling import till_standing_drawer
from ui.tour.tour import Tour, must, must_be, one

#: 1.250.000 at 15 %.
_VISITORS_SHARE = Rupiah(1_062_500)
#: Less what the plan takes of the kasbon.
_VISITOR_GETS = Rupiah(1_012_500)


def lend(tour: Tour) -> None:
    """A kasbon in cash, taken off by so much at each settlement."""
    hands, plan = tour.hands, tour.plan
    visitor = tour.artisan(plan.visitor)
    _pick(tour, hands.go_to("settlement", SettlementScreen), plan.visitor)
    hands.press(Qt.Key.Key_F3)
    debts = hands.sheet(DebtsSheet)
    hands.press(Qt.Key.Key_F2)
    sheet = hands.sheet(LendSheet)
    hands.type(sheet.amount, str(plan.kasbon.amount))
    hands.type(sheet.what, "Uang sekolah anak")
    hands.click(sheet.plan.way.chip(PlanWay.FIXED))
    hands.type(sheet.plan.amount, str(plan.kasbon_back.amount))
    hands.picture("kasbon")
    hands.go_on(sheet)
    hands.wait_for("the kasbon in the list", lambda: debts.table.records.rows)
    hands.picture("kasbon-with-its-plan")
    debts.reject()
    hands.no_sheet()
    debt = one(tour.ask(lambda session: debts_of(session, (visitor.id,)))[visitor.id], "kasbon of the artisan")
    must_be((debt.outstanding, debt.plan.amount), (plan.kasbon, plan.kasbon_back), "the kasbon, and what is taken off")
    tour.drawer -= plan.kasbon
    tour.facts |= {"kasbon": debt.code, "cash": -plan.kasbon.amount}
    must_be(till_standing_drawer(tour), tour.drawer, "the money in the drawer")


def settlement_day(tour: Tour) -> None:
    """Everybody in order: reviewed, locked, one paid in cash, one absent; what is left opens the next one."""
    hands, plan = tour.hands, tour.plan
    screen = hands.go_to("settlement", SettlementScreen)
    _begin(tour, screen)
    _lock(tour, screen)
    _pick(tour, screen, plan.absent)
    hands.wait_for("the absent one to be chosen", screen.bar.absent_button.isEnabled)
    hands.press(Qt.Key.Key_F5)
    absent = tour.artisan(plan.absent).id
    hands.wait_for("who is absent", lambda: _standing(screen, absent) is RunStanding.ABSENT)
    _pick(tour, screen, plan.visitor)
    _look_at_cash(tour)
    hands.press(Qt.Key.Key_F12)
    paying = hands.sheet(SettleSheet)
    hands.press(Qt.Key.Key_F2)
    hands.picture("pay-one")
    hands.go_on(paying)
    hands.sheet(PrintSheet).reject()
    hands.no_sheet()
    visitor = tour.artisan(plan.visitor).id
    hands.wait_for("who is paid", lambda: _standing(screen, visitor) is RunStanding.PAID)
    hands.picture("settlement-day")
    _check(tour)
    hands.press(Qt.Key.Key_F8)
    hands.go_on(hands.sheet(Sheet))
    hands.no_sheet()
    hands.wait_for("the day to close", lambda: screen.bar.day is None)


def _begin(tour: Tour, screen: SettlementScreen) -> None:
    hands = tour.hands
    hands.press(Qt.Key.Key_F8)
    hands.sheet(StartRunSheet)
    hands.press(Qt.Key.Key_F12)
    hands.no_sheet()
    _day(tour, screen)
    hands.press(Qt.Key.Key_F8)
    hands.go_on(hands.sheet(Sheet))
    hands.wait_for("the review", lambda: screen.bar.day and screen.bar.day.to_lock)
    hands.no_sheet()
    hands.picture("reviewed")


def _lock(tour: Tour, screen: SettlementScreen) -> None:
    tour.hands.press(Qt.Key.Key_F8)
    tour.hands.wait_for("everybody to be locked", lambda: _day(tour, screen).run.state is RunState.LOCKED)
    tour.hands.no_sheet()


def _day(tour: Tour, screen: SettlementScreen) -> RunDay:
    return tour.hands.wait_for("the settlement day", lambda: screen.bar.day)


def _standing(screen: SettlementScreen, party: object) -> RunStanding | None:
    found = [each.standing for each in screen.bar.day.artisans if each.party == party] if screen.bar.day else []
    return found[0] if found else None


def _look_at_cash(tour: Tour) -> None:
    """Which notes it takes, whom the drawer does not reach, and the list of envelopes."""
    hands = tour.hands
    hands.press(Qt.Key.Key_F2)
    sheet = hands.sheet(RunSheet)
    hands.picture("cash-and-lists")
    tour.make_paper("envelopes.pdf", lambda: hands.press(Qt.Key.Key_F5))
    hands.settle()
    sheet.reject()
    hands.no_sheet()


def _check(tour: Tour) -> None:
    """What was locked and paid, by the book."""
    plan = tour.plan
    paid = _settled(tour, plan.visitor)
    must_be((paid.total, paid.paid), (_VISITOR_GETS, _VISITOR_GETS), "what one was to get, and got")
    must_be(_settled(tour, plan.keeper).total, COMPENSATION, "what the other gets for the missing piece")
    must(not _settled(tour, plan.absent).paid, "who is absent should not be paid")
    tour.drawer -= _VISITOR_GETS
    must_be(till_standing_drawer(tour), tour.drawer, "the money in the drawer")
    tour.facts |= {"settlement": paid.code, "cash": -_VISITOR_GETS.amount, "earned": _VISITORS_SHARE.amount}


def _settled(tour: Tour, code: str) -> SettlementRow:
    party = tour.artisan(code).id
    return one([row for row in tour.ask(settlements_of) if row.party == party], f"settlement of {code}")


def check_statement(tour: Tour) -> None:
    """The QR code of a statement's paper is held against the book."""
    hands = tour.hands
    settlement = tour.settlement
    assert settlement is not None
    screen = hands.go_to("records", RecordsScreen)
    hands.picture("reports")
    statement = tour.ask(lambda session: statement_of(session, settlement))
    hands.scan(statement.qr)
    hands.wait_for("the page that checks", lambda: screen.page is Page.CHECK)
    hands.wait_for("the verdict", screen.check.explain.isVisible)
    hands.picture("statement-genuine")


def _pick(tour: Tour, screen: SettlementScreen, code: str) -> None:
    tour.hands.go_to("settlement", SettlementScreen)
    screen.table.pick(tour.artisan(code).id)
    tour.hands.settle()
