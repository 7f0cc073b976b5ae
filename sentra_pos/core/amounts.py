"""Money, counts and rates as people write and type them in Indonesia: dots for thousands, a comma for decimals.

The forms are the same in both languages of the program, so that "1.250" can never mean two things at one till.
Reading is strict: what could be read in two ways is refused with a sentence, never guessed.
"""

from __future__ import annotations

import re

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import N_
from sentra_pos.core.typed_text import shown

NO_BREAK_SPACE = "\u00a0"
HIGHEST_AMOUNT = 10**12
HIGHEST_COUNT = 10**6


class NotAnAmount(SentraError):
    """What was typed is not an amount of money; the subclasses say why where they can."""

    message = N_("“{text}” is not an amount; type for example 1.250.000, 165rb or 1,5jt.")


class AmountMissing(NotAnAmount):
    message = N_("Please type an amount, for example 1.250.000.")


class AmountUnclear(NotAnAmount):
    message = N_("“{text}” can be read in two ways; put a dot before every three digits, as in 1.250 or 1.250.000.")


class AmountNotWhole(NotAnAmount):
    message = N_("“{text}” holds a part of a rupiah; please type whole rupiah.")


class AmountNegative(NotAnAmount):
    message = N_("“{text}” is below zero; please type an amount of zero or more.")


class AmountTooLarge(NotAnAmount):
    message = N_("“{text}” is more than the largest amount, {highest}; please check the zeros.")


class AmountInOtherDigits(NotAnAmount):
    message = N_("“{text}” holds digits of another script; please use 0 to 9.")


class NotACount(SentraError):
    """What was typed is not a number of pieces."""

    message = N_("“{text}” is not a count; type a whole number of zero or more, such as 12.")


class CountMissing(NotACount):
    message = N_("Please type a number, for example 12.")


class CountTooLarge(NotACount):
    message = N_("“{text}” is more than the largest count, {highest}; please check the zeros.")


class NotAPercent(SentraError):
    """What was typed is not a rate from 0 to 100 with at most two decimals."""

    message = N_("“{text}” is not a percentage; type a number from 0 to 100, such as 12,5.")


class PercentMissing(NotAPercent):
    message = N_("Please type a number from 0 to 100, for example 12,5.")


def format_number(number: int) -> str:
    """``1.250.000``; negative with a hyphen in front, which every printer has."""
    return f"{number:,}".replace(",", ".")


def format_rupiah(amount: Rupiah) -> str:
    """``Rp 1.250.000`` with a no-break space; ``-Rp 45.000`` below zero."""
    sign = "-" if amount.amount < 0 else ""
    return f"{sign}Rp{NO_BREAK_SPACE}{format_number(abs(amount.amount))}"


def format_percent(rate: Percent) -> str:
    """``17,5%``: as many decimals as it needs, two at most."""
    whole, hundredths = divmod(abs(rate.basis_points), 100)
    decimals = f",{hundredths:02d}".rstrip("0") if hundredths else ""
    return f"{'-' if rate.basis_points < 0 else ''}{whole}{decimals}%"


_PREFIX = re.compile(r"(?P<before>[-+]?) ?(?:(?:rp|idr)[.:]? ?)?(?P<after>[-+]?) ?")
_TAIL = re.compile(r"(?:,00|[,.] ?-{1,2})$")
_WORD = re.compile(r" ?(?P<word>rb|ribu|k|jt|juta|miliar|milyar)\.?$")
_WORTH = {"rb": 10**3, "ribu": 10**3, "k": 10**3, "jt": 10**6, "juta": 10**6, "miliar": 10**9, "milyar": 10**9}
_WHOLE = re.compile(r"0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_DECIMAL = re.compile(r"(?P<whole>0|[1-9][0-9]*),(?P<decimals>[0-9]+)")
_NUMBERLIKE = re.compile(r"[0-9]+(?:[., ]+[0-9]+)*")
_LONGEST_TEXT = 60


def parse_rupiah(text: str, *, allow_negative: bool = False) -> Rupiah:
    """The amount meant by ``1.250.000``, ``Rp 165.000,-``, ``165rb``, ``1,5jt`` or ``7500``.

    Raises NotAnAmount, or the subclass that names the reason. The bound is 10^12 rupiah.
    """
    folded = _folded(text)
    if not folded:
        raise AmountMissing(text="")
    _refuse_other_digits(folded, AmountInOtherDigits)
    if len(folded) > _LONGEST_TEXT:
        raise NotAnAmount(text=shown(text))
    start = _PREFIX.match(folded)
    before, after = (start["before"], start["after"]) if start else ("", "")
    if before and after:
        raise NotAnAmount(text=shown(text))
    negative = "-" in (before, after)
    amount = _unsigned_amount(folded[start.end() if start else 0 :], text)
    if negative and not allow_negative:
        raise AmountNegative(text=shown(text))
    if amount > HIGHEST_AMOUNT:
        raise AmountTooLarge(text=shown(text), highest=format_rupiah(Rupiah(HIGHEST_AMOUNT)))
    return Rupiah(-amount if negative else amount)


def _unsigned_amount(body: str, text: str) -> int:
    word = _WORD.search(body)
    if word:
        return _with_word(body[: word.start()], word["word"], text)
    body = _TAIL.sub("", body).rstrip()
    if _WHOLE.fullmatch(body):
        return int(body.replace(".", ""))
    decimal = _DECIMAL.fullmatch(body)
    if decimal and len(decimal["decimals"]) <= 2:  # sen; three digits would be somebody's thousands
        raise AmountNotWhole(text=shown(text))
    if _NUMBERLIKE.fullmatch(body):
        raise AmountUnclear(text=shown(text))
    raise NotAnAmount(text=shown(text))


def _with_word(body: str, word: str, text: str) -> int:
    worth = _WORTH[word]
    decimal = _DECIMAL.fullmatch(body)
    if decimal:
        digits = decimal["decimals"].rstrip("0")
        denominator: int = 10 ** len(digits)
        parts, rest = divmod(int(decimal["whole"] + digits) * worth, denominator)
        if rest:
            raise AmountNotWhole(text=shown(text))
        return parts
    # "1.500jt" may be one and a half million written in English, or 1.5 billion: nobody can know.
    if _WHOLE.fullmatch(body) and ("." not in body or worth == 10**3):
        return int(body.replace(".", "")) * worth
    if _NUMBERLIKE.fullmatch(body):
        raise AmountUnclear(text=shown(text))
    raise NotAnAmount(text=shown(text))


_UNIT = re.compile(r" ?(?:lembar|lbr|helai|potong|ptg|buah|bh|biji|pasang|psg|pcs|pc|pieces?|unit|set)\.?$")


def parse_count(text: str) -> Quantity:
    """The number of pieces meant by ``12``, ``1.200`` or ``3 lembar``; up to a million. Raises NotACount."""
    folded = _folded(text)
    if not folded:
        raise CountMissing(text="")
    _refuse_other_digits(folded, NotACount)
    body = _UNIT.sub("", folded)
    if len(body) > _LONGEST_TEXT or not _WHOLE.fullmatch(body):
        raise NotACount(text=shown(text))
    count = int(body.replace(".", ""))
    if count > HIGHEST_COUNT:
        raise CountTooLarge(text=shown(text), highest=format_number(HIGHEST_COUNT))
    return Quantity(count)


# A dot may be the decimal sign here: a rate has no thousands to confuse it with.
_PERCENT = re.compile(r"(?P<whole>[0-9]{1,3})(?:[,.](?P<decimals>[0-9]{1,2}))? ?(?:%|persen|percent)?")


def parse_percent(text: str) -> Percent:
    """The rate meant by ``12,5``, ``15%`` or ``17,5 %``; 0 to 100. Raises NotAPercent."""
    folded = _folded(text)
    if not folded:
        raise PercentMissing(text="")
    match = _PERCENT.fullmatch(folded)
    basis_points = int(match["whole"]) * 100 + int((match["decimals"] or "").ljust(2, "0")) if match else -1
    if not 0 <= basis_points <= 10_000:  # the whole, in basis points
        raise NotAPercent(text=shown(text))
    return Percent(basis_points)


def _folded(text: str) -> str:
    """Lower case, with every kind of blank (no-break too) as one space, and one kind of minus."""
    return " ".join(text.split()).casefold().replace("\u2212", "-").replace("\u2013", "-")


def _refuse_other_digits(text: str, error: type[SentraError]) -> None:
    if any(c.isdigit() and not c.isascii() for c in text):
        raise error(text=shown(text))
