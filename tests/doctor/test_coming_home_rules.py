"""What the doctor says of exhibitions that cannot have come home so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.engine import Store
from sentra_pos.doctor.coming_home_rules import COMING_HOME
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.undo_costs import UndoCosts, undo_costs
from sentra_pos.ledger.kinds import PlaceKind
from tests.doctor.a_busy_shop import copied
from tests.exhibitions.homeward import a_laptop_away

_JOURNEY = "(SELECT id FROM document WHERE kind = 'exhibition_return' AND number = {})"
_COST = "(SELECT id FROM document WHERE kind = 'exhibition_cost' AND number = 1)"
_OF_KIND = "(SELECT id FROM account WHERE kind = '{}')"
FAULTS = {
    "exhibition.journey": "UPDATE document_line SET details = json_set(details, '$.stand', "
    f"'00000000-0000-0000-0000-000000000000') WHERE kind = 'stand' AND document_id = {_JOURNEY.format(1)}",
    "exhibition.pieces": "UPDATE document_line SET quantity = quantity + 1 WHERE kind = 'brought_home' AND line_no = 2",
    "exhibition.not_empty": "UPDATE document_line SET details = json_set(details, '$.finished', json('true')) "
    f"WHERE kind = 'stand' AND document_id = {_JOURNEY.format(1)}",
    "exhibition.cash_left": f"UPDATE money_move SET amount = amount - 1 WHERE document_id = {_JOURNEY.format(2)} "
    f"AND credit_account_id IN {_OF_KIND.format('on_the_road')}",
    "exhibition.cash": "UPDATE document_line SET amount = amount + 1 WHERE kind = 'cash_carried' "
    f"AND document_id = {_JOURNEY.format(2)}",
    "exhibition.cost": f"UPDATE document_line SET amount = amount + 1 WHERE document_id = {_COST} AND kind = 'cost'",
    "exhibition.cost_part": "UPDATE document_line SET party_id = (SELECT id FROM party WHERE code = 'P02') "
    f"WHERE document_id = {_COST} AND kind = 'fee' AND line_no = 2",
    "exhibition.cost_undone": "UPDATE document SET reverses_id = NULL WHERE kind = 'exhibition_cost' AND number = 3",
    "exhibition.cost_stranger": "UPDATE document_line SET details = json_set(details, '$.exhibition', "
    f"'00000000-0000-0000-0000-000000000000') WHERE document_id = {_COST} AND kind = 'cost'",
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Path:
    """A laptop's stand: two journeys, something damaged, missing, unlisted and over, cash short, a shared cost."""
    file = tmp_path_factory.mktemp("home") / "shop.db"
    file.write_bytes(empty_store_file.read_bytes())
    store = Store(file)
    away = a_laptop_away(store, FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC)))
    shop = away.gallery
    away.sells(shop.shirt_m, 4)
    away.sells(shop.mrico)
    away.closes(200_000 + 4 * 285_000 + 185_000)
    away.ends()
    away.costs(100_001, shop_percent=Percent.whole(40))
    wrong = away.costs(70_000, shop_percent=Percent.whole(50))
    away.do(undo_costs, UndoCosts(id=away.new(), by=away.ratna, cost=wrong.id, reason="dicatat dua kali"))
    away.brings((shop.mrico, 2), target=PlaceKind.STORE_ROOM)
    away.clock.advance(timedelta(hours=1))
    cash = Rupiah(1_520_000)
    away.brings((shop.pouch, 11), damaged=((shop.mrico, 1),), finished=True, cash=cash, note="selisih kembalian")
    store.close()
    return file


def codes(file: Path) -> set[str]:
    return {finding.code for finding in examine(file)}


def test_an_exhibition_that_came_home_in_order_is_not_spoken_of(good: Path) -> None:
    assert codes(good) == set()


def test_every_promise_has_a_fault_that_breaks_it() -> None:
    assert {rule.code for rule in COMING_HOME} == set(FAULTS)


@pytest.mark.parametrize("code", FAULTS)
def test_what_cannot_be_right_is_found(good: Path, tmp_path: Path, code: str) -> None:
    broken = copied(good, tmp_path / "broken.db", lambda connection: connection.execute(FAULTS[code]))
    assert code in codes(broken)
