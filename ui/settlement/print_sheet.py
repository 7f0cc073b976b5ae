"""Print a statement: on which paper, and open it or keep it somewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import _
from sentra_pos.printing.page import PaperSize
from sentra_pos.settlement.print_statement import PrintStatement, StatementSpooled, print_statement
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.labels import body, caption
from ui.kit.layout import row
from ui.kit.messages import Banner
from ui.settlement.statement_pdf import papers_folder, save_statement


def open_paper(file: Path) -> None:
    """Show a PDF in the computer's own reader, from where it is printed."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


class PrintSheet(Sheet):
    """Returns the file that was made, or what waits for the printer."""

    def __init__(self, parent: QWidget, context: Context, settlement: DocumentId, code: str) -> None:
        title = _("Print statement {code}").format(code=code)
        super().__init__(parent, title=title, primary_text=_("Open and print"), width=580)
        self.heading.setWordWrap(True)
        self._context, self._settlement, self._code = context, settlement, code
        self._opens = True
        self.sizes = Chips([(PaperSize.A4, "A4"), (PaperSize.A5, "A5")], name=_("Paper"))
        self._problem = Banner("")
        self._problem.hide()
        self.content.addWidget(caption(_("Paper")))
        self.slip_button = secondary(_("Small paper"), "F8", icon="receipt", on=self._on_small_paper)
        papers = row(spacing=12)
        papers.addWidget(self.sizes, 1)
        papers.addWidget(self.slip_button)
        self.content.addLayout(papers)
        self.content.addWidget(body(_("The paper opens in the PDF reader of this computer. Both sides sign it.")))
        self.content.addWidget(self._problem)
        self.save_button = secondary(_("Save as …"), "F9", icon="download-simple", on=self._save_as)
        self.footer.insertWidget(1, self.save_button)

    def confirm(self) -> None:
        self.make(None, opens=True)

    def make(self, file: Path | None, *, opens: bool) -> None:
        """Write the PDF off the window's thread; then open it, if wished."""
        self._problem.hide()
        self._opens = opens
        self.busy(True)
        chosen = self.sizes.choice()
        size = chosen if isinstance(chosen, PaperSize) else PaperSize.A4
        shop, settlement, name = self._context.shop, self._settlement, self._context.who.name
        self._context.runner.apart(
            lambda: save_statement(shop, settlement, size=size, settled_by=name, file=file),
            self._made,
            self._tell,
            ended=lambda: self.busy(False),
            origin=self,
        )

    def _on_small_paper(self) -> None:
        """The one-page version, on the receipt printer."""
        self._problem.hide()
        self.busy(True)
        command = PrintStatement(by=self._context.by, settlement=self._settlement)
        self._context.runner.write(
            print_statement, command, self._spooled, self._tell, ended=lambda: self.busy(False), origin=self
        )

    def _spooled(self, spooled: StatementSpooled) -> None:
        self.busy(False)
        self.finish(spooled)

    def _save_as(self) -> None:
        start = papers_folder(self._context.shop) / f"{self._code}.pdf"
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as …"), str(start), "PDF (*.pdf)")
        if chosen:
            self.make(Path(chosen).with_suffix(".pdf"), opens=False)

    def _made(self, file: Path) -> None:
        if self._opens:
            open_paper(file)
        self.busy(False)
        self.finish(file)

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        if self.isVisible():
            self._place()
