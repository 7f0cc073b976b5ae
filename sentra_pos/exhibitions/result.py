"""What came of an exhibition: pieces, sales, costs, and what each artisan and the shop have of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.core.ids import ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.exhibitions import result_money as money
from sentra_pos.exhibitions.home_book import StandBook, stands_of
from sentra_pos.exhibitions.result_money import Cost
from sentra_pos.exhibitions.result_queries import (
    Piece,
    Split,
    goods_moved,
    named_later,
    places_of,
    splits,
    stand_documents,
)
from sentra_pos.exhibitions.result_rules import Fate, fates, signed_parts, sold_there
from sentra_pos.exhibitions.stage_queries import exhibition_row
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.people.models import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """``taken + added = sold + returned + lost + taken_over + there``; see ``result_rules.Fate``."""

    taken: int = 0
    added: int = 0
    sold: int = 0
    returned: int = 0
    lost: int = 0
    taken_over: int = 0
    there: int = 0

    @property
    def sell_through(self) -> Percent | None:
        """Of what was there, how much was sold and stayed sold."""
        there = self.taken + self.added
        return None if there <= 0 else Percent.part_of(max(self.sold, 0), there)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sales:
    """``listed − discount = paid = share + commission``; what came back is taken off, wherever it came back.

    Of the shop's own goods ``commission`` is what they earned beyond their ``cost``, and nobody has a share.
    """

    listed: Rupiah = ZERO
    discount: Rupiah = ZERO
    share: Rupiah = ZERO
    commission: Rupiah = ZERO
    cost: Rupiah = ZERO

    @property
    def paid(self) -> Rupiah:
        """What customers paid."""
        return self.listed - self.discount

    def and_(self, other: Sales) -> Sales:
        """Both together."""
        return Sales(
            listed=self.listed + other.listed,
            discount=self.discount + other.discount,
            share=self.share + other.share,
            commission=self.commission + other.commission,
            cost=self.cost + other.cost,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceResult:
    """One item of one artisan."""

    item: ItemId
    name: str
    tag: str
    size: str
    pieces: Pieces
    sales: Sales


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanResult:
    """One artisan's exhibition; ``party`` is None for the shop's own goods.

    ``costs`` is his part of the exhibition's costs, ``payment_costs`` of what payments cost; ``earned`` is what is left
    of his share after both, and what his settlements are about.
    """

    party: PartyId | None
    code: str
    name: str
    items: tuple[PieceResult, ...]
    pieces: Pieces
    sales: Sales
    costs: Rupiah
    payment_costs: Rupiah

    @property
    def earned(self) -> Rupiah:
        return self.sales.share - self.costs - self.payment_costs


@dataclass(frozen=True, slots=True, kw_only=True)
class DayResult:
    """One day at the stands: what came in by each way of paying, and on how many receipts."""

    day: date
    receipts: int
    by_method: tuple[tuple[str, Rupiah], ...]

    @property
    def taken(self) -> Rupiah:
        return sum_rupiah(amount for _method, amount in self.by_method)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitionResult:
    """All of it; the same whatever order its stands' files came in.

    ``commission`` and ``own_goods`` are what the shop earned by artisans' and by its own goods; ``unknown`` was paid
    for goods of nobody known yet, and is nobody's profit. ``losses`` is what the shop gave for lost and damaged pieces.
    """

    id: UUID
    name: str
    venue: str
    city: str
    starts: date
    ends: date
    planned_rent: Rupiah
    stands: tuple[str, ...]
    artisans: tuple[ArtisanResult, ...]
    days: tuple[DayResult, ...]
    methods: tuple[str, ...]
    pieces: Pieces
    sales: Sales
    commission: Rupiah
    own_goods: Rupiah
    services: Rupiah
    rounding: Rupiah
    other_income: Rupiah
    costs: tuple[Cost, ...]
    payment_costs: Rupiah
    losses: Rupiah
    cash_difference: Rupiah
    unknown: Rupiah
    unknown_pieces: int

    @property
    def receipts(self) -> int:
        return sum(day.receipts for day in self.days)

    @property
    def taken(self) -> Rupiah:
        """What came in at the stands by all ways of paying, less what went out there."""
        return sum_rupiah(day.taken for day in self.days)

    @property
    def shop_costs(self) -> Rupiah:
        """The shop's part of rent and all other costs."""
        return sum_rupiah(cost.shop for cost in self.costs)

    @property
    def earnings(self) -> Rupiah:
        """What the shop earned before any cost."""
        return self.commission + self.own_goods + self.services + self.rounding + self.other_income

    @property
    def profit(self) -> Rupiah:
        """For the shop, after rent, costs, what payments cost, losses, and what was over or short."""
        return self.earnings - self.shop_costs - self.payment_costs - self.losses + self.cash_difference


def result(session: Session, exhibition: UUID) -> ExhibitionResult:
    """What the book says of it now. Raises NoSuchExhibition."""
    row = exhibition_row(session, exhibition)
    stands = stands_of(session, exhibition)
    plan: dict[str, Any] = {"id": row.id, "name": row.name, "venue": row.venue, "city": row.city, "starts": row.starts}
    plan |= {"ends": row.ends, "planned_rent": row.rent, "stands": tuple(stand.name for stand in stands)}
    costs = money.costs(session, exhibition, stand_documents(session, stands))
    goods = _goods(session, stands)
    artisans = _artisans(session, goods, costs, money.payment_costs(session, stand_documents(session, stands)))
    consigned = [each for each in artisans if each.party is not None]
    own = [each for each in artisans if each.party is None]
    return ExhibitionResult(
        **plan,
        **_days(session, stands),
        **_shop(session, stands, goods),
        artisans=artisans,
        pieces=_pieces(goods.fates.values()),
        sales=_together(each.sales for each in artisans),
        commission=sum_rupiah(each.sales.commission for each in consigned),
        own_goods=sum_rupiah(each.sales.commission for each in own),
        costs=costs,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Goods:
    """What became of the pieces, and what was sold of them: each part with its sign."""

    fates: Mapping[Piece, Fate]
    parts: tuple[tuple[Split, int], ...]


def _goods(session: Session, stands: Sequence[StandBook]) -> _Goods:
    moves, places = goods_moved(session, stands), places_of(stands)
    sold = sold_there(moves, places, named_later(session, stand_documents(session, stands)))
    found = fates(moves, places, money.homecomings(session, stands), sold)
    return _Goods(fates=found, parts=signed_parts(splits(session, stands), sold))


def _days(session: Session, stands: Sequence[StandBook]) -> dict[str, Any]:
    by_day: defaultdict[date, defaultdict[str, Rupiah]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    receipts: defaultdict[date, set[UUID]] = defaultdict(set)
    for tender in money.tenders(session, stand_documents(session, stands)):
        by_day[tender.day][tender.method] += tender.amount
        receipts[tender.day] |= {tender.document} if tender.receipt else set()
    methods = sorted({method for amounts in by_day.values() for method in amounts})
    days = tuple(
        DayResult(day=day, receipts=len(receipts[day]), by_method=tuple(sorted(by_day[day].items())))
        for day in sorted(by_day)
    )
    return {"days": days, "methods": tuple(methods)}


def _shop(session: Session, stands: Sequence[StandBook], goods: _Goods) -> dict[str, Any]:
    """What is the shop's alone, and what is nobody's yet."""
    documents, homecoming = stand_documents(session, stands), money.homecomings(session, stands)
    lines = money.unsplit(session, documents)
    named = {part.refers for part, sign in goods.parts if sign > 0}
    unknown = [line for line in lines if not line.service and line.key not in named]
    cases = money.loss_cases(session, homecoming)
    costs = money.payment_costs(session, documents)
    return {
        "services": sum_rupiah(line.paid for line in lines if line.service),
        "unknown": sum_rupiah(line.paid for line in unknown),
        "unknown_pieces": sum(line.units for line in unknown),
        "rounding": money.earned_on(session, AccountKind.ROUNDING, documents),
        "other_income": money.earned_on(session, AccountKind.OTHER_INCOME, documents),
        "payment_costs": sum_rupiah(cost.amount for cost in costs if cost.party is None),
        "losses": -money.earned_on(session, AccountKind.LOSS_EXPENSE, documents, cases),
        "cash_difference": money.earned_on(session, AccountKind.OVER_SHORT, documents, homecoming),
    }


def _artisans(
    session: Session, goods: _Goods, costs: Iterable[Cost], payment_costs: Iterable[money.PaymentCost]
) -> tuple[ArtisanResult, ...]:
    sales: defaultdict[Piece, Sales] = defaultdict(Sales)
    for part, sign in goods.parts:
        sales[part.piece] = sales[part.piece].and_(_sales(part, sign))
    borne: defaultdict[PartyId | None, Rupiah] = defaultdict(lambda: ZERO)
    paying: defaultdict[PartyId | None, Rupiah] = defaultdict(lambda: ZERO)
    for who, amount in (part for cost in costs for part in cost.artisans):
        borne[who] += amount
    for each in payment_costs:
        paying[each.party] += each.amount
    pieces = dict.fromkeys([*goods.fates, *sales])
    words = _words(session, [item for _owner, item in pieces])
    involved: list[PartyId | None] = [*(owner for owner, _item in pieces), *borne, *(each for each in paying if each)]
    people = _people(session, involved)
    found = []
    for party, (code, name) in people.items():
        items = [
            PieceResult(
                item=item,
                name=words[item][0],
                tag=words[item][1],
                size=words[item][2],
                pieces=_pieces([goods.fates.get((owner, item), Fate())]),
                sales=sales[owner, item],
            )
            for owner, item in pieces
            if owner == party
        ]
        found.append(
            ArtisanResult(
                party=party,
                code=code,
                name=name,
                items=tuple(sorted(items, key=lambda row: (row.name.casefold(), row.tag))),
                pieces=_pieces(goods.fates[piece] for piece in goods.fates if piece[0] == party),
                sales=_together(row.sales for row in items),
                costs=borne[party],
                payment_costs=ZERO if party is None else paying[party],
            )
        )
    return tuple(sorted(found, key=lambda row: (row.party is None, len(row.code), row.code)))


def _sales(part: Split, sign: int) -> Sales:
    earned = part.shop_part - part.cost
    return Sales(
        listed=part.listed.times(sign),
        discount=part.discount.times(sign),
        share=part.share.times(sign),
        commission=earned.times(sign),
        cost=part.cost.times(sign),
    )


def _together(sales: Iterable[Sales]) -> Sales:
    total = Sales()
    for each in sales:
        total = total.and_(each)
    return total


def _pieces(found: Iterable[Fate]) -> Pieces:
    names = tuple(Pieces.__dataclass_fields__)
    rows = list(found)
    return Pieces(**{name: sum(getattr(fate, name) for fate in rows) for name in names})


def _words(session: Session, items: Iterable[ItemId]) -> dict[ItemId, tuple[str, str, str]]:
    rows = session.execute(
        select(Item.id, Item.name, ItemCode.code, Item.size)
        .outerjoin(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
        .where(Item.id.in_(list(dict.fromkeys(items))))
    )
    return {item: (name, code or "", size) for item, name, code, size in rows}


def _people(session: Session, parties: Iterable[PartyId | None]) -> dict[PartyId | None, tuple[str, str]]:
    """Codes and names; the shop itself is nameless here, and screens say what it is called."""
    wanted = list(dict.fromkeys(parties))
    rows = session.execute(select(Party.id, Party.code, Party.name).where(Party.id.in_(wanted)))
    found: dict[PartyId | None, tuple[str, str]] = {party: (code, name) for party, code, name in rows}
    return found | ({None: ("", "")} if None in wanted else {})
