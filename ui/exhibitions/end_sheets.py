"""A stand ends: said by the shop for its own, or written off where the laptop will never come back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.exhibitions.end_stand import EndStand, end_stand
from sentra_pos.exhibitions.write_off_stand import WriteOffStand, write_off_stand
from ui.context import Context
from ui.exhibitions.rows import Stand, pieces_words
from ui.exhibitions.sending import Sending
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body, label
from ui.kit.messages import Banner


def _at_stake(stand: Stand) -> str:
    pieces = pieces_words(stand.details.at_stand + stand.details.on_road)
    cash = stand.details.cash + stand.details.road_cash
    return _("{pieces}, {cash} in cash by the book").format(pieces=pieces, cash=format_rupiah(cash))


class EndStandSheet(Sheet):
    """Of a stand on this computer or on paper. Returns StandEnded."""

    def __init__(self, parent: QWidget, context: Context, stand: Stand) -> None:
        title = _("End {stand}?").format(stand=stand.details.stand.name)
        super().__init__(parent, title=title, primary_text=_("End the stand"), primary_key="F12", width=520)
        self.heading.setWordWrap(True)
        self._context, self._stand = context, stand
        self._id = DocumentId(new_id(context.shop.clock))
        said = _(
            "From now on nothing is sold there any more, and this till sells in the shop again. Key in all handwritten "
            "notes first. Then the goods come home."
        )
        self.content.addWidget(body(said))
        pieces = pieces_words(stand.details.at_stand + stand.details.on_road)
        self.content.addWidget(label(_("Still there: {pieces}.").format(pieces=pieces), "lead", "semibold"))
        self._sending = Sending(self, context)

    def confirm(self) -> None:
        self._sending.send(end_stand, EndStand(id=self._id, by=self._context.by, stand=self._stand.id))


class WriteOffSheet(Sheet):
    """Returns StandWrittenOff. A second person agrees with a PIN."""

    def __init__(self, parent: QWidget, context: Context, stand: Stand) -> None:
        title = _("Write {stand} off?").format(stand=stand.details.stand.name)
        super().__init__(parent, title=title, primary_text=_("Write it off"), primary_key="F12", width=580)
        self.heading.setWordWrap(True)
        self._context, self._stand = context, stand
        self._id = DocumentId(new_id(context.shop.clock))
        self.reason = TextField(placeholder=_("For instance: stolen from the hotel, police report 12/2026"))
        said = _(
            "Only if the laptop will never come back. First bring home the newest file of its stick: it holds every "
            "day until then."
        )
        self.content.addWidget(body(said))
        notes = _(
            "What handwritten notes say was sold after it: take those pieces back too, as though they had come home, "
            "and sell them at the shop's till. They are the shop's sales then, by the shop's terms, and not in the "
            "exhibition's result."
        )
        self.content.addWidget(body(notes))
        self.content.addWidget(label(_at_stake(stand), "lead", "semibold", wrap=True))
        self.content.addWidget(with_problem(self.reason, _("What happened")))
        self.content.addWidget(
            Banner(
                _("A second person has to agree. If the laptop turns up, its later documents wait for a decision."),
                "warn",
            )
        )
        self._sending = Sending(self, context, lambda command: f"{stand.details.stand.name} · {command.reason}")
        self.reason.setFocus()

    def confirm(self) -> None:
        command = WriteOffStand(id=self._id, by=self._context.by, stand=self._stand.id, reason=self.reason.text())
        self._sending.send(write_off_stand, command)
