"""Everything that only an exhibition's laptop shows, on a program of its own beside the shop's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.exhibitions.on_a_stick import Away, load_the_van
from tests.ui.stand.laptop import PIN, Lid, a_laptop, look_kept
from tests.ui.visit import Visit

if TYPE_CHECKING:
    from ui.stand.door import StandDoor

F = {number: Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)}


def stand(visit: Visit) -> Iterator[str]:
    """The shop's window is hidden meanwhile, as if its computer stood elsewhere."""
    shop, hands = visit.app, visit.hands
    window = visit.window
    window.hide()
    folder = visit.store.path.parent / "laptop"
    with a_laptop(folder, visit.clock, look_kept(visit.store)) as lid:
        visit.app, visit.hands = lid.app, lid.hands
        try:
            yield from _on_the_laptop(visit, lid)
        finally:
            visit.app, visit.hands = shop, hands
    window.show()
    visit.hands.settle()


def _on_the_laptop(visit: Visit, lid: Lid) -> Iterator[str]:
    from ui.stand.door import StandDoor
    from ui.start.first_start import FirstStart

    assert isinstance(visit.window, FirstStart)
    visit.press(F[8])
    door = visit.window
    assert isinstance(door, StandDoor)
    yield "stand-asks"
    request = lid.folder / "laptop.daftar"
    door.write(request)
    visit.hands.wait_for("the laptop's number", door.number.text)
    visit.hands.settle()
    yield "stand-number"
    away = lid.admitted(request)
    load_the_van(away)
    yield from _first_pack(visit, lid, away, door)
    yield from _at_work(visit, lid, away)
    yield from _between_two_fairs(visit, lid, away)


def _first_pack(visit: Visit, lid: Lid, away: Away, door: StandDoor) -> Iterator[str]:
    from ui.stand.open_pack_sheet import OpenPackSheet
    from ui.start.log_in import LogInWindow

    door.read_file(lid.pack(away))
    sheet = visit.hands.sheet(OpenPackSheet)
    visit.hands.settle()
    yield "stand-pack"
    sheet.same.click()
    visit.hands.go_on(sheet)
    for field in (sheet.rows[0].pin, sheet.rows[0].again):
        visit.hands.type(field, PIN)
    yield "stand-pins"
    visit.hands.go_on(sheet)
    visit.hands.wait_for("the log in", lambda: isinstance(visit.app.window, LogInWindow))
    visit.hands.settle()
    yield "stand-log-in"


def _at_work(visit: Visit, lid: Lid, away: Away) -> Iterator[str]:
    from sentra_pos.people.facts import Role
    from sentra_pos.people.log_in import LoggedIn
    from sentra_pos.people.permissions import PERMISSIONS
    from ui.stand.end_sheet import EndHereSheet
    from ui.stand.open_pack_sheet import OpenPackSheet
    from ui.stand.screen import StandScreen

    owner = lid.fair.ratna.staff
    lid.app.enter(LoggedIn(staff=owner, name="Ibu Ratna", role=Role.OWNER, permissions=PERMISSIONS[Role.OWNER]))
    visit.hands.settle()
    yield "stand-sell-closed"
    screen = visit.front("stand")
    assert isinstance(screen, StandScreen)
    yield "stand-nothing-sold"
    gallery, at_stand = lid.fair.gallery, lid.sells(away)
    at_stand.open()
    at_stand.sell(gallery.mrico, 2)
    at_stand.sell(gallery.surya)
    screen.presenter.load()
    visit.hands.settle()
    yield "stand"
    screen.write_home(lid.folder / "pulang.pulang")
    visit.hands.wait_for("the file", (lid.folder / "pulang.pulang").is_file)
    visit.hands.no_sheet()
    screen.tabs.choose("goods")
    screen.tabs.chosen.emit("goods")
    visit.hands.settle()
    yield "stand-goods"
    lid.fair.load(away.stand, (gallery.shirt_l, 1))
    screen.read_pack(lid.pack(away, "susulan.pameran"))
    visit.hands.sheet(OpenPackSheet)
    visit.hands.settle()
    yield "stand-further-pack"
    visit.away()
    visit.press(F[8], EndHereSheet)
    yield "stand-end"
    visit.away()
    visit.front("settings")
    yield "stand-settings"
    yield from _closing(visit)


def _closing(visit: Visit) -> Iterator[str]:
    from ui.till.close_sheet import CloseTillSheet, Step

    visit.front("till")
    yield "stand-till"
    sheet = visit.press(F[10], CloseTillSheet)
    assert isinstance(sheet, CloseTillSheet)
    if sheet.step is Step.OPEN_ENDS:
        visit.hands.go_on(sheet)
    visit.type("5")
    visit.hands.go_on(sheet)
    if sheet.step is Step.SLIPS:
        visit.hands.go_on(sheet)
    visit.hands.wait_for("the count beside the book", lambda: sheet.step is Step.COMPARE)
    sheet.compare.reason.setText("belum tahu")
    visit.hands.go_on(sheet)
    visit.hands.wait_for("the closing", lambda: sheet.step is Step.CLOSED)
    home = sheet.closed.home
    assert home is not None
    visit.hands.wait_for("the file on the stick", lambda: "pulang" in home.words.text())
    visit.hands.settle()
    yield "stand-till-closed"
    visit.away()


def _between_two_fairs(visit: Visit, lid: Lid, away: Away) -> Iterator[str]:
    from ui.stand.open_pack_sheet import OpenPackSheet
    from ui.stand.screen import StandScreen
    from ui.start.log_in import LogInWindow

    lid.sells(away).end()
    screen = visit.front("stand")
    assert isinstance(screen, StandScreen)
    screen.presenter.load()
    visit.hands.wait_for("its end", lambda: screen.presenter.page is not None and screen.presenter.page.stand.ended)
    visit.hands.settle()
    yield "stand-ended"
    following = lid.next_fair(away, lid.fair.ratna.staff, lid.fair.gallery.cashier.staff)
    screen.read_pack(lid.pack(following, "berikut.pameran"))
    visit.hands.sheet(OpenPackSheet)
    visit.hands.settle()
    yield "stand-next-pack"
    visit.away()
    lid.app._leave()
    visit.hands.wait_for("the log in", lambda: isinstance(visit.app.window, LogInWindow))
    visit.hands.settle()
    yield "stand-between"
