"""Settlement day, as stories: what is owed is locked, paid once, and nothing is lost or paid twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event

from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.sales.errors import DrawerTooLow
from sentra_pos.settlement.errors import (
    ArtisanNotFound,
    FiguresChanged,
    LockedAlready,
    NothingToSettle,
    PayoutNotSensible,
    PayoutTooMuch,
    ReferenceMissing,
    SettlementNotFound,
    TakenOver,
)
from sentra_pos.settlement.figures import settlement_day
from sentra_pos.settlement.lock_settlement import LockSettlement, Reviewed, SettlementLocked, lock_settlement
from sentra_pos.settlement.locked import SettlementRow, settlements_of, unpaid_settlements
from sentra_pos.settlement.pay_out import PayOut, pay_out
from sentra_pos.settlement.queries import Owed, owed_by_artisan, owed_lines, owed_to
from sentra_pos.settlement.statement import Statement, statement_of
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.errors import TillNotOpen
from tests.factories import add_artisan
from tests.settlement.gallery import Gallery, a_gallery


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock)


def _owed(gallery: Gallery, party: PartyId | None = None) -> Owed:
    with gallery.store.reading() as session:
        return owed_to(session, party or gallery.party)


def _reviewed(gallery: Gallery) -> Reviewed:
    owed = _owed(gallery)
    return Reviewed(balance=owed.balance, lines=owed.lines)


def _statement(gallery: Gallery, settlement: DocumentId) -> Statement:
    with gallery.store.reading() as session:
        return statement_of(session, settlement)


def _rows(gallery: Gallery) -> tuple[SettlementRow, ...]:
    with gallery.store.reading() as session:
        return settlements_of(session)


def test_the_example_of_the_house_to_the_rupiah(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock, cash=1_000_000)
    gallery.agree(gallery.other, rate=10)
    dear, _note = gallery.take(gallery.party, price=1_250_000, pieces=1, name="Kain Tulis")
    cheap, _note = gallery.take(gallery.other, price=165_000, pieces=1, name="Kain Cap")
    gallery.sell((cheap, 1, 165_000, 0), (dear, 1, 1_250_000, 0), method="qris")

    first, second = gallery.lock(gallery.party), gallery.lock(gallery.other)

    assert (first.to_pay, second.to_pay) == (Rupiah(1_062_500), Rupiah(148_500))
    with store.reading() as session:
        for party, payable in ((gallery.party, -1_062_500), (gallery.other, -148_500)):
            assert balance_of(session, Account(AccountKind.PAYABLE, party=party)) == Rupiah(payable)
            assert balance_of(session, Account(AccountKind.ACCRUED, party=party)) == ZERO
    with pytest.raises(DrawerTooLow, match=r"1\.000\.000"):
        gallery.pay(first)
    gallery.pay(first, method=PayoutMethod.TRANSFER, reference="TRX-1")
    gallery.pay(second)
    with store.reading() as session:
        assert balance_of(session, Account(AccountKind.DRAWER, device=gallery.by.device)) == Rupiah(1_000_000 - 148_500)
        assert balance_of(session, Account(AccountKind.BANK)) == Rupiah(-1_062_500)
    assert examine(store.path) == ()


def test_a_refund_after_the_payout_is_a_named_line_and_what_is_below_zero_is_carried_never_paid(
    gallery: Gallery,
) -> None:
    item = gallery.items[gallery.party]
    sold = gallery.sell((item, 2, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    gallery.refund(sold)

    below = gallery.lock(gallery.party)

    paper = _statement(gallery, below.id)
    assert [(line.kind, line.share, line.quantity) for line in paper.lines] == [
        (DocumentKind.REFUND, Rupiah(-85_000), Quantity(-1))
    ]
    assert (paper.balance, paper.to_pay, below.to_pay) == (Rupiah(-85_000), ZERO, ZERO)
    with pytest.raises(PayoutTooMuch):
        gallery.pay(below, 1)
    gallery.sell((item, 3, 100_000, 0))
    after = gallery.lock(gallery.party)
    paper = _statement(gallery, after.id)
    assert (paper.carried, paper.earned, after.to_pay) == (Rupiah(-85_000), Rupiah(255_000), Rupiah(170_000))
    assert (paper.before, paper.left_before) == (below.code, Rupiah(-85_000))
    assert examine(gallery.store.path) == ()


def test_the_advance_is_recovered_as_far_as_the_money_reaches(gallery: Gallery) -> None:
    gallery.open_balances(advance=200_000)
    item = gallery.items[gallery.party]
    gallery.sell((item, 1, 100_000, 0))
    first = gallery.lock(gallery.party)
    gallery.sell((item, 3, 100_000, 0))
    second = gallery.lock(gallery.party)

    papers = [_statement(gallery, locked.id) for locked in (first, second)]

    assert [(paper.deducted, paper.advance_left, paper.to_pay) for paper in papers] == [
        (Rupiah(85_000), Rupiah(115_000), ZERO),
        (Rupiah(115_000), ZERO, Rupiah(140_000)),
    ]
    assert examine(gallery.store.path) == ()


def test_an_advance_is_not_recovered_from_somebody_who_already_owes(gallery: Gallery) -> None:
    item = gallery.items[gallery.party]
    sold = gallery.sell((item, 1, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    gallery.open_balances(advance=50_000)
    gallery.refund(sold)

    owed = _owed(gallery)
    locked = gallery.lock(gallery.party)

    assert (owed.deduction, owed.balance, owed.to_pay) == (ZERO, Rupiah(-85_000), ZERO)
    assert _statement(gallery, locked.id).advance_left == Rupiah(50_000)


def test_what_was_owed_before_the_program_is_a_line_of_the_first_settlement(gallery: Gallery) -> None:
    opened = gallery.open_balances(owed=750_000, payable=100_000)
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))

    locked = gallery.lock(gallery.party)

    paper = _statement(gallery, locked.id)
    assert [(line.code, line.share) for line in paper.lines] == [
        (opened.code, Rupiah(750_000)),
        ("J1-000001", Rupiah(85_000)),
    ]
    assert [(part.code, part.amount) for part in paper.brought] == [(opened.code, Rupiah(100_000))]
    assert (paper.left_before, locked.to_pay) == (ZERO, Rupiah(935_000))
    assert examine(gallery.store.path) == ()


def test_goods_bought_outright_are_payable_without_a_sale(gallery: Gallery) -> None:
    gallery.agree(gallery.party, scheme=Scheme.OUTRIGHT)
    _item, note = gallery.take(gallery.party, price=90_000, cost=60_000, pieces=5, name="Selendang")

    locked = gallery.lock(gallery.party)

    paper = _statement(gallery, locked.id)
    assert (locked.to_pay, paper.earned, paper.lines) == (Rupiah(300_000), ZERO, ())
    assert [(part.code, part.quantity, part.amount) for part in paper.brought] == [
        (note.code, Quantity(5), Rupiah(300_000))
    ]
    gallery.pay(locked)
    assert _owed(gallery).to_pay == ZERO
    assert examine(gallery.store.path) == ()


def test_goods_bought_after_the_lock_are_paid_on_the_next_settlement(gallery: Gallery) -> None:
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    locked = gallery.lock(gallery.party)
    gallery.agree(gallery.party, scheme=Scheme.OUTRIGHT)
    gallery.take(gallery.party, price=90_000, cost=60_000, pieces=1, name="Selendang")

    with pytest.raises(PayoutTooMuch, match=r"85\.000"):
        gallery.pay(locked, 100_000)

    gallery.pay(locked)
    assert gallery.lock(gallery.party).to_pay == Rupiah(60_000)


def test_what_is_paid_in_parts_is_paid_once(gallery: Gallery) -> None:
    gallery.sell((gallery.items[gallery.party], 10, 100_000, 0))
    locked = gallery.lock(gallery.party)

    first = gallery.pay(locked, 500_000)
    second = gallery.pay(locked, 350_000, method=PayoutMethod.TRANSFER, reference=" BCA 0099 ")

    assert (first.left, second.left) == (Rupiah(350_000), ZERO)
    with pytest.raises(PayoutTooMuch):
        gallery.pay(locked, 1)
    paper = _statement(gallery, locked.id)
    assert [(paid.method, paid.amount, paid.reference) for paid in paper.payouts] == [
        (PayoutMethod.CASH, Rupiah(500_000), ""),
        (PayoutMethod.TRANSFER, Rupiah(350_000), "BCA 0099"),
    ]
    assert paper.left == ZERO


def test_what_an_absent_artisan_is_owed_goes_into_the_next_settlement_and_is_paid_there(gallery: Gallery) -> None:
    item = gallery.items[gallery.party]
    gallery.sell((item, 1, 100_000, 0))
    first = gallery.lock(gallery.party)
    with gallery.store.reading() as session:
        assert [row.code for row in unpaid_settlements(session).values()] == [first.code]
    gallery.sell((item, 1, 100_000, 0))
    second = gallery.lock(gallery.party)

    assert second.to_pay == Rupiah(170_000)
    with pytest.raises(TakenOver, match=second.code):
        gallery.pay(first, 1)
    newer, older = _rows(gallery)
    assert (older.left, older.payable, older.carried_into) == (Rupiah(85_000), ZERO, second.code)
    assert (newer.payable, newer.carried_into) == (Rupiah(170_000), "")
    assert _statement(gallery, first.id).carried_into == second.code
    gallery.pay(second)
    with gallery.store.reading() as session:
        assert unpaid_settlements(session) == {}


def test_what_stands_on_a_settlement_already_is_not_locked_again(gallery: Gallery) -> None:
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    locked = gallery.lock(gallery.party)

    with pytest.raises(LockedAlready, match=locked.code):
        gallery.lock(gallery.party)
    gallery.pay(locked)
    with pytest.raises(NothingToSettle):
        gallery.lock(gallery.party)


def test_a_sale_and_its_refund_before_the_lock_are_both_on_the_paper(gallery: Gallery) -> None:
    gallery.refund(gallery.sell((gallery.items[gallery.party], 1, 100_000, 0)))

    owed = _owed(gallery)
    paper = _statement(gallery, gallery.lock(gallery.party).id)

    assert (owed.pieces, owed.lines, owed.to_pay) == (0, 2, ZERO)
    assert [line.share for line in paper.lines] == [Rupiah(85_000), Rupiah(-85_000)]
    assert (paper.goods.sold, paper.goods.returned, paper.goods.left) == (Quantity(1), Quantity(1), Quantity(50))


def test_a_piece_that_earned_nothing_is_still_told(gallery: Gallery) -> None:
    gallery.agree(gallery.party, bearer=DiscountBearer.ARTISAN)
    item, _note = gallery.take(gallery.party, price=70_000, pieces=1, name="Sampel")
    gallery.sell((item, 1, 70_000, 70_000))

    (line,) = _statement(gallery, gallery.lock(gallery.party).id).lines

    assert (line.quantity, line.share, line.paid) == (Quantity(1), ZERO, ZERO)
    with gallery.store.reading() as session:
        assert owed_lines(session, gallery.party) == ()
    assert examine(gallery.store.path) == ()


def test_one_line_answered_by_two_artisans_is_settled_with_each(gallery: Gallery) -> None:
    item, _note = gallery.take(gallery.party, pieces=1, name="Pouch")
    gallery.agree(gallery.other, rate=20)
    gallery.take(gallery.other, pieces=1, item=item)
    gallery.sell((item, 2, 100_000, 0))

    assert gallery.lock(gallery.party).to_pay == Rupiah(85_000)
    assert _owed(gallery, gallery.other).fresh == Rupiah(80_000)
    assert gallery.lock(gallery.other).to_pay == Rupiah(80_000)
    assert examine(gallery.store.path) == ()


def test_the_goods_on_the_paper_are_those_since_the_last_one(gallery: Gallery) -> None:
    item = gallery.items[gallery.party]
    sold = gallery.sell((item, 4, 100_000, 0))
    gallery.lock(gallery.party)
    gallery.take(gallery.party, pieces=3, item=item)
    gallery.refund(sold)
    gallery.sell((item, 2, 100_000, 0))

    goods = _statement(gallery, gallery.lock(gallery.party).id).goods

    assert (goods.before, goods.received, goods.sold, goods.returned, goods.left) == tuple(
        Quantity(count) for count in (46, 3, 2, 1, 48)
    )


def test_figures_that_moved_since_they_were_reviewed_are_not_locked(gallery: Gallery) -> None:
    item = gallery.items[gallery.party]
    gallery.sell((item, 1, 100_000, 0))
    reviewed = _reviewed(gallery)
    gallery.sell((item, 1, 100_000, 0))

    with pytest.raises(FiguresChanged):
        gallery.lock(gallery.party, reviewed=reviewed)

    assert gallery.lock(gallery.party, reviewed=_reviewed(gallery)).to_pay == Rupiah(170_000)


def test_figures_below_zero_that_moved_since_are_not_locked_either(gallery: Gallery) -> None:
    item = gallery.items[gallery.party]
    sold = gallery.sell((item, 2, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    gallery.refund(sold)
    reviewed = _reviewed(gallery)
    gallery.refund(sold)

    assert reviewed.balance == _owed(gallery).balance + Rupiah(85_000)
    with pytest.raises(FiguresChanged):
        gallery.lock(gallery.party, reviewed=reviewed)


def test_a_sale_and_its_return_meanwhile_are_looked_at_again(gallery: Gallery) -> None:
    item = gallery.items[gallery.party]
    gallery.sell((item, 1, 100_000, 0))
    reviewed = _reviewed(gallery)
    gallery.refund(gallery.sell((item, 1, 100_000, 0)))

    assert _owed(gallery).balance == reviewed.balance
    with pytest.raises(FiguresChanged):
        gallery.lock(gallery.party, reviewed=reviewed)


def test_the_same_press_twice_locks_and_pays_once(gallery: Gallery) -> None:
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    lock = LockSettlement(id=gallery.document(), by=gallery.by, party=gallery.party, reviewed=_reviewed(gallery))
    with gallery.store.writing() as session:
        first = lock_settlement(session, lock, clock=gallery.clock)
    with gallery.store.writing() as session:
        assert lock_settlement(session, lock, clock=gallery.clock) == first
    pay = PayOut(
        id=gallery.document(),
        by=gallery.by,
        settlement=first.id,
        method=PayoutMethod.CASH,
        amount=Rupiah(100_000),
    )
    with gallery.store.writing() as session:
        paid = pay_out(session, pay, clock=gallery.clock)
    with gallery.store.writing() as session:
        assert pay_out(session, pay, clock=gallery.clock) == paid
    assert _statement(gallery, first.id).paid == Rupiah(100_000)
    with pytest.raises(OtherWishUnderSameId), gallery.store.writing() as session:
        lock_settlement(session, replace(lock, party=gallery.other), clock=gallery.clock)
    with pytest.raises(OtherWishUnderSameId), gallery.store.writing() as session:
        pay_out(session, replace(pay, amount=Rupiah(1)), clock=gallery.clock)


@pytest.mark.parametrize("role", [Role.CASHIER, Role.SUPERVISOR, Role.EXHIBITION, Role.ARTISAN])
def test_only_the_owner_settles_and_pays(gallery: Gallery, role: Role) -> None:
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    by = gallery.somebody(role)

    with pytest.raises(NotAllowed):
        gallery.lock(gallery.party, by=by)
    locked = gallery.lock(gallery.party)
    with pytest.raises(NotAllowed):
        gallery.pay(locked, by=by)
    gallery.pay(locked, by=replace(by, approver=gallery.by.staff))


@pytest.mark.parametrize("amount", [0, -1])
def test_a_payout_is_above_nothing(gallery: Gallery, amount: int) -> None:
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    locked = gallery.lock(gallery.party)

    with pytest.raises(PayoutNotSensible):
        gallery.pay(locked, amount)


def test_cash_needs_an_open_till_and_a_transfer_its_reference(gallery: Gallery) -> None:
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    locked = gallery.lock(gallery.party)

    with pytest.raises(ReferenceMissing):
        gallery.pay(locked, method=PayoutMethod.TRANSFER, reference="  ")
    with gallery.store.writing() as session:
        counted = CloseTill(id=gallery.document(), by=gallery.by, counted=Rupiah(20_100_000))
        close_till(session, counted, clock=gallery.clock)
    with pytest.raises(TillNotOpen):
        gallery.pay(locked)
    assert gallery.pay(locked, method=PayoutMethod.TRANSFER, reference="A1").left == ZERO


def test_nobody_is_settled_or_paid_who_is_not_there(gallery: Gallery) -> None:
    locked = gallery.lock
    with pytest.raises(ArtisanNotFound):
        locked(PartyId(new_id(gallery.clock)))
    with pytest.raises(NothingToSettle):
        locked(gallery.party)
    with pytest.raises(SettlementNotFound), gallery.store.reading() as session:
        statement_of(session, DocumentId(new_id(gallery.clock)))
    sold = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    with pytest.raises(SettlementNotFound):
        gallery.pay(SettlementLocked(id=sold.id, code=sold.code, to_pay=Rupiah(1)))


def test_the_list_of_all_says_of_each_what_asking_for_one_says(gallery: Gallery) -> None:
    gallery.open_balances(owed=10_000, advance=5_000)
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 20_000), (gallery.items[gallery.other], 1, 100_000, 0))

    with gallery.store.reading() as session:
        listed = owed_by_artisan(session)
        assert listed == tuple(owed_to(session, owed.party) for owed in listed)
    first = listed[0]
    assert (first.code, first.pieces, first.lines) == ("P01", 2, 2)
    assert (first.sold, first.commission, first.fresh) == (Rupiah(190_000), Rupiah(10_000), Rupiah(180_000))
    assert first.sold - first.commission == first.fresh


def test_the_days_list_asks_the_same_number_of_questions_however_many_artisans_there_are(gallery: Gallery) -> None:
    with gallery.store.writing() as session:
        parties = [add_artisan(session, gallery.clock, f"P{place:02d}", f"Perajin {place}") for place in range(10, 18)]
    counts = []
    for party in parties:
        gallery.agree(party)
        item, _note = gallery.take(party, name=f"Kain {party}")
        gallery.sell((item, 1, 100_000, 0))
        gallery.pay(gallery.lock(party), 1_000)
        gallery.sell((item, 1, 100_000, 0))
        with gallery.store.reading() as session:
            asked: list[str] = []
            connection = session.connection()
            event.listen(connection, "before_cursor_execute", lambda *given, asked=asked: asked.append(given[2]))
            settlement_day(session, gallery.by.device, business_today(gallery.clock))
        counts.append(len(asked))

    assert len(set(counts)) == 1
    assert counts[0] < 22
