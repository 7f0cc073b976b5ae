"""The sheet for a price above the tag's."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import caption, label
from ui.kit.layout import row, spacer
from ui.sell.pricing import BelowTheTag
from ui.sell.reasons import FOR_MORE, QuickReasons
from ui.sell.rows import CartLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChosen:
    """So much for each; the tag's own price needs no reason."""

    price: Rupiah
    reason: str


class PriceSheet(Sheet):
    """Returns a PriceChosen."""

    def __init__(self, parent: QWidget, line: CartLine) -> None:
        super().__init__(parent, title=_("Higher price"), primary_text=_("Ask this price"), width=520)
        self._line = line
        self.content.addWidget(label(line.card.name, "lead", "bold", wrap=True))
        self.content.addWidget(caption(_("The tag says {price}.").format(price=format_rupiah(line.card.price))))
        self.price = RupiahEdit(line.price if line.raised else None, big=True)
        self.price.setPlaceholderText(self.price.shown(line.card.price))
        self.reason = TextField(line.raised, placeholder=_("For example: gift box"), name=_("Why"))
        self._total = label("", "title", "extrabold", "primary")
        self.content.addWidget(with_problem(self.price, _("Price each")))
        self.content.addWidget(with_problem(self.reason, _("Why")))
        self.content.addWidget(QuickReasons(self.reason, FOR_MORE))
        self.content.addLayout(row(caption(_("For all of it")), spacer(), self._total))
        self.price.value_changed.connect(lambda _value: self._show_total())
        self.price.setFocus()
        self.price.selectAll()
        self._show_total()

    def _each(self) -> Rupiah:
        return self.price.value() or self._line.card.price

    def _show_total(self) -> None:
        self._total.setText(format_rupiah(self._each().times(self._line.quantity)))

    def value(self) -> PriceChosen | None:
        if self.price.text().strip() and self.price.check() is None:
            self.price.setFocus()
            return None
        each, tag = self._each(), self._line.card.price
        if each < tag:
            self.price.mark(str(BelowTheTag(name=self._line.card.name, price=format_rupiah(tag))))
            return None
        reason = " ".join(self.reason.text().split())
        if each > tag and not reason:
            self.reason.mark(_("Say in a few words why it costs more than its tag says."))
            self.reason.setFocus()
            return None
        return PriceChosen(price=each, reason=reason)
