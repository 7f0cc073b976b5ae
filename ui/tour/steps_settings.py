"""The tour sets up the shop's QRIS and a promotion, and looks at the till by night."""

from __future__ import annotations

from sentra_pos.change_look import Theme
from sentra_pos.core.clock import business_today
from sentra_pos.core.dates import format_short_date
from sentra_pos.core.percent import Percent
from sentra_pos.demo import DEMO_QRIS
from sentra_pos.payments.set_qris import qris_standing
from sentra_pos.sales.promotion_queries import promotions_on
from ui.kit.dialog import Sheet
from ui.sell.screen import SellScreen
from ui.settings.promotion_sheet import PromotionSheet
from ui.settings.qris_sheet import QrisSheet
from ui.settings.screen import COMPUTER, DISCOUNTS, PAYMENTS, SettingsScreen
from ui.tour.tour import Tour, must, must_be, one

#: Ten percent off, for today.
PROMOTED = "Kipas lipat"


def set_up_qris(tour: Tour) -> None:
    """The text of the sticker, and whom it pays."""
    hands = tour.hands
    screen = hands.go_to("settings", SettingsScreen)
    screen.show_section(PAYMENTS)
    hands.click(screen.qris.change)
    sheet = hands.sheet(QrisSheet)
    sheet.payload.setPlainText(DEMO_QRIS)
    hands.picture("shops-qris")
    hands.go_on(sheet)
    hands.no_sheet()
    hands.picture("payments")
    merchant = tour.ask(qris_standing)
    must(merchant, "the shop should have its QRIS")
    assert merchant is not None
    tour.facts["merchant"] = merchant.name


def announce_promotion(tour: Tour) -> None:
    """For one kind of goods, scanned; beside it the limits of discounts given by hand."""
    hands = tour.hands
    screen = hands.go_to("settings", SettingsScreen)
    screen.show_section(DISCOUNTS)
    hands.click(screen.promotions.new)
    sheet = hands.sheet(PromotionSheet)
    today = business_today(tour.shop.clock)
    tour.type_here("Pekan Kipas")
    hands.type(sheet.rate, "10")
    hands.type(sheet.ends, format_short_date(today))
    hands.scan(tour.card(PROMOTED).code)
    hands.picture("promotion")
    hands.go_on(sheet)
    hands.no_sheet()
    hands.picture("discounts")
    promotion = one(tour.ask(lambda session: promotions_on(session, today)), "promotion today")
    must_be(promotion.rate, Percent.whole(10), "what the promotion takes off")


def look_by_night(tour: Tour) -> None:
    """The dark theme, chosen for this computer, and the light one again."""
    hands = tour.hands
    _wear(tour, Theme.DARK)
    screen = hands.go_to("sell", SellScreen)
    for name in ("Tas jinjing perca", PROMOTED):
        hands.scan(tour.card(name).code)
    hands.picture("sell-by-night")
    screen.sheets.ask_clear()
    hands.go_on(hands.sheet(Sheet))
    hands.no_sheet()
    must(screen.presenter.cart.is_empty, "the cart should be empty again")
    _wear(tour, Theme.LIGHT)


def _wear(tour: Tour, theme: Theme) -> None:
    screen = tour.hands.go_to("settings", SettingsScreen)
    screen.show_section(COMPUTER)
    tour.hands.click(screen.look.themes.chip(theme))
    tour.hands.settle()
    if theme is Theme.DARK:
        tour.hands.picture("this-computer")
