"""Take the goods back: every piece is scanned against the list, what is missing, extra or damaged is named."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.exhibitions.bring_goods import GoodsBrought
from sentra_pos.giving_back.facts import place_label
from sentra_pos.ledger.kinds import PlaceKind
from ui.context import Context
from ui.exhibitions.rows import Stand, count_words, pieces_words
from ui.exhibitions.unloading import HomeDraft, HomeRow, Unloading
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, SearchField
from ui.kit.keys import on_key
from ui.kit.labels import caption
from ui.kit.layout import column, row
from ui.kit.messages import Banner, ask
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving
from ui.settlement.figure_card import FigureCard

_GOOD, _DAMAGED = "good", "damaged"


class CountCard(FigureCard):
    """A number of pieces under its name."""

    def count(self, count: Quantity, tone: str = "ink") -> None:
        """Show it, in a tone where it is no good news."""
        self.figure.setText(count_words(count))
        self.figure.setProperty("tone", tone)
        self.figure.style().polish(self.figure)
        self.below.hide()


class UnloadSheet(Sheet):
    """Returns GoodsBrought. What was scanned stays in the draft when the sheet is left."""

    def __init__(self, parent: QWidget, context: Context, stand: Stand, draft: HomeDraft) -> None:
        super().__init__(
            parent,
            title=_("Take the goods back: {stand}").format(stand=stand.details.stand.name),
            primary_text=_("Receive the goods"),
            primary_key="F12",
            width=1000,
            height=710,
        )
        self.heading.setWordWrap(True)
        self.presenter = Unloading(Approving(context, self), context.shop.clock, context.by, stand.id, draft, self)
        self._make_parts()
        self._lay_out()
        self._wire(context)
        self.presenter.load()
        self.search.setFocus()

    def _make_parts(self) -> None:
        self.search = SearchField(_("Scan what came back, or type a name or code … F2"))
        self.condition = Chips([(_GOOD, _("Good  F3")), (_DAMAGED, _("Damaged  F4"))], name=_("The next scan is"))
        kinds = (PlaceKind.SHELF, PlaceKind.STORE_ROOM)
        self.target = Chips([(kind, place_label(kind)) for kind in kinds], name=_("Good pieces go to"))
        self.cards = {
            "expected": CountCard(_("Expected")),
            "scanned": CountCard(_("Scanned")),
            "missing": CountCard(_("Still missing")),
            "extra": CountCard(_("On no list")),
            "damaged": CountCard(_("Damaged")),
        }
        self.table: RecordTable[HomeRow] = RecordTable(
            _columns(),
            empty=_("By the book nothing of this stand is left to come home."),
            name=_("Goods that come home"),
            key=lambda each: each.item,
        )
        self.count = CountEdit(name=_("Count"))
        self.count.setFixedWidth(96)
        self.all_button = secondary(_("Everything is there"), "F8", icon="list-checks", on=self._ask_all)
        self.was_all = QCheckBox(_("That was all: what was not scanned is missing"))
        self._problem = Banner("")
        self._problem.hide()

    def _lay_out(self) -> None:
        cards = row(*self.cards.values(), spacing=8)
        for place in range(len(self.cards)):
            cards.setStretch(place, 1)
        modes = row(spacing=24)
        modes.addLayout(column(caption(_("The next scan is")), self.condition, spacing=0), 1)
        modes.addLayout(column(caption(_("Good pieces go to")), self.target, spacing=0), 1)
        name = QLabel(_("Count"))
        name.setBuddy(self.count)
        below = row(name, self.count, self.all_button, spacing=10)
        below.addStretch(1)
        below.addWidget(self.was_all)
        self.content.addWidget(self.search)
        self.content.addLayout(modes)
        self.content.addLayout(cards)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(below)
        self.content.addWidget(self._problem)

    def _wire(self, context: Context) -> None:
        on_key(self, "F2", _("Search"), self._to_search)
        on_key(self, "F3", _("The next scan is good"), lambda: self._mode(_GOOD))
        on_key(self, "F4", _("The next scan is damaged"), lambda: self._mode(_DAMAGED))
        self.condition.chosen.connect(self._mode)
        self.target.chosen.connect(self._to)
        self.search.returnPressed.connect(self._find)
        self.search.went_down.connect(self.table.enter)
        self.table.picked.connect(self._picked)
        self.count.value_changed.connect(lambda _value: self._counted())
        self.was_all.toggled.connect(lambda _on: self._enable())
        context.scans.listen(self, self.presenter.scan)
        if self.primary_button is not None:
            # Enter belongs to the fields here: what was searched for must not post the list.
            self.primary_button.setDefault(False)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_rows(self, rows: tuple[HomeRow, ...]) -> None:
        self._problem.hide()
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.pick_first()
        missing = sum((each.missing for each in rows), NONE)
        extra = sum((each.extra for each in rows), NONE)
        damaged = sum((each.damaged for each in rows), NONE)
        self.cards["expected"].count(sum((each.expected for each in rows), NONE))
        self.cards["scanned"].count(sum((each.scanned for each in rows), NONE))
        self.cards["missing"].count(missing, "bad" if missing else "ink")
        self.cards["extra"].count(extra, "warn" if extra else "ink")
        self.cards["damaged"].count(damaged, "warn" if damaged else "ink")
        self._enable()

    def pick(self, item: ItemId) -> None:
        self.table.pick(item)
        self._picked(self.table.current())

    def warn(self, sentence: str) -> None:
        self._problem.tell(sentence, "warn")
        self.adjust()

    def tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()

    def brought(self, brought: GoodsBrought) -> None:
        self.busy(False)
        self.finish(brought)

    def ended(self) -> None:
        self.busy(False)
        self._enable()

    # ------------------------------------------------------------------------------------------------- what is asked

    def confirm(self) -> None:
        rows = self.presenter.rows
        missing = sum((each.missing for each in rows), NONE)
        if self.was_all.isChecked() and missing:
            words = _("Not scanned: {pieces}. What is missing becomes a case to be decided.")
            ask(
                self,
                words.format(pieces=pieces_words(missing)),
                lambda sure: self._bring() if sure else None,
                title=_("Is that really all?"),
                yes=_("Yes, that was all"),
            )
        else:
            self._bring()

    def _bring(self) -> None:
        self._problem.hide()
        self.busy(True)
        self.presenter.bring(finished=self.was_all.isChecked())

    def _enable(self) -> None:
        rows = self.presenter.rows
        self.count.setEnabled(bool(rows))
        self.all_button.setEnabled(any(each.missing for each in rows))
        if self.primary_button is not None:
            self.primary_button.setEnabled(any(each.scanned for each in rows) or self.was_all.isChecked())

    def _mode(self, mode: object) -> None:
        self.condition.choose(mode)
        self.presenter.damaged = mode == _DAMAGED
        self._picked(self.table.current())

    def _to(self, kind: object) -> None:
        if isinstance(kind, PlaceKind):
            self.presenter.target = kind

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _find(self) -> None:
        self.presenter.find(self.search.text())
        self.search.clear()

    def _of(self, each: HomeRow) -> Quantity:
        return each.damaged if self.presenter.damaged else each.good

    def _picked(self, each: HomeRow | None) -> None:
        if not self.count.hasFocus() or each is None or self.count.value() is None:
            self.count.set_value(None if each is None else self._of(each))

    def _counted(self) -> None:
        each, count = self.table.current(), self.count.value()
        if each is not None and count is not None and count >= NONE and count != self._of(each):
            self.presenter.count(each, count)

    def _ask_all(self) -> None:
        missing = sum((each.missing for each in self.presenter.rows), NONE)
        words = _("Not scanned, and now taken as home and undamaged: {pieces}. Do this only if you counted them.")
        ask(
            self,
            words.format(pieces=pieces_words(missing)),
            lambda sure: self.presenter.all_there() if sure else None,
            title=_("Everything is there?"),
        )


def _columns() -> tuple[Column[HomeRow], ...]:
    return (
        Column(
            title=_("Goods"),
            text=lambda each: each.name,
            second=lambda each: each.artisan,
            stretch=1,
            strong=True,
        ),
        Column(title=_("Expected"), text=lambda each: count_words(each.expected), right=True),
        Column(title=_("Good"), text=lambda each: count_words(each.good), right=True, strong=True),
        Column(
            title=_("Damaged"),
            text=lambda each: count_words(each.damaged),
            right=True,
            tone=lambda each: "warn" if each.damaged else "muted",
        ),
        Column(title=_("Difference"), text=_difference, right=True, tone=_difference_tone),
    )


def _difference(each: HomeRow) -> str:
    if each.missing:
        return _("{count} short").format(count=each.missing.units)
    if each.extra:
        return _("{count} too many").format(count=each.extra.units)
    return _("complete")


def _difference_tone(each: HomeRow) -> str:
    return "bad" if each.missing else "warn" if each.extra else "good"
