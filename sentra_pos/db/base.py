"""What every table shares: named constraints, our value types, STRICT, and the mark of what may never change."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from sentra_pos.core import ids
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.types import (
    BoolType,
    DateType,
    Integer64,
    PercentType,
    QuantityType,
    RupiahType,
    UtcTime,
    UuidType,
)

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
_ID_TYPES: tuple[Any, ...] = (
    ids.DocumentId,
    ids.ShiftId,
    ids.PartyId,
    ids.ItemId,
    ids.GroupId,
    ids.MotifId,
    ids.LotId,
    ids.PlaceId,
    ids.StaffId,
    ids.DeviceId,
    ids.AccountId,
    ids.AgreementId,
    ids.JobId,
    ids.EventId,
    ids.ObjectionId,
)
#: Key in ``Table.info``: rows are written once; triggers refuse UPDATE and DELETE.
APPEND_ONLY = "append_only"


class Base(DeclarativeBase):
    """Lean rows: columns and their constraints; arithmetic and decisions live in the rooms' rules."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        Rupiah: RupiahType,
        Quantity: QuantityType,
        Percent: PercentType,
        UUID: UuidType,
        datetime: UtcTime,
        date: DateType,
        bool: BoolType,
        int: Integer64,
        str: Text,
        bytes: LargeBinary,
        **dict.fromkeys(_ID_TYPES, UuidType),
    }


def strict(*constraints: Any, rowid: bool = True, append_only: bool = False) -> tuple[Any, ...]:
    """``__table_args__`` of every table.

    ``rowid=False`` clusters the rows by primary key, right for rows that are always read with their document;
    ``append_only=True`` has triggers refuse UPDATE and DELETE (see ``append_only.py``).
    """
    options: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": rowid}
    if append_only:
        options["info"] = {APPEND_ONLY: True}
    return (*constraints, options)


def one_of(column: str, kind: type[StrEnum]) -> CheckConstraint:
    """A CHECK that holds the column to the enum's values."""
    values = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")
