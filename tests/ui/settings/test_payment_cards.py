"""How the shop is paid and what it takes off: ways of paying, QRIS, rounding, limits and promotions."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.call_off import CallOff, call_off
from sentra_pos.payments.methods import CASH, ON_ACCOUNT, QRIS, payment_method
from sentra_pos.payments.qris import QrisMerchant
from sentra_pos.payments.rounding import CashRounding, Direction, cash_rounding
from sentra_pos.payments.set_qris import QrisSet, SetQris, qris_standing, set_qris
from sentra_pos.people.facts import Role
from sentra_pos.sales.add_promotion import AddPromotion, add_promotion
from sentra_pos.sales.limit_discounts import discount_limits
from sentra_pos.sales.promotion_queries import all_promotions, promotions_on
from sentra_pos.sales.promotions import PromotionScope
from sentra_pos.shop import Shop
from tests.exhibitions.fair import Fair
from tests.gallery import Gallery, a_gallery
from tests.payments.stickers import qris_png, sticker
from tests.ui.front_door import LANGUAGES, clipped_at_all_sizes
from tests.ui.settings.test_settings import enter, turn_to
from ui.kit.dialog import Sheet
from ui.kit.immediate import ImmediateRunner
from ui.settings.methods_card import MethodSheet
from ui.settings.promotion_sheet import PromotionSheet
from ui.settings.promotions_card import announced
from ui.settings.qris import QrisReader
from ui.settings.qris_sheet import QrisSheet
from ui.settings.screen import COMPUTER, DISCOUNTS, PAYMENTS, PRINTING, SHOP, SettingsScreen
from ui.tour.hands import Hands


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock, opened=False)


@pytest.fixture
def screen(gallery: Gallery, hands: Hands) -> SettingsScreen:
    """The owner's, at the payments."""
    made = enter(hands, gallery.founded, Role.OWNER)
    turn_to(hands, made, PAYMENTS)
    return made


# ---------------------------------------------------------------------------------------------------- ways of paying


def open_method(hands: Hands, screen: SettingsScreen, code: str) -> MethodSheet:
    screen.methods.table.pick(code)
    hands.click(screen.methods.change)
    return hands.sheet(MethodSheet)


def test_what_the_bank_keeps_is_typed_as_its_contract_says(screen: SettingsScreen, hands: Hands) -> None:
    sheet = open_method(hands, screen, QRIS)
    hands.type(sheet.rate, "0,3%")
    hands.type(sheet.free, "500000")
    hands.press(Qt.Key.Key_Return)
    hands.no_sheet()

    with hands.app.shop.reading() as session:
        method = payment_method(session, QRIS)
    assert method is not None
    assert (method.cost_rate, method.cost_free) == (Percent(30), Rupiah(500_000))
    shown = screen.methods.table.current()
    assert shown is not None
    assert shown.cost_rate == Percent(30)


def test_a_way_of_paying_is_switched_on_and_cash_never_off(screen: SettingsScreen, hands: Hands) -> None:
    sheet = open_method(hands, screen, ON_ACCOUNT)
    sheet.active.click()
    hands.go_on(sheet)
    hands.no_sheet()
    with hands.app.shop.reading() as session:
        method = payment_method(session, ON_ACCOUNT)
    assert method is not None
    assert method.active
    assert not open_method(hands, screen, CASH).active.isVisible()


def test_a_name_that_another_has_is_refused_beside_the_field(screen: SettingsScreen, hands: Hands) -> None:
    sheet = open_method(hands, screen, QRIS)
    hands.type(sheet.name, "Tunai")
    hands.go_on(sheet)
    assert sheet.name.problem
    assert sheet.isVisible()


# --------------------------------------------------------------------------------------------------------------- QRIS


class Sheetlike:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.merchants: list[QrisMerchant | None] = []
        self.told: list[SentraError] = []
        self.changed: list[QrisSet] = []

    def show_merchant(self, merchant: QrisMerchant | None) -> None:
        self.merchants.append(merchant)

    def kept(self, changed: QrisSet) -> None:
        self.changed.append(changed)

    def refused(self, trouble: SentraError) -> None:
        self.told.append(trouble)

    def busy(self, is_busy: bool) -> None: ...


def test_a_sticker_is_read_from_a_picture_and_kept(store: Store, clock: FixedClock, gallery: Gallery) -> None:
    view = Sheetlike()
    reader = QrisReader(ImmediateRunner(Shop(store, clock)), gallery.founded.by, view)
    reader.read_picture(qris_png(sticker(), side=400))
    reader.keep()

    (changed,) = view.changed
    assert changed.merchant is not None
    assert changed.merchant.name == "SENTRA BATIK CONTOH"


def test_what_cannot_be_the_shops_sticker_is_never_kept(store: Store, clock: FixedClock, gallery: Gallery) -> None:
    view = Sheetlike()
    reader = QrisReader(ImmediateRunner(Shop(store, clock)), gallery.founded.by, view)
    white = io.BytesIO()
    Image.new("L", (60, 60), 255).save(white, "PNG")
    for wrong in (sticker()[:-1], sticker(amount="5000"), sticker(kind="12"), "https://example.com"):
        reader.read_text(wrong)
    reader.read_picture(white.getvalue())
    reader.read_picture(b"not a picture")
    reader.keep()

    assert len(view.told) == 6
    assert view.merchants == [None] * 6
    assert view.changed == []


def test_a_pasted_sticker_shows_whom_it_pays_before_it_is_kept(screen: SettingsScreen, hands: Hands) -> None:
    hands.click(screen.qris.change)
    sheet = hands.sheet(QrisSheet)
    assert sheet.primary_button is not None
    assert not sheet.primary_button.isEnabled()
    QGuiApplication.clipboard().setText(f" {sticker()}\n")
    hands.press(Qt.Key.Key_F4)
    assert (sheet.facts.name.text(), sheet.facts.nmid.text()) == ("SENTRA BATIK CONTOH", "ID1020999999999")
    assert sheet.facts.city.text() == "MOJOKERTO"
    hands.go_on(sheet)
    hands.no_sheet()

    with hands.app.shop.reading() as session:
        assert qris_standing(session) is not None
    assert screen.qris.facts.isVisible()
    hands.click(screen.qris.remove)
    hands.go_on(hands.sheet(Sheet))
    hands.no_sheet()
    assert not screen.qris.facts.isVisible()


def test_a_photo_that_is_gone_is_told_in_the_sheet(screen: SettingsScreen, hands: Hands, tmp_path: Path) -> None:
    hands.click(screen.qris.change)
    sheet = hands.sheet(QrisSheet)
    (tmp_path / "stiker.png").write_bytes(qris_png(sticker(name="TOKO SENDIRI"), side=400))
    sheet.read_file(tmp_path / "stiker.png")
    hands.wait_for("the code", sheet.facts.isVisible)
    assert sheet.facts.name.text() == "TOKO SENDIRI"
    sheet.read_file(tmp_path / "tidak ada.png")
    assert sheet._problem.isVisible()


# ------------------------------------------------------------------------------------------------- rounding and limits


def test_rounding_holds_at_once_and_shows_what_it_does(screen: SettingsScreen, hands: Hands) -> None:
    hands.click(screen.rounding.steps.chip(Rupiah(500)))
    hands.settle()
    assert "92.500" in screen.rounding.example.text()
    hands.click(screen.rounding.ways.chip(Direction.NEAREST))
    hands.settle()
    assert "93.000" in screen.rounding.example.text()
    with hands.app.shop.reading() as session:
        assert cash_rounding(session) == CashRounding(step=Rupiah(500), direction=Direction.NEAREST)


def test_limits_are_kept_by_role_and_a_word_is_no_limit(screen: SettingsScreen, hands: Hands) -> None:
    turn_to(hands, screen, DISCOUNTS)
    hands.type(screen.limits.fields[Role.CASHIER], "7,5")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    hands.type(screen.limits.fields[Role.SUPERVISOR], "banyak")
    hands.click(screen.limits.save)
    hands.settle()

    assert screen.limits.fields[Role.SUPERVISOR].problem
    with hands.app.shop.reading() as session:
        limits = discount_limits(session)
    assert (limits[Role.CASHIER], limits[Role.SUPERVISOR]) == (Percent(750), Percent.whole(30))


# ---------------------------------------------------------------------------------------------------------- promotions


def test_a_promotion_is_announced_and_ended(screen: SettingsScreen, hands: Hands, clock: FixedClock) -> None:
    turn_to(hands, screen, DISCOUNTS)
    hands.click(screen.promotions.new)
    sheet = hands.sheet(PromotionSheet)
    hands.type(sheet.name, "Pekan batik")
    hands.type(sheet.rate, "10")
    hands.type(sheet.ends, "30/11/26")
    hands.press(Qt.Key.Key_Return)
    hands.no_sheet()

    (row,) = screen.promotions.table.records.rows
    assert (row.promotion.name, row.can_end) == ("Pekan batik", True)
    hands.click(screen.promotions.end)
    hands.go_on(hands.sheet(Sheet))
    hands.no_sheet()
    with hands.app.shop.reading() as session:
        assert promotions_on(session, business_today(clock)) == ()
    assert not screen.promotions.end.isEnabled()


def test_a_scan_says_which_item_a_promotion_is_for(screen: SettingsScreen, hands: Hands, gallery: Gallery) -> None:
    turn_to(hands, screen, DISCOUNTS)
    hands.click(screen.promotions.new)
    sheet = hands.sheet(PromotionSheet)
    hands.scan(gallery.pouch.code)
    hands.wait_for("the item", sheet._found.isVisible)
    hands.type(sheet.name, "Pouch murah")
    hands.type(sheet.amount, "5000")
    hands.type(sheet.ends, "30/11/26")
    hands.go_on(sheet)
    hands.no_sheet()

    with hands.app.shop.reading() as session:
        ((promotion, _ended),) = all_promotions(session)
    assert (promotion.scope, promotion.target) == (PromotionScope.ITEM, str(gallery.pouch.id))
    assert promotion.amount == Rupiah(5_000)


def test_an_exhibition_is_offered_once_one_is_planned_and_brings_its_days_along(
    screen: SettingsScreen, hands: Hands, store: Store, clock: FixedClock, gallery: Gallery
) -> None:
    turn_to(hands, screen, DISCOUNTS)
    hands.click(screen.promotions.new)
    sheet = hands.sheet(PromotionSheet)
    hands.settle()
    with pytest.raises(KeyError):
        sheet.scopes.chip(PromotionScope.EXHIBITION)
    sheet.reject()
    fair = Fair(store=store, clock=clock, gallery=gallery)
    fair.plan("Pasar Seni", starts=fair.today - timedelta(days=9), ends=fair.today - timedelta(days=1))
    planned = fair.plan("Pameran Contoh", starts=fair.today - timedelta(days=1), ends=fair.today + timedelta(days=3))
    hands.click(screen.promotions.new)
    sheet = hands.sheet(PromotionSheet)
    hands.wait_for("the exhibitions", lambda: sheet._known.exhibitions)
    hands.click(sheet.scopes.chip(PromotionScope.EXHIBITION))
    assert (sheet.starts.value(), sheet.ends.value()) == (fair.today, fair.today + timedelta(days=3))
    hands.type(sheet.name, "Promo pameran")
    hands.type(sheet.rate, "15")
    hands.type(sheet.ends, "30/11/26")
    hands.go_on(sheet)
    assert "Pameran Contoh" in str(sheet.ends.problem)
    hands.type(sheet.ends, "25/11/26")
    hands.go_on(sheet)
    hands.no_sheet()
    (row,) = screen.promotions.table.records.rows
    assert (row.promotion.scope, row.promotion.target) == (PromotionScope.EXHIBITION, str(planned))
    assert "Pameran Contoh" in row.goods
    fair.do(call_off, CallOff(by=fair.ratna, exhibition=planned, reason="hujan"))
    with store.reading() as session:
        (row,) = announced(session, clock, gallery.founded.device)
    assert not row.can_end


def test_what_is_missing_is_marked_where_it_is_typed(screen: SettingsScreen, hands: Hands) -> None:
    turn_to(hands, screen, DISCOUNTS)
    hands.click(screen.promotions.new)
    sheet = hands.sheet(PromotionSheet)
    hands.go_on(sheet)
    assert sheet.ends.problem
    hands.type(sheet.ends, "30/11/26")
    hands.go_on(sheet)
    assert sheet.name.problem
    hands.type(sheet.name, "Pekan batik")
    hands.go_on(sheet)
    assert sheet.rate.problem


def test_the_list_says_what_runs_and_what_is_over(store: Store, clock: FixedClock, gallery: Gallery) -> None:
    today = business_today(clock)
    for name, first, last in (("Over", -9, -2), ("Running", -1, 3), ("To come", 4, 5)):
        command = AddPromotion(
            id=new_id(clock),
            by=gallery.founded.by,
            name=name,
            starts=today + timedelta(days=first),
            ends=today + timedelta(days=last),
            rate=Percent.whole(10),
            scope=PromotionScope.ARTISAN,
            target=str(gallery.tirta),
        )
        with store.writing() as session:
            add_promotion(session, command, clock=clock)
    with store.reading() as session:
        rows = announced(session, clock, gallery.founded.device)
    assert [(row.promotion.name, row.can_end, row.goods) for row in rows] == [
        ("To come", True, "Batik Tirta"),
        ("Running", True, "Batik Tirta"),
        ("Over", False, "Batik Tirta"),
    ]


# ---------------------------------------------------------------------------------------------------- whole screen


def test_nobody_is_offered_a_section_without_a_card(gallery: Gallery, hands: Hands) -> None:
    screen = enter(hands, gallery.founded, Role.CASHIER)
    for gone in (PAYMENTS, DISCOUNTS):
        with pytest.raises(KeyError):
            screen.sections.chip(gone)
    turn_to(hands, screen, PAYMENTS)
    assert screen.people.isVisible()
    assert not screen.methods.isVisible()


def test_sections_are_reached_with_keys(screen: SettingsScreen, hands: Hands) -> None:
    # Asked for by name: a card that is made before its section is opened would be a window of its own.
    for number, card in enumerate(("shop", "methods", "promotions", "printer", "look")):
        QTest.keyClick(hands.window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.AltModifier)
        hands.settle()
        assert getattr(screen, card).isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_cut(gallery: Gallery, hands: Hands, language: str) -> None:
    use_language(language)
    with hands.app.shop.writing() as session:
        set_qris(session, SetQris(by=gallery.founded.by, payload=sticker()), clock=hands.app.shop.clock)
    screen = enter(hands, gallery.founded, Role.OWNER)
    cut = []
    for section in (SHOP, PAYMENTS, DISCOUNTS, PRINTING, COMPUTER):
        turn_to(hands, screen, section)
        cut += clipped_at_all_sizes(hands)
    turn_to(hands, screen, PAYMENTS)
    sheet: QWidget = open_method(hands, screen, QRIS)
    cut += clipped_at_all_sizes(hands)
    sheet.close()
    hands.no_sheet()
    hands.click(screen.qris.change)
    qris = hands.sheet(QrisSheet)
    qris.payload.setPlainText(sticker(name="TOKO DENGAN NAMA YANG AGAK"))
    cut += clipped_at_all_sizes(hands)
    qris.close()
    hands.no_sheet()
    turn_to(hands, screen, DISCOUNTS)
    hands.click(screen.promotions.new)
    hands.sheet(PromotionSheet).scopes.choose(PromotionScope.ITEM)
    cut += clipped_at_all_sizes(hands)
    assert cut == []
