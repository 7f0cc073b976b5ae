"""A note, a drop-off receipt or a correction as a file beside the store, ready to be opened and printed."""

from __future__ import annotations

from pathlib import Path

from sentra_pos.change_shop import shop_facts
from sentra_pos.consignment.correction_papers import correction_paper
from sentra_pos.consignment.correction_queries import correction_of
from sentra_pos.consignment.drop_off_papers import drop_off_paper
from sentra_pos.consignment.drop_off_queries import drop_off_of
from sentra_pos.consignment.note_queries import note
from sentra_pos.consignment.papers import note_paper
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import save_file
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import N_
from sentra_pos.printing.page import Paper, PaperSize, render_paper
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
    return _save(shop, found.code, note_paper(found, shop=facts.name, shop_lines=facts.lines, size=size))


def save_drop_off(shop: Shop, document: DocumentId) -> Path:
    """Both copies of a drop-off receipt as a PDF. Raises NoteNotFound, PaperNotSaved."""
    with shop.reading() as session:
        found, facts = drop_off_of(session, document), shop_facts(session)
    if found is None:
        raise NoteNotFound
    return _save(shop, found.code, drop_off_paper(found, shop=facts.name, shop_lines=facts.lines))


def save_correction(shop: Shop, document: DocumentId) -> Path:
    """Both copies of a note's correction as a PDF. Raises NoteNotFound, PaperNotSaved."""
    with shop.reading() as session:
        found, facts = correction_of(session, document), shop_facts(session)
    if found is None:
        raise NoteNotFound
    return _save(shop, found.code, correction_paper(found, shop=facts.name, shop_lines=facts.lines))


def _save(shop: Shop, code: str, paper: Paper) -> Path:
    return save_file(shop.store.path.parent / "nota" / f"{code}.pdf", render_paper(paper), PaperNotSaved)
