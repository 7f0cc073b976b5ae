"""The tour with an artisan who comes to look: card and PIN, one's own figures, an objection, and the shop's answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sentra_pos.artisan_counter.objection_queries import objections
from ui.artisan.counter import Counter
from ui.artisan.pages import SoldPage
from ui.artisan.presenter import Page
from ui.artisan.screen import ArtisansScreen
from ui.artisan.sheets import ObjectSheet, WhySheet
from ui.artisan.shop_sheets import AnswerSheet, ArtisanPinSheet
from ui.start.lock_sheet import LockSheet
from ui.tour.tour import Tour, must_be, one

_OBJECTION = "Harga di label saya Rp 1.300.000"
_ANSWER = "Label dan nota sama: Rp 1.250.000. Nota ada di map Ibu."


def give_card(tour: Tour) -> None:
    """A card with a bar code, and a PIN that the artisan types."""
    hands, plan = tour.hands, tour.plan
    screen = hands.go_to("artisans", ArtisansScreen)
    screen.table.pick(tour.artisan(plan.visitor).id)
    hands.press(Qt.Key.Key_F7)
    sheet = hands.sheet(ArtisanPinSheet)
    for field in (sheet.pin, sheet.again):
        hands.type(field, plan.artisan_pin)
    hands.go_on(sheet)
    hands.no_sheet()
    tour.make_paper("artisan-card.pdf", lambda: hands.press(Qt.Key.Key_F9))
    hands.wait_for("the card in the list", lambda: _card(screen))
    hands.picture("artisans-counter")


def come_to_look(tour: Tour) -> None:
    """The till is locked; the artisan scans the card, types the PIN, looks, and does not agree with a line."""
    hands, plan = tour.hands, tour.plan
    screen = hands.go_to("artisans", ArtisansScreen)
    card = _card(screen)
    hands.press(Qt.Key.Key_F6)
    counter = hands.wait_for("the counter", lambda: _counter(tour))
    hands.scan(card)
    hands.picture("counter-door")
    hands.type(counter.door.pin, plan.artisan_pin)
    hands.press(Qt.Key.Key_Return)
    hands.wait_for("the artisan's own pages", lambda: counter.presenter)
    hands.picture("counter")
    hands.press(Qt.Key.Key_F4)
    hands.settle()
    sold = counter.pages[Page.SOLD]
    assert isinstance(sold, SoldPage)
    hands.wait_for("what was sold", sold.table().current)
    hands.press(Qt.Key.Key_Return, sold.table())
    why = hands.sheet(WhySheet)
    hands.wait_for("why", lambda: why.table.records.rows)
    hands.picture("counter-why")
    hands.press(Qt.Key.Key_F10)
    objecting = hands.sheet(ObjectSheet)
    hands.type(objecting.said, _OBJECTION)
    hands.picture("counter-objection")
    hands.go_on(objecting)
    hands.sheet(WhySheet).reject()
    hands.no_sheet()
    must_be([each.words for each in tour.ask(objections)], [_OBJECTION], "the objections that wait")
    hands.press(Qt.Key.Key_Escape, counter)
    _unlock(tour)


def answer_objection(tour: Tour) -> None:
    """The shop reads what is not right, and answers."""
    hands = tour.hands
    screen = hands.go_to("artisans", ArtisansScreen)
    screen.show_tab("objections")
    hands.wait_for("the objection", screen.waiting.current)
    hands.press(Qt.Key.Key_F5)
    sheet = hands.sheet(AnswerSheet)
    hands.type(sheet.words, _ANSWER)
    hands.picture("answer-objection")
    hands.go_on(sheet)
    hands.no_sheet()
    must_be(tour.ask(objections), (), "the objections that wait")


def _unlock(tour: Tour) -> None:
    """The one who was at work comes back."""
    hands = tour.hands

    def locked() -> LockSheet | None:
        top = QApplication.activeModalWidget()
        return top if isinstance(top, LockSheet) else None

    lock = hands.wait_for("the lock below the counter", locked)
    hands.settle()
    hands.type(lock.door.entry.pin, tour.plan.pin)
    hands.press(Qt.Key.Key_Return, lock.door.entry.pin)
    assert tour.app.lock is not None
    keeper = tour.app.lock
    hands.wait_for("the till to be open again", lambda: keeper.sheet is None)


def _counter(tour: Tour) -> Counter | None:
    entrance = tour.app.entrance
    return None if entrance is None else entrance.counter


def _card(screen: ArtisansScreen) -> str:
    chosen = one([screen.table.current()], "chosen artisan")
    return "" if chosen is None else chosen.card
