"""Cash that moves without goods: with a reason, a slip, and never more than there is."""

from __future__ import annotations

import pytest

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import AccountKind, EventKind
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.permissions import NotAllowed, Permission
from sentra_pos.tills.cash_categories import cash_categories
from sentra_pos.tills.errors import (
    AmountMissing,
    CategoryMissing,
    CategoryNameTaken,
    DrawerHoldsLess,
    NameOfCategoryMissing,
    ReasonMissing,
    SafeHoldsLess,
    TillNotOpen,
)
from sentra_pos.tills.keep_cash_category import KeepCashCategory, keep_cash_category
from sentra_pos.tills.move_cash import permission_for
from sentra_pos.tills.movement_queries import cash_movements
from sentra_pos.tills.shift_queries import Movement
from tests.tills.cashbox import Cashbox


def test_cash_goes_the_way_it_says(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    cashbox.moves(Movement.PAID_OUT, 35_000, category="refreshments", reason="Kopi tamu")
    cashbox.moves(Movement.PAID_IN, 20_000, category="income", reason="Kardus bekas")
    cashbox.moves(Movement.PAID_IN, 100_000, category="owner", reason="Tambah uang kecil")
    cashbox.moves(Movement.TO_SAFE, 400_000)
    cashbox.moves(Movement.FROM_SAFE, 50_000)
    cashbox.moves(Movement.DRAWER_TO_BANK, 30_000)
    stands = cashbox.moves(Movement.SAFE_TO_BANK, 150_000)
    assert (stands.code, stands.drawer, stands.safe) == ("K1-000007", Rupiah(205_000), Rupiah(200_000))
    assert cashbox.money == {"drawer": 205_000, "safe": 200_000, "bank": 180_000, "over_short": 0}
    assert cashbox.counter.balance(AccountKind.EXPENSE, method="refreshments") == 35_000
    assert cashbox.counter.balance(AccountKind.OTHER_INCOME, method="income") == -20_000
    assert cashbox.counter.balance(AccountKind.CAPITAL) == -600_000
    assert examine(cashbox.counter.store.path) == ()


def test_a_list_of_movements_says_who_moved_what_why(cashbox: Cashbox) -> None:
    use_language("en")
    shift = cashbox.opens(500_000).shift
    approved = ActedBy(device=cashbox.cashier.device, staff=cashbox.cashier.staff, approver=cashbox.owner.staff)
    cashbox.moves(Movement.PAID_OUT, 35_000, category="electricity", reason=" Token \n listrik ", by=approved)
    cashbox.moves(Movement.TO_SAFE, 100_000)
    with cashbox.counter.store.reading() as session:
        drop, paid = cash_movements(session, cashbox.owner.device, shift=shift)
    assert (paid.movement, paid.category, paid.reason) == (Movement.PAID_OUT, "Electricity and water", "Token listrik")
    assert (paid.by, paid.approved_by, paid.amount) == ("Dewi", "Ibu Ratna", Rupiah(35_000))
    assert (drop.code, drop.category, drop.by, drop.approved_by) == ("K1-000002", "", "Ibu Ratna", None)


@pytest.mark.parametrize(
    ("movement", "amount", "category", "reason", "expected"),
    [
        (Movement.PAID_OUT, 0, "cleaning", "Sabun", AmountMissing),
        (Movement.PAID_OUT, -5, "cleaning", "Sabun", AmountMissing),
        (Movement.PAID_OUT, 5_000, None, "Sabun", CategoryMissing),
        (Movement.PAID_OUT, 5_000, "income", "Sabun", CategoryMissing),
        (Movement.PAID_IN, 5_000, "cleaning", "Sabun", CategoryMissing),
        (Movement.PAID_OUT, 5_000, "cleaning", "  ", ReasonMissing),
        (Movement.PAID_OUT, 500_001, "cleaning", "Sabun", DrawerHoldsLess),
        (Movement.TO_SAFE, 500_001, None, "", DrawerHoldsLess),
        (Movement.DRAWER_TO_BANK, 500_001, None, "", DrawerHoldsLess),
        (Movement.FROM_SAFE, 1, None, "", SafeHoldsLess),
        (Movement.SAFE_TO_BANK, 1, None, "", SafeHoldsLess),
    ],
)
def test_what_makes_no_sense_or_is_not_there_is_refused(
    cashbox: Cashbox, movement: Movement, amount: int, category: str | None, reason: str, expected: type[SentraError]
) -> None:
    cashbox.opens(500_000)
    with pytest.raises(expected):
        cashbox.moves(movement, amount, category=category, reason=reason)
    assert cashbox.money == {"drawer": 500_000, "safe": 0, "bank": 0, "over_short": 0}


def test_a_closed_drawer_gives_nothing_but_the_safe_goes_to_the_bank_at_any_time(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    cashbox.closes(500_000, to_safe=400_000)
    for movement in Movement:
        if movement.drawer_sign:
            with pytest.raises(TillNotOpen):
                cashbox.moves(movement, 5_000, category=_category(movement), reason="x")
    cashbox.moves(Movement.SAFE_TO_BANK, 400_000)
    assert cashbox.money == {"drawer": 100_000, "safe": 0, "bank": 400_000, "over_short": 0}
    assert examine(cashbox.counter.store.path) == ()


def _category(movement: Movement) -> str | None:
    return {Movement.PAID_IN: "income", Movement.PAID_OUT: "cleaning"}.get(movement)


def test_a_cashier_drops_into_the_safe_alone_and_needs_somebody_for_the_rest(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    cashbox.moves(Movement.TO_SAFE, 100_000, by=cashbox.cashier)
    cashbox.moves(Movement.FROM_SAFE, 50_000, by=cashbox.cashier)
    for movement in (Movement.PAID_IN, Movement.PAID_OUT, Movement.DRAWER_TO_BANK, Movement.SAFE_TO_BANK):
        with pytest.raises(NotAllowed) as refused:
            cashbox.moves(movement, 5_000, category=_category(movement), reason="x", by=cashbox.cashier)
        assert refused.value.fields["permission"] is permission_for(movement)


def test_a_second_press_moves_nothing_more(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    identity = cashbox.document()
    first = cashbox.moves(Movement.TO_SAFE, 100_000, identity=identity)
    assert cashbox.moves(Movement.TO_SAFE, 100_000, identity=identity) == first
    with pytest.raises(OtherWishUnderSameId):
        cashbox.moves(Movement.TO_SAFE, 90_000, identity=identity)
    assert cashbox.money["safe"] == 100_000


def test_each_movement_has_a_slip_and_the_drawer_opens_for_what_goes_through_it(printing: Cashbox) -> None:
    use_language("en")
    printing.opens(500_000)
    printing.moves(Movement.PAID_OUT, 35_000, category="refreshments", reason="Kopi dan teh untuk tamu dinas")
    paper = printing.papers()["K1-000001"]
    assert "PAID OUT" in paper
    assert "Rp 35.000" in paper
    assert "Food and drink" in paper
    assert "Kopi dan teh untuk tamu dinas" in paper
    assert "Received by" in paper
    assert (printing.drawer_openings(), len(printing.events(EventKind.DRAWER_OPENED))) == (1, 1)
    printing.moves(Movement.TO_SAFE, 100_000)
    assert "INTO THE SAFE" in printing.papers()["K1-000002"]
    printing.moves(Movement.SAFE_TO_BANK, 100_000)
    assert (len(printing.papers()), printing.drawer_openings()) == (3, 2)


def test_categories_are_the_shops_own(cashbox: Cashbox) -> None:
    use_language("en")
    store, clock, owner = cashbox.counter.store, cashbox.counter.clock, cashbox.owner
    cashbox.opens(500_000)
    with store.writing() as session:
        made = keep_cash_category(session, KeepCashCategory(by=owner, name=" Parkir  tamu "), clock=clock).category
        renamed = KeepCashCategory(by=owner, code=made.code, name="Parkir")
        assert keep_cash_category(session, renamed, clock=clock).category.name == "Parkir"
        gone = KeepCashCategory(by=owner, code="cleaning", name="Cleaning", active=False)
        keep_cash_category(session, gone, clock=clock)
        offered = [each.code for each in cash_categories(session)]
    assert made.name == "Parkir tamu"
    assert offered[-1] == made.code
    assert "cleaning" not in offered
    cashbox.moves(Movement.PAID_OUT, 5_000, category=made.code, reason="Mobil dinas")
    assert cashbox.counter.balance(AccountKind.EXPENSE, method=made.code) == 5_000
    with pytest.raises(CategoryMissing):
        cashbox.moves(Movement.PAID_OUT, 5_000, category="cleaning", reason="Sabun")
    assert cashbox.events(EventKind.SETTINGS_CHANGED)[-1] == {"what": ["cash_category.cleaning"]}
    assert examine(store.path) == ()


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        (" ", None, NameOfCategoryMissing),
        ("STATIONERY, and packing", None, CategoryNameTaken),
        ("X", "?", CategoryMissing),
    ],
)
def test_a_category_needs_a_name_of_its_own(
    cashbox: Cashbox, name: str, code: str | None, expected: type[SentraError]
) -> None:
    use_language("en")
    command = KeepCashCategory(by=cashbox.owner, name=name, code=code)
    with cashbox.counter.store.writing() as session, pytest.raises(expected):
        keep_cash_category(session, command, clock=cashbox.counter.clock)


def test_only_the_owner_changes_categories(cashbox: Cashbox) -> None:
    command = KeepCashCategory(by=cashbox.cashier, name="Lain")
    with cashbox.counter.store.writing() as session, pytest.raises(NotAllowed) as refused:
        keep_cash_category(session, command, clock=cashbox.counter.clock)
    assert refused.value.fields["permission"] is Permission.SETTINGS
