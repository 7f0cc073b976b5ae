"""Every document with all its rows, one after the other: each large table is read once, in the order of ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

_HEADERS = (
    "SELECT id, device_id, epoch, seq, kind, number, shift_id, business_date, at, utc_offset_minutes, actor_id, "
    "approver_id, reason, reverses_id, intent, format_version, prev_hash, hash FROM document {where} ORDER BY id"
)
_LINES = (
    "SELECT document_id, line_no, kind, amount, text, item_id, lot_id, party_id, quantity, price, discount, method, "
    "reference, refers_document_id, refers_line_no, details FROM document_line {where} ORDER BY document_id, line_no"
)
_PARTS = (
    "SELECT document_id, allocation_no, line_no, lot_id, quantity, list_amount, discount, shop_discount, "
    "share, shop_part, short "
    "FROM line_allocation {where} ORDER BY document_id, {order}"
)
_GOODS = (
    "SELECT document_id, move_no, line_no, lot_id, from_place_id, to_place_id, quantity FROM goods_move {where} "
    "ORDER BY document_id, move_no"
)
_MONEY = (
    "SELECT document_id, move_no, line_no, debit_account_id, credit_account_id, amount FROM money_move {where} "
    "ORDER BY document_id, move_no"
)
_NEWEST = "WHERE {column} IN (SELECT id FROM document ORDER BY received_seq DESC LIMIT {count})"

_CHUNK = 1_000

Row = tuple[Any, ...]
#: A promise broken: its code, and what else its sentence wants to say. The sentences are in ``paper_check.SAID``.
Broken = tuple[str, dict[str, Any]]


@dataclass(slots=True)
class Paper:
    """One document: its header and rows as they lie in the tables, the columns as selected above."""

    header: Row
    lines: list[Row]
    parts: list[Row]
    goods: list[Row]
    money: list[Row]

    @property
    def id(self) -> bytes:
        identity: bytes = self.header[0]
        return identity

    @property
    def kind(self) -> str:
        return str(self.header[4])


class Papers:
    """All documents, or the ``newest`` so many. ``strays`` counts rows of documents that are not there."""

    def __init__(self, connection: Any, newest: int | None = None) -> None:
        self.strays = 0
        self._headers = connection.execute(_HEADERS.format(where=_where("id", newest)))
        within = _where("document_id", newest)
        self._lines = _Rows(connection, _LINES.format(where=within))
        # In the order of the primary key, so that SQLite sorts nothing; the order of posting is made below.
        self._parts = _Rows(connection, _PARTS.format(where=within, order="line_no, allocation_no"))
        self._goods = _Rows(connection, _GOODS.format(where=within))
        self._money = _Rows(connection, _MONEY.format(where=within))

    def __iter__(self) -> Iterator[Paper]:
        lines, parts, goods, money = self._lines.of, self._parts.of, self._goods.of, self._money.of
        for header in self._headers:
            document = header[0]
            found = parts(document)
            found.sort(key=_part_number)
            yield Paper(header, lines(document), found, goods(document), money(document))
        self.strays = sum(rows.drained() for rows in (self._lines, self._parts, self._goods, self._money))


def _part_number(row: Row) -> int:
    return int(row[1])


class _Rows:
    """One table's rows, given out document by document."""

    def __init__(self, connection: Any, sql: str) -> None:
        cursor = connection.execute(sql)
        # A thousand rows at a time cost a quarter less than one by one.
        self._rows = chain.from_iterable(iter(partial(cursor.fetchmany, _CHUNK), []))
        self._next: Row | None = next(self._rows, None)
        self._strays = 0

    def of(self, document: bytes) -> list[Row]:
        row = self._next
        while row is not None and row[0] < document:
            self._strays += 1
            row = next(self._rows, None)
        rows: list[Row] = []
        if row is not None and row[0] == document:
            rows.append(row)
            for row in self._rows:
                if row[0] != document:
                    break
                rows.append(row)
            else:
                row = None
        self._next = row
        return rows

    def drained(self) -> int:
        """How many rows were of no document, those after the last one included."""
        return self._strays + (self._next is not None) + sum(1 for _row in self._rows)


def _where(column: str, newest: int | None) -> str:
    return "" if newest is None else _NEWEST.format(column=column, count=newest)
