"""What the receipts screen does, without a window: look for receipts, open one, print it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from sentra_pos.catalogue.codes import ParsedCode, parse_code
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, StaffId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.queries import StaffMember, staff_list
from sentra_pos.sales.errors import SaleNotFound
from sentra_pos.sales.history_queries import HistoryFilter, HistoryPage, HistoryRow, history
from sentra_pos.sales.print_again import PrintedAgain, PrintReceiptAgain, print_receipt_again
from sentra_pos.sales.queries import RECEIPT_CODES, sale_by_receipt
from ui.activity.rows import Period, since
from ui.kit.immediate import Runs
from ui.receipts.open_receipt import OpenReceipt, open_receipt
from ui.receipts.rows import Kinds


class ReceiptsView(Protocol):
    """What the presenter asks of the screen."""

    def show_people(self, people: tuple[StaffMember, ...]) -> None: ...

    def show_rows(self, rows: tuple[HistoryRow, ...], *, filtered: bool) -> None: ...

    def add_rows(self, rows: tuple[HistoryRow, ...]) -> None: ...

    def show_receipt(self, found: OpenReceipt | None) -> None: ...

    def show_printing(self) -> None: ...

    def tell_trouble(self, trouble: SentraError) -> None: ...


class ReceiptsPresenter:
    """Keeps what is asked for, how far it has been read, and which receipt is open."""

    def __init__(self, runner: Runs, by: ActedBy, clock: Clock, view: ReceiptsView) -> None:
        self._runner, self._by, self._clock, self._view = runner, by, clock, view
        self._older: int | None = None
        self._reading = False
        self._wished: DocumentId | None = None
        self.period = Period.MONTH
        self.wanted = HistoryFilter(first=since(Period.MONTH, clock))
        self.opened: OpenReceipt | None = None

    def load(self) -> None:
        """Read everything anew; the receipt that is open too."""
        if self.period is not Period.DAYS:
            self.wanted = replace(self.wanted, first=since(self.period, self._clock), last=None)
        self._runner.read(
            lambda session: staff_list(session, active_only=False),
            self._view.show_people,
            self._view.tell_trouble,
            origin=self._view,
            latest="receipts.people",
        )
        self._read()
        if self._wished is not None:
            self.open(self._wished)

    def ask_text(self, text: str) -> None:
        """Only receipts with this number, amount, goods, artisan or customer."""
        self._ask(replace(self.wanted, text=text))

    def ask_kinds(self, kinds: Kinds) -> None:
        """Only sales, or only returns, and so on."""
        self._ask(replace(self.wanted, kinds=kinds.kinds))

    def ask_cashier(self, cashier: StaffId | None) -> None:
        """Only this person's."""
        self._ask(replace(self.wanted, cashier=cashier))

    def ask_period(self, period: Period) -> None:
        """How far back."""
        self.period = period
        if period is not Period.DAYS:
            self._ask(replace(self.wanted, first=since(period, self._clock), last=None))

    def ask_days(self, first: date | None, last: date | None) -> None:
        """From one day to another, either of them open."""
        self.period = Period.DAYS
        self._ask(replace(self.wanted, first=first, last=last))

    def more(self) -> None:
        """Read on where the list ends."""
        if self._older is None or self._reading:
            return
        self._reading = True
        self._runner.read(
            self._query(self._older),
            self._add,
            self._view.tell_trouble,
            ended=self._read_on,
            origin=self._view,
            latest="receipts.rows",
        )

    def open(self, document: DocumentId | None) -> None:
        """Show this receipt; none shows nothing."""
        self._wished = document
        if document is None:
            self._show_receipt(None)
            return
        device, clock = self._by.device, self._clock
        self._runner.read(
            lambda session: open_receipt(session, document, device, clock),
            self._show_receipt,
            self._view.tell_trouble,
            origin=self._view,
            latest="receipts.open",
        )

    def scan(self, code: str) -> bool:
        """Open the receipt that was scanned; False when it is no receipt's code."""
        parsed = parse_code(code)
        if parsed is None or parsed.kind not in RECEIPT_CODES.values():
            return False
        found: ParsedCode = parsed

        def look(session: Any) -> DocumentId:
            document = sale_by_receipt(session, found)
            if document is None:
                raise SaleNotFound
            return document

        self._runner.read(look, self.open, self._view.tell_trouble, origin=self._view, latest="receipts.scan")
        return True

    def print_again(self) -> None:
        """A copy of the receipt that is open."""
        if self.opened is None:
            return
        command = PrintReceiptAgain(by=self._by, document=self.opened.receipt.id)

        def printed(_result: PrintedAgain) -> None:
            self._view.show_printing()

        self._runner.write(print_receipt_again, command, printed, self._view.tell_trouble, origin=self._view)

    def _show_receipt(self, found: OpenReceipt | None) -> None:
        # A slow answer about one receipt must not cover the next one that was chosen.
        if found is None or found.receipt.id == self._wished:
            self.opened = found
            self._view.show_receipt(found)

    def _ask(self, wanted: HistoryFilter) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self._read()

    def _read(self) -> None:
        self._older = None
        self._runner.read(
            self._query(None), self._show, self._view.tell_trouble, origin=self._view, latest="receipts.rows"
        )

    def _query(self, before: int | None) -> Callable[[Any], HistoryPage]:
        wanted = self.wanted
        return lambda session: history(session, wanted, before=before)

    def _show(self, page: HistoryPage) -> None:
        self._older = page.older
        self._view.show_rows(page.rows, filtered=self.wanted != HistoryFilter())

    def _add(self, page: HistoryPage) -> None:
        self._older = page.older
        self._view.add_rows(page.rows)

    def _read_on(self) -> None:
        self._reading = False
