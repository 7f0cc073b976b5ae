"""What stood before the program came: owed to artisans, advanced to them, saved by them; in drawer, safe and bank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from sentra_pos.consignment.errors import OpeningBalancesStand
from sentra_pos.consignment.opening_balances import BalancesOpened, OpeningBalances, PartyBalance
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.queries import Artisan
from ui.kit.dialog import Sheet
from ui.kit.fields import DateEdit, RupiahEdit, with_problem
from ui.kit.labels import ElidedLabel, body, caption, label
from ui.kit.layout import column, divider, plain, row, scrolling
from ui.kit.messages import ask_again, error

Send = Callable[
    [OpeningBalances, Callable[[BalancesOpened], object], Callable[[SentraError], object], Callable[[], object]], object
]


class BalancesSheet(Sheet):
    """Three amounts an artisan, and three for the shop; what is left empty is nothing."""

    def __init__(self, parent: QWidget, people: Sequence[Artisan], by: ActedBy, clock: Clock, send: Send) -> None:
        super().__init__(
            parent,
            title=_("Opening balances"),
            primary_text=_("Record the balances"),
            primary_key="F12",
            width=800,
            height=640,
        )
        self._by, self._send, self._today = by, send, business_today(clock)
        self._id = DocumentId(new_id(clock))
        self._confirmed: frozenset[str] = frozenset()
        self.date = DateEdit(self._today, today=lambda: business_today(clock))
        self.drawer, self.safe, self.bank = RupiahEdit(), RupiahEdit(), RupiahEdit()
        self.owed: dict[PartyId, RupiahEdit] = {}
        self.advances: dict[PartyId, RupiahEdit] = {}
        self.savings: dict[PartyId, RupiahEdit] = {}
        self._sums = label("", "lead", "bold", wrap=True)
        lead = _("What the shop held and owed on the day it starts here. It is done once; leave empty what is nothing.")
        self.content.addWidget(body(lead))
        self.content.addLayout(
            row(
                with_problem(self.date, _("On the day")),
                with_problem(self.drawer, _("In the drawer")),
                with_problem(self.safe, _("In the safe")),
                with_problem(self.bank, _("In the bank")),
                spacing=12,
            )
        )
        self.content.addWidget(divider())
        self.content.addWidget(scrolling(self._of_artisans(people)), 1)
        self.content.addWidget(self._sums)
        if self.primary_button is not None:
            self.primary_button.setDefault(False)
        for field in self._amounts():
            field.value_changed.connect(lambda _value: self._show_sums())
        self._show_sums()
        self.drawer.setFocus()

    def _of_artisans(self, people: Sequence[Artisan]) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        if not people:
            return plain(column(body(_("There is no artisan yet. Enter or import them first, then come back."))))
        for place, text in enumerate((_("Artisan"), _("Owed to them"), _("Advance they had"), _("Savings"))):
            grid.addWidget(caption(text), 0, place)
        for line, one in enumerate(people, start=1):
            owed, advance, saved = RupiahEdit(), RupiahEdit(), RupiahEdit()
            owed.setAccessibleName(_("Owed to {name}").format(name=one.name))
            advance.setAccessibleName(_("Advance of {name}").format(name=one.name))
            saved.setAccessibleName(_("Savings of {name}").format(name=one.name))
            self.owed[one.id], self.advances[one.id], self.savings[one.id] = owed, advance, saved
            grid.addWidget(ElidedLabel(f"{one.code}  {one.name}", weight="semibold"), line, 0)
            for place, field in enumerate((owed, advance, saved), start=1):
                field.setFixedWidth(160)
                grid.addWidget(field, line, place)
        grid.setRowStretch(len(people) + 1, 1)
        made = QWidget()
        made.setProperty("kind", "plain")
        made.setLayout(grid)
        return made

    def _amounts(self) -> tuple[RupiahEdit, ...]:
        of_artisans = (*self.owed.values(), *self.advances.values(), *self.savings.values())
        return (self.drawer, self.safe, self.bank, *of_artisans)

    def _show_sums(self) -> None:
        sentence = _("Money {money} · owed {owed} · advances {advances} · savings {savings}")
        self._sums.setText(
            sentence.format(
                money=_sum((self.drawer, self.safe, self.bank)),
                owed=_sum(self.owed.values()),
                advances=_sum(self.advances.values()),
                savings=_sum(self.savings.values()),
            )
        )

    def confirm(self) -> None:
        wrong = next((field for field in self._amounts() if field.text().strip() and field.check() is None), None)
        date = self.date.check()
        if wrong is not None or date is None:
            (wrong or self.date).setFocus()
            return
        command = OpeningBalances(
            id=self._id,
            by=self._by,
            business_date=date,
            owed=_balances(self.owed),
            advances=_balances(self.advances),
            savings=_balances(self.savings),
            drawer=self.drawer.value() or ZERO,
            safe=self.safe.value() or ZERO,
            bank=self.bank.value() or ZERO,
            confirmed=self._confirmed,
        )
        self.busy(True)
        self._send(command, self._done, self._failed, self._over)

    def _done(self, opened: BalancesOpened) -> None:
        self.busy(False)
        self.finish(opened)

    def _over(self) -> None:
        # A fault has neither done nor failed.
        self.busy(False)

    def _failed(self, trouble: SentraError) -> None:
        self.busy(False)
        if isinstance(trouble, OpeningBalancesStand):
            ask_again(self, trouble, self._again)
        else:
            error(self, trouble)

    def _again(self, key: str) -> None:
        self._confirmed |= {key}
        self.confirm()


def _sum(fields: Iterable[RupiahEdit]) -> str:
    return format_rupiah(sum_rupiah(field.value() or ZERO for field in fields))


def _balances(fields: dict[PartyId, RupiahEdit]) -> tuple[PartyBalance, ...]:
    amounts: list[tuple[PartyId, Rupiah | None]] = [(party, field.value()) for party, field in fields.items()]
    return tuple(PartyBalance(party=party, amount=amount) for party, amount in amounts if amount)
