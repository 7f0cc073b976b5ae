"""EAN-13: its check digit and its bars (GS1 General Specifications, section 5.2)."""

from __future__ import annotations

from typing import Final

_LEFT_ODD: Final = (
    "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011",
)  # fmt: skip
#: Which of the six left digits are of even parity; it is how the first digit is told.
_PARITY: Final = (
    "000000", "001011", "001101", "001110", "010011", "011001", "011100", "010101", "010110", "011010",
)  # fmt: skip
#: Bars and spaces of one code, and the light margin that scanners need on each side, in modules.
MODULES: Final = 95
QUIET: Final = 11


def check_digit(twelve: str) -> str:
    """The thirteenth digit."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return str(-total % 10)


def checked_ean13(digits: str) -> str:
    """The same digits. Raises ValueError unless they are thirteen with a right check digit."""
    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"an EAN-13 has thirteen digits, not {digits!r}")
    if check_digit(digits[:12]) != digits[12]:
        raise ValueError(f"the check digit of {digits} is {check_digit(digits[:12])}")
    return digits


def ean13_modules(digits: str) -> str:
    """The code as 95 modules, '1' for a bar."""
    checked_ean13(digits)
    left = "".join(
        _even(_LEFT_ODD[int(digit)]) if parity == "1" else _LEFT_ODD[int(digit)]
        for digit, parity in zip(digits[1:7], _PARITY[int(digits[0])], strict=True)
    )
    right = "".join(_inverse(_LEFT_ODD[int(digit)]) for digit in digits[7:])
    return f"101{left}01010{right}101"


def _inverse(modules: str) -> str:
    return modules.translate(str.maketrans("01", "10"))


def _even(modules: str) -> str:
    return _inverse(modules)[::-1]
