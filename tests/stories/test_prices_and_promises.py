"""Prices and promises, told aloud: what may be taken off and by whom, what a promotion gives, whose cart is held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.consignment.change_price import ChangePrice, Consent, ConsentWay, NewPrice, change_price
from sentra_pos.consignment.errors import ConsentMissing
from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, PartyId, StaffId, new_id
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account, ActedBy
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.add_artisan import AddArtisan, add_artisan
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.sales.add_promotion import AddPromotion, add_promotion
from sentra_pos.sales.basket import Basket, CartDiscount
from sentra_pos.sales.cart import Discount, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.errors import (
    DiscountAboveLimit,
    DiscountReasonMissing,
    PriceChanged,
    PromisedElsewhere,
    PromotionChanged,
)
from sentra_pos.sales.held_queries import held_carts
from sentra_pos.sales.hold_cart import HoldCart, hold_cart
from sentra_pos.sales.promotion_queries import promotions_on
from sentra_pos.sales.promotions import PromotionScope, best_promotion, promotions_for
from sentra_pos.sales.queries import items_for_sale
from sentra_pos.sales.recall_cart import RecallCart, recall_cart
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.consignment.price_history import price_history
from tests.factories import found_a_shop

TULIS, CAP = Rupiah(1_250_000), Rupiah(165_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A cashier, a supervisor, the owner; one artisan who bears his discounts and is asked about his prices."""

    store: Store
    clock: FixedClock
    owner: ActedBy
    supervisor: ActedBy
    cashier: ActedBy
    artisan: PartyId
    tulis: ItemId
    cap: ItemId

    # The sentences that the stories are made of.

    def sells(
        self, who: ActedBy, *lines: SaleLine, sale: DocumentId | None = None, yes: frozenset[str] = frozenset()
    ) -> SaleCompleted:
        paid = Tender(method="cash", given=sum_rupiah(line.amount for line in lines))
        command = CompleteSale(
            id=sale or DocumentId(new_id(self.clock)), by=who, lines=lines, tenders=(paid,), confirmed=yes
        )
        with self.store.writing() as session:
            return complete_sale(session, command, clock=self.clock)

    def changes_price(self, who: ActedBy, item: ItemId, price: int, *agreed: Consent) -> None:
        command = ChangePrice(
            id=DocumentId(new_id(self.clock)),
            by=who,
            prices=(NewPrice(item=item, price=Rupiah(price)),),
            reason="malam dan pewarna naik",
            consents=agreed,
        )
        with self.store.writing() as session:
            change_price(session, command, clock=self.clock)

    def promotes(self, who: ActedBy, *, percent: int, days: int) -> UUID:
        today = business_today(self.clock)
        command = AddPromotion(
            id=uuid4(),
            by=who,
            name="Hari Batik",
            starts=today,
            ends=today + timedelta(days=days),
            rate=Percent.whole(percent),
            scope=PromotionScope.ARTISAN,
            target=str(self.artisan),
            shop_bears=True,
        )
        with self.store.writing() as session:
            return add_promotion(session, command, clock=self.clock).id

    def scanned(self, item: ItemId, price: Rupiah, pieces: int = 1) -> SaleLine:
        """What the till puts into the cart by itself."""
        with self.store.reading() as session:
            goods = items_for_sale(session, [item])[item].goods
            in_force = promotions_on(session, business_today(self.clock))
        best = best_promotion(promotions_for(goods, in_force), price, Quantity(pieces))
        discounts = () if best is None else (best,)
        return SaleLine(item=item, quantity=Quantity(pieces), price=price, discounts=discounts)

    def holds(self, who: ActedBy, name: str, basket: Basket) -> DocumentId:
        command = HoldCart(by=who, sale=DocumentId(new_id(self.clock)), name=name, basket=basket)
        with self.store.writing() as session:
            return hold_cart(session, command, clock=self.clock).sale

    def recalls(self, who: ActedBy, sale: DocumentId) -> Basket:
        with self.store.writing() as session:
            return recall_cart(session, RecallCart(by=who, sale=sale), clock=self.clock).basket

    def owed(self) -> int:
        with self.store.reading() as session:
            return -balance_of(session, Account(AccountKind.ACCRUED, party=self.artisan)).amount

    def all_is_well(self) -> bool:
        return examine(self.store.path) == ()


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> Shop:
    by = found_a_shop(store, clock).by
    artisan, tulis, cap = PartyId(new_id(clock)), ItemId(new_id(clock)), ItemId(new_id(clock))
    with store.writing() as session:
        staff = {}
        for name, role in (("Dewi", Role.CASHIER), ("Pak Joko", Role.SUPERVISOR)):
            staff[role] = StaffId(new_id(clock))
            add_staff(session, AddStaff(id=staff[role], by=by, name=name, role=role), clock=clock)
        add_artisan(session, AddArtisan(id=artisan, by=by, name="Batik Lembayung"), clock=clock)
        terms = RecordAgreement(
            id=AgreementId(new_id(clock)),
            by=by,
            party=artisan,
            valid_from=business_today(clock),
            scheme=Scheme.COMMISSION_PERCENT,
            rate=Percent.whole(20),
            discount_bearer=DiscountBearer.ARTISAN,
            price_consent=True,
        )
        record_agreement(session, terms, clock=clock)
        for item, name, price, kind, pieces in (
            (tulis, "Kain Mrico Bolong", TULIS, ItemKind.UNIQUE, 1),
            (cap, "Kain Surya Majapahit", CAP, ItemKind.COUNTED, 8),
        ):
            facts = AddItem(id=item, by=by, name=name, price=price, kind=kind, technique=Technique.TULIS, maker=artisan)
            add_item(session, facts, clock=clock)
            line = TakeInLine(item=item, quantity=Quantity(pieces), price=price)
            note = TakeIn(
                id=DocumentId(new_id(clock)),
                by=by,
                party=artisan,
                business_date=business_today(clock),
                lines=(line,),
            )
            take_in(session, note, clock=clock)
        float_ = OpenTill(id=DocumentId(new_id(clock)), by=by, counted=Rupiah(1_500_000), added=Rupiah(1_500_000))
        open_till(session, float_, clock=clock)
    return Shop(
        store=store,
        clock=clock,
        owner=by,
        supervisor=replace(by, staff=staff[Role.SUPERVISOR]),
        cashier=replace(by, staff=staff[Role.CASHIER]),
        artisan=artisan,
        tulis=tulis,
        cap=cap,
    )


def cap(shop: Shop, pieces: int = 1) -> SaleLine:
    return SaleLine(item=shop.cap, quantity=Quantity(pieces), price=CAP)


def less(line: SaleLine, amount: int, reason: str, bearer: DiscountBearer | None = None) -> SaleLine:
    off = Discount(amount=Rupiah(amount), bearer=bearer, reason=reason)
    return replace(line, discounts=(*line.discounts, off))


def test_dewi_gives_a_little_alone_and_more_only_with_pak_joko(shop: Shop) -> None:
    # A customer bargains. Dewi may give a tenth, and has to say why.
    with pytest.raises(DiscountReasonMissing):
        shop.sells(shop.cashier, less(cap(shop), 15_000, ""))
    shop.sells(shop.cashier, less(cap(shop), 15_000, "ditawar"))
    # The artisan bears his discounts: 80 % of 165.000, less 15.000.
    assert shop.owed() == 132_000 - 15_000

    # The next one wants a quarter off. That is not hers to give; Pak Joko types his PIN.
    quarter = less(cap(shop), 41_250, "noda kecil")
    with pytest.raises(DiscountAboveLimit, match="Dewi"):
        shop.sells(shop.cashier, quarter)
    shop.sells(replace(shop.cashier, approver=shop.supervisor.staff), quarter)

    # Half off is beyond Pak Joko too.
    half = less(cap(shop), 82_500, "pindahan")
    with pytest.raises(DiscountAboveLimit):
        shop.sells(replace(shop.cashier, approver=shop.supervisor.staff), half)
    shop.sells(replace(shop.cashier, approver=shop.owner.staff), half)
    assert shop.all_is_well()


def test_pak_joko_moves_a_discount_towards_the_shop(shop: Shop) -> None:
    # It was the shop's fault that the customer waited; the artisan keeps his whole share.
    shop.sells(shop.supervisor, less(cap(shop), 20_000, "menunggu lama", DiscountBearer.SHOP))
    assert shop.owed() == 132_000
    assert shop.all_is_well()


def test_a_bus_gets_something_off_the_whole_cart(shop: Shop) -> None:
    # Two per cent off everything, after what one line had off already; each line bears its part, to the rupiah.
    basket = Basket(
        lines=(less(cap(shop, 3), 35_000, "borongan"), SaleLine(item=shop.tulis, quantity=ONE, price=TULIS)),
        rates=(None, None),
        discount=CartDiscount(rate=Percent.whole(2), reason="rombongan bus", bearer=DiscountBearer.SHOP),
    )
    assert basket.total == Rupiah(1_710_000 - 34_200)
    sold = shop.sells(shop.cashier, *basket.for_sale())
    assert sold.total == Rupiah(1_675_800)
    assert shop.owed() == (3 * 132_000 - 35_000) + 1_000_000
    assert shop.all_is_well()


def test_batik_day_comes_and_goes_by_itself(shop: Shop) -> None:
    # A quarter off this artisan's goods, for today and tomorrow, at the shop's cost.
    shop.promotes(shop.supervisor, percent=25, days=1)
    promoted = shop.scanned(shop.cap, CAP, 2)
    assert promoted.amount == Rupiah(247_500)
    # Nobody has to approve it, though it is more than Dewi may give; and nobody may forget it.
    shop.sells(shop.cashier, promoted)
    assert shop.owed() == 2 * 132_000
    with pytest.raises(PromotionChanged, match=r"82\.500"):
        shop.sells(shop.cashier, cap(shop, 2))

    # Two days later it is over. The cart that was filled before is asked about.
    shop.clock.advance(timedelta(days=2))
    assert shop.scanned(shop.cap, CAP).discounts == ()
    assert shop.all_is_well()


def test_an_artisan_is_asked_before_his_price_changes(shop: Shop) -> None:
    # The agreement says so.
    with pytest.raises(ConsentMissing, match="Batik Lembayung"):
        shop.changes_price(shop.supervisor, shop.cap, 175_000)
    shop.changes_price(shop.supervisor, shop.cap, 175_000, Consent(party=shop.artisan, way=ConsentWay.MESSAGE))

    # The cart that was open at the old price is asked about, and the new one is sold.
    with pytest.raises(PriceChanged, match=r"175\.000"):
        shop.sells(shop.cashier, cap(shop))
    shop.sells(shop.cashier, replace(cap(shop), price=Rupiah(175_000)))
    assert shop.owed() == 140_000

    # A year from now somebody asks why.
    with shop.store.reading() as session:
        (step,) = price_history(session, shop.cap)
    assert (step.code, step.old, step.new, step.by, step.reason) == (
        "A1-000001",
        CAP,
        Rupiah(175_000),
        "Pak Joko",
        "malam dan pewarna naik",
    )
    assert step.consents == (Consent(party=shop.artisan, way=ConsentWay.MESSAGE),)
    assert shop.all_is_well()


def test_framed_it_costs_more_and_the_artisan_has_his_part_of_it(shop: Shop) -> None:
    framed = replace(cap(shop), price=Rupiah(215_000), reason="dengan bingkai")
    shop.sells(shop.supervisor, framed)
    assert shop.owed() == 172_000
    assert shop.all_is_well()


def test_bu_sri_fetches_her_purse_and_nobody_else_gets_her_cloth(shop: Shop, clock: FixedClock) -> None:
    # She wants the hand-drawn one and two stamped ones, a little off, and has paid a part by QRIS.
    basket = Basket(
        lines=(SaleLine(item=shop.tulis, quantity=ONE, price=TULIS), less(cap(shop, 2), 10_000, "langganan")),
        rates=(None, None),
        tenders=(Tender(method="qris", given=Rupiah(500_000), confirmed=True),),
    )
    held = shop.holds(shop.cashier, "Bu Sri", basket)

    # The power goes. Her cart is still there, under her name.
    path = shop.store.path
    shop.store.close()
    again = replace(shop, store=Store(path))
    try:
        with again.store.reading() as session:
            assert [(cart.name, cart.pieces) for cart in held_carts(session)] == [("Bu Sri", 3)]

        # Somebody else wants the same cloth: it is promised.
        with pytest.raises(PromisedElsewhere, match="Bu Sri"):
            again.sells(again.cashier, SaleLine(item=shop.tulis, quantity=ONE, price=TULIS))

        # She is back.
        assert again.recalls(again.cashier, held) == basket
        sold = again.sells(again.cashier, *basket.for_sale(), sale=held)
        assert sold.total == Rupiah(1_570_000)
        assert again.all_is_well()
    finally:
        again.store.close()
