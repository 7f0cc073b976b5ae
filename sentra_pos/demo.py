"""A shop that has been running for five weeks, made through the acts a real one uses; every name is invented."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.queries import ItemCard, items_page
from sentra_pos.consignment.lists.import_artisans import ImportArtisans, import_artisans
from sentra_pos.consignment.lists.import_goods import ImportGoods, import_goods
from sentra_pos.consignment.lists.match_columns import match_artisan_columns, match_goods_columns
from sentra_pos.consignment.lists.plan_import import ImportAnswers
from sentra_pos.consignment.lists.read_table import read_table
from sentra_pos.consignment.lists.understand_rows import understand_artisans, understand_goods
from sentra_pos.core.clock import Clock, FixedClock, business_today, local
from sentra_pos.core.ids import DeviceId, DocumentId, StaffId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.resources import resource_path
from sentra_pos.core.speech import _
from sentra_pos.db.setting_keys import RECEIPT_FOOTER, SHOP_ADDRESS
from sentra_pos.db.settings import put_setting
from sentra_pos.found_shop import FoundShop, found_shop
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.payments.methods import CASH, QRIS, TRANSFER
from sentra_pos.payments.set_qris import SetQris, set_qris
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.queries import artisans
from sentra_pos.sales.cart import Discount, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.pay_out import PayOut, pay_out
from sentra_pos.settlement.queries import owed_by_artisan
from sentra_pos.shop import Shop, open_shop
from sentra_pos.stock.places import shelf_of
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.shift_queries import shift_totals

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
        for today in _days(moving, clock):
            _trade(hands, closes=today < business_today(clock), until=clock.now())
            if today.day in (1, 15):
                _settle_everybody(hands)
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


def _trade(hands: _Hands, *, closes: bool, until: datetime) -> None:
    """A day at the counter; the last one ends now, with the till open."""
    with hands.shop.writing() as session:
        opening = OpenTill(id=_id(hands), by=hands.by, counted=_FLOAT, added=_FLOAT)
        shift = open_till(session, opening, clock=hands.clock).shift
    for _customer in range(hands.luck.randint(1, 5)):
        hands.clock.advance(timedelta(minutes=hands.luck.randint(20, 90)))
        if hands.clock.now() >= until:
            break
        _sell(hands)
    if not closes:
        return
    with hands.shop.writing() as session:
        expected = shift_totals(session, shift, hands.by.device).expected_cash
        short = Rupiah(hands.luck.choice((0, 0, 0, 0, 2_000, 5_000)))
        counted = expected - short
        reason = "Uang kembalian" if short else ""
        closing = CloseTill(id=_id(hands), by=hands.by, counted=counted, to_safe=counted, reason=reason)
        close_till(session, closing, clock=hands.clock)


def _sell(hands: _Hands) -> None:
    with hands.shop.reading() as session:
        shelf = shelf_of(session, hands.by.device)
        page = items_page(session, shelf, category=None, offset=0, limit=500)
    every = (size for card in page for size in (card.sizes or (card,)))
    # Ids are drawn anew each time, and so is their order: luck must not hang on it.
    cards = sorted(filter(_is_sold, every), key=lambda card: (card.name, card.size, card.maker_code, card.price))
    # Cloth that is one of a kind goes slowly; a demo without it would be no batik shop.
    cheap = [card for card in cards if card.kind is not ItemKind.UNIQUE or hands.luck.random() < 0.1]
    lines: list[SaleLine] = []
    for card in hands.luck.sample(cheap, k=min(hands.luck.choice((1, 1, 1, 2, 3)), len(cheap))):
        most = 1 if card.kind is ItemKind.UNIQUE else hands.luck.choice((1, 1, 2))
        quantity = Quantity(min(most, card.stock.units)) if card.kind is not ItemKind.SERVICE else Quantity(10)
        lines.append(SaleLine(item=card.id, quantity=quantity, price=card.price))
    if not lines:
        return
    if hands.luck.random() < 0.15:
        first = lines[0]
        less = Rupiah(first.list_amount.amount // 10_000 * 1_000)
        discounts = (Discount(amount=less, reason=_REASON),) if less else ()
        lines[0] = SaleLine(item=first.item, quantity=first.quantity, price=first.price, discounts=discounts)
    total = sum_rupiah(line.amount for line in lines)
    command = CompleteSale(id=_id(hands), by=hands.by, lines=tuple(lines), tenders=(_tender(hands, total),))
    with hands.shop.writing() as session:
        complete_sale(session, command, clock=hands.clock)


def _is_sold(card: ItemCard) -> bool:
    return card.kind is ItemKind.SERVICE or card.stock >= ONE


def _tender(hands: _Hands, total: Rupiah) -> Tender:
    method = hands.luck.choices((CASH, QRIS, TRANSFER), (60, 30, 10))[0]
    if method == CASH:
        return Tender(method=CASH, given=Rupiah(-(-total.amount // _NOTE) * _NOTE))
    # Now and then somebody is in a hurry, and nobody looks whether the money came.
    seen = hands.luck.random() < 0.97
    return Tender(method=method, given=total, reference=f"{hands.luck.randint(0, 999_999):06d}", confirmed=seen)


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
