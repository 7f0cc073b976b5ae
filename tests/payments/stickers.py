"""QRIS stickers that nobody owns: made up field by field, and drawn."""

from __future__ import annotations

import io

from PIL import Image

from sentra_pos.payments.qris import check_sum
from sentra_pos.printing.qr_modules import QUIET, qr_modules

#: EMVCo's own example; it has Chinese in it, its fields are out of order, and it is in yuan.
EMVCO = (
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN"
    "5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233"
    "030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A"
)


def tlv(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def sealed(body: str) -> str:
    """The body with its check sum."""
    return f"{body}6304{check_sum(body + '6304')}"


def sticker(
    *,
    name: str = "SENTRA BATIK CONTOH",
    city: str = "MOJOKERTO",
    kind: str | None = "11",
    nmid: str | None = "ID1020999999999",
    currency: str = "360",
    amount: str | None = None,
    bill: str | None = None,
) -> str:
    """A shop's static QRIS, unless told otherwise."""
    account = tlv("00", "ID.CO.CONTOH.WWW") + tlv("01", "936009990000000017") + tlv("02", "CTH0001") + tlv("03", "UMI")
    fields = [("00", "01"), ("01", kind), ("26", account)]
    if nmid is not None:
        fields.append(("51", tlv("00", "ID.CO.QRIS.WWW") + tlv("02", nmid) + tlv("03", "UMI")))
    fields += [("52", "5699"), ("53", currency), ("54", amount), ("58", "ID"), ("59", name), ("60", city)]
    fields += [("61", "61382"), ("62", None if bill is None else tlv("01", bill))]
    return sealed("".join(tlv(tag, value) for tag, value in fields if value is not None))


def qris_png(payload: str, *, side: int) -> bytes:
    """The code as a PNG of at most ``side`` pixels with its quiet zone; modules are whole pixels."""
    modules = qr_modules(payload)
    across = len(modules) + 2 * QUIET
    scale = max(1, side // across)
    drawn = Image.new("1", (across, across), 1)
    for y, line in enumerate(modules, start=QUIET):
        for x, dark in enumerate(line, start=QUIET):
            if dark:
                drawn.putpixel((x, y), 0)
    target = io.BytesIO()
    drawn.resize((across * scale, across * scale), Image.Resampling.NEAREST).save(target, "PNG", optimize=True)
    return target.getvalue()
