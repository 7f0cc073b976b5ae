"""A till's figures in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_rupiah
from sentra_pos.printing.health import PrinterHealth

Tone = Literal["ink", "muted", "good", "warn", "bad"]


def difference_words(difference: Rupiah | None) -> tuple[str, Tone]:
    """Too much, too little, or just right; the word says it, the colour only helps."""
    if difference is None:
        return "–", "muted"
    if not difference:
        return _("None, it is exact"), "good"
    if difference < ZERO:
        return _("{amount} too little").format(amount=format_rupiah(-difference)), "bad"
    return _("{amount} too much").format(amount=format_rupiah(difference)), "warn"


def unprinted_words(health: Sequence[PrinterHealth]) -> tuple[str, Tone]:
    """What the printers still owe."""
    waiting = sum(each.waiting for each in health)
    doubtful = sum(each.in_doubt for each in health)
    if doubtful:
        words = ngettext(
            "{count} paper may not have been printed", "{count} papers may not have been printed", doubtful
        )
        return words.format(count=doubtful), "warn"
    if waiting:
        words = ngettext(
            "{count} paper still waits for the printer", "{count} papers still wait for the printer", waiting
        )
        return words.format(count=waiting), "warn"
    return _("Everything is printed"), "good"
