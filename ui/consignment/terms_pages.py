"""Two pages of terms beside the rates: who bears what, and when goods go back and money is paid."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.facts import (
    CostBearer,
    DiscountBearer,
    Liability,
    Rhythm,
    Valuation,
    bearer_label,
    cost_bearer_label,
    liability_label,
    rhythm_label,
    valuation_label,
)
from sentra_pos.consignment.payday import weekday_name
from sentra_pos.consignment.rules import HALF, Agreement
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from ui.consignment.choice import Choice
from ui.consignment.terms_fields import titled
from ui.kit.fields import CountEdit, PercentEdit, TextField, with_problem
from ui.kit.layout import column, row, spacer


class CarePage(QWidget):
    """Who bears discounts, payment costs, loss and damage; and who decides about prices."""

    def __init__(self, like: Agreement | None) -> None:
        super().__init__()
        self.bearer = Choice(
            [(each, bearer_label(each)) for each in DiscountBearer], like.discount_bearer if like else None
        )
        self.cost_bearer = Choice(
            [(each, cost_bearer_label(each)) for each in CostBearer], like.payment_cost_bearer if like else None
        )
        self.consent = Choice(
            [(False, _("The shop decides")), (True, _("With the artisan's consent"))],
            like.price_consent if like else None,
        )
        self.liability = Choice([(each, liability_label(each)) for each in Liability], like.liability if like else None)
        self.valuation = Choice(
            [(each, valuation_label(each)) for each in Valuation], like.valuation if like else Valuation.NET
        )
        self.shop_percent = PercentEdit(like.liability_shop_percent if like else HALF)
        self._percent_box = with_problem(self.shop_percent, _("Of a shared loss the shop bears"))
        self.setLayout(
            column(
                row(
                    titled(_("Discounts are borne by"), self.bearer),
                    titled(_("Payment costs are borne by"), self.cost_bearer),
                    spacing=12,
                ),
                row(titled(_("Prices are changed"), self.consent), spacing=12),
                row(
                    titled(_("Loss or damage is borne by"), self.liability),
                    titled(_("and is worth"), self.valuation),
                    spacing=12,
                ),
                self._percent_box,
                spacer(),
                spacing=12,
            )
        )
        self.liability.currentIndexChanged.connect(lambda _index: self._show_percent())
        self._show_percent()

    def _show_percent(self) -> None:
        self._percent_box.setVisible(self.liability.value() is Liability.SHARED)

    @property
    def liability_shop_percent(self) -> Percent:
        """What of a shared loss is the shop's; half while nothing is typed."""
        percent = self.shop_percent.value()
        return HALF if percent is None else percent

    def is_complete(self) -> bool:
        """Whether nothing is missing; else the field says so and has the focus."""
        if self.liability.value() is Liability.SHARED and self.shop_percent.check() is None:
            self.shop_percent.setFocus()
            return False
        return True


class SettlingPage(QWidget):
    """When unsold goods go back, how long a sale waits, how often and when is settled; and a remark."""

    def __init__(self, like: Agreement | None) -> None:
        super().__init__()
        self.return_term = CountEdit(_count(like.return_term_days if like else None), placeholder=_("no term"))
        self.hold = CountEdit(_count(like.hold_days if like else 0), placeholder="0")
        self.rhythm = Choice([(each, rhythm_label(each)) for each in Rhythm], like.rhythm if like else None)
        self.weekday = Choice([(day, weekday_name(day)) for day in range(1, 8)])
        self.month_day = Choice([(day, str(day)) for day in range(1, 32)])
        if like is not None and like.payday is not None:
            (self.month_day if like.rhythm is Rhythm.MONTHLY else self.weekday).set_value(like.payday)
        self.remark = TextField(like.remark if like else "")
        self._weekday_box = titled(_("On the weekday"), self.weekday)
        self._month_box = titled(_("On day of the month"), self.month_day)
        self.setLayout(
            column(
                row(
                    with_problem(
                        self.return_term, _("Unsold goods go back after, days"), _("Empty: there is no return term.")
                    ),
                    with_problem(
                        self.hold, _("A sale waits before it is settled, days"), _("So that returns come first.")
                    ),
                    spacing=12,
                ),
                row(titled(_("Settled"), self.rhythm), self._weekday_box, self._month_box, spacing=12),
                titled(_("Remark"), self.remark),
                spacer(),
                spacing=12,
            )
        )
        self.rhythm.currentIndexChanged.connect(lambda _index: self._show_days())
        self._show_days()

    def _show_days(self) -> None:
        rhythm = self.rhythm.value()
        self._weekday_box.setVisible(rhythm in (Rhythm.WEEKLY, Rhythm.TWO_WEEKS))
        self._month_box.setVisible(rhythm is Rhythm.MONTHLY)

    @property
    def payday(self) -> int | None:
        """A weekday from 1, or a day of the month; None on request."""
        match self.rhythm.value():
            case Rhythm.ON_REQUEST:
                return None
            case Rhythm.MONTHLY:
                return self.month_day.value()
        return self.weekday.value()

    @property
    def return_term_days(self) -> int | None:
        days = self.return_term.value()
        return days.units if days else None

    @property
    def hold_days(self) -> int:
        days = self.hold.value()
        return days.units if days else 0

    def is_complete(self) -> bool:
        """Whether what was typed are numbers of days; empty is one, too."""
        return all(map(_is_count, (self.return_term, self.hold)))


def _is_count(field: CountEdit) -> bool:
    if not field.text().strip() or field.check() is not None:
        return True
    field.setFocus()
    return False


def _count(days: int | None) -> Quantity | None:
    return Quantity(days) if days else None
