"""Which columns of which rows go to a stand, and how a row becomes a record of a file and a row again."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Table

from sentra_pos.catalogue.models import Item, ItemCode, ItemGroup, ItemPhoto, Motif, MotifAlias
from sentra_pos.consignment.models import AgreementRateRow, AgreementRow
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.base import Base
from sentra_pos.db.tables import all_tables
from sentra_pos.db.types import (
    BoolType,
    DateType,
    EnumText,
    PercentType,
    QuantityType,
    RupiahType,
    UtcTime,
    UuidType,
    microseconds,
)
from sentra_pos.exhibitions.models import ExhibitionRow
from sentra_pos.ledger.models import Lot
from sentra_pos.payments.models import PaymentMethodRow
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.models import Party, Staff
from sentra_pos.sales.models import PromotionRow
from sentra_pos.tills.models import CashCategoryRow

Values = dict[str, Any]
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: Both ends of what a clock says: 1970 and the year 2200, in microseconds.
_LATEST: Final = 7_258_118_400_000_000
_LARGEST: Final = 10**12
_LONGEST_TEXT: Final = 20_000
#: A small picture in base 64.
_LONGEST_BYTES: Final = 2_000_000


class Senseless(ValueError):
    """A field of a record that cannot be; its argument is the field's name."""


@dataclass(frozen=True, kw_only=True)
class Travelling:
    """The columns of a table that go along; ``instead`` is what the others are at the stand.

    So a column that somebody adds to such a table stays at home until it is named here.
    """

    model: type[Base]
    columns: tuple[str, ...]
    instead: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def _columns(self) -> dict[str, Column[Any]]:
        # A foreign key takes the type of what it names, which has to be known by then.
        all_tables()
        table = self.model.__table__
        assert isinstance(table, Table)
        return {name: table.c[name] for name in self.columns}

    def record(self, kind: str, row: Any) -> Values:
        """A row as a record."""
        return {"is": kind, **{name: as_json(getattr(row, name)) for name in self.columns}}

    def values(self, record: Mapping[str, Any], *, besides: Iterable[str] = ()) -> Values:
        """A record as the values of a row. Raises Senseless."""
        if record.keys() != {"is", *self.columns, *besides}:
            raise Senseless("fields")
        return {name: _read(column, record[name]) for name, column in self._columns.items()} | dict(self.instead)


ROWS: Final = {
    "staff": Travelling(model=Staff, columns=("id", "name", "role", "active")),
    "exhibition": Travelling(
        model=ExhibitionRow,
        columns=("id", "name", "venue", "city", "starts", "ends", "qris_payload", "recorded_at", "recorded_by"),
        instead={"rent": ZERO, "note": "", "called_off": False},
    ),
    "method": Travelling(
        model=PaymentMethodRow,
        columns=(
            *("code", "name", "account", "asks_reference", "confirmed"),
            *("cost_rate", "cost_free", "position", "active"),
        ),
    ),
    "category": Travelling(model=CashCategoryRow, columns=("code", "name", "account", "position", "active")),
    "promotion": Travelling(
        model=PromotionRow,
        columns=(
            *("id", "name", "rate", "amount", "starts", "ends", "scope", "target", "shop_bears"),
            *("created_at", "created_by", "ended_at"),
        ),
    ),
    "motif": Travelling(model=Motif, columns=("id", "name", "folded", "story")),
    "alias": Travelling(model=MotifAlias, columns=("folded", "name", "motif_id")),
    "group": Travelling(model=ItemGroup, columns=("id", "name")),
    "party": Travelling(
        model=Party,
        columns=("id", "kind", "code", "name", "active"),
        instead={
            **dict.fromkeys(("contact_name", "phone", "address", "bank_account", "remark"), ""),
            "payout_method": PayoutMethod.CASH,
        },
    ),
    "item": Travelling(
        model=Item,
        columns=(
            *("id", "name", "kind", "category", "technique", "dye", "cloth", "size", "length_cm", "width_cm"),
            *("work_days", "motif_id", "group_id", "maker_id", "price", "active", "created_at"),
        ),
        instead={"remark": "", "import_key": None},
    ),
    "code": Travelling(model=ItemCode, columns=("code", "item_id", "own")),
    "photo": Travelling(model=ItemPhoto, columns=("item_id", "jpeg")),
    "agreement": Travelling(
        model=AgreementRow,
        columns=(
            *("id", "party_id", "version", "valid_from", "scheme", "rate", "fixed", "discount_bearer"),
            *("payment_cost_bearer", "price_consent", "liability", "valuation", "rate_count", "liability_shop_percent"),
            *("return_term_days", "hold_days", "rhythm", "payday", "recorded_at", "recorded_by"),
        ),
        instead={"remark": ""},
    ),
    "rate": Travelling(
        model=AgreementRateRow,
        columns=("agreement_id", "number", "item_id", "category", "place_kind", "scheme", "rate", "fixed"),
    ),
    "lot": Travelling(
        model=Lot,
        columns=("id", "seq", "item_id", "owner_id", "agreement_id", "price", "net_price", "cost", "category"),
    ),
}


def as_json(value: Any) -> Any:
    """One of our values as a JSON value."""
    write = _WRITE.get(type(value))
    if write is not None:
        return write(value)
    return value.value if isinstance(value, Enum) else value


_WRITE: Final[dict[type, Callable[[Any], Any]]] = {
    UUID: str,
    datetime: microseconds,
    date: date.isoformat,
    Rupiah: lambda value: value.amount,
    Quantity: lambda value: value.units,
    Percent: lambda value: value.basis_points,
    bytes: lambda value: base64.b64encode(value).decode(),
}


def _read(column: Column[Any], value: Any) -> Any:
    if value is None:
        if not column.nullable:
            raise Senseless(column.name)
        return None
    kind = column.type
    try:
        if isinstance(kind, EnumText):
            return kind.kind(value)
        return _READ.get(type(kind), _as_stored(kind.python_type))(value)
    except (ValueError, TypeError) as error:
        raise Senseless(column.name) from error


def whole(value: Any, least: int = -_LARGEST, most: int = _LARGEST) -> int:
    """A whole number within bounds. Raises ValueError."""
    if type(value) is not int or not least <= value <= most:
        raise ValueError(value)
    return value


def text(value: Any, longest: int = _LONGEST_TEXT) -> str:
    """A text. Raises ValueError."""
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError(value)
    return value


def identity(value: Any) -> UUID:
    """An identity in its one spelling. Raises ValueError."""
    found = UUID(text(value, 36))
    if str(found) != value:
        raise ValueError(value)
    return found


def day(value: Any) -> date:
    """A calendar day. Raises ValueError."""
    found = date.fromisoformat(text(value, 10))
    if found.isoformat() != value:
        raise ValueError(value)
    return found


def _bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(text(value, _LONGEST_BYTES), validate=True)
    except binascii.Error as error:
        raise ValueError(value) from error


def _yes_or_no(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError(value)
    return value


_READ: Final[dict[type, Callable[[Any], Any]]] = {
    UuidType: identity,
    UtcTime: lambda value: _EPOCH + timedelta(microseconds=whole(value, 0, _LATEST)),
    DateType: day,
    BoolType: _yes_or_no,
    RupiahType: lambda value: Rupiah(whole(value)),
    QuantityType: lambda value: Quantity(whole(value)),
    PercentType: lambda value: Percent(whole(value, 0, 10_000)),
}


def _as_stored(kind: type) -> Callable[[Any], Any]:
    if kind is int:
        return whole
    return _bytes if kind is bytes else text
