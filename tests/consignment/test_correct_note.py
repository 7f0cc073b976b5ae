"""Corrections of a note of which some went on under other terms, came back, or sold before it was counted right."""

from __future__ import annotations

import pytest

from sentra_pos.consignment.change_price import Consent, ConsentWay
from sentra_pos.consignment.correct_note import CorrectNote, LineCorrection, NoteCorrected, correct_note
from sentra_pos.consignment.correction_queries import correction_of
from sentra_pos.consignment.errors import (
    ConsentMissing,
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
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from tests.consignment.price_history import PriceStep, price_history
from tests.consignment.terms_shop import TermsShop, a_terms_shop


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> TermsShop:
    return a_terms_shop(store, clock)


def correct(shop: TermsShop, note: NoteTaken, *agreed: Consent, **right: object) -> NoteCorrected:
    """Line 1, and yes to what is asked about tags."""
    line = LineCorrection(line=1, **right)  # type: ignore[arg-type]
    command = CorrectNote(
        id=shop.document(),
        by=shop.founded.by,
        note=note.id,
        lines=(line,),
        reason="salah tulis",
        confirmed=frozenset({TagSaysOtherwise.key}),
        consents=agreed,
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


def test_goods_that_came_back_keep_the_terms_they_were_sold_under(shop: TermsShop) -> None:
    """One was sold under a net price, the other four went under commission, and then the one came back."""
    shop.agree(scheme=Scheme.NET_PRICE)
    cloth = shop.item("Kain Kawung", 100_000)
    note = shop.take(cloth, 5, 100_000, net=80_000)
    sale = shop.sell(cloth, 1, 100_000)
    shop.move(shop.moving(shop.agree(rate=10)))
    shop.refund(sale, 1)
    with pytest.raises(NetPriceAbovePrice):
        correct(shop, note, price=Rupiah(70_000))
    done = correct(shop, note, price=Rupiah(120_000))
    with shop.store.reading() as session:
        said = correction_of(session, done.id)
    assert said is not None
    one, four = (line.sentence for line in said.lines)
    assert "80.000 → 80.000" in one
    assert "90.000 → 108.000" in four
    shop.sell(cloth, 2, 120_000)
    assert shop.accrued() == 80_000 + 108_000
    assert examine(shop.store.path) == ()


def test_a_net_price_is_put_right_only_where_there_is_one(shop: TermsShop) -> None:
    """Sold under commission and brought back, while the others went under a net price."""
    shop.agree()
    cloth = shop.item("Kain Kawung", 100_000)
    note = shop.take(cloth, 3, 100_000)
    sale = shop.sell(cloth, 1, 100_000)
    (lot,) = shop.here()
    shop.move(shop.moving(shop.agree(scheme=Scheme.NET_PRICE), MovedLot(lot=lot.lot, net_price=Rupiah(70_000))))
    shop.refund(sale, 1)
    correct(shop, note, net_price=Rupiah(75_000))
    assert [(each.version, each.net_price) for each in shop.here()] == [(1, None), (2, Rupiah(75_000))]
    shop.sell(cloth, 2, 100_000)
    shop.sell(cloth, 1, 100_000)
    with pytest.raises(NothingUnsold):
        correct(shop, note, net_price=Rupiah(70_000))
    assert examine(shop.store.path) == ()


def test_nothing_at_all_is_no_price(shop: TermsShop) -> None:
    shop.agree(scheme=Scheme.NET_PRICE)
    note = shop.take(shop.item("Kain Kawung", 100_000), 5, 100_000, net=80_000)
    with pytest.raises(NetPriceMissing):
        correct(shop, note, net_price=ZERO)
    with pytest.raises(PriceMissing):
        correct(shop, note, price=ZERO)
    shop.agree(scheme=Scheme.OUTRIGHT)
    bought = shop.take(shop.item("Taplak", 90_000), 2, 90_000, cost=60_000)
    with pytest.raises(CostMissing):
        correct(shop, bought, cost=ZERO)


def test_a_piece_that_sold_before_it_was_counted_is_not_unsold(shop: TermsShop) -> None:
    """Five were written, and six were sold: the sixth that came is gone, so its price cannot be corrected any more."""
    shop.agree()
    cloth = shop.item("Kain Kawung", 100_000)
    note = shop.take(cloth, 5, 100_000)
    sell_anyway(shop, cloth, 6)
    with pytest.raises(NothingUnsold):
        correct(shop, note, quantity=Quantity(6), price=Rupiah(90_000))
    correct(shop, note, remark="ada noda kecil")
    correct(shop, note, quantity=Quantity(6))
    assert (stands(shop, note).here, shop.here()) == (NONE, ())
    correct(shop, note, quantity=Quantity(8), price=Rupiah(90_000))
    assert [(each.quantity.units, each.price.amount) for each in shop.here()] == [(2, 90_000)]
    assert examine(shop.store.path) == ()


# ------------------------------------------------------------------------------------------------------------ consent


def changes(shop: TermsShop, item: ItemId) -> tuple[PriceStep, ...]:
    with shop.store.reading() as session:
        return price_history(session, item)


def test_a_correction_is_no_way_round_the_artisans_consent(shop: TermsShop) -> None:
    """Whoever may correct a note changes a tag by it, but nobody has signed anything at that moment."""
    shop.agree(price_consent=True)
    cloth = shop.item("Kain Kawung", 100_000)
    note = shop.take(cloth, 3, 100_000)
    with pytest.raises(ConsentMissing, match="Sanggar Kencana") as missing:
        correct(shop, note, price=Rupiah(80_000))
    assert missing.value.fields["parties"] == (shop.party,)
    assert (changes(shop, cloth), stands(shop, note).price) == ((), Rupiah(100_000))
    agreed = Consent(party=shop.party, way=ConsentWay.PHONE)
    correct(shop, note, agreed, price=Rupiah(80_000))
    (step,) = changes(shop, cloth)
    assert (step.new, step.consents) == (Rupiah(80_000), (agreed,))
    assert examine(shop.store.path) == ()


def test_another_whose_goods_carry_the_tag_is_asked_too(shop: TermsShop) -> None:
    shop.agree()
    shop.agree(party=shop.other, price_consent=True)
    cloth = shop.item("Kain Kawung", 100_000)
    note = shop.take(cloth, 3, 100_000)
    shop.take(cloth, 1, 100_000, party=shop.other)
    with pytest.raises(ConsentMissing, match="Batik Tirta"):
        correct(shop, note, Consent(party=shop.party, way=ConsentWay.SIGNED), price=Rupiah(80_000))


def test_where_no_consent_is_asked_for_none_is_made_up(shop: TermsShop) -> None:
    shop.agree()
    cloth = shop.item("Kain Kawung", 100_000)
    note = shop.take(cloth, 3, 100_000)
    correct(shop, note, price=Rupiah(80_000))
    (step,) = changes(shop, cloth)
    assert step.consents == ()
    correct(shop, note, quantity=Quantity(2))
    assert len(changes(shop, cloth)) == 1
