"""Enter a motif, or another spelling of one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item, Motif, MotifAlias
from sentra_pos.catalogue.search_index import index_items
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import MotifId, new_id
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require

#: About what a page holds; a card shows its beginning.
LONGEST_STORY = 2_000


class MotifNameMissing(SentraError):
    message = N_("The name is missing. Please write what the motif is called.")


class MotifSpellingTaken(SentraError):
    message = N_("“{name}” is already another spelling of {motif}.")


class MotifUnknown(SentraError):
    message = N_("This motif is not in the list any more. Please choose another.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMotif:
    by: ActedBy
    name: str
    aliases: tuple[str, ...] = ()
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMotifAlias:
    by: ActedBy
    motif: MotifId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MotifAdded:
    id: MotifId
    name: str
    changes: Changes


def add_motif(session: Session, command: AddMotif, *, clock: Clock) -> MotifAdded:
    """Enter the motif with its other spellings; a motif known under any of them is answered as it stands.

    Raises MotifNameMissing, MotifSpellingTaken.
    """
    require(session, command.by, Permission.MANAGE_ITEMS)
    if not fold(command.name):
        raise MotifNameMissing
    standing = motif_named(session, command.name)
    motif = standing or make_motif(session, command.name, story=command.story, clock=clock)
    added = [_add_alias(session, motif, alias) for alias in command.aliases]
    if standing is not None and any(added):
        _index_again(session, motif)
    name = session.execute(select(Motif.name).where(Motif.id == motif)).scalar_one()
    changed = standing is None or any(added)
    return MotifAdded(id=motif, name=name, changes=Changes(catalogue=True) if changed else NOTHING)


def add_motif_alias(session: Session, command: AddMotifAlias, *, clock: Clock) -> MotifAdded:
    """Enter another spelling; from now on it finds every item of the motif.

    Raises MotifUnknown, MotifNameMissing, MotifSpellingTaken.
    """
    require(session, command.by, Permission.MANAGE_ITEMS)
    name = session.execute(select(Motif.name).where(Motif.id == command.motif)).scalar_one_or_none()
    if name is None:
        raise MotifUnknown
    if not fold(command.name):
        raise MotifNameMissing
    if _add_alias(session, command.motif, command.name):
        _index_again(session, command.motif)
    return MotifAdded(id=command.motif, name=name, changes=Changes(catalogue=True))


def motif_named(session: Session, name: str) -> MotifId | None:
    """The motif by its name or any other spelling, however it is capitalised or hyphenated."""
    folded = fold(name)
    found = session.execute(select(Motif.id).where(Motif.folded == folded)).scalar_one_or_none()
    if found is None:
        found = session.execute(select(MotifAlias.motif_id).where(MotifAlias.folded == folded)).scalar_one_or_none()
    return found


def make_motif(session: Session, name: str, *, clock: Clock, story: str = "") -> MotifId:
    """The row alone, for acts that have asked for permission already; the name must be new."""
    motif = MotifId(new_id(clock))
    row = {"id": motif, "name": one_line(name), "folded": fold(name), "story": one_line(story, LONGEST_STORY)}
    session.execute(insert(Motif), [row])
    return motif


def _add_alias(session: Session, motif: MotifId, name: str) -> bool:
    """Whether it was new."""
    folded = fold(name)
    standing = motif_named(session, name)
    if standing == motif or not folded:
        return False
    if standing is not None:
        named = session.execute(select(Motif.name).where(Motif.id == standing)).scalar_one()
        raise MotifSpellingTaken(name=one_line(name), motif=named)
    session.execute(insert(MotifAlias), [{"folded": folded, "name": one_line(name), "motif_id": motif}])
    return True


def _index_again(session: Session, motif: MotifId) -> None:
    items = session.execute(select(Item.id).where(Item.motif_id == motif, Item.active)).scalars().all()
    index_items(session, items)
