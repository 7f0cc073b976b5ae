"""Add a sheet of labels, change its measures and shift, or take it out of the list."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.tags.errors import LastSheet, SheetMissing, SheetNameTaken
from sentra_pos.tags.models import TagSheetRow
from sentra_pos.tags.sheets import TagSheet, checked_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepSheet:
    """The sheet as it shall be; an id that is not known makes a new one."""

    by: ActedBy
    sheet: TagSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSheet:
    by: ActedBy
    sheet: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetKept:
    """The sheet as it now is."""

    sheet: TagSheet
    changes: Changes = Changes(settings=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRemoved:
    changes: Changes = Changes(settings=True)


def keep_sheet(session: Session, command: KeepSheet, *, clock: Clock) -> SheetKept:
    """Raises SheetNameTaken, and what ``checked_sheet`` raises."""
    require(session, command.by, Permission.MANAGE_ITEMS)
    sheet = checked_sheet(replace(command.sheet, name=one_line(command.sheet.name, longest=60)))
    for other, name in session.execute(select(TagSheetRow.id, TagSheetRow.name)):
        if other != sheet.id and fold(name) == fold(sheet.name):
            raise SheetNameTaken(name=name)
    sheet = replace(sheet, first_free=sheet.first_free if 0 <= sheet.first_free < sheet.labels else 0)
    row = session.get(TagSheetRow, sheet.id) or TagSheetRow()
    for each in fields(TagSheet):
        setattr(row, each.name, getattr(sheet, each.name))
    session.add(row)
    session.flush()
    return SheetKept(sheet=sheet)


def remove_sheet(session: Session, command: RemoveSheet, *, clock: Clock) -> SheetRemoved:
    """Raises SheetMissing, LastSheet."""
    require(session, command.by, Permission.MANAGE_ITEMS)
    if session.get(TagSheetRow, command.sheet) is None:
        raise SheetMissing
    if session.scalar(select(func.count()).select_from(TagSheetRow)) == 1:
        raise LastSheet
    session.execute(delete(TagSheetRow).where(TagSheetRow.id == command.sheet))
    return SheetRemoved()
