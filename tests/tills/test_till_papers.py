"""The till's papers: nothing cut off at either width, in either language, and the Z the same for ever."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.printing.layout import lay_out
from sentra_pos.printing.page import PaperSize, render_paper
from sentra_pos.sales.cart import Tender
from sentra_pos.tills.closing_queries import ZReport, z_report_of
from sentra_pos.tills.papers import z_page, z_slip
from sentra_pos.tills.report_shift import ReportShift, report_shift
from sentra_pos.tills.shift_queries import Movement
from sentra_pos.tills.spool_slips import method_names
from tests.sales.shop import cash, line_of
from tests.tills.cashbox import Cashbox, slips


def a_full_day(cashbox: Cashbox) -> ZReport:
    """Everything that a Z can name, in large figures."""
    counter, goods = cashbox.counter, cashbox.counter.gallery
    cashbox.opens(10_500_000)
    counter.sell(line_of(goods.surya), tenders=(cash(2_000_000),))
    counter.refund(counter.sell(line_of(goods.mrico, 2), tenders=(cash(400_000),)).id, (1, 1))
    counter.sell(line_of(goods.pouch), tenders=(Tender(method="qris", given=Rupiah(35_000), reference="4711"),))
    cashbox.moves(Movement.PAID_OUT, 35_000, category="stationery", reason="Kertas struk dan kantong kain")
    cashbox.moves(Movement.PAID_IN, 20_000, category="income", reason="Kardus bekas")
    cashbox.moves(Movement.TO_SAFE, 2_000_000)
    cashbox.moves(Movement.FROM_SAFE, 100_000)
    cashbox.moves(Movement.DRAWER_TO_BANK, 3_000_000)
    with counter.store.writing() as session:
        report_shift(session, ReportShift(by=cashbox.owner), clock=counter.clock)
    cashbox.shows(7_500_000)
    closed = cashbox.closes(
        7_610_000,
        slips("qris", 30_000),
        to_safe=7_000_000,
        notes={100_000: 76, 10_000: 1},
        reason="Kembalian rombongan bus mungkin kelebihan, dua orang kasir bergantian",
    )
    cashbox.recounts(closed.id, 7_615_000)
    with counter.store.reading() as session:
        return z_report_of(session, closed.id)


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_slip_is_wider_than_its_paper(printing: Cashbox, columns: int, language: str) -> None:
    use_language(language)
    a_full_day(printing)
    papers = printing.papers(columns)
    assert {title[0] for title in papers} == {"J", "R", "K", "X", "T", "H"}
    for paper in papers.values():
        assert max(len(line) for line in paper.splitlines()) <= columns


def test_the_z_names_the_first_count_and_what_is_left(printing: Cashbox) -> None:
    use_language("en")
    z = a_full_day(printing)
    paper = printing.papers(48)["T1-000001"]
    said = {" ".join(line.split()) for line in paper.splitlines()}
    assert {
        "Sold (3) 2.255.000",
        "Taken back (1) -185.000",
        "Sales less returns Rp 2.070.000",
        "Counted at first 7.500.000",
        "Counted Rp 7.610.000",
        "Put away at closing 7.000.000",
        "Stays in the drawer 610.000",
        "Taken to the bank (1) -3.000.000",
        "From the safe (1) 100.000",
        "Slips counted 30.000",
        "Running grand total Rp 2.070.000",
        f"T1-000001 * {z.hash[:4].hex()}",
    } <= said


def test_the_z_is_the_same_after_days_and_recounts(printing: Cashbox, clock: FixedClock) -> None:
    z = a_full_day(printing)
    printed = printing.papers()["T1-000001"]
    clock.advance(timedelta(days=40))
    printing.opens(615_000)
    printing.moves(Movement.TO_SAFE, 5_000)
    with printing.counter.store.reading() as session:
        again = z_report_of(session, z.id)
        methods = method_names(session)
    assert again == z
    assert lay_out(z_slip(again, "Sentra Batik", methods, clock.zone), 32).text() == printed


@pytest.mark.parametrize("size", list(PaperSize))
def test_the_z_goes_into_the_folder_as_a_page(cashbox: Cashbox, clock: FixedClock, size: PaperSize) -> None:
    use_language("en")
    z = a_full_day(cashbox)
    pdf = render_paper(z_page(z, "Sentra Batik", {"cash": "Cash", "qris": "QRIS"}, clock.zone, size=size))
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    for words in ("Closing of the till", "T1-000001", "Running grand total", "7.610.000", "J1-000001", "Counted by"):
        assert words in text
    assert render_paper(z_page(z, "Sentra Batik", {"cash": "Cash", "qris": "QRIS"}, clock.zone, size=size)) == pdf
