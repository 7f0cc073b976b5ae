"""A tag never goes below what an artisan is to get of a piece that is here: the shop would pay the rest unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sentra_pos.catalogue.queries import item_card
from sentra_pos.consignment.change_price import ChangePrice, NewPrice, change_price
from sentra_pos.consignment.correct_note import CorrectNote, LineCorrection, correct_note
from sentra_pos.consignment.errors import PriceBelowNetPrice, TagSaysOtherwise
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.move_terms import MovedLot
from sentra_pos.consignment.rates import Rate
from sentra_pos.consignment.take_in import NoteTaken, TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import PlaceKind
from tests.consignment.terms_shop import TermsShop, a_terms_shop

_YES = frozenset({TagSaysOtherwise.key})


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> TermsShop:
    use_language("en")
    return a_terms_shop(store, clock)


def do(shop: TermsShop, act: Callable[..., Any], command: object) -> Any:
    with shop.store.writing() as session:
        return act(session, command, clock=shop.clock)


def price(shop: TermsShop, item: ItemId, amount: int) -> None:
    new = (NewPrice(item=item, price=Rupiah(amount)),)
    do(shop, change_price, ChangePrice(id=shop.document(), by=shop.founded.by, prices=new, reason="lama"))


def tag(shop: TermsShop, item: ItemId) -> int:
    with shop.store.reading() as session:
        card = item_card(session, item, shop.founded.shelf)
    assert card is not None
    return card.price.amount


def a_net_cloth(shop: TermsShop, pieces: int = 2) -> tuple[ItemId, NoteTaken]:
    """Rp100.000 on its tag, of which Rp90.000 is the artisan's."""
    shop.agree(scheme=Scheme.NET_PRICE)
    cloth = shop.item("Kain Kawung", 100_000)
    return cloth, shop.take(cloth, pieces, 100_000, net=90_000)


def test_a_price_below_the_net_price_is_refused_and_says_what_to_do(shop: TermsShop) -> None:
    cloth, _note = a_net_cloth(shop)
    with pytest.raises(PriceBelowNetPrice) as refused:
        price(shop, cloth, 60_000)
    for said in ("Kain Kawung", "60.000", "Sanggar Kencana", "90.000", "new terms"):
        assert said in str(refused.value)
    assert tag(shop, cloth) == 100_000
    price(shop, cloth, 90_000)
    assert tag(shop, cloth) == 90_000


def test_the_way_it_names_leads_there(shop: TermsShop) -> None:
    """A lower net price is agreed, with consent, and then the tag goes down; the shop keeps its part."""
    cloth, _note = a_net_cloth(shop)
    (lot,) = shop.here()
    shop.move(shop.moving(shop.agree(scheme=Scheme.NET_PRICE), MovedLot(lot=lot.lot, net_price=Rupiah(50_000))))
    price(shop, cloth, 60_000)
    shop.sell(cloth, 1, 60_000)
    assert shop.accrued() == 50_000
    assert examine(shop.store.path) == ()


def test_what_is_sold_holds_no_price_up(shop: TermsShop) -> None:
    cloth, _note = a_net_cloth(shop, 1)
    shop.sell(cloth, 1, 100_000)
    price(shop, cloth, 60_000)
    assert tag(shop, cloth) == 60_000


def test_one_tag_on_goods_under_several_terms_goes_as_low_as_all_of_them_allow(shop: TermsShop) -> None:
    """The percent of the one would bear it, the net price of the other does not; theirs alone is named."""
    cloth, _note = a_net_cloth(shop, 1)
    shop.agree(party=shop.other)
    shop.take(cloth, 1, 100_000, party=shop.other)
    with pytest.raises(PriceBelowNetPrice) as refused:
        price(shop, cloth, 89_999)
    assert "Tirta" not in str(refused.value)
    shop.sell(cloth, 1, 100_000)
    price(shop, cloth, 60_000)
    assert tag(shop, cloth) == 60_000


def test_goods_of_the_shops_own_may_cost_anything(shop: TermsShop) -> None:
    shop.agree(scheme=Scheme.OUTRIGHT)
    cloth = shop.item("Taplak", 100_000)
    shop.take(cloth, 2, 100_000, cost=90_000)
    price(shop, cloth, 60_000)
    assert tag(shop, cloth) == 60_000


def test_a_net_price_at_the_stand_alone_counts_too(shop: TermsShop) -> None:
    """The tag is the same there."""
    shop.agree(Rate(place=PlaceKind.STAND, scheme=Scheme.NET_PRICE))
    cloth = shop.item("Kain Kawung", 100_000)
    shop.take(cloth, 1, 100_000, net=90_000)
    with pytest.raises(PriceBelowNetPrice):
        price(shop, cloth, 60_000)


def test_goods_that_come_cheaper_do_not_pull_the_others_below_their_net_price(shop: TermsShop) -> None:
    cloth, _note = a_net_cloth(shop)
    line = TakeInLine(item=cloth, quantity=ONE, price=Rupiah(60_000), net_price=Rupiah(50_000))
    today = business_today(shop.clock)
    command = TakeIn(
        id=shop.document(), by=shop.founded.by, party=shop.party, business_date=today, lines=(line,), confirmed=_YES
    )
    with pytest.raises(PriceBelowNetPrice):
        do(shop, take_in, command)


def test_a_note_is_corrected_to_a_lower_price_together_with_its_net_price(shop: TermsShop) -> None:
    """Once nothing of another artisan's holds the tag up."""
    cloth, note = a_net_cloth(shop)
    shop.agree(scheme=Scheme.NET_PRICE, party=shop.other)
    shop.take(cloth, 1, 100_000, net=80_000, party=shop.other)
    with pytest.raises(PriceBelowNetPrice, match="Batik Tirta"):
        correct_to_sixty(shop, note)
    shop.sell(cloth, 3, 100_000)
    correct_to_sixty(shop, shop.take(cloth, 1, 100_000, net=90_000))
    assert tag(shop, cloth) == 60_000
    assert examine(shop.store.path) == ()


def correct_to_sixty(shop: TermsShop, note: NoteTaken) -> None:
    right = LineCorrection(line=1, price=Rupiah(60_000), net_price=Rupiah(50_000))
    command = CorrectNote(
        id=shop.document(), by=shop.founded.by, note=note.id, lines=(right,), reason="salah tulis", confirmed=_YES
    )
    do(shop, correct_note, command)
