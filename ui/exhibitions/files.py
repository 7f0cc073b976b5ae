"""Papers and sticks: what exhibitions write beside the store, and how a chosen file is read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from sentra_pos.change_shop import shop_facts
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import cause_of, save_file
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import N_
from sentra_pos.exhibitions.papers import delivery_note_paper, loading_list_paper
from sentra_pos.exhibitions.queries import load_record
from sentra_pos.exhibitions.sealed_file import LARGEST_FILE
from sentra_pos.printing.page import Paper, render_paper
from sentra_pos.shop import Shop


class ExhibitionPaperNotSaved(SentraError):
    """What it says stands in the book; only its paper could not be written."""

    message = N_("The paper could not be saved as {file} ({cause}). Nothing is lost; close the file and try again.")


class StickNotWritten(SentraError):
    message = N_("The file could not be written as {file} ({cause}). Nothing is lost; check the stick and try again.")


class FileNotReadable(SentraError):
    message = N_("The file {file} could not be read ({cause}). Check the stick, or copy it to this computer first.")


def folder_of(shop: Shop) -> Path:
    """Where these papers go unless the person says otherwise."""
    return shop.store.path.parent / "pameran"


def read_bytes(file: Path) -> bytes:
    """All of it, or enough of it to be refused as too large. Raises FileNotReadable."""
    try:
        with file.open("rb") as there:
            return there.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileNotReadable(file=file.name, cause=cause_of(error)) from error


def write_bytes(content: bytes, file: Path) -> Path:
    """Whole or not at all. Raises StickNotWritten."""
    return save_file(file, content, StickNotWritten)


def save_loading_list(shop: Shop, load: DocumentId) -> Path:
    """The daftar muat. Raises NoSuchLoad, ExhibitionPaperNotSaved."""
    with shop.reading() as session:
        record, facts = load_record(session, load), shop_facts(session)
    paper = loading_list_paper(record, shop=facts.name, shop_lines=facts.lines)
    return save_paper(paper, folder_of(shop) / f"{record.code}.pdf")


def save_delivery_note(shop: Shop, load: DocumentId) -> Path:
    """The surat jalan. Raises NoSuchLoad, ExhibitionPaperNotSaved."""
    with shop.reading() as session:
        record, facts = load_record(session, load), shop_facts(session)
    paper = delivery_note_paper(record, shop=facts.name, shop_lines=facts.lines)
    return save_paper(paper, folder_of(shop) / f"{record.code}-surat-jalan.pdf")


def save_paper(paper: Paper, file: Path) -> Path:
    """As a PDF. Raises ExhibitionPaperNotSaved."""
    return save_file(file, render_paper(paper), ExhibitionPaperNotSaved)


def open_file(file: Path) -> None:
    """Show a PDF in the computer's own reader."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
