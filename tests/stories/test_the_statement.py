"""A settlement's paper, from the goods that came to the code on it, and what it says once everything has happened."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from sentra_pos.__main__ import main
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Draft, GoodsMove, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Lot
from sentra_pos.ledger.post import post
from sentra_pos.printing.profiles import GENERIC_58
from sentra_pos.sales.preview import ReceiptPaper
from sentra_pos.settlement.proof import short_code
from sentra_pos.settlement.slip import statement_slip
from sentra_pos.settlement.statement import Statement, statement_of
from sentra_pos.settlement.statement_file import statement_file
from sentra_pos.stock.places import LOST, MISSING, OWNERSHIP, WITH_ARTISAN, shelf_of
from tests.doctor.a_busy_shop import copied
from tests.settlement.gallery import Gallery, a_gallery


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    use_language("en")
    return a_gallery(store, clock)


def _statement(gallery: Gallery) -> Statement:
    locked = gallery.lock(gallery.party)
    with gallery.store.reading() as session:
        return statement_of(session, locked.id)


def _move(gallery: Gallery, kind: DocumentKind, *steps: tuple[object, object, int]) -> None:
    """A document that only moves goods of the first lot; the acts that post it have tests of their own."""
    with gallery.store.writing() as session:
        lot = session.query(Lot).where(Lot.owner_id == gallery.party).order_by(Lot.seq).first()
        assert lot is not None
        shelf = shelf_of(session, gallery.by.device)
        moves = tuple(
            GoodsMove(
                line=1,
                lot=lot.id,
                source=source or shelf,  # type: ignore[arg-type]  # places are named by their ids
                target=target or shelf,  # type: ignore[arg-type]
                quantity=Quantity(pieces),
            )
            for source, target, pieces in steps
        )
        line = Line(number=1, kind=LineKind.TRANSFERRED, text="Kain Kawung", lot=lot.id)
        draft = Draft(
            id=gallery.document(), kind=kind, by=gallery.by, business_date=business_today(gallery.clock),
            lines=(line,), goods=moves,
        )  # fmt: skip
        post(session, draft, clock=gallery.clock)


def test_the_goods_part_tells_item_by_item_what_came_went_and_is_left(gallery: Gallery) -> None:
    kawung = gallery.items[gallery.party]
    gallery.sell((kawung, 2, 100_000, 0))
    before = _statement(gallery)
    scarf, _note = gallery.take(gallery.party, name="Selendang", price=90_000, pieces=4)
    sold = gallery.sell((kawung, 5, 100_000, 0), (scarf, 1, 90_000, 0))
    gallery.refund(sold, [(1, 2)])
    _move(gallery, DocumentKind.HAND_BACK, (None, WITH_ARTISAN, 3))
    _move(gallery, DocumentKind.STOCK_COUNT, (None, MISSING, 4))
    _move(gallery, DocumentKind.LOSS_CASE, (MISSING, None, 1), (MISSING, LOST, 1), (MISSING, OWNERSHIP, 2))
    _move(gallery, DocumentKind.TERMS_MOVE, (None, OWNERSHIP, 6), (OWNERSHIP, None, 6))
    _move(gallery, DocumentKind.NOTE_CORRECTION, (None, WITH_ARTISAN, 1))
    statement = _statement(gallery)

    rows = {row.name: row.goods for row in statement.items}
    cloth, scarves = rows["Kain Kawung"], rows["Selendang"]
    flows = ("before", "received", "sold", "returned", "given_back", "lost", "taken_over", "left")
    assert [getattr(cloth, flow).units for flow in flows] == [48, -1, 5, 2, 3, 3, 0, 38]
    assert [getattr(scarves, flow).units for flow in flows] == [0, 4, 1, 0, 0, 0, 0, 3]
    assert before.goods.left == cloth.before
    assert statement.goods.left.units == 41


def test_the_money_part_runs_from_what_was_left_to_what_is_left(gallery: Gallery, clock: FixedClock) -> None:
    cloth = gallery.items[gallery.party]
    gallery.open_balances(advance=50_000)
    gallery.sell((cloth, 2, 100_000, 0))
    first = gallery.lock(gallery.party)
    gallery.pay(first, 20_000)
    clock.advance(timedelta(hours=1))
    gallery.sell((cloth, 1, 100_000, 10_000))
    statement = _statement(gallery)

    assert statement.left_before == Rupiah(100_000)
    assert statement.carried + statement.earned - statement.deducted == statement.balance == statement.to_pay
    assert (statement.turnover.month, statement.turnover.year) == (Rupiah(300_000), Rupiah(300_000))
    with gallery.store.reading() as session:
        earlier = statement_of(session, first.id)
    assert [part.amount for part in earlier.taken_off] == [Rupiah(50_000)]
    assert (earlier.turnover.month, earlier.turnover.year) == (Rupiah(200_000), Rupiah(200_000))
    assert earlier.carried_into == statement.code


def _terms_printed(gallery: Gallery, document: DocumentId) -> str:
    """What the press draws, at whatever time: the line with the agreement."""
    file = statement_file(gallery.store, document, gallery.clock.zone)
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.pdf)).pages)
    (line,) = (line for line in text.splitlines() if line.startswith("Version "))
    return line


def test_a_locked_statement_says_the_terms_it_was_locked_under_for_ever(gallery: Gallery, clock: FixedClock) -> None:
    cloth = gallery.items[gallery.party]
    gallery.sell((cloth, 2, 100_000, 0))
    first = gallery.lock(gallery.party)
    printed = _terms_printed(gallery, first.id)
    assert printed.startswith("Version 1: commission 15%")

    # Terms of the same day, even of the same moment: they came into the book after the lock.
    gallery.agree(gallery.party, rate=30)
    gallery.sell((cloth, 1, 100_000, 0))
    second = gallery.lock(gallery.party)
    clock.advance(timedelta(hours=1))
    gallery.agree(gallery.party, rate=40)

    assert _terms_printed(gallery, first.id) == printed
    assert _terms_printed(gallery, second.id).startswith("Version 2: commission 30%")
    assert examine(gallery.store.path) == ()


def test_a_settlement_that_does_not_name_its_terms_has_those_recorded_by_then(
    gallery: Gallery, clock: FixedClock, tmp_path: Path
) -> None:
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    locked = gallery.lock(gallery.party)
    clock.advance(timedelta(hours=1))
    gallery.agree(gallery.party, rate=30)
    gallery.store.close()

    def forget(connection: Any) -> None:
        connection.execute("UPDATE document_line SET details = json_remove(details, '$.agreement')")

    old = Store(copied(gallery.store.path, tmp_path / "old.db", forget))
    with old.reading() as session:
        agreement = statement_of(session, locked.id).agreement
    old.close()
    assert agreement is not None
    assert agreement.version == 1


def test_a_paper_in_hand_is_held_against_the_book_at_the_command_line(
    gallery: Gallery, capsys: pytest.CaptureFixture[str]
) -> None:
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    statement = _statement(gallery)
    store = gallery.store.path

    assert main(["--language", "en", "verify", statement.qr, "--store", str(store)]) == 0
    assert capsys.readouterr().out.startswith("Genuine: L1-000001 of Sanggar Malam Andaian")
    typed = [statement.code, *short_code(statement.hash).split()]
    assert main(["--store", str(store), "verify", *typed]) == 0
    assert main(["--store", str(store), "verify", statement.code, "0000", "0000", "0000", "0000"]) == 1
    assert main(["--store", str(store), "verify", "2000001234563"]) == 1
    assert main(["--store", str(store.with_name("nowhere.db")), "verify", statement.qr]) == 1
    assert not store.with_name("nowhere.db").exists()


def test_the_small_paper_has_the_same_sums_and_a_code_that_reads(gallery: Gallery) -> None:
    import zxingcpp
    from PIL import Image

    for count in range(1, 5):
        gallery.sell((gallery.items[gallery.party], count, 100_000, 1_000 * count))
    statement = _statement(gallery)
    slip = statement_slip(statement, "Sentra Batik Contoh", gallery.clock.zone)

    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(ReceiptPaper(slip=slip, profile=GENERIC_58).png())))
    assert [code.text for code in read] == [statement.qr]
    said = str(slip.to_json()).replace("\\xa0", " ")
    for amount in (statement.sold, statement.to_pay):
        assert f"{amount.amount:,}".replace(",", ".") in said
    assert len(slip.blocks) < 60  # what was sold alike stands together: one page
    assert examine(gallery.store.path) == ()


def test_the_paper_of_every_artisan_is_in_the_archive_folder(gallery: Gallery, tmp_path: Path) -> None:
    from sentra_pos.reports.month_archive import archive_files
    from sentra_pos.reports.save_files import save_files

    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    statement = _statement(gallery)
    today = business_today(gallery.clock)

    written = save_files(
        tmp_path / "stik", archive_files(gallery.store.reading, gallery.party, today, gallery.clock.zone)
    )

    assert [file.name for file in written] == [f"statement {statement.code}.pdf", "records 2026-11.xlsx", "READ ME.txt"]
    assert {file.parent.name for file in written} == {"2026-11 P01 Sanggar Malam Andaian"}
