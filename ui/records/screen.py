"""The reports: five pages, one below each chip."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStackedWidget, QWidget

from sentra_pos.core.changes import Changes
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.people.queries import Artisan
from sentra_pos.reports.artisan_books import ArtisanBooks
from sentra_pos.reports.month_archive import MonthRecords
from sentra_pos.reports.office_recap import RecapRow
from sentra_pos.reports.stock_card import StockCard
from sentra_pos.settlement.proof import NotAStatementCode
from sentra_pos.settlement.verify import Verdict
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.labels import headline
from ui.kit.layout import column, row, spacer
from ui.kit.messages import error
from ui.kit.screen import Screen
from ui.records.archive_page import ArchivePage
from ui.records.check_page import CheckPage
from ui.records.list_pages import BooksPage, RecapPage, StockPage
from ui.records.presenter import RecordsPresenter
from ui.records.rows import Page, month_of
from ui.records.writing import Writing


class RecordsScreen(Screen):
    """The view of RecordsPresenter. A page is read when it is seen."""

    watches = Changes(stock=True, sales=True, parties=True, consignment=True, settlement=True)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.presenter = RecordsPresenter(context.runner, context.shop, self)
        writing = Writing(self, context)
        self.writing = writing
        self.stock = StockPage(context, self.presenter, writing)
        self.recap = RecapPage(context, self.presenter, writing)
        self.books = BooksPage(context, self.presenter, writing)
        self.archive = ArchivePage(context, self.presenter, writing)
        self.check = CheckPage(context, self.presenter)
        self._pages: dict[Page, QWidget] = {
            Page.STOCK: self.stock,
            Page.RECAP: self.recap,
            Page.BOOKS: self.books,
            Page.ARCHIVE: self.archive,
            Page.CHECK: self.check,
        }
        names = (
            (Page.STOCK, _("Stock card")),
            (Page.RECAP, _("Recap per artisan")),
            (Page.BOOKS, _("Artisan's books")),
            (Page.ARCHIVE, _("Month on a stick")),
            (Page.CHECK, _("Check a statement")),
        )
        self.tabs = Chips(names, name=_("Which report"))
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        whole = column(row(headline(_("Reports")), spacer()), self.tabs, spacing=12, margins=(24, 18, 24, 20))
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.tabs)
        self.tabs.chosen.connect(lambda _page: self._to_page())
        self.recap.opened.connect(self._open_card)
        # A statement that is scanned here is checked, whichever report is looked at.
        context.scans.listen(self, self._scanned)

    @property
    def page(self) -> Page:
        """What is in front."""
        chosen = self.tabs.choice()
        return chosen if isinstance(chosen, Page) else Page.STOCK

    def show_page(self, page: Page) -> None:
        """Bring a page to the front."""
        self.tabs.choose(page)
        self._to_page()

    def refresh(self) -> None:
        self.presenter.load()

    def _to_page(self) -> None:
        self._stack.setCurrentWidget(self._pages[self.page])
        self._ask()
        self._pages[self.page].setFocus()

    def _ask(self) -> None:
        """Read what is in front."""
        match self.page:
            case Page.STOCK:
                self.stock.ask()
            case Page.RECAP:
                self.recap.ask()
            case Page.BOOKS:
                self.books.ask()
            case Page.ARCHIVE:
                self.archive.ask()

    def _scanned(self, text: str) -> None:
        self.show_page(Page.CHECK)
        self.check.look_at(text)

    def _open_card(self, row_: RecapRow, month: date) -> None:
        first, last = month_of(month)
        self.stock.artisan.set_value(row_.party)
        self.stock.first.set_value(first)
        self.stock.last.set_value(last)
        self.show_page(Page.STOCK)

    # -------------------------------------------------------------------------------------- what the presenter says

    def show_artisans(self, found: tuple[Artisan, ...]) -> None:
        """Whom the records can be about; then what is in front is read."""
        for choice in (self.stock.artisan, self.books.artisan):
            choice.show_artisans(found)
        self.archive.show_artisans(found)
        self._ask()

    def show_cards(self, cards: tuple[StockCard, ...], first: date, last: date) -> None:
        self.stock.show_cards(cards, first, last)

    def show_recap(self, rows: tuple[RecapRow, ...]) -> None:
        self.recap.show_recap(rows)

    def show_books(self, books: ArtisanBooks) -> None:
        self.books.show_books(books)

    def show_month(self, records: MonthRecords) -> None:
        self.archive.show_month(records)

    def show_verdict(self, verdict: Verdict) -> None:
        self.check.show_verdict(verdict)

    def tell(self, trouble: SentraError) -> None:
        """Say what went wrong."""
        if isinstance(trouble, NotAStatementCode):
            self.check.tell(trouble)
        else:
            error(self, trouble)
