"""The scenes of money that comes in, and of how the shop is paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt

from sentra_pos.core.ids import PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.payments.methods import ON_ACCOUNT, QRIS, WITHHELD
from sentra_pos.payments.set_qris import SetQris, set_qris
from sentra_pos.sales.promotions import PromotionScope
from tests.payments.stickers import sticker
from tests.sales.shop import Counter
from tests.ui.money.conftest import Till
from tests.ui.visit import Visit


def money(visit: Visit) -> Iterator[str]:
    """Two payments that nobody saw, and an agency that pays later."""
    from ui.money.payment_sheet import PaymentSheet
    from ui.money.screen import ACCOUNTS, BANK, MoneyScreen

    counter = Counter(store=visit.store, clock=visit.clock, gallery=visit.gallery)
    nobody = PartyId(new_id(visit.clock))
    till = Till(gallery=visit.gallery, counter=counter, clock=visit.clock, dinas=nobody, school=nobody)
    for code, rate in ((QRIS, 70), (ON_ACCOUNT, 0), (WITHHELD, 0)):
        till.offer(code, rate=rate)
    till = replace(till, dinas=till.customer("Dinas Koperasi dan Perindustrian Kota Contoh", contact_name="Ibu Rahayu"))
    till.pay(QRIS)
    till.pay(QRIS, 2, reference="4471")
    till.sell_on_account(till.dinas, 20)
    screen = visit.front("money")
    assert isinstance(screen, MoneyScreen)
    visit.press(Qt.Key.Key_F6)
    yield "money-not-checked"
    screen.show_tab(BANK)
    screen.bank.amount.set_value(Rupiah(551_115))
    visit.hands.settle()
    yield "money-from-the-bank"
    screen.show_tab(ACCOUNTS)
    visit.hands.settle()
    yield "money-accounts"
    visit.press(Qt.Key.Key_F12, PaymentSheet)
    yield "customers-payment"
    visit.away()


def payment_settings(visit: Visit) -> Iterator[str]:
    """What the owner says of payments and discounts."""
    from ui.settings.methods_card import MethodSheet
    from ui.settings.promotion_sheet import PromotionSheet
    from ui.settings.qris_sheet import QrisSheet
    from ui.settings.screen import DISCOUNTS, PAYMENTS, SettingsScreen

    with visit.app.shop.writing() as session:
        set_qris(session, SetQris(by=visit.gallery.founded.by, payload=sticker()), clock=visit.clock)
    screen = visit.front("settings")
    assert isinstance(screen, SettingsScreen)
    screen.show_section(PAYMENTS)
    screen.refresh()
    screen.methods.table.pick(QRIS)
    visit.hands.settle()
    yield "settings-payments"
    screen.methods.change.click()
    visit.hands.sheet(MethodSheet)
    yield "way-of-paying"
    visit.away()
    screen.qris.change.click()
    visit.hands.sheet(QrisSheet).payload.setPlainText(sticker())
    visit.hands.settle()
    yield "shops-qris"
    visit.away()
    screen.show_section(DISCOUNTS)
    yield "settings-discounts"
    screen.promotions.new.click()
    visit.hands.sheet(PromotionSheet).scopes.chip(PromotionScope.ITEM).click()
    visit.hands.settle()
    yield "promotion"
    visit.away()
