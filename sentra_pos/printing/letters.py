"""Letters that every receipt printer has: typed text brought to ASCII, and the width of what cannot be."""

from __future__ import annotations

import unicodedata
from typing import Final

#: Joins words and amounts; becomes a plain space only after the lines are broken.
NO_BREAK: Final = "\u00a0"

_SPELLED: Final = {
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u02bc": "'", "\u00b4": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2026": "...", "\u2022": "*", "\u00b7": "*", "\u00d7": "x", "\u00f7": "/", "\u2044": "/", "\u00b1": "+/-",
    "\u2192": "->", "\u2190": "<-", "\u2264": "<=", "\u2265": ">=", "\u00b0": " deg", "\u00a9": "(c)", "\u00ae": "(R)",
    "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY", "\u00df": "ss", "\u00e6": "ae", "\u00c6": "AE", "\u0153": "oe",
    "\u0152": "OE", "\u00f8": "o", "\u00d8": "O", "\u0111": "d", "\u0110": "D", "\u0142": "l", "\u0141": "L",
    "\u0131": "i", "\u2713": "v", "\u2714": "v", "\u202f": NO_BREAK, "\u2007": NO_BREAK, "\u2060": "",
    "\t": " ", "\u2028": "\n", "\u2029": "\n",
}  # fmt: skip


def plain(text: str) -> str:
    """The text in ASCII where that loses no word; other scripts stay as they are, and are drawn.

    Control characters are dropped: an item's name must not be able to command the printer. No-break spaces and line
    ends stay for whoever breaks the lines.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_plain_letter(letter) for letter in text)


def _plain_letter(letter: str) -> str:
    if letter in (NO_BREAK, "\n") or " " <= letter <= "~":
        return letter
    if letter in _SPELLED:
        return _SPELLED[letter]
    kind = unicodedata.category(letter)
    if kind == "Zs":
        return " "
    if kind == "Cs":
        return "?"
    if kind[0] == "C" and letter not in "\u200c\u200d":
        return ""
    taken_apart = unicodedata.normalize("NFKD", letter)
    bare = "".join(_SPELLED.get(part, part) for part in taken_apart if not "\u0300" <= part <= "\u036f")
    return bare if bare.isascii() and bare.isprintable() else letter


def is_plain(text: str) -> bool:
    """Whether every printer has all of its letters."""
    return text.isascii()


def width(text: str) -> int:
    """Character cells that the text takes: two for a wide (CJK) letter, none for a mark above another."""
    return len(text) if text.isascii() else sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    # Javanese letters are broader than a Latin cell; two keep them legible.
    wide = unicodedata.east_asian_width(letter) in "WF" or "\ua980" <= letter <= "\ua9df"
    return 2 if wide else 1
