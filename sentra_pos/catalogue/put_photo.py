"""Put a photo on an item: read by what it is, not by its name; made small, and stripped of all but the picture."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field

from PIL import Image, ImageOps
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.change_item import ItemUnknown
from sentra_pos.catalogue.models import Item, ItemPhoto
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.speech import N_
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require

LARGEST_FILE = 30 * 1024 * 1024
LARGEST_PIXELS = 25_000_000
LONGEST_SIDE = 1200
_QUALITY = 85
_FORMATS = ("JPEG", "PNG", "WEBP")


class PhotoNotReadable(SentraError):
    message = N_("This file is not a photo that can be used. Please choose a JPEG, PNG or WebP picture.")


class PhotoDamaged(SentraError):
    message = N_("This photo is damaged and cannot be read to its end. Please choose another.")


class PhotoTooLarge(SentraError):
    message = N_("This photo is too large. Please choose one of at most 25 megapixels and 30 megabytes.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PutPhoto:
    """``picture`` is the file's content; None takes the photo away."""

    by: ActedBy
    item: ItemId
    picture: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPut:
    item: ItemId
    changes: Changes


def put_photo(session: Session, command: PutPhoto, *, clock: Clock) -> PhotoPut:
    """Replace the item's photo. Raises ItemUnknown, PhotoNotReadable, PhotoDamaged, PhotoTooLarge."""
    require(session, command.by, Permission.MANAGE_ITEMS)
    if session.execute(select(Item.id).where(Item.id == command.item)).one_or_none() is None:
        raise ItemUnknown
    jpeg = None if command.picture is None else photo_as_jpeg(command.picture)
    session.execute(delete(ItemPhoto).where(ItemPhoto.item_id == command.item))
    if jpeg is not None:
        session.execute(insert(ItemPhoto), [{"item_id": command.item, "jpeg": jpeg}])
    return PhotoPut(item=command.item, changes=Changes(catalogue=True))


def photo_as_jpeg(picture: bytes) -> bytes:
    """The picture anew: JPEG, upright, at most 1200 pixels a side, on white, with no EXIF, profile or hidden tail.

    Raises PhotoNotReadable, PhotoDamaged, PhotoTooLarge.
    """
    if len(picture) > LARGEST_FILE:
        raise PhotoTooLarge
    with warnings.catch_warnings():
        # Pillow only warns of a picture that unpacks to far more than it weighs, and of many broken files.
        warnings.simplefilter("error")
        try:
            image = Image.open(io.BytesIO(picture), formats=_FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise PhotoTooLarge from bomb
        except Exception as trouble:
            # Whatever a decoder makes of bytes from anywhere: it is no photo.
            raise PhotoNotReadable from trouble
        with image:
            if image.width * image.height > LARGEST_PIXELS:
                raise PhotoTooLarge
            try:
                return _encoded(image)
            except Exception as trouble:
                raise PhotoDamaged from trouble


def _encoded(image: Image.Image) -> bytes:
    # JPEG files can be read at a fraction of their size, which saves most of the memory.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A"))
    target = io.BytesIO()
    plain.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue()
