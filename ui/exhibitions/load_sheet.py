"""Load goods for a stand: scanned, looked for, by artisan or as suggested, with the change and who drives."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import ZERO
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.exhibitions.load_goods import GoodsLoaded
from sentra_pos.exhibitions.queries import ExhibitionDetails
from sentra_pos.ledger.kinds import AccountKind
from ui.context import Context
from ui.exhibitions.loading import LoadDraft, Loading, ToLoad
from ui.exhibitions.pick_sheet import PickSheet
from ui.exhibitions.picks import PickGroup
from ui.exhibitions.rows import Stand, pieces_words, with_size
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, RupiahEdit, SearchField, TextField, with_problem
from ui.kit.keys import on_key
from ui.kit.labels import caption, label, title
from ui.kit.layout import column, plain, row
from ui.kit.messages import Banner, ask
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving

_SIDE = 268


class LoadSheet(Sheet):
    """Returns GoodsLoaded. The list stays in the draft when the sheet is left."""

    def __init__(
        self, parent: QWidget, context: Context, details: ExhibitionDetails, stand: Stand, draft: LoadDraft
    ) -> None:
        self._artisans: RecordTable[tuple[str, Quantity]] = RecordTable(
            (
                Column(title=_("Artisan"), text=lambda each: each[0], stretch=1),
                Column(title=_("Pieces"), text=lambda each: format_number(each[1].units), right=True, strong=True),
            ),
            empty="",
            name=_("Pieces by artisan"),
            key=lambda each: each[0],
        )
        self._total = label("", "title", "extrabold")
        self.change = RupiahEdit()
        self.source = Chips([(AccountKind.SAFE, _("Safe")), (AccountKind.DRAWER, _("Drawer"))], name=_("From where"))
        self.vehicle = TextField(placeholder=_("For instance: S 1234 XX"))
        self.driver = TextField()
        super().__init__(
            parent,
            title=_("Load goods: {stand}").format(stand=stand.details.stand.name),
            primary_text=_("Load"),
            primary_key="F12",
            side=self._make_side(),
            width=1060,
            height=700,
        )
        self.heading.setWordWrap(True)
        self.presenter = Loading(
            Approving(context, self), context.shop.clock, context.by, details.record.id, stand.id, draft, self
        )
        self._make_list()
        self._wire(context)
        self.presenter.show()
        self.search.setFocus()

    def _make_side(self) -> QWidget:
        side = plain(
            column(
                title(_("Goes along")),
                self._total,
                self._artisans,
                with_problem(self.change, _("Change for the stand")),
                plain(column(caption(_("From where")), self.source, spacing=2)),
                with_problem(self.vehicle, _("Vehicle")),
                with_problem(self.driver, _("Who drives")),
                spacing=8,
            )
        )
        side.setFixedWidth(_SIDE)
        layout = side.layout()
        assert layout is not None
        self._artisans.setMinimumHeight(90)
        return side

    def _make_list(self) -> None:
        self.search = SearchField(_("Scan, or type a name or code … F2"), name=_("Search goods"))
        self.artisans_button = secondary(_("By artisan"), "F3", icon="users-three", on=self.presenter.offer_artisans)
        self.suggest_button = secondary(_("Suggestion"), "F4", icon="star", on=self.presenter.offer_suggestion)
        self.table: RecordTable[ToLoad] = RecordTable(
            (
                Column(
                    title=_("Goods"),
                    text=lambda each: each.name,
                    second=lambda each: with_size(each.name, each.size, each.artisan),
                    stretch=1,
                    strong=True,
                    tone=lambda each: "bad" if each.refused else "ink",
                ),
                Column(
                    title=_("Here"),
                    text=lambda each: format_number(each.there.units),
                    right=True,
                    tone=lambda each: "bad" if each.count > each.there else "muted",
                ),
                Column(title=_("Loads"), text=lambda each: format_number(each.count.units), right=True, strong=True),
            ),
            empty=_("Scan what goes along, or begin with F3 or F4. Every scan is one piece."),
            name=_("Goods to load"),
            key=lambda each: each.item,
        )
        self.count = CountEdit(name=_("Count"))
        self.count.setFixedWidth(96)
        self.remove_button = secondary(_("Not this one"), "F8", on=self._remove)
        self.clear_button = secondary(_("Empty the list"), "F9", on=self._ask_clear)
        self._problem = Banner("")
        self._problem.hide()
        top = row(spacing=8)
        top.addWidget(self.search, 1)
        top.addWidget(self.artisans_button)
        top.addWidget(self.suggest_button)
        count_name = QLabel(_("Count"))
        count_name.setBuddy(self.count)
        below = row(count_name, self.count, self.remove_button, self.clear_button, spacing=10)
        below.addStretch(1)
        self.content.addLayout(top)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(below)
        self.content.addWidget(self._problem)

    def _wire(self, context: Context) -> None:
        on_key(self, "F2", _("Search"), self._to_search)
        self.search.returnPressed.connect(self._find)
        self.search.went_down.connect(self.table.enter)
        self.table.picked.connect(self._picked)
        self.count.value_changed.connect(lambda _value: self._counted())
        self.change.value_changed.connect(lambda _value: self._enable())
        context.scans.listen(self, self.presenter.scan)
        if self.primary_button is not None:
            # Enter belongs to the fields here: what was searched for must not post the list.
            self.primary_button.setDefault(False)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_rows(self, rows: tuple[ToLoad, ...]) -> None:
        self._problem.hide()
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.pick_first()
        self._artisans.set_rows(self.presenter.by_artisan())
        pieces = self.presenter.pieces
        self._total.setText(
            f"{pieces_words(pieces)}\n{format_rupiah(self.presenter.value)}" if pieces else _("Nothing yet")
        )
        self._enable()

    def pick(self, item: ItemId) -> None:
        self.table.pick(item)
        self._picked(self.table.current())

    def offer(self, groups: tuple[PickGroup, ...], *, suggested: bool) -> None:
        if suggested and not groups:
            self.warn(_("Nothing was sold at an exhibition yet, so nothing can be suggested. Choose by artisan."))
            return
        sheet = PickSheet(self, groups, suggested=suggested)
        sheet.returned.connect(lambda picked: self.presenter.take(picked) if isinstance(picked, tuple) else None)
        sheet.open()

    def warn(self, sentence: str) -> None:
        self._problem.tell(sentence, "warn")
        self.adjust()

    def tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()

    def loaded(self, loaded: GoodsLoaded) -> None:
        self.busy(False)
        self.finish(loaded)

    def ended(self) -> None:
        self.busy(False)
        self._enable()

    # ------------------------------------------------------------------------------------------------- what is asked

    def confirm(self) -> None:
        change = self.change.check() if self.change.text().strip() else ZERO
        counted = self.count.check() if self.table.current() is not None else NONE
        source = self.source.choice()
        if change is None or counted is None or not isinstance(source, AccountKind):
            return
        self._problem.hide()
        self.busy(True)
        self.presenter.load(
            float_cash=change,
            float_from=source,
            vehicle=self.vehicle.text(),
            driver=self.driver.text(),
            note="",
        )

    def _enable(self) -> None:
        has = bool(self.table.records.rows)
        for part in (self.count, self.remove_button, self.clear_button):
            part.setEnabled(has)
        if self.primary_button is not None:
            self.primary_button.setEnabled(has or bool(self.change.value()))

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _find(self) -> None:
        self.presenter.find(self.search.text())
        self.search.clear()

    def _picked(self, each: ToLoad | None) -> None:
        if not self.count.hasFocus() or each is None or self.count.value() is None:
            self.count.set_value(None if each is None else each.count)

    def _counted(self) -> None:
        each, count = self.table.current(), self.count.value()
        if each is not None and count is not None and count > NONE and count != each.count:
            self.presenter.count(each.item, count)

    def _remove(self) -> None:
        each = self.table.current()
        if each is not None:
            self.presenter.count(each.item, NONE)

    def _ask_clear(self) -> None:
        words = _("Taken off the list: {pieces}. Nothing was loaded yet.")
        ask(
            self,
            words.format(pieces=pieces_words(self.presenter.pieces)),
            lambda sure: self.presenter.clear() if sure else None,
            title=_("Empty the list?"),
        )
