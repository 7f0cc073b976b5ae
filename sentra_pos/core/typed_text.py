"""Showing back, in a message, what somebody typed: short, printable, on one line."""

from __future__ import annotations

_LONGEST = 40


def shown(text: str) -> str:
    """The text as a message may quote it: nothing invisible, at most 40 characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: _LONGEST * 4]).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
