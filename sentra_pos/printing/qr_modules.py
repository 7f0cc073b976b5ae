"""QR codes as rows of modules, and the size they are printed at."""

from __future__ import annotations

from typing import Final

import segno

#: Light modules that the standard asks for on every side.
QUIET: Final = 4
#: Larger than this in dots a module reads no better and eats paper; QRIS (version 8) still fits 384 dots at 5.
_LARGEST: Final = {384: 6}
_LARGEST_WIDE: Final = 8


def qr_modules(data: str) -> tuple[bytes, ...]:
    """Rows of 0 and 1 without the quiet zone, level M as the printers' own codes."""
    made = segno.make_qr(data, error="m", boost_error=False)
    return tuple(bytes(row) for row in made.matrix)


def qr_scale(data: str, dots: int) -> int:
    """Dots of one module such that the code with its quiet zone fits ``dots``."""
    across = len(qr_modules(data)) + 2 * QUIET
    return max(1, min(dots // across, _LARGEST.get(dots, _LARGEST_WIDE)))
