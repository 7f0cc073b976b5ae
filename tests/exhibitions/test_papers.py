"""The loading list and the delivery note say what was loaded, whose it is and where it goes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import use_language
from sentra_pos.exhibitions.errors import NoSuchLoad
from sentra_pos.exhibitions.papers import delivery_note_paper, loading_list_paper
from sentra_pos.exhibitions.queries import LoadRecord, load_record
from sentra_pos.printing.page import Facts, Heading, Signatures, Table, Together, Totals, render_paper
from tests.exhibitions.fair import Fair


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("id")


@pytest.fixture
def load(fair: Fair) -> LoadRecord:
    gallery = fair.gallery
    fair.fill_the_safe()
    stand = fair.stand(fair.plan()).id
    goods = ((gallery.pouch, 20), (gallery.surya, 1), (gallery.mrico, 4), (gallery.shirt_m, 2))
    loaded = fair.load(
        stand, *goods, change=200_000, vehicle="L300 S 1234 AB", driver="Pak Joko", note="Hati-hati, ada kaca"
    )
    with fair.store.reading() as session:
        return load_record(session, loaded.id)


def test_the_loading_list_is_by_artisan_with_prices_and_sums(load: LoadRecord) -> None:
    paper = loading_list_paper(load, shop="Sentra Batik")
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [table.title for table in tables] == [
        "P01 Sanggar Kencana · 3 pieces · Rp\xa02.420.000",
        "P02 Batik Tirta · 24 pieces · Rp\xa01.440.000",
    ]
    cells = [row.cells for row in tables[0].rows]
    assert cells[0] == ("Kemeja Sisik M", "", "2", "285.000", "_____")
    assert cells[1] == ("Surya Majapahit", "Surya Majapahit", "1", "1.850.000", "_____")
    (end,) = (block for block in paper.blocks if isinstance(block, Together))
    (totals,) = (block for block in end.blocks if isinstance(block, Totals))
    assert [row.amount for row in totals.rows] == ["2", "Rp\xa03.860.000", "27"]
    (heading,) = (block for block in paper.blocks if isinstance(block, Heading))
    assert heading.number == load.code


def test_the_delivery_note_has_three_hands_and_no_prices(load: LoadRecord) -> None:
    paper = delivery_note_paper(load, shop="Sentra Batik")
    assert len(paper.copies) == 3
    (facts,) = (block for block in paper.blocks if isinstance(block, Facts))
    said = dict(facts.pairs)
    assert (said["Vehicle"], said["Driver"]) == ("L300 S 1234 AB", "Pak Joko")
    assert said["To where"] == "JCC Senayan, Jakarta"
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row.cells[2] for row in table.rows] == ["2", "4", "20", "1"]
    assert not any("285.000" in cell for row in table.rows for cell in row.cells)
    (end,) = (block for block in paper.blocks if isinstance(block, Together))
    (hands,) = (block for block in end.blocks if isinstance(block, Signatures))
    assert [box.name for box in hands.boxes] == ["Ibu Ratna", "Pak Joko", ""]


def test_an_unnamed_carrier_signs_all_the_same(fair: Fair) -> None:
    stand = fair.stand(fair.plan(venue="", city="")).id
    loaded = fair.load(stand, (fair.gallery.pouch, 1))
    with fair.store.reading() as session:
        paper = delivery_note_paper(load_record(session, loaded.id), shop="Sentra Batik")
    (facts,) = (block for block in paper.blocks if isinstance(block, Facts))
    assert dict(facts.pairs)["Driver"] == "–"
    assert dict(facts.pairs)["To where"] == "Pameran Inacraft"


@pytest.mark.parametrize("language", ["id", "en"])
def test_both_papers_are_the_same_bytes_whenever_they_are_printed(load: LoadRecord, language: str) -> None:
    use_language(language)
    for paper in (loading_list_paper(load, shop="Sentra Batik"), delivery_note_paper(load, shop="Sentra Batik")):
        first = render_paper(paper)
        assert first.startswith(b"%PDF")
        assert first == render_paper(paper)


def test_what_is_no_load_has_no_papers(fair: Fair) -> None:
    with fair.store.reading() as session, pytest.raises(NoSuchLoad):
        load_record(session, DocumentId(fair.new()))
