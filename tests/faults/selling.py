"""A shop that sells as the real one does, through the acts: what the fault tests kill, starve and cut the power of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import AgreementId, DeviceId, DocumentId, ItemId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.db.setting_keys import OWN_DEVICE
from sentra_pos.db.settings import get_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Lot
from sentra_pos.people.models import Staff
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.sales.cart import ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import add_artisan, found_a_shop

#: What the five kinds of cloth of this shop cost.
PRICES = (165_000, 1_250_000, 87_500, 340_000, 25_000)
STOCK = Quantity(5_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """Everything a sale needs to be told."""

    by: ActedBy
    items: tuple[ItemId, ...]


def begin(store: Store, clock: Clock, receipts: Path) -> Till:
    """Found the shop, take five kinds of cloth in from two artisans, set up a printer and open the till."""
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        parties = [add_artisan(session, clock, f"P{number:02d}", f"Sanggar {number}") for number in (1, 2)]
        for number, party in enumerate(parties):
            terms = RecordAgreement(
                id=AgreementId(new_id(clock)),
                by=founded.by,
                party=party,
                valid_from=business_today(clock),
                scheme=Scheme.COMMISSION_PERCENT,
                rate=Percent.whole(10 + 5 * number),
            )
            record_agreement(session, terms, clock=clock)
        items = []
        for number, price in enumerate(PRICES):
            item = ItemId(new_id(clock))
            cloth = AddItem(
                id=item,
                by=founded.by,
                name=f"Kain {number}",
                price=Rupiah(price),
                kind=ItemKind.COUNTED,
                maker=parties[number % 2],
            )
            add_item(session, cloth, clock=clock)
            note = TakeIn(
                id=DocumentId(new_id(clock)),
                by=founded.by,
                party=parties[number % 2],
                business_date=business_today(clock),
                lines=(TakeInLine(item=item, quantity=STOCK, price=Rupiah(price)),),
            )
            take_in(session, note, clock=clock)
            items.append(item)
        receipt_printer(session, receipts, clock=clock)
        opening = OpenTill(id=DocumentId(new_id(clock)), by=founded.by, counted=Rupiah(500_000), added=Rupiah(500_000))
        open_till(session, opening, clock=clock)
    return Till(by=founded.by, items=tuple(items))


def cart(till: Till, identity: DocumentId) -> CompleteSale:
    """The same five lines for every sale; what is paid in cash is two hundred thousand too much."""
    lines = tuple(
        SaleLine(item=item, quantity=Quantity(1), price=Rupiah(price))
        for item, price in zip(till.items, PRICES, strict=True)
    )
    given = sum_rupiah(line.amount for line in lines) + Rupiah(200_000)
    return CompleteSale(id=identity, by=till.by, lines=lines, tenders=(Tender(method="cash", given=given),))


def sell(store: Store, till: Till, identity: DocumentId, clock: Clock) -> SaleCompleted:
    """Ring it up; when this returns, the sale is acknowledged."""
    with store.writing() as session:
        return complete_sale(session, cart(till, identity), clock=clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One act of a day at the till, known well enough to be asked for again; ``sale`` is the one that it answers."""

    kind: DocumentKind
    id: DocumentId
    sale: DocumentId | None = None


def perform(store: Store, till: Till, wish: Wish, clock: Clock) -> None:
    """Do it; when this returns, it is acknowledged."""
    if wish.kind is DocumentKind.SALE:
        sell(store, till, wish.id, clock)
        return
    with store.writing() as session:
        if wish.kind is DocumentKind.TILL_CLOSING:
            closing = CloseTill(id=wish.id, by=till.by, counted=Rupiah(500_000), reason="cepat")
            close_till(session, closing, clock=clock)
        elif wish.kind is DocumentKind.TILL_OPENING:
            open_till(session, OpenTill(id=wish.id, by=till.by, counted=Rupiah(500_000), added=ZERO), clock=clock)
        elif wish.kind is DocumentKind.REFUND:
            refund = RefundSale(id=wish.id, by=till.by, lines=(_back(wish, 1),), method="cash", reason="sobek")
            refund_sale(session, refund, clock=clock)
        else:
            complete_sale(session, _exchange(till, wish), clock=clock)


def _exchange(till: Till, wish: Wish) -> CompleteSale:
    """The dearest for the cheapest, and the difference in cash."""
    line = SaleLine(item=till.items[4], quantity=Quantity(1), price=Rupiah(PRICES[4]))
    out = Tender(method="cash", given=Rupiah(PRICES[1] - PRICES[4]))
    return CompleteSale(id=wish.id, by=till.by, lines=(line,), tenders=(out,), returns=(_back(wish, 2),))


def _back(wish: Wish, line: int) -> ReturnedLine:
    assert wish.sale is not None
    return ReturnedLine(sale=wish.sale, line=line, quantity=Quantity(1))


def a_day(clock: Clock, *, is_open: bool) -> Iterator[Wish]:
    """Two sales, something of each back, and now and then the drawer is counted; for ever."""
    if not is_open:
        yield Wish(kind=DocumentKind.TILL_OPENING, id=DocumentId(new_id(clock)))
    for round_ in count(1):
        for kind in (DocumentKind.REFUND, DocumentKind.EXCHANGE):
            sale = Wish(kind=DocumentKind.SALE, id=DocumentId(new_id(clock)))
            yield sale
            yield Wish(kind=kind, id=DocumentId(new_id(clock)), sale=sale.id)
        if round_ % 2 == 0:
            for kind in (DocumentKind.TILL_CLOSING, DocumentKind.TILL_OPENING):
                yield Wish(kind=kind, id=DocumentId(new_id(clock)))


def till_of(store: Store) -> Till:
    """The till that ``begin`` made, found again after a crash."""
    with store.reading() as session:
        items = session.execute(select(Item.id).order_by(Item.name)).scalars().all()
        owner = session.execute(select(Staff.id)).scalar_one()
        device = DeviceId(UUID(get_setting(session, OWN_DEVICE)))
    return Till(by=ActedBy(device=device, staff=owner), items=tuple(items))


def take_more_in(store: Store, till: Till, identity: DocumentId, clock: Clock) -> None:
    """One more note of ten pieces of the first cloth."""
    with store.writing() as session:
        party = session.execute(select(Lot.owner_id).where(Lot.item_id == till.items[0])).scalars().first()
        assert party is not None
        line = TakeInLine(item=till.items[0], quantity=Quantity(10), price=Rupiah(PRICES[0]))
        note = TakeIn(id=identity, by=till.by, party=party, business_date=business_today(clock), lines=(line,))
        take_in(session, note, clock=clock)
