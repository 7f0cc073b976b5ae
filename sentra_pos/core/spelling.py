"""What people typed: cleaned for keeping, and folded for comparing."""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """For comparing: no case, no accents, no punctuation, one space between words.

    ``O'Connor``, ``o connor`` and ``Ó-CONNOR`` fold alike; folding again changes nothing.
    """
    folded = text
    for _again in range(3):
        # Casefold can bring new marks to light, and stripping marks new compositions: repeated until it stands.
        apart = unicodedata.normalize("NFKD", folded).casefold()
        before, folded = folded, "".join(c for c in apart if not unicodedata.combining(c))
        if folded == before:
            break
    return " ".join(_WORDS.findall(folded))


def one_line(text: str, longest: int = 200) -> str:
    """For keeping: one composed spelling (NFC), on one line, nothing invisible, at most ``longest`` characters."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(c if c.isprintable() else " " for c in composed)
    return " ".join(visible.split())[:longest].rstrip()
