"""The same command sent twice: what stands already answers, and another wish under the same id is refused."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import N_
from sentra_pos.ledger.chain import fingerprint
from sentra_pos.ledger.queries import Header, header_of

_NAMES: dict[type, tuple[str, ...] | None] = {}
#: Who asked and what was confirmed on the way is not part of what was asked for.
_NOT_ASKED_FOR = frozenset({"id", "by", "confirmed"})


class OtherWishUnderSameId(SentraError):
    """The id was used before, for something else."""

    message = N_("{code} was recorded already, with other content. Open {code} to see it, then begin anew.")


def intent_of(command: Any) -> bytes:
    """The fingerprint of what a frozen command asks for."""
    names = _names_of(type(command)) or ()
    asked = {name: _plain(getattr(command, name)) for name in names if name not in _NOT_ASKED_FOR}
    return fingerprint(asked)


def standing(session: Session, document: DocumentId, intent: bytes) -> Header | None:
    """The document that answered this very command before, or None. Raises OtherWishUnderSameId."""
    header = header_of(session, document)
    if header is not None and header.intent != intent:
        raise OtherWishUnderSameId(code=header.code)
    return header


def _names_of(kind: type) -> tuple[str, ...] | None:
    """The fields of a record's class, or None of any other; asked of each value of every sale, so kept."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None
    return _NAMES[kind]


def _plain(value: Any) -> Any:
    names = _names_of(type(value))
    if names is not None:
        return [_plain(getattr(value, name)) for name in names]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value
