"""What the doctor says of stands that ended twice, of sales after the end, and of late documents left undecided."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import StaffId
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.doctor.homecoming_rules import HOMECOMINGS
from sentra_pos.exhibitions.decide_late import DecideLate, decide_late
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.late_documents import late_documents
from sentra_pos.exhibitions.write_off_stand import WriteOffStand, write_off_stand
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from tests.doctor.a_busy_shop import copied
from tests.exhibitions.homecoming_day import Stand
from tests.exhibitions.on_a_stick import Away, admit, an_exhibition_away, load_the_van

_OWN_END = (
    "(SELECT document_id FROM document_line JOIN document ON document.id = document_id "
    "WHERE document.kind = 'stand_ended' AND details NOT LIKE '%written_off%')"
)
_GIVEN_UP = "(SELECT document_id FROM document_line WHERE details LIKE '%written_off%')"
FAULTS = {
    "an end that names no stand": (
        "stand.end",
        f"UPDATE document_line SET details = '{{}}' WHERE document_id = {_OWN_END}",
    ),
    "less cash that went home than was said": (
        "stand.cash",
        f"UPDATE document_line SET amount = amount + 1000 WHERE kind = 'cash_carried' AND document_id = {_OWN_END}",
    ),
    "a drawer that was not emptied": (
        "stand.cash",
        "UPDATE money_move SET amount = amount + 1000 WHERE document_id IN (SELECT id FROM document "
        "WHERE kind = 'exhibition_arrival' AND device_id = "
        f"(SELECT device_id FROM document WHERE id = {_OWN_END}))",
    ),
    "a stand that ends once more": (
        "stand.ended_twice",
        "UPDATE document_line SET details = json_set((SELECT details FROM document_line WHERE document_id = "
        f"{_OWN_END}), '$.written_off', json('true')) WHERE document_id = {_GIVEN_UP}",
    ),
    "a sale after the end": (
        "stand.after_end",
        "UPDATE document SET received_seq = -received_seq WHERE id = " + _OWN_END,
    ),
    "a document that came after the write-off": (
        "stand.after_write_off",
        "UPDATE late_document SET state = 'waiting', decided_by = NULL WHERE state = 'added' AND seq = 3",
    ),
    "goods of an ended stand in its own care": (
        "stand.custody",
        "UPDATE place SET custodian_id = (SELECT device_id FROM stand WHERE place_id = place.id) "
        "WHERE kind = 'stand' AND custodian_id <> (SELECT device_id FROM stand WHERE place_id = place.id)",
    ),
    "a file that brought more than there is": (
        "homecoming.upto",
        "UPDATE homecoming SET upto_seq = upto_seq + 1",
    ),
    "a late document that is not in the book though it was added": (
        "late.book",
        "UPDATE late_document SET state = 'rejected' WHERE state = 'added' AND seq = 3",
    ),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Path:
    """Two stands: one ended and came home, one was written off and came home after all."""
    folder = tmp_path_factory.mktemp("ends")
    shop, one, two = (
        Store(Path(shutil.copy(empty_store_file, folder / f"{name}.db"))) for name in ("shop", "one", "two")
    )
    clock = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
    away = an_exhibition_away(shop, one, clock)
    load_the_van(away)
    away.open(away.pack())
    stand = Stand(away=away, store=one)
    stand.open()
    stand.sell(away.fair.gallery.mrico)
    stand.close()
    stand.end()
    stand.bring(stand.file())
    _lost_and_found(away, two)
    for store in (shop, one, two):
        store.close()
    return folder / "shop.db"


def _lost_and_found(first: Away, laptop: Store) -> None:
    fair = first.fair
    exhibition = fair.plan("Pameran kedua", staff=first.goers)
    device = admit(fair, laptop, "Laptop kedua").device
    stand = fair.stand(exhibition, StandKind.LAPTOP, "Hall 2", device)
    fair.load(stand.id, (fair.gallery.mrico, 2))
    away = Away(fair=fair, laptop=laptop, exhibition=exhibition, stand=stand.id, device=device, goers=first.goers)
    away.open(away.pack())
    second = StaffId(fair.new())
    fair.do(add_staff, AddStaff(id=second, by=fair.ratna, name="Pak Joko", role=Role.SUPERVISOR))
    by = ActedBy(device=fair.ratna.device, staff=fair.ratna.staff, approver=second)
    fair.do(write_off_stand, WriteOffStand(id=fair.new(), by=by, stand=stand.id, reason="dicuri"))
    lost = Stand(away=away, store=laptop)
    lost.open()
    lost.sell(fair.gallery.mrico)
    lost.sell(fair.gallery.mrico)
    lost.bring(lost.file())
    with fair.store.reading() as session:
        late = late_documents(session)
    fair.do(decide_late, DecideLate(by=fair.ratna, document=late[2].id, add=True))
    fair.do(decide_late, DecideLate(by=fair.ratna, document=late[3].id, add=False, why="dua kali"))


def test_stands_that_ended_as_they_should_are_well(good: Path) -> None:
    assert examine(good) == ()


@pytest.mark.parametrize(("code", "change"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found_by_its_name(good: Path, tmp_path: Path, code: str, change: str) -> None:
    file = copied(good, tmp_path / "shop.db", lambda connection: connection.executescript(change))
    assert code in {finding.code for finding in examine(file)}


def test_every_rule_has_its_fault() -> None:
    assert {rule.code for rule in HOMECOMINGS} == {code for code, _change in FAULTS.values()}
