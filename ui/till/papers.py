"""The till's papers on the screen and as files: the slip as it was printed, the page for the folder."""

from __future__ import annotations

from pathlib import Path

from sentra_pos.change_shop import shop_facts
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import save_file
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import N_
from sentra_pos.printing.kinds import Role
from sentra_pos.printing.page import PaperSize, render_paper
from sentra_pos.printing.profiles import GENERIC_58
from sentra_pos.printing.queries import printer_for
from sentra_pos.sales.preview import ReceiptPaper
from sentra_pos.shop import Shop
from sentra_pos.tills.closing_queries import z_report_of
from sentra_pos.tills.movement_queries import cash_movement
from sentra_pos.tills.papers import movement_slip, z_page, z_slip
from sentra_pos.tills.spool_slips import method_names


class ClosingNotSaved(SentraError):
    """The closing itself is safe; only its paper could not be written."""

    message = N_(
        "The paper could not be saved as {file} ({cause}). The closing itself is safe; "
        "close the file if it is open, or choose another folder."
    )


def z_picture(shop: Shop, closing: DocumentId) -> bytes:
    """The Z slip as it was printed, as a PNG. Raises NoSuchClosing."""
    with shop.reading() as session:
        z, facts, printer = z_report_of(session, closing), shop_facts(session), printer_for(session, Role.RECEIPT)
        slip = z_slip(z, facts.name, method_names(session), shop.clock.zone)
    return ReceiptPaper(slip=slip, profile=GENERIC_58 if printer is None else printer.profile).png()


def movement_picture(shop: Shop, document: DocumentId) -> bytes:
    """The slip of a cash movement, as a PNG."""
    with shop.reading() as session:
        facts, printer = shop_facts(session), printer_for(session, Role.RECEIPT)
        slip = movement_slip(cash_movement(session, document), facts.name, shop.clock.zone)
    return ReceiptPaper(slip=slip, profile=GENERIC_58 if printer is None else printer.profile).png()


def closings_folder(shop: Shop) -> Path:
    """Where closings' papers go unless the person says otherwise."""
    return shop.store.path.parent / "tutup-kasir"


def save_closing(shop: Shop, closing: DocumentId, file: Path | None = None, *, size: PaperSize = PaperSize.A4) -> Path:
    """The closing as a page for the folder. Raises NoSuchClosing, ClosingNotSaved."""
    with shop.reading() as session:
        z, facts, methods = z_report_of(session, closing), shop_facts(session), method_names(session)
    content = render_paper(z_page(z, facts.name, methods, shop.clock.zone, size=size))
    return save_file(file or closings_folder(shop) / f"{z.code}.pdf", content, ClosingNotSaved)
