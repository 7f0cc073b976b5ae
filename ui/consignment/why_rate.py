"""Why this rate? Goods and a place are chosen, and the whole order of precedence says which rule holds for them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.consignment.rate_wording import Rung, ladder, place_words, why_words
from sentra_pos.consignment.rates import SELLING_PLACES
from sentra_pos.consignment.rules import Agreement, rate_for
from sentra_pos.core.ids import ItemId
from sentra_pos.core.speech import _
from sentra_pos.ledger.kinds import PlaceKind
from ui.consignment.choice import Choice
from ui.consignment.terms_choices import TermsChoices
from ui.consignment.terms_fields import titled
from ui.kit.labels import label
from ui.kit.layout import column, row
from ui.kit.table import Column, RecordTable


def rung_columns() -> list[Column[Rung]]:
    """The rule, what is agreed there, and whether it holds."""

    def tone(each: Rung) -> str:
        return "good" if each.holds else "ink" if each.says else "muted"

    return [
        Column[Rung](title=_("What is agreed for"), text=lambda each: each.text, stretch=1, tone=tone),
        Column[Rung](title=_("The shop keeps"), text=lambda each: each.says or "–", right=True, tone=tone),
        Column[Rung](title=_("Holds"), text=lambda each: _("holds") if each.holds else "", strong=True, tone=tone),
    ]


class WhyRate(QWidget):
    """Shows; what it shows follows the agreement that it is given."""

    def __init__(self, choices: TermsChoices) -> None:
        super().__init__()
        self._agreement: Agreement | None = None
        goods: list[tuple[tuple[ItemId | None, str], str]] = [((None, each), each) for each in choices.categories]
        goods += [((each.item, each.category), f"{each.name} ({each.category})") for each in choices.items]
        self._names = choices.names
        self.goods: Choice[tuple[ItemId | None, str]] = Choice(goods or [((None, ""), _("any goods"))])
        self.place = Choice([(each, place_words(each)) for each in SELLING_PLACES], PlaceKind.SHELF)
        self.table: RecordTable[Rung] = RecordTable(
            rung_columns(), empty=_("Finish the terms first."), name=_("Why this rate")
        )
        self.table.setMinimumHeight(7 * 44)
        self.sentence = label("", "body", "semibold", "primary", wrap=True)
        self.setLayout(
            column(
                row(titled(_("Goods"), self.goods), titled(_("Where they are sold"), self.place), spacing=12),
                self.sentence,
                self.table,
                spacing=12,
            )
        )
        for field in (self.goods, self.place):
            field.currentIndexChanged.connect(lambda _index: self._show())

    def show_terms(self, agreement: Agreement | None) -> None:
        """These terms, or none while they are not complete."""
        self._agreement = agreement
        self._show()

    def _show(self) -> None:
        if self._agreement is None:
            self.sentence.setText("")
            self.table.set_rows(())
            return
        (item, category), place = self.goods.value(), self.place.value()
        applied = rate_for(self._agreement, item, category, place)
        name = "" if item is None else self._names.get(item, "")
        self.sentence.setText(why_words(self._agreement, applied, name))
        self.table.set_rows(ladder(self._agreement, item, category, place))
