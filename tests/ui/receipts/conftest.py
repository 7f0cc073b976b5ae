"""A counter with a morning of receipts, and somebody who looks through them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.sales.void_sale import VoidSale, void_sale
from sentra_pos.shop import Shop
from tests.factories import Founded
from tests.gallery import a_gallery
from tests.sales.shop import Counter, cash, line_of
from tests.ui.back_room import Desk, desk, dressed
from ui.context import Context
from ui.main_window import MainWindow
from ui.receipts.screen import ReceiptsScreen
from ui.sell.rows import CartReturn

__all__ = ["desk", "dressed"]

OWNERS_PIN = "246813"


@dataclass(slots=True, kw_only=True)
class Morning:
    """What was sold: four pieces in cash and QRIS, one dear cloth, a shirt of which one came back, a voided one."""

    desk: Desk
    counter: Counter
    mixed: SaleCompleted
    dear: SaleCompleted
    shirts: SaleCompleted
    voided: SaleCompleted
    exchanged: list[tuple[CartReturn, ...]]

    def open(self, size: tuple[int, int] = (1366, 768), role: Role = Role.OWNER) -> tuple[MainWindow, ReceiptsScreen]:
        """The screen in front."""
        window = self.desk.open(lambda context: ReceiptsScreen(_as(context, self.counter, role), self._exchange), size)
        screen = window.front()
        assert isinstance(screen, ReceiptsScreen)
        return window, screen

    def _exchange(self, returns: tuple[CartReturn, ...]) -> None:
        self.exchanged.append(returns)

    def show(self, screen: ReceiptsScreen, sale: SaleCompleted) -> None:
        """Choose its line in the list."""
        screen.table.pick(sale.id)
        self.desk.settle()
        assert screen.presenter.opened is not None
        assert screen.presenter.opened.receipt.code == sale.code


def _as(context: Context, counter: Counter, role: Role) -> Context:
    if role is Role.OWNER:
        return context
    who = LoggedIn(
        staff=counter.gallery.cashier.staff, name="Dewi", role=Role.CASHIER, permissions=PERMISSIONS[Role.CASHIER]
    )
    return Context(shop=context.shop, runner=context.runner, scans=context.scans, device=context.device, who=who)


@pytest.fixture
def counter(store: Store, clock: FixedClock) -> Counter:
    """The gallery, its till open."""
    return Counter(store=store, clock=clock, gallery=a_gallery(store, clock))


@pytest.fixture
def founded(counter: Counter) -> Founded:
    """The shop that the gallery is."""
    return counter.gallery.founded


@pytest.fixture
def shop(counter: Counter, clock: FixedClock) -> Shop:
    """The composition root over the test's own store."""
    return Shop(counter.store, clock)


@pytest.fixture
def morning(desk: Desk, counter: Counter, clock: FixedClock) -> Morning:
    """Four sales, a return and a void."""
    gallery = counter.gallery
    qris = Tender(method="qris", given=Rupiah(200_000), confirmed=True)
    mixed = counter.sell(line_of(gallery.mrico, 3), line_of(gallery.pouch), tenders=(cash(390_000), qris))
    clock.advance(timedelta(minutes=7))
    dear = counter.sell(line_of(gallery.surya))
    clock.advance(timedelta(minutes=7))
    shirts = counter.sell(line_of(gallery.shirt_m, 2))
    counter.refund(shirts.id, (1, 1))
    voided = counter.sell(line_of(gallery.pouch, 2))
    with counter.store.writing() as session:
        command = VoidSale(id=DocumentId(new_id(clock)), by=gallery.founded.by, sale=voided.id, reason="salah barang")
        void_sale(session, command, clock=clock)
    return Morning(desk=desk, counter=counter, mixed=mixed, dear=dear, shirts=shirts, voided=voided, exchanged=[])
