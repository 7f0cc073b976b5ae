"""Take back what was recorded wrongly of an artisan's money, settlements and payouts apart: which, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_number, format_rupiah, format_short_date
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.settlement.deduction_rules import purpose_label
from sentra_pos.settlement.errors import ReasonToTakeBackMissing
from sentra_pos.settlement.take_back import TakeBack, take_back
from sentra_pos.settlement.taken_back_queries import Recorded, recorded_of
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.labels import body
from ui.kit.table import Column, RecordTable
from ui.receipts.reasons import ReasonField
from ui.settlement.sending import Sending

_REASONS = (N_("Wrong amount"), N_("Wrong artisan"), N_("Recorded twice"))
_KINDS = {
    LineKind.FEE: N_("Fee"),
    LineKind.SAVED: N_("Savings paid back"),
    LineKind.PAID_BACK: N_("Debt paid back"),
    LineKind.FORGIVEN: N_("Debt let go"),
}


class UndoSheet(Sheet):
    """Returns TakenBack. Begins with ``chosen`` where it is in the list."""

    def __init__(
        self, parent: QWidget, context: Context, party: PartyId, name: str, chosen: DocumentId | None = None
    ) -> None:
        title = _("Take an entry back · {name}").format(name=name)
        super().__init__(parent, title=title, primary_text=_("Take it back"), primary_key="F12", width=680)
        self.heading.setWordWrap(True)
        self._context, self._chosen = context, chosen
        self._id = DocumentId(new_id(context.shop.clock))
        self.content.addWidget(
            body(
                _(
                    "Money goes the way it came, cash into or out of the open drawer; a fee comes back with the next "
                    "settlement, to everybody who bears it; a debt is owed again. Then record it as it should be."
                )
            )
        )
        self.table: RecordTable[Recorded] = RecordTable(
            (
                Column(title=_("Recorded"), text=_name, second=_about, strong=True, stretch=1),
                Column(title=_("Date"), text=lambda each: format_short_date(each.date)),
                Column(title=_("Amount"), text=lambda each: format_rupiah(each.amount), right=True, strong=True),
            ),
            empty=_("Nothing is recorded that could be taken back."),
            name=_("Advances, fees, savings and debts paid back"),
            key=lambda each: each.document,
        )
        self.table.setFixedHeight(220)
        self.content.addWidget(self.table)
        self.reason = ReasonField([_(each) for each in _REASONS])
        self.content.addWidget(self.reason)
        self._sending = Sending(self, context, self._said)
        self._offer(False)
        context.runner.read(lambda session: recorded_of(session, party), self._show, self._sending.tell, origin=self)
        self.reason.setFocus()

    def _offer(self, offered: bool) -> None:
        self.reason.setEnabled(offered)
        if self.primary_button is not None:
            self.primary_button.setEnabled(offered)

    def _said(self, _command: object) -> str:
        each = self.table.current()
        return "" if each is None else f"{_name(each)} · {format_rupiah(each.amount)}"

    def _show(self, recorded: tuple[Recorded, ...]) -> None:
        self.table.set_rows(recorded)
        self.table.pick_first()
        if self._chosen is not None:
            self.table.pick(self._chosen)
        self._offer(bool(recorded))
        (self.reason if recorded else self.back_button).setFocus()

    def confirm(self) -> None:
        each = self.table.current()
        if each is None:
            return
        if not self.reason.text():
            self._sending.tell(ReasonToTakeBackMissing())
            self.reason.setFocus()
            return
        command = TakeBack(id=self._id, by=self._context.by, document=each.document, reason=self.reason.text())
        self._sending.send(take_back, command)


def _kind(each: Recorded) -> str:
    if each.paid_in:
        return _("Savings paid in")
    return purpose_label(each.purpose) if each.what is LineKind.LENT else _(_KINDS[each.what])


def _name(each: Recorded) -> str:
    return each.text or _kind(each)


def _about(each: Recorded) -> str:
    said = f"{each.code} · {_kind(each)}"
    if each.artisans == 1:
        return said
    shared = ngettext("shared by {count} artisan", "shared by {count} artisans", each.artisans)
    return f"{said} · {shared.format(count=format_number(each.artisans))}"
