"""Void a payout of a settlement: which one, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_rupiah, format_short_date
from sentra_pos.people.facts import payout_label
from sentra_pos.settlement.errors import ReasonForVoidMissing
from sentra_pos.settlement.locked import SettlementRow
from sentra_pos.settlement.payout_queries import Payout, payouts_that_stand
from sentra_pos.settlement.void_payout import VoidPayout, void_payout
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.labels import body
from ui.kit.table import Column, RecordTable
from ui.receipts.reasons import ReasonField
from ui.settlement.sending import Sending

_REASONS = (N_("Wrong amount"), N_("Wrong artisan"), N_("The transfer came back"))


class VoidPayoutSheet(Sheet):
    """Returns PayoutVoided."""

    def __init__(self, parent: QWidget, context: Context, settlement: SettlementRow) -> None:
        title = _("Void a payout on {code}").format(code=settlement.code)
        super().__init__(parent, title=title, primary_text=_("Void the payout"), width=600)
        self._context = context
        self._id = DocumentId(new_id(context.shop.clock))
        words = _("The money comes back the way it went, cash into the open drawer, and the artisan is owed it again.")
        if settlement.carried_into:
            words += " " + _("{newer} took this settlement over, so it is paid with the next one.").format(
                newer=settlement.carried_into
            )
        self.content.addWidget(body(words))
        self.table: RecordTable[Payout] = RecordTable(
            (
                Column(title=_("Number"), text=lambda each: each.code, strong=True, stretch=1),
                Column(title=_("Date"), text=lambda each: format_short_date(each.date)),
                Column(title=_("How"), text=lambda each: payout_label(each.method)),
                Column(title=_("Amount"), text=lambda each: format_rupiah(each.amount), right=True),
            ),
            empty=_("Nothing was paid on this settlement."),
            name=_("Payouts"),
            key=lambda each: each.id,
        )
        self.table.setFixedHeight(200)
        self.content.addWidget(self.table)
        self.reason = ReasonField([_(each) for each in _REASONS])
        self.content.addWidget(self.reason)
        self._sending = Sending(self, context, self._about)
        context.runner.read(
            lambda session: payouts_that_stand(session, settlement.id), self._show, self._sending.tell, origin=self
        )
        self.reason.setFocus()

    def _about(self, _command: object) -> str:
        chosen = self.table.current()
        return "" if chosen is None else f"{chosen.code} · {format_rupiah(chosen.amount)}"

    def _show(self, payouts: tuple[Payout, ...]) -> None:
        self.table.set_rows(payouts)
        self.table.pick_first()

    def confirm(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            return
        if not self.reason.text():
            trouble: SentraError = ReasonForVoidMissing()
            self._sending.tell(trouble)
            self.reason.setFocus()
            return
        command = VoidPayout(id=self._id, by=self._context.by, payout=chosen.id, reason=self.reason.text())
        self._sending.send(void_payout, command)
