"""A small gallery for the tests of settlement: two artisans with terms, an open till, and short words for acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.facts import DiscountBearer, Liability, Scheme
from sentra_pos.consignment.opening_balances import BalancesOpened, OpeningBalances, PartyBalance, opening_balances
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import NoteTaken, TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, PartyId, StaffId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.db.settings import put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.sales.cart import Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.refund_sale import RefundSale, SaleRefunded, refund_sale
from sentra_pos.settlement.lock_settlement import LockSettlement, Reviewed, SettlementLocked, lock_settlement
from sentra_pos.settlement.pay_out import PaidOut, PayOut, Representative, pay_out
from sentra_pos.settlement.void_payout import PayoutVoided, VoidPayout, void_payout
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import add_artisan, add_item, found_a_shop
from tests.made_once import made_once


@dataclass(slots=True)
class Gallery:
    """The shop with its doors; every word is one act in one transaction."""

    store: Store
    clock: Clock
    by: ActedBy
    party: PartyId
    other: PartyId
    items: dict[PartyId, ItemId] = field(default_factory=dict)

    def document(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    def agree(
        self,
        party: PartyId,
        *,
        scheme: Scheme = Scheme.COMMISSION_PERCENT,
        rate: int = 15,
        fixed: int | None = None,
        bearer: DiscountBearer = DiscountBearer.SHOP,
        hold: int = 0,
        liability: Liability = Liability.SHOP,
    ) -> None:
        terms = RecordAgreement(
            id=AgreementId(new_id(self.clock)),
            by=self.by,
            party=party,
            valid_from=business_today(self.clock),
            scheme=scheme,
            rate=Percent.whole(rate) if scheme is Scheme.COMMISSION_PERCENT else None,
            fixed=None if fixed is None else Rupiah(fixed),
            discount_bearer=bearer,
            hold_days=hold,
            liability=liability,
        )
        with self.store.writing() as session:
            record_agreement(session, terms, clock=self.clock)

    def take(
        self,
        party: PartyId,
        *,
        price: int = 100_000,
        pieces: int = 50,
        net: int | None = None,
        cost: int | None = None,
        name: str = "Kain Kawung",
        item: ItemId | None = None,
    ) -> tuple[ItemId, NoteTaken]:
        with self.store.writing() as session:
            item = item or add_item(session, self.clock, name=name, price=price, kind=ItemKind.COUNTED, maker=party)
            line = TakeInLine(
                item=item,
                quantity=Quantity(pieces),
                price=Rupiah(price),
                net_price=None if net is None else Rupiah(net),
                cost=None if cost is None else Rupiah(cost),
            )
            note = TakeIn(
                id=self.document(), by=self.by, party=party, business_date=business_today(self.clock), lines=(line,),
                confirmed=frozenset({"tag-says-otherwise", "cost-above-price"}),
            )  # fmt: skip
            taken = take_in(session, note, clock=self.clock)
        self.items[party] = item
        return item, taken

    def sell(
        self, *lines: tuple[ItemId, int, int, int], bearer: DiscountBearer | None = None, method: str = "cash"
    ) -> SaleCompleted:
        """Each line: item, pieces, price, discount."""
        wanted = tuple(
            SaleLine(
                item=item, quantity=Quantity(count), price=Rupiah(price),
                discounts=(Discount(amount=Rupiah(less), bearer=bearer, reason="langganan"),) if less else (),
            )
            for item, count, price, less in lines
        )  # fmt: skip
        total = Rupiah(sum(line.amount.amount for line in wanted))
        tender = Tender(method=method, given=total, reference="" if method == "cash" else "0815")
        command = CompleteSale(id=self.document(), by=self.by, lines=wanted, tenders=(tender,))
        with self.store.writing() as session:
            return complete_sale(session, command, clock=self.clock)

    def refund(self, sale: SaleCompleted, lines: Sequence[tuple[int, int]] = ((1, 1),)) -> SaleRefunded:
        back = RefundSale(
            id=self.document(),
            by=self.by,
            lines=tuple(ReturnedLine(sale=sale.id, line=line, quantity=Quantity(count)) for line, count in lines),
            method="cash",
            reason="luntur",
        )
        with self.store.writing() as session:
            return refund_sale(session, back, clock=self.clock)

    def lock(self, party: PartyId, *, reviewed: Reviewed | None = None, by: ActedBy | None = None) -> SettlementLocked:
        command = LockSettlement(id=self.document(), by=by or self.by, party=party, reviewed=reviewed)
        with self.store.writing() as session:
            return lock_settlement(session, command, clock=self.clock)

    def pay(
        self,
        locked: SettlementLocked,
        amount: int | None = None,
        *,
        method: PayoutMethod = PayoutMethod.CASH,
        reference: str = "",
        by: ActedBy | None = None,
        to: Representative | None = None,
    ) -> PaidOut:
        command = PayOut(
            id=self.document(),
            by=by or self.by,
            settlement=locked.id,
            method=method,
            amount=locked.to_pay if amount is None else Rupiah(amount),
            reference=reference,
            representative=to,
        )
        with self.store.writing() as session:
            return pay_out(session, command, clock=self.clock)

    def void(self, paid: PaidOut, reason: str = "salah orang") -> PayoutVoided:
        command = VoidPayout(id=self.document(), by=self.by, payout=paid.id, reason=reason)
        with self.store.writing() as session:
            return void_payout(session, command, clock=self.clock)

    def open_balances(self, *, owed: int = 0, payable: int = 0, advance: int = 0, savings: int = 0) -> BalancesOpened:
        def of(amount: int) -> tuple[PartyBalance, ...]:
            return (PartyBalance(party=self.party, amount=Rupiah(amount)),) if amount else ()

        command = OpeningBalances(
            id=self.document(),
            by=self.by,
            business_date=business_today(self.clock),
            owed=of(owed),
            payable=of(payable),
            advances=of(advance),
            savings=of(savings),
        )
        with self.store.writing() as session:
            return opening_balances(session, command, clock=self.clock)

    def somebody(self, role: Role) -> ActedBy:
        staff = StaffId(new_id(self.clock))
        with self.store.writing() as session:
            add_staff(session, AddStaff(id=staff, by=self.by, name="Mbak Sari", role=role), clock=self.clock)
        return ActedBy(device=self.by.device, staff=staff)


def a_gallery(store: Store, clock: Clock, *, cash: int = 20_000_000) -> Gallery:
    """Two artisans at fifteen percent with goods on the shelf; the till is open with this much cash."""
    made = made_once(store, clock, ("a gallery that settles", cash), lambda: _furnished(store, clock, cash))
    return replace(made, store=store, clock=clock, items=dict(made.items))


def _furnished(store: Store, clock: Clock, cash: int) -> Gallery:
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        for key, value in (("shop.name", "Sentra Batik Contoh"), ("shop.address", "Jl. Contoh 1, Mojokerto")):
            put_setting(session, key, value)
        party = add_artisan(session, clock, "P01", "Sanggar Malam Andaian")
        other = add_artisan(session, clock, "P02", "Griya Canting Purwarupa")
    gallery = Gallery(store=store, clock=clock, by=founded.by, party=party, other=other)
    for artisan in (party, other):
        gallery.agree(artisan)
        gallery.take(artisan)
    with store.writing() as session:
        float_ = OpenTill(id=gallery.document(), by=gallery.by, counted=Rupiah(cash), added=Rupiah(cash))
        open_till(session, float_, clock=clock)
    assert gallery.items[party] != gallery.items[other]
    assert cash >= ZERO.amount
    return gallery
