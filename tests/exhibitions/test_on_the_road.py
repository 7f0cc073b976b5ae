"""Goods on the road to a stand are in the shop's care like any others: every question about them counts them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.goods_queries import pieces_at_exhibitions, pieces_here
from sentra_pos.artisan_counter.money_queries import overview
from sentra_pos.consignment.agreement_queries import agreement_to_sign
from sentra_pos.consignment.change_price import ChangePrice, NewPrice, change_price
from sentra_pos.consignment.errors import ConsentMissing
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.note_queries import pieces_by_artisan
from sentra_pos.consignment.piece_queries import lots_of_item, pieces_of_artisan
from sentra_pos.consignment.queries import agreements_of
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import AgreementId, ItemId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.giving_back.ageing_queries import ageing
from sentra_pos.giving_back.errors import StillOpen
from sentra_pos.giving_back.hand_back import HandBack, PieceBack, hand_back
from sentra_pos.giving_back.let_go import LetGo, let_go
from sentra_pos.giving_back.propose_markdown import LowerPrice, ProposeMarkdown, propose_markdown
from sentra_pos.giving_back.queries import open_matters
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.reports.office_recap import office_recap
from sentra_pos.reports.stock_card import stock_cards
from sentra_pos.settlement.statement_goods import all_together, goods_between
from sentra_pos.stock.places import shelf_of
from sentra_pos.stock.queries import in_the_shop, items_at, lies_elsewhere, stock_card
from sentra_pos.tags.queries import needs_new_tag
from sentra_pos.tags.queries import pieces_here as pieces_to_tag
from tests.exhibitions.fair import Fair
from tests.exhibitions.on_a_stick import Away, an_exhibition_away, load_the_van
from tests.factories import add_artisan, add_item, bring_in
from tests.gallery import Tagged

PIECES = 3


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("id")


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))
    yield store
    store.close()


class Traveller:
    """An artisan, asked before a price of hers changes, all of whose pieces are on the road to a laptop's stand."""

    def __init__(self, fair: Fair) -> None:
        self.fair = fair
        with fair.store.writing() as session:
            self.party = add_artisan(session, fair.clock, "P09", "Griya Lasem")
            terms = RecordAgreement(
                id=AgreementId(new_id(fair.clock)),
                by=fair.ratna,
                party=self.party,
                valid_from=fair.today,
                scheme=Scheme.COMMISSION_PERCENT,
                rate=Percent.whole(15),
                price_consent=True,
            )
            record_agreement(session, terms, clock=fair.clock)
            self.item = add_item(session, fair.clock, name="Selendang Lasem", price=165_000)
            bring_in(session, fair.clock, fair.gallery.founded, self.party, self.item, pieces=PIECES, price=165_000)
        self.stand: UUID = fair.stand(fair.plan(), StandKind.LAPTOP, device=fair.laptop()).id
        fair.load(self.stand, (Tagged(id=self.item, code="", price=Rupiah(165_000)), PIECES))

    @property
    def at_the_counter(self) -> ArtisanSession:
        return ArtisanSession(device=self.fair.ratna.device, party=self.party, code="P09", name="Griya Lasem")


@pytest.fixture
def traveller(fair: Fair) -> Traveller:
    return Traveller(fair)


def new_price(traveller: Traveller) -> ChangePrice:
    prices = (NewPrice(item=traveller.item, price=Rupiah(90_000)),)
    return ChangePrice(id=traveller.fair.new(), by=traveller.fair.ratna, prices=prices, reason="lama tidak laku")


def test_an_artisan_at_the_counter_sees_her_pieces_on_the_way(traveller: Traveller) -> None:
    who, fair = traveller.at_the_counter, traveller.fair
    with fair.store.reading() as session:
        (piece,) = pieces_at_exhibitions(session, who)
        assert (piece.place, piece.quantity) == (PlaceKind.ROAD, Quantity(PIECES))
        assert pieces_here(session, who) == ()
        seen = overview(session, who, fair.today)
        assert (seen.here, seen.away) == (0, PIECES)


def test_nobody_leaves_whose_goods_are_on_the_road(traveller: Traveller) -> None:
    fair = traveller.fair
    with fair.store.reading() as session:
        matters = open_matters(session, traveller.party)
    assert matters is not None
    assert matters.here == ((PlaceKind.ROAD, Quantity(PIECES)),)
    assert not matters.all_clear
    refusal = fair.refusal(let_go, LetGo(by=fair.ratna, party=traveller.party))
    assert isinstance(refusal, StillOpen)
    assert "3 pieces on the road to an exhibition, to come home first" in str(refusal)


def test_a_price_on_the_road_needs_the_artisans_consent(traveller: Traveller) -> None:
    refusal = traveller.fair.refusal(change_price, new_price(traveller))
    assert isinstance(refusal, ConsentMissing)
    assert "Griya Lasem" in str(refusal)


def test_a_lower_price_is_proposed_to_whose_goods_are_on_the_road(traveller: Traveller) -> None:
    fair = traveller.fair
    lower = LowerPrice(id=new_id(fair.clock), item=traveller.item, price=Rupiah(120_000))
    proposed = fair.do(propose_markdown, ProposeMarkdown(by=fair.ratna, prices=(lower,), reason="lama tidak laku"))
    assert [each.party for each in proposed.proposals[0].answers] == [traveller.party]


def test_every_list_of_what_the_shop_has_counts_what_is_on_the_road(traveller: Traveller) -> None:
    party, item, all_of_it = traveller.party, traveller.item, Quantity(PIECES)
    with traveller.fair.store.reading() as session:
        assert in_the_shop(session, [item]) == {item: all_of_it}
        assert [each.quantity for each in pieces_of_artisan(session, party)] == [all_of_it]
        assert pieces_by_artisan(session)[party].pieces == all_of_it
        assert [lot.left for lot in lots_of_item(session, item)] == [all_of_it]
        (terms,) = agreements_of(session, party)
        details = agreement_to_sign(session, terms.id)
        assert details is not None
        assert [goods.quantity for goods in details.goods] == [all_of_it]
        assert pieces_to_tag(session, [item]) == {item: all_of_it}
        shelf = traveller.fair.gallery.founded.shelf
        assert lies_elsewhere(session, item, shelf) == ((PlaceKind.ROAD, all_of_it),)
        assert all_together(goods_between(session, party, 0, 1_000_000)).left == all_of_it


def test_loading_and_arriving_take_nothing_out_of_the_shops_care(traveller: Traveller) -> None:
    fair = traveller.fair
    with fair.store.reading() as session:
        assert [(row.change.units, row.left.units) for row in stock_card(session, traveller.item)] == [(3, 3), (0, 3)]


def test_a_tag_of_another_price_is_printed_again_also_for_what_travels(traveller: Traveller) -> None:
    fair, pouch = traveller.fair, traveller.fair.gallery.pouch
    fair.load(traveller.stand, (pouch, 48))
    prices = (NewPrice(item=pouch.id, price=Rupiah(40_000)),)
    fair.do(change_price, ChangePrice(id=fair.new(), by=fair.ratna, prices=prices, reason="bahan naik"))
    with fair.store.reading() as session:
        assert [(each.item, each.pieces) for each in needs_new_tag(session)] == [(pouch.id, Quantity(48))]


def test_what_travels_is_not_handed_over_here(traveller: Traveller) -> None:
    fair = traveller.fair
    with fair.store.reading() as session:
        assert ageing(session, fair.today, device=fair.ratna.device, party=traveller.party) == ()
        assert items_at(session, fair.gallery.founded.shelf, [traveller.item]) == {traveller.item: Quantity(0)}
    pieces = (PieceBack(item=traveller.item, quantity=Quantity(1)),)
    fair.refusal(hand_back, HandBack(id=fair.new(), by=fair.ratna, party=traveller.party, pieces=pieces))


def test_in_the_stands_own_book_only_what_arrived_is_there(store: Store, laptop: Store, clock: FixedClock) -> None:
    """Its road lacks what arrived, and must not be taken off what is there."""
    away: Away = an_exhibition_away(store, laptop, clock)
    load_the_van(away)
    away.open(away.pack())
    mrico, tirta = away.fair.gallery.mrico.id, away.fair.gallery.tirta
    _both_say(away.laptop, mrico, tirta, 6)
    today = away.fair.today
    with away.laptop.reading() as session:
        assert [(row.change.units, row.left.units) for row in stock_card(session, mrico)] == [(6, 6)]
        assert lies_elsewhere(session, mrico, shelf_of(session, away.device)) == ()
        (card,) = stock_cards(session, since=today, until=today, item=mrico)
        assert (card.opening.units, card.came.units, card.closing.units) == (0, 6, 6)
        goods = {row.party: row.goods for row in office_recap(session, today, today)}[tirta]
        assert (goods.before.units, goods.received.units, goods.left.units) == (0, 6, 6)
    _both_say(away.fair.store, mrico, tirta, 14)


def _both_say(store: Store, item: ItemId, party: PartyId, pieces: int) -> None:
    with store.reading() as session:
        assert in_the_shop(session, [item])[item].units == pieces
        assert sum(lot.left.units for lot in lots_of_item(session, item)) == pieces
        assert {each.item: each.quantity.units for each in pieces_of_artisan(session, party)}[item] == pieces
