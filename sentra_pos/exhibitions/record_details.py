"""What a line or an event says besides its columns, read as the screens and papers of the shop will read it.

A homecoming is in the book for ever. What could not be shown there must not come in: a receipt that cannot be opened,
a closing without its figures. Keys that nobody reads are let through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sentra_pos.catalogue.facts import Dye, Technique
from sentra_pos.exhibitions.record_values import Senseless, table_of, text_of
from sentra_pos.ledger.kinds import DocumentKind, EventKind, LineKind, PlaceKind
from sentra_pos.sales.cart import Condition, discount_from_json
from sentra_pos.tills.denominations import Denominations
from sentra_pos.tills.kept_figures import totals_kept
from sentra_pos.tills.shift_queries import Movement

Said = Mapping[str, Any]
T = TypeVar("T")
#: A till that stands somewhere takes in and pays out; its money reaches safe and bank at home alone.
_MOVEMENTS_THERE = frozenset({Movement.PAID_IN, Movement.PAID_OUT})
#: Documents of which somebody reads the one line that there is.
_OF_ONE_LINE = frozenset({DocumentKind.TILL_OPENING, DocumentKind.CASH_MOVEMENT, DocumentKind.RECOUNT})


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError
    return value


def _texts(value: Any) -> list[str]:
    if type(value) is not list:
        raise TypeError
    return [text_of(each) for each in value]


def _facts(value: Any) -> None:
    technique, dye = _texts(value)
    Technique(technique), Dye(dye)


def _discounts(value: Any) -> None:
    for each in _list(value):
        _number(each["amount"])
        text_of(each.get("reason", ""))
        discount_from_json(each)


def _raised(value: Any) -> None:
    _number(value["tag"])
    text_of(value["reason"])


def _movement(value: Any) -> None:
    if Movement(value) not in _MOVEMENTS_THERE:
        raise ValueError


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError
    return value


_GOODS: Mapping[str, Callable[[Any], object]] = {
    "facts": _facts, "discounts": _discounts, "raised": _raised, "condition": Condition, "place": PlaceKind
}  # fmt: skip
_LINES: Mapping[str, Mapping[str, Callable[[Any], object]]] = {
    LineKind.GOODS: _GOODS,
    LineKind.SERVICE: _GOODS,
    LineKind.TAKEN_BACK: _GOODS,
    LineKind.TENDER: {"given": _number, "confirmed": _flag},
    LineKind.PAYMENT_COST: {"full": _number, "tender": _number},
    LineKind.CUSTOMER: {"language": text_of},
    LineKind.CASH_MOVED: {"movement": _movement, "category": text_of},
    LineKind.COUNTED_CASH: {"denominations": Denominations.from_json},
    LineKind.COUNTED_METHOD: {"expected": _number},
    LineKind.CHECKED: {"arrived": _flag},
}
_EVENTS: Mapping[str, Mapping[str, Callable[[Any], object]]] = {
    EventKind.LOGIN: {"permissions": _texts, "permission": text_of},
    EventKind.LOGIN_REFUSED: {"failures": _number, "permissions": _texts, "permission": text_of},
    EventKind.PERMISSION_REFUSED: {"permissions": _texts, "permission": text_of},
    EventKind.COUNT_SHOWN: {"shift": UUID, "counted": _number},
}
#: What is never left out.
_WANTED: Mapping[str, tuple[str, ...]] = {
    LineKind.CASH_MOVED: ("movement",),
    LineKind.COUNTED_METHOD: ("expected",),
    LineKind.CHECKED: ("arrived",),
    EventKind.COUNT_SHOWN: ("shift", "counted"),
}
_CLOSED = ("expected", "to_safe", "grand_total")
_OPEN_ENDS = ("unprinted", "in_doubt", "unchecked", "unchecked_amount")
_WANTED_OF_CASH: Mapping[str, tuple[str, ...]] = {
    DocumentKind.TILL_OPENING: ("variance",),
    DocumentKind.RECOUNT: ("before", "old_difference", "difference"),
}


def check_line(kind: str, said: Said) -> None:
    """Raises Senseless."""
    _check(kind, said, _LINES.get(kind, {}))


def check_event(kind: str, said: Said) -> None:
    """Raises Senseless."""
    _check(kind, said, _EVENTS.get(kind, {}))


def check_till(kind: str, lines: list[list[Any]]) -> None:
    """The figures that an opening, a closing, a recount keep in their first line. Raises Senseless."""
    if kind in _OF_ONE_LINE and len(lines) != 1:
        raise Senseless("the lines")
    if kind in _WANTED_OF_CASH:
        _sensibly(lambda: [_number(lines[0][-1][key]) for key in _WANTED_OF_CASH[kind]])
    elif kind == DocumentKind.TILL_CLOSING:
        _sensibly(lambda: _closing(lines))


def _closing(lines: list[list[Any]]) -> None:
    cash, *slips = lines
    said = cash[-1]
    if cash[1] != LineKind.COUNTED_CASH or any(slip[1] != LineKind.COUNTED_METHOD for slip in slips):
        raise ValueError
    for key in _CLOSED:
        _number(said[key])
    for key in _OPEN_ENDS:
        _number(said["open"][key])
    _number(said.get("first_counted", 0))
    for counted in (*said["by_method"].values(), *said["moved"].values(), *said.get("fairs", {}).values()):
        count, amount = counted
        _number(count), _number(amount)
    for _kind, *numbers in table_of(said["numbers"], 5):
        for number in numbers:
            _number(number)
    totals_kept(said)


def _check(kind: str, said: Said, readers: Mapping[str, Callable[[Any], object]]) -> None:
    if any(key not in said for key in _WANTED.get(kind, ())):
        raise Senseless("details")
    for key, read in readers.items():
        if key in said:
            _sensibly(lambda read=read, key=key: read(said[key]))  # type: ignore[misc]


def _sensibly(read: Callable[[], T]) -> T:
    try:
        return read()
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        raise Senseless("details") from None
