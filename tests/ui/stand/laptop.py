"""A shop with an exhibition planned, and a second program on a laptop's empty store, with hands of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DeviceId, StaffId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate
from sentra_pos.db.setting_keys import DEVICE_LOOK
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.exhibitions.bring_goods import BringGoods, bring_goods
from sentra_pos.exhibitions.enrol_device import DeviceEnrolled, EnrolDevice, enrol_device
from sentra_pos.exhibitions.enrolment import read_enrolment
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.shop import Shop
from tests.exhibitions.fair import Fair
from tests.exhibitions.homecoming_day import Stand
from tests.exhibitions.on_a_stick import Away
from tests.gallery import a_gallery
from ui.app import App, make_application
from ui.tour.hands import Hands

PIN = "4711"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lid:
    """A laptop that is open: its program, its hands, and the shop at home, whose acts are done without a window."""

    app: App
    hands: Hands
    fair: Fair
    exhibition: UUID
    folder: Path

    def admitted(self, request: Path) -> Away:
        """Carried to the shop, compared, admitted; its stand is added."""
        file = request.read_bytes()
        device = DeviceId(new_id(self.fair.clock))
        number = read_enrolment(file).fingerprint
        command = EnrolDevice(device=device, by=self.fair.ratna, file=file, fingerprint=number)
        enrolled: DeviceEnrolled = self.fair.do(enrol_device, command)
        stand = self.fair.stand(self.exhibition, StandKind.LAPTOP, "Hall B 12", enrolled.device)
        goers = (self.fair.gallery.cashier.staff, self.fair.ratna.staff)
        return Away(
            fair=self.fair,
            laptop=self.app.shop.store,
            exhibition=self.exhibition,
            stand=stand.id,
            device=enrolled.device,
            goers=goers,
        )

    def pack(self, away: Away, name: str = "paket.pameran") -> Path:
        """What the shop wrote onto the stick."""
        file = self.folder / name
        file.write_bytes(away.pack())
        return file

    def next_fair(self, away: Away, *goers: StaffId) -> Away:
        """The stand that ended is home, goods missing and all, and the same laptop goes to another fair."""
        stand = self.sells(away)
        stand.bring(stand.file())
        told = self.fair.details(away.exhibition).stands[0]
        home = BringGoods(
            id=self.fair.new(),
            by=self.fair.ratna,
            stand=away.stand,
            finished=True,
            cash=told.cash + told.road_cash,
        )
        self.fair.do(bring_goods, home)
        exhibition = self.fair.plan("Pasar Seni", staff=goers)
        added = self.fair.stand(exhibition, StandKind.LAPTOP, "Blok A 3", away.device)
        self.fair.load(added.id, (self.fair.gallery.pouch, 6))
        return replace(away, exhibition=exhibition, stand=added.id, goers=goers)

    def sells(self, away: Away) -> Stand:
        """The stand's acts, without a window."""
        return Stand(away=away, store=self.app.shop.store)


@contextmanager
def a_laptop(folder: Path, clock: FixedClock, look: object = None) -> Iterator[Lid]:
    """Started for the first time."""
    folder.mkdir(parents=True, exist_ok=True)
    home, file = folder / "toko-di-rumah.sqlite3", folder / "laptop.sqlite3"
    for each in (home, file):
        migrate(each)
    at_home, store = Store(home), Store(file)
    if look is not None:
        with store.writing() as session:
            put_setting(session, DEVICE_LOOK, look)
    gallery = a_gallery(at_home, clock)
    fair = Fair(store=at_home, clock=clock, gallery=gallery)
    exhibition = fair.plan(staff=(gallery.cashier.staff, fair.ratna.staff))
    app = App(make_application(), Shop(store, clock))
    try:
        app.begin()
        hands = Hands(app, folder)
        yield Lid(app=app, hands=hands, fair=fair, exhibition=exhibition, folder=folder)
    finally:
        Hands.leave()
        app.close()
        app.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        at_home.close()


def look_kept(store: Store) -> object:
    """How the windows of another store look."""
    with store.reading() as session:
        return get_setting(session, DEVICE_LOOK)
