"""Read the shop's QRIS from a picture of its sticker."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from sentra_pos.core.errors import SentraError
from sentra_pos.payments.errors import (
    NoCodeInPicture,
    PictureNotReadable,
    PictureTooLarge,
    QrisUnknown,
    SeveralCodesInPicture,
)
from sentra_pos.payments.qris import QrisMerchant, read_merchant

LARGEST_FILE = 30 * 1024 * 1024
LARGEST_PIXELS = 25_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")


def read_qris_picture(picture: bytes) -> QrisMerchant:
    """Whom the one QRIS code in the picture pays; other QR codes beside it (a poster's link) do not matter.

    Raises PictureNotReadable, PictureTooLarge, NoCodeInPicture, SeveralCodesInPicture, or what is wrong with the code.
    """
    found: dict[str, QrisMerchant] = {}
    trouble: SentraError | None = None
    texts = _codes(_opened(picture))
    for text in texts:
        try:
            found[text] = read_merchant(text)
        except QrisUnknown as unknown:
            trouble = trouble or unknown
        except SentraError as wrong:
            trouble = wrong
    if len(found) > 1:
        raise SeveralCodesInPicture
    if found:
        return next(iter(found.values()))
    raise trouble or NoCodeInPicture


def _opened(picture: bytes) -> Image.Image:
    if len(picture) > LARGEST_FILE:
        raise PictureTooLarge
    with warnings.catch_warnings():
        # Pillow only warns of a picture that unpacks to far more than it weighs, and of many broken files.
        warnings.simplefilter("error")
        try:
            image = Image.open(io.BytesIO(picture), formats=_FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise PictureTooLarge from bomb
        except Exception as trouble:
            # Whatever a decoder makes of bytes from anywhere: it is no picture.
            raise PictureNotReadable from trouble
        if image.width * image.height > LARGEST_PIXELS:
            raise PictureTooLarge
        try:
            upright = ImageOps.exif_transpose(image).convert("RGBA")
            plain = Image.new("RGB", upright.size, "white")
            plain.paste(upright, mask=upright.getchannel("A"))
            return plain.convert("L")
        except Exception as trouble:
            raise PictureNotReadable from trouble


def _codes(image: Image.Image) -> list[str]:
    # Loaded when it is needed: a shop reads its sticker once.
    import zxingcpp

    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [code.text.strip() for code in found if code.text.strip()]
