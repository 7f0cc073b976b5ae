"""The rows of a note while it is written: what is taken in, and below it what was declined."""

from __future__ import annotations

from sentra_pos.consignment.take_in import Declined
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from ui.consignment.note_lines import NoteRow
from ui.kit.table import Column


def line_columns() -> list[Column[NoteRow]]:
    """What is declined has no price; its reason stands where the facts do."""
    return [
        Column[NoteRow](title=_("Item"), text=_name, second=_facts, stretch=1, strong=True, tone=_tone),
        Column[NoteRow](title=_("Count"), text=_count, right=True, tone=_tone),
        Column[NoteRow](
            title=_("Price"),
            text=lambda line: "–" if isinstance(line, Declined) else format_number(line.price.amount),
            right=True,
        ),
        Column[NoteRow](
            title=_("Artisan, each"),
            text=lambda line: "–" if isinstance(line, Declined) else format_number(line.share.amount),
            right=True,
            strong=True,
        ),
    ]


def _name(line: NoteRow) -> str:
    return line.text if isinstance(line, Declined) else line.name


def _facts(line: NoteRow) -> str:
    if isinstance(line, Declined):
        return _("declined: {reason}").format(reason=line.reason)
    return line.facts or _("existing item")


def _count(line: NoteRow) -> str:
    units = line.quantity.units if isinstance(line, Declined) else line.count.units
    return format_number(units)


def _tone(line: NoteRow) -> str:
    return "muted" if isinstance(line, Declined) else "ink"
