"""Goods come in through the real screen: left here, noted from the receipt, corrected, and known after they sold."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt

from sentra_pos.catalogue.queries import photo_of
from sentra_pos.consignment.change_price import Consent, ConsentWay
from sentra_pos.consignment.drop_off_queries import open_drop_offs
from sentra_pos.consignment.note_queries import note, notes
from sentra_pos.consignment.printed_goods import PrintedPolicy, printed_policy
from sentra_pos.core.ids import DocumentId, ItemId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.elsewhere_queries import open_returns
from sentra_pos.sales.errors import NoNoteCovers
from sentra_pos.sales.identify_queries import waiting_to_be_identified
from sentra_pos.sales.returnable import returnable
from sentra_pos.sales.take_back_from_elsewhere import TakeBackFromElsewhere, take_back_from_elsewhere
from tests.consignment.price_history import price_history
from tests.factories import add_agreement, add_artisan, add_item, bring_in
from tests.gallery import open_the_till
from tests.ui.back_room import Desk
from tests.ui.consignment.test_screen import Opened, an_artisan, opened
from ui.consignment.correction_sheet import CorrectionSheet
from ui.consignment.decline_sheet import DeclineSheet
from ui.consignment.drop_off_sheet import DropOffSheet
from ui.consignment.note_done_sheet import NoteDoneSheet
from ui.consignment.note_sheet import NoteSheet
from ui.consignment.unknown_sheet import UnknownGoodsSheet
from ui.consignment.waiting_sheet import TakenHomeSheet, WaitingSheet
from ui.settings.printed_card import PrintedCard


def leave(desk: Desk, screen: Opened, *goods: tuple[str, int]) -> None:
    screen.doors.leave_here()
    desk.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, DropOffSheet)
    for what, count in goods:
        sheet.what.setText(what)
        sheet.count.set_value(Quantity(count))
        sheet.add()
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    desk.settle()


def waiting(desk: Desk) -> WaitingSheet:
    desk.press(Qt.Key.Key_F10)
    desk.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, WaitingSheet)
    return sheet


def test_what_was_left_is_noted_from_its_receipt_with_a_photo_and_a_refusal(desk: Desk, tmp_path: Path) -> None:
    an_artisan(desk)
    screen = opened(desk)
    leave(desk, screen, ("kain tulis", 1), ("selendang", 1))
    assert [paper.name for paper in screen.papers] == ["TT1-000001.pdf"]
    assert "(1)" in screen.doors.waiting_button.text()
    waiting(desk)
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, NoteSheet)
    picture = tmp_path / "kain.png"
    Image.new("RGB", (60, 40), "brown").save(picture)
    sheet.read_photo(picture)
    desk.settle()
    sheet.form.name.setText("Kain tulis Mojo")
    sheet.form.price.set_value(Rupiah(900_000))
    sheet.form.add()
    sheet.read_photo(tmp_path / "hilang.png")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F9)
    desk.settle()
    decline = desk.sheet()
    assert isinstance(decline, DeclineSheet)
    decline.what.setText("selendang")
    desk.press(Qt.Key.Key_Return)
    assert decline.reason.problem, "no refusal without a reason"
    decline.reason.setText("luntur")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    assert isinstance(desk.sheet(), NoteDoneSheet)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    with desk.shop.reading() as session:
        assert open_drop_offs(session) == ()
        (listed,) = notes(session)
        posted = note(session, listed.id)
        assert posted is not None
        photo = photo_of(session, posted.lines[0].item)
    assert (posted.left, posted.pieces, [each.reason for each in posted.declined]) == (Quantity(2), ONE, ["luntur"])
    assert photo is not None
    assert Image.open(io.BytesIO(photo)).size == (60, 40)
    assert [paper.name for paper in screen.papers] == ["TT1-000001.pdf", "N1-000001.pdf"]


def test_what_was_left_goes_home_and_its_receipt_is_closed(desk: Desk) -> None:
    an_artisan(desk)
    screen = opened(desk)
    leave(desk, screen, ("kain", 3))
    waiting(desk)
    desk.press(Qt.Key.Key_F8)
    desk.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, TakenHomeSheet)
    desk.press(Qt.Key.Key_Return)
    assert sheet.reason.problem
    sheet.reason.setText("dijemput")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    with desk.shop.reading() as session:
        assert open_drop_offs(session) == ()


def test_a_note_is_corrected_from_its_list(desk: Desk) -> None:
    party = an_artisan(desk)
    with desk.shop.writing() as session:
        item = add_item(session, desk.clock, maker=party)
        taken = bring_in(session, desk.clock, desk.founded, party, item, pieces=9)
    screen = opened(desk)
    screen.panel.chips.chip("notes").click()
    screen.doors.correct()
    desk.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, CorrectionSheet)
    sheet.never_ours()
    assert sheet.count.value() == Quantity(0)
    sheet.never_ours()
    assert sheet.presenter.rows[0].right is None, "said twice: it was ours after all"
    sheet.count.set_value(Quantity(7))
    sheet.price.set_value(Rupiah(150_000))
    sheet.take()
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    assert sheet.reason.problem, "the artisan reads why"
    sheet.reason.setText("salah hitung")
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    assert desk.sheet() is not sheet, "another price is asked about"
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    with desk.shop.reading() as session:
        (listed,) = notes(session)
    assert (listed.id, listed.corrected_by) == (taken.id, ("KN1-000001",))
    assert [paper.name for paper in screen.papers] == ["KN1-000001.pdf"]


def correcting(desk: Desk, price: int) -> tuple[CorrectionSheet, ItemId, PartyId]:
    """A note of somebody who is asked about prices, with another price typed on its line."""
    with desk.shop.writing() as session:
        party = add_artisan(session, desk.clock)
        add_agreement(session, desk.clock, desk.founded, party, price_consent=True)
        item = add_item(session, desk.clock, maker=party)
        bring_in(session, desk.clock, desk.founded, party, item, pieces=9)
    screen = opened(desk)
    screen.panel.chips.chip("notes").click()
    screen.doors.correct()
    desk.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, CorrectionSheet)
    sheet.price.set_value(Rupiah(price))
    sheet.take()
    sheet.reason.setText("salah tulis")
    return sheet, item, party


def post(desk: Desk) -> None:
    """And yes to the price on the tag."""
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    desk.settle()


def consents(desk: Desk, item: ItemId) -> list[tuple[Consent, ...]]:
    with desk.shop.reading() as session:
        return [step.consents for step in price_history(session, item)]


def test_a_corrected_price_waits_for_the_artisans_consent(desk: Desk) -> None:
    sheet, item, party = correcting(desk, 150_000)
    post(desk)
    assert desk.sheet() is not sheet, "whose consent it takes is told"
    assert consents(desk, item) == []
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    sheet.consent.choose(ConsentWay.PHONE)
    sheet.price.set_value(Rupiah(140_000))
    sheet.take()
    assert sheet.consent.value() is None, "what was agreed was another price"
    sheet.consent.choose(ConsentWay.MESSAGE)
    post(desk)
    assert consents(desk, item) == [(Consent(party=party, way=ConsentWay.MESSAGE),)]


def test_a_consent_that_was_given_at_once_goes_along(desk: Desk) -> None:
    sheet, item, party = correcting(desk, 150_000)
    sheet.consent.choose(ConsentWay.PHONE)
    post(desk)
    assert consents(desk, item) == [(Consent(party=party, way=ConsentWay.PHONE),)]


def test_what_sold_before_its_note_is_put_on_the_right_account(desk: Desk) -> None:
    party = an_artisan(desk)
    open_the_till(desk.shop.store, desk.clock, desk.founded)
    with desk.shop.writing() as session:
        shawl = add_item(session, desk.clock, name="Syal", price=165_000)
        line = SaleLine(item=shawl, quantity=ONE, price=Rupiah(165_000))
        command = CompleteSale(
            id=DocumentId(new_id(desk.clock)), by=desk.founded.by, lines=(line,),
            tenders=(Tender(method="cash", given=line.amount),), confirmed=frozenset({NoNoteCovers.about(shawl)}),
        )  # fmt: skip
        complete_sale(session, command, clock=desk.clock)
    screen = opened(desk)
    assert "(1)" in screen.doors.unknown_button.text()
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, UnknownGoodsSheet)
    assert sheet.primary_button is not None
    assert not sheet.primary_button.isEnabled(), "no note has brought it in"
    desk.press(Qt.Key.Key_Escape)
    with desk.shop.writing() as session:
        bring_in(session, desk.clock, desk.founded, party, shawl, pieces=3)
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    with desk.shop.reading() as session:
        assert waiting_to_be_identified(session) == ()


def test_what_came_back_and_was_sold_elsewhere_finds_its_sale_in_the_same_list(desk: Desk) -> None:
    party = an_artisan(desk)
    open_the_till(desk.shop.store, desk.clock, desk.founded)
    with desk.shop.writing() as session:
        cloth = add_item(session, desk.clock, name="Kain Kawung", price=100_000)
        bring_in(session, desk.clock, desk.founded, party, cloth, pieces=3, price=100_000)
        wish = TakeBackFromElsewhere(
            id=DocumentId(new_id(desk.clock)), by=desk.founded.by, item=cloth, quantity=ONE, price=Rupiah(90_000),
            receipt="J1-000001", method="cash", reason="luntur",
        )  # fmt: skip
        take_back_from_elsewhere(session, wish, clock=desk.clock)
    screen = opened(desk)
    assert "(1)" in screen.doors.unknown_button.text()
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, UnknownGoodsSheet)
    assert sheet.primary_button is not None
    assert not sheet.primary_button.isEnabled(), "its sale is not in the book"
    assert sheet.never.isVisible()
    desk.press(Qt.Key.Key_Escape)
    with desk.shop.writing() as session:
        line = SaleLine(item=cloth, quantity=Quantity(2), price=Rupiah(100_000))
        sale = CompleteSale(
            id=DocumentId(new_id(desk.clock)), by=desk.founded.by, lines=(line,),
            tenders=(Tender(method="cash", given=line.amount),),
        )  # fmt: skip
        complete_sale(session, sale, clock=desk.clock)
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    # 90.000 went out, 100.000 came in for it: said, and agreed to.
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    with desk.shop.reading() as session:
        assert open_returns(session) == ()
        assert returnable(session, sale.id).lines[0].left == ONE


def test_a_return_whose_sale_is_lost_for_good_is_the_shops(desk: Desk) -> None:
    open_the_till(desk.shop.store, desk.clock, desk.founded)
    with desk.shop.writing() as session:
        cloth = add_item(session, desk.clock, name="Kain Kawung", price=100_000)
        wish = TakeBackFromElsewhere(
            id=DocumentId(new_id(desk.clock)), by=desk.founded.by, item=cloth, quantity=ONE, price=Rupiah(90_000),
            receipt="", method="cash", reason="luntur",
        )  # fmt: skip
        take_back_from_elsewhere(session, wish, clock=desk.clock)
    opened(desk)
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    desk.press(Qt.Key.Key_F9)
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    with desk.shop.reading() as session:
        assert open_returns(session) == ()


def test_the_owner_says_that_no_printed_cloth_is_taken_in(desk: Desk) -> None:
    card = PrintedCard(desk.context())
    card.refresh()
    desk.settle()
    assert card.policies.choice() is PrintedPolicy.LABEL
    card.policies.choose(PrintedPolicy.REFUSE)
    card.policies.chosen.emit(PrintedPolicy.REFUSE)
    desk.settle()
    with desk.shop.reading() as session:
        assert printed_policy(session) is PrintedPolicy.REFUSE
    card.deleteLater()
