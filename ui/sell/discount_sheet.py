"""The sheet for a discount: on one line or the whole cart, an amount or a percentage, and whose money it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.consignment.facts import DiscountBearer, bearer_label
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_percent, format_rupiah
from sentra_pos.sales.discount_terms import DiscountTerms
from sentra_pos.sales.errors import DiscountReasonMissing, DiscountTooLarge
from ui.kit.buttons import choice, secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import PercentEdit, RupiahEdit, TextField, with_problem
from ui.kit.labels import body, caption, label
from ui.kit.layout import plain, row, spacer
from ui.sell.pricing import Off
from ui.sell.reasons import FOR_LESS, QuickReasons
from ui.sell.rows import Cart, CartLine

_QUICK = (5, 10, 15, 20)


class Instead(Enum):
    """What somebody wanted other than a discount on this."""

    LINE = "line"
    CART = "cart"
    HIGHER_PRICE = "higher price"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What something is taken off, and what is off it now."""

    name: str
    details: str
    whole: Rupiah
    off: Off
    is_cart: bool = False


def line_subject(line: CartLine) -> Subject:
    """One line of the cart."""
    whole = format_rupiah(line.list_amount)
    by_shop = line.bearer is DiscountBearer.SHOP
    return Subject(
        name=line.card.name,
        details=f"{line.quantity.units} × {format_rupiah(line.price)} = {whole}",
        whole=line.list_amount,
        off=Off(amount=line.given, rate=line.rate, by_shop=by_shop, reason=line.reason),
    )


def cart_subject(cart: Cart) -> Subject:
    """All of it, less what is off its lines already."""
    off = cart.off
    pieces = ngettext("{count} piece", "{count} pieces", cart.pieces).format(count=cart.pieces)
    return Subject(
        name=_("The whole cart"),
        details=f"{pieces} · {format_rupiah(cart.before_off)}",
        whole=cart.before_off,
        off=Off(amount=ZERO)
        if off is None
        else Off(amount=off.amount, rate=off.rate, by_shop=off.bearer is DiscountBearer.SHOP, reason=off.reason),
        is_cart=True,
    )


class DiscountSheet(Sheet):
    """Returns an Off, or what is wanted instead; the two fields follow each other."""

    def __init__(self, parent: QWidget, subject: Subject, terms: DiscountTerms) -> None:
        super().__init__(parent, title=_("Discount"), primary_text=_("Take off"), width=520)
        self._subject, self._terms = subject, terms
        self.content.setSpacing(8)
        self._add_ways()
        self.content.addWidget(label(subject.name, "lead", "bold", wrap=True))
        self.content.addWidget(caption(subject.details))
        off = subject.off
        self._percent = PercentEdit(off.rate)
        self._amount = RupiahEdit(off.amount if off.amount and off.rate is None else None)
        self.reason = TextField(off.reason, placeholder=_("For example: regular customer"), name=_("Why"))
        self._rate_leads = off.rate is not None
        fields = row(spacing=12)
        fields.addWidget(with_problem(self._percent, _("In percent")), 1)
        fields.addWidget(with_problem(self._amount, _("Or as an amount off the whole")), 1)
        self.content.addLayout(fields)
        self.content.addLayout(row(*(self._quick(percent) for percent in _QUICK), spacing=8))
        self.content.addWidget(with_problem(self.reason, _("Why")))
        self.content.addWidget(QuickReasons(self.reason, FOR_LESS))
        self._shop_bears = QCheckBox(_("The shop bears this discount"))
        self._add_bearer()
        self._left = label("", "title", "extrabold", "primary")
        self._above = label("", tone="warn", weight="semibold", wrap=True)
        self.content.addWidget(self._above)
        self.content.addLayout(row(caption(_("The customer pays")), spacer(), self._left))
        self._percent.textEdited.connect(lambda _text: self._lead(True))
        self._amount.textEdited.connect(lambda _text: self._lead(False))
        self._percent.setFocus()
        self._percent.selectAll()
        self._show_left()

    def _add_ways(self) -> None:
        other = Instead.LINE if self._subject.is_cart else Instead.CART
        words = _("This line only") if self._subject.is_cart else _("The whole cart")
        ways = row(spacing=8)
        ways.addWidget(secondary(words, "F6", on=lambda: self.finish(other)), 1)
        if not self._subject.is_cart:
            higher = secondary(_("Higher price"), "F8", on=lambda: self.finish(Instead.HIGHER_PRICE))
            ways.addWidget(higher, 1)
        self.content.addWidget(plain(ways))

    def _quick(self, percent: int) -> QWidget:
        rate = Percent.whole(percent)
        button = choice(format_percent(rate), on=lambda: self._take(rate))
        button.setCheckable(False)
        return button

    def _add_bearer(self) -> None:
        if self._terms.shop_alone and not self._subject.is_cart:
            self.content.addWidget(body(_("The shop bears the discount on this piece.")))
            self._shop_bears.setParent(self)
            self._shop_bears.hide()
            return
        if self._subject.is_cart:
            words = _("It is spread over the lines; each agreement says who bears it.")
        else:
            names = ", ".join(bearer_label(bearer) for bearer in self._terms.bearers)
            words = _("By the agreement it is borne by: {who}.").format(who=names)
        self.content.addWidget(body(words))
        self._shop_bears.setChecked(self._subject.off.by_shop)
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
            return ZERO if rate is None else self._subject.whole.percent(rate)
        return self._amount.value() or ZERO

    def _show_left(self) -> None:
        off, whole = self._off(), self._subject.whole
        self._left.setText(format_rupiah(whole - min(off, whole)))
        above = off > whole.percent(self._terms.limit)
        words = _("More than {limit}: somebody else's PIN is asked for when it is paid.")
        self._above.setText(words.format(limit=format_percent(self._terms.limit)) if above else "")
        self._above.setVisible(above)
        self.adjust()

    def value(self) -> Off | None:
        field = self._percent if self._rate_leads else self._amount
        if field.text().strip() and field.check() is None:
            field.setFocus()
            return None
        off = self._off()
        if off > self._subject.whole:
            trouble = DiscountTooLarge(name=self._subject.name, limit=format_rupiah(self._subject.whole))
            self._amount.mark(str(trouble))
            return None
        reason = " ".join(self.reason.text().split())
        if off and not reason:
            self.reason.mark(str(DiscountReasonMissing(name=self._subject.name)))
            self.reason.setFocus()
            return None
        rate = self._percent.value() if self._rate_leads else None
        return Off(amount=off, rate=rate, by_shop=self._shop_bears.isChecked(), reason=reason)
