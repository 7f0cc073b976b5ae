"""Terms that were changed behind everybody's back are found: rates, lots, and the document that moves lots."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.move_terms import MovedLot
from sentra_pos.consignment.rates import Rate
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import PlaceKind
from tests.consignment.terms_shop import SCARVES, a_terms_shop
from tests.doctor.a_busy_shop import copied

_MOVE = "(SELECT id FROM document WHERE kind = 'terms_move')"
_MOVED = f"document_id = {_MOVE}"
_SPLIT = f"UPDATE lot SET {{}} WHERE {_MOVED} AND line_no = 1"

FAULTS = {
    "a rate of its own": ("terms.changed", "UPDATE agreement_rate SET rate = rate - 1 WHERE rate IS NOT NULL"),
    "a rate taken away": ("terms.changed", "DELETE FROM agreement_rate WHERE number = 1"),
    "a rate added": (
        "terms.changed",
        "INSERT INTO agreement_rate SELECT agreement_id, 9, NULL, 'Kain', NULL, scheme, rate, fixed "
        "FROM agreement_rate WHERE number = 1",
    ),
    "how often is settled": ("terms.changed", "UPDATE agreement SET rhythm = 'weekly', payday = 1"),
    "a return term": ("terms.changed", "UPDATE agreement SET return_term_days = 7"),
    "a share at the general rate": (
        "sale.split",
        "UPDATE line_allocation SET (share, shop_part) = (85000, 15000) WHERE share = 88000",
    ),
    "a lot's category": ("goods.lot", "UPDATE lot SET category = 'Kain' WHERE category = 'Selendang'"),
    "a net price taken away": ("terms.lot", "UPDATE lot SET net_price = NULL WHERE net_price IS NOT NULL"),
    "moved goods made another's": (
        "terms.move",
        _SPLIT.format("owner_id = (SELECT id FROM party WHERE code = 'P02')"),
    ),
    "moved goods left under the terms they were under": (
        "terms.move",
        _SPLIT.format(
            "agreement_id = (SELECT agreement_id FROM lot AS old JOIN document ON document.id = old.document_id "
            "WHERE document.kind = 'consignment_note' LIMIT 1)"
        ),
    ),
    "moved goods of another price": ("terms.move", _SPLIT.format("price = price + 500")),
    "no consent": (
        "terms.move",
        f"UPDATE document_line SET details = json_remove(details, '$.consent') WHERE {_MOVED}",
    ),
    "fewer come than went": (
        "terms.pieces",
        f"UPDATE goods_move SET quantity = quantity - 1 WHERE {_MOVED} AND move_no = 2",
    ),
    "more gone than came": (
        "goods.owner",
        f"UPDATE goods_move SET quantity = quantity + 5 WHERE {_MOVED} AND move_no = 1",
    ),
    "a lot that went without its line": (
        "terms.pieces",
        f"UPDATE goods_move SET lot_id = (SELECT lot_id FROM goods_move WHERE {_MOVED} AND move_no = 3) "
        f"WHERE {_MOVED} AND move_no = 1",
    ),
    "terms changed by a transfer": ("terms.no_document", f"UPDATE document SET kind = 'transfer' WHERE id = {_MOVE}"),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Path:
    """Scarves at a rate of their own, cloths that have a net price at exhibitions; all moved once, some sold since."""
    store = Store(Path(shutil.copy(empty_store_file, tmp_path_factory.mktemp("terms") / "shop.db")))
    shop = a_terms_shop(store, FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC)))
    shop.agree()
    cloth, scarf = shop.item("Kain Kawung", 200_000), shop.item("Selendang Sisik", 100_000)
    with store.writing() as session:
        session.connection().exec_driver_sql("UPDATE item SET category = 'Selendang' WHERE name LIKE 'Selendang%'")
    shop.take(cloth, 4, 200_000)
    shop.take(scarf, 6, 100_000)
    shop.sell(scarf, 1, 100_000)
    at_exhibitions = Rate(category="Kain", place=PlaceKind.STAND, scheme=Scheme.NET_PRICE)
    terms = shop.agree(SCARVES, at_exhibitions, rate=10)
    lots = [MovedLot(lot=each.lot, net_price=Rupiah(150_000) if each.item == cloth else None) for each in shop.here()]
    shop.move(shop.moving(terms, *lots))
    shop.sell(scarf, 1, 100_000)
    shop.sell(cloth, 1, 200_000)
    file = store.path
    store.close()
    assert examine(file) == ()
    return file


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_by_its_name(fault: str, good: Path, tmp_path: Path) -> None:
    code, sql = FAULTS[fault]
    broken = copied(good, tmp_path / "shop.db", lambda connection: connection.execute(sql))
    assert code in {finding.code for finding in examine(broken)}
