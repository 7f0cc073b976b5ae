"""What is missing or damaged: written about, decided once, by the agreement or better for the artisan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.consignment.facts import Liability, Scheme, Valuation
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import AgreementId, LotId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE
from sentra_pos.counting.case_queries import decided_cases, given_up
from sentra_pos.counting.decide_case import DecideCase, decide_case
from sentra_pos.counting.errors import (
    CaseClosed,
    NotACase,
    NotOnTheShelf,
    OnlyTowardsTheShop,
    OutcomeDoesNotFit,
    WhatWasDone,
    WhyOtherwise,
)
from sentra_pos.counting.facts import CaseKind, Outcome
from sentra_pos.counting.note_case import NoteCase, note_case
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.sales.cart import Condition, ReturnedLine
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.settlement.explain import explain_line
from sentra_pos.settlement.queries import owed_lines
from sentra_pos.settlement.wording import derivation_steps, line_words
from sentra_pos.stock.places import LOST, MISSING, WITH_ARTISAN
from tests.counting.floor import Floor, another_till
from tests.factories import add_agreement, add_artisan, add_item, bring_in
from tests.gallery import Tagged
from tests.sales.shop import Counter, line_of

PRICE = 185_000


def under(
    floor: Floor,
    liability: Liability,
    valuation: Valuation = Valuation.PRICE,
    *,
    percent: Percent = Percent.whole(50),
) -> Tagged:
    """Two more pieces of the counted cloth under such terms; the older ones are sold."""
    gallery, clock = floor.gallery, floor.clock
    with floor.store.writing() as session:
        command = RecordAgreement(
            id=AgreementId(new_id(clock)),
            by=floor.by,
            party=gallery.tirta,
            valid_from=business_today(clock),
            scheme=Scheme.COMMISSION_PERCENT,
            rate=Percent.whole(15),
            liability=liability,
            valuation=valuation,
            liability_shop_percent=percent,
        )
        record_agreement(session, command, clock=clock)
        bring_in(session, clock, gallery.founded, gallery.tirta, gallery.mrico.id, pieces=2, price=PRICE)
    return gallery.mrico


def accrued(till: Counter, party: PartyId) -> int:
    return -till.balance(AccountKind.ACCRUED, party=party)


def test_a_case_needs_no_row_of_its_own_and_keeps_what_was_done(floor: Floor) -> None:
    count = floor.lose(floor.gallery.pouch, 46)
    (case,) = floor.cases()
    assert (case.kind, case.quantity.units, case.code) == (CaseKind.MISSING, 2, floor.report(count).code)
    note = NoteCase(by=floor.by, lot=case.lot, place=case.place, note="sudah dicari di gudang")
    with floor.store.writing() as session:
        note_case(session, note, clock=floor.clock)
    assert [(note.by, note.text) for note in floor.cases()[0].notes] == [("Ibu Ratna", "sudah dicari di gudang")]
    with pytest.raises(WhatWasDone), floor.store.writing() as session:
        note_case(session, NoteCase(by=floor.by, lot=case.lot, place=case.place, note="  "), clock=floor.clock)


def test_found_it_is_the_artisans_again(floor: Floor) -> None:
    floor.lose(floor.gallery.pouch, 46)
    (case,) = floor.cases()
    assert floor.decide(case, Outcome.BACK, 2).paid == Rupiah(0)
    assert floor.cases() == ()
    assert floor.at(floor.shelf, floor.gallery.pouch) == 48


@pytest.mark.parametrize(
    ("liability", "valuation", "percent", "agreed", "paid"),
    [
        (Liability.SHOP, Valuation.PRICE, 50, Outcome.SHOP_PAYS, 185_000),
        (Liability.SHOP, Valuation.NET, 50, Outcome.SHOP_PAYS, 157_250),
        (Liability.SHARED, Valuation.NET, 30, Outcome.SHARED, 47_175),
        (Liability.ARTISAN, Valuation.NET, 50, Outcome.ARTISAN_BEARS, 0),
    ],
)
def test_the_agreement_says_what_is_paid(
    floor: Floor,
    till: Counter,
    liability: Liability,
    valuation: Valuation,
    percent: int,
    agreed: Outcome,
    paid: int,
) -> None:
    item = under(floor, liability, valuation, percent=Percent.whole(percent))
    before = accrued(till, floor.gallery.tirta)
    floor.lose(item, 15)
    (case,) = floor.cases()
    assert case.agreed is agreed
    assert case.pays(agreed, ONE) == Rupiah(paid)
    assert floor.decide(case, agreed).paid == Rupiah(paid)
    assert accrued(till, floor.gallery.tirta) - before == paid
    assert till.balance(AccountKind.LOSS_EXPENSE) == paid
    assert (floor.at(MISSING, item), floor.at(LOST, item)) == (0, 1)


def test_more_than_agreed_needs_a_reason_and_less_is_refused(floor: Floor) -> None:
    item = under(floor, Liability.SHARED)
    floor.lose(item, 14)
    (case,) = floor.cases()
    assert case.outcomes == (Outcome.BACK, Outcome.SHOP_PAYS, Outcome.SHARED, Outcome.INSURED)
    with pytest.raises(OnlyTowardsTheShop):
        floor.decide(case, Outcome.ARTISAN_BEARS)
    with pytest.raises(WhyOtherwise):
        floor.decide(case, Outcome.SHOP_PAYS)
    assert floor.decide(case, Outcome.SHOP_PAYS, reason="kunci etalase rusak").paid == Rupiah(PRICE)
    with pytest.raises(OutcomeDoesNotFit):
        floor.decide(case, Outcome.WRITTEN_OFF)


def test_nothing_is_decided_twice(floor: Floor) -> None:
    floor.lose(floor.gallery.pouch, 46)
    (case,) = floor.cases()
    identity = floor.new()
    first = floor.decide(case, Outcome.SHOP_PAYS, 2, identity=identity)
    assert floor.decide(case, Outcome.SHOP_PAYS, 2, identity=identity) == first
    with pytest.raises(NotACase):
        floor.decide(case, Outcome.SHOP_PAYS)
    with pytest.raises(NotACase):
        floor.decide(case, Outcome.BACK, lot=LotId(new_id(floor.clock)))


def test_no_more_than_is_open(floor: Floor) -> None:
    floor.lose(floor.gallery.pouch, 46)
    with pytest.raises(CaseClosed):
        floor.decide(floor.cases()[0], Outcome.SHOP_PAYS, 3)


def test_found_after_the_shop_paid_it_is_the_shops_and_sells_as_its_own(floor: Floor, till: Counter) -> None:
    surya = floor.gallery.surya
    floor.lose(surya, 0)
    paid = floor.decide(floor.cases()[0], Outcome.SHOP_PAYS).paid
    with floor.store.reading() as session:
        (lost,) = given_up(session)
    assert (lost.owner, lost.outcomes) == (None, (Outcome.BACK,))
    floor.decide(lost, Outcome.BACK)
    before = accrued(till, floor.gallery.kencana)
    till.sell(line_of(surya))
    assert accrued(till, floor.gallery.kencana) == before
    assert -till.balance(AccountKind.SALES) == surya.price.amount
    assert till.balance(AccountKind.LOSS_EXPENSE) == paid.amount


def test_what_the_artisan_bore_and_turns_up_is_still_the_artisans(floor: Floor) -> None:
    item = under(floor, Liability.ARTISAN)
    floor.lose(item, 15)
    floor.decide(floor.cases()[0], Outcome.ARTISAN_BEARS)
    with floor.store.reading() as session:
        (lost,) = given_up(session)
    assert lost.owner == floor.gallery.tirta
    floor.decide(lost, Outcome.BACK)
    assert floor.at(floor.shelf, item) == 16


def damaged(floor: Floor, till: Counter, item: Tagged) -> None:
    """One comes back torn, and is put aside."""
    sale = till.sell(line_of(item))
    back = ReturnedLine(sale=sale.id, line=1, quantity=ONE, condition=Condition.DAMAGED_ARTISAN)
    command = RefundSale(id=floor.new(), by=floor.by, lines=(back,), method="cash", reason="sobek")
    with floor.store.writing() as session:
        refund_sale(session, command, clock=floor.clock)


def test_a_damaged_piece_is_mended_and_sold_again(floor: Floor, till: Counter) -> None:
    damaged(floor, till, floor.gallery.shirt_m)
    (case,) = floor.cases()
    assert case.kind is CaseKind.DAMAGED
    floor.decide(case, Outcome.BACK)
    assert floor.at(floor.shelf, floor.gallery.shirt_m) == 5


def test_another_till_decides_nothing_about_what_is_damaged_here(floor: Floor, till: Counter) -> None:
    damaged(floor, till, floor.gallery.shirt_m)
    (case,) = floor.cases()
    with pytest.raises(NotACase):
        floor.decide(case, Outcome.SHOP_PAYS, by=replace(floor.by, device=another_till(floor)))


def test_a_damaged_piece_that_the_shop_pays_stays_as_its_own_and_may_be_written_off(
    floor: Floor, till: Counter
) -> None:
    damaged(floor, till, floor.gallery.shirt_m)
    floor.decide(floor.cases()[0], Outcome.SHOP_PAYS)
    (own,) = floor.cases()
    assert (own.owner, own.outcomes) == (None, (Outcome.BACK, Outcome.WRITTEN_OFF))
    assert floor.decide(own, Outcome.WRITTEN_OFF).paid == Rupiah(0)
    assert floor.cases() == ()
    assert floor.at(LOST, floor.gallery.shirt_m) == 1


def test_a_damaged_piece_that_the_artisan_bears_is_handed_to_the_artisan(floor: Floor, till: Counter) -> None:
    item = under(floor, Liability.ARTISAN)
    till.sell(line_of(item, 14))
    damaged(floor, till, item)
    (case,) = floor.cases()
    with_artisan = floor.at(WITH_ARTISAN, item)
    floor.decide(case, Outcome.ARTISAN_BEARS)
    assert floor.at(WITH_ARTISAN, item) == with_artisan + 1


def test_found_pieces_go_to_a_place_of_this_till(floor: Floor) -> None:
    floor.lose(floor.gallery.pouch, 47)
    (case,) = floor.cases()
    command = DecideCase(
        id=floor.new(), by=floor.by, lot=case.lot, place=case.place, quantity=ONE, outcome=Outcome.BACK, to=LOST
    )
    with pytest.raises(NotOnTheShelf), floor.store.writing() as session:
        decide_case(session, command, clock=floor.clock)


def test_a_cashier_decides_nothing(floor: Floor) -> None:
    floor.lose(floor.gallery.pouch, 47)
    with pytest.raises(NotAllowed):
        floor.decide(floor.cases()[0], Outcome.BACK, by=floor.gallery.cashier)


def test_the_compensation_is_a_line_of_its_own_and_explains_itself(floor: Floor) -> None:
    item = under(floor, Liability.SHARED, Valuation.NET, percent=Percent.whole(30))
    floor.lose(item, 15)
    decided = floor.decide(floor.cases()[0], Outcome.SHARED)
    with floor.store.reading() as session:
        (line,) = owed_lines(session, floor.gallery.tirta)
        steps = derivation_steps(explain_line(session, decided.id, 1, floor.gallery.tirta))
        (told,) = decided_cases(session, floor.gallery.founded.device)
    assert (line.extra, line.share, line.list_amount) == (Rupiah(47_175), Rupiah(47_175), Rupiah(0))
    assert "Mrico Bolong cap" in line_words(line)
    *parts, result = steps
    assert sum(step.amount.amount for step in parts if step.amount is not None) == 47_175
    assert result.amount == Rupiah(47_175)
    assert told.note in parts[0].detail
    assert (told.terms, told.percent, told.outcome) == ("2", Percent.whole(30), Outcome.SHARED)


def test_the_shops_own_goods_are_written_off_at_cost_and_are_stock_again_when_they_turn_up(
    floor: Floor, till: Counter
) -> None:
    gallery, clock = floor.gallery, floor.clock
    with floor.store.writing() as session:
        party = add_artisan(session, clock, "S01", "Toko Kain")
        add_agreement(session, clock, gallery.founded, party, scheme=Scheme.OUTRIGHT)
        item = add_item(session, clock, name="Selendang", price=90_000)
        bring_in(session, clock, gallery.founded, party, item, pieces=3, price=90_000, cost=50_000)
    scarf = Tagged(id=item, code="", price=Rupiah(90_000))
    floor.lose(scarf, 1)
    (case,) = floor.cases()
    floor.decide(case, Outcome.WRITTEN_OFF, 2)
    assert till.balance(AccountKind.OWN_STOCK) == 50_000
    assert till.balance(AccountKind.LOSS_EXPENSE) == 100_000
    with floor.store.reading() as session:
        (lost,) = given_up(session)
    floor.decide(lost, Outcome.BACK)
    assert till.balance(AccountKind.OWN_STOCK) == 100_000
    assert till.balance(AccountKind.LOSS_EXPENSE) == 50_000
