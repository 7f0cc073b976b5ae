"""What a shop words itself on its receipts, and that trying it out shows what the printer will print."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from sentra_pos.change_receipt import ChangeReceipt, ReceiptLook, change_receipt, look_tried_out, receipt_look, tidied
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.core.speech import speaking
from sentra_pos.db.engine import Store
from sentra_pos.payments.methods import CASH
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.printing.escpos_bytes import receipt_bytes
from sentra_pos.printing.kinds import JobKind
from sentra_pos.printing.layout import PictureLine, TextLine, lay_out
from sentra_pos.printing.logo import LOGO_HEIGHT, LOGO_WIDTH, LogoEmpty, LogoNotReadable, LogoTooLarge, is_logo, logo_of
from sentra_pos.printing.queries import jobs, slip_of
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.printing.worker import PrinterWorker
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from tests.gallery import Gallery, a_gallery
from tests.printing.escpos_reader import read


def a_picture(size: tuple[int, int] = (900, 500), kind: str = "PNG") -> bytes:
    """A dark sun on white, with grey between."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    across, up = size
    pen.ellipse((across * 0.3, up * 0.1, across * 0.7, up * 0.9), fill="#9C3D1B", outline="black", width=6)
    pen.ellipse((across * 0.4, up * 0.3, across * 0.6, up * 0.7), fill="#D9A24B")
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()


LOOK = ReceiptLook(
    header=("NPWP 00.000.000.0-000.000", "Buka setiap hari 09.00–20.00"),
    logo=logo_of(a_picture()),
    return_rule="Batik tulis tidak dapat ditukar, kecuali cacat. Tunjukkan struk ini dalam 3 hari.",
    footer="Terima kasih.\nIG @galericontoh",
)


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock)


def sell(store: Store, clock: FixedClock, gallery: Gallery) -> DocumentId:
    """One cloth for cash."""
    item = gallery.mrico
    command = CompleteSale(
        id=DocumentId(new_id(clock)),
        by=gallery.founded.by,
        lines=(SaleLine(item=item.id, quantity=ONE, price=item.price),),
        tenders=(Tender(method=CASH, given=Rupiah(200_000)),),
    )
    with store.writing() as session:
        return complete_sale(session, command, clock=clock).id


def keep(store: Store, clock: FixedClock, gallery: Gallery, look: ReceiptLook) -> ReceiptLook:
    with store.writing() as session:
        return change_receipt(session, ChangeReceipt(by=gallery.founded.by, look=look), clock=clock).look


# ------------------------------------------------------------------------------------------------------- trying it out


def test_what_is_tried_out_is_what_the_printer_prints_afterwards(
    store: Store, clock: FixedClock, gallery: Gallery, tmp_path: Path
) -> None:
    """The preview's picture and the paper: one grid, equal in every line, in the picture and in the bytes."""
    folder = tmp_path / "struk"
    with store.writing() as session:
        receipt_printer(session, folder, clock=clock)
    sell(store, clock, gallery)
    keep(store, clock, gallery, LOOK)
    clock.advance(timedelta(minutes=5))
    sell(store, clock, gallery)

    with store.reading() as session:
        tried = look_tried_out(session, LOOK, clock)
        printed = next(job for job in jobs(session) if job.kind is JobKind.RECEIPT)
        slip = slip_of(session, printed.id)
    assert slip == tried.slip
    worker = PrinterWorker(store, printed.printer_id, clock)
    while worker.run_once():
        pass
    picture = max(folder.glob("*.png"))
    assert picture.read_bytes() == tried.png()
    paper = read(picture.with_suffix(".bin").read_bytes())
    grid = lay_out(tried.slip, tried.profile.columns)
    shown = [line.text for line in grid.lines if isinstance(line, TextLine)]
    assert paper.lines == shown
    assert f"{LOOK.header[0]:^48}".rstrip() in shown
    with Image.open(io.BytesIO(LOOK.logo or b"")) as logo:
        assert paper.picture_dots == sum(dot == 0 for dot in logo.convert("L").get_flattened_data())


def test_trying_out_changes_nothing(store: Store, clock: FixedClock, gallery: Gallery) -> None:
    with store.reading() as session:
        before = look_tried_out(session, ReceiptLook(), clock).slip
        assert look_tried_out(session, LOOK, clock).slip != before
        assert look_tried_out(session, receipt_look(session), clock).slip == before


def test_a_shop_before_its_first_sale_sees_an_invented_receipt(
    store: Store, clock: FixedClock, gallery: Gallery
) -> None:
    with store.reading() as session:
        text = look_tried_out(session, LOOK, clock).text()
    assert "Kain Sisik Gringsing" in text
    assert "kecuali cacat" in " ".join(text.split())


def test_one_receipt_can_be_in_english_while_the_shop_speaks_indonesian(
    store: Store, clock: FixedClock, gallery: Gallery
) -> None:
    sell(store, clock, gallery)
    with store.reading() as session:
        ours = look_tried_out(session, LOOK, clock).text()
        theirs = look_tried_out(session, LOOK, clock, language="en").text()
    assert "Kembali" in ours
    assert "Change" in theirs
    assert "Kembali" not in theirs


def test_a_language_that_nobody_speaks_is_a_bug() -> None:
    with pytest.raises(ValueError, match="jv"), speaking("jv"):
        pass


# ------------------------------------------------------------------------------------------------------------ keeping


def test_what_is_kept_is_what_stands_afterwards_and_is_written_down(
    store: Store, clock: FixedClock, gallery: Gallery
) -> None:
    kept = keep(store, clock, gallery, LOOK)
    with store.reading() as session:
        assert receipt_look(session) == kept == tidied(LOOK)
    keep(store, clock, gallery, ReceiptLook())
    with store.reading() as session:
        assert receipt_look(session) == ReceiptLook()


def test_a_cashier_may_not_change_the_receipt(store: Store, clock: FixedClock, gallery: Gallery) -> None:
    with pytest.raises(NotAllowed), store.writing() as session:
        change_receipt(session, ChangeReceipt(by=gallery.cashier, look=LOOK), clock=clock)


def test_too_many_lines_and_invisible_letters_are_left_out() -> None:
    look = tidied(ReceiptLook(header=("a\x1b@b", "", *"123456789"), return_rule="\n\n x\u200by \n" + "z\n" * 20))
    assert look.header == ("a @b", "1", "2", "3", "4", "5")
    assert look.return_rule.splitlines() == ["x y", *"zzzzz"]


@given(text=st.text(max_size=80))
def test_what_was_tidied_once_is_tidy(text: str) -> None:
    look = tidied(ReceiptLook(header=tuple(text.splitlines()), return_rule=text, footer=text))
    assert tidied(look) == look


# --------------------------------------------------------------------------------------------------------------- logos


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_any_picture_becomes_a_small_one_of_black_and_white_dots(kind: str) -> None:
    logo = logo_of(a_picture(kind=kind))
    assert is_logo(logo)
    assert logo_of(logo) == logo
    with Image.open(io.BytesIO(logo)) as opened:
        assert opened.mode == "1"
        assert opened.height == LOGO_HEIGHT


def test_a_wide_logo_is_as_wide_as_the_narrow_paper() -> None:
    with Image.open(io.BytesIO(logo_of(a_picture((4000, 300))))) as opened:
        assert opened.width <= LOGO_WIDTH
        assert opened.height <= LOGO_HEIGHT


def test_a_transparent_background_is_white_paper() -> None:
    picture = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((50, 25, 149, 74), fill=(0, 0, 0, 255))
    file = io.BytesIO()
    picture.save(file, "PNG")
    with Image.open(io.BytesIO(logo_of(file.getvalue()))) as opened:
        assert opened.size == (100, 50)


@pytest.mark.parametrize("wrong", [b"", b"%PDF-1.7", a_picture()[:200]])
def test_what_is_no_picture_is_refused(wrong: bytes) -> None:
    with pytest.raises(LogoNotReadable):
        logo_of(wrong)


def test_a_picture_of_nothing_is_refused() -> None:
    file = io.BytesIO()
    Image.new("L", (300, 100), 250).save(file, "PNG")
    with pytest.raises(LogoEmpty):
        logo_of(file.getvalue())


def test_a_picture_that_unpacks_to_far_more_than_it_weighs_is_refused() -> None:
    file = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(file, "PNG")
    with pytest.raises(LogoTooLarge):
        logo_of(file.getvalue())


def test_a_raw_picture_given_as_the_logo_is_made_into_one(store: Store, clock: FixedClock, gallery: Gallery) -> None:
    kept = keep(store, clock, gallery, replace(LOOK, logo=a_picture()))
    assert kept.logo == LOOK.logo


def test_the_logo_stands_in_the_middle_of_wide_paper(store: Store, clock: FixedClock, gallery: Gallery) -> None:
    with store.reading() as session:
        paper = look_tried_out(session, LOOK, clock)
    grid = lay_out(paper.slip, 48)
    assert isinstance(grid.lines[0], PictureLine)
    assert receipt_bytes(grid, paper.profile) == receipt_bytes(grid, paper.profile)
