"""A stand on the shop's own computer for tests: goods go there, and the till after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, ItemId, PlaceId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.add_stand import AddStand, add_stand
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.load_goods import LoadGoods, LoadLine, load_goods
from sentra_pos.exhibitions.plan_exhibition import PlanExhibition, plan_exhibition
from sentra_pos.exhibitions.sell_at import SellAt, sell_at
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.queries import balance_of
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.queries import drawer_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A stand that the shop's own till sells at, as long as it is told to."""

    store: Store
    clock: Clock
    by: ActedBy
    stand: UUID
    place: PlaceId
    quarantine: PlaceId

    def open_at(self, place: PlaceId | None) -> None:
        """Close the till, go there (None: home), and open it with what is in the drawer."""
        with self.store.writing() as session:
            there = balance_of(session, drawer_of(self.by.device))
            close_till(session, CloseTill(id=self.document(), by=self.by, counted=there), clock=self.clock)
            sell_at(session, SellAt(by=self.by, place=place), clock=self.clock)
            opening = OpenTill(id=self.document(), by=self.by, counted=there, added=there - there)
            open_till(session, opening, clock=self.clock)

    def document(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    def load(self, *goods: tuple[ItemId, int]) -> None:
        """So many of each onto the stand."""
        lines = tuple(LoadLine(item=item, quantity=Quantity(count)) for item, count in goods)
        with self.store.writing() as session:
            load_goods(
                session, LoadGoods(id=self.document(), by=self.by, stand=self.stand, lines=lines), clock=self.clock
            )


def a_stand(store: Store, clock: Clock, by: ActedBy) -> Away:
    """Of an exhibition that begins today."""
    exhibition, stand, today = new_id(clock), new_id(clock), business_today(clock)
    plan = PlanExhibition(
        id=exhibition, by=by, name="Pameran Contoh", venue="Aula", city="Surabaya", starts=today,
        ends=today + timedelta(days=5),
    )  # fmt: skip
    with store.writing() as session:
        plan_exhibition(session, plan, clock=clock)
        wish = AddStand(id=stand, by=by, exhibition=exhibition, kind=StandKind.HERE, name="Stan 12")
        places = add_stand(session, wish, clock=clock).places
    return Away(store=store, clock=clock, by=by, stand=stand, place=places.place, quarantine=places.quarantine)
