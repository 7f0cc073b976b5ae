"""The statement on paper: whoever adds it up again comes to the same rupiah."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from sentra_pos.catalogue.models import ItemCode
from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.printing.blocks import Text
from sentra_pos.printing.page import PaperSize, render_paper
from sentra_pos.sales.papers import Letterhead
from sentra_pos.settlement.lock_settlement import SettlementLocked
from sentra_pos.settlement.papers import statement_paper
from sentra_pos.settlement.proof import short_code
from sentra_pos.settlement.rules import needs_stamp, paid_from
from sentra_pos.settlement.slip import statement_slip
from sentra_pos.settlement.statement import Statement, statement_of
from tests.settlement.gallery import Gallery, a_gallery

LETTERHEAD = Letterhead(name="Sentra Batik Contoh", address="Jl. Contoh 1, Mojokerto", phone="0321 000000")
#: Pieces, price, discount, commission and share, at the end of a row of the lines' table.
FIGURES = re.compile(
    r"^(?P<pieces>-?[\d.]+)\n(?P<price>-?[\d.]+)\n(?P<less>-?[\d.]+)\n(?P<shop>-?[\d.]+)\n(?P<share>-?[\d.]+)$",
    re.MULTILINE,
)


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    use_language("en")
    return a_gallery(store, clock)


def a_full_paper(gallery: Gallery, *, sold: int = 12) -> SettlementLocked:
    """A statement with every kind of row on it, paid in two parts."""
    item = gallery.items[gallery.party]
    gallery.open_balances(owed=40_000, advance=100_000)
    first = gallery.sell((item, 3, 100_000, 10_000))
    gallery.pay(gallery.lock(gallery.party), 50_000)
    gallery.agree(gallery.party, rate=20, bearer=DiscountBearer.SHARED)
    dear, _note = gallery.take(
        gallery.party, price=1_250_000, pieces=20, name="Kain Tulis Surya Majapahit pewarna alam indigo dan tegeran"
    )
    for count in range(1, sold):
        gallery.sell((dear, 1, 1_250_000, 7_777 * (count % 3)))
    gallery.refund(first, [(1, 2)])
    gallery.agree(gallery.party, scheme=Scheme.OUTRIGHT)
    gallery.take(gallery.party, price=90_000, cost=60_000, pieces=2, name="Selendang")
    locked = gallery.lock(gallery.party)
    gallery.pay(locked, 5_000_001)
    gallery.pay(locked, 1_000_000, method=PayoutMethod.TRANSFER, reference="BCA 00991")
    return locked


def _statement(gallery: Gallery, locked: SettlementLocked) -> Statement:
    with gallery.store.reading() as session:
        return statement_of(session, locked.id)


def _text(gallery: Gallery, statement: Statement, size: PaperSize = PaperSize.A4) -> str:
    paper = statement_paper(
        statement, LETTERHEAD, gallery.clock.zone, size=size, settled_by="Ibu Ratna", place="Mojokerto"
    )
    pages = PdfReader(io.BytesIO(render_paper(paper))).pages
    text = "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")
    return "\n".join(line.strip() for line in text.splitlines())


def _rupiah(text: str) -> int:
    return int(text.replace(".", ""))


@pytest.mark.parametrize("size", [PaperSize.A4, PaperSize.A5])
def test_the_printed_lines_add_up_to_the_printed_totals(gallery: Gallery, size: PaperSize) -> None:
    statement = _statement(gallery, a_full_paper(gallery))

    text = _text(gallery, statement, size)

    table = text.partition("Sold and returned")[2]
    rows = [{name: _rupiah(value) for name, value in row.groupdict().items()} for row in FIGURES.finditer(table)]
    assert len(rows) == len(statement.lines) == 12
    for row in rows:
        assert row["pieces"] * row["price"] + row["less"] + row["shop"] == row["share"]
    assert sum(row["share"] for row in rows) == statement.earned.amount
    sums = _sums(text)
    printed_total = re.search(r"^Total\n(.+)\n(.+)\n(.+)\n(.+)$", table, re.MULTILINE)
    assert printed_total is not None
    assert [_rupiah(each) for each in printed_total.groups()] == [
        sum(row[name] for row in rows) for name in ("pieces", "less", "shop", "share")
    ]
    assert sums["Earned in this period"] == statement.earned.amount == sum(row["share"] for row in rows)
    assert sums["What customers paid"] + sums["The shop's commission"] == sums["Earned in this period"]
    if size is PaperSize.A5:
        return  # its labels break into lines
    parts = ("Earned in this period", "Carried from L1-000001", "Bought outright: 2 × Selendang (N1-000004)")
    deducted = sums.get("Advance taken off", 0)
    assert sum(sums[part] for part in parts) + deducted == sums["To be paid"] == statement.to_pay.amount


def _sums(text: str) -> dict[str, int]:
    found = re.findall(r"^(?P<label>.+)\n(?P<minus>-?)Rp (?P<amount>[\d.]+)$", text, re.MULTILINE)
    return {label: -_rupiah(amount) if minus else _rupiah(amount) for label, minus, amount in found}


def test_the_paper_says_who_what_when_how_it_was_paid_and_in_words(gallery: Gallery) -> None:
    statement = _statement(gallery, a_full_paper(gallery))

    text = _text(gallery, statement)

    for said in (
        *("Sentra Batik Contoh", "Jl. Contoh 1, Mojokerto", statement.code, "Sanggar Malam Andaian (P01)"),
        *("Version 3", "22 November 2026", "Returned: Kain Kawung", "reference BCA 00991", "Cash", "5.000.001"),
        *("enam juta satu rupiah", "Mojokerto, 22 November 2026", "Ibu Ratna", short_code(statement.hash), "Rp10.000"),
    ):
        assert said in text, said


def test_two_items_of_one_name_are_told_apart_by_their_codes(gallery: Gallery) -> None:
    first = gallery.items[gallery.party]
    second, _note = gallery.take(gallery.party)
    other, _note = gallery.take(gallery.party, name="Selendang")
    codes = {first: "2000000000015", second: "2000000000022", other: "2000000000039"}
    with gallery.store.writing() as session:
        session.add_all(ItemCode(code=code, item_id=item, own=True) for item, code in codes.items())
    for item in codes:
        gallery.sell((item, 1, 100_000, 0))
    statement = _statement(gallery, gallery.lock(gallery.party))

    text = _text(gallery, statement)
    slip = _words(gallery, statement)

    for item in (first, second):
        assert text.count(codes[item]) == 2, "once among the goods, once where it was sold"
        assert f"Kain Kawung · {codes[item]}" in slip
    assert codes[other] not in text
    assert "Selendang" in slip


def _words(gallery: Gallery, statement: Statement) -> list[str]:
    """What the narrow paper says line by line."""
    blocks = statement_slip(statement, "Sentra", gallery.clock.zone).blocks
    return [block.text.replace("\u00a0", " ") for block in blocks if isinstance(block, Text)]


@pytest.mark.parametrize(
    ("bearer", "said"),
    [
        (DiscountBearer.SHOP, "discounts borne by the shop"),
        (DiscountBearer.ARTISAN, "discounts borne by the artisan"),
        (DiscountBearer.SHARED, "discounts shared"),
    ],
)
def test_the_paper_says_whose_money_a_discount_was(gallery: Gallery, bearer: DiscountBearer, said: str) -> None:
    gallery.agree(gallery.party, rate=20, bearer=bearer)
    reduced, _note = gallery.take(gallery.party, name="Selendang")
    as_it_was, _note = gallery.take(gallery.party, name="Kain Sekar Jagad")
    sale = gallery.sell((reduced, 2, 100_000, 10_000), (as_it_was, 1, 100_000, 0))
    gallery.sell((gallery.items[gallery.other], 1, 100_000, 30_000))
    gallery.refund(sale)
    statement = _statement(gallery, gallery.lock(gallery.party))

    for size in (PaperSize.A4, PaperSize.A5):
        table = _text(gallery, statement, size).partition("Sold and returned")[2]
        assert " ".join(table.split()).count(said) == 2, "sold, and returned"
    assert _words(gallery, statement).count(f"Selendang · {said}") == 1
    assert _words(gallery, statement).count(f"Returned: Selendang · {said}") == 1
    assert "Kain Sekar Jagad" in _words(gallery, statement)


def test_a_discount_beyond_the_share_is_the_shops(gallery: Gallery) -> None:
    gallery.agree(gallery.party, rate=60, bearer=DiscountBearer.ARTISAN)
    item, _note = gallery.take(gallery.party, name="Selendang")
    sale = gallery.sell((item, 2, 100_000, 140_000))
    gallery.refund(sale)
    gallery.sell((item, 1, 100_000, 40_000))
    statement = _statement(gallery, gallery.lock(gallery.party))

    said = _words(gallery, statement)
    assert "Selendang · discounts borne by the shop Rp 60.000, discounts borne by the artisan Rp 80.000" in said
    assert (
        "Returned: Selendang · discounts borne by the shop Rp 30.000, discounts borne by the artisan Rp 40.000" in said
    )
    assert "Selendang · discounts borne by the artisan" in said


def test_a_discount_over_two_terms_says_how_much_was_whose(gallery: Gallery) -> None:
    item, _note = gallery.take(gallery.party, pieces=1, name="Selendang")
    gallery.agree(gallery.party, rate=20, bearer=DiscountBearer.SHARED)
    gallery.take(gallery.party, pieces=1, item=item)
    gallery.sell((item, 2, 100_000, 20_000))
    statement = _statement(gallery, gallery.lock(gallery.party))

    said = "discounts borne by the shop Rp 10.000, discounts shared Rp 10.000"
    assert f"Selendang · {said}" in _words(gallery, statement)
    assert said in " ".join(_text(gallery, statement).split())


@pytest.mark.parametrize(("amount", "stamped"), [(5_000_000, False), (5_000_001, True)])
def test_only_more_than_five_million_in_one_hand_is_stamped(gallery: Gallery, amount: int, stamped: bool) -> None:
    statement = _statement(gallery, a_full_paper(gallery))
    payout = replace(statement.payouts[0], amount=Rupiah(amount))

    text = _text(gallery, replace(statement, payouts=(payout, payout)))

    assert ("Duty stamp" in text) is stamped
    assert needs_stamp([Rupiah(amount)]) is stamped


def test_a_statement_of_nothing_sold_is_a_paper_too(gallery: Gallery) -> None:
    gallery.open_balances(payable=75_000)

    text = _text(gallery, _statement(gallery, gallery.lock(gallery.party)))

    assert "Nothing was sold or returned in this period." in text
    assert "tujuh puluh lima ribu rupiah" in text
    assert "Owed from before this program began" in text


def test_many_items_that_nothing_happened_to_share_a_row_and_few_are_named(gallery: Gallery) -> None:
    """A maker's two hundred cloths on the shelf would be six pages, of which half a page is news."""
    names = [f"Kain {number:02}" for number in range(30)]
    made = [gallery.take(gallery.party, name=name, pieces=2)[0] for name in names]
    gallery.sell((made[0], 1, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    gallery.sell(*((item, 1, 100_000, 0) for item in made[:5]))

    statement = _statement(gallery, gallery.lock(gallery.party))
    text = _text(gallery, statement)

    assert len(statement.items) == 31
    assert "26 other items that nothing happened to" in text
    assert [name for name in names if name in text] == names[:5]
    few = replace(statement, items=tuple(each for each in statement.items if each.name in names[:25]))
    assert [name for name in names if name in _text(gallery, few)] == names[:25]


def test_a_statement_of_few_sales_is_one_page(gallery: Gallery) -> None:
    """Sums, stamp and signatures stay together; they still fit below two sales of goods with long names."""
    gallery.open_balances(owed=40_000, advance=100_000)
    dear, _note = gallery.take(
        gallery.party, price=8_000_000, pieces=20, name="Kain Tulis Surya Majapahit pewarna alam indigo dan tegeran"
    )
    gallery.sell((dear, 1, 8_000_000, 0))
    locked = gallery.lock(gallery.party)
    gallery.pay(locked)

    statement = _statement(gallery, locked)
    paper = statement_paper(statement, LETTERHEAD, gallery.clock.zone, settled_by="Ibu Ratna", place="Mojokerto")

    assert len(PdfReader(io.BytesIO(render_paper(paper))).pages) == 1


def test_a_first_period_begins_with_the_first_note_and_the_next_with_the_settlement(
    gallery: Gallery, clock: FixedClock
) -> None:
    said = []
    for days in (9, 30):
        clock.advance(timedelta(days=days))
        gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
        text = _text(gallery, _statement(gallery, gallery.lock(gallery.party)))
        said.append(text.partition("Period\n")[2].splitlines()[0])

    assert said == ["22 November 2026 to 1 December 2026", "1 December 2026 to 31 December 2026"]


def test_who_came_instead_of_the_artisan_signs_for_the_last_payment(gallery: Gallery) -> None:
    statement = _statement(gallery, a_full_paper(gallery))
    own, instead = statement.payouts[0], replace(statement.payouts[1], to="Siti Aminah (daughter)")
    for payouts, signs in (
        ((own, instead), True),
        ((instead, own), False),
        ((own, replace(instead, voided="B1-000001")), False),
    ):
        said = replace(statement, payouts=payouts)
        text = _text(gallery, said)
        slip = [
            each.text for each in statement_slip(said, "Sentra", gallery.clock.zone).blocks if isinstance(each, Text)
        ]

        assert slip[-1] == (instead.to if signs else statement.party_name)
        assert ("Received for Sanggar Malam Andaian" in text) is signs
        assert ("Received by the artisan" in text) is not signs


def test_a_balance_below_zero_is_carried_in_words_a_person_understands(gallery: Gallery) -> None:
    sold = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    gallery.refund(sold)

    text = _text(gallery, _statement(gallery, gallery.lock(gallery.party)))

    assert _sums(text)["Carried into the next settlement"] == -85_000
    assert "Left to be paid" not in text


def test_the_drawer_pays_the_small_ones_first() -> None:
    amounts = [Rupiah(each) for each in (500, 100, 0, 300)]

    assert [paid_from(Rupiah(cash), amounts) for cash in (0, 100, 400, 899, 900)] == [0, 1, 2, 2, 3]
