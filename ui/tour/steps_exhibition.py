"""A day at the mall: planned, loaded, a laptop's first start, sold there, brought home by its stick, and the result."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.clock import business_today
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.core.words import format_short_date
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.facts import Stage
from sentra_pos.exhibitions.queries import ExhibitionDetails, exhibition, exhibitions
from sentra_pos.exhibitions.result import result
from sentra_pos.shop import open_shop
from ui.app import App, make_application
from ui.exhibitions.admit_sheet import AdmitSheet
from ui.exhibitions.cash_sheet import CashHomeSheet
from ui.exhibitions.homecoming_sheet import HomecomingSheet
from ui.exhibitions.load_sheet import LoadSheet
from ui.exhibitions.pack_sheet import PackSheet
from ui.exhibitions.papers_sheet import LoadPapersSheet
from ui.exhibitions.plan_sheet import PlanSheet
from ui.exhibitions.result_sheet import ResultSheet
from ui.exhibitions.screen import ExhibitionsScreen
from ui.exhibitions.stand_sheet import StandSheet
from ui.exhibitions.unload_sheet import UnloadSheet
from ui.main_window import MainWindow
from ui.sell.pay_sheet import PaySheet
from ui.sell.screen import SellScreen
from ui.stand.door import StandDoor
from ui.stand.end_sheet import EndHereSheet
from ui.stand.open_pack_sheet import OpenPackSheet
from ui.stand.screen import StandScreen
from ui.start.first_start import FirstStart
from ui.start.log_in import LogInWindow
from ui.till.close_sheet import CloseTillSheet, Step
from ui.till.open_sheet import OpenTillSheet
from ui.tour.hands import Hands
from ui.tour.tour import Tour, must, must_be, one

LAPTOP, STICK = "laptop", "stick"
NAME = "Pameran Wastra Rekaan"
_CHANGE = Rupiah(300_000)
#: So many pieces of each of three goods go along; the first is sold once at the mall, the second twice.
_EACH, _SOLD = 3, (1, 2, 0)
_DAYS = timedelta(days=4)


def _goods(tour: Tour) -> tuple[ItemCard, ...]:
    """Three goods of which the shelf holds plenty, the dearest first."""
    plenty = [card for card in tour.cards() if card.stock.units >= 2 * _EACH]
    return tuple(sorted(plenty, key=lambda card: (-card.price.amount, card.code))[: len(_SOLD)])


def _stick(tour: Tour) -> Path:
    folder = tour.folder / STICK
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def _at_the_laptop(tour: Tour) -> Iterator[Tour]:
    """Its lid is open: a program of its own on a store of its own; the shop's window is not here meanwhile."""
    folder = tour.folder / LAPTOP
    folder.mkdir(exist_ok=True)
    home = tour.hands.window
    home.hide()
    app = App(make_application(), open_shop(folder / "laptop.sqlite3"))
    hands = Hands(app, tour.folder)
    hands.pictures, hands.faults = tour.hands.pictures, tour.hands.faults
    app.runner.unheard.connect(lambda trouble: hands.faults.append(f"nobody heard: {trouble}"))
    use_language(tour.language)
    try:
        app.begin()
        yield replace(tour, app=app, hands=hands)
    finally:
        Hands.leave()
        app.close()
        use_language(tour.language)
        home.show()


def _screen(tour: Tour) -> ExhibitionsScreen:
    screen = tour.hands.go_to("exhibitions", ExhibitionsScreen)
    tour.hands.settle()
    return screen


def _details(tour: Tour) -> ExhibitionDetails:
    today = business_today(tour.shop.clock)
    found = one(tour.ask(lambda session: exhibitions(session, today)), "exhibition")
    return tour.ask(lambda session: exhibition(session, found.id, today))


# ------------------------------------------------------------------------------------------------------- to the fair


def plan_exhibition(tour: Tour) -> None:
    """Name, place, days, rent, and who goes."""
    hands = tour.hands
    screen = _screen(tour)
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(PlanSheet)
    hands.wait_for("who can go", lambda: sheet.people)
    today = business_today(tour.shop.clock)
    for field, text in (
        (sheet.name, NAME),
        (sheet.venue, "Atrium Mal Misalan"),
        (sheet.city, "Surabaya"),
        (sheet.starts, format_short_date(today)),
        (sheet.ends, format_short_date(today + _DAYS)),
        (sheet.rent, "1500000"),
    ):
        hands.type(field, text)
    for button in sheet.people.values():
        hands.click(button)
    hands.picture("plan-exhibition")
    hands.go_on(sheet)
    hands.no_sheet()
    hands.wait_for("its page", lambda: screen.presenter.page)
    must_be(_details(tour).record.stage, Stage.PLANNED, "the exhibition's stage")


def admit_laptop(tour: Tour) -> None:
    """The laptop's first start, its request carried to the shop, and the same number on both screens."""
    request = _stick(tour) / "laptop.daftar"
    with _at_the_laptop(tour) as away:
        must(isinstance(away.hands.window, FirstStart), "an empty store should begin with the first start")
        away.hands.press(Qt.Key.Key_F8)
        door = away.hands.window
        assert isinstance(door, StandDoor)
        away.hands.picture("laptop-first-start")
        door.write(request)
        away.hands.wait_for("the laptop's number", door.number.text)
        away.hands.picture("laptop-number")
        number = door.number.accessibleName()
    hands = tour.hands
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(StandSheet)
    hands.press(Qt.Key.Key_F8)
    admit = hands.sheet(AdmitSheet)
    admit.read_file(request)
    hands.wait_for("whose request it is", lambda: admit.asked)
    must_be(admit.number.text(), number, "the number on the shop's screen")
    hands.click(admit.same)
    hands.picture("admit-laptop")
    hands.go_on(admit)
    hands.wait_for("the laptop in the list", sheet.laptop.value)
    hands.type(sheet.name, "Atrium 7")
    hands.picture("add-stand")
    hands.go_on(sheet)
    hands.no_sheet()
    must_be(len(_details(tour).stands), 1, "the number of stands")


def load_for_exhibition(tour: Tour) -> None:
    """Scanned onto the list, with change out of the safe; both papers of the load, and the pack onto the stick."""
    hands, goods = tour.hands, _goods(tour)
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(LoadSheet)
    for card in goods:
        for _piece in range(_EACH):
            hands.scan(card.code)
    hands.wait_for("the scans", lambda: sheet.presenter.pieces.units == _EACH * len(goods))
    for field, text in (
        (sheet.change, str(_CHANGE.amount)),
        (sheet.vehicle, "S 1234 XX"),
        (sheet.driver, "Pak Umpama"),
    ):
        hands.type(field, text)
    hands.picture("load-goods")
    hands.go_on(sheet)
    papers = hands.sheet(LoadPapersSheet)
    tour.make_paper("loading-list.pdf", papers.loading_list)
    tour.make_paper("delivery-note.pdf", papers.delivery_note)
    papers.reject()
    hands.no_sheet()
    _write_pack(tour)
    tour.facts |= {"pieces": _EACH * len(goods), "change": _CHANGE.amount, "codes": [card.code for card in goods]}


def _write_pack(tour: Tour) -> None:
    hands = tour.hands
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(PackSheet)
    sheet.write(_stick(tour) / "paket.pameran")
    hands.wait_for("the pack on the stick", lambda: sheet.written)
    hands.picture("pack", calm=True)
    sheet.reject()
    hands.no_sheet()


# -------------------------------------------------------------------------------------------------------- at the mall


def open_at_the_mall(tour: Tour) -> None:
    """The shop's file makes the laptop the stand: looked at, compared, a PIN, and in."""
    with _at_the_laptop(tour) as away:
        hands, door = away.hands, away.hands.window
        assert isinstance(door, StandDoor)
        door.read_file(_stick(tour) / "paket.pameran")
        sheet = hands.sheet(OpenPackSheet)
        hands.click(sheet.same)
        hands.picture("shops-file")
        hands.go_on(sheet)
        for field in (sheet.rows[0].pin, sheet.rows[0].again):
            hands.type(field, tour.plan.pin)
        hands.picture("laptop-pin")
        hands.press(Qt.Key.Key_F12)
        hands.wait_for("who is there", lambda: isinstance(hands.window, LogInWindow))
        _log_in(away)
        screen = hands.go_to("stand", StandScreen)
        hands.wait_for("what is here", lambda: screen.presenter.page)
        screen.tabs.chosen.emit("goods")
        screen.tabs.choose("goods")
        hands.picture("stand-goods")


def _log_in(away: Tour) -> None:
    hands, door = away.hands, away.hands.window
    assert isinstance(door, LogInWindow)
    hands.type(door.pin, away.plan.pin)
    hands.press(Qt.Key.Key_Return, door.pin)
    hands.wait_for("the stand's window", lambda: isinstance(hands.window, MainWindow))
    hands.settle()


def sell_at_the_mall(tour: Tour) -> None:
    """Without a network: open, scan, take cash, close; then the stand ends, and its file is on the stick."""
    codes = _loaded_codes(tour)
    with _at_the_laptop(tour) as away:
        _log_in(away)
        hands = away.hands
        sell = hands.go_to("sell", SellScreen)
        hands.press(Qt.Key.Key_F12)
        hands.sheet(OpenTillSheet)
        away.type_here(str(_CHANGE.amount))
        hands.press(Qt.Key.Key_Return)
        hands.no_sheet()
        hands.wait_for("the till to be open", lambda: sell.presenter.is_open)
        for code, count in zip(codes, _SOLD, strict=True):
            for _piece in range(count):
                hands.scan(code)
        hands.picture("sell-at-the-mall", calm=True)
        taken = _pay(away)
        screen = hands.go_to("stand", StandScreen)
        hands.wait_for("the day", lambda: screen.presenter.page and screen.presenter.page.day.receipts)
        assert screen.presenter.page is not None
        must_be(screen.presenter.page.day.taken, taken, "what came in at the mall")
        hands.picture("stand-today")
        away.make_paper("daily-recap.pdf", screen.presenter.save_recap)
        _close_and_end(away, screen, _CHANGE + taken)
        must_be([each.sentence for each in examine(away.shop.store.path)], [], "what the doctor says on the laptop")
    tour.facts |= {"taken": taken.amount}


def _loaded_codes(tour: Tour) -> list[str]:
    load = one(_details(tour).stands, "stand").loads[0]
    return [line.code for line in sorted(load.lines, key=lambda line: (-line.price.amount, line.code))]


def _pay(away: Tour) -> Rupiah:
    hands = away.hands
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(PaySheet)
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    done = hands.wait_for("the sale to stand", lambda: sheet.payment.done)
    button = sheet.primary_button
    assert button is not None
    hands.wait_for("the next customer's turn", button.isEnabled)
    hands.press(Qt.Key.Key_Return)
    hands.no_sheet()
    return done.total


def _close_and_end(away: Tour, screen: StandScreen, counted: Rupiah) -> None:
    hands, stick = away.hands, _stick(away)
    hands.go_to("sell", SellScreen)
    hands.press(Qt.Key.Key_F10)
    sheet = hands.sheet(CloseTillSheet)
    hands.settle()
    if sheet.step is Step.OPEN_ENDS:
        hands.press(Qt.Key.Key_F12)
    hands.wait_for("the count", lambda: sheet.step is Step.COUNT)
    hands.press(Qt.Key.Key_F6)
    away.type_here(str(counted.amount))
    hands.press(Qt.Key.Key_Return)
    hands.wait_for("the slips", lambda: sheet.step is Step.SLIPS)
    hands.press(Qt.Key.Key_F12)
    hands.wait_for("the count beside the book", lambda: sheet.step is Step.COMPARE)
    hands.go_on(sheet)
    hands.wait_for("the closing", lambda: sheet.step is Step.CLOSED)
    home = sheet.closed.home
    assert home is not None
    home.write(stick / "hari-1.pulang")
    hands.wait_for("the file on the stick", (stick / "hari-1.pulang").is_file)
    hands.wait_for("the backup", away.shop.newest_backup)
    hands.wait_for("the Z slip's picture", sheet.closed.picture.has_picture)
    hands.picture("closed-at-the-mall")
    hands.go_on(sheet)
    hands.no_sheet()
    hands.go_to("stand", StandScreen)
    hands.press(Qt.Key.Key_F8)
    end = hands.sheet(EndHereSheet)
    hands.picture("end-the-stand")
    hands.go_on(end)
    hands.no_sheet()
    screen.write_home(stick / "terakhir.pulang")
    hands.wait_for("the last file", (stick / "terakhir.pulang").is_file)
    hands.no_sheet()
    hands.picture("stand-ended", calm=True)


# ---------------------------------------------------------------------------------------------------------- and back


def bring_home(tour: Tour) -> None:
    """Looked into first, then added; the day before it, and the same once more, add nothing."""
    hands, stick = tour.hands, _stick(tour)
    screen = _screen(tour)
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(HomecomingSheet)
    sheet.presenter.choose([stick / "terakhir.pulang", stick / "hari-1.pulang"])
    hands.wait_for("what they hold", lambda: len(sheet.presenter.files) == 2)
    hands.picture("homecoming", calm=True)
    hands.press(Qt.Key.Key_F12)
    hands.wait_for("the book", lambda: all(file.brought for file in sheet.presenter.files))
    added = [file.brought.added for file in sheet.presenter.files if file.brought is not None]
    must(added[0] and not added[1], "the last file should add all of it, and the day before it nothing")
    hands.picture("homecoming-added", calm=True)
    sheet.reject()
    hands.no_sheet()
    hands.wait_for("the stand to have ended", lambda: one(_details(tour).stands, "stand").ended)
    screen.refresh()
    hands.settle()
    must_be(_details(tour).record.stage, Stage.CLOSING, "the exhibition's stage")
    tour.facts |= {"documents": added[0]}


def take_goods_home(tour: Tour) -> None:
    """Scanned back onto the shelf, all there; the stand's cash into the safe."""
    hands, codes = tour.hands, _loaded_codes(tour)
    hands.press(Qt.Key.Key_F12)
    sheet = hands.sheet(UnloadSheet)
    hands.wait_for("the list", lambda: sheet.presenter.rows)
    for code, sold in zip(codes, _SOLD, strict=True):
        for _piece in range(_EACH - sold):
            hands.scan(code)
    hands.wait_for("the scans", lambda: not any(row.missing for row in sheet.presenter.rows))
    hands.click(sheet.was_all)
    hands.picture("goods-home")
    hands.go_on(sheet)
    hands.no_sheet()
    stand = one(_details(tour).stands, "stand")
    must_be(sum(each.at_stand.units for each in stand.goods), 0, "the pieces left at the stand")
    hands.press(Qt.Key.Key_F12)
    cash = hands.sheet(CashHomeSheet)
    hands.press(Qt.Key.Key_F6)
    in_the_bag = stand.cash + stand.road_cash
    tour.type_here(str(in_the_bag.amount))
    hands.picture("cash-home")
    hands.go_on(cash)
    hands.no_sheet()
    must_be(_details(tour).record.stage, Stage.RECONCILED, "the exhibition's stage")
    tour.facts |= {"cash": in_the_bag.amount}


def look_at_result(tour: Tour) -> None:
    """Taken is sold and come back; what came in is what was paid."""
    hands = tour.hands
    screen = _screen(tour)
    hands.press(Qt.Key.Key_F10)
    sheet = hands.sheet(ResultSheet)
    hands.wait_for("the result", lambda: sheet.artisans.records.rows)
    hands.picture("exhibition-result")
    tour.make_paper("exhibition-result.pdf", sheet.save)
    sheet.reject()
    hands.no_sheet()
    found = tour.ask(lambda session: result(session, _details(tour).record.id))
    pieces = found.pieces
    must_be(
        (pieces.taken, pieces.sold, pieces.lost), (_EACH * len(_SOLD), sum(_SOLD), 0), "taken, sold and lost pieces"
    )
    must_be(found.taken, found.sales.paid, "what came in")
    screen.leave()
    hands.settle()
    hands.picture("exhibitions", calm=True)
    tour.facts |= {"taken": found.taken.amount, "shop": found.commission.amount}
