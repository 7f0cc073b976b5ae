"""A closing's Z slip as a picture, with what can be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import _
from sentra_pos.tills.print_slip_again import PrintSlipAgain, SlipPrintedAgain, print_slip_again
from ui.context import Context
from ui.kit.messages import error, toast
from ui.people.approving import Approving
from ui.till.papers import save_closing


class SlipActs:
    """Prints a till's slip again, and opens a closing as a page; over the widget that asks."""

    def __init__(self, context: Context, over: QWidget) -> None:
        self._context, self._over = context, over
        self._runner = Approving(context, over)

    def print_again(self, document: DocumentId) -> None:
        """A copy that says that it is one."""
        command = PrintSlipAgain(by=self._context.by, document=document)
        self._runner.write(print_slip_again, command, self._printed, self._tell, origin=self._over)

    def open_page(self, closing: DocumentId) -> None:
        """In the computer's own reader, from where it is printed."""
        shop = self._context.shop
        self._context.runner.apart(lambda: save_closing(shop, closing), self._saved, self._tell, origin=self._over)

    def _printed(self, printed: SlipPrintedAgain) -> None:
        toast(self._over, _("A copy is on its way.") if printed.copy_no else _("The slip is on its way."))

    def _saved(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
        toast(self._over, _("Saved as {file}.").format(file=file.name))

    def _tell(self, trouble: SentraError) -> None:
        error(self._over, trouble)
