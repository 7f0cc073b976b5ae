"""An artisan's turnover, month by month: consigned goods sold, and what the shop bought outright.

Sold is gross, as the prices were, less what came back: the turnover that the 0,5 % final income tax is reckoned from is
counted before discounts (PP 55/2022, article 60 and following). What was bought outright is the artisan's income on the
day the shop bought it, and the shop's own turnover when it sells. Nothing here reckons a tax.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.db.types import DateType, UuidType
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.models import Document, DocumentLine, LineAllocation, Lot, MoneyMove
from sentra_pos.ledger.queries import documents_moving
from sentra_pos.settlement.unsettled import BACK_LINES

#: Individuals owe nothing on what they turn over up to here in a year.
FREE_TURNOVER = Rupiah(500_000_000)
#: By what the shop buys goods outright, and by what a note that did is mended.
BUYING = (DocumentKind.CONSIGNMENT_NOTE, DocumentKind.NOTE_CORRECTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """Consigned goods sold, in the month of a day up to that day and in its year; and ``outright`` in its year."""

    month: Rupiah
    year: Rupiah
    outright: Rupiah = ZERO

    @property
    def total(self) -> Rupiah:
        """The artisan's turnover of the year, as the books reckon it."""
        return self.year + self.outright


#: After everything in the book.
_NOW = (1 << 63) - 1


def turnover_by_month(
    session: Session, party: PartyId, year: int, *, until: date | None = None, upto: int | None = None
) -> Mapping[int, Rupiah]:
    """Consigned goods, gross, per month of the year in which something was sold or came back.

    ``until`` is the last business day that counts, ``upto`` the document (by its arrival) before which it must stand.
    """
    asked = {"first": date(year, 1, 1), "last": until or date(year, 12, 31), "upto": _NOW if upto is None else upto}
    return {int(number): amount for number, amount in session.execute(_gross(), {"party": party, **asked})}


@cache
def _gross() -> Any:
    """Kept, because to build it costs as much as to ask it."""
    day, part = sold_on(), aliased(LineAllocation)
    sold = (
        select(LineAllocation.document_id, LineAllocation.line_no, LineAllocation.allocation_no)
        .add_columns(func.substr(day, 6, 2).label("month"))
        .select_from(Lot)
        .join(LineAllocation, LineAllocation.lot_id == Lot.id)
        .join(Document, Document.id == LineAllocation.document_id)
        .where(Lot.owner_id == bindparam("party", type_=UuidType()))
        .where(day.between(bindparam("first", type_=DateType()), bindparam("last", type_=DateType())))
        # Said so, the index of documents' days answers SQLite. By their places it would find them, and read each.
        .where(Document.received_seq + 0 < bindparam("upto"), Document.business_date > date.min)
    )
    # What was sold in other years is passed over in its index; without this the database reads each line of it.
    this_year = sold.cte("this_year").prefix_with("MATERIALIZED")
    return (
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


def sold_on() -> ColumnElement[date]:
    """The day of an allocation, joined with its document, as the artisan counts it.

    Goods whose owner was found later were sold on the day of their sale: the statement says so on their line, and what
    a laptop brings home late has its own day, too. Only documents of that kind are asked for it.
    """
    line = aliased(DocumentLine)
    of_the_sale = (
        select(func.json_extract(line.details, "$.sold_on"))
        .where(line.document_id == LineAllocation.document_id, line.line_no == LineAllocation.line_no)
        .correlate(LineAllocation)
        .scalar_subquery()
    )
    day = case((Document.kind == DocumentKind.IDENTIFICATION, of_the_sale), else_=Document.business_date)
    return type_coerce(day, Document.business_date.type)


def outright_in_year(session: Session, party: PartyId, day: date, *, upto: int | None = None) -> Rupiah:
    """What the shop bought of the artisan's in the year up to the day, what was mended of it counted in."""
    payable = Account(AccountKind.PAYABLE, party=party).id
    asked = {"first": date(day.year, 1, 1), "last": day, "upto": _NOW if upto is None else upto}
    bought: Rupiah | None = session.execute(_bought(), {"payable": payable, **asked}).scalar_one()
    return bought or ZERO


@cache
def _bought() -> Any:
    payable = bindparam("payable", type_=UuidType())
    moving = documents_moving(payable)
    credit, debit = MoneyMove.credit_account_id == payable, MoneyMove.debit_account_id == payable
    first, last = bindparam("first", type_=DateType()), bindparam("last", type_=DateType())
    buying = (
        select(Document.id)
        .join(moving, moving.c.document_id == Document.id)
        .where(Document.kind.in_(BUYING), Document.received_seq < bindparam("upto"))
        .where(Document.business_date.between(first, last))
        .cte("buying")
        .prefix_with("MATERIALIZED")
    )
    # Not asked for by their account: that would read all of the artisan's moves for the few of these documents.
    amount = case((credit, MoneyMove.amount), (debit, -MoneyMove.amount), else_=0)
    return select(func.sum(amount, type_=MoneyMove.amount.type)).join(buying, buying.c.id == MoneyMove.document_id)


def signed(column: Any) -> ColumnElement[Any]:
    """A column of allocations joined with their lines: what comes back takes away."""
    back = and_(DocumentLine.refers_document_id.is_not(None), DocumentLine.kind.in_(BACK_LINES))
    return case((back, -column), else_=column)


def turnover_of(session: Session, party: PartyId, day: date, *, upto: int | None = None) -> Turnover:
    """As it stood on the day."""
    months = turnover_by_month(session, party, day.year, until=day, upto=upto)
    return Turnover(
        month=months.get(day.month, ZERO),
        year=sum_rupiah(months.values()),
        outright=outright_in_year(session, party, day, upto=upto),
    )
