"""Sentences of documents that move goods between the shop's own places."""

from __future__ import annotations

from sentra_pos.core.speech import _
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.reports.activity_facts import Activity


def transfer_sentence(each: Activity) -> str:
    """What was moved; damage is named, because it is somebody's loss."""
    if any(line.details.get("to") == PlaceKind.QUARANTINE.value for line in each.lines):
        return _("Put goods apart as damaged")
    return _("Moved goods to another place")
