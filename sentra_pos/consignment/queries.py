"""Questions about agreements and about the lots that came in under them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.consignment.facts import CostBearer
from sentra_pos.consignment.models import AgreementRow
from sentra_pos.consignment.rate_queries import rates_of
from sentra_pos.consignment.rates import Rate
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.ids import AgreementId, ItemId, LotId, PartyId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.direct import RowReader
from sentra_pos.db.types import UuidType
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import Lot, StockBalance
from sentra_pos.people.facts import PartyKind, PayoutMethod
from sentra_pos.people.models import Party
from sentra_pos.stock.places import kind_of

_NO_RATES: Mapping[AgreementId, tuple[Rate, ...]] = {}
#: The columns of an agreement, in the order that ``_agreement`` reads them.
_TERMS = (
    AgreementRow.id,
    AgreementRow.party_id,
    AgreementRow.version,
    AgreementRow.valid_from,
    AgreementRow.scheme,
    AgreementRow.rate,
    AgreementRow.fixed,
    AgreementRow.discount_bearer,
    AgreementRow.payment_cost_bearer,
    AgreementRow.price_consent,
    AgreementRow.liability,
    AgreementRow.valuation,
    AgreementRow.remark,
    AgreementRow.liability_shop_percent,
    AgreementRow.return_term_days,
    AgreementRow.hold_days,
    AgreementRow.rhythm,
    AgreementRow.payday,
    AgreementRow.rate_count,
)


def _agreement(terms: tuple[Any, ...], rates: Mapping[AgreementId, tuple[Rate, ...]] = _NO_RATES) -> Agreement | None:
    identity, party, version, valid_from, scheme, rate, fixed, bearer, costs, consent, *care = terms
    if identity is None:
        return None
    liability, valuation, remark, shared, return_term, hold, rhythm, payday, _count = care
    return Agreement(
        id=identity,
        party=party,
        version=version,
        valid_from=valid_from,
        scheme=scheme,
        rate=rate,
        fixed=fixed,
        discount_bearer=bearer,
        payment_cost_bearer=costs,
        price_consent=consent,
        liability=liability,
        valuation=valuation,
        remark=remark,
        rates=rates.get(identity, ()),
        liability_shop_percent=shared,
        return_term_days=return_term,
        hold_days=hold,
        rhythm=rhythm,
        payday=payday,
    )


def _with_rates(session: Session, rows: Iterable[Sequence[Any]]) -> Iterator[Agreement]:
    """The agreements of these rows; those that have rates of their own are asked for them, all at once."""
    found = [tuple(row) for row in rows]
    rates = rates_of(session, (row[0] for row in found if row[-1]))
    return (agreement for row in found if (agreement := _agreement(row, rates)) is not None)


def agreement_in_force(
    session: Session, party: PartyId, on_date: date, *, recorded_by: datetime | None = None
) -> Agreement | None:
    """The terms that hold on that day: of those that began by then the newest version, or None.

    ``recorded_by`` leaves out what was recorded after that moment, on the same day too.
    """
    wanted = (
        select(*_TERMS)
        .where(AgreementRow.party_id == party, AgreementRow.valid_from <= on_date)
        .order_by(AgreementRow.version.desc())
        .limit(1)
    )
    if recorded_by is not None:
        wanted = wanted.where(AgreementRow.recorded_at <= recorded_by)
    return next(_with_rates(session, session.execute(wanted)), None)


def agreements_of(session: Session, party: PartyId) -> tuple[Agreement, ...]:
    """Every version of the artisan's terms, newest first."""
    wanted = select(*_TERMS).where(AgreementRow.party_id == party).order_by(AgreementRow.version.desc())
    return tuple(_with_rates(session, session.execute(wanted)))


def agreement_by_id(session: Session, agreement: AgreementId) -> Agreement | None:
    """One version of somebody's terms."""
    return next(_with_rates(session, session.execute(select(*_TERMS).where(AgreementRow.id == agreement))), None)


def agreements_in_force(session: Session, on_date: date) -> dict[PartyId, Agreement]:
    """The terms that hold on that day with everybody who has any."""
    wanted = select(*_TERMS).where(AgreementRow.valid_from <= on_date).order_by(AgreementRow.version)
    return {agreement.party: agreement for agreement in _with_rates(session, session.execute(wanted))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignor:
    """Somebody goods come in from."""

    id: PartyId
    kind: PartyKind
    code: str
    name: str
    active: bool = True


_CONSIGNORS = (PartyKind.ARTISAN, PartyKind.SUPPLIER)


def consignors(session: Session) -> tuple[Consignor, ...]:
    """Everybody goods may come in from, by code."""
    wanted = select(Party.id, Party.kind, Party.code, Party.name).where(Party.kind.in_(_CONSIGNORS), Party.active)
    rows = session.execute(wanted.order_by(Party.code))
    return tuple(Consignor(id=party, kind=kind, code=code, name=name) for party, kind, code, name in rows)


def consignor(session: Session, party: PartyId) -> Consignor | None:
    """The artisan or supplier, also one who left, or None for anybody else."""
    wanted = select(Party.kind, Party.code, Party.name, Party.active)
    row = session.execute(wanted.where(Party.id == party, Party.kind.in_(_CONSIGNORS))).one_or_none()
    if row is None:
        return None
    return Consignor(id=party, kind=row.kind, code=row.code, name=row.name, active=row.active)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsignorDetails:
    """Somebody goods come in from, with what a list may say otherwise; those who left are among them."""

    id: PartyId
    code: str
    name: str
    phone: str
    address: str
    payout_method: PayoutMethod
    bank_account: str


def consignor_details(session: Session) -> tuple[ConsignorDetails, ...]:
    """Everybody goods ever came in from, by code."""
    wanted = select(Party).where(Party.kind.in_(_CONSIGNORS)).order_by(Party.code)
    return tuple(
        ConsignorDetails(
            id=row.id,
            code=row.code,
            name=row.name,
            phone=row.phone,
            address=row.address,
            payout_method=row.payout_method,
            bank_account=row.bank_account,
        )
        for row in session.execute(wanted).scalars()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SellableLot:
    """A lot as a sale needs it; ``owner`` is None for the shop's own. ``quantity`` is what lies at the place asked for.

    ``quantity`` is below zero where more was sold than had come in. ``place_kind`` is what kind of place that is, told
    where a rate may be for it.
    """

    lot: LotId
    item: ItemId
    seq: int
    owner: PartyId | None
    owner_name: str
    agreement: Agreement | None
    price: Rupiah
    net_price: Rupiah | None
    cost: Rupiah | None
    quantity: Quantity
    category: str = ""
    place_kind: PlaceKind = PlaceKind.SHELF


def _sellable_statement() -> RowReader:
    later = aliased(Lot)
    # What the shop took over damaged (no owner, no cost) never stood on a shelf, and answers for nothing sold from one.
    came_in = or_(later.owner_id.is_not(None), later.cost > ZERO)
    newest = select(func.max(later.seq)).where(later.item_id == Lot.item_id, came_in).correlate(Lot).scalar_subquery()
    here = and_(StockBalance.lot_id == Lot.id, StockBalance.place_id == bindparam("place", type_=UuidType()))
    return RowReader(
        select(
            Lot.id,
            Lot.item_id,
            Lot.seq,
            Lot.owner_id,
            func.coalesce(Party.name, ""),
            Lot.price,
            Lot.net_price,
            Lot.cost,
            Lot.category,
            StockBalance.quantity,
            *_TERMS,
        )
        .outerjoin(StockBalance, here)
        .outerjoin(Party, Party.id == Lot.owner_id)
        .outerjoin(AgreementRow, AgreementRow.id == Lot.agreement_id)
        .where(Lot.item_id.in_(bindparam("items", expanding=True, type_=UuidType())))
        .where(or_(StockBalance.quantity != Quantity(0), Lot.seq == newest))
        .order_by(Lot.item_id, Lot.seq)
    )


_SELLABLE = _sellable_statement()
#: Where in its rows the agreement's id stands; after it come the other terms, how many rates it has at the end.
_AGREEMENT = 10


def lots_to_sell(session: Session, items: Iterable[ItemId], place: PlaceId) -> dict[ItemId, tuple[SellableLot, ...]]:
    """The lots of each item, oldest first: those not at zero at the place, and always the newest.

    Every item asked for is in the answer; one that never came in (a service) has none. One query for them all.
    """
    wanted = list(dict.fromkeys(items))
    found: defaultdict[ItemId, list[SellableLot]] = defaultdict(list)
    rows = _SELLABLE.all(session, items=wanted, place=place) if wanted else ()
    rates = rates_of(session, (row[_AGREEMENT] for row in rows if row[-1]))
    kind = kind_of(session, place) if rates else PlaceKind.SHELF
    for lot, item, seq, owner, owner_name, price, net_price, cost, category, quantity, *terms in rows:
        found[item].append(
            SellableLot(
                lot=lot,
                item=item,
                seq=seq,
                owner=owner,
                owner_name=owner_name,
                agreement=_agreement(tuple(terms), rates),
                price=price,
                net_price=net_price,
                cost=cost,
                quantity=quantity or Quantity(0),
                category=category,
                place_kind=kind,
            )
        )
    return {item: tuple(found[item]) for item in wanted}


def lots_by_id(session: Session, lots: Iterable[LotId]) -> dict[LotId, tuple[PartyId | None, Rupiah | None]]:
    """Each lot's owner (None: the shop's own) and what it cost, as a refund needs them."""
    rows = session.execute(select(Lot.id, Lot.owner_id, Lot.cost).where(Lot.id.in_(list(lots))))
    return {lot: (owner, cost) for lot, owner, cost in rows}


def cost_bearers(session: Session, lots: Iterable[LotId]) -> dict[LotId, PartyId | None]:
    """Who bears what payments for each lot cost: its artisan where the agreement says so, else (None) the shop."""
    rows = session.execute(
        select(Lot.id, Lot.owner_id, AgreementRow.payment_cost_bearer)
        .join(AgreementRow, AgreementRow.id == Lot.agreement_id, isouter=True)
        .where(Lot.id.in_(list(lots)))
    )
    return {lot: owner if bearer is CostBearer.ARTISAN else None for lot, owner, bearer in rows}
