"""An agreement, or goods under new terms, as a file beside the store, ready to be opened and signed."""

from __future__ import annotations

from pathlib import Path

from sentra_pos.change_shop import shop_facts
from sentra_pos.consignment.agreement_paper import agreement_paper, terms_move_paper
from sentra_pos.consignment.agreement_queries import agreement_to_sign
from sentra_pos.consignment.terms_queries import terms_move
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import save_file
from sentra_pos.core.ids import AgreementId, DocumentId
from sentra_pos.core.speech import N_
from sentra_pos.printing.page import Paper, render_paper
from sentra_pos.shop import Shop


class TermsNotFound(SentraError):
    message = N_("These terms are not on record. Open the list again and choose once more.")


class TermsNotSaved(SentraError):
    """What was agreed is safe; only its picture could not be written."""

    message = N_(
        "The paper could not be saved as {file} ({cause}). What was agreed is safe; close the file and print it again."
    )


def save_agreement(shop: Shop, agreement: AgreementId) -> Path:
    """Both copies of the agreement as a PDF. Raises TermsNotFound, TermsNotSaved."""
    with shop.reading() as session:
        found, facts = agreement_to_sign(session, agreement), shop_facts(session)
    if found is None:
        raise TermsNotFound
    name = f"{found.party_code}-v{found.agreement.version}"
    return _save(shop, name, agreement_paper(found, shop=facts.name, shop_lines=facts.lines))


def save_terms_move(shop: Shop, document: DocumentId) -> Path:
    """Both copies of the paper of goods that were moved to other terms. Raises TermsNotFound, TermsNotSaved."""
    with shop.reading() as session:
        found, facts = terms_move(session, document), shop_facts(session)
    if found is None:
        raise TermsNotFound
    return _save(shop, found.code, terms_move_paper(found, shop=facts.name, shop_lines=facts.lines))


def _save(shop: Shop, name: str, paper: Paper) -> Path:
    file = shop.store.path.parent / "perjanjian" / f"{name}.pdf"
    return save_file(file, render_paper(paper), TermsNotSaved)
