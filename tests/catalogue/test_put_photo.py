"""Photos: only what is a picture, small, and with nothing of the camera's."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from sentra_pos.catalogue.put_photo import (
    PhotoDamaged,
    PhotoNotReadable,
    PhotoTooLarge,
    PutPhoto,
    photo_as_jpeg,
    put_photo,
)
from sentra_pos.catalogue.queries import item_card, photo_of
from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from tests.catalogue.goods import enter
from tests.factories import found_a_shop

ORIENTATION, MAKER = 0x0112, 0x010F


def picture(form: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "#884422" if mode == "RGB" else 0).save(target, form, **options)
    return target.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_three_formats_come_in_as_jpeg(form: str) -> None:
    with Image.open(io.BytesIO(photo_as_jpeg(picture(form)))) as read:
        assert (read.format, read.size) == ("JPEG", (60, 40))


def test_a_large_photo_is_made_small() -> None:
    with Image.open(io.BytesIO(photo_as_jpeg(picture("JPEG", (4000, 1000))))) as read:
        assert read.size == (1200, 300)


def test_a_photo_is_turned_upright_and_says_nothing_of_the_camera() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Telepon"
    with Image.open(io.BytesIO(photo_as_jpeg(picture("JPEG", exif=exif)))) as read:
        assert read.size == (40, 60)
        assert dict(read.getexif()) == {}


def test_what_can_be_seen_through_is_on_white() -> None:
    with Image.open(io.BytesIO(photo_as_jpeg(picture("PNG", mode="RGBA")))) as read:
        assert read.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"SIMPLE  =  T",
        b"\xff\xd8\xff",
    ],
)
def test_what_is_no_photo_is_refused_by_its_content(content: bytes) -> None:
    with pytest.raises(PhotoNotReadable):
        photo_as_jpeg(content)


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_other_formats_are_refused(form: str) -> None:
    with pytest.raises(PhotoNotReadable):
        photo_as_jpeg(picture(form))


@pytest.mark.parametrize("size", [(5001, 5000), (12_000, 12_000), (65_000, 65_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(PhotoTooLarge):
        photo_as_jpeg(png_claiming(*size))


def test_a_file_that_is_too_heavy_is_refused() -> None:
    with pytest.raises(PhotoTooLarge):
        photo_as_jpeg(picture("JPEG") + bytes(31 * 1024 * 1024))


def test_a_photo_cut_short_is_refused() -> None:
    noise = Image.effect_noise((400, 400), 90)
    target = io.BytesIO()
    noise.save(target, "JPEG")
    with pytest.raises(PhotoDamaged):
        photo_as_jpeg(target.getvalue()[:2000])


def test_what_is_hidden_behind_a_photo_is_gone() -> None:
    assert b"PK\x03\x04" not in photo_as_jpeg(picture("JPEG") + b"PK\x03\x04 secret")


def test_a_photo_is_put_on_an_item_and_taken_away(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    item = enter(store, clock, founded)
    for content, there in ((picture("PNG"), True), (picture("JPEG"), True), (None, False)):
        with store.writing() as session:
            put_photo(session, PutPhoto(by=founded.by, item=item, picture=content), clock=clock)
        with store.reading() as session:
            card = item_card(session, item, founded.shelf)
            assert card is not None
            assert card.has_photo is there
            assert (photo_of(session, item) is not None) is there
