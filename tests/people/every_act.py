"""Finds every act of the shop, and makes a command for it out of nothing but its types."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import sentra_pos
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.draft import ActedBy
from tests.gallery import Gallery

Act = Callable[..., object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """The gallery that the acts are tried in; its till is open."""

    gallery: Gallery
    clock: FixedClock


def name_of(act: Act) -> str:
    """``tills.open_till.open_till``, as the tables call it."""
    return f"{act.__module__.removeprefix('sentra_pos.')}.{act.__name__}"


def every_act() -> dict[str, Act]:
    """Every public function of the shop that takes a ``command``, by its name."""
    found: dict[str, Act] = {}
    for module in pkgutil.walk_packages(sentra_pos.__path__, "sentra_pos."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for name, function in vars(loaded).items():
            own = inspect.isfunction(function) and function.__module__ == module.name and not name.startswith("_")
            if own and "command" in inspect.signature(function).parameters:
                found[name_of(function)] = function
    return found


def command_for(act: Act, by: ActedBy, stand: Stand, given: Mapping[str, Any]) -> Any:
    """A command that could have been sent: each field by its default, or the plainest value of its type.

    A ``given`` value that is a function is asked with the stand.
    """
    kind = get_type_hints(act)["command"]
    told = {name: value(stand) if callable(value) else value for name, value in given.items()}
    return _made(kind, by, stand.clock, told)


def _made(kind: Any, by: ActedBy, clock: FixedClock, told: Mapping[str, Any]) -> Any:
    hints = get_type_hints(kind)
    values = dict(told)
    for field in fields(kind):
        if field.name not in values and field.default is MISSING and field.default_factory is MISSING:
            values[field.name] = _plainest(hints[field.name], by, clock)
    return kind(**values)


def _plainest(kind: Any, by: ActedBy, clock: FixedClock) -> Any:
    kind = getattr(kind, "__supertype__", kind)
    plain: dict[Any, Any] = {
        ActedBy: by,
        Rupiah: Rupiah(1_000),
        Quantity: Quantity(1),
        Percent: Percent.whole(10),
        date: business_today(clock),
        Path: Path("somewhere"),
        str: "something",
        int: 1,
        bool: True,
        bytes: b"something",
    }
    origin = get_origin(kind)
    if kind is UUID:
        return new_id(clock)
    if kind in plain:
        return plain[kind]
    if origin in (Union, types.UnionType):
        return None if type(None) in get_args(kind) else _plainest(get_args(kind)[0], by, clock)
    if origin is not None:
        return {} if issubclass(origin, Mapping) else frozenset() if origin is frozenset else ()
    if issubclass(kind, Enum):
        return next(iter(kind))
    assert is_dataclass(kind), f"no plain value for {kind}"
    return _made(kind, by, clock, {})
