"""Open a pack on the laptop: the first makes an empty store the stand's book, later ones add what was sent since.

Once the stand has ended, the pack of the laptop's next stand goes on in the same store, with the same chain.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import exc, insert, update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import AgreementId, DocumentId, LotId, StaffId
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import N_
from sentra_pos.db.backup import Check, copy_checked
from sentra_pos.db.engine import Store
from sentra_pos.db.setting_keys import EXHIBITION, EXHIBITION_SHOP_KEY, OWN_DEVICE, SHOP_ID, SHOP_NAME
from sentra_pos.db.settings import get_settings, put_setting
from sentra_pos.db.types import microseconds
from sentra_pos.exhibitions.arrive import FIRST_LOT_LINE, Arrival, arrival_draft
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.file_errors import (
    AnotherShop,
    ContentContradicts,
    NotSound,
    OlderPack,
    ShopNotThisPack,
)
from sentra_pos.exhibitions.lay_out import keep_lots, lay_out
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.exhibitions.pack import Progress
from sentra_pos.exhibitions.pack_facts import Pack, checked_records, refuse_another_stand
from sentra_pos.exhibitions.plan_exhibition import keep_staff
from sentra_pos.exhibitions.travelling_rows import Values
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind, EventKind
from sentra_pos.ledger.models import Device
from sentra_pos.ledger.open_epoch import open_epoch
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import header_of
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.people.pin_hashing import HASHER, PinHasher
from sentra_pos.people.pin_tries import PINS_OF_STAFF, has_pin, keep_pin
from sentra_pos.stock.places import set_up_ends, set_up_stand
from sentra_pos.tills.queries import open_shift

#: An arrival's id follows from the load's, so that a load arrives once, however often its pack is opened.
_ARRIVALS: Final = UUID("5e47ba50-6f1c-5a0e-9d0c-61727269766c")


class NobodyHasAPin(SentraError):
    message = N_("Nobody could log in at the stand. Please set a PIN for at least one of those who go.")


class NobodyOpensIt(SentraError):
    """At a stand that sells already somebody answers for what arrives, and may run it."""

    message = N_("Please log in first, then open the shop's further file on the page Stand.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOpened:
    """``arrived`` are the codes of the arrivals that were posted now, ``pieces`` what they brought.

    ``moved_on``: the laptop is another stand's from now on.
    """

    founded: bool
    moved_on: bool
    arrived: tuple[str, ...]
    pieces: Quantity
    changes: Changes


def open_pack(
    store: Store,
    pack: Pack,
    *,
    clock: Clock,
    pins: Mapping[StaffId, str],
    by: StaffId | None = None,
    hasher: PinHasher = HASHER,
    check: Check | None = None,
    progress: Progress | None = None,
) -> PackOpened:
    """Make the stand's book of an empty store, bring it up to a later pack, or begin the next stand's in it.

    All in one transaction. ``pins`` are set here and are known to no file; ``by`` is who opens it, to be named from the
    second pack on, but for the next stand's: those who go there may have no PIN here yet, and who has one keeps it. The
    same pack again changes nothing. ``check`` is the doctor: asked about a copy first, so that a pack with which the
    book would not be right leaves no trace.

    Raises a FileRefused, NobodyHasAPin, NobodyOpensIt, NotAllowed, PinNotDigits, PinTooSimple.
    """
    if check is not None:
        _rehearse(store, pack, by, check, clock)
    opening = _Opening(pack, clock, by, progress)
    try:
        with store.writing() as session:
            return opening.open(session, pins, hasher)
    except (exc.IntegrityError, exc.DataError) as error:
        # Each field was in order; what they say together is not.
        raise ContentContradicts from error


def arrival_id(load: DocumentId) -> DocumentId:
    """What the arrival of a load is called on its laptop."""
    return DocumentId(uuid5(_ARRIVALS, str(load)))


def _rehearse(store: Store, pack: Pack, by: StaffId | None, check: Check, clock: Clock) -> None:
    with tempfile.TemporaryDirectory(prefix="sentra-pos-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "rehearsal.db"
        copy_checked(store.path, file, clock)
        copy = Store(file)
        try:
            open_pack(copy, pack, clock=clock, pins=_NO_PINS, by=by)
        finally:
            copy.close()
        found = check(file)
    if found:
        raise NotSound(sentence=found[0])


#: In a rehearsal nobody logs in.
_NO_PINS: Final[Mapping[StaffId, str]] = {}


class _Opening:
    def __init__(self, pack: Pack, clock: Clock, by: StaffId | None, progress: Progress | None) -> None:
        self._pack, self._clock, self._by, self._progress = pack, clock, by, progress

    def open(self, session: Session, pins: Mapping[StaffId, str], hasher: PinHasher) -> PackOpened:
        kept = get_settings(session, OWN_DEVICE, EXHIBITION, EXHIBITION_SHOP_KEY)
        here = kept.get(EXHIBITION)
        founded = here is None
        if here is None:
            if OWN_DEVICE in kept:
                raise ShopNotThisPack
            self._found(session)
        elif self._opened_before(session, kept, here):
            return PackOpened(founded=False, moved_on=False, arrived=(), pieces=NONE, changes=NOTHING)
        moved_on = here is not None and here["stand"] != str(self._pack.stand.id)
        seals = lay_out(session, self._records(), as_of=self._pack.written_at)
        self._keep_stand(session)
        begins = founded or moved_on
        self._keep_pins(session, pins, hasher, founded=founded, required=begins and pins is not _NO_PINS)
        new = [load for load in self._pack.loads if header_of(session, arrival_id(load.load)) is None]
        self._keep_lots(session)
        arrived = tuple(self._arrive(session, load) for load in new)
        self._tell(session, seals, arrived, founded)
        return PackOpened(
            founded=founded,
            moved_on=moved_on,
            arrived=arrived,
            pieces=Quantity(sum(each.quantity.units for load in new for each in load.lots)),
            changes=Changes(settings=True, stock=True, catalogue=True, consignment=True, parties=True, till=True),
        )

    def _opened_before(self, session: Session, kept: dict[str, Any], here: dict[str, Any]) -> bool:
        pack = self._pack
        if kept[EXHIBITION_SHOP_KEY] != pack.shop_key.hex():
            raise AnotherShop(name=pack.shop_name)
        refuse_another_stand(session, pack, here, str(kept[OWN_DEVICE]))
        if here["pack"] == pack.sealed.id.hex():
            return True
        goes_on = here["stand"] == str(pack.stand.id)
        if goes_on and microseconds(pack.written_at) < here["written"]:
            raise OlderPack
        if self._by is not None:
            require(session, ActedBy(device=pack.device, staff=self._by), Permission.RUN_STAND)
        elif goes_on:
            raise NobodyOpensIt
        return False

    def _found(self, session: Session) -> None:
        """The shop's laptop in the shop's book: its device as the shop enrolled it, and chains of its own."""
        pack = self._pack
        device = {"id": pack.device, "code": pack.code, "name": pack.device_name, "epoch": 0}
        session.execute(insert(Device), [device])
        open_epoch(session, pack.device, reason="enrolled", clock=self._clock)
        set_up_ends(session)
        put_setting(session, SHOP_ID, str(pack.shop))
        put_setting(session, OWN_DEVICE, str(pack.device))
        put_setting(session, EXHIBITION_SHOP_KEY, pack.shop_key.hex())
        record_event(session, EventKind.STORE_CREATED, device=pack.device, staff=None, clock=self._clock)

    def _keep_stand(self, session: Session) -> None:
        pack, stand = self._pack, self._pack.stand
        title = f"{stand.exhibition_name} · {stand.name}"
        put_setting(session, SHOP_NAME, pack.shop_name)
        row = session.get(StandRow, stand.id)
        if row is None:
            places = set_up_stand(session, stand.place, title, pack.device)
            row = StandRow(id=stand.id, exhibition_id=stand.exhibition, kind=StandKind.LAPTOP, name=stand.name)
            row.device_id, row.place_id = pack.device, places.place
            row.road_id, row.quarantine_id = places.road, places.quarantine
            session.add(row)
        elif row.place_id != stand.place:
            raise ContentContradicts
        else:
            session.execute(update(StandRow).where(StandRow.id == stand.id).values(name=stand.name))
        session.flush()
        keep_staff(session, stand.exhibition, tuple(each.id for each in pack.staff))
        put_setting(
            session,
            EXHIBITION,
            {
                "exhibition": str(stand.exhibition),
                "stand": str(stand.id),
                "name": title,
                "pack": pack.sealed.id.hex(),
                "written": microseconds(pack.written_at),
            },
        )

    def _keep_pins(
        self, session: Session, pins: Mapping[StaffId, str], hasher: PinHasher, *, founded: bool, required: bool
    ) -> None:
        goers = {each.id for each in self._pack.staff}
        for staff in sorted(goers & pins.keys()):
            # Whoever holds stick and laptop must not take another's place.
            if founded or not has_pin(session, PINS_OF_STAFF, staff):
                keep_pin(session, PINS_OF_STAFF, staff, pins[staff], hasher=hasher)
        if required and not any(has_pin(session, PINS_OF_STAFF, staff) for staff in goers):
            raise NobodyHasAPin

    def _keep_lots(self, session: Session) -> None:
        came_by = _came_by(self._pack.loads)
        rows = []
        for lot, (document, line) in came_by.items():
            said = self._pack.lots[lot]
            columns = {name: value for name, value in said.items() if name not in ("came_in", "share", "tag")}
            rows.append({**columns, "document_id": document, "line_no": line})
        keep_lots(session, rows)

    def _arrive(self, session: Session, load: Arrival) -> str:
        pack = self._pack
        shift = open_shift(session, pack.device) if load.float_cash else None
        draft = arrival_draft(
            load,
            id=arrival_id(load.load),
            by=self._actor(),
            business_date=business_today(self._clock) if shift is None else shift.business_date,
            shift=None if shift is None else shift.id,
        )
        assert draft.kind is DocumentKind.EXHIBITION_ARRIVAL
        return post(session, draft, clock=self._clock).code

    def _actor(self) -> ActedBy:
        staff = self._by if self._by is not None else self._pack.staff[0].id
        return ActedBy(device=self._pack.device, staff=staff)

    def _tell(self, session: Session, seals: dict[AgreementId, str], arrived: tuple[str, ...], founded: bool) -> None:
        """Terms came with the pack and not by an act: their seals stand in the event, under the chain's own."""
        details = {
            "pack": self._pack.sealed.id.hex(),
            "stand": str(self._pack.stand.id),
            "shop_key": self._pack.fingerprint,
            "arrived": list(arrived),
            "founded": founded,
            "terms": {str(agreement): seal for agreement, seal in sorted(seals.items())},
        }
        device = self._pack.device
        record_event(session, EventKind.PACK_OPENED, device=device, staff=self._by, clock=self._clock, details=details)

    def _records(self) -> Iterator[tuple[int, str, Values]]:
        about = self._pack.sealed.header.records
        for each in checked_records(self._pack.sealed):
            if self._progress is not None and (each[0] % 200 == 0 or each[0] == about):
                self._progress(each[0], about)
            yield each


def _came_by(loads: Iterable[Arrival]) -> dict[LotId, tuple[DocumentId, int]]:
    """The arrival, and its line, by which each lot came to the stand first."""
    first: dict[LotId, tuple[DocumentId, int]] = {}
    for load in loads:
        for line, each in enumerate(load.lots, start=FIRST_LOT_LINE):
            first.setdefault(each.lot, (arrival_id(load.load), line))
    return first
