"""What waits for a settlement is found without reading the book, and it is what reading all of it finds."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import sum_rupiah
from sentra_pos.db.engine import Store
from sentra_pos.ledger.queries import balance_of
from sentra_pos.settlement.queries import accrued_of, owed_lines
from sentra_pos.settlement.settled_up_to import reach, settled_up_to
from sentra_pos.settlement.unsettled import of_all, of_one, unsettled
from tests.settlement.gallery import a_gallery
from tests.settlement.histories import History


class _Held(History):
    """Agreements hold sales back for a while, days go by, and now and then the computer's date was wrong."""

    def agree(self) -> None:
        party, hold = self.chance.choice(self.parties), self.chance.choice((0, 2, 9))
        self.gallery.agree(party, bearer=DiscountBearer.SHOP, hold=hold)

    def take(self) -> None:
        self.agree()
        super().take()

    def sleep(self) -> None:
        clock = self.gallery.clock
        assert isinstance(clock, FixedClock)
        clock.advance(timedelta(days=self.chance.choice((1, 1, 2, 5, 12, -1, -3))))


def _rows(session: Session, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    found = unsettled(of_one="whose" in asked)
    return sorted(tuple(row) for row in session.execute(select(found), asked))


def test_random_histories_give_the_same_lines_as_the_whole_book(
    store: Store, clock: FixedClock, how_many: Callable[[int, int], int]
) -> None:
    history = _Held(a_gallery(store, clock, cash=90_000_000), random.Random(6))
    history.steps = (*history.steps, (history.sleep, 12))
    shorter = behind = 0
    for _round in range(how_many(12, 400)):
        history.play(8)
        with store.reading() as session:
            whole = _rows(session, {"recent": 0, "behind": ()})
            found = reach(session)
            assert _rows(session, of_all(session)) == whole
            # Wherever the book is divided: in the middle of what is held, too.
            bounds = {party: settled_up_to(session, party) for party in history.parties}
            for recent in {*bounds.values(), found.recent}:
                late = tuple(party for party, bound in bounds.items() if bound < recent)
                assert _rows(session, {"recent": recent, "behind": late}) == whole
            for party in history.parties:
                _of_one_artisan(session, party, whole)
            shorter += found.recent > 0
            behind += bool(found.behind)
    assert shorter
    assert behind
    assert {"lock", "sell", "give_back", "sleep"} <= set(history.done)
    assert {"charge", "rent"} & set(history.done)


def _of_one_artisan(session: Session, party: PartyId, whole: list[tuple[Any, ...]]) -> None:
    assert _rows(session, of_one(session, party)) == [row for row in whole if row[2] == party]
    # The account knows nothing of lines: a line left out by both would be missing in money.
    earned = sum_rupiah(line.share for line in owed_lines(session, party))
    assert earned == -balance_of(session, accrued_of(party))


def test_nothing_is_behind_where_everybody_was_settled(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    for party in (gallery.party, gallery.other):
        gallery.sell((gallery.items[party], 1, 100_000, 0))
    for party in (gallery.party, gallery.other):
        gallery.lock(party)
    with store.reading() as session:
        found = reach(session)
        assert found.recent >= settled_up_to(session, gallery.party)
        assert _rows(session, of_all(session)) == []
