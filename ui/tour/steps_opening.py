"""The tour's first steps: an empty store becomes a shop, with its facts, its printer and what it held before."""

from __future__ import annotations

from PySide6.QtCore import Qt

from sentra_pos.change_receipt import receipt_look
from sentra_pos.change_shop import shop_facts
from sentra_pos.core.resources import resource_path
from sentra_pos.printing.kinds import JobKind, JobState
from sentra_pos.printing.queries import jobs
from sentra_pos.printing.ways import Way
from sentra_pos.tills.queries import till_standing
from ui.consignment.balances_sheet import BalancesSheet
from ui.consignment.import_sheet import ImportSheet
from ui.consignment.screen import ConsignmentScreen
from ui.main_window import MainWindow
from ui.settings.receipt_sheet import ReceiptLookSheet
from ui.settings.screen import PRINTING, SHOP, SettingsScreen
from ui.start.first_start import FirstStart
from ui.tour.tour import Tour, must, must_be

#: What the demo lists hold.
_ARTISANS, _ITEMS, _PIECES = 12, 49, 319


def first_start(tour: Tour) -> None:
    """Three answers, by keyboard alone."""
    hands, window = tour.hands, tour.hands.window
    must(isinstance(window, FirstStart), "an empty store should begin with the first start")
    assert isinstance(window, FirstStart)
    hands.wait_for("the cursor in the first field", window.shop_name.hasFocus)
    tour.type_here(tour.plan.shop_name)
    hands.press(Qt.Key.Key_Return)
    for _field in (window.pin, window.pin_again):
        tour.type_here(tour.plan.pin)
        if _field is window.pin:
            hands.press(Qt.Key.Key_Return)
    hands.picture("first-start")
    hands.press(Qt.Key.Key_Return)
    hands.wait_for("the shop's own window", lambda: isinstance(hands.window, MainWindow))
    hands.settle()
    must_be(tour.ask(shop_facts).name, tour.plan.shop_name, "the shop's name")
    hands.picture("closed-till")


def import_artisans(tour: Tour) -> None:
    """The artisans' list comes in whole."""
    hands = tour.hands
    screen = hands.go_to("consignment", ConsignmentScreen)
    hands.picture("nobody-yet")
    sheet = _open_list(tour, screen, "demo/daftar-perajin.csv")
    hands.picture("artisans-list")
    hands.go_on(sheet)
    _answer(tour, sheet)
    hands.wait_for("the artisans to come in", lambda: sheet.pages.currentWidget() is sheet.result_page)
    sheet.reject()
    hands.no_sheet()
    must_be(len(screen.presenter.everybody), _ARTISANS, "the number of artisans")
    tour.facts["artisans"] = len(screen.presenter.everybody)


def import_goods(tour: Tour) -> None:
    """The goods list comes in whole; what it leaves out is asked once for each artisan."""
    hands = tour.hands
    screen = hands.go_to("consignment", ConsignmentScreen)
    sheet = _open_list(tour, screen, "demo/daftar-barang.xlsx")
    hands.picture("goods-list")
    hands.go_on(sheet)
    _answer(tour, sheet, picture="goods-questions")
    hands.wait_for("the goods to come in", lambda: sheet.pages.currentWidget() is sheet.result_page)
    hands.picture("goods-imported")
    sheet.reject()
    hands.no_sheet()
    cards = tour.cards()
    must_be(len(cards), _ITEMS, "the number of goods")
    must_be(sum(card.stock.units for card in cards), _PIECES, "the number of pieces on the shelf")
    tour.facts |= {"items": len(cards), "pieces": _PIECES}


def _open_list(tour: Tour, screen: ConsignmentScreen, name: str) -> ImportSheet:
    tour.hands.click(screen.import_button)
    sheet = tour.hands.sheet(ImportSheet)
    sheet.open_file(resource_path(name))
    tour.hands.wait_for("the list to be read", lambda: sheet.pages.currentWidget() is sheet.review_page)
    return sheet


def _answer(tour: Tour, sheet: ImportSheet, *, picture: str = "") -> None:
    """Answer what is asked, take the next question if one follows, and import."""
    hands = tour.hands
    while sheet.pages.currentWidget() is sheet.questions_page:
        page = sheet.questions_page
        must(page.shares or page.who or page.terms, "the wizard should ask something on its page of questions")
        for rate in page.shares.values():
            hands.type(rate, "80")
        if picture:
            hands.picture(picture)
        hands.go_on(sheet)
        hands.settle()
    if sheet.pages.currentWidget() is sheet.review_page:
        hands.go_on(sheet)


def set_up_shop(tour: Tour) -> None:
    """What stands on the papers, and the language."""
    hands, plan = tour.hands, tour.plan
    screen = hands.go_to("settings", SettingsScreen)
    screen.show_section(PRINTING)
    hands.click(screen.papers.look)
    sheet = hands.sheet(ReceiptLookSheet)
    hands.settle()
    sheet.last.setPlainText(plan.footer)
    hands.go_on(sheet)
    screen.show_section(SHOP)
    card = screen.shop
    for field, text in ((card.address, plan.address), (card.phone, plan.phone)):
        hands.type(field, text)
    hands.click(card.languages.chip(tour.language))
    hands.click(card.save)
    hands.settle()
    facts = tour.ask(shop_facts)
    must_be(facts.address, plan.address, "the shop's address")
    must_be(tour.ask(receipt_look).footer, plan.footer, "the last line of its receipts")
    must_be(facts.language, tour.language, "the language")


def set_up_printer(tour: Tour) -> None:
    """A network printer by its address, and a test print that arrives there."""
    hands = tour.hands
    screen = hands.go_to("settings", SettingsScreen)
    screen.show_section(PRINTING)
    card = screen.printer
    hands.click(card.ways.chip(Way.TCP))
    hands.type(card.address, tour.printer_address)
    hands.click(card.save)
    hands.settle()
    must_be(card.address.problem, "", "what the settings say of the printer's address")
    hands.click(card.test)
    hands.settle()
    newest = tour.ask(lambda session: jobs(session, limit=1))[0]
    must_be(newest.kind, JobKind.RECEIPT, "the kind of the newest print job")
    hands.wait_for("the test print to be sent", lambda: _is_sent(tour))
    must(tour.printer.slips, "the test print should have arrived at the printer")
    must(b"Rp 1.250.000" in tour.printer.slips[-1], "the test print should show an amount as it will look on receipts")
    screen.refresh()
    hands.picture("printer")


def _is_sent(tour: Tour) -> bool:
    """Raises NotAsItShouldBe when the printer is in trouble."""
    for health in tour.shop.printers_health():
        must(not health.trouble, f"the test print should arrive, but: {health.trouble}")
    newest = tour.ask(lambda session: jobs(session, limit=1))[0]
    return newest.state in (JobState.SENT, JobState.CONFIRMED)


def open_balances(tour: Tour) -> None:
    """A shop that has long been running owes and holds something already."""
    hands, plan = tour.hands, tour.plan
    screen = hands.go_to("consignment", ConsignmentScreen)
    hands.click(screen.balances_button)
    sheet = hands.sheet(BalancesSheet)
    artisan = tour.artisan()
    hands.type(sheet.safe, str(plan.safe.amount))
    hands.type(sheet.owed[artisan.id], str(plan.owed_before.amount))
    hands.type(sheet.advances[artisan.id], str(plan.advance.amount))
    hands.picture("opening-balances")
    hands.go_on(sheet)
    hands.no_sheet()
    till = tour.ask(lambda session: till_standing(session, tour.shop.device))
    must_be(till.safe, plan.safe, "the money in the safe")
