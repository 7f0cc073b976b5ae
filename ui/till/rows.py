"""A till's figures in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sentra_pos.core.clock import Clock, local
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah, format_short_date, format_time
from sentra_pos.printing.health import PrinterHealth
from sentra_pos.tills.closing_queries import ClosingRow
from sentra_pos.tills.movement_queries import CashMovement
from sentra_pos.tills.wording import movement_label
from ui.kit.table import Column

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


def signed_words(difference: Rupiah) -> tuple[str, Tone]:
    """The same for a column: a sign instead of words."""
    if not difference:
        return "0", "good"
    if difference < ZERO:
        return format_number(difference.amount), "bad"
    return f"+{format_number(difference.amount)}", "warn"


def unprinted_words(health: Sequence[PrinterHealth]) -> tuple[str, Tone]:
    """What the printers still owe."""
    return waiting_words(sum(each.waiting for each in health), sum(each.in_doubt for each in health))


def waiting_words(waiting: int, doubtful: int) -> tuple[str, Tone]:
    """Papers that wait, or may not have come out."""
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


def closing_columns(clock: Clock) -> tuple[Column[ClosingRow], ...]:
    """A till's closings; figures as the newest count has them."""
    zone = clock.zone
    return (
        Column(
            title=_("Closing"),
            text=lambda each: each.code,
            second=lambda each: each.closed_by,
            strong=True,
            stretch=1,
        ),
        Column(
            title=_("Day"),
            text=lambda each: format_short_date(each.business_date),
            second=lambda each: format_time(local(each.at, zone)),
        ),
        Column(title=_("Counted"), text=lambda each: format_number(each.counted.amount), right=True),
        Column(
            title=_("Difference"),
            text=lambda each: signed_words(each.difference)[0],
            second=lambda each: _("counted again") if each.recounts else "",
            tone=lambda each: signed_words(each.difference)[1],
            right=True,
        ),
    )


def movement_columns(clock: Clock) -> tuple[Column[CashMovement], ...]:
    """Cash that moved without goods."""
    zone = clock.zone
    return (
        Column(
            title=_("Movement"),
            text=lambda each: movement_label(each.movement),
            second=lambda each: " · ".join(part for part in (each.category, each.reason, each.reference) if part),
            strong=True,
            stretch=1,
        ),
        Column(
            title=_("When"),
            text=lambda each: format_short_date(local(each.at, zone).date()),
            second=lambda each: format_time(local(each.at, zone)),
        ),
        Column(title=_("Who"), text=lambda each: each.by, stretch=1, optional=True),
        Column(title=_("Amount"), text=lambda each: format_number(each.amount.amount), right=True),
    )
