"""Records that leave the program: stock card, recap for the office, an artisan's books, a month on a stick."""

from __future__ import annotations

import errno
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from pysqlite3 import dbapi2 as sqlite

from sentra_pos.consignment.facts import Scheme
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.printing.page import Paper, render_paper
from sentra_pos.reports.artisan_books import ArtisanBooks, BookCategory, artisan_books
from sentra_pos.reports.export_records import ExportRecords, RecordsKind, export_records
from sentra_pos.reports.month_archive import archive_files
from sentra_pos.reports.office_recap import office_recap
from sentra_pos.reports.record_files import books_files, recap_files, stock_card_files
from sentra_pos.reports.record_papers import books_paper
from sentra_pos.reports.save_files import (
    FolderNotWritten,
    RecordFile,
    StickFull,
    WritingStopped,
    save_files,
)
from sentra_pos.reports.spreadsheet import SheetOf, workbook
from sentra_pos.reports.stock_card import StockCard, move_words, stock_cards, together
from sentra_pos.sales.papers import Letterhead
from sentra_pos.settlement.explain import explain_line
from sentra_pos.settlement.papers import statement_paper, turnover_pairs
from sentra_pos.settlement.statement import statement_of
from sentra_pos.settlement.turnover import turnover_of
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.consignment.terms_shop import a_terms_shop
from tests.settlement.gallery import Gallery, a_gallery

YEAR = 2026


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    use_language("en")
    return a_gallery(store, clock)


def a_month(gallery: Gallery) -> None:
    """Sold with and without discounts, brought back, settled, paid, bought outright."""
    cloth = gallery.items[gallery.party]
    gallery.open_balances(owed=40_000, advance=30_000)
    first = gallery.sell((cloth, 3, 100_000, 30_000), (gallery.items[gallery.other], 1, 100_000, 0))
    gallery.refund(first, [(1, 1)])
    gallery.pay(gallery.lock(gallery.party), 100_000)
    gallery.sell((cloth, 2, 100_000, 0), method="qris")
    gallery.agree(gallery.party, scheme=Scheme.OUTRIGHT)
    gallery.take(gallery.party, price=90_000, cost=60_000, pieces=2, name="=Selendang")
    gallery.items[gallery.party] = cloth


def _ask(file: Path, sql: str, *values: object) -> Any:
    connection = sqlite.connect(f"file:{file.as_posix()}?mode=ro", uri=True)
    try:
        return connection.execute(sql, values).fetchone()[0]
    finally:
        connection.close()


# --------------------------------------------------------------------------------------------------------- stock card


def _card(gallery: Gallery, since: date, until: date) -> StockCard:
    with gallery.store.reading() as session:
        (card,) = stock_cards(session, party=gallery.party, since=since, until=until)
    return card


def test_a_stock_card_runs_from_what_was_there_to_what_is_there_at_any_date(gallery: Gallery) -> None:
    a_month(gallery)
    today = business_today(gallery.clock)
    tomorrow = today + timedelta(days=1)

    card = _card(gallery, today, today)
    later = _card(gallery, tomorrow, tomorrow)
    with gallery.store.reading() as session:
        earlier = stock_cards(session, party=gallery.party, since=date(2026, 1, 1), until=today - timedelta(days=1))
        by_item = stock_cards(session, item=card.item, since=today, until=today)

    assert [move_words(move) for move in card.moves] == ["Received", "Sold", "Brought back by a customer", "Sold"]
    assert [move.left.units for move in card.moves] == [50, 47, 48, 46]
    assert (card.opening.units, card.closing.units) == (0, 46)
    assert (later.opening, later.moves, later.closing) == (card.closing, (), card.closing)
    assert earlier == ()
    assert by_item == (card,)
    assert [each.units for each in together((card,))] == [0, 51, 5, 46]


# -------------------------------------------------------------------------------------------------------------- recap


def test_the_recap_says_per_artisan_what_came_was_sold_came_back_is_left_and_was_paid(gallery: Gallery) -> None:
    a_month(gallery)
    today = business_today(gallery.clock)

    with gallery.store.reading() as session:
        mine, other = office_recap(session, today.replace(day=1), today)
        before = office_recap(session, date(2026, 10, 1), date(2026, 10, 31))
        after = office_recap(session, today + timedelta(days=1), today + timedelta(days=30))

    goods = mine.goods
    counts = (goods.before, goods.received, goods.sold, goods.returned, goods.given_back, goods.left)
    assert [each.units for each in counts] == [0, 50, 5, 1, 0, 46]
    assert (mine.turnover, mine.paid, mine.days) == (Rupiah(400_000), Rupiah(100_000), 0)
    assert mine.sell_through == Percent(800)
    assert mine.share + mine.commission == Rupiah(380_000)
    assert (other.code, other.turnover, other.paid) == ("P02", Rupiah(100_000), ZERO)
    assert before == ()
    assert [(row.goods.before, row.goods.left) for row in after] == [(row.goods.left,) * 2 for row in (mine, other)]


def _days_later(store: Store, clock: FixedClock, by: ActedBy, days: int, cash: Rupiah) -> None:
    with store.writing() as session:
        close_till(session, CloseTill(id=DocumentId(new_id(clock)), by=by, counted=cash), clock=clock)
        clock.advance(timedelta(days=days))
        open_till(session, OpenTill(id=DocumentId(new_id(clock)), by=by, counted=cash, added=ZERO), clock=clock)


def test_days_on_the_shelf_run_from_the_note_to_the_sale(gallery: Gallery, clock: FixedClock) -> None:
    _days_later(gallery.store, clock, gallery.by, 8, Rupiah(20_000_000))
    fresh, _note = gallery.take(gallery.party, name="Kain baru")
    gallery.sell((fresh, 1, 100_000, 0))
    gallery.sell((gallery.items[gallery.other], 1, 100_000, 0))
    with gallery.store.reading() as session:
        mine, other = office_recap(session, date(2026, 11, 23), date(2026, 11, 30))

    assert (mine.days, other.days) == (0, 8)
    assert (mine.goods.before.units, mine.goods.received.units) == (50, 50)


def test_goods_that_moved_to_new_terms_still_lay_here_since_they_came(store: Store, clock: FixedClock) -> None:
    shop = a_terms_shop(store, clock)
    shop.agree(rate=15)
    cloth = shop.item("Kain", 100_000)
    shop.take(cloth, 5, 100_000)
    _days_later(store, clock, shop.founded.by, 10, Rupiah(1_000_000))
    shop.move(shop.moving(shop.agree(rate=10, begins=business_today(clock))))
    shop.sell(cloth, 1, 100_000)
    with store.reading() as session:
        (row,) = office_recap(session, date(2026, 12, 1), date(2026, 12, 31))
    assert row.days == 10
    assert (row.goods.before.units, row.goods.received.units, row.goods.left.units) == (5, 0, 4)


# -------------------------------------------------------------------------------------------------------------- books


def _books(gallery: Gallery) -> ArtisanBooks:
    with gallery.store.reading() as session:
        return artisan_books(session, gallery.party, YEAR)


def test_the_books_come_to_what_the_accounts_earned_to_the_rupiah(gallery: Gallery) -> None:
    a_month(gallery)
    books = _books(gallery)

    earned = _ask(
        gallery.store.path,
        "SELECT sum(iif(account.id = credit_account_id, amount, -amount)) FROM account "
        "JOIN money_move ON account.id IN (debit_account_id, credit_account_id) "
        "JOIN document ON document.id = document_id WHERE party_id = ? AND ("
        "(account.kind = 'accrued' AND document.kind <> 'settlement') OR (account.kind = 'payable' "
        "AND document.kind NOT IN ('settlement', 'payout', 'payout_void')))",
        gallery.party.bytes,
    )
    assert (books.income - books.expense).amount == earned
    from_before = sum_rupiah(each.income for each in books.entries if each.category is BookCategory.FROM_BEFORE)
    assert sum_rupiah(month.net for month in books.months) + from_before == books.income - books.expense
    assert all((each.income == ZERO) != (each.expense == ZERO) for each in books.entries)
    assert [each.category for each in books.entries].count(BookCategory.SALE) == 3
    assert books.turnover == Rupiah(400_000 + 120_000)
    assert from_before == Rupiah(40_000)


def _text(paper: Paper) -> str:
    pages = PdfReader(io.BytesIO(render_paper(paper))).pages
    return " ".join("\n".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())


def test_statement_books_and_archive_say_one_turnover_and_what_makes_it_up(gallery: Gallery) -> None:
    a_month(gallery)
    letterhead, today = Letterhead(name="Sentra Batik Contoh"), business_today(gallery.clock)
    locked = gallery.lock(gallery.party)
    with gallery.store.reading() as session:
        statement = statement_of(session, locked.id)
        archive = archive_files(gallery.store.reading, gallery.party, today, gallery.clock.zone)
    books = _books(gallery)

    said = _text(statement_paper(statement, letterhead, gallery.clock.zone))
    for words in (
        *("Consigned goods sold in November 2026 Rp 400.000", "Consigned goods sold in 2026 Rp 400.000"),
        *("Bought from you outright in 2026 Rp 120.000", "Turnover in 2026 Rp 520.000"),
    ):
        assert words in said, words
    assert statement.turnover.total == books.turnover == Rupiah(520_000)
    assert (books.consigned, books.outright) == (Rupiah(400_000), Rupiah(120_000))
    kept = _text(books_paper(books, letterhead))
    for words in (
        *("Consigned goods sold Rp 400.000", "Sold outright to the shop Rp 120.000"),
        "Turnover of the year Rp 520.000",
    ):
        assert words in kept, words
    readme = archive[-1].content().decode("utf-8-sig")
    parts = "(consigned goods sold Rp 400.000, sold outright to the shop Rp 120.000)"
    assert f"- turnover of the year so far: Rp 520.000 {parts}" in readme


def test_a_turnover_of_one_part_is_not_told_twice(gallery: Gallery) -> None:
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    locked = gallery.lock(gallery.party)
    with gallery.store.reading() as session:
        statement = statement_of(session, locked.id)
    assert [label for label, _amount in turnover_pairs(statement)] == [
        "Consigned goods sold in November 2026", "Consigned goods sold in 2026"
    ]  # fmt: skip
    assert statement.turnover.total == statement.turnover.year == _books(gallery).turnover


def test_what_is_bought_outright_later_is_not_on_an_earlier_statement_when_it_is_printed_again(
    gallery: Gallery, clock: FixedClock
) -> None:
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    locked = gallery.lock(gallery.party)
    gallery.agree(gallery.party, scheme=Scheme.OUTRIGHT)
    gallery.take(gallery.party, price=90_000, cost=60_000, pieces=2, name="Selendang")
    with gallery.store.reading() as session:
        assert statement_of(session, locked.id).turnover.total == Rupiah(200_000)
        assert turnover_of(session, gallery.party, date(2026, 11, 21)).total == ZERO
        assert turnover_of(session, gallery.party, business_today(clock)).total == Rupiah(320_000)


def test_every_entry_of_the_books_opens_its_derivation(gallery: Gallery) -> None:
    a_month(gallery)
    with gallery.store.reading() as session:
        found = [explain_line(session, each.document, each.line, gallery.party) for each in _books(gallery).entries]
    assert {each.kind for each in found} == {
        DocumentKind.OPENING_BALANCES, DocumentKind.SALE, DocumentKind.REFUND, DocumentKind.CONSIGNMENT_NOTE,
    }  # fmt: skip


def test_the_mark_of_five_hundred_million_is_shown_and_no_tax_is_reckoned(gallery: Gallery) -> None:
    dear, _note = gallery.take(gallery.party, name="Kain pusaka", price=250_000_000, pieces=3)
    letterhead = Letterhead(name="Sentra Batik Contoh")
    gallery.sell((dear, 2, 250_000_000, 0), method="qris")
    just = _books(gallery)
    gallery.sell((dear, 1, 250_000_000, 0), method="qris")
    past = _books(gallery)

    assert [month.over_the_mark for month in just.months] == [False] * 12
    assert [month.over_the_mark for month in past.months] == [False] * 10 + [True] * 2
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(render_paper(books_paper(past, letterhead)))).pages
    )
    assert "passed in November 2026" in text.replace("\n", " ")
    assert "They reckon no tax" in text.replace("\n", " ")


def test_the_cash_book_can_be_pasted_and_what_people_typed_is_no_formula(gallery: Gallery) -> None:
    a_month(gallery)
    with gallery.store.reading() as session:
        sheet_file, _paper = books_files(session, party=gallery.party, year=YEAR)

    page = load_workbook(io.BytesIO(sheet_file.content())).worksheets[0]

    rows = list(page.iter_rows(values_only=True))
    assert rows[0] == ("Date", "Description", "Incoming", "Outgoing", "Category")
    books = _books(gallery)
    for place, amount in ((2, books.income), (3, books.expense)):
        assert sum(int(str(row[place] or 0)) for row in rows[1:]) == amount.amount
    odd = SheetOf(name="a/b", headings=("x",), rows=(("=1+1",), (Rupiah(-5),), (date(2026, 1, 2),)))
    cells = [row[0] for row in load_workbook(io.BytesIO(workbook((odd,)))).worksheets[0].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells][:2] == [("=1+1", "s"), (-5, "n")]


# ----------------------------------------------------------------------------------------------------- onto the stick


def test_a_month_goes_onto_a_stick_whole_and_readable_without_the_program(gallery: Gallery, tmp_path: Path) -> None:
    a_month(gallery)
    told: list[tuple[int, int, str]] = []
    files = archive_files(gallery.store.reading, gallery.party, business_today(gallery.clock), gallery.clock.zone)

    written = save_files(tmp_path, files, progress=lambda done, of, name: told.append((done, of, name)))

    pdf, sheets, words = written
    assert "Account of sales" in PdfReader(pdf).pages[0].extract_text()
    assert load_workbook(sheets).sheetnames == ["Sales", "Settlements", "Stock card"]
    said = words.read_text(encoding="utf-8-sig")
    assert "Sanggar Malam Andaian" in said
    assert "stock: 0 before, 51 came in, 5 went out, 46 left" in said
    assert [done for done, _of, _name in told] == [0, 1, 2, 3]
    assert not list(tmp_path.rglob("*.part"))
    assert save_files(tmp_path, files) == written  # again, over what is there


def test_a_full_stick_a_stick_gone_and_a_cancel_are_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language("en")
    files = [RecordFile(name=f"{number}.txt", content=lambda: b"x" * 100) for number in range(3)]
    with pytest.raises(WritingStopped) as stopped:
        save_files(tmp_path / "a", files, stopped=(tmp_path / "a" / "0.txt").exists)
    assert str(stopped.value).startswith("Writing was stopped.")
    assert [file.name for file in (tmp_path / "a").iterdir()] == ["0.txt"]

    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderNotWritten):
        save_files(tmp_path / "file", files)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sentra_pos.core.files.os.fsync", full)
    with pytest.raises(StickFull):
        save_files(tmp_path / "b", files)
    assert list((tmp_path / "b").iterdir()) == []


def test_who_lets_records_out_is_remembered_and_who_may_not_is_refused(gallery: Gallery, clock: FixedClock) -> None:
    wish = ExportRecords(by=gallery.by, what=RecordsKind.BOOKS, period="2026", party=gallery.party)
    with gallery.store.writing() as session:
        export_records(session, wish, clock=clock)
    cashier = gallery.somebody(Role.CASHIER)
    with pytest.raises(NotAllowed), gallery.store.writing() as session:
        export_records(session, ExportRecords(by=cashier, what=RecordsKind.BOOKS, period="2026"), clock=clock)

    kept = _ask(gallery.store.path, "SELECT details FROM event WHERE kind = 'records_exported'")
    assert kept == f'{{"party":"{gallery.party}","period":"2026","what":"books"}}'


def test_stock_card_and_recap_are_papers_and_sheets(gallery: Gallery, tmp_path: Path) -> None:
    a_month(gallery)
    today = business_today(gallery.clock)
    with gallery.store.reading() as session:
        files = (
            *stock_card_files(session, party=gallery.party, item=None, about="P01", first=today, last=today),
            *recap_files(session, first=today.replace(day=1), last=date(2026, 11, 30)),
        )

    written = save_files(tmp_path, files)

    assert [file.suffix for file in written] == [".pdf", ".xlsx"] * 2
    recap = "".join(page.extract_text() for page in PdfReader(written[2]).pages)
    assert "November 2026" in recap
    assert load_workbook(written[3]).worksheets[0].cell(row=4, column=1).value == "P01"
