"""An exhibition of two thousand pieces of thirty artisans: its pack to the laptop, its five thousand sales back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import ItemId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.homecoming_figures import ToCome
from sentra_pos.exhibitions.load_goods import LoadGoods, LoadLine, load_goods
from sentra_pos.exhibitions.preview_homecoming import preview_homecoming
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.shop import sentences_of_doctor
from tests.benchmarks.figures import Figure
from tests.exhibitions.fair import Fair
from tests.exhibitions.homecoming_day import Stand
from tests.exhibitions.on_a_stick import Away, admit, findings
from tests.factories import Founded, add_agreement, add_artisan, bring_in
from tests.gallery import a_gallery

Made = TypeVar("Made")
PIECES: Final = 2_000
SALES: Final = 5_000
ARTISANS: Final = 30
LARGEST: Final = 2_000_000
LONGEST: Final = 10.0
_MOTIFS: Final = ("Surya Majapahit", "Mrico Bolong", "Koro Renteng", "Rawan Indek", "Sisik Gringsing", "Matahari")
_CLOTHS: Final = ("sutera", "katun primisima", "katun dobi", "rayon")


def exhibition_figures(folder: Path) -> Iterator[Figure]:
    """Size and seconds of the pack, as a person at either screen waits for them."""
    clock = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
    for name in ("shop.db", "laptop.db"):
        migrate(folder / name)
    with closing(Store(folder / "shop.db")) as shop, closing(Store(folder / "laptop.db")) as laptop:
        away = _loaded(shop, laptop, clock)
        file, writing = _timed(lambda: away.pack(progress=_told))
        yield _size(len(file))
        yield _seconds("pack written", writing)
        opened, opening = _timed(lambda: away.open(file, progress=_told))
        assert opened.pieces.units == PIECES + 1
        yield _seconds("pack opened on an empty laptop", opening)
        found = [*findings(laptop), *findings(shop)]
        yield Figure(name="what the doctor finds on both", value=str(len(found)), goal="0", met=not found)
        yield from _homecoming(away)


def _homecoming(away: Away) -> Iterator[Figure]:
    """Five days' sales in one file; then the evening's file of a stand that sold on, most of which is home already."""
    stand = Stand(away=away, store=away.laptop)
    stand.open()
    _sell(stand, SALES)
    file, writing = _timed(stand.file)
    yield _after_sales("homecoming written", writing)
    to_come, looking = _timed(lambda: _preview(away, file))
    assert to_come.sales == SALES
    yield _after_sales("homecoming looked into", looking)
    came, bringing = _timed(lambda: stand.bring(file, progress=_told))
    assert came.added > SALES
    yield _after_sales("homecoming added", bringing)
    _again, repeating = _timed(lambda: stand.bring(file))
    yield _after_sales("the same file again", repeating)
    _sell(stand, 100)
    file = stand.file()
    came, bringing = _timed(lambda: stand.bring(file, progress=_told))
    assert came.added == 100
    yield _after_sales("the next evening's file of 100 more", bringing)
    found = findings(away.fair.store)
    yield Figure(name="what the doctor finds afterwards", value=str(len(found)), goal="0", met=not found)


def _preview(away: Away, file: bytes) -> ToCome:
    by, clock = away.fair.ratna, away.fair.clock
    looked = preview_homecoming(away.fair.store, file, by, clock=clock, check=sentences_of_doctor, progress=_told)
    return looked.to_come


def _sell(stand: Stand, count: int) -> None:
    mrico, lesson = stand.away.fair.gallery.mrico, stand.away.fair.gallery.lesson
    lines = tuple(SaleLine(item=item.id, quantity=ONE, price=item.price) for item in (mrico, lesson))
    tender = Tender(method="cash", given=mrico.price + lesson.price)
    confirmed = frozenset({f"below_zero:{mrico.id}", f"no_note:{mrico.id}"})
    for _number in range(count):
        command = CompleteSale(id=stand.new(), by=stand.by, lines=lines, tenders=(tender,), confirmed=confirmed)
        stand.do(complete_sale, command)


def _after_sales(name: str, took: float) -> Figure:
    return Figure(name=f"{name}, {SALES:,} sales", value=f"{took:.2f} s", goal="<= 10 s", met=took <= LONGEST)


def _told(done: int, about: int) -> None:
    assert 0 < done <= about


def _timed(act: Callable[[], Made]) -> tuple[Made, float]:
    begun = time.perf_counter()
    result = act()
    return result, time.perf_counter() - begun


def _size(size: int) -> Figure:
    return Figure(
        name=f"pack of {PIECES:,} pieces, without photos",
        value=f"{size / 1e6:.2f} MB",
        goal="<= 2 MB",
        met=size <= LARGEST,
    )


def _seconds(name: str, took: float) -> Figure:
    return Figure(name=f"{name}, {PIECES:,} pieces", value=f"{took:.2f} s", goal="<= 10 s", met=took <= LONGEST)


def _loaded(shop: Store, laptop: Store, clock: FixedClock) -> Away:
    gallery = a_gallery(shop, clock)
    fair = Fair(store=shop, clock=clock, gallery=gallery)
    with shop.writing() as session:
        items = _pieces(session, clock, gallery.founded)
    exhibition = fair.plan(staff=(fair.ratna.staff,))
    device = admit(fair, laptop).device
    stand = fair.stand(exhibition, StandKind.LAPTOP, "Hall A 1", device)
    lines = tuple(LoadLine(item=item, quantity=ONE) for item in (*items, gallery.mrico.id))
    fair.do(load_goods, LoadGoods(id=fair.new(), by=fair.ratna, stand=stand.id, lines=lines))
    return Away(
        fair=fair, laptop=laptop, exhibition=exhibition, stand=stand.id, device=device, goers=(fair.ratna.staff,)
    )


def _pieces(session: Session, clock: FixedClock, founded: Founded) -> list[ItemId]:
    """Each one of a kind, with a name, a motif, a cloth and a code of its own."""
    items: list[ItemId] = []
    for number in range(ARTISANS):
        artisan = add_artisan(session, clock, f"Q{number:02d}", f"Sanggar Contoh {number}")
        add_agreement(session, clock, founded, artisan)
        numbers = range(number, PIECES, ARTISANS)
        items += [_piece(session, clock, founded, artisan, piece) for piece in numbers]
    return items


def _piece(session: Session, clock: FixedClock, founded: Founded, artisan: PartyId, number: int) -> ItemId:
    item, price = ItemId(new_id(clock)), 150_000 + number % 80 * 25_000
    motif = _MOTIFS[number % len(_MOTIFS)]
    command = AddItem(
        id=item,
        by=founded.by,
        name=f"Kain {motif} {number}",
        price=Rupiah(price),
        kind=ItemKind.UNIQUE,
        maker=artisan,
        motif=motif,
        cloth=_CLOTHS[number % len(_CLOTHS)],
        technique=Technique.TULIS,
        dye=Dye.NATURAL,
    )
    add_item(session, command, clock=clock)
    bring_in(session, clock, founded, artisan, item, pieces=1, price=price)
    return item
