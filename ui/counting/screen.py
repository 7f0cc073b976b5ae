"""The screen of counting: the counts, and the cases of what is missing or damaged."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from sentra_pos.core.speech import _
from ui.context import Context
from ui.counting.cases_page import CasesPage
from ui.counting.counts import WATCHED
from ui.counting.counts_page import CountsPage
from ui.kit.chips import Chips
from ui.kit.keys import on_key
from ui.kit.labels import ElidedLabel, headline
from ui.kit.layout import column, plain, row
from ui.kit.screen import Screen

COUNTS, CASES = "counts", "cases"
PANEL_WIDTH, NARROW_PANEL = 348, 312
_WIDE = 1120


class CountingScreen(Screen):
    """Two pages, each with a panel beside it and one strong action."""

    watches = WATCHED

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.counts, self.cases = CountsPage(context), CasesPage(context)
        self._pages: dict[str, CountsPage | CasesPage] = {COUNTS: self.counts, CASES: self.cases}
        self._names = {COUNTS: _("Counts"), CASES: _("Missing and damaged")}
        self._said: dict[str, tuple[str, int]] = dict.fromkeys(self._pages, ("", 0))
        self._caption = ElidedLabel("", "caption", "medium", "muted")
        self.tabs = Chips(name=_("What to show"))
        self._stack, self._panels = QStackedWidget(), QStackedWidget()
        top = row(plain(column(headline(_("Stock count")), self._caption, spacing=2)), spacing=12)
        for page in self._pages.values():
            self._stack.addWidget(page)
            self._panels.addWidget(page.panel)
        left = column(top, self.tabs, spacing=12, margins=(26, 20, 26, 20))
        left.addWidget(self._stack, 1)
        layout = row(plain(left), self._panels, spacing=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._name_tabs()
        self.tabs.chosen.connect(self.show_tab)
        for number, key in enumerate(self._pages, start=1):
            on_key(self, f"Alt+{number}", self._names[key], partial(self.show_tab, key))
        for key, page in self._pages.items():
            page.said.connect(partial(self._hear, key))
        self.show_tab(COUNTS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panels.setFixedWidth(NARROW_PANEL if self.width() < _WIDE else PANEL_WIDTH)

    def refresh(self) -> None:
        for page in self._pages.values():
            page.presenter.load()

    def show_tab(self, tab: object) -> None:
        """One of the two pages."""
        key = str(tab)
        self.tabs.choose(key)
        page = self._pages[key]
        self._stack.setCurrentWidget(page)
        self._panels.setCurrentWidget(page.panel)
        self._caption.setText(self._said[key][0])
        self.setFocusProxy(page)
        page.setFocus()

    def _hear(self, key: str, words: str, count: int) -> None:
        self._said[key] = (words, count)
        self._name_tabs()
        if self.tabs.choice() == key:
            self._caption.setText(words)

    def _name_tabs(self) -> None:
        named = [(key, name, self._said[key][1]) for key, name in self._names.items()]
        self.tabs.set_choices([(key, f"{name} · {count}" if count else name) for key, name, count in named])
