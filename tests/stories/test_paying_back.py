"""What an artisan owes is paid back or let go, as stories: until nothing is owed, and the artisan may leave."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.giving_back.errors import StillOpen
from sentra_pos.giving_back.hand_back import HandBack, PieceBack, hand_back
from sentra_pos.giving_back.holdings import holdings
from sentra_pos.giving_back.let_go import LetGo, let_go
from sentra_pos.giving_back.queries import open_matters
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.debt_queries import debts_of
from sentra_pos.settlement.deduction_rules import Plan, PlanWay, Purpose
from sentra_pos.settlement.errors import (
    AmountNotSensible,
    DebtNotFound,
    MoreThanOwed,
    NothingOwed,
    ReasonToForgiveMissing,
    TransferNotNamed,
)
from sentra_pos.settlement.explain import explain_balance
from sentra_pos.settlement.figures import Figure, explain_document_line, explain_figure, explain_settlement
from sentra_pos.settlement.forgive_debt import DebtForgiven, ForgiveDebt, forgive_debt
from sentra_pos.settlement.lend import Lend, Lent, lend
from sentra_pos.settlement.owing_queries import back_slip, owing_of
from sentra_pos.settlement.pay_back import PaidBack, PayBack, pay_back
from sentra_pos.settlement.pay_back_papers import back_slip_slip
from sentra_pos.settlement.queries import advance_of, owed_to, payable_of
from sentra_pos.settlement.statement import statement_of
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.closing_queries import z_report_of
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import drawer_of, open_shift
from sentra_pos.tills.shift_queries import shift_totals
from tests.settlement.gallery import Gallery, a_gallery

FLOAT = 20_000_000


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock, cash=FLOAT)


def _lend(gallery: Gallery, amount: int, *, purpose: Purpose = Purpose.CASH, text: str = "biaya sekolah") -> Lent:
    command = Lend(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), purpose=purpose, text=text,
        plan=Plan(way=PlanWay.PERCENT, rate=Percent.whole(10)),
    )  # fmt: skip
    with gallery.store.writing() as session:
        return lend(session, command, clock=gallery.clock)


def _pay_back(
    gallery: Gallery,
    amount: int,
    debt: DocumentId | None = None,
    method: PayoutMethod = PayoutMethod.CASH,
    reference: str = "",
) -> PaidBack:
    command = PayBack(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), debt=debt, method=method,
        reference=reference,
    )  # fmt: skip
    with gallery.store.writing() as session:
        first = pay_back(session, command, clock=gallery.clock)
        assert pay_back(session, command, clock=gallery.clock) == first
    return first


def _forgive(gallery: Gallery, amount: int, reason: str = "sudah lama sakit") -> DebtForgiven:
    command = ForgiveDebt(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), reason=reason
    )
    with gallery.store.writing() as session:
        first = forgive_debt(session, command, clock=gallery.clock)
        assert forgive_debt(session, command, clock=gallery.clock) == first
    return first


def _give_goods_back(gallery: Gallery) -> None:
    with gallery.store.writing() as session:
        items = [gallery.items[gallery.party]]
        pieces = tuple(
            PieceBack(item=each.item, quantity=each.quantity) for each in holdings(session, gallery.by.device, items)
        )
        command = HandBack(id=gallery.document(), by=gallery.by, party=gallery.party, pieces=pieces)
        hand_back(session, command, clock=gallery.clock)


def _leave(gallery: Gallery) -> None:
    with gallery.store.writing() as session:
        assert not let_go(session, LetGo(by=gallery.by, party=gallery.party), clock=gallery.clock).active


def _stands(gallery: Gallery, account: Account) -> Rupiah:
    with gallery.store.reading() as session:
        return balance_of(session, account)


def test_an_advance_is_paid_back_in_part_the_rest_is_let_go_and_the_artisan_leaves(gallery: Gallery) -> None:
    lent = _lend(gallery, 100_000)
    _give_goods_back(gallery)
    with gallery.store.writing() as session, pytest.raises(StillOpen, match="100"):
        let_go(session, LetGo(by=gallery.by, party=gallery.party), clock=gallery.clock)

    paid = _pay_back(gallery, 40_000)

    assert paid.code.startswith("PL")
    assert paid.left == Rupiah(60_000)
    assert _stands(gallery, drawer_of(gallery.by.device)) == Rupiah(FLOAT - 100_000 + 40_000)
    with gallery.store.reading() as session:
        (debt,) = debts_of(session, (gallery.party,))[gallery.party]
        assert (debt.recovered, debt.outstanding) == (Rupiah(40_000), Rupiah(60_000))
        slip = back_slip(session, paid.id)
        printed = str(back_slip_slip(slip, "Sentra", gallery.clock.zone))
    assert lent.code in printed
    assert [(line.amount, line.left) for line in slip.lines] == [(Rupiah(40_000), Rupiah(60_000))]

    gone = _forgive(gallery, 60_000)

    assert gone.left == ZERO
    assert _stands(gallery, Account(AccountKind.LOSS_EXPENSE)) == Rupiah(60_000)
    assert _stands(gallery, drawer_of(gallery.by.device)) == Rupiah(FLOAT - 60_000)
    _leave(gallery)
    with gallery.store.reading() as session:
        told = explain_figure(session, gallery.party, Figure.ADVANCE)
        why = explain_document_line(session, gallery.party, gone.id, 1)
        assert [part.amount for part in told.parts] == [Rupiah(100_000), Rupiah(-40_000), Rupiah(-60_000)]
        assert told.total == ZERO
        assert "sudah lama sakit" in why.parts[0].detail
        assert why.total == Rupiah(-60_000)
    assert examine(gallery.store.path) == ()


@pytest.mark.parametrize("settled_first", [True, False], ids=["settled, then paid back", "paid back, then settled"])
def test_what_a_return_took_below_zero_is_paid_back_and_the_artisan_leaves(
    gallery: Gallery, settled_first: bool
) -> None:
    sale = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    gallery.refund(sale)
    _give_goods_back(gallery)
    locked = gallery.lock(gallery.party) if settled_first else None

    paid = _pay_back(gallery, 85_000)

    assert paid.left == ZERO
    # Sold, paid out, given back to the customer, and the artisan's own money.
    assert _stands(gallery, drawer_of(gallery.by.device)) == Rupiah(FLOAT + 100_000 - 85_000 - 100_000 + 85_000)
    locked = locked or gallery.lock(gallery.party)
    with gallery.store.reading() as session:
        paper = statement_of(session, locked.id)
        assert paper.earned == Rupiah(-85_000)
        assert [(part.code, part.amount) for part in paper.brought] == (
            [] if settled_first else [(paid.code, Rupiah(85_000))]
        )
        assert (paper.left_before, paper.to_pay) == (ZERO, ZERO)
        assert paper.balance == (Rupiah(-85_000) if settled_first else ZERO)
        assert explain_settlement(session, locked.id).total == paper.balance
        assert explain_balance(session, payable_of(gallery.party))[-1].running == ZERO
        assert explain_document_line(session, gallery.party, paid.id, 1).total == Rupiah(85_000)
        matters = open_matters(session, gallery.party)
        assert matters is not None
        assert matters.all_clear
    _leave(gallery)
    assert examine(gallery.store.path) == ()


def test_the_statement_after_it_opens_with_what_was_carried_and_names_what_was_paid_back(gallery: Gallery) -> None:
    item = gallery.items[gallery.party]
    sale = gallery.sell((item, 1, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    gallery.refund(sale)
    gallery.lock(gallery.party)
    paid, gone = _pay_back(gallery, 50_000), _forgive(gallery, 5_000)
    gallery.sell((item, 1, 100_000, 0))

    last = gallery.lock(gallery.party)

    assert last.to_pay == Rupiah(85_000 - 30_000)
    with gallery.store.reading() as session:
        paper = statement_of(session, last.id)
        assert paper.left_before == Rupiah(-85_000)
        assert [(part.code, part.amount) for part in paper.brought] == [
            (paid.code, Rupiah(50_000)), (gone.code, Rupiah(5_000))
        ]  # fmt: skip
        assert paper.balance == paper.left_before + Rupiah(55_000) + Rupiah(85_000)
    gallery.pay(last)
    assert examine(gallery.store.path) == ()


def test_materials_are_paid_back_first_then_the_oldest_advance_or_the_one_that_is_chosen(gallery: Gallery) -> None:
    old, new = _lend(gallery, 30_000, text="lama"), _lend(gallery, 50_000, text="baru")
    cloth = _lend(gallery, 20_000, purpose=Purpose.MATERIALS, text="mori")

    chosen = _pay_back(gallery, 10_000, new.id)
    every = _pay_back(gallery, 25_000)

    assert (chosen.left, every.left) == (Rupiah(90_000), Rupiah(65_000))
    with gallery.store.reading() as session:
        owed = {debt.code: debt.outstanding.amount for debt in debts_of(session, (gallery.party,))[gallery.party]}
        assert [line.code for line in back_slip(session, every.id).lines] == [cloth.code, old.code]
    assert owed == {old.code: 25_000, new.code: 40_000}
    # The next settlement's plans ask only for what is left.
    gallery.sell((gallery.items[gallery.party], 10, 100_000, 0))
    with gallery.store.reading() as session:
        taken = owed_to(session, gallery.party).taken
        assert {each.debt.code: each.amount.amount for each in taken if each.debt} == owed
    gallery.lock(gallery.party)
    assert _stands(gallery, advance_of(gallery.party)) == ZERO
    assert examine(gallery.store.path) == ()


def test_a_transfer_goes_to_the_bank_and_pays_debts_before_what_stands_below_zero(gallery: Gallery) -> None:
    sale = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    _lend(gallery, 40_000)
    gallery.refund(sale)

    _pay_back(gallery, 100_000, method=PayoutMethod.TRANSFER, reference="BCA-77")

    assert _stands(gallery, Account(AccountKind.BANK)) == Rupiah(100_000)
    with gallery.store.reading() as session:
        left = owing_of(session, gallery.party, business_today(gallery.clock))
    assert (left.debts, left.below_zero) == ((), Rupiah(25_000))
    assert examine(gallery.store.path) == ()


def test_what_is_held_back_makes_the_debt_smaller_and_nobody_pays_for_it_twice(
    gallery: Gallery, clock: FixedClock
) -> None:
    sale = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    gallery.agree(gallery.party, hold=7)
    held, _note = gallery.take(gallery.party, name="Kain ditahan", price=20_000)
    gallery.sell((held, 1, 20_000, 0))
    gallery.refund(sale)

    with pytest.raises(MoreThanOwed):
        _pay_back(gallery, 85_000)
    _pay_back(gallery, 85_000 - 17_000)

    clock.advance(timedelta(days=8))
    with gallery.store.reading() as session:
        assert owing_of(session, gallery.party, business_today(clock)).total == ZERO
    assert gallery.lock(gallery.party).to_pay == ZERO
    assert examine(gallery.store.path) == ()


def test_what_cannot_be_is_refused_with_a_sentence(gallery: Gallery) -> None:
    with pytest.raises(NothingOwed, match="Sanggar"):
        _pay_back(gallery, 1)
    lent = _lend(gallery, 100_000)
    refused: list[tuple[type[Exception], int, DocumentId | None, PayoutMethod]] = [
        (AmountNotSensible, 0, None, PayoutMethod.CASH),
        (MoreThanOwed, 100_001, None, PayoutMethod.CASH),
        (MoreThanOwed, 100_001, lent.id, PayoutMethod.CASH),
        (DebtNotFound, 1, gallery.document(), PayoutMethod.CASH),
        (TransferNotNamed, 1, None, PayoutMethod.TRANSFER),
    ]
    for trouble, amount, debt, method in refused:
        with pytest.raises(trouble):
            _pay_back(gallery, amount, debt, method)
    with pytest.raises(ReasonToForgiveMissing):
        _forgive(gallery, 1, reason=" ")
    with pytest.raises(MoreThanOwed):
        _forgive(gallery, 100_001)
    _close(gallery, FLOAT - 100_000)
    with pytest.raises(TillNotOpen):
        _pay_back(gallery, 1)
    _forgive(gallery, 100_000)
    assert examine(gallery.store.path) == ()


def _close(gallery: Gallery, counted: int) -> DocumentId:
    command = CloseTill(id=gallery.document(), by=gallery.by, counted=Rupiah(counted))
    with gallery.store.writing() as session:
        close_till(session, command, clock=gallery.clock)
    return command.id


def test_the_shifts_figures_add_up_to_the_drawer_and_the_closing_keeps_them(gallery: Gallery) -> None:
    _lend(gallery, 100_000)
    _pay_back(gallery, 40_000)
    _pay_back(gallery, 10_000)
    _forgive(gallery, 5_000)
    with gallery.store.reading() as session:
        shift = open_shift(session, gallery.by.device)
        assert shift is not None
        totals = shift_totals(session, shift.id, gallery.by.device)
    assert (totals.pay_backs, totals.paid_back, totals.paid_out) == (2, Rupiah(50_000), Rupiah(100_000))
    assert totals.float_cash - totals.paid_out + totals.paid_back == totals.expected_cash

    closing = _close(gallery, FLOAT - 50_000)

    with gallery.store.reading() as session:
        z = z_report_of(session, closing)
    assert (z.totals.pay_backs, z.totals.paid_back, z.difference) == (2, Rupiah(50_000), ZERO)
    assert examine(gallery.store.path) == ()
