"""Print the paper of moved goods: on a sheet, or as a slip."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import _
from sentra_pos.giving_back.print_goods_slip import GoodsSlipPrinted, PrintGoodsSlip, print_goods_slip
from sentra_pos.printing.page import PaperSize
from ui.context import Context
from ui.give_back.goods_pdf import goods_folder, save_goods_paper
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.labels import body, caption
from ui.kit.layout import column, plain
from ui.kit.messages import Banner, toast


class PaperUse(StrEnum):
    """What somebody does with the paper."""

    BOTH_SIGN = "both_sign"
    FETCH = "fetch"
    DAMAGE = "damage"


class GoodsPaperSheet(Sheet):
    """Returns the file that was made, or True for a slip."""

    def __init__(self, parent: QWidget, context: Context, document: DocumentId, code: str, *, use: PaperUse) -> None:
        title = _("Print {code}").format(code=code)
        super().__init__(parent, title=title, primary_text=_("Open and print"), width=740)
        self._context, self._document, self._code, self._opens = context, document, code, True
        self.sizes = Chips([(PaperSize.A5, "A5"), (PaperSize.A4, "A4")], name=_("Paper"))
        hint = {
            PaperUse.BOTH_SIGN: _("Two copies: one for the artisan, one for the shop. Both sign both."),
            PaperUse.FETCH: _("With this list somebody fetches the pieces and ticks them off."),
            PaperUse.DAMAGE: _("With this paper the artisan is told what happened, and signs for having seen it."),
        }[use]
        self._problem = Banner("")
        self._problem.hide()
        for part in (plain(column(caption(_("Paper")), self.sizes, spacing=4)), body(hint), self._problem):
            self.content.addWidget(part)
        self.slip_button = secondary(_("As a slip"), "F8", icon="receipt", on=self.print_slip)
        self.save_button = secondary(_("Save as …"), "F9", icon="download-simple", on=self._save_as)
        self.footer.insertWidget(1, self.slip_button)
        self.footer.insertWidget(2, self.save_button)

    def confirm(self) -> None:
        self.make(None, opens=True)

    def make(self, file: Path | None, *, opens: bool) -> None:
        """Write the PDF off the window's thread; then open it, if wished."""
        self._problem.hide()
        self._opens = opens
        self.busy(True)
        chosen = self.sizes.choice()
        size = chosen if isinstance(chosen, PaperSize) else PaperSize.A5
        shop, document = self._context.shop, self._document
        self._context.runner.apart(
            lambda: save_goods_paper(shop, document, size, file),
            self._made,
            self._tell,
            ended=lambda: self.busy(False),
            origin=self,
        )

    def print_slip(self) -> None:
        """On the receipt printer."""
        self._problem.hide()
        self.busy(True)
        command = PrintGoodsSlip(by=self._context.by, document=self._document)
        self._context.runner.write(
            print_goods_slip, command, self._printed, self._tell, ended=lambda: self.busy(False), origin=self
        )

    def busy(self, is_busy: bool) -> None:
        super().busy(is_busy)
        for button in (self.slip_button, self.save_button):
            button.setDisabled(is_busy)

    def _save_as(self) -> None:
        start = goods_folder(self._context.shop) / f"{self._code}.pdf"
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as …"), str(start), "PDF (*.pdf)")
        if chosen:
            self.make(Path(chosen).with_suffix(".pdf"), opens=False)

    def _made(self, file: Path) -> None:
        if self._opens:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
        self.busy(False)
        self.finish(file)

    def _printed(self, _printed: GoodsSlipPrinted) -> None:
        self.busy(False)
        toast(self._base, _("{code} is being printed.").format(code=self._code))
        self.finish(True)

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()
