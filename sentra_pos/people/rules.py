"""Decisions about people's codes and PINs, without a database or a clock."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import pairwise

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import one_line
from sentra_pos.people.facts import PartyKind

LONGEST_ADDRESS = 500
#: Wrong PINs that cost nothing but the typing.
FREE_TRIES = 5
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)

_LETTERS = {
    PartyKind.ARTISAN: "P",
    PartyKind.CUSTOMER: "K",
    PartyKind.SUPPLIER: "S",
    PartyKind.CITY_FUND: "D",
    PartyKind.INSTRUCTOR: "I",
}
#: A shop has a few dozen artisans and a few thousand customers.
_DIGITS = {PartyKind.CUSTOMER: 3}
_CODE = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,11}")


class PartyCodeWrong(SentraError):
    message = N_("“{code}” cannot be a code. Please use up to 12 letters and digits, such as P07.")


class PinTooSimple(SentraError):
    message = N_("This PIN is too easy to guess. Please choose digits that are not all alike and not in a row.")


class PinNotDigits(SentraError):
    message = N_("A PIN has 4 to 6 digits. Please type digits only.")


def party_code(typed: str) -> str:
    """The code as it is kept, or an empty one. Raises PartyCodeWrong."""
    code = one_line(typed).upper()
    if code and not _CODE.fullmatch(code):
        raise PartyCodeWrong(code=code)
    return code


def next_code(kind: PartyKind, taken: Collection[str]) -> str:
    """One above the highest of its letter, so that the code of somebody long gone is not given to another."""
    letter = _LETTERS[kind]
    numbers = [int(code[1:]) for code in taken if code[:1] == letter and code[1:].isascii() and code[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1:0{_DIGITS.get(kind, 2)}d}"


def phone_digits(typed: str) -> str:
    """The number as it is dialled in Indonesia: ``+62 812-3456`` and ``0812 3456`` are one; empty without a digit."""
    digits = "".join(c for c in typed if c in "0123456789")
    return f"0{digits[2:]}" if digits.startswith("62") else digits


def checked_pin(pin: str) -> str:
    """The same digits. Raises PinNotDigits or PinTooSimple (all alike, a run up or down, a pair repeated)."""
    if not (4 <= len(pin) <= 6 and pin.isascii() and pin.isdigit()):
        raise PinNotDigits
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    pairs = len(pin) % 2 == 0 and pin == pin[:2] * (len(pin) // 2)
    if steps <= {0} or steps <= {1} or steps <= {9} or pairs:
        raise PinTooSimple
    return pin


def account_fingerprint(party: PartyId, account: str) -> str:
    """What tells in the event log whether a bank account is the same as before, without saying it."""
    return hashlib.sha256(f"{party}:{account}".encode()).hexdigest()


def wait_after(failures: int) -> timedelta:
    """How long the next try must wait after so many wrong ones in a row: 5 free, then 30 s doubling up to an hour."""
    if failures < FREE_TRIES:
        return timedelta(0)
    # 128 times 30 s is beyond the hour already; a larger exponent would only make a huge number.
    doublings = min(failures - FREE_TRIES, 7)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def still_to_wait(failures: int, last_at: datetime, now: datetime) -> timedelta:
    """What is left of the wait. A clock that was set back counts as no time passed, so it never shortens the wait."""
    passed = max(now - last_at, timedelta(0))
    return max(wait_after(failures) - passed, timedelta(0))
