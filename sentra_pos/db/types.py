"""Column types: our values in, plain STRICT columns out, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Dialect, Integer, LargeBinary, Text, TypeDecorator

from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity

#: 64-bit everywhere; STRICT tables know it as INTEGER.
Integer64 = BigInteger().with_variant(Integer(), "sqlite")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical_json(value: Any) -> str:
    """One spelling per value (sorted keys, no spaces), so that equal content has equal hashes."""
    return _CANONICAL.encode(value)


def microseconds(moment: datetime) -> int:
    """An aware time as whole microseconds since 1970 UTC, the form in which it is stored and hashed."""
    return (moment - _EPOCH) // _MICROSECOND


class RupiahType(TypeDecorator[Rupiah]):
    """Whole rupiah."""

    impl = Integer64
    cache_ok = True

    def process_bind_param(self, value: Rupiah | None, dialect: Dialect) -> int | None:
        return None if value is None else value.amount

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Rupiah | None:
        return None if value is None else Rupiah(value)


class QuantityType(TypeDecorator[Quantity]):
    """Whole units."""

    impl = Integer64
    cache_ok = True

    def process_bind_param(self, value: Quantity | None, dialect: Dialect) -> int | None:
        return None if value is None else value.units

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Quantity | None:
        return None if value is None else Quantity(value)


class PercentType(TypeDecorator[Percent]):
    """Basis points."""

    impl = Integer64
    cache_ok = True

    def process_bind_param(self, value: Percent | None, dialect: Dialect) -> int | None:
        return None if value is None else value.basis_points

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Percent | None:
        return None if value is None else Percent(value)


class UuidType(TypeDecorator[UUID]):
    """Sixteen bytes: half the size of its text, and it sorts by time."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    def process_result_value(self, value: Any | None, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(bytes=bytes(value))


class UtcTime(TypeDecorator[datetime]):
    """Microseconds since 1970 UTC; only aware times go in, only UTC comes out."""

    impl = Integer64
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else microseconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


class DateType(TypeDecorator[date]):
    """A calendar day as ISO text, which sorts as days do."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class BoolType(TypeDecorator[bool]):
    """0 or 1."""

    impl = Integer64
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class JsonText(TypeDecorator[Any]):
    """Canonical JSON as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:
        return None if value is None else json.loads(value)


class EnumText(TypeDecorator[StrEnum]):
    """A StrEnum's value as text; the table's CHECK (see ``one_of``) keeps strangers out."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else value.value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)
