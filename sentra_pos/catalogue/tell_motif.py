"""Write down the story of a motif, which the cards of its pieces tell."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_motif import LONGEST_STORY, MotifUnknown
from sentra_pos.catalogue.models import Motif
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import MotifId
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class TellMotif:
    """``story`` as one paragraph; an empty one is forgotten."""

    by: ActedBy
    motif: MotifId
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MotifTold:
    """The story as it is kept."""

    story: str
    changes: Changes = Changes(catalogue=True)


def tell_motif(session: Session, command: TellMotif, *, clock: Clock) -> MotifTold:
    """Raises MotifUnknown."""
    require(session, command.by, Permission.MANAGE_ITEMS)
    story = one_line(command.story, LONGEST_STORY)
    told = session.execute(update(Motif).where(Motif.id == command.motif).values(story=story).returning(Motif.id)).all()
    if not told:
        raise MotifUnknown
    return MotifTold(story=story)
