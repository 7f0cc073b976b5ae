"""What was done with an artisan's savings outside of settlements: paid back, paid in, or one of them taken back."""

from __future__ import annotations

from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_rupiah
from sentra_pos.reports.activity_facts import Activity

#: By whether it was paid in, and whether it was taken back.
_SENTENCES = {
    (False, False): N_("Paid {amount} of savings back to {subject}"),
    (True, False): N_("Took {amount} into the savings of {subject}"),
    (False, True): N_("Took back the savings paid to {subject} by {about}: {amount}"),
    (True, True): N_("Took back what {subject} paid into savings by {about}: {amount}"),
}


def savings_amount(each: Activity) -> Rupiah:
    """Below zero for what was taken back, whichever way the money went at first."""
    size = abs(_given(each))
    return -size if each.about else size


def savings_sentence(each: Activity) -> str:
    """Which of the four it was: what is taken back goes the other way, and names what it takes back."""
    given, undone = _given(each), bool(each.about)
    words = _SENTENCES[(given < ZERO) is not undone, undone]
    return _(words).format(amount=format_rupiah(abs(given)), subject=each.subject or "–", about=each.about or "–")


def _given(each: Activity) -> Rupiah:
    """What went out to the artisan; below zero what came in."""
    return sum_rupiah(line.amount for line in each.lines)
