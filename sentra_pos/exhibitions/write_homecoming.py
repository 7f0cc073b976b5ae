"""Write the homecoming file: all that a laptop's book holds, so that the newest file is all that is ever needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId
from sentra_pos.core.speech import N_
from sentra_pos.db.setting_keys import EXHIBITION, OWN_DEVICE, SHOP_ID, SHOP_NAME
from sentra_pos.db.settings import get_settings
from sentra_pos.exhibitions.homecoming_records import ACCOUNT, CUSTOMER, DEVICE, DOCUMENT, EVENT, LOT
from sentra_pos.exhibitions.keys import own_key
from sentra_pos.exhibitions.models import ExhibitionRow, StandRow
from sentra_pos.exhibitions.sealed_file import About, FileKind, seal
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Device
from sentra_pos.ledger.record_event import record_event

Progress = Callable[[int, int], None]
_TOLD_EVERY: Final = 250
#: Documents whose rows are read at once.
_AT_ONCE: Final = 200


class NotAStand(SentraError):
    message = N_("This store is not a stand's, so there is nothing to bring home.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeHomecoming:
    """A file that is on no stick yet, with so many of its device's documents."""

    stand: UUID
    device: DeviceId
    content: bytes = field(repr=False)
    documents: int


def make_homecoming(session: Session, *, clock: Clock, progress: Progress | None = None) -> MadeHomecoming:
    """The signed file, also while a shift is open; that it was written stands in the next one.

    Whoever stands at the stand may: a file on a stick is what a stolen laptop does not take along. It writes nothing:
    in ``reading`` no sale waits for it, nor for a slow stick, and what a power cut could still undo is not in it.
    Raises NotAStand, TooLarge, NoKeyInPractice.
    """
    said = get_settings(session, OWN_DEVICE, EXHIBITION, SHOP_ID, SHOP_NAME)
    if OWN_DEVICE not in said or EXHIBITION not in said:
        raise NotAStand
    device = DeviceId(UUID(said[OWN_DEVICE]))
    stand = session.get(StandRow, UUID(said[EXHIBITION]["stand"]))
    exhibition = None if stand is None else session.get(ExhibitionRow, stand.exhibition_id)
    row = session.get(Device, device)
    if stand is None or exhibition is None or row is None:
        raise NotAStand
    about = About(
        written_at=clock.now(),
        shop=UUID(said[SHOP_ID]),
        device=device,
        exhibition=exhibition.id,
        stand=stand.id,
        names={"shop": said[SHOP_NAME], "exhibition": exhibition.name, "stand": stand.name, "device": row.name},
    )
    connection = session.connection()
    total = _count(connection, device)
    content = seal(FileKind.HOMECOMING, about, _told(_records(connection, row), total, progress), own_key(session))
    documents = connection.exec_driver_sql("SELECT count(*) FROM document WHERE device_id = ?", (device.bytes,))
    return MadeHomecoming(stand=stand.id, device=device, content=content, documents=documents.scalar_one())


def tell_of_homecoming(session: Session, made: MadeHomecoming, *, clock: Clock, by: ActedBy | None = None) -> None:
    """It is on its stick."""
    record_event(
        session,
        EventKind.HOMECOMING_WRITTEN,
        device=made.device,
        staff=None if by is None else by.staff,
        clock=clock,
        details={"stand": str(made.stand), "documents": made.documents},
    )


def _told(records: Iterator[dict[str, Any]], total: int, progress: Progress | None) -> Iterator[dict[str, Any]]:
    done = 0
    for done, record in enumerate(records, start=1):
        if progress is not None and done % _TOLD_EVERY == 0:
            progress(done, max(total, done))
        yield record
    if progress is not None:
        progress(done, done)


def _count(connection: Connection, device: DeviceId) -> int:
    asked = (
        "SELECT (SELECT count(*) FROM document WHERE device_id = ?) + (SELECT count(*) FROM event WHERE device_id = ?)"
    )
    return int(connection.exec_driver_sql(asked, (device.bytes, device.bytes)).scalar_one())


def _records(connection: Connection, device: Device) -> Iterator[dict[str, Any]]:
    identity = device.id.bytes
    epochs = connection.exec_driver_sql(
        "SELECT epoch, opened_at, reason, genesis FROM device_epoch WHERE device_id = ? ORDER BY epoch", (identity,)
    )
    yield {
        "is": DEVICE,
        "id": str(device.id),
        "code": device.code,
        "name": device.name,
        "epochs": [[epoch, opened_at, reason, genesis.hex()] for epoch, opened_at, reason, genesis in epochs],
    }
    yield from _customers(connection)
    yield from _lots(connection, identity)
    yield from _accounts(connection)
    yield from _documents(connection, identity)
    yield from _events(connection, identity)


def _customers(connection: Connection) -> Iterator[dict[str, Any]]:
    rows = connection.exec_driver_sql(
        "SELECT id, name, contact_name, phone, address, remark, active FROM party WHERE kind = 'customer' ORDER BY id"
    )
    for identity, name, contact, phone, address, remark, active in rows:
        yield {
            "is": CUSTOMER,
            "id": _said(identity),
            "name": name,
            "contact_name": contact,
            "phone": phone,
            "address": address,
            "remark": remark,
            "active": bool(active),
        }


def _lots(connection: Connection, device: bytes) -> Iterator[dict[str, Any]]:
    """The shop's own lots that damaged returns became; all others came with a load."""
    rows = connection.exec_driver_sql(
        "SELECT lot.id, item_id, document_id, line_no, price, category FROM lot JOIN document "
        "ON document.id = document_id WHERE device_id = ? AND document.kind <> 'exhibition_arrival' ORDER BY lot.seq",
        (device,),
    )
    for identity, item, document, line, price, category in rows:
        yield {
            "is": LOT,
            "id": _said(identity),
            "item": _said(item),
            "document": _said(document),
            "line": line,
            "price": price,
            "category": category,
        }


def _accounts(connection: Connection) -> Iterator[dict[str, Any]]:
    rows = connection.exec_driver_sql("SELECT kind, party_id, device_id, method FROM account ORDER BY id")
    for kind, party, whose, method in rows:
        yield {"is": ACCOUNT, "kind": kind, "party": _said(party), "device": _said(whose), "method": method}


_HEADERS = (
    "SELECT id, device_id, epoch, seq, kind, number, shift_id, business_date, at, utc_offset_minutes, actor_id, "
    "approver_id, reason, reverses_id, intent, format_version, prev_hash, hash FROM document WHERE device_id = ? "
    "AND (epoch, seq) > (?, ?) ORDER BY epoch, seq LIMIT ?"
)
_PARTS_OF = {
    "lines": "document_id, line_no, kind, amount, text, item_id, lot_id, party_id, quantity, price, discount, method, "
    "reference, refers_document_id, refers_line_no, details FROM document_line WHERE {} ORDER BY document_id, line_no",
    "allocations": "document_id, line_no, lot_id, quantity, list_amount, discount, shop_discount, share, shop_part, "
    "short FROM line_allocation WHERE {} ORDER BY document_id, allocation_no",
    "goods": "document_id, line_no, lot_id, from_place_id, to_place_id, quantity FROM goods_move WHERE {} "
    "ORDER BY document_id, move_no",
    "money": "document_id, line_no, debit_account_id, credit_account_id, amount FROM money_move WHERE {} "
    "ORDER BY document_id, move_no",
}
_LINE_DETAILS: Final = 14


def _documents(connection: Connection, device: bytes) -> Iterator[dict[str, Any]]:
    """Each as its link covers it, with the link before it and its own."""
    reached = (0, 0)
    while batch := connection.exec_driver_sql(_HEADERS, (device, *reached, _AT_ONCE)).fetchall():
        reached = (batch[-1][2], batch[-1][3])
        bodies = {name: _bodies(connection, sql, [row[0] for row in batch]) for name, sql in _PARTS_OF.items()}
        for row in batch:
            yield _document(row, {name: body.get(row[0], []) for name, body in bodies.items()})


def _bodies(connection: Connection, sql: str, documents: Sequence[bytes]) -> dict[bytes, list[list[Any]]]:
    where = f"document_id IN ({', '.join('?' for _ in documents)})"
    rows = connection.exec_driver_sql("SELECT " + sql.format(where), tuple(documents)).fetchall()
    is_line = "details" in sql
    return {
        document: [_body(row[1:], is_line) for row in of_document]
        for document, of_document in groupby(rows, key=itemgetter(0))
    }


def _body(row: Sequence[Any], is_line: bool) -> list[Any]:
    cells = [_said(cell) if isinstance(cell, bytes) else cell for cell in row]
    if is_line:
        cells[_LINE_DETAILS] = json.loads(str(cells[_LINE_DETAILS]))
    return cells


def _document(row: Any, bodies: dict[str, list[list[Any]]]) -> dict[str, Any]:
    (identity, device, epoch, seq, kind, number, shift, day, at, offset, actor, approver, reason, reverses, intent,
     version, previous, sealed) = row  # fmt: skip
    content = {
        "v": version,
        "id": _said(identity),
        "device": _said(device),
        "epoch": epoch,
        "seq": seq,
        "kind": kind,
        "number": number,
        "shift": _said(shift),
        "date": day,
        "at": at,
        "offset": offset,
        "actor": _said(actor),
        "approver": _said(approver),
        "reason": reason,
        "reverses": _said(reverses),
        "intent": intent.hex(),
        **bodies,
    }
    return {"is": DOCUMENT, "content": content, "prev": previous.hex(), "hash": sealed.hex()}


def _events(connection: Connection, device: bytes) -> Iterator[dict[str, Any]]:
    rows = connection.exec_driver_sql(
        "SELECT id, epoch, seq, kind, at, actor_id, details, format_version, prev_hash, hash FROM event "
        "WHERE device_id = ? ORDER BY epoch, seq",
        (device,),
    )
    for identity, epoch, seq, kind, at, actor, details, version, previous, sealed in rows:
        content = {
            "v": version,
            "id": _said(identity),
            "device": _said(device),
            "epoch": epoch,
            "seq": seq,
            "kind": kind,
            "at": at,
            "actor": _said(actor),
            "details": json.loads(details),
        }
        yield {"is": EVENT, "content": content, "prev": previous.hex(), "hash": sealed.hex()}


def _said(identity: bytes | None) -> str | None:
    return None if identity is None else str(UUID(bytes=bytes(identity)))
