"""Undo a whole sale of the shift that is open: why, and what that means."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.sales.errors import ReasonMissing
from sentra_pos.sales.void_sale import SaleVoided, VoidSale, void_sale
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.labels import amount, body, label
from ui.kit.layout import row
from ui.people.approving import Approving
from ui.receipts.open_receipt import OpenReceipt
from ui.receipts.reasons import ReasonField
from ui.receipts.rows import VOID_REASONS


class VoidSheet(Sheet):
    """Returns SaleVoided."""

    def __init__(self, parent: QWidget, context: Context, found: OpenReceipt) -> None:
        code = found.receipt.code
        super().__init__(parent, title=_("Void {code}").format(code=code), primary_text=_("Void the sale"), width=560)
        self._context, self._found = context, found
        self._id = DocumentId(new_id(context.shop.clock))
        self._runner = Approving(context, self, saying=lambda _command: f"{code} · {self._total}")
        words = _(
            "The whole sale is undone: all goods go back to the shelf, and the money goes back the way it came. "
            "The receipt stays in the book, marked as voided."
        )
        self.content.addWidget(body(words))
        for tender in found.tenders:
            name = found.methods[tender.method].name
            self.content.addLayout(row(label(name, weight="semibold"), amount(tender.amount)))
        self.reason = ReasonField(VOID_REASONS)
        self.content.addWidget(self.reason)
        self._problem = label("", tone="bad", weight="semibold", wrap=True)
        self._problem.hide()
        self.content.addWidget(self._problem)
        self.reason.setFocus()

    @property
    def _total(self) -> str:
        return format_rupiah(sum_rupiah(tender.amount for tender in self._found.tenders))

    def confirm(self) -> None:
        self._problem.hide()
        if not self.reason.text():
            # Before anybody is asked for a PIN.
            self._tell(ReasonMissing())
            return
        command = VoidSale(id=self._id, by=self._context.by, sale=self._found.receipt.id, reason=self.reason.text())
        self.busy(True)
        self._runner.write(void_sale, command, self._voided, self._tell, ended=lambda: self.busy(False), origin=self)

    def _voided(self, result: SaleVoided) -> None:
        self.busy(False)
        self.finish(result)

    def _tell(self, trouble: SentraError) -> None:
        self._problem.setText(str(trouble))
        self._problem.show()
        self._place()
        if not self.reason.text():
            self.reason.setFocus()
