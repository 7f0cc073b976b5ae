"""The desk at which payments are looked after."""

from __future__ import annotations

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from tests.payments.ringing import Desk


@pytest.fixture
def desk(store: Store, clock: FixedClock) -> Desk:
    return Desk(store, clock)
