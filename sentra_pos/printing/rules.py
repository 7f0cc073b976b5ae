"""When a job may be tried again by itself, and when never."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

#: Waits between tries of a job of which no byte was sent; the last one repeats.
RETRY_WAITS: Final = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 5, 10, 30, 60))
#: After this a receipt is given up and shown as not printed; nobody wants it from the roll an hour later.
GIVE_UP_AFTER: Final = timedelta(minutes=10)
#: A drawer that opens later than this opens unattended.
DRAWER_EXPIRES_AFTER: Final = timedelta(seconds=10)
#: How long a restful printer may go unasked, so that the health light is not older than this.
CHECK_EVERY: Final = timedelta(seconds=30)


def wait_after(attempts: int) -> timedelta:
    """The wait after the given number of tries that sent nothing (1 is the first)."""
    return RETRY_WAITS[min(max(attempts, 1), len(RETRY_WAITS)) - 1]


def dedupe_key(subject: str, kind: str, copy_no: int) -> str:
    """One job per thing, kind and copy: the same sale enqueued twice is one receipt."""
    return f"{subject}/{kind}/{copy_no}"


def family_of(key: str) -> str:
    """What all copies of one paper have in common: the key up to its last slash."""
    return key.rsplit("/", 1)[0] + "/"
