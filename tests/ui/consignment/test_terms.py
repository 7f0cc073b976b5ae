"""Terms at the counter: a rate of its own is written down, its reason is read, and goods are moved with a yes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from sentra_pos.consignment.change_price import ConsentWay
from sentra_pos.consignment.facts import Liability, Rhythm, Scheme
from sentra_pos.consignment.queries import agreements_of
from sentra_pos.consignment.rates import Rate
from sentra_pos.consignment.terms_queries import lots_to_move
from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from tests.factories import add_agreement, add_artisan, add_item, bring_in
from tests.ui.back_room import Desk
from ui.consignment.agreement_pdf import save_agreement
from ui.consignment.agreement_sheet import CARE, RATES, WHY, AgreementSheet
from ui.consignment.agreements_sheet import AgreementsSheet, version_state
from ui.consignment.move_terms_sheet import MoveTermsSheet
from ui.consignment.rate_sheet import CATEGORY, EVERYTHING, RateSheet
from ui.consignment.screen import ConsignmentScreen


def an_artisan(desk: Desk) -> PartyId:
    """Ten cloths here at fifteen percent."""
    with desk.shop.writing() as session:
        party = add_artisan(session, desk.clock)
        add_agreement(session, desk.clock, desk.founded, party)
        cloth = add_item(session, desk.clock, maker=party)
        bring_in(session, desk.clock, desk.founded, party, cloth)
    return party


def opened(desk: Desk) -> ConsignmentScreen:
    window = desk.open(ConsignmentScreen)
    screen = window.front()
    assert isinstance(screen, ConsignmentScreen)
    return screen


def terms_sheet(desk: Desk) -> AgreementSheet:
    desk.press(Qt.Key.Key_F5)
    sheet = desk.sheet()
    assert isinstance(sheet, AgreementSheet)
    return sheet


def test_a_rate_of_its_own_is_added_explained_and_saved(desk: Desk) -> None:
    party = an_artisan(desk)
    opened(desk)
    sheet = terms_sheet(desk)
    sheet.show_page(RATES)
    desk.press(Qt.Key.Key_F2)
    rate = desk.sheet()
    assert isinstance(rate, RateSheet)
    assert (rate.about.choice(), rate.category.value()) == (CATEGORY, "Kain")
    rate.rate.set_value(Percent.whole(12))
    desk.press(Qt.Key.Key_Return)
    assert sheet.rates.rates == (Rate(category="Kain", scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(12)),)
    sheet.show_page(WHY)
    assert [rung.says for rung in sheet.why.table.records.rows if rung.holds] == ["12%"]
    sheet.care.liability.set_value(Liability.SHARED)
    sheet.care.shop_percent.set_value(Percent.whole(60))
    sheet.settling.return_term.set_value(Quantity(90))
    sheet.settling.rhythm.set_value(Rhythm.WEEKLY)
    sheet.settling.weekday.set_value(6)
    desk.press(Qt.Key.Key_Return)
    with desk.shop.reading() as session:
        newest = agreements_of(session, party)[0]
    assert (newest.rates, newest.return_term_days, newest.payday) == (sheet.rates.rates, 90, 6)
    assert newest.shop_bears == Percent.whole(60)


def test_a_rate_is_about_something_and_nothing_has_two(desk: Desk) -> None:
    an_artisan(desk)
    opened(desk)
    sheet = terms_sheet(desk)
    known = Rate(category="Kain", scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(12))
    sheet.rates.set_rates((known,))
    sheet.show_page(RATES)
    desk.press(Qt.Key.Key_F2)
    rate = desk.sheet()
    assert isinstance(rate, RateSheet)
    rate.rate.set_value(Percent.whole(9))
    assert rate.value() is None
    rate.about.choose(EVERYTHING)
    assert rate.value() is None
    desk.press(Qt.Key.Key_Escape)
    sheet.rates.table.pick_first()
    desk.press(Qt.Key.Key_F4)
    assert sheet.rates.rates == ()


def test_a_field_that_is_missing_is_shown_on_its_page(desk: Desk) -> None:
    an_artisan(desk)
    opened(desk)
    sheet = terms_sheet(desk)
    sheet.care.liability.set_value(Liability.SHARED)
    sheet.care.shop_percent.set_value(None)
    desk.press(Qt.Key.Key_Return)
    assert desk.sheet() is sheet
    assert (sheet.chips.choice(), bool(sheet.care.shop_percent.problem)) == (CARE, True)


def test_goods_are_moved_once_the_artisan_agreed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opens: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opens.append)
    party = an_artisan(desk)
    with desk.shop.writing() as session:
        add_agreement(session, desk.clock, desk.founded, party, rate=Percent.whole(10), version=2)
    screen = opened(desk)
    screen.agreements()
    desk.settle()
    versions = desk.sheet()
    assert isinstance(versions, AgreementsSheet)
    versions.move_goods()
    desk.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, MoveTermsSheet)
    assert [(row.share_before, row.share) for row in sheet.list.rows] == [(Rupiah(140_250), Rupiah(148_500))]
    desk.press(Qt.Key.Key_F12)
    assert desk.sheet() is sheet, "nobody asked the artisan yet"
    sheet.consent.set_value(ConsentWay.SIGNED)
    desk.press(Qt.Key.Key_F12)
    with desk.shop.reading() as session:
        (lot,) = lots_to_move(session, party, desk.founded.device)
    assert (lot.version, len(opens)) == (2, 1)
    assert (desk.shop.store.path.parent / "perjanjian" / "KT1-000001.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_left_out_stays_and_a_net_price_is_typed_where_one_is_needed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    party = an_artisan(desk)
    with desk.shop.writing() as session:
        add_agreement(session, desk.clock, desk.founded, party, scheme=Scheme.NET_PRICE, version=2)
    screen = opened(desk)
    screen.agreements()
    desk.settle()
    versions = desk.sheet()
    assert isinstance(versions, AgreementsSheet)
    versions.move_goods()
    desk.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, MoveTermsSheet)
    desk.press(Qt.Key.Key_F3)
    assert (sheet.list.marked, sheet.primary_button is not None and sheet.primary_button.isEnabled()) == ((), False)
    desk.press(Qt.Key.Key_F2)
    (row,) = sheet.list.marked
    assert (row.wants_net, row.share) == (True, None)
    sheet.net_price.setFocus()
    desk.type("120000")
    assert [each.share for each in sheet.list.marked] == [Rupiah(120_000)]
    sheet.consent.set_value(ConsentWay.PHONE)
    desk.press(Qt.Key.Key_F12)
    with desk.shop.reading() as session:
        (lot,) = lots_to_move(session, party, desk.founded.device)
    assert (lot.version, lot.net_price) == (2, Rupiah(120_000))


def test_terms_that_begin_later_are_said_to_and_every_version_has_its_paper(desk: Desk) -> None:
    party = an_artisan(desk)
    today = business_today(desk.clock)
    with desk.shop.writing() as session:
        add_agreement(session, desk.clock, desk.founded, party, version=2, valid_from=today + timedelta(days=40))
    with desk.shop.reading() as session:
        later, now = agreements_of(session, party)
    assert version_state(later, now, today) != version_state(now, now, today)
    assert "01/01/27" in version_state(later, now, today)
    assert save_agreement(desk.shop, later.id).read_bytes().startswith(b"%PDF")
