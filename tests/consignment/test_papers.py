"""The note on paper: everything that was agreed, twice, in both sizes, and the same whenever it is printed."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.note_queries import Note, note
from sentra_pos.consignment.papers import note_paper
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.printing.page import PaperSize, render_paper
from tests.factories import add_agreement, add_artisan, add_item, bring_in, found_a_shop


def a_note(store: Store, clock: FixedClock, *, scheme: Scheme = Scheme.COMMISSION_PERCENT) -> Note:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        artisan = add_artisan(session, clock, code="P07", name="Batik Kembang Khayal")
        add_agreement(session, clock, founded, artisan, scheme=scheme)
        item = add_item(session, clock, name="Kain Daun Talas", price=220_000, maker=artisan)
        cost = 150_000 if scheme is Scheme.OUTRIGHT else None
        taken = bring_in(session, clock, founded, artisan, item, pieces=36, price=220_000, cost=cost)
        read = note(session, taken.id)
    assert read is not None
    return read


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("size", PaperSize)
def test_both_copies_say_what_was_agreed(store: Store, clock: FixedClock, size: PaperSize) -> None:
    use_language("en")
    paper = note_paper(a_note(store, clock), shop="Galeri Contoh", shop_lines=("Jl. Contoh 1",), size=size)
    read = words_of(render_paper(paper))
    for said in (
        *("Galeri Contoh", "Consignment note", "N1-000001", "P07 Batik Kembang Khayal", "22 November 2026"),
        *(
            "Kain Daun Talas",
            "220.000",
            "33.000",
            "187.000",
            "commission 15%",
            "version 1",
            "Brought by",
            "Received by",
        ),
    ):
        assert read.count(said) >= 2, said
    assert "For the artisan" in read
    assert "For the shop" in read
    assert "36" in read


@pytest.mark.parametrize("lines", [1, 2])
def test_a_short_note_on_a_wide_sheet_is_signed_on_its_only_page(store: Store, clock: FixedClock, lines: int) -> None:
    record = a_note(store, clock)
    paper = note_paper(
        replace(record, lines=record.lines * lines),
        shop="Galeri Contoh",
        shop_lines=("Jl. Contoh 1", "0812-0000-0000"),
        size=PaperSize.A5_WIDE,
    )
    assert len(PdfReader(io.BytesIO(render_paper(paper))).pages) == len(paper.copies)


def test_what_was_bought_is_another_paper(store: Store, clock: FixedClock) -> None:
    use_language("en")
    read = words_of(render_paper(note_paper(a_note(store, clock, scheme=Scheme.OUTRIGHT), shop="Galeri Contoh")))
    assert "Purchase note" in read
    assert "150.000" in read
    assert "Commission" not in read
    assert "5.400.000" in read


def test_the_same_note_makes_the_same_bytes(store: Store, clock: FixedClock) -> None:
    record = a_note(store, clock)
    assert render_paper(note_paper(record, shop="A")) == render_paper(note_paper(record, shop="A"))
