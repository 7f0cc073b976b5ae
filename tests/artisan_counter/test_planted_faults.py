"""What the doctor says when the counter's rows are changed behind the program's back."""

from __future__ import annotations

from pathlib import Path

import pytest

from sentra_pos.doctor.examine import examine
from tests.artisan_counter.visitors import Visitors
from tests.doctor.a_busy_shop import copied

FAULTS = {
    "an objection made somebody else's": (
        "counter.objection",
        "UPDATE objection SET party_id = (SELECT id FROM party WHERE code = 'P02')",
    ),
    "a card of another range": ("counter.card", "UPDATE artisan_card SET code = '20' || substr(code, 3)"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_by_its_name(fault: str, two: Visitors, tmp_path: Path) -> None:
    two.object(two.opened(two.mine), two.sales[two.mine].id)
    two.store.close()
    assert examine(two.store.path) == ()
    code, sql = FAULTS[fault]
    broken = copied(two.store.path, tmp_path / "broken.db", lambda connection: connection.execute(sql))
    assert code in {finding.code for finding in examine(broken)}
