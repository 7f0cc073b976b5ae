"""What the pay sheet says once the sale stands: its number, and in large type the change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from sentra_pos.core.money import ZERO, sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.printing.health import PrinterHealth
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.complete_sale import SaleCompleted
from ui.kit.icons import set_picture
from ui.kit.labels import label, set_tone
from ui.kit.layout import column, spacer
from ui.sell.rows import printing_words


class DonePage(QWidget):
    """Stays until the customer has gone."""

    def __init__(self) -> None:
        super().__init__()
        picture = QLabel()
        set_picture(picture, "check-circle-fill", "good", 56)
        self._code = label("", "lead", "bold")
        self._caption = label("", "title", "semibold")
        self.change = label("", "giant", "extrabold", "good")
        self._unseen = label("", weight="semibold", tone="warn", wrap=True)
        self._printing = label("", wrap=True)
        made = column(spacer(), spacing=10)
        made.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._code, self._caption, self.change, self._unseen, self._printing):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            made.addWidget(words)
        made.addStretch(2)
        self.setLayout(made)

    def show_sale(self, sale: SaleCompleted, unseen: Sequence[Tender]) -> None:
        """The sale that stands, and what of it nobody has seen arrive."""
        goes_out = sale.total < ZERO
        self._code.setText(f"{sale.code}  ·  {format_rupiah(abs(sale.total))}")
        if goes_out:
            self._caption.setText(_("Give back"))
        else:
            self._caption.setText(_("Give change") if sale.change else _("No change to give"))
        self.change.setText(format_rupiah(-sale.total if goes_out else sale.change))
        amount = format_rupiah(sum_rupiah(tender.given for tender in unseen))
        self._unseen.setText(_("{amount} is on the list of payments still to be checked.").format(amount=amount))
        self._unseen.setVisible(bool(unseen))

    def show_printing(self, health: Sequence[PrinterHealth]) -> None:
        """What becomes of the receipt."""
        sentence, tone = printing_words(health)
        self._printing.setText(sentence)
        set_tone(self._printing, tone)
