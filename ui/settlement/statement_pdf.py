"""Settlement's papers as files: beside the store, ready to be opened and printed, or where the person wants them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.core.speech import N_
from sentra_pos.printing.page import Paper, PaperSize, render_paper
from sentra_pos.printing.press import press
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.settlement.figures import settlement_day
from sentra_pos.settlement.list_paper import day_paper
from sentra_pos.settlement.papers import statement_paper
from sentra_pos.settlement.statement import statement_of
from sentra_pos.shop import Shop

#: Statements read while the press makes one.
_AHEAD: Final = 4


class StatementNotSaved(SentraError):
    """The settlement itself is safe; only its paper could not be written."""

    message = N_(
        "The paper could not be saved as {file} ({cause}). The settlement itself is safe; "
        "close the file if it is open, or choose another folder."
    )


def papers_folder(shop: Shop) -> Path:
    """Where papers go unless the person says otherwise."""
    return shop.store.path.parent / "rincian"


def save_statement(
    shop: Shop,
    settlement: DocumentId,
    *,
    size: PaperSize = PaperSize.A4,
    settled_by: str = "",
    file: Path | None = None,
) -> Path:
    """The statement as a PDF. Raises SettlementNotFound, StatementNotSaved."""
    with shop.reading() as session:
        statement, head = statement_of(session, settlement), letterhead(session)
    paper = statement_paper(statement, head, shop.clock.zone, size=size, settled_by=settled_by)
    return save_paper(paper, file or papers_folder(shop) / f"{statement.code}.pdf")


def save_statements(
    shop: Shop,
    settlements: Sequence[DocumentId],
    folder: Path,
    *,
    settled_by: str = "",
    progress: Callable[[int, int, str], object],
    stopped: Callable[[], bool],
) -> int:
    """One PDF a settlement into the folder, so many as were written when somebody stopped it.

    Each is read on its own: nobody's sale waits for the whole pile. Raises StatementNotSaved.
    """
    with shop.reading() as session:
        head = letterhead(session)
    waiting: deque[tuple[Path, Callable[[], bytes]]] = deque()
    done = 0
    with press(len(settlements)) as print_paper:
        for settlement in settlements:
            if stopped():
                break
            with shop.reading() as session:
                statement = statement_of(session, settlement)
            progress(done, len(settlements), statement.party_name)
            paper = statement_paper(statement, head, shop.clock.zone, settled_by=settled_by)
            waiting.append((folder / f"{statement.code}.pdf", print_paper(paper)))
            # A few ahead, so that neither the book's reader nor the press waits for the other.
            if len(waiting) > _AHEAD:
                done += _put_down(waiting)
        while waiting:
            done += _put_down(waiting)
    return done


def _put_down(waiting: deque[tuple[Path, Callable[[], bytes]]]) -> int:
    file, answer = waiting.popleft()
    save_file(answer(), file)
    return 1


def save_day_list(shop: Shop, device: DeviceId) -> Path:
    """The day's list as a PDF, with room to sign."""
    today = business_today(shop.clock)
    with shop.reading() as session:
        day, head = settlement_day(session, device, today), letterhead(session)
    return save_paper(day_paper(day, head, today), papers_folder(shop) / f"{today.isoformat()}.pdf")


def save_paper(paper: Paper, file: Path) -> Path:
    """As a PDF. Raises StatementNotSaved."""
    return save_file(render_paper(paper), file)


def save_file(content: bytes, file: Path) -> Path:
    """Whole or not at all. Raises StatementNotSaved."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # A reader that has the old file open keeps it; a half-written one is never opened.
        fresh = file.with_suffix(".part")
        fresh.write_bytes(content)
        fresh.replace(file)
    except OSError as error:
        raise StatementNotSaved(file=file.name, cause=error.strerror or type(error).__name__) from error
    return file
