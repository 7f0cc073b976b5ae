"""Why this rate, of an agreement that stands: the same question that its sheet answers while it is written."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.rate_wording import precedence_words
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.speech import _
from ui.consignment.terms_choices import TermsChoices
from ui.consignment.why_rate import WhyRate
from ui.kit.dialog import Sheet
from ui.kit.labels import caption


class WhyRateSheet(Sheet):
    """Only shows."""

    def __init__(self, parent: QWidget, choices: TermsChoices, agreement: Agreement) -> None:
        title = _("Why this rate? Version {version}").format(version=agreement.version)
        super().__init__(parent, title=title, width=640, height=680)
        order = caption(precedence_words())
        order.setWordWrap(True)
        self.why = WhyRate(choices)
        self.why.show_terms(agreement)
        self.content.addWidget(order)
        self.content.addWidget(self.why, 1)
        self.why.goods.setFocus()
