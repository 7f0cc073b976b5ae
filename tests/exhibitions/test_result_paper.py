"""The paper of an exhibition's result: its figures are the result's, nothing is cut off, whatever there is of it."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.compare import compared
from sentra_pos.exhibitions.reconciled import reconciled
from sentra_pos.exhibitions.result_paper import result_paper
from sentra_pos.payments.methods import QRIS, method_names
from sentra_pos.printing.page import BarChart, Paper, render_paper
from sentra_pos.sales.spool_receipt import letterhead
from tests.exhibitions.homeward import Homeward, a_laptop_away


@pytest.fixture(params=["id", "en"])
def laptop(request: pytest.FixtureRequest, store: Store, clock: FixedClock) -> Homeward:
    use_language(request.param)
    return a_laptop_away(store, clock)


def paper(stand: Homeward) -> Paper:
    with stand.store.reading() as session:
        return result_paper(
            stand.result(),
            letterhead(session),
            methods=method_names(session),
            printed=stand.today,
            earlier=(compared(stand.result()),),
            still_open=reconciled(session, stand.exhibition, stand.today),
        )


def words_of(made: Paper) -> str:
    pages = PdfReader(io.BytesIO(render_paper(made))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_paper_says_what_the_result_says(laptop: Homeward) -> None:
    laptop.sells(laptop.gallery.mrico, 2)
    laptop.sells(laptop.gallery.shirt_m, method=QRIS)
    laptop.costs(100_000, shop_percent=Percent.whole(50))

    made = paper(laptop)
    said = words_of(made)

    (chart,) = (block for block in made.blocks if isinstance(block, BarChart))
    assert [bar.parts for bar in chart.bars] == [(370_000, 285_000)]
    for words in ("Pameran Inacraft", "655.000", "98.250", "48.250", "Batik Tirta", "Kemeja Sisik M", "Hall B 12"):
        assert words in said


def test_before_anything_was_sold_it_says_so(laptop: Homeward) -> None:
    made = paper(laptop)
    assert not any(isinstance(block, BarChart) for block in made.blocks)
    assert words_of(made)


def test_money_that_went_out_only_does_not_break_the_chart(laptop: Homeward) -> None:
    sale = laptop.sells(laptop.gallery.mrico)
    laptop.takes_back(sale)
    assert "Pameran Inacraft" in words_of(paper(laptop))
