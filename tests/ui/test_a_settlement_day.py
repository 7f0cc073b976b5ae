"""A settlement day with thirty artisans, through the screens, by keys and scans alone; the figures are plain ints."""

from __future__ import annotations

import pytest

from sentra_pos.core.money import Rupiah
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import AccountKind, LineKind
from sentra_pos.ledger.queries import lines_of
from sentra_pos.settlement.locked import settlements_of
from sentra_pos.settlement.run_facts import RunStanding, RunState
from sentra_pos.settlement.statement import Statement, statement_of
from tests.ui.front_door import SIZES
from tests.ui.long_day import ENTER, RIGHT, TAB, F
from tests.ui.settlement_day import DOWN, ESC, OWNERS_PIN, RECORDS, SETTLEMENT, STOCK, Day, day, hands, qr_of
from tests.ui.settlement_day_shop import (
    ABSENT,
    BY_BANK,
    BY_WIFE,
    DEAR,
    EVERYBODY,
    FIXED_PLAN,
    FLOAT,
    LATE,
    LOST,
    NEGATIVE,
    PART,
    PART_PLAN,
    REFUNDED,
    VOIDED,
    price,
    share,
    sold_before,
    sold_since,
)
from ui.counting.decide_sheet import DecideSheet
from ui.counting.screen import CountingScreen
from ui.kit.dialog import Sheet
from ui.main_window import MainWindow
from ui.people.approve_sheet import ApproveSheet
from ui.receipts.return_sheet import ReturnSheet
from ui.records.rows import Page
from ui.records.screen import RecordsScreen
from ui.sell.receipt_picture import ReceiptSheet
from ui.settlement.debts_sheet import DebtsSheet
from ui.settlement.lend_sheet import LendSheet
from ui.settlement.print_sheet import PrintSheet
from ui.settlement.run_sheet import RunSheet
from ui.settlement.settle_sheet import SettleSheet
from ui.settlement.start_sheet import StartRunSheet
from ui.settlement.void_payout_sheet import VoidPayoutSheet

__all__ = ["day", "hands"]

SUM_PLAN, RATE_PLAN = (200_000, 50_000), (300_000, 10)
PAID_IN_PART = 100_000


@pytest.mark.soak
def test_a_settlement_day_of_thirty_artisans(day: Day) -> None:
    ibu_ratna_logs_in(day)
    a_cloth_is_sold_on_yesterdays_till(day)
    a_cloth_comes_back_that_was_settled(day)
    the_shop_pays_for_the_lost_cloth(day)

    day.control(SETTLEMENT)
    day.look("before")
    two_advances_with_a_plan(day)
    the_day_is_begun_reviewed_and_locked(day)
    cash_and_lists(day)
    everybody_is_paid_or_absent(day)
    a_payout_is_voided_and_paid_by_transfer(day)
    papers = {who: a_statement_as_pdf(day, who) for who in (FIXED_PLAN, LATE)}
    the_day_is_closed(day)

    told = statements(day)
    papers_are_held_against_the_book(day, papers, told)
    drawer_and_bank_hold_what_they_should(day)
    statements_and_balances_agree(day, told)
    assert examine(day.store.path) == ()


# -------------------------------------------------------------------------------------------------------- the morning


def ibu_ratna_logs_in(day: Day) -> None:
    day.write(OWNERS_PIN)
    day.press(ENTER)
    day.hands.wait_for("the till", lambda: isinstance(day.hands.window, MainWindow))
    day.hands.window.resize(*SIZES[-1])
    day.hands.settle()


def a_cloth_is_sold_on_yesterdays_till(day: Day) -> None:
    day.scan(f"Kain {LATE:02d}")
    day.ask_to_pay(price(LATE))
    day.press(ENTER)
    day.is_sold("late")
    day.next_customer()


def a_cloth_comes_back_that_was_settled(day: Day) -> None:
    day.scan_receipt("old")
    day.sheet(ReceiptSheet)
    day.press(F[9])
    day.sheet(ReturnSheet)
    day.scan(f"Kain {REFUNDED:02d}")
    day.press(ENTER)
    day.write("Warna tidak cocok")
    day.press(ENTER)
    day.nothing_lies_over_it()


def the_shop_pays_for_the_lost_cloth(day: Day) -> None:
    day.control(STOCK)
    assert isinstance(day.control_shift(2), CountingScreen)
    day.alt(2)
    day.look("case")
    day.press(F[12])
    sheet = day.sheet(DecideSheet)
    # By the agreement it is the artisan's loss; the owner decides otherwise, and says why.
    day.press(F[3])
    day.tab_to(sheet.reason)
    day.write("Hilang di meja kasir")
    day.look("decide")
    day.press(F[12])
    day.hands.no_sheet()


def two_advances_with_a_plan(day: Day) -> None:
    for who, (given, plan), steps in ((FIXED_PLAN, SUM_PLAN, 1), (PART_PLAN, RATE_PLAN, 2)):
        day.walk_to(who)
        day.press(F[3])
        debts = day.sheet(DebtsSheet)
        day.press(F[2])
        sheet = day.sheet(LendSheet)
        day.write(str(given))
        day.tab_to(sheet.what)
        day.write("Uang sekolah anak")
        day.press(TAB)
        for _step in range(steps):
            day.press(RIGHT)
        day.press(TAB)
        day.write(str(plan))
        day.look(f"advance-{who}")
        day.press(ENTER)
        day.sheet(DebtsSheet)
        day.hands.settle()
        assert [debt.amount for debt in debts.table.records.rows] == [Rupiah(given)]
        day.press(ESC)
        day.hands.no_sheet()


# ---------------------------------------------------------------------------------------------------- locked and paid


def the_day_is_begun_reviewed_and_locked(day: Day) -> None:
    day.press(F[8])
    day.sheet(StartRunSheet)
    day.look("start")
    day.press(F[12])
    day.hands.no_sheet()
    assert day.run.run.state is RunState.DRAFT
    day.look("draft")
    day.press(F[8])
    day.sheet(Sheet)
    day.look("review")
    day.press(ENTER)
    day.hands.no_sheet()
    assert len(day.run.to_lock) == len(EVERYBODY)
    day.look("reviewed")
    day.press(F[8])
    day.hands.wait_for("everybody to be locked", lambda: day.run.run.state is RunState.LOCKED)
    day.hands.no_sheet()
    assert day.standing(NEGATIVE) is RunStanding.CARRIED
    day.look("locked")


def cash_and_lists(day: Day) -> None:
    day.press(F[2])
    day.sheet(RunSheet)
    day.look("cash")
    assert day.paper(F[5]).startswith(b"%PDF-")
    assert day.paper(F[7]).startswith(b"%PDF-")
    day.accept_the_file()
    day.press(F[6])
    file = day.store.path.parent / "rincian" / "transfer-1.csv"
    day.hands.wait_for("the file for the bank", file.exists)
    day.hands.settle()
    rows = [line.split(";") for line in file.read_text(encoding="utf-8-sig").splitlines()[1:]]
    listed = {(row[2], int(row[3])) for row in rows if row[2].startswith("BRI")}
    assert listed == {(f"BRI 0012-{who}", to_pay(who)) for who in BY_BANK}
    day.press(ESC)
    day.hands.no_sheet()


def everybody_is_paid_or_absent(day: Day) -> None:
    order = [each.party for each in day.run.artisans]
    for who in sorted(EVERYBODY, key=lambda who: order.index(day.shop.parties[who])):
        if who == NEGATIVE:
            day.walk_to(who)
            assert not day.screen.lock_button.isEnabled()
        elif who in ABSENT:
            day.walk_to(who)
            day.press(F[5])
            assert day.standing(who) is RunStanding.ABSENT
        else:
            pay(day, who)
    # Who was paid did not move in the list.
    assert [each.party for each in day.run.artisans] == order
    day.look("paid")


def pay(day: Day, who: int) -> None:
    sheet = day.ask_to_pay_out(who)
    assert sheet.amount_field.value() == Rupiah(to_pay(who))
    if who == PART:
        day.write(str(PAID_IN_PART))
        day.look("part")
    if who == BY_WIFE:
        day.press(F[4])
        day.write("Bu Siti")
        day.press(TAB)
        day.write("istri")
        day.look("by-wife")
    if who in BY_BANK:
        write_reference(day, sheet, f"BRI-{who}")
        day.look(f"transfer-{who}")
    day.tap(ENTER)
    if who == DEAR:
        day.sheet(ApproveSheet)
        day.look("second-person")
        day.pak_harto_agrees()
    day.is_paid_out(who, RunStanding.PARTIAL if who == PART else RunStanding.PAID)


def write_reference(day: Day, sheet: SettleSheet, words: str) -> None:
    day.tab_to(sheet.reference)
    day.write(words)


def a_payout_is_voided_and_paid_by_transfer(day: Day) -> None:
    day.alt(2)
    history = day.screen.history
    places = [each.party for each in history.records.rows]
    for _step in range(places.index(day.shop.parties[VOIDED]) - history.currentIndex().row()):
        day.tap(DOWN)
    day.press(F[8])
    day.sheet(VoidPayoutSheet)
    day.write("Minta ditransfer saja")
    day.look("void")
    day.press(ENTER)
    day.hands.no_sheet()
    day.look("history")
    day.alt(1)
    assert day.standing(VOIDED) is RunStanding.TO_PAY
    sheet = day.ask_to_pay_out(VOIDED)
    day.press(F[3])
    write_reference(day, sheet, "BRI-25")
    day.press(ENTER)
    day.is_paid_out(VOIDED)


def a_statement_as_pdf(day: Day, who: int) -> bytes:
    day.walk_to(who)
    day.press(F[9])
    day.sheet(PrintSheet)
    if who == LATE:
        day.look("print")
    pdf = day.paper(ENTER)
    day.hands.no_sheet()
    return pdf


def the_day_is_closed(day: Day) -> None:
    day.press(F[8])
    day.sheet(Sheet)
    day.look("close")
    day.press(ENTER)
    day.hands.no_sheet()
    day.hands.wait_for("the day to close", lambda: day.screen.bar.day is None)
    day.look("closed")


# --------------------------------------------------------------------------------------------------------- the evening


def papers_are_held_against_the_book(day: Day, papers: dict[int, bytes], told: dict[int, Statement]) -> None:
    screen = day.control(RECORDS)
    assert isinstance(screen, RecordsScreen)
    for who, pdf in papers.items():
        text = qr_of(pdf)
        assert text == told[who].qr
        day.hands.scan(text)
        day.hands.wait_for("the page that checks", lambda: screen.page is Page.CHECK)
        verdict = screen.check._verdict.accessibleName()
        assert told[who].code in verdict, verdict
    day.look("check")


def earned(who: int) -> int:
    """Since the settlement before: what was sold, the late one, the returned one, the lost one."""
    pieces = sold_since(who) + {LATE: 1, REFUNDED: -1, NEGATIVE: -1, LOST: 1}.get(who, 0)
    return share(who, pieces)


def taken_off(who: int) -> int:
    """By the plans."""
    whole, rest = divmod(earned(who) * RATE_PLAN[1], 100)
    assert not rest
    return {FIXED_PLAN: SUM_PLAN[1], PART_PLAN: whole}.get(who, 0)


def to_pay(who: int) -> int:
    """Never below nothing."""
    return max(earned(who) - taken_off(who), 0)


def paid(who: int) -> int:
    return {**dict.fromkeys(ABSENT, 0), PART: PAID_IN_PART}.get(who, to_pay(who))


def drawer_and_bank_hold_what_they_should(day: Day) -> None:
    by_bank = {*BY_BANK, VOIDED}
    sold = sum(price(who) * (sold_before(who) + sold_since(who)) for who in EVERYBODY) + price(LATE)
    back = price(NEGATIVE) + price(REFUNDED)
    before = sum(share(who, sold_before(who)) for who in EVERYBODY)
    in_cash = sum(paid(who) for who in EVERYBODY if who not in by_bank)
    assert day.drawer == FLOAT + sold - back - before - SUM_PLAN[0] - RATE_PLAN[0] - in_cash
    assert day.balance(AccountKind.BANK) == -sum(paid(who) for who in by_bank)


def statements(day: Day) -> dict[int, Statement]:
    """The newest of everybody."""
    with day.store.reading() as session:
        newest = {row.party: row.id for row in reversed(settlements_of(session))}
        return {who: statement_of(session, newest[day.shop.parties[who]]) for who in EVERYBODY}


def statements_and_balances_agree(day: Day, told: dict[int, Statement]) -> None:
    for who, statement in told.items():
        party = day.shop.parties[who]
        figures = (statement.earned, statement.deducted, statement.to_pay, statement.paid, statement.left)
        expected = (earned(who), taken_off(who), to_pay(who), paid(who), to_pay(who) - paid(who))
        assert tuple(each.amount for each in figures) == expected, f"P{who:02d}"
        lent = {FIXED_PLAN: SUM_PLAN[0], PART_PLAN: RATE_PLAN[0]}.get(who, 0)
        assert day.balance(AccountKind.ACCRUED, party=party) == 0
        assert -day.balance(AccountKind.PAYABLE, party=party) == earned(who) - taken_off(who) - paid(who)
        assert day.balance(AccountKind.ADVANCE, party=party) == lent - taken_off(who)
    assert [each.to for each in told[BY_WIFE].payouts] == ["Bu Siti (istri)"]
    assert [bool(each.voided) for each in told[VOIDED].payouts] == [True, False]
    with day.store.reading() as session:
        (late,) = (line for line in lines_of(session, told[LATE].id) if line.kind is LineKind.SETTLED)
    assert (late.details["late"], late.details["date"]) == (True, "2026-11-22")
