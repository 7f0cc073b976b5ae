"""The counter's papers: the card, and what an artisan takes home."""

from __future__ import annotations

import pytest

from sentra_pos.artisan_counter.card_pdf import card_pdf
from sentra_pos.artisan_counter.errors import NoPrinterHere, NotYours
from sentra_pos.artisan_counter.goods_queries import sales
from sentra_pos.artisan_counter.money_queries import overview, settlements
from sentra_pos.artisan_counter.papers import card_slip, overview_slip
from sentra_pos.artisan_counter.print_papers import (
    PrintMyStatement,
    PrintOverview,
    print_my_statement,
    print_overview,
)
from sentra_pos.core.clock import business_today, local
from sentra_pos.core.ids import new_id
from sentra_pos.core.words import format_rupiah
from sentra_pos.printing.blocks import Barcode, Columns, Slip
from tests.artisan_counter.visitors import Visitors


def test_the_card_has_the_code_as_bars_and_the_size_of_a_bank_card(two: Visitors) -> None:
    card = two.cards[two.mine]
    assert Barcode(card.code) in card_slip(card, "Sentra Batik").blocks
    content = card_pdf((card, two.cards[two.theirs]), "Sentra Batik")
    assert content == card_pdf((card, two.cards[two.theirs]), "Sentra Batik")
    assert b"/MediaBox [ 0 0 240.9449 153.0709 ]" in content, "85 × 54 mm"


def test_the_slip_says_what_the_first_page_says(two: Visitors) -> None:
    who, today = two.opened(two.mine), business_today(two.clock)
    with two.store.reading() as session:
        seen = overview(session, who, today)
        slip = overview_slip(
            who,
            seen,
            sales(session, who, today),
            settlements(session, who),
            "Toko",
            local(two.clock.now(), two.clock.zone),
        )
    assert Slip.from_json(slip.to_json()) == slip
    amounts = [block.cells[1].text for block in slip.blocks if isinstance(block, Columns)]
    assert format_rupiah(seen.owed.to_pay) == amounts[0]


def test_nothing_is_printed_of_somebody_else_nor_without_a_printer(two: Visitors) -> None:
    who = two.opened(two.mine)
    theirs = PrintMyStatement(id=new_id(two.clock), artisan=who, settlement=two.locked[two.theirs].id)
    with pytest.raises(NotYours), two.store.writing() as session:
        print_my_statement(session, theirs, clock=two.clock)
    with pytest.raises(NoPrinterHere), two.store.writing() as session:
        print_overview(session, PrintOverview(id=new_id(two.clock), artisan=who), clock=two.clock)
