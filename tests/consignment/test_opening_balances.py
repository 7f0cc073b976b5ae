"""What a running shop brings along: against capital, to the rupiah, and asked about when brought twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentra_pos.consignment import errors
from sentra_pos.consignment.opening_balances import BalancesOpened, OpeningBalances, PartyBalance, opening_balances
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of, documents_posted, lines_of
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import Founded, add_artisan, found_a_shop

AGAIN = frozenset({errors.OpeningBalancesStand.key})
amounts = st.integers(min_value=0, max_value=10**9).map(Rupiah)


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


@pytest.fixture
def artisan(store: Store, clock: FixedClock, founded: Founded) -> PartyId:
    with store.writing() as session:
        return add_artisan(session, clock)


@pytest.fixture
def empty(clock: FixedClock, founded: Founded) -> OpeningBalances:
    return OpeningBalances(id=DocumentId(new_id(clock)), by=founded.by, business_date=business_today(clock))


def opened(store: Store, clock: FixedClock, command: OpeningBalances) -> BalancesOpened:
    with store.writing() as session:
        return opening_balances(session, command, clock=clock)


def refusal(store: Store, clock: FixedClock, command: OpeningBalances) -> SentraError:
    with pytest.raises(SentraError) as refused:
        opened(store, clock, command)
    assert str(refused.value)
    return refused.value


def balances(store: Store, founded: Founded, artisan: PartyId) -> dict[str, int]:
    accounts = {
        "drawer": Account(AccountKind.DRAWER, device=founded.device),
        "safe": Account(AccountKind.SAFE),
        "bank": Account(AccountKind.BANK),
        "advance": Account(AccountKind.ADVANCE, party=artisan),
        "accrued": Account(AccountKind.ACCRUED, party=artisan),
        "payable": Account(AccountKind.PAYABLE, party=artisan),
        "savings": Account(AccountKind.SAVINGS, party=artisan),
        "capital": Account(AccountKind.CAPITAL),
        "clearing": Account(AccountKind.CLEARING),
    }
    with store.reading() as session:
        return {name: balance_of(session, account).amount for name, account in accounts.items()}


def test_each_amount_stands_on_its_account(
    store: Store, clock: FixedClock, founded: Founded, artisan: PartyId, empty: OpeningBalances
) -> None:
    command = replace(
        empty,
        owed=(PartyBalance(party=artisan, amount=Rupiah(1_062_500)),),
        payable=(PartyBalance(party=artisan, amount=Rupiah(200_000)),),
        advances=(PartyBalance(party=artisan, amount=Rupiah(150_000)),),
        savings=(PartyBalance(party=artisan, amount=Rupiah(240_000)),),
        drawer=Rupiah(500_000),
        safe=Rupiah(2_000_000),
        bank=Rupiah(7_500_000),
    )
    told = opened(store, clock, command)
    assert told.code == "S1-000001"
    assert told.capital == Rupiah(8_647_500)
    assert balances(store, founded, artisan) == {
        "drawer": 500_000,
        "safe": 2_000_000,
        "bank": 7_500_000,
        "advance": 150_000,
        "accrued": -1_062_500,
        "payable": -200_000,
        "savings": -240_000,
        "capital": -8_647_500,
        "clearing": 0,
    }
    with store.reading() as session:
        assert len(lines_of(session, command.id)) == 7


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(owed=amounts, advance=amounts, drawer=amounts, bank=amounts)
def test_capital_is_what_is_left_of_any_amounts(
    store: Store,
    clock: FixedClock,
    founded: Founded,
    artisan: PartyId,
    empty: OpeningBalances,
    owed: Rupiah,
    advance: Rupiah,
    drawer: Rupiah,
    bank: Rupiah,
) -> None:
    before = balances(store, founded, artisan)
    command = replace(
        empty,
        id=DocumentId(new_id(clock)),
        owed=(PartyBalance(party=artisan, amount=owed),),
        advances=(PartyBalance(party=artisan, amount=advance),),
        drawer=drawer,
        bank=bank,
        confirmed=AGAIN,
    )
    if not any((owed, advance, drawer, bank)):
        assert isinstance(refusal(store, clock, command), errors.NothingToOpenWith)
        return
    told = opened(store, clock, command)
    after = balances(store, founded, artisan)
    assert told.capital == drawer + bank + advance - owed
    assert before["capital"] - after["capital"] == told.capital.amount
    assert before["accrued"] - after["accrued"] == owed.amount
    assert after["clearing"] == ZERO.amount


def test_a_second_document_is_asked_about_by_the_first_one_s_name(
    store: Store, clock: FixedClock, empty: OpeningBalances
) -> None:
    opened(store, clock, replace(empty, safe=Rupiah(1_000)))
    second = replace(empty, id=DocumentId(new_id(clock)), bank=Rupiah(2_000))
    question = refusal(store, clock, second)
    assert isinstance(question, errors.OpeningBalancesStand)
    assert question.fields["code"] == "S1-000001"
    assert opened(store, clock, replace(second, confirmed=AGAIN)).code == "S1-000002"


def test_the_same_document_sent_twice_is_one(store: Store, clock: FixedClock, empty: OpeningBalances) -> None:
    command = replace(empty, safe=Rupiah(1_000))
    assert opened(store, clock, command) == opened(store, clock, command)
    with store.reading() as session:
        assert documents_posted(session) == 1


def test_balances_are_not_of_tomorrow(store: Store, clock: FixedClock, empty: OpeningBalances) -> None:
    tomorrow = replace(empty, safe=Rupiah(1_000), business_date=empty.business_date + timedelta(days=1))
    assert isinstance(refusal(store, clock, tomorrow), errors.BalancesInTheFuture)


def test_a_drawer_that_was_counted_has_no_opening_balance(
    store: Store, clock: FixedClock, founded: Founded, empty: OpeningBalances
) -> None:
    before = replace(empty, drawer=Rupiah(500_000))
    opened(store, clock, before)
    with store.writing() as session:
        counted = OpenTill(id=DocumentId(new_id(clock)), by=founded.by, counted=Rupiah(500_000), added=ZERO)
        open_till(session, counted, clock=clock)
    late = replace(before, id=DocumentId(new_id(clock)), confirmed=AGAIN)
    assert isinstance(refusal(store, clock, late), errors.DrawerWasCounted)
    assert opened(store, clock, before).code == "S1-000001"
    assert opened(store, clock, replace(late, drawer=ZERO, bank=Rupiah(1_000))).code == "S1-000002"


def test_nonsense_is_refused(store: Store, clock: FixedClock, artisan: PartyId, empty: OpeningBalances) -> None:
    one = PartyBalance(party=artisan, amount=Rupiah(1_000))
    stranger = PartyBalance(party=PartyId(new_id(clock)), amount=Rupiah(1_000))
    assert isinstance(refusal(store, clock, empty), errors.NothingToOpenWith)
    assert isinstance(refusal(store, clock, replace(empty, drawer=Rupiah(-1))), errors.BalanceBelowZero)
    assert isinstance(refusal(store, clock, replace(empty, owed=(one, one))), errors.NamedTwice)
    assert isinstance(refusal(store, clock, replace(empty, owed=(stranger,))), errors.NotAnArtisan)
    assert isinstance(refusal(store, clock, replace(empty, savings=(one, one))), errors.NamedTwice)
