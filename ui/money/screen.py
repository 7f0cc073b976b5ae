"""The screen of money that comes in: not checked yet, from the bank, customers' accounts."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from sentra_pos.core.changes import Changes
from sentra_pos.core.speech import _
from sentra_pos.people.permissions import Permission
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.keys import on_key
from ui.kit.labels import ElidedLabel, headline
from ui.kit.layout import column, plain, row
from ui.kit.screen import Screen
from ui.money.accounts_page import AccountsPage
from ui.money.bank_page import BankPage
from ui.money.checking_page import CheckingPage

CHECKING, BANK, ACCOUNTS = "checking", "bank", "accounts"
PANEL_WIDTH, NARROW_PANEL = 348, 312
_WIDE = 1120
Page = CheckingPage | BankPage | AccountsPage


class MoneyScreen(Screen):
    """Three lists, each with a panel beside it and one strong action; what one may not do is not offered."""

    watches = Changes(sales=True, till=True, parties=True, settings=True)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.checking = CheckingPage(context)
        self.bank = BankPage(context)
        self.accounts = AccountsPage(context)
        self._pages: dict[str, Page] = {CHECKING: self.checking, BANK: self.bank, ACCOUNTS: self.accounts}
        self._names = {
            CHECKING: _("Not checked"),
            BANK: _("From the bank"),
            ACCOUNTS: _("Customers' accounts"),
        }
        needs = {
            CHECKING: Permission.CHECK_PAYMENT,
            BANK: Permission.BANK_RECEIPT,
            ACCOUNTS: Permission.CUSTOMER_PAYMENT,
        }
        self._offered = [key for key in self._pages if context.may(needs[key])]
        self._said: dict[str, tuple[str, int]] = dict.fromkeys(self._pages, ("", 0))
        self._caption = ElidedLabel("", "caption", "medium", "muted")
        self.tabs = Chips(name=_("What to show"))
        self._stack, self._panels = QStackedWidget(), QStackedWidget()
        self._build()
        self._wire()
        self.show_tab(self._offered[0])

    def _build(self) -> None:
        top = row(spacing=12)
        top.addWidget(plain(column(headline(_("Money in")), self._caption, spacing=2)), 1)
        for page in self._pages.values():
            self._stack.addWidget(page)
            self._panels.addWidget(page.panel)
            top.addWidget(page.main)
        left = column(top, self.tabs, spacing=12, margins=(26, 20, 26, 20))
        left.addWidget(self._stack, 1)
        layout = row(plain(left), self._panels, spacing=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._name_tabs()

    def _wire(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        for number, key in enumerate(self._offered, start=1):
            on_key(self, f"Alt+{number}", self._names[key], partial(self.show_tab, key))
        for key, page in self._pages.items():
            page.said.connect(partial(self._hear, key))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panels.setFixedWidth(NARROW_PANEL if self.width() < _WIDE else PANEL_WIDTH)

    def refresh(self) -> None:
        for key in self._offered:
            self._pages[key].presenter.load()

    def show_tab(self, tab: object) -> None:
        """One of the three lists."""
        key = str(tab)
        self.tabs.choose(key)
        page = self._pages[key]
        self._stack.setCurrentWidget(page)
        self._panels.setCurrentWidget(page.panel)
        for each in self._pages.values():
            each.main.setVisible(each is page)
        self._caption.setText(self._said[key][0])
        self.setFocusProxy(page)
        page.setFocus()

    def _hear(self, key: str, words: str, count: int) -> None:
        self._said[key] = (words, count)
        self._name_tabs()
        if self.tabs.choice() == key:
            self._caption.setText(words)

    def _name_tabs(self) -> None:
        named = [(key, self._names[key], self._said[key][1]) for key in self._offered]
        self.tabs.set_choices([(key, f"{name} · {count}" if count else name) for key, name, count in named])
