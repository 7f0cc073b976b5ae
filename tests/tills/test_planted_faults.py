"""Whatever of a till's papers is changed behind the program's back, the doctor finds it by its right name."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.sales.cart import Tender
from sentra_pos.tills.shift_queries import Movement
from tests.doctor.a_busy_shop import copied
from tests.gallery import a_gallery
from tests.sales.shop import Counter, cash, line_of
from tests.tills.cashbox import Cashbox, slips

_CLOSING = "(SELECT id FROM document WHERE kind = 'till_closing' ORDER BY seq LIMIT 1)"
_CASH_LINE = f"document_id = {_CLOSING} AND kind = 'counted_cash'"
_PAID_OUT = "(SELECT id FROM document WHERE kind = 'cash_movement' ORDER BY seq LIMIT 1)"
_RECOUNT = "(SELECT id FROM document WHERE kind = 'recount')"


def _details(key: str, value: str) -> str:
    return f"UPDATE document_line SET details = json_set(details, '{key}', {value}) WHERE {_CASH_LINE}"


FAULTS = {
    "what was sold": ("till.totals", _details("$.sold", "1")),
    "what was voided": ("till.totals", _details("$.voided", "1000")),
    "the rounding": ("till.rounding", _details("$.rounding", "-50")),
    "what QRIS brought": ("till.methods", _details("$.by_method.qris[1]", "34000")),
    "a way of paying nobody used": ("till.methods", _details("$.by_method.card", "json('[1, 5000]')")),
    "the running grand total": ("till.grand_total", _details("$.grand_total", "7")),
    "the last receipt of the day": ("till.numbers", _details("$.numbers[0][3]", "9")),
    "how many receipts": ("till.numbers", _details("$.numbers[0][4]", "9")),
    "a note more": ("till.denominations", _details('$.denominations."100000"', "9")),
    "what should be there": ("till.drawer", _details("$.expected", "685000")),
    "the slips that were expected": (
        "till.counted_method",
        "UPDATE document_line SET details = '{\"expected\":30000}' WHERE kind = 'counted_method'",
    ),
    "a paid-out made smaller": (
        "till.movement",
        f"UPDATE document_line SET amount = amount - 1000 WHERE document_id = {_PAID_OUT}",
    ),
    "a paid-out made a drop": (
        "till.movement",
        f'UPDATE document_line SET details = \'{{"movement":"to_safe"}}\' WHERE document_id = {_PAID_OUT}',
    ),
    "another category": (
        "till.movement",
        "UPDATE document_line SET details = json_set(details, '$.category', 'cleaning') "
        f"WHERE document_id = {_PAID_OUT}",
    ),
    "an expense booked elsewhere": (
        "money.posting",
        "UPDATE money_move SET debit_account_id = (SELECT id FROM account WHERE kind = 'over_short') "
        f"WHERE document_id = {_PAID_OUT} AND move_no = 1",
    ),
    "the second count": (
        "till.recount",
        f"UPDATE document_line SET amount = amount + 1000 WHERE document_id = {_RECOUNT}",
    ),
    "the count before it": (
        "till.recount",
        f"UPDATE document_line SET details = json_set(details, '$.before', 5) WHERE document_id = {_RECOUNT}",
    ),
    "a drop of no shift": ("till.no_shift", f"UPDATE document SET shift_id = NULL WHERE id = {_PAID_OUT}"),
    "a sale of a shift that was closed": (
        "till.late",
        "UPDATE document SET shift_id = (SELECT id FROM document WHERE kind = 'till_opening' ORDER BY seq LIMIT 1) "
        "WHERE id = (SELECT id FROM document WHERE kind = 'sale' ORDER BY seq DESC LIMIT 1)",
    ),
    "a slip of cash": ("chain.document", f"UPDATE document SET reason = 'Teh' WHERE id = {_PAID_OUT}"),
}


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Path:
    """A closed day with everything in it, and a second that is open."""
    clock = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
    file = Path(shutil.copy(empty_store_file, tmp_path_factory.mktemp("two-days") / "shop.db"))
    store = Store(file)
    try:
        counter = Counter(store=store, clock=clock, gallery=a_gallery(store, clock, opened=False))
        cashbox, goods = Cashbox(counter=counter), counter.gallery
        cashbox.opens(500_000, {100_000: 5})
        qris = Tender(method="qris", given=Rupiah(35_000), reference="4711", confirmed=True)
        counter.sell(line_of(goods.pouch), tenders=(qris,))
        counter.refund(counter.sell(line_of(goods.mrico, 2), tenders=(cash(400_000),)).id, (1, 1))
        cashbox.moves(Movement.PAID_OUT, 35_000, category="refreshments", reason="Kopi")
        cashbox.moves(Movement.TO_SAFE, 200_000)
        notes = {100_000: 4, 10_000: 4}
        closed = cashbox.closes(440_000, slips("qris", 35_000), to_safe=240_000, notes=notes, reason="?")
        cashbox.recounts(closed.id, 450_000)
        clock.advance(timedelta(days=1))
        cashbox.moves(Movement.SAFE_TO_BANK, 400_000)
        cashbox.opens(100_000)
        counter.sell(line_of(goods.mrico), tenders=(cash(200_000),))
    finally:
        store.close()
    assert examine(file) == ()
    return file


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_by_its_name(fault: str, two_days: Path, tmp_path: Path) -> None:
    code, sql = FAULTS[fault]
    broken = copied(two_days, tmp_path / "shop.db", lambda connection: connection.execute(sql))
    assert code in {finding.code for finding in examine(broken)}
