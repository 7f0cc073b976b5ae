"""A week with a stand in a hall: a customer brings back in the shop what she bought there, and the other way round."""

from __future__ import annotations

import pytest

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.rates import Rate
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, PlaceKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.sales.elsewhere_errors import ReturnDiffers, SaleIsHere
from sentra_pos.sales.elsewhere_queries import open_returns, possible_sales
from sentra_pos.sales.match_return import MatchReturn, ReturnMatched, SoldThere, match_return
from sentra_pos.sales.returnable import returnable
from sentra_pos.sales.take_back_from_elsewhere import TakeBackFromElsewhere, take_back_from_elsewhere
from sentra_pos.settlement.explain import explain_line
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.wording import derivation_steps
from sentra_pos.stock.queries import items_at
from sentra_pos.tills.queries import open_shift
from sentra_pos.tills.shift_queries import shift_totals
from tests.consignment.terms_shop import TermsShop, a_terms_shop
from tests.sales.away import a_stand


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> TermsShop:
    """Fifteen percent in the shop, twenty at an exhibition."""
    made = a_terms_shop(store, clock)
    made.agree(Rate(place=PlaceKind.STAND, scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(20)))
    use_language("en")
    return made


def brought_back(shop: TermsShop, item: ItemId, pieces: int, price: int, receipt: str) -> DocumentId:
    command = TakeBackFromElsewhere(
        id=shop.document(), by=shop.founded.by, item=item, quantity=Quantity(pieces), price=Rupiah(price),
        receipt=receipt, method="cash", reason="kebesaran",
    )  # fmt: skip
    with shop.store.writing() as session:
        return take_back_from_elsewhere(session, command, clock=shop.clock).id


def found(shop: TermsShop, *confirmed: str) -> ReturnMatched:
    """The first one that waits is matched with the first sale that may answer for it."""
    with shop.store.writing() as session:
        each = open_returns(session)[0]
        sale = possible_sales(session, each)[0]
        part = SoldThere(sale=sale.sale, line=sale.line, quantity=each.quantity)
        command = MatchReturn(
            id=shop.document(), by=shop.founded.by, foreign=each.document, parts=(part,), confirmed=frozenset(confirmed)
        )
        return match_return(session, command, clock=shop.clock)


def drawer(shop: TermsShop) -> int:
    with shop.store.reading() as session:
        shift = open_shift(session, shop.founded.device)
        assert shift is not None
        return shift_totals(session, shift.id, shop.founded.device).expected_cash.amount


def test_a_week_in_which_goods_come_back_where_they_were_not_sold(shop: TermsShop) -> None:
    cloth, shawl = shop.item("Kain Kawung", 400_000), shop.item("Syal", 150_000)
    shop.take(cloth, 6, 400_000)
    shop.take(shawl, 6, 150_000)
    away = a_stand(shop.store, shop.clock, shop.founded.by)
    away.load((cloth, 4), (shawl, 4))

    # Tuesday, in the shop: a customer brings two shawls. She bought them at the stand, whose book nobody here has.
    money = drawer(shop)
    brought_back(shop, shawl, 2, 150_000, "J1-000001")
    assert drawer(shop) == money - 300_000
    assert shop.accrued() == 0, "nobody is told before it is known whose they were"
    with shop.store.reading() as session:
        (each,) = open_returns(session)
        assert (each.sale, possible_sales(session, each)) == (None, ())

    # The stand's book comes home: three shawls went out there on J1-000001.
    away.open_at(away.place)
    sale = shop.sell(shawl, 3, 150_000)
    assert (sale.code, shop.accrued()) == ("J1-000001", 3 * 120_000)
    away.open_at(None)

    # Now the list names the sale by itself. The return mirrors it: at the stand's rate, to the rupiah.
    with shop.store.reading() as session:
        (each,) = open_returns(session)
        assert each.sale is not None
        assert (each.sale.code, each.sale.left) == ("J1-000001", Quantity(3))
    done = found(shop)
    assert (done.code, done.difference, shop.accrued()) == ("RC1-000001", ZERO, 120_000)
    with shop.store.reading() as session:
        assert items_at(session, shop.founded.shelf, [shawl])[shawl] == Quantity(4)
        steps = derivation_steps(explain_line(session, done.id, 1, shop.party))
        assert [step.amount for step in steps][-1] == Rupiah(-240_000)
        assert "20%" in " ".join(step.detail for step in steps)
    with pytest.raises(SaleIsHere):
        brought_back(shop, shawl, 1, 150_000, "J1-000001")
    shop.refund(sale, 1)
    assert shop.accrued() == 0

    # At the stand: a cloth of the shop's comes back, for less than was paid; the shop keeps the difference.
    away.open_at(away.place)
    brought_back(shop, cloth, 1, 380_000, "J1-000002")
    away.open_at(None)
    shop.sell(cloth, 2, 400_000)
    with pytest.raises(ReturnDiffers) as asked:
        found(shop)
    assert found(shop, asked.value.answer).difference == Rupiah(-20_000)
    assert shop.accrued() == 340_000

    # Nothing waits, and the artisan's settlement knows the cloth that stayed sold and the one that came back.
    with shop.store.writing() as session:
        assert open_returns(session) == ()
        assert balance_of(session, Account(AccountKind.TO_IDENTIFY)) == ZERO
        locked = lock_settlement(
            session, LockSettlement(id=shop.document(), by=shop.founded.by, party=shop.party), clock=shop.clock
        )
    assert locked.to_pay == Rupiah(340_000)
    with shop.store.reading() as session:
        assert [line.left for line in returnable(session, sale.id).lines] == [ONE - ONE]
    assert examine(shop.store.path) == ()
