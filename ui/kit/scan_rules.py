"""What is a scan and what is typing, decided over the keys of one burst and their time stamps."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

ENTER, TAB = "Enter", "Tab"
#: Of the longest pause that is allowed, the usual one may be so much: typing is uneven, a scanner is not.
_STEADY = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanSettings:
    """How the till's scanner types. ``prefix`` is one character it sends first; with it nothing has to be guessed."""

    gap_ms: int = 50
    least: int = 4
    longest: int = 128
    blanking_ms: int = 150
    prefix: str = ""
    suffixes: tuple[str, ...] = (ENTER, TAB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Keys that followed each other; ``stamps`` in milliseconds, one a character, then the closing key's (if any)."""

    text: str
    stamps: tuple[int, ...]
    suffix: str = ""

    @property
    def gaps(self) -> tuple[int, ...]:
        """The pauses between the characters, and last the one before the closing key."""
        return tuple(later - earlier for earlier, later in zip(self.stamps, self.stamps[1:], strict=False))

    @property
    def inner_gaps(self) -> tuple[int, ...]:
        """The pauses between the characters alone."""
        return self.gaps[: max(len(self.text) - 1, 0)]

    @property
    def is_timed(self) -> bool:
        """Without time stamps (some remote desktops) typing cannot be told from scanning."""
        return any(self.stamps)


def body_of(burst: Burst, settings: ScanSettings) -> str:
    """What the burst says, without the sign before it."""
    return burst.text.removeprefix(settings.prefix)


def follows(earlier: int, later: int, settings: ScanSettings) -> bool:
    """Whether a key belongs to the same burst as the one before."""
    return 0 <= later - earlier <= settings.gap_ms


def is_scan(burst: Burst, settings: ScanSettings) -> bool:
    """Whether a burst came from a scanner."""
    if burst.suffix not in settings.suffixes or not burst.is_timed or len(body_of(burst, settings)) < settings.least:
        return False
    return burst.text.startswith(settings.prefix) and keeps_time(burst, settings)


def keeps_time(burst: Burst, settings: ScanSettings) -> bool:
    """Whether the keys follow each other as a scanner's do; after a prefix they may come unevenly."""
    if not all(0 <= gap <= settings.gap_ms for gap in burst.gaps):
        return False
    return settings.prefix != "" or _usual(burst) <= _STEADY * settings.gap_ms


def least_gap_for(burst: Burst, settings: ScanSettings) -> int:
    """The smallest ``gap_ms`` with which the burst would keep time."""
    steady = 0.0 if settings.prefix else _usual(burst) / _STEADY
    return ceil(max(max(burst.gaps, default=0), steady))


def _usual(burst: Burst) -> float:
    """The median pause. Python's own comes with fractions and decimals, which take longer to load than a scan."""
    gaps = sorted(burst.inner_gaps)
    half = len(gaps) // 2
    return (gaps[half] + gaps[~half]) / 2 if gaps else 0.0
