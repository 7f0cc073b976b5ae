"""Artisans come in once, with the terms of the list or those the person chose; what differs is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.consignment.lists.import_artisans import ArtisansImported, ImportArtisans, import_artisans
from sentra_pos.consignment.lists.plan_artisans import ArtisanState, Terms
from sentra_pos.consignment.lists.records import ArtisanList, ArtisanRow
from sentra_pos.consignment.lists.trouble import ListNotReady
from sentra_pos.consignment.queries import agreement_in_force, consignor_details
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import PayoutMethod
from tests.factories import Founded, found_a_shop

P02 = ArtisanRow(
    row_number=3,
    code="P02",
    name="Griya Canting Purwarupa",
    kind="Perajin besar",
    scheme=Scheme.COMMISSION_PERCENT,
    commission=Percent(1250),
    fixed_commission=None,
    discount_bearer=DiscountBearer.SHARED,
    payout_method=PayoutMethod.TRANSFER,
    bank_account="BANK CONTOH 00002",
    phone="0812-0000-0002",
    address="",
)
SILENT = replace(P02, row_number=4, code="", name="Baru Datang", scheme=None, commission=None, discount_bearer=None)


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


def bring(
    store: Store,
    clock: FixedClock,
    founded: Founded,
    *rows: ArtisanRow,
    terms: dict[int, Terms] | None = None,
    partly: bool = False,
) -> ArtisansImported:
    command = ImportArtisans(
        by=founded.by,
        artisans=ArtisanList(rows=rows, problems=(), skipped=()),
        valid_from=business_today(clock),
        terms=terms or {},
        only_what_is_right=partly,
    )
    with store.writing() as session:
        return import_artisans(session, command, clock=clock)


def test_everything_the_list_says_is_kept(store: Store, clock: FixedClock, founded: Founded) -> None:
    (party,) = bring(store, clock, founded, P02).added
    with store.reading() as session:
        (kept,) = consignor_details(session)
        assert (kept.id, kept.code, kept.phone) == (party, "P02", "0812-0000-0002")
        assert (kept.payout_method, kept.bank_account) == (PayoutMethod.TRANSFER, "BANK CONTOH 00002")
        agreement = agreement_in_force(session, party, business_today(clock))
        assert agreement is not None
        assert (agreement.rate, agreement.discount_bearer) == (Percent(1250), DiscountBearer.SHARED)


def test_terms_that_the_list_leaves_out_are_asked_for(store: Store, clock: FixedClock, founded: Founded) -> None:
    with pytest.raises(ListNotReady):
        bring(store, clock, founded, P02, SILENT)
    partly = bring(store, clock, founded, P02, SILENT, partly=True)
    assert len(partly.added) == 1
    assert [planned.row.name for planned in partly.plan.of(ArtisanState.ASK)] == ["Baru Datang"]
    answered = bring(store, clock, founded, P02, SILENT, terms={4: Terms(scheme=Scheme.OUTRIGHT)})
    assert len(answered.added) == 1


def test_what_the_list_says_otherwise_is_told_and_not_changed(
    store: Store, clock: FixedClock, founded: Founded
) -> None:
    use_language("en")
    bring(store, clock, founded, P02)
    again = bring(store, clock, founded, replace(P02, phone="0899", commission=Percent.whole(15)))
    (planned,) = again.plan.rows
    assert planned.state is ArtisanState.DIFFERS
    assert planned.differences == (
        "Phone: 0899 in the list, 0812-0000-0002 here",
        "Terms: commission 15%, discounts shared in the list, commission 12,5%, discounts shared here",
    )
    assert again.added == ()
    assert bring(store, clock, founded, P02).plan.rows[0].state is ArtisanState.UNCHANGED


def test_a_code_of_somebody_else_is_a_problem(store: Store, clock: FixedClock, founded: Founded) -> None:
    bring(store, clock, founded, P02)
    other = bring(store, clock, founded, replace(P02, name="Wastra Imajinasi"), partly=True)
    assert [planned.state for planned in other.plan.rows] == [ArtisanState.PROBLEM]
    assert "Griya Canting Purwarupa" in other.plan.rows[0].reason


def test_a_name_without_its_code_is_still_the_same_artisan(store: Store, clock: FixedClock, founded: Founded) -> None:
    bring(store, clock, founded, P02)
    planned = bring(store, clock, founded, replace(P02, code="", name="griya canting purwarupa")).plan.rows[0]
    assert planned.state is ArtisanState.UNCHANGED
