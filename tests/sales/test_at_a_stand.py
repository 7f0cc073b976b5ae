"""Sold at a stand: by the rate agreed for exhibitions, out of what was loaded, and what was not is found out later."""

from __future__ import annotations

import pytest

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.rates import Rate
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, PlaceKind
from sentra_pos.ledger.queries import allocations_of, balance_of, lines_of
from sentra_pos.sales.cart import Condition, Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.errors import AlreadySold, NotAtTheStand, NotOnLoadingList, SellBelowZero
from sentra_pos.sales.identify_goods import IdentifyGoods, identify_goods
from sentra_pos.sales.identify_queries import possible_answers, waiting_to_be_identified
from sentra_pos.sales.queries import receipt_of
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.settlement.explain import explain_line
from sentra_pos.settlement.wording import derivation_steps
from sentra_pos.stock.queries import items_at
from tests.consignment.terms_shop import TermsShop, a_terms_shop
from tests.factories import add_item
from tests.sales.away import Away, a_stand

AT_STANDS = Rate(place=PlaceKind.STAND, scheme=Scheme.COMMISSION_PERCENT, rate=Percent(2_250))


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> TermsShop:
    """Fifteen percent in the shop, twenty-two and a half at an exhibition."""
    made = a_terms_shop(store, clock)
    made.agree(AT_STANDS)
    use_language("en")
    return made


@pytest.fixture
def away(shop: TermsShop) -> Away:
    return a_stand(shop.store, shop.clock, shop.founded.by)


def ring(
    shop: TermsShop, item: ItemId, pieces: int, price: int, *confirmed: str, discounts: tuple[Discount, ...] = ()
) -> SaleCompleted:
    line = SaleLine(item=item, quantity=Quantity(pieces), price=Rupiah(price), discounts=discounts)
    cash = Tender(method="cash", given=line.amount)
    command = CompleteSale(
        id=shop.document(), by=shop.founded.by, lines=(line,), tenders=(cash,), confirmed=frozenset(confirmed)
    )
    with shop.store.writing() as session:
        return complete_sale(session, command, clock=shop.clock)


def waiting(shop: TermsShop) -> int:
    with shop.store.reading() as session:
        return -balance_of(session, Account(AccountKind.TO_IDENTIFY)).amount


def why(shop: TermsShop, sale: SaleCompleted, line: int = 1) -> str:
    with shop.store.reading() as session:
        step = derivation_steps(explain_line(session, sale.id, line, shop.party))[1]
        return f"{step.text} {step.detail}"


def test_a_stand_sells_by_its_own_rate_and_the_shop_by_the_general_one(shop: TermsShop, away: Away) -> None:
    cloth = shop.item("Kain Kawung", 333_333)
    shop.take(cloth, 6, 333_333)
    away.load((cloth, 4))
    in_shop = shop.sell(cloth, 1, 333_333)
    away.open_at(away.place)
    at_stand = ring(shop, cloth, 3, 333_333, discounts=(Discount(amount=Rupiah(10_001), reason="langganan"),))
    # 15 % of 333.333 is 50.000 (49.999,95), 22,5 % is 75.000 (74.999,925); the shop bears the discount.
    assert shop.accrued() == 283_333 + 3 * 258_333
    with shop.store.reading() as session:
        (part,) = allocations_of(session, at_stand.id)
        assert (part.share, part.shop_part) == (Rupiah(774_999), Rupiah(999_999 - 10_001 - 774_999))
        receipt = receipt_of(session, at_stand.id)
        assert (receipt.total, receipt.lines[0].makers) == (Rupiah(989_998), ("Sanggar Kencana",))
        assert items_at(session, away.place, [cloth])[cloth] == ONE
        assert items_at(session, shop.founded.shelf, [cloth])[cloth] == ONE
    assert "15%" in why(shop, in_shop)
    assert "22,5%" in why(shop, at_stand)
    assert "at an exhibition" in why(shop, at_stand)
    assert examine(shop.store.path) == ()


def test_what_comes_back_at_the_stand_is_put_there_and_what_comes_back_in_the_shop_is_put_here(
    shop: TermsShop, away: Away
) -> None:
    cloth = shop.item("Kain Kawung", 200_000)
    shop.take(cloth, 5, 200_000)
    away.load((cloth, 5))
    away.open_at(away.place)
    sale = shop.sell(cloth, 5, 200_000)
    shop.refund(sale, 1)
    torn = ReturnedLine(sale=sale.id, line=1, quantity=ONE, condition=Condition.DAMAGED_ARTISAN)
    with shop.store.writing() as session:
        command = RefundSale(id=shop.document(), by=shop.founded.by, lines=(torn,), method="cash", reason="sobek")
        refund_sale(session, command, clock=shop.clock)
    away.open_at(None)
    shop.refund(sale, 2)
    with shop.store.reading() as session:
        at = [items_at(session, place, [cloth])[cloth] for place in (away.place, away.quarantine, shop.founded.shelf)]
    assert at == [ONE, ONE, Quantity(2)]
    assert shop.accrued() == 155_000
    assert examine(shop.store.path) == ()


def test_a_piece_that_was_not_loaded_is_asked_about_and_waits_for_its_owner(shop: TermsShop, away: Away) -> None:
    away.open_at(away.place)
    with shop.store.writing() as session:
        shawl = add_item(session, shop.clock, name="Syal", price=100_001, kind=ItemKind.UNIQUE)
    with pytest.raises(NotOnLoadingList, match="loading list") as asked:
        ring(shop, shawl, 1, 100_001)
    sale = ring(shop, shawl, 1, 100_001, asked.value.answer)
    assert waiting(shop) == 100_001
    with shop.store.reading() as session:
        (each,) = waiting_to_be_identified(session)
        assert (each.place, lines_of(session, sale.id)[0].details["place"]) == (PlaceKind.STAND, "stand")
    assert examine(shop.store.path) == ()


def test_its_owner_is_found_at_the_shop_and_paid_by_the_stands_rate(shop: TermsShop, away: Away) -> None:
    away.open_at(away.place)
    with shop.store.writing() as session:
        shawl = add_item(session, shop.clock, name="Syal", price=100_001)
    sale = ring(shop, shawl, 2, 100_001, NotOnLoadingList.about(shawl))
    away.open_at(None)
    shop.take(shawl, 3, 100_001)
    with shop.store.reading() as session:
        (each,) = waiting_to_be_identified(session)
        (lot,) = possible_answers(session, shawl, each.price, shop.founded.shelf, each.place)
    assert lot.share == Rupiah(77_501)
    answer = IdentifyGoods(id=shop.document(), by=shop.founded.by, sale=sale.id, line=1, lot=lot.lot)
    with shop.store.writing() as session:
        identified = identify_goods(session, answer, clock=shop.clock)
    assert (shop.accrued(), waiting(shop)) == (2 * 77_501, 0)
    with shop.store.reading() as session:
        assert items_at(session, shop.founded.shelf, [shawl])[shawl] == ONE
        detail = derivation_steps(explain_line(session, identified.id, 1, shop.party))[1].detail
    assert "22,5%" in detail
    assert examine(shop.store.path) == ()
    shop.refund(sale, 1)
    assert shop.accrued() == 77_501
    assert examine(shop.store.path) == ()


def test_a_unique_piece_that_lies_in_the_shop_by_the_book_is_not_sold_at_the_stand(shop: TermsShop, away: Away) -> None:
    with shop.store.writing() as session:
        surya = add_item(session, shop.clock, name="Surya", price=900_000, kind=ItemKind.UNIQUE)
    shop.take(surya, 1, 900_000)
    away.open_at(away.place)
    with pytest.raises(NotAtTheStand):
        shop.sell(surya, 1, 900_000)
    away.open_at(None)
    shop.sell(surya, 1, 900_000)
    with pytest.raises(AlreadySold) as refused:
        shop.sell(surya, 1, 900_000)
    assert type(refused.value) is AlreadySold


def test_more_than_was_loaded_is_sold_below_zero_when_somebody_says_so(shop: TermsShop, away: Away) -> None:
    cloth = shop.item("Kain Kawung", 200_000)
    shop.take(cloth, 5, 200_000)
    away.load((cloth, 1))
    away.open_at(away.place)
    with pytest.raises(SellBelowZero):
        shop.sell(cloth, 2, 200_000)
    ring(shop, cloth, 2, 200_000, SellBelowZero.about(cloth))
    assert shop.accrued() == 2 * 155_000
