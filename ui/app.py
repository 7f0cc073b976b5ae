"""The program on the screen: opens the store, asks who is there, and keeps the windows and threads together."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from sentra_pos.change_look import look_of
from sentra_pos.change_scanner import scanner_of
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _, language, use_language
from sentra_pos.db.setting_keys import DEVICE_KEY, LANGUAGE, SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import AT_A_STAND, PERMISSIONS
from sentra_pos.people.queries import StaffMember, staff_list, staff_of
from sentra_pos.shop import Shop, open_shop
from ui.context import Context
from ui.desk import heard_as, put_on
from ui.display.side import CustomerSide
from ui.display.state import IDLE
from ui.kit.apply_theme import apply_theme
from ui.kit.immediate import ActBroke, Outcome
from ui.kit.messages import error, say
from ui.kit.qt_texts import install_qt_texts
from ui.kit.runner import Runner
from ui.kit.scan import ScanChannel
from ui.kit.unheard_scan import tell_unheard
from ui.main_window import MainWindow, RailEntry
from ui.rail import rail_entries
from ui.stand.here import StandHere, stand_here
from ui.start.log_in import LogInWindow
from ui.tidy import Tidier

if TYPE_CHECKING:
    from sentra_pos.artisan_counter.facts import ArtisanSession
    from sentra_pos.exhibitions.open_pack import PackOpened
    from sentra_pos.found_shop import ShopFounded
    from ui.artisan.entrance import Entrance
    from ui.start.lock import Lock

log = logging.getLogger("sentra_pos")

#: How long nobody has written before the store is tidied.
_IDLE_MS = 2_000
#: How long work beside the window may keep the interpreter when the window wants it, in seconds. Python's own five
#: milliseconds, many times a scan, are what a person feels.
_TURN_S = 0.0005
#: What can wait until the till is there to scan at is looked at this often, and done when nobody waits for an answer.
_TILL_FIRST_MS = 400
#: Modules that a payment or a misspelt word needs, and the first scan does not.
_AFTER_THE_FIRST_SCAN = (
    "sentra_pos.catalogue.search",
    "sentra_pos.sales.complete_sale",
    "sentra_pos.sales.preview",
    "sentra_pos.sales.discount_terms",
    "rapidfuzz.distance",
    "rapidfuzz.process",
)


def make_application(arguments: Sequence[str] = (), *, dressed: bool = True) -> QApplication:
    """The one QApplication; made once a process. Without a dress where a shop will say which one (``App.begin``)."""
    standing = QApplication.instance()
    app = standing if isinstance(standing, QApplication) else QApplication(list(arguments) or ["sentra-pos"])
    sys.setswitchinterval(_TURN_S)
    app.setApplicationName("sentra-pos")
    app.setApplicationDisplayName("Sentra POS")
    if dressed:
        apply_theme(app)
    install_qt_texts(app)
    return app


def _at_the_door(session: Any) -> tuple[Sequence[StaffMember], str, StandHere | None]:
    """Who may log in, the shop's name above them, and the stand that this store is of."""
    staff = tuple(member for member in staff_list(session) if member.has_pin)
    return staff, str(get_setting(session, SHOP_NAME)), stand_here(session)


def _trouble_window(sentence: str) -> QMainWindow:
    from ui.start.trouble import TroubleWindow  # a start that goes well does not need it

    return TroubleWindow(sentence)


def _load_what_follows() -> None:
    for name in _AFTER_THE_FIRST_SCAN:
        import_module(name)


class App(QObject):
    """One open shop and the window in front of it.

    Threads: the runner's three and one a printer; ``close`` ends them all.
    """

    _printing_changed = Signal()

    def __init__(self, application: QApplication, shop: Shop) -> None:
        super().__init__(application)
        self.shop = shop
        self.runner = Runner(shop, self)
        self.scans = ScanChannel(application)
        self.scans.unheard.connect(tell_unheard)
        self.window: QMainWindow | None = None
        self.customers = CustomerSide(application, shop, self.runner, lambda: self.window)
        self.lock: Lock | None = None
        self.entrance: Entrance | None = None
        self.tidier = Tidier(self.runner, self)
        self._application = application
        self._who: LoggedIn | None = None
        self._stand: StandHere | None = None
        self.runner.shop_changed.connect(self._shop_changed)
        self.runner.unheard.connect(self._tell)
        self._printing_changed.connect(self._printers_spoke)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(lambda: self.runner.apart(self.shop.rest))

    def begin(self) -> None:
        """Show the first window there is reason for; what it needs is read here, while there is no window to wait."""
        with self.shop.reading() as session:
            put_on(look_of(session))
            self.scans.settings = heard_as(scanner_of(session))
            door = _at_the_door(session) if self.shop.founded else None
            # A laptop that has asked to be admitted waits for the shop's file, however often it is started meanwhile.
            asked = door is None and get_setting(session, DEVICE_KEY) is not None
        if door is not None:
            self._ask_who(door)
        elif asked:
            self._be_a_stand()
        else:
            self._be_a_shop()

    def _be_a_shop(self) -> None:
        from ui.start.first_start import FirstStart  # once in the life of a shop

        self._show(FirstStart(self.shop, self.runner, self._founded, self._be_a_stand))

    def _be_a_stand(self) -> None:
        from ui.stand.door import StandDoor  # once in the life of a stand

        self._show(StandDoor(self.shop, self.runner, self._opened, self._be_a_shop))

    def _opened(self, _opened: PackOpened) -> None:
        with self.shop.reading() as session:
            use_language(get_setting(session, LANGUAGE, language()))
        self._leave()

    def check_pages(self) -> None:
        """Read the whole store beside the first customers; a damaged one is not sold from."""

        def read_all() -> None:
            # Loaded now, and not when it is waited for; first, because the pages of a large store take a second.
            self.runner.apart(_load_what_follows)
            self.runner.apart(self.shop.check_pages, failed=lambda trouble: self._show(_trouble_window(str(trouble))))

        self._after_the_till(read_all)

    def _after_the_till(self, then: Callable[[], object]) -> None:
        """By the clock alone a slow computer would do it while its till is still being made, and be slower for it."""

        def look() -> None:
            if self.runner.is_awaited:
                self._after_the_till(then)
            else:
                then()

        QTimer.singleShot(_TILL_FIRST_MS, self, look)

    def _founded(self, founded: ShopFounded) -> None:
        self.runner.read(lambda session: staff_of(session, founded.owner), self._owner_enters, origin=self)

    def _owner_enters(self, owner: StaffMember | None) -> None:
        assert owner is not None
        self.enter(LoggedIn(staff=owner.id, name=owner.name, role=owner.role, permissions=PERMISSIONS[owner.role]))

    def _leave(self) -> None:
        self.runner.read(_at_the_door, self._ask_who, origin=self)

    def _ask_who(self, door: tuple[Sequence[StaffMember], str, StandHere | None]) -> None:
        staff, name, self._stand = door
        # Artisans look at their book in the shop: a stand has only a part of it.
        counter = self.open_counter if self._stand is None else None
        further = self._next_file() if self._stand is not None and self._stand.has_ended else None
        window = LogInWindow(self.shop, self.runner, staff, self.enter, name=name, artisans=counter, further=further)
        self._hear_cards(window)
        self._show(window)

    def _next_file(self) -> QWidget:
        from ui.stand.next_file import NextFile  # between two exhibitions

        return NextFile(self.shop, self.runner, self._opened)

    def _hear_cards(self, front: QWidget) -> None:
        """Where nobody is at work, an artisan's card opens the counter."""

        if self._stand is not None:
            return

        def heard(code: str) -> None:
            from sentra_pos.artisan_counter.cards import is_card

            if is_card(code):
                self.open_counter(front, code=code)

        self.scans.listen(front, heard)

    def open_counter(self, front: QWidget, *, artisan: ArtisanSession | None = None, code: str = "") -> None:
        """The artisans' counter over the lock or the log-in, to which it goes back."""
        if self.entrance is None:
            from ui.artisan.entrance import Entrance  # nobody needs it to begin a day

            self.entrance = Entrance(self.shop, self.runner, self.scans, self)
            # In the morning an artisan may be the first, before anybody is at work: what is printed must come out.
            self._start_printing()
        self.entrance.open(front, artisan=artisan, code=code)

    def _lock_and_open_counter(self, artisan: ArtisanSession | None) -> None:
        if self.lock is None:
            self._make_lock()
        self.lock_now()
        if self.lock is not None and self.lock.sheet is not None:
            self.open_counter(self.lock.sheet, artisan=artisan)

    def enter(self, who: LoggedIn, front: str = "") -> None:
        """Somebody is at work: open the shop's own window, with the screen ``front`` if they may see it."""
        # The till first: until the first receipt a customer has to be found, and the printer's thread can be started.
        self._after_the_till(self._settle_in)
        here = who if self._stand is None else replace(who, permissions=who.permissions & AT_A_STAND)
        context = Context(
            shop=self.shop,
            runner=self.runner,
            scans=self.scans,
            device=self.shop.device,
            who=here,
            display=self.customers.show,
            counter=self._lock_and_open_counter,
            stand=self._stand,
        )
        entries = rail_entries(context, leave=self._leave, restart=self._again)
        self._who = who
        self._open_main(entries, front)

    def _settle_in(self) -> None:
        self.tidier.begin()
        if self.lock is None:
            self._make_lock()
        self._guard()
        self.customers.read_setting()
        self._start_printing()

    def _start_printing(self) -> None:
        # Ending a thread that a printer holds up takes seconds; nobody has to wait for that to sell.
        self.runner.apart(
            lambda: self.shop.start_printing(self._printing_changed.emit),
            done=lambda _none: self._printers_spoke(),
            origin=self,
        )

    def _make_lock(self) -> None:
        from ui.start.lock import Lock  # not before the till is there to scan at

        counter = self.open_counter if self._stand is None else None
        self.lock = Lock(self._application, self.shop, self.runner, self._take_over, counter)
        self.lock.covered.connect(self._hear_cards)
        self._guard()

    def _open_main(self, entries: Sequence[RailEntry], front: str) -> None:
        window = MainWindow(entries, who=self._who.name if self._who else "", lock=self.lock_now)
        self._show(window)
        window.open(front if any(entry.key == front for entry in entries) else entries[0].key)
        self._guard()

    def _guard(self) -> None:
        """Let the till lock itself; nobody waits for that at the start."""
        if self.lock is not None and self._who is not None and isinstance(self.window, MainWindow):
            self.lock.guard(self.window, self._who)

    def lock_now(self) -> None:
        """Cover the till until somebody's PIN: to go away from it, or to let another take it over."""
        if self.lock is not None:
            self.lock.lock()

    def _take_over(self, who: LoggedIn) -> None:
        self.enter(who, self.window.front_key() if isinstance(self.window, MainWindow) else "")

    def _again(self, context: Context) -> None:
        """Build the window anew, in a language or with rights that have changed."""
        self.enter(context.who)

    def _show(self, window: QMainWindow) -> None:
        before, self.window = self.window, window
        if self.shop.practice:
            from ui.practice.band import dress_for_practice

            dress_for_practice(window)
        elif self._stand is not None:
            from ui.stand.band import dress_as_stand

            dress_as_stand(window, self._stand)
        if not isinstance(window, MainWindow):
            self.customers.show(IDLE)
            if self.lock is not None:
                self.lock.rest()
        if before is not None:
            window.setGeometry(before.geometry())
        else:
            window.resize(1366, 768)
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()

    def _shop_changed(self, changes: Changes, origin: object) -> None:
        if isinstance(self.window, MainWindow):
            self.window.shop_changed(changes, origin)
        if changes.settings:
            self.customers.read_setting()
            if self.lock is not None:
                self.lock.read_setting()
        self._idle.start()

    def _printers_spoke(self) -> None:
        self._shop_changed(Changes(printing=True), None)

    def _tell(self, trouble: SentraError) -> None:
        if self.window is not None:
            error(self.window, trouble)

    def tell_of_fault(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """The program's own mistake: into the log, and onto the screen with what became of the work."""
        log.error("fault", exc_info=(kind, fault, trace))
        if self.window is None:
            return
        outcome = fault.outcome if isinstance(fault, ActBroke) else Outcome.NOT_SAVED
        sentences = {
            Outcome.SAVED: _("The program made a mistake, but what you did was saved. Please go on."),
            Outcome.NOT_SAVED: _("The program made a mistake and nothing was saved. Please try again."),
            Outcome.UNKNOWN: _("The program made a mistake. Please check whether it was saved before doing it again."),
        }
        say(self.window, sentences[outcome], _("Mistake of the program"))

    def close(self) -> None:
        """End the threads and give the store back."""
        self._idle.stop()
        self.tidier.close()
        if self.entrance is not None:
            self.entrance.close()
        if self.lock is not None:
            self.lock.close()
        self.customers.close()
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
        self.runner.close()
        self.scans.close()
        self.shop.close()


def run(path: Path, clock: Clock | None = None, *, prepared: Callable[[App], object] | None = None) -> int:
    """Open the store at the path and stay until the window is closed; the exit code."""
    application = make_application(sys.argv, dressed=False)
    try:
        shop = open_shop(path, clock, pages_later=True)
    except SentraError as trouble:
        log.warning("store not opened: %s", trouble)
        apply_theme(application)
        window = _trouble_window(str(trouble))
        window.resize(1366, 768)
        window.show()
        application.exec()
        return 1
    app = App(application, shop)
    sys.excepthook = app.tell_of_fault
    app.begin()
    app.check_pages()
    if prepared is not None:
        prepared(app)
    try:
        return application.exec()
    finally:
        app.close()
