"""Corrections of a note of which some went on under other terms, came back, or sold before it was counted right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.consignment.correct_note import CorrectNote, LineCorrection, NoteCorrected, correct_note
from sentra_pos.consignment.correction_queries import correction_of
from sentra_pos.consignment.errors import (
    CostMissing,
    NetPriceAbovePrice,
    NetPriceMissing,
    PriceMissing,
    TagSaysOtherwise,
)
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.move_terms import MovedLot
from sentra_pos.consignment.note_errors import NothingUnsold
from sentra_pos.consignment.note_standing import StandingLine, note_as_it_stands
from sentra_pos.consignment.take_in import NoteTaken
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import ItemId, LotId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from tests.consignment.terms_shop import TermsShop, a_terms_shop


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> TermsShop:
    return a_terms_shop(store, clock)


def correct(shop: TermsShop, note: NoteTaken, **right: object) -> NoteCorrected:
    """Line 1, and yes to what is asked about tags."""
    line = LineCorrection(line=1, **right)  # type: ignore[arg-type]
    command = CorrectNote(
        id=shop.document(),
        by=shop.founded.by,
        note=note.id,
        lines=(line,),
        reason="salah tulis",
        confirmed=frozenset({TagSaysOtherwise.key}),
    )
    with shop.store.writing() as session:
        return correct_note(session, command, clock=shop.clock)


def stands(shop: TermsShop, note: NoteTaken) -> StandingLine:
    with shop.store.reading() as session:
        found = note_as_it_stands(session, note.id, shop.founded.device)
    assert found is not None
    return found.lines[0]


def sell_anyway(shop: TermsShop, item: ItemId, pieces: int) -> None:
    """More than the book says are here."""
    line = SaleLine(item=item, quantity=Quantity(pieces), price=Rupiah(100_000))
    cash = Tender(method="cash", given=line.amount)
    yes = frozenset({f"below_zero:{item}"})
    command = CompleteSale(id=shop.document(), by=shop.founded.by, lines=(line,), tenders=(cash,), confirmed=yes)
    with shop.store.writing() as session:
        complete_sale(session, command, clock=shop.clock)


def test_chain_net_to_percent(shop: TermsShop) -> None:
    shop.agree(scheme=Scheme.NET_PRICE)
    cloth = shop.item("Kain Kawung", 100_000)
    note = shop.take(cloth, 5, 100_000, net=80_000)
    sale = shop.sell(cloth, 1, 100_000)
    shop.move(shop.moving(shop.agree(rate=10)))
    shop.refund(sale, 1)
    assert [lot.quantity.units for lot in stands(shop, note).lots] == [1, 4]
    done = correct(shop, note, price=Rupiah(120_000))
    with shop.store.reading() as session:
        said = correction_of(session, done.id)
    print(said)
    shop.sell(cloth, 1, 120_000)
    shop.sell(cloth, 1, 120_000)
    print(shop.accrued())
    assert examine(shop.store.path) == ()
    with pytest.raises(NetPriceAbovePrice):
        correct(shop, note, price=Rupiah(70_000))


def test_chain_percent_to_net(shop: TermsShop) -> None:
    shop.agree()
    cloth = shop.item("Kain Kawung", 100_000)
    note = shop.take(cloth, 5, 100_000)
    sale = shop.sell(cloth, 1, 100_000)
    net = shop.agree(scheme=Scheme.NET_PRICE)
    (lot,) = shop.here()
    shop.move(shop.moving(net, MovedLot(lot=lot.lot, net_price=Rupiah(70_000))))
    shop.refund(sale, 1)
    done = correct(shop, note, net_price=Rupiah(75_000))
    with shop.store.reading() as session:
        print(correction_of(session, done.id))
    for l in stands(shop, note).lots: print(l)
    print(shop.here())
    assert examine(shop.store.path) == ()
    done = correct(shop, note, price=Rupiah(90_000))
    with shop.store.reading() as session:
        print(correction_of(session, done.id))
    assert examine(shop.store.path) == ()


def test_zero(shop: TermsShop) -> None:
    shop.agree(scheme=Scheme.NET_PRICE)
    cloth = shop.item("Kain Kawung", 100_000)
    note = shop.take(cloth, 5, 100_000, net=80_000)
    with pytest.raises(NetPriceMissing):
        correct(shop, note, net_price=ZERO)


def test_zero_price(shop: TermsShop) -> None:
    shop.agree(scheme=Scheme.NET_PRICE)
    cloth = shop.item("Kain Kawung", 100_000)
    note = shop.take(cloth, 5, 100_000, net=80_000)
    with pytest.raises(PriceMissing):
        correct(shop, note, price=ZERO)


def test_negative_shelf(shop: TermsShop) -> None:
    shop.agree()
    cloth = shop.item("Kain Kawung", 100_000)
    note = shop.take(cloth, 5, 100_000)
    sell_anyway(shop, cloth, 6)
    with pytest.raises(NothingUnsold):
        correct(shop, note, quantity=Quantity(6), price=Rupiah(90_000))
