"""A sale's papers as files: the receipt as picture or PDF, the sales note and the receipt of money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import save_file
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import N_, speaking
from sentra_pos.payments.methods import payment_methods
from sentra_pos.people.customer_queries import customer
from sentra_pos.printing.page import Paper, render_paper
from sentra_pos.sales.kuitansi_paper import bought_words, kuitansi_paper
from sentra_pos.sales.nota_paper import nota_paper
from sentra_pos.sales.preview import receipt_paper
from sentra_pos.sales.queries import receipt_of
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.shop import Shop

_POSTCODE = re.compile(r"\s*\d{5}\b.*")


class SalePaperNotSaved(SentraError):
    """The sale itself is safe; only its paper could not be written."""

    message = N_(
        "The paper could not be saved as {file} ({cause}). The sale itself is safe; "
        "close the file if it is open, or choose another folder."
    )


class SalePaper(StrEnum):
    """Papers for a customer who needs more than the receipt."""

    NOTA = "nota"
    KUITANSI = "kuitansi"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """What is typed for a paper; the last two stand on a receipt of money alone."""

    buyer: str = ""
    place: str = ""
    purpose: str = ""
    signer: str = ""


def words_to_begin_with(shop: Shop, document: DocumentId, signer: str) -> PaperWords:
    """What the shop knows already: who bought, what, and in which town it is."""
    with shop.reading() as session:
        receipt = receipt_of(session, document)
        known = None if receipt.customer is None else customer(session, receipt.customer)
        with speaking(receipt.language):
            purpose = bought_words(receipt)
        address = letterhead(session).address
    return PaperWords(buyer="" if known is None else known.name, place=town_of(address), purpose=purpose, signer=signer)


def town_of(address: str) -> str:
    """The last part of an address, without its postcode; nothing where it has but one part."""
    parts = [_POSTCODE.sub("", part).strip() for part in address.split(",")]
    parts = [part for part in parts if part]
    return parts[-1] if len(parts) > 1 else ""


def papers_folder(shop: Shop) -> Path:
    """Where sales' papers go unless the person says otherwise."""
    return shop.store.path.parent / "nota-penjualan"


def save_sale_paper(
    shop: Shop, document: DocumentId, kind: SalePaper, words: PaperWords, file: Path | None = None
) -> Path:
    """The paper as a PDF. Raises NothingReceived, SalePaperNotSaved."""
    with shop.reading() as session:
        receipt, head = receipt_of(session, document), letterhead(session)
        with speaking(receipt.language):
            methods = {method.code: method.name for method in payment_methods(session, also_inactive=True)}
    paper: Paper
    if kind is SalePaper.NOTA:
        paper = nota_paper(receipt, head, methods, shop.clock.zone, buyer=words.buyer, place=words.place)
    else:
        paper = kuitansi_paper(
            receipt,
            head,
            shop.clock.zone,
            buyer=words.buyer,
            purpose=words.purpose,
            place=words.place,
            signer=words.signer,
        )
    file = file or papers_folder(shop) / f"{kind.value}-{receipt.code}.pdf"
    return save_file(file, render_paper(paper), SalePaperNotSaved)


def save_receipt(shop: Shop, document: DocumentId, file: Path) -> Path:
    """The receipt as it was printed: a picture, or a PDF where the file is called so. Raises SalePaperNotSaved."""
    with shop.reading() as session:
        receipt = receipt_of(session, document)
        paper = receipt_paper(session, receipt, shop.clock)
    is_pdf = file.suffix.lower() == ".pdf"
    return save_file(file, paper.pdf(title=receipt.code) if is_pdf else paper.png(), SalePaperNotSaved)


def receipt_text(shop: Shop, document: DocumentId) -> str:
    """The receipt's words, to be pasted into a message."""
    with shop.reading() as session:
        return receipt_paper(session, receipt_of(session, document), shop.clock).text()
