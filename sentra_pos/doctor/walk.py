"""The walk through the whole book: every document checked by itself, and its sums kept for the rules across documents.

What the walk leaves behind, in temporary tables of the doctor's own connection:

``d_total``      per document: what its lines come to by kind, and what left clearing by kind of account
``d_balance``    per account: the sum of its moves
``d_stock``      per lot and place: the sum of its moves
``d_agreement``  how each agreement's id is written in JSON
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sentra_pos.core.speech import _
from sentra_pos.doctor.facts import Facts
from sentra_pos.doctor.findings import Finding
from sentra_pos.doctor.paper_check import SAID, Totals, check_paper
from sentra_pos.doctor.papers import Broken, Paper, Papers
from sentra_pos.doctor.reader import RESTORE, TOLD, paper_number, readable
from sentra_pos.doctor.seals import Names, sealed_as_posted

_TABLES = """
CREATE TEMP TABLE d_total (
    document_id BLOB PRIMARY KEY, sold INTEGER, settled INTEGER, deducted INTEGER, accrued INTEGER, payable INTEGER,
    own_stock INTEGER, drawer INTEGER, rounding INTEGER, net INTEGER
) WITHOUT ROWID;
CREATE TEMP TABLE d_balance (account_id BLOB PRIMARY KEY, balance INTEGER) WITHOUT ROWID;
CREATE TEMP TABLE d_stock (lot_id BLOB, place_id BLOB, quantity INTEGER, PRIMARY KEY (lot_id, place_id)) WITHOUT ROWID;
CREATE TEMP TABLE d_agreement (id BLOB PRIMARY KEY, said TEXT) WITHOUT ROWID
"""
_KEEP_TOTAL = "INSERT INTO d_total VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#: Rows written at once.
_BATCH = 2_000


def walk(connection: Any, clearing: bytes, newest: int | None = None) -> Iterator[Finding]:
    """Check every document, or the ``newest`` so many; only a whole walk leaves its sums behind."""
    for statement in _TABLES.split(";"):
        connection.execute(statement).close()
    facts, names, totals = Facts(connection, clearing), Names(connection), Totals()
    told: Counter[str] = Counter()
    kept: list[tuple[Any, ...]] = []
    papers = Papers(connection, newest)
    for paper in papers:
        moved, broken = check_paper(paper, facts, totals)
        if not sealed_as_posted(paper, names):
            broken.append(("chain.document", {}))
        for code, fields in broken:
            told[code] += 1
            if told[code] <= TOLD:
                yield _finding(connection, paper, (code, fields))
        kept.append(_total(paper, moved))
        if len(kept) == _BATCH:
            connection.executemany(_KEEP_TOTAL, kept).close()
            kept.clear()
    connection.executemany(_KEEP_TOTAL, kept).close()
    _keep_sums(connection, totals)
    if papers.strays or names.strangers:
        yield _strays(papers.strays, names.strangers)


def _total(paper: Paper, moved: dict[str, int]) -> tuple[Any, ...]:
    by_kind = {"goods": 0, "service": 0, "settled": 0, "deduction": 0}
    for line in paper.lines:
        if line[2] in by_kind:
            by_kind[line[2]] += line[3]
    sold = by_kind["goods"] + by_kind["service"]
    accounts = (moved.get(kind, 0) for kind in ("accrued", "payable", "own_stock", "drawer", "rounding"))
    return (paper.id, sold, by_kind["settled"], by_kind["deduction"], *accounts, _net(paper))


def _net(paper: Paper) -> int:
    """What was sold less what came back: in a return or a void everything does, else what answers a sale's line."""
    all_back = paper.kind in ("refund", "void", "foreign_return")
    goods = (line for line in paper.lines if line[2] in ("goods", "service", "taken_back"))
    return sum(-line[3] if all_back or line[13] is not None else line[3] for line in goods)


def _keep_sums(connection: Any, totals: Totals) -> None:
    connection.executemany("INSERT INTO d_balance VALUES (?, ?)", totals.balances.items()).close()
    stock = ((lot, place, quantity) for (lot, place), quantity in totals.stock.items())
    connection.executemany("INSERT INTO d_stock VALUES (?, ?, ?)", stock).close()
    agreements = connection.execute("SELECT id FROM agreement").fetchall()
    said = ((identity, readable(identity)) for (identity,) in agreements)
    connection.executemany("INSERT INTO d_agreement VALUES (?, ?)", said).close()


def _finding(connection: Any, paper: Paper, broken: Broken) -> Finding:
    code, fields = broken
    number = paper_number(connection, paper.id)
    return Finding(
        code=code,
        row=f"document {readable(paper.id)}",
        sentence=_(SAID[code]).format(paper=number, **fields),
        remedy=_(RESTORE),
    )


def _strays(strays: int, strangers: int) -> Finding:
    return Finding(
        code="file.reference",
        row="document_line, line_allocation, goods_move, money_move",
        sentence=_(
            "{strays} rows belong to no document, and {strangers} times a row names something that is not there."
        ).format(strays=strays, strangers=strangers),
        remedy=_(RESTORE),
    )
