"""The store of many sales again, with everybody settled and paid, and then ten thousand lines more."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.pay_out import PayOut, pay_out
from sentra_pos.settlement.queries import owed_by_artisan
from tests.benchmarks.big_sales import LINES_A_SALE
from tests.benchmarks.make_big_store import BigStore, cached, sales_store, trade, unsafe
from tests.factories import Founded

UNSETTLED = 10_000


def settled_store(folder: Path, sales: int) -> BigStore:
    """After so many sales everybody was settled through the shop's own acts; since then nobody was."""
    return cached(folder, f"settled-{sales}", lambda file: _build(file, folder, sales))


def _build(file: Path, folder: Path, sales: int) -> BigStore:
    sold = sales_store(folder, sales)
    sold.copy_to(file)
    clock = FixedClock(sold.now)
    with closing(unsafe(file, clock)) as store:
        with store.reading() as session:
            everybody = [owed.party for owed in owed_by_artisan(session) if owed.to_pay]
        for party in everybody:
            _settle(store, sold.founded, clock, party)
        trade(store, sold.founded, clock, sold.pieces(), UNSETTLED // LINES_A_SALE)
        store.checkpoint(truncate=True)
    return BigStore(file=file, founded=sold.founded, now=clock.now())


def _settle(store: Store, founded: Founded, clock: FixedClock, party: PartyId) -> None:
    with store.writing() as session:
        settlement = DocumentId(new_id(clock))
        locked = lock_settlement(session, LockSettlement(id=settlement, by=founded.by, party=party), clock=clock)
        pay_out(
            session,
            PayOut(
                id=DocumentId(new_id(clock)),
                by=founded.by,
                settlement=settlement,
                method=PayoutMethod.TRANSFER,
                amount=locked.to_pay,
                reference="TRX",
            ),
            clock=clock,
        )
