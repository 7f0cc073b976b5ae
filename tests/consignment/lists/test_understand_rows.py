"""Rows become typed goods and artisans; whatever cannot is named with its reason, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.consignment.lists.headings import GoodsField, goods_field_label
from sentra_pos.consignment.lists.match_columns import match_artisan_columns, match_goods_columns
from sentra_pos.consignment.lists.read_table import read_table
from sentra_pos.consignment.lists.records import ArtisanList, GoodsList, GoodsRow
from sentra_pos.consignment.lists.table import Row, Table, row_of
from sentra_pos.consignment.lists.trouble import ListTrouble
from sentra_pos.consignment.lists.understand_rows import understand_artisans, understand_goods
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.people.facts import PayoutMethod

GOODS_HEAD = ("Kode", "Nama", "Teknik", "Warna", "Ukuran", "Jml", "Harga", "Harga Titip", "Perajin", "Ket")
GOOD = {
    "Nama": "Kain Maja",
    "Teknik": "Cap",
    "Warna": "alam",
    "Ukuran": "200x105",
    "Jml": "3",
    "Harga": "150.000",
    "Perajin": "P",
}
ARTISAN_HEAD = ("Kode", "Nama Usaha", "Skema", "Komisi", "Penanggung Diskon", "Pembayaran", "Telepon")


def table(*rows: Sequence[str]) -> Table:
    made = [row_of(number, list(cells)) for number, cells in enumerate(rows, start=1)]
    return Table(name="daftar.csv", sheet="", rows=tuple(row for row in made if row))


def goods(*rows: dict[str, str]) -> GoodsList:
    made = table(GOODS_HEAD, *([({**GOOD, **row}).get(head, "") for head in GOODS_HEAD] for row in rows))
    return understand_goods(made, match_goods_columns(made))


def one_good(**cells: str) -> GoodsRow:
    found = goods({key.replace("_", " "): value for key, value in cells.items()})
    assert found.problems == ()
    return found.rows[0]


def artisans(*rows: Sequence[str]) -> ArtisanList:
    made = table(ARTISAN_HEAD, *rows)
    return understand_artisans(made, match_artisan_columns(made))


def test_the_shops_own_goods_list_comes_in_whole(goods_file: Path) -> None:
    listed = read_table(goods_file)
    found = understand_goods(listed, match_goods_columns(listed))
    assert found.problems == ()
    assert [row.row_number for row in found.rows] == [n for n in range(5, 55) if n != 17]
    assert sum(row.count.units for row in found.rows if row.count) == 319
    assert Counter(row.kind for row in found.rows) == {ItemKind.UNIQUE: 17, ItemKind.COUNTED: 30, ItemKind.SERVICE: 2}
    assert Counter(row.technique for row in found.rows) == {
        Technique.TULIS: 14,
        Technique.CAP: 17,
        Technique.KOMBINASI: 7,
        Technique.TIRUAN: 1,
        Technique.LAINNYA: 1,
        Technique.NONE: 9,
    }
    assert sum(row.price.amount for row in found.rows if row.price) == 23_333_000
    assert len({row.key for row in found.rows}) == 49
    assert [(row.row_number, row.text) for row in found.skipped] == [(17, ""), (55, ""), (56, "JUMLAH")]


def test_both_services_of_the_list_have_a_price_and_no_stock(goods_file: Path) -> None:
    listed = read_table(goods_file)
    found = understand_goods(listed, match_goods_columns(listed))
    services = [row for row in found.rows if row.kind is ItemKind.SERVICE]
    assert [(row.count, row.price, row.artisan) for row in services] == [
        (None, Rupiah(35_000), "sentra"),
        (None, Rupiah(75_000), "sentra"),
    ]


def test_the_shops_own_artisans_come_in_with_their_four_schemes(artisans_file: Path) -> None:
    listed = read_table(artisans_file)
    found = understand_artisans(listed, match_artisan_columns(listed))
    assert (len(found.rows), found.problems, found.skipped) == (12, (), ())
    assert Counter(row.scheme for row in found.rows) == {
        Scheme.COMMISSION_PERCENT: 7,
        Scheme.NET_PRICE: 2,
        Scheme.COMMISSION_FIXED: 2,
        Scheme.OUTRIGHT: 1,
    }
    second, tenth = found.rows[1], found.rows[9]
    assert (second.commission, second.discount_bearer) == (Percent(1250), DiscountBearer.SHARED)
    assert (second.payout_method, second.bank_account) == (PayoutMethod.TRANSFER, "BANK CONTOH 00002")
    assert (tenth.fixed_commission, tenth.commission) == (Rupiah(2_500), None)
    assert [row.code for row in found.rows] == [f"P{n:02d}" for n in range(1, 13)]


def test_every_artisan_of_the_goods_list_is_in_the_artisan_list(goods_file: Path, artisans_file: Path) -> None:
    listed, makers = read_table(goods_file), read_table(artisans_file)
    known = {row.name for row in understand_artisans(makers, match_artisan_columns(makers)).rows}
    found = understand_goods(listed, match_goods_columns(listed))
    assert {row.artisan for row in found.rows} - {"sentra"} == known


def test_a_row_is_understood_in_all_its_cells() -> None:
    row = one_good(Kode="123", Ket="rak 2", Harga_Titip="120rb")
    assert (row.code, row.name, row.technique, row.dye, row.kind) == (
        "123",
        "Kain Maja",
        Technique.CAP,
        Dye.NATURAL,
        ItemKind.COUNTED,
    )
    assert (row.count, row.price, row.net_price) == (Quantity(3), Rupiah(150_000), Rupiah(120_000))
    assert (row.size.length_cm, row.size.width_cm, row.artisan, row.remark) == (200, 105, "P", "rak 2")


@pytest.mark.parametrize(
    ("text", "technique"),
    [
        ("BATIK TULIS", Technique.TULIS),
        ("canting", Technique.TULIS),
        ("tulis halus", Technique.TULIS),
        ("batik cap", Technique.CAP),
        ("cap + tulis", Technique.KOMBINASI),
        ("Kombinasi (tulis & cap)", Technique.KOMBINASI),
        ("print", Technique.TIRUAN),
        ("Printing", Technique.TIRUAN),
        ("sablon malam", Technique.TIRUAN),
        ("tulis + printing", Technique.TIRUAN),
        ("ecoprint", Technique.LAINNYA),
        ("eco print", Technique.LAINNYA),
        ("Lain-lain", Technique.LAINNYA),
        ("tulis + jumputan", Technique.LAINNYA),
        ("", Technique.NONE),
        ("-", Technique.NONE),
    ],
)
def test_words_for_a_technique_are_folded_and_never_flatter(text: str, technique: Technique) -> None:
    assert one_good(Teknik=text).technique is technique


@pytest.mark.parametrize(
    ("text", "dye"),
    [
        ("Warna alam", Dye.NATURAL),
        ("sintetis", Dye.SYNTHETIC),
        ("alam + sintetis", Dye.MIXED),
        ("campuran", Dye.MIXED),
        ("", Dye.NONE),
    ],
)
def test_words_for_a_dye_are_folded(text: str, dye: Dye) -> None:
    assert one_good(Warna=text).dye is dye


@pytest.mark.parametrize(
    ("text", "length", "width"),
    [
        ("250x115", 250, 115),
        ("250 X 115 cm", 250, 115),
        ("2,5 x 1,15 m", 250, 115),
        ("2.5m x 1.15m", 250, 115),
        ("6 cm", 6, None),
        ("36-42", None, None),
        ("XL", None, None),
        ("all size", None, None),
        ("12,5 x 3", None, None),
        ("", None, None),
    ],
)
def test_a_size_is_centimetres_where_it_can_be(text: str, length: int | None, width: int | None) -> None:
    size = one_good(Ukuran=text).size
    assert (size.text, size.length_cm, size.width_cm) == (text, length, width)


@pytest.mark.parametrize(
    ("technique", "count", "remark", "kind"),
    [
        ("tulis", "1", "", ItemKind.UNIQUE),
        ("kombinasi", "1", "", ItemKind.UNIQUE),
        ("tulis", "4", "", ItemKind.COUNTED),
        ("tulis", "0", "", ItemKind.COUNTED),
        ("cap", "1", "", ItemKind.COUNTED),
        ("cap", "1", "1 lembar saja", ItemKind.UNIQUE),
        ("lainnya", "1", "satu-satunya", ItemKind.UNIQUE),
        ("jasa", "5", "", ItemKind.SERVICE),
        ("", "-", "", ItemKind.SERVICE),
    ],
)
def test_the_kind_of_goods_follows_from_what_the_row_says(
    technique: str, count: str, remark: str, kind: ItemKind
) -> None:
    assert one_good(Teknik=technique, Jml=count, Ket=remark).kind is kind


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Nama": ""}, "Nama"),
        ({"Nama": "x" * 300}, "Nama"),
        ({"Nama": "#REF!"}, "Nama"),
        ({"Teknik": "bordir emas"}, "Teknik"),
        ({"Teknik": "batik"}, "Teknik"),
        ({"Teknik": "semi tulis"}, "Teknik"),
        ({"Teknik": "tulis", "Nama": "Kain motif (printing)"}, "Teknik"),
        ({"Warna": "merah"}, "Warna"),
        ({"Jml": ""}, "Jml"),
        ({"Jml": "-"}, "Jml"),
        ({"Jml": "1,5"}, "Jml"),
        ({"Jml": "banyak"}, "Jml"),
        ({"Jml": "3", "Ket": "1 lembar saja"}, "Jml"),
        ({"Harga": ""}, "Harga"),
        ({"Harga": "0"}, "Harga"),
        ({"Harga": "1.25"}, "Harga"),
        ({"Harga": "150,000"}, "Harga"),
        ({"Harga": "-5000"}, "Harga"),
        ({"Harga Titip": "200.000"}, "Harga Titip"),
        ({"Perajin": ""}, "Perajin"),
    ],
)
def test_a_cell_that_cannot_be_understood_is_named_once_with_its_reason(cells: dict[str, str], column: str) -> None:
    found = goods(cells)
    assert found.rows == ()
    assert [(problem.row_number, problem.column) for problem in found.problems] == [(2, column)]
    assert found.problems[0].reason.endswith(".")


def test_several_troubles_of_one_row_are_all_named() -> None:
    found = goods({"Jml": "x", "Harga": "y", "Warna": "z"})
    assert sorted(problem.column for problem in found.problems) == ["Harga", "Jml", "Warna"]


def test_a_name_that_says_printed_is_believed_where_no_technique_stands() -> None:
    assert one_good(Teknik="", Nama="Seragam motif (printing)").technique is Technique.TIRUAN
    assert one_good(Teknik="tulis", Nama="Kain tulis, bukan printing").technique is Technique.TULIS


def test_a_net_price_alone_is_enough() -> None:
    row = one_good(Harga="", Harga_Titip="120.000")
    assert (row.price, row.net_price) == (None, Rupiah(120_000))


def test_the_same_goods_twice_in_one_list_are_named_with_the_first_row() -> None:
    found = goods({}, {"Nama": "  KAIN   maja", "Ukuran": "2 x 1,05 m", "Jml": "9", "Harga": "1rb"})
    assert [row.row_number for row in found.rows] == [2]
    assert [(p.row_number, p.column) for p in found.problems] == [(3, "Nama")]
    assert "2" in found.problems[0].reason


def test_the_same_code_twice_in_one_list_is_named() -> None:
    found = goods({"Kode": "A1"}, {"Kode": "a1", "Nama": "Syal"})
    assert [(p.row_number, p.column) for p in found.problems] == [(3, "Kode")]


def test_count_and_price_are_no_part_of_what_goods_are() -> None:
    assert one_good(Jml="3", Harga="150rb").key == one_good(Jml="7", Harga="175rb", Ket="baru").key
    assert one_good(Ukuran="200x105").key != one_good(Ukuran="250x115").key


def test_totals_blanks_and_repeated_headings_are_skipped_and_said_so() -> None:
    row = [GOOD.get(head, "") for head in GOODS_HEAD]
    second = [*row[:1], "Syal", *row[2:]]
    made = table(
        GOODS_HEAD, row, [], [], GOODS_HEAD, second, ["", "Jumlah", "", "", "", "6"], ["Total", "", "", "", "", "6"]
    )
    found = understand_goods(made, match_goods_columns(made))
    assert [r.row_number for r in found.rows] == [2, 6]
    assert [s.row_number for s in found.skipped] == [3, 5, 7, 8]
    assert found.problems == ()


def test_the_persons_own_matching_is_followed() -> None:
    made = table(("Nama", "Harga", "Rak", "Jml", "Perajin"), ("Kain", "lama", "150rb", "2", "P"))
    matching = match_goods_columns(made)
    assert [p.column for p in understand_goods(made, matching).problems] == ["Harga"]
    moved = understand_goods(made, matching.with_column(GoodsField.PRICE, 2))
    assert [row.price for row in moved.rows] == [Rupiah(150_000)]


def test_a_column_that_the_list_lacks_is_named_in_the_programs_own_words() -> None:
    made = table(("Nama", "Harga"), ("Kain", "150rb"))
    found = understand_goods(made, match_goods_columns(made))
    labels = [goods_field_label(field) for field in (GoodsField.COUNT, GoodsField.ARTISAN)]
    assert [p.column for p in found.problems] == labels


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    rows = [[f"k{n}" if head == "Kode" else GOOD.get(head, "") for head in GOODS_HEAD] for n in range(2100)]
    made = table(GOODS_HEAD, *rows)
    understand_goods(made, match_goods_columns(made), progress=lambda done, total: told.append((done, total)))
    assert told == [(1000, 2100), (2000, 2100), (2100, 2100)]


@pytest.mark.parametrize(
    ("scheme", "commission", "expected"),
    [
        ("Komisi (%)", "15%", (Scheme.COMMISSION_PERCENT, Percent.whole(15), None)),
        ("komisi persen", "0", (Scheme.COMMISSION_PERCENT, Percent(0), None)),
        ("Komisi Rp", "Rp 2.500", (Scheme.COMMISSION_FIXED, None, Rupiah(2_500))),
        ("Harga Titip", "-", (Scheme.NET_PRICE, None, None)),
        ("beli putus", "0", (Scheme.OUTRIGHT, None, None)),
        ("", "12,5%", (Scheme.COMMISSION_PERCENT, Percent(1250), None)),
        ("", "", (None, None, None)),
    ],
)
def test_terms_are_read_by_their_scheme(
    scheme: str, commission: str, expected: tuple[Scheme | None, Percent | None, Rupiah | None]
) -> None:
    found = artisans(("", "Batik A", scheme, commission))
    assert found.problems == ()
    row = found.rows[0]
    assert (row.scheme, row.commission, row.fixed_commission) == expected


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("", "", "komisi %", "15", "", "", "081"), "Nama Usaha"),
        (("", "A", "bagi untung", "15"), "Skema"),
        (("", "A", "komisi", "15"), "Skema"),
        (("", "A", "komisi %", ""), "Komisi"),
        (("", "A", "komisi %", "2.500"), "Komisi"),
        (("", "A", "komisi %", "0,15"), "Komisi"),
        (("", "A", "komisi Rp", ""), "Komisi"),
        (("", "A", "komisi Rp", "12,5"), "Komisi"),
        (("", "A", "harga titip", "15"), "Komisi"),
        (("", "A", "", "15"), "Komisi"),
        (("", "A", "beli putus", "", "negara"), "Penanggung Diskon"),
        (("", "A", "beli putus", "", "toko", "barter"), "Pembayaran"),
    ],
)
def test_terms_that_cannot_be_understood_are_named(cells: tuple[str, ...], column: str) -> None:
    found = artisans(cells)
    assert found.rows == ()
    assert [(problem.row_number, problem.column) for problem in found.problems] == [(2, column)]


def test_an_artisan_written_twice_is_named() -> None:
    found = artisans(("P1", "Batik A", "beli putus"), ("P2", "batik  a", "harga titip"))
    assert [(p.row_number, p.column) for p in found.problems] == [(3, "Nama Usaha")]


def test_a_phone_that_a_spreadsheet_took_for_a_number_gets_its_zero_back() -> None:
    assert artisans(("", "A", "", "", "", "", "81200000001")).rows[0].phone == "081200000001"
    assert artisans(("", "A", "", "", "", "", "0812-0000-0001")).rows[0].phone == "0812-0000-0001"


messy_cells = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", "-", "1", "jasa", "tulis", "15%", "Rp 1.000", "JUMLAH", "Nama", "Harga", "#REF!", "1,5", "{x}"]
    ),
)
heads = st.permutations([*GOODS_HEAD, *ARTISAN_HEAD]).map(tuple)


@given(heads, st.lists(st.lists(messy_cells, max_size=len(GOODS_HEAD) + len(ARTISAN_HEAD)), max_size=12))
def test_a_messy_list_loses_no_row_and_raises_nothing_but_clear_sentences(
    head: tuple[str, ...], rows: list[list[str]]
) -> None:
    made = table(head, *rows)
    try:
        found: GoodsList | ArtisanList = understand_goods(made, match_goods_columns(made))
        _every_row_is_accounted_for(made.rows, found)
        found = understand_artisans(made, match_artisan_columns(made))
        _every_row_is_accounted_for(made.rows, found)
    except ListTrouble as refused:
        sentence = str(refused)
        assert sentence


def _every_row_is_accounted_for(rows: tuple[Row, ...], found: GoodsList | ArtisanList) -> None:
    understood = {row.row_number for row in found.rows}
    troubled = {problem.row_number for problem in found.problems}
    skipped = {row.row_number for row in found.skipped}
    assert not understood & troubled
    assert not (understood | troubled) & skipped
    assert {row.number for row in rows[1:]} <= understood | troubled | skipped
    assert all(problem.reason and problem.column for problem in found.problems)
