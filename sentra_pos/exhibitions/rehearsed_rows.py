"""What a rehearsal took in, read back as it lies there: so the very rows that the doctor saw come into the book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from sentra_pos.db.connection import connect
from sentra_pos.exhibitions.homecoming_records import DocumentRecord, Link, Row
from sentra_pos.exhibitions.insert_documents import EVENT, HEADER, ROWS
from sentra_pos.exhibitions.read_homecoming import TOLD_EVERY, Progress
from sentra_pos.exhibitions.rehearse import Rehearsed


def rehearsed_documents(rehearsed: Rehearsed, progress: Progress | None = None) -> Iterator[DocumentRecord]:
    """The new documents, in the order of their chain."""
    questions = [f"{_select(table, columns)} WHERE document_id = ?" for table, columns in ROWS.items()]
    headers = f"{_select('document', HEADER)} WHERE received_seq > ? ORDER BY received_seq"
    with closing(connect(rehearsed.path, read_only=True)) as connection:
        for number, header in enumerate(connection.execute(headers, (rehearsed.known,)), start=1):
            yield _document(header, *(tuple(connection.execute(sql, header[:1])) for sql in questions))
            if progress is not None and (number % TOLD_EVERY == 0 or number == rehearsed.added):
                progress(number, rehearsed.added)


def _document(
    header: Row, lines: tuple[Row, ...], parts: tuple[Row, ...], goods: tuple[Row, ...], money: tuple[Row, ...]
) -> DocumentRecord:
    identity, _device, epoch, seq, kind, number, *_more, previous, sealed = header
    link = Link(id=identity, epoch=epoch, seq=seq, previous=previous, hash=sealed)
    return DocumentRecord(
        link=link, kind=kind, number=number, header=header, lines=lines, parts=parts, goods=goods, money=money
    )


def rehearsed_events(rehearsed: Rehearsed) -> list[Row]:
    """The new events, in the order of their chain."""
    known = {epoch: seq for epoch, chain, seq, _hash in rehearsed.heads if chain == "event"}
    question = f"{_select('event', EVENT)} WHERE device_id = ? ORDER BY epoch, seq"
    with closing(connect(rehearsed.path, read_only=True)) as connection:
        rows: Iterator[Any] = connection.execute(question, (rehearsed.walk.device.id.bytes,))
        return [row for row in rows if row[3] > known.get(row[2], 0)]


def _select(table: str, columns: str) -> str:
    return f"SELECT {', '.join(columns.split())} FROM {table}"
