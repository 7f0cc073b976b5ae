"""Probe."""

from __future__ import annotations

from dataclasses import replace

from sentra_pos.consignment.drop_off import LeftHere, RecordDropOff, drop_off
from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.giving_back import errors
from sentra_pos.giving_back.let_go import LetGo, let_go
from sentra_pos.giving_back.propose_markdown import LowerPrice, propose_markdown
from tests.factories import add_agreement, add_artisan
from tests.giving_back.shelf import Shelf


def test_drop_off(shelf: Shelf) -> None:
    with shelf.store.writing() as session:
        party = add_artisan(session, shelf.clock, "P09", "Sanggar Baru")
        add_agreement(session, shelf.clock, shelf.gallery.founded, party)
    left = LeftHere(text="kain", quantity=Quantity(4))
    shelf.do(drop_off, RecordDropOff(id=shelf.new(), by=shelf.ratna, party=party, business_date=business_today(shelf.clock), lines=(left,)))
    assert isinstance(shelf.refusal(let_go, LetGo(by=shelf.ratna, party=party)), errors.StillOpen)


def test_two(shelf: Shelf) -> None:
    p = shelf.lowered(shelf.gallery.pouch, 30_000)
    other = LowerPrice(id=new_id(shelf.clock), item=shelf.gallery.pouch.id, price=Rupiah(20_000))
    assert isinstance(shelf.refusal(propose_markdown, replace(p, prices=(*p.prices, other))), errors.ProposedAlready)


def test_other_content(shelf: Shelf) -> None:
    p = shelf.lowered(shelf.gallery.pouch, 30_000)
    shelf.do(propose_markdown, p)
    o = replace(p, prices=(replace(p.prices[0], price=Rupiah(20_000)),))
    assert isinstance(shelf.refusal(propose_markdown, o), errors.ProposedAlready)
