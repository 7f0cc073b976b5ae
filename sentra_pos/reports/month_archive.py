"""An artisan's month to take home on a stick: statements, a spreadsheet and a page of plain words, all self-contained.

Whoever has the folder needs neither this program nor the shop to read it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from functools import partial

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from sentra_pos.core.files import file_name
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_month, format_rupiah
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Document, DocumentLine
from sentra_pos.people.models import Party
from sentra_pos.printing.page import render_paper
from sentra_pos.reports.artisan_books import ArtisanBooks, BookCategory, artisan_books, category_label
from sentra_pos.reports.record_papers import no_tax_words, turnover_parts
from sentra_pos.reports.record_sheets import stock_card_sheet
from sentra_pos.reports.save_files import RecordFile
from sentra_pos.reports.spreadsheet import SheetOf, workbook
from sentra_pos.reports.stock_card import StockCard, stock_cards, together
from sentra_pos.sales.papers import Letterhead
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.settlement.errors import ArtisanNotFound
from sentra_pos.settlement.papers import statement_paper
from sentra_pos.settlement.proof import short_code
from sentra_pos.settlement.statement import Statement, statement_of

Door = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRecords:
    """All that goes into the folder, read in one view of the store."""

    party: PartyId
    code: str
    name: str
    month: date
    letterhead: Letterhead
    statements: tuple[Statement, ...]
    books: ArtisanBooks
    cards: tuple[StockCard, ...]

    @property
    def folder(self) -> str:
        """Its name on the stick."""
        return file_name(f"{self.month:%Y-%m} {self.code} {self.name}")


def last_of(month: date) -> date:
    """The last day of the day's month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def month_records(session: Session, party: PartyId, month: date) -> MonthRecords:
    """The artisan's month. Raises ArtisanNotFound."""
    who = session.get(Party, party)
    if who is None:
        raise ArtisanNotFound
    first, last = month.replace(day=1), last_of(month)
    settlements = session.execute(
        select(Document.id)
        .join(DocumentLine, and_(DocumentLine.document_id == Document.id, DocumentLine.kind == LineKind.BALANCE))
        .where(Document.kind == DocumentKind.SETTLEMENT, DocumentLine.party_id == party)
        .where(Document.business_date >= first, Document.business_date <= last)
        .order_by(Document.received_seq)
    ).scalars()
    return MonthRecords(
        party=party,
        code=who.code,
        name=who.name,
        month=first,
        letterhead=letterhead(session),
        statements=tuple(statement_of(session, DocumentId(each)) for each in settlements.all()),
        books=artisan_books(session, party, first.year),
        cards=stock_cards(session, party=party, since=first, until=last),
    )


def archive_files(reading: Door, party: PartyId, month: date, zone: tzinfo) -> tuple[RecordFile, ...]:
    """The folder's files; each is made when it is written. Raises ArtisanNotFound."""
    with reading() as session:
        records = month_records(session, party, month)
    folder, statement = records.folder, _("statement")
    sheets, words = _("records"), _("READ ME")
    statements = (
        RecordFile(name=f"{folder}/{statement} {each.code}.pdf", content=partial(_pdf, each, records, zone))
        for each in records.statements
    )
    return (
        *statements,
        RecordFile(name=f"{folder}/{sheets} {records.month:%Y-%m}.xlsx", content=partial(_sheets, records)),
        RecordFile(name=f"{folder}/{words}.txt", content=partial(_words, records)),
    )


def _pdf(statement: Statement, records: MonthRecords, zone: tzinfo) -> bytes:
    return render_paper(statement_paper(statement, records.letterhead, zone))


def _sheets(records: MonthRecords) -> bytes:
    about, last = f"{records.name} ({records.code})", last_of(records.month)
    cards = stock_card_sheet(records.cards, about=about, first=records.month, last=last)
    return workbook((_sales(records), _settlements(records), cards))


def _sales(records: MonthRecords) -> SheetOf:
    entries = (each for each in records.books.entries if each.date.month == records.month.month)
    return SheetOf(
        name=_("Sales"),
        headings=(_("Date"), _("Description"), _("Incoming"), _("Outgoing"), _("Category")),
        rows=tuple(
            (each.date, each.text, each.income or None, each.expense or None, category_label(each.category))
            for each in entries
        ),
    )


def _settlements(records: MonthRecords) -> SheetOf:
    return SheetOf(
        name=_("Settlements"),
        headings=(
            *(
                _("Number"),
                _("Date"),
                _("Sold"),
                _("Commission"),
                _("Costs"),
                _("Earned"),
                _("Carried"),
                _("Taken off"),
            ),
            *(_("To be paid"), _("Paid"), _("Left"), _("Code on the paper")),
        ),
        rows=tuple(
            (
                *(each.code, each.date, each.sold, each.commission, each.extra, each.earned, each.carried),
                *(each.deducted, each.to_pay, each.paid, each.left, short_code(each.hash)),
            )
            for each in records.statements
        ),
    )


def _words(records: MonthRecords) -> bytes:
    """Plain words for whoever opens the folder in ten years; UTF-8 with a mark, so that Notepad reads it."""
    opening, came, went, closing = together(records.cards)
    so_far = records.books.months[: records.month.month]
    month = so_far[-1]
    (_sold, consigned), (_bought, outright) = turnover_parts(so_far)
    sold = sum_rupiah(
        each.income - each.expense
        for each in records.books.entries
        if each.date.month == records.month.month and each.category is BookCategory.SALE
    )
    lines = [
        f"{records.letterhead.name}",
        _("Records of {name} ({code}) for {month}").format(
            name=records.name, code=records.code, month=format_month(records.month)
        ),
        "",
        _("What is here:"),
        _("- a PDF of each settlement of this month, as it was printed;"),
        _("- a spreadsheet with the sales, the settlements and the stock card;"),
        _("- this text. Nothing else is needed to read them: no program of the shop, no internet."),
        "",
        _("In short:"),
        _("- stock: {opening} before, {came} came in, {went} went out, {closing} left").format(
            opening=opening.units, came=came.units, went=went.units, closing=closing.units
        ),
        _("- sold for {sold}, commission {commission}, costs {costs}").format(
            sold=format_rupiah(sold), commission=format_rupiah(month.commission), costs=format_rupiah(month.costs)
        ),
        _(
            "- turnover of the year so far: {turnover} (consigned goods sold {consigned}, sold outright to the shop "
            "{outright})"
        ).format(
            turnover=format_rupiah(month.so_far), consigned=format_rupiah(consigned), outright=format_rupiah(outright)
        ),
        "",
        _("Each statement bears a code. The shop can check at any time whether the paper is genuine."),
        no_tax_words(),
        "",
    ]
    return "\r\n".join(lines).replace("\u00a0", " ").encode("utf-8-sig")
