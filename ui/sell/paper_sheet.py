"""The sales note or the receipt of money of one sale: a few words typed, then the PDF opens to be printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.sales.queries import Receipt
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField
from ui.kit.labels import body
from ui.kit.layout import form
from ui.kit.messages import Banner
from ui.sell.sale_papers import PaperWords, SalePaper, papers_folder, save_sale_paper, words_to_begin_with


class SalePaperSheet(Sheet):
    """Returns the file that was made."""

    def __init__(self, parent: QWidget, context: Context, receipt: Receipt, kind: SalePaper) -> None:
        name = _("Sales note") if kind is SalePaper.NOTA else _("Receipt of money")
        super().__init__(parent, title=f"{name} {receipt.code}", primary_text=_("Open and print"), width=560)
        self._context, self._receipt, self._kind = context, receipt, kind
        self._opens = True
        self.buyer, self.place = TextField(name=_("Buyer")), TextField(name=_("Place"))
        self.purpose, self.signer = TextField(name=_("In payment of")), TextField(name=_("Signed by"))
        self._problem = Banner("")
        self._problem.hide()
        fields: list[tuple[str, QWidget]] = [(_("Buyer"), self.buyer), (_("Place"), self.place)]
        if kind is SalePaper.KUITANSI:
            fields[1:1] = [(_("In payment of"), self.purpose)]
            fields.append((_("Signed by"), self.signer))
        self.content.addLayout(form(fields))
        self.content.addWidget(body(_("The paper opens in the PDF reader of this computer.")))
        self.content.addWidget(self._problem)
        self.save_button = secondary(_("Save as …"), "F9", icon="download-simple", on=self._save_as)
        self.footer.insertWidget(1, self.save_button)
        shop, document, who = context.shop, receipt.id, context.who.name
        context.runner.apart(
            lambda: words_to_begin_with(shop, document, who), done=self._fill, failed=self._tell, origin=self
        )

    def _fill(self, words: PaperWords) -> None:
        for field, text in (
            (self.buyer, words.buyer),
            (self.place, words.place),
            (self.purpose, words.purpose),
            (self.signer, words.signer),
        ):
            if not field.text():
                field.setText(text)
                field.setCursorPosition(0)
        self.buyer.setFocus()

    def confirm(self) -> None:
        self.make(None, opens=True)

    def make(self, file: Path | None, *, opens: bool) -> None:
        """Write the PDF off the window's thread; then open it, if wished."""
        self._problem.hide()
        self._opens = opens
        self.busy(True)
        words = PaperWords(
            buyer=self.buyer.text().strip(),
            place=self.place.text().strip(),
            purpose=self.purpose.text().strip(),
            signer=self.signer.text().strip(),
        )
        shop, document, kind = self._context.shop, self._receipt.id, self._kind
        self._context.runner.apart(
            lambda: save_sale_paper(shop, document, kind, words, file),
            self._made,
            self._tell,
            ended=lambda: self.busy(False),
            origin=self,
        )

    def _save_as(self) -> None:
        start = papers_folder(self._context.shop) / f"{self._kind.value}-{self._receipt.code}.pdf"
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as …"), str(start), "PDF (*.pdf)")
        if chosen:
            self.make(Path(chosen).with_suffix(".pdf"), opens=False)

    def _made(self, file: Path) -> None:
        if self._opens:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
        self.busy(False)
        self.finish(file)

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        if self.isVisible():
            self._place()
