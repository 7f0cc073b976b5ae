"""The shop of the long day, and the hands at its till: keys and scans only, as the program's own hands give them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.codes import CodeKind, make_code
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.facts import CostBearer, DiscountBearer
from sentra_pos.core.clock import Clock, FixedClock, business_today
from sentra_pos.core.ids import ItemId, PartyId, StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.payments.change_method import ChangeMethod, change_method
from sentra_pos.payments.methods import ON_ACCOUNT, QRIS, payment_method
from sentra_pos.payments.set_qris import SetQris, set_qris
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.set_pin import SetPin, set_pin
from sentra_pos.printing.kinds import JobState
from sentra_pos.printing.queries import jobs
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.sales.add_promotion import AddPromotion, add_promotion
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.sales.promotions import PromotionScope
from tests.factories import QUICK_HASHER, Founded, add_agreement, add_artisan, bring_in, found_a_shop
from tests.payments.stickers import sticker
from tests.ui.front_door import hands
from ui.kit.dialog import Sheet
from ui.kit.screen import Screen
from ui.main_window import MainWindow
from ui.people.approve_sheet import ApproveSheet
from ui.people.pin_entry import PinEntry
from ui.sell.pay_sheet import PaySheet
from ui.sell.screen import SellScreen
from ui.tour.hands import Hands

__all__ = ["day", "hands"]

H = TypeVar("H", bound=Sheet)
S = TypeVar("S", bound=Screen)
F = {number: Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)}
ENTER, TAB, RIGHT = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Right
#: The till's place on everybody's rail.
SELL = 1
CASHIERS_PIN, SUPERVISORS_PIN = "482915", "730264"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Codes on tags, by what people call the goods; the three artisans by their codes."""

    founded: Founded
    tags: dict[str, str]
    artisans: dict[str, PartyId]


def a_shop(store: Store, clock: Clock, slips: Path) -> Shop:
    """Three artisans on different terms, a cashier, a supervisor, a promotion, QRIS at 0,7 % and sales on account."""
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        _somebody(session, clock, founded, "Dewi", Role.CASHIER, CASHIERS_PIN)
        _somebody(session, clock, founded, "Pak Harto", Role.SUPERVISOR, SUPERVISORS_PIN)
        artisans = _artisans(session, clock, founded)
        tags, items = {}, {}
        for name, price, kind, artisan, pieces in GOODS:
            maker = artisans.get(artisan)
            item = ItemId(new_id(clock))
            command = AddItem(id=item, by=founded.by, name=name, price=Rupiah(price), kind=kind, maker=maker)
            tags[name], items[name] = add_item(session, command, clock=clock).code, item
            if maker is not None:
                bring_in(session, clock, founded, maker, item, pieces=pieces, price=price)
        _ways_of_paying(session, clock, founded)
        promotion = AddPromotion(
            id=new_id(clock), by=founded.by, name="Pekan taplak", starts=business_today(clock),
            ends=business_today(clock), rate=Percent.whole(10), scope=PromotionScope.ITEM, target=str(items["Taplak"]),
        )  # fmt: skip
        add_promotion(session, promotion, clock=clock)
        receipt_printer(session, slips, clock=clock)
    return Shop(founded=founded, tags=tags, artisans=artisans)


#: What it is called, its price, its kind, whose it is, and how many came in.
GOODS = (
    ("Kain Surya", 1_850_000, ItemKind.UNIQUE, "P01", 1),
    ("Selendang", 240_000, ItemKind.COUNTED, "P01", 10),
    ("Kain Mrico", 185_000, ItemKind.COUNTED, "P02", 14),
    ("Pouch", 35_000, ItemKind.COUNTED, "P02", 2),
    ("Syal", 125_000, ItemKind.COUNTED, "P03", 20),
    ("Taplak", 60_000, ItemKind.COUNTED, "P03", 8),
    ("Kelas membatik", 50_000, ItemKind.SERVICE, "", 0),
)


def _artisans(session: Session, clock: Clock, founded: Founded) -> dict[str, PartyId]:
    """Twenty, fifteen and ten percent stay with the shop; discounts are borne by P01, by the shop, and shared."""
    terms = (
        ("P01", "Sanggar Kencana", 20, DiscountBearer.ARTISAN, CostBearer.SHOP),
        ("P02", "Batik Tirta", 15, DiscountBearer.SHOP, CostBearer.ARTISAN),
        ("P03", "Kampung Lestari", 10, DiscountBearer.SHARED, CostBearer.SHOP),
    )
    made = {}
    for code, name, rate, discounts, costs in terms:
        party = made[code] = add_artisan(session, clock, code, name)
        add_agreement(
            session, clock, founded, party, rate=Percent.whole(rate), discount_bearer=discounts,
            payment_cost_bearer=costs,
        )  # fmt: skip
    return made


def _somebody(session: Session, clock: Clock, founded: Founded, name: str, role: Role, pin: str) -> None:
    staff = StaffId(new_id(clock))
    add_staff(session, AddStaff(id=staff, by=founded.by, name=name, role=role), clock=clock)
    set_pin(session, SetPin(by=founded.by, staff=staff, pin=pin), clock=clock, hasher=QUICK_HASHER)


def _ways_of_paying(session: Session, clock: Clock, founded: Founded) -> None:
    for code, rate in ((QRIS, 70), (ON_ACCOUNT, 0)):
        method = payment_method(session, code)
        assert method is not None
        command = ChangeMethod(
            by=founded.by, code=code, name=method.name, active=True, asks_reference=method.asks_reference,
            confirmed=method.confirmed, cost_rate=Percent(rate), cost_free=method.cost_free,
        )  # fmt: skip
        change_method(session, command, clock=clock)
    set_qris(session, SetQris(by=founded.by, payload=sticker()), clock=clock)


class Day:
    """Dewi's hands. Whatever is pressed or typed goes where the keyboard's focus is, as on a real till."""

    def __init__(self, hands: Hands, shop: Shop, store: Store) -> None:
        self.hands, self.shop, self.store = hands, shop, store
        #: Receipts in the order in which they came out, by what the diary calls them.
        self.sales: dict[str, SaleCompleted] = {}

    # ------------------------------------------------------------------------------------------------ keys and scans

    def press(self, *keys: Qt.Key) -> None:
        """One after the other, each having done what it does before the next."""
        for key in keys:
            self._press(key, Qt.KeyboardModifier.NoModifier)

    def control(self, digit: int, beside: int = 0) -> Screen:
        """The screen at Ctrl and a digit, or of its family the one at Ctrl, Shift and another."""
        control = Qt.KeyboardModifier.ControlModifier
        self._press(Qt.Key(Qt.Key.Key_0 + digit), control)
        if beside:
            self._press(Qt.Key(Qt.Key.Key_0 + beside), control | Qt.KeyboardModifier.ShiftModifier)
        window = self.hands.window
        assert isinstance(window, MainWindow)
        front = window.front()
        assert front is not None
        return front

    def alt(self, digit: int) -> None:
        """The page at Alt and a digit."""
        self._press(Qt.Key(Qt.Key.Key_0 + digit), Qt.KeyboardModifier.AltModifier)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        front = QApplication.activeModalWidget() or self.hands.window
        self.hands.wait_for("an active window", front.isActiveWindow)
        QTest.keyClick(QApplication.focusWidget() or front, key, modifier)
        self.hands.settle()

    def write(self, text: str) -> None:
        """Into the field that has the focus; what is marked in it is typed over."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit), f"the keys go to {field!r}, where nothing can be typed"
        QTest.keyClicks(field, text)

    def count(self, *notes: str) -> None:
        """How many there are of each face, from the largest on; Enter goes to the next."""
        for number in notes:
            self.write(number)
            field = QApplication.focusWidget()
            assert field is not None
            QTest.keyClick(field, ENTER)
        self.hands.settle()

    def scan(self, *goods: str) -> None:
        """Tags, one after the other."""
        for name in goods:
            self.hands.scan(self.shop.tags[name])

    def scan_receipt(self, of: str) -> None:
        """The bar code at the foot of a receipt."""
        number = int(self.sales[of].code.rpartition("-")[2])
        self.hands.scan(make_code(CodeKind.RECEIPT, 1, 1, number))

    # ------------------------------------------------------------------------------------------------- what is there

    def sheet(self, kind: type[H]) -> H:
        """The sheet on top."""
        return self.hands.sheet(kind)

    @property
    def sell(self) -> SellScreen:
        """The screen in front."""
        window = self.hands.window
        assert isinstance(window, MainWindow)
        screen = window.front()
        assert isinstance(screen, SellScreen)
        return screen

    def nothing_lies_over_it(self) -> None:
        """Every sheet was left, and the keys are the screen's again."""
        self.hands.no_sheet()
        assert self.sell.search.hasFocus(), "the next word would not go into the search field"

    # --------------------------------------------------------------------------------------------------------- paying

    def ask_to_pay(self, total: int) -> PaySheet:
        """F12, with this total."""
        self.press(F[12])
        sheet = self.sheet(PaySheet)
        assert sheet.payment.state.total == Rupiah(total)
        return sheet

    def is_sold(self, name: str, *, change: int = 0) -> SaleCompleted:
        """The sheet says so, with the change to give; the next customer's first scan sends it away."""
        sheet = self.sheet(PaySheet)
        done = self.hands.wait_for("the sale to stand", lambda: sheet.payment.done)
        assert done.change == Rupiah(change)
        self.sales[name] = done
        return done

    def next_customer(self) -> None:
        """Enter, once it can be pressed."""
        button = self.sheet(PaySheet).primary_button
        assert button is not None
        self.hands.wait_for("the next customer's turn", button.isEnabled)
        self.press(ENTER)
        self.nothing_lies_over_it()

    # ----------------------------------------------------------------------------------------------- the second person

    def pak_harto_agrees(self) -> None:
        """The supervisor comes over and types his PIN."""
        sheet = self.sheet(ApproveSheet)
        self._he_types_his_pin(sheet.entry)
        self.hands.wait_for("his PIN to be looked at", lambda: QApplication.activeModalWidget() is not sheet)
        self.hands.settle()

    def pak_harto_takes_over(self) -> None:
        """The till is locked, and opened again by him."""
        before = self.hands.window
        self.press(F[11])
        lock = self.hands.app.lock
        assert lock is not None
        assert lock.sheet is not None
        self._he_types_his_pin(lock.sheet.door.entry)
        self.hands.wait_for("his own window", lambda: self.hands.window is not before)
        self.hands.settle()

    def _he_types_his_pin(self, entry: PinEntry) -> None:
        """Down goes from name to name."""
        for _name in entry.names.buttons():
            member = entry.member()
            if member is not None and member.name == "Pak Harto":
                break
            self.press(Qt.Key.Key_Down)
        self.write(SUPERVISORS_PIN)
        self.press(ENTER)

    # ------------------------------------------------------------------------------------------------------- the book

    def balance(self, kind: AccountKind, **whose: object) -> int:
        """Debits minus credits."""
        with self.store.reading() as session:
            return balance_of(session, Account(kind, **whose)).amount  # type: ignore[arg-type]

    @property
    def drawer(self) -> int:
        """By the book."""
        return self.balance(AccountKind.DRAWER, device=self.shop.founded.device)

    @property
    def printed(self) -> set[str]:
        """The numbers of what came out of the printer."""
        with self.store.reading() as session:
            return {job.title for job in jobs(session) if job.state in (JobState.SENT, JobState.CONFIRMED)}

    def owed(self, artisan: str) -> int:
        """What an artisan earned and has not been paid."""
        return -self.balance(AccountKind.ACCRUED, party=self.shop.artisans[artisan])


@pytest.fixture
def day(hands: Hands, store: Store, clock: FixedClock, tmp_path: Path) -> Day:
    """Before anybody has come."""
    shop = a_shop(store, clock, tmp_path / "struk")
    hands.app.begin()
    hands.settle()
    return Day(hands, shop, store)
