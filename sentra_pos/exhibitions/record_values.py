"""The values of a homecoming's records, each read back as if a stranger had written it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sentra_pos.db.types import canonical_json
from sentra_pos.ledger.post import LARGEST_AMOUNT

#: The largest count, the longest text, how deep details may be nested, and how long a table may be.
MOST: Final = 10**9
LONGEST: Final = 10_000
DEEPEST: Final = 8
LINES: Final = 100_000
#: The largest whole number that every reader of JSON keeps, in microseconds the year 2255.
LATEST: Final = 2**53
_FIRST_DAY, _LAST_DAY = "2000-01-01", "2199-12-31"
_IDENTITY: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Senseless(ValueError):
    """What was wrong; the line's number is added where it is known."""


def whole(value: Any, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise Senseless("a number")
    return value


def text_of(value: Any, longest: int = LONGEST) -> str:
    if type(value) is not str or len(value) > longest or "\0" in value:
        raise Senseless("a text")
    return value


def identity(value: Any) -> bytes:
    if type(value) is not str or len(value) != 36:
        raise Senseless("an identity")
    return _identity(value)


@lru_cache(maxsize=20_000)
def _identity(value: str) -> bytes:
    """Of the same lots, places and accounts every document speaks."""
    if not _IDENTITY.fullmatch(value):
        raise Senseless("an identity")
    return bytes.fromhex(value.replace("-", ""))


def hash_of(value: Any, length: int = 64) -> bytes:
    if type(value) is not str or len(value) != length or value != value.lower():
        raise Senseless("a hash")
    try:
        return bytes.fromhex(value)
    except ValueError:
        raise Senseless("a hash") from None


def day_of(value: Any) -> str:
    """A day that can still be reckoned with: a laptop's clock may be wrong by years, but not by centuries."""
    said = text_of(value, 10)
    try:
        if date.fromisoformat(said).isoformat() != said:
            raise Senseless("a day")
        if not _FIRST_DAY <= said <= _LAST_DAY:
            raise Senseless("a day")
    except ValueError:
        raise Senseless("a day") from None
    return said


def maybe(read: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else read(value)


def amount_of(value: Any) -> int:
    return whole(value, -LARGEST_AMOUNT, LARGEST_AMOUNT)


def units_of(value: Any) -> int:
    return whole(value, -MOST, MOST)


def one_of(value: Any, known: Collection[str], what: str) -> str:
    if type(value) is not str or value not in known:
        raise Senseless(what)
    return value


def table_of(value: Any, cells: int) -> list[list[Any]]:
    """Rows of so many cells each."""
    if type(value) is not list or len(value) > LINES:
        raise Senseless("a table")
    for row in value:
        if type(row) is not list or len(row) != cells:
            raise Senseless("a table")
    return value


def details_of(value: Any) -> str:
    """A JSON object of texts, whole numbers and what is made of them, as it is stored."""
    if type(value) is not dict:
        raise Senseless("details")
    if not value:
        return "{}"
    _check_plain(value, 0)
    return canonical_json(value)


def _check_plain(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise Senseless("details too deep")
    kind = type(value)
    if kind is dict:
        for key, part in value.items():
            text_of(key)
            _check_plain(part, depth + 1)
    elif kind is list:
        for part in value:
            _check_plain(part, depth + 1)
    elif kind is int:
        whole(value, -LATEST, LATEST)
    elif kind is str:
        text_of(value)
    elif value is not None and kind is not bool:
        raise Senseless("details")


def fields_of(value: Any, names: Collection[str]) -> Mapping[str, Any]:
    """An object of just these fields."""
    if type(value) is not dict or value.keys() != frozenset(names):
        raise Senseless("the names of the fields")
    return value
