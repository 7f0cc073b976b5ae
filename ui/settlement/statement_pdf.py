"""Settlement's papers as files: beside the store, ready to be opened and printed, or where the person wants them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import save_file
from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.core.speech import N_
from sentra_pos.printing.page import Paper, PaperSize, render_paper
from sentra_pos.printing.press import press
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.settlement.figures import settlement_day
from sentra_pos.settlement.list_paper import day_paper
from sentra_pos.settlement.slip_papers import money_slip_paper
from sentra_pos.settlement.slip_queries import money_slip
from sentra_pos.settlement.statement_file import StatementFile, statement_file, statement_file_apart
from sentra_pos.shop import Shop

#: Statements given to the press before the first is taken from it.
_AHEAD: Final = 6


class StatementNotSaved(SentraError):
    """The settlement itself is safe; only its paper could not be written."""

    message = N_(
        "The paper could not be saved as {file} ({cause}). The settlement itself is safe; "
        "close the file if it is open, or choose another folder."
    )


class ReceiptNotSaved(SentraError):
    """The money is in the book; only the paper about it could not be written."""

    message = N_(
        "The receipt could not be saved as {file} ({cause}). What it is about stands in the book; "
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
    made = statement_file(shop.store, settlement, shop.clock.zone, size=size, settled_by=settled_by)
    return save_file(file or papers_folder(shop) / f"{made.code}.pdf", made.pdf, StatementNotSaved)


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
    store, zone = shop.store, shop.clock.zone
    waiting: deque[Callable[[], StatementFile]] = deque()
    done = 0

    def put_down() -> None:
        nonlocal done
        made = waiting.popleft()()
        save_file(folder / f"{made.code}.pdf", made.pdf, StatementNotSaved)
        done += 1
        progress(done, len(settlements), made.party_name)

    with press(len(settlements)) as make:
        for settlement in settlements:
            if stopped():
                break
            apart = partial(statement_file_apart, store.path, settlement, zone, settled_by)
            waiting.append(make(apart, partial(statement_file, store, settlement, zone, settled_by=settled_by)))
            # A few ahead, so that the press never waits for what is put onto the disk.
            if len(waiting) > _AHEAD:
                put_down()
        while waiting and not stopped():
            put_down()
    return done


def save_money_receipt(shop: Shop, document: DocumentId, file: Path | None = None) -> Path:
    """The receipt of an advance, or of savings paid back, for both to sign. Raises DebtNotFound, ReceiptNotSaved."""
    with shop.reading() as session:
        slip, head = money_slip(session, document), letterhead(session)
    content = render_paper(money_slip_paper(slip, head))
    return save_file(file or papers_folder(shop) / f"{slip.code}.pdf", content, ReceiptNotSaved)


def save_day_list(shop: Shop, device: DeviceId) -> Path:
    """The day's list as a PDF, with room to sign."""
    today = business_today(shop.clock)
    with shop.reading() as session:
        day, head = settlement_day(session, device, today), letterhead(session)
    return save_paper(day_paper(day, head, today), papers_folder(shop) / f"{today.isoformat()}.pdf")


def save_paper(paper: Paper, file: Path) -> Path:
    """As a PDF. Raises StatementNotSaved."""
    return save_file(file, render_paper(paper), StatementNotSaved)
