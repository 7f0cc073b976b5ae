"""One computer at work, the shop's or the laptop: ``two_computers.py STORE``, and a JSON line on its stdin per act.

Each act has a process of its own, in which the store is opened, used and given back, unless somebody kills it first.
It is forked from here where that can be done: the program is read only once, and no store is open yet. ``pid`` is said
first, then what the act says, ``answer`` last; ``gone`` when the process has ended, however it did.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sentra_pos.catalogue.models import Item
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, DocumentId, ItemId, PartyId, StaffId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.db.opening import open_store
from sentra_pos.db.setting_keys import OWN_DEVICE
from sentra_pos.db.settings import get_setting
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.add_stand import AddStand, add_stand
from sentra_pos.exhibitions.bring_goods import BringGoods, BroughtLine, bring_goods
from sentra_pos.exhibitions.bring_home import bring_home
from sentra_pos.exhibitions.end_stand import EndStand, end_stand
from sentra_pos.exhibitions.enrol_device import EnrolDevice, enrol_device
from sentra_pos.exhibitions.enrolment import enrolment_file, read_enrolment
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.file_errors import FileRefused
from sentra_pos.exhibitions.load_goods import LoadGoods, LoadLine, load_goods
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.exhibitions.open_pack import open_pack
from sentra_pos.exhibitions.pack import write_pack
from sentra_pos.exhibitions.pack_facts import pack_for_this_laptop
from sentra_pos.exhibitions.plan_exhibition import PlanExhibition, plan_exhibition
from sentra_pos.exhibitions.queries import exhibition
from sentra_pos.exhibitions.reconciled import reconciled
from sentra_pos.exhibitions.result import result
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.models import Lot, Place, StockBalance
from sentra_pos.people.facts import Role
from sentra_pos.people.models import Staff
from sentra_pos.sales.cart import Condition, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.shop import sentences_of_doctor
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.queries import open_shift
from tests.exhibitions.fair import Fair
from tests.exhibitions.homecoming_file import homecoming_file
from tests.factories import QUICK_HASHER
from tests.gallery import a_gallery

PIN = "135790"


def say(what: str, about: Any) -> None:
    """One write, so that no line is ever half of two."""
    os.write(sys.stdout.fileno(), f"{what} {json.dumps(about, default=str)}\n".encode())


class Desk:
    """Somebody at a computer: the store, the hour, and whoever stands there."""

    def __init__(self, path: Path, at: datetime) -> None:
        self.clock = FixedClock(at)
        self.store: Store = open_store(path, self.clock, check=sentences_of_doctor)

    def new(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    @property
    def by(self) -> ActedBy:
        """The owner, at this device."""
        with self.store.reading() as session:
            owner = session.execute(select(Staff.id).where(Staff.role == Role.OWNER)).scalar_one()
            return ActedBy(device=DeviceId(UUID(get_setting(session, OWN_DEVICE))), staff=StaffId(owner))

    def do(self, act: Callable[..., Any], command: object) -> Any:
        with self.store.writing() as session:
            return act(session, command, clock=self.clock)

    def wish(self, wish: dict[str, Any], by: ActedBy) -> None:
        """A sale or a refund that was thought of before it was asked for: asked twice, it stands once."""
        self.clock.advance(timedelta(seconds=40))
        identity = DocumentId(UUID(wish["id"]))
        if wish["kind"] == "refund":
            line = ReturnedLine(
                sale=DocumentId(UUID(wish["sale"])), line=1, quantity=Quantity(1), condition=Condition.GOOD
            )
            self.do(refund_sale, RefundSale(id=identity, by=by, lines=(line,), method="cash", reason="kekecilan"))
            return
        price, item = Rupiah(wish["price"]), ItemId(UUID(wish["item"]))
        line_ = SaleLine(item=item, quantity=Quantity(wish["count"]), price=price)
        tender = Tender(method=wish["method"], given=price.times(wish["count"]), confirmed=True)
        self.do(complete_sale, CompleteSale(id=identity, by=by, lines=(line_,), tenders=(tender,)))


# ------------------------------------------------------------------------------------------------------ in the shop


def begin(desk: Desk, _asked: dict[str, Any]) -> Any:
    """A gallery with goods; its owner and Dewi go to a mall for five days."""
    gallery = a_gallery(desk.store, desk.clock)
    fair = Fair(store=desk.store, clock=desk.clock, gallery=gallery)
    fair.fill_the_safe(300_000)
    today = business_today(desk.clock)
    command = PlanExhibition(
        id=desk.new(),
        by=fair.ratna,
        name="Pameran Inacraft",
        venue="JCC",
        city="Jakarta",
        starts=today + timedelta(days=1),
        ends=today + timedelta(days=5),
        staff=(gallery.cashier.staff, fair.ratna.staff),
    )
    planned = desk.do(plan_exhibition, command)
    goods = {name: getattr(gallery, name) for name in ("surya", "mrico", "pouch", "shirt_m", "shirt_l")}
    parties = {"kencana": gallery.kencana, "tirta": gallery.tirta}
    return {
        "exhibition": planned.id,
        "items": {name: {"item": each.id, "price": each.price.amount} for name, each in goods.items()},
        "parties": parties,
    }


def admit(desk: Desk, asked: dict[str, Any]) -> Any:
    file = Path(asked["file"]).read_bytes()
    number = read_enrolment(file).fingerprint
    command = EnrolDevice(device=DeviceId(desk.new()), by=desk.by, file=file, fingerprint=number)
    laptop = desk.do(enrol_device, command)
    stand = AddStand(
        id=desk.new(),
        by=desk.by,
        exhibition=UUID(asked["exhibition"]),
        kind=StandKind.LAPTOP,
        name="Hall B 12",
        device=laptop.device,
    )
    return {"stand": desk.do(add_stand, stand).id, "number": number}


def load(desk: Desk, asked: dict[str, Any]) -> Any:
    lines = tuple(LoadLine(item=ItemId(UUID(item)), quantity=Quantity(count)) for item, count in asked["goods"].items())
    command = LoadGoods(
        id=DocumentId(UUID(asked["id"])),
        by=desk.by,
        stand=UUID(asked["stand"]),
        lines=lines,
        float_cash=Rupiah(asked["change"]),
        float_from=AccountKind.SAFE,
    )
    return desk.do(load_goods, command).code


def pack(desk: Desk, asked: dict[str, Any]) -> Any:
    by = desk.by
    with desk.store.writing() as session:
        data = write_pack(session, UUID(asked["stand"]), by=by, clock=desk.clock)
        _onto_the_stick(data, Path(asked["file"]))
    return len(data)


def bring(desk: Desk, asked: dict[str, Any]) -> Any:
    """What came of the file; a refusal is its sentence."""
    data = Path(asked["file"]).read_bytes()
    try:
        came = bring_home(desk.store, data, desk.by, clock=desk.clock, check=sentences_of_doctor)
    except FileRefused as refusal:
        return {"refused": type(refusal).__name__}
    return {"added": came.added, "already": came.already, "upto": came.upto}


def unload(desk: Desk, asked: dict[str, Any]) -> Any:
    lines = tuple(
        BroughtLine(item=ItemId(UUID(item)), quantity=Quantity(count))
        for item, count in asked["goods"].items()
        if count
    )
    command = BringGoods(
        id=DocumentId(UUID(asked["id"])),
        by=desk.by,
        stand=UUID(asked["stand"]),
        lines=lines,
        finished=True,
        cash=Rupiah(asked["cash"]),
    )
    brought = desk.do(bring_goods, command)
    return {"good": brought.good, "missing": brought.missing, "difference": brought.difference.amount}


def settle(desk: Desk, asked: dict[str, Any]) -> Any:
    by = desk.by
    return {
        name: desk.do(lock_settlement, LockSettlement(id=desk.new(), by=by, party=PartyId(UUID(party)))).to_pay.amount
        for name, party in asked["parties"].items()
    }


def look(desk: Desk, asked: dict[str, Any]) -> Any:
    """The exhibition as the shop knows it."""
    wanted, today = UUID(asked["exhibition"]), business_today(desk.clock)
    with desk.store.reading() as session:
        found = result(session, wanted)
        return {
            "stage": exhibition(session, wanted, today).record.stage,
            "open": [each.what for each in reconciled(session, wanted, today)],
            "pieces": [found.pieces.taken, found.pieces.sold, found.pieces.returned, found.pieces.lost],
            "days": [{method: amount.amount for method, amount in day.by_method} for day in found.days],
            "earned": {each.code: each.earned.amount for each in found.artisans},
            "profit": found.profit.amount,
        }


# ------------------------------------------------------------------------------------------------------ on the laptop


def ask(desk: Desk, asked: dict[str, Any]) -> Any:
    with desk.store.writing() as session:
        data = enrolment_file(session, "Laptop pameran", clock=desk.clock)
        _onto_the_stick(data, Path(asked["file"]))
    return read_enrolment(data).fingerprint


def open_file(desk: Desk, asked: dict[str, Any]) -> Any:
    with desk.store.reading() as session:
        read = pack_for_this_laptop(session, Path(asked["file"]))
        sells = get_setting(session, OWN_DEVICE) is not None
    pins = {each.id: PIN for each in read.staff}
    opened = open_pack(
        desk.store,
        read,
        clock=desk.clock,
        pins=pins,
        by=desk.by.staff if sells else None,
        hasher=QUICK_HASHER,
        check=sentences_of_doctor,
    )
    return {"founded": opened.founded, "pieces": opened.pieces.units}


def home(desk: Desk, asked: dict[str, Any]) -> Any:
    by = desk.by
    with desk.store.writing() as session:
        data = homecoming_file(session, clock=desk.clock, by=by)
        _onto_the_stick(data, Path(asked["file"]))
    return len(data)


def end(desk: Desk, asked: dict[str, Any]) -> Any:
    with desk.store.reading() as session:
        stand = session.execute(select(StandRow.id)).scalar_one()
    return desk.do(end_stand, EndStand(id=DocumentId(UUID(asked["id"])), by=desk.by, stand=stand)).code


# ------------------------------------------------------------------------------------------------------------ on both


def open_drawer(desk: Desk, asked: dict[str, Any]) -> Any:
    """Unless it is open already, as a till is after its computer died."""
    by = desk.by
    with desk.store.reading() as session:
        is_open = open_shift(session, by.device) is not None
    if not is_open:
        command = OpenTill(id=DocumentId(UUID(asked["id"])), by=by, counted=Rupiah(asked["counted"]), added=ZERO)
        desk.do(open_till, command)
    return not is_open


def sell(desk: Desk, asked: dict[str, Any]) -> Any:
    by = desk.by
    for wish in asked["wishes"]:
        say("asks", wish["id"])
        desk.wish(wish, by)
        say("done", wish["id"])
    return len(asked["wishes"])


def sell_on_a_full_disk(desk: Desk, asked: dict[str, Any]) -> Any:
    """Until the disk takes nothing more; said is what was refused, and in which words."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    by, hard = desk.by, resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (asked["bytes"], hard))
    try:
        for wish in asked["wishes"]:
            try:
                desk.wish(wish, by)
            except SentraError as trouble:
                return {"refused": wish["id"], "said": str(trouble)}
            say("done", wish["id"])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    return {"refused": None, "said": ""}


def close_drawer(desk: Desk, asked: dict[str, Any]) -> Any:
    command = CloseTill(id=DocumentId(UUID(asked["id"])), by=desk.by, counted=Rupiah(asked["counted"]))
    return desk.do(close_till, command).difference.amount


def doctor(desk: Desk, _asked: dict[str, Any]) -> Any:
    return [f"{each.code}: {each.sentence}" for each in examine(desk.store.path)]


def stock(desk: Desk, _asked: dict[str, Any]) -> Any:
    """Per item, how much lies at which kind of place."""
    with desk.store.reading() as session:
        rows = session.execute(
            select(Item.id, Place.kind, StockBalance.quantity)
            .join(Lot, Lot.item_id == Item.id)
            .join(StockBalance, StockBalance.lot_id == Lot.id)
            .join(Place, Place.id == StockBalance.place_id)
        )
        found: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        for item, kind, quantity in rows:
            found[str(item)][kind.value] += quantity.units
    return found


ACTS: dict[str, Callable[[Desk, dict[str, Any]], Any]] = {
    act.__name__: act
    for act in (
        *(begin, admit, load, pack, bring, unload, settle, look, ask, open_file, home, end),
        *(open_drawer, sell, sell_on_a_full_disk, close_drawer, doctor, stock),
    )
}


def _onto_the_stick(data: bytes, file: Path) -> None:
    fresh = file.with_suffix(".part")
    fresh.write_bytes(data)
    fresh.replace(file)


def work(path: Path, asked: dict[str, Any]) -> None:
    """One act, from the opening of the store to giving it back."""
    desk = Desk(path, datetime.fromisoformat(asked["at"]))
    try:
        answer = ACTS[asked["act"]](desk, asked)
    finally:
        desk.store.close()
    say("answer", answer)


def main(path: Path) -> None:
    """Until nobody asks for anything any more."""
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        if hasattr(os, "fork"):
            process = os.fork()
            if process == 0:
                work(path, json.loads(line))
                os._exit(0)
            say("pid", process)
            os.waitpid(process, 0)
        else:
            with subprocess.Popen([sys.executable, __file__, str(path), line]) as alone:
                say("pid", alone.pid)
        say("gone", "")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        work(Path(sys.argv[1]), json.loads(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
