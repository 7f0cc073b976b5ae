"""Turning a PIN into what may be stored: argon2id, slow and hungry on purpose."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


class PinHasher:
    """argon2id with 64 MiB, three passes, one lane: about a tenth of a second, which is what six digits need.

    A test may ask for less; each hash carries its own salt and parameters, so old ones stay good.
    """

    def __init__(self, *, memory_kib: int = 64 * 1024, passes: int = 3) -> None:
        self._memory_kib, self._passes = memory_kib, passes

    @cached_property
    def _argon(self) -> PasswordHasher:
        # Imported with the first PIN that is typed, beside which its loading is nothing; a window shows sooner.
        from argon2 import PasswordHasher

        return PasswordHasher(time_cost=self._passes, memory_cost=self._memory_kib, parallelism=1)

    def hash(self, pin: str) -> str:
        return self._argon.hash(pin)

    def matches(self, stored: str, pin: str) -> bool:
        """Whether the PIN made this hash; one that cannot be read matches nothing."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._argon.verify(stored, pin)
        except (VerificationError, InvalidHashError):
            return False


HASHER = PinHasher()
