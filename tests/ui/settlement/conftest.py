"""A gallery on settlement day with its screen, worked through at once and without a window system."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.shop import Shop
from tests.factories import add_artisan
from tests.settlement.gallery import Gallery, a_gallery
from ui.context import Context
from ui.kit.apply_theme import apply_theme
from ui.kit.immediate import ImmediateRunner
from ui.kit.scan import ScanChannel

NAMES = (
    *("Batik Lembayung Contoh", "Omah Batik Misalan", "Perca Rupa Andai", "Batik Tirta Umpama", "Rumah Cap Rekaan"),
    *("Kelompok Pembatik Kampung Kranggan Sejahtera Bersama", "Batik Sekar Misal"),
)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The application in its light theme, and no window left behind."""
    apply_theme(qapp)
    yield
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    """Two artisans with goods and an open till; nothing sold yet."""
    return a_gallery(store, clock, cash=6_480_000)


@pytest.fixture(scope="session")
def two_busy_weeks(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Gallery:
    """A gallery with an advance, refunds, a locked and a paid settlement; its store is closed, copy the file."""
    store = Store(Path(shutil.copy(empty_store_file, tmp_path_factory.mktemp("busy") / "shop.db")))
    gallery = a_gallery(store, FixedClock(datetime(2026, 11, 22, 3, tzinfo=UTC)), cash=6_480_000)
    fill(gallery)
    store.close()
    return gallery


@pytest.fixture
def busy(two_busy_weeks: Gallery, clock: FixedClock, tmp_path: Path) -> Iterator[Gallery]:
    """A copy of it to work in."""
    store = Store(Path(shutil.copy(two_busy_weeks.store.path, tmp_path / "busy.db")))
    yield replace(two_busy_weeks, store=store, clock=clock, items=dict(two_busy_weeks.items))
    store.close()


def fill(gallery: Gallery) -> None:
    """Sell, return, advance and settle, so that every kind of row is on the screen."""
    item, other = gallery.items[gallery.party], gallery.items[gallery.other]
    gallery.open_balances(owed=250_000, advance=500_000)
    for place, name in enumerate(NAMES, start=3):
        with gallery.store.writing() as session:
            party = add_artisan(session, gallery.clock, f"P{place:02d}", name)
        gallery.agree(party, rate=10 + place)
        cloth, _note = gallery.take(party, price=85_000 * place, name="Kain Surya Majapahit pewarna alam")
        gallery.sell((cloth, place, 85_000 * place, 0), method="qris")
    back = gallery.sell((item, 4, 100_000, 20_000), (other, 2, 100_000, 0))
    gallery.pay(gallery.lock(gallery.other), 100_000)
    gallery.refund(back, [(1, 1)])
    last = gallery.sell((cloth, 2, 85_000 * place, 0), method="qris")
    paid = gallery.lock(party)
    gallery.pay(paid, method=PayoutMethod.TRANSFER, reference="BCA 0099")
    gallery.refund(last)


def context_of(gallery: Gallery, *, role: Role = Role.OWNER) -> Context:
    """Somebody of this role at the till; English, so that a test reads what it wrote."""
    shop = Shop(gallery.store, gallery.clock)
    use_language("en")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    who = LoggedIn(staff=gallery.by.staff, name="Ibu Ratna", role=role, permissions=PERMISSIONS[role])
    return Context(shop=shop, runner=ImmediateRunner(shop), scans=ScanChannel(app), device=gallery.by.device, who=who)
