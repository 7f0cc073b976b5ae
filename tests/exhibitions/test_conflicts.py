"""What was sold or taken back twice, here and at the stand: merged as it happened, told, and settled by a document."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.db.engine import Store
from sentra_pos.ledger.kinds import AccountKind, PlaceKind
from sentra_pos.ledger.queries import header_of
from sentra_pos.sales.cart import ReturnedLine
from sentra_pos.sales.elsewhere_errors import CameBackThereToo, SaleNeverFound
from sentra_pos.sales.errors import AlreadySold, NotReturnable
from sentra_pos.sales.match_return import match_return
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.sales.returnable import returnable
from sentra_pos.settlement.lock_settlement import LockSettlement, Reviewed, lock_settlement
from sentra_pos.settlement.proof import short_code
from sentra_pos.settlement.queries import owed_lines, owed_to
from sentra_pos.settlement.review_run import ReviewRun, Seen, review_run
from sentra_pos.settlement.run_facts import RunStanding
from sentra_pos.settlement.run_queries import open_run, run_day
from sentra_pos.settlement.start_run import StartRun, start_run
from sentra_pos.settlement.unsettled import of_all, of_one, unsettled
from sentra_pos.settlement.verify import verify
from tests.exhibitions.conflict_day import BothSides, a_second_stand, both_sides, less
from tests.exhibitions.on_a_stick import findings

#: What an artisan has of a cloth at its tag's price.
SHARE = 157_250


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))
    yield store
    store.close()


@pytest.fixture
def both(store: Store, laptop: Store, clock: FixedClock) -> BothSides:
    return both_sides(store, laptop, clock)


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
    sale = both.stand.sell(mrico)
    both.takes_back(mrico, receipt=sale.code)
    both.comes_home()
    matched = both.matches(both.waits(), sale.id)
    assert both.accrued() == 0
    back = both.stand.refund(sale.id)
    assert both.comes_home().added == 1
    told = both.conflict()
    assert told.code == "conflict.returned_twice"
    assert matched.code in told.sentence
    assert back.code in told.sentence
    # One was sold and came back; twice taken off, it would be a debt of the artisan's.
    assert both.accrued() == -SHARE
    # The piece is at the stand: on the shelf one is missing, which the shop pays its artisan for.
    both.counts(mrico, both.shop.at(mrico)[PlaceKind.SHELF] - 1)
    assert both.conflict().code == "conflict.returned_twice"
    # By this agreement a piece is worth what its tag says: never less than was taken off.
    assert both.shop_pays() == mrico.price
    assert both.accrued() == mrico.price.amount - SHARE
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
    sale = both.stand.sell(mrico, 2, **less(mrico, 2, 1))
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


def test_a_unique_piece_that_is_away_is_not_sold_in_the_shop(both: BothSides) -> None:
    with pytest.raises(AlreadySold):
        both.sells(both.shop.gallery.surya)


def test_one_piece_sold_here_and_there_stands_twice_until_one_of_them_is_taken_back(
    store: Store, laptop: Store, clock: FixedClock
) -> None:
    both = both_sides(store, laptop, clock, surya=False)
    surya = both.shop.gallery.surya
    # It stayed in the shop and was sold there; at the stand its tag was rung up for another one.
    here, there = both.sells(surya), both.stand.sell(surya, confirmed=frozenset({f"no_note:{surya.id}"}))
    both.comes_home()
    told = both.conflict()
    assert told.code == "conflict.unique_piece"
    assert here.code in told.sentence
    assert there.code in told.sentence
    for sale in (there, here):
        with both.shop.store.reading() as session:
            assert [line.left.units for line in returnable(session, sale.id).lines] == [1]
    both.refunds(there.id)
    assert both.well()
    assert findings(both.stand.store) == []


def test_two_stands_that_sold_more_of_a_lot_than_they_had_are_told_of_and_stand(
    both: BothSides, tmp_path: Path, empty_store_file: Path
) -> None:
    shop, mrico = both.shop, both.shop.gallery.mrico
    other = Store(Path(shutil.copy(empty_store_file, tmp_path / "second.db")))
    try:
        second = a_second_stand(both, other, (mrico, 2))
        second.sell(mrico, 5)
        both.stand.sell(mrico, 7)
        assert len(second.bring(second.file()).warnings) == 1
        assert len(both.comes_home().warnings) == 1
        assert shop.at(mrico) == {PlaceKind.SHELF: 6, PlaceKind.STAND: -4, PlaceKind.WITH_CUSTOMER: 12}
        assert both.accrued() == 12 * SHARE
        assert findings(shop.store) == []
        assert findings(second.store) == []
    finally:
        other.close()


# ----------------------------------------------------------------------------------------------- settled and counted


def test_what_comes_home_after_a_settlement_enters_the_next_one_with_its_own_day(
    both: BothSides, clock: FixedClock
) -> None:
    shop, mrico, tirta = both.shop, both.shop.gallery.mrico, both.shop.gallery.tirta
    days = []
    for pieces in (1, 2):
        days.append(shop.today)
        both.stand.sell(mrico, pieces)
        both.stand.close()
        files = both.stand.file()
        if pieces == 1:
            both.stand.bring(files)
        clock.advance(timedelta(days=1))
        both.stand.open()
    first = shop.do(lock_settlement, LockSettlement(id=shop.new(), by=shop.ratna, party=tirta))
    clock.advance(timedelta(days=3))
    both.comes_home()
    with shop.store.reading() as session:
        whole = _rows(session, {"recent": 0, "behind": ()})
        assert _rows(session, of_all(session)) == whole
        assert _rows(session, of_one(session, tirta)) == [row for row in whole if row[2] == tirta]
        (late,) = owed_lines(session, tirta)
        assert (late.business_date, late.share) == (days[1], Rupiah(2 * SHARE))
    second = shop.do(lock_settlement, LockSettlement(id=shop.new(), by=shop.ratna, party=tirta))
    # Nothing was paid out between them: the second has the first one's to pay as well.
    assert (first.to_pay, second.to_pay) == (Rupiah(SHARE), Rupiah(3 * SHARE))
    with shop.store.reading() as session:
        for locked in (first, second):
            header = header_of(session, locked.id)
            assert header is not None
            verdict = verify(session, f"{locked.code} {short_code(header.hash)}")
            assert verdict.genuine, verdict.differs
        assert _rows(session, of_one(session, tirta)) == []
    assert both.well()


def test_a_run_that_was_reviewed_says_that_a_homecoming_changed_it(both: BothSides) -> None:
    shop, mrico, tirta = both.shop, both.shop.gallery.mrico, both.shop.gallery.tirta
    both.sells(mrico)
    both.stand.sell(mrico)
    run = shop.do(start_run, StartRun(id=shop.new(), by=shop.ratna))
    with shop.store.reading() as session:
        owed = owed_to(session, tirta)
    seen = Seen(party=tirta, figures=Reviewed(balance=owed.balance, lines=owed.lines))
    shop.do(review_run, ReviewRun(by=shop.ratna, run=run.id, seen=(seen,)))
    assert _standing(both) is RunStanding.WAITING
    both.comes_home()
    assert _standing(both) is RunStanding.CHANGED


def test_a_count_in_the_shop_misses_nothing_that_is_away(both: BothSides) -> None:
    shop, floor = both.shop, both.floor
    gallery = shop.gallery
    count = floor.start()
    for item in (gallery.mrico, gallery.pouch, gallery.shirt_m, gallery.shirt_l):
        floor.count(count, item, shop.at(item)[PlaceKind.SHELF])
    floor.post(count)
    assert floor.cases() == ()
    both.stand.sell(gallery.mrico, 2)
    both.comes_home()
    again = floor.start(party=gallery.tirta)
    floor.count(again, gallery.mrico, 8)
    floor.count(again, gallery.pouch, 48)
    floor.post(again)
    assert floor.cases() == ()
    assert both.well()


def _rows(session: Session, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    found = unsettled(of_one="whose" in asked)
    return sorted(tuple(row) for row in session.execute(select(found), asked))


def _standing(both: BothSides) -> RunStanding:
    shop = both.shop
    with shop.store.reading() as session:
        run = open_run(session)
        assert run is not None
        day = run_day(session, run, shop.ratna.device, shop.today)
    return next(each.standing for each in day.artisans if each.party == shop.gallery.tirta)
