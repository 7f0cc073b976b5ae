"""The stand ends: nothing is sold here any more, and all of it goes home."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.exhibitions.end_stand import EndStand, end_stand
from ui.context import Context
from ui.exhibitions.sending import Sending
from ui.kit.dialog import Sheet
from ui.kit.labels import body, label
from ui.stand.presenter import StandPage
from ui.stand.rows import here_now, pieces_words


class EndHereSheet(Sheet):
    """Of the stand that this laptop is. Returns StandEnded."""

    def __init__(self, parent: QWidget, context: Context, page: StandPage) -> None:
        super().__init__(
            parent, title=_("End this stand?"), primary_text=_("End the stand"), primary_key="F12", width=520
        )
        self._context, self._stand = context, page.stand.stand.id
        self._id = DocumentId(new_id(context.shop.clock))
        words = _(
            "Close the till first. From then on this laptop sells nothing more for this exhibition: the last file goes "
            "onto the stick, goods and cash go home and are counted in the shop."
        )
        self.content.addWidget(body(words))
        left = _("Still here: {pieces}, and {cash} in the drawer by the book.")
        told = left.format(pieces=pieces_words(here_now(page.stand)), cash=format_rupiah(page.stand.cash))
        self.content.addWidget(label(told, "lead", "semibold", wrap=True))
        self._sending = Sending(self, context)

    def confirm(self) -> None:
        self._sending.send(end_stand, EndStand(id=self._id, by=self._context.by, stand=self._stand))
