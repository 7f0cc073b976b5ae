"""Money goes out as it came in, corrections land on the right account, damaged goods answer for nothing new."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from sentra_pos.consignment.facts import CostBearer
from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.bank_queries import unreceived_payments
from sentra_pos.payments.bank_receipt import BankReceipt, bank_receipt
from sentra_pos.payments.methods import method_names
from sentra_pos.payments.models import PaymentMethodRow
from sentra_pos.people.add_customer import AddCustomer, add_customer
from sentra_pos.sales.cart import Condition, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.change_payment import ChangePayment, change_payment, standing_tenders
from sentra_pos.sales.complete_sale import CompleteSale
from sentra_pos.sales.customer_queries import customer_account
from sentra_pos.sales.errors import ReceivedByBank, SellBelowZero, WayBackTooMuch
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.sales.void_sale import VoidSale, void_sale
from tests.factories import add_agreement, add_artisan, add_item, consign
from tests.sales.shop import Counter, cash, line_of


@pytest.fixture
def counter(counter: Counter) -> Counter:
    """One at which customers may pay later, and the bank keeps 0,7 % of what comes by QRIS."""
    ways = PaymentMethodRow
    with counter.store.writing() as session:
        session.execute(update(ways).where(ways.code == "account").values(active=True))
        session.execute(update(ways).where(ways.code == "qris").values(cost_rate=Percent(70)))
    return counter


def paid(method: str, amount: int) -> Tender:
    return Tender(method=method, given=Rupiah(amount), reference="81")


def new(counter: Counter) -> DocumentId:
    return DocumentId(new_id(counter.clock))


def do(counter: Counter, act: Callable[..., Any], command: object) -> Any:
    with counter.store.writing() as session:
        return act(session, command, clock=counter.clock)


def somebody(counter: Counter, name: str) -> PartyId:
    command = AddCustomer(id=PartyId(new_id(counter.clock)), by=counter.gallery.founded.by, name=name)
    added: PartyId = do(counter, add_customer, command).id
    return added


def on_account(counter: Counter, customer: PartyId) -> DocumentId:
    """One mrico for 185.000."""
    command = CompleteSale(
        id=new(counter),
        by=counter.gallery.founded.by,
        lines=(line_of(counter.gallery.mrico),),
        tenders=(paid("account", 185_000),),
        customer=customer,
    )
    return counter.ring(command).id


def change(counter: Counter, sale: DocumentId, tender: Tender, customer: PartyId | None = None) -> None:
    with counter.store.reading() as session:
        (wrong,) = standing_tenders(session, sale)
    command = ChangePayment(
        id=new(counter),
        by=counter.gallery.founded.by,
        sale=sale,
        document=wrong.document,
        line=wrong.line,
        tenders=(tender,),
        reason="salah tekan",
        customer=customer,
    )
    do(counter, change_payment, command)


def exchange_for_a_pouch(counter: Counter, sale: DocumentId, *tenders: Tender) -> CompleteSale:
    """A mrico of 185.000 comes back for a pouch of 35.000; 150.000 go out."""
    return CompleteSale(
        id=new(counter),
        by=counter.gallery.founded.by,
        lines=(line_of(counter.gallery.pouch),),
        tenders=tenders,
        returns=(ReturnedLine(sale=sale, line=1, quantity=Quantity(1)),),
    )


@pytest.mark.parametrize("method", ["lost", "account", "withheld", "transfer", "qris"])
def test_an_exchange_pays_out_only_by_a_way_by_which_money_came_in(counter: Counter, method: str) -> None:
    sale = counter.sell(line_of(counter.gallery.mrico))
    with pytest.raises(WayBackTooMuch):
        counter.ring(exchange_for_a_pouch(counter, sale.id, paid(method, 150_000)))
    assert counter.ring(exchange_for_a_pouch(counter, sale.id, cash(150_000))).total == Rupiah(-150_000)
    assert examine(counter.store.path) == ()


def test_an_exchange_pays_out_by_the_way_of_the_sale(counter: Counter) -> None:
    sale = counter.sell(line_of(counter.gallery.mrico), tenders=(paid("transfer", 185_000),))
    in_two = (paid("transfer", 100_000), paid("transfer", 50_000))
    assert counter.ring(exchange_for_a_pouch(counter, sale.id, *in_two)).total == Rupiah(-150_000)
    assert counter.balance(AccountKind.BANK) == 35_000


def test_two_parts_of_a_refund_by_one_way_together_are_within_what_came_by_it(counter: Counter) -> None:
    half = 92_500
    sale = counter.sell(line_of(counter.gallery.mrico), tenders=(paid("transfer", half), cash(half)))
    command = RefundSale(
        id=new(counter),
        by=counter.gallery.founded.by,
        lines=(ReturnedLine(sale=sale.id, line=1, quantity=Quantity(1)),),
        method="transfer",
        tenders=(paid("transfer", half),),
        reason="sobek",
    )
    with pytest.raises(WayBackTooMuch):
        do(counter, refund_sale, command)


def test_who_bears_a_payments_cost_bears_none_of_it_for_what_came_back_before_it_was_known(counter: Counter) -> None:
    """Three scarves rung up as cash, one comes back, and then it turns out that they were paid by QRIS."""
    founded, clock = counter.gallery.founded, counter.clock
    with counter.store.writing() as session:
        maker = add_artisan(session, clock, code="P77", name="Bu Ratmi")
        terms = add_agreement(session, clock, founded, maker, payment_cost_bearer=CostBearer.ARTISAN)
        scarf = add_item(session, clock, name="Syal", price=100_000, maker=maker)
        consign(session, clock, founded, scarf, price=100_000, owner=maker, agreement=terms)
    sold = SaleLine(item=scarf, quantity=Quantity(3), price=Rupiah(100_000))
    sale = counter.sell(sold, tenders=(cash(300_000),))
    counter.refund(sale.id, (1, 1))

    change(counter, sale.id, paid("qris", 300_000))

    assert counter.balance(AccountKind.PAYMENT_COST) == 700
    assert counter.balance(AccountKind.ACCRUED, party=maker) == -(170_000 - 1_400)
    assert examine(counter.store.path) == ()


def test_a_sale_on_the_wrong_customers_account_moves_to_the_right_one(counter: Counter) -> None:
    camat, dinas = somebody(counter, "Bu Camat"), somebody(counter, "Dinas Pariwisata")
    sale = on_account(counter, camat)

    change(counter, sale, paid("account", 185_000), dinas)

    assert counter.balance(AccountKind.RECEIVABLE, party=camat) == 0
    assert counter.balance(AccountKind.RECEIVABLE, party=dinas) == 185_000
    assert examine(counter.store.path) == ()


def test_a_void_stands_in_the_account_of_whoever_owed_it(counter: Counter) -> None:
    camat = somebody(counter, "Bu Camat")
    sale = on_account(counter, camat)
    do(counter, void_sale, VoidSale(id=new(counter), by=counter.gallery.founded.by, sale=sale, reason="batal"))
    with counter.store.reading() as session:
        account = customer_account(session, camat)
    assert account is not None
    assert [row.running for row in account.rows] == [Rupiah(185_000), ZERO]
    assert account.balance == ZERO


def test_the_bank_is_expected_to_keep_its_part_of_a_payment_corrected_to_qris(counter: Counter) -> None:
    sale = counter.sell(line_of(counter.gallery.mrico))
    change(counter, sale.id, paid("qris", 185_000))
    with counter.store.reading() as session:
        (waiting,) = unreceived_payments(session, "qris")
    assert (waiting.amount, waiting.cost) == (Rupiah(185_000), Rupiah(1_295))
    assert waiting.expected.amount == counter.balance(AccountKind.IN_TRANSIT, method="qris")


def test_what_the_bank_brought_for_a_corrected_payment_cannot_be_voided(counter: Counter) -> None:
    sale = counter.sell(line_of(counter.gallery.mrico))
    change(counter, sale.id, paid("qris", 185_000))
    with counter.store.reading() as session:
        waiting = unreceived_payments(session, "qris")
    receipt = BankReceipt(
        id=new(counter),
        by=counter.gallery.founded.by,
        method="qris",
        received_on=business_today(counter.clock),
        amount=sum_rupiah(each.expected for each in waiting),
        payments=tuple((each.document, each.line) for each in waiting),
    )
    do(counter, bank_receipt, receipt)
    with pytest.raises(ReceivedByBank):
        do(counter, void_sale, VoidSale(id=new(counter), by=counter.gallery.founded.by, sale=sale.id, reason="batal"))


def test_a_damaged_piece_the_shop_took_over_does_not_answer_for_what_is_sold_beyond_the_shelf(counter: Counter) -> None:
    gallery = counter.gallery
    sale = counter.sell(line_of(gallery.mrico, 14))
    refund = RefundSale(
        id=new(counter),
        by=gallery.founded.by,
        lines=(ReturnedLine(sale=sale.id, line=1, quantity=Quantity(1), condition=Condition.DAMAGED_SHOP),),
        method="cash",
        reason="sobek",
    )
    do(counter, refund_sale, refund)
    before = counter.balance(AccountKind.ACCRUED, party=gallery.tirta)

    yes = frozenset({SellBelowZero.about(gallery.mrico.id)})
    counter.ring(counter.sale(line_of(gallery.mrico), confirmed=yes))

    assert counter.balance(AccountKind.ACCRUED, party=gallery.tirta) == before - 157_250
    assert examine(counter.store.path) == ()


def test_papers_name_also_a_way_of_paying_that_is_switched_off(counter: Counter) -> None:
    with counter.store.reading() as session:
        assert method_names(session)["lost"] not in ("", "lost")
