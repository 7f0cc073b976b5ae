"""The sheet for a discount on one line: an amount or a percentage, and whose money it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.consignment.facts import DiscountBearer, bearer_label
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_percent, format_rupiah
from sentra_pos.sales.discount_terms import DiscountTerms
from sentra_pos.sales.errors import DiscountReasonMissing, DiscountTooLarge
from ui.kit.buttons import choice
from ui.kit.dialog import Sheet
from ui.kit.fields import PercentEdit, RupiahEdit, TextField, with_problem
from ui.kit.labels import body, caption, label
from ui.kit.layout import row, spacer
from ui.sell.rows import CartLine

_QUICK = (5, 10, 15, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountChosen:
    """So much off the whole line; ``rate`` when it was given in percent, nothing at all takes a discount away."""

    amount: Rupiah
    rate: Percent | None
    by_shop: bool
    reason: str


class DiscountSheet(Sheet):
    """Returns a DiscountChosen; the two fields follow each other."""

    def __init__(self, parent: QWidget, line: CartLine, terms: DiscountTerms) -> None:
        super().__init__(parent, title=_("Discount"), primary_text=_("Take off"), width=480)
        self._line, self._terms = line, terms
        whole = format_rupiah(line.list_amount)
        self.content.addWidget(label(line.card.name, "lead", "bold", wrap=True))
        self.content.addWidget(caption(f"{line.quantity.units} × {format_rupiah(line.price)} = {whole}"))
        self._percent = PercentEdit(line.rate)
        self._amount = RupiahEdit(line.given if line.given and line.rate is None else None, big=True)
        self.reason = TextField(line.reason, placeholder=_("For example: regular customer"), name=_("Why"))
        self._rate_leads = line.rate is not None
        quick = row(*(self._quick(percent) for percent in _QUICK), spacing=8)
        self.content.addWidget(with_problem(self._percent, _("In percent")))
        self.content.addLayout(quick)
        self.content.addWidget(with_problem(self._amount, _("Or as an amount off the whole line")))
        self.content.addWidget(with_problem(self.reason, _("Why")))
        self._left = label("", "title", "extrabold", "primary")
        self.content.addLayout(row(caption(_("The customer pays")), spacer(), self._left))
        self._shop_bears = QCheckBox(_("The shop bears this discount"))
        self._add_bearer()
        self._percent.textEdited.connect(lambda _text: self._lead(True))
        self._amount.textEdited.connect(lambda _text: self._lead(False))
        self._percent.setFocus()
        self._percent.selectAll()
        self._show_left()

    def _quick(self, percent: int) -> QWidget:
        rate = Percent.whole(percent)
        button = choice(format_percent(rate), on=lambda: self._take(rate))
        button.setCheckable(False)
        return button

    def _add_bearer(self) -> None:
        if self._terms.shop_alone:
            self.content.addWidget(body(_("The shop bears the discount on this piece.")))
            return
        names = ", ".join(bearer_label(bearer) for bearer in self._terms.bearers)
        self.content.addWidget(body(_("By the agreement it is borne by: {who}.").format(who=names)))
        self._shop_bears.setChecked(self._line.bearer is DiscountBearer.SHOP)
        self.content.addWidget(self._shop_bears)

    def _take(self, rate: Percent) -> None:
        self._percent.set_value(rate)
        self._lead(True)

    def _lead(self, rate_leads: bool) -> None:
        """One field was typed in: the other one is not meant any more."""
        self._rate_leads = rate_leads
        other = self._amount if rate_leads else self._percent
        other.clear()
        other.mark("")
        self._show_left()

    def _off(self) -> Rupiah:
        rate = self._percent.value()
        if self._rate_leads:
            return ZERO if rate is None else self._line.list_amount.percent(rate)
        return self._amount.value() or ZERO

    def _show_left(self) -> None:
        self._left.setText(format_rupiah(self._line.list_amount - min(self._off(), self._line.list_amount)))

    def value(self) -> DiscountChosen | None:
        field = self._percent if self._rate_leads else self._amount
        if field.text().strip() and field.check() is None:
            field.setFocus()
            return None
        off = self._off()
        if off > self._line.list_amount:
            trouble = DiscountTooLarge(name=self._line.card.name, limit=format_rupiah(self._line.list_amount))
            self._amount.mark(str(trouble))
            return None
        reason = " ".join(self.reason.text().split())
        if off and not reason:
            self.reason.mark(str(DiscountReasonMissing(name=self._line.card.name)))
            self.reason.setFocus()
            return None
        rate = self._percent.value() if self._rate_leads else None
        return DiscountChosen(amount=off, rate=rate, by_shop=self._shop_bears.isChecked(), reason=reason)
