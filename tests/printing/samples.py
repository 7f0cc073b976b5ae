"""Realistic receipts for the tests of printing; the shop's real wording lives with the sales."""

from __future__ import annotations

import io

from PIL import Image as Pictures
from PIL import ImageDraw

from sentra_pos.printing.blocks import (
    QR,
    Align,
    Barcode,
    Block,
    Cell,
    Columns,
    Cut,
    Feed,
    Image,
    Rule,
    Slip,
    Text,
    pair,
)

QRIS = (
    "00020101021126570011ID.TEST.WWW01189360000000000000010215000000000000001"
    "51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204569953033605405915005802ID"
    "5913TOKO CONTOH A6009MOJOKERTO61056136262070703A01630445D2"
)
RECEIPT_CODE = "2100000001231"


def logo() -> bytes:
    """A small sun of rays, taller than one piece of a picture."""
    picture = Pictures.new("L", (240, 130), 255)
    pen = ImageDraw.Draw(picture)
    for place in range(0, 120, 6):
        pen.ellipse((60 + place / 2, 5 + place / 2, 180 - place / 2, 125 - place / 2), outline=place * 2, width=2)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def head() -> tuple[Block, ...]:
    return (
        Text("Sentra Batik Contoh", align=Align.CENTRE, bold=True, double=True),
        Text("Jl. Raya Trowulan No. 12, Mojokerto \u2014 Jawa Timur", align=Align.CENTRE),
        Rule(),
        pair("No. A1-000123", "22/11/26 14.05"),
        Text("Kasir: Sari"),
        Rule(),
    )


def cash_receipt() -> Slip:
    """Two makers, a discount, cash; everything as text and one barcode."""
    return Slip(
        (
            *head(),
            Text("Kain batik tulis \u201cSurya Majapahit\u201d, pewarna alam, 240\u00d7110 cm"),
            pair("  1 x Rp\u00a01.250.000", "Rp\u00a01.250.000"),
            Text("Syal sutra caf\u00e9"),
            pair("  2 x Rp\u00a0165.000", "Rp\u00a0330.000"),
            pair("  Potongan", "-Rp\u00a030.000"),
            Rule(heavy=True),
            pair("TOTAL", "Rp\u00a01.550.000", bold=True, double=True),
            pair("Tunai", "Rp\u00a01.600.000"),
            pair("Kembali", "Rp\u00a050.000"),
            Feed(),
            Text("Terima kasih. Penukaran 3 hari dengan struk ini.", align=Align.CENTRE),
            Barcode(RECEIPT_CODE),
            Cut(),
        )
    )


def qris_receipt() -> Slip:
    """With a logo, a table of three columns and a QRIS code."""
    return Slip(
        (
            Image(logo()),
            *head(),
            Columns((Cell("Jml", width=3), Cell("Barang"), Cell("Harga", align=Align.RIGHT)), bold=True),
            Columns((Cell("2", width=3), Cell("Dompet kecil motif kawung"), Cell("140.000", align=Align.RIGHT))),
            Columns((Cell("10", width=3), Cell("Gantungan kunci"), Cell("150.000", align=Align.RIGHT))),
            Rule(heavy=True),
            pair("TOTAL", "Rp\u00a0290.000", bold=True, double=True),
            Text("Bayar dengan QRIS:", align=Align.CENTRE),
            QR(QRIS),
            Cut(),
        )
    )
