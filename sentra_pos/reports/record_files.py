"""Which files each kind of record is written as: a paper to sign or to send, and a sheet to go on reckoning with."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from sentra_pos.core.files import file_name
from sentra_pos.core.ids import ItemId, PartyId
from sentra_pos.core.speech import _
from sentra_pos.printing.page import render_paper
from sentra_pos.reports.artisan_books import artisan_books
from sentra_pos.reports.office_recap import office_recap
from sentra_pos.reports.record_papers import books_paper, recap_paper, stock_card_paper
from sentra_pos.reports.record_sheets import books_sheets, recap_sheet, stock_card_sheet
from sentra_pos.reports.save_files import RecordFile
from sentra_pos.reports.spreadsheet import workbook
from sentra_pos.reports.stock_card import stock_cards
from sentra_pos.sales.spool_receipt import letterhead


def stock_card_files(
    session: Session, *, party: PartyId | None, item: ItemId | None, about: str, first: date, last: date
) -> tuple[RecordFile, ...]:
    """The stock card of an artisan or an item."""
    cards = stock_cards(session, party=party, item=item, since=first, until=last)
    head, kind = letterhead(session), _("stock card")
    name = file_name(f"{kind} {about} {first.isoformat()} {last.isoformat()}")
    return (
        RecordFile(
            name=f"{name}.pdf",
            content=lambda: render_paper(stock_card_paper(cards, head, about=about, first=first, last=last)),
        ),
        RecordFile(
            name=f"{name}.xlsx",
            content=lambda: workbook((stock_card_sheet(cards, about=about, first=first, last=last),)),
        ),
    )


def recap_files(session: Session, *, first: date, last: date) -> tuple[RecordFile, ...]:
    """The recap for the office."""
    rows, head, kind = office_recap(session, first, last), letterhead(session), _("recap")
    name = file_name(f"{kind} {first.isoformat()} {last.isoformat()}")
    return (
        RecordFile(name=f"{name}.pdf", content=lambda: render_paper(recap_paper(rows, head, first=first, last=last))),
        RecordFile(name=f"{name}.xlsx", content=lambda: workbook((recap_sheet(rows, first=first, last=last),))),
    )


def books_files(session: Session, *, party: PartyId, year: int) -> tuple[RecordFile, ...]:
    """An artisan's books of a year. Raises ArtisanNotFound."""
    books, head, kind = artisan_books(session, party, year), letterhead(session), _("books")
    name = file_name(f"{kind} {year} {books.code} {books.name}")
    return (
        RecordFile(name=f"{name}.xlsx", content=lambda: workbook(books_sheets(books))),
        RecordFile(name=f"{name}.pdf", content=lambda: render_paper(books_paper(books, head))),
    )
