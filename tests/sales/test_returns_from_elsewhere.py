"""Goods that come back and were sold in another book: money goes out at once, and whose it was is found later."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.payments.methods import ON_ACCOUNT
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.printing.layout import TextLine
from sentra_pos.sales.cart import Condition
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.sales.elsewhere_errors import (
    CameBackThereToo,
    MoreThanTheTag,
    NotAllFound,
    NotByThisWayBack,
    NotGoods,
    NothingWasPaid,
    NotWaiting,
    OtherGoods,
    ReturnDiffers,
    SaleIsHere,
    SaleNeverFound,
    TakenBackBefore,
)
from sentra_pos.sales.elsewhere_queries import OpenReturn, open_returns, possible_sales
from sentra_pos.sales.errors import (
    DrawerTooLow,
    NotReturnable,
    QuantityNotSensible,
    ReasonMissing,
    TakenBackAlready,
)
from sentra_pos.sales.history_queries import HistoryFilter, history
from sentra_pos.sales.match_return import MatchReturn, ReturnMatched, SoldThere, match_return
from sentra_pos.sales.preview import receipt_paper
from sentra_pos.sales.queries import receipt_of
from sentra_pos.sales.returnable import returnable
from sentra_pos.sales.take_back_from_elsewhere import (
    TakeBackFromElsewhere,
    TakenBackFromElsewhere,
    take_back_from_elsewhere,
)
from sentra_pos.sales.void_sale import why_not_void
from sentra_pos.stock.queries import in_the_shop
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import open_shift
from sentra_pos.tills.shift_queries import shift_totals
from tests.gallery import Tagged, a_gallery
from tests.sales.shop import Counter, line_of


def wish(counter: Counter, item: Tagged, quantity: int = 1, **other: object) -> TakeBackFromElsewhere:
    """Bought at the stand for what its tag says; the receipt is not in this book yet."""
    said: dict[str, object] = {
        "price": item.price, "receipt": "J9-000001", "method": "cash", "reason": "kebesaran", **other,
    }  # fmt: skip
    return TakeBackFromElsewhere(
        id=counter.sale().id, by=counter.gallery.founded.by, item=item.id, quantity=Quantity(quantity), **said  # type: ignore[arg-type]
    )  # fmt: skip


def take(counter: Counter, command: TakeBackFromElsewhere) -> TakenBackFromElsewhere:
    with counter.store.writing() as session:
        return take_back_from_elsewhere(session, command, clock=counter.clock)


def match(
    counter: Counter, foreign: DocumentId, *parts: tuple[DocumentId, int, int], confirmed: str = "", **other: object
) -> ReturnMatched:
    command = MatchReturn(
        id=counter.sale().id, by=counter.gallery.founded.by, foreign=foreign,
        parts=tuple(SoldThere(sale=sale, line=line, quantity=Quantity(count)) for sale, line, count in parts),
        confirmed=frozenset({confirmed}), **other,  # type: ignore[arg-type]
    )  # fmt: skip
    with counter.store.writing() as session:
        return match_return(session, command, clock=counter.clock)


def waits(counter: Counter) -> tuple[OpenReturn, ...]:
    with counter.store.reading() as session:
        return open_returns(session)


def left(counter: Counter, sale: SaleCompleted) -> list[int]:
    with counter.store.reading() as session:
        return [line.left.units for line in returnable(session, sale.id).lines]


# --------------------------------------------------------------------------------------------------------- taking back


def test_money_goes_out_and_waits_and_no_goods_move(counter: Counter) -> None:
    mrico = counter.gallery.mrico
    done = take(counter, wish(counter, mrico, 2, receipt=" j9-000001 "))
    assert (done.code, done.total) == ("RL1-000001", Rupiah(370_000))
    assert counter.drawer == 500_000 - 370_000
    assert counter.balance(AccountKind.TO_IDENTIFY) == 370_000
    with counter.store.reading() as session:
        assert in_the_shop(session, [mrico.id])[mrico.id] == Quantity(14)
    (each,) = waits(counter)
    assert (each.receipt, each.quantity, each.amount, each.sale) == ("J9-000001", Quantity(2), Rupiah(370_000), None)
    assert examine(counter.store.path) == ()


def test_it_has_a_slip_and_stands_among_the_returns(counter: Counter) -> None:
    use_language("en")
    done = take(counter, wish(counter, counter.gallery.mrico))
    with counter.store.reading() as session:
        receipt = receipt_of(session, done.id)
        paper = receipt_paper(session, receipt, counter.clock).grid()
        (row,) = history(session, HistoryFilter(text=done.code)).rows
    text = "\n".join(line.text for line in paper.lines if isinstance(line, TextLine))
    for said in ("RETURN OF GOODS", "For receipt J9-000001", "Mrico Bolong cap", "kebesaran", "185.000"):
        assert said in text
    assert (row.amount, row.pieces, row.goods) == (Rupiah(-185_000), 1, ("Mrico Bolong cap",))


def test_the_shift_counts_it_as_a_return(counter: Counter) -> None:
    counter.sell(line_of(counter.gallery.pouch, 2))
    take(counter, wish(counter, counter.gallery.pouch))
    with counter.store.reading() as session:
        device = counter.gallery.founded.device
        shift = open_shift(session, device)
        assert shift is not None
        totals = shift_totals(session, shift.id, device)
    assert (totals.sold, totals.refunds, totals.refunded) == (Rupiah(70_000), 1, Rupiah(35_000))
    assert (totals.net, totals.taken_by("cash"), totals.expected_cash.amount) == (
        Rupiah(35_000), Rupiah(35_000), counter.drawer,
    )  # fmt: skip


def test_sent_twice_it_is_one_and_another_wish_is_refused(counter: Counter) -> None:
    command = wish(counter, counter.gallery.pouch)
    assert take(counter, command) == take(counter, command)
    assert len(waits(counter)) == 1
    with pytest.raises(OtherWishUnderSameId):
        take(counter, replace(command, quantity=Quantity(2)))


def test_a_receipt_of_this_book_is_taken_back_as_always(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.pouch))
    with pytest.raises(SaleIsHere, match=sold.code):
        take(counter, wish(counter, counter.gallery.pouch, receipt=sold.code.lower()))


@pytest.mark.parametrize(
    ("other", "trouble"),
    [
        ({"reason": " "}, ReasonMissing),
        ({"price": ZERO}, NothingWasPaid),
        ({"method": ON_ACCOUNT}, NotByThisWayBack),
        ({"method": "nowhere"}, NotByThisWayBack),
        ({"quantity": Quantity(0)}, QuantityNotSensible),
        ({"quantity": Quantity(20)}, DrawerTooLow),
        ({"price": Rupiah(35_001)}, MoreThanTheTag),
    ],
    ids=lambda each: each.__name__ if isinstance(each, type) else "",
)
def test_what_makes_no_sense_is_refused(counter: Counter, other: dict[str, object], trouble: type[SentraError]) -> None:
    with pytest.raises(trouble):
        take(counter, replace(wish(counter, counter.gallery.pouch), **other))  # type: ignore[arg-type]
    assert waits(counter) == ()


def test_a_service_and_two_of_one_piece_do_not_come_back(counter: Counter) -> None:
    with pytest.raises(NotGoods):
        take(counter, wish(counter, counter.gallery.lesson))
    with pytest.raises(QuantityNotSensible):
        take(counter, wish(counter, counter.gallery.surya, 2))


def test_what_is_asked_can_be_said_yes_to(counter: Counter) -> None:
    pouch = counter.gallery.pouch
    dear = wish(counter, pouch, price=Rupiah(40_000))
    take(counter, replace(dear, confirmed=frozenset({MoreThanTheTag.about(pouch.id)})))
    again = wish(counter, pouch)
    with pytest.raises(TakenBackBefore, match="RL1-000001"):
        take(counter, again)
    take(counter, replace(again, confirmed=frozenset({TakenBackBefore.about(pouch.id)})))
    assert len(waits(counter)) == 2


def test_a_cashier_asks_somebody_and_without_a_receipt_too(counter: Counter) -> None:
    command = replace(wish(counter, counter.gallery.pouch), by=counter.gallery.cashier)
    with pytest.raises(NotAllowed):
        take(counter, command)
    approved = replace(counter.gallery.cashier, approver=counter.gallery.founded.owner)
    take(counter, replace(command, by=approved, receipt=""))


def test_a_till_that_is_closed_gives_nothing_back(store: Store, clock: FixedClock) -> None:
    counter = Counter(store=store, clock=clock, gallery=a_gallery(store, clock, opened=False))
    with pytest.raises(TillNotOpen):
        take(counter, wish(counter, counter.gallery.pouch))


# ------------------------------------------------------------------------------------------------------------ matching


def test_its_sale_turns_up_and_everything_is_as_if_it_had_been_taken_back_there(counter: Counter) -> None:
    mrico, tirta = counter.gallery.mrico, counter.gallery.tirta
    foreign = take(counter, wish(counter, mrico, 2, receipt="J1-000001"))
    sold = counter.sell(line_of(mrico, 3))
    assert sold.code == "J1-000001"
    (each,) = waits(counter)
    assert each.sale is not None
    assert (each.sale.sale, each.sale.line) == (sold.id, 1)
    done = match(counter, foreign.id, (sold.id, 1, 2))
    assert (done.code, done.difference) == ("RC1-000001", ZERO)
    assert counter.balance(AccountKind.TO_IDENTIFY) == 0
    assert counter.balance(AccountKind.ACCRUED, party=tirta) == -157_250
    with counter.store.reading() as session:
        assert in_the_shop(session, [mrico.id])[mrico.id] == Quantity(13)
    assert (left(counter, sold), waits(counter)) == ([1], ())
    assert examine(counter.store.path) == ()


def test_a_match_sent_twice_is_one_and_a_second_match_is_refused(counter: Counter) -> None:
    pouch = counter.gallery.pouch
    foreign = take(counter, wish(counter, pouch))
    sold = counter.sell(line_of(pouch, 2))
    command = MatchReturn(
        id=counter.sale().id, by=counter.gallery.founded.by, foreign=foreign.id,
        parts=(SoldThere(sale=sold.id, line=1, quantity=ONE),),
    )  # fmt: skip
    with counter.store.writing() as session:
        first = match_return(session, command, clock=counter.clock)
        assert match_return(session, command, clock=counter.clock) == first
    with pytest.raises(NotWaiting):
        match(counter, foreign.id, (sold.id, 1, 1))
    with pytest.raises(NotWaiting):
        match(counter, sold.id, (sold.id, 1, 1))


def test_no_more_comes_back_of_a_line_than_was_sold(counter: Counter) -> None:
    pouch = counter.gallery.pouch
    foreign = take(counter, wish(counter, pouch, 2))
    sold = counter.sell(line_of(pouch, 3))
    counter.refund(sold.id, (1, 2))
    with pytest.raises(NotReturnable):
        match(counter, foreign.id, (sold.id, 1, 2))
    other = counter.sell(line_of(pouch, 1))
    match(counter, foreign.id, (sold.id, 1, 1), (other.id, 1, 1))
    assert left(counter, sold) == left(counter, other) == [0]
    with pytest.raises(NotReturnable):
        counter.refund(other.id, (1, 1))
    assert examine(counter.store.path) == ()


def test_a_sale_with_a_match_is_not_voided(counter: Counter) -> None:
    pouch = counter.gallery.pouch
    foreign = take(counter, wish(counter, pouch))
    sold = counter.sell(line_of(pouch, 2))
    match(counter, foreign.id, (sold.id, 1, 1))
    with counter.store.reading() as session:
        assert isinstance(why_not_void(session, sold.id, counter.gallery.founded.device), TakenBackAlready)


def test_another_piece_or_another_number_does_not_answer(counter: Counter) -> None:
    pouch = counter.gallery.pouch
    foreign = take(counter, wish(counter, pouch, 2))
    sold = counter.sell(line_of(counter.gallery.mrico, 2), line_of(pouch, 3))
    with pytest.raises(OtherGoods):
        match(counter, foreign.id, (sold.id, 1, 2))
    with pytest.raises(NotAllFound):
        match(counter, foreign.id, (sold.id, 2, 1))
    with counter.store.reading() as session:
        (each,) = open_returns(session)
        assert [(sale.sale, sale.line) for sale in possible_sales(session, each)] == [(sold.id, 2)]


@pytest.mark.parametrize(("paid", "difference"), [(30_000, 5_000), (25_000, 0), (20_000, -5_000)])
def test_what_was_given_back_beside_what_was_paid_is_the_shops_when_somebody_says_so(
    counter: Counter, paid: int, difference: int
) -> None:
    pouch = counter.gallery.pouch
    foreign = take(counter, wish(counter, pouch, price=Rupiah(paid)))
    sold = counter.sell(line_of(pouch, discount=10_000))
    if difference:
        with pytest.raises(ReturnDiffers) as asked:
            match(counter, foreign.id, (sold.id, 1, 1))
        answer = asked.value.answer
        with pytest.raises(ReturnDiffers):
            match(counter, foreign.id, (sold.id, 1, 1), confirmed=answer + "0")
    else:
        answer = ""
    assert match(counter, foreign.id, (sold.id, 1, 1), confirmed=answer).difference == Rupiah(difference)
    assert counter.balance(AccountKind.LOSS_EXPENSE) == difference
    assert counter.balance(AccountKind.TO_IDENTIFY) == counter.balance(AccountKind.COMMISSION) == 0
    assert examine(counter.store.path) == ()


def test_what_nobody_ever_finds_is_the_shops(counter: Counter) -> None:
    foreign = take(counter, wish(counter, counter.gallery.pouch))
    with pytest.raises(SaleNeverFound) as asked:
        match(counter, foreign.id)
    assert isinstance(asked.value, Question)
    match(counter, foreign.id, confirmed=asked.value.answer, reason="laptop hilang")
    assert counter.balance(AccountKind.LOSS_EXPENSE) == 35_000
    assert waits(counter) == ()
    assert examine(counter.store.path) == ()


@pytest.mark.parametrize("condition", Condition)
def test_it_comes_home_in_the_state_that_it_was_taken_back_in(counter: Counter, condition: Condition) -> None:
    surya, kencana = counter.gallery.surya, counter.gallery.kencana
    counter.sell(line_of(counter.gallery.mrico, 10))
    foreign = take(counter, wish(counter, surya, receipt="J9-7", condition=condition))
    sold = counter.sell(line_of(surya))
    match(counter, foreign.id, (sold.id, 1, 1))
    keeps = 1_572_500 if condition is Condition.DAMAGED_SHOP else 0
    assert counter.balance(AccountKind.ACCRUED, party=kencana) == -keeps
    assert counter.balance(AccountKind.LOSS_EXPENSE) == keeps
    assert examine(counter.store.path) == ()


def test_a_unique_piece_that_lies_here_again_is_not_matched(counter: Counter) -> None:
    counter.sell(line_of(counter.gallery.mrico, 10))
    surya = counter.gallery.surya
    foreign = take(counter, wish(counter, surya))
    first = counter.sell(line_of(surya))
    counter.refund(first.id, (1, 1))
    second = counter.sell(line_of(surya))
    match(counter, foreign.id, (second.id, 1, 1))
    again = take(counter, replace(wish(counter, surya), receipt="J9-2"))
    with pytest.raises(CameBackThereToo):
        match(counter, again.id, (first.id, 1, 1))
