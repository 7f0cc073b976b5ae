"""Rows said straight to the driver are stored as SQLAlchemy's own would be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, text

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import new_id
from sentra_pos.db.direct import RowWriter
from sentra_pos.db.engine import Store
from sentra_pos.ledger.models import Place
from sentra_pos.printing.kinds import JobKind, JobState
from sentra_pos.printing.models import PrintJobRow
from sentra_pos.printing.set_up_printer import receipt_printer
from tests.factories import found_a_shop


def test_each_value_is_stored_as_its_column_type_says(store: Store, clock: FixedClock) -> None:
    found_a_shop(store, clock)
    with store.writing() as session:
        printer = receipt_printer(session, store.path.parent, clock=clock)
        row: dict[str, Any] = {
            "id": new_id(clock),
            "dedupe_key": "k",
            "printer_id": printer,
            "kind": JobKind.RECEIPT,
            "title": "t",
            "doc_json": {"b": 1, "a": ["é"]},
            "payload": b"\x00\xff",
            "state": JobState.QUEUED,
            "attempts": 0,
            "not_before": clock.now(),
            "expires_at": clock.now(),
            "bytes_sent": 0,
            "copy_no": 0,
            "created_at": clock.now(),
        }
        session.execute(insert(PrintJobRow), [row])
        by_sqlalchemy = session.execute(text("SELECT * FROM print_job")).all()
        session.execute(delete(PrintJobRow))
        RowWriter(PrintJobRow, *row).write(session.connection(), [tuple(row.values())])
        directly = session.execute(text("SELECT * FROM print_job")).all()
    assert directly == by_sqlalchemy


def test_no_rows_are_nothing_to_do(store: Store) -> None:
    with store.writing() as session:
        RowWriter(Place, "id", "kind").write(session.connection(), [])
        assert session.query(Place).count() == 0
