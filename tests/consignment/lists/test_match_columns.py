"""Headings are found wherever they stand and whatever they are called; the person has the last word."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sentra_pos.consignment.lists.headings import ARTISAN_HEADINGS, GOODS_HEADINGS, ArtisanField, GoodsField
from sentra_pos.consignment.lists.match_columns import (
    ListKind,
    fold_heading,
    guess_kind,
    match_artisan_columns,
    match_goods_columns,
)
from sentra_pos.consignment.lists.table import Row, Table
from sentra_pos.consignment.lists.trouble import HeaderMissing


def table(*rows: Sequence[str], first: int = 1) -> Table:
    numbered = tuple(Row(number=number, cells=tuple(cells)) for number, cells in enumerate(rows, start=first))
    return Table(name="daftar.csv", sheet="", rows=numbered)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Nama Barang", GoodsField.NAME),
        ("NAMA  PRODUK :", GoodsField.NAME),
        ("Jml", GoodsField.COUNT),
        ("Qty (pcs)", GoodsField.COUNT),
        ("Stok Akhir", GoodsField.COUNT),
        ("Harga Jual (Rp)", GoodsField.PRICE),
        ("Harga Titip", GoodsField.NET_PRICE),
        ("Nama Pengrajin", GoodsField.ARTISAN),
        ("Ket.", GoodsField.REMARK),
        ("Teknik Pembuatan", GoodsField.TECHNIQUE),
        ("Ukuran (cm)", GoodsField.SIZE),
        ("Kode Barang", GoodsField.CODE),
        ("Pewarna", GoodsField.DYE),
    ],
)
def test_a_heading_is_known_by_its_usual_names(heading: str, field: GoodsField) -> None:
    first, second = ("Motif", "Nama") if field is not GoodsField.NAME else ("Motif", "Bahan")
    matching = match_goods_columns(table((first, second, heading)))
    assert matching.column(field) == 2
    assert matching.heading(field) == heading


def test_english_headings_are_known_too() -> None:
    cells = ("No", "Item", "Motif", "Technique", "Dye", "Cloth", "Size", "Qty", "Selling price", "Artisan", "Remarks")
    assert len(match_goods_columns(table(cells)).columns) == len(cells)


def test_headings_stand_under_titles() -> None:
    matching = match_goods_columns(
        table(("DAFTAR BARANG TITIPAN",), ("Galeri", "", "per 1 November"), ("No", "Nama", "Harga"), ("1", "Kain", "5"))
    )
    assert matching.header_row == 3


def test_of_headings_said_twice_the_first_counts() -> None:
    head = ("Nama", "Harga", "Jumlah")
    assert match_goods_columns(table(head, ("Kain", "5", "1"), head)).header_row == 1


def test_one_column_is_matched_once_and_the_rest_is_left() -> None:
    matching = match_goods_columns(table(("Nama", "Harga", "Harga Jual", "Rak", "")))
    assert dict(matching.columns) == {GoodsField.NAME: 0, GoodsField.PRICE: 1}


def test_the_person_moves_a_field_to_another_column() -> None:
    matching = match_goods_columns(table(("Nama", "Harga", "Rak")))
    moved = matching.with_column(GoodsField.PRICE, 2)
    assert dict(moved.columns) == {GoodsField.NAME: 0, GoodsField.PRICE: 2}
    taken = matching.with_column(GoodsField.NET_PRICE, 1)
    assert dict(taken.columns) == {GoodsField.NAME: 0, GoodsField.NET_PRICE: 1}
    assert dict(matching.with_column(GoodsField.PRICE, None).columns) == {GoodsField.NAME: 0}
    assert dict(matching.columns) == {GoodsField.NAME: 0, GoodsField.PRICE: 1}


def test_a_list_says_itself_what_it_is_about() -> None:
    assert guess_kind(table(("Nama", "Motif", "Harga", "Perajin"))) is ListKind.GOODS
    assert guess_kind(table(("Kode", "Nama Usaha", "Skema", "Komisi"))) is ListKind.ARTISANS


@pytest.mark.parametrize("rows", [(), (("Kain", "Syal"),), (("Nama",),), (("Motif", "Harga"),)])
def test_a_list_without_headings_says_which_it_needs(rows: tuple[tuple[str, ...], ...]) -> None:
    for understand in (match_goods_columns, match_artisan_columns, guess_kind):
        with pytest.raises(HeaderMissing) as refused:
            understand(table(*rows))
        assert "daftar.csv" in str(refused.value)


def test_an_artisan_list_is_matched() -> None:
    head = (
        "Kode",
        "Nama Usaha",
        "Jenis",
        "Skema",
        "Komisi",
        "Penanggung Diskon",
        "Pembayaran",
        "No. Rek",
        "No. HP",
        "Alamat",
    )
    matching = match_artisan_columns(table(head))
    expected = [field for field in ArtisanField if field is not ArtisanField.NUMBER]
    assert [matching.column(field) for field in expected] == list(range(10))


@pytest.mark.parametrize("synonyms", [GOODS_HEADINGS, ARTISAN_HEADINGS])
def test_no_word_stands_for_two_fields(synonyms: dict[object, tuple[str, ...]]) -> None:
    words = [word for field_words in synonyms.values() for word in field_words]
    assert len(words) == len(set(words))
    assert [word for word in words if word != "#" and fold_heading(word) != word] == []
