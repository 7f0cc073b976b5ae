"""The till's own screen: its shift, the cash that moved without a sale, and every closing with its slip."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_rupiah, format_time
from sentra_pos.people.permissions import Permission
from sentra_pos.tills.closing_queries import ClosingRow, ZReport
from sentra_pos.tills.movement_queries import CashMovement, Recount
from sentra_pos.tills.queries import TillStanding
from ui.context import Context
from ui.kit.buttons import primary, secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.labels import headline, label, title
from ui.kit.layout import Flow, card, column, panel, plain, row
from ui.kit.messages import error
from ui.kit.screen import Screen
from ui.kit.table import RecordTable
from ui.kit.theme import set_kind
from ui.sell.receipt_picture import ReceiptPicture
from ui.till.cash_sheet import CashSheet
from ui.till.close_sheet import CloseTillSheet
from ui.till.open_sheet import OpenTillSheet
from ui.till.presenter import TillPage, TillPresenter
from ui.till.recount_sheet import RecountSheet
from ui.till.report_sheet import show_shift_report
from ui.till.rows import closing_columns, difference_words, movement_columns
from ui.till.slip_acts import SlipActs

_CLOSINGS, _MOVEMENTS = "closings", "movements"
_PICTURE = 272


class TillScreen(Screen):
    """The view of TillPresenter."""

    watches = Changes(till=True, sales=True, settlement=True)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.presenter = TillPresenter(context.runner, context.shop, context.device, self)
        self._acts = SlipActs(context, self)
        clock = context.shop.clock
        self.state, self.float_words = label("", "lead", "bold", wrap=True), label("", "body", wrap=True)
        self.open_button = primary(_("Open till"), "F12", on=self._open)
        self.close_button = secondary(_("Close till"), "F10", icon="lock-key", on=self._close)
        self.cash_button = secondary(_("Cash without a sale"), "F9", icon="hand-coins", on=self._move_cash)
        self.report_button = secondary(_("Shift so far (X)"), "F5", icon="receipt", on=self._report)
        self.tabs = Chips([(_CLOSINGS, _("Closings")), (_MOVEMENTS, _("Cash movements"))], name=_("What is listed"))
        self.closings: RecordTable[ClosingRow] = RecordTable(
            closing_columns(clock),
            empty=_("This till was never closed yet. Each closing will stand here with its slip."),
            name=_("Closings"),
            key=lambda each: each.id,
        )
        self.movements: RecordTable[CashMovement] = RecordTable(
            movement_columns(clock),
            empty=_("No cash was moved without a sale yet."),
            name=_("Cash movements"),
            key=lambda each: each.id,
        )
        self._heading = title("")
        self._recounts = label("", "caption", "medium", "muted", wrap=True)
        self.picture = ReceiptPicture(_PICTURE)
        self.again = secondary(_("Print again"), "F8", icon="printer", on=self._print_again)
        self.page = secondary(_("Page as PDF"), "F7", icon="file-pdf", on=self._page)
        self.recount = secondary(_("Count again"), "F6", icon="arrows-clockwise", on=self._recount)
        self._build()
        self._wire()

    def _build(self) -> None:
        set_kind(self.open_button, compact=True)
        for button in (self.open_button, self.close_button):
            button.hide()
        self._lists = QStackedWidget()
        for table in (self.closings, self.movements):
            self._lists.addWidget(table)
        acts = plain(Flow(self.open_button, self.close_button, self.cash_button, self.report_button, line_spacing=8))
        left = column(
            headline(_("Till and cash")),
            card(self.state, self.float_words, acts, spacing=10),
            self.tabs,
            spacing=12,
            margins=(24, 18, 24, 20),
        )
        left.addWidget(self._lists, 1)
        self._side = panel(self._heading, self._recounts, self.picture, self.again, self.page, self.recount, spacing=10)
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self._side)
        self.setLayout(whole)
        self.setFocusProxy(self.closings)

    def _wire(self) -> None:
        self.tabs.chosen.connect(lambda _key: self._to_tab())
        self.closings.picked.connect(lambda _closing: self._show_picked())
        self.movements.picked.connect(lambda _movement: self._show_picked())

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_page(self, page: TillPage) -> None:
        """The till, and both lists."""
        is_open = page.till.shift is not None
        self.open_button.setVisible(not is_open)
        self.close_button.setVisible(is_open)
        self.report_button.setEnabled(is_open)
        self.state.setText(self._state_words(page.till))
        self.float_words.setText(self._cash_words(page))
        self.closings.set_rows(page.closings)
        self.movements.set_rows(page.movements)
        for table in (self.closings, self.movements):
            if table.current() is None:
                table.pick_first()
        self._show_picked()

    def show_picture(self, png: bytes) -> None:
        """The slip of what is picked."""
        self.picture.show_png(png)

    def show_recounts(self, found: tuple[Recount, ...]) -> None:
        """How the picked closing was counted again."""
        lines = []
        for each in found:
            words = _("{code}: counted again by {name}, difference now {difference}. {reason}")
            difference = difference_words(each.difference)[0]
            lines.append(words.format(code=each.code, name=each.by, difference=difference, reason=each.reason))
        self._recounts.setText("\n".join(lines))
        self._recounts.setVisible(bool(lines))

    def tell_trouble(self, trouble: SentraError) -> None:
        error(self, trouble)

    def _state_words(self, till: TillStanding) -> str:
        if till.shift is None:
            return _("{till} is closed").format(till=till.name)
        since = format_time(local(till.shift.opened_at, self.context.shop.clock.zone))
        words = _("{till} is open since {time}, opened by {name}")
        return words.format(till=till.name, time=since, name=till.shift.cashier_name)

    def _cash_words(self, page: TillPage) -> str:
        till, said = page.till, []
        if till.shift is not None:
            said.append(_("Opening float {amount}").format(amount=format_rupiah(till.float_cash)))
        if self.context.may(Permission.SHIFT_REPORT):
            if till.shift is not None:
                sales = ngettext("{count} sale", "{count} sales", page.sales).format(count=page.sales)
                said.append(_("{sales}, together {amount}").format(sales=sales, amount=format_rupiah(page.sold)))
            if not till.at_stand:
                said.append(_("in the safe by the book {amount}").format(amount=format_rupiah(till.safe)))
        return " · ".join(said) or _("Count the money in the drawer and open the till. Then you can scan and sell.")

    # ------------------------------------------------------------------------------------------------- what is asked

    def refresh(self) -> None:
        self.presenter.load()

    @property
    def shows_closings(self) -> bool:
        """Which of the two lists is in front."""
        return self.tabs.choice() == _CLOSINGS

    def _to_tab(self) -> None:
        self._lists.setCurrentWidget(self.closings if self.shows_closings else self.movements)
        self._show_picked()

    def _show_picked(self) -> None:
        picked = self.closings.current() if self.shows_closings else self.movements.current()
        page = self.presenter.page
        self._heading.setText("" if picked is None else picked.code)
        self.show_recounts(())
        self._side.setVisible(picked is not None)
        self.page.setVisible(isinstance(picked, ClosingRow))
        can = page is not None and isinstance(picked, ClosingRow) and page.can_recount(picked)
        self.recount.setVisible(can)
        if isinstance(picked, ClosingRow):
            self.presenter.look_at_closing(picked.id)
        elif picked is not None:
            self.presenter.look_at_movement(picked.id)

    def _print_again(self) -> None:
        picked = self.closings.current() if self.shows_closings else self.movements.current()
        if picked is not None:
            self._acts.print_again(picked.id)

    def _page(self) -> None:
        picked = self.closings.current()
        if picked is not None:
            self._acts.open_page(picked.id)

    def _recount(self) -> None:
        picked = self.closings.current()
        if picked is not None:
            self.presenter.with_report(picked.id, self._count_again)

    def _count_again(self, z: ZReport) -> None:
        self._show_sheet(RecountSheet(self, self.context, z))

    def _till(self) -> TillStanding | None:
        return None if self.presenter.page is None else self.presenter.page.till

    def _open(self) -> None:
        till = self._till()
        if till is not None and till.shift is None:
            self._show_sheet(OpenTillSheet(self, self.context, till))

    def _close(self) -> None:
        till = self._till()
        if till is not None and till.shift is not None:
            self._show_sheet(CloseTillSheet(self, self.context, till))

    def _move_cash(self) -> None:
        till = self._till()
        if till is not None:
            self._show_sheet(CashSheet(self, self.context, till))

    def _report(self) -> None:
        show_shift_report(self, self.context)

    def _show_sheet(self, sheet: Sheet) -> None:
        sheet.returned.connect(lambda _answer: self.presenter.load())
        sheet.open()
