"""Returns from elsewhere, matched in any order and beside ordinary ones: in the end every account is where it was."""

from __future__ import annotations

import shutil
from collections import Counter as Count
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
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
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.models import AccountBalance, AccountRow
from sentra_pos.payments.models import PaymentMethodRow
from sentra_pos.sales.cart import Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.elsewhere_errors import ReturnDiffers
from sentra_pos.sales.elsewhere_queries import open_returns
from sentra_pos.sales.match_return import MatchReturn, SoldThere, match_return
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.sales.returnable import returnable
from sentra_pos.sales.take_back_from_elsewhere import TakeBackFromElsewhere, take_back_from_elsewhere
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import Founded, add_agreement, add_artisan, add_item, bring_in, found_a_shop


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shop:
    store: Store
    clock: FixedClock
    founded: Founded
    artisans: tuple[tuple[PartyId, Scheme], ...]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Iterator[_Shop]:
    """Artisans under every scheme and bearer, a drawer that is full, and a card that costs something."""
    clock = FixedClock(datetime(2026, 11, 22, 3, tzinfo=UTC))
    store = Store(Path(shutil.copy(empty_store_file, tmp_path_factory.mktemp("elsewhere") / "shop.db")))
    founded = found_a_shop(store, clock)
    artisans = []
    with store.writing() as session:
        kinds = [(scheme, bearer) for scheme in Scheme for bearer in DiscountBearer]
        for number, (scheme, bearer) in enumerate(kinds):
            party = add_artisan(session, clock, f"P{number + 1:02}", f"Sanggar {number}")
            add_agreement(
                session, clock, founded, party, scheme=scheme, discount_bearer=bearer,
                rate=Percent(1_275) if scheme is Scheme.COMMISSION_PERCENT else None,
                fixed=Rupiah(7_500) if scheme is Scheme.COMMISSION_FIXED else None,
                payment_cost_bearer=CostBearer.ARTISAN if number % 2 else CostBearer.SHOP,
            )  # fmt: skip
            artisans.append((party, scheme))
        costly = update(PaymentMethodRow).where(PaymentMethodRow.code == "qris")
        session.execute(costly.values(cost_rate=Percent(70), cost_free=Rupiah(50_000), active=True))
        full = Rupiah(10**12)
        opening = OpenTill(id=DocumentId(new_id(clock)), by=founded.by, counted=full, added=full)
        open_till(session, opening, clock=clock)
    yield _Shop(store=store, clock=clock, founded=founded, artisans=tuple(artisans))
    store.close()


#: What a bank keeps of a payment stays with the shop; money goes back in sum, not each by its own way.
_TOGETHER = ("drawer", "in_transit", "bank", "payment_cost", "loss_expense")


def _balances(session: Session) -> tuple[dict[tuple[str, str], int], int]:
    rows = session.execute(
        select(AccountRow.kind, AccountRow.party_id, AccountBalance.balance).join(
            AccountBalance, AccountBalance.account_id == AccountRow.id
        )
    )
    apart: Count[tuple[str, str]] = Count()
    together = 0
    for kind, party, balance in rows:
        if kind.value in _TOGETHER:
            together += balance.amount
        else:
            apart[kind.value, str(party)] += balance.amount
    return {key: amount for key, amount in apart.items() if amount}, together


class _Undone(Exception):
    """Takes an example back."""


def _document(shop: _Shop) -> DocumentId:
    return DocumentId(new_id(shop.clock))


def _goods(session: Session, shop: _Shop, data: st.DataObject) -> tuple[SaleLine, ...]:
    """One to three lines; the last one may be of goods that nobody ever brought in."""
    lines: list[SaleLine] = []
    for _line in range(data.draw(st.integers(1, 3), label="lines")):
        party, scheme = data.draw(st.sampled_from(shop.artisans))
        price, pieces = data.draw(st.integers(1, 2_000_000)), data.draw(st.integers(1, 4))
        item = ItemId(add_item(session, shop.clock, price=price))
        if not data.draw(st.booleans(), label="never came in") or not lines:
            bring_in(
                session, shop.clock, shop.founded, party, item, pieces=pieces, price=price,
                net_price=max(price * 4 // 5, 1) if scheme is Scheme.NET_PRICE else None,
                cost=max(price // 2, 1) if scheme is Scheme.OUTRIGHT else None,
            )  # fmt: skip
        less = data.draw(st.integers(0, price * pieces // 2))
        discounts = (Discount(amount=Rupiah(less), reason="ramai"),) if less else ()
        lines.append(SaleLine(item=item, quantity=Quantity(pieces), price=Rupiah(price), discounts=discounts))
    return tuple(lines)


def _sell(session: Session, shop: _Shop, lines: tuple[SaleLine, ...], data: st.DataObject) -> DocumentId:
    due = sum_rupiah(line.amount for line in lines)
    by_qris = Rupiah(data.draw(st.integers(0, due.amount), label="qris"))
    tenders = (
        *((Tender(method="qris", given=by_qris, confirmed=True),) if by_qris else ()),
        *((Tender(method="cash", given=due - by_qris),) if due - by_qris else ()),
    )
    sale = CompleteSale(
        id=_document(shop), by=shop.founded.by, lines=lines, tenders=tenders,
        confirmed=frozenset(f"no_note:{line.item}" for line in lines),
    )  # fmt: skip
    complete_sale(session, sale, clock=shop.clock)
    return sale.id


def _elsewhere(session: Session, shop: _Shop, line: SaleLine, count: int, data: st.DataObject) -> None:
    """The customer says what he paid, rightly or not."""
    price = Rupiah(data.draw(st.integers(1, max(line.price.amount, 1)), label="paid"))
    command = TakeBackFromElsewhere(
        id=_document(shop), by=shop.founded.by, item=line.item, quantity=Quantity(count), price=price,
        receipt="", method="cash", reason="tidak cocok",
    )  # fmt: skip
    take_back_from_elsewhere(session, command, clock=shop.clock)


def _match(session: Session, shop: _Shop, sale: DocumentId, number: int, foreign: DocumentId, count: int) -> None:
    part = SoldThere(sale=sale, line=number, quantity=Quantity(count))
    command = MatchReturn(id=_document(shop), by=shop.founded.by, foreign=foreign, parts=(part,))
    try:
        match_return(session, command, clock=shop.clock)
    except ReturnDiffers as asked:
        match_return(session, replace(command, confirmed=frozenset({asked.answer})), clock=shop.clock)


def _take_back(session: Session, shop: _Shop, sale: DocumentId, number: int, count: int) -> None:
    back = ReturnedLine(sale=sale, line=number, quantity=Quantity(count))
    command = RefundSale(
        id=_document(shop), by=shop.founded.by, lines=(back,), method="cash", reason="tidak cocok"
    )  # fmt: skip
    refund_sale(session, command, clock=shop.clock)


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
def test_returns_and_matches_in_any_order_leave_every_account_where_it_was(shop: _Shop, data: st.DataObject) -> None:
    with suppress(_Undone), shop.store.writing() as session:
        lines = _goods(session, shop, data)
        before = _balances(session)
        sale = _sell(session, shop, lines, data)
        left = {number: line.quantity.units for number, line in enumerate(lines, start=1)}
        waiting: dict[DocumentId, int] = {}
        while left or waiting:
            number = data.draw(st.sampled_from(sorted(left)), label="line") if left else 0
            if waiting and (not left or data.draw(st.booleans(), label="match")):
                foreign = data.draw(st.sampled_from(sorted(waiting)), label="which")
                line = waiting.pop(foreign)
                (each,) = (each for each in open_returns(session) if each.document == foreign)
                _match(session, shop, sale, line, foreign, each.quantity.units)
                continue
            count = data.draw(st.integers(1, left[number]), label="pieces")
            left[number] -= count
            left = {line: units for line, units in left.items() if units}
            if data.draw(st.booleans(), label="elsewhere"):
                known = {each.document for each in open_returns(session)}
                _elsewhere(session, shop, lines[number - 1], count, data)
                (new,) = {each.document for each in open_returns(session)} - known
                waiting[new] = number
            else:
                _take_back(session, shop, sale, number, count)
        assert _balances(session) == before
        assert not any(line.left.units for line in returnable(session, sale).lines)
        raise _Undone


def test_the_doctor_agrees_with_all_of_it(shop: _Shop) -> None:
    with shop.store.writing() as session:
        party, _scheme = shop.artisans[1]
        known, strange = (ItemId(add_item(session, shop.clock, price=33_333)) for _each in range(2))
        bring_in(session, shop.clock, shop.founded, party, known, pieces=3, price=33_333)
        lines = tuple(
            SaleLine(
                item=item, quantity=Quantity(3), price=Rupiah(33_333),
                discounts=(Discount(amount=Rupiah(1_001), reason="ramai"),),
            )
            for item in (known, strange)
        )  # fmt: skip
        paid = (Tender(method="qris", given=sum_rupiah(line.amount for line in lines), confirmed=True),)
        command = CompleteSale(
            id=_document(shop),
            by=shop.founded.by,
            lines=lines,
            tenders=paid,
            confirmed=frozenset({f"no_note:{strange}"}),
        )
        complete_sale(session, command, clock=shop.clock)
        for number, item in enumerate((known, strange), start=1):
            _take_back(session, shop, command.id, number, 1)
            wish = TakeBackFromElsewhere(
                id=_document(shop), by=shop.founded.by, item=item, quantity=Quantity(1), price=Rupiah(30_000 + number),
                receipt=f"J9-{number}", method="qris", reason="luntur",
            )  # fmt: skip
            take_back_from_elsewhere(session, wish, clock=shop.clock)
            _match(session, shop, command.id, number, wish.id, 1)
            waits = replace(wish, id=_document(shop), confirmed=frozenset({f"taken_back_before:{item}"}))
            take_back_from_elsewhere(session, waits, clock=shop.clock)
    assert examine(shop.store.path) == ()
