"""What was sold or taken back twice, here and at the stand: merged as it happened, told, and settled by a document."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.ledger.kinds import AccountKind, PlaceKind
from sentra_pos.sales.elsewhere_errors import CameBackThereToo, SaleNeverFound
from sentra_pos.sales.errors import NotReturnable
from sentra_pos.sales.match_return import match_return
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.sales.cart import ReturnedLine
from sentra_pos.core.quantity import ONE
from sentra_pos.sales.returnable import returnable
from tests.exhibitions.conflict_day import BothSides
from tests.exhibitions.homecoming_day import Stand
from tests.exhibitions.on_a_stick import an_exhibition_away, findings, load_the_van

#: What an artisan has of a cloth at its tag's price.
SHARE = 157_250


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))
    yield store
    store.close()


@pytest.fixture
def both(store: Store, laptop: Store, clock: FixedClock) -> BothSides:
    away = an_exhibition_away(store, laptop, clock)
    load_the_van(away)
    away.open(away.pack())
    stand = Stand(away=away, store=laptop)
    stand.open()
    return BothSides(stand=stand)


# ------------------------------------------------------------------------------------------- the same taken back twice


def test_what_came_back_at_the_stand_too_is_not_matched_and_the_shop_bears_it(both: BothSides) -> None:
    mrico = both.shop.gallery.mrico
    sale = both.stand.sell(mrico)
    both.takes_back(mrico, receipt=sale.code)
    both.stand.refund(sale.id)
    both.comes_home()
    waits = both.waits()
    assert waits.sale is None
    refusal = both.shop.refusal(match_return, both.matching(waits, sale.id))
    assert isinstance(refusal, CameBackThereToo)
    assert sale.code in str(refusal)
    asked = both.shop.refusal(match_return, both.matching(waits))
    assert isinstance(asked, SaleNeverFound)
    assert both.matches(waits, confirmed=asked.answer).difference == Rupiah(185_000)
    assert both.shop.balance(AccountKind.LOSS_EXPENSE) == 185_000
    assert both.accrued() == 0
    assert both.well()


def test_a_return_matched_here_before_the_stands_own_comes_home_is_told_and_settled(both: BothSides) -> None:
    mrico = both.shop.gallery.mrico
    sale, _other = both.stand.sell(mrico), both.stand.sell(mrico)
    both.takes_back(mrico, receipt=sale.code)
    both.comes_home()
    matched = both.matches(both.waits(), sale.id)
    assert both.accrued() == SHARE
    back = both.stand.refund(sale.id)
    assert both.comes_home().added == 1
    told = both.conflict()
    assert told.code == "conflict.returned_twice"
    assert matched.code in told.sentence
    assert back.code in told.sentence
    assert both.accrued() == 0
    # The piece is at the stand: on the shelf one is missing, which the shop pays its artisan for.
    both.counts(mrico, both.shop.at(mrico)[PlaceKind.SHELF] - 1)
    assert both.conflict().code == "conflict.returned_twice"
    assert both.shop_pays() == Rupiah(SHARE)
    assert both.accrued() == SHARE
    assert both.well()


def test_a_receipt_that_was_returned_twice_is_still_shown_and_gives_back_no_more(both: BothSides) -> None:
    mrico = both.shop.gallery.mrico
    sale = both.stand.sell(mrico)
    both.comes_home()
    both.refunds(sale.id)
    both.stand.refund(sale.id)
    both.comes_home()
    assert both.conflict().code == "conflict.returned_twice"
    with both.shop.store.reading() as session:
        (line,) = returnable(session, sale.id).lines
    assert (line.left.units, line.amount) == (0, Rupiah(0))
    back = ReturnedLine(sale=sale.id, line=1, quantity=ONE)
    again = RefundSale(id=both.shop.new(), by=both.shop.ratna, lines=(back,), method="cash", reason="lagi")
    assert isinstance(both.shop.refusal(refund_sale, again), NotReturnable)


def test_the_parts_of_a_line_that_each_side_took_back_may_round_by_themselves(both: BothSides) -> None:
    """Half of an odd share, twice: each of them half up."""
    mrico = both.shop.gallery.mrico
    sale = both.stand.sell_less(mrico, 2, less=1)
    both.comes_home()
    both.refunds(sale.id)
    both.stand.refund(sale.id)
    both.comes_home()
    assert both.well()
    assert abs(both.accrued()) <= 1


def test_goods_of_nobody_that_came_back_twice_are_the_shops_loss(both: BothSides) -> None:
    pouch = both.shop.gallery.pouch
    sale = both.stand.sell(pouch, confirmed=frozenset({f"no_note:{pouch.id}"}))
    both.comes_home()
    both.refunds(sale.id)
    back = both.stand.refund(sale.id)
    both.comes_home()
    assert both.conflict().code == "conflict.returned_twice"
    waits = both.waits()
    assert waits.code == back.code
    asked = both.shop.refusal(match_return, both.matching(waits))
    assert isinstance(asked, SaleNeverFound)
    both.matches(waits, confirmed=asked.answer)
    assert both.shop.balance(AccountKind.TO_IDENTIFY) == 0
    assert both.shop.balance(AccountKind.LOSS_EXPENSE) == pouch.price.amount
    assert both.nothing_waits()
    assert both.well()


# --------------------------------------------------------------------------------------- found out here, returned there


def test_what_was_found_out_here_and_returned_there_is_taken_off_the_artisan_again(both: BothSides) -> None:
    pouch = both.shop.gallery.pouch
    sale = both.stand.sell(pouch, confirmed=frozenset({f"no_note:{pouch.id}"}))
    both.comes_home()
    found = both.found_out(sale.id, both.a_note_comes(pouch))
    earned = both.accrued()
    assert earned > 0
    back = both.stand.refund(sale.id)
    both.comes_home()
    told = both.conflict()
    assert told.code == "conflict.identified_and_returned"
    assert found.code in told.sentence
    assert back.code in told.sentence
    waits = both.waits()
    assert (waits.code, waits.receipt) == (back.code, sale.code)
    (possible,) = both.possible(waits)
    assert possible.sale == sale.id
    both.matches(waits, sale.id)
    assert both.accrued() == 0
    assert both.shop.balance(AccountKind.TO_IDENTIFY) == 0
    assert both.nothing_waits()
    with both.shop.store.reading() as session:
        assert [line.left.units for line in returnable(session, sale.id).lines] == [0]
    assert both.well()


# ------------------------------------------------------------------------------------------------ the same sold twice


def test_one_piece_sold_here_and_there_stands_twice_until_one_of_them_is_taken_back(both: BothSides) -> None:
    surya = both.shop.gallery.surya
    there, here = both.stand.sell(surya), both.sells(surya)
    both.comes_home()
    told = both.conflict()
    assert told.code == "conflict.unique_piece"
    for sale in (there, here):
        with both.shop.store.reading() as session:
            assert [line.left.units for line in returnable(session, sale.id).lines] == [1]
    both.refunds(here.id)
    assert both.well()
    assert findings(both.stand.store) == []
