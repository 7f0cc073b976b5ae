"""What a payment comes to: rounding for cash alone, both ways of money, and what has to be asked."""

from __future__ import annotations

import pytest

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.methods import CASH, ON_ACCOUNT, QRIS, TRANSFER, WITHHELD, PaymentMethod
from sentra_pos.payments.rounding import CashRounding, Direction
from sentra_pos.sales.cart import Tender
from ui.sell.pay_state import PayState, reckon

HUNDREDS = CashRounding(step=Rupiah(100))


def way(code: str, account: AccountKind, *, confirmed: bool = False, asks_reference: bool = False) -> PaymentMethod:
    return PaymentMethod(
        code=code, name=code.upper(), account=account, confirmed=confirmed, asks_reference=asks_reference
    )


BY_CASH = way(CASH, AccountKind.DRAWER)
BY_QRIS = way(QRIS, AccountKind.IN_TRANSIT, confirmed=True)
BY_TRANSFER = way(TRANSFER, AccountKind.BANK, confirmed=True, asks_reference=True)


def state(
    due: int,
    method: PaymentMethod = BY_CASH,
    given: int | None = None,
    parts: tuple[Tender, ...] = (),
    rule: CashRounding = HUNDREDS,
) -> PayState:
    return reckon(Rupiah(due), rule, parts, method, None if given is None else Rupiah(given), "")


def test_only_what_is_left_to_cash_is_rounded() -> None:
    assert (state(185_250).total, state(185_250).rounding) == (Rupiah(185_200), Rupiah(-50))
    assert (state(185_250, BY_QRIS).total, state(185_250, BY_QRIS).rounding) == (Rupiah(185_250), ZERO)
    after = state(185_250, parts=(Tender(method=QRIS, given=Rupiah(100_030)),))
    assert (after.rest, after.rounding) == (Rupiah(85_200), Rupiah(-20))


def test_rounded_to_the_nearest_it_may_be_more() -> None:
    nearest = CashRounding(step=Rupiah(500), direction=Direction.NEAREST)
    assert state(185_250, rule=nearest).total == Rupiah(185_500)
    assert state(185_500, given=186_000, rule=nearest).change == Rupiah(500)


def test_change_is_given_of_cash_alone() -> None:
    assert state(100_000, given=150_000).change == Rupiah(50_000)
    too_much = state(100_000, BY_QRIS, given=150_000)
    assert (too_much.change, bool(too_much.problem)) == (ZERO, True)


def test_money_that_goes_out_has_no_change_no_reference_and_no_question() -> None:
    back = state(-40_050, BY_TRANSFER)
    assert (back.goes_out, back.total, back.amount) == (True, Rupiah(40_050), Rupiah(40_050))
    assert (back.asks_arrival, back.lacks_reference, back.shows_reference) == (False, False, False)
    cash = state(-40_050)
    assert (cash.total, cash.rounding, cash.quick) == (Rupiah(40_100), Rupiah(-50), ())
    assert state(-40_000, given=50_000).problem, "more than is due does not go out"


def test_nothing_is_due_when_goods_are_exchanged_even() -> None:
    even = state(0, BY_QRIS)
    assert (even.rest, even.asks_arrival, even.problem, even.missing) == (ZERO, False, "", ZERO)


@pytest.mark.parametrize(
    ("method", "asks", "lacks"), [(BY_CASH, False, False), (BY_QRIS, True, False), (BY_TRANSFER, True, True)]
)
def test_what_can_fail_unseen_is_asked_about(method: PaymentMethod, *, asks: bool, lacks: bool) -> None:
    assert (state(100_000, method).asks_arrival, state(100_000, method).lacks_reference) == (asks, lacks)


@pytest.mark.parametrize(
    ("code", "account"), [(ON_ACCOUNT, AccountKind.RECEIVABLE), (WITHHELD, AccountKind.TAX_WITHHELD)]
)
def test_what_somebody_owes_needs_a_name(code: str, account: AccountKind) -> None:
    assert state(100_000, way(code, account)).needs_customer
    assert not state(100_000, BY_TRANSFER).needs_customer
