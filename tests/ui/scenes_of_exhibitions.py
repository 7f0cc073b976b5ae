"""The scenes of an exhibition at the shop: planned, loaded, packed, brought home, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.db.backup import backup_to
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate
from sentra_pos.exhibitions.charge_costs import PaidFrom
from sentra_pos.exhibitions.enrolment import enrolment_file
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.write_off_stand import WriteOffStand, write_off_stand
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.queries import staff_list
from tests.exhibitions.fair import Fair
from tests.exhibitions.homecoming_day import Stand as AtTheStand
from tests.exhibitions.on_a_stick import Away, admit
from tests.ui.visit import Visit

_KEY = Qt.Key


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stick:
    """The laptop's store, and the folder that people carry."""

    laptop: Store
    folder: Path

    def request(self, visit: Visit) -> Path:
        with self.laptop.writing() as session:
            content = enrolment_file(session, "Laptop Biru", clock=visit.clock)
        file = self.folder / "laptop-biru.daftar"
        file.write_bytes(content)
        return file


def exhibiting(visit: Visit) -> Iterator[str]:
    """A laptop's stand from the plan to the result."""
    from ui.exhibitions.screen import ExhibitionsScreen

    screen = visit.front("exhibitions")
    assert isinstance(screen, ExhibitionsScreen)
    visit.hands.settle()
    yield "exhibitions-empty"
    stick = _stick(visit)
    yield from _planned(visit, screen)
    yield from _stand_added(visit, screen, stick)
    yield from _loaded(visit, screen)
    yield from _packed(visit, screen, stick)
    yield from _brought_home(visit, screen, stick)
    yield from _goods_home(visit, screen)
    yield from _result(visit, screen)
    yield from _seldom(visit, screen)
    yield from _lost(visit, screen, stick)


def _stick(visit: Visit) -> _Stick:
    folder = visit.store.path.parent / "stick"
    folder.mkdir(exist_ok=True)
    return _Stick(laptop=_laptop(folder, "laptop.sqlite3"), folder=folder)


def _laptop(folder: Path, name: str) -> Store:
    migrate(folder / name)
    return Store(folder / name)


def _planned(visit: Visit, screen: Any) -> Iterator[str]:
    from ui.exhibitions.plan_sheet import PlanSheet
    from ui.settings.promotion_sheet import PromotionSheet

    visit.press(_KEY.Key_F12, PlanSheet)
    sheet = visit.hands.sheet(PlanSheet)
    visit.hands.wait_for("who can go", lambda: sheet.people)
    today = business_today(visit.clock)
    sheet.name.setText("Pameran Wastra Rekaan 2026")
    sheet.venue.setText("Balai Misalan, Hall B 12")
    sheet.city.setText("Jakarta")
    sheet.starts.set_value(today)
    sheet.ends.set_value(today + timedelta(days=4))
    sheet.rent.set_value(Rupiah(2_500_000))
    sheet.people[visit.gallery.founded.owner].click()
    visit.hands.settle()
    yield "plan-exhibition"
    visit.hands.go_on(sheet)
    visit.hands.no_sheet()
    visit.hands.wait_for("the page", lambda: screen.presenter.page)
    visit.hands.settle()
    yield "exhibition-planned"
    screen.acts.promotion.click()
    promotion = visit.hands.sheet(PromotionSheet)
    visit.hands.wait_for("its days", promotion.ends.value)
    visit.hands.settle()
    yield "exhibition-promotion"
    visit.away()


def _stand_added(visit: Visit, screen: Any, stick: _Stick) -> Iterator[str]:
    from ui.exhibitions.admit_sheet import AdmitSheet
    from ui.exhibitions.stand_sheet import StandSheet

    visit.press(_KEY.Key_F12, StandSheet)
    sheet = visit.hands.sheet(StandSheet)
    visit.press(_KEY.Key_F8, AdmitSheet)
    admit = visit.hands.sheet(AdmitSheet)
    admit.read_file(stick.request(visit))
    visit.hands.wait_for("the number", lambda: admit.asked)
    admit.same.setChecked(True)
    visit.hands.settle()
    yield "admit-laptop"
    visit.hands.go_on(admit)
    visit.hands.wait_for("the laptop in the list", sheet.laptop.value)
    visit.hands.settle()
    yield "add-stand"
    visit.hands.go_on(sheet)
    visit.hands.no_sheet()
    visit.hands.wait_for("the stand", screen.presenter.chosen)


def _loaded(visit: Visit, screen: Any) -> Iterator[str]:
    from ui.exhibitions.load_sheet import LoadSheet
    from ui.exhibitions.papers_sheet import LoadPapersSheet
    from ui.exhibitions.pick_sheet import PickSheet

    gallery = visit.gallery
    visit.press(_KEY.Key_F12, LoadSheet)
    sheet = visit.hands.sheet(LoadSheet)
    yield "load-goods-empty"
    for item in (gallery.mrico, gallery.mrico, gallery.pouch):
        visit.scan(item.code)
    visit.hands.wait_for("the scans", lambda: len(sheet.presenter.rows) == 2)
    visit.press(_KEY.Key_F3, PickSheet)
    picks = visit.hands.sheet(PickSheet)
    picks.groups.selectRow(1)
    picks.turn_all()
    visit.hands.settle()
    yield "load-by-artisan"
    visit.hands.go_on(picks)
    visit.hands.wait_for("the artisan's goods", lambda: len(sheet.presenter.rows) > 2)
    sheet.presenter.count(gallery.pouch.id, _pieces(12))
    sheet.presenter.count(gallery.mrico.id, _pieces(6))
    sheet.vehicle.setText("S 1234 XX")
    sheet.driver.setText("Pak Umpama")
    visit.hands.settle()
    yield "load-goods"
    visit.hands.go_on(sheet)
    visit.hands.sheet(LoadPapersSheet)
    visit.hands.settle()
    yield "load-papers"
    visit.away()
    visit.hands.wait_for("the load", lambda: screen.presenter.chosen().details.loads)
    visit.hands.settle()
    yield "exhibition-loaded"


def _pieces(count: int) -> Any:
    from sentra_pos.core.quantity import Quantity

    return Quantity(count)


def _packed(visit: Visit, screen: Any, stick: _Stick) -> Iterator[str]:
    from ui.exhibitions.pack_sheet import PackSheet

    visit.press(_KEY.Key_F12, PackSheet)
    sheet = visit.hands.sheet(PackSheet)
    sheet.write(stick.folder / "paket.pameran")
    visit.hands.wait_for("the pack", lambda: sheet.written)
    visit.hands.settle()
    yield "pack"
    visit.away()


def _at_the_fair(visit: Visit, screen: Any, stick: _Stick) -> Away:
    """The laptop has its pack; both stores as those who carry the stick know them."""
    stand = screen.presenter.chosen().details.stand
    fair = Fair(store=visit.store, clock=visit.clock, gallery=visit.gallery)
    with visit.store.reading() as session:
        staff = staff_list(session)
    goers = tuple(each.id for each in staff if each.id == visit.gallery.founded.owner)
    return Away(
        fair=fair,
        laptop=stick.laptop,
        exhibition=stand.exhibition,
        stand=stand.id,
        device=stand.device,
        goers=goers,
    )


def _brought_home(visit: Visit, screen: Any, stick: _Stick) -> Iterator[str]:
    from ui.exhibitions.homecoming_sheet import HomecomingSheet

    away, gallery = _at_the_fair(visit, screen, stick), visit.gallery
    away.open((stick.folder / "paket.pameran").read_bytes())
    there = AtTheStand(away=away, store=stick.laptop)
    there.open()
    for item, count in ((gallery.mrico, 2), (gallery.pouch, 5), (gallery.shirt_m, 1)):
        there.sell(item, count)
    there.close()
    (stick.folder / "hari-1.pulang").write_bytes(there.file())
    copied = stick.folder / "salinan.sqlite3"
    backup_to(stick.laptop, copied, visit.clock)
    twin = AtTheStand(away=away, store=Store(copied))
    twin.open()
    (stick.folder / "salinan.pulang").write_bytes(twin.file())
    visit.clock.advance(timedelta(days=1))
    there.open()
    there.refund(there.sell(gallery.pouch).id)
    there.sell(gallery.surya)
    there.close()
    there.end()
    (stick.folder / "hari-2.pulang").write_bytes(there.file())
    spoilt = bytearray((stick.folder / "hari-2.pulang").read_bytes())
    spoilt[-20] ^= 0xFF
    (stick.folder / "rusak.pulang").write_bytes(bytes(spoilt))
    visit.press(_KEY.Key_F12, HomecomingSheet)
    sheet = visit.hands.sheet(HomecomingSheet)
    yield "homecoming-empty"
    sheet.presenter.choose([stick.folder / "hari-2.pulang", stick.folder / "hari-1.pulang"])
    visit.hands.wait_for("the preview", lambda: len(sheet.presenter.files) == 2)
    visit.hands.settle()
    yield "homecoming-preview"
    visit.press(_KEY.Key_F12)
    visit.hands.wait_for("the book", lambda: sheet.presenter.files[0].brought)
    sheet.presenter.choose([stick.folder / "salinan.pulang", stick.folder / "rusak.pulang"])
    visit.hands.wait_for("the refusals", lambda: len(sheet.presenter.files) == 4)
    visit.hands.settle()
    yield "homecoming-refused"
    sheet.files.pick_first()
    visit.hands.settle()
    yield "homecoming-added"
    visit.away()
    visit.hands.wait_for("the end", lambda: screen.presenter.chosen().details.ended)
    visit.hands.settle()
    yield "exhibition-coming-home"


def _goods_home(visit: Visit, screen: Any) -> Iterator[str]:
    from ui.exhibitions.cash_sheet import CashHomeSheet
    from ui.exhibitions.unload_sheet import UnloadSheet

    gallery = visit.gallery
    visit.press(_KEY.Key_F12, UnloadSheet)
    sheet = visit.hands.sheet(UnloadSheet)
    visit.hands.wait_for("the list", lambda: sheet.presenter.rows)
    for item in (gallery.mrico, gallery.pouch, gallery.pouch):
        visit.scan(item.code)
    visit.press(_KEY.Key_F4)
    visit.scan(gallery.shirt_m.code)
    visit.hands.settle()
    yield "goods-home"
    sheet.presenter.damaged = False
    sheet.presenter.all_there()
    sheet.presenter.count(next(row for row in sheet.presenter.rows if row.item == gallery.pouch.id), _pieces(6))
    sheet.was_all.setChecked(True)
    visit.hands.go_on(sheet)
    visit.hands.settle()
    yield "goods-missing"
    visit.press(_KEY.Key_Return)
    visit.hands.no_sheet()
    visit.hands.wait_for("the goods at home", lambda: screen.presenter.step().value == "cash")
    visit.press(_KEY.Key_F12, CashHomeSheet)
    cash = visit.hands.sheet(CashHomeSheet)
    cash.count.notes.fields[100_000].set_value(_pieces(20))
    visit.hands.settle()
    yield "cash-home"
    cash.count.count_by_notes(False)
    cash.count.sum.set_value(cash._expected)
    visit.hands.go_on(cash)
    visit.hands.no_sheet()
    visit.hands.settle()


def _result(visit: Visit, screen: Any) -> Iterator[str]:
    from ui.exhibitions.compare_sheet import CompareSheet
    from ui.exhibitions.cost_sheet import CostSheet
    from ui.exhibitions.result_sheet import ResultSheet
    from ui.exhibitions.undo_cost_sheet import UndoCostSheet

    visit.press(_KEY.Key_F7, CostSheet)
    cost = visit.hands.sheet(CostSheet)
    visit.hands.wait_for("the kinds of expense", cost.category.value)
    cost.text.setText("Sewa stan dan listrik")
    cost.amount.set_value(Rupiah(300_000))
    cost.part.chip(50).click()
    cost.source.chip(PaidFrom.BANK).click()
    cost.reference.setText("TRF 4471")
    visit.hands.settle()
    yield "exhibition-cost"
    visit.hands.go_on(cost)
    visit.hands.no_sheet()
    visit.hands.settle()
    visit.press(_KEY.Key_F7, CostSheet)
    visit.press(_KEY.Key_F8, UndoCostSheet)
    recorded = visit.hands.sheet(UndoCostSheet)
    visit.hands.wait_for("the recorded costs", lambda: recorded.table.records.rows)
    yield "exhibition-costs-recorded"
    recorded.reject()
    visit.hands.no_sheet()
    yield "exhibition-home"
    visit.press(_KEY.Key_F10, ResultSheet)
    sheet = visit.hands.sheet(ResultSheet)
    visit.hands.wait_for("the result", lambda: sheet.artisans.records.rows)
    visit.hands.settle()
    yield "exhibition-result"
    for tab in ("artisans", "pieces"):
        sheet.show_tab(tab)
        visit.hands.settle()
        yield f"exhibition-result-{tab}"
    visit.press(_KEY.Key_F10, CompareSheet)
    compare = visit.hands.sheet(CompareSheet)
    visit.hands.wait_for("the comparison", lambda: compare.table.records.rows)
    visit.hands.settle()
    yield "exhibitions-compared"
    visit.away()


def _seldom(visit: Visit, screen: Any) -> Iterator[str]:
    from ui.exhibitions.call_off_sheet import CallOffSheet
    from ui.exhibitions.end_sheets import EndStandSheet
    from ui.exhibitions.laptops_sheet import BarSheet, LaptopsSheet
    from ui.exhibitions.late_sheet import LateSheet
    from ui.exhibitions.load_sheet import LoadSheet
    from ui.exhibitions.pick_sheet import PickSheet

    fair = Fair(store=visit.store, clock=visit.clock, gallery=visit.gallery)
    here = fair.plan("Bazar Contoh Mojokerto", city="Kota Contoh", venue="Alun-alun")
    stand = fair.stand(here, StandKind.PAPER, "Meja depan")
    fair.plan("Pekan Raya Umpama")
    screen.leave()
    visit.hands.wait_for("the list", lambda: len(screen.list.table.records.rows) == 3)
    visit.hands.settle()
    yield "exhibitions"
    visit.press(_KEY.Key_F6, LaptopsSheet)
    yield "laptops"
    visit.press(_KEY.Key_F8, BarSheet)
    yield "bar-laptop"
    visit.away()
    visit.press(_KEY.Key_F9, LateSheet)
    yield "came-late-empty"
    visit.away()
    screen.open(here)
    visit.hands.wait_for("the page", lambda: screen.presenter.page)
    visit.press(_KEY.Key_F4)
    visit.hands.settle()
    yield "change-exhibition"
    visit.away()
    CallOffSheet(screen, screen.context, here, "Bazar Contoh Mojokerto").open()
    visit.hands.settle()
    yield "call-off"
    visit.away()
    visit.press(_KEY.Key_F6, LoadSheet)
    visit.press(_KEY.Key_F4, PickSheet)
    visit.hands.settle()
    yield "load-suggested"
    visit.away()
    fair.load(stand.id, (visit.gallery.pouch, 3))
    screen.refresh()
    visit.hands.wait_for("the load", lambda: screen.presenter.chosen().details.loads)
    visit.hands.settle()
    yield "exhibition-on-paper"
    EndStandSheet(screen, screen.context, screen.presenter.chosen()).open()
    visit.hands.settle()
    yield "end-stand"
    visit.away()


def _lost(visit: Visit, screen: Any, stick: _Stick) -> Iterator[str]:
    """The laptop goes once more and is lost; what it sold turns up too late, and once in a copy of it."""
    from ui.exhibitions.end_sheets import WriteOffSheet
    from ui.exhibitions.homecoming_sheet import HomecomingSheet
    from ui.exhibitions.late_sheet import LateSheet

    fair = Fair(store=visit.store, clock=visit.clock, gallery=visit.gallery)
    owner = visit.gallery.founded.owner
    again = fair.plan("Pameran Kedua Rekaan", staff=(owner,))
    other = _laptop(stick.folder, "laptop-2.sqlite3")
    laptop = admit(fair, other, "Laptop Merah")
    stand = fair.stand(again, StandKind.LAPTOP, "Stan 7", laptop.device)
    fair.load(stand.id, (visit.gallery.pouch, 4))
    away = Away(
        fair=fair, laptop=other, exhibition=again, stand=stand.id, device=laptop.device, goers=(owner,)
    )  # fmt: skip
    away.open(away.pack())
    screen.open(again)
    visit.hands.wait_for("the page", screen.presenter.chosen)
    WriteOffSheet(screen, screen.context, screen.presenter.chosen()).open()
    visit.hands.settle()
    yield "write-off"
    visit.away()
    second = StaffId(new_id(visit.clock))
    fair.do(add_staff, AddStaff(id=second, by=fair.ratna, name="Pak Umpama", role=Role.OWNER))
    by = replace(fair.ratna, approver=second)
    fair.do(write_off_stand, WriteOffStand(id=fair.new(), by=by, stand=stand.id, reason="hilang di jalan"))
    there = AtTheStand(away=away, store=other)
    there.open()
    there.sell(visit.gallery.pouch, 2)
    there.close()
    (stick.folder / "terlambat.pulang").write_bytes(there.file())
    screen.leave()
    visit.hands.wait_for("the list", screen.list.isVisible)
    visit.press(_KEY.Key_F8, HomecomingSheet)
    sheet = visit.hands.sheet(HomecomingSheet)
    sheet.presenter.choose([stick.folder / "terlambat.pulang"])
    visit.hands.wait_for("the preview", lambda: sheet.presenter.addable)
    visit.hands.settle()
    yield "homecoming-late"
    visit.press(_KEY.Key_F12)
    visit.hands.wait_for("the queue", lambda: sheet.presenter.files[0].brought)
    visit.away()
    visit.press(_KEY.Key_F9, LateSheet)
    late = visit.hands.sheet(LateSheet)
    visit.hands.wait_for("what came late", lambda: late.documents.records.rows)
    visit.hands.settle()
    yield "came-late"
    late.show_tab("files")
    visit.hands.settle()
    yield "files-set-aside"
    visit.away()
