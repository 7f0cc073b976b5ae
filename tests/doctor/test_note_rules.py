"""What cannot be right about drop-offs, corrections and goods identified late is found, and by its name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sentra_pos.consignment.correct_note import CorrectNote, LineCorrection, correct_note
from sentra_pos.consignment.drop_off import LeftHere, RecordDropOff, drop_off
from sentra_pos.consignment.errors import TagSaysOtherwise
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.take_in import Declined, TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.errors import NoNoteCovers
from sentra_pos.sales.identify_goods import IdentifyGoods, identify_goods
from tests.doctor.a_busy_shop import copied
from tests.factories import add_item
from tests.settlement.gallery import Gallery, a_gallery

_KN = "(SELECT id FROM document WHERE kind = 'note_correction' ORDER BY seq LIMIT 1)"
_COST = "(SELECT id FROM document WHERE kind = 'note_correction' ORDER BY seq DESC LIMIT 1)"
_KP = "(SELECT id FROM document WHERE kind = 'identification')"
_NOTE = "(SELECT document_id FROM document_line WHERE kind = 'declined')"
FAULTS = {
    "a receipt answered with another count": (
        "dropoff.answer",
        f"UPDATE document_line SET quantity = quantity + 1 WHERE document_id = {_NOTE} AND kind = 'dropped_off'",
    ),
    "declined without a reason": (
        "note.declined",
        "UPDATE document_line SET details = '{\"reason\":\"\"}' WHERE kind = 'declined'",
    ),
    "a receipt noted twice": (
        "conflict.dropoff_twice",
        "INSERT INTO document_line (document_id, line_no, kind, amount, text, party_id, quantity, refers_document_id,"
        " details) SELECT (SELECT id FROM document WHERE kind = 'consignment_note' AND id <> document_id LIMIT 1), 99,"
        " kind, amount, text, party_id, quantity, refers_document_id, details FROM document_line"
        " WHERE kind = 'dropped_off' AND refers_document_id IS NOT NULL",
    ),
    "a correction of another item": (
        "correction.line",
        f"UPDATE document_line SET refers_line_no = 9 WHERE document_id = {_KN} AND line_no = 1",
    ),
    "a count that its goods do not make": (
        "correction.goods",
        f"UPDATE document_line SET details = json_set(details, '$.to', 4) WHERE document_id = {_KN} AND line_no = 1",
    ),
    "goods of a new price that came from nowhere": (
        "correction.goods",
        f"DELETE FROM goods_move WHERE document_id = {_KN} AND line_no = 2 AND move_no = "
        f"(SELECT min(move_no) FROM goods_move WHERE document_id = {_KN} AND line_no = 2)",
    ),
    "counts that do not follow each other": (
        "correction.count",
        f"UPDATE document_line SET details = json_set(details, '$.from', 7, '$.to', 6) WHERE document_id = {_KN} "
        "AND line_no = 1",
    ),
    "a cost corrected by more than is owed": (
        "correction.cost",
        f"UPDATE document_line SET amount = amount - 1 WHERE document_id = {_COST}",
    ),
    "identified at another price": (
        "identification.line",
        f"UPDATE document_line SET price = price - 1 WHERE document_id = {_KP}",
    ),
    "identified, and still waiting": (
        "identification.open",
        f"UPDATE money_move SET amount = amount - 1 WHERE document_id = {_KP} AND move_no = 1",
    ),
    "identified with another share": (
        "sale.split",
        f"UPDATE line_allocation SET share = share - 1, shop_part = shop_part + 1 WHERE document_id = {_KP}",
    ),
    "identified twice": (
        "conflict.identified_twice",
        "INSERT INTO document_line (document_id, line_no, kind, amount, text, item_id, lot_id, party_id, quantity,"
        " price, discount, refers_document_id, refers_line_no, details) SELECT document_id, 2, kind, amount, text,"
        " item_id, lot_id, party_id, quantity, price, discount, refers_document_id, refers_line_no, details"
        f" FROM document_line WHERE document_id = {_KP}",
    ),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Path:
    """A shop in which goods came in by every way there is."""
    file = tmp_path_factory.mktemp("notes") / "shop.db"
    file.write_bytes(empty_store_file.read_bytes())
    store = Store(file)
    try:
        _a_week_of_notes(a_gallery(store, FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
    finally:
        store.close()
    return file


def _a_week_of_notes(shop: Gallery) -> None:
    clock, today = shop.clock, business_today(shop.clock)
    _item, note = shop.take(shop.party, price=150_000, pieces=6, name="Kain cap")
    shop.agree(shop.other, scheme=Scheme.OUTRIGHT)
    _item, bought = shop.take(shop.other, price=90_000, cost=60_000, pieces=4, name="Taplak")
    with shop.store.writing() as session:
        shawl = add_item(session, clock, name="Syal", price=200_000)
        left = RecordDropOff(
            id=shop.document(), by=shop.by, party=shop.party, business_date=today,
            lines=(LeftHere(text="syal", quantity=Quantity(5)),),
        )  # fmt: skip
        drop_off(session, left, clock=clock)
    line = SaleLine(item=shawl, quantity=ONE, price=Rupiah(200_000))
    sale = CompleteSale(
        id=shop.document(), by=shop.by, lines=(line,), tenders=(Tender(method="cash", given=line.amount),),
        confirmed=frozenset({NoNoteCovers.about(shawl)}),
    )  # fmt: skip
    came = TakeIn(
        id=shop.document(), by=shop.by, party=shop.party, business_date=today, drop_off=left.id,
        lines=(TakeInLine(item=shawl, quantity=Quantity(4), price=Rupiah(200_000)),),
        declined=(Declined(text="syal luntur", quantity=ONE, reason="luntur"),),
    )  # fmt: skip
    right = LineCorrection(line=1, quantity=Quantity(5), price=Rupiah(140_000))
    cheaper = LineCorrection(line=1, cost=Rupiah(55_000))
    with shop.store.writing() as session:
        complete_sale(session, sale, clock=clock)
        lot = take_in(session, came, clock=clock).lines[0].lot
        for document, change in ((note.id, right), (bought.id, cheaper)):
            command = CorrectNote(
                id=shop.document(), by=shop.by, note=document, lines=(change,), reason="salah tulis",
                confirmed=frozenset({TagSaysOtherwise.key}),
            )  # fmt: skip
            correct_note(session, command, clock=clock)
        whose = IdentifyGoods(id=shop.document(), by=shop.by, sale=sale.id, line=1, lot=lot)
        identify_goods(session, whose, clock=clock)


def test_goods_that_came_in_by_every_way_are_not_spoken_of(good: Path) -> None:
    assert examine(good) == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_name(fault: str, good: Path, tmp_path: Path) -> None:
    code, statement = FAULTS[fault]
    broken = copied(good, tmp_path / "shop.db", lambda connection: connection.execute(statement))
    assert code in {finding.code for finding in examine(broken)}
