"""What a scanner sent, as codes."""

from __future__ import annotations

_EAN13 = 13


def codes_in(text: str, *, longest: int) -> tuple[str, ...]:
    """The codes in one burst: none when it is garbage, two when a scanner glued two EAN-13 together.

    The same code read twice in one burst counts once. Whether a code means anything is for the receiver to say.
    """
    code = text.strip()
    if not code or len(code) > longest or not code.isprintable():
        return ()
    if len(code) == 2 * _EAN13:
        first, second = code[:_EAN13], code[_EAN13:]
        if is_ean13(first) and is_ean13(second):
            return (first,) if first == second else (first, second)
    return (code,)


def is_ean13(code: str) -> bool:
    """Whether the last of thirteen digits is the right check digit."""
    if not (code.isascii() and code.isdigit()):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(code)) % 10 == 0
