"""The drawer at a stand: it begins with what came along, and keeps everything until it is handed over."""

from __future__ import annotations

from typing import Any

import pytest

from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.setting_keys import EXHIBITION
from sentra_pos.db.settings import put_setting
from sentra_pos.ledger.draft import CLEARING, Account, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.errors import ChangeComesWithGoods, MoneyStaysAtTheStand
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.queries import drawer_of
from sentra_pos.tills.shift_queries import Movement
from tests.sales.shop import line_of
from tests.tills.cashbox import Cashbox

BROUGHT = Rupiah(750_000)


@pytest.fixture
def stand(cashbox: Cashbox) -> Cashbox:
    """A stand's till: the arrival put its change into the drawer."""
    counter = cashbox.counter
    by, drawer = cashbox.owner, drawer_of(cashbox.owner.device)
    road = Account(AccountKind.ON_THE_ROAD, device=by.device)
    arrival = Draft(
        id=DocumentId(new_id(counter.clock)), kind=DocumentKind.EXHIBITION_ARRIVAL, by=by,
        business_date=business_today(counter.clock),
        lines=(Line(number=1, kind=LineKind.CASH_CARRIED, amount=BROUGHT),),
        money=(*money_move(1, drawer, CLEARING, BROUGHT), *money_move(1, CLEARING, road, BROUGHT)),
    )  # fmt: skip
    with counter.store.writing() as session:
        put_setting(session, EXHIBITION, {"stand": "s", "name": "Pameran"})
        post(session, arrival, clock=counter.clock)
    return cashbox


def send(stand: Cashbox, act: Any, command: Any) -> Any:
    counter = stand.counter
    with counter.store.writing() as session:
        return act(session, command, clock=counter.clock)


def opening(stand: Cashbox, counted: Rupiah, added: Rupiah = ZERO) -> OpenTill:
    return OpenTill(id=stand.document(), by=stand.owner, counted=counted, added=added)


def test_what_came_along_is_counted_and_nothing_is_unexplained(stand: Cashbox) -> None:
    assert send(stand, open_till, opening(stand, BROUGHT)).variance == ZERO
    counter = stand.counter
    assert counter.drawer == BROUGHT.amount
    assert counter.balance(AccountKind.CAPITAL) == counter.balance(AccountKind.OVER_SHORT) == 0


def test_what_is_missing_on_arrival_is_the_openings_own_difference(stand: Cashbox) -> None:
    assert send(stand, open_till, opening(stand, BROUGHT - Rupiah(50_000))).variance == Rupiah(-50_000)


def test_nobody_adds_money_at_a_stand_that_would_be_the_owners(stand: Cashbox) -> None:
    with pytest.raises(ChangeComesWithGoods):
        send(stand, open_till, opening(stand, BROUGHT + Rupiah(10_000), Rupiah(10_000)))


@pytest.mark.parametrize(
    "movement", [Movement.TO_SAFE, Movement.FROM_SAFE, Movement.DRAWER_TO_BANK, Movement.SAFE_TO_BANK]
)
def test_there_is_no_safe_and_no_bank_at_a_stand(stand: Cashbox, movement: Movement) -> None:
    send(stand, open_till, opening(stand, BROUGHT))
    with pytest.raises(MoneyStaysAtTheStand):
        send(stand, move_cash, MoveCash(id=stand.document(), by=stand.owner, movement=movement, amount=Rupiah(100)))


def test_small_things_are_paid_out_of_the_drawer(stand: Cashbox) -> None:
    send(stand, open_till, opening(stand, BROUGHT))
    parking = MoveCash(
        id=stand.document(), by=stand.owner, movement=Movement.PAID_OUT, amount=Rupiah(10_000), category="delivery",
        reason="parkir",
    )  # fmt: skip
    assert send(stand, move_cash, parking).drawer == BROUGHT - Rupiah(10_000)


def test_a_closing_leaves_everything_in_the_drawer_and_the_next_day_begins_with_it(stand: Cashbox) -> None:
    send(stand, open_till, opening(stand, BROUGHT))
    stand.counter.sell(line_of(stand.counter.gallery.pouch, 2))
    there = BROUGHT + Rupiah(70_000)
    with pytest.raises(MoneyStaysAtTheStand):
        send(stand, close_till, CloseTill(id=stand.document(), by=stand.owner, counted=there, to_safe=Rupiah(1)))
    closed = send(stand, close_till, CloseTill(id=stand.document(), by=stand.owner, counted=there))
    assert (closed.difference, stand.counter.drawer) == (ZERO, there.amount)
    assert send(stand, open_till, opening(stand, there)).variance == ZERO
