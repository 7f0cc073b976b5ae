"""Put in the shop's QRIS: from a picture, from the clipboard or typed; whom it pays is seen before it is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.payments.errors import PictureNotReadable
from sentra_pos.payments.qris import QrisMerchant
from sentra_pos.payments.set_qris import QrisSet
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import body, caption, label
from ui.kit.layout import column, plain, row, spacer
from ui.kit.messages import Banner
from ui.people.approving import Approving
from ui.sell.qris_card import QrCode
from ui.settings.qris import QrisReader

PICTURE = 168


class MerchantFacts(QWidget):
    """Whom a code pays, as the customer's phone will say it."""

    def __init__(self, side: int = PICTURE) -> None:
        super().__init__()
        self.picture = QrCode(side)
        self.name = label("", "title", "bold", wrap=True)
        self.nmid = label("", "body", "semibold")
        self.city = label("", "body")
        facts = column(
            caption(_("Customers pay")),
            self.name,
            caption(_("NMID")),
            self.nmid,
            caption(_("City")),
            self.city,
            spacer(),
            spacing=2,
        )
        line = row(self.picture, spacing=20)
        line.addLayout(facts, 1)
        self.setLayout(line)

    def show_merchant(self, merchant: QrisMerchant) -> None:
        """This one."""
        self.picture.show_code(merchant.payload)
        self.name.setText(merchant.name)
        self.nmid.setText(merchant.nmid or "–")
        self.city.setText(merchant.city or "–")


class _Payload(QPlainTextEdit):
    """The sticker's text; Tab goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Text of the QRIS code"))
        self.setPlaceholderText("000201…")
        self.setTabChangesFocus(True)
        self.setFixedHeight(74)


class QrisSheet(Sheet):
    """Returns the QrisSet once it is kept."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent, title=_("The shop's QRIS"), primary_text=_("Use this QRIS"), primary_key="Ctrl+S", width=600
        )
        self.reader = QrisReader(Approving(context, self), context.by, self)
        self.choose = secondary(_("Choose a picture"), "F3", icon="image", on=self._ask_file)
        self.paste = secondary(_("Paste"), "F4", icon="clipboard-text", on=self._paste)
        self.payload = _Payload()
        self.payload.textChanged.connect(self._typed)
        self.facts = MerchantFacts()
        self._problem = Banner("")
        self._warning = Banner(
            _("Compare name and NMID with the shop's own sticker: all QRIS money goes there. The change is logged."),
            "warn",
        )
        self._by_picture = False
        self._lay_out()
        self.show_merchant(None)
        self.choose.setFocus()

    def _lay_out(self) -> None:
        how = _("Take a photo of the sticker that the bank gave to the shop, or paste what is written in its code.")
        self.content.addWidget(body(how))
        self.content.addLayout(row(self.choose, self.paste, spacer()))
        self.content.addWidget(plain(column(caption(_("Text of the QRIS code")), self.payload, spacing=4)))
        self.content.addWidget(self._problem)
        self.content.addWidget(self.facts)
        self.content.addWidget(self._warning)
        self._problem.hide()

    # ------------------------------------------------------------------------------------------------- what is asked

    def _ask_file(self) -> None:
        pictures = _("Pictures") + " (*.png *.jpg *.jpeg *.webp)"
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Choose a picture"), "", pictures)
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, file: Path) -> None:
        """A photo from the disk."""
        try:
            picture = file.read_bytes()
        except OSError:
            self.refused(PictureNotReadable())
            return
        self._read_picture(picture)

    def _paste(self) -> None:
        clipboard = QGuiApplication.clipboard()
        image = clipboard.image()
        if not image.isNull():
            self._read_picture(_as_png(image))
        else:
            self.payload.setPlainText(clipboard.text().strip())

    def _read_picture(self, picture: bytes) -> None:
        self._problem.hide()
        self._by_picture = True
        self.payload.clear()
        self._by_picture = False
        self.reader.read_picture(picture)

    def _typed(self) -> None:
        text = self.payload.toPlainText().strip()
        self._problem.hide()
        if text:
            self.reader.read_text(text)
        elif not self._by_picture:
            self.reader.merchant = None
            self.show_merchant(None)

    def confirm(self) -> None:
        self.reader.keep()

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_merchant(self, merchant: QrisMerchant | None) -> None:
        """Whom it would pay."""
        known = merchant is not None
        if merchant is not None:
            self._problem.hide()
            self.facts.show_merchant(merchant)
        self.facts.setVisible(known)
        self._warning.setVisible(known)
        if self.primary_button is not None:
            self.primary_button.setEnabled(known)
        self._adjust()

    def kept(self, changed: QrisSet) -> None:
        """It stands."""
        self.finish(changed)

    def refused(self, trouble: SentraError) -> None:
        """Say what is wrong with the code."""
        self._problem.tell(str(trouble), "bad")
        self._adjust()

    def busy(self, is_busy: bool) -> None:
        super().busy(is_busy)
        for button in (self.choose, self.paste):
            button.setDisabled(is_busy)
        if self.primary_button is not None and not is_busy:
            self.primary_button.setEnabled(self.reader.merchant is not None)

    def _adjust(self) -> None:
        if self.isVisible():
            self._place()


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know no bytes for the format
    return bytes(buffer.data().data())
