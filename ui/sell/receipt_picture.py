"""A receipt shown as it comes out of the printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.sales.queries import RECEIPT_CODES, Receipt
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import caption, label
from ui.kit.layout import column, row, scrolling, spacer
from ui.kit.messages import error, toast
from ui.sell.paper_sheet import SalePaperSheet
from ui.sell.sale_papers import SalePaper, receipt_text, save_receipt


class ReceiptPicture(QWidget):
    """White paper of a fixed width; longer ones scroll."""

    def __init__(self, width: int = 256) -> None:
        super().__init__()
        self._width = width
        self._paper = QLabel()
        self._paper.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._paper.setAccessibleName(_("Receipt"))
        self._area: QScrollArea = scrolling(self._paper)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(width + 14)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def show_png(self, png: bytes) -> None:
        """Show another one, the end of a long one in sight."""
        picture = QPixmap()
        picture.loadFromData(png, "PNG")
        scale = self.devicePixelRatioF()
        fitted = picture.scaledToWidth(round(self._width * scale), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(scale)
        self._paper.setPixmap(fitted)

    def has_picture(self) -> bool:
        """Whether one was shown."""
        return not self._paper.pixmap().isNull()


class ReceiptSheet(Sheet):
    """A sale that was looked up by its receipt: to be read, sent to the customer, or put on larger paper.

    ``take_back`` begins a return of it; without it, that is not offered.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        receipt: Receipt,
        png: bytes,
        *,
        take_back: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent, title=_("Receipt {code}").format(code=receipt.code), width=680, height=620)
        self._context, self._receipt = context, receipt
        self.content.addLayout(
            row(caption(receipt.cashier), spacer(), label(format_rupiah(abs(receipt.due)), "title", "extrabold"))
        )
        picture = ReceiptPicture(300)
        picture.show_png(png)
        self.nota = secondary(_("Sales note"), "F5", icon="note", on=lambda: self._paper(SalePaper.NOTA))
        self.kuitansi = secondary(_("Receipt of money"), "F6", icon="money", on=lambda: self._paper(SalePaper.KUITANSI))
        self.copy = secondary(_("Copy as text"), "F7", icon="clipboard-text", on=self._copy)
        self.save = secondary(_("Save as picture or PDF"), "F8", icon="download-simple", on=self._save_as)
        self.take_back = secondary(_("Return or exchange"), "F9", icon="arrow-u-up-left", on=self._take_back)
        self._taking_back = take_back
        acts = column(self.take_back, self.nota, self.kuitansi, self.copy, self.save, spacer(), spacing=8)
        both = row(spacing=16)
        both.addWidget(picture)
        both.addLayout(acts, 1)
        self.content.addLayout(both, 1)
        is_sale = receipt.kind in RECEIPT_CODES
        for button in (self.nota, self.kuitansi):
            button.setVisible(is_sale)
        self.take_back.setVisible(is_sale and take_back is not None)

    def _take_back(self) -> None:
        begin = self._taking_back
        self.reject()
        if begin is not None:
            begin()

    def _paper(self, kind: SalePaper) -> None:
        SalePaperSheet(self, self._context, self._receipt, kind).open()

    def _copy(self) -> None:
        shop, document = self._context.shop, self._receipt.id
        self._context.runner.apart(
            lambda: receipt_text(shop, document), done=self._copied, failed=self._tell, origin=self
        )

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        toast(self, _("The receipt is copied. Paste it into a message."))

    def _save_as(self) -> None:
        kinds = "PNG (*.png);;PDF (*.pdf)"
        start = f"{self._receipt.code}.png"
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as picture or PDF"), start, kinds)
        if chosen:
            self.keep(Path(chosen))

    def keep(self, file: Path) -> None:
        """Write the receipt into the file: a picture, or a PDF where it is called so."""
        shop, document = self._context.shop, self._receipt.id
        file = file if file.suffix.lower() in (".png", ".pdf") else file.with_suffix(".png")
        self._context.runner.apart(
            lambda: save_receipt(shop, document, file), done=self._kept, failed=self._tell, origin=self
        )

    def _kept(self, file: Path) -> None:
        toast(self, _("Saved as {file}.").format(file=file.name))

    def _tell(self, trouble: SentraError) -> None:
        error(self, trouble)
