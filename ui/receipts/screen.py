"""The receipts screen: look for one, see it, and do with it what can still be done."""

from __future__ import annotations

from collections.abc import Callable

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.people.queries import StaffMember
from sentra_pos.sales.change_payment import PaymentChanged
from sentra_pos.sales.history_queries import HistoryRow
from sentra_pos.sales.item_sale_queries import ItemSale
from sentra_pos.sales.refund_sale import SaleRefunded
from sentra_pos.sales.take_back_from_elsewhere import TakenBackFromElsewhere
from sentra_pos.sales.void_sale import SaleVoided
from ui.activity.rows import Period
from ui.consignment.choice import Choice
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import DateEdit, SearchField
from ui.kit.keys import on_key
from ui.kit.labels import caption, headline
from ui.kit.layout import column, plain, row, spacer
from ui.kit.messages import error, toast
from ui.kit.screen import Screen
from ui.kit.table import RecordTable
from ui.receipts.begin_return import begin_return, refunded_words
from ui.receipts.elsewhere_sheet import ElsewhereSheet
from ui.receipts.find_sale_sheet import FindSaleSheet
from ui.receipts.open_receipt import Deed, OpenReceipt
from ui.receipts.panel import ReceiptPanel
from ui.receipts.payment_change_sheet import PaymentChangeSheet
from ui.receipts.presenter import ReceiptsPresenter
from ui.receipts.return_sheet import ReturnSheet
from ui.receipts.rows import Kinds, history_columns
from ui.receipts.void_sheet import VoidSheet
from ui.sell.receipt_picture import ReceiptSheet
from ui.sell.rows import CartReturn


class ReceiptsScreen(Screen):
    """Says what was asked; the presenter knows what to do with it.

    ``exchange`` is called with goods that the customer wants others for.
    """

    watches = Changes(sales=True, till=True, settings=True, parties=True)

    def __init__(self, context: Context, exchange: Callable[[tuple[CartReturn, ...]], object]) -> None:
        super().__init__()
        clock = context.shop.clock
        self.context, self._exchange = context, exchange
        self.presenter = ReceiptsPresenter(context.runner, context.by, clock, self)
        self.search = SearchField(_("Number, amount, goods, name … F2"), name=_("Search"))
        self.cashier: Choice[StaffId | None] = Choice([(None, _("Everybody"))], name=_("Cashier"))
        self.period: Choice[Period] = Choice(
            [(each, each.label) for each in Period], self.presenter.period, name=_("Period")
        )
        self.first = DateEdit(today=lambda: business_today(clock), name=_("From"))
        self.last = DateEdit(today=lambda: business_today(clock), name=_("To"))
        self.days = plain(row(caption(_("From")), self.first, caption(_("To")), self.last, spacing=8))
        self.kinds = Chips([(each, each.label) for each in Kinds], name=_("Kind"))
        self.table: RecordTable[HistoryRow] = RecordTable(
            history_columns(clock.zone), empty="", name=_("Receipts"), key=lambda each: each.id
        )
        self.panel = ReceiptPanel()
        self.without = secondary(_("No receipt"), "F3", icon="arrow-u-up-left", on=self.begin_without_receipt)
        self.without.setToolTip(f"{_('Return without a receipt')}  F3")
        self.elsewhere = secondary(_("Sold elsewhere"), "F4", icon="storefront", on=self.begin_elsewhere)
        self.elsewhere.setToolTip(_("Take back what was sold at a stand, or in another shop of ours") + "  F4")
        self._build()
        self._wire()

    def _build(self) -> None:
        for field in (self.first, self.last):
            field.setFixedWidth(108)
        for box in (self.cashier, self.period):
            box.setFixedWidth(176)
        self.days.hide()
        top = row(headline(_("Receipts")), spacer(), self.cashier, self.period, spacing=10)
        asked = row(spacing=10)
        asked.addWidget(self.search, 1)
        narrowed = row(spacing=10)
        narrowed.addWidget(self.kinds, 1)
        narrowed.addWidget(self.days)
        left = column(top, asked, narrowed, spacing=12, margins=(24, 18, 24, 20))
        left.addWidget(self.table, 1)
        left.addLayout(row(self.without, self.elsewhere, spacer(), spacing=10))
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self.setLayout(whole)
        self.setFocusProxy(self.table)

    def _wire(self) -> None:
        on_key(self, "F2", _("Search"), self._find)
        self.search.searched.connect(self.presenter.ask_text)
        self.search.returnPressed.connect(self._entered)
        self.search.went_down.connect(self._into_list)
        self.cashier.chosen.connect(self.presenter.ask_cashier)
        self.period.chosen.connect(self._ask_period)
        for field in (self.first, self.last):
            field.value_changed.connect(lambda _day: self._ask_days())
        self.kinds.chosen.connect(self.presenter.ask_kinds)
        self.table.picked.connect(lambda each: self.presenter.open(None if each is None else each.id))
        self.table.on_open(_("Show the whole receipt"), lambda _each: self.show_papers())
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.panel.asked.connect(self._do)
        self.panel.papers.connect(self.show_papers)
        self.context.scans.listen(self, self._scanned)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_people(self, people: tuple[StaffMember, ...]) -> None:
        """Whose receipts the list can be narrowed to."""
        self.cashier.offer([(None, _("Everybody")), *((each.id, each.name) for each in people)])

    def show_rows(self, rows: tuple[HistoryRow, ...], *, filtered: bool) -> None:
        """The newest of what was asked for."""
        self.table.set_empty(
            _("No receipt is found. Try another number, word or time.")
            if filtered
            else _("Nothing was sold yet. Every receipt will be found here.")
        )
        self.table.set_rows(rows)
        self.table.scrollToTop()
        if self.table.current() is None and self.presenter.opened is None:
            self.table.pick_first()

    def add_rows(self, rows: tuple[HistoryRow, ...]) -> None:
        """The next page."""
        self.table.add_rows(rows)

    def show_receipt(self, found: OpenReceipt | None) -> None:
        """Beside the list."""
        self.panel.show_receipt(found)
        if found is not None:
            self.table.pick(found.receipt.id)

    def show_printing(self) -> None:
        """A copy is on its way."""
        toast(self, _("A copy is being printed."))

    def tell_trouble(self, trouble: SentraError) -> None:
        error(self, trouble)

    # ------------------------------------------------------------------------------------------------- what is asked

    def refresh(self) -> None:
        self.presenter.load()

    def _ask_period(self, period: Period) -> None:
        self.days.setVisible(period is Period.DAYS)
        if period is Period.DAYS:
            self.first.set_value(self.presenter.wanted.first)
            self.first.setFocus()
        self.presenter.ask_period(period)

    def _ask_days(self) -> None:
        if self.period.value() is Period.DAYS:
            self.presenter.ask_days(self.first.value(), self.last.value())

    def _scanned(self, code: str) -> None:
        if not self.presenter.scan(code):
            self.search.setText(code)
            self.search.search_now()

    def _scrolled(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if value >= bar.maximum() - 2 * bar.pageStep():
            self.presenter.more()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _entered(self) -> None:
        self.search.search_now()
        self._into_list()

    def _into_list(self) -> None:
        self.table.enter()

    # ----------------------------------------------------------------------------------------------------- the sheets

    def _do(self, deed: object) -> None:
        found = self.presenter.opened
        if found is None or deed in found.hindrances:
            return
        if deed is Deed.PRINT:
            self.presenter.print_again()
        elif deed is Deed.TAKE_BACK and found.returnable is not None:
            self._open(ReturnSheet(self, self.context, found.returnable, found.methods))
        elif deed is Deed.VOID:
            self._open(VoidSheet(self, self.context, found))
        elif deed is Deed.CHANGE_PAYMENT:
            self._open(PaymentChangeSheet(self, self.context, found))

    def show_papers(self) -> None:
        """The whole receipt, and the papers that can be made of it."""
        found = self.presenter.opened
        if found is not None:
            self._open(ReceiptSheet(self, self.context, found.receipt, found.png))

    def begin_without_receipt(self) -> None:
        """Find the sale by its goods."""
        sheet = FindSaleSheet(self, self.context)
        sheet.returned.connect(self._found_sale)
        sheet.open()

    def begin_elsewhere(self) -> None:
        """Take back what this book did not sell."""
        self._open(ElsewhereSheet(self, self.context))

    def _found_sale(self, chosen: object) -> None:
        if not isinstance(chosen, ItemSale):
            return
        begin_return(self, self.context, chosen.sale, self._done, without_receipt=True, line=chosen.line)

    def _open(self, sheet: Sheet) -> None:
        sheet.returned.connect(self._done)
        sheet.open()

    def _done(self, answer: object) -> None:
        if isinstance(answer, TakenBackFromElsewhere):
            words = _("{code} is saved. {amount} goes back to the customer; its sale is looked for later.")
            toast(self, words.format(code=answer.code, amount=format_rupiah(answer.total)))
        elif isinstance(answer, SaleRefunded):
            toast(self, refunded_words(answer))
        elif isinstance(answer, SaleVoided):
            words = _("{code} is saved: the sale is voided. {amount} goes back to the customer.")
            toast(self, words.format(code=answer.code, amount=format_rupiah(answer.total)))
        elif isinstance(answer, PaymentChanged):
            toast(self, _("{code} is saved: the payment is corrected.").format(code=answer.code))
        elif isinstance(answer, tuple):
            self._exchange(answer)
        self.table.setFocus()
