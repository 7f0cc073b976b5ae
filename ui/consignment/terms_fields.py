"""The scheme of an agreement and the one figure that goes with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.facts import Scheme, scheme_label
from sentra_pos.consignment.lists.plan_artisans import Terms
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.speech import _
from ui.consignment.choice import Choice
from ui.kit.fields import PercentEdit, RupiahEdit, with_problem
from ui.kit.labels import caption
from ui.kit.layout import column


def titled(name: str, field: QWidget) -> QWidget:
    """A field that cannot be wrong, under its name."""
    made = QWidget()
    title = caption(name)
    title.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(name)
    made.setLayout(column(title, field, spacing=4))
    made.setFocusProxy(field)
    return made


class TermsFields(QWidget):
    """A choice of scheme; the field below it changes with it."""

    #: The scheme or its figure is another one now.
    changed = Signal()

    def __init__(self, like: Agreement | None = None) -> None:
        super().__init__()
        scheme = like.scheme if like is not None else Scheme.COMMISSION_PERCENT
        self.scheme = Choice([(each, scheme_label(each)) for each in Scheme], scheme)
        self.rate = PercentEdit(like.rate if like is not None else None)
        self.fixed = RupiahEdit(like.fixed if like is not None else None)
        self._rate_box = with_problem(self.rate, _("The shop keeps, of the price"))
        self._fixed_box = with_problem(self.fixed, _("The shop keeps, of each piece"))
        self._words = caption("")
        self._words.setWordWrap(True)
        self.setLayout(
            column(titled(_("Scheme"), self.scheme), self._rate_box, self._fixed_box, self._words, spacing=12)
        )
        self.setFocusProxy(self.scheme)
        self.scheme.currentIndexChanged.connect(lambda _index: self._scheme_changed())
        self.rate.value_changed.connect(lambda _value: self.changed.emit())
        self.fixed.value_changed.connect(lambda _value: self.changed.emit())
        self._scheme_changed()

    def _scheme_changed(self) -> None:
        scheme = self.scheme.value()
        self._rate_box.setVisible(scheme is Scheme.COMMISSION_PERCENT)
        self._fixed_box.setVisible(scheme is Scheme.COMMISSION_FIXED)
        words = {
            Scheme.NET_PRICE: _("Each piece comes with a net price for the artisan; the rest is the shop's."),
            Scheme.OUTRIGHT: _("The shop pays for each piece when it comes in; it is the shop's from then on."),
        }
        self._words.setText(words.get(scheme, ""))
        self._words.setVisible(scheme in words)
        self.changed.emit()

    def value(self) -> Terms | None:
        """The scheme with its figure; None, and the field marked, while the figure is missing or wrong."""
        scheme = self.scheme.value()
        if scheme is Scheme.COMMISSION_PERCENT:
            rate = self.rate.check()
            return None if rate is None else Terms(scheme=scheme, rate=rate)
        if scheme is Scheme.COMMISSION_FIXED:
            fixed = self.fixed.check()
            return None if fixed is None else Terms(scheme=scheme, fixed=fixed)
        return Terms(scheme=scheme)
