"""A printed slip as a PDF file, to be sent to somebody."""

from __future__ import annotations

from pathlib import Path

from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import save_file
from sentra_pos.core.speech import N_
from sentra_pos.printing.layout import lay_out
from sentra_pos.printing.practice_mark import marked
from sentra_pos.printing.queries import JobRecord, printer, slip_of
from sentra_pos.printing.slip_pdf import slip_pdf
from sentra_pos.shop import Shop


class SlipNotSaved(SentraError):
    """The folder or the file would not have it."""

    message = N_("The paper could not be saved as {file} ({cause}). Please choose another folder.")


def save_slip(shop: Shop, job: JobRecord, file: Path) -> Path:
    """The slip as it was asked for, as wide as its printer's paper. Raises NoSuchJob, NoSuchPrinter, SlipNotSaved."""
    with shop.reading() as session:
        slip, profile = slip_of(session, job.id), printer(session, job.printer_id).profile
    assert slip is not None, "only a drawer opening has no slip, and the list leaves those out"
    content = slip_pdf(lay_out(marked(slip), profile.columns), profile, title=job.title)
    return save_file(file, content, SlipNotSaved)
