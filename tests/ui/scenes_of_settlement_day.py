"""The scenes of a settlement day, and of what is given ahead, charged and put aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.queries import items_for_sale
from sentra_pos.settlement.deduction_rules import Plan, PlanWay, Purpose, Savings
from sentra_pos.settlement.lend import Lend, lend
from sentra_pos.settlement.locked import settlements_of
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from tests.gallery import Tagged
from tests.ui.visit import Visit

if TYPE_CHECKING:
    from ui.settlement.pay_back_sheet import PayBackSheet
    from ui.settlement.savings_sheet import SavingsSheet
    from ui.settlement.screen import SettlementScreen

F = {number: Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)}


def _sell(visit: Visit, session: Session, item: Tagged, pieces: int) -> None:
    # Scenes before this one may have put another price on the tag.
    price = items_for_sale(session, {item.id})[item.id].price
    line = SaleLine(item=item.id, quantity=Quantity(pieces), price=price)
    tender = Tender(method="cash", given=line.amount)
    by = visit.gallery.founded.by
    command = CompleteSale(id=DocumentId(new_id(visit.clock)), by=by, lines=(line,), tenders=(tender,))
    complete_sale(session, command, clock=visit.clock)


def _lend(visit: Visit, session: Session, party: PartyId, purpose: Purpose, text: str, amount: int, plan: Plan) -> None:
    command = Lend(
        id=DocumentId(new_id(visit.clock)), by=visit.gallery.founded.by, party=party, amount=Rupiah(amount),
        purpose=purpose, text=text, plan=plan,
    )  # fmt: skip
    lend(session, command, clock=visit.clock)


def _a_day_full(visit: Visit) -> None:
    """Two artisans with sales; one of them has cloth and cash ahead, and saves."""
    gallery = visit.gallery
    with visit.app.shop.writing() as session:
        _sell(visit, session, gallery.mrico, 3)
        _sell(visit, session, gallery.shirt_m, 2)
        for purpose, text, amount in (
            (Purpose.MATERIALS, "mori prima 5 lembar", 240_000), (Purpose.CASH, "biaya sekolah anak", 150_000)
        ):  # fmt: skip
            plan = Plan(way=PlanWay.FIXED, amount=Rupiah(60_000))
            _lend(visit, session, gallery.tirta, purpose, text, amount, plan)
        saves = Plan(way=PlanWay.FIXED, amount=Rupiah(20_000))
        plan_recovery(
            session,
            PlanRecovery(by=gallery.founded.by, party=gallery.tirta, plan=saves, savings=Savings.MANDATORY),
            clock=visit.clock,
        )


def advances(visit: Visit) -> Iterator[str]:
    """What artisans have ahead, are charged and put aside."""
    from ui.settlement.debts_sheet import DebtsSheet
    from ui.settlement.fee_sheet import FeeSheet
    from ui.settlement.lend_sheet import LendSheet
    from ui.settlement.pay_back_sheet import PayBackSheet
    from ui.settlement.plan_sheet import PlanSheet
    from ui.settlement.savings_sheet import SavingsSheet
    from ui.settlement.screen import SettlementScreen
    from ui.settlement.slips_sheet import SlipsSheet
    from ui.settlement.undo_sheet import UndoSheet

    _a_day_full(visit)
    screen = visit.front("settlement")
    assert isinstance(screen, SettlementScreen)
    screen.show_tab("today")
    screen.refresh()
    visit.hands.wait_for("somebody to settle with", lambda: len(screen.table.records.rows) > 1)
    screen.table.pick(visit.gallery.tirta)
    visit.hands.settle()
    yield "settlement-with-advances"
    fee = visit.press(F[4], FeeSheet)
    assert isinstance(fee, FeeSheet)
    yield "fee"
    fee.total.set_value(Rupiah(1_250_000))
    fee.choice.take_all()
    visit.hands.settle()
    yield "fee-shared"
    visit.away()
    debts = visit.press(F[3], DebtsSheet)
    assert isinstance(debts, DebtsSheet)
    visit.hands.wait_for("the debts", lambda: debts.table.records.rows)
    yield "advances"
    first = debts.table.records.rows[0]
    visit.away()
    context, tirta = screen.context, visit.gallery.tirta
    for name, make in (
        ("lend", lambda: LendSheet(screen, context, tirta, "Batik Tirta")),
        ("recovery-plan", lambda: PlanSheet(screen, context, tirta, debt=first)),
        ("savings-plan", lambda: PlanSheet(screen, context, tirta, debt=None)),
        ("savings", lambda: SavingsSheet(screen, context, tirta, "Batik Tirta", Rupiah(20_000))),
        ("savings-paid-in", lambda: _paying_in(SavingsSheet(screen, context, tirta, "Batik Tirta", Rupiah(20_000)))),
        ("slips", lambda: SlipsSheet(screen, context, tirta, "Batik Tirta")),
        ("take-back", lambda: UndoSheet(screen, context, tirta, "Batik Tirta")),
        ("pay-back", lambda: PayBackSheet(screen, context, tirta, "Batik Tirta")),
        ("let-go", lambda: _letting_go(PayBackSheet(screen, context, tirta, "Batik Tirta"))),
    ):
        make().open()
        visit.hands.settle()
        yield name
        visit.away()


def _paying_in(sheet: SavingsSheet) -> SavingsSheet:
    sheet.way.chip("in").click()
    sheet.amount.set_value(Rupiah(50_000))
    sheet.how.chip(PayoutMethod.TRANSFER).click()
    return sheet


def _letting_go(sheet: PayBackSheet) -> PayBackSheet:
    sheet.how.chip("let go").click()
    return sheet


def settlement_day(visit: Visit) -> Iterator[str]:
    """Reviewed, locked, paid, closed; and a payout that is voided."""
    from ui.settlement.print_sheet import PrintSheet
    from ui.settlement.run_sheet import RunSheet
    from ui.settlement.screen import SettlementScreen
    from ui.settlement.settle_sheet import SettleSheet
    from ui.settlement.start_sheet import StartRunSheet

    screen = visit.front("settlement")
    assert isinstance(screen, SettlementScreen)
    start = visit.press(F[8], StartRunSheet)
    assert start is not None
    yield "start-settlement-day"
    visit.hands.press(Qt.Key.Key_F12)
    visit.hands.wait_for("the day to begin", lambda: screen.bar.day)
    visit.hands.no_sheet()
    yield "settlement-day-draft"
    screen.bar.presenter.review()
    visit.hands.wait_for("the review", lambda: screen.bar.day and screen.bar.day.to_lock)
    yield "settlement-day-reviewed"
    screen.bar.lock()
    visit.hands.wait_for("the locks", lambda: screen.bar.day and not screen.bar.day.to_lock)
    visit.hands.no_sheet()
    screen.table.pick(visit.gallery.tirta)
    visit.hands.settle()
    yield "settlement-day-locked"
    visit.press(F[5])
    visit.hands.wait_for("the mark", lambda: screen.bar.day and screen.bar.day.absent)
    yield "settlement-day-absent"
    visit.press(F[2], RunSheet)
    yield "settlement-day-cash"
    visit.away()
    visit.press(F[5])
    visit.hands.wait_for("the artisan, here after all", lambda: screen.bar.day and not screen.bar.day.absent)
    pay = visit.press(F[12], SettleSheet)
    assert isinstance(pay, SettleSheet)
    pay.stand_in.toggle()
    visit.hands.settle()
    yield "settle-representative"
    pay.stand_in.toggle()
    visit.hands.go_on(pay)
    visit.hands.sheet(PrintSheet).reject()
    visit.hands.no_sheet()
    yield "settlement-day-paid"
    yield from _close_and_void(visit, screen)


def _close_and_void(visit: Visit, screen: SettlementScreen) -> Iterator[str]:
    from ui.settlement.void_payout_sheet import VoidPayoutSheet

    screen.bar.presenter.close()
    visit.hands.wait_for("the day to close", lambda: screen.bar.day is None)
    screen.show_tab("history")
    with visit.app.shop.reading() as session:
        paid = next(row for row in settlements_of(session) if row.paid)
    visit.hands.wait_for("the history", lambda: [row for row in screen.history.records.rows if row.paid])
    screen.history.pick(paid.id)
    visit.hands.settle()
    visit.press(F[8], VoidPayoutSheet)
    yield "void-payout"
    visit.away()
    screen.show_tab("today")
