"""A promotion of an exhibition's own gives at its stands, here and on a laptop, and never in the shop."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.call_off import CallOff, call_off
from sentra_pos.exhibitions.errors import (
    ExhibitionIsOver,
    NoSuchExhibition,
    PromotionOutsideItsDays,
    WasCalledOff,
)
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.promote import promote
from sentra_pos.exhibitions.sell_at import SellAt, sell_at
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.sales.add_promotion import AddPromotion, PromotionTargetMissing, add_promotion
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.errors import PromotionChanged
from sentra_pos.sales.promotion_queries import all_promotions, promotions_on
from sentra_pos.sales.promotions import PromotionScope, best_promotion, promotions_for
from sentra_pos.sales.queries import items_for_sale
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.exhibitions.fair import Fair
from tests.exhibitions.homecoming_day import Stand
from tests.exhibitions.on_a_stick import an_exhibition_away, findings, load_the_van
from tests.factories import add_agreement, add_artisan, add_item, consign
from tests.gallery import Tagged

TAG, OFF = 185_000, 37_000


def own(
    fair: Fair, exhibition: UUID, *, starts: int = 0, ends: int = 0, rate: int = 20, **more: object
) -> AddPromotion:
    """Of the exhibition, from so many days from today to so many."""
    return AddPromotion(
        id=uuid4(),
        by=fair.ratna,
        name="Promo pameran",
        starts=fair.today + timedelta(days=starts),
        ends=fair.today + timedelta(days=ends),
        rate=Percent.whole(rate),
        scope=PromotionScope.EXHIBITION,
        target=str(exhibition),
        **more,  # type: ignore[arg-type]
    )


def line_here(fair: Fair, store: Store, item: Tagged) -> SaleLine:
    """As a till of the store puts it into its cart today."""
    with store.reading() as session:
        goods = items_for_sale(session, [item.id])[item.id].goods
        best = best_promotion(promotions_for(goods, promotions_on(session, fair.today)), item.price, ONE)
    return SaleLine(item=item.id, quantity=ONE, price=item.price, discounts=() if best is None else (best,))


def ring(fair: Fair, store: Store, by: ActedBy, line: SaleLine) -> SaleCompleted:
    tender = Tender(method="cash", given=line.amount)
    with store.writing() as session:
        command = CompleteSale(id=fair.new(), by=by, lines=(line,), tenders=(tender,))
        return complete_sale(session, command, clock=fair.clock)


def goes_to(fair: Fair, place: PlaceId | None) -> None:
    """The shop's till is closed where it is, and opened there."""
    fair.do(close_till, CloseTill(id=fair.new(), by=fair.ratna, counted=Rupiah(500_000), reason="pindah"))
    fair.do(sell_at, SellAt(by=fair.ratna, place=place))
    fair.do(open_till, OpenTill(id=fair.new(), by=fair.ratna, counted=Rupiah(500_000), added=ZERO))


# ------------------------------------------------------------------------------------------------- at the shop's till


@pytest.mark.parametrize("kind", [StandKind.HERE, StandKind.PAPER])
def test_it_gives_at_a_stand_of_its_exhibition_and_not_in_the_shop(fair: Fair, kind: StandKind) -> None:
    exhibition, mrico = fair.plan(starts=fair.today), fair.gallery.mrico
    stand = fair.stand(exhibition, kind)
    fair.load(stand.id, (mrico, 2))
    fair.do(promote, own(fair, exhibition))
    in_the_shop = line_here(fair, fair.store, mrico)
    assert in_the_shop.discount == ZERO
    assert ring(fair, fair.store, fair.ratna, in_the_shop).total == Rupiah(TAG)
    goes_to(fair, stand.places.place)
    at_the_stand = line_here(fair, fair.store, mrico)
    assert at_the_stand.discount == Rupiah(OFF)
    with pytest.raises(PromotionChanged):
        ring(fair, fair.store, fair.ratna, in_the_shop)
    assert ring(fair, fair.store, fair.ratna, at_the_stand).total == Rupiah(TAG - OFF)
    goes_to(fair, None)
    with pytest.raises(PromotionChanged):
        ring(fair, fair.store, fair.ratna, at_the_stand)
    assert line_here(fair, fair.store, mrico).discount == ZERO
    assert findings(fair.store) == []


def test_another_exhibitions_stand_knows_nothing_of_it(fair: Fair) -> None:
    one, other = fair.plan(starts=fair.today), fair.plan("Pasar Seni", starts=fair.today)
    stand = fair.stand(other)
    fair.load(stand.id, (fair.gallery.mrico, 2))
    fair.do(promote, own(fair, one))
    goes_to(fair, stand.places.place)
    assert line_here(fair, fair.store, fair.gallery.mrico).discount == ZERO


def test_the_shops_own_promotions_hold_at_a_stand_too_and_the_best_counts_alone(fair: Fair) -> None:
    exhibition, mrico = fair.plan(starts=fair.today), fair.gallery.mrico
    stand = fair.stand(exhibition)
    fair.load(stand.id, (mrico, 2))
    shops = replace(own(fair, exhibition, rate=5), name="Pekan batik", scope=PromotionScope.ALL, target="")
    fair.do(promote, shops)
    goes_to(fair, stand.places.place)
    assert line_here(fair, fair.store, mrico).discount == Rupiah(9_250)
    fair.do(promote, own(fair, exhibition))
    assert line_here(fair, fair.store, mrico).discount == Rupiah(OFF)


# -------------------------------------------------------------------------------------------------------- on a laptop


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))
    yield store
    store.close()


@pytest.mark.parametrize(("shop_bears", "share"), [(True, 157_250), (False, 120_250)])
def test_it_goes_along_with_the_pack_and_what_it_took_off_comes_home(
    store: Store, laptop: Store, clock: FixedClock, shop_bears: bool, share: int
) -> None:
    away = an_exhibition_away(store, laptop, clock)
    fair, (artisan, cloth) = away.fair, of_one_who_bears(away.fair)
    load_the_van(away)
    fair.load(away.stand, (cloth, 2))
    fair.do(promote, own(fair, away.exhibition, starts=1, ends=5, shop_bears=shop_bears))
    other = fair.plan("Pasar Seni")
    fair.do(promote, own(fair, other, starts=1, ends=5, rate=50))
    away.open(away.pack())
    with laptop.reading() as session:
        assert [each.target for each, _ended in all_promotions(session)] == [str(away.exhibition)]
    clock.advance(timedelta(days=1))
    stand = Stand(away=away, store=laptop)
    stand.open()
    line = line_here(fair, laptop, cloth)
    assert line.discount == Rupiah(OFF)
    with pytest.raises(PromotionChanged):
        stand.sell(cloth)
    ring(fair, laptop, stand.by, line)
    stand.close()
    stand.bring(stand.file())
    assert line_here(fair, store, cloth).discount == ZERO
    assert fair.balance(AccountKind.ACCRUED, party=artisan) == -share
    assert findings(laptop) == []
    assert findings(store) == []


def of_one_who_bears(fair: Fair) -> tuple[PartyId, Tagged]:
    """A cloth of an artisan who bears the discounts by the agreement."""
    founded = fair.gallery.founded
    with fair.store.writing() as session:
        artisan = add_artisan(session, fair.clock, "P09", "Batik Umpama")
        agreement = add_agreement(session, fair.clock, founded, artisan, discount_bearer=DiscountBearer.ARTISAN)
        item = add_item(session, fair.clock, price=TAG, maker=artisan)
        consign(session, fair.clock, founded, item, pieces=3, price=TAG, owner=artisan, agreement=agreement)
    return artisan, Tagged(id=item, code="", price=Rupiah(TAG))


# ------------------------------------------------------------------------------------------------------ announcing it


@pytest.mark.parametrize(("starts", "ends"), [(0, 5), (1, 6), (-3, -2), (8, 9)])
def test_its_days_are_days_of_the_exhibition(fair: Fair, starts: int, ends: int) -> None:
    exhibition = fair.plan()
    refused = fair.refusal(promote, own(fair, exhibition, starts=starts, ends=ends))
    assert isinstance(refused, PromotionOutsideItsDays)
    assert "{" not in str(refused)


def test_an_exhibition_that_is_over_called_off_or_unknown_gets_none(fair: Fair) -> None:
    off, over = fair.plan(), fair.plan("Pasar Seni")
    fair.do(call_off, CallOff(by=fair.ratna, exhibition=off, reason="hujan"))
    expected: list[tuple[UUID, type[SentraError]]] = [(off, WasCalledOff), (uuid4(), NoSuchExhibition)]
    for exhibition, error in expected:
        assert isinstance(fair.refusal(promote, own(fair, exhibition, starts=1, ends=1)), error)
    nothing = replace(own(fair, over, starts=1, ends=1), target="")
    assert isinstance(fair.refusal(promote, nothing), PromotionTargetMissing)
    standing = own(fair, over, starts=1, ends=5)
    fair.do(promote, standing)
    fair.clock.advance(timedelta(days=6))
    assert isinstance(fair.refusal(promote, own(fair, over, starts=-1, ends=-1)), ExhibitionIsOver)
    # What stands is not judged again.
    assert fair.do(promote, standing).id == standing.id


def test_who_does_not_know_the_exhibition_announces_nothing_for_it(fair: Fair) -> None:
    exhibition = fair.plan()
    command = own(fair, exhibition, starts=1, ends=1)
    assert isinstance(fair.refusal(add_promotion, command), PromotionTargetMissing)
    assert isinstance(fair.refusal(promote, replace(command, by=fair.gallery.cashier)), NotAllowed)
