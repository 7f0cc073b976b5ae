"""The stores that are measured are written in bulk, beside the acts; the doctor finds nothing wrong with them."""

from __future__ import annotations

from contextlib import closing

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.connection import connect
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from tests.benchmarks.big_catalogue import ARTISANS, fill_catalogue
from tests.benchmarks.big_sales import LINES_A_SALE, pieces_of
from tests.benchmarks.make_big_store import open_with_a_float, trade_a_day
from tests.factories import found_a_shop


@pytest.mark.soak
def test_a_catalogue_and_a_day_of_sales_written_in_bulk_are_sound(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        fill_catalogue(session, founded, clock, items=2 * ARTISANS)
    open_with_a_float(store, founded, clock)
    with closing(connect(store.path, read_only=True)) as connection:
        pieces = pieces_of(connection)
    assert len(pieces) == 2 * ARTISANS
    trade_a_day(store, founded, clock, pieces[: 20 * LINES_A_SALE])
    assert examine(store.path) == ()
