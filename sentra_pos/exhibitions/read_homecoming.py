"""A homecoming file beside the book: whose it is, what of it is here already, and whether the rest continues it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.db.direct import DRIVER
from sentra_pos.exhibitions.enrolment import Laptop, admit_laptop
from sentra_pos.exhibitions.file_errors import ContentContradicts, RecordSenseless
from sentra_pos.exhibitions.homecoming_errors import Behind, Fork, OtherStand, Taken, WaitingFor
from sentra_pos.exhibitions.homecoming_records import (
    ACCOUNT,
    CUSTOMER,
    DEVICE,
    DOCUMENT,
    EVENT,
    LOT,
    ORDER,
    Allowed,
    DeviceRecord,
    DocumentRecord,
    Link,
    Row,
    kind_of,
    link_of,
    read_account,
    read_customer,
    read_device,
    read_document,
    read_event,
    read_lot,
    read_record,
)
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.exhibitions.sealed_file import FileKind, Header, Sealed, unseal
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.post import document_code
from sentra_pos.stock.places import OWNERSHIP, WITH_CUSTOMER

#: Told how many records of how many were looked at.
Progress = Callable[[int, int], None]
#: As often as that.
TOLD_EVERY = 250
Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFile:
    """A file that is whole, signed by a laptop of this shop, and about a stand that this laptop was sent to."""

    sealed: Sealed
    laptop: Laptop
    stand: StandRow
    stands: tuple[StandRow, ...]


def open_home_file(session: Session, data: bytes) -> HomeFile:
    """Raises a FileRefused; what a laptop of ours did not sign is a stranger's and says so."""
    admitted: list[Laptop] = []

    def admit(header: Header) -> None:
        admitted.append(admit_laptop(session, header))

    sealed = unseal(data, kind=FileKind.HOMECOMING, admit=admit)
    return _home_file(session, sealed, admitted[0])


def admitted_again(session: Session, sealed: Sealed) -> HomeFile:
    """The same file a moment later: a laptop may have been barred meanwhile. Raises a FileRefused."""
    return _home_file(session, sealed, admit_laptop(session, sealed.header))


def _home_file(session: Session, sealed: Sealed, laptop: Laptop) -> HomeFile:
    about = sealed.header.about
    stands = tuple(session.query(StandRow).where(StandRow.device_id == laptop.device))
    named = [each for each in stands if each.id == about.stand and each.exhibition_id == about.exhibition]
    if not named:
        raise OtherStand(name=laptop.name)
    return HomeFile(sealed=sealed, laptop=laptop, stand=named[0], stands=stands)


class FileWalk:
    """One walk over a file, beside a book: its beginning is read at once, then documents, then events, in their order.

    ``late`` says whether documents in the late queue count as here, ``checked`` that every seal was computed on an
    earlier walk over these bytes. ``documents`` and ``events`` give what is not here yet and raise a FileRefused for
    whatever does not continue what is.
    """

    def __init__(
        self,
        session: Session,
        file: HomeFile,
        *,
        late: bool = True,
        checked: bool = False,
        progress: Progress | None = None,
    ) -> None:
        self._session, self._file, self._checked, self._progress = session, file, checked, progress
        self._records = self._numbered()
        self._next: tuple[int, str, Any] | None = None
        self.already = 0
        self.last: Link | None = None
        self.customers: list[Row] = []
        self.lots: list[Row] = []
        self.lot_records: list[Any] = []
        self.accounts: dict[bytes, Row] = {}
        self.account_records: dict[bytes, Any] = {}
        #: The record that ``documents`` gave last, as it stands in the file.
        self.record: Any = None
        self.device = self._beginning()
        self._documents = _Chain(session, self.device, file.laptop.code, "document", late=late)
        self._events = _Chain(session, self.device, file.laptop.code, "event", late=late)

    def _numbered(self) -> Iterator[tuple[int, str, Any]]:
        reached, total = 0, self._file.sealed.header.records
        for number, record in enumerate(self._file.sealed.records(), start=1):
            kind = kind_of(record, number)
            if ORDER.index(kind) < reached or (kind == DEVICE) != (number == 1):
                raise RecordSenseless(record=number, what="is")
            reached = ORDER.index(kind)
            if self._progress is not None and (number % TOLD_EVERY == 0 or number == total):
                self._progress(number, total)
            yield number, kind, record

    def _beginning(self) -> DeviceRecord:
        device: DeviceRecord | None = None
        for number, kind, record in self._records:
            if kind == DEVICE:
                device = self._device(number, record)
            elif device is None or kind in (DOCUMENT, EVENT):
                self._next = (number, kind, record)
                break
            elif kind == CUSTOMER:
                self.customers.append(read_record(read_customer, record, number))
            elif kind == LOT:
                self.lots.append(read_record(read_lot, record, number))
                self.lot_records.append(record)
            elif kind == ACCOUNT:
                row = read_record(partial(read_account, device=device.id), record, number)
                self.accounts[row[0]], self.account_records[row[0]] = row, record
        if device is None:
            raise RecordSenseless(record=1, what="is")
        return device

    def _device(self, number: int, record: Any) -> DeviceRecord:
        device = read_record(read_device, record, number)
        if device.id != self._file.laptop.device or device.code != self._file.laptop.code:
            raise RecordSenseless(record=number, what="device")
        return device

    def _of_kind(self, wanted: str) -> Iterator[tuple[int, Any]]:
        while True:
            number, kind, record = self._next or next(self._records, (0, "", None))
            self._next = (number, kind, record)
            if kind != wanted:
                return
            self._next = None
            yield number, record

    def documents(self) -> Iterator[DocumentRecord]:
        """The documents that are not here yet, in the chain's order."""
        stands = self._file.stands
        places = {place.bytes for stand in stands for place in (stand.place_id, stand.road_id, stand.quarantine_id)}
        allowed = Allowed(
            device=self.device.id,
            places=frozenset(places | {WITH_CUSTOMER.bytes, OWNERSHIP.bytes}),
            accounts=self.accounts,
        )
        for number, record in self._of_kind(DOCUMENT):
            place = read_record(partial(link_of, device=self.device.id, checked=self._checked), record, number)
            self.last = place
            if self._documents.knows(place, _code_of(record, self._file.laptop.code)):
                self.already += 1
                continue
            self.record = record
            yield read_record(partial(read_document, allowed=allowed, place=place), record, number)

    def events(self) -> Iterator[Row]:
        """The events that are not here yet, once the documents were walked through."""
        for number, record in self._of_kind(EVENT):
            place, row = read_record(partial(read_event, device=self.device.id, checked=self._checked), record, number)
            if not self._events.knows(place, f"#{place.seq}"):
                yield row
        if self._next is not None and self._next[0]:
            raise RecordSenseless(record=self._next[0], what="is")


def _code_of(record: Any, device_code: int) -> str:
    """The number on the paper, of a record whose seal holds."""
    content = record["content"]
    try:
        kind = DocumentKind(content["kind"])
        return document_code(kind, device_code, int(content["epoch"]), int(content["number"]))
    except (ValueError, TypeError):
        return "?"


class _Chain:
    """What is here of one chain of a device, and whether a file's links continue it."""

    def __init__(self, session: Session, device: DeviceRecord, code: int, chain: str, *, late: bool) -> None:
        self._session, self._device, self._code, self._chain = session, device, code, chain
        connection, identity = session.connection(), device.id.bytes
        number = "kind, number" if chain == "document" else "'', 0"
        here = connection.exec_driver_sql(
            f"SELECT epoch, seq, id, hash, {number} FROM {chain} WHERE device_id = ?", (identity,)
        )
        self._here: dict[Place, tuple[bytes, bytes, str, int]] = {(row[0], row[1]): tuple(row[2:]) for row in here}
        if late and chain == "document":
            waiting = connection.exec_driver_sql(
                "SELECT epoch, seq, id, hash FROM late_document WHERE device_id = ?", (identity,)
            )
            for epoch, seq, document, sealed in waiting:
                self._here.setdefault((epoch, seq), (document, sealed, "", 0))
        self._heads: dict[int, tuple[int, bytes]] = {each.epoch: (0, each.genesis) for each in device.epochs}
        for (epoch, seq), (_id, sealed, *_number) in self._here.items():
            self._heads[epoch] = max(self._heads.get(epoch, (0, b"")), (seq, sealed))
        self._newest = max((epoch for epoch, _seq in self._here), default=0)
        self._seen: dict[int, int] = {}
        self._before: Link | None = None
        self._check_starts(connection, identity)

    def _check_starts(self, connection: Any, identity: bytes) -> None:
        starts = {each.epoch: each.genesis for each in self._device.epochs}
        for epoch, start in connection.exec_driver_sql(
            "SELECT epoch, genesis FROM device_epoch WHERE device_id = ?", (identity,)
        ):
            if starts.get(epoch, start) != start:
                raise Fork(theirs=f"{epoch}/0", ours=f"{epoch}/0")

    def knows(self, link: Link, code: str) -> bool:
        """Whether it is here already; if not, it is the next one. Raises Fork, WaitingFor, Behind, Taken."""
        before, self._before = self._before, link
        if before is not None and (link.epoch, link.seq) <= (before.epoch, before.seq):
            raise ContentContradicts
        if (
            before is not None
            and link.epoch == before.epoch
            and (link.seq != before.seq + 1 or link.previous != before.hash)
        ):
            raise ContentContradicts
        self._seen[link.epoch] = link.seq
        here = self._here.get((link.epoch, link.seq))
        if here is not None:
            identity, sealed, *number = here
            if sealed != link.hash or identity != link.id:
                raise Fork(theirs=code, ours=self._known_code(link.epoch, link.seq, number))
            return True
        self._check_next(link, code)
        return False

    def _check_next(self, link: Link, code: str) -> None:
        if link.epoch not in self._heads:
            raise ContentContradicts
        seq, sealed = self._heads[link.epoch]
        if link.seq > seq + 1:
            raise WaitingFor(first=_place(link.epoch, seq + 1), last=_place(link.epoch, link.seq - 1))
        if link.previous != sealed:
            raise Fork(theirs=code, ours=self._known_code(link.epoch, seq, ["", 0]))
        if self._chain == "document":
            self._check_whole(link.epoch)
        # Asked once a record: SQLAlchemy's own way would take ten times as long.
        taken = self._session.info[DRIVER].execute(f"SELECT 1 FROM {self._chain} WHERE id = ?", (link.id,))
        if taken.fetchone() is not None:
            raise Taken
        self._heads[link.epoch] = (link.seq, link.hash)

    def _check_whole(self, epoch: int) -> None:
        """What goes on after a restore must know all that came home before it, and nothing comes before it later."""
        if epoch < self._newest:
            raise Behind(lost=_place(epoch, self._heads[epoch][0] + 1))
        for earlier, seen in self._seen.items():
            known = self._heads[earlier][0]
            if earlier < epoch and seen < known:
                lost = [self._known_code(earlier, seq, self._here[earlier, seq][2:]) for seq in (seen + 1, known)]
                raise Behind(lost=" – ".join(dict.fromkeys(lost)))

    def _known_code(self, epoch: int, seq: int, number: Any) -> str:
        if number[0]:
            return document_code(DocumentKind(number[0]), self._code, epoch, number[1])
        return _place(epoch, seq)


def _place(epoch: int, seq: int) -> str:
    """A place in a chain, for a document that is not here to be called by its number."""
    return f"#{seq}" if epoch == 1 else f"#{epoch}.{seq}"
