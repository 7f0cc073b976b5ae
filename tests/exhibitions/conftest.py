"""The gallery whose goods travel."""

from __future__ import annotations

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from tests.exhibitions.fair import Fair
from tests.gallery import a_gallery


@pytest.fixture
def fair(store: Store, clock: FixedClock) -> Fair:
    return Fair(store=store, clock=clock, gallery=a_gallery(store, clock))
