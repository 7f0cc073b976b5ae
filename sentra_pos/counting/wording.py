"""What screens and papers call counts, cases and the ways they end."""

from __future__ import annotations

from collections.abc import Iterable

from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_number
from sentra_pos.counting.facts import CaseKind, Outcome

_OUTCOMES = {
    Outcome.BACK: N_("Found"),
    Outcome.SHOP_PAYS: N_("The shop pays"),
    Outcome.SHARED: N_("Shared"),
    Outcome.ARTISAN_BEARS: N_("The artisan bears it"),
    Outcome.INSURED: N_("Insured: paid in full"),
    Outcome.WRITTEN_OFF: N_("Written off"),
}
_CASES = {
    CaseKind.MISSING: N_("Missing"),
    CaseKind.DAMAGED: N_("Damaged"),
    CaseKind.LOST: N_("Given up"),
}


def outcome_label(outcome: Outcome, kind: CaseKind = CaseKind.MISSING) -> str:
    """How a case ends; damaged goods are not found but mended."""
    if outcome is Outcome.BACK and kind is CaseKind.DAMAGED:
        return _("Mended")
    return _(_OUTCOMES[outcome])


def case_label(kind: CaseKind) -> str:
    """What happened to the goods."""
    return _(_CASES[kind])


def zones_words(zones: Iterable[tuple[str, int]]) -> str:
    """Where pieces were seen: "Rak 1: 3 · Etalase: 2"."""
    return " · ".join(f"{zone}: {format_number(units)}" for zone, units in zones)


def difference_words(missing: int, found: int, over: int) -> str:
    """What a count found of an item, or of all: "2 missing · 1 found again"; "agrees" for nothing."""
    parts = []
    if missing:
        parts.append(_("{count} missing").format(count=format_number(missing)))
    if found:
        parts.append(_("{count} found again").format(count=format_number(found)))
    if over:
        parts.append(_("{count} more than recorded").format(count=format_number(over)))
    return " · ".join(parts) or _("agrees")
