"""A logo for slips: any picture made small, and into the black and white dots that a thermal head can burn."""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image, ImageOps

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_

LARGEST_FILE: Final = 20 * 1024 * 1024
LARGEST_PIXELS: Final = 25_000_000
#: Dots: as wide as 58 mm paper prints, and two centimetres high; it is sent with every receipt.
LOGO_WIDTH: Final = 384
LOGO_HEIGHT: Final = 160
_FORMATS: Final = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
#: A picture whose lightest and darkest greys are nearer to each other than this shows nothing on a slip.
_LEAST_CONTRAST: Final = 24


class LogoNotReadable(SentraError):
    """Not a picture, or a damaged one."""

    message = N_("This file is not a picture that can be used. Please choose a PNG or JPEG picture.")


class LogoTooLarge(SentraError):
    """More than a logo ever is."""

    message = N_("This picture is too large for a logo. Please choose one of at most 20 megabytes.")


class LogoEmpty(SentraError):
    """All of one shade, or quite transparent."""

    message = N_("Nothing would be seen of this picture on paper. Please choose one with dark lines on white.")


def logo_of(picture: bytes) -> bytes:
    """A PNG of black and white dots, at most 384 by 160, its empty edges cut off.

    Raises LogoNotReadable, LogoTooLarge, LogoEmpty. What comes out goes in again unchanged.
    """
    if is_logo(picture):
        return picture
    grey = _on_white(_opened(picture))
    dark, light = (int(shade) for shade in grey.getextrema())  # type: ignore[arg-type]  # one band: two numbers
    if light - dark < _LEAST_CONTRAST:
        raise LogoEmpty
    inked = ImageOps.invert(grey.point(lambda shade: 255 if shade > light - _LEAST_CONTRAST // 2 else shade)).getbbox()
    grey = grey.crop(inked)
    if grey.width > LOGO_WIDTH or grey.height > LOGO_HEIGHT:
        grey.thumbnail((LOGO_WIDTH, LOGO_HEIGHT), Image.Resampling.LANCZOS)
    dots = grey.convert("1", dither=Image.Dither.FLOYDSTEINBERG)
    file = io.BytesIO()
    dots.save(file, "PNG", optimize=True)
    return file.getvalue()


def is_logo(png: bytes) -> bool:
    """Whether it is what ``logo_of`` makes."""
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as opened:
            return opened.mode == "1" and opened.width <= LOGO_WIDTH and opened.height <= LOGO_HEIGHT
    except Exception:  # whatever a decoder makes of bytes from anywhere
        return False


def _opened(picture: bytes) -> Image.Image:
    if len(picture) > LARGEST_FILE:
        raise LogoTooLarge
    with warnings.catch_warnings():
        # Pillow only warns of a picture that unpacks to far more than it weighs, and of many broken files.
        warnings.simplefilter("error")
        try:
            opened = Image.open(io.BytesIO(picture), formats=_FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise LogoTooLarge from bomb
        except Exception as trouble:
            # Whatever a decoder makes of bytes from anywhere: it is no picture.
            raise LogoNotReadable from trouble
        with opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise LogoTooLarge
            try:
                return ImageOps.exif_transpose(opened).convert("RGBA")
            except Exception as trouble:
                raise LogoNotReadable from trouble


def _on_white(picture: Image.Image) -> Image.Image:
    flat = Image.new("RGBA", picture.size, "white")
    flat.alpha_composite(picture)
    return flat.convert("L")
