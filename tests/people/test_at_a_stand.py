"""A stand's computer does a stand's work; everything else is the shop's, whoever asks."""

from __future__ import annotations

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.db.setting_keys import EXHIBITION
from sentra_pos.db.settings import put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import (
    AT_A_STAND,
    PERMISSIONS,
    NotAtAStand,
    Permission,
    is_a_stand,
    require,
    works_here,
)
from tests.factories import Founded, found_a_shop

#: What a person decided about each permission; one that is new is decided about here.
DONE_AT_A_STAND = set(
    """
    sell discount large_discount raise_price refund void return_without_receipt return_from_elsewhere change_payment
    check_payment sell_on_account customer_payment manage_customers open_till close_till recount large_difference
    cash_in_out open_drawer shift_report reprint run_stand backup settings see_reports see_activity
    """.split()
)
DONE_AT_THE_SHOP = set(
    """
    take_in import manage_items manage_artisans manage_agreements opening_balances settle pay_out manage_staff
    change_price bank_receipt manage_promotions payment_methods cash_to_safe cash_to_bank give_back transfer_goods
    propose_markdown count_stock decide_case identify_goods lend charge_fees pay_savings large_payout void_payout
    take_pay_back forgive_debt unlabel_printed
    open_artisan_counter answer_objection export_records manage_exhibitions enrol_device bring_home
    """.split()
)


@pytest.fixture
def stand(store: Store, clock: FixedClock) -> Founded:
    """A store that was opened for an exhibition; its owner may do everything."""
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        put_setting(session, EXHIBITION, {"stand": "s", "name": "Pameran"})
    return founded


def test_every_permission_is_decided_about() -> None:
    assert {each.value for each in Permission} == DONE_AT_A_STAND | DONE_AT_THE_SHOP
    assert not DONE_AT_A_STAND & DONE_AT_THE_SHOP
    assert {each.value for each in AT_A_STAND} == DONE_AT_A_STAND


@pytest.mark.parametrize("permission", Permission)
def test_a_stand_refuses_what_is_the_shops_even_to_its_owner(
    store: Store, stand: Founded, permission: Permission
) -> None:
    approved = ActedBy(device=stand.device, staff=stand.owner, approver=stand.owner)
    with store.reading() as session:
        assert is_a_stand(session)
        assert works_here(session, permission) is (permission.value in DONE_AT_A_STAND)
        if permission.value in DONE_AT_A_STAND:
            require(session, stand.by, permission)
            return
        for by in (stand.by, approved):
            with pytest.raises(NotAtAStand, match=r"stan|stand"):
                require(session, by, permission)


def test_whoever_is_sent_to_a_stand_can_do_a_days_work_there_alone() -> None:
    needed = {
        *(Permission.SELL, Permission.REFUND, Permission.VOID, Permission.RETURN_FROM_ELSEWHERE),
        *(Permission.OPEN_TILL, Permission.CLOSE_TILL, Permission.RUN_STAND),
    }
    assert needed <= PERMISSIONS[Role.EXHIBITION] & AT_A_STAND


def test_a_shop_refuses_nothing_of_it(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    with store.reading() as session:
        assert not is_a_stand(session)
        for permission in Permission:
            require(session, founded.by, permission)


def test_a_sale_asks_nothing_more_for_there_being_stands(store: Store, stand: Founded) -> None:
    asked: list[str] = []
    with store.reading() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(asked.append)
        require(session, stand.by, Permission.SELL)
        driver.set_trace_callback(None)
    assert [each for each in asked if "setting" in each] == []
