"""The hash chains, computed again from the values that lie in the tables.

The text of each document's body is spelled by SQLite itself (a million lines a few seconds); Python adds the header and
hashes. Whether each link continues the one before is a rule in ``book_rules``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sentra_pos.core.speech import N_, _
from sentra_pos.doctor.findings import Finding
from sentra_pos.doctor.reader import RESTORE, TOLD, paper, readable

_EDITED = N_("{paper} is not as it was posted: its content and its seal disagree.")

_NAMES = """
CREATE TEMP TABLE d_name (id BLOB PRIMARY KEY, text TEXT) WITHOUT ROWID;
INSERT OR IGNORE INTO d_name SELECT id, {uuid} FROM (
    SELECT id FROM lot UNION ALL SELECT id FROM place UNION ALL SELECT id FROM account
    UNION ALL SELECT id FROM item UNION ALL SELECT id FROM party
)
"""
_UUID = "lower(format('%s-%s-%s-%s-%s', {}))".format(
    ", ".join(f"hex(substr({{0}}, {start}, {size}))" for start, size in ((1, 4), (5, 2), (7, 2), (9, 2), (11, 6)))
)


def _said(column: str) -> str:
    return f"(SELECT text FROM d_name WHERE id = {column})"


def _quoted(column: str) -> str:
    return f"coalesce('\"' || {_said(column)} || '\"', 'null')"


def _number(column: str) -> str:
    return f"coalesce({column}, 'null')"


#: The rows of a body as JSON arrays, per part of a document and in the order of the hash.
_PARTS = {
    "lines": (
        "document_line",
        "line_no",
        "line_no || ',' || json_quote(kind) || ',' || amount || ',' || json_quote(text) || ',' || "
        f"{_quoted('item_id')} || ',' || {_quoted('lot_id')} || ',' || {_quoted('party_id')} || ',' || "
        f"{_number('quantity')} || ',' || {_number('price')} || ',' || {_number('discount')} || ',' || "
        "json_quote(method) || ',' || json_quote(reference) || ',' || "
        f"iif(refers_document_id IS NULL, 'null', '\"' || {_UUID.format('refers_document_id')} || '\"') || ',' || "
        f"{_number('refers_line_no')} || ',' || details",
    ),
    "allocations": (
        "line_allocation",
        "allocation_no",
        f"line_no || ',\"' || {_said('lot_id')} || '\",' || quantity || ',' || list_amount || ',' || discount || ',' "
        "|| share || ',' || shop_part || ',' || short",
    ),
    "goods": (
        "goods_move",
        "move_no",
        f"line_no || ',\"' || {_said('lot_id')} || '\",\"' || {_said('from_place_id')} || '\",\"' || "
        f"{_said('to_place_id')} || '\",' || quantity",
    ),
    "money": (
        "money_move",
        "move_no",
        f"line_no || ',\"' || {_said('debit_account_id')} || '\",\"' || {_said('credit_account_id')} || '\",' || amount",
    ),
}
_BODY = (
    "SELECT document_id, group_concat('[' || row || ']', ',') FROM "
    "(SELECT document_id, {row} AS row FROM {table} {since} ORDER BY document_id, {order}) GROUP BY document_id"
)
_HEADERS = (
    "SELECT id, device_id, epoch, seq, kind, number, shift_id, business_date, at, utc_offset_minutes, actor_id, "
    "approver_id, reason, reverses_id, intent, format_version, prev_hash, hash FROM document {since} ORDER BY id"
)
_NEWEST = "WHERE {column} IN (SELECT id FROM document ORDER BY received_seq DESC LIMIT {count})"


def check_documents(connection: Any, *, newest: int | None = None) -> Iterator[Finding]:
    """Hash every document (or the ``newest`` so many) again from its values."""
    for statement in _NAMES.format(uuid=_UUID.format("id")).split(";"):
        connection.execute(statement).close()
    bodies = {name: _Bodies(connection, name, newest) for name in _PARTS}
    told = 0
    headers = connection.execute(_HEADERS.format(since=_since("id", newest)))
    for header in headers:
        text = _content(header, {name: body.of(header[0]) for name, body in bodies.items()})
        previous, sealed = header[-2:]
        if hashlib.sha256(b"sentra-pos/document/1\0" + previous + text.encode()).digest() == sealed:
            continue
        told += 1
        if told > TOLD:
            break
        yield Finding(
            code="chain.document",
            row=f"document {readable(header[0])}",
            sentence=_(_EDITED).format(paper=paper(connection, header[0])),
            remedy=_(RESTORE),
        )


class _Bodies:
    """One part of all documents, in the order of their ids, taken as the headers ask for it."""

    def __init__(self, connection: Any, name: str, newest: int | None) -> None:
        table, order, row = _PARTS[name]
        self._rows = connection.execute(
            _BODY.format(table=table, order=order, row=row, since=_since("document_id", newest))
        )
        self._next = self._rows.fetchone()

    def of(self, document: bytes) -> str:
        while self._next is not None and self._next[0] < document:
            self._next = self._rows.fetchone()
        if self._next is None or self._next[0] != document:
            return ""
        text = self._next[1]
        self._next = self._rows.fetchone()
        return text or ""


def _since(column: str, newest: int | None) -> str:
    return "" if newest is None else _NEWEST.format(column=column, count=newest)


def _content(header: tuple[Any, ...], bodies: dict[str, str]) -> str:
    """The canonical JSON of a document: keys sorted, no spaces."""
    (identity, device, epoch, seq, kind, number, shift, day, at, offset, actor, approver, reason, reverses, intent, v) = (
        header[:-2]
    )
    values = {
        "actor": _uuid(actor),
        "approver": _uuid(approver),
        "at": str(at),
        "date": _json(day),
        "device": _uuid(device),
        "epoch": str(epoch),
        "id": _uuid(identity),
        "intent": f'"{intent.hex()}"',
        "kind": _json(kind),
        "number": str(number),
        "offset": str(offset),
        "reason": _json(reason),
        "reverses": _uuid(reverses),
        "seq": str(seq),
        "shift": _uuid(shift),
        "v": str(v),
        **{name: f"[{text}]" for name, text in bodies.items()},
    }
    return "{" + ",".join(f'"{key}":{values[key]}' for key in sorted(values)) + "}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _uuid(value: bytes | None) -> str:
    if value is None:
        return "null"
    digits = value.hex()
    return f'"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"'


def check_events(connection: Any) -> Iterator[Finding]:
    """Hash every event again from its values."""
    for identity, device, epoch, seq, kind, at, actor, details, version, previous, sealed in connection.execute(
        "SELECT id, device_id, epoch, seq, kind, at, actor_id, details, format_version, prev_hash, hash FROM event"
    ):
        text = (
            f'{{"actor":{_uuid(actor)},"at":{at},"details":{details},"device":{_uuid(device)},"epoch":{epoch},'
            f'"id":{_uuid(identity)},"kind":{_json(kind)},"seq":{seq},"v":{version}}}'
        )
        if hashlib.sha256(b"sentra-pos/event/1\0" + previous + text.encode()).digest() != sealed:
            yield Finding(
                code="chain.event",
                row=f"event {readable(identity)}",
                sentence=_("Event {seq} is not as it was recorded.").format(seq=seq),
                remedy=_(RESTORE),
            )


def check_starts(connection: Any) -> Iterator[Finding]:
    """Whether each epoch's first link is bound to its device, moment and reason."""
    for device, epoch, opened_at, reason, genesis in connection.execute(
        "SELECT device_id, epoch, opened_at, reason, genesis FROM device_epoch"
    ):
        text = f'{{"at":{opened_at},"device":{_uuid(device)},"epoch":{epoch},"why":{_json(reason)}}}'
        if hashlib.sha256(b"sentra-pos/genesis/1\0" + text.encode()).digest() != genesis:
            yield Finding(
                code="chain.start",
                row=f"device_epoch {UUID(bytes=device)}/{epoch}",
                sentence=_("The beginning of epoch {epoch} is not as it was written.").format(epoch=epoch),
                remedy=_(RESTORE),
            )
