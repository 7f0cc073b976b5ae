"""The screen of consigned goods, by keyboard and with the real threads; and no text is cut anywhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.search import search_items
from sentra_pos.consignment.facts import CostBearer, Scheme
from sentra_pos.consignment.note_queries import note, notes
from sentra_pos.consignment.queries import agreements_of
from sentra_pos.core.ids import ItemId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of, documents_posted
from sentra_pos.people.facts import Role
from sentra_pos.people.queries import artisans
from tests.factories import add_agreement, add_artisan
from tests.ui.back_room import LISTS, Desk, clipped_everywhere
from ui.consignment.agreement_sheet import AgreementSheet
from ui.consignment.artisan_sheet import ChangeArtisanSheet, NewArtisanSheet
from ui.consignment.balances_sheet import BalancesSheet
from ui.consignment.import_sheet import ImportSheet
from ui.consignment.note_sheet import NoteSheet
from ui.consignment.screen import ConsignmentScreen


class Opened(ConsignmentScreen):
    """Keeps the papers that a real screen hands to another program."""

    papers: tuple[Path, ...] = ()

    def open_paper(self, file: Path) -> None:
        self.papers = (*self.papers, file)


def opened(desk: Desk) -> Opened:
    screen = desk.open(Opened).front()
    assert isinstance(screen, Opened)
    return screen


def an_artisan(desk: Desk, scheme: Scheme = Scheme.COMMISSION_PERCENT) -> PartyId:
    with desk.shop.writing() as session:
        party = add_artisan(session, desk.clock)
        fixed = Rupiah(2_500) if scheme is Scheme.COMMISSION_FIXED else None
        add_agreement(session, desk.clock, desk.founded, party, scheme=scheme, fixed=fixed)
    return party


def test_a_note_is_taken_in_by_keyboard_alone(desk: Desk) -> None:
    party = an_artisan(desk)
    screen = opened(desk)
    desk.press(Qt.Key.Key_F3)
    sheet = desk.sheet()
    assert isinstance(sheet, NoteSheet)
    desk.type("Kain Koro Renteng")
    desk.press(Qt.Key.Key_Return)
    desk.type("550000")
    assert "467.500" in sheet.form.share_line.text()
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_Return)
    assert len(sheet.presenter.lines) == 2
    desk.press(Qt.Key.Key_F12)
    with desk.shop.reading() as session:
        (listed,) = notes(session, party=party)
        taken = note(session, listed.id)
    assert taken is not None
    assert [(line.name, line.share) for line in taken.lines] == [("Kain Koro Renteng", Rupiah(467_500))] * 2
    desk.press(Qt.Key.Key_Return)
    (paper,) = screen.papers
    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.stem == listed.code
    assert screen.table.records.rows[0].pieces.units == 2


def test_the_parts_beside_the_list_come_to_the_front_by_keys(desk: Desk) -> None:
    party = an_artisan(desk)
    screen = opened(desk)
    screen.table.pick(party)
    desk.settle()
    assert not screen.panel.notes.isVisible()
    QTest.keyClick(screen, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert screen.panel.notes.isVisible()
    assert screen.doors.correct_button.isVisible()
    QTest.keyClick(screen, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert screen.panel.pieces.isVisible()
    assert screen.panel.chips.choice() == "pieces"


def test_a_note_with_lines_is_not_thrown_away_without_asking(desk: Desk) -> None:
    an_artisan(desk)
    opened(desk)
    desk.press(Qt.Key.Key_F3)
    sheet = desk.sheet()
    desk.type("Pouch")
    desk.press(Qt.Key.Key_Return)
    desk.type("25000")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Escape)
    assert desk.sheet() is not sheet
    desk.press(Qt.Key.Key_Escape)
    assert desk.sheet() is sheet
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is None


def test_goods_are_found_by_their_name_and_entered(desk: Desk) -> None:
    an_artisan(desk)
    opened(desk)
    desk.press(Qt.Key.Key_F3)
    sheet = desk.sheet()
    assert isinstance(sheet, NoteSheet)
    desk.press(Qt.Key.Key_F2)
    desk.type("Dompet baru")
    desk.press(Qt.Key.Key_Return)
    assert sheet.form.name.text() == "Dompet baru"
    assert sheet.search.text() == ""


def test_new_terms_are_a_new_version(desk: Desk) -> None:
    party = an_artisan(desk)
    screen = opened(desk)
    desk.press(Qt.Key.Key_F5)
    sheet = desk.sheet()
    assert isinstance(sheet, AgreementSheet)
    sheet.terms.rate.set_value(Percent(1250))
    desk.press(Qt.Key.Key_Return)
    with desk.shop.reading() as session:
        versions = agreements_of(session, party)
    assert [(each.version, each.rate) for each in versions] == [(2, Percent(1250)), (1, Percent.whole(15))]
    assert screen.presenter.detail is not None
    assert screen.presenter.detail.in_force == versions[0]


def test_who_bears_payment_costs_and_whether_prices_need_a_yes_is_chosen_and_begins_as_it_was(desk: Desk) -> None:
    party = an_artisan(desk)
    screen = opened(desk)
    desk.press(Qt.Key.Key_F5)
    sheet = desk.sheet()
    assert isinstance(sheet, AgreementSheet)
    assert (sheet.cost_bearer.value(), sheet.consent.value()) == (CostBearer.SHOP, False)
    sheet.cost_bearer.set_value(CostBearer.ARTISAN)
    sheet.consent.set_value(True)
    desk.press(Qt.Key.Key_Return)
    with desk.shop.reading() as session:
        newest = agreements_of(session, party)[0]
    assert (newest.payment_cost_bearer, newest.price_consent) == (CostBearer.ARTISAN, True)
    desk.settle()
    screen.new_terms()
    desk.settle()
    again = desk.sheet()
    assert isinstance(again, AgreementSheet)
    assert (again.cost_bearer.value(), again.consent.value()) == (CostBearer.ARTISAN, True)


def test_the_keys_follow_to_the_next_part_of_the_terms_wherever_they_were(desk: Desk) -> None:
    an_artisan(desk)
    opened(desk)
    desk.press(Qt.Key.Key_F5)
    sheet = desk.sheet()
    assert isinstance(sheet, AgreementSheet)
    sheet.back_button.setFocus()
    for part in (sheet.rates, sheet.care, sheet.settling, sheet.why):
        QTest.keyClick(sheet, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        there = QApplication.focusWidget()
        assert there is not None
        assert part.isAncestorOf(there)
        sheet.back_button.setFocus()
    sheet.reject()


def test_terms_that_begin_too_early_are_told_at_the_date(desk: Desk) -> None:
    party = an_artisan(desk)
    opened(desk)
    desk.press(Qt.Key.Key_F5)
    sheet = desk.sheet()
    assert isinstance(sheet, AgreementSheet)
    sheet.valid_from.set_value(date(2020, 1, 1))
    desk.press(Qt.Key.Key_Return)
    assert sheet.valid_from.problem
    with desk.shop.reading() as session:
        assert len(agreements_of(session, party)) == 1


def test_the_scheme_decides_which_figure_is_asked_for(desk: Desk) -> None:
    an_artisan(desk)
    opened(desk)
    desk.press(Qt.Key.Key_F5)
    sheet = desk.sheet()
    assert isinstance(sheet, AgreementSheet)
    seen = []
    for scheme in Scheme:
        sheet.terms.scheme.set_value(scheme)
        seen.append((sheet.terms.rate.isVisible(), sheet.terms.fixed.isVisible(), sheet.chips.chip("care").isVisible()))
    assert seen == [(True, False, True), (False, False, True), (False, True, True), (False, False, False)]


def test_a_new_artisan_is_asked_for_terms_at_once(desk: Desk) -> None:
    screen = opened(desk)
    desk.press(Qt.Key.Key_F4)
    sheet = desk.sheet()
    assert isinstance(sheet, NewArtisanSheet)
    desk.press(Qt.Key.Key_Return)
    assert sheet.name.problem
    desk.type("Sanggar Melati")
    desk.press(Qt.Key.Key_Return)
    assert isinstance(desk.sheet(), AgreementSheet)
    assert [row.artisan.name for row in screen.table.records.rows] == ["Sanggar Melati"]


def test_an_artisan_who_is_there_already_is_told_at_the_name(desk: Desk) -> None:
    an_artisan(desk)
    opened(desk)
    desk.press(Qt.Key.Key_F4)
    sheet = desk.sheet()
    assert isinstance(sheet, NewArtisanSheet)
    desk.type("sanggar  MELATI")
    desk.press(Qt.Key.Key_Return)
    assert "P01" in sheet.name.problem


def test_opening_balances_are_posted_per_artisan(desk: Desk) -> None:
    party = an_artisan(desk)
    opened(desk)
    desk.press(Qt.Key.Key_F8)
    sheet = desk.sheet()
    assert isinstance(sheet, BalancesSheet)
    sheet.owed[party].set_value(Rupiah(750_000))
    sheet.advances[party].set_value(Rupiah(200_000))
    sheet.savings[party].set_value(Rupiah(240_000))
    sheet.safe.set_value(Rupiah(3_000_000))
    desk.press(Qt.Key.Key_F12)
    with desk.shop.reading() as session:
        assert balance_of(session, Account(AccountKind.ACCRUED, party=party)) == Rupiah(-750_000)
        assert balance_of(session, Account(AccountKind.ADVANCE, party=party)) == Rupiah(200_000)
        assert balance_of(session, Account(AccountKind.SAVINGS, party=party)) == Rupiah(-240_000)
        assert balance_of(session, Account(AccountKind.SAFE)) == Rupiah(3_000_000)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_sums_of_a_large_cooperative_can_be_read(desk: Desk, language: str) -> None:
    party = an_artisan(desk)
    use_language(language)
    screen = opened(desk)
    desk.press(Qt.Key.Key_F8)
    sheet = desk.sheet()
    assert isinstance(sheet, BalancesSheet)
    for field in (sheet.bank, sheet.owed[party], sheet.advances[party], sheet.savings[party]):
        field.set_value(Rupiah(1_875_250_000))
    desk.settle()
    assert clipped_everywhere(screen.window()) == []
    assert sheet._sums.text().count("1.875.250.000") == 4


def test_both_lists_come_in_through_the_wizard_and_twice_changes_nothing(desk: Desk) -> None:
    screen = opened(desk)
    desk.press(Qt.Key.Key_F6)
    sheet = desk.sheet()
    assert isinstance(sheet, ImportSheet)
    sheet.open_file(LISTS / "daftar-perajin.csv")
    desk.settle()
    desk.press(Qt.Key.Key_F12, sheet)
    desk.press(Qt.Key.Key_F12, sheet)
    sheet.open_file(LISTS / "daftar-barang.xlsx")
    desk.settle()
    review = sheet.review_page
    assert review.detail.text() == review.rows.records.rows[0].reason != "", "all of it, where the row has no room"
    desk.press(Qt.Key.Key_F12, sheet)
    assert sheet.pages.currentWidget() is sheet.questions_page
    desk.press(Qt.Key.Key_F12, sheet)
    assert sheet.pages.currentWidget() is sheet.review_page
    desk.press(Qt.Key.Key_F12, sheet)
    assert sheet.pages.currentWidget() is sheet.result_page
    with desk.shop.reading() as session:
        posted = documents_posted(session)
        assert (posted, len(artisans(session))) == (12, 12)
    for name in ("daftar-perajin.csv", "daftar-barang.xlsx"):
        sheet.open_file(LISTS / name)
        desk.settle()
        desk.press(Qt.Key.Key_F12, sheet)
        assert sheet.pages.currentWidget() is sheet.drop
    with desk.shop.reading() as session:
        assert documents_posted(session) == posted
    desk.press(Qt.Key.Key_Escape, sheet)
    assert len(screen.table.records.rows) == 12


def test_who_may_not_change_terms_is_not_offered_it(desk: Desk) -> None:
    screen = ConsignmentScreen(desk.context(Role.SUPERVISOR))
    assert screen.terms_button.isHidden()
    assert screen.balances_button.isHidden()
    assert not screen.take_in_button.isHidden()
    screen.deleteLater()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_text_is_cut(desk: Desk, language: str) -> None:
    an_artisan(desk, Scheme.NET_PRICE)
    use_language(language)
    screen = opened(desk)
    cut = {"screen": clipped_everywhere(screen.window())}
    for key, name in (
        (Qt.Key.Key_F3, "note"),
        (Qt.Key.Key_F4, "artisan"),
        (Qt.Key.Key_F5, "terms"),
        (Qt.Key.Key_F6, "import"),
        (Qt.Key.Key_F7, "edit"),
        (Qt.Key.Key_F8, "balances"),
    ):
        desk.press(key)
        cut[name] = clipped_everywhere(screen.window())
        desk.sheet().done(0)
        desk.settle()
    for part in ("notes", "pieces"):
        screen.panel.chips.chip(part).click()
        cut[part] = clipped_everywhere(screen.window())
    assert {name: texts for name, texts in cut.items() if texts} == {}


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_text_of_the_wizard_is_cut(desk: Desk, language: str) -> None:
    use_language(language)
    screen = opened(desk)
    sheet = screen.import_list()
    cut: dict[str, list[str]] = {}
    for name in ("daftar-perajin.csv", "daftar-barang.xlsx"):
        sheet.open_file(LISTS / name)
        desk.settle()
        for _step in range(4):
            page = type(sheet.pages.currentWidget()).__name__
            cut[f"{name} {page}"] = clipped_everywhere(screen.window())
            if sheet.pages.currentWidget() is sheet.result_page:
                break
            sheet.confirm()
            desk.settle()
    assert {name: texts for name, texts in cut.items() if texts} == {}


def test_a_renamed_artisan_s_goods_are_found_under_the_new_name(desk: Desk) -> None:
    party = an_artisan(desk)
    with desk.shop.writing() as session:
        item = ItemId(new_id(desk.clock))
        pouch = AddItem(
            id=item, by=desk.founded.by, name="Pouch", price=Rupiah(25_000), kind=ItemKind.COUNTED, maker=party
        )
        add_item(session, pouch, clock=desk.clock)
    screen = opened(desk)
    desk.press(Qt.Key.Key_F7)
    sheet = desk.sheet()
    assert isinstance(sheet, ChangeArtisanSheet)
    sheet.name.setText("Griya Cempaka")
    desk.press(Qt.Key.Key_Return)
    with desk.shop.reading() as session:
        found = search_items(session, "cempaka", place=desk.founded.shelf)
    assert [card.id for card in found] == [item]
    assert screen.table.records.rows[0].artisan.name == "Griya Cempaka"
