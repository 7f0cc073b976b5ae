"""Terms are dated versions: a new one begins, an old one is never rewritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sentra_pos.consignment.errors import (
    AgreementExists,
    NotAnArtisan,
    TermsBeginTooEarly,
    TermsBeginTooLate,
    TermsIncomplete,
)
from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Scheme
from sentra_pos.consignment.queries import agreement_in_force, agreements_of
from sentra_pos.consignment.record_agreement import AgreementRecorded, RecordAgreement, record_agreement
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import AgreementId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.engine import Store
from tests.factories import Founded, add_artisan, found_a_shop

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


@pytest.fixture
def fifteen(store: Store, clock: FixedClock, founded: Founded) -> RecordAgreement:
    with store.writing() as session:
        party = add_artisan(session, clock)
    return RecordAgreement(
        id=AgreementId(new_id(clock)),
        by=founded.by,
        party=party,
        valid_from=NOVEMBER,
        scheme=Scheme.COMMISSION_PERCENT,
        rate=Percent.whole(15),
    )


def record(store: Store, clock: FixedClock, command: RecordAgreement) -> AgreementRecorded:
    with store.writing() as session:
        return record_agreement(session, command, clock=clock)


def refusal(store: Store, clock: FixedClock, command: RecordAgreement) -> SentraError:
    with pytest.raises(SentraError) as refused:
        record(store, clock, command)
    assert str(refused.value)
    return refused.value


def test_each_day_has_the_version_in_force_on_it(store: Store, clock: FixedClock, fifteen: RecordAgreement) -> None:
    first = record(store, clock, fifteen).agreement
    net = replace(fifteen, id=AgreementId(new_id(clock)), valid_from=DECEMBER, scheme=Scheme.NET_PRICE, rate=None)
    second = record(store, clock, net).agreement
    assert (first.version, second.version) == (1, 2)
    with store.reading() as session:
        assert agreement_in_force(session, fifteen.party, NOVEMBER - timedelta(days=1)) is None
        assert agreement_in_force(session, fifteen.party, NOVEMBER) == first
        assert agreement_in_force(session, fifteen.party, DECEMBER - timedelta(days=1)) == first
        assert agreement_in_force(session, fifteen.party, DECEMBER) == second
        assert agreements_of(session, fifteen.party) == (second, first)


def test_a_correction_on_the_same_day_is_a_version_too(
    store: Store, clock: FixedClock, fifteen: RecordAgreement
) -> None:
    record(store, clock, fifteen)
    corrected = record(store, clock, replace(fifteen, id=AgreementId(new_id(clock)), rate=Percent.whole(12)))
    with store.reading() as session:
        assert agreement_in_force(session, fifteen.party, NOVEMBER) == corrected.agreement


def test_the_same_terms_sent_twice_are_one_version(store: Store, clock: FixedClock, fifteen: RecordAgreement) -> None:
    assert record(store, clock, fifteen) == record(store, clock, fifteen)
    other = replace(fifteen, discount_bearer=DiscountBearer.ARTISAN)
    assert isinstance(refusal(store, clock, other), AgreementExists)
    with store.reading() as session:
        assert len(agreements_of(session, fifteen.party)) == 1


def test_who_bears_payment_costs_and_who_is_asked_about_prices_is_part_of_the_terms(
    store: Store, clock: FixedClock, fifteen: RecordAgreement
) -> None:
    usual = record(store, clock, fifteen).agreement
    assert (usual.payment_cost_bearer, usual.price_consent) == (CostBearer.SHOP, False)
    other = replace(fifteen, id=AgreementId(new_id(clock)), payment_cost_bearer=CostBearer.ARTISAN, price_consent=True)
    recorded = record(store, clock, other).agreement
    assert (recorded.payment_cost_bearer, recorded.price_consent) == (CostBearer.ARTISAN, True)
    assert record(store, clock, other).agreement == recorded
    for changed in (replace(other, payment_cost_bearer=CostBearer.SHOP), replace(other, price_consent=False)):
        assert isinstance(refusal(store, clock, changed), AgreementExists)
    with store.reading() as session:
        assert agreements_of(session, fifteen.party) == (recorded, usual)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rate": None},
        {"rate": Percent(10_001)},
        {"rate": Percent(-1)},
        {"fixed": Rupiah(2_500)},
        {"scheme": Scheme.COMMISSION_FIXED},
        {"scheme": Scheme.COMMISSION_FIXED, "rate": None},
        {"scheme": Scheme.COMMISSION_FIXED, "rate": None, "fixed": Rupiah(-1)},
        {"scheme": Scheme.NET_PRICE},
        {"scheme": Scheme.OUTRIGHT, "rate": None, "fixed": Rupiah(1)},
    ],
)
def test_a_scheme_and_a_figure_that_do_not_fit_are_refused(
    store: Store, clock: FixedClock, fifteen: RecordAgreement, wrong: dict[str, object]
) -> None:
    assert isinstance(refusal(store, clock, replace(fifteen, **wrong)), TermsIncomplete)  # type: ignore[arg-type]


def test_new_terms_never_begin_before_the_last_ones(store: Store, clock: FixedClock, fifteen: RecordAgreement) -> None:
    record(store, clock, fifteen)
    earlier = replace(fifteen, id=AgreementId(new_id(clock)), valid_from=NOVEMBER - timedelta(days=1))
    assert isinstance(refusal(store, clock, earlier), TermsBeginTooEarly)


def test_terms_that_have_not_begun_are_replaced_by_others_that_begin_sooner(
    store: Store, clock: FixedClock, fifteen: RecordAgreement
) -> None:
    """A slip in the year would else keep everything out that the artisan brings until then."""
    record(store, clock, replace(fifteen, valid_from=date(2027, 11, 1)))
    right = record(store, clock, replace(fifteen, id=AgreementId(new_id(clock)))).agreement
    with store.reading() as session:
        assert agreement_in_force(session, fifteen.party, NOVEMBER) == right
        assert agreement_in_force(session, fifteen.party, date(2027, 11, 1)) == right, "the newest that has begun"
    earlier = replace(fifteen, id=AgreementId(new_id(clock)), valid_from=NOVEMBER - timedelta(days=1))
    assert isinstance(refusal(store, clock, earlier), TermsBeginTooEarly)


def test_a_slip_in_the_year_is_noticed(store: Store, clock: FixedClock, fifteen: RecordAgreement) -> None:
    assert isinstance(refusal(store, clock, replace(fifteen, valid_from=date(2062, 11, 1))), TermsBeginTooLate)


def test_nobody_unknown_gets_terms(store: Store, clock: FixedClock, fifteen: RecordAgreement) -> None:
    assert isinstance(refusal(store, clock, replace(fifteen, party=PartyId(new_id(clock)))), NotAnArtisan)
