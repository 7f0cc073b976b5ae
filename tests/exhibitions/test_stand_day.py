"""A stand's day: per artisan and way of paying, less what came back; as a page of paper too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.keep_stick import KeepStick, Stick, keep_stick, last_file, stick_of
from sentra_pos.exhibitions.stand_day import StandDay, stand_day
from sentra_pos.exhibitions.stand_day_paper import stand_day_paper
from sentra_pos.payments.methods import QRIS
from sentra_pos.printing.page import render_paper
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.papers import Letterhead
from tests.exhibitions.homecoming_day import Stand, a_stand_away


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))
    yield store
    store.close()


@pytest.fixture
def stand(store: Store, laptop: Store, clock: FixedClock) -> Stand:
    return a_stand_away(store, laptop, clock)


def day_of(stand: Stand) -> StandDay:
    with stand.store.reading() as session:
        return stand_day(session, stand.away.stand, stand.away.fair.today)


def test_a_day_is_told_by_artisan_and_by_way_of_paying(stand: Stand) -> None:
    shop = stand.away.fair.gallery
    stand.sell(shop.surya)
    stand.sell(shop.mrico, 2, tenders=(Tender(method=QRIS, given=shop.mrico.price.times(2), confirmed=True),))
    stand.sell(shop.shirt_m)

    day = day_of(stand)

    assert [(each.code, each.pieces, each.paid.amount) for each in day.artisans] == [
        ("P01", 2, 1_850_000 + 285_000),
        ("P02", 2, 370_000),
    ]
    assert dict(day.methods) == {"cash": shop.surya.price + shop.shirt_m.price, QRIS: shop.mrico.price.times(2)}
    assert (day.receipts, day.pieces, day.taken) == (3, 4, day.paid)


def test_what_came_back_the_same_day_is_taken_off_and_nothing_is_left_of_it(stand: Stand) -> None:
    shop = stand.away.fair.gallery
    sale = stand.sell(shop.mrico)
    stand.refund(sale.id)

    day = day_of(stand)

    assert (day.artisans, day.pieces, day.taken.amount) == ((), 0, 0)


def test_a_void_leaves_nothing(stand: Stand) -> None:
    sale = stand.sell(stand.away.fair.gallery.mrico)
    stand.void(sale.id)

    assert (day_of(stand).pieces, day_of(stand).taken.amount) == (0, 0)


def test_every_day_has_its_own_figures(stand: Stand, clock: FixedClock) -> None:
    shop = stand.away.fair.gallery
    stand.sell(shop.mrico)
    stand.close()
    clock.advance(timedelta(days=1))
    stand.open()
    stand.sell(shop.mrico, 2)

    assert day_of(stand).pieces == 2


def test_goods_that_nobody_had_loaded_are_among_what_came_in(stand: Stand) -> None:
    shop = stand.away.fair.gallery
    stand.sell(shop.pouch, confirmed=frozenset({f"below_zero:{shop.pouch.id}", f"no_note:{shop.pouch.id}"}))

    day = day_of(stand)

    assert day.taken == shop.pouch.price
    assert day.paid == day.taken


def test_the_paper_says_what_the_screen_says(stand: Stand) -> None:
    use_language("en")
    shop = stand.away.fair.gallery
    stand.sell(shop.mrico, 2)

    paper = stand_day_paper(
        day_of(stand), Letterhead(name="Sentra Batik"), exhibition="Inacraft", stand="Hall B", methods={"cash": "Cash"}
    )

    said = " ".join(PdfReader(BytesIO(render_paper(paper))).pages[0].extract_text().split())
    for words in ("Daily recap of a stand", "Inacraft", "Hall B", "Batik Tirta", "Mrico Bolong cap", "370.000", "Cash"):
        assert words in said


def test_the_stick_is_remembered_and_the_book_after_it_counted(stand: Stand) -> None:
    with stand.store.reading() as session:
        assert stick_of(session) == Stick()
        assert last_file(session, stand.away.device) is None
    stand.do(keep_stick, KeepStick(by=stand.by, stick=Stick(folder="/media/usb", by_itself=False)))
    stand.file()
    stand.sell(stand.away.fair.gallery.mrico)

    with stand.store.reading() as session:
        assert stick_of(session) == Stick(folder="/media/usb", by_itself=False)
        newest = last_file(session, stand.away.device)
    assert newest is not None
    assert newest.since == 1
