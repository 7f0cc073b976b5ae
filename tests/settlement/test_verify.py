"""A statement's paper held against the book: what was changed anywhere is found."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.settlement.lock_settlement import SettlementLocked
from sentra_pos.settlement.proof import NotAStatementCode, PaperTotals, qr_text, read_proof, short_code
from sentra_pos.settlement.statement import Statement, statement_of
from sentra_pos.settlement.verify import Verdict, verify
from tests.doctor.a_busy_shop import behind_the_programs_back
from tests.settlement.gallery import Gallery, a_gallery


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    use_language("en")
    return a_gallery(store, clock)


def a_paid_settlement(gallery: Gallery) -> SettlementLocked:
    """Sold, some of it brought back, an advance taken off, paid in part; the shop went on afterwards."""
    item = gallery.items[gallery.party]
    gallery.open_balances(owed=40_000, advance=30_000)
    first = gallery.sell((item, 3, 100_000, 10_000), (gallery.items[gallery.other], 1, 100_000, 0))
    gallery.sell((item, 2, 100_000, 0), method="qris")
    gallery.refund(first, [(1, 1)])
    locked = gallery.lock(gallery.party)
    gallery.pay(locked, 50_000)
    gallery.sell((item, 1, 100_000, 0))
    return locked


def _statement(gallery: Gallery, locked: SettlementLocked) -> Statement:
    with gallery.store.reading() as session:
        return statement_of(session, locked.id)


def _verdict(store: Store, code: str) -> Verdict:
    with store.reading() as session:
        return verify(session, code)


def test_a_paper_of_this_book_is_genuine_scanned_or_typed_in_any_spelling(gallery: Gallery) -> None:
    statement = _statement(gallery, a_paid_settlement(gallery))
    typed = f"{statement.code} {short_code(statement.hash)}"

    for code in (statement.qr, statement.qr.lower(), typed, f"  {typed.lower()} ", typed.replace(" ", "")):
        verdict = _verdict(gallery.store, code)
        assert verdict.genuine, verdict.differs
        assert verdict.sentence.startswith(f"Genuine: {statement.code} of Sanggar Malam Andaian")
    assert len(statement.qr) <= 128  # what a scanner's burst may hold


def test_another_total_on_the_paper_is_told_in_one_sentence(gallery: Gallery) -> None:
    statement = _statement(gallery, a_paid_settlement(gallery))
    forged = PaperTotals(
        sold=statement.sold, commission=statement.commission, deducted=statement.deducted,
        balance=statement.balance + Rupiah(100_000),
    )  # fmt: skip

    verdict = _verdict(gallery.store, qr_text(statement.id, statement.hash, forged))

    (sentence,) = verdict.differs
    assert sentence.replace("\u00a0", " ") == "Balance: the paper says Rp 450.000, the book Rp 350.000."


def test_a_paper_that_this_book_never_made_is_not_genuine(gallery: Gallery) -> None:
    statement = _statement(gallery, a_paid_settlement(gallery))

    other_seal = _verdict(gallery.store, f"{statement.code} {'0000 ' * 4}")
    unknown = _verdict(gallery.store, qr_text(DocumentId(new_id(gallery.clock)), statement.hash, statement.totals))

    assert "is not that of L1-000001" in other_seal.sentence
    assert "The book has no settlement" in unknown.sentence
    assert not unknown.genuine


def test_the_paper_of_another_store_is_named_by_what_stands_on_it(gallery: Gallery) -> None:
    digest = bytes(range(32))
    totals = PaperTotals(sold=Rupiah(5), commission=Rupiah(0), deducted=Rupiah(0), balance=Rupiah(5))
    scanned = qr_text(DocumentId(new_id(gallery.clock)), digest, totals)
    with gallery.store.reading() as session:
        verdict = verify(session, scanned)
    assert short_code(digest) in verdict.sentence
    assert "computer that printed it" in verdict.sentence


@pytest.mark.parametrize("text", ["", "2000001234563", "L1-000001", "SP1-12-34", "J1-000001 0000 0000 0000 0000"])
def test_what_is_no_code_of_a_statement_is_refused(text: str) -> None:
    with pytest.raises(NotAStatementCode):
        read_proof(text)


def test_totals_below_zero_survive_the_code(gallery: Gallery) -> None:
    totals = PaperTotals(sold=Rupiah(-5), commission=Rupiah(0), deducted=Rupiah(7), balance=Rupiah(-1_234))
    read = read_proof(qr_text(DocumentId(new_id(gallery.clock)), bytes(range(32)), totals))
    assert (read.totals, read.seal) == (totals, bytes(range(10)).hex())


# -------------------------------------------------------------------------------------------- every field of every row

_ROWS = {
    "document": "id",
    "document_line": "document_id",
    "line_allocation": "document_id",
    "goods_move": "document_id",
    "money_move": "document_id",
}


def _another(value: Any, chance: random.Random) -> Any:
    if value is None:
        return chance.choice((0, 1, "x", b"0123456789abcdef"))
    if isinstance(value, int):
        return value + chance.choice((-1000, -7, -1, 1, 3, 10_000))
    if isinstance(value, bytes):
        where = chance.randrange(len(value)) if value else 0
        return value[:where] + bytes([value[where] ^ 1 << chance.randrange(8)]) + value[where + 1 :] if value else b"x"
    return chance.choice((value + "x", value[1:], " " + value, value.swapcase(), "{}"))


def _edit_a_field(connection: Any, documents: list[bytes], chance: random.Random) -> str:
    """Change one field of one row of the statement; what was done, as text."""
    while True:
        table, column = chance.choice(list(_ROWS.items()))
        holders = ", ".join("?" * len(documents))
        rows = connection.execute(f"SELECT * FROM {table} WHERE {column} IN ({holders})", documents).fetchall()
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        row, which = chance.choice(rows), chance.randrange(len(columns))
        value = None if chance.random() < 0.1 else _another(row[which], chance)
        if value == row[which]:
            continue
        where = " AND ".join(f"{name} IS ?" for name in columns)
        try:
            connection.execute(f"UPDATE {table} SET {columns[which]} = ? WHERE {where}", (value, *row))
        except sqlite.IntegrityError:
            continue
        return f"{table}.{columns[which]}: {row[which]!r} -> {value!r}"


def _documents_of(store: Path, settlement: DocumentId) -> list[bytes]:
    """The settlement, what its lines settled, and what was paid on it."""
    connection = sqlite.connect(str(store))
    try:
        rows = connection.execute(
            "SELECT refers_document_id FROM document_line WHERE document_id = ? AND refers_document_id IS NOT NULL "
            "UNION SELECT document_id FROM document_line WHERE refers_document_id = ?",
            (settlement.bytes, settlement.bytes),
        ).fetchall()
    finally:
        connection.close()
    return [settlement.bytes, *(identity for (identity,) in rows)]


def test_every_single_field_changed_in_a_statements_rows_is_found(
    gallery: Gallery, tmp_path: Path, how_many: Callable[[int, int], int]
) -> None:
    """In its header, its lines, the allocations behind them, and the moves."""
    statement = _statement(gallery, a_paid_settlement(gallery))
    gallery.store.close()
    documents = _documents_of(gallery.store.path, statement.id)
    assert len(documents) == 6  # opening balances, two sales, a refund, a payout
    chance, unnoticed = random.Random(2026), []
    for edit in range(how_many(60, 1_000)):
        broken = tmp_path / f"broken{edit}.db"
        shutil.copy(gallery.store.path, broken)
        with behind_the_programs_back(broken) as connection:
            said = _edit_a_field(connection, documents, chance)
        store = Store(broken)
        try:
            if _verdict(store, statement.qr).genuine:
                unnoticed.append(said)
        finally:
            store.close()
            broken.unlink()
    assert unnoticed == []
