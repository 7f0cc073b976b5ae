"""The tour settles: what an artisan is owed and why, locked and paid in cash, on paper; then the till is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt

from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.figures import Part
from sentra_pos.settlement.locked import settlements_of
from sentra_pos.settlement.statement import statement_of
from sentra_pos.tills.denominations import FACES
from ui.sell.screen import SellScreen
from ui.settlement.explain_sheet import ExplainSheet
from ui.settlement.print_sheet import PrintSheet
from ui.settlement.screen import SettlementScreen
from ui.settlement.settle_sheet import SettleSheet
from ui.till.close_sheet import CloseTillSheet, Step
from ui.tour.steps_selling import till_standing_drawer
from ui.tour.tour import Tour, must, must_be, one

#: 2 × 165.000 at 10 % less 33.000 that the artisan bears; 180.000 at 10 %; and 250.000 owed from before.
_SHARES = [162_000, 250_000, 264_000]
_STAMPED = Rupiah(264_000)
_EARNED = Rupiah(676_000)
#: Less the advance of 100.000.
_TO_PAY = Rupiah(576_000)


def explain(tour: Tour) -> None:
    """Every amount tells what it is made of, down to price, share and agreement."""
    hands = tour.hands
    screen = hands.go_to("settlement", SettlementScreen)
    screen.table.pick(tour.artisan().id)
    hands.settle()
    chosen = screen.table.current()
    assert chosen is not None
    must_be(chosen.owed.fresh, _EARNED, "what the artisan earned")
    must_be(chosen.owed.to_pay, _TO_PAY, "what is to be paid")
    hands.picture("settlement", calm=True)
    hands.press(Qt.Key.Key_F6)
    sheet = hands.sheet(ExplainSheet)
    hands.wait_for("the explanation", lambda: bool(sheet.table.records.rows))
    hands.picture("where-from")
    _go_down(tour, sheet, one([part for part in sheet.table.records.rows if part.amount == _EARNED], "part earned"))
    hands.picture("where-from-lines")
    _go_down(tour, sheet, one([part for part in sheet.table.records.rows if part.amount == _STAMPED], "part sold"))
    # 330.000 − 33.000 = 297.000, less 10 % of 330.000
    must(any(part.amount == Rupiah(-33_000) for part in sheet.table.records.rows), "the discount should be explained")
    hands.picture("where-from-one-line")
    sheet.reject()
    hands.no_sheet()


def _go_down(tour: Tour, sheet: ExplainSheet, part: Part) -> None:
    before = sheet.heading.text()
    sheet.table.selectRow(sheet.table.records.rows.index(part))
    tour.hands.press(Qt.Key.Key_Return, sheet.table)
    tour.hands.wait_for("the next explanation", lambda: sheet.heading.text() != before)


def lock_and_pay(tour: Tour) -> None:
    """Locked and paid in cash; the paper's lines add up to what left the drawer."""
    hands = tour.hands
    screen = hands.go_to("settlement", SettlementScreen)
    screen.table.pick(tour.artisan().id)
    hands.settle()
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(SettleSheet)
    hands.press(Qt.Key.Key_F2)
    must_be(sheet.method, PayoutMethod.CASH, "the way of paying")
    hands.picture("lock-and-pay")
    hands.press(Qt.Key.Key_Return, sheet)
    printing = hands.sheet(PrintSheet)
    hands.picture("print-statement")
    hands.go_on(printing)
    hands.no_sheet()
    tour.keep_paper("statement.pdf")
    _check_statement(tour)
    hands.settle()
    hands.picture("settled")


def _check_statement(tour: Tour) -> None:
    """The lines, the totals, the payout and the drawer are one and the same sum."""
    rows = [row for row in tour.ask(settlements_of) if row.party == tour.artisan().id]
    row = one(rows, "settlement of the artisan")
    statement = tour.ask(lambda session: statement_of(session, row.id))
    shares = [line.share for line in statement.lines]
    must_be(sorted(share.amount for share in shares), _SHARES, "the shares of the statement's lines")
    must_be(sum_rupiah(shares), _EARNED, "the sum of the statement's lines")
    must_be(statement.sold - statement.commission, statement.earned, "what was sold less the commission")
    must_be(statement.carried + statement.earned - statement.deducted, _TO_PAY, "what the statement comes to")
    payout = one(statement.payouts, "payout on the statement")
    must_be((payout.amount, statement.left), (_TO_PAY, Rupiah(0)), "the payout, and what is left")
    tour.drawer -= payout.amount
    must_be(till_standing_drawer(tour), tour.drawer, "the money in the drawer after the payout")
    tour.settlement = statement.id
    tour.facts |= {"settlement": statement.code, "paid": payout.amount.amount}


def close_till(tour: Tour) -> None:
    """Counted, compared, closed, and backed up by itself."""
    hands = tour.hands
    must_be(tour.shop.newest_backup(), None, "the newest backup before the first closing")
    screen = hands.go_to("sell", SellScreen)
    hands.press(Qt.Key.Key_F10)
    sheet = hands.sheet(CloseTillSheet)
    _count(tour, sheet)
    hands.wait_for("the count beside the book", lambda: sheet.step is Step.COMPARE)
    hands.picture("compare")
    hands.go_on(sheet)
    hands.wait_for("the closing", lambda: sheet.step is Step.CLOSED)
    hands.wait_for("the backup", tour.shop.newest_backup)
    hands.wait_for("the Z slip's picture", sheet.closed.picture.has_picture)
    hands.picture("till-closed")
    hands.go_on(sheet)
    hands.no_sheet()
    must(not screen.presenter.is_open, "the till should be closed")
    must_be(till_standing_drawer(tour), tour.plan.float_cash, "what stays in the drawer")
    backup = tour.shop.newest_backup()
    assert backup is not None
    tour.facts |= {"counted": tour.drawer.amount, "backup": backup.file.name}


def _count(tour: Tour, sheet: CloseTillSheet) -> None:
    """Note by note and coin by coin, and the slips left out; all by keys."""
    hands = tour.hands
    hands.settle()
    if sheet.step is Step.OPEN_ENDS:
        hands.picture("still-open")
        hands.press(Qt.Key.Key_F12)
    hands.wait_for("the count", lambda: sheet.step is Step.COUNT)
    rest = tour.drawer.amount
    for face in FACES:
        tour.type_here(str(rest // face))
        rest %= face
        if face != FACES[-1]:
            hands.press(Qt.Key.Key_Return)
    must_be(sheet.cash.count.value(), tour.drawer, "the sum of the notes and coins")
    hands.picture("count")
    hands.press(Qt.Key.Key_Return)
    hands.wait_for("the slips", lambda: sheet.step is Step.SLIPS)
    hands.press(Qt.Key.Key_F12)
