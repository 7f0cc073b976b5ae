"""A piece that a count missed turns up in a customer's hands: the till tells what to do, and then sells it."""

from __future__ import annotations

import pytest

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.counting.facts import Outcome
from sentra_pos.doctor.examine import examine
from sentra_pos.sales.errors import AlreadySold, MissingSince
from tests.counting.floor import Floor
from tests.factories import add_item, bring_in
from tests.gallery import Tagged
from tests.sales.shop import Counter, line_of


@pytest.fixture
def floor(counter: Counter) -> Floor:
    return Floor(store=counter.store, clock=counter.clock, gallery=counter.gallery)


def test_the_till_names_the_count_and_the_way(counter: Counter, floor: Floor) -> None:
    surya = counter.gallery.surya
    count = floor.lose(surya, 0)
    with pytest.raises(MissingSince) as refused:
        counter.sell(line_of(surya))
    words = str(refused.value)
    assert f"tercatat hilang sejak {floor.report(count).code} tanggal 22/11/26" in words
    assert "Opname, Hilang dan rusak" in words
    (case,) = floor.cases()
    floor.decide(case, Outcome.BACK)
    counter.sell(line_of(surya))
    assert examine(counter.store.path) == ()


def test_what_was_sold_is_sold(counter: Counter) -> None:
    counter.sell(line_of(counter.gallery.surya))
    with pytest.raises(AlreadySold) as refused:
        counter.sell(line_of(counter.gallery.surya))
    assert type(refused.value) is AlreadySold


def test_a_case_that_is_closed_is_no_way_any_more(counter: Counter, floor: Floor) -> None:
    floor.lose(counter.gallery.surya, 0)
    (case,) = floor.cases()
    floor.decide(case, case.agreed)
    with pytest.raises(AlreadySold) as refused:
        counter.sell(line_of(counter.gallery.surya))
    assert type(refused.value) is AlreadySold


def test_another_piece_that_is_missing_is_not_spoken_of(counter: Counter, floor: Floor) -> None:
    gallery = counter.gallery
    with counter.store.writing() as session:
        item = add_item(session, counter.clock, name="Syal", price=90_000, kind=ItemKind.UNIQUE, maker=gallery.tirta)
        bring_in(session, counter.clock, gallery.founded, gallery.tirta, item, pieces=1, price=90_000)
    shawl = Tagged(id=item, code="", price=gallery.surya.price)
    floor.lose(shawl, 0)
    counter.sell(line_of(gallery.surya))
    with pytest.raises(AlreadySold) as refused:
        counter.sell(line_of(gallery.surya))
    assert type(refused.value) is AlreadySold
