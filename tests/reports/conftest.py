"""A gallery whose till is open, and its cashier with a PIN."""

from __future__ import annotations

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.people.set_pin import SetPin, set_pin
from tests.factories import QUICK_HASHER
from tests.gallery import a_gallery
from tests.sales.shop import Counter

CASHIERS_PIN = "590317"


@pytest.fixture
def counter(store: Store, clock: FixedClock) -> Counter:
    """In English, as the msgids are."""
    gallery = a_gallery(store, clock)
    with store.writing() as session:
        command = SetPin(by=gallery.founded.by, staff=gallery.cashier.staff, pin=CASHIERS_PIN)
        set_pin(session, command, clock=clock, hasher=QUICK_HASHER)
    use_language("en")
    return Counter(store=store, clock=clock, gallery=gallery)
