"""Papers of goods that were set aside or given back, to be printed once more."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.giving_back.queries import MovedPaper, moved_papers
from sentra_pos.ledger.kinds import DocumentKind
from ui.context import Context
from ui.give_back.rows import paper_columns
from ui.kit.dialog import Sheet
from ui.kit.messages import error
from ui.kit.table import RecordTable


class PastPapersSheet(Sheet):
    """Returns the chosen MovedPaper."""

    def __init__(self, parent: QWidget, context: Context, party: PartyId | None, name: str) -> None:
        title = _("Papers of {name}").format(name=name) if party is not None else _("Papers")
        super().__init__(parent, title=title, primary_text=_("Print again"), width=640, height=540)
        self.heading.setWordWrap(True)
        self.table: RecordTable[MovedPaper] = RecordTable(
            paper_columns(),
            empty=_("Nothing was set aside or given back yet."),
            name=_("Papers"),
            key=lambda paper: paper.id,
        )
        self.table.on_open(_("Print again"), self.finish)
        self.content.addWidget(self.table, 1)

        def ask(session: Any) -> tuple[MovedPaper, ...]:
            back = moved_papers(session, kind=DocumentKind.HAND_BACK, party=party)
            moved = moved_papers(session, kind=DocumentKind.TRANSFER, party=party)
            return tuple(sorted((*back, *moved), key=lambda paper: paper.at, reverse=True))

        def came(papers: tuple[MovedPaper, ...]) -> None:
            self.table.set_rows(papers)
            self.table.enter()
            if self.primary_button is not None:
                self.primary_button.setEnabled(bool(papers))

        def tell(trouble: SentraError) -> None:
            error(self, trouble)

        context.runner.read(ask, came, tell, origin=self)

    def value(self) -> object:
        return self.table.current()
