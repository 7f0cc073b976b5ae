"""Sold below zero, and brought back piece by piece: all of it comes back, to the rupiah."""

from __future__ import annotations

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.sales.cart import Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.errors import SellBelowZero
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import add_agreement, add_artisan, add_item, consign, found_a_shop


@pytest.mark.parametrize("steps", [(4, 1), (1, 1, 1, 1, 1), (2, 3), (3, 2), (5,)], ids=str)
def test_pieces_sold_below_zero_come_back_in_any_steps(steps: tuple[int, ...], store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    price = Rupiah(33_333)
    with store.writing() as session:
        party = add_artisan(session, clock)
        terms = add_agreement(session, clock, founded, party)
        item = add_item(session, clock, price=price.amount)
        consign(session, clock, founded, item, pieces=2, price=price.amount, owner=party, agreement=terms)
        opening = OpenTill(id=DocumentId(new_id(clock)), by=founded.by, counted=ZERO, added=ZERO)
        open_till(session, opening, clock=clock)
        line = SaleLine(
            item=item,
            quantity=Quantity(5),
            price=price,
            discounts=(Discount(amount=Rupiah(1_001), reason="langganan"),),
        )
        sale = CompleteSale(
            id=DocumentId(new_id(clock)),
            by=founded.by,
            lines=(line,),
            tenders=(Tender(method="cash", given=line.amount),),
            confirmed=frozenset({SellBelowZero.about(item)}),
        )
        complete_sale(session, sale, clock=clock)
    given_back = []
    for pieces in steps:
        refund = RefundSale(
            id=DocumentId(new_id(clock)),
            by=founded.by,
            lines=(ReturnedLine(sale=sale.id, line=1, quantity=Quantity(pieces)),),
            method="cash",
            reason="sobek",
        )
        with store.writing() as session:
            given_back.append(refund_sale(session, refund, clock=clock).total)

    assert sum_rupiah(given_back) == line.amount
    with store.reading() as session:
        assert not balance_of(session, Account(AccountKind.ACCRUED, party=party))
        assert not balance_of(session, Account(AccountKind.COMMISSION))
    assert examine(store.path) == ()
