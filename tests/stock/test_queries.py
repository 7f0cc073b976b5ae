"""Where goods lie, and the card of an item that tells how they came there."""

from __future__ import annotations

from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import Draft, GoodsMove
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.post import post
from sentra_pos.stock.places import WITH_ARTISAN, WITH_CUSTOMER, store_room_of
from sentra_pos.stock.queries import (
    in_the_shop,
    items_at,
    newest_lot_seq,
    place_is_kept_by,
    stock_card,
)
from tests.factories import add_item, consign, found_a_shop


def test_the_card_tells_what_came_what_went_and_what_is_left(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        item = add_item(session, clock)
        _note, lot = consign(session, clock, founded, item, pieces=10)
        store_room = store_room_of(session, founded.device)
        for source, target, pieces in (
            (founded.shelf, store_room, 4),
            (founded.shelf, WITH_CUSTOMER, 3),
            (WITH_CUSTOMER, founded.shelf, 1),
        ):
            move = GoodsMove(line=1, lot=lot, source=source, target=target, quantity=Quantity(pieces))
            draft = Draft(
                id=DocumentId(new_id(clock)),
                kind=DocumentKind.SALE,
                by=founded.by,
                business_date=business_today(clock),
                goods=(move,),
            )
            post(session, draft, clock=clock)
        card = stock_card(session, item)
        assert [(row.change.units, row.left.units) for row in card] == [(10, 10), (0, 10), (-3, 7), (1, 8)]
        assert [row.code for row in card] == ["N1-000001", "J1-000001", "J1-000002", "J1-000003"]
        assert card[0].source == "Dibawa perajin"
        assert in_the_shop(session, [item]) == {item: Quantity(8)}
        assert items_at(session, founded.shelf, [item]) == {item: Quantity(4)}
        assert items_at(session, store_room, [item]) == {item: Quantity(4)}


def test_what_never_came_in_counts_none(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        item = add_item(session, clock)
        assert newest_lot_seq(session) == 0
        assert in_the_shop(session, [item]) == {item: NONE}
        assert items_at(session, founded.shelf, [item]) == {item: NONE}
        assert stock_card(session, item) == ()
        consign(session, clock, founded, item)
        assert newest_lot_seq(session) == 1


def test_a_device_keeps_its_own_places_only(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    with store.reading() as session:
        assert place_is_kept_by(session, founded.shelf, founded.device)
        assert not place_is_kept_by(session, WITH_ARTISAN, founded.device)
