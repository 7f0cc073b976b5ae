"""A beginning that many tests share is made once in a process, by the shop's own acts, and copied from then on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any, TypeVar

from sentra_pos.core.clock import Clock, FixedClock
from sentra_pos.db.connection import sqlite
from sentra_pos.db.engine import Store

Made = TypeVar("Made")
#: What was asked for, with the hour it was made at: the stores as they were then, what their maker answered with, and
#: what time it was in the end.
_kept: dict[Hashable, tuple[tuple[Any, ...], Any, datetime]] = {}


def made_once(store: Store, clock: Clock, what: Hashable, make: Callable[[], Made], *besides: Store) -> Made:
    """What ``make`` makes in a fresh ``store``; from the second time on a copy of that store, with the same ids.

    ``make`` must answer with values alone, or its caller must put the test's own store and clock into them; ``what``
    must say all that it depends on besides the clock. ``besides`` are further stores that it writes to.
    """
    stores = (store, *besides)
    if not isinstance(clock, FixedClock) or not all(_is_fresh(each) for each in stores):
        return make()
    key = (what, clock.now(), clock.zone)
    if key not in _kept:
        made = make()
        _kept[key] = (tuple(_copy_of(each) for each in stores), made, clock.now())
        return made
    copies, made, then = _kept[key]
    for copy, each in zip(copies, stores, strict=True):
        with each.driver_connection() as connection:
            copy.backup(connection)
    clock.set(then)
    return made


def _copy_of(store: Store) -> Any:
    copy = sqlite.connect(":memory:", check_same_thread=False)
    with store.driver_connection() as connection:
        connection.backup(copy)
    return copy


def _is_fresh(store: Store) -> bool:
    """Whether nobody wrote anything: what a test put there before would be lost under the copy."""
    first = "device", "party", "printer", "item"
    anything = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in first)
    with store.driver_connection() as connection:
        return bool(connection.execute(f"SELECT {anything}").fetchone() == (0,))
