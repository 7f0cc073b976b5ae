"""Questions about exhibitions: the list with its stages, and one exhibition with its stands, goods and cash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import PlaceId, StaffId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.exhibitions.facts import Stage, StandKind
from sentra_pos.exhibitions.models import ExhibitionRow, StandRow
from sentra_pos.exhibitions.rules import StandState, has_ended, is_reconciled, stage_of
from sentra_pos.exhibitions.stage_queries import MADE, exhibition_row, keeps_the_cash, staff_of, stand_states
from sentra_pos.exhibitions.stand_queries import (
    LoadRecord,
    StandGoods,
    StandRecord,
    load_record,
    loads,
    stand,
    stand_goods,
    stand_record,
)
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.models import Device, StockBalance
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.models import Staff
from sentra_pos.tills.queries import drawer_of

__all__ = [
    "ExhibitionDetails",
    "ExhibitionRecord",
    "LoadRecord",
    "StandDetails",
    "StandGoods",
    "StandRecord",
    "exhibition",
    "exhibitions",
    "load_record",
    "loads",
    "stand",
    "stand_goods",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitionRecord:
    """An exhibition in the list; ``away`` are the pieces that are there or on the road by this store's book."""

    id: UUID
    name: str
    venue: str
    city: str
    starts: date
    ends: date
    rent: Rupiah
    stage: Stage
    stands: int
    away: Quantity


def exhibitions(session: Session, today: date) -> tuple[ExhibitionRecord, ...]:
    """All of them, the newest first."""
    rows = (
        session.execute(select(ExhibitionRow).order_by(ExhibitionRow.starts.desc(), ExhibitionRow.id)).scalars().all()
    )
    stands = session.execute(select(StandRow)).scalars().all()
    states = stand_states(session, stands)
    lying = _lying(session, stands)
    found = []
    for row in rows:
        own = [each for each in stands if each.exhibition_id == row.id]
        found.append(_record(row, own, states, today, sum((lying[each.id] for each in own), NONE)))
    return tuple(found)


def _record(
    row: ExhibitionRow, own: Sequence[StandRow], states: dict[UUID, StandState], today: date, away: Quantity
) -> ExhibitionRecord:
    own_states = [states[each.id] for each in own]
    return ExhibitionRecord(
        id=row.id,
        name=row.name,
        venue=row.venue,
        city=row.city,
        starts=row.starts,
        ends=row.ends,
        rent=row.rent,
        stage=stage_of(own_states, called_off=row.called_off, ends=row.ends, today=today),
        stands=len(own),
        away=away,
    )


def _lying(session: Session, stands: Sequence[StandRow]) -> dict[UUID, Quantity]:
    """How much lies at each stand, in its quarantine and on its road."""
    whose: dict[PlaceId, UUID] = {}
    for each in stands:
        whose |= dict.fromkeys((each.place_id, each.road_id, each.quarantine_id), each.id)
    found = dict.fromkeys((each.id for each in stands), NONE)
    wanted = select(StockBalance.place_id, StockBalance.quantity).where(StockBalance.place_id.in_(list(whose)))
    for place, quantity in session.execute(wanted):
        found[whose[place]] += quantity
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class StandDetails:
    """A stand with its goods, its loads and its cash, by this store's book.

    ``cash`` is what a laptop's drawer holds; at the shop's own stands the money is in the shop's drawer. ``road_cash``
    was sent and has not arrived yet, or is on its way home since the stand ended.
    """

    stand: StandRecord
    device_name: str
    goods: tuple[StandGoods, ...]
    loads: tuple[LoadRecord, ...]
    cash: Rupiah
    road_cash: Rupiah
    ended: bool
    reconciled: bool

    @property
    def at_stand(self) -> Quantity:
        return sum((each.at_stand for each in self.goods), NONE)

    @property
    def on_road(self) -> Quantity:
        return sum((each.on_road for each in self.goods), NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitionDetails:
    """One exhibition with all that is known of it; ``staff`` are those who go, by id and name."""

    record: ExhibitionRecord
    note: str
    qris_payload: str
    staff: tuple[tuple[StaffId, str], ...]
    stands: tuple[StandDetails, ...]


def exhibition(session: Session, wanted: UUID, today: date) -> ExhibitionDetails:
    """The exhibition as this store knows it. Raises NoSuchExhibition."""
    row = exhibition_row(session, wanted)
    own = session.execute(
        select(StandRow).where(StandRow.exhibition_id == wanted).order_by(MADE)
    ).scalars().all()  # fmt: skip
    states = stand_states(session, own)
    names = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(staff_of(session, wanted))))
    return ExhibitionDetails(
        record=_record(row, own, states, today, sum(_lying(session, own).values(), NONE)),
        note=row.note,
        qris_payload=row.qris_payload,
        staff=tuple(sorted(((staff, name) for staff, name in names), key=lambda each: each[1])),
        stands=tuple(_details(session, each, states[each.id], row.ends, today) for each in own),
    )


def _details(session: Session, row: StandRow, state: StandState, ends: date, today: date) -> StandDetails:
    own_cash = row.kind is StandKind.LAPTOP and keeps_the_cash(session, row.id, row.device_id)
    road = Account(AccountKind.ON_THE_ROAD, device=row.device_id)
    return StandDetails(
        stand=stand_record(row),
        device_name=session.execute(select(Device.name).where(Device.id == row.device_id)).scalar_one(),
        goods=stand_goods(session, row.id),
        loads=loads(session, row.id),
        cash=balance_of(session, drawer_of(row.device_id)) if own_cash else ZERO,
        road_cash=balance_of(session, road) if own_cash else ZERO,
        ended=has_ended(state, ends=ends, today=today),
        reconciled=state.loaded and is_reconciled(state, ends=ends, today=today),
    )
