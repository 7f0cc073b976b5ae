"""Thousands of files that are nearly right: each is refused by a sentence, or it is taken and the book is right."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import PartyId
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.bring_home import bring_home
from sentra_pos.exhibitions.file_errors import FileRefused
from sentra_pos.exhibitions.keys import PrivateKey, own_key
from sentra_pos.exhibitions.open_pack import open_pack
from sentra_pos.exhibitions.pack_facts import pack_for_this_laptop
from sentra_pos.exhibitions.sealed_file import FileKind, seal, unseal
from sentra_pos.people.add_customer import AddCustomer, add_customer
from sentra_pos.sales.cart import Condition
from tests.exhibitions.homecoming_day import Stand, anybody, book, chained_again
from tests.exhibitions.mutants import mutant
from tests.exhibitions.on_a_stick import PIN, an_exhibition_away, load_the_van
from tests.exhibitions.readable import read_all
from tests.factories import QUICK_HASHER

#: What all of them together may add to the memory that the tests take.
MOST_MEMORY = 200 * 1024


@dataclass(slots=True)
class Laptop:
    """A store that begins anew, as often as a pack was taken."""

    template: Path
    store: Store

    def begin_again(self) -> None:
        self.store.close()
        shutil.copy(self.template, self.store.path)
        self.store = Store(self.store.path)


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Laptop]:
    made = Laptop(tmp_path / "template.db", Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db"))))
    yield made
    made.store.close()


def test_a_pack_that_is_nearly_right_is_refused_or_right(
    store: Store, laptop: Laptop, clock: FixedClock, how_many: Callable[[int, int], int]
) -> None:
    away = an_exhibition_away(store, laptop.store, clock)
    load_the_van(away)
    pack = away.pack()
    with store.writing() as session:
        key = own_key(session)
    laptop.store.close()
    shutil.copy(laptop.store.path, laptop.template)
    laptop.begin_again()
    before, untouched = _peak(), _told(laptop.store)
    outcomes: Counter[str] = Counter()
    for number in range(how_many(200, 50_000)):
        file = mutant(pack, key, Random(number))
        outcome = _opened(laptop.store, file, clock)
        outcomes[outcome] += 1
        if outcome == "taken":
            laptop.begin_again()
        else:
            assert _told(laptop.store) == untouched, f"mutant {number} left something behind"
    assert len(outcomes) > 8
    assert "without a word" not in outcomes
    assert outcomes["RecordSenseless"] > 10
    assert _peak() - before < MOST_MEMORY


def test_a_homecoming_that_is_nearly_right_is_refused_or_right(
    store: Store, laptop: Laptop, clock: FixedClock, tmp_path: Path, how_many: Callable[[int, int], int]
) -> None:
    away = an_exhibition_away(store, laptop.store, clock)
    load_the_van(away)
    away.open(away.pack())
    stand = Stand(away=away, store=laptop.store)
    file, key = _a_day(stand), stand.key()
    store.checkpoint(truncate=True)
    template = Path(shutil.copy(store.path, tmp_path / "before.db"))
    shop = Laptop(template, Store(Path(shutil.copy(template, tmp_path / "again.db"))))
    before, untouched = _peak(), book(store)
    outcomes: Counter[str] = Counter()
    try:
        for number in range(how_many(150, 50_000)):
            changed = mutant(file, key, Random(number))
            if number % 2:
                changed = _rechained(changed, key)
            outcome = _brought(shop.store, changed, stand, clock)
            outcomes[outcome] += 1
            if outcome == "taken" or number % 500 == 499:
                assert _doctor(shop.store.path) == []
                read_all(shop.store, away, clock)
                shop.begin_again()
            else:
                assert book(shop.store) == untouched, f"mutant {number} left something behind"
    finally:
        shop.store.close()
    assert len(outcomes) > 8
    assert "without a word" not in outcomes
    assert outcomes["RecordSenseless"] > 10
    assert _peak() - before < MOST_MEMORY


def _a_day(stand: Stand) -> bytes:
    """A little of everything."""
    gallery = stand.away.fair.gallery
    customer = PartyId(stand.new())
    stand.open()
    stand.do(add_customer, AddCustomer(id=customer, by=stand.by, name="Bu Ani"))
    sale = stand.sell(gallery.surya, customer=customer)
    stand.refund(sale.id, Condition.DAMAGED_SHOP)
    stand.void(stand.sell(gallery.mrico).id)
    stand.sell(gallery.pouch, confirmed=frozenset({f"no_note:{gallery.pouch.id}"}))
    stand.close()
    stand.end()
    return stand.file()


def _rechained(file: bytes, key: PrivateKey) -> bytes:
    """With seals that fit what is said, where there is something to seal: a laptop that lies knows its own chain."""
    try:
        sealed = unseal(file, kind=FileKind.HOMECOMING, admit=anybody)
        return seal(FileKind.HOMECOMING, sealed.header.about, chained_again(list(sealed.records())), key)
    except (FileRefused, LookupError, ValueError, TypeError, AttributeError):
        return file


def _brought(store: Store, file: bytes, stand: Stand, clock: FixedClock) -> str:
    try:
        bring_home(store, file, stand.away.fair.ratna, clock=clock, check=_doctor)
    except FileRefused as refused:
        return type(refused).__name__ if str(refused) else "without a word"
    return "taken"


def _opened(store: Store, file: bytes, clock: FixedClock) -> str:
    """How the file fared; anything but a refusal by a sentence is a bug, and ends the test."""
    try:
        with store.reading() as session:
            pack = pack_for_this_laptop(session, file)
        goers = {each.id: PIN for each in pack.staff}
        open_pack(store, pack, clock=clock, pins=goers, hasher=QUICK_HASHER, check=_doctor)
    except FileRefused as refused:
        return type(refused).__name__ if str(refused) else "without a word"
    return "taken"


def _doctor(file: Path) -> list[str]:
    return [f"{each.code}: {each.sentence}" for each in examine(file)]


def _told(store: Store) -> tuple[int, ...]:
    """A look at every table that a pack writes to."""
    tables = ("setting", "device", "device_epoch", "staff", "party", "item", "lot", "document", "event", "stand")
    asked = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    with store.reading() as session:
        return tuple(session.connection().exec_driver_sql(f"SELECT {asked}").one())


def _peak() -> int:
    """The most memory so far, in kilobytes; nothing where it cannot be asked."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
