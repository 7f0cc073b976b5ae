"""One shop, two laptops at one exhibition, loaded and open: three real stores, copied anew for each example."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate
from sentra_pos.doctor.examine import examine, report
from sentra_pos.exhibitions.facts import StandKind
from tests.exhibitions.fair import Fair
from tests.exhibitions.homecoming_day import Stand, book, total_of_moves
from tests.exhibitions.on_a_stick import Away, admit
from tests.gallery import a_gallery

BEGINS = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The three files, and who is who in them; the stores in ``away`` are closed."""

    shop: bytes
    laptops: tuple[bytes, bytes]
    away: tuple[Away, Away]


@cache
def _beginning() -> Beginning:
    clock = FixedClock(BEGINS)
    with tempfile.TemporaryDirectory() as folder:
        stores = [Store(_empty(Path(folder) / f"{name}.db")) for name in ("shop", "one", "two")]
        shop, *laptops = stores
        gallery = a_gallery(shop, clock)
        fair = Fair(store=shop, clock=clock, gallery=gallery)
        goers = (gallery.cashier.staff, fair.ratna.staff)
        exhibition = fair.plan(staff=goers)
        fair.fill_the_safe(300_000)
        away = []
        for number, laptop in enumerate(laptops, start=1):
            device = admit(fair, laptop, f"Laptop {number}").device
            stand = fair.stand(exhibition, StandKind.LAPTOP, f"Hall {number}", device)
            goods = ((gallery.mrico, 5), (gallery.shirt_m, 2))
            unique = ((gallery.surya, 1),) if number == 1 else ()
            fair.load(stand.id, *goods, *unique, change=100_000)
            there = Away(fair=fair, laptop=laptop, exhibition=exhibition, stand=stand.id, device=device, goers=goers)
            there.open(there.pack())
            Stand(away=there, store=laptop).open()
            away.append(there)
        for store in stores:
            store.close()
        files = [store.path.read_bytes() for store in stores]
    return Beginning(files[0], (files[1], files[2]), (away[0], away[1]))


def _empty(file: Path) -> Path:
    migrate(file)
    return file


class MergeFloor(RuleBasedStateMachine):
    """Three stores of its own per example. ``done`` counts what went through, over all examples."""

    done: ClassVar[Counter[str]] = Counter()
    #: All three books are examined after every so many steps, and always at the end.
    examined_every: ClassVar[int] = 25

    def __init__(self) -> None:
        super().__init__()
        begun = _beginning()
        self.folder = Path(tempfile.mkdtemp(prefix="merge-machine-"))
        self.clock = FixedClock(BEGINS)
        self.clock.advance(timedelta(minutes=5))
        self.shop = self._store("shop", begun.shop)
        #: What gets nothing but the last files, at the end.
        self.model = self._store("model", begun.shop)
        self.fair = replace(begun.away[0].fair, store=self.shop, clock=self.clock)
        self.stands = tuple(self._stand(number, begun.away[number], file) for number, file in enumerate(begun.laptops))
        self.stores = (self.shop, *(stand.store for stand in self.stands))
        self.steps = 0

    def _store(self, name: str, file: bytes) -> Store:
        path = self.folder / f"{name}.db"
        path.write_bytes(file)
        store = Store(path)
        with store.driver_connection() as connection:
            connection.execute("PRAGMA synchronous=OFF").close()
        return store

    def _stand(self, number: int, away: Away, file: bytes) -> Stand:
        store = self._store(f"laptop-{number}", file)
        return Stand(away=replace(away, fair=self.fair, laptop=store), store=store)

    def new(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    def count(self, act: str) -> None:
        type(self).done[act] += 1
        self.clock.advance(timedelta(minutes=1))

    def stepped(self) -> None:
        """One step more, after which the doctor looks at all three books now and then."""
        self.steps += 1
        type(self).done["steps"] += 1
        if self.steps % self.examined_every == 0:
            self.examine_all()

    def examine_all(self) -> None:
        for store in self.stores:
            # The one piece of its kind may be rung up at both stands: told, and no damage.
            found = [each for each in examine(store.path) if each.code != "conflict.unique_piece"]
            assert not found, report(found, as_json=False)

    def check_sums(self) -> None:
        """Stock and balances of the shop are the sums over its own documents and over the laptops' that came home."""
        assert total_of_moves(self.shop, self.stands) == kept_sums(self.shop)

    def forget(self) -> None:
        for store in (*self.stores, self.model):
            store.close()
        shutil.rmtree(self.folder)


def kept_sums(store: Store) -> tuple[dict[object, int], dict[object, int]]:
    """Stock and balances as they are kept."""
    _hashes, stock, money = book(store)
    return stock, money
