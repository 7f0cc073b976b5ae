"""Categories, honest names, and spellings that fold alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.catalogue.rules import ItemNameMissing, LabelNotHonest, category_of, item_name
from sentra_pos.core.spelling import fold, one_line


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="ascii")))
def test_case_and_spaces_do_not_matter(text: str) -> None:
    assert fold(f"  {text.upper()} ") == fold(text.lower())


@pytest.mark.parametrize("text", ["Mrico-Bolong", "MRICO  BOLONG", "mricó bolong!", "mrico_bolong"])
def test_spellings_fold_alike(text: str) -> None:
    assert fold(text) == "mrico bolong"


@given(st.text())
def test_what_is_kept_is_one_printable_line(text: str) -> None:
    kept = one_line(text, 20)
    assert len(kept) <= 20
    assert kept.isprintable()
    assert one_line(kept, 20) == kept


@pytest.mark.parametrize(
    ("technique", "name", "kind", "category"),
    [
        (Technique.TULIS, "Kain Sisik Gringsing", ItemKind.UNIQUE, "Batik tulis"),
        (Technique.CAP, "Selendang Matahari", ItemKind.COUNTED, "Batik cap"),
        (Technique.KOMBINASI, "Sarung Pring Sedapur", ItemKind.COUNTED, "Batik kombinasi"),
        (Technique.TIRUAN, "Kain motif surya", ItemKind.COUNTED, "Kain motif (printing)"),
        (Technique.LAINNYA, "Kain ecoprint", ItemKind.COUNTED, "Kain lainnya"),
        (Technique.CAP, "Kemeja lengan panjang", ItemKind.COUNTED, "Busana"),
        (Technique.TULIS, "Tote bag", ItemKind.COUNTED, "Oleh-oleh"),
        (Technique.NONE, "Gantungan kunci", ItemKind.COUNTED, "Oleh-oleh"),
        (Technique.CAP, "Sandal batik", ItemKind.COUNTED, "Alas kaki"),
        (Technique.CAP, "Sarung bantal", ItemKind.COUNTED, "Rumah tangga"),
        (Technique.TULIS, "Taplak meja", ItemKind.COUNTED, "Rumah tangga"),
        (Technique.NONE, "Belajar membatik", ItemKind.SERVICE, "Kelas membatik"),
    ],
)
def test_a_thing_finds_its_category(technique: Technique, name: str, kind: ItemKind, category: str) -> None:
    assert category_of(technique, name, kind) == category


@given(st.text(), st.sampled_from([Technique.TIRUAN, Technique.LAINNYA]))
def test_what_is_no_batik_is_never_in_a_batik_category(name: str, technique: Technique) -> None:
    assert not category_of(technique, name, ItemKind.COUNTED).startswith("Batik")


@pytest.mark.parametrize("name", ["Batik Tulis Surya", "Kain batik-cap", "BATIK  KOMBINASI"])
def test_printed_cloth_is_not_called_what_it_is_not(name: str) -> None:
    with pytest.raises(LabelNotHonest):
        item_name(name, Technique.TIRUAN)
    assert item_name(name, Technique.TULIS)


def test_a_name_of_nothing_is_refused() -> None:
    with pytest.raises(ItemNameMissing):
        item_name(" - ", Technique.TULIS)
