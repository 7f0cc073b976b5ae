"""What the doctor says of goods set aside, handed back and repriced that cannot be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from sentra_pos.consignment.facts import Liability
from sentra_pos.core.clock import FixedClock
from sentra_pos.counting.facts import Outcome
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.giving_back.errors import DamageBorne
from sentra_pos.ledger.kinds import PlaceKind
from tests.doctor.a_busy_shop import copied
from tests.gallery import a_gallery
from tests.giving_back.shelf import Shelf

_ASIDE = "(SELECT id FROM place WHERE kind = 'set_aside')"
_BACK = "(SELECT id FROM document WHERE kind = 'hand_back')"
_KENCANA = "(SELECT id FROM party WHERE code = 'P01')"
FAULTS = {
    "give_back.nobodys": f"UPDATE lot SET owner_id = NULL WHERE id IN (SELECT lot_id FROM stock_balance "
    f"WHERE place_id = {_ASIDE} AND quantity > 0)",
    "give_back.short": f"UPDATE stock_balance SET quantity = -1 WHERE place_id = {_ASIDE} AND quantity > 0",
    "give_back.owner": f"UPDATE lot SET owner_id = {_KENCANA} WHERE id IN "
    f"(SELECT lot_id FROM document_line WHERE document_id = {_BACK})",
    "give_back.several": f"UPDATE document_line SET party_id = {_KENCANA} WHERE document_id = {_BACK} AND line_no = 1",
    "give_back.lines": f"UPDATE goods_move SET quantity = quantity + 1 WHERE document_id = {_BACK} AND line_no = 1",
    "give_back.damage": "UPDATE agreement SET liability = 'shared', liability_shop_percent = 1",
    "give_back.why_damaged": "UPDATE document SET reason = '' WHERE kind = 'transfer'",
    "give_back.price": "UPDATE markdown_answer SET accepted = 0",
}


@pytest.fixture
def good(store: Store, clock: FixedClock) -> Path:
    """Goods pulled, some of them fetched, damaged ones too, and a price that was lowered with the artisan's yes."""
    shelf = Shelf(store=store, clock=clock, gallery=a_gallery(store, clock))
    gallery = shelf.gallery
    shelf.move((gallery.mrico, 3), (gallery.pouch, 10), to=PlaceKind.SET_ASIDE)
    shelf.hand(gallery.tirta, (gallery.mrico, 2), (gallery.pouch, 4))
    shelf.answer(shelf.propose(gallery.pouch, 30_000).id, gallery.tirta, accepted=True)
    shelf.apart((gallery.shirt_l, 5))
    shelf.decide(shelf.cases()[0], Outcome.SHOP_PAYS)
    shelf.agree(gallery.kencana, Liability.ARTISAN)
    shelf.bring(gallery.kencana, gallery.shirt_l, 3)
    shelf.apart((gallery.shirt_l, 2))
    shelf.hand(gallery.kencana, (gallery.shirt_l, 3), confirmed=frozenset({DamageBorne.key}))
    store.close()
    return store.path


def test_goods_given_back_in_order_are_not_spoken_of(good: Path) -> None:
    assert examine(good) == ()
    assert examine(good, quick=True) == ()


@pytest.mark.parametrize("code", FAULTS)
def test_what_cannot_be_right_is_found(good: Path, tmp_path: Path, code: str) -> None:
    broken = copied(good, tmp_path / "broken.db", lambda connection: connection.execute(FAULTS[code]))
    assert code in {finding.code for finding in examine(broken)}
