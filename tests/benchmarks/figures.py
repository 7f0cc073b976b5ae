"""Times as medians and tails, and the table they are shown in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table; ``goal`` is the acceptance's, empty where there is none, ``met`` None likewise."""

    name: str
    value: str
    goal: str = ""
    met: bool | None = None
    remark: str = ""


def milliseconds(seconds: float) -> str:
    """``1.23 ms``."""
    return f"{seconds * 1000:.2f} ms"


def p99(times: Sequence[float]) -> float:
    """The time that one in a hundred exceeds."""
    return sorted(times)[max(0, -(-len(times) * 99 // 100) - 1)]


def median_and_tail(times: Sequence[float]) -> str:
    """``1.23 ms (p99 4.56 ms)``."""
    return f"{milliseconds(median(times))} (p99 {milliseconds(p99(times))})"


def ratio_between(times: Sequence[float], floor: Sequence[float]) -> tuple[float, float]:
    """The ratio of the medians, and its noise: half the distance between those of the run's quarters.

    Both were measured in turns, so whatever else the machine did then hit both alike.
    """
    quarter = max(1, len(times) // 4)
    parts = [
        median(times[begun : begun + quarter]) / median(floor[begun : begun + quarter])
        for begun in range(0, quarter * 4, quarter)
        if times[begun : begun + quarter]
    ]
    return median(times) / median(floor), (max(parts) - min(parts)) / 2


def print_table(figures: Sequence[Figure]) -> None:
    """The figures below each other; what misses its goal is marked."""
    wide = max(len(figure.name) for figure in figures)
    values = max(len(figure.value) for figure in figures)
    for figure in figures:
        verdict = {None: "      ", True: "ok    ", False: "MISSED"}[figure.met]
        print(
            f"{figure.name:<{wide}}  {figure.value:<{values}}  {figure.goal:<9}  {verdict}  {figure.remark}".rstrip(),
            flush=True,
        )
