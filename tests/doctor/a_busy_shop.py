"""A shop in which everything has happened once, and a way to break its file behind the program's back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.change_price import ChangePrice, NewPrice, change_price
from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.consignment.opening_balances import OpeningBalances, PartyBalance, opening_balances
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.cart import Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.pay_out import PayOut, pay_out
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.counts import MethodCounted
from sentra_pos.tills.denominations import Denominations
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.recount_till import RecountTill, recount_till
from sentra_pos.tills.shift_queries import Movement
from sentra_pos.tills.show_count import ShowCount, show_count
from tests.factories import add_artisan, add_item, found_a_shop

_TERMS: tuple[dict[str, Any], ...] = (
    {"scheme": Scheme.COMMISSION_PERCENT, "rate": Percent(1250), "discount_bearer": DiscountBearer.SHARED},
    {"scheme": Scheme.NET_PRICE, "discount_bearer": DiscountBearer.ARTISAN},
    {"scheme": Scheme.COMMISSION_FIXED, "fixed": Rupiah(2_500)},
    {"scheme": Scheme.OUTRIGHT},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """Who and what is in the shop."""

    by: ActedBy
    parties: tuple[PartyId, ...]
    items: tuple[ItemId, ...]
    sales: tuple[DocumentId, ...]
    settlement: DocumentId


def a_busy_shop(store: Store, clock: FixedClock) -> Busy:
    """Four artisans, one of each scheme; two days of sales, refunds, settlement and payout; the second day is open."""
    by = found_a_shop(store, clock).by
    parties, items = _stock(store, clock, by)
    _open(store, clock, by, added=400_000)
    sales = [_sell(store, clock, by, items, [(0, 3, 1_001), (1, 2, 5_000), (2, 1, 0), (5, 1, 0)])]
    sales.append(_sell(store, clock, by, items, [(0, 4, 0), (3, 2, 100), (4, 1, 25_000)]))
    _refund(store, clock, by, sales[0], line=1, pieces=2)
    with store.writing() as session:
        lock = LockSettlement(id=_id(clock), by=by, party=parties[0])
        locked = lock_settlement(session, lock, clock=clock)
    with store.writing() as session:
        cash = PayoutMethod.CASH
        pay = PayOut(id=_id(clock), by=by, settlement=locked.id, method=cash, amount=Rupiah(20_000))
        pay_out(session, pay, clock=clock)
    _refund(store, clock, by, sales[1], line=1, pieces=1)
    _count(store, clock, by)
    clock.advance(timedelta(days=1))
    _open(store, clock, by, added=0)
    with store.writing() as session:
        dearer = (NewPrice(item=items[1], price=Rupiah(87_000)),)
        change_price(session, ChangePrice(id=_id(clock), by=by, prices=dearer, reason="pewarna naik"), clock=clock)
    sales.append(_sell(store, clock, by, items, [(0, 1, 0)]))
    with store.writing() as session:
        record_event(session, EventKind.DRAWER_OPENED, device=by.device, staff=by.staff, clock=clock)
        record_event(session, EventKind.LOGIN, device=by.device, staff=by.staff, clock=clock)
    return Busy(by=by, parties=parties, items=items, sales=tuple(sales), settlement=locked.id)


def _stock(store: Store, clock: FixedClock, by: ActedBy) -> tuple[tuple[PartyId, ...], tuple[ItemId, ...]]:
    today = business_today(clock)
    with store.writing() as session:
        parties = tuple(add_artisan(session, clock, code=f"P{n:02}") for n in range(1, 5))
        prices = (33_333, 85_000, 45_000, 12_000, 250_000)
        items = [add_item(session, clock, price=price, name=f"Kain {price}") for price in prices[:4]]
        items.append(add_item(session, clock, price=prices[4], kind=ItemKind.UNIQUE, name="Kain tunggal"))
        items.append(add_item(session, clock, price=15_000, kind=ItemKind.SERVICE, name="Jahit"))
        for party, terms in zip(parties, _TERMS, strict=True):
            identity = AgreementId(new_id(clock))
            record_agreement(
                session, RecordAgreement(id=identity, by=by, party=party, valid_from=today, **terms), clock=clock
            )
        for which, count in ((0, 2), (1, 5), (2, 3), (3, 6), (0, 9)):
            line = TakeInLine(
                item=items[which],
                quantity=Quantity(count),
                price=Rupiah(prices[which]),
                net_price=Rupiah(60_000) if which == 1 else None,
                cost=Rupiah(7_000) if which == 3 else None,
            )
            note = TakeIn(id=_id(clock), by=by, party=parties[which], business_date=today, lines=(line,))
            take_in(session, note, clock=clock)
        piece = TakeInLine(item=items[4], quantity=ONE, price=Rupiah(prices[4]))
        note = TakeIn(id=_id(clock), by=by, party=parties[0], business_date=today, lines=(piece,))
        take_in(session, note, clock=clock)
        owed = (PartyBalance(party=parties[0], amount=Rupiah(70_000)),)
        advances = (PartyBalance(party=parties[0], amount=Rupiah(30_000)),)
        balances = OpeningBalances(
            id=_id(clock), by=by, business_date=today, owed=owed, advances=advances, safe=Rupiah(300_000)
        )
        opening_balances(session, balances, clock=clock)
    return parties, tuple(items)


def _open(store: Store, clock: FixedClock, by: ActedBy, *, added: int) -> None:
    with store.writing() as session:
        command = OpenTill(id=_id(clock), by=by, counted=Rupiah(added or 200_000), added=Rupiah(added))
        open_till(session, command, clock=clock)


def _count(store: Store, clock: FixedClock, by: ActedBy) -> None:
    """Coffee, a drop, the closing with its slips, and the drawer counted again."""
    why = {"category": "refreshments", "reason": "kopi"}
    coffee = MoveCash(id=_id(clock), by=by, movement=Movement.PAID_OUT, amount=Rupiah(15_000), **why)
    drop = MoveCash(id=_id(clock), by=by, movement=Movement.TO_SAFE, amount=Rupiah(50_000))
    closing = CloseTill(
        id=_id(clock),
        by=by,
        counted=Rupiah(700_000),
        to_safe=Rupiah(500_000),
        denominations=Denominations.of({100_000: 7}),
        methods=(MethodCounted(method="qris", amount=Rupiah(90_000)),),
        reason="kurang",
    )
    again = RecountTill(id=_id(clock), by=by, closing=closing.id, counted=Rupiah(705_000), reason="terselip")
    with store.writing() as session:
        move_cash(session, coffee, clock=clock)
        move_cash(session, drop, clock=clock)
        show_count(session, ShowCount(by=by, counted=Rupiah(700_000)), clock=clock)
        close_till(session, closing, clock=clock)
        recount_till(session, again, clock=clock)


def _sell(
    store: Store, clock: FixedClock, by: ActedBy, items: tuple[ItemId, ...], wanted: list[tuple[int, int, int]]
) -> DocumentId:
    prices = (33_333, 85_000, 45_000, 12_000, 250_000, 15_000)
    lines = tuple(
        SaleLine(
            item=items[which],
            quantity=Quantity(count),
            price=Rupiah(prices[which]),
            discounts=(Discount(amount=Rupiah(less), reason="langganan"),) if less else (),
        )
        for which, count, less in wanted
    )
    total = sum_rupiah(line.amount for line in lines)
    by_qris = Rupiah(total.amount // 3)
    tenders = (
        Tender(method="qris", given=by_qris, reference="991"),
        Tender(method="cash", given=total - by_qris + Rupiah(500)),
    )
    sale = CompleteSale(id=_id(clock), by=by, lines=lines, tenders=tenders)
    clock.advance(timedelta(minutes=7))
    with store.writing() as session:
        return complete_sale(session, sale, clock=clock).id


def _refund(store: Store, clock: FixedClock, by: ActedBy, sale: DocumentId, *, line: int, pieces: int) -> None:
    back = (ReturnedLine(sale=sale, line=line, quantity=Quantity(pieces)),)
    command = RefundSale(id=_id(clock), by=by, lines=back, method="cash", reason="sobek")
    clock.advance(timedelta(minutes=7))
    with store.writing() as session:
        assert refund_sale(session, command, clock=clock).total > ZERO


def _id(clock: FixedClock) -> DocumentId:
    return DocumentId(new_id(clock))


@contextmanager
def behind_the_programs_back(store: Path) -> Iterator[Any]:
    """A bare connection that no trigger, foreign key or CHECK holds back; the triggers are put back afterwards."""
    connection = sqlite.connect(str(store), isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA ignore_check_constraints=ON")
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        ours = [(name, sql) for name, sql in triggers if name.endswith(("_no_update", "_no_delete"))]
        for name, _sql in ours:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _name, sql in ours:
            connection.execute(sql)
    finally:
        connection.close()


def copied(good: Path, to: Path, break_it: Callable[[Any], object]) -> Path:
    """A broken copy of a good store that nobody has open."""
    shutil.copy(good, to)
    with behind_the_programs_back(to) as connection:
        break_it(connection)
    return to
