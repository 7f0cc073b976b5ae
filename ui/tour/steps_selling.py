"""The tour sells: the till opened, pieces scanned and searched for, paid in cash and by QRIS, the receipt printed."""

from __future__ import annotations

from PySide6.QtCore import Qt

from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.payments.checks import unchecked_payments
from sentra_pos.payments.methods import QRIS
from sentra_pos.printing.kinds import JobKind, JobState
from sentra_pos.printing.layout import TextLine, lay_out
from sentra_pos.printing.picture import draw, to_png
from sentra_pos.printing.queries import JobRecord, jobs, printer, slip_of
from sentra_pos.sales.queries import receipt_of
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.tills.queries import till_standing
from ui.display.paint import DisplayShop
from ui.display.state import Showing
from ui.display.window import DisplayWindow
from ui.kit.buttons import IconButton
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField
from ui.kit.messages import Banner
from ui.sell.discount_sheet import DiscountSheet
from ui.sell.pay_sheet import PaySheet
from ui.sell.receipt_picture import ReceiptSheet
from ui.sell.screen import SellScreen
from ui.till.open_sheet import OpenTillSheet
from ui.tour.steps_goods import NEW_GOODS
from ui.tour.tour import Tour, must, must_be, one

_UNIQUE = "Kain Mrico Bolong"
_STAMPED = "Kain Surya Majapahit"
_MISSPELT = "sisik grinsing"
_QRIS_GOODS = "Kain Gedeg Rubuh"
_SERVICE = "Paket membatik sapu tangan (siswa)"
_WHY = "langganan"
#: In the range of our own items, but never given out.
_UNKNOWN = "2099999999996"


def open_till(tour: Tour) -> None:
    """The float is counted in; it comes out of the safe."""
    hands, plan = tour.hands, tour.plan
    screen = hands.go_to("sell", SellScreen)
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(OpenTillSheet)
    tour.type_here(str(plan.float_cash.amount))
    hands.picture("open-till")
    hands.press(Qt.Key.Key_Return)
    hands.wait_for("the count beside the book", lambda: sheet.is_comparing)
    hands.picture("open-till-compare")
    hands.press(Qt.Key.Key_Return)
    hands.no_sheet()
    hands.wait_for("the till to be open", lambda: screen.presenter.is_open)
    till = tour.ask(lambda session: till_standing(session, tour.shop.device))
    must_be(till.drawer, plan.float_cash, "the money in the drawer")
    must_be(till.safe, plan.safe - plan.float_cash, "the money left in the safe")
    tour.drawer = plan.float_cash


def fill_cart(tour: Tour) -> None:
    """A code that nobody knows, scans, a discount, and a misspelt motif."""
    hands = tour.hands
    screen = hands.go_to("sell", SellScreen)
    _scan_unknown(tour, screen)
    unique, stamped = tour.card(_UNIQUE), tour.card(_STAMPED, tour.plan.artisan)
    for code in (unique.code, stamped.code):
        hands.scan(code)
    hands.scan(stamped.code)
    must_be([line.quantity.units for line in screen.presenter.cart.lines], [1, 2], "the pieces in the cart")
    _discount(tour, screen, "10")
    _search(tour, screen)
    hands.picture("sell", calm=True)
    # 1.250.000 + 2 × 165.000 − 10 % + 180.000
    must_be(screen.presenter.cart.total, Rupiah(1_727_000), "the total of the cart")


def _scan_unknown(tour: Tour, screen: SellScreen) -> None:
    hands = tour.hands
    hands.scan(_UNKNOWN)
    banner = one([each for each in screen.findChildren(Banner) if each.isVisible()], "message about the unknown code")
    must(_UNKNOWN in banner.accessibleName(), "the message should name the unknown code")
    must_be(screen.presenter.cart.lines, (), "the cart after an unknown code")
    hands.picture("unknown-code", calm=True)
    hands.click(one(banner.findChildren(IconButton), "way to close the message"))


def _discount(tour: Tour, screen: SellScreen, percent: str) -> None:
    hands = tour.hands
    hands.press(Qt.Key.Key_F6)
    sheet = hands.sheet(DiscountSheet)
    tour.type_here(percent)
    hands.type(sheet.reason, _WHY)
    hands.picture("discount")
    hands.press(Qt.Key.Key_Return)
    hands.no_sheet()
    must_be(screen.presenter.cart.discount, Rupiah(33_000), "the discount in the cart")


def _search(tour: Tour, screen: SellScreen) -> None:
    hands = tour.hands
    hands.press(Qt.Key.Key_F2)
    hands.type(screen.search, _MISSPELT)

    def found() -> list[ItemCard]:
        return [card for card in screen.grid.records.cards if card.name == NEW_GOODS]

    hands.wait_for(f"{NEW_GOODS} to be found by {_MISSPELT!r}", lambda: len(found()) == 1 and not _is_whole(screen))
    hands.picture("search")
    hands.press(Qt.Key.Key_Down, screen.search)
    place = screen.grid.records.cards.index(one(found(), "card for the search"))
    for _step in range(place):
        hands.press(Qt.Key.Key_Right, screen.grid)
    hands.press(Qt.Key.Key_Return, screen.grid)
    hands.settle()
    screen.search.setFocus()
    screen.search.clear()
    hands.wait_for("all goods again", lambda: _is_whole(screen))


def _is_whole(screen: SellScreen) -> bool:
    """Whether the grid shows more than a search would find."""
    return len(screen.grid.records.cards) > 10


def pay_cash(tour: Tour) -> None:
    """Cash with change; the receipt comes out of the printer and the drawer opens."""
    hands = tour.hands
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(PaySheet)
    tour.type_here("1800rb")
    hands.settle()
    hands.picture("pay")
    pulses = tour.printer.pulses
    hands.press(Qt.Key.Key_Return)
    hands.wait_for("the sale to stand", lambda: sheet.payment.done)
    done = sheet.payment.done
    assert done is not None
    must_be((done.total, done.change), (Rupiah(1_727_000), Rupiah(73_000)), "total and change")
    job = _receipt_job(tour)
    must_be(tour.printer.pulses, pulses + 1, "how often the drawer was opened")
    hands.picture("paid")
    _keep_receipt(tour, job)
    next_customer(tour, sheet)
    tour.sale = done.id
    tour.drawer += done.total
    _is_on_the_shelf(tour, {_STAMPED: 6, NEW_GOODS: 2})
    must(all(card.stock.units == 0 for card in tour.cards() if card.name == _UNIQUE), "the unique piece should be sold")
    _look_up(tour)
    tour.facts |= {"sale": done.code, "total": done.total.amount, "change": done.change.amount}


def next_customer(tour: Tour, sheet: Sheet) -> None:
    """Send the change away, once it was seen."""
    button = sheet.primary_button
    assert button is not None
    tour.hands.wait_for("the next customer's turn", button.isEnabled)
    tour.hands.press(Qt.Key.Key_Return)
    tour.hands.no_sheet()


def _is_on_the_shelf(tour: Tour, expected: dict[str, int]) -> None:
    for name, count in expected.items():
        must_be(tour.card(name, tour.plan.artisan).stock.units, count, f"what is left of {name}")


def _receipt_job(tour: Tour) -> JobRecord:
    """The receipt's job, once it was sent, and the drawer's, too."""

    def sent() -> JobRecord | None:
        newest = tour.ask(lambda session: jobs(session, limit=5))
        waiting = [job for job in newest if job.state not in (JobState.SENT, JobState.CONFIRMED)]
        return None if waiting else next(job for job in newest if job.kind is JobKind.RECEIPT)

    return tour.hands.wait_for("the receipt to be printed", sent)


def _keep_receipt(tour: Tour, job: JobRecord) -> None:
    """The receipt as bytes, as text and as a picture; every line of the text must be in the bytes, in its order."""
    slip, profile = tour.ask(lambda session: (slip_of(session, job.id), printer(session, job.printer_id).profile))
    assert slip is not None
    grid = lay_out(slip, profile.columns)
    receipt = tour.printer.slips[-1]
    at = 0
    for line in grid.lines:
        if isinstance(line, TextLine) and line.text.strip() and not line.drawn:
            found = receipt.find(line.text.strip().encode("ascii"), at)
            must(found >= 0, f"the printer should have got the line {line.text.strip()!r}")
            at = found
    text = grid.text()
    for words in (tour.plan.shop_name, _UNIQUE, _STAMPED, NEW_GOODS, "1.727.000", "73.000", tour.plan.footer[:13]):
        must(words in " ".join(text.split()), f"the receipt should say {words!r}")
    (tour.folder / "receipt.bin").write_bytes(receipt)
    (tour.folder / "receipt.txt").write_text(text, encoding="utf-8")
    (tour.folder / "receipt.png").write_bytes(to_png(draw(grid, profile)))


def _look_up(tour: Tour) -> None:
    """The receipt's own bar code brings it back onto the screen."""
    hands = tour.hands
    text = (tour.folder / "receipt.txt").read_text(encoding="utf-8")
    codes = [line.removeprefix("[EAN-13 ").removesuffix("]") for line in text.splitlines() if "[EAN-13 " in line]
    hands.scan(one(codes, "bar code on the receipt"))
    sheet = hands.sheet(ReceiptSheet)
    hands.picture("receipt-again")
    sheet.reject()
    hands.no_sheet()


def pay_by_qris(tour: Tour) -> None:
    """A second sale, with a service, by QRIS: the code with the amount, and nobody waits until the money is there."""
    hands = tour.hands
    screen = hands.go_to("sell", SellScreen)
    hands.scan(tour.card(_QRIS_GOODS).code)
    hands.scan(tour.card(_SERVICE).code)
    must_be(screen.presenter.cart.total, Rupiah(310_000), "the total of the cart")
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(PaySheet)
    hands.press(Qt.Key.Key_F3)
    fields = [field for field in sheet.findChildren(TextField) if field.accessibleName() == _("Reference")]
    hands.type(one(fields, "field for the reference"), "004711")
    hands.picture("qris")
    _show_customer(tour)
    # "Check later"
    hands.press(Qt.Key.Key_F10)
    hands.wait_for("the sale to stand", lambda: sheet.payment.done)
    done = sheet.payment.done
    assert done is not None
    _receipt_job(tour)
    next_customer(tour, sheet)
    receipt = tour.ask(lambda session: receipt_of(session, done.id))
    must_be(receipt.total, Rupiah(310_000), "the second receipt's total")
    tender = one(receipt.tenders, "tender of the second sale")
    must_be((tender.method, tender.reference), (QRIS, "004711"), "how the second sale was paid")
    unseen = one(tour.ask(unchecked_payments), "payment that nobody saw arrive")
    must_be(unseen.document, done.id, "the sale of the payment that nobody saw arrive")
    must_be(till_standing_drawer(tour), tour.drawer, "the money in the drawer after a sale without cash")
    tour.facts |= {"sale": receipt.code, "total": receipt.total.amount}


def _show_customer(tour: Tour) -> None:
    """What a second screen shows the customer; a computer without one has nowhere to show it."""
    state = tour.app.customers.state
    must_be((state.showing, state.total), (Showing.QRIS, Rupiah(310_000)), "what the customer sees")
    head = tour.ask(letterhead)
    display = DisplayWindow()
    display.resize(tour.hands.window.size())
    display.show_shop(DisplayShop(name=head.name))
    display.show_state(state)
    tour.hands.keep(display.grab(), "customer-display")
    display.deleteLater()


def till_standing_drawer(tour: Tour) -> Rupiah:
    """What the book says is in the drawer."""
    return tour.ask(lambda session: till_standing(session, tour.shop.device)).drawer
