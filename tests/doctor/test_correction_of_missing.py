"""What the doctor says of pieces that were missing and, by a corrected note, had never come."""

from __future__ import annotations

from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from tests.counting.floor import Floor
from tests.counting.test_never_came import correct, noted
from tests.doctor.a_busy_shop import copied
from tests.gallery import a_gallery

_KN = "(SELECT id FROM document WHERE kind = 'note_correction')"
_SHELF = "(SELECT id FROM place WHERE kind = 'shelf')"
FAULTS = {
    "the paper says fewer than were missing": (
        "correction.goods",
        f"UPDATE document_line SET details = json_set(details, '$.missing', 1) WHERE document_id = {_KN}",
    ),
    "the paper does not say that any were missing": (
        "correction.goods",
        f"UPDATE document_line SET details = json_remove(details, '$.missing') WHERE document_id = {_KN}",
    ),
    "taken from the shelf, where the paper says missing": (
        "correction.goods",
        f"UPDATE goods_move SET from_place_id = {_SHELF} WHERE document_id = {_KN} AND move_no = "
        f"(SELECT min(move_no) FROM goods_move WHERE document_id = {_KN})",
    ),
    "found by a correction": (
        "goods.posting",
        f"UPDATE goods_move SET to_place_id = {_SHELF} WHERE document_id = {_KN}",
    ),
}


@pytest.fixture
def good(store: Store, clock: FixedClock) -> Path:
    """Ten are on the note, two are missed, and seven had come."""
    floor = Floor(store=store, clock=clock, gallery=a_gallery(store, clock))
    scarf, note = noted(floor, 10)
    floor.lose(scarf, 8)
    correct(floor, note, quantity=Quantity(7))
    store.close()
    return store.path


def test_what_never_came_is_not_spoken_of(good: Path) -> None:
    assert examine(good) == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_name(fault: str, good: Path, tmp_path: Path) -> None:
    code, statement = FAULTS[fault]
    broken = copied(good, tmp_path / "broken.db", lambda connection: connection.execute(statement))
    assert code in {finding.code for finding in examine(broken)}
