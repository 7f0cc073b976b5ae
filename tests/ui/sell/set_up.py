"""What an owner sets up before a busy day: every way of paying, a QRIS, rounding, a promotion, an agency."""

from __future__ import annotations

from datetime import timedelta

from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.payments.change_method import ChangeMethod, change_method
from sentra_pos.payments.methods import LOST, payment_methods
from sentra_pos.payments.rounding import CashRounding
from sentra_pos.payments.set_qris import SetQris, set_qris
from sentra_pos.payments.set_rounding import SetRounding, set_rounding
from sentra_pos.people.add_customer import AddCustomer, add_customer
from sentra_pos.sales.add_promotion import AddPromotion, add_promotion
from sentra_pos.shop import Shop
from tests.gallery import Gallery
from tests.payments.stickers import sticker
from ui.sell.rows import Buyer

#: The owner's, with whom the shop was founded.
PIN = "246813"


def offer_every_way(shop: Shop, gallery: Gallery) -> None:
    """All that can be offered, by its usual name."""
    with shop.writing() as session:
        for method in payment_methods(session, also_inactive=True):
            if method.code == LOST:
                continue
            command = ChangeMethod(
                by=gallery.founded.by,
                code=method.code,
                name=method.name,
                active=True,
                asks_reference=method.asks_reference,
                confirmed=method.confirmed,
                cost_rate=method.cost_rate,
                cost_free=method.cost_free,
            )
            change_method(session, command, clock=shop.clock)


def hang_up_qris(shop: Shop, gallery: Gallery) -> None:
    """The shop's sticker."""
    with shop.writing() as session:
        set_qris(session, SetQris(by=gallery.founded.by, payload=sticker()), clock=shop.clock)


def round_cash(shop: Shop, gallery: Gallery, step: int = 1_000) -> None:
    """Down to whole steps."""
    command = SetRounding(by=gallery.founded.by, rounding=CashRounding(step=Rupiah(step)))
    with shop.writing() as session:
        set_rounding(session, command, clock=shop.clock)


def promote(shop: Shop, gallery: Gallery, name: str = "Hari Batik", percent: int = 10) -> None:
    """Something off everything, this week."""
    today = business_today(shop.clock)
    command = AddPromotion(
        id=new_id(shop.clock),
        by=gallery.founded.by,
        name=name,
        rate=Percent.whole(percent),
        starts=today,
        ends=today + timedelta(days=7),
    )
    with shop.writing() as session:
        add_promotion(session, command, clock=shop.clock)


def enter_agency(shop: Shop, gallery: Gallery, name: str = "SDN Contoh 1") -> Buyer:
    """A customer who pays later."""
    party = PartyId(new_id(shop.clock))
    with shop.writing() as session:
        add_customer(session, AddCustomer(id=party, by=gallery.founded.by, name=name), clock=shop.clock)
    return Buyer(id=party, name=name)
