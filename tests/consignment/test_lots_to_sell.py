"""What a sale is answered by: every lot that is not at zero, the oldest first, and always the newest."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.facts import CostBearer
from sentra_pos.consignment.queries import lots_to_sell
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import Draft, GoodsMove
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.post import post
from sentra_pos.stock.places import WITH_CUSTOMER
from tests.factories import Founded, add_agreement, add_artisan, add_item, bring_in, found_a_shop


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


@pytest.fixture
def artisan(store: Store, clock: FixedClock, founded: Founded) -> PartyId:
    with store.writing() as session:
        party = add_artisan(session, clock, name="Sanggar Melati")
        add_agreement(session, clock, founded, party)
        return party


def sell(session: Session, clock: FixedClock, founded: Founded, lot: LotId, pieces: int) -> None:
    """Only the goods of a sale."""
    move = GoodsMove(line=1, lot=lot, source=founded.shelf, target=WITH_CUSTOMER, quantity=Quantity(pieces))
    draft = Draft(
        id=DocumentId(new_id(clock)),
        kind=DocumentKind.SALE,
        by=founded.by,
        business_date=business_today(clock),
        goods=(move,),
    )
    post(session, draft, clock=clock)


def quantities(session: Session, founded: Founded, item: ItemId) -> list[int]:
    return [lot.quantity.units for lot in lots_to_sell(session, [item], founded.shelf)[item]]


def test_the_oldest_lot_comes_first_and_empty_ones_not_at_all(
    store: Store, clock: FixedClock, founded: Founded, artisan: PartyId
) -> None:
    with store.writing() as session:
        item = add_item(session, clock, maker=artisan)
        first, _second, _third = (bring_in(session, clock, founded, artisan, item, pieces=n) for n in (3, 4, 5))
        assert quantities(session, founded, item) == [3, 4, 5]
        sell(session, clock, founded, first.lines[0].lot, 3)
        assert quantities(session, founded, item) == [4, 5]


def test_the_newest_lot_is_there_even_when_it_is_empty_or_below_zero(
    store: Store, clock: FixedClock, founded: Founded, artisan: PartyId
) -> None:
    with store.writing() as session:
        item = add_item(session, clock, maker=artisan)
        lots = [bring_in(session, clock, founded, artisan, item, pieces=2).lines[0].lot for _again in range(2)]
        for lot in lots:
            sell(session, clock, founded, lot, 2)
        assert quantities(session, founded, item) == [0]
        sell(session, clock, founded, lots[1], 1)
        assert quantities(session, founded, item) == [-1]
        bring_in(session, clock, founded, artisan, item, pieces=6)
        assert quantities(session, founded, item) == [-1, 6]


def test_each_lot_names_its_owner_and_terms(
    store: Store, clock: FixedClock, founded: Founded, artisan: PartyId
) -> None:
    with store.writing() as session:
        item = add_item(session, clock, maker=artisan)
        bring_in(session, clock, founded, artisan, item)
        (lot,) = lots_to_sell(session, [item], founded.shelf)[item]
        assert (lot.owner, lot.owner_name) == (artisan, "Sanggar Melati")
        assert lot.agreement is not None
        assert lot.agreement.version == 1


def test_what_never_came_in_has_no_lots(store: Store, clock: FixedClock, founded: Founded) -> None:
    with store.writing() as session:
        lesson = add_item(session, clock, kind=ItemKind.SERVICE)
        assert lots_to_sell(session, [lesson], founded.shelf) == {lesson: ()}
        assert lots_to_sell(session, [], founded.shelf) == {}


def test_a_whole_cart_is_one_question_to_the_store(
    store: Store, clock: FixedClock, founded: Founded, artisan: PartyId
) -> None:
    with store.writing() as session:
        items = [add_item(session, clock, maker=artisan) for _again in range(8)]
        for item in items:
            bring_in(session, clock, founded, artisan, item)
        asked: list[str] = []

        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(asked.append)
        assert len(lots_to_sell(session, items, founded.shelf)) == 8
        driver.set_trace_callback(None)
        assert len(asked) == 1


def test_a_lot_carries_the_terms_it_came_in_under(store: Store, clock: FixedClock, founded: Founded) -> None:
    with store.writing() as session:
        party = add_artisan(session, clock, code="P02", name="Griya Canting")
        add_agreement(session, clock, founded, party, payment_cost_bearer=CostBearer.ARTISAN, price_consent=True)
        item = add_item(session, clock)
        bring_in(session, clock, founded, party, item)
        (lot,) = lots_to_sell(session, [item], founded.shelf)[item]
    assert lot.agreement is not None
    assert (lot.agreement.payment_cost_bearer, lot.agreement.price_consent) == (CostBearer.ARTISAN, True)
