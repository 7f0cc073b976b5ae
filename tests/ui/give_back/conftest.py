"""A gallery with goods that lie here, worked through at once and without a window system."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.shop import Shop
from tests.gallery import a_gallery
from tests.giving_back.shelf import Shelf
from ui.context import Context
from ui.kit.apply_theme import apply_theme
from ui.kit.immediate import ImmediateRunner
from ui.kit.scan import ScanChannel


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    """The application in its light theme, and no window left behind."""
    apply_theme(qapp)
    yield
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


@pytest.fixture
def shelf(store: Store, clock: FixedClock) -> Shelf:
    return Shelf(store=store, clock=clock, gallery=a_gallery(store, clock))


@pytest.fixture
def context(shelf: Shelf, qapp: QApplication) -> Context:
    """The owner's."""
    shop = Shop(shelf.store, shelf.clock)
    who = LoggedIn(staff=shelf.ratna.staff, name="Ibu Ratna", role=Role.OWNER, permissions=PERMISSIONS[Role.OWNER])
    scans = ScanChannel(qapp)
    return Context(shop=shop, runner=ImmediateRunner(shop), scans=scans, device=shelf.ratna.device, who=who)
