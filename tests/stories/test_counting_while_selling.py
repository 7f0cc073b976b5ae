"""The shelf is counted on a Saturday, by two people, while the till goes on selling; nobody is accused wrongly."""

from __future__ import annotations

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.counting.count_item import CountFromAnew
from sentra_pos.counting.facts import Outcome
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.stock.places import MISSING
from tests.counting.floor import Floor
from tests.factories import bring_in
from tests.gallery import a_gallery
from tests.sales.shop import Counter, line_of


def test_a_shelf_is_counted_while_the_till_goes_on_selling(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    floor = Floor(store=store, clock=clock, gallery=gallery)
    till = Counter(store=store, clock=clock, gallery=gallery)
    hadi = StaffId(new_id(clock))
    with store.writing() as session:
        add_staff(session, AddStaff(id=hadi, by=floor.by, name="Pak Hadi", role=Role.SUPERVISOR), clock=clock)
    pak_hadi = ActedBy(device=floor.by.device, staff=hadi)

    # Two pouches were stolen last week, and one shirt in M. Nobody knows yet. Ibu Ratna begins to count.
    count = floor.start()
    till.sell(line_of(gallery.pouch, 4))
    floor.count(count, gallery.pouch, 42)

    # Before she is through, a customer pays for three more pouches and brings one back.
    sale = till.sell(line_of(gallery.pouch, 3))
    till.refund(sale.id, (1, 1))

    # Pak Hadi scans the shirts in M. After the third one, one is sold off the rail: he is asked to begin them again.
    for _scan in range(3):
        floor.count(count, gallery.shirt_m, by=pak_hadi)
    till.sell(line_of(gallery.shirt_m))
    with pytest.raises(CountFromAnew) as asked:
        floor.count(count, gallery.shirt_m, by=pak_hadi)
    floor.count(count, gallery.shirt_m, by=pak_hadi, confirmed=frozenset({asked.value.answer}))
    floor.count(count, gallery.shirt_m, 2, by=pak_hadi)

    # Batik Tirta brings six more lengths of cloth, after the cloth was counted; the silk is sold before anyone saw it.
    floor.count(count, gallery.mrico, 14, by=pak_hadi)
    with store.writing() as session:
        bring_in(session, clock, gallery.founded, gallery.tirta, gallery.mrico.id, pieces=6, price=185_000)
    till.sell(line_of(gallery.surya))
    floor.count(count, gallery.shirt_l, 5, by=pak_hadi)

    # All of the shelf was walked along: only what is really not there is missing.
    assert {row.name: row.missing for row in floor.review(count).rows} == {
        "Pouch perca batik": 2,
        "Kemeja Sisik M": 1,
    }
    floor.post(count)
    report = floor.report(count)
    assert (report.missing, report.found, report.over) == (3, 0, 0)
    assert [name for _party, name in report.artisans] == ["Batik Tirta", "Sanggar Kencana"]

    # The shirt turns up in the fitting room. The pouches are counted again next week: one is back behind the scarves.
    shirt = next(case for case in floor.cases() if case.name == "Kemeja Sisik M")
    floor.decide(shirt, Outcome.BACK)
    till.sell(line_of(gallery.pouch, 10))
    again = floor.start(party=gallery.tirta)
    floor.count(again, gallery.pouch, 31)
    floor.post(again, finished=False)
    assert floor.report(again).found == 1
    assert (floor.at(floor.shelf, gallery.pouch), floor.at(MISSING, gallery.pouch)) == (31, 1)
    store.close()
    assert examine(store.path) == ()
