"""A correction of a note as it was posted, with each thing that was wrong in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.queries import header_of, lines_of
from sentra_pos.people.models import Party, Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedLine:
    """One thing that was wrong: of which line of the note, what it said, and what is right."""

    line: int
    name: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedNote:
    """A correction with all that its paper says."""

    id: DocumentId
    code: str
    business_date: date
    at: datetime
    note_code: str
    note_date: date
    party_code: str
    party_name: str
    corrected_by: str
    reason: str
    hash: bytes
    lines: tuple[CorrectedLine, ...]


def correction_of(session: Session, document: DocumentId) -> CorrectedNote | None:
    """The correction, or None for anything else."""
    header = header_of(session, document)
    if header is None or header.kind is not DocumentKind.NOTE_CORRECTION:
        return None
    lines = lines_of(session, document)
    assert lines[0].refers_to is not None
    note = header_of(session, lines[0].refers_to)
    assert note is not None
    party = session.execute(select(Party.code, Party.name).where(Party.id == lines[0].party)).one()
    return CorrectedNote(
        id=document,
        code=header.code,
        business_date=header.business_date,
        at=header.at,
        note_code=note.code,
        note_date=note.business_date,
        party_code=party.code,
        party_name=party.name,
        corrected_by=session.execute(select(Staff.name).where(Staff.id == header.actor)).scalar_one(),
        reason=header.reason,
        hash=header.hash,
        lines=tuple(
            CorrectedLine(
                line=line.refers_line or 0, name=line.text, code=str(line.details["code"]), sentence=what_changed(line)
            )
            for line in lines
        ),
    )


def _count_changed(said: Mapping[str, Any]) -> str:
    if not said["to"]:
        return _("Was never ours: {count} written, none came.").format(count=format_number(int(said["from"])))
    sentence = _("Written: {old}. Right: {new}.")
    return sentence.format(old=format_number(int(said["from"])), new=format_number(int(said["to"])))


def _never_came(missing: int) -> str:
    """Who signs gives up a claim for a loss, so the paper says it."""
    if not missing:
        return ""
    sentence = ngettext(
        "{count} of them was looked for as missing, and is not missing any more.",
        "{count} of them were looked for as missing, and are not missing any more.",
        missing,
    )
    return sentence.format(count=format_number(missing))


def what_changed(line: Line) -> str:
    """What was written and what is right, in words."""
    said = line.details
    if said["what"] == "count":
        return " ".join(part for part in (_count_changed(said), _never_came(int(said.get("missing", 0)))) if part)
    if said["what"] == "remark":
        return _("Condition: {old} → {new}").format(old=said["from"] or "–", new=said["to"] or "–")
    assert line.price is not None
    assert line.quantity is not None
    was = said["was"]
    words = _("Price {old_price} → {price}, for the artisan {old_share} → {share}, for {count} unsold.").format(
        old_price=format_number(was["price"]),
        price=format_number(line.price.amount),
        old_share=format_number(was["share"]),
        share=format_number(int(said["share"])),
        count=format_number(line.quantity.units),
    )
    stays = int(said["stays"])
    if not stays:
        return words
    kept = ngettext(
        "{count} piece that is sold, missing or elsewhere keeps what was agreed.",
        "{count} pieces that are sold, missing or elsewhere keep what was agreed.",
        stays,
    )
    return f"{words} {kept.format(count=format_number(stays))}"
