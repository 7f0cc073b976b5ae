"""For an artisan's own books: income, commission and costs of a year, line by line, ready for a simple cash book.

Nothing here reckons a tax: the turnover is told with the mark of Rp500 million, what follows from it is the artisan's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import N_, _
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import AccountRow, Device, Document, DocumentLine, LineAllocation, Lot, MoneyMove
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Party
from sentra_pos.settlement.errors import ArtisanNotFound
from sentra_pos.settlement.turnover import BUYING, FREE_TURNOVER, sold_on, turnover_by_month
from sentra_pos.settlement.unsettled import BACK_LINES


class BookCategory(StrEnum):
    """The last column of the cash book. A sale's money comes in whole, and the commission goes out of it."""

    SALE = "sale"
    COMMISSION = "commission"
    OUTRIGHT = "outright"
    PAYMENT_COST = "payment_cost"
    FEE = "fee"
    COMPENSATION = "compensation"
    FROM_BEFORE = "from_before"
    OTHER = "other"


_LABELS = {
    BookCategory.SALE: N_("Sales on consignment"),
    BookCategory.COMMISSION: N_("Commission of the shop"),
    BookCategory.OUTRIGHT: N_("Sold outright to the shop"),
    BookCategory.PAYMENT_COST: N_("Cost of payments"),
    BookCategory.FEE: N_("Fees and shared costs"),
    BookCategory.COMPENSATION: N_("Compensation"),
    BookCategory.FROM_BEFORE: N_("From before this program"),
    BookCategory.OTHER: N_("Other"),
}


def category_label(category: BookCategory) -> str:
    """The category as it stands in the book."""
    return _(_LABELS[category])


@dataclass(frozen=True, slots=True, kw_only=True)
class BookEntry:
    """One line of the cash book: money in or money out, never both. ``document`` and ``line`` open its derivation."""

    date: date
    text: str
    income: Rupiah
    expense: Rupiah
    category: BookCategory
    document: DocumentId
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BookMonth:
    """What was earned in it; what stands from before this program is in the entries alone.

    ``consigned`` is gross: prices before discounts, less what came back; with what the shop bought ``outright`` it is
    the turnover. ``so_far`` is that from January on.
    """

    month: date
    income: Rupiah
    commission: Rupiah
    costs: Rupiah
    consigned: Rupiah
    outright: Rupiah
    so_far: Rupiah

    @property
    def net(self) -> Rupiah:
        return self.income - self.commission - self.costs

    @property
    def turnover(self) -> Rupiah:
        return self.consigned + self.outright

    @property
    def over_the_mark(self) -> bool:
        """Whether the year's turnover is past Rp500 million."""
        return self.so_far > FREE_TURNOVER


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanBooks:
    """A year: the entries in the order of their days, and its twelve months."""

    party: PartyId
    code: str
    name: str
    year: int
    entries: tuple[BookEntry, ...]
    months: tuple[BookMonth, ...]

    @property
    def income(self) -> Rupiah:
        return sum_rupiah(each.income for each in self.entries)

    @property
    def expense(self) -> Rupiah:
        return sum_rupiah(each.expense for each in self.entries)

    @property
    def turnover(self) -> Rupiah:
        return self.months[-1].so_far

    @property
    def consigned(self) -> Rupiah:
        """Of the turnover, what the shop sold of the artisan's goods; the statement calls it the same."""
        return sum_rupiah(each.consigned for each in self.months)

    @property
    def outright(self) -> Rupiah:
        """Of the turnover, what the shop bought."""
        return sum_rupiah(each.outright for each in self.months)


_Row = tuple[int, int, BookEntry]


def artisan_books(session: Session, party: PartyId, year: int) -> ArtisanBooks:
    """What the shop's book says of the artisan's business in the year. Raises ArtisanNotFound.

    Income less expense is what the artisan earned: what was accrued and what was bought outright. Payouts, advances and
    savings are not in it, they only move money that was earned.
    """
    who = session.get(Party, party)
    if who is None:
        raise ArtisanNotFound
    rows = [*_sales(session, party, year), *_others(session, party, year), *_outright(session, party, year)]
    rows.sort(key=lambda row: (row[2].date, row[0], row[1]))
    entries = tuple(entry for _arrived, _number, entry in rows)
    return ArtisanBooks(
        party=party,
        code=who.code,
        name=who.name,
        year=year,
        entries=entries,
        months=_months(entries, dict(turnover_by_month(session, party, year)), year),
    )


def _in_year(year: int, day: Any = Document.business_date) -> Any:
    return day.between(date(year, 1, 1), date(year, 12, 31))


def _sales(session: Session, party: PartyId, year: int) -> Iterator[_Row]:
    part = LineAllocation
    money = part.share.type
    paid = func.sum(part.list_amount - part.discount, type_=money)
    rows = session.execute(
        select(Document, Device.code, DocumentLine, sold_on())
        .add_columns(func.sum(part.quantity, type_=part.quantity.type), paid, func.sum(part.shop_part, type_=money))
        .select_from(Lot)
        .join(part, part.lot_id == Lot.id)
        .join(Document, Document.id == part.document_id)
        .join(Device, Device.id == Document.device_id)
        .join(DocumentLine, and_(DocumentLine.document_id == part.document_id, DocumentLine.line_no == part.line_no))
        .where(Lot.owner_id == party, _in_year(year, sold_on()))
        .group_by(part.document_id, part.line_no)
    )
    for header, device, line, day, pieces, in_all, commission in rows:
        code = document_code(header.kind, device, header.epoch, header.number)
        if line.kind is LineKind.IDENTIFIED:
            # The sale that it was, as on the statement: its number and its day.
            code = line.details["sale"]
        for number, entry in enumerate(_sale(line, code, pieces, in_all, commission)):
            seq, place, booked = _entry(header, line, *entry, number)
            yield seq, place, replace(booked, date=day)


_Said = tuple[str, Rupiah, BookCategory]


def _sale(line: DocumentLine, code: str, pieces: Quantity, paid: Rupiah, commission: Rupiah) -> Iterator[_Said]:
    back = line.refers_document_id is not None and line.kind in BACK_LINES
    what = f"{line.text} ({pieces.units})"
    words = _("Returned: {what}, {code}") if back else _("Sold: {what}, {code}")
    yield words.format(what=what, code=code), -paid if back else paid, BookCategory.SALE
    if commission:
        # What the shop gave away beyond its commission is the artisan's gain.
        words = _("Commission: {what}, {code}").format(what=what, code=code)
        yield words, commission if back else -commission, BookCategory.COMMISSION


def _entry(header: Document, line: DocumentLine, text: str, amount: Rupiah, category: BookCategory, place: int) -> _Row:
    entry = BookEntry(
        date=header.business_date,
        text=text,
        income=max(amount, ZERO),
        expense=max(-amount, ZERO),
        category=category,
        document=header.id,
        line=line.line_no,
    )
    return header.received_seq, line.line_no * 2 + place, entry


_OTHERS = {
    LineKind.PAYMENT_COST: (BookCategory.PAYMENT_COST, N_("Cost of a payment: {what}")),
    LineKind.FEE: (BookCategory.FEE, N_("Fee: {what}")),
    LineKind.COMPENSATION: (BookCategory.COMPENSATION, N_("Compensation: {what}")),
    LineKind.CASE: (BookCategory.COMPENSATION, N_("Compensation: {what}")),
    LineKind.BALANCE: (BookCategory.FROM_BEFORE, N_("From before this program: {what}")),
}


def _others(session: Session, party: PartyId, year: int) -> Iterator[_Row]:
    """What was accrued or taken otherwise than by goods."""
    split = (*BACK_LINES, LineKind.IDENTIFIED, LineKind.SETTLED)
    for header, device, line, amount in _moved(session, party, year, AccountKind.ACCRUED):
        if line.kind not in split:
            category, words = _OTHERS.get(line.kind, (BookCategory.OTHER, "{what}"))
            if line.kind is LineKind.FEE and line.amount < ZERO:
                words = N_("Fee taken back: {what}")
            code = document_code(header.kind, device, header.epoch, header.number)
            text = _(words).format(what=f"{line.text}, {code}" if line.text else code)
            yield _entry(header, line, text, amount, category, 0)


_NOT_EARNED = (DocumentKind.SETTLEMENT, DocumentKind.PAYOUT, DocumentKind.PAYOUT_VOID, DocumentKind.PAY_BACK)

_PAYABLE = {
    **dict.fromkeys(BUYING, (BookCategory.OUTRIGHT, N_("Sold to the shop: {what}"))),
    DocumentKind.OPENING_BALANCES: (BookCategory.FROM_BEFORE, N_("From before this program: {what}")),
}


def _outright(session: Session, party: PartyId, year: int) -> Iterator[_Row]:
    """What was bought from the artisan, or was payable from before."""
    for header, device, line, amount in _moved(session, party, year, AccountKind.PAYABLE):
        if header.kind in _NOT_EARNED:
            continue
        code = document_code(header.kind, device, header.epoch, header.number)
        category, words = _PAYABLE.get(header.kind, (BookCategory.OTHER, "{what}"))
        text = _(words).format(what=f"{line.text}, {code}" if line.text else code)
        yield _entry(header, line, text, amount, category, 0)


def _moved(session: Session, party: PartyId, year: int, kind: AccountKind) -> Any:
    amount = case((MoneyMove.credit_account_id == AccountRow.id, MoneyMove.amount), else_=-MoneyMove.amount)
    return session.execute(
        select(Document, Device.code, DocumentLine, func.sum(amount, type_=MoneyMove.amount.type))
        .select_from(AccountRow)
        .join(MoneyMove, or_(MoneyMove.credit_account_id == AccountRow.id, MoneyMove.debit_account_id == AccountRow.id))
        .join(Document, Document.id == MoneyMove.document_id)
        .join(Device, Device.id == Document.device_id)
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == MoneyMove.document_id, DocumentLine.line_no == MoneyMove.line_no),
        )
        .where(AccountRow.kind == kind, AccountRow.party_id == party, _in_year(year))
        .group_by(MoneyMove.document_id, MoneyMove.line_no)
    )


_COSTS = (BookCategory.PAYMENT_COST, BookCategory.FEE, BookCategory.COMPENSATION, BookCategory.OTHER)


def _months(entries: tuple[BookEntry, ...], gross: dict[int, Rupiah], year: int) -> tuple[BookMonth, ...]:
    months, so_far = [], ZERO
    for number in range(1, 13):
        mine = [each for each in entries if each.date.month == number]
        outright = _sum(mine, BookCategory.OUTRIGHT)
        consigned = gross.get(number, ZERO)
        so_far += consigned + outright
        months.append(
            BookMonth(
                month=date(year, number, 1),
                income=_sum(mine, BookCategory.SALE, BookCategory.OUTRIGHT),
                commission=-_sum(mine, BookCategory.COMMISSION),
                costs=-_sum(mine, *_COSTS),
                consigned=consigned,
                outright=outright,
                so_far=so_far,
            )
        )
    return tuple(months)


def _sum(entries: list[BookEntry], *categories: BookCategory) -> Rupiah:
    return sum_rupiah(each.income - each.expense for each in entries if each.category in categories)
