"""Any settlement is found again, however many are newer: by the artisan's name or code, or by its number."""

from __future__ import annotations

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import PartyId
from sentra_pos.db.engine import Store
from sentra_pos.settlement.locked import SettlementPage, find_settlements, settlement_row
from tests.factories import add_artisan
from tests.settlement.gallery import Gallery, a_gallery


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock)


def _settle(gallery: Gallery, party: PartyId, times: int = 1) -> list[str]:
    codes = []
    for _time in range(times):
        gallery.sell((gallery.items[party], 1, 100_000, 0))
        codes.append(gallery.lock(party).code)
    return codes


def _artisan(gallery: Gallery, code: str, name: str) -> PartyId:
    with gallery.store.writing() as session:
        party = add_artisan(session, gallery.clock, code, name)
    gallery.agree(party)
    gallery.take(party, name=name)
    return party


def _find(gallery: Gallery, typed: str = "", limit: int = 200) -> SettlementPage:
    with gallery.store.reading() as session:
        return find_settlements(session, typed, limit=limit)


def _codes(gallery: Gallery, typed: str = "", limit: int = 200) -> list[str]:
    return [row.code for row in _find(gallery, typed, limit).rows]


def test_what_is_older_than_the_newest_is_found_by_name_code_and_number(gallery: Gallery) -> None:
    (oldest,) = _settle(gallery, gallery.party)
    newer = _settle(gallery, gallery.other, 3)

    page = _find(gallery, limit=3)
    assert [row.code for row in page.rows] == newer[::-1]
    assert page.more
    assert not _find(gallery, limit=4).more
    for typed in ("malam sanggar", "P01", "p01", oldest, oldest.lower(), "1", "000001", " 1 "):
        assert _codes(gallery, typed) == [oldest], typed
    assert _codes(gallery, "purwarupa") == newer[::-1]
    assert _codes(gallery, "sanggar purwarupa") == []


def test_a_number_is_found_though_newer_ones_have_its_figures_in_their_names(gallery: Gallery) -> None:
    (first,) = _settle(gallery, gallery.party)
    many = _settle(gallery, _artisan(gallery, "K11", "Canting 1"), 3)

    page = _find(gallery, "1", limit=2)

    assert [row.code for row in page.rows] == [many[2], many[1], first]
    assert page.more
    assert _codes(gallery, first) == [first]
    assert _codes(gallery, "L2-000001") == []
    assert _codes(gallery, "L1.2-000001") == []


def test_signs_of_a_pattern_are_only_signs(gallery: Gallery) -> None:
    _settle(gallery, gallery.party)
    odd = _artisan(gallery, "K20", "Batik 100% Alam_Murni")
    (code,) = _settle(gallery, odd)

    for typed in ("%", "_", "100%", "alam_"):
        assert _codes(gallery, typed) == [code], typed
    for typed in ("%%", "a_b", "'", "L1-", "9" * 30, "²"):
        assert _codes(gallery, typed) == [], typed


def test_what_was_found_says_of_itself_what_the_whole_list_says(gallery: Gallery) -> None:
    first = _settle(gallery, gallery.party)
    _settle(gallery, gallery.other)
    second = _settle(gallery, gallery.party)
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party), 1_000)

    everything = {row.id: row for row in _find(gallery).rows}

    found = [*_find(gallery, "P01").rows, *_find(gallery, first[0]).rows, *_find(gallery, "a").rows]
    assert len(found) == 3 + 1 + 4
    for row in found:
        assert row == everything[row.id]
        with gallery.store.reading() as session:
            assert row == settlement_row(session, row.id)
    carried = {row.code: row.carried_into for row in found}
    assert carried[first[0]] == second[0]


@pytest.mark.parametrize("typed", ["P01", "p0", "1"])
def test_only_settlements_are_looked_at_however_much_was_sold(gallery: Gallery, typed: str) -> None:
    """The lines that a settlement settled are in no step of the plan."""
    for party in (gallery.party, gallery.other):
        _settle(gallery, party)
    asked: list[str] = []
    with gallery.store.reading() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(asked.append)
        find_settlements(session, typed)
        driver.set_trace_callback(None)
        steps = [row[3] for query in asked for row in driver.execute(f"EXPLAIN QUERY PLAN {query}")]

    assert len(steps) > 5
    assert [step for step in steps if step.startswith("SCAN") and step != "SCAN party"] == []
    # To find a settlement's last line is one step down the primary key; to go through its lines is many.
    lines = [step for step in steps if step.startswith("SEARCH document_line ")]
    assert [step for step in lines if "line_no=?" not in step and "INDEX ix_document_line_" not in step] == []
    # Nor is each of everybody's settlements asked about each of the artisans who were found.
    assert [step for step in lines if "party_id=? AND document_id=?" in step] == []
