"""The shop's settings: one JSON value a key, typed where they are used."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from sentra_pos.db.base import Base, strict
from sentra_pos.db.direct import RowReader
from sentra_pos.db.types import JsonText


class Setting(Base):
    """A key and its value; an absent key means the default of whoever asks."""

    __tablename__ = "setting"
    __table_args__ = strict()

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JsonText)


_KEPT = Setting.__table__.c
_VALUES = RowReader(select(_KEPT.key, _KEPT.value).where(_KEPT.key.in_(bindparam("keys", expanding=True))))


def get_settings(session: Session, *keys: str) -> dict[str, Any]:
    """The values kept under the keys, in one question; a key that was never kept is absent."""
    return {row.key: row.value for row in _VALUES.all(session, keys=list(keys))}


def get_setting(session: Session, key: str, default: Any = None) -> Any:
    """The value kept under the key, or the default."""
    return get_settings(session, key).get(key, default)


def put_setting(session: Session, key: str, value: Any) -> None:
    """Keep a JSON value under the key; None forgets it."""
    session.execute(delete(Setting).where(Setting.key == key))
    if value is not None:
        session.add(Setting(key=key, value=value))
        session.flush()
