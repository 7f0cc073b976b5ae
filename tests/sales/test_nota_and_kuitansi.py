"""The sales note and the receipt of money, read back from their PDFs."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import UUID

import pytest
from pypdf import PdfReader

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.payments.methods import CASH, ON_ACCOUNT, QRIS, WITHHELD
from sentra_pos.printing.page import Paper, PaperSize, render_paper
from sentra_pos.sales.kuitansi_paper import NothingReceived, bought_words, kuitansi_paper, money_received
from sentra_pos.sales.nota_paper import nota_paper
from sentra_pos.sales.papers import Letterhead
from sentra_pos.sales.queries import Receipt, ReceiptLine, ReceiptTender

HEAD = Letterhead(
    name="Galeri Sentra Batik Contoh",
    address="Jl. Contoh 1, Mojokerto",
    phone="0321 000000",
    header=("NPWP 00.000.000.0-000.000",),
    return_rule="Batik tulis tidak dapat ditukar, kecuali cacat.",
    footer="Terima kasih.",
)
METHODS = {CASH: "Tunai", QRIS: "QRIS", ON_ACCOUNT: "Tempo", WITHHELD: "PPh dipotong bendahara"}
DINAS = "Dinas Pendidikan Kota Contoh"


def line(
    number: int, name: str, price: int, *, units: int = 1, discount: int = 0, returned: bool = False
) -> ReceiptLine:
    amount = Rupiah(price * units - discount)
    return ReceiptLine(
        number=number,
        name=name,
        facts="Batik Tulis · warna alam",
        makers=("Sanggar Kencana",),
        quantity=Quantity(units),
        price=Rupiah(price),
        discount=Rupiah(discount),
        amount=amount,
        returned=returned,
    )


def a_receipt(clock: FixedClock, *lines: ReceiptLine, method: str = CASH, given: int = 0) -> Receipt:
    total = Rupiah(sum(-each.amount.amount if each.returned else each.amount.amount for each in lines))
    return Receipt(
        id=DocumentId(UUID(int=7)),
        kind=DocumentKind.SALE,
        code="J1-000412",
        device_code=1,
        epoch=1,
        number=412,
        at=clock.now(),
        business_date=clock.now().date(),
        till="Kasir 1",
        cashier="Sari",
        lines=lines,
        tenders=(ReceiptTender(method=method, amount=total, given=Rupiah(given) or total, reference=""),),
        hash=bytes.fromhex("a1b2c3d4"),
    )


@pytest.fixture
def receipt(clock: FixedClock) -> Receipt:
    return a_receipt(
        clock,
        line(1, "Kain Mrico Bolong", 1_250_000, discount=50_000),
        line(2, "Selendang Koro Renteng", 95_000, units=2),
        given=1_400_000,
    )


def text_of(paper: Paper) -> str:
    pages = PdfReader(io.BytesIO(render_paper(paper))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


# ---------------------------------------------------------------------------------------------------------------- nota


def test_the_note_says_all_that_a_note_must(receipt: Receipt, clock: FixedClock) -> None:
    paper = nota_paper(receipt, HEAD, METHODS, clock.zone, buyer=DINAS, place="Mojokerto")
    said = text_of(paper)
    assert paper.size is PaperSize.A5
    for words in (
        *(HEAD.name, HEAD.address, HEAD.header[0], "J1-000412", "22 November 2026", DINAS),
        *("Kain Mrico Bolong", "Batik Tulis · warna alam · Sanggar Kencana", "1.250.000", "-50.000", "1.200.000"),
        *("Selendang Koro Renteng", "95.000", "190.000", "Rp 1.390.000", "Tunai", "Rp 1.400.000", "Rp 10.000"),
        *(HEAD.return_rule, "Mojokerto, 22 November 2026", "Sari", "a1b2c3d4"),
    ):
        assert words in said.replace("\u00a0", " "), words


def test_a_note_without_discounts_has_no_column_for_them(clock: FixedClock) -> None:
    said = text_of(nota_paper(a_receipt(clock, line(1, "Pouch", 25_000)), HEAD, METHODS, clock.zone, language="en"))
    assert "Discount" not in said
    assert "Price each" in said


def test_what_came_back_in_an_exchange_is_taken_off(clock: FixedClock) -> None:
    swapped = a_receipt(clock, line(1, "Kemeja L", 285_000), line(2, "Kemeja M", 235_000, returned=True))
    said = text_of(nota_paper(swapped, HEAD, METHODS, clock.zone, language="en")).replace("\u00a0", " ")
    assert "Returned: Kemeja M" in said
    assert "-235.000" in said
    assert "Rp 50.000" in said


def test_a_note_in_english_leaves_the_shop_speaking_indonesian(receipt: Receipt, clock: FixedClock) -> None:
    theirs = text_of(nota_paper(receipt, HEAD, METHODS, clock.zone, language="en"))
    ours = text_of(nota_paper(receipt, HEAD, METHODS, clock.zone))
    asked_for = text_of(nota_paper(replace(receipt, language="en"), HEAD, METHODS, clock.zone))
    assert "Sales note" in theirs
    assert asked_for == theirs
    assert ours != theirs


def test_a_note_of_a_hundred_lines_goes_over_pages_and_is_signed_once(clock: FixedClock) -> None:
    many = a_receipt(clock, *(line(n, f"Kain nomor {n}", 100_000) for n in range(1, 101)))
    pages = PdfReader(io.BytesIO(render_paper(nota_paper(many, HEAD, METHODS, clock.zone, place="Mojokerto")))).pages
    assert len(pages) > 2
    assert sum("Mojokerto, 22 November 2026" in page.extract_text() for page in pages) == 1


# ------------------------------------------------------------------------------------------------------------ kuitansi


def test_the_receipt_of_money_says_who_how_much_in_words_and_for_what(receipt: Receipt, clock: FixedClock) -> None:
    paper = kuitansi_paper(receipt, HEAD, clock.zone, buyer=DINAS, place="Mojokerto", signer="Ibu Ratna")
    said = text_of(paper).replace("\u00a0", " ")
    assert paper.size is PaperSize.A5_WIDE
    for words in (
        *("J1-000412", DINAS, "# satu juta tiga ratus sembilan puluh ribu rupiah #", "Rp 1.390.000"),
        *("Kain Mrico Bolong, 2 × Selendang Koro Renteng", "Mojokerto, 22 November 2026", "Ibu Ratna"),
    ):
        assert words in said, words
    assert "Rp10.000" not in said


@pytest.mark.parametrize(("price", "stamped"), [(5_000_000, False), (5_000_001, True), (12_500_000, True)])
def test_only_more_than_five_million_has_room_for_the_stamp(clock: FixedClock, price: int, stamped: bool) -> None:
    paper = kuitansi_paper(a_receipt(clock, line(1, "Kain", price)), HEAD, clock.zone, buyer=DINAS)
    assert ("Rp10.000" in text_of(paper)) is stamped


def test_what_is_still_owed_is_not_received(clock: FixedClock) -> None:
    sold = a_receipt(clock, line(1, "Kain", 3_000_000))
    part = replace(
        sold,
        tenders=(
            ReceiptTender(method=QRIS, amount=Rupiah(955_000), given=Rupiah(955_000), reference=""),
            ReceiptTender(method=WITHHELD, amount=Rupiah(45_000), given=Rupiah(45_000), reference=""),
            ReceiptTender(method=ON_ACCOUNT, amount=Rupiah(2_000_000), given=Rupiah(2_000_000), reference=""),
        ),
    )
    assert money_received(part) == Rupiah(1_000_000)
    assert "# satu juta rupiah #" in text_of(kuitansi_paper(part, HEAD, clock.zone, buyer=DINAS))


def test_a_sale_on_account_has_no_receipt_of_money(clock: FixedClock) -> None:
    owed = a_receipt(clock, line(1, "Kain", 3_000_000), method=ON_ACCOUNT)
    assert money_received(owed) == ZERO
    with pytest.raises(NothingReceived, match="J1-000412"):
        kuitansi_paper(owed, HEAD, clock.zone, buyer=DINAS)


def test_many_goods_are_counted_and_not_named(clock: FixedClock) -> None:
    many = a_receipt(clock, *(line(n, f"Kain {n}", 100_000, units=n) for n in range(1, 6)))
    words = bought_words(many)
    assert "Kain 1, 2 × Kain 2" in words
    assert "12" in words
    assert "Kain 3" not in words


def test_a_purpose_that_was_typed_takes_the_goods_place(receipt: Receipt, clock: FixedClock) -> None:
    paper = kuitansi_paper(receipt, HEAD, clock.zone, buyer="", purpose="Pembelian seragam rapat kerja 2026")
    said = text_of(paper)
    assert "Pembelian seragam rapat kerja 2026" in said
    assert "Mrico" not in said


def test_the_same_sale_gives_the_same_files(receipt: Receipt, clock: FixedClock) -> None:
    note = nota_paper(receipt, HEAD, METHODS, clock.zone)
    assert render_paper(note) == render_paper(note)
    money = kuitansi_paper(receipt, HEAD, clock.zone, buyer=DINAS)
    assert render_paper(money) == render_paper(money)
