"""Papers of counts and cases as files beside the store, ready to be opened and printed."""

from __future__ import annotations

from pathlib import Path

from sentra_pos.change_shop import shop_facts
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import file_name, save_file
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.speech import N_
from sentra_pos.counting.case_queries import decided_case
from sentra_pos.counting.papers import case_paper, difference_paper, report_paper
from sentra_pos.counting.report_queries import count_report
from sentra_pos.printing.page import Paper, render_paper
from sentra_pos.shop import Shop


class CountPaperNotSaved(SentraError):
    """The count or the case itself is safe; only its paper could not be written."""

    message = N_("The paper could not be saved as {file} ({cause}). Nothing is lost; close the file and try again.")


def folder_of(shop: Shop) -> Path:
    """Where these papers go."""
    return shop.store.path.parent / "opname"


def save_report(shop: Shop, count: DocumentId) -> Path:
    """The whole count. Raises NoSuchCount, CountPaperNotSaved."""
    with shop.reading() as session:
        report, facts = count_report(session, count), shop_facts(session)
    paper = report_paper(report, facts.name, shop.clock.zone, facts.lines)
    return _save(paper, folder_of(shop) / f"{report.code}.pdf")


def save_differences(shop: Shop, count: DocumentId, party: PartyId) -> Path:
    """What differs of one artisan's goods. Raises NoSuchCount, CountPaperNotSaved."""
    with shop.reading() as session:
        report, facts = count_report(session, count), shop_facts(session)
    name = next((name for owner, name in report.artisans if owner == party), "")
    paper = difference_paper(report, party, facts.name, facts.lines)
    return _save(paper, folder_of(shop) / f"{file_name(f'{report.code} {name}')}.pdf")


def save_case(shop: Shop, case: DocumentId) -> Path:
    """How a case ended. Raises NotACase, CountPaperNotSaved."""
    with shop.reading() as session:
        decided, facts = decided_case(session, case), shop_facts(session)
    return _save(case_paper(decided, facts.name, facts.lines), folder_of(shop) / f"{decided.code}.pdf")


def _save(paper: Paper, file: Path) -> Path:
    return save_file(file, render_paper(paper), CountPaperNotSaved)
