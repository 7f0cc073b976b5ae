"""Nothing on an artisan's accounts is left unexplained, whatever happened: counted by SQL that knows no screen."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of, header_of
from sentra_pos.reports.artisan_books import artisan_books
from sentra_pos.settlement.explain import Reason, explain_balance, explain_line
from sentra_pos.settlement.figures import Figure, explain_document_line, explain_figure, explain_settlement
from sentra_pos.settlement.proof import short_code
from sentra_pos.settlement.queries import owed_lines, owed_to
from sentra_pos.settlement.verify import verify
from sentra_pos.settlement.wording import reason_words
from tests.settlement.gallery import Gallery, a_gallery
from tests.settlement.histories import History

NOON = datetime(2026, 11, 22, 3, tzinfo=UTC)
ACCOUNTS = (AccountKind.ACCRUED, AccountKind.PAYABLE, AccountKind.ADVANCE, AccountKind.SAVINGS)
_MOVES = (
    "SELECT account.party_id, account.kind, move.document_id, move.move_no FROM account JOIN money_move AS move "
    "ON account.id IN (move.debit_account_id, move.credit_account_id) WHERE account.party_id IS NOT NULL"
)
_KINDS = (
    "SELECT DISTINCT line.kind FROM account JOIN money_move AS move "
    "ON account.id IN (move.debit_account_id, move.credit_account_id) JOIN document_line AS line "
    "ON line.document_id = move.document_id AND line.line_no = move.line_no WHERE account.party_id IS NOT NULL"
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Gallery:
    """A gallery on its first morning; its store is closed, copy the file."""
    store = Store(Path(shutil.copy(empty_store_file, tmp_path_factory.mktemp("opened") / "shop.db")))
    gallery = a_gallery(store, FixedClock(NOON), cash=90_000_000)
    store.close()
    return gallery


@pytest.mark.timeout(300)
def test_every_move_is_explained_once_and_every_amount_opens_to_where_it_came_from(
    opened: Gallery, tmp_path: Path, how_many: Callable[[int, int], int]
) -> None:
    """Over so many random statements, with everything between them that touches an artisan's accounts."""
    wanted, statements, seed = how_many(20, 1_000), 0, 0
    done: Counter[str] = Counter()
    kinds: set[str] = set()
    never: set[str] = set()
    while statements < wanted or (never and seed < 9):
        seed += 1
        file = Path(shutil.copy(opened.store.path, tmp_path / f"shop{seed}.db"))
        store = Store(file)
        try:
            gallery = replace(opened, store=store, clock=FixedClock(NOON), items=dict(opened.items))
            history = History(gallery, random.Random(seed))
            history.play(80)
            statements += _explained(gallery, history, opened_lines=how_many(4, 1_000_000))
            kinds |= _kinds(file)
        finally:
            store.close()
        if seed == 1:
            assert examine(file) == ()
        done += history.done
        never = {act.__name__ for act, _weight in history.steps} - set(done)
        file.unlink()
    assert not never, "something never happened"
    assert {"case", "fee", "lent", "saved", "identified", "deduction", "settled", "tender", "goods"} <= kinds


def _kinds(file: Path) -> set[str]:
    return {str(kind) for (kind,) in _rows(file, _KINDS)}


def _rows(file: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite.connect(f"file:{file.as_posix()}?mode=ro", uri=True)
    try:
        return list(connection.execute(sql).fetchall())
    finally:
        connection.close()


def _explained(gallery: Gallery, history: History, *, opened_lines: int) -> int:
    told: Counter[tuple[object, ...]] = Counter()
    with gallery.store.reading() as session:
        for party in history.parties:
            for kind in ACCOUNTS:
                reasons = explain_balance(session, Account(kind, party=party))
                told.update((party.bytes, kind.value, reason.document.bytes, reason.move) for reason in reasons)
                balance = balance_of(session, Account(kind, party=party))
                running = reasons[-1].running if reasons else ZERO
                assert running == (balance if kind is AccountKind.ADVANCE else -balance)
                _lines_open(session, party, reasons, history.chance, opened_lines)
            _figures_add_up(session, party)
    rows = Counter(_rows(gallery.store.path, _MOVES))
    assert told == rows
    assert set(told.values()) <= {1}
    _statements_add_up(gallery, history)
    return len(history.locked)


def _lines_open(session: object, party: PartyId, reasons: tuple[Reason, ...], chance: random.Random, most: int) -> None:
    """Each line says in words what it was, and its derivation comes to what it moved; ``most`` of them are opened."""
    moved: dict[tuple[DocumentId, int], Rupiah] = {}
    for reason in reasons:
        assert reason_words(reason)
        key = (reason.document, reason.line)
        moved[key] = moved.get(key, ZERO) + reason.amount
    for (document, line), amount in chance.sample(list(moved.items()), k=min(len(moved), most)):
        found = explain_line(session, document, line, party)  # type: ignore[arg-type]  # a Session
        opened = explain_document_line(session, party, document, line)  # type: ignore[arg-type]
        assert abs(found.amount) == abs(amount)
        assert sum_rupiah(part.amount or ZERO for part in opened.parts if not part.strong) == opened.total


def _figures_add_up(session: object, party: PartyId) -> None:
    owed = owed_to(session, party)  # type: ignore[arg-type]
    for figure in Figure:
        explanation = explain_figure(session, party, figure)  # type: ignore[arg-type]
        assert all(part.text for part in explanation.parts)
    assert explain_figure(session, party, Figure.TO_PAY).total == owed.to_pay  # type: ignore[arg-type]
    assert sum_rupiah(line.share for line in owed_lines(session, party)) == owed.fresh  # type: ignore[arg-type]
    books = artisan_books(session, party, NOON.year)  # type: ignore[arg-type]
    accrued = balance_of(session, Account(AccountKind.ACCRUED, party=party))  # type: ignore[arg-type]
    assert books.income - books.expense >= -accrued - sum_rupiah(each.expense for each in books.entries)


def _statements_add_up(gallery: Gallery, history: History) -> None:
    """Each balance is made of parts that open further; the newest papers are held against the book, too."""
    newest = {locked.id for _party, locked in history.locked[-3:]}
    with gallery.store.reading() as session:
        for party, locked in history.locked:
            explanation = explain_settlement(session, locked.id)
            assert max(explanation.total, ZERO) == locked.to_pay
            assert sum_rupiah(part.amount or ZERO for part in explanation.parts) == explanation.total
            assert all(part.document or part.settlement for part in explanation.parts)
            if locked.id in newest:
                verdict = verify(session, f"{locked.code} {short_code(_seal(session, locked.id))}")
                assert verdict.genuine, verdict.differs
                assert verdict.statement is not None
                for part in verdict.statement.taken_off:
                    assert -explain_line(session, locked.id, part.line, party).amount == part.amount


def _seal(session: object, document: DocumentId) -> bytes:
    header = header_of(session, document)  # type: ignore[arg-type]
    assert header is not None
    return header.hash
