"""How a case ends: each way with what the artisan gets then, before anything is written."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from sentra_pos.consignment.facts import valuation_label
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_percent, format_rupiah
from sentra_pos.counting.case_queries import Case
from sentra_pos.counting.decide_case import DecideCase
from sentra_pos.counting.facts import CaseKind, Outcome
from sentra_pos.counting.wording import case_label, outcome_label
from ui.counting.cases import CasesPresenter
from ui.counting.rows import case_facts
from ui.kit.buttons import Tile
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, TextField, with_problem
from ui.kit.labels import body, caption, label
from ui.kit.layout import row, spacer

_ICONS = {
    Outcome.BACK: "check-circle",
    Outcome.SHOP_PAYS: "storefront",
    Outcome.SHARED: "percent",
    Outcome.ARTISAN_BEARS: "user",
    Outcome.INSURED: "shield-check",
    Outcome.WRITTEN_OFF: "trash",
}


class DecideSheet(Sheet):
    """Returns the DecideCase to be sent."""

    def __init__(self, parent: QWidget, case: Case, presenter: CasesPresenter) -> None:
        super().__init__(parent, title=case.name, primary_text=_("Decide"), primary_key="F12", width=640)
        self._case, self._presenter = case, presenter
        said = (case_label(case.kind), case_facts(case), case.code, case.why)
        facts = caption(" · ".join(part for part in said if part))
        facts.setWordWrap(True)
        self.tiles: dict[Outcome, Tile] = {}
        self.quantity = CountEdit(case.quantity if case.quantity == ONE else ONE, name=_("How many"))
        self.reason = TextField(name=_("Reason"))
        self._pays = label("", "total", "extrabold")
        self._why = body("")
        self.content.addWidget(facts)
        self.content.addWidget(body(_agreement(case)))
        self.content.addLayout(self._tiles())
        of = _("How many of {count}").format(count=format_number(case.quantity.units))
        fields = row(with_problem(self.quantity, of), with_problem(self.reason, _("Reason")), spacing=12)
        fields.setStretch(1, 1)
        self.quantity.setFixedWidth(150)
        self.content.addLayout(fields)
        self.content.addLayout(row(caption(_("The artisan gets")), spacer(), self._pays))
        self.content.addWidget(self._why)
        self.quantity.value_changed.connect(lambda _value: self._reckon())
        self.reason.textEdited.connect(lambda _text: self._reckon())
        self.outcome = case.agreed if case.agreed in case.outcomes else case.outcomes[0]
        self._choose(self.outcome)

    def _tiles(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        group = QButtonGroup(self)
        for place, outcome in enumerate(self._case.outcomes):
            tile = self.tiles[outcome] = Tile(outcome_label(outcome, self._case.kind), _ICONS[outcome], f"F{place + 2}")
            tile.clicked.connect(lambda _checked=False, outcome=outcome: self._choose(outcome))
            group.addButton(tile)
            grid.addWidget(tile, place // 3, place % 3)
        return grid

    def _choose(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.tiles[outcome].setChecked(True)
        self._reckon()

    def _reckon(self) -> None:
        quantity = self.quantity.value() or Quantity(0)
        paid = self._case.pays(self.outcome, quantity)
        self._pays.setText(format_rupiah(paid))
        self._why.setText(_what_follows(self._case, self.outcome))
        needs = self._needs_reason()
        right = 1 <= quantity.units <= self._case.quantity.units
        if self.primary_button is not None:
            self.primary_button.setEnabled(right and not (needs and not self.reason.text().strip()))
        self.adjust()

    def _needs_reason(self) -> bool:
        return self._case.agreed_percent < self._case.percent(self.outcome)

    def value(self) -> DecideCase | None:
        quantity = self.quantity.check()
        if quantity is None:
            return None
        return self._presenter.command(self._case, self.outcome, quantity, self.reason.text())


def _agreement(case: Case) -> str:
    """What the agreement says, and what one piece is worth by it."""
    if case.agreement is None:
        return _("These goods are the shop's own: nobody else is paid for them.")
    return _("By version {version} of the agreement: {agreed}. One piece is worth {value} ({how}).").format(
        version=case.agreement.version,
        agreed=outcome_label(case.agreed, case.kind),
        value=format_rupiah(case.value),
        how=valuation_label(case.agreement.valuation),
    )


def _what_follows(case: Case, outcome: Outcome) -> str:
    """What happens to the goods and the money."""
    damaged = case.kind is CaseKind.DAMAGED
    if outcome is Outcome.BACK:
        return _("The goods go back to the shelf, whose they are does not change.")
    if outcome is Outcome.WRITTEN_OFF:
        return _("The goods are gone for good. Nobody is paid.")
    if outcome is Outcome.ARTISAN_BEARS:
        if damaged:
            return _("The damaged goods are handed to the artisan, who is not paid for them.")
        return _("The artisan is not paid. If the goods turn up, they are still the artisan's.")
    percent = format_percent(case.percent(outcome))
    words = _("The shop bears {percent}: it is in the artisan's next settlement. The goods become the shop's.")
    more = case.agreed_percent < case.percent(outcome)
    return words.format(percent=percent) + (" " + _("This is more than agreed: write why.") if more else "")
