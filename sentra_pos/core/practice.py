"""Whether this process is a practice window; set once by whoever opened the store, like the language."""

from __future__ import annotations

_practising = False


def practise(is_practice: bool) -> None:
    """From now on every paper of this process says that it is practice, or none does."""
    global _practising  # noqa: PLW0603 - one process, one shop; no paper may be forgotten on its way through the rooms
    _practising = is_practice


def practising() -> bool:
    """Whether what is done here counts for nothing."""
    return _practising
