"""The screen of settlement day: who gets how much, why, and one way to lock and pay it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_rupiah
from sentra_pos.settlement.figures import ArtisanDetail, ArtisanToday, Figure, SettlementDay, Standing
from sentra_pos.settlement.lock_settlement import SettlementLocked
from sentra_pos.settlement.locked import SettlementPage, SettlementRow
from sentra_pos.settlement.pay_out import PaidOut
from sentra_pos.settlement.queries import OwedLine
from sentra_pos.settlement.run_facts import RunState
from sentra_pos.settlement.statement import Statement
from ui.artisan.ways_in import ObjectionsBadge
from ui.context import Context
from ui.kit.buttons import primary, secondary
from ui.kit.chips import Chips
from ui.kit.keys import on_key
from ui.kit.labels import caption, headline
from ui.kit.layout import column, plain, row, spacer
from ui.kit.messages import error, toast
from ui.kit.screen import Screen
from ui.kit.table import RecordTable
from ui.kit.theme import set_kind
from ui.settlement.explain_sheet import ExplainSheet
from ui.settlement.figure_card import FigureCard
from ui.settlement.history import SettlementHistory
from ui.settlement.lock_everybody import LockEverybody
from ui.settlement.money_acts import MoneyActs
from ui.settlement.panel import NARROW_PANEL, PANEL_WIDTH, DetailPanel
from ui.settlement.presenter import SettlementPresenter
from ui.settlement.print_sheet import PrintSheet, open_paper
from ui.settlement.rows import (
    artisan_columns,
    cash_words,
    commission_words,
    deduction_words,
    sold_words,
)
from ui.settlement.run_bar import RunBar, locked_figures
from ui.settlement.settle_sheet import SettleSheet
from ui.settlement.statement_pdf import save_day_list

_TODAY, _HISTORY = "today", "history"
#: Below this the four figures stand two by two.
_WIDE = 1120


class SettlementScreen(Screen):
    """Says what was asked; the presenter knows what to do with it."""

    watches = Changes(settlement=True, sales=True, till=True, consignment=True, parties=True)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.presenter = SettlementPresenter(context.runner, context.shop.clock, context.by, context.device, self)
        self.day: SettlementDay | None = None
        self._detail: ArtisanDetail | None = None
        self._drawer = ZERO
        self._make_parts()
        self._build()
        self.setFocusProxy(self.table)
        self._enable()

    # ------------------------------------------------------------------------------------------------------ building

    def _make_parts(self) -> None:
        clock = self.context.shop.clock
        self.locking = LockEverybody(self)
        self.bar = RunBar(self, self.context, self.locking)
        self.bar.moved.connect(self.run_changed)
        self.lock_button = primary(_("Lock and pay"), "F12", on=self.lock_and_pay)
        set_kind(self.lock_button, compact=True)
        self.lock_all_button = secondary(_("Lock all"), "F7", on=self.lock_all)
        self.list_button = secondary(_("Print list"), "F10", on=self.print_list)
        self.explain_button = secondary(_("Show where it comes from"), "F6", icon="question", on=self.explain)
        self.print_button = secondary(_("Print statement"), "F9", icon="printer", on=self.print_statement)
        self.acts = MoneyActs(self, self.context)
        self.bar.wished.connect(self.acts.start_run)
        pages = [(_TODAY, _("To settle")), (_HISTORY, _("History"))]
        self.tabs = Chips(pages, name=_("What to show"))
        self.tabs.chosen.connect(self.show_tab)
        for number, (key, says) in enumerate(pages, start=1):
            on_key(self, f"Alt+{number}", says, partial(self.show_tab, key))
        self.cards = {
            "earned": FigureCard(_("Artisans' share")),
            "commission": FigureCard(_("Commission")),
            "deducted": FigureCard(_("Deductions and savings")),
            "cash": FigureCard(_("Cash in the drawer")),
        }
        self.table: RecordTable[ArtisanToday] = RecordTable(
            artisan_columns(self.bar.status, self.bar.status_tone),
            empty=_("Nothing is waiting to be settled. What is sold on consignment appears here by itself."),
            name=_("Artisans to settle"),
            key=lambda each: each.owed.party,
        )
        self.table.picked.connect(self._picked)
        self.table.on_open(_("Show where it comes from"), lambda _each: self.explain())
        self.past = SettlementHistory(clock)
        self.past.search.searched.connect(self.presenter.look_for)
        self.history = self.past.table
        self.history.picked.connect(self._picked_settlement)
        self.history.on_open(_("Print statement"), lambda _each: self.print_statement())
        beside = row(self.acts.debts, self.acts.fees, self.acts.void)
        self.panel = DetailPanel(self.explain_button, self.print_button, plain(beside), clock)
        self.panel.lines.on_open(_("Show where it comes from"), self.explain_line)

    def _build(self) -> None:
        self._caption = caption("")
        top = row(plain(column(headline(_("Settlement")), self._caption, spacing=2)), spacer(), self.lock_button)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._cards = plain(self._grid)
        self._deal_cards(len(self.cards))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.past)
        self.objections = ObjectionsBadge(self, self.context, "Alt+K")
        choices = row(self.tabs, self.objections, self.list_button, self.lock_all_button)
        choices.setStretch(0, 1)
        left = column(top, self._cards, self.bar, choices, spacing=12, margins=(26, 20, 26, 20))
        left.addWidget(self._stack, 1)
        layout = row(plain(left), self.panel, spacing=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _deal_cards(self, across: int) -> None:
        for place, each in enumerate(self.cards.values()):
            self._grid.addWidget(each, place // across, place % across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _WIDE
        self.panel.setFixedWidth(NARROW_PANEL if narrow else PANEL_WIDTH)
        self._deal_cards(2 if narrow else len(self.cards))
        self.bar.stand(narrow=narrow)

    # ----------------------------------------------------------------------------------------------- what is to be seen

    def refresh(self) -> None:
        if not self.locking.goes_on:
            self.presenter.load()
            self.bar.presenter.load()
            self.objections.refresh()

    def run_changed(self) -> None:
        """A settlement day began, took a step, or ended."""
        if self.day is not None:
            self.show_day(self.day)

    def show_day(self, day: SettlementDay) -> None:
        """The list and the figures; of a settlement day that is open, its artisans alone."""
        self.day = day
        run = self.bar.day
        if run is not None:
            day = SettlementDay(artisans=tuple(each.today for each in run.artisans), drawer=run.drawer)
        self._drawer = day.drawer
        if run is not None and run.run.state is RunState.LOCKED:
            for card, (figure, below, name) in zip(self.cards.values(), locked_figures(run), strict=False):
                card.tell(figure, below, name=name)
        else:
            self.cards["earned"].tell(day.earned, sold_words(day))
            self.cards["commission"].tell(day.commission, commission_words(day))
            self.cards["deducted"].tell(day.deducted, deduction_words(day), "warn" if day.deducted else "muted")
        self.cards["cash"].tell(day.drawer, *cash_words(run or day))
        self.table.set_rows(day.artisans if run is None else [each.shown for each in run.artisans])
        if self.table.current() is None:
            self.table.pick_first()
        elif run is not None:
            # The row is the one it was; what can be done with it may not be.
            self._picked(self.table.current())
        self._enable()

    def show_history(self, page: SettlementPage, *, sought: bool) -> None:
        """The locked settlements."""
        self.past.show_page(page, sought=sought)
        if self.history.current() is None and self._tab() == _HISTORY:
            self.history.pick_first()
        self._enable()

    def show_detail(self, detail: ArtisanDetail | None) -> None:
        """The chosen artisan."""
        self._detail = detail
        if self._tab() == _TODAY and self._locked_now() is None:
            if detail is None:
                self.panel.clear()
            else:
                self.panel.show_detail(detail)
        self._enable()

    def show_statement(self, statement: Statement | None) -> None:
        """The chosen settlement."""
        if statement is not None and statement.id == self._locked_now():
            self.panel.show_statement(statement)
        elif self._tab() == _HISTORY:
            self.panel.clear()
        self._enable()

    def show_tab(self, tab: object) -> None:
        """The day's list, or the history."""
        self.tabs.choose(tab)
        self._stack.setCurrentWidget(self.past if tab == _HISTORY else self.table)
        self._cards.setVisible(tab == _TODAY)
        self.bar.setVisible(tab == _TODAY)
        if tab == _HISTORY:
            if self.history.current() is None:
                self.history.pick_first()
            self._picked_settlement(self.history.current())
        else:
            self._picked(self.table.current())
        (self.history if tab == _HISTORY else self.table).setFocus()
        self._enable()

    def _tab(self) -> object:
        return self.tabs.choice()

    def _picked(self, each: ArtisanToday | None) -> None:
        self.presenter.choose(None if each is None else each.owed.party)
        self.bar.choose(None if each is None else each.owed.party)
        if (locked := self._locked_now()) is not None:
            self.presenter.choose_settlement(locked)
        self._enable()

    def _locked_now(self) -> DocumentId | None:
        """The settlement that is chosen: in the history, or of an artisan whom this settlement day has locked."""
        if self._tab() == _HISTORY:
            chosen = self.history.current()
            return None if chosen is None else chosen.id
        locked = self.bar.settlement_of(self.table.current())
        return None if locked is None else locked.id

    def _picked_settlement(self, each: SettlementRow | None) -> None:
        self.presenter.choose_settlement(None if each is None else each.id)
        self._enable()

    def _enable(self) -> None:
        """Offer what can be done with what is chosen; the words of the strong button say which of the two it is."""
        today = format_date(business_today(self.context.shop.clock))
        now = self.bar.how_far(today)
        self._caption.setText(now if self._tab() == _TODAY else _("What was locked, the newest first"))
        payable = self._to_settle()
        self.lock_button.setEnabled(payable is not None)
        locks = isinstance(payable, ArtisanToday) and payable.can_lock
        open_day = self.bar.day
        all_locked = open_day is not None and open_day.run.state is RunState.LOCKED
        still_locks = payable is None and self._tab() == _TODAY and not all_locked
        self.lock_button.set_label(_("Lock and pay") if locks or still_locks else _("Pay"))
        self.lock_all_button.setEnabled(bool(self.presenter.lockable))
        self.lock_all_button.setVisible(self._tab() == _TODAY and self.bar.day is None)
        self.list_button.setVisible(self._tab() == _TODAY)
        self.acts.offer(self.table.current(), self.history.current() if self._tab() == _HISTORY else None)
        self.acts.show_for(today=self._tab() == _TODAY)
        self.list_button.setEnabled(bool(self.table.records.rows))
        self.explain_button.setVisible(self._tab() == _TODAY)
        self.explain_button.setEnabled(self.table.current() is not None)
        self.print_button.setEnabled(self._printable() is not None)

    def _to_settle(self) -> ArtisanToday | SettlementRow | None:
        if self._tab() == _HISTORY:
            row_ = self.history.current()
            return row_ if row_ is not None and row_.payable else None
        each = self.table.current()
        if each is not None and self.bar.of(each.owed.party) is not None:
            # On a settlement day everybody is locked together, by the reviewed figures.
            locked = self.bar.settlement_of(each)
            return locked if locked is not None and locked.payable else None
        return each if each is not None and (each.can_lock or each.standing is Standing.LOCKED) else None

    def _printable(self) -> tuple[DocumentId, str] | None:
        if self._tab() == _HISTORY:
            chosen = self.history.current()
            return None if chosen is None else (chosen.id, chosen.code)
        each = self.table.current()
        if (locked := self.bar.settlement_of(each)) is not None:
            return locked.id, locked.code
        if each is None or each.unpaid is None or each.standing is not Standing.LOCKED:
            return None
        return each.unpaid.id, each.unpaid.code

    # ------------------------------------------------------------------------------------------------- what is asked

    def lock_and_pay(self) -> None:
        """Settle the chosen artisan."""
        chosen = self._to_settle()
        if chosen is None:
            return
        sheet = SettleSheet(self, self.context, chosen, self._drawer, self.bar.way_of(chosen))
        sheet.returned.connect(partial(self._settled, self._printable()))
        sheet.open()

    def _settled(self, paper: tuple[DocumentId, str] | None, answer: object) -> None:
        """``paper`` is of what was locked before; whoever gets money has something to sign, then too."""
        locked, paid = answer if isinstance(answer, tuple) else (None, None)
        self.refresh()
        if isinstance(answer, SentraError):
            error(self, answer)
        if isinstance(paid, PaidOut):
            toast(self, _("Paid: {amount}, {code}.").format(amount=format_rupiah(paid.amount), code=paid.code))
        elif isinstance(locked, SettlementLocked):
            toast(self, _("Locked as {code}.").format(code=locked.code))
        if isinstance(locked, SettlementLocked):
            paper = locked.id, locked.code
        elif not isinstance(paid, PaidOut):
            return
        if paper is not None:
            PrintSheet(self, self.context, *paper).open()

    def lock_all(self) -> None:
        """Lock everybody, after asking."""
        if count := len(self.presenter.lockable):
            self.locking.ask(count, self._lock_all)

    def _lock_all(self) -> None:
        self.locking.begin(self.presenter.stop)
        self.presenter.lock_all()

    def show_progress(self, done: int, of: int, name: str) -> None:
        """How far locking everybody is."""
        self.locking.show_progress(done, of, name)

    def all_locked(self, locked: int, left: Sequence[tuple[str, SentraError]]) -> None:
        """Locking everybody ended, or was stopped."""
        self.locking.end(locked, left)

    def explain(self) -> None:
        """What the chosen artisan's amount is made of."""
        each = self.table.current()
        if each is not None and self._tab() == _TODAY:
            ExplainSheet(self, self.context, each.owed.party, lambda way: way.figure(Figure.TO_PAY)).open()

    def explain_line(self, line: OwedLine) -> None:
        """How one line came to its share."""
        party = self._party()
        if party is not None:
            ExplainSheet(self, self.context, party, lambda way: way.line(line.document, line.line)).open()

    def _party(self) -> PartyId | None:
        chosen = self.history.current() if self._tab() == _HISTORY else None
        if chosen is not None:
            return chosen.party
        each = self.table.current()
        return None if each is None else each.owed.party

    def print_statement(self) -> None:
        """The chosen settlement on paper."""
        chosen = self._printable()
        if chosen is not None:
            PrintSheet(self, self.context, *chosen).open()

    def print_list(self) -> None:
        """The day's list on paper."""
        shop, device = self.context.shop, self.context.device
        self.context.runner.apart(lambda: save_day_list(shop, device), self._list_saved, self.tell, origin=self)

    def _list_saved(self, file: Path) -> None:
        open_paper(file)
        toast(self, _("Saved as {file}.").format(file=file.name))

    def tell(self, trouble: SentraError) -> None:
        """Say what went wrong."""
        error(self, trouble)
