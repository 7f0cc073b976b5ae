"""The artisans' counter: a whole window of one artisan's own, over whatever was on the screen, which stays locked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QStackedWidget, QWidget

from sentra_pos.artisan_counter.cards import is_card
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.artisan_counter.goods_queries import MyMove, MySale
from sentra_pos.artisan_counter.money_queries import MyPayout, Overview
from sentra_pos.artisan_counter.objection_queries import ObjectionRow
from sentra_pos.artisan_counter.print_papers import PaperSpooled
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import _, ngettext
from sentra_pos.settlement.figures import Figure
from sentra_pos.settlement.locked import SettlementRow
from sentra_pos.shop import Shop
from ui.artisan.door import CounterDoor
from ui.artisan.large import heading, large, side_button, words
from ui.artisan.pages import GoodsPage, KeptPage, ObjectionsPage, OverviewPage, PaidPage, SoldPage
from ui.artisan.presenter import CounterPresenter, Goods, Kept, Page, Paid
from ui.artisan.sheets import NewPinSheet, ReadObjectionSheet, SettlementSheet, WhySheet
from ui.artisan.time_out import TimeOut
from ui.kit.buttons import Button
from ui.kit.cover import Cover
from ui.kit.dialog import Sheet
from ui.kit.immediate import Runs
from ui.kit.layout import column, page, plain, row, spacer
from ui.kit.messages import error, toast
from ui.kit.scan import ScanChannel
from ui.kit.theme import set_kind
from ui.kit.touches import Touches

_NAV_WIDTH = 236


class Counter(Cover):
    """Opened for ``artisan`` by the staff, or at its door with a ``code`` that was scanned already.

    It is over at "Done", and by itself when nobody touches it for a minute; then what lies below is as it was: the
    lock, or the log-in.
    """

    left = Signal()

    def __init__(
        self,
        window: QWidget,
        front: QWidget,
        shop: Shop,
        runner: Runs,
        scans: ScanChannel,
        *,
        artisan: ArtisanSession | None = None,
        code: str = "",
    ) -> None:
        super().__init__(window, front)
        self._shop, self._runner = shop, runner
        self.presenter: CounterPresenter | None = None
        self.time_out = TimeOut(shop.clock, self)
        self.door = CounterDoor(shop, runner, self.enter)
        self._title, self._who = heading(_("Artisans' counter")), words("", "muted")
        self.countdown = words("", "warn")
        self.done_button = side_button(_("Done"), "Esc", self.leave, icon="sign-out")
        self._build()
        self.time_out.warned.connect(self._warn)
        self.time_out.ran_out.connect(self.leave)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._touches = Touches(application, self)
        self._touches.touched.connect(self.time_out.touched)
        self.time_out.touched()
        scans.listen(self, self._scanned)
        if artisan is not None:
            self.enter(artisan)
        elif code:
            self.door.take_card(code)
        else:
            # Left to itself a dialog gives the keys to its first button: Enter after the code would end the visit.
            self.door.setFocus()

    # ------------------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        zone = self._shop.clock.zone
        self.pages = {
            Page.OVERVIEW: OverviewPage(self.why_owed),
            Page.GOODS: GoodsPage(self.why_gone),
            Page.SOLD: SoldPage(self.why_sale),
            Page.SETTLEMENTS: PaidPage(self.open_settlement, self.why_paid, zone),
            Page.DEBTS: KeptPage(lambda reason: self._why_line(reason.document, reason.line)),
            Page.OBJECTIONS: ObjectionsPage(lambda each: ReadObjectionSheet(self, each, zone).open(), zone),
        }
        self._stack = QStackedWidget()
        for each in self.pages.values():
            self._stack.addWidget(each)
        self.rooms = QStackedWidget()
        self.rooms.addWidget(self.door)
        inside = row(self._nav(), spacing=24, margins=(20, 0, 24, 20))
        inside.addWidget(self._stack, 1)
        self.rooms.addWidget(plain(inside))
        top = row(
            plain(column(self._title, self._who, spacing=0)), spacer(), self.countdown, self.done_button, spacing=16
        )
        top.setContentsMargins(24, 16, 24, 12)
        whole = column(plain(top), spacing=0)
        whole.addWidget(self.rooms, 1)
        self.setLayout(column(page(whole), spacing=0))
        self._who.hide()
        self.countdown.hide()
        for each in (self._who, self.countdown):
            each.setWordWrap(False)
        self.setFocusProxy(self.door)

    def _nav(self) -> QWidget:
        offered = (
            (Page.OVERVIEW, _("Overview"), "F2"),
            (Page.GOODS, _("My pieces"), "F3"),
            (Page.SOLD, _("Sold"), "F4"),
            (Page.SETTLEMENTS, _("Statements"), "F5"),
            (Page.DEBTS, _("Kasbon, savings"), "F6"),
            (Page.OBJECTIONS, _("Objections"), "F7"),
        )
        self._group = QButtonGroup(self)
        self.nav: dict[Page, Button] = {}
        line = column(spacing=10)
        for each, name, key in offered:
            button = large(Button(name, "secondary", key, partial(self.open_page, each)))
            set_kind(button, place=True)
            button.setCheckable(True)
            self._group.addButton(button)
            self.nav[each] = button
            line.addWidget(button)
        line.addStretch(1)
        self.print_button = side_button(_("Print"), "F9", self.print_it, icon="printer")
        self.pin_button = side_button(_("Change PIN"), "F8", self.change_pin)
        for button in (self.print_button, self.pin_button):
            line.addWidget(button)
        made = plain(line)
        made.setFixedWidth(_NAV_WIDTH)
        return made

    # -------------------------------------------------------------------------------------------------- coming, going

    def enter(self, artisan: ArtisanSession) -> None:
        """The counter of this artisan from now on."""
        self.presenter = CounterPresenter(self._runner, self._shop.clock, artisan, self)
        self._title.setText(artisan.name)
        opened = _("{code} · opened by the shop") if artisan.opened_by is not None else "{code}"
        self._who.setText(opened.format(code=artisan.code))
        self._who.show()
        self.rooms.setCurrentIndex(1)
        self.open_page(Page.OVERVIEW)

    def leave(self) -> None:
        """Nothing of the artisan's stays on the glass, nor in the memory of the screen."""
        if self.isHidden():
            return
        self.time_out.end()
        self._touches.close()
        self.presenter = None
        for sheet in QApplication.topLevelWidgets():
            if isinstance(sheet, Sheet) and sheet.base() is self:
                sheet.hide()
                sheet.deleteLater()
        self.lift()
        self.left.emit()

    def reject(self) -> None:
        self.leave()

    def _warn(self, seconds: int) -> None:
        words_ = ngettext("Closes in {count} second", "Closes in {count} seconds", seconds)
        self.countdown.setText(words_.format(count=seconds))
        self.countdown.setVisible(seconds > 0)

    def _scanned(self, code: str) -> None:
        if self.presenter is None and is_card(code):
            self.door.take_card(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        event.accept()

    # ---------------------------------------------------------------------------------------------------------- pages

    def open_page(self, wanted: Page) -> None:
        """Bring a page to the front, and load it."""
        if self.presenter is None:
            return
        self.nav[wanted].setChecked(True)
        self._stack.setCurrentWidget(self.pages[wanted])
        self.presenter.open(wanted)

    def show_overview(self, seen: Overview) -> None:
        """The first page."""
        front = self.pages[Page.OVERVIEW]
        assert isinstance(front, OverviewPage)
        front.show_overview(seen)
        front.setFocus()

    def show_goods(self, goods: Goods) -> None:
        """Where the pieces are."""
        front = self.pages[Page.GOODS]
        assert isinstance(front, GoodsPage)
        front.show_goods(goods)

    def show_sales(self, rows: Sequence[MySale]) -> None:
        """What was sold."""
        front = self.pages[Page.SOLD]
        assert isinstance(front, SoldPage)
        front.show_sales(rows)

    def show_paid(self, paid: Paid) -> None:
        """Settlements and payouts."""
        front = self.pages[Page.SETTLEMENTS]
        assert isinstance(front, PaidPage)
        front.show_paid(paid)

    def show_kept(self, kept: Kept) -> None:
        """Kasbon and savings."""
        front = self.pages[Page.DEBTS]
        assert isinstance(front, KeptPage)
        front.show_kept(kept)

    def show_objections(self, rows: Sequence[ObjectionRow]) -> None:
        """Objections with their answers."""
        front = self.pages[Page.OBJECTIONS]
        assert isinstance(front, ObjectionsPage)
        front.show_objections(rows)

    # ---------------------------------------------------------------------------------------------------------- acts

    def why_owed(self) -> None:
        """What the amount owed is made of."""
        if self.presenter is not None:
            sheet = WhySheet(self, self.presenter)
            sheet.open()
            self.presenter.why_owed(Figure.TO_PAY, sheet.go_down)

    def why_sale(self, sale: MySale) -> None:
        """How a sale came to its share."""
        self._why_line(sale.document, sale.line)

    def why_gone(self, move: MyMove) -> None:
        """What happened to pieces that are missing or damaged; that too may be objected to."""
        if self.presenter is not None:
            sheet = WhySheet(self, self.presenter, (move.document, move.line))
            sheet.open()
            self.presenter.why_gone(move.document, move.line, sheet.go_down)

    def why_paid(self, payout: MyPayout) -> None:
        """On which settlement a payout was paid, how, and who took it; that too may be objected to."""
        if self.presenter is not None:
            sheet = WhySheet(self, self.presenter, (payout.document, payout.line))
            sheet.open()
            self.presenter.why_paid(payout.document, payout.line, sheet.go_down)

    def _why_line(self, document: DocumentId, line: int) -> None:
        if self.presenter is not None:
            sheet = WhySheet(self, self.presenter, (document, line))
            sheet.open()
            self.presenter.why_line(document, line, sheet.go_down)

    def open_settlement(self, chosen: SettlementRow) -> None:
        """A settlement with its lines."""
        presenter = self.presenter
        if presenter is not None:
            presenter.statement(chosen.id, lambda statement: SettlementSheet(self, presenter, statement).open())

    def print_it(self) -> None:
        """The overview with the newest sales, to take home."""
        if self.presenter is not None:
            self.presenter.print_overview(self._printed)

    def _printed(self, _paper: PaperSpooled) -> None:
        toast(self, _("It is being printed."))

    def change_pin(self) -> None:
        """A PIN that only the artisan knows."""
        if self.presenter is not None:
            NewPinSheet(self, self._shop, self._runner, self.presenter.who).open()

    def tell(self, trouble: SentraError) -> None:
        """Say what went wrong."""
        error(self, trouble)
