"""The gallery that goods are moved about in."""

from __future__ import annotations

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from tests.gallery import a_gallery
from tests.giving_back.shelf import Shelf


@pytest.fixture
def shelf(store: Store, clock: FixedClock) -> Shelf:
    return Shelf(store=store, clock=clock, gallery=a_gallery(store, clock))
