"""The sell screen: search and cards on the left, the cart on the right. It says what was asked and decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.changes import Changes
from sentra_pos.core.ids import ItemId
from sentra_pos.core.speech import _
from sentra_pos.tills.queries import TillStanding
from ui.context import Context
from ui.kit.buttons import Button, primary, secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.keys import on_key
from ui.kit.labels import body, title
from ui.kit.layout import column, plain, row, spacer
from ui.kit.messages import Banner
from ui.kit.screen import Screen
from ui.sell.browse import Browser
from ui.sell.cards import CardGrid
from ui.sell.cart_panel import CartPanel
from ui.sell.cart_sheets import CartSheets, load_acts, load_sheets
from ui.sell.for_customer import cart_shown
from ui.sell.header import SellSearch, TillLight
from ui.sell.presenter import Mood, SellPresenter
from ui.sell.rows import Cart, light_words

# Each sheet is imported when it is first opened, or after a while: the till is there to scan at sooner.
if TYPE_CHECKING:
    from sentra_pos.sales.queries import Receipt

_ALL = ""
_TOLD_MS = 8000
_LIGHT_MS = 2000
#: How long after one sheet the next one is loaded.
_SHEETS_MS = 250
#: Below this width, in pixels, closing the till is a lock without words.
_NARROW = 1100
_GRID, _NOTHING, _CLOSED = range(3)


class SellScreen(Screen):
    """The view of SellPresenter and Browser."""

    watches = Changes(stock=True, catalogue=True, parties=True)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._begun = False
        clock = context.shop.clock
        self.presenter = SellPresenter(context.runner, context.by, clock, self)
        self._browser = Browser(context.runner, self, self.presenter.pick)
        self.sheets = CartSheets(self, context, self.presenter)
        self.search, self.light = SellSearch(), TillLight(clock, context.who.name)
        self.chips = Chips(name=_("Kinds of goods"))
        self.grid = CardGrid(lambda: self._browser.has_more, self._browser.more)
        self.panel = CartPanel()
        self._banner = Banner("", closable=True)
        self._hush = QTimer(self)
        self._hush.setSingleShot(True)
        self._hush.setInterval(_TOLD_MS)
        self._look = QTimer(self)
        self._look.setInterval(_LIGHT_MS)
        self._load = QTimer(self)
        self._load.setInterval(_SHEETS_MS)
        self._to_load = load_sheets()
        self._loads = False
        self._close = secondary(_("Close till"), "F10", icon="lock-key", on=self._close_till)
        self._nothing = body("")
        self._open: Button = primary(_("Open till"), "F12", on=self._open_till)
        self._build()
        self._connect()
        self._banner.hide()

    def _build(self) -> None:
        self._middle = QStackedWidget()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._nothing.setProperty("tone", "muted")
        self._middle.addWidget(self.grid)
        self._middle.addWidget(plain(column(spacer(), self._nothing, spacer(2))))
        self._middle.addWidget(self._closed_page())
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setToolTip(f"{_('Close till')}  F10")
        filters = row(spacing=12, margins=(0, 0, 22, 0))
        filters.addWidget(self.chips, 1)
        top = row(spacing=16, margins=(0, 0, 22, 0))
        top.addWidget(self.search, 1)
        top.addWidget(self.light)
        top.addWidget(self._close)
        left = QVBoxLayout()
        left.setContentsMargins(22, 18, 0, 14)
        left.setSpacing(12)
        left.addLayout(top)
        left.addLayout(filters)
        left.addWidget(self._middle, 1)
        left.addLayout(row(self._banner, margins=(0, 0, 22, 0)))
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self.setLayout(whole)
        self.setFocusProxy(self.search)
        QWidget.setTabOrder(self.search, self.grid)
        QWidget.setTabOrder(self.grid, self.panel.lines)

    def _closed_page(self) -> QWidget:
        head = title(_("The till is closed"))
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words = body(_("Count the money in the drawer and open the till. Then you can scan and sell."))
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setProperty("tone", "muted")
        made = column(spacer(), head, words, 8, row(spacer(), self._open, spacer()), spacer(2), spacing=8)
        return plain(made)

    def _connect(self) -> None:
        self.search.searched.connect(self._browser.search)
        self.search.entered.connect(lambda text: self._browser.take_typed(text, self.search.clear))
        self.search.went_down.connect(self.grid.go_to_first)
        self.chips.chosen.connect(lambda key: self._browser.choose(str(key) or None))
        self.grid.picked.connect(self.presenter.pick)
        self.grid.wants_photo.connect(self._browser.ask_photo)
        for keys in (self.search, self.panel.lines):
            keys.stepped.connect(self.presenter.step)
            keys.removed.connect(self.presenter.remove)
        self.panel.lines.selected.connect(self.presenter.select)
        self.panel.lines.counted.connect(self.presenter.set_quantity)
        sheets = self.sheets
        self.panel.pay.connect(sheets.pay)
        self.panel.discount.connect(sheets.pricing.begin)
        self.panel.clear.connect(sheets.ask_clear)
        self.panel.buyer.connect(sheets.choose_buyer)
        self.panel.hold.connect(sheets.hold)
        self.panel.held.connect(sheets.show_held_carts)
        sheets.held_changed.connect(self.panel.show_held)
        sheets.over.connect(self.search.setFocus)
        on_key(self, "F2", _("Search"), self._go_to_search)
        on_key(self, "F3", _("Go to the lines of the cart"), self.panel.focus_lines)
        on_key(self, "F9", _("Cash without a sale"), self._move_cash)
        self._hush.timeout.connect(self._banner.hide)
        self._look.timeout.connect(self._show_light)
        self._load.timeout.connect(self._load_next)
        self._context.scans.listen(self, self.presenter.scan)
        self._context.scans.garbled.connect(self._garbled)

    # ------------------------------------------------------------------------------------------------ being a screen

    def refresh(self) -> None:
        if self._begun:
            self.grid.forget_photos()
            self._browser.reload()
            return
        self._begun = True
        self.presenter.begin(self._ready)

    def _ready(self) -> None:
        if self.presenter.shelf is not None:
            self._browser.begin(self.presenter.shelf, at_stand=self.presenter.at_stand)
        self.sheets.holding.look()

    def _load_acts(self) -> None:
        """What paying needs, once the first cards are there: loaded beside them, it would make them come later."""
        self._context.runner.apart(load_acts, lambda _none: self._load.start(), origin=self)

    def _load_next(self) -> None:
        if next(self._to_load, None) is None:
            self._load.stop()

    def shop_changed(self, changes: Changes, focused: bool) -> None:
        if changes.printing:
            self._show_light()
        if self._begun:
            self.presenter.shop_changed(changes)
            if changes.sales:
                self.sheets.holding.look()
        super().shop_changed(changes, focused)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_light()
        self._look.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            # The search field and the kinds of goods need the room; tooltip and key sheet still say what the lock is.
            self.search.be_narrow(is_narrow)
            if is_narrow:
                self._close.setText("")
            else:
                self._close.set_label(_("Close till"))

    _is_narrow = False

    def _show_light(self) -> None:
        if not self.isVisible():
            self._look.stop()
            return
        self.light.show_light(light_words(self._context.shop.printers_health()))

    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _garbled(self) -> None:
        if self.isVisible() and QApplication.activeModalWidget() is None:
            self.presenter.garbled()

    # ----------------------------------------------------------------------------------------------------- the sheets

    def _open_till(self) -> None:
        from ui.till.open_sheet import OpenTillSheet

        till = self.presenter.till
        if till is not None:
            self._show_sheet(OpenTillSheet(self, self._context, till))

    def _close_till(self) -> None:
        from ui.till.close_sheet import CloseTillSheet

        till = self.presenter.till
        if till is not None and till.shift is not None:
            self._show_sheet(CloseTillSheet(self, self._context, till))

    def _move_cash(self) -> None:
        from ui.till.cash_sheet import CashSheet

        till = self.presenter.till
        if till is not None:
            self._show_sheet(CashSheet(self, self._context, till))

    def _show_sheet(self, sheet: Sheet) -> None:
        def over(_answer: object) -> None:
            self.presenter.look_at_till()
            self.search.setFocus()

        sheet.returned.connect(over)
        sheet.open()

    # --------------------------------------------------------------------------------------------------- the SellView

    def show_cart(self, cart: Cart) -> None:
        self.panel.show_cart(cart)
        self._context.display(cart_shown(cart))

    def show_saved(self, is_saved: bool) -> None:
        self.light.show_saved(is_saved)

    def show_till(self, till: TillStanding) -> None:
        is_open = till.shift is not None
        self.light.show_till(till)
        self._browser.move(self.presenter.shelf, at_stand=self.presenter.at_stand)
        self.panel.allow(is_open)
        self._close.setVisible(is_open)
        self._show_middle()

    def tell(self, sentence: str, mood: Mood) -> None:
        self._banner.tell(sentence, mood)
        self._hush.start()
        if mood in ("warn", "bad"):
            QApplication.beep()

    def choose_size(self, card: ItemCard) -> None:
        self.sheets.choose_size(card)

    def show_receipt(self, receipt: Receipt, png: bytes) -> None:
        self.sheets.show_receipt(receipt, png)

    # ------------------------------------------------------------------------------------------------- the BrowseView

    def show_categories(self, names: Sequence[str]) -> None:
        self.chips.set_choices(((_ALL, _("All")), *((name, name) for name in names)))
        self.chips.setVisible(bool(names))

    def show_cards(self, cards: Sequence[ItemCard], nothing: str) -> None:
        bar = self.grid.verticalScrollBar()
        before = bar.value()
        self.grid.show_cards(cards)
        if not self._loads:
            self._loads = True
            QTimer.singleShot(_SHEETS_MS, self, self._load_acts)
        bar.setValue(before)
        self._nothing.setText("" if cards else nothing)
        self._show_middle()

    def add_cards(self, cards: Sequence[ItemCard]) -> None:
        self.grid.records.add_cards(cards)

    def show_photo(self, item: ItemId, jpeg: bytes | None) -> None:
        self.grid.show_photo(item, jpeg)

    def go_to_cards(self) -> None:
        self.grid.go_to_first()

    def _show_middle(self) -> None:
        if not self.presenter.is_open:
            self._middle.setCurrentIndex(_CLOSED)
        else:
            self._middle.setCurrentIndex(_GRID if self.grid.records.cards else _NOTHING)
