"""Every slip of an artisan's advances and savings: print one again, or open its receipt as a page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah, format_short_date
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.settlement.paper_queries import SlipKept, slips_of
from sentra_pos.settlement.pay_back_papers import back_title
from sentra_pos.settlement.print_money_slip import MoneySlipPrinted, PrintMoneySlip, print_money_slip
from sentra_pos.settlement.slip_papers import money_title
from sentra_pos.settlement.taken_back_papers import taken_back_title
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import body
from ui.kit.messages import Banner, toast
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving
from ui.settlement.print_sheet import open_paper
from ui.settlement.statement_pdf import save_money_receipt


class SlipsSheet(Sheet):
    """Stays open for the next one; returns nothing. Begins with ``chosen`` where it is in the list."""

    def __init__(
        self, parent: QWidget, context: Context, party: PartyId, name: str, chosen: DocumentId | None = None
    ) -> None:
        title = _("Slips and receipts · {name}").format(name=name)
        super().__init__(
            parent, title=title, primary_text=_("Print the slip again"), primary_key="F12", back_text=_("Close"),
            width=720,
        )  # fmt: skip
        self.heading.setWordWrap(True)
        self._context, self._chosen = context, chosen
        self._runs = Approving(context, self)
        self.table: RecordTable[SlipKept] = RecordTable(
            (
                Column(title=_("Slip"), text=_name, second=_about, strong=True, stretch=1),
                Column(title=_("Date"), text=lambda each: format_short_date(each.date)),
                Column(title=_("Amount"), text=lambda each: format_rupiah(each.amount), right=True, strong=True),
            ),
            empty=_("No advance was given yet, and no savings were paid back."),
            name=_("Slips and receipts"),
            key=lambda each: each.document,
        )
        self.table.setFixedHeight(260)
        self.table.picked.connect(self._offer)
        self._problem = Banner("", "bad")
        self._problem.hide()
        self.content.addWidget(
            body(_("A copy says that it is one. The receipt is for advances and for savings that were paid back."))
        )
        self.content.addWidget(self.table)
        self.content.addWidget(self._problem)
        self.receipt_button = secondary(_("Receipt as PDF"), "F9", icon="file-pdf", on=self.receipt)
        self.footer.insertWidget(1, self.receipt_button)
        self._offer(None)
        context.runner.read(lambda session: slips_of(session, party), self._show, self._tell, origin=self)
        self.table.setFocus()

    def _offer(self, each: SlipKept | None) -> None:
        self._problem.hide()
        self.receipt_button.setEnabled(each is not None and each.has_receipt)
        if self.primary_button is not None:
            self.primary_button.setEnabled(each is not None)

    def _show(self, slips: tuple[SlipKept, ...]) -> None:
        self.table.set_rows(slips)
        self.table.pick_first()
        if self._chosen is not None:
            self.table.pick(self._chosen)
        self.table.enter()

    def confirm(self) -> None:
        each = self.table.current()
        if each is not None:
            self._problem.hide()
            command = PrintMoneySlip(by=self._context.by, document=each.document)
            self._runs.write(print_money_slip, command, self._printed, self._tell, origin=self)

    def receipt(self) -> None:
        """As a page, with the frame for the duty stamp where its sum asks for one."""
        each = self.table.current()
        if each is not None and each.has_receipt:
            self._problem.hide()
            shop, document = self._context.shop, each.document
            self._context.runner.apart(lambda: save_money_receipt(shop, document), self._saved, self._tell, origin=self)

    def _printed(self, printed: MoneySlipPrinted) -> None:
        toast(self, _("A copy is on its way.") if printed.copy_no else _("The slip is on its way."))

    def _saved(self, file: Path) -> None:
        open_paper(file)
        toast(self, _("Saved as {file}.").format(file=file.name))

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()


def _name(each: SlipKept) -> str:
    if each.undoes:
        return taken_back_title(each.what, paid_in=each.paid_in)
    if each.kind is DocumentKind.PAY_BACK:
        return back_title(forgiven=each.what is LineKind.FORGIVEN)
    return money_title(each.kind, each.purpose, paid_in=each.paid_in)


def _about(each: SlipKept) -> str:
    return " · ".join(part for part in (each.code, each.text) if part)
