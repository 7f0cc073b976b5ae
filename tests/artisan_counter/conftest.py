"""A gallery in which two artisans sold, were settled with and paid, and had goods come back."""

from __future__ import annotations

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from tests.artisan_counter.visitors import Visitors, visitors


@pytest.fixture
def two(store: Store, clock: FixedClock) -> Visitors:
    return visitors(store, clock)
