"""A settlement's statement as a file: read and drawn in one go, here or in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache
from pathlib import Path

from sentra_pos.core.ids import DocumentId
from sentra_pos.db.engine import Store
from sentra_pos.printing.page import PaperSize, render_paper
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.settlement.papers import statement_paper
from sentra_pos.settlement.statement import statement_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFile:
    """Whose statement it is, and its PDF."""

    code: str
    party_name: str
    pdf: bytes


def statement_file(
    store: Store, settlement: DocumentId, zone: tzinfo, *, size: PaperSize = PaperSize.A4, settled_by: str = ""
) -> StatementFile:
    """As it stands now. Raises SettlementNotFound, StoreUnavailable."""
    with store.reading() as session:
        statement, head = statement_of(session, settlement), letterhead(session)
    paper = statement_paper(statement, head, zone, size=size, settled_by=settled_by)
    return StatementFile(code=statement.code, party_name=statement.party_name, pdf=render_paper(paper))


def statement_file_apart(path: Path, settlement: DocumentId, zone: tzinfo, settled_by: str) -> StatementFile:
    """The same in another process than the one whose store it is: it only reads, and asks for no lock."""
    return statement_file(_book(path), settlement, zone, settled_by=settled_by)


@lru_cache(maxsize=1)
def _book(path: Path) -> Store:
    """Open as long as the process that prints lives: the questions are the same for each statement."""
    return Store(path)
