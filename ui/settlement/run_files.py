"""A settlement day's papers and files: envelopes, summary, and the transfers for the bank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sentra_pos.core.clock import business_today
from sentra_pos.core.files import save_file
from sentra_pos.core.ids import DeviceId
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.settlement.export_transfers import TransfersExported, transfers_csv, transfers_xlsx
from sentra_pos.settlement.run_papers import envelopes_paper, run_paper
from sentra_pos.settlement.run_queries import Run, run_day
from sentra_pos.shop import Shop
from ui.settlement.statement_pdf import StatementNotSaved, papers_folder, save_paper


def save_run_paper(shop: Shop, device: DeviceId, run: Run, *, envelopes: bool) -> Path:
    """The list of envelopes, or the summary, as a PDF. Raises StatementNotSaved."""

    def ask(session: Any) -> Any:
        return run_day(session, run, device, business_today(shop.clock)), letterhead(session)

    with shop.reading() as session:
        day, head = ask(session)
    paper = (envelopes_paper if envelopes else run_paper)(day, head, shop.clock.zone)
    name = "amplop" if envelopes else "setoran"
    return save_paper(paper, papers_folder(shop) / f"{name}-{run.number}.pdf")


def save_transfers(exported: TransfersExported, file: Path) -> Path:
    """By its ending, as a spreadsheet or as CSV. Raises StatementNotSaved."""
    make = transfers_xlsx if file.suffix.lower() == ".xlsx" else transfers_csv
    return save_file(file, make(exported), StatementNotSaved)
