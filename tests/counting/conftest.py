"""The floor that is counted, and the till that goes on selling meanwhile."""

from __future__ import annotations

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from tests.counting.floor import Floor
from tests.gallery import a_gallery
from tests.sales.shop import Counter


@pytest.fixture
def floor(store: Store, clock: FixedClock) -> Floor:
    """A gallery with its till open."""
    return Floor(store=store, clock=clock, gallery=a_gallery(store, clock))


@pytest.fixture
def till(floor: Floor) -> Counter:
    """Where customers pay while others count."""
    return Counter(store=floor.store, clock=floor.clock, gallery=floor.gallery)
