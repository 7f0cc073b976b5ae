"""After all lines of a sale came back, in whatever parts and order, every account is where it was before the sale.

Payment costs excepted: what a bank keeps of a payment stays with the shop, whoever bore it while the goods were sold.
"""

from __future__ import annotations

import shutil
from collections import Counter as Count
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Scheme
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, ItemId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.db.setting_keys import CASH_ROUNDING
from sentra_pos.db.settings import put_setting
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.ledger.models import AccountBalance, AccountRow
from sentra_pos.ledger.queries import allocations_of, lines_of
from sentra_pos.payments.models import PaymentMethodRow
from sentra_pos.payments.rounding import cash_rounding
from sentra_pos.sales.cart import Condition, Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.change_payment import ChangePayment, change_payment, standing_tenders
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.sales.returnable import returnable
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import Founded, add_agreement, add_artisan, add_item, bring_in, found_a_shop

#: As dear as anything a shop of cloth sells, and then some.
DEAREST = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shop:
    store: Store
    clock: FixedClock
    founded: Founded
    artisans: tuple[tuple[PartyId, Scheme], ...]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Shop]:
    """Artisans under every scheme, bearer of discounts and bearer of payment costs, and a drawer that is full."""
    from sentra_pos.db.opening import open_store

    clock = FixedClock(datetime(2026, 11, 22, 3, tzinfo=UTC))
    folder: Path = tmp_path_factory.mktemp("shop")
    store = open_store(folder / "sentra.sqlite3", clock)
    founded = found_a_shop(store, clock)
    artisans = []
    with store.writing() as session:
        for number, (scheme, bearer, cost) in enumerate(
            (scheme, bearer, cost) for scheme in Scheme for bearer in DiscountBearer for cost in CostBearer
        ):
            party = add_artisan(session, clock, f"P{number + 1:02}", f"Sanggar {number}")
            add_agreement(
                session,
                clock,
                founded,
                party,
                scheme=scheme,
                rate=Percent(1_275) if scheme is Scheme.COMMISSION_PERCENT else None,
                fixed=Rupiah(7_500) if scheme is Scheme.COMMISSION_FIXED else None,
                discount_bearer=bearer,
                payment_cost_bearer=cost,
            )
            artisans.append((party, scheme))
        session.execute(
            update(PaymentMethodRow)
            .where(PaymentMethodRow.code.in_(("qris", "debit")))
            .values(cost_rate=Percent(70), cost_free=Rupiah(50_000), active=True)
        )
        full = Rupiah(10**12)
        open_till(session, OpenTill(id=_document(clock), by=founded.by, counted=full, added=full), clock=clock)
    yield _Shop(store=store, clock=clock, founded=founded, artisans=tuple(artisans))
    store.close()
    shutil.rmtree(folder)


def _document(clock: FixedClock) -> DocumentId:
    return DocumentId(new_id(clock))


def _balances(session: Session) -> Count[tuple[str, ...]]:
    rows = session.execute(
        select(AccountRow.kind, AccountRow.party_id, AccountRow.method, AccountBalance.balance).join(
            AccountBalance, AccountBalance.account_id == AccountRow.id
        )
    )
    found: Count[tuple[str, ...]] = Count()
    for kind, party, method, balance in rows:
        found[kind.value, str(party), method or ""] += balance.amount
    return found


def _after(now: Count[tuple[str, ...]], before: Count[tuple[str, ...]]) -> tuple[dict[tuple[str, ...], int], int]:
    """What changed, all ways of paying together as one: tenders come back in sum, not each by its own way."""
    changed: Count[tuple[str, ...]] = Count(now)
    changed.subtract(before)
    ways = ("drawer", "in_transit", "bank")
    money = sum(amount for key, amount in changed.items() if key[0] in (*ways, "payment_cost"))
    return {key: amount for key, amount in changed.items() if amount and key[0] not in (*ways, "payment_cost")}, money


@st.composite
def _sales(draw: st.DrawFn, parties: int) -> list[tuple[int, int, int, int, int]]:
    """(artisan, price, pieces, discount as agreed, discount by the shop) a line."""
    lines = []
    for _line in range(draw(st.integers(1, 4))):
        price = draw(st.one_of(st.integers(1, 5_000), st.integers(1, DEAREST)))
        pieces = draw(st.integers(1, 5))
        whole = price * pieces
        agreed = draw(st.integers(0, whole))
        lines.append((draw(st.integers(0, parties - 1)), price, pieces, agreed, draw(st.integers(0, whole - agreed))))
    return lines


def _goods(session: Session, shop: _Shop, wanted: list[tuple[int, int, int, int, int]]) -> tuple[SaleLine, ...]:
    lines = []
    for who, price, pieces, agreed, by_shop in wanted:
        party, scheme = shop.artisans[who]
        item = ItemId(add_item(session, shop.clock, price=price))
        bring_in(
            session,
            shop.clock,
            shop.founded,
            party,
            item,
            pieces=pieces,
            price=price,
            net_price=max(price * 4 // 5, 1) if scheme is Scheme.NET_PRICE else None,
            cost=max(price // 2, 1) if scheme is Scheme.OUTRIGHT else None,
        )
        discounts = (
            *((Discount(amount=Rupiah(agreed), reason="ramai"),) if agreed else ()),
            *((Discount(amount=Rupiah(by_shop), bearer=DiscountBearer.SHOP, reason="cacat"),) if by_shop else ()),
        )
        lines.append(SaleLine(item=item, quantity=Quantity(pieces), price=Rupiah(price), discounts=discounts))
    return tuple(lines)


def _pay(session: Session, due: Rupiah, by_qris: Rupiah) -> tuple[Tender, ...]:
    qris = min(by_qris, due)
    rest = due - qris
    cash = rest + cash_rounding(session).of(rest)
    return (
        *((Tender(method="qris", given=qris, confirmed=True),) if qris else ()),
        *((Tender(method="cash", given=cash),) if rest else ()),
    )


def _each_line_sums(session: Session, sale: DocumentId) -> None:
    parts: Count[int] = Count()
    for part in allocations_of(session, sale):
        parts[part.line] += (part.share + part.shop_part).amount
    for line in lines_of(session, sale):
        if line.kind is LineKind.GOODS:
            assert parts[line.number] == line.amount.amount


class _Undone(Exception):
    """Takes an example back."""


@contextmanager
def _undone(store: Store) -> Iterator[Session]:
    """A transaction that leaves nothing behind, so that the next example begins with the same book."""
    with suppress(_Undone), store.writing() as session:
        yield session
        raise _Undone


@given(data=st.data(), step=st.sampled_from([0, 100, 500, 1_000]), changed=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
def test_all_lines_returned_in_any_parts_leave_every_account_where_it_was(
    shop: _Shop, data: st.DataObject, step: int, changed: bool
) -> None:
    with _undone(shop.store) as session:
        put_setting(session, CASH_ROUNDING, {"step": step, "direction": "down"} if step else None)
        lines = _goods(session, shop, data.draw(_sales(len(shop.artisans))))
        before = _balances(session)
        due = sum_rupiah(line.amount for line in lines)
        tenders = _pay(session, due, Rupiah(data.draw(st.integers(0, due.amount))))
        sale = _document(shop.clock)
        command = CompleteSale(id=sale, by=shop.founded.by, lines=lines, tenders=tenders)
        complete_sale(session, command, clock=shop.clock)
        _each_line_sums(session, sale)
        left = {number: line.quantity.units for number, line in enumerate(lines, start=1)}
        while left:
            if changed and data.draw(st.booleans()):
                _correct(session, shop, sale)
                changed = False
            drawn = {number: data.draw(st.integers(0, count), label=f"of {number}") for number, count in left.items()}
            part = {number: count for number, count in drawn.items() if count} or left
            _take_back(session, shop, sale, part)
            left = {
                number: count - part.get(number, 0) for number, count in left.items() if count > part.get(number, 0)
            }
        assert _after(_balances(session), before) == ({}, 0)
        assert not any(line.left.units for line in returnable(session, sale).lines)


def _take_back(session: Session, shop: _Shop, sale: DocumentId, part: dict[int, int]) -> None:
    back = tuple(ReturnedLine(sale=sale, line=number, quantity=Quantity(count)) for number, count in part.items())
    command = RefundSale(id=_document(shop.clock), by=shop.founded.by, lines=back, method="cash", reason="tidak cocok")
    refund_sale(session, command, clock=shop.clock)


def _correct(session: Session, shop: _Shop, sale: DocumentId) -> None:
    """The first tender came by another way: cash that was QRIS, QRIS that was a card."""
    wrong = standing_tenders(session, sale)
    if not wrong or not wrong[0].amount:
        return
    way = {"cash": "qris", "qris": "debit"}[wrong[0].method]
    command = ChangePayment(
        id=_document(shop.clock),
        by=shop.founded.by,
        sale=sale,
        document=wrong[0].document,
        line=wrong[0].line,
        tenders=(Tender(method=way, given=wrong[0].amount, reference="12", confirmed=True),),
        reason="salah tombol",
    )
    change_payment(session, command, clock=shop.clock)


def test_the_doctor_agrees_with_all_of_it(shop: _Shop) -> None:
    with shop.store.writing() as session:
        put_setting(session, CASH_ROUNDING, {"step": 1_000, "direction": "nearest"})
        lines = _goods(session, shop, [(0, 33_333, 3, 1_000, 777), (1, 50_001, 2, 0, 0), (13, 75_555, 1, 5_000, 0)])
        due = sum_rupiah(line.amount for line in lines)
        tenders = _pay(session, due, Rupiah(120_000))
        sale = _document(shop.clock)
        command = CompleteSale(id=sale, by=shop.founded.by, lines=lines, tenders=tenders)
        complete_sale(session, command, clock=shop.clock)
        damaged = ReturnedLine(sale=sale, line=1, quantity=Quantity(2), condition=Condition.DAMAGED_SHOP)
        refund = RefundSale(
            id=_document(shop.clock), by=shop.founded.by, lines=(damaged,), method="cash", reason="sobek di rak"
        )
        refund_sale(session, refund, clock=shop.clock)
        _correct(session, shop, sale)
        assert sum_rupiah(each.amount for each in standing_tenders(session, sale)) > ZERO
    assert examine(shop.store.path) == ()
