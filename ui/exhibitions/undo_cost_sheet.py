"""Take a cost back that was recorded for an exhibition by mistake: which one, and why."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import sum_rupiah
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_number, format_rupiah, format_short_date
from sentra_pos.exhibitions.home_errors import ReasonToUndoMissing
from sentra_pos.exhibitions.result_money import Cost
from sentra_pos.exhibitions.undo_costs import UndoCosts, costs_that_stand, undo_costs
from ui.context import Context
from ui.exhibitions.sending import Sending
from ui.kit.dialog import Sheet
from ui.kit.labels import body
from ui.kit.table import Column, RecordTable
from ui.receipts.reasons import ReasonField

_REASONS = (N_("Wrong amount"), N_("Recorded twice"), N_("Belongs to another exhibition"))


class UndoCostSheet(Sheet):
    """Returns CostsUndone."""

    def __init__(self, parent: QWidget, context: Context, exhibition: UUID, name: str) -> None:
        title = _("Recorded costs of {name}").format(name=name)
        super().__init__(parent, title=title, primary_text=_("Undo this cost"), primary_key="F12", width=720)
        self.heading.setWordWrap(True)
        self._context = context
        self._id = DocumentId(new_id(context.shop.clock))
        said = _(
            "The money comes back the way it went, cash into the open drawer, and each artisan's part with the next "
            "settlement. Then record the cost as it should be."
        )
        self.content.addWidget(body(said))
        self.table: RecordTable[Cost] = RecordTable(
            (
                Column(
                    title=_("What was paid for"),
                    text=lambda each: each.text,
                    second=lambda each: each.code,
                    strong=True,
                    stretch=1,
                ),
                Column(title=_("Date"), text=lambda each: format_short_date(each.day)),
                Column(
                    title=_("The artisans"),
                    text=lambda each: format_number(sum_rupiah(part for _who, part in each.artisans).amount),
                    right=True,
                ),
                Column(title=_("Amount"), text=lambda each: format_rupiah(each.total), right=True, strong=True),
            ),
            empty=_("No cost was recorded yet."),
            name=_("Recorded costs"),
            key=lambda each: each.document,
        )
        self.table.setFixedHeight(240)
        self.content.addWidget(self.table)
        self.reason = ReasonField([_(each) for each in _REASONS])
        self.content.addWidget(self.reason)
        self._sending = Sending(self, context, self._about)
        context.runner.read(
            lambda session: costs_that_stand(session, exhibition), self._show, self._sending.tell, origin=self
        )
        self.reason.setFocus()

    def _about(self, _command: object) -> str:
        chosen = self.table.current()
        return "" if chosen is None else f"{chosen.text} · {format_rupiah(chosen.total)}"

    def _show(self, costs: tuple[Cost, ...]) -> None:
        self.table.set_rows(costs)
        self.table.pick_first()
        if self.primary_button is not None:
            self.primary_button.setEnabled(bool(costs))

    def confirm(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            return
        if not self.reason.text():
            self._sending.tell(ReasonToUndoMissing())
            self.reason.setFocus()
            return
        command = UndoCosts(id=self._id, by=self._context.by, cost=chosen.document, reason=self.reason.text())
        self._sending.send(undo_costs, command)
