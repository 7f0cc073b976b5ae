"""The counter that sales are rung up at."""

from __future__ import annotations

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from tests.gallery import a_gallery
from tests.sales.shop import Counter


@pytest.fixture
def counter(store: Store, clock: FixedClock) -> Counter:
    """A gallery whose till was opened with 500.000."""
    return Counter(store=store, clock=clock, gallery=a_gallery(store, clock))
