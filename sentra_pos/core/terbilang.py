"""Amounts in Indonesian words, for receipts of money and statements."""

from __future__ import annotations

from sentra_pos.core.money import Rupiah

# The rule is CLDR's spell-out for Indonesian (common/rbnf/id.xml): "se-" for the first hundred and the first
# thousand wherever they stand, so 1.001.000 is "satu juta seribu", and "satu" before juta and above.
_SMALL = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
_BEYOND = 10**18


def terbilang(number: int | Rupiah) -> str:
    """``satu juta dua ratus lima puluh ribu``, without the word rupiah, always in Indonesian.

    Exact below 10^18, in triliun above 10^12; a number beyond that is a bug of the caller (ValueError).
    """
    value = number.amount if isinstance(number, Rupiah) else number
    if abs(value) >= _BEYOND:
        raise ValueError(value)
    if value < 0:
        return f"minus {terbilang(-value)}"
    return " ".join(_words(value)) if value else _SMALL[0]


def _words(value: int) -> list[str]:
    for scale, name in _SCALES:
        if value >= scale:
            head, rest = divmod(value, scale)
            return [*_scaled(head, name), *_words(rest)]
    return _below_thousand(value)


def _scaled(head: int, name: str) -> list[str]:
    return ["seribu"] if (head, name) == (1, "ribu") else [*_words(head), name]


def _below_thousand(value: int) -> list[str]:
    hundreds, rest = divmod(value, 100)
    if hundreds:
        return [*(["seratus"] if hundreds == 1 else [_SMALL[hundreds], "ratus"]), *_below_thousand(rest)]
    if value < len(_SMALL):
        return [_SMALL[value]] if value else []
    tens, ones = divmod(value, 10)
    if tens == 1:
        return [_SMALL[ones], "belas"]
    return [_SMALL[tens], "puluh", *_below_thousand(ones)]
