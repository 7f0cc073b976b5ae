"""A gallery with short words for planning an exhibition, loading for it and selling there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.add_stand import AddStand, StandAdded, add_stand
from sentra_pos.exhibitions.arrive import arrival, arrival_draft
from sentra_pos.exhibitions.facts import Stage, StandKind
from sentra_pos.exhibitions.load_goods import GoodsLoaded, LoadGoods, LoadLine, load_goods
from sentra_pos.exhibitions.models import EnrolledDeviceRow
from sentra_pos.exhibitions.plan_exhibition import PlanExhibition, plan_exhibition
from sentra_pos.exhibitions.queries import ExhibitionDetails, StandGoods, exhibition, load_record, stand_goods
from sentra_pos.exhibitions.queries import stand as stand_of
from sentra_pos.ledger.draft import Account, ActedBy
from sentra_pos.ledger.kinds import AccountKind, PlaceKind
from sentra_pos.ledger.models import Lot, Place, StockBalance
from sentra_pos.ledger.open_epoch import add_device
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.shift_queries import Movement
from tests.gallery import Gallery, Tagged


@dataclass(frozen=True, slots=True, kw_only=True)
class Fair:
    """Every word is one act in one transaction."""

    store: Store
    clock: FixedClock
    gallery: Gallery

    @property
    def ratna(self) -> ActedBy:
        """The owner."""
        return self.gallery.founded.by

    @property
    def today(self) -> date:
        return business_today(self.clock)

    def new(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    def do(self, act: Callable[..., Any], command: object) -> Any:
        with self.store.writing() as session:
            return act(session, command, clock=self.clock)

    def refusal(self, act: Callable[..., Any], command: object) -> SentraError:
        """What it was refused with; nothing was written."""
        try:
            self.do(act, command)
        except SentraError as trouble:
            return trouble
        raise AssertionError("it was not refused")

    def plan(self, name: str = "Pameran Inacraft", **more: Any) -> UUID:
        """From tomorrow on for five days, in a hall in the capital."""
        said = {
            "venue": "JCC Senayan",
            "city": "Jakarta",
            "starts": self.today + timedelta(days=1),
            "ends": self.today + timedelta(days=5),
            **more,
        }
        planned = self.do(plan_exhibition, PlanExhibition(id=self.new(), by=self.ratna, name=name, **said))
        return UUID(str(planned.id))

    def stand(
        self, of: UUID, kind: StandKind = StandKind.HERE, name: str = "Hall B 12", device: DeviceId | None = None
    ) -> StandAdded:
        command = AddStand(id=self.new(), by=self.ratna, exhibition=of, kind=kind, name=name, device=device)
        added: StandAdded = self.do(add_stand, command)
        return added

    def laptop(self, mark: int = 2, name: str = "Laptop pameran", *, revoked: bool = False) -> DeviceId:
        """A laptop that the shop admitted and whose documents are in its book already, or may come."""
        device = DeviceId(new_id(self.clock))
        now = self.clock.now()
        row = {"device_id": device, "public_key": bytes([mark]) * 32, "enrolled_at": now}
        more = {"enrolled_by": self.ratna.staff, "revoked_at": now if revoked else None}
        with self.store.writing() as session:
            add_device(session, device, name=name, clock=self.clock)
            session.execute(insert(EnrolledDeviceRow), [{**row, **more}])
        return device

    def arrive(self, stand: UUID, load: DocumentId, device: DeviceId) -> DocumentId:
        """The load's arrival as the laptop posts it, and as its file brings it here."""
        command, by = self.new(), ActedBy(device=device, staff=self.ratna.staff)
        with self.store.writing() as session:
            brought = arrival(session, stand_of(session, stand), load_record(session, load))
            draft = arrival_draft(brought, id=command, by=by, business_date=self.today)
            return post(session, draft, clock=self.clock).id

    def loading(self, stand: UUID, *goods: tuple[Tagged, int], change: int = 0, **more: Any) -> LoadGoods:
        lines = tuple(LoadLine(item=item.id, quantity=Quantity(count)) for item, count in goods)
        return LoadGoods(id=self.new(), by=self.ratna, stand=stand, lines=lines, float_cash=Rupiah(change), **more)

    def load(self, stand: UUID, *goods: tuple[Tagged, int], change: int = 0, **more: Any) -> GoodsLoaded:
        loaded: GoodsLoaded = self.do(load_goods, self.loading(stand, *goods, change=change, **more))
        return loaded

    def fill_the_safe(self, amount: int = 300_000) -> None:
        """Out of the drawer."""
        command = MoveCash(id=self.new(), by=self.ratna, movement=Movement.TO_SAFE, amount=Rupiah(amount))
        self.do(move_cash, command)

    def balance(self, kind: AccountKind, **whose: Any) -> int:
        with self.store.reading() as session:
            return balance_of(session, Account(kind, **whose)).amount

    def details(self, of: UUID) -> ExhibitionDetails:
        with self.store.reading() as session:
            return exhibition(session, of, self.today)

    def stage(self, of: UUID) -> Stage:
        return self.details(of).record.stage

    def goods(self, stand: UUID) -> dict[str, StandGoods]:
        """By the name of the item."""
        with self.store.reading() as session:
            return {each.name: each for each in stand_goods(session, stand)}

    def at(self, item: Tagged) -> dict[PlaceKind, int]:
        """How much of the item lies where."""
        with self.store.reading() as session:
            rows = session.execute(
                select(Place.kind, StockBalance.quantity)
                .join(StockBalance, StockBalance.place_id == Place.id)
                .join(Lot, Lot.id == StockBalance.lot_id)
                .where(Lot.item_id == item.id)
            )
            found: dict[PlaceKind, int] = {}
            for kind, quantity in rows:
                found[kind] = found.get(kind, 0) + quantity.units
        return {kind: units for kind, units in found.items() if units and kind is not PlaceKind.WITH_ARTISAN}
