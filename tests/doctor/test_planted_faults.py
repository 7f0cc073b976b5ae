"""Whatever is changed behind the program's back, the doctor finds it, and by its right name."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
import pytest

from sentra_pos.doctor.examine import examine
from tests.doctor.a_busy_shop import behind_the_programs_back, copied

_FIRST_SALE = "(SELECT id FROM document WHERE kind = 'sale' ORDER BY seq LIMIT 1)"
_LAST = "(SELECT id FROM document ORDER BY seq DESC LIMIT 1)"
_ACCRUED = "(SELECT id FROM account WHERE kind = 'accrued')"

# Each breaks one thing; the code names the promise that is broken, found without the help of the hash chain.
FAULTS = {
    "a money move's amount": (
        "money.clearing",
        f"UPDATE money_move SET amount = amount - 1 WHERE document_id = {_FIRST_SALE} "
        f"AND credit_account_id IN {_ACCRUED}",
    ),
    "a share credited to another artisan": (
        "money.balance",
        f"UPDATE money_move SET credit_account_id = (SELECT credit_account_id FROM money_move WHERE document_id = "
        f"{_FIRST_SALE} AND move_no = 5) WHERE document_id = {_FIRST_SALE} AND move_no = 1",
    ),
    "a goods move taken away": (
        "sale.goods",
        f"DELETE FROM goods_move WHERE document_id = {_FIRST_SALE} AND move_no = 1",
    ),
    "an account's balance": (
        "money.balance",
        "UPDATE account_balance SET balance = balance + 1 WHERE account_id IN "
        "(SELECT id FROM account WHERE kind = 'drawer')",
    ),
    "a lot's stock": ("goods.balance", "UPDATE stock_balance SET quantity = quantity - 1 WHERE quantity > 1"),
    "a receipt's number": ("order.numbers", f"UPDATE document SET number = number + 1 WHERE id = {_LAST}"),
    "a counter": ("order.counter", "UPDATE number_series SET last = last + 1 WHERE kind = 'sale'"),
    "who gave the money back": ("chain.document", "UPDATE document SET reason = 'salah hitung' WHERE kind = 'refund'"),
    "a share moved to the shop": (
        "sale.split",
        f"UPDATE line_allocation SET share = share - 1, shop_part = shop_part + 1 WHERE document_id = {_FIRST_SALE} "
        "AND allocation_no = 1",
    ),
    "a line dearer than its parts": (
        "sale.allocation",
        f"UPDATE document_line SET amount = amount + 1 WHERE document_id = {_FIRST_SALE} AND line_no = 1",
    ),
    "a tender": (
        "sale.tenders",
        f"UPDATE document_line SET amount = amount - 1000 WHERE document_id = {_FIRST_SALE} AND kind = 'tender'",
    ),
    "a tag that no document made": ("price.tag", "UPDATE item SET price = price + 500 WHERE name = 'Kain 85000'"),
    "an event at the end taken away": ("chain.head", "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)"),
    "an event in the middle taken away": ("chain.event_link", "DELETE FROM event WHERE seq = 2"),
    "what an event says": ("chain.event", "UPDATE event SET kind = 'reprint' WHERE kind = 'drawer_opened'"),
    "a lot's owner": (
        "goods.lot",
        "UPDATE lot SET owner_id = (SELECT id FROM party WHERE code = 'P02') WHERE seq = 1",
    ),
    "a lot's agreement": (
        "goods.lot",
        "UPDATE lot SET agreement_id = (SELECT id FROM agreement WHERE scheme = 'net_price') WHERE seq = 1",
    ),
    "an agreement's rate": ("terms.changed", "UPDATE agreement SET rate = rate + 1 WHERE rate IS NOT NULL"),
    "a sale dated into another day": (
        "sale.no_shift",
        f"UPDATE document SET business_date = '2026-11-20' WHERE id = {_FIRST_SALE}",
    ),
    "an account made another artisan's": (
        "money.account",
        "UPDATE account SET party_id = (SELECT id FROM party WHERE code = 'P04') WHERE kind = 'accrued'",
    ),
    "a line settled twice": (
        "settlement.twice",
        "UPDATE document_line SET (refers_document_id, refers_line_no) = (SELECT refers_document_id, refers_line_no "
        "FROM document_line WHERE kind = 'settled' ORDER BY document_id, line_no LIMIT 1) WHERE kind = 'settled'",
    ),
    "a settlement's line": (
        "settlement.line",
        "UPDATE document_line SET amount = amount + 5 WHERE kind = 'settled' AND line_no = 1",
    ),
    "a payout grown": (
        "payout.too_much",
        "UPDATE money_move SET amount = amount + 9000000 WHERE document_id IN "
        "(SELECT id FROM document WHERE kind = 'payout')",
    ),
    "a return grown": (
        "refund.too_many",
        "UPDATE line_allocation SET quantity = 99 WHERE document_id IN (SELECT id FROM document WHERE kind = 'refund')",
    ),
    "a return worth more": (
        "refund.mirror",
        "UPDATE line_allocation SET share = share + 1, shop_part = shop_part - 1 "
        "WHERE document_id IN (SELECT id FROM document WHERE kind = 'refund')",
    ),
    "a closing's count": (
        "till.drawer",
        "UPDATE document_line SET amount = amount - 10000 WHERE kind = 'counted_cash' AND details LIKE '%to_safe%'",
    ),
    "a closing of no shift": ("till.two_open", "UPDATE document SET shift_id = NULL WHERE kind = 'till_closing'"),
    "an agreement that no event sealed": (
        "terms.changed",
        "INSERT INTO agreement SELECT randomblob(16), party_id, version + 40, valid_from, scheme, rate, fixed, "
        "discount_bearer, payment_cost_bearer, price_consent, liability, valuation, remark, rate_count, "
        "liability_shop_percent, return_term_days, hold_days, rhythm, payday, recorded_at, recorded_by "
        "FROM agreement LIMIT 1",
    ),
    "a unique piece twice": (
        "conflict.unique_piece",
        "UPDATE stock_balance SET quantity = 2 WHERE lot_id = (SELECT lot.id FROM lot JOIN item ON item.id = item_id "
        "WHERE item.kind = 'unique') AND place_id = (SELECT id FROM place WHERE kind = 'shelf')",
    ),
    "a document taken away": ("order.sequence", f"DELETE FROM document WHERE id = {_FIRST_SALE}"),
    "the last document taken away": ("chain.head", f"DELETE FROM document WHERE id = {_LAST}"),
    "a line taken away": (
        "money.no_line",
        f"DELETE FROM document_line WHERE document_id = {_FIRST_SALE} AND line_no = 1",
    ),
    "an epoch's reason": ("chain.start", "UPDATE device_epoch SET reason = 'restored'"),
    "a device's epoch": ("order.epochs", "UPDATE device SET epoch = 2"),
    "a chain's head": ("chain.head", "UPDATE chain_head SET seq = seq + 1"),
    "a lot's place in the row": ("order.lots", "UPDATE lot SET seq = 77 WHERE seq = 1"),
    "a note's cost": ("note.cost", "UPDATE lot SET cost = cost + 1 WHERE cost IS NOT NULL"),
    "a trigger too many": ("file.schema", "CREATE TRIGGER later AFTER INSERT ON event BEGIN SELECT 1; END"),
    "an index taken away": ("file.schema", "DROP INDEX ix_lot_owner_id"),
    "the application id": ("file.not_a_store", "PRAGMA application_id=7"),
    "the version": ("file.revision", "PRAGMA user_version=99"),
    "a party taken away": ("file.reference", "DELETE FROM party WHERE code = 'P01'"),
}


@pytest.fixture(scope="module")
def good(busy_store_file: Path) -> Path:
    assert examine(busy_store_file) == ()
    return busy_store_file


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_by_its_name(fault: str, good: Path, tmp_path: Path) -> None:
    code, sql = FAULTS[fault]
    broken = copied(good, tmp_path / "shop.db", lambda connection: connection.execute(sql))

    found = {finding.code for finding in examine(broken)}

    assert code in found


def test_nothing_but_the_planted_fault_makes_the_doctor_speak(good: Path, tmp_path: Path) -> None:
    untouched = copied(good, tmp_path / "shop.db", lambda connection: connection.execute("SELECT 1"))
    assert examine(untouched) == ()
    assert examine(untouched, quick=True) == ()


def test_a_trigger_taken_away_is_found(good: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copy(good, tmp_path / "shop.db"))
    connection = sqlite.connect(str(broken), isolation_level=None)
    connection.execute("DROP TRIGGER document_no_update")
    connection.close()

    (finding,) = examine(broken, quick=True)

    assert (finding.code, finding.row) == ("file.schema", "trigger document_no_update")


def test_a_page_of_rubbish_is_found(good: Path, tmp_path: Path) -> None:
    broken = tmp_path / "shop.db"
    pages = bytearray(good.read_bytes())
    pages[4096 * 20 : 4096 * 21] = b"\xa5" * 4096
    broken.write_bytes(pages)

    found = {finding.code for finding in examine(broken)}

    assert found & {"file.damaged", "file.unreadable"}


@pytest.mark.parametrize("content", [b"", b"not a store at all" * 500], ids=["an empty file", "another file"])
def test_what_is_no_store_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    file.write_bytes(content)
    (finding,) = examine(file)
    assert finding.code in ("file.not_a_store", "file.unreadable")


def test_a_store_that_is_not_there_is_one_finding_and_makes_no_file(tmp_path: Path) -> None:
    (finding,) = examine(tmp_path / "nowhere.db")
    assert finding.code == "file.unreadable"
    assert not (tmp_path / "nowhere.db").exists()


#: Written once and never again; what lies in any of their fields is under a seal.
WRITTEN_ONCE = (
    "account",
    "agreement",
    "device_epoch",
    "document",
    "document_line",
    "event",
    "goods_move",
    "line_allocation",
    "lot",
    "money_move",
)


def _another(value: Any, chance: random.Random) -> Any:
    if value is None:
        return chance.choice((0, 1, "", "x", b"", b"0123456789abcdef"))
    if isinstance(value, int):
        return value + chance.choice((-1000, -7, -1, 1, 3, 10_000))
    if isinstance(value, bytes):
        if not value:
            return b"x"
        where = chance.randrange(len(value))
        return value[:where] + bytes([value[where] ^ 1 << chance.randrange(8)]) + value[where + 1 :]
    return chance.choice((value + "x", value[1:], " " + value, value.swapcase(), "{}"))


def _edit_a_field(connection: Any, chance: random.Random) -> str:
    """Change one field of one row, whichever the tables' own types let be changed; what was done, as text."""
    while True:
        table = chance.choice(WRITTEN_ONCE)
        rows = connection.execute(f"SELECT * FROM {table}").fetchall()
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        row = chance.choice(rows)
        which = chance.randrange(len(columns))
        value = None if chance.random() < 0.1 else _another(row[which], chance)
        if value == row[which]:
            continue
        where = " AND ".join(f"{column} IS ?" for column in columns)
        try:
            connection.execute(f"UPDATE {table} SET {columns[which]} = ? WHERE {where}", (value, *row))
        except sqlite.IntegrityError:
            continue
        return f"{table}.{columns[which]}: {row[which]!r} -> {value!r}"


def test_any_single_field_edited_is_found(good: Path, tmp_path: Path, how_many: Callable[[int, int], int]) -> None:
    chance = random.Random(2026)
    content = good.read_bytes()
    broken = tmp_path / "shop.db"
    unnoticed = []
    for _edit in range(how_many(120, 10_000)):
        broken.write_bytes(content)
        with behind_the_programs_back(broken) as connection:
            said = _edit_a_field(connection, chance)
        if not examine(broken):
            unnoticed.append(said)
    assert unnoticed == []
