"""What an exhibition cost: paid from where, borne by whom, with each artisan's part before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.exhibitions.charge_costs import (
    ChargeCosts,
    CostShared,
    CostSpread,
    PaidFrom,
    charge_costs,
    cost_shared,
)
from sentra_pos.exhibitions.home_errors import CostNeedsReference, CostNeedsText
from sentra_pos.exhibitions.queries import ExhibitionDetails
from sentra_pos.exhibitions.result import result
from sentra_pos.people.queries import artisans
from sentra_pos.tills.cash_categories import OTHER_EXPENSE, CashCategory, cash_categories
from ui.consignment.choice import Choice
from ui.context import Context
from ui.exhibitions.sending import Sending
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import body, caption, label, title
from ui.kit.layout import column, plain, row
from ui.kit.table import Column, RecordTable

_SIDE = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    name: str
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What can be chosen, what artisans are called, and whether nothing was recorded yet."""

    categories: tuple[CashCategory, ...]
    names: dict[PartyId, str]
    first: bool


class CostSheet(Sheet):
    """Returns CostsCharged, or ``"recorded"`` when what was recorded so far shall be seen."""

    def __init__(self, parent: QWidget, context: Context, details: ExhibitionDetails) -> None:
        self._table: RecordTable[_Part] = RecordTable(
            (
                Column(title=_("Artisan"), text=lambda part: part.name, stretch=1),
                Column(title=_("Part"), text=lambda part: format_number(part.amount.amount), right=True, strong=True),
            ),
            empty=_("The shop bears all of it."),
            name=_("Each artisan's part"),
        )
        self._shop = label("", "title", "extrabold")
        self._theirs = caption("")
        self._theirs.setWordWrap(True)
        super().__init__(
            parent,
            title=_("A cost of {name}").format(name=details.record.name),
            primary_text=_("Record"),
            primary_key="F12",
            side=self._make_side(),
            width=900,
            height=600,
        )
        self.heading.setWordWrap(True)
        self._context, self._details = context, details
        self._id = DocumentId(new_id(context.shop.clock))
        self._names: dict[PartyId, str] = {}
        self.text = TextField()
        self.amount = RupiahEdit()
        self.category: Choice[str] = Choice([("", "…")], name=_("What for"))
        self.source = Chips(
            [(PaidFrom.DRAWER, _("Drawer")), (PaidFrom.SAFE, _("Safe")), (PaidFrom.BANK, _("Bank"))],
            name=_("Paid from"),
        )
        self.reference = TextField()
        self._reference = with_problem(self.reference, _("Reference of the transfer"))
        self.part = Chips(
            [(100, _("The shop alone")), (50, _("Half and half")), (0, _("The artisans"))], name=_("Who bears it")
        )
        self.spread = Chips(
            [
                (CostSpread.EQUAL, _("In equal parts")),
                (CostSpread.SALES, _("By what each sold")),
                (CostSpread.PIECES, _("By pieces taken along")),
            ],
            name=_("How it is shared"),
        )
        self._shared = plain(column(caption(_("How it is shared")), self.spread, spacing=2))
        self.recorded_button = secondary(_("Recorded so far"), "F8", icon="receipt", on=lambda: self.finish("recorded"))
        self.footer.insertWidget(1, self.recorded_button)
        self._lay_out()
        self._sending = Sending(self, context, lambda command: f"{command.text} · {format_rupiah(command.amount)}")
        self._wire()
        self._context.runner.read(self._ask, self._show, self._sending.tell, origin=self)
        self.text.setFocus()

    def _make_side(self) -> QWidget:
        side = column(title(_("Who bears it")), caption(_("The shop")), self._shop, self._theirs, spacing=6)
        side.addWidget(self._table, 1)
        made = plain(side)
        made.setFixedWidth(_SIDE)
        return made

    def _lay_out(self) -> None:
        self.content.addWidget(with_problem(self.text, _("What was paid for")))
        beside = row(spacing=12)
        beside.addWidget(with_problem(self.amount, _("Amount")), 1)
        beside.addWidget(plain(column(caption(_("Kind of expense")), self.category, spacing=4)), 1)
        self.content.addLayout(beside)
        self.content.addWidget(plain(column(caption(_("Paid from")), self.source, spacing=2)))
        self.content.addWidget(self._reference)
        self.content.addWidget(plain(column(caption(_("Who bears it")), self.part, spacing=2)))
        self.content.addWidget(self._shared)
        self.content.addWidget(body(_("Each artisan finds the part in the next settlement, with what it was for.")))
        self.content.addStretch(1)

    def _wire(self) -> None:
        self.source.chosen.connect(lambda _source: self._changed())
        self.part.chosen.connect(lambda _part: self._changed())
        self.spread.chosen.connect(lambda _spread: self._changed())
        self.amount.value_changed.connect(lambda _amount: self._reckon())
        self.text.textEdited.connect(lambda _text: self._reckon())
        self._changed()

    def _ask(self, session: Any) -> _Known:
        return _Known(
            categories=tuple(each for each in cash_categories(session) if each.pays_out),
            names={each.id: each.name for each in artisans(session, active_only=False)},
            first=not result(session, self._details.record.id).costs,
        )

    def _show(self, known: _Known) -> None:
        self._names = known.names
        self.category.offer([(each.code, each.name) for each in known.categories])
        rent = self._details.record.rent
        if known.first and rent and not self.text.text() and not self.amount.text():
            # The plan says what the stand is expected to cost: mostly that is the first bill.
            self.text.setText(_("Stand rent"))
            self.category.set_value(OTHER_EXPENSE)
            self.amount.set_value(rent)
            self.amount.setFocus()
            self.amount.selectAll()
        self._reckon()

    def _changed(self) -> None:
        self._reference.setVisible(self.source.choice() is PaidFrom.BANK)
        self._shared.setVisible(self.part.choice() != 100)
        self.adjust()
        self._reckon()

    def _command(self) -> ChargeCosts:
        source, part, spread = self.source.choice(), self.part.choice(), self.spread.choice()
        exhibition: UUID = self._details.record.id
        return ChargeCosts(
            id=self._id,
            by=self._context.by,
            exhibition=exhibition,
            category=self.category.value(),
            text=self.text.text(),
            amount=self.amount.value() or ZERO,
            paid_from=source if isinstance(source, PaidFrom) else PaidFrom.DRAWER,
            reference=self.reference.text() if source is PaidFrom.BANK else "",
            shop_percent=Percent.whole(part if isinstance(part, int) else 100),
            spread=spread if isinstance(spread, CostSpread) else CostSpread.EQUAL,
        )

    def _reckon(self) -> None:
        """Who would bear how much; while something is missing, nothing."""
        command = self._command()
        if not command.amount or not command.text.strip():
            self._tell_parts(CostShared(shop=ZERO, artisans=()))
            return
        self._context.runner.read(
            lambda session: cost_shared(session, command),
            self._tell_parts,
            self._cannot_share,
            origin=self,
            latest="cost shared",
        )

    def _cannot_share(self, trouble: SentraError) -> None:
        self._tell_parts(CostShared(shop=ZERO, artisans=()))
        self._theirs.setText(str(trouble))

    def _tell_parts(self, shared: CostShared) -> None:
        self._sending.banner.hide()
        self._shop.setText(format_rupiah(shared.shop))
        count = len(shared.artisans)
        words = ngettext("{count} artisan bears {amount}", "{count} artisans bear {amount} together", count)
        said = words.format(count=format_number(count), amount=format_rupiah(shared.of_artisans))
        self._theirs.setText(said if count else "")
        self._table.set_rows(
            tuple(_Part(name=self._names.get(party, "?"), amount=amount) for party, amount in shared.artisans)
        )

    def confirm(self) -> None:
        if self.amount.check() is None:
            self.amount.setFocus()
            return
        self._sending.send(charge_costs, self._command(), self._refused)

    def _refused(self, trouble: SentraError) -> bool:
        field = {CostNeedsText: self.text, CostNeedsReference: self.reference}.get(type(trouble))
        if field is None:
            return False
        field.mark(str(trouble))
        field.setFocus()
        return True
