"""What was sold in an artisan's name, month by month: gross, as the prices were, less what came back.

The turnover that the 0,5 % final income tax is reckoned from is counted before discounts (PP 55/2022, article 60 and
following); nothing here reckons a tax.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.models import Document, DocumentLine, LineAllocation, Lot
from sentra_pos.settlement.unsettled import BACK_LINES

#: Individuals owe nothing on what they turn over up to here in a year.
FREE_TURNOVER = Rupiah(500_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """In the month of a day up to that day, and in its year."""

    month: Rupiah
    year: Rupiah


def turnover_by_month(
    session: Session, party: PartyId, year: int, *, until: date | None = None, upto: int | None = None
) -> Mapping[int, Rupiah]:
    """Gross, per month of the year in which something was sold or came back.

    ``until`` is the last business day that counts, ``upto`` the document (by its arrival) before which it must stand.
    """
    month, part = func.substr(Document.business_date, 6, 2), aliased(LineAllocation)
    sold = (
        select(LineAllocation.document_id, LineAllocation.line_no, LineAllocation.allocation_no, month.label("month"))
        .select_from(Lot)
        .join(LineAllocation, LineAllocation.lot_id == Lot.id)
        .join(Document, Document.id == LineAllocation.document_id)
        .where(Lot.owner_id == party)
        .where(Document.business_date >= date(year, 1, 1), Document.business_date <= (until or date(year, 12, 31)))
    )
    if upto is not None:
        sold = sold.where(Document.received_seq < upto)
    # What was sold in other years is passed over in its index; without this the database reads each line of it.
    this_year = sold.cte("this_year").prefix_with("MATERIALIZED")
    wanted = (
        select(this_year.c.month, func.sum(signed(part.list_amount), type_=part.list_amount.type))
        .select_from(this_year)
        .join(
            part,
            (part.document_id == this_year.c.document_id)
            & (part.line_no == this_year.c.line_no)
            & (part.allocation_no == this_year.c.allocation_no),
        )
        .join(
            DocumentLine,
            (DocumentLine.document_id == this_year.c.document_id) & (DocumentLine.line_no == this_year.c.line_no),
        )
        .group_by(this_year.c.month)
    )
    return {int(number): amount for number, amount in session.execute(wanted)}


def signed(column: Any) -> ColumnElement[Any]:
    """A column of allocations joined with their lines: what comes back takes away."""
    back = and_(DocumentLine.refers_document_id.is_not(None), DocumentLine.kind.in_(BACK_LINES))
    return case((back, -column), else_=column)


def turnover_of(session: Session, party: PartyId, day: date, *, upto: int | None = None) -> Turnover:
    """As it stood on the day."""
    months = turnover_by_month(session, party, day.year, until=day, upto=upto)
    return Turnover(month=months.get(day.month, ZERO), year=Rupiah(sum(each.amount for each in months.values())))
