"""What is printed can be read again: tags and cards are drawn as on paper and decoded by somebody else's decoder."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import UUID

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from sentra_pos.catalogue.facts import Dye, Technique
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.printing.ean13 import check_digit
from sentra_pos.printing.picture import to_dots
from sentra_pos.tags.bitmap import label_row, picture
from sentra_pos.tags.card import CardFacts, card_drawing
from sentra_pos.tags.drawing import LASER, THERMAL, Bars, Drawing, Words, text_width
from sentra_pos.tags.errors import (
    LabelsDoNotFit,
    LabelTooSmall,
    MeasureBelowNothing,
    SheetHasNoLabels,
    SheetNameMissing,
)
from sentra_pos.tags.rolls import ROLLS, rolls_for
from sentra_pos.tags.sheet_pdf import calibration_pdf, sheet_pdf
from sentra_pos.tags.sheets import TagSheet, checked_sheet, pages_of
from sentra_pos.tags.starting_sheets import EIGHT_CARDS, TEN_CARDS
from sentra_pos.tags.tag import TagFacts, tag_drawing

#: The smallest label that is promised, and a page of them.
SMALL = TagSheet(
    id=UUID(int=1), name="A4, 33 × 15 mm", page_width=2100, page_height=2970, columns=5, rows=16,
    label_width=330, label_height=150, left=165, top=135, gap_across=30, gap_down=20,
)  # fmt: skip
CODES = tuple(digits + check_digit(digits) for digits in ("200101000001", "209999999999", "200101888888"))


def a_tag(code: str = CODES[0], technique: Technique = Technique.TULIS, **facts: object) -> TagFacts:
    plain = TagFacts(
        item=ItemId(UUID(int=7)),
        code=code,
        name="Surya Majapahit",
        size="250 × 115",
        technique=technique,
        artisan="P01",
        price=Rupiah(1_850_000),
    )
    return replace(plain, **facts)  # type: ignore[arg-type]  # of TagFacts


def a_card(**facts: object) -> CardFacts:
    plain = CardFacts(
        item=ItemId(UUID(int=7)),
        code=CODES[0],
        name="Surya Majapahit",
        motif="Surya Majapahit",
        motif_id=None,
        story="Matahari bersudut delapan dari batu bata Trowulan. " * 12,
        maker="Sanggar Kencana",
        maker_id=None,
        technique=Technique.TULIS,
        dye=Dye.NATURAL,
        cloth="Sutera ATBM",
        size="250 × 115 cm",
        work_days=21,
        batikmark="123/BM/2025",
    )
    return replace(plain, **facts)  # type: ignore[arg-type]  # of CardFacts


def read(shown: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(to_dots(shown).convert("L"))]


def words(drawing: Drawing) -> str:
    return "\n".join(part.text for part in drawing.parts if isinstance(part, Words))


def stays_inside(drawing: Drawing) -> bool:
    for part in drawing.parts:
        if isinstance(part, Words):
            right, bottom = part.across + text_width(part.text, part.size, part.face), part.down
        elif isinstance(part, Bars):
            right, bottom = part.across + 95 * part.module, part.down + part.height
        else:
            right, bottom = part.across + part.length, part.down
        if part.across < 0 or part.down < 0 or right > drawing.width or bottom > drawing.height:
            return False
    return True


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("dots_per_mm", [THERMAL, LASER], ids=["203 dpi", "300 dpi"])
def test_a_tag_of_33_by_15_mm_is_read_from_the_sheets_geometry_at_either_resolution(
    code: str, dots_per_mm: float
) -> None:
    for technique in (Technique.KOMBINASI, Technique.TIRUAN, Technique.NONE):
        drawing = tag_drawing(a_tag(code, technique), 33, 15)
        assert read(picture(drawing, dots_per_mm)) == [code]


@pytest.mark.parametrize("roll", ROLLS, ids=lambda roll: roll.key)
def test_every_label_of_a_roll_is_read_from_the_dots_that_the_printer_gets(roll: object) -> None:
    kind = next(each for each in ROLLS if each is roll)
    tags = tuple(a_tag(code) for code in CODES[: kind.across])
    with Image.open(io.BytesIO(label_row(tags, kind))) as dots:
        assert dots.mode == "1"
        assert read(dots.convert("L")) == [tag.code for tag in tags]
        assert dots.size == (kind.dots, (kind.height + kind.gap_down) * 8 // 10)


@pytest.mark.parametrize("sheet", [TEN_CARDS, EIGHT_CARDS], ids=["ten", "eight"])
@pytest.mark.parametrize("dots_per_mm", [THERMAL, LASER], ids=["203 dpi", "300 dpi"])
def test_a_card_is_read_and_tells_all_that_is_known(sheet: TagSheet, dots_per_mm: float) -> None:
    drawing = card_drawing(a_card(), "Sentra Batik", sheet.label_width / 10, sheet.label_height / 10)
    assert read(picture(drawing, dots_per_mm)) == [CODES[0]]
    for said in ("Surya Majapahit", "Sanggar Kencana", "Sutera ATBM", "250 × 115 cm", "123/BM/2025", "Trowulan"):
        assert said in words(drawing)
    assert stays_inside(drawing)


def test_bars_are_whole_dots_of_the_printer_they_are_meant_for() -> None:
    for dots_per_mm in (THERMAL, LASER):
        (bars,) = (part for part in tag_drawing(a_tag(), 33, 15, dots_per_mm).parts if isinstance(part, Bars))
        assert bars.module * dots_per_mm == pytest.approx(round(bars.module * dots_per_mm))
        assert bars.module * dots_per_mm >= 2


@pytest.mark.parametrize("size", [(30.0, 12.0), (33.0, 15.0), (38.0, 25.0), (64.0, 32.0), (75.0, 38.0)])
def test_nothing_leaves_the_label_however_long_the_words_are(size: tuple[float, float]) -> None:
    long = a_tag(
        name="Kemeja lengan panjang " * 5, size="XXXL lengan panjang", artisan="P1234567", price=Rupiah(999_999_999)
    )
    for technique in Technique:
        drawing = tag_drawing(replace(long, technique=technique), *size)
        assert stays_inside(drawing)
        assert "…" in words(drawing)
        assert "999.999.999" in words(drawing), "a price is never cut"


@pytest.mark.parametrize("language", ["id", "en"])
def test_printed_cloth_says_on_the_smallest_tag_that_it_is_no_batik(language: str) -> None:
    use_language(language)
    try:
        for width, height in ((30.0, 12.0), (33.0, 15.0), (75.0, 38.0)):
            said = words(tag_drawing(a_tag(technique=Technique.TIRUAN), width, height)).lower()
            assert any(f"{no} batik" in said for no in ("bukan", "not"))
    finally:
        use_language("id")


def test_a_card_without_story_or_certificate_leaves_them_out() -> None:
    drawing = card_drawing(a_card(story="", batikmark="", work_days=None, motif=""), "Sentra Batik", 90, 54)
    assert "Batikmark" not in words(drawing)
    assert stays_inside(drawing)


def test_the_pdf_is_exactly_as_large_as_its_sheet_and_begins_where_it_is_told() -> None:
    drawings = [tag_drawing(a_tag(), 33, 15)] * 80
    pages = PdfReader(io.BytesIO(sheet_pdf(SMALL, drawings, 79, title="x"))).pages
    assert len(pages) == 2
    for page in pages:
        assert float(page.mediabox.width) * 25.4 / 72 == pytest.approx(210, abs=0.01)
        assert float(page.mediabox.height) * 25.4 / 72 == pytest.approx(297, abs=0.01)
    assert pages[0].extract_text().count("Rp") == 1
    assert pages[1].extract_text().count("Rp") == 79
    assert [[place for place, _thing in page] for page in pages_of(SMALL, "abc", 78)] == [[78, 79], [0]]


def test_the_test_page_numbers_every_label_and_says_the_shift() -> None:
    text = PdfReader(io.BytesIO(calibration_pdf(replace(SMALL, shift_x=-15)))).pages[0].extract_text()
    assert SMALL.name in text
    assert all(str(number) in text.split() for number in range(1, 81))


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ({"name": "  "}, SheetNameMissing),
        ({"columns": 0}, SheetHasNoLabels),
        ({"label_width": 250}, LabelTooSmall),
        ({"top": -1}, MeasureBelowNothing),
        ({"rows": 18}, LabelsDoNotFit),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(change: dict[str, object], trouble: type[Exception]) -> None:
    with pytest.raises(trouble):
        checked_sheet(replace(SMALL, **change))  # type: ignore[arg-type]  # of TagSheet


def test_only_rolls_that_fit_the_printer_are_offered() -> None:
    assert {roll.key for roll in rolls_for(384)} == {"58", "33x15", "40x30"}
    assert "33x15x3" in {roll.key for roll in rolls_for(832)}
