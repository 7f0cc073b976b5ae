"""The recap for the office, per artisan: in, sold, returned, left, turnover, paid; days on the shelf, sell-through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, func, or_, select, true, type_coerce
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.types import Integer64
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.models import (
    AccountRow,
    Document,
    DocumentLine,
    GoodsMove,
    LineAllocation,
    Lot,
    MoneyMove,
    StockBalance,
)
from sentra_pos.people.facts import PartyKind
from sentra_pos.people.models import Party
from sentra_pos.settlement.statement_goods import GoodsCount, flows, goods_of
from sentra_pos.settlement.turnover import signed
from sentra_pos.stock.arrivals import ARRIVED
from sentra_pos.stock.care import end_is_ours
from sentra_pos.stock.places import WITH_CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapRow:
    """One artisan between two days. ``turnover`` is gross, ``paid`` what was paid out, less payouts voided.

    ``days`` is how long the pieces that were sold had lain here on average; None where none was.
    """

    party: PartyId
    code: str
    name: str
    goods: GoodsCount
    turnover: Rupiah
    commission: Rupiah
    share: Rupiah
    paid: Rupiah
    days: int | None

    @property
    def sell_through(self) -> Percent | None:
        """Of what was here and what came, how much was sold and stayed sold."""
        there = (self.goods.before + self.goods.received).units
        kept = (self.goods.sold - self.goods.returned).units
        return None if there <= 0 else Percent.part_of(max(kept, 0), there)


def office_recap(session: Session, first: date, last: date) -> tuple[RecapRow, ...]:
    """Every artisan who had goods here, sold, or was paid between the days (both counted), P2 before P10.

    A handful of questions however many artisans there are; what lies here is reckoned back from the balances of today.
    """
    moved = _moved(session, first, last)
    left = _left(session, last)
    sold, paid, days = _sold(session, first, last), _paid(session, first, last), _days(session, first, last)
    parties = session.execute(select(Party).where(Party.kind == PartyKind.ARTISAN)).scalars().all()
    rows = [_row(each, moved.get(each.id, GoodsCount()), left.get(each.id, NONE), sold, paid, days) for each in parties]
    seen = (row for row in rows if row.goods != GoodsCount() or row.turnover or row.share or row.paid)
    return tuple(sorted(seen, key=lambda row: (len(row.code), row.code)))


_A_DAY = 86_400
_Sold = dict[PartyId, tuple[Rupiah, Rupiah, Rupiah]]


def _row(
    party: Party,
    moved: GoodsCount,
    left: Quantity,
    sold: _Sold,
    paid: dict[PartyId, Rupiah],
    days: dict[PartyId, int],
) -> RecapRow:
    before = left - moved.left
    names = (name for name in GoodsCount.__dataclass_fields__ if name != "before")
    turnover, commission, share = sold.get(party.id, (ZERO, ZERO, ZERO))
    return RecapRow(
        party=party.id,
        code=party.code,
        name=party.name,
        goods=GoodsCount(before=before, **{name: getattr(moved, name) for name in names}),
        turnover=turnover,
        commission=commission,
        share=share,
        paid=paid.get(party.id, ZERO),
        days=days.get(party.id),
    )


def _between(first: date, last: date) -> ColumnElement[bool]:
    return and_(Document.business_date >= first, Document.business_date <= last)


def _moved(session: Session, first: date, last: date) -> dict[PartyId, GoodsCount]:
    rows = session.execute(
        select(Lot.owner_id, *flows(true()))
        .select_from(Document)
        .join(GoodsMove, GoodsMove.document_id == Document.id)
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .where(_between(first, last), Lot.owner_id.is_not(None))
        .group_by(Lot.owner_id)
    )
    return {PartyId(owner): goods_of(counts) for owner, *counts in rows if owner is not None}


def _left(session: Session, last: date) -> dict[PartyId, Quantity]:
    """What lay here at the end of the day: what lies here now, less what came since."""
    now = session.execute(
        select(Lot.owner_id, func.sum(StockBalance.quantity, type_=StockBalance.quantity.type))
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .where(end_is_ours(StockBalance.place_id), Lot.owner_id.is_not(None))
        .group_by(Lot.owner_id)
    )
    found = {PartyId(owner): quantity for owner, quantity in now if owner is not None}
    ours_from, ours_to = end_is_ours(GoodsMove.from_place_id), end_is_ours(GoodsMove.to_place_id)
    came = case((ours_to, GoodsMove.quantity), else_=0) - case((ours_from, GoodsMove.quantity), else_=0)
    since = session.execute(
        select(Lot.owner_id, func.sum(came, type_=GoodsMove.quantity.type))
        .select_from(Document)
        .join(GoodsMove, GoodsMove.document_id == Document.id)
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .where(Document.business_date > last, Lot.owner_id.is_not(None))
        .group_by(Lot.owner_id)
    )
    for owner, quantity in since:
        found[PartyId(owner)] = found.get(owner, NONE) - quantity
    return found


def _sold(session: Session, first: date, last: date) -> _Sold:
    part = LineAllocation
    sums = [
        func.sum(signed(column), type_=part.share.type) for column in (part.list_amount, part.shop_part, part.share)
    ]
    rows = session.execute(
        select(Lot.owner_id, *sums)
        .select_from(Document)
        .join(part, part.document_id == Document.id)
        .join(DocumentLine, and_(DocumentLine.document_id == part.document_id, DocumentLine.line_no == part.line_no))
        .join(Lot, Lot.id == part.lot_id)
        .where(_between(first, last), Lot.owner_id.is_not(None))
        .group_by(Lot.owner_id)
    )
    return {PartyId(owner): (listed, shop, share) for owner, listed, shop, share in rows if owner is not None}


def _paid(session: Session, first: date, last: date) -> dict[PartyId, Rupiah]:
    amount: Any = case((MoneyMove.debit_account_id == AccountRow.id, MoneyMove.amount), else_=-MoneyMove.amount)
    rows = session.execute(
        select(AccountRow.party_id, func.sum(amount, type_=MoneyMove.amount.type))
        .select_from(Document)
        .join(MoneyMove, MoneyMove.document_id == Document.id)
        .join(
            AccountRow, or_(AccountRow.id == MoneyMove.debit_account_id, AccountRow.id == MoneyMove.credit_account_id)
        )
        .where(Document.kind.in_((DocumentKind.PAYOUT, DocumentKind.PAYOUT_VOID)), _between(first, last))
        .where(AccountRow.kind == AccountKind.PAYABLE)
        .group_by(AccountRow.party_id)
    )
    return {PartyId(party): paid for party, paid in rows if party is not None}


def _days(session: Session, first: date, last: date) -> dict[PartyId, int]:
    """Days between the coming of goods, whatever lot they were then, and their sale, on average; whole days."""
    note, brought = aliased(Document), aliased(DocumentLine)
    came = func.coalesce(func.json_extract(brought.details, f"$.{ARRIVED}", type_=Text()), note.business_date)
    sold_on, came_on = (func.unixepoch(each, type_=Integer64) for each in (Document.business_date, came))
    pieces = type_coerce(GoodsMove.quantity, Integer64)
    rows = session.execute(
        select(Lot.owner_id, func.sum((sold_on - came_on) // _A_DAY * pieces), func.sum(pieces))
        .select_from(Document)
        .join(GoodsMove, GoodsMove.document_id == Document.id)
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .join(note, note.id == Lot.document_id)
        .join(brought, and_(brought.document_id == Lot.document_id, brought.line_no == Lot.line_no))
        .where(_between(first, last), GoodsMove.to_place_id == WITH_CUSTOMER, Lot.owner_id.is_not(None))
        .group_by(Lot.owner_id)
    )
    return {PartyId(owner): int(total) // int(count) for owner, total, count in rows if owner is not None}
