"""A beginning that many tests share is made once in a process, by the shop's own acts, and copied from then on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sentra_pos.core.clock import Clock, FixedClock
from sentra_pos.db.connection import sqlite
from sentra_pos.db.engine import Store

Made = TypeVar("Made")
#: What was asked for, with the hour it was made at: the store as it was then, and what its maker answered with.
_kept: dict[Hashable, tuple[Any, Any]] = {}


def made_once(store: Store, clock: Clock, what: Hashable, make: Callable[[], Made]) -> Made:
    """What ``make`` makes in a fresh ``store``; from the second time on a copy of that store, with the same ids.

    ``make`` must answer with values alone, and ``what`` must say all that it depends on besides the clock.
    """
    if not isinstance(clock, FixedClock) or not _is_fresh(store):
        return make()
    key = (what, clock.now(), clock.zone)
    if key not in _kept:
        made = make()
        copy = sqlite.connect(":memory:", check_same_thread=False)
        with store.driver_connection() as connection:
            connection.backup(copy)
        _kept[key] = (copy, made)
        return made
    copy, made = _kept[key]
    with store.driver_connection() as connection:
        copy.backup(connection)
    return made


def _is_fresh(store: Store) -> bool:
    """Whether nobody wrote anything: what a test put there before would be lost under the copy."""
    first = "device", "party", "printer", "item"
    anything = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in first)
    with store.driver_connection() as connection:
        return bool(connection.execute(f"SELECT {anything}").fetchone() == (0,))
