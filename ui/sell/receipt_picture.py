"""A receipt shown as it comes out of the printer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.sales.queries import Receipt
from ui.kit.dialog import Sheet
from ui.kit.labels import caption, label
from ui.kit.layout import row, scrolling, spacer


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
    """A sale that was looked up by its receipt; only to be read."""

    def __init__(self, parent: QWidget, receipt: Receipt, png: bytes) -> None:
        super().__init__(parent, title=_("Receipt {code}").format(code=receipt.code), width=420, height=600)
        self.content.addLayout(
            row(caption(receipt.cashier), spacer(), label(format_rupiah(receipt.total), "title", "extrabold"))
        )
        picture = ReceiptPicture(330)
        picture.show_png(png)
        self.content.addWidget(picture, 1, Qt.AlignmentFlag.AlignHCenter)
