"""What somebody changed of an item, in a sentence: each fact as it was and as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sentra_pos.catalogue.facts import Dye, Technique, dye_label, technique_label
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_number
from sentra_pos.reports.activity_facts import Activity

_FACTS = {
    "name": N_("name"),
    "technique": N_("technique"),
    "dye": N_("dye"),
    "cloth": N_("cloth"),
    "size": N_("size"),
    "motif": N_("motif"),
    "category": N_("category"),
    "work_days": N_("days of work"),
    "active": N_("for sale"),
}
_WORDS: Mapping[str, Callable[[Any], str]] = {
    "technique": lambda value: technique_label(Technique(value)),
    "dye": lambda value: dye_label(Dye(value)),
    "work_days": lambda value: format_number(value) if value else "",
    "active": lambda value: _("yes") if value else _("no"),
}


def item_sentence(each: Activity) -> str:
    """See ``catalogue.item_event`` for what is remembered."""
    was, now = each.details.get("was", {}), each.details.get("now", {})
    facts = [key for key in _FACTS if key in was and key in now]
    told = [f"{_(_FACTS[key])}: {_value(key, was[key])} → {_value(key, now[key])}" for key in facts]
    words = _("Changed the item {name} – {what}")
    return words.format(name=each.subject or "–", what="; ".join(told))


def _value(key: str, value: object) -> str:
    return _WORDS.get(key, str)(value) or "–"
