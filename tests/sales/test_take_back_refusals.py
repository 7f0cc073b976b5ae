"""What is refused when goods come back, a sale is voided or its payment is corrected; nothing is changed by it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.payments.bank_receipt import BankReceipt, bank_receipt
from sentra_pos.payments.models import PaymentMethodRow
from sentra_pos.people.add_customer import AddCustomer, add_customer
from sentra_pos.sales.cart import Condition, ReturnedLine, Tender
from sentra_pos.sales.change_payment import ChangePayment, change_payment, standing_tenders
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted
from sentra_pos.sales.errors import (
    DrawerTooLow,
    ExchangeStands,
    NotReturnable,
    NotThisShift,
    OtherSale,
    PaymentShort,
    ReasonMissing,
    ReceivedByBank,
    ReturnAccountFirst,
    SaleNotFound,
    TakenBackAlready,
    TenderGone,
    WayBackTooMuch,
)
from sentra_pos.sales.history_queries import HistoryFilter, history
from sentra_pos.sales.refund_sale import RefundSale, SaleRefunded, quote_refund, refund_sale
from sentra_pos.sales.returnable import returnable
from sentra_pos.sales.void_sale import VoidSale, void_sale, why_not_void
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.shift_queries import Movement
from tests.sales.shop import Counter, cash, line_of

QRIS = "qris"


def new(counter: Counter) -> DocumentId:
    return DocumentId(new_id(counter.clock))


def by_qris(amount: int) -> Tender:
    return Tender(method=QRIS, given=Rupiah(amount), confirmed=True)


def back(sale: DocumentId, line: int = 1, quantity: int = 1) -> ReturnedLine:
    return ReturnedLine(sale=sale, line=line, quantity=Quantity(quantity))


def refund_of(counter: Counter, *lines: ReturnedLine, method: str = "cash", reason: str = "cacat") -> RefundSale:
    return RefundSale(id=new(counter), by=counter.gallery.founded.by, lines=lines, method=method, reason=reason)


def do(counter: Counter, act: Callable[..., Any], command: object) -> Any:
    with counter.store.writing() as session:
        return act(session, command, clock=counter.clock)


def void_of(counter: Counter, sale: DocumentId, reason: str = "salah barang") -> VoidSale:
    return VoidSale(id=new(counter), by=counter.gallery.founded.by, sale=sale, reason=reason)


def for_a_pouch(counter: Counter, sale: DocumentId) -> CompleteSale:
    """One mrico of the sale comes back for a pouch; 150.000 go out."""
    return CompleteSale(
        id=new(counter),
        by=counter.gallery.founded.by,
        lines=(line_of(counter.gallery.pouch),),
        tenders=(cash(150_000),),
        returns=(back(sale),),
    )


def change_of(counter: Counter, sale: DocumentId, *tenders: Tender) -> ChangePayment:
    with counter.store.reading() as session:
        wrong = standing_tenders(session, sale)[0]
    by = counter.gallery.founded.by
    return ChangePayment(
        id=new(counter), by=by, sale=sale, document=wrong.document, line=wrong.line, tenders=tenders, reason="salah"
    )


def refused(counter: Counter, act: Callable[..., Any], command: object, trouble: type[SentraError]) -> None:
    """Refused, and the book is as it was."""
    with counter.store.reading() as session:
        before = history(session, HistoryFilter())
    with pytest.raises(trouble):
        do(counter, act, command)
    with counter.store.reading() as session:
        assert history(session, HistoryFilter()) == before


def customer(counter: Counter, name: str = "Dinas Koperasi") -> PartyId:
    party = PartyId(new_id(counter.clock))
    with counter.store.writing() as session:
        session.execute(update(PaymentMethodRow).where(PaymentMethodRow.code == "account").values(active=True))
        add_customer(session, AddCustomer(id=party, by=counter.gallery.founded.by, name=name), clock=counter.clock)
    return party


def on_account(counter: Counter, paid: int, owed: int) -> tuple[SaleCompleted, PartyId]:
    """Mrico for so much in cash and the rest on account."""
    who = customer(counter)
    tenders = (Tender(method="account", given=Rupiah(owed)), *((cash(paid),) if paid else ()))
    command = replace(counter.sale(line_of(counter.gallery.mrico, 2), tenders=tenders), customer=who)
    return counter.ring(command), who


# ------------------------------------------------------------------------------------------------------------ returns


def test_more_than_was_sold_never_comes_back_across_returns_and_exchanges(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 3))
    counter.refund(sold.id, (1, 1))
    counter.ring(for_a_pouch(counter, sold.id))
    refused(counter, refund_sale, refund_of(counter, back(sold.id, quantity=2)), NotReturnable)
    counter.refund(sold.id, (1, 1))
    refused(counter, refund_sale, refund_of(counter, back(sold.id)), NotReturnable)
    assert examine(counter.store.path) == ()


def test_a_refund_is_of_one_receipt(counter: Counter) -> None:
    first, second = counter.sell(line_of(counter.gallery.mrico)), counter.sell(line_of(counter.gallery.pouch))
    refused(counter, refund_sale, refund_of(counter, back(first.id), back(second.id)), OtherSale)
    refused(counter, refund_sale, refund_of(counter, back(first.id, line=2)), SaleNotFound)


def test_what_comes_back_on_an_exchange_is_not_among_what_it_sold(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    changed = counter.ring(for_a_pouch(counter, sold.id))
    with counter.store.reading() as session:
        assert [line.name for line in returnable(session, changed.id).lines] == ["Pouch perca batik"]
    refused(counter, refund_sale, refund_of(counter, back(changed.id, line=2)), SaleNotFound)


def test_a_refund_says_why(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    refused(counter, refund_sale, refund_of(counter, back(sold.id), reason=" \n"), ReasonMissing)


def test_cash_that_never_came_does_not_go_out(counter: Counter) -> None:
    sold, _who = on_account(counter, 100_000, 270_000)
    whole = back(sold.id, quantity=2)
    refused(counter, refund_sale, refund_of(counter, whole), WayBackTooMuch)
    refused(counter, refund_sale, refund_of(counter, whole, method="account"), WayBackTooMuch)
    with counter.store.reading() as session:
        quote = quote_refund(session, (whole,))
    assert [(part.method, part.given.amount) for part in quote.parts] == [("account", 270_000), ("cash", 100_000)]
    command = replace(refund_of(counter, whole), tenders=quote.parts[:-1])
    assert do(counter, refund_sale, command).total == quote.total == Rupiah(370_000)
    assert counter.balance(AccountKind.RECEIVABLE, party=_who) == 0
    assert examine(counter.store.path) == ()


def test_a_sale_on_account_is_not_exchanged_even_when_that_way_was_switched_off(counter: Counter) -> None:
    sold, _who = on_account(counter, 0, 370_000)
    with counter.store.writing() as session:
        session.execute(update(PaymentMethodRow).where(PaymentMethodRow.code == "account").values(active=False))
    with pytest.raises(ReturnAccountFirst, match="J1-000001"):
        counter.ring(for_a_pouch(counter, sold.id))


def test_money_that_was_lost_is_not_exchanged_for_goods(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico), tenders=(by_qris(185_000),))
    do(counter, change_payment, change_of(counter, sold.id, Tender(method="lost", given=Rupiah(185_000))))
    with pytest.raises(ReturnAccountFirst):
        counter.ring(for_a_pouch(counter, sold.id))
    refused(counter, refund_sale, refund_of(counter, back(sold.id)), WayBackTooMuch)


def test_an_exchange_that_went_on_account_gives_no_cash_back_for_that(counter: Counter) -> None:
    who = customer(counter)
    sold = counter.sell(line_of(counter.gallery.pouch))
    command = CompleteSale(
        id=new(counter),
        by=counter.gallery.founded.by,
        lines=(line_of(counter.gallery.mrico),),
        tenders=(Tender(method="account", given=Rupiah(150_000)),),
        returns=(back(sold.id),),
        customer=who,
    )
    changed = counter.ring(command)
    with counter.store.reading() as session:
        assert returnable(session, changed.id).ways == {"cash": Rupiah(35_000), "account": Rupiah(150_000)}
    refused(counter, refund_sale, refund_of(counter, back(changed.id)), WayBackTooMuch)


def test_a_quote_is_what_the_refund_then_gives(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 3, discount=10_000), tenders=(by_qris(300_000), cash(245_000)))
    part = replace(back(sold.id, quantity=2), condition=Condition.DAMAGED_SHOP)
    with counter.store.reading() as session:
        by_way = {way: quote_refund(session, (part,), way) for way in ("cash", QRIS)}
    assert {way: [(p.method, p.given.amount) for p in quote.parts] for way, quote in by_way.items()} == {
        "cash": [("cash", 363_333)],
        QRIS: [(QRIS, 300_000), ("cash", 63_333)],
    }
    assert by_way[QRIS].amounts == (Rupiah(363_333),)
    command = replace(refund_of(counter, part), tenders=by_way[QRIS].parts[:-1])
    assert do(counter, refund_sale, command).total == Rupiah(363_333)
    assert counter.balance(AccountKind.IN_TRANSIT, method=QRIS) == 0
    assert examine(counter.store.path) == ()


def test_two_threads_posting_one_refund_give_the_money_back_once(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 2))
    command, start = refund_of(counter, back(sold.id)), threading.Barrier(2)
    done: list[SaleRefunded] = []

    def press() -> None:
        start.wait()
        done.append(do(counter, refund_sale, command))

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done[0] == done[1]
    assert counter.drawer == 500_000 + 370_000 - 185_000
    with pytest.raises(OtherWishUnderSameId, match="R1-000001"):
        do(counter, refund_sale, replace(command, reason="lain"))


# -------------------------------------------------------------------------------------------------------------- voids


def test_a_sale_of_another_shift_is_not_voided(counter: Counter, clock: FixedClock) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    by = counter.gallery.founded.by
    do(counter, close_till, CloseTill(id=new(counter), by=by, counted=Rupiah(685_000)))
    refused(counter, void_sale, void_of(counter, sold.id), TillNotOpen)
    clock.advance(timedelta(hours=12))
    command = OpenTill(id=new(counter), by=by, counted=Rupiah(685_000), added=ZERO)
    do(counter, open_till, command)
    refused(counter, void_sale, void_of(counter, sold.id), NotThisShift)
    counter.refund(sold.id, (1, 1))


def test_a_void_is_the_whole_sale_once_and_says_why(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 2))
    refused(counter, void_sale, void_of(counter, sold.id, reason=" "), ReasonMissing)
    other = counter.sell(line_of(counter.gallery.pouch))
    counter.refund(sold.id, (1, 1))
    refused(counter, void_sale, void_of(counter, sold.id), TakenBackAlready)
    do(counter, void_sale, void_of(counter, other.id))
    refused(counter, void_sale, void_of(counter, other.id), TakenBackAlready)
    refused(counter, refund_sale, refund_of(counter, back(other.id)), NotReturnable)


def test_an_exchange_is_not_voided(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    changed = counter.ring(for_a_pouch(counter, sold.id))
    refused(counter, void_sale, void_of(counter, changed.id), ExchangeStands)


def test_what_the_bank_has_received_is_neither_voided_nor_corrected(counter: Counter, clock: FixedClock) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico), tenders=(by_qris(185_000),))
    change = change_of(counter, sold.id, cash(185_000))
    command = BankReceipt(
        id=new(counter),
        by=counter.gallery.founded.by,
        method=QRIS,
        received_on=business_today(clock),
        amount=Rupiah(185_000),
        payments=((sold.id, change.line),),
    )
    do(counter, bank_receipt, command)
    refused(counter, void_sale, void_of(counter, sold.id), ReceivedByBank)
    refused(counter, change_payment, change, ReceivedByBank)
    with counter.store.reading() as session:
        why = why_not_void(session, sold.id, counter.gallery.founded.device)
    assert isinstance(why, ReceivedByBank)


def test_why_not_void_is_silent_about_a_sale_that_can_be_voided(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    with counter.store.reading() as session:
        assert why_not_void(session, sold.id, counter.gallery.founded.device) is None


def test_two_threads_voiding_one_sale_undo_it_once(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    command, start = void_of(counter, sold.id), threading.Barrier(2)
    done: list[object] = []

    def press() -> None:
        start.wait()
        done.append(do(counter, void_sale, command))

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done[0] == done[1]
    assert counter.drawer == 500_000


# -------------------------------------------------------------------------------------------- corrections of payments


def test_a_correction_places_all_of_the_money_and_only_once(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    short = change_of(counter, sold.id, by_qris(100_000))
    refused(counter, change_payment, short, PaymentShort)
    right = change_of(counter, sold.id, by_qris(100_000), cash(85_000))
    refused(counter, change_payment, replace(right, reason=""), ReasonMissing)
    do(counter, change_payment, right)
    refused(counter, change_payment, replace(right, id=new(counter)), TenderGone)


def test_the_payment_of_a_voided_sale_is_not_corrected(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    change = change_of(counter, sold.id, by_qris(185_000))
    do(counter, void_sale, void_of(counter, sold.id))
    refused(counter, change_payment, change, TenderGone)
    assert counter.drawer == 500_000
    assert examine(counter.store.path) == ()


def test_cash_that_left_the_drawer_is_not_moved_to_another_way(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.surya))
    dear = change_of(counter, sold.id, by_qris(1_850_000))
    other = counter.sell(line_of(counter.gallery.mrico), tenders=(by_qris(185_000),))
    counter.refund(other.id, (1, 1))
    by, away = counter.gallery.founded.by, Rupiah(1_000_000)
    do(counter, move_cash, MoveCash(id=new(counter), by=by, movement=Movement.TO_SAFE, amount=away, reason=""))
    refused(counter, change_payment, dear, DrawerTooLow)


def test_goods_put_on_an_account_by_a_correction_go_back_to_that_account(counter: Counter) -> None:
    who = customer(counter)
    sold = counter.sell(line_of(counter.gallery.mrico))
    command = change_of(counter, sold.id, Tender(method="account", given=Rupiah(185_000)))
    do(counter, change_payment, replace(command, customer=who))
    assert counter.balance(AccountKind.RECEIVABLE, party=who) == 185_000
    do(counter, refund_sale, refund_of(counter, back(sold.id), method="account"))
    assert counter.balance(AccountKind.RECEIVABLE, party=who) == 0
    with counter.store.reading() as session:
        assert history(session, HistoryFilter()).rows[0].kind is DocumentKind.REFUND
    assert examine(counter.store.path) == ()
