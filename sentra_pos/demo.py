"""A shop that has been running for five weeks, made through the acts a real one uses; every name is invented."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.queries import ItemCard, items_page
from sentra_pos.consignment.lists.import_artisans import ImportArtisans, import_artisans
from sentra_pos.consignment.lists.import_goods import ImportGoods, import_goods
from sentra_pos.consignment.lists.match_columns import match_artisan_columns, match_goods_columns
from sentra_pos.consignment.lists.plan_import import ImportAnswers
from sentra_pos.consignment.lists.read_table import read_table
from sentra_pos.consignment.lists.understand_rows import understand_artisans, understand_goods
from sentra_pos.core.clock import Clock, FixedClock, business_today, local
from sentra_pos.core.ids import DeviceId, DocumentId, PartyId, StaffId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.resources import resource_path
from sentra_pos.core.speech import _
from sentra_pos.db.setting_keys import RECEIPT_FOOTER, SHOP_ADDRESS
from sentra_pos.db.settings import put_setting
from sentra_pos.found_shop import FoundShop, found_shop
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.payments.bank_queries import unreceived_payments
from sentra_pos.payments.bank_receipt import BankReceipt, bank_receipt
from sentra_pos.payments.change_method import ChangeMethod, change_method
from sentra_pos.payments.methods import CASH, ON_ACCOUNT, QRIS, TRANSFER, payment_method
from sentra_pos.payments.set_qris import SetQris, set_qris
from sentra_pos.people.add_customer import AddCustomer, add_customer
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.queries import artisans
from sentra_pos.sales.add_promotion import AddPromotion, add_promotion
from sentra_pos.sales.basket import Basket
from sentra_pos.sales.cart import Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.customer_payment import CustomerPayment, customer_payment
from sentra_pos.sales.customer_queries import open_accounts
from sentra_pos.sales.hold_cart import HoldCart, hold_cart
from sentra_pos.sales.promotion_queries import promotions_on
from sentra_pos.sales.promotions import PromotedGoods, PromotionScope, best_promotion, promotions_for
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.pay_out import PayOut, pay_out
from sentra_pos.settlement.queries import owed_by_artisan
from sentra_pos.shop import Shop, open_shop
from sentra_pos.stock.places import shelf_of
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.shift_queries import Movement, shift_totals

DEMO_PIN = "4711"
#: A static QRIS that pays nobody: acquirer, account and NMID are made up.
DEMO_QRIS = (
    "00020101021126600016ID.CO.CONTOH.WWW01189360099900000000170207CTH00010303UMI"
    "51440014ID.CO.QRIS.WWW0215ID10209999999990303UMI"
    "5204569953033605802ID5919GALERI BATIK CONTOH6009MOJOKERTO6105613826304C310"
)
#: What the invented list does not say: the net prices of two workshops and the cost of one, as a part of the price.
DEMO_SHARES = {"P04": Percent.whole(80), "P09": Percent.whole(80), "P12": Percent.whole(70)}
WEEKS = 5
_FLOAT = Rupiah(500_000)
#: Large enough to change with, small enough for a drawer.
_NOTE = 50_000
#: Why something was sold for less, in the shop's own words.
_REASON = "Pelanggan tetap"
_AGENCY = "Dinas Contoh Kota Mojokerto"
#: The workshop whose goods a promotion is for.
_PROMOTED = "P02"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hands:
    """The demo's shop, its own clock, its one cashier and its luck."""

    shop: Shop
    clock: FixedClock
    by: ActedBy
    luck: random.Random


def build_demo(path: Path, clock: Clock, *, weeks: int = WEEKS) -> None:
    """Make the store at the path; so many weeks of opening days end on the clock's today, with the till still open."""
    start = local(clock.now(), clock.zone) - timedelta(weeks=weeks)
    moving = FixedClock(start.replace(hour=8, minute=0, second=0, microsecond=0), clock.zone)
    shop = open_shop(path, moving)
    try:
        # The same demo every time: pictures and figures in conversations mean the same thing.
        hands = _found(shop, moving, random.Random(20_241_107))
        _take_in_everything(hands)
        last = business_today(clock)
        for today in _days(moving, clock):
            _trade(hands, days_left=(last - today).days, until=clock.now())
            if today.day in (1, 15):
                _settle_everybody(hands)
                _bank_brings_everything(hands)
    finally:
        shop.close()


def _found(shop: Shop, clock: FixedClock, luck: random.Random) -> _Hands:
    device, owner = DeviceId(new_id(clock)), StaffId(new_id(clock))
    with shop.writing() as session:
        found_shop(
            session,
            FoundShop(
                device=device,
                owner=owner,
                shop_name="Galeri Sentra Batik Contoh",
                till_name=_("Till 1"),
                owner_name="Ibu Contoh",
                pin=DEMO_PIN,
            ),
            clock=clock,
        )
        put_setting(session, SHOP_ADDRESS, "Jl. Contoh 1, Mojokerto")
        put_setting(session, RECEIPT_FOOTER, "Terima kasih. Setiap helai dibuat dengan tangan.")
        by = ActedBy(device=device, staff=owner)
        set_qris(session, SetQris(by=by, payload=DEMO_QRIS), clock=clock)
    return _Hands(shop=shop, clock=clock, by=by, luck=luck)


def _take_in_everything(hands: _Hands) -> None:
    today = business_today(hands.clock)
    people = read_table(resource_path("demo/daftar-perajin.csv"))
    goods = read_table(resource_path("demo/daftar-barang.xlsx"))
    with hands.shop.writing() as session:
        import_artisans(
            session,
            ImportArtisans(
                by=hands.by, artisans=understand_artisans(people, match_artisan_columns(people)), valid_from=today
            ),
            clock=hands.clock,
        )
        codes = {artisan.code: artisan.id for artisan in artisans(session)}
        import_goods(
            session,
            ImportGoods(
                by=hands.by,
                goods=understand_goods(goods, match_goods_columns(goods)),
                answers=ImportAnswers(shares={codes[code]: share for code, share in DEMO_SHARES.items()}),
                business_date=today,
            ),
            clock=hands.clock,
        )


def _days(moving: FixedClock, clock: Clock) -> Iterator[date]:
    last = business_today(clock)
    while business_today(moving) <= last:
        today = business_today(moving)
        yield today
        tomorrow = datetime.combine(today + timedelta(days=1), time(8), clock.zone)
        moving.set(tomorrow)


def _trade(hands: _Hands, *, days_left: int, until: datetime) -> None:
    """A day at the counter; the last one ends now, with the till open."""
    with hands.shop.writing() as session:
        opening = OpenTill(id=_id(hands), by=hands.by, counted=_FLOAT, added=_FLOAT)
        shift = open_till(session, opening, clock=hands.clock).shift
    if days_left in _HAPPENS:
        _HAPPENS[days_left](hands)
    for _customer in range(hands.luck.randint(1, 5)):
        hands.clock.advance(timedelta(minutes=hands.luck.randint(20, 90)))
        if hands.clock.now() >= until:
            break
        _sell(hands)
    if not days_left:
        return
    with hands.shop.writing() as session:
        expected = shift_totals(session, shift, hands.by.device).expected_cash
        short = Rupiah(hands.luck.choice((0, 0, 0, 0, 2_000, 5_000)))
        counted = expected - short
        reason = "Uang kembalian" if short else ""
        closing = CloseTill(id=_id(hands), by=hands.by, counted=counted, to_safe=counted, reason=reason)
        close_till(session, closing, clock=hands.clock)


def _cards(hands: _Hands) -> list[ItemCard]:
    """What can be sold now."""
    with hands.shop.reading() as session:
        shelf = shelf_of(session, hands.by.device)
        page = items_page(session, shelf, category=None, offset=0, limit=500)
    every = (size for card in page for size in (card.sizes or (card,)))
    # Ids are drawn anew each time, and so is their order: luck must not hang on it.
    return sorted(filter(_is_sold, every), key=lambda card: (card.name, card.size, card.maker_code, card.price))


def _sell(hands: _Hands) -> None:
    cards = _cards(hands)
    # Cloth that is one of a kind goes slowly; a demo without it would be no batik shop.
    cheap = [card for card in cards if card.kind is not ItemKind.UNIQUE or hands.luck.random() < 0.1]
    lines: list[SaleLine] = []
    for card in hands.luck.sample(cheap, k=min(hands.luck.choice((1, 1, 1, 2, 3)), len(cheap))):
        most = 1 if card.kind is ItemKind.UNIQUE else hands.luck.choice((1, 1, 2))
        quantity = Quantity(min(most, card.stock.units)) if card.kind is not ItemKind.SERVICE else Quantity(10)
        lines.append(_line(hands, card, quantity))
    if not lines:
        return
    if hands.luck.random() < 0.15:
        first = lines[0]
        less = Rupiah(first.list_amount.amount // 10_000 * 1_000)
        if less:
            lines[0] = replace(first, discounts=(Discount(amount=less, reason=_REASON),))
    total = sum_rupiah(line.amount for line in lines)
    _ring(hands, CompleteSale(id=_id(hands), by=hands.by, lines=tuple(lines), tenders=(_tender(hands, total),)))


def _ring(hands: _Hands, command: CompleteSale) -> None:
    with hands.shop.writing() as session:
        complete_sale(session, command, clock=hands.clock)


def _line(hands: _Hands, card: ItemCard, quantity: Quantity) -> SaleLine:
    """At the tag's price, less what a promotion takes off."""
    with hands.shop.reading() as session:
        in_force = promotions_on(session, business_today(hands.clock))
    goods = PromotedGoods(item=card.id, category=card.category, maker=card.maker)
    less = best_promotion(promotions_for(goods, in_force), card.price, quantity)
    return SaleLine(item=card.id, quantity=quantity, price=card.price, discounts=() if less is None else (less,))


def _is_sold(card: ItemCard) -> bool:
    return card.kind is ItemKind.SERVICE or card.stock >= ONE


def _tender(hands: _Hands, total: Rupiah) -> Tender:
    method = hands.luck.choices((CASH, QRIS, TRANSFER), (60, 30, 10))[0]
    if method == CASH:
        return Tender(method=CASH, given=Rupiah(-(-total.amount // _NOTE) * _NOTE))
    # Now and then somebody is in a hurry, and nobody looks whether the money came.
    seen = hands.luck.random() < 0.97
    return Tender(method=method, given=total, reference=f"{hands.luck.randint(0, 999_999):06d}", confirmed=seen)


def _an_agency_buys(hands: _Hands) -> None:
    """So many of one thing for its guests, to be paid when the money is there."""
    agency = AddCustomer(
        id=PartyId(new_id(hands.clock)), by=hands.by, name=_AGENCY, contact_name="Bu Contoh", phone="0812 0000 0000"
    )
    with hands.shop.writing() as session:
        _offer_to_pay_later(session, hands)
        add_customer(session, agency, clock=hands.clock)
    most = max(_counted(hands), key=lambda card: card.stock)
    line = _line(hands, most, Quantity(min(9, most.stock.units)))
    tender = Tender(method=ON_ACCOUNT, given=line.amount)
    _ring(hands, CompleteSale(id=_id(hands), by=hands.by, lines=(line,), tenders=(tender,), customer=agency.id))


def _offer_to_pay_later(session: Session, hands: _Hands) -> None:
    way = payment_method(session, ON_ACCOUNT)
    assert way is not None
    offered = ChangeMethod(
        by=hands.by,
        code=way.code,
        name=way.name,
        active=True,
        asks_reference=way.asks_reference,
        confirmed=way.confirmed,
        cost_rate=way.cost_rate,
        cost_free=way.cost_free,
    )
    change_method(session, offered, clock=hands.clock)


def _the_agency_pays(hands: _Hands) -> None:
    """The half of it."""
    with hands.shop.reading() as session:
        owing = open_accounts(session)
    for each in owing:
        half = Tender(method=TRANSFER, given=Rupiah(each.balance.amount // 2), reference="SP2D-001", confirmed=True)
        payment = CustomerPayment(
            id=_id(hands), by=hands.by, customer=each.customer.id, tenders=(half,), reason="Pembayaran pertama"
        )
        with hands.shop.writing() as session:
            customer_payment(session, payment, clock=hands.clock)


def _somebody_exchanges(hands: _Hands) -> None:
    """The cheapest thing, bought for cash, for the dearest."""
    cheapest, *_others, dearest = sorted(_counted(hands), key=lambda card: card.price)
    bought, instead = _line(hands, cheapest, ONE), _line(hands, dearest, ONE)
    paid = Tender(method=CASH, given=bought.amount)
    sale = CompleteSale(id=_id(hands), by=hands.by, lines=(bought,), tenders=(paid,))
    _ring(hands, sale)
    hands.clock.advance(timedelta(minutes=35))
    exchange = CompleteSale(
        id=_id(hands),
        by=hands.by,
        lines=(instead,),
        tenders=(Tender(method=CASH, given=instead.amount - bought.amount),),
        returns=(ReturnedLine(sale=sale.id, line=1, quantity=ONE),),
        reason="Tukar model",
    )
    _ring(hands, exchange)


def _a_promotion_begins(hands: _Hands) -> None:
    today = business_today(hands.clock)
    with hands.shop.reading() as session:
        maker = next(artisan.id for artisan in artisans(session) if artisan.code == _PROMOTED)
    promotion = AddPromotion(
        id=new_id(hands.clock),
        by=hands.by,
        name="Pekan Batik",
        starts=today,
        ends=today + timedelta(days=13),
        rate=Percent.whole(10),
        scope=PromotionScope.ARTISAN,
        target=str(maker),
        shop_bears=True,
    )
    with hands.shop.writing() as session:
        add_promotion(session, promotion, clock=hands.clock)


def _this_morning(hands: _Hands) -> None:
    """What is left to be seen to: coffee out of the drawer, a payment nobody has seen, a cart put aside."""
    coffee = MoveCash(
        id=_id(hands),
        by=hands.by,
        movement=Movement.PAID_OUT,
        amount=Rupiah(35_000),
        category="refreshments",
        reason="Kopi dan jajan untuk tamu",
    )
    first, second, *_rest = _counted(hands)
    line = _line(hands, first, ONE)
    unseen = Tender(method=QRIS, given=line.amount)
    _ring(hands, CompleteSale(id=_id(hands), by=hands.by, lines=(line,), tenders=(unseen,)))
    aside = HoldCart(by=hands.by, sale=_id(hands), name="Bu Ani", basket=Basket(lines=(_line(hands, second, ONE),)))
    with hands.shop.writing() as session:
        move_cash(session, coffee, clock=hands.clock)
        hold_cart(session, aside, clock=hands.clock)


def _counted(hands: _Hands) -> list[ItemCard]:
    return [card for card in _cards(hands) if card.kind is ItemKind.COUNTED]


#: What happens besides selling, so many days before the last.
_HAPPENS: dict[int, Callable[[_Hands], None]] = {
    8: _an_agency_buys,
    3: _the_agency_pays,
    2: _somebody_exchanges,
    1: _a_promotion_begins,
    0: _this_morning,
}


def _bank_brings_everything(hands: _Hands) -> None:
    with hands.shop.reading() as session:
        waiting = unreceived_payments(session, QRIS)
    receipt = BankReceipt(
        id=_id(hands),
        by=hands.by,
        method=QRIS,
        received_on=business_today(hands.clock),
        amount=sum_rupiah(each.expected for each in waiting),
        payments=tuple((each.document, each.line) for each in waiting),
    )
    if receipt.amount > ZERO:
        with hands.shop.writing() as session:
            bank_receipt(session, receipt, clock=hands.clock)


def _settle_everybody(hands: _Hands) -> None:
    with hands.shop.reading() as session:
        owed = owed_by_artisan(session)
    for one in owed:
        if one.to_pay <= ZERO:
            continue
        with hands.shop.writing() as session:
            locked = lock_settlement(
                session, LockSettlement(id=_id(hands), by=hands.by, party=one.party), clock=hands.clock
            )
        with hands.shop.writing() as session:
            payment = PayOut(
                id=_id(hands),
                by=hands.by,
                settlement=locked.id,
                method=PayoutMethod.TRANSFER,
                amount=locked.to_pay,
                reference=f"TRF-{hands.luck.randint(0, 999_999):06d}",
            )
            pay_out(session, payment, clock=hands.clock)


def _id(hands: _Hands) -> DocumentId:
    return DocumentId(new_id(hands.clock))
