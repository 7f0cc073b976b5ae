"""A pile of papers made beside this process is the pile that would have been made here."""

from __future__ import annotations

import multiprocessing

import pytest

from sentra_pos.core.practice import practise
from sentra_pos.core.speech import use_language
from sentra_pos.printing.page import Heading, Paper, Paragraph, render_paper
from sentra_pos.printing.press import FEW, press


def paper(number: int) -> Paper:
    return Paper(
        title=f"L1-{number:06}", blocks=(Heading(shop="Galeri", title="Perhitungan"), Paragraph(f"No. {number}"))
    )


@pytest.mark.parametrize("speaks", ["id", "en"])
def test_many_are_made_apart_and_are_what_they_would_be_here(speaks: str) -> None:
    use_language(speaks)
    practise(True)
    try:
        pile = [paper(number) for number in range(FEW + 2)]
        with press(len(pile)) as print_paper:
            made = [answer() for answer in [print_paper(each) for each in pile]]
        assert made == [render_paper(each) for each in pile]
    finally:
        practise(False)


def test_a_press_that_dies_loses_no_paper() -> None:
    with press(FEW + 1) as print_paper:
        first = print_paper(paper(1))()
        (process,) = multiprocessing.active_children()
        process.terminate()
        process.join()
        second = print_paper(paper(2))()
    assert (first, second) == (render_paper(paper(1)), render_paper(paper(2)))
