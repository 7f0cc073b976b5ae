"""The sticker as a picture: read from a photo; and any other reader finds the amount in the modules that are shown."""

from __future__ import annotations

import io

import pytest
import qriskit
import zxingcpp
from PIL import Image

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import Rupiah
from sentra_pos.payments.errors import (
    NoCodeInPicture,
    PictureNotReadable,
    PictureTooLarge,
    QrisDamaged,
    QrisForeignCurrency,
    QrisUnknown,
    SeveralCodesInPicture,
)
from sentra_pos.payments.qris import with_amount
from sentra_pos.payments.read_qris_picture import read_qris_picture
from tests.payments.stickers import EMVCO, qris_png, sticker


def saved(picture: Image.Image, kind: str = "PNG") -> bytes:
    target = io.BytesIO()
    picture.save(target, kind)
    return target.getvalue()


def drawn(payload: str, side: int = 400) -> Image.Image:
    return Image.open(io.BytesIO(qris_png(payload, side=side))).convert("RGB")


def side_by_side(*payloads: str) -> bytes:
    sheet = Image.new("RGB", (420 * len(payloads), 420), "white")
    for place, payload in enumerate(payloads):
        sheet.paste(drawn(payload), (420 * place, 0))
    return saved(sheet)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_photo_of_the_sticker_says_whom_it_pays(kind: str) -> None:
    photo = Image.new("RGB", (900, 1200), "#d9c8a0")
    photo.paste(drawn(sticker()).rotate(7, expand=True, fillcolor="white"), (200, 300))
    merchant = read_qris_picture(saved(photo, kind))
    assert (merchant.name, merchant.payload) == ("SENTRA BATIK CONTOH", sticker())


def test_a_picture_that_is_clear_in_places_is_read_on_white() -> None:
    code = drawn(sticker()).convert("L")
    clear = Image.new("RGBA", code.size, (0, 0, 0, 0))
    clear.putalpha(code.point(lambda light: 255 - light))
    assert read_qris_picture(saved(clear)).nmid == "ID1020999999999"


@pytest.mark.parametrize("amount", [1, 185_000, 9_999_999_999_999])
@pytest.mark.parametrize("side", [240, 456])
def test_another_reader_finds_the_amount_in_the_modules_that_are_shown(amount: int, side: int) -> None:
    picture = drawn(with_amount(sticker(), Rupiah(amount)), side)
    assert picture.width <= side
    (found,) = zxingcpp.read_barcodes(picture)
    told = qriskit.parse(found.text)
    assert int(told.amount or 0) == amount
    assert (told.merchant_name, told.is_dynamic, qriskit.is_valid(found.text)) == ("SENTRA BATIK CONTOH", True, True)


def test_a_picture_without_a_code_is_refused() -> None:
    refused(saved(Image.new("RGB", (300, 300), "white")), NoCodeInPicture)


def test_a_code_that_is_no_qris_is_refused() -> None:
    refused(side_by_side("https://contoh.id"), QrisUnknown)


def test_a_poster_with_a_link_beside_the_sticker_is_read() -> None:
    assert read_qris_picture(side_by_side("https://contoh.id", sticker())).name == "SENTRA BATIK CONTOH"


def test_the_same_sticker_twice_is_one() -> None:
    assert read_qris_picture(side_by_side(sticker(), sticker())).name == "SENTRA BATIK CONTOH"


def test_two_shops_in_one_picture_are_refused() -> None:
    refused(side_by_side(sticker(), sticker(name="WARUNG SEBELAH")), SeveralCodesInPicture)


def test_what_is_wrong_with_the_code_is_said() -> None:
    refused(side_by_side(EMVCO), QrisForeignCurrency)
    refused(side_by_side("https://contoh.id", sticker()[:-4] + "0000"), QrisDamaged)


@pytest.mark.parametrize("content", [b"", b"not a picture", qris_png(sticker(), side=300)[:200]])
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    refused(content, PictureNotReadable)


def test_a_picture_that_unpacks_to_far_too_much_is_refused() -> None:
    bomb = saved(Image.new("1", (30_000, 30_000)))
    assert len(bomb) < 1_000_000
    refused(bomb, PictureTooLarge)
    refused(saved(Image.new("1", (5_001, 5_000))), PictureTooLarge)
    refused(b"\x89PNG" + bytes(30 * 1024 * 1024), PictureTooLarge)


def refused(picture: bytes, trouble: type[SentraError]) -> None:
    with pytest.raises(trouble) as caught:
        read_qris_picture(picture)
    assert str(caught.value)
