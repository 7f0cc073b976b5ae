"""A sale is rung up whole or not at all, once, and every refusal says what to do."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from sentra_pos.catalogue.change_item import ChangeItem, change_item
from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, DocumentId, ItemId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.ledger.queries import documents_posted, headers
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.printing.spool import head_of_queue
from sentra_pos.sales.basket import Basket
from sentra_pos.sales.cart import Discount, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted
from sentra_pos.sales.errors import (
    AlreadySold,
    BearerNotAllowed,
    CartEmpty,
    DiscountReasonMissing,
    DiscountTooLarge,
    ItemUnknown,
    PaymentShort,
    PaymentTooMuch,
    QuantityNotSensible,
    SaleAlreadyStands,
    SellBelowZero,
    UnknownPaymentMethod,
)
from sentra_pos.sales.keep_cart import KeepCart, keep_cart, kept_cart
from sentra_pos.sales.queries import newest_sales, receipt_of
from sentra_pos.sales.rules import LARGEST_QUANTITY
from sentra_pos.stock.queries import items_at
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.errors import TillNotOpen
from tests.sales.shop import Counter, cash, line_of


def off(amount: int, *, bearer: DiscountBearer | None = None, reason: str = "langganan") -> Discount:
    return Discount(amount=Rupiah(amount), bearer=bearer, reason=reason)


def draft_of(command: CompleteSale, device: DeviceId) -> KeepCart:
    return KeepCart(device=device, sale=command.id, basket=Basket(lines=command.lines))


def nothing_happened(counter: Counter, before: int) -> bool:
    with counter.store.reading() as session:
        return documents_posted(session) == before


def documents(counter: Counter) -> int:
    with counter.store.reading() as session:
        return documents_posted(session)


def test_goods_leave_the_shelf_and_the_money_is_shared_out(counter: Counter) -> None:
    gallery = counter.gallery
    sold = counter.sell(line_of(gallery.mrico, 2), line_of(gallery.surya), tenders=(cash(2_250_000),))
    assert (sold.code, sold.total, sold.change, sold.again) == ("J1-000001", Rupiah(2_220_000), Rupiah(30_000), False)
    assert counter.drawer == 500_000 + 2_220_000
    assert counter.balance(AccountKind.ACCRUED, party=gallery.tirta) == -314_500
    assert counter.balance(AccountKind.ACCRUED, party=gallery.kencana) == -1_572_500
    assert counter.balance(AccountKind.COMMISSION) == -(55_500 + 277_500)
    assert counter.balance(AccountKind.CLEARING) == 0
    with counter.store.reading() as session:
        left = items_at(session, gallery.founded.shelf, [gallery.mrico.id, gallery.surya.id])
    assert left == {gallery.mrico.id: Quantity(12), gallery.surya.id: Quantity(0)}
    assert examine(counter.store.path) == ()


def test_a_service_is_the_shops_own_turnover(counter: Counter) -> None:
    counter.sell(line_of(counter.gallery.lesson, 3))
    assert counter.balance(AccountKind.SALES) == -150_000


def test_several_ways_of_paying_stand_where_they_belong_and_only_cash_gives_change(counter: Counter) -> None:
    tenders = (
        cash(100_000),
        Tender(method="qris", given=Rupiah(100_000), reference="QR 77"),
        Tender(method="transfer", given=Rupiah(20_000), reference="TRX 8"),
    )
    sold = counter.sell(line_of(counter.gallery.mrico), tenders=tenders)
    assert sold.change == Rupiah(35_000)
    assert counter.drawer == 565_000
    assert counter.balance(AccountKind.IN_TRANSIT, method="qris") == 100_000
    assert counter.balance(AccountKind.BANK) == 20_000
    with counter.store.reading() as session:
        receipt = receipt_of(session, sold.id)
    assert [(tender.method, tender.amount.amount, tender.reference) for tender in receipt.tenders] == [
        ("qris", 100_000, "QR 77"),
        ("transfer", 20_000, "TRX 8"),
        ("cash", 65_000, ""),
    ]
    assert receipt.change == Rupiah(35_000)


def test_a_discount_larger_than_the_commission_is_the_shops_expense(counter: Counter) -> None:
    counter.sell(line_of(counter.gallery.mrico, discount=50_000))
    assert counter.balance(AccountKind.ACCRUED, party=counter.gallery.tirta) == -157_250
    assert counter.balance(AccountKind.DISCOUNT_EXPENSE) == 22_250


def test_a_line_given_away_costs_the_customer_nothing(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.pouch, discount=35_000), tenders=())
    assert (sold.total, sold.change) == (Rupiah(0), Rupiah(0))
    assert examine(counter.store.path) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"lines": ()}, CartEmpty),
        ({"tenders": (cash(100),)}, PaymentShort),
        ({"tenders": ()}, PaymentShort),
        ({"tenders": (Tender(method="qris", given=Rupiah(185_001)),)}, PaymentTooMuch),
        ({"tenders": (cash(-5),)}, PaymentTooMuch),
        ({"tenders": (Tender(method="shells", given=Rupiah(185_000)),)}, UnknownPaymentMethod),
    ],
)
def test_what_cannot_be_rung_up_changes_nothing(
    counter: Counter, change: dict[str, object], expected: type[SentraError]
) -> None:
    command = replace(counter.sale(line_of(counter.gallery.mrico)), **change)  # type: ignore[arg-type]
    before = documents(counter)
    with pytest.raises(expected) as refused:
        counter.ring(command)
    assert "{" not in str(refused.value)
    assert nothing_happened(counter, before)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"quantity": Quantity(0)}, QuantityNotSensible),
        ({"quantity": Quantity(LARGEST_QUANTITY + 1)}, QuantityNotSensible),
        ({"price": Rupiah(-1)}, QuantityNotSensible),
        ({"discounts": (off(-1),)}, DiscountTooLarge),
        ({"discounts": (off(0),)}, DiscountTooLarge),
        ({"discounts": (off(185_001),)}, DiscountTooLarge),
        ({"discounts": (off(100_000), off(85_001))}, DiscountTooLarge),
        ({"discounts": (off(100_000), off(-50_000))}, DiscountTooLarge),
        ({"discounts": (off(1, bearer=DiscountBearer.ARTISAN),)}, BearerNotAllowed),
        ({"discounts": (off(1, bearer=DiscountBearer.SHARED),)}, BearerNotAllowed),
        ({"discounts": (off(1, reason=""),)}, DiscountReasonMissing),
        ({"discounts": (off(1), off(1, reason="  "))}, DiscountReasonMissing),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_by_name(
    counter: Counter, change: dict[str, object], expected: type[SentraError]
) -> None:
    line = replace(line_of(counter.gallery.mrico), **change)  # type: ignore[arg-type]
    before = documents(counter)
    with pytest.raises(expected) as refused:
        counter.ring(counter.sale(line, tenders=(cash(185_000),)))
    assert "{" not in str(refused.value)
    assert nothing_happened(counter, before)


def test_an_item_nobody_knows_is_refused(counter: Counter) -> None:
    line = SaleLine(item=ItemId(new_id(counter.clock)), quantity=Quantity(1), price=Rupiah(5))
    with pytest.raises(ItemUnknown):
        counter.ring(counter.sale(line))


def test_a_unique_piece_is_sold_once(counter: Counter) -> None:
    yes = frozenset({SellBelowZero.about(counter.gallery.surya.id)})
    counter.sell(line_of(counter.gallery.surya))
    with pytest.raises(AlreadySold):
        counter.sell(line_of(counter.gallery.surya))
    with pytest.raises(AlreadySold):
        counter.ring(counter.sale(line_of(counter.gallery.surya), confirmed=yes))


def test_a_unique_piece_cannot_be_on_two_lines(counter: Counter) -> None:
    with pytest.raises(AlreadySold):
        counter.sell(line_of(counter.gallery.surya), line_of(counter.gallery.surya))


def test_an_empty_shelf_asks_first_and_sells_when_confirmed(counter: Counter) -> None:
    command = counter.sale(line_of(counter.gallery.mrico, 15))
    with pytest.raises(SellBelowZero) as asked:
        counter.ring(command)
    assert asked.value.fields["available"] == 14
    sold = counter.ring(replace(command, confirmed=frozenset({asked.value.answer})))
    with counter.store.reading() as session:
        left = items_at(session, counter.gallery.founded.shelf, [counter.gallery.mrico.id])
    assert (sold.code, left[counter.gallery.mrico.id]) == ("J1-000001", Quantity(-1))
    assert examine(counter.store.path) == ()


def test_two_lines_of_one_item_share_what_is_on_the_shelf(counter: Counter) -> None:
    with pytest.raises(SellBelowZero):
        counter.sell(line_of(counter.gallery.mrico, 10), line_of(counter.gallery.mrico, 5))


def test_nothing_is_sold_from_a_closed_till(counter: Counter) -> None:
    command = CloseTill(id=DocumentId(new_id(counter.clock)), by=counter.gallery.founded.by, counted=Rupiah(500_000))
    with counter.store.writing() as session:
        close_till(session, command, clock=counter.clock)
    with pytest.raises(TillNotOpen):
        counter.sell(line_of(counter.gallery.mrico))


def test_the_same_cart_again_answers_with_the_sale_that_stands(counter: Counter) -> None:
    command = counter.sale(line_of(counter.gallery.mrico), tenders=(cash(200_000),))
    first = counter.ring(command)
    again = counter.ring(replace(command, confirmed=frozenset({"below_zero"})))
    assert (again.code, again.total, again.change, again.again) == (first.code, first.total, first.change, True)
    assert counter.drawer == 685_000


def test_the_same_id_with_another_cart_is_refused_by_the_number_that_stands(counter: Counter) -> None:
    first = counter.ring(counter.sale(line_of(counter.gallery.mrico)))
    with pytest.raises(SaleAlreadyStands, match="J1-000001"):
        counter.ring(counter.sale(line_of(counter.gallery.pouch), identity=first.id))


def test_two_threads_posting_one_id_ring_it_up_once(counter: Counter) -> None:
    command = counter.sale(line_of(counter.gallery.mrico))
    start = threading.Barrier(2)
    rung: list[SaleCompleted] = []

    def press() -> None:
        start.wait()
        rung.append(counter.ring(command))

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sale.again for sale in rung) == [False, True]
    assert {sale.code for sale in rung} == {"J1-000001"}
    with counter.store.reading() as session:
        assert len(headers(session, DocumentKind.SALE)) == 1


def test_the_draft_is_forgotten_with_the_sale_and_the_receipt_waits_for_the_printer(
    counter: Counter, tmp_path: Path
) -> None:
    command = counter.sale(line_of(counter.gallery.mrico))
    device = counter.gallery.founded.device
    with counter.store.writing() as session:
        printer = receipt_printer(session, tmp_path / "struk", clock=counter.clock)
        keep_cart(session, draft_of(command, device), clock=counter.clock)
    counter.ring(command)
    with counter.store.reading() as session:
        assert kept_cart(session, device) is None
        assert head_of_queue(session, printer) is not None


def test_a_refused_sale_keeps_the_draft(counter: Counter) -> None:
    command = counter.sale(line_of(counter.gallery.mrico), tenders=())
    device = counter.gallery.founded.device
    with counter.store.writing() as session:
        keep_cart(session, draft_of(command, device), clock=counter.clock)
    with pytest.raises(PaymentShort):
        counter.ring(command)
    with counter.store.reading() as session:
        kept = kept_cart(session, device)
    assert kept is not None
    assert (kept.sale, kept.basket.lines, kept.sold_as) == (command.id, command.lines, None)


def test_a_draft_whose_sale_stands_says_so(counter: Counter) -> None:
    command = counter.sale(line_of(counter.gallery.mrico))
    device = counter.gallery.founded.device
    counter.ring(command)
    with counter.store.writing() as session:
        keep_cart(session, draft_of(command, device), clock=counter.clock)
    with counter.store.reading() as session:
        kept = kept_cart(session, device)
    assert kept is not None
    assert kept.sold_as == "J1-000001"


def test_a_sale_in_the_list_counts_its_pieces(counter: Counter) -> None:
    counter.sell(line_of(counter.gallery.mrico, 2), line_of(counter.gallery.lesson))
    with counter.store.reading() as session:
        (row,) = newest_sales(session)
    assert (row.pieces, row.total, row.cashier) == (3, Rupiah(420_000), "Ibu Ratna")


def test_an_item_taken_out_of_sale_is_refused_by_name(counter: Counter) -> None:
    with counter.store.writing() as session:
        change_item(
            session,
            ChangeItem(item=counter.gallery.mrico.id, by=counter.gallery.founded.by, active=False),
            clock=counter.clock,
        )
    with pytest.raises(ItemUnknown, match="Mrico Bolong"):
        counter.sell(line_of(counter.gallery.mrico))


def test_the_log_names_who_asked_the_drawer_to_open(counter: Counter, tmp_path: Path) -> None:
    by = counter.gallery.cashier
    with counter.store.writing() as session:
        receipt_printer(session, tmp_path / "struk", clock=counter.clock)
    counter.ring(counter.sale(line_of(counter.gallery.mrico), by=by))
    with counter.store.reading() as session:
        asked = session.scalars(select(Event).where(Event.kind == EventKind.DRAWER_OPENED)).one()
    assert (asked.actor_id, asked.details["asked"]) == (by.staff, True)
