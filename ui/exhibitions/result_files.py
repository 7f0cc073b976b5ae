"""The result of an exhibition as a paper for the office, beside earlier ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from sentra_pos.core.clock import business_today
from sentra_pos.core.files import file_name
from sentra_pos.exhibitions.compare import Compared, compare
from sentra_pos.exhibitions.facts import Stage
from sentra_pos.exhibitions.queries import exhibitions
from sentra_pos.exhibitions.reconciled import reconciled
from sentra_pos.exhibitions.result import result
from sentra_pos.exhibitions.result_paper import result_paper
from sentra_pos.payments.methods import method_names
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.shop import Shop
from ui.exhibitions.files import folder_of, save_paper

#: So many earlier ones stand beside it.
_EARLIER = 5


def compared_ones(session: Any, shop: Shop, besides: UUID | None = None) -> tuple[Compared, ...]:
    """Every exhibition where goods were, the newest first; without the one named."""
    rows = exhibitions(session, business_today(shop.clock))
    wanted = [row.id for row in rows if row.stage not in (Stage.PLANNED, Stage.CALLED_OFF) and row.id != besides]
    return tuple(reversed(compare(session, wanted)))


def save_result(shop: Shop, exhibition: UUID) -> Path:
    """As a PDF. Raises NoSuchExhibition, ExhibitionPaperNotSaved."""
    today = business_today(shop.clock)
    with shop.reading() as session:
        found = result(session, exhibition)
        earlier = [each for each in compared_ones(session, shop, exhibition) if each.starts <= found.starts]
        paper = result_paper(
            found,
            letterhead(session),
            methods=method_names(session),
            printed=today,
            earlier=tuple(earlier[:_EARLIER]),
            still_open=reconciled(session, exhibition, today),
        )
    return save_paper(paper, folder_of(shop) / f"hasil {file_name(found.name)}.pdf")
