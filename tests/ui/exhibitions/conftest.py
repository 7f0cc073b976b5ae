"""A gallery that goes to a fair, worked through at once, without a window system."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.shop import Shop
from tests.exhibitions.fair import Fair
from tests.gallery import a_gallery
from ui.context import Context
from ui.kit.apply_theme import apply_theme
from ui.kit.immediate import ImmediateRunner
from ui.kit.scan import ScanChannel


@pytest.fixture
def fair(store: Store, clock: FixedClock) -> Fair:
    """With its till open."""
    return Fair(store=store, clock=clock, gallery=a_gallery(store, clock))


def context_of(fair: Fair, role: Role = Role.OWNER) -> Context:
    """Somebody of this role; English, so that a test reads what it wrote."""
    shop = Shop(fair.store, fair.clock)
    use_language("en")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    who = LoggedIn(staff=fair.ratna.staff, name="Ibu Ratna", role=role, permissions=PERMISSIONS[role])
    return Context(shop=shop, runner=ImmediateRunner(shop), scans=ScanChannel(app), device=fair.ratna.device, who=who)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    """The application in its light theme, and no window left behind."""
    apply_theme(qapp)
    yield
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
