"""What was loaded arrives at its stand: posted by the shop for a stand of its own, on a laptop by opening the pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, LotId, PartyId, ShiftId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.exhibitions.errors import ArrivedAlready, ArrivesAtItsOwnTill, NoSuchLoad
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.stage_queries import STAND, stand_row
from sentra_pos.exhibitions.stand_queries import LoadRecord, StandRecord, arrival_of, load_record, stand_record
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, GoodsMove, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import DocumentLine, Lot
from sentra_pos.ledger.models import GoodsMove as GoodsMoveRow
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import header_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.arrivals import ARRIVED, arrivals
from sentra_pos.stock.places import StandPlaces
from sentra_pos.tills.queries import drawer_of, open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class ArriveAtStand:
    """The load of a stand on this computer or on paper."""

    id: DocumentId
    by: ActedBy
    stand: UUID
    load: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedAtStand:
    id: DocumentId
    code: str
    changes: Changes = Changes(stock=True, consignment=True, till=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivingLot:
    """So much of a lot that arrives, with what must be said of it where the lot was not known before.

    ``share`` and ``tag`` are what the line said that brought the lot into the shop, where it said so; ``came_in`` is
    the day its goods first came there.
    """

    lot: LotId
    item: ItemId
    owner: PartyId | None
    agreement: AgreementId | None
    quantity: Quantity
    price: Rupiah
    name: str
    code: str
    size: str
    category: str
    share: int | None
    tag: int | None
    came_in: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What a load brings to a stand, the oldest lot first."""

    stand: UUID
    places: StandPlaces
    load: DocumentId
    load_code: str
    lots: tuple[ArrivingLot, ...]
    float_cash: Rupiah


def post_arrival(session: Session, command: ArriveAtStand, *, clock: Clock) -> ArrivedAtStand:
    """Post the arrival of all that was loaded; idempotent by id.

    Raises NoSuchStand, NoSuchLoad, ArrivesAtItsOwnTill for a laptop's stand, ArrivedAlready.
    """
    require(session, command.by, Permission.MANAGE_EXHIBITIONS)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return ArrivedAtStand(id=command.id, code=header.code)
    stand = stand_record(stand_row(session, command.stand))
    if stand.kind is StandKind.LAPTOP:
        raise ArrivesAtItsOwnTill(name=stand.name)
    load = load_record(session, command.load)
    if load.stand != stand.id:
        raise NoSuchLoad
    earlier = arrival_of(session, command.load)
    if earlier is not None:
        before = header_of(session, earlier)
        raise ArrivedAlready(code=load.code if before is None else before.code)
    shift = open_shift(session, command.by.device) if load.float_cash else None
    draft = arrival_draft(
        arrival(session, stand, load),
        id=command.id,
        by=command.by,
        business_date=business_today(clock) if shift is None else shift.business_date,
        shift=None if shift is None else shift.id,
        intent=intent,
    )
    return ArrivedAtStand(id=command.id, code=post(session, draft, clock=clock).code)


def arrival(session: Session, stand: StandRecord, load: LoadRecord) -> Arrival:
    """What the load brings, read off the shop's book."""
    return Arrival(
        stand=stand.id,
        places=stand.places,
        load=load.id,
        load_code=load.code,
        lots=arriving_lots(session, load.id),
        float_cash=load.float_cash,
    )


def arriving_lots(session: Session, load: DocumentId) -> tuple[ArrivingLot, ...]:
    """The lots of a load, the oldest first, each once."""
    rows = session.execute(
        select(Lot, GoodsMoveRow.quantity, GoodsMoveRow.line_no)
        .join(GoodsMoveRow, GoodsMoveRow.lot_id == Lot.id)
        .where(GoodsMoveRow.document_id == load)
        .order_by(Lot.seq, GoodsMoveRow.move_no)
    ).all()
    quantities: dict[LotId, Quantity] = {}
    found: dict[LotId, tuple[Lot, int]] = {}
    for lot, quantity, line in rows:
        quantities[lot.id] = quantities.get(lot.id, NONE) + quantity
        found[lot.id] = (lot, line)
    loaded = _lines(session, load)
    came_in = arrivals(session, found)
    brought = _brought_by(session, load)
    return tuple(
        _arriving(lot, quantities[lot.id], loaded[line], brought.get(lot.id, {}), came_in[lot.id])
        for lot, line in found.values()
    )


def _lines(session: Session, load: DocumentId) -> dict[int, DocumentLine]:
    rows = session.execute(select(DocumentLine).where(DocumentLine.document_id == load)).scalars()
    return {row.line_no: row for row in rows}


def _brought_by(session: Session, load: DocumentId) -> dict[LotId, dict[str, object]]:
    """What the lines say that brought the load's lots in."""
    rows = session.execute(
        select(Lot.id, DocumentLine.details)
        .join(DocumentLine, (DocumentLine.document_id == Lot.document_id) & (DocumentLine.line_no == Lot.line_no))
        .where(Lot.id.in_(select(GoodsMoveRow.lot_id).where(GoodsMoveRow.document_id == load)))
    )
    return {row.id: row.details for row in rows}


def _arriving(
    lot: Lot, quantity: Quantity, loaded: DocumentLine, brought: dict[str, object], came_in: date
) -> ArrivingLot:
    share, tag = brought.get("share"), brought.get("tag")
    return ArrivingLot(
        lot=lot.id,
        item=lot.item_id,
        owner=lot.owner_id,
        agreement=lot.agreement_id,
        quantity=quantity,
        price=lot.price,
        name=loaded.text,
        code=str(loaded.details["code"]),
        size=str(loaded.details["size"]),
        category=lot.category,
        share=share if isinstance(share, int) else None,
        tag=tag if isinstance(tag, int) else None,
        came_in=came_in,
    )


def arrival_draft(
    arrived: Arrival,
    *,
    id: DocumentId,
    by: ActedBy,
    business_date: date,
    shift: ShiftId | None = None,
    intent: bytes = b"",
) -> Draft:
    """The document of an arrival on the device of ``by``: line 1 names stand and load, then a line for each lot.

    A laptop's store lets its lots point at these lines (``FIRST_LOT_LINE`` + position), for there they came in by them.
    """
    lines = (
        _stand_line(arrived),
        *(_lot_line(number, each) for number, each in enumerate(arrived.lots, start=FIRST_LOT_LINE)),
    )
    cash, money = _change(arrived, by, len(lines) + 1)
    return Draft(
        id=id,
        kind=DocumentKind.EXHIBITION_ARRIVAL,
        by=by,
        business_date=business_date,
        shift=shift,
        intent=intent,
        lines=(*lines, *cash),
        goods=_goods(arrived),
        money=money,
    )


#: The line of the first lot of an arrival; the others follow in their order.
FIRST_LOT_LINE = 2


def _stand_line(arrived: Arrival) -> Line:
    return Line(
        number=1,
        kind=LineKind.STAND,
        text=arrived.load_code,
        details={STAND: str(arrived.stand), "load": str(arrived.load)},
    )


def _lot_line(number: int, each: ArrivingLot) -> Line:
    told = {
        "agreement": None if each.agreement is None else str(each.agreement),
        "share": each.share,
        "tag": each.tag,
    }
    return Line(
        number=number,
        kind=LineKind.ARRIVED,
        text=each.name,
        item=each.item,
        lot=each.lot,
        party=each.owner,
        quantity=each.quantity,
        price=each.price,
        details={
            "code": each.code,
            "size": each.size,
            "category": each.category,
            ARRIVED: each.came_in.isoformat(),
            **{key: value for key, value in told.items() if value is not None},
        },
    )


def _goods(arrived: Arrival) -> tuple[GoodsMove, ...]:
    ends = {"source": arrived.places.road, "target": arrived.places.place}
    return tuple(
        GoodsMove(line=number, lot=each.lot, quantity=each.quantity, **ends)
        for number, each in enumerate(arrived.lots, start=FIRST_LOT_LINE)
    )


def _change(arrived: Arrival, by: ActedBy, number: int) -> tuple[Sequence[Line], tuple[MoneyMove, ...]]:
    """The stand's change, out of the bag and into its drawer."""
    amount = arrived.float_cash
    if amount == ZERO:
        return (), ()
    road = Account(AccountKind.ON_THE_ROAD, device=by.device)
    return (
        (Line(number=number, kind=LineKind.CASH_CARRIED, amount=amount),),
        (*money_move(number, drawer_of(by.device), CLEARING, amount), *money_move(number, CLEARING, road, amount)),
    )
