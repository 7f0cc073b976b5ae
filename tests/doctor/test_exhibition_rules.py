"""What the doctor says of loads, arrivals and stands that cannot be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.bring_goods import BringGoods, BroughtLine, bring_goods
from sentra_pos.exhibitions.end_stand import EndStand, end_stand
from sentra_pos.exhibitions.facts import Stage, StandKind
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.exhibitions.stand_ends import hand_over
from sentra_pos.ledger.draft import ActedBy
from tests.doctor.a_busy_shop import copied
from tests.exhibitions.fair import Fair
from tests.gallery import a_gallery
from tests.made_once import made_once

_LOAD = "(SELECT id FROM document WHERE kind = 'exhibition_load')"
_ARRIVAL = "(SELECT id FROM document WHERE kind = 'exhibition_arrival')"
_ROAD, _STAND = "(SELECT road_id FROM stand)", "(SELECT place_id FROM stand)"
_SHOP = "(SELECT id FROM device WHERE code = 1)"
_OTHER_LOT = f"(SELECT id FROM lot WHERE id NOT IN (SELECT lot_id FROM goods_move WHERE document_id = {_LOAD}) LIMIT 1)"
_SAID = "UPDATE document_line SET details = json_set(details, '{path}', '{value}') WHERE kind = 'stand' AND {where}"
_NOBODY = "00000000-0000-0000-0000-000000000000"


def _saying(path: str, value: str, where: str) -> str:
    return _SAID.format(path=path, value=value, where=f"document_id = {where}")


FAULTS = {
    "exhibition.stand": (
        _saying("$.stand", _NOBODY, _LOAD),
        f"UPDATE document_line SET kind = 'payment_check' WHERE kind = 'stand' AND document_id = {_ARRIVAL}",
        f"UPDATE goods_move SET to_place_id = (SELECT quarantine_id FROM stand) WHERE document_id = {_LOAD}",
        f"UPDATE goods_move SET from_place_id = (SELECT quarantine_id FROM stand) WHERE document_id = {_ARRIVAL}",
    ),
    "exhibition.lines": (
        f"UPDATE document_line SET quantity = quantity + 1 WHERE kind = 'loaded' AND document_id = {_LOAD}",
        "UPDATE document_line SET item_id = (SELECT id FROM item WHERE id <> document_line.item_id LIMIT 1) "
        "WHERE kind = 'loaded'",
        f"UPDATE goods_move SET line_no = 1 WHERE document_id = {_ARRIVAL}",
        f"UPDATE document_line SET lot_id = {_OTHER_LOT} WHERE kind = 'arrived'",
    ),
    "exhibition.cash": (
        "UPDATE document_line SET amount = amount + 1 WHERE kind = 'cash_carried'",
        f"UPDATE account SET device_id = {_SHOP} WHERE kind = 'on_the_road'",
    ),
    "exhibition.arrival": (_saying("$.load", _NOBODY, _ARRIVAL),),
    "exhibition.arrived": (
        f"UPDATE goods_move SET quantity = quantity + 1 WHERE document_id = {_ARRIVAL}",
        f"UPDATE goods_move SET lot_id = {_OTHER_LOT} WHERE document_id = {_ARRIVAL}",
    ),
    "exhibition.road": (f"UPDATE stock_balance SET quantity = -1 WHERE place_id = {_ROAD}",),
    "exhibition.road_money": (
        "UPDATE account_balance SET balance = -1 WHERE account_id IN "
        "(SELECT id FROM account WHERE kind = 'on_the_road')",
    ),
    "exhibition.places": (
        f"UPDATE place SET custodian_id = {_SHOP} WHERE id = {_STAND}",
        f"UPDATE place SET custodian_id = {_SHOP} WHERE id = {_ROAD}",
        "UPDATE stand SET quarantine_id = (SELECT id FROM place WHERE kind = 'set_aside')",
        "UPDATE stand SET road_id = place_id",
    ),
    "goods.custodian": (
        f"UPDATE goods_move SET to_place_id = {_STAND} WHERE document_id = {_LOAD}",
        f"UPDATE goods_move SET from_place_id = (SELECT id FROM place WHERE kind = 'shelf') "
        f"WHERE document_id = {_ARRIVAL}",
    ),
    "exhibition.called_off": ("UPDATE exhibition SET called_off = 1",),
}
PLANTED = [(code, fault) for code, faults in FAULTS.items() for fault in faults]


@pytest.fixture
def good(store: Store, clock: FixedClock) -> Path:
    """A laptop's stand that its goods and its change have arrived at."""
    made_once(store, clock, "a load that arrived", lambda: _arrived(store, clock))
    store.close()
    return store.path


def _arrived(store: Store, clock: FixedClock) -> None:
    fair = Fair(store=store, clock=clock, gallery=a_gallery(store, clock))
    fair.fill_the_safe()
    laptop = fair.laptop()
    stand = fair.stand(fair.plan(), StandKind.LAPTOP, device=laptop).id
    load = fair.load(stand, (fair.gallery.pouch, 20), change=200_000)
    fair.arrive(stand, load.id, laptop)


def test_a_load_that_arrived_in_order_is_not_spoken_of(good: Path) -> None:
    assert examine(good) == ()
    assert examine(good, quick=True) == ()


def test_what_is_still_on_the_road_is_no_fault(store: Store, clock: FixedClock) -> None:
    fair = Fair(store=store, clock=clock, gallery=a_gallery(store, clock))
    fair.load(fair.stand(fair.plan(), StandKind.LAPTOP, device=fair.laptop()).id, (fair.gallery.surya, 1))
    fair.load(fair.stand(fair.plan("Pasar Seni")).id, (fair.gallery.pouch, 1))
    store.close()
    assert examine(store.path) == ()


@pytest.mark.parametrize(("code", "fault"), PLANTED, ids=[f"{code}-{n}" for n, (code, _fault) in enumerate(PLANTED)])
def test_what_cannot_be_right_is_found(good: Path, tmp_path: Path, code: str, fault: str) -> None:
    broken = copied(good, tmp_path / "broken.db", lambda connection: connection.execute(fault))
    assert code in {finding.code for finding in examine(broken)}


def test_a_load_that_arrives_twice_is_found(store: Store, clock: FixedClock) -> None:
    fair = Fair(store=store, clock=clock, gallery=a_gallery(store, clock))
    laptop = fair.laptop()
    stand = fair.stand(fair.plan(), StandKind.LAPTOP, device=laptop).id
    load = fair.load(stand, (fair.gallery.pouch, 20))
    fair.load(stand, (fair.gallery.pouch, 20))
    fair.arrive(stand, load.id, laptop)
    fair.arrive(stand, load.id, laptop)
    store.close()
    assert [finding.code for finding in examine(store.path)] == ["exhibition.arrived"]


def test_once_a_stand_has_ended_the_shop_moves_its_goods_and_not_before(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    fair = Fair(store=store, clock=clock, gallery=a_gallery(store, clock))
    laptop = fair.laptop()
    exhibition = fair.plan()
    stand = fair.stand(exhibition, StandKind.LAPTOP, device=laptop).id
    load = fair.load(stand, (fair.gallery.pouch, 20))
    fair.arrive(stand, load.id, laptop)
    there = ActedBy(device=laptop, staff=fair.ratna.staff)
    fair.do(end_stand, EndStand(id=fair.new(), by=there, stand=stand))
    with store.writing() as session:
        # As the shop does when it adds the laptop's documents.
        hand_over(session, session.get_one(StandRow, stand), fair.ratna.device)
    back = (BroughtLine(item=fair.gallery.pouch.id, quantity=Quantity(20)),)
    fair.do(bring_goods, BringGoods(id=fair.new(), by=fair.ratna, stand=stand, lines=back, finished=True))
    assert fair.stage(exhibition) is Stage.RECONCILED
    store.close()
    assert examine(store.path) == ()

    earlier = "UPDATE document_line SET kind = 'payment_check' WHERE document_id IN "
    earlier += "(SELECT id FROM document WHERE kind = 'stand_ended')"
    broken = copied(store.path, tmp_path / "broken.db", lambda connection: connection.execute(earlier))
    assert {"goods.custodian", "exhibition.places"} <= {finding.code for finding in examine(broken)}
