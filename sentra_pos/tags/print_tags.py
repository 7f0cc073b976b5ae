"""Print tags on a roll: as pictures, through the spool, on the label printer or else the receipt printer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.speech import _
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.blocks import Block, Cut, Image, LabelsEnd, Slip
from sentra_pos.printing.kinds import JobKind
from sentra_pos.printing.spool import enqueue
from sentra_pos.tags.bitmap import label_row
from sentra_pos.tags.errors import NoTagPrinter, RollTooWide
from sentra_pos.tags.queries import tag_printer
from sentra_pos.tags.record_tags import TagCount, chosen_tags, keep_printing
from sentra_pos.tags.rolls import ROLLS, Roll
from sentra_pos.tags.tag import TagFacts

#: Rows of labels in one job: what stands still in the middle is printed again in small parts.
_ROWS_A_JOB: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTags:
    """``roll`` is the key of one of ``rolls.ROLLS``."""

    id: UUID
    by: ActedBy
    tags: tuple[TagCount, ...]
    roll: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsPrinted:
    """How many are on their way."""

    id: UUID
    count: int
    changes: Changes = Changes(catalogue=True, printing=True)


def print_tags(session: Session, command: PrintTags, *, clock: Clock) -> TagsPrinted:
    """The same printing again is printed once. Raises NothingToTag, TooManyTags, NoTagPrinter, RollTooWide."""
    require(session, command.by, Permission.REPRINT)
    tags = chosen_tags(session, command.tags)
    printer = tag_printer(session)
    if printer is None:
        raise NoTagPrinter
    roll = next((each for each in ROLLS if each.key == command.roll), ROLLS[0])
    if roll.dots > printer.profile.dots:
        raise RollTooWide(printer=printer.name)
    if keep_printing(session, command.id, command.by, tags, clock=clock):
        for number, slip in enumerate(_slips(tags, roll)):
            enqueue(
                session,
                printer_id=printer.id,
                kind=JobKind.LABEL,
                subject=f"tags-{command.id}-{number}",
                title=_("Price tags"),
                slip=slip,
                clock=clock,
            )
    return TagsPrinted(id=command.id, count=sum(tags.values()))


def _slips(tags: Mapping[TagFacts, int], roll: Roll) -> list[Slip]:
    every = [tag for tag, count in tags.items() for _each in range(count)]
    rows = [tuple(every[at : at + roll.across]) for at in range(0, len(every), roll.across)]
    # Most tags of one printing are alike: each kind is drawn once.
    drawn = lru_cache(maxsize=None)(label_row)
    jobs = [rows[at : at + _ROWS_A_JOB] for at in range(0, len(rows), _ROWS_A_JOB)]
    return [Slip(tuple(block for row in job for block in _row(drawn(row, roll), roll)) + _end(roll)) for job in jobs]


def _row(png: bytes, roll: Roll) -> tuple[Block, ...]:
    return (Image(png), Cut()) if roll.continuous else (Image(png),)


def _end(roll: Roll) -> tuple[Block, ...]:
    """The next label lies under the head already: paper that were fed to the knife would be labels lost."""
    return () if roll.continuous else (LabelsEnd(),)
