"""Bring a laptop's book home: its documents into the shop's, verbatim, each once, in whatever order the files come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exc, func, select, tuple_
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.core.speech import ngettext
from sentra_pos.db.backup import Check
from sentra_pos.db.engine import Store
from sentra_pos.db.types import canonical_json
from sentra_pos.exhibitions.add_customers import add_customers
from sentra_pos.exhibitions.facts import LateState
from sentra_pos.exhibitions.file_errors import ContentContradicts
from sentra_pos.exhibitions.homecoming_figures import Flags, flags_of
from sentra_pos.exhibitions.homecoming_records import DocumentRecord, Row
from sentra_pos.exhibitions.insert_documents import (
    heads_of,
    insert_documents,
    insert_epochs,
    insert_events,
    insert_lots,
)
from sentra_pos.exhibitions.models import HomecomingRow, LateDocumentRow
from sentra_pos.exhibitions.quarantine import whose_refusals_are_told
from sentra_pos.exhibitions.read_homecoming import FileWalk, HomeFile, Progress, admitted_again, open_home_file
from sentra_pos.exhibitions.rehearse import Rehearsed, rehearsal
from sentra_pos.exhibitions.rehearsed_rows import rehearsed_documents, rehearsed_events
from sentra_pos.exhibitions.stand_ends import hand_over, written_off
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind, EventKind
from sentra_pos.ledger.models import Document
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtHome:
    """What came of a file: ``added`` to the book, ``already`` there, and put into the late queue.

    ``upto`` is the number of the laptop's last document in it. ``warnings`` are sentences about what to look at.
    """

    added: int
    already: int
    late: int
    upto: str
    warnings: tuple[str, ...]
    changes: Changes


def bring_home(
    store: Store,
    data: bytes,
    by: ActedBy,
    *,
    clock: Clock,
    check: Check,
    progress: Progress | None = None,
) -> BroughtHome:
    """Add what is not in the book yet, all of it or nothing; the same file again adds nothing.

    ``check`` is the doctor. A file is tried out beside the book first. What a laptop of ours signed and cannot be added
    is kept in quarantine. Raises a FileRefused, NotAllowed, StoreUnavailable.
    """
    with whose_refusals_are_told(store, data, by, clock=clock) as laptop:
        return _bring(store, data, by, clock, check, progress, laptop)


def _bring(
    store: Store,
    data: bytes,
    by: ActedBy,
    clock: Clock,
    check: Check,
    progress: Progress | None,
    laptop: list[DeviceId],
) -> BroughtHome:
    with ExitStack() as kept:
        with store.reading() as session:
            file = open_home_file(session, data)
            laptop.append(file.laptop.device)
            before = session.get(HomecomingRow, file.sealed.id)
            if before is not None:
                return _again(session, file, before)
            rehearsed = kept.enter_context(rehearsal(session, file, check, _part(progress, 0)))
        try:
            with store.writing() as session:
                require(session, by, Permission.BRING_HOME)
                # Looked at once more under the lock: a laptop may have been barred, another file added meanwhile.
                return _add(session, admitted_again(session, file.sealed), by, clock, rehearsed, _part(progress, 1))
        except exc.IntegrityError as error:
            raise ContentContradicts from error


def _part(progress: Progress | None, half: int) -> Progress | None:
    """A file is gone through twice: tried out, then added."""
    if progress is None:
        return None
    return lambda done, total: progress(half * total + done, 2 * total)


def _again(session: Session, file: HomeFile, before: HomecomingRow) -> BroughtHome:
    already = session.execute(
        select(func.count())
        .select_from(Document)
        .where(Document.device_id == before.device_id)
        .where(tuple_(Document.epoch, Document.seq) <= (before.epoch, before.upto_seq))
    ).scalar_one()
    upto = _code(session, file, before)
    return BroughtHome(added=0, already=already, late=0, upto=upto, warnings=(), changes=NOTHING)


def _code(session: Session, file: HomeFile, row: HomecomingRow) -> str:
    found = session.query(Document.kind, Document.number).where(
        Document.device_id == row.device_id, Document.epoch == row.epoch, Document.seq == row.upto_seq
    ).first()  # fmt: skip
    return "" if found is None else document_code(found.kind, file.laptop.code, row.epoch, found.number)


def _add(
    session: Session, file: HomeFile, by: ActedBy, clock: Clock, rehearsed: Rehearsed, progress: Progress | None
) -> BroughtHome:
    before = session.get(HomecomingRow, file.sealed.id)
    if before is not None:
        return _again(session, file, before)
    off = any(written_off(session, stand.id) for stand in file.stands)
    # While the laptop's chains stand where they stood, what was tried out is what is to be added.
    same = not off and heads_of(session, file.laptop.device.bytes) == rehearsed.heads
    walk = rehearsed.walk if same else FileWalk(session, file, checked=True, progress=progress)
    insert_epochs(session, walk.device)
    add_customers(session, walk.customers)
    ended: list[DocumentRecord] = []
    added = late = 0
    if off:
        late = sum(1 for document in walk.documents() if _keep_late(session, walk, document, clock))
    else:
        insert_lots(session, _new_lots(session, walk))
        documents = rehearsed_documents(rehearsed, progress) if same else walk.documents()
        added = insert_documents(session, _noting_ends(documents, ended), walk.accounts)
    insert_events(session, rehearsed_events(rehearsed) if same else walk.events())
    for document in ended:
        _hand_over(session, file, document, by)
    row = _homecoming(file, walk, added, by, clock)
    session.add(row)
    session.flush()
    _tell(session, file, by, clock, added, late)
    return BroughtHome(
        added=added,
        already=walk.already,
        late=late,
        upto=_code(session, file, row),
        warnings=_warnings(flags_of(rehearsed), late),
        changes=Changes(stock=True, sales=True, parties=True, consignment=True, settlement=True, till=True),
    )


def _noting_ends(documents: Iterator[DocumentRecord], ended: list[DocumentRecord]) -> Iterator[DocumentRecord]:
    for document in documents:
        if document.kind == DocumentKind.STAND_ENDED:
            ended.append(document)
        yield document


def _hand_over(session: Session, file: HomeFile, document: DocumentRecord, by: ActedBy) -> None:
    """What the laptop ended is the shop's to write again."""
    named = {str(json.loads(line[15]).get("stand")) for line in document.lines}
    for stand in file.stands:
        if str(stand.id) in named:
            hand_over(session, stand, by.device)


def _new_lots(session: Session, walk: FileWalk) -> list[Row]:
    """Those that are not here; one of that identity that another document brought in breaks on its own line."""
    connection = session.connection()
    return [
        row
        for row in walk.lots
        if connection.exec_driver_sql("SELECT 1 FROM lot WHERE id = ? AND document_id = ?", (row[0], row[2])).first()
        is None
    ]


def _keep_late(session: Session, walk: FileWalk, document: DocumentRecord, clock: Clock) -> bool:
    """Into the queue, with the accounts and lots that its line of the file alone would leave unknown."""
    used = dict.fromkeys(end for row in document.money for end in row[3:5])
    record = {
        "document": walk.record,
        "accounts": [walk.account_records[account] for account in used],
        "lots": [said for row, said in zip(walk.lots, walk.lot_records, strict=True) if row[2] == document.link.id],
    }
    session.add(
        LateDocumentRow(
            id=DocumentId(UUID(bytes=document.link.id)),
            device_id=DeviceId(walk.device.id),
            epoch=document.link.epoch,
            seq=document.link.seq,
            hash=document.link.hash,
            record=canonical_json(record),
            state=LateState.WAITING,
            arrived_at=clock.now(),
            decided_at=None,
            decided_by=None,
            why="",
        )
    )
    return True


def _homecoming(file: HomeFile, walk: FileWalk, added: int, by: ActedBy, clock: Clock) -> HomecomingRow:
    last = walk.last
    return HomecomingRow(
        id=file.sealed.id,
        device_id=file.laptop.device,
        stand_id=file.stand.id,
        epoch=walk.device.epochs[-1].epoch if last is None else last.epoch,
        upto_seq=0 if last is None else last.seq,
        added=added,
        written_at=file.sealed.header.about.written_at,
        added_at=clock.now(),
        added_by=by.staff,
    )


def _tell(session: Session, file: HomeFile, by: ActedBy, clock: Clock, added: int, late: int) -> None:
    details = {
        "file": file.sealed.id.hex(),
        "stand": str(file.stand.id),
        "laptop": str(file.laptop.device),
        "added": added,
        "late": late,
    }
    record_event(session, EventKind.HOMECOMING_ADDED, device=by.device, staff=by.staff, clock=clock, details=details)


def _warnings(flags: Flags, late: int) -> tuple[str, ...]:
    said = []
    if late:
        said.append(
            ngettext(
                "{count} document came after the stand was written off; please decide about it.",
                "{count} documents came after the stand was written off; please decide about them.",
                late,
            ).format(count=late)
        )
    if flags.never_loaded:
        said.append(
            ngettext(
                "{count} piece was sold that nobody had loaded; please say whose it is.",
                "{count} pieces were sold that nobody had loaded; please say whose they are.",
                flags.never_loaded,
            ).format(count=flags.never_loaded)
        )
    if flags.below_zero:
        said.append(
            ngettext(
                "{count} piece was sold of which the stand's book had none left.",
                "{count} pieces were sold of which the stand's book had none left.",
                flags.below_zero,
            ).format(count=flags.below_zero)
        )
    if flags.from_elsewhere:
        said.append(
            ngettext(
                "{count} piece came back that was sold elsewhere; please find its sale.",
                "{count} pieces came back that were sold elsewhere; please find their sales.",
                flags.from_elsewhere,
            ).format(count=flags.from_elsewhere)
        )
    return tuple(said)
