"""Papers of moved goods as files beside the store, ready to be opened and printed."""

from __future__ import annotations

from pathlib import Path

from sentra_pos.change_shop import shop_facts
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import save_file
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import N_
from sentra_pos.giving_back.errors import NoSuchPaper
from sentra_pos.giving_back.papers import goods_paper
from sentra_pos.giving_back.queries import moved_paper
from sentra_pos.printing.page import PaperSize, render_paper
from sentra_pos.shop import Shop


class GoodsPaperNotSaved(SentraError):
    """What it says is safe; only its picture could not be written."""

    message = N_(
        "The paper could not be saved as {file} ({cause}). What it says is recorded; close the file and print it again."
    )


def save_goods_paper(
    shop: Shop, document: DocumentId, size: PaperSize = PaperSize.A5, file: Path | None = None
) -> Path:
    """The paper as a PDF. Raises NoSuchPaper, GoodsPaperNotSaved."""
    with shop.reading() as session:
        found, facts = moved_paper(session, document), shop_facts(session)
    if found is None:
        raise NoSuchPaper
    content = render_paper(goods_paper(found, shop=facts.name, shop_lines=facts.lines, size=size))
    return save_file(file or goods_folder(shop) / f"{found.code}.pdf", content, GoodsPaperNotSaved)


def goods_folder(shop: Shop) -> Path:
    """Where they go unless the person says otherwise."""
    return shop.store.path.parent / "retur"
