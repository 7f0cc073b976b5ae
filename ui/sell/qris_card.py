"""The shop's QRIS with the amount in it, as the cashier holds it out to the customer."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.payments.qris import QrisMerchant
from sentra_pos.printing.qr_modules import QUIET, qr_modules
from ui.kit.labels import caption, label
from ui.kit.layout import column, spacer


class QrCode(QWidget):
    """Black on white whatever the theme, modules of whole pixels: phones read blurred edges badly."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._rows: tuple[bytes, ...] = ()
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("QRIS code"))

    def show_code(self, payload: str) -> None:
        """Another code."""
        self._rows = qr_modules(payload)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(QRectF(self.rect()), 12, 12)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        module = max(1, self.width() // (len(self._rows) + 2 * QUIET))
        start = (self.width() - module * len(self._rows)) // 2
        for down, row in enumerate(self._rows):
            for across, dark in enumerate(row):
                if dark:
                    painter.fillRect(start + across * module, start + down * module, module, module, QColor("black"))
        painter.end()


class QrisCard(QWidget):
    """The code, how much it asks for, and whom it pays: the customer's phone must show the same name."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.code = QrCode(width)
        self._amount = label("", "total", "extrabold", "primary")
        self._name = label("", "lead", "bold", wrap=True)
        self._nmid = caption("")
        for words in (self._amount, self._name, self._nmid):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        hint = label(_("The customer's phone must show this name."), "caption", "medium", "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(column(self.code, self._amount, self._name, self._nmid, hint, spacer(), spacing=8))

    def show_payment(self, merchant: QrisMerchant, amount: Rupiah, payload: str) -> None:
        """Ask for the amount."""
        self.code.show_code(payload)
        self._amount.setText(format_rupiah(amount))
        self._name.setText(merchant.name)
        self._nmid.setText(f"NMID {merchant.nmid}" if merchant.nmid else "")
        self._nmid.setVisible(bool(merchant.nmid))
