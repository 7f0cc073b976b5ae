"""The consignment note as a file beside the store, ready to be opened and printed."""

from __future__ import annotations

from pathlib import Path

from sentra_pos.change_shop import shop_facts
from sentra_pos.consignment.note_queries import note
from sentra_pos.consignment.papers import note_paper
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import N_
from sentra_pos.printing.page import PaperSize, render_paper
from sentra_pos.shop import Shop


class NoteNotFound(SentraError):
    message = N_("This note is not in the book. Please choose another.")


class PaperNotSaved(SentraError):
    """The note itself is safe; only its picture could not be written."""

    message = N_(
        "The paper could not be saved as {file} ({cause}). The note itself is safe; close the file and print it again."
    )


def save_note(shop: Shop, document: DocumentId, size: PaperSize = PaperSize.A5) -> Path:
    """Both copies of the note as a PDF. Raises NoteNotFound, PaperNotSaved."""
    with shop.reading() as session:
        found, facts = note(session, document), shop_facts(session)
    if found is None:
        raise NoteNotFound
    lines = tuple(line for line in (facts.address, facts.phone) if line)
    content = render_paper(note_paper(found, shop=facts.name, shop_lines=lines, size=size))
    folder = shop.store.path.parent / "nota"
    file = folder / f"{found.code}.pdf"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # A reader that has the old file open keeps it; a half-written one is never opened.
        fresh = file.with_suffix(".part")
        fresh.write_bytes(content)
        fresh.replace(file)
    except OSError as error:
        raise PaperNotSaved(file=file.name, cause=error.strerror or type(error).__name__) from error
    return file
