"""Where exhibitions and their stands are, read off the book."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId, DocumentId, PlaceId, StaffId
from sentra_pos.core.money import ZERO
from sentra_pos.core.quantity import NONE
from sentra_pos.exhibitions.errors import IsReconciled, NoSuchExhibition, NoSuchStand, WasCalledOff
from sentra_pos.exhibitions.facts import Stage, StandKind
from sentra_pos.exhibitions.laptop_stretches import open_returns
from sentra_pos.exhibitions.models import ExhibitionRow, ExhibitionStaffRow, StandRow
from sentra_pos.exhibitions.rules import StandState, has_ended, stage_of
from sentra_pos.exhibitions.unidentified import unidentified
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.models import Document, DocumentLine, GoodsMove, Place, StockBalance
from sentra_pos.ledger.queries import balance_of
from sentra_pos.tills.queries import drawer_of

#: The documents that are about one stand; a line of kind STAND names it, under this key of its details.
STAND = "stand"
_OF_A_STAND = (
    DocumentKind.EXHIBITION_LOAD,
    DocumentKind.EXHIBITION_ARRIVAL,
    DocumentKind.STAND_ENDED,
    DocumentKind.EXHIBITION_RETURN,
)


#: Stands in the order in which they were added.
MADE: ColumnElement[int] = literal_column("stand.rowid")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandDocument:
    """A document that names the stand it is about; ``received`` is this store's order of arrival."""

    id: DocumentId
    kind: DocumentKind
    stand: UUID
    received: int


def stand_documents(session: Session, *kinds: DocumentKind) -> tuple[StandDocument, ...]:
    """All of these kinds (loads, arrivals, ends and homecomings unless told), in the order in which they came here."""
    rows = session.execute(
        select(Document.id, Document.kind, Document.received_seq, func.json_extract(DocumentLine.details, f"$.{STAND}"))
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.kind.in_(kinds or _OF_A_STAND), DocumentLine.kind == LineKind.STAND)
        .order_by(Document.received_seq)
    )
    return tuple(
        StandDocument(id=document, kind=kind, stand=UUID(stand), received=received)
        for document, kind, received, stand in rows
        if stand
    )


def exhibition_row(session: Session, exhibition: UUID) -> ExhibitionRow:
    """The plan as it stands. Raises NoSuchExhibition."""
    row = session.get(ExhibitionRow, exhibition)
    if row is None:
        raise NoSuchExhibition
    return row


def open_exhibition(session: Session, exhibition: UUID, today: date) -> ExhibitionRow:
    """One that may still be changed. Raises NoSuchExhibition, WasCalledOff, IsReconciled."""
    row = exhibition_row(session, exhibition)
    if row.called_off:
        raise WasCalledOff(name=row.name)
    if stage(session, row, today) is Stage.RECONCILED:
        raise IsReconciled(name=row.name)
    return row


def stand_row(session: Session, stand: UUID) -> StandRow:
    """The stand with its places. Raises NoSuchStand."""
    row = session.get(StandRow, stand)
    if row is None:
        raise NoSuchStand
    return row


def staff_of(session: Session, exhibition: UUID) -> tuple[StaffId, ...]:
    """Those who go there."""
    wanted = select(ExhibitionStaffRow.staff_id).where(ExhibitionStaffRow.exhibition_id == exhibition)
    return tuple(session.execute(wanted).scalars())


def stage(session: Session, row: ExhibitionRow, today: date) -> Stage:
    """Where the exhibition stands today."""
    wanted = select(StandRow).where(StandRow.exhibition_id == row.id)
    states = stand_states(session, session.execute(wanted).scalars().all())
    return stage_of(states.values(), called_off=row.called_off, ends=row.ends, today=today)


def laptop_is_home(session: Session, stand: StandRow, exhibition: ExhibitionRow, today: date) -> bool:
    """Whether the stand needs its laptop no more: its end is in the book, and its cash was counted.

    What else is open of it (goods that are not home yet, a return whose sale nobody found) is the shop's to settle.
    """
    state = stand_states(session, [stand])[stand.id]
    if exhibition.called_off or not state.loaded:
        return exhibition.called_off or exhibition.ends < today
    return state.ended and not (
        keeps_the_cash(session, stand.id, stand.device_id) and _cash_is_away(session, stand.device_id)
    )


def keeps_the_cash(session: Session, stand: UUID, device: DeviceId) -> bool:
    """Whether what the laptop's drawer has, and what is on its way to or from it, is this stand's: the newest one's."""
    newest = select(StandRow.id).where(StandRow.device_id == device).order_by(MADE.desc()).limit(1)
    return bool(session.execute(newest).scalar_one() == stand)


def stand_takes_goods(state: StandState, exhibition: ExhibitionRow, today: date) -> bool:
    """Whether a load may still go there."""
    return not has_ended(state, ends=exhibition.ends, today=today)


def stand_states(session: Session, stands: Sequence[StandRow]) -> dict[UUID, StandState]:
    """What the book says of each of the stands."""
    if not stands:
        return {}
    papers = stand_documents(session)
    places = {place for stand in stands for place in _places(stand)}
    full, sold_from = _full(session, places), _sold_from(session, {stand.place_id for stand in stands})
    opened = _tills_opened(session)
    newest, waiting = _newest_stands(session), open_returns(session).keys() | unidentified(session).keys()
    return {stand.id: _state(session, stand, papers, full, sold_from, opened, newest, waiting) for stand in stands}


def _state(
    session: Session,
    stand: StandRow,
    papers: Sequence[StandDocument],
    full: set[PlaceId],
    sold_from: set[PlaceId],
    opened: dict[DeviceId, int],
    newest: dict[DeviceId, PlaceId],
    waiting: Collection[UUID],
) -> StandState:
    own = [paper for paper in papers if paper.stand == stand.id]
    kinds = {paper.kind for paper in own}
    loads = [paper.received for paper in own if paper.kind is DocumentKind.EXHIBITION_LOAD]
    laptop = stand.kind is StandKind.LAPTOP
    # A laptop's cash is the newest of its stands': it goes nowhere else before that one's cash is home.
    has_cash = laptop and newest[stand.device_id] == stand.place_id and _cash_is_away(session, stand.device_id)
    till = laptop and bool(loads) and opened.get(stand.device_id, 0) > loads[0]
    return StandState(
        kind=stand.kind,
        loaded=bool(loads),
        opened=till or stand.place_id in sold_from,
        coming_home=bool(kinds & {DocumentKind.STAND_ENDED, DocumentKind.EXHIBITION_RETURN}),
        ended=DocumentKind.STAND_ENDED in kinds,
        empty=not (has_cash or full & set(_places(stand)) or stand.id in waiting),
    )


def _places(stand: StandRow) -> tuple[PlaceId, PlaceId, PlaceId]:
    return stand.place_id, stand.road_id, stand.quarantine_id


def _full(session: Session, places: Collection[PlaceId]) -> set[PlaceId]:
    """Those where the book has something, or less than nothing."""
    wanted = select(StockBalance.place_id).where(StockBalance.place_id.in_(places), StockBalance.quantity != NONE)
    return set(session.execute(wanted.distinct()).scalars())


def _sold_from(session: Session, places: Collection[PlaceId]) -> set[PlaceId]:
    lots = select(StockBalance.lot_id).where(StockBalance.place_id.in_(places))
    wanted = (
        select(GoodsMove.from_place_id)
        .join(Place, Place.id == GoodsMove.to_place_id)
        .where(GoodsMove.lot_id.in_(lots), GoodsMove.from_place_id.in_(places))
        .where(Place.kind == PlaceKind.WITH_CUSTOMER)
    )
    return set(session.execute(wanted.distinct()).scalars())


def _tills_opened(session: Session) -> dict[DeviceId, int]:
    """When each device's newest opening of its till came into this store."""
    wanted = select(Document.device_id, func.max(Document.received_seq)).where(
        Document.kind == DocumentKind.TILL_OPENING
    )
    rows = session.execute(wanted.group_by(Document.device_id)).all()
    return {row[0]: row[1] for row in rows}


def _newest_stands(session: Session) -> dict[DeviceId, PlaceId]:
    """The place of the stand that each device got last."""
    rows = session.execute(select(StandRow.device_id, StandRow.place_id).order_by(MADE))
    return {row[0]: row[1] for row in rows}


def _cash_is_away(session: Session, device: DeviceId) -> bool:
    """Whether its drawer, or the road to it, holds anything by the book."""
    road = Account(AccountKind.ON_THE_ROAD, device=device)
    return any(balance_of(session, account) != ZERO for account in (drawer_of(device), road))
