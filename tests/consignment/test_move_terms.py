"""Goods that are here go under other terms by a document that their artisan agreed to, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from sentra_pos.consignment import terms_errors as trouble
from sentra_pos.consignment.change_price import Consent, ConsentWay
from sentra_pos.consignment.facts import Liability, Scheme
from sentra_pos.consignment.move_terms import MovedLot, MoveTerms
from sentra_pos.consignment.terms_queries import terms_move
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import LotId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.facts import Outcome
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.stock.arrivals import arrivals
from tests.consignment.terms_shop import TermsShop, a_terms_shop


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> TermsShop:
    """Ten cloths at fifteen percent, three of them sold."""
    shop = a_terms_shop(store, clock)
    shop.agree()
    cloth = shop.item("Kain Kawung", 100_000)
    shop.take(cloth, 10, 100_000)
    shop.sell(cloth, 3, 100_000)
    return shop


def test_what_is_left_goes_under_the_new_terms_and_what_was_sold_stays(shop: TermsShop) -> None:
    (old,) = shop.here()
    shop.clock.advance(timedelta(days=40))
    ten = shop.agree(rate=10)
    moved = shop.move(shop.moving(ten))

    (new,) = shop.here()
    assert moved.code == "KT1-000001"
    assert (new.lot == old.lot, new.version, new.quantity, new.places) == (False, 2, old.quantity, old.places)
    assert new.arrived == old.arrived == business_today(shop.clock) - timedelta(days=40)
    assert shop.accrued() == 3 * 85_000
    assert examine(shop.store.path) == ()


def test_the_paper_knows_both_terms_and_both_shares(shop: TermsShop) -> None:
    moved = shop.move(replace(shop.moving(shop.agree(rate=10)), reason=" pameran  Desember "))
    with shop.store.reading() as session:
        found = terms_move(session, moved.id)
    assert found is not None
    (line,) = found.lines
    assert (line.share_before, line.share) == (Rupiah(85_000), Rupiah(90_000))
    assert ([each.version for each in found.before], found.after.version) == ([1], 2)
    assert (found.consent, found.reason, found.recorded_by) == (ConsentWay.SIGNED, "pameran Desember", "Ibu Ratna")


def test_a_net_price_is_given_where_the_new_terms_need_one_and_kept_where_there_was_one(shop: TermsShop) -> None:
    net = shop.agree(scheme=Scheme.NET_PRICE)
    (lot,) = shop.here()
    with pytest.raises(trouble.MovedNetPriceMissing):
        shop.move(shop.moving(net))
    with pytest.raises(trouble.MovedNetPriceAbovePrice):
        shop.move(shop.moving(net, MovedLot(lot=lot.lot, net_price=Rupiah(100_001))))
    shop.move(shop.moving(net, MovedLot(lot=lot.lot, net_price=Rupiah(70_000))))
    shop.move(shop.moving(shop.agree(scheme=Scheme.NET_PRICE)))
    (kept,) = shop.here()
    assert kept.net_price == Rupiah(70_000)
    commission = shop.agree()
    with pytest.raises(trouble.MovedNetPriceNotAgreed):
        shop.move(shop.moving(commission, MovedLot(lot=kept.lot, net_price=Rupiah(70_000))))
    shop.move(shop.moving(commission))
    assert shop.here()[0].net_price is None
    assert examine(shop.store.path) == ()


def test_what_was_damaged_under_the_old_terms_is_judged_by_them(shop: TermsShop) -> None:
    (old,) = shop.here()
    shop.put_apart(old.item, 2)
    (left,) = shop.here()
    assert left.quantity == Quantity(5)
    kind = shop.agree(liability=Liability.ARTISAN)
    shop.move(shop.moving(kind))
    assert [(each.version, each.quantity) for each in shop.here()] == [(2, Quantity(5))]
    (case,) = shop.cases()
    assert (case.lot, case.quantity, case.agreed) == (old.lot, Quantity(2), Outcome.SHOP_PAYS)
    with pytest.raises(trouble.NothingOfItHere):
        shop.move(shop.moving(kind, MovedLot(lot=old.lot)))
    assert examine(shop.store.path) == ()


def test_moved_goods_come_back_to_the_lot_they_were_sold_from(shop: TermsShop) -> None:
    cloth = shop.here()[0].item
    sale = shop.sell(cloth, 2, 100_000)
    shop.move(shop.moving(shop.agree(rate=10)))
    shop.refund(sale, 1)
    assert [(each.version, each.quantity.units) for each in shop.here()] == [(1, 1), (2, 5)]
    assert shop.accrued() == 4 * 85_000
    assert examine(shop.store.path) == ()


def test_the_same_wish_twice_is_one_document(shop: TermsShop) -> None:
    command = shop.moving(shop.agree(rate=10))
    assert shop.move(command) == shop.move(command)
    with pytest.raises(OtherWishUnderSameId):
        shop.move(replace(command, reason="lain"))


def _without_consent(_shop: TermsShop, command: MoveTerms) -> MoveTerms:
    return replace(command, consent=None)


def _consent_of_another(shop: TermsShop, command: MoveTerms) -> MoveTerms:
    return replace(command, consent=Consent(party=shop.other, way=ConsentWay.PHONE))


def _of_nothing(_shop: TermsShop, command: MoveTerms) -> MoveTerms:
    return replace(command, lots=())


def _twice(_shop: TermsShop, command: MoveTerms) -> MoveTerms:
    return replace(command, lots=command.lots * 2)


def _of_a_lot_that_never_was(shop: TermsShop, command: MoveTerms) -> MoveTerms:
    return replace(command, lots=(MovedLot(lot=LotId(new_id(shop.clock))),))


def _of_somebody_elses(shop: TermsShop, command: MoveTerms) -> MoveTerms:
    shop.agree(party=shop.other)
    note = shop.take(shop.item("Kain Truntum", 90_000), 2, 90_000, party=shop.other)
    return replace(command, lots=(MovedLot(lot=note.lines[0].lot),))


def _of_the_shops_own(shop: TermsShop, command: MoveTerms) -> MoveTerms:
    shop.agree(party=shop.other, scheme=Scheme.OUTRIGHT)
    note = shop.take(shop.item("Kain Truntum", 90_000), 2, 90_000, party=shop.other, cost=50_000)
    return replace(command, lots=(MovedLot(lot=note.lines[0].lot),))


def _of_what_is_sold_out(shop: TermsShop, command: MoveTerms) -> MoveTerms:
    shop.sell(shop.here()[0].item, 7, 100_000)
    return command


def _moved_already(shop: TermsShop, command: MoveTerms) -> MoveTerms:
    shop.move(command)
    return replace(shop.moving(shop.agree(rate=9)), terms=command.terms)


def _to_another_artisans_terms(shop: TermsShop, command: MoveTerms) -> MoveTerms:
    return replace(command, terms=shop.agree(party=shop.other).id)


def _to_outright(shop: TermsShop, command: MoveTerms) -> MoveTerms:
    return replace(command, terms=shop.agree(scheme=Scheme.OUTRIGHT).id)


def _to_what_has_not_begun(shop: TermsShop, command: MoveTerms) -> MoveTerms:
    tomorrow = business_today(shop.clock) + timedelta(days=1)
    return replace(command, terms=shop.agree(begins=tomorrow).id)


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (_without_consent, trouble.NoConsent),
        (_consent_of_another, trouble.NoConsent),
        (_of_nothing, trouble.NothingMoved),
        (_twice, trouble.MovedTwice),
        (_of_a_lot_that_never_was, trouble.SomebodyElsesGoods),
        (_of_somebody_elses, trouble.SomebodyElsesGoods),
        (_of_the_shops_own, trouble.OutrightGoods),
        (_of_what_is_sold_out, trouble.NothingOfItHere),
        (_moved_already, trouble.MovedAlready),
        (_to_another_artisans_terms, trouble.SomebodyElsesTerms),
        (_to_outright, trouble.OutrightTerms),
        (_to_what_has_not_begun, trouble.TermsNotBegun),
    ],
)
def test_what_cannot_be_moved_is_refused_with_a_sentence(
    shop: TermsShop, spoil: Callable[[TermsShop, MoveTerms], MoveTerms], kind: type[trouble.TermsMoveTrouble]
) -> None:
    command = spoil(shop, shop.moving(shop.agree(rate=10)))
    with pytest.raises(kind) as refused:
        shop.move(replace(command, id=shop.document()))
    assert str(refused.value)


def test_goods_count_from_the_day_they_first_came_however_often_they_moved(shop: TermsShop) -> None:
    came = business_today(shop.clock)
    for percent in (12, 11):
        shop.clock.advance(timedelta(days=9))
        shop.move(shop.moving(shop.agree(rate=percent)))
    with shop.store.reading() as session:
        (lot,) = shop.here()
        assert arrivals(session, [lot.lot]) == {lot.lot: came}
