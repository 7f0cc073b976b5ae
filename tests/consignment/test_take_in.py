"""A note makes lots under the terms of its day, and says no to what cannot be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item
from sentra_pos.consignment import errors
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.note_queries import note, notes, pieces_by_artisan
from sentra_pos.consignment.queries import lots_to_sell
from sentra_pos.consignment.take_in import NoteTaken, TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ItemId, PartyId, PlaceId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import Account, Draft, GoodsMove
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of, documents_posted
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.models import Party
from sentra_pos.stock.places import WITH_ARTISAN, WITH_CUSTOMER, store_room_of
from sentra_pos.stock.queries import items_at
from tests.factories import Founded, add_agreement, add_artisan, add_item, found_a_shop


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A shop with one artisan at fifteen percent and something of each kind in the catalogue."""

    store: Store
    clock: FixedClock
    founded: Founded
    artisan: PartyId
    scarf: ItemId
    cloth: ItemId
    lesson: ItemId

    def note(self, *lines: TakeInLine) -> TakeIn:
        return TakeIn(
            id=DocumentId(new_id(self.clock)),
            by=self.founded.by,
            party=self.artisan,
            business_date=business_today(self.clock),
            lines=lines,
        )

    def take(self, command: TakeIn) -> NoteTaken:
        with self.store.writing() as session:
            return take_in(session, command, clock=self.clock)

    def refusal(self, command: TakeIn) -> SentraError:
        with pytest.raises(SentraError) as refused:
            self.take(command)
        assert str(refused.value)
        return refused.value

    def new_terms(self, scheme: Scheme, *, version: int = 2, days: int = 0, rate: Percent | None = None) -> None:
        with self.store.writing() as session:
            valid_from = business_today(self.clock) + timedelta(days=days)
            add_agreement(
                session,
                self.clock,
                self.founded,
                self.artisan,
                scheme=scheme,
                version=version,
                valid_from=valid_from,
                rate=rate,
            )


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> Shop:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        artisan = add_artisan(session, clock)
        add_agreement(session, clock, founded, artisan)
        return Shop(
            store=store,
            clock=clock,
            founded=founded,
            artisan=artisan,
            scarf=add_item(session, clock, name="Selendang", price=95_000, maker=artisan),
            cloth=add_item(session, clock, name="Kain", price=1_250_000, kind=ItemKind.UNIQUE, maker=artisan),
            lesson=add_item(session, clock, name="Kelas", price=35_000, kind=ItemKind.SERVICE),
        )


def scarves(shop: Shop, pieces: int = 4, price: int = 95_000) -> TakeInLine:
    return TakeInLine(item=shop.scarf, quantity=Quantity(pieces), price=Rupiah(price))


def test_goods_come_from_the_artisan_onto_the_shelf_and_no_money_moves(shop: Shop) -> None:
    cloth = TakeInLine(item=shop.cloth, quantity=ONE, price=Rupiah(1_250_000), remark="1 lembar saja")
    taken = shop.take(shop.note(scarves(shop), cloth))
    assert taken.code == "N1-000001"
    assert [line.share for line in taken.lines] == [Rupiah(80_750), Rupiah(1_062_500)]
    with shop.store.reading() as session:
        here = items_at(session, shop.founded.shelf, [shop.scarf, shop.cloth])
        assert here == {shop.scarf: Quantity(4), shop.cloth: ONE}
        assert items_at(session, WITH_ARTISAN, [shop.scarf]) == {shop.scarf: Quantity(-4)}
        assert balance_of(session, Account(AccountKind.PAYABLE, party=shop.artisan)) == ZERO
        read = note(session, taken.id)
        assert read is not None
        assert (read.pieces, read.value) == (Quantity(5), Rupiah(1_630_000))
        assert read.lines[1].remark == "1 lembar saja"
        assert pieces_by_artisan(session)[shop.artisan].pieces == Quantity(5)
        assert [listed.code for listed in notes(session, party=shop.artisan)] == ["N1-000001"]


def test_a_lot_keeps_the_version_it_came_in_under(shop: Shop) -> None:
    first = shop.take(shop.note(scarves(shop)))
    shop.new_terms(Scheme.COMMISSION_PERCENT, rate=Percent.whole(20))
    second = shop.take(shop.note(scarves(shop)))
    with shop.store.reading() as session:
        lots = lots_to_sell(session, [shop.scarf], shop.founded.shelf)[shop.scarf]
    assert [lot.lot for lot in lots] == [taken.lines[0].lot for taken in (first, second)]
    assert [lot.agreement.version for lot in lots if lot.agreement] == [1, 2]


def test_terms_that_begin_tomorrow_do_not_hold_today(shop: Shop) -> None:
    shop.new_terms(Scheme.OUTRIGHT, days=1)
    assert shop.take(shop.note(scarves(shop))).lines[0].share == Rupiah(80_750)


def test_without_an_agreement_nothing_comes_in(shop: Shop) -> None:
    before = replace(shop.note(scarves(shop)), business_date=business_today(shop.clock) - timedelta(days=1))
    assert isinstance(shop.refusal(before), errors.NoAgreement)


def test_what_is_bought_outright_is_owed_for_and_belongs_to_the_shop(shop: Shop) -> None:
    shop.new_terms(Scheme.OUTRIGHT)
    taken = shop.take(shop.note(replace(scarves(shop), cost=Rupiah(60_000))))
    with shop.store.reading() as session:
        assert balance_of(session, Account(AccountKind.PAYABLE, party=shop.artisan)) == Rupiah(-240_000)
        assert balance_of(session, Account(AccountKind.OWN_STOCK)) == Rupiah(240_000)
        (lot,) = lots_to_sell(session, [shop.scarf], shop.founded.shelf)[shop.scarf]
        assert (lot.lot, lot.owner, lot.cost) == (taken.lines[0].lot, None, Rupiah(60_000))
        read = note(session, taken.id)
        assert read is not None
        assert read.bought
        assert read.share == Rupiah(240_000)


def test_a_net_price_goes_with_the_lot(shop: Shop) -> None:
    shop.new_terms(Scheme.NET_PRICE)
    assert isinstance(shop.refusal(shop.note(scarves(shop))), errors.NetPriceMissing)
    above = replace(scarves(shop), net_price=Rupiah(95_001))
    assert isinstance(shop.refusal(shop.note(above)), errors.NetPriceAbovePrice)
    taken = shop.take(shop.note(replace(scarves(shop), net_price=Rupiah(80_000))))
    assert taken.lines[0].share == Rupiah(80_000)
    with shop.store.reading() as session:
        (lot,) = lots_to_sell(session, [shop.scarf], shop.founded.shelf)[shop.scarf]
        assert lot.net_price == Rupiah(80_000)


def test_prices_that_the_terms_do_not_know_are_refused(shop: Shop) -> None:
    net = replace(scarves(shop), net_price=Rupiah(80_000))
    assert isinstance(shop.refusal(shop.note(net)), errors.NetPriceNotAgreed)
    cost = replace(scarves(shop), cost=Rupiah(80_000))
    assert isinstance(shop.refusal(shop.note(cost)), errors.CostNotAgreed)
    assert isinstance(shop.refusal(shop.note(scarves(shop, price=0))), errors.PriceMissing)
    shop.new_terms(Scheme.OUTRIGHT)
    assert isinstance(shop.refusal(shop.note(scarves(shop))), errors.CostMissing)


def test_buying_dearer_than_selling_is_a_question(shop: Shop) -> None:
    shop.new_terms(Scheme.OUTRIGHT)
    at_a_loss = shop.note(replace(scarves(shop), cost=Rupiah(100_000)))
    assert isinstance(shop.refusal(at_a_loss), errors.CostAbovePrice)
    shop.take(replace(at_a_loss, confirmed=frozenset({errors.CostAbovePrice.key})))


def test_another_price_than_the_tags_is_a_question_and_then_the_tags(shop: Shop) -> None:
    dearer = shop.note(scarves(shop, price=110_000))
    assert isinstance(shop.refusal(dearer), errors.TagSaysOtherwise)
    shop.take(replace(dearer, confirmed=frozenset({errors.TagSaysOtherwise.key})))
    with shop.store.reading() as session:
        assert session.execute(select(Item.price).where(Item.id == shop.scarf)).scalar_one() == Rupiah(110_000)


def test_one_question_names_every_tag_that_would_change(shop: Shop) -> None:
    cloth = TakeInLine(item=shop.cloth, quantity=ONE, price=Rupiah(125_000))  # a zero was dropped
    question = shop.refusal(shop.note(scarves(shop, price=110_000), cloth))
    assert isinstance(question, errors.TagSaysOtherwise)
    for said in ("Selendang", "95.000", "110.000", "Kain", "1.250.000", "125.000"):
        assert said in str(question)


def test_one_question_names_every_line_at_a_loss(shop: Shop) -> None:
    shop.new_terms(Scheme.OUTRIGHT)
    cloth = TakeInLine(item=shop.cloth, quantity=ONE, price=Rupiah(1_250_000), cost=Rupiah(10_000_000))
    question = shop.refusal(shop.note(replace(scarves(shop), cost=Rupiah(96_000)), cloth))
    assert isinstance(question, errors.CostAbovePrice)
    for said in ("Selendang", "96.000", "Kain", "10.000.000"):
        assert said in str(question)


def test_nothing_is_asked_about_a_note_that_is_refused_anyway(shop: Shop) -> None:
    dearer = scarves(shop, price=110_000)
    assert isinstance(shop.refusal(shop.note(dearer, replace(dearer, quantity=Quantity(0)))), errors.CountMissing)


def test_one_item_has_one_price_on_a_note(shop: Shop) -> None:
    note = shop.note(scarves(shop), scarves(shop, price=110_000))
    assert isinstance(shop.refusal(note), errors.TwoPrices)
    everything = frozenset({errors.TagSaysOtherwise.key})
    assert isinstance(shop.refusal(replace(note, confirmed=everything)), errors.TwoPrices)


def test_an_artisan_who_left_brings_nothing(shop: Shop) -> None:
    with shop.store.writing() as session:
        session.execute(update(Party).where(Party.id == shop.artisan).values(active=False))
    assert isinstance(shop.refusal(shop.note(scarves(shop))), errors.ArtisanLeft)


def test_one_of_a_kind_comes_in_once(shop: Shop) -> None:
    cloth = TakeInLine(item=shop.cloth, quantity=ONE, price=Rupiah(1_250_000))
    assert isinstance(shop.refusal(shop.note(replace(cloth, quantity=Quantity(2)))), errors.OnlyOne)
    assert isinstance(shop.refusal(shop.note(cloth, cloth)), errors.OnlyOne)
    shop.take(shop.note(cloth))
    again = shop.refusal(shop.note(cloth))
    assert isinstance(again, errors.CameInBefore)
    assert "N1-000001" in str(again)


def test_one_of_a_kind_that_was_sold_does_not_come_in_again(shop: Shop) -> None:
    cloth = TakeInLine(item=shop.cloth, quantity=ONE, price=Rupiah(1_250_000))
    taken = shop.take(shop.note(scarves(shop), cloth))
    with shop.store.writing() as session:
        sold = GoodsMove(line=1, lot=taken.lines[1].lot, source=shop.founded.shelf, target=WITH_CUSTOMER, quantity=ONE)
        sale = Draft(
            id=DocumentId(new_id(shop.clock)),
            kind=DocumentKind.SALE,
            by=shop.founded.by,
            business_date=business_today(shop.clock),
            goods=(sold,),
        )
        post(session, sale, clock=shop.clock)
    again = shop.refusal(shop.note(scarves(shop), cloth))
    assert isinstance(again, errors.CameInBefore)
    assert again.fields["note"] == "N1-000001"
    assert again.fields["line"] == 2


def test_what_is_no_goods_is_refused(shop: Shop) -> None:
    lesson = TakeInLine(item=shop.lesson, quantity=ONE, price=Rupiah(35_000))
    unknown = replace(lesson, item=ItemId(new_id(shop.clock)))
    assert isinstance(shop.refusal(shop.note(lesson)), errors.ServiceTakenIn)
    assert isinstance(shop.refusal(shop.note(unknown)), errors.ItemUnknown)
    assert isinstance(shop.refusal(shop.note(scarves(shop, pieces=0))), errors.CountMissing)
    assert isinstance(shop.refusal(shop.note()), errors.NoteIsEmpty)


def test_a_refused_line_stops_the_whole_note(shop: Shop) -> None:
    shop.refusal(shop.note(scarves(shop), scarves(shop, pieces=-1)))
    with shop.store.reading() as session:
        assert documents_posted(session) == 0
        assert lots_to_sell(session, [shop.scarf], shop.founded.shelf) == {shop.scarf: ()}


def test_a_note_is_not_dated_after_today(shop: Shop) -> None:
    later = replace(shop.note(scarves(shop)), business_date=business_today(shop.clock) + timedelta(days=1))
    assert isinstance(shop.refusal(later), errors.NoteInTheFuture)


def test_goods_go_only_to_places_that_this_till_keeps(shop: Shop) -> None:
    foreign = replace(shop.note(scarves(shop)), place=PlaceId(new_id(shop.clock)))
    assert isinstance(shop.refusal(foreign), errors.PlaceNotHere)
    with shop.store.reading() as session:
        store_room = store_room_of(session, shop.founded.device)
    shop.take(replace(shop.note(scarves(shop)), place=store_room))
    with shop.store.reading() as session:
        assert items_at(session, store_room, [shop.scarf]) == {shop.scarf: Quantity(4)}
        assert items_at(session, shop.founded.shelf, [shop.scarf]) == {shop.scarf: Quantity(0)}


def test_the_same_note_sent_twice_is_one_note(shop: Shop) -> None:
    command = shop.note(scarves(shop))
    assert shop.take(command) == shop.take(command)
    assert isinstance(shop.refusal(replace(command, lines=(scarves(shop, pieces=5),))), OtherWishUnderSameId)
    with shop.store.reading() as session:
        assert documents_posted(session) == 1
        assert items_at(session, shop.founded.shelf, [shop.scarf]) == {shop.scarf: Quantity(4)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    bought=st.lists(
        st.tuples(st.integers(min_value=1, max_value=500), st.integers(min_value=1, max_value=95_000)),
        min_size=1,
        max_size=6,
    )
)
def test_own_stock_is_worth_what_is_owed_for_it(shop: Shop, bought: list[tuple[int, int]]) -> None:
    with shop.store.reading() as session:
        before = balance_of(session, Account(AccountKind.OWN_STOCK))
        first = documents_posted(session) == 0
    if first:
        shop.new_terms(Scheme.OUTRIGHT)
    lines = [replace(scarves(shop, pieces=pieces), cost=Rupiah(cost)) for pieces, cost in bought]
    shop.take(shop.note(*lines))
    worth = sum_rupiah(Rupiah(pieces * cost) for pieces, cost in bought)
    with shop.store.reading() as session:
        assert balance_of(session, Account(AccountKind.OWN_STOCK)) == before + worth
        assert balance_of(session, Account(AccountKind.PAYABLE, party=shop.artisan)) == -(before + worth)
        assert balance_of(session, Account(AccountKind.CLEARING)) == ZERO
