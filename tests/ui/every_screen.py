"""Every screen and sheet of the program, one after the other, with goods, sales and settlements in them.

For what must hold everywhere: no word cut off, large targets, names for screen readers, keys that do not clash.
`python -m tests.ui.every_screen FOLDER [light|dark] [WIDTHxHEIGHT] [--fingers]` keeps pictures of them all and says
which words are cut off; under QT_SCALE_FACTOR it does so for a screen that is scaled.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from sentra_pos.change_look import Look, Theme
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.resources import resource_path
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate
from sentra_pos.db.setting_keys import DEVICE_LOOK
from sentra_pos.db.settings import put_setting
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.shop import Shop
from tests.gallery import Gallery, a_gallery
from ui.app import App, make_application
from ui.desk import put_on
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet, picture_of
from ui.kit.key_sheet import KeySheet
from ui.kit.messages import ask, error, toast
from ui.kit.progress import ProgressSheet
from ui.kit.type_scan import type_scan
from ui.start.trouble import TroubleWindow
from ui.tour.hands import Hands

#: A Sunday morning in the shop.
MORNING = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
USUAL, SMALL = (1366, 768), (1024, 768)
#: What is left of 1920×1080 at 150 %: the program's own pixels are larger then.
SCALED = (1280, 720)
F = {number: Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)}
Scene = Callable[["Visit"], Iterator[str]]


class Visit:
    """A shop with goods in it, somebody who knows it, and hands that open one thing after the other."""

    def __init__(self, folder: Path, look: Look) -> None:
        file = folder / "toko.sqlite3"
        migrate(file)
        self.clock = FixedClock(MORNING)
        self.store = Store(file)
        with self.store.writing() as session:
            put_setting(session, DEVICE_LOOK, {"theme": look.theme.value, "number_pad": look.number_pad})
        self.app = App(make_application(), Shop(self.store, self.clock))
        put_on(look)
        self.hands = Hands(self.app, folder)
        self._gallery: Gallery | None = None

    def found(self) -> None:
        """First start, and goods."""
        self._gallery = a_gallery(self.store, self.clock, opened=False)

    @property
    def gallery(self) -> Gallery:
        """What the shop holds."""
        assert self._gallery is not None
        return self._gallery

    @property
    def window(self) -> QMainWindow:
        """The window at the bottom."""
        return self.hands.window

    def enter(self) -> None:
        """The owner logs in."""
        owner = self.gallery.founded.owner
        who = LoggedIn(staff=owner, name="Ibu Ratna", role=Role.OWNER, permissions=PERMISSIONS[Role.OWNER])
        self.app.enter(who)
        self.hands.settle()

    def top(self) -> QWidget:
        """What the keys go to: the sheet on top, or the window."""
        return QApplication.activeModalWidget() or self.window

    def front(self, key: str) -> QWidget:
        """Bring a screen to the front."""
        self.hands.click(self.window.button(key))  # type: ignore[attr-defined]  # the main window's
        self.hands.settle()
        return self.window.front()  # type: ignore[attr-defined,no-any-return]

    def press(self, key: Qt.Key, kind: type[Sheet] | None = None) -> Sheet | None:
        """A key, and the sheet it opens."""
        before = QApplication.activeModalWidget()
        self.hands.press(key)
        self.hands.settle()
        if kind is None:
            return None
        found = self.hands.sheet(kind)
        assert found is not before
        return found

    def scan(self, code: str) -> None:
        """At whatever is on top."""
        self.hands.scan(code)

    def type(self, text: str) -> None:
        """Into what has the focus."""
        for sign in text:
            field = QApplication.focusWidget() or self.top()
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                key = Qt.Key(ord(sign.upper()))
                QApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))
        self.hands.settle()

    def away(self) -> None:
        """Leave every sheet that is open."""
        while (top := QApplication.activeModalWidget()) is not None:
            assert isinstance(top, Sheet)
            QWidget.close(top)
            self.hands.settle()

    def picture(self) -> QPixmap:
        """What a person sees now."""
        top = self.top()
        return picture_of(self.window) if top is self.window or isinstance(top, Sheet) else top.grab()

    def close(self) -> None:
        """End the threads."""
        Hands.leave()
        self.app.close()
        self.app.deleteLater()
        QApplication.sendPostedEvents(None, 0)
        QApplication.processEvents()


# ------------------------------------------------------------------------------------------------------- before work


def starting(visit: Visit) -> Iterator[str]:
    trouble = TroubleWindow("Toko tidak bisa dibuka karena sedang dipakai oleh program lain.")
    visit.app._show(trouble)
    yield "trouble"
    visit.app.begin()
    visit.hands.settle()
    yield "first-start"
    visit.found()
    visit.app.begin()
    visit.hands.settle()
    yield "log-in"
    visit.enter()


# ------------------------------------------------------------------------------------------------------------ selling


def opening(visit: Visit) -> Iterator[str]:
    from ui.till.open_sheet import OpenTillSheet

    visit.front("sell")
    yield "sell-closed"
    sheet = visit.press(F[12], OpenTillSheet)
    assert sheet is not None
    visit.type("500000")
    yield "open-till"
    visit.hands.go_on(sheet)
    visit.away()


def selling(visit: Visit) -> Iterator[str]:
    from ui.sell.discount_sheet import DiscountSheet
    from ui.sell.screen import SellScreen
    from ui.sell.sizes_sheet import SizesSheet

    screen = visit.front("sell")
    assert isinstance(screen, SellScreen)
    yield "sell-empty"
    for item in (visit.gallery.mrico, visit.gallery.mrico, visit.gallery.surya, visit.gallery.lesson):
        visit.scan(item.code)
    visit.scan("8991234567891")
    yield "sell"
    visit.press(F[6], DiscountSheet)
    yield "discount"
    visit.away()
    card = next(card for card in screen.grid.records.cards if card.sizes)
    screen.presenter.pick(card)
    visit.hands.sheet(SizesSheet)
    yield "sizes"
    visit.away()


def paying(visit: Visit) -> Iterator[str]:
    from ui.sell.paper_sheet import SalePaperSheet
    from ui.sell.pay_sheet import PaySheet
    from ui.sell.receipt_picture import ReceiptSheet

    visit.press(F[12], PaySheet)
    visit.type("2500000")
    yield "pay"
    sheet = visit.hands.sheet(PaySheet)
    visit.hands.press(Qt.Key.Key_Return)
    visit.hands.wait_for("the sale to stand", lambda: sheet.payment.done)
    visit.hands.wait_for("the next customer's turn", lambda: sheet.primary_button and sheet.primary_button.isEnabled())
    yield "paid"
    done = sheet.payment.done
    assert done is not None
    visit.hands.go_on(sheet)
    visit.hands.no_sheet()
    from sentra_pos.catalogue.codes import CodeKind, make_code

    visit.scan(make_code(CodeKind.RECEIPT, 1, 1, 1))
    visit.hands.sheet(ReceiptSheet)
    yield "receipt"
    visit.press(F[5], SalePaperSheet)
    yield "sale-note"
    visit.away()


def closing(visit: Visit) -> Iterator[str]:
    from ui.till.close_sheet import CloseTillSheet

    visit.front("sell")
    sheet = visit.press(F[10], CloseTillSheet)
    assert sheet is not None
    yield "close-count"
    visit.type("495000")
    visit.hands.go_on(sheet)
    yield "close-compare"
    visit.away()


# ---------------------------------------------------------------------------------------------------- the other rooms


def stock(visit: Visit) -> Iterator[str]:
    from ui.stock.change_sheet import ChangeSheet

    visit.front("stock")
    yield "stock"
    visit.press(F[7], ChangeSheet)
    yield "change-item"
    visit.away()


def consignment(visit: Visit) -> Iterator[str]:
    from ui.consignment.agreement_sheet import AgreementSheet
    from ui.consignment.artisan_sheet import ChangeArtisanSheet, NewArtisanSheet
    from ui.consignment.balances_sheet import BalancesSheet
    from ui.consignment.import_sheet import ImportSheet
    from ui.consignment.note_sheet import NoteSheet

    visit.front("consignment")
    yield "consignment"
    for key, kind, name in (
        (F[3], NoteSheet, "consignment-note"),
        (F[4], NewArtisanSheet, "new-artisan"),
        (F[5], AgreementSheet, "agreement"),
        (F[7], ChangeArtisanSheet, "change-artisan"),
        (F[8], BalancesSheet, "balances"),
    ):
        visit.press(key, kind)
        yield name
        visit.away()
    sheet = visit.press(F[6], ImportSheet)
    assert isinstance(sheet, ImportSheet)
    yield "import-choose"
    sheet.open_file(resource_path("demo/daftar-barang.xlsx"))
    visit.hands.wait_for("the list to be read", lambda: sheet.pages.currentWidget() is sheet.review_page)
    yield "import-review"
    visit.away()


def settlement(visit: Visit) -> Iterator[str]:
    from ui.settlement.explain_sheet import ExplainSheet
    from ui.settlement.print_sheet import PrintSheet
    from ui.settlement.screen import SettlementScreen
    from ui.settlement.settle_sheet import SettleSheet

    screen = visit.front("settlement")
    assert isinstance(screen, SettlementScreen)
    yield "settlement"
    visit.press(F[6], ExplainSheet)
    yield "explain"
    visit.away()
    sheet = visit.press(F[12], SettleSheet)
    assert sheet is not None
    yield "settle"
    visit.hands.go_on(sheet)
    visit.hands.sheet(PrintSheet)
    yield "print-statement"
    visit.away()
    screen.show_tab("history")
    visit.hands.settle()
    yield "settlement-history"


def settings(visit: Visit) -> Iterator[str]:
    from PySide6.QtWidgets import QScrollArea

    from ui.settings.people_card import NewUserSheet, PinSheet
    from ui.settings.receipt_sheet import ReceiptLookSheet
    from ui.settings.scanner_sheet import ScannerSheet
    from ui.settings.screen import SettingsScreen

    screen = visit.front("settings")
    assert isinstance(screen, SettingsScreen)
    yield "settings"
    bar = screen.findChildren(QScrollArea)[0].verticalScrollBar()
    bar.setValue(bar.maximum())
    yield "settings-below"
    screen.people.table.pick_first()
    for button, kind, name in (
        (screen.people.new, NewUserSheet, "new-user"),
        (screen.people.change_pin, PinSheet, "new-pin"),
        (screen.papers.look, ReceiptLookSheet, "receipt-look"),
    ):
        button.click()
        visit.hands.sheet(kind)
        visit.hands.settle()
        yield name
        visit.away()
    screen.scanner.try_it.click()
    trial = visit.hands.sheet(ScannerSheet)
    type_scan(visit.window, "2000001234563", gap_ms=48)
    visit.hands.wait_for("the verdict", lambda: trial.verdict)
    yield "try-scanner"
    visit.away()


def people(visit: Visit) -> Iterator[str]:
    from sentra_pos.people.permissions import Permission
    from sentra_pos.people.queries import staff_list
    from ui.people.approve_sheet import ApproveSheet

    window = visit.front("activity")
    visit.hands.settle()
    yield "activity"
    with visit.app.shop.reading() as session:
        staff = staff_list(session)
    context, by = window.context, visit.gallery.cashier  # type: ignore[attr-defined]  # the activity screen's
    refusal = "Dewi (kasir) tidak boleh memberi potongan di atas batas."
    wanted = frozenset({Permission.LARGE_DISCOUNT})
    ApproveSheet(window, context, by, wanted, staff, refusal=refusal, saying="Potongan Rp 90.000").open()
    visit.hands.settle()
    yield "approval"
    visit.away()
    visit.hands.wait_for("the lock", lambda: visit.app.lock)
    visit.app.lock_now()
    visit.hands.settle()
    yield "locked"
    lock = visit.app.lock
    assert lock is not None
    lock._lift()


def messages(visit: Visit) -> Iterator[str]:
    window = visit.front("sell")
    toast(window, "Versi 2 dari kesepakatan sudah disimpan.")
    ask(window, "Barang ini menurut buku sudah habis. Tetap dijual?", lambda _yes: None)
    yield "question"
    visit.away()
    error(window, _Trouble())
    yield "trouble-told"
    visit.away()
    progress = ProgressSheet(window, "Mengunci pelunasan")
    progress.open()
    progress.show_progress(3, 8, "Sanggar Kencana")
    yield "progress"
    progress.finish(True)
    visit.hands.settle()
    KeySheet(window).open()
    yield "keys"
    visit.away()


class _Trouble(SentraError):
    message = "Printer tidak menjawab. Periksa kabel dan kertasnya, lalu coba lagi."


#: In an order in which each finds what it needs: a till to sell at, a sale to settle.
SCENES: tuple[Scene, ...] = (
    starting, opening, selling, paying, stock, consignment, settlement, settings, people, messages, closing,
)  # fmt: skip


def visit_all(
    folder: Path, size: tuple[int, int] = USUAL, *, theme: Theme = Theme.LIGHT, fingers: bool = False
) -> Iterator[tuple[str, Visit]]:
    """Every scene's name while it can be seen, the window being of that size."""
    visit = Visit(folder, Look(theme=theme, number_pad=fingers))
    try:
        for scene in SCENES:
            for name in scene(visit):
                visit.window.resize(*size)
                visit.hands.settle()
                yield name, visit
    finally:
        visit.close()
        put_on(Look())


def cut_words(visit: Visit) -> list[str]:
    """What cannot be read whole, in the window and in the sheet over it."""
    top = visit.top()
    return clipped_texts(visit.window) + (clipped_texts(top) if top is not visit.window else [])


def main(arguments: list[str]) -> int:
    """Keep pictures; 1 when words are cut off."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [part for part in arguments[1:] if "x" in part]
    width, height = (int(part) for part in sizes[0].split("x")) if sizes else USUAL
    theme = next((theme for theme in Theme if theme.value in arguments), Theme.LIGHT)
    cut = 0
    with tempfile.TemporaryDirectory() as place:
        walk = visit_all(Path(place), (width, height), theme=theme, fingers="--fingers" in arguments)
        for number, (name, visit) in enumerate(walk, start=1):
            visit.picture().save(str(folder / f"{number:02d}-{name}.png"))
            wrong = cut_words(visit)
            fits = visit.window.size() == QSize(width, height)
            if wrong or not fits:
                sys.stdout.write(f"{name}: {'; '.join(wrong)}{'' if fits else ' (the window is larger)'}\n")
                cut += 1
        sys.stdout.write(f"{number} pictures\n")
    return 1 if cut else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
