"""The receipt that is open, as its paper looks, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from ui.kit.buttons import Button, secondary
from ui.kit.labels import body, label
from ui.kit.layout import column, panel, plain
from ui.receipts.open_receipt import Deed, OpenReceipt
from ui.sell.receipt_picture import ReceiptPicture

WIDTH = 344


class ReceiptPanel(QWidget):
    """The right-hand side of the screen; a deed that cannot be done says why in its tooltip."""

    asked = Signal(object)
    papers = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._hint = body(_("Choose a receipt, or scan one, to see it and what can be done with it."))
        self._hint.setProperty("tone", "muted")
        self.title = label("", "lead", "bold")
        self.picture = ReceiptPicture(WIDTH - 60)
        offered = (
            (Deed.TAKE_BACK, _("Return or exchange"), "F6", "arrow-u-up-left"),
            (Deed.PRINT, _("Print again"), "F5", "printer"),
            (Deed.CHANGE_PAYMENT, _("Change the payment"), "F7", "arrows-left-right"),
            (Deed.VOID, _("Void the sale"), "F8", "x"),
        )
        self.deeds: dict[Deed, Button] = {}
        acts = column(spacing=6)
        for deed, words, key, icon in offered:
            button = secondary(words, key, icon=icon, on=partial(self.asked.emit, deed))
            self.deeds[deed] = button
            acts.addWidget(button)
        self.more = secondary(_("Note, money receipt, save"), "F9", icon="file-pdf", on=self.papers.emit)
        acts.addWidget(self.more)
        self._why = label("", "caption", "medium", "muted", wrap=True)
        inside = column(self.title, spacing=10)
        inside.addWidget(self.picture, 1)
        inside.addWidget(self._why)
        inside.addLayout(acts)
        self._receipt = plain(inside)
        self._receipt.hide()
        frame = panel(self._hint, self._receipt, margins=(20, 18, 20, 18))
        self.setLayout(column(frame, spacing=0))

    def show_receipt(self, found: OpenReceipt | None) -> None:
        """Show this one, or nothing."""
        self._hint.setVisible(found is None)
        self._receipt.setVisible(found is not None)
        if found is None:
            return
        self.title.setText(found.receipt.code)
        self.picture.show_png(found.png)
        for deed, button in self.deeds.items():
            why = found.hindrances.get(deed)
            button.setEnabled(why is None)
            button.setToolTip("" if why is None else str(why))
            button.setAccessibleDescription("" if why is None else str(why))
        said = dict.fromkeys(str(why) for deed, why in found.hindrances.items() if deed is Deed.TAKE_BACK)
        self._why.setText("\n".join(said))
        self._why.setVisible(bool(said))
