"""Ways of paying are data: each has its own account, and the owner says what it is called, asks and costs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.ledger.draft import Account, ActedBy
from sentra_pos.ledger.kinds import AccountKind, EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.payments.change_method import ChangeMethod, MethodChanged, change_method
from sentra_pos.payments.errors import (
    CashAlwaysOn,
    CostNotPossible,
    CostNotSensible,
    CustomerMissing,
    MethodNameMissing,
    MethodNameTaken,
    MethodUnknown,
    NeverOffered,
)
from sentra_pos.payments.methods import PaymentMethod, payment_method, payment_methods
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from tests.payments.ringing import Desk


def as_it_is(desk: Desk, code: str) -> ChangeMethod:
    method = methods(desk)[code]
    return ChangeMethod(
        by=desk.by,
        code=code,
        name=method.name,
        active=method.active,
        asks_reference=method.asks_reference,
        confirmed=method.confirmed,
        cost_rate=method.cost_rate,
        cost_free=method.cost_free,
    )


def methods(desk: Desk) -> dict[str, PaymentMethod]:
    with desk.store.reading() as session:
        return {method.code: method for method in payment_methods(session, also_inactive=True)}


def change(desk: Desk, command: ChangeMethod) -> MethodChanged:
    with desk.store.writing() as session:
        return change_method(session, command, clock=desk.clock)


def events(desk: Desk) -> list[dict[str, object]]:
    with desk.store.reading() as session:
        wanted = select(Event.details).where(Event.kind == EventKind.SETTINGS_CHANGED).order_by(Event.seq)
        return [details for details in session.execute(wanted).scalars() if "method" in details]


def test_a_new_shop_offers_what_nearly_all_need_and_knows_the_rest(desk: Desk) -> None:
    with desk.store.reading() as session:
        offered = [method.code for method in payment_methods(session)]
    assert offered == ["cash", "qris", "debit", "transfer"]
    known = ["cash", "qris", "debit", "credit", "transfer", "voucher", "account", "withheld", "lost"]
    assert list(methods(desk)) == known
    assert all(method.cost_rate == Percent(0) for method in methods(desk).values())
    assert {code for code, method in methods(desk).items() if method.confirmed} == {"qris", "transfer"}


def test_each_way_of_paying_has_its_own_account(desk: Desk) -> None:
    customer = PartyId(new_id(desk.clock))
    device = desk.by.device
    stands = {code: method.account_on(device, customer) for code, method in methods(desk).items()}
    assert stands == {
        "cash": Account(AccountKind.DRAWER, device=device),
        "qris": Account(AccountKind.IN_TRANSIT, method="qris"),
        "debit": Account(AccountKind.IN_TRANSIT, method="debit"),
        "credit": Account(AccountKind.IN_TRANSIT, method="credit"),
        "transfer": Account(AccountKind.BANK),
        "voucher": Account(AccountKind.IN_TRANSIT, method="voucher"),
        "account": Account(AccountKind.RECEIVABLE, party=customer),
        "withheld": Account(AccountKind.TAX_WITHHELD),
        "lost": Account(AccountKind.LOSS_EXPENSE),
    }
    assert {code for code, method in methods(desk).items() if not method.is_money} == {"account", "withheld", "lost"}


def test_paying_later_needs_somebody_who_will(desk: Desk) -> None:
    with pytest.raises(CustomerMissing) as refused:
        methods(desk)["account"].account_on(desk.by.device)
    assert methods(desk)["account"].name in str(refused.value)


def test_the_owner_says_what_a_payment_costs_and_the_log_keeps_both_figures(desk: Desk) -> None:
    wanted = replace(as_it_is(desk, "qris"), cost_rate=Percent(70), cost_free=Rupiah(500_000))
    now = change(desk, wanted).method
    assert (now.cost_rate, now.cost_free) == (Percent(70), Rupiah(500_000))
    with desk.store.reading() as session:
        assert payment_method(session, "qris") == now
    assert events(desk) == [
        {
            "what": ["payment_method.cost_free", "payment_method.cost_rate"],
            "method": "qris",
            "before": {"cost_rate": 0, "cost_free": 0},
            "after": {"cost_rate": 70, "cost_free": 500_000},
        }
    ]


def test_a_way_of_paying_is_switched_on_and_off(desk: Desk) -> None:
    change(desk, replace(as_it_is(desk, "credit"), active=True))
    change(desk, replace(as_it_is(desk, "debit"), active=False))
    with desk.store.reading() as session:
        assert [method.code for method in payment_methods(session)] == ["cash", "qris", "credit", "transfer"]


def test_a_name_that_nobody_changed_goes_on_changing_with_the_language(desk: Desk) -> None:
    use_language("id")
    before = methods(desk)["debit"].name
    change(desk, replace(as_it_is(desk, "debit"), asks_reference=False))
    use_language("en")
    assert methods(desk)["debit"].name == "Debit card"
    change(desk, replace(as_it_is(desk, "debit"), name="  EDC   Bank Contoh "))
    use_language("id")
    assert before != "EDC Bank Contoh" == methods(desk)["debit"].name


def test_nothing_new_is_no_event(desk: Desk) -> None:
    assert not change(desk, as_it_is(desk, "qris")).changes.settings
    assert events(desk) == []


@pytest.mark.parametrize(
    ("code", "wish", "trouble"),
    [
        ("shells", {"name": "Kerang"}, MethodUnknown),
        ("qris", {"name": "  "}, MethodNameMissing),
        ("qris", {"name": "TRANSFER-bank"}, MethodNameTaken),
        ("cash", {"active": False}, CashAlwaysOn),
        ("lost", {"active": True}, NeverOffered),
        ("qris", {"cost_rate": Percent(10_001)}, CostNotSensible),
        ("qris", {"cost_rate": Percent(-1)}, CostNotSensible),
        ("qris", {"cost_free": Rupiah(-1)}, CostNotSensible),
        ("cash", {"cost_rate": Percent(70)}, CostNotPossible),
        ("transfer", {"cost_rate": Percent(70)}, CostNotPossible),
    ],
)
def test_what_makes_no_sense_is_refused(
    desk: Desk, code: str, wish: dict[str, object], trouble: type[SentraError]
) -> None:
    use_language("id")
    change(desk, replace(as_it_is(desk, "transfer"), name="Transfer Bank"))
    begun = as_it_is(desk, code) if code in methods(desk) else replace(as_it_is(desk, "qris"), code=code)
    stood = methods(desk)
    with pytest.raises(trouble) as refused:
        change(desk, replace(begun, **wish))  # type: ignore[arg-type]
    assert str(refused.value)
    assert methods(desk) == stood


@pytest.mark.parametrize("role", [Role.CASHIER, Role.SUPERVISOR, Role.EXHIBITION, Role.ARTISAN])
def test_only_the_owner_or_with_the_owners_approval(desk: Desk, role: Role) -> None:
    somebody = desk.hire(role)
    wish = replace(as_it_is(desk, "qris"), cost_rate=Percent(70), by=somebody)
    with pytest.raises(NotAllowed):
        change(desk, wish)
    approved = ActedBy(device=somebody.device, staff=somebody.staff, approver=desk.by.staff)
    assert change(desk, replace(wish, by=approved)).method.cost_rate == Percent(70)
    assert events(desk)[0]["approver"] == str(desk.by.staff)
