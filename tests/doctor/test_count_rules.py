"""What the doctor says of counts and cases that cannot be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.counting.case_queries import Case, given_up
from sentra_pos.counting.facts import Outcome
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from tests.counting.floor import Floor
from tests.doctor.a_busy_shop import copied
from tests.gallery import a_gallery

_MISSING = "(SELECT id FROM place WHERE kind = 'missing')"
FAULTS = {
    "case.below_zero": f"UPDATE stock_balance SET quantity = -1 WHERE place_id = {_MISSING}",
    "case.way_out": "UPDATE document SET kind = 'transfer' WHERE kind = 'stock_count' AND number = 3",
    "case.paid": "UPDATE money_move SET amount = amount - 1 WHERE document_id IN "
    "(SELECT id FROM document WHERE kind = 'loss_case')",
    "case.liability": "UPDATE document_line SET details = json_set(details, '$.shop_percent', 5000) "
    "WHERE kind = 'case' AND amount > 0",
    "case.value": "UPDATE document_line SET details = json_set(details, '$.value', 1) WHERE kind = 'case'",
    "case.own_stock": "UPDATE lot SET cost = 1 WHERE owner_id IS NULL",
    "count.line": "UPDATE document_line SET quantity = quantity + 1 WHERE kind = 'counted'",
    "count.zones": "UPDATE document_line SET details = json_set(details, '$.zones.\"Rak 1\"', 47) "
    "WHERE json_type(details, '$.zones') IS NOT NULL",
    "count.in_zones": "UPDATE counted_in_zone SET quantity = quantity + 1 WHERE zone = 2 AND count_id IN "
    "(SELECT id FROM stock_count WHERE state = 'open')",
    "count.again": "UPDATE counted SET trace = json_set(trace, '$.again', json('true')) WHERE count_id IN "
    "(SELECT id FROM stock_count WHERE state = 'posted')",
}


@pytest.fixture
def good(store: Store, clock: FixedClock) -> Path:
    """Five pouches missing: two found by a count, one by a person, one paid for, one still open; then two by zone."""
    floor = Floor(store=store, clock=clock, gallery=a_gallery(store, clock))
    floor.lose(floor.gallery.pouch, 45)
    floor.lose(floor.gallery.pouch, 43)
    floor.lose(floor.gallery.pouch, 45)
    (case,) = floor.cases()
    floor.decide(case, Outcome.BACK)
    floor.decide(case, Outcome.SHOP_PAYS)
    own = next(case for case in lost_for_good(floor) if case.owner is None)
    floor.decide(own, Outcome.BACK)
    for posted in (True, False):
        count = floor.start("Rak 1", "Etalase")
        floor.count(count, floor.gallery.pouch, 40, zone=1)
        floor.count(count, floor.gallery.pouch, 6, zone=2)
        floor.count(count, floor.gallery.mrico, 14, zone=2)
        floor.count(count, floor.gallery.shirt_l, 0, zone=1, anew=True)
        if posted:
            floor.end(count, 1, 2)
            floor.post(count, finished=False)
    store.close()
    return store.path


def lost_for_good(floor: Floor) -> tuple[Case, ...]:
    with floor.store.reading() as session:
        return given_up(session)


def count_codes(file: Path) -> set[str]:
    return {finding.code for finding in examine(file)}


def test_what_was_counted_and_decided_in_order_is_not_spoken_of(good: Path) -> None:
    assert count_codes(good) == set()


def test_a_line_that_forgot_its_zones_is_found(good: Path, tmp_path: Path) -> None:
    # Where a count has zones each of its lines has them, but for those of which nothing was seen.
    forgets = "UPDATE document_line SET details = json_remove(details, '$.zones') WHERE text LIKE 'Mrico%'"
    broken = copied(good, tmp_path / "broken.db", lambda connection: connection.execute(forgets))
    assert "count.zones" in count_codes(broken)


@pytest.mark.parametrize(("state", "is_found"), [("posted", True), ("open", False)])
def test_a_zone_that_was_posted_before_it_was_counted_again_is_found(
    good: Path, tmp_path: Path, state: str, is_found: bool
) -> None:
    of_count = "count_id IN (SELECT id FROM stock_count WHERE state = ?)"
    unseen = f"UPDATE counted_in_zone SET quantity = NULL WHERE {of_count}"
    broken = copied(good, tmp_path / "broken.db", lambda connection: connection.execute(unseen, [state]))
    assert ("count.again" in count_codes(broken)) is is_found


@pytest.mark.parametrize("code", FAULTS)
def test_what_cannot_be_right_is_found(good: Path, tmp_path: Path, code: str) -> None:
    broken = copied(good, tmp_path / "broken.db", lambda connection: connection.execute(FAULTS[code]))
    assert code in count_codes(broken)
