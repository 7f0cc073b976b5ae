"""The scenes of the artisans' counter: what staff prepare, and every page that an artisan sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from sentra_pos.artisan_counter.give_card import GiveCard, give_card
from tests.ui.visit import Visit
from ui.artisan.counter import Counter
from ui.artisan.pages import ListPage
from ui.artisan.presenter import Page
from ui.artisan.sheets import WhySheet
from ui.kit.dialog import Sheet

K = Qt.Key


def artisan(visit: Visit) -> Iterator[str]:
    """An artisan comes to look, with the staff's help; after sales and a settlement."""
    yield from _getting_ready(visit)
    yield from _looking(visit)
    yield from _objecting(visit)
    yield from _answering(visit)


def _getting_ready(visit: Visit) -> Iterator[str]:
    from ui.artisan.screen import ArtisansScreen
    from ui.artisan.shop_sheets import ArtisanPinSheet

    gallery, app = visit.gallery, visit.app
    with app.shop.writing() as session:
        card = give_card(session, GiveCard(by=gallery.founded.by, party=gallery.kencana), clock=visit.clock)
    screen = visit.front("artisans")
    assert isinstance(screen, ArtisansScreen)
    screen.refresh()
    visit.hands.settle()
    yield "artisans"
    visit.press(K.Key_F7, ArtisanPinSheet)
    yield "artisan-pin"
    visit.away()
    visit.hands.wait_for("the lock", lambda: app.lock)
    screen.open_door()
    visit.hands.settle()
    visit.scan(card.code)
    yield "counter-door"
    _leave(visit)
    screen.table.pick(gallery.kencana)
    screen.open_counter()
    visit.hands.settle()


def _looking(visit: Visit) -> Iterator[str]:
    from ui.artisan.sheets import NewPinSheet, SettlementSheet

    yield "counter-overview"
    for page, key in zip(list(Page)[1:], (K.Key_F3, K.Key_F4, K.Key_F5, K.Key_F6, K.Key_F7), strict=True):
        visit.press(key)
        yield f"counter-{page.name.lower()}"
    visit.press(K.Key_F5)
    counter = _counter(visit)
    counter.open_settlement(_rows(counter, Page.SETTLEMENTS)[0])
    visit.hands.settle()
    visit.hands.sheet(SettlementSheet)
    yield "counter-settlement"
    _close_sheets(visit)
    yield from _what_was_paid(visit)
    visit.press(K.Key_F8, NewPinSheet)
    yield "counter-new-pin"
    _close_sheets(visit)


def _what_was_paid(visit: Visit) -> Iterator[str]:
    """The payouts, and how one of them came."""
    counter = _counter(visit)
    page = counter.pages[Page.SETTLEMENTS]
    assert isinstance(page, ListPage)
    visit.press(K.Key_F5)
    page.choose("payouts")
    yield "counter-payouts"
    counter.why_paid(_rows(counter, Page.SETTLEMENTS)[0])
    visit.hands.settle()
    visit.hands.sheet(WhySheet)
    yield "counter-why-paid"
    _close_sheets(visit)


def _objecting(visit: Visit) -> Iterator[str]:
    from ui.artisan.sheets import ObjectSheet, ReadObjectionSheet

    counter = _counter(visit)
    visit.press(K.Key_F4)
    counter.why_sale(_rows(counter, Page.SOLD)[0])
    visit.hands.settle()
    visit.hands.sheet(WhySheet)
    yield "counter-why"
    sheet = visit.press(K.Key_F10, ObjectSheet)
    assert isinstance(sheet, ObjectSheet)
    yield "counter-object"
    sheet.said.setText("Harga di label Rp 1.900.000")
    visit.hands.go_on(sheet)
    visit.hands.sheet(WhySheet)
    _close_sheets(visit)
    visit.press(K.Key_F7)
    ReadObjectionSheet(counter, _rows(counter, Page.OBJECTIONS)[0], visit.clock.zone).open()
    visit.hands.settle()
    yield "counter-objection"
    _leave(visit)
    visit.hands.settle()


def _answering(visit: Visit) -> Iterator[str]:
    from ui.artisan.screen import ArtisansScreen
    from ui.artisan.shop_sheets import AnswerSheet, ObjectionsSheet

    screen = visit.front("artisans")
    assert isinstance(screen, ArtisansScreen)
    screen.show_tab("objections")
    screen.refresh()
    visit.hands.settle()
    yield "artisans-objections"
    visit.press(K.Key_F5, AnswerSheet)
    yield "answer-objection"
    visit.away()
    ObjectionsSheet(screen, screen.context).open()
    visit.hands.settle()
    yield "objections"
    visit.away()


def _counter(visit: Visit) -> Counter:
    entrance = visit.app.entrance
    assert entrance is not None
    assert entrance.counter is not None
    return entrance.counter


def _rows(counter: Counter, page: Page) -> tuple[Any, ...]:
    found = counter.pages[page]
    assert isinstance(found, ListPage)
    return found.table().records.rows


def _leave(visit: Visit) -> None:
    """Done at the counter; the lock below is what a PIN would take away."""
    _counter(visit).leave()
    assert visit.app.lock is not None
    visit.app.lock._lift()


def _close_sheets(visit: Visit) -> None:
    """Every sheet over the counter, but not the counter."""
    while isinstance(top := QApplication.activeModalWidget(), Sheet):
        QWidget.close(top)
        visit.hands.settle()
