"""An artisan who owes the shop is led out: pays a part back, the rest is let go, with what each sheet shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.giving_back.queries import open_matters
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.settlement.deduction_rules import Purpose
from sentra_pos.settlement.errors import ReasonToForgiveMissing
from sentra_pos.settlement.lend import Lend, Lent, lend
from tests.giving_back.shelf import Shelf
from tests.ui.give_back.test_screen import _leave_sheets, _open_leave, _screen, _sheet
from ui.context import Context
from ui.kit.check_text import clipped_texts
from ui.settlement.debts_sheet import DebtsSheet
from ui.settlement.pay_back_sheet import PayBackSheet


def _lend(shelf: Shelf, party: PartyId, amount: int, text: str = "biaya sekolah") -> Lent:
    command = Lend(
        id=shelf.new(), by=shelf.ratna, party=party, amount=Rupiah(amount), purpose=Purpose.CASH, text=text
    )  # fmt: skip
    answer = shelf.do(lend, command)
    assert isinstance(answer, Lent)
    return answer


def _stands(shelf: Shelf, kind: AccountKind, party: PartyId | None = None) -> Rupiah:
    with shelf.store.reading() as session:
        return balance_of(session, Account(kind, party=party))


def test_who_owes_an_advance_pays_a_part_back_and_leaves_once_the_rest_is_let_go(
    shelf: Shelf, context: Context
) -> None:
    gallery, tirta = shelf.gallery, shelf.gallery.tirta
    shelf.hand(tirta, (gallery.mrico, 14), (gallery.pouch, 48))
    _lend(shelf, tirta, 100_000)
    screen = _screen(context)
    screen._leaving = tirta
    leave = _open_leave(screen)
    assert leave.primary_button is not None
    # A settlement would not help.
    assert leave.money.button.isHidden()
    assert not leave.owing.button.isHidden()

    QTest.keyClick(leave, Qt.Key.Key_F9)
    sheet = _sheet(PayBackSheet)
    assert sheet.amount.value() == Rupiah(100_000)
    sheet.amount.set_value(Rupiah(40_000))
    sheet.confirm()
    QApplication.processEvents()
    assert _stands(shelf, AccountKind.ADVANCE, tirta) == Rupiah(60_000)
    assert not leave.primary_button.isEnabled()

    QTest.keyClick(leave, Qt.Key.Key_F9)
    sheet = _sheet(PayBackSheet)
    assert sheet.amount.value() == Rupiah(60_000)
    sheet.how.chip("let go").click()
    sheet.confirm()
    assert sheet.isVisible()
    assert str(ReasonToForgiveMissing()) in {each.text() for each in sheet.findChildren(type(sheet._told))}
    sheet.reason.setText("sudah lama sakit")
    sheet.confirm()
    QApplication.processEvents()
    assert _stands(shelf, AccountKind.LOSS_EXPENSE) == Rupiah(60_000)
    assert leave.owing.button.isHidden()
    assert leave.primary_button.isEnabled()
    leave.confirm()
    with shelf.store.reading() as session:
        matters = open_matters(session, tirta)
    assert matters is not None
    assert not matters.active
    _leave_sheets()


def test_where_advances_are_lent_the_chosen_one_is_paid_back(shelf: Shelf, context: Context) -> None:
    tirta = shelf.gallery.tirta
    old, new = _lend(shelf, tirta, 30_000, "lama"), _lend(shelf, tirta, 50_000, "baru")
    debts = DebtsSheet(_screen(context), context, tirta, "Batik Tirta")
    debts.open()
    QApplication.processEvents()
    debts.table.pick(new.id)
    QTest.keyClick(debts, Qt.Key.Key_F8)
    sheet = _sheet(PayBackSheet)
    assert (sheet.what.choice(), sheet.amount.value()) == (new.id, Rupiah(50_000))
    sheet.what.chip(old.id).click()
    assert sheet.amount.value() == Rupiah(30_000)
    sheet.confirm()
    QApplication.processEvents()
    assert {each.document: each.outstanding for each in debts.table.records.rows} == {
        old.id: ZERO, new.id: Rupiah(50_000)
    }  # fmt: skip
    sheet = PayBackSheet(debts, context, tirta, "Batik Tirta")
    sheet.open()
    QApplication.processEvents()
    sheet.amount.set_value(Rupiah(50_001))
    sheet.confirm()
    assert "50" in sheet._sending.banner.accessibleName()
    _leave_sheets()


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_is_cut_off(shelf: Shelf, context: Context, language: str) -> None:
    use_language(language)
    tirta = shelf.gallery.tirta
    for text in ("biaya sekolah anak yang kedua", "obat"):
        _lend(shelf, tirta, 30_000, text)
    screen = _screen(context, (1024, 768))
    sheet = PayBackSheet(screen, context, tirta, "Batik Tirta")
    sheet.open()
    for key in ("let go", None):
        if key:
            sheet.how.chip(key).click()
        QApplication.processEvents()
        assert clipped_texts(sheet) == []
    screen._leaving = tirta
    sheet.close()
    assert clipped_texts(_open_leave(screen)) == []
    _leave_sheets()
