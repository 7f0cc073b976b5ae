"""An advance, a fee, savings or a debt paid back, recorded wrongly: what stands after it was taken back, for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.queries import balance_of, header_of, lines_of
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.reports.activity import activity
from sentra_pos.reports.activity_facts import ActivityFilter
from sentra_pos.reports.activity_wording import sentence_of
from sentra_pos.sales.errors import DrawerTooLow
from sentra_pos.settlement.charge_fees import ChargeFees, FeesCharged, charge_fees
from sentra_pos.settlement.debt_queries import debts_of, saved_by
from sentra_pos.settlement.deduction_rules import AT_ONCE, Plan, PlanWay, Purpose, Savings
from sentra_pos.settlement.errors import (
    DebtNotFound,
    NotTakenBack,
    ReasonToTakeBackMissing,
    RecoveredMeanwhile,
    SettledMeanwhile,
    TakenBackAlready,
)
from sentra_pos.settlement.figures import Figure, explain_document_line, explain_figure, explain_settlement
from sentra_pos.settlement.forgive_debt import DebtForgiven, ForgiveDebt, forgive_debt
from sentra_pos.settlement.lend import MATERIALS, Lend, Lent, lend
from sentra_pos.settlement.owing_queries import back_slip, owing_of
from sentra_pos.settlement.pay_back import PaidBack, PayBack, pay_back
from sentra_pos.settlement.pay_back_rules import Owing
from sentra_pos.settlement.pay_savings import PaySavings, SavingsPaid, pay_savings
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from sentra_pos.settlement.slip_queries import money_slip
from sentra_pos.settlement.statement import statement_of
from sentra_pos.settlement.take_back import TakeBack, TakenBack, take_back
from sentra_pos.settlement.taken_back_queries import recorded_of
from sentra_pos.settlement.wording import brought_words, line_words
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.queries import open_shift
from sentra_pos.tills.shift_queries import Movement, shift_totals
from tests.settlement.gallery import Gallery, a_gallery


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock)


def _lend(
    gallery: Gallery, amount: int, *, purpose: Purpose = Purpose.CASH, method: PayoutMethod = PayoutMethod.CASH
) -> Lent:
    command = Lend(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), purpose=purpose,
        text="biaya sekolah", method=method, reference="TRX" if method is PayoutMethod.TRANSFER else "",
    )  # fmt: skip
    with gallery.store.writing() as session:
        return lend(session, command, clock=gallery.clock)


def _charge(gallery: Gallery, total: int = 100_001) -> FeesCharged:
    command = ChargeFees(
        id=gallery.document(), by=gallery.by, parties=(gallery.party, gallery.other), total=Rupiah(total), text="Sewa"
    )
    with gallery.store.writing() as session:
        return charge_fees(session, command, clock=gallery.clock)


def _savings(gallery: Gallery, saved: int, paid: int) -> SavingsPaid:
    plan = Plan(way=PlanWay.FIXED, amount=Rupiah(saved))
    save = PlanRecovery(by=gallery.by, party=gallery.party, plan=plan, savings=Savings.VOLUNTARY)
    with gallery.store.writing() as session:
        plan_recovery(session, save, clock=gallery.clock)
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    command = PaySavings(id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(paid))
    with gallery.store.writing() as session:
        return pay_savings(session, command, clock=gallery.clock)


def _take_back(gallery: Gallery, document: DocumentId, reason: str = "salah ketik") -> TakenBack:
    command = TakeBack(id=gallery.document(), by=gallery.by, document=document, reason=reason)
    with gallery.store.writing() as session:
        first = take_back(session, command, clock=gallery.clock)
        assert take_back(session, command, clock=gallery.clock) == first
    return first


def _stands(gallery: Gallery, kind: AccountKind, *, party: PartyId | None = None, method: str | None = None) -> Rupiah:
    device = gallery.by.device if kind is AccountKind.DRAWER else None
    with gallery.store.reading() as session:
        return balance_of(session, Account(kind, party=party, device=device, method=method))


def test_five_million_typed_for_five_hundred_thousand_come_back_and_nothing_is_taken_off(gallery: Gallery) -> None:
    before = _stands(gallery, AccountKind.DRAWER)
    wrong = _lend(gallery, 5_000_000)

    back = _take_back(gallery, wrong.id)
    right = _lend(gallery, 50_000)

    assert back.amount == Rupiah(5_000_000)
    assert _stands(gallery, AccountKind.DRAWER) == before - Rupiah(50_000)
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    locked = gallery.lock(gallery.party)
    assert locked.to_pay == Rupiah(120_000)
    with gallery.store.reading() as session:
        assert [debt.code for debt in debts_of(session, (gallery.party,), also_recovered=True)[gallery.party]] == [
            wrong.code,
            right.code,
        ]
        gone = debts_of(session, (gallery.party,), also_recovered=True)[gallery.party][0]
        assert (gone.taken_back, gone.outstanding) == (back.code, ZERO)
        header = header_of(session, back.id)
        assert header is not None
        assert (header.kind, header.reverses, header.reason) == (DocumentKind.ADVANCE, wrong.id, "salah ketik")
        assert [line.refers_to for line in lines_of(session, locked.id) if line.kind is LineKind.DEDUCTION] == [
            right.id
        ]
    assert examine(gallery.store.path) == ()


def test_it_is_explained_line_by_line_and_told_among_what_was_done(gallery: Gallery) -> None:
    wrong = _lend(gallery, 5_000_000)
    back = _take_back(gallery, wrong.id, "salah perajin")
    with gallery.store.reading() as session:
        advance = explain_figure(session, gallery.party, Figure.ADVANCE)
        why = explain_document_line(session, gallery.party, back.id, 1)
        told = activity(session, ActivityFilter(text=back.code), zone=gallery.clock.zone).rows
        with pytest.raises(DebtNotFound):
            money_slip(session, back.id)
    said = [sentence_of(each) for each in told if each.code == back.code]
    assert said == [f"Membatalkan kasbon {wrong.code} untuk Sanggar Malam Andaian: Rp\xa05.000.000"]
    assert advance.total == ZERO
    assert [part.amount for part in advance.parts] == [Rupiah(5_000_000), Rupiah(-5_000_000)]
    assert "biaya sekolah" in advance.parts[1].text
    assert advance.parts[0].text != advance.parts[1].text
    assert wrong.code in why.parts[0].detail
    assert "salah perajin" in why.parts[0].detail


def test_the_plan_ends_with_its_advance(gallery: Gallery) -> None:
    wrong = _lend(gallery, 100_000)
    _take_back(gallery, wrong.id)
    plan = PlanRecovery(by=gallery.by, party=gallery.party, plan=AT_ONCE, debt=wrong.id)
    with pytest.raises(DebtNotFound), gallery.store.writing() as session:
        plan_recovery(session, plan, clock=gallery.clock)


@pytest.mark.parametrize(
    ("purpose", "method", "kind", "of"),
    [
        (Purpose.CASH, PayoutMethod.TRANSFER, AccountKind.BANK, None),
        (Purpose.MATERIALS, PayoutMethod.CASH, AccountKind.EXPENSE, MATERIALS),
    ],
)
def test_a_transfer_comes_back_to_the_bank_and_materials_to_the_shops_expenses(
    gallery: Gallery, purpose: Purpose, method: PayoutMethod, kind: AccountKind, of: str | None
) -> None:
    before, drawer = _stands(gallery, kind, method=of), _stands(gallery, AccountKind.DRAWER)
    _take_back(gallery, _lend(gallery, 70_000, purpose=purpose, method=method).id)
    assert _stands(gallery, kind, method=of) == before
    assert _stands(gallery, AccountKind.DRAWER) == drawer
    assert _stands(gallery, AccountKind.ADVANCE, party=gallery.party) == ZERO
    assert examine(gallery.store.path) == ()


def test_an_advance_of_which_something_came_back_stays(gallery: Gallery) -> None:
    wrong = _lend(gallery, 5_000_000)
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.lock(gallery.party)
    with pytest.raises(RecoveredMeanwhile, match=r"85\.000"):
        _take_back(gallery, wrong.id)
    assert _stands(gallery, AccountKind.ADVANCE, party=gallery.party) == Rupiah(5_000_000 - 85_000)


def test_a_shared_cost_comes_back_to_everybody_before_a_settlement_and_after_one(gallery: Gallery) -> None:
    for party in (gallery.party, gallery.other):
        gallery.sell((gallery.items[party], 1, 100_000, 0))
    charged = _charge(gallery)
    assert gallery.lock(gallery.party).to_pay == Rupiah(85_000 - 50_001)

    back = _take_back(gallery, charged.id)

    assert back.amount == Rupiah(100_001)
    assert _stands(gallery, AccountKind.FEES_CHARGED) == ZERO
    mine, theirs = gallery.lock(gallery.party), gallery.lock(gallery.other)
    assert mine.to_pay == Rupiah(85_000)
    assert theirs.to_pay == Rupiah(85_000)
    with gallery.store.reading() as session:
        fees = [line for line in statement_of(session, theirs.id).lines if line.what is LineKind.FEE]
        assert [(line.code, line.share) for line in fees] == [
            (charged.code, Rupiah(-50_000)),
            (back.code, Rupiah(50_000)),
        ]
        assert len({line_words(line) for line in fees}) == 2
        why = explain_document_line(session, gallery.other, back.id, 2)
    assert charged.code in why.parts[0].detail
    assert examine(gallery.store.path) == ()


def test_savings_that_were_paid_by_mistake_are_saved_again(gallery: Gallery) -> None:
    paid = _savings(gallery, 40_000, 30_000)
    drawer = _stands(gallery, AccountKind.DRAWER)

    _take_back(gallery, paid.id)

    assert _stands(gallery, AccountKind.DRAWER) == drawer + Rupiah(30_000)
    with gallery.store.reading() as session:
        assert saved_by(session, gallery.party) == Rupiah(40_000)
        parts = explain_figure(session, gallery.party, Figure.SAVINGS).parts
    assert [part.amount for part in parts] == [Rupiah(40_000), Rupiah(-30_000), Rupiah(30_000)]
    assert parts[1].text != parts[2].text
    assert examine(gallery.store.path) == ()


def test_cash_of_a_closed_shift_comes_back_into_the_open_drawer_of_today(gallery: Gallery, clock: FixedClock) -> None:
    wrong = _lend(gallery, 5_000_000)
    counted = Rupiah(19_500_000)
    with gallery.store.writing() as session:
        close = CloseTill(id=gallery.document(), by=gallery.by, counted=counted, reason="salah ketik kasbon")
        close_till(session, close, clock=clock)
    clock.advance(timedelta(days=1))
    with pytest.raises(TillNotOpen):
        _take_back(gallery, wrong.id)
    with gallery.store.writing() as session:
        open_till(session, OpenTill(id=gallery.document(), by=gallery.by, counted=counted, added=ZERO), clock=clock)

    back = _take_back(gallery, wrong.id)

    assert _stands(gallery, AccountKind.DRAWER) == counted + Rupiah(5_000_000)
    with gallery.store.reading() as session:
        shift = open_shift(session, gallery.by.device)
        header = header_of(session, back.id)
        assert shift is not None
        assert header is not None
        assert header.shift == shift.id
        assert shift_totals(session, shift.id, gallery.by.device).paid_out == Rupiah(-5_000_000)
    assert examine(gallery.store.path) == ()


def test_it_is_taken_back_once_with_a_reason_and_only_what_such_an_act_recorded(gallery: Gallery) -> None:
    wrong, charged = _lend(gallery, 50_000), _charge(gallery)
    gallery.open_balances(advance=10_000)
    with gallery.store.reading() as session:
        before = next(iter(debts_of(session, (gallery.party,))[gallery.party][1:])).document
    with pytest.raises(ReasonToTakeBackMissing):
        _take_back(gallery, wrong.id, "  ")
    back = _take_back(gallery, wrong.id)
    for again in (wrong.id, charged.id):
        if again == charged.id:
            _take_back(gallery, charged.id)
        with pytest.raises(TakenBackAlready):
            _take_back(gallery, again)
    sale = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    for never in (back.id, sale.id, before, gallery.document()):
        with pytest.raises(NotTakenBack):
            _take_back(gallery, never)


def test_whoever_may_not_record_it_may_not_take_it_back(gallery: Gallery) -> None:
    supervisor = gallery.somebody(Role.SUPERVISOR)
    for wrong in (_lend(gallery, 50_000).id, _charge(gallery).id, _savings(gallery, 9_000, 5_000).id):
        command = TakeBack(id=gallery.document(), by=supervisor, document=wrong, reason="salah")
        with pytest.raises(NotAllowed), gallery.store.writing() as session:
            take_back(session, command, clock=gallery.clock)


def test_what_stands_is_listed_whole_the_newest_first_until_it_is_taken_back(gallery: Gallery) -> None:
    with gallery.store.reading() as session:
        assert recorded_of(session, gallery.party) == ()
    lent, charged = _lend(gallery, 50_000, purpose=Purpose.MATERIALS), _charge(gallery)

    with gallery.store.reading() as session:
        mine, theirs = recorded_of(session, gallery.party), recorded_of(session, gallery.other)

    assert [(each.code, each.amount, each.artisans) for each in mine] == [
        (charged.code, Rupiah(100_001), 2),
        (lent.code, Rupiah(50_000), 1),
    ]
    assert [each.code for each in theirs] == [charged.code]
    assert [each.purpose for each in mine] == [Purpose.CASH, Purpose.MATERIALS]
    _take_back(gallery, charged.id)
    with gallery.store.reading() as session:
        assert [each.code for each in recorded_of(session, gallery.party)] == [lent.code]
        assert recorded_of(session, gallery.other) == ()


# ---------------------------------------------------------------------------------- a debt that was paid back or let go


def _pay_back(gallery: Gallery, amount: int, method: PayoutMethod = PayoutMethod.CASH) -> PaidBack:
    command = PayBack(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), method=method,
        reference="BCA-77" if method is PayoutMethod.TRANSFER else "",
    )  # fmt: skip
    with gallery.store.writing() as session:
        return pay_back(session, command, clock=gallery.clock)


def _forgive(gallery: Gallery, amount: int) -> DebtForgiven:
    command = ForgiveDebt(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), reason="sudah lama sakit"
    )
    with gallery.store.writing() as session:
        return forgive_debt(session, command, clock=gallery.clock)


def _below_zero(gallery: Gallery) -> None:
    """A piece comes back that was settled and paid: 85,000 below zero."""
    sale = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    gallery.refund(sale)


def _owing(gallery: Gallery) -> Owing:
    with gallery.store.reading() as session:
        return owing_of(session, gallery.party, business_today(gallery.clock))


def test_four_hundred_thousand_typed_for_forty_are_owed_again_and_the_next_settlement_takes_them(
    gallery: Gallery,
) -> None:
    lent, drawer = _lend(gallery, 500_000), _stands(gallery, AccountKind.DRAWER)
    wrong = _pay_back(gallery, 400_000)

    back = _take_back(gallery, wrong.id)
    right = _pay_back(gallery, 40_000)

    assert (back.amount, right.left) == (Rupiah(400_000), Rupiah(460_000))
    assert _stands(gallery, AccountKind.DRAWER) == drawer + Rupiah(40_000)
    assert _stands(gallery, AccountKind.ADVANCE, party=gallery.party) == Rupiah(460_000)
    with gallery.store.reading() as session:
        (debt,) = debts_of(session, (gallery.party,))[gallery.party]
        header = header_of(session, back.id)
        shift = open_shift(session, gallery.by.device)
        assert (debt.code, debt.recovered) == (lent.code, Rupiah(40_000))
        assert header is not None
        assert (header.kind, header.reverses, header.reason) == (DocumentKind.PAY_BACK, wrong.id, "salah ketik")
        assert shift is not None
        assert shift_totals(session, shift.id, gallery.by.device).paid_back == Rupiah(40_000)
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    assert gallery.lock(gallery.party).to_pay == ZERO
    assert _owing(gallery).total == Rupiah(460_000 - 85_000)
    assert examine(gallery.store.path) == ()


def test_what_was_let_go_by_mistake_is_no_loss_any_more_and_moves_no_money(gallery: Gallery) -> None:
    _lend(gallery, 100_000)
    gone, drawer = _forgive(gallery, 100_000), _stands(gallery, AccountKind.DRAWER)
    with gallery.store.reading() as session:
        assert debts_of(session, (gallery.party,)) == {}

    _take_back(gallery, gone.id)

    assert _stands(gallery, AccountKind.LOSS_EXPENSE) == ZERO
    assert _stands(gallery, AccountKind.DRAWER) == drawer
    assert _owing(gallery).total == Rupiah(100_000)
    assert examine(gallery.store.path) == ()


def test_debts_and_a_balance_below_zero_stand_again_each_as_before(gallery: Gallery) -> None:
    _below_zero(gallery)
    for amount, purpose in ((30_000, Purpose.CASH), (20_000, Purpose.MATERIALS)):
        _lend(gallery, amount, purpose=purpose)
    before, bank = _owing(gallery), _stands(gallery, AccountKind.BANK)
    paid = _pay_back(gallery, 120_000, PayoutMethod.TRANSFER)
    gone = _forgive(gallery, 15_000)
    assert _owing(gallery) == Owing()

    _take_back(gallery, paid.id)
    assert (_owing(gallery).debts, _owing(gallery).below_zero) == (before.debts, Rupiah(70_000))
    _take_back(gallery, gone.id)

    assert _owing(gallery) == before
    assert _stands(gallery, AccountKind.BANK) == bank
    assert examine(gallery.store.path) == ()


def test_what_was_earned_meanwhile_stays_the_artisans(gallery: Gallery) -> None:
    _below_zero(gallery)
    paid = _pay_back(gallery, 85_000)
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))

    _take_back(gallery, paid.id)

    locked = gallery.lock(gallery.party)
    assert locked.to_pay == Rupiah(85_000)
    with gallery.store.reading() as session:
        brought = statement_of(session, locked.id).brought
        told = explain_settlement(session, locked.id)
    assert [part.amount for part in brought] == [Rupiah(85_000), Rupiah(-85_000)]
    assert len({brought_words(part) for part in brought}) == 2
    assert told.total == Rupiah(85_000)
    assert examine(gallery.store.path) == ()


def test_a_balance_that_a_settlement_went_on_with_stays_and_says_which(gallery: Gallery) -> None:
    _below_zero(gallery)
    paid, gone = _pay_back(gallery, 80_000), _forgive(gallery, 5_000)
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    locked = gallery.lock(gallery.party)
    for wrong in (paid.id, gone.id):
        with pytest.raises(SettledMeanwhile, match=locked.code):
            _take_back(gallery, wrong)
    assert gallery.pay(locked).amount == Rupiah(85_000)
    # Of a debt a settlement knows only what is open of it.
    _lend(gallery, 50_000)
    of_debt = _pay_back(gallery, 50_000)
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.lock(gallery.party)
    _take_back(gallery, of_debt.id)
    assert _owing(gallery).total == Rupiah(50_000)
    assert examine(gallery.store.path) == ()


def test_an_advance_is_taken_back_once_what_was_paid_of_it_was(gallery: Gallery) -> None:
    wrong = _lend(gallery, 500_000)
    paid, gone = _pay_back(gallery, 100_000), _forgive(gallery, 400_000)
    for each in (paid, gone):
        with pytest.raises(RecoveredMeanwhile):
            _take_back(gallery, wrong.id)
        _take_back(gallery, each.id)
    _take_back(gallery, wrong.id)
    assert _owing(gallery) == Owing()
    assert _stands(gallery, AccountKind.ADVANCE, party=gallery.party) == ZERO
    assert examine(gallery.store.path) == ()


def test_cash_goes_out_of_an_open_drawer_and_never_more_than_it_holds(gallery: Gallery, clock: FixedClock) -> None:
    _lend(gallery, 100_000)
    paid = _pay_back(gallery, 100_000)
    holds = _stands(gallery, AccountKind.DRAWER)
    away = holds - Rupiah(99_999)
    with gallery.store.writing() as session:
        move_cash(
            session,
            MoveCash(id=gallery.document(), by=gallery.by, movement=Movement.TO_SAFE, amount=away),
            clock=clock,
        )
    with pytest.raises(DrawerTooLow):
        _take_back(gallery, paid.id)
    with gallery.store.writing() as session:
        close_till(session, CloseTill(id=gallery.document(), by=gallery.by, counted=Rupiah(99_999)), clock=clock)
    with pytest.raises(TillNotOpen):
        _take_back(gallery, paid.id)
    # Letting go moved no cash: no till is needed for it.
    _lend(gallery, 10_000, method=PayoutMethod.TRANSFER)
    _take_back(gallery, _forgive(gallery, 10_000).id)
    assert examine(gallery.store.path) == ()


def test_owed_again_is_explained_line_by_line_and_told_among_what_was_done(gallery: Gallery) -> None:
    _lend(gallery, 100_000)
    for act, what in ((_pay_back, "pembayaran"), (_forgive, "pembebasan")):
        wrong = act(gallery, 40_000)
        back = _take_back(gallery, wrong.id, "salah perajin")
        with gallery.store.reading() as session:
            parts = explain_figure(session, gallery.party, Figure.ADVANCE).parts
            why = explain_document_line(session, gallery.party, back.id, 1)
            told = activity(session, ActivityFilter(text=back.code), zone=gallery.clock.zone).rows
            with pytest.raises(DebtNotFound):
                back_slip(session, back.id)
        assert [sentence_of(each) for each in told if each.code == back.code] == [
            f"Membatalkan {what} utang Sanggar Malam Andaian pada {wrong.code}: Rp\xa040.000"
        ]
        assert parts[-1].amount == -(parts[-2].amount or ZERO) == back.amount
        assert parts[-1].text != parts[-2].text
        assert "biaya sekolah" in why.parts[0].text
        for words in (wrong.code, "salah perajin"):
            assert words in why.parts[0].detail
        assert why.total == back.amount


def test_a_debt_paid_back_is_taken_back_once_with_a_reason_by_whoever_may_record_it(gallery: Gallery) -> None:
    _lend(gallery, 100_000)
    paid, gone = _pay_back(gallery, 40_000), _forgive(gallery, 10_000)
    with gallery.store.reading() as session:
        rows = recorded_of(session, gallery.party)[:2]
    assert [(each.code, each.what, each.amount) for each in rows] == [
        (gone.code, LineKind.FORGIVEN, Rupiah(10_000)),
        (paid.code, LineKind.PAID_BACK, Rupiah(40_000)),
    ]
    cashier = gallery.somebody(Role.CASHIER)
    for wrong in (paid.id, gone.id):
        with pytest.raises(ReasonToTakeBackMissing):
            _take_back(gallery, wrong, " ")
        command = TakeBack(id=gallery.document(), by=cashier, document=wrong, reason="salah")
        with pytest.raises(NotAllowed), gallery.store.writing() as session:
            take_back(session, command, clock=gallery.clock)
        back = _take_back(gallery, wrong)
        for never, why in ((wrong, TakenBackAlready), (back.id, NotTakenBack)):
            with pytest.raises(why):
                _take_back(gallery, never)
    with gallery.store.reading() as session:
        assert [each.what for each in recorded_of(session, gallery.party)] == [LineKind.LENT]
