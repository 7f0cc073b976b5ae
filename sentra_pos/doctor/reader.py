"""The doctor's own read-only connection, and asking a rule of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

import pysqlite3.dbapi2 as sqlite

from sentra_pos.core.speech import N_, _
from sentra_pos.doctor.findings import Finding, Rule

#: Findings of one rule that are told one by one; a thousandth broken row says nothing that the first did not.
TOLD = 20

#: What SQLite raises when it cannot read on.
Unreadable = sqlite.Error

_UUID_BYTES = 16
_MARKS = {
    "consignment_note": "N",
    "opening_balances": "S",
    "till_opening": "B",
    "till_closing": "T",
    "sale": "J",
    "refund": "R",
    "settlement": "L",
    "payout": "P",
    "exchange": "X",
    "void": "V",
    "payment_change": "G",
    "payment_check": "C",
    "bank_receipt": "M",
    "customer_payment": "U",
    "cash_movement": "K",
    "recount": "H",
    "price_change": "A",
    "drop_off": "TT",
    "note_correction": "KN",
    "terms_move": "KT",
    "identification": "KP",
    "hand_back": "RT",
    "transfer": "PB",
    "stock_count": "SO",
    "loss_case": "KS",
    "advance": "KB",
    "charge": "PT",
    "savings": "SP",
    "payout_void": "BS",
    "pay_back": "PL",
    "exhibition_load": "MP",
    "exhibition_arrival": "TP",
    "stand_ended": "AP",
    "exhibition_return": "PP",
    "exhibition_cost": "BP",
    "foreign_return": "RL",
    "return_matched": "RC",
}
_PAPER = (
    "SELECT kind, code, document.epoch, number FROM document JOIN device ON device.id = device_id WHERE document.id = ?"
)
RESTORE = N_("Keep this file, restore the newest good backup, and ring again what is missing since then.")


@contextmanager
def reading(path: Path) -> Iterator[Any]:
    """A connection that cannot change the store, in one consistent view; temporary tables are its own."""
    # A store that is open has its WAL beside it. Without one the file is a copy on its own, perhaps on a medium that
    # cannot be written to; read so, no files of SQLite's own are left there.
    alone = path.exists() and not Path(f"{path}-wal").exists()
    connection = _open(f"{store_uri(path.absolute())}?{'immutable=1' if alone else 'mode=ro'}")
    try:
        yield connection
    finally:
        connection.close()


def store_uri(path: PurePath) -> str:
    r"""An absolute path as SQLite wants to be told it, what is special in a URI escaped.

    SQLite knows no hosts: ``\\nas\toko`` is four slashes to it, where the standard has ``file://nas/toko``.
    """
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else f"file:////{uri.removeprefix('file://')}"


def _open(uri: str) -> Any:
    connection = sqlite.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA trusted_schema=OFF").close()
        connection.execute("PRAGMA cell_size_check=ON").close()
        connection.execute("PRAGMA cache_size=-32000").close()
        connection.execute("PRAGMA busy_timeout=5000").close()
        connection.execute("BEGIN").close()
        connection.execute("SELECT count(*) FROM sqlite_schema").close()
    except BaseException:
        connection.close()
        raise
    return connection


def ask(connection: Any, rule: Rule) -> list[Finding]:
    """The rule's findings, the first ``TOLD`` of them told one by one."""
    cursor = connection.execute(rule.sql)
    columns = [column[0] for column in cursor.description]
    answers = cursor.fetchmany(TOLD + 1)
    cursor.close()
    found = [rule.finding(_fields(connection, columns, answer)) for answer in answers[:TOLD]]
    if len(answers) > TOLD:
        found.append(
            Finding(code=rule.code, row="…", sentence=_("There are more of this kind."), remedy=_(rule.remedy))
        )
    return found


def _fields(connection: Any, columns: list[str], answer: tuple[Any, ...]) -> dict[str, Any]:
    fields = {name: readable(value) for name, value in zip(columns, answer, strict=True)}
    if "document" in columns:
        fields["paper"] = paper_number(connection, answer[columns.index("document")])
    if "other_document" in columns:
        fields["other"] = paper_number(connection, answer[columns.index("other_document")])
    return fields


def readable(value: Any) -> Any:
    """Bytes as the identity they are, all else as it is."""
    if isinstance(value, bytes):
        return str(UUID(bytes=value)) if len(value) == _UUID_BYTES else value.hex()
    return value


def paper_number(connection: Any, document: bytes | None) -> str:
    """The number printed on a document, or its identity where there is no such document."""
    row = connection.execute(_PAPER, (document,)).fetchone()
    if row is None:
        return str(readable(document))
    kind, device, epoch, number = row
    series = f"{device}.{epoch}" if epoch > 1 else f"{device}"
    return f"{_MARKS.get(kind, '?')}{series}-{number:06d}"
