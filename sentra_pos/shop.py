"""The composition root: a store, a clock and the printers' threads make a shop."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock, SystemClock
from sentra_pos.core.ids import DeviceId, StaffId
from sentra_pos.core.practice import practise
from sentra_pos.core.speech import LANGUAGES, use_language
from sentra_pos.db.backup import BackupFound, BackupMade, automatic_backup, backup_to, newest_backup
from sentra_pos.db.engine import Store
from sentra_pos.db.location import backups_folder
from sentra_pos.db.opening import check_pages, open_store
from sentra_pos.db.setting_keys import LANGUAGE, OWN_DEVICE, PRACTICE, SHOP_NAME
from sentra_pos.db.settings import get_settings
from sentra_pos.db.trouble import StoreUnavailable
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import NotAllowed, Permission, require
from sentra_pos.printing.health import PrinterHealth

# The doctor and the printers' threads are imported where they are asked for: a till stands, and sells, before either.
if TYPE_CHECKING:
    from sentra_pos.doctor.findings import Finding
    from sentra_pos.printing.worker import PrinterWorker

log = logging.getLogger("sentra_pos")


def _examined(file: Path) -> Sequence[Finding]:
    from sentra_pos.doctor.examine import examine

    return examine(file)


def sentences_of_doctor(file: Path) -> Sequence[str]:
    """What is damaged in a store's file, as backup, upgrade and restore ask it; nothing when all is well.

    A ``conflict.`` is no damage: it waits for people, and the store that holds it must be kept safe meanwhile.
    """
    return tuple(finding.sentence for finding in _examined(file) if not finding.code.startswith("conflict."))


def all_the_doctor_says(file: Path) -> Sequence[str]:
    """Damage, and what people have to settle with a document; nothing when all is well."""
    return tuple(finding.sentence for finding in _examined(file))


class Shop:
    """An open shop. ``reading`` and ``writing`` are the store's own doors; a commit wakes the printers."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        # Written by one thread and walked through by others, so it is only ever exchanged as a whole.
        self._workers: Mapping[UUID, PrinterWorker] = {}
        self._device: DeviceId | None = None
        self._tell_printing: Callable[[], None] = lambda: None
        with store.reading() as session:
            said = get_settings(session, LANGUAGE, PRACTICE)
        use_language(said.get(LANGUAGE, LANGUAGES[0]))
        self.practice = bool(said.get(PRACTICE, False))
        practise(self.practice)

    @property
    def founded(self) -> bool:
        """Whether first start has happened."""
        return self._device is not None or self._read_device() is not None

    def _read_device(self) -> DeviceId | None:
        with self.reading() as session:
            said = get_settings(session, SHOP_NAME, OWN_DEVICE)
        if SHOP_NAME in said:
            self._device = DeviceId(UUID(said[OWN_DEVICE]))
        return self._device

    @property
    def device(self) -> DeviceId:
        """This till, read from the store once. Raises LookupError in a shop that is not founded yet."""
        device = self._device or self._read_device()
        if device is None:
            raise LookupError("a shop that is not founded has no till")
        return device

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """See ``Store.writing``. An act refused for want of a permission is written into the event log."""
        try:
            with self.store.writing() as session:
                yield session
        except NotAllowed as refusal:
            self._remember(refusal)
            raise
        for worker in self._workers.values():
            worker.wake()

    def _remember(self, refusal: NotAllowed) -> None:
        # In a transaction of its own: the act's was undone with everything in it.
        with self.store.writing() as session:
            record_event(
                session,
                EventKind.PERMISSION_REFUSED,
                device=self.device,
                staff=cast("StaffId", refusal.fields["staff"]),
                clock=self.clock,
                details={"permission": str(refusal.fields["permission"])},
            )

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """See ``Store.reading``."""
        with self.store.reading() as session:
            yield session

    def start_printing(self, told: Callable[[], None] | None = None) -> None:
        """One thread a printer; while none is set up, receipts become pictures in a folder beside the store.

        ``told`` is called on a printer's thread when its health or a job changed. Called again, without it, after the
        printers changed.
        """
        from sentra_pos.printing.queries import printers
        from sentra_pos.printing.set_up_printer import receipt_printer

        if told is not None:
            self._tell_printing = told
        with self.store.writing() as session:
            receipt_printer(session, self.receipts_folder, clock=self.clock)
        with self.reading() as session:
            wanted = {printer.id for printer in printers(session) if printer.in_use}
        before = self._workers
        fresh = {printer: self._worker(printer) for printer in wanted - before.keys()}
        self._workers = {**{printer: before[printer] for printer in wanted & before.keys()}, **fresh}
        for printer in before.keys() - wanted:
            before[printer].stop()
        for worker in fresh.values():
            worker.start()
        for worker in self._workers.values():
            worker.wake()

    def _worker(self, printer: UUID) -> PrinterWorker:
        from sentra_pos.printing.transports.folder import FolderPrinter
        from sentra_pos.printing.worker import PrinterWorker, open_transport

        # Whatever is set up in a practice window, no printer moves and no drawer opens.
        way = (lambda _printer: FolderPrinter(self.receipts_folder)) if self.practice else open_transport
        return PrinterWorker(self.store, printer, self.clock, open_transport=way, on_change=self._printing_changed)

    def _printing_changed(self) -> None:
        # Looked up late: who listens may change while the printers' threads live.
        self._tell_printing()

    def printers_health(self) -> tuple[PrinterHealth, ...]:
        """Each printer as last known."""
        return tuple(worker.health() for worker in self._workers.values())

    @property
    def receipts_folder(self) -> Path:
        """Where receipts go while no printer is set up."""
        return self.store.path.parent / "struk"

    def back_up(self, file: Path | None = None, *, by: ActedBy | None = None) -> BackupMade:
        """A checked backup into ``file``, or one more into the store's own folder of backups.

        Somebody who asks for it needs the permission (raises NotAllowed); the one at every closing is nobody's wish.
        """
        if by is not None:
            with self.writing() as session:
                require(session, by, Permission.BACKUP)
        if file is not None:
            made = backup_to(self.store, file, self.clock, check=sentences_of_doctor)
        else:
            folder = backups_folder(self.store.path)
            made = automatic_backup(self.store, folder, self.clock, check=sentences_of_doctor)
        self._remember_backup(made, by)
        return made

    def _remember_backup(self, made: BackupMade, by: ActedBy | None) -> None:
        if not self.founded:
            return
        staff = None if by is None else by.staff
        details = {"file": made.file.name}
        try:
            with self.store.writing() as session:
                record_event(
                    session, EventKind.BACKUP, device=self.device, staff=staff, clock=self.clock, details=details
                )
        except StoreUnavailable as trouble:
            # The store's own disk is full or failing: all the more is the backup good, and called so.
            log.warning("backup not in the event log: %s", trouble)

    def newest_backup(self) -> BackupFound | None:
        """The newest backup that passed its check when it was made."""
        return newest_backup(backups_folder(self.store.path))

    def check_pages(self) -> None:
        """What opening with ``pages_later`` left for later. Raises StoreDamaged."""
        check_pages(self.store)

    def rest(self) -> None:
        """Called when nobody is selling: folds the write-ahead log back into the file."""
        self.store.checkpoint()

    def close(self) -> None:
        """Stop the printers' threads, then give the store back."""
        ending, self._workers = self._workers, {}
        for worker in ending.values():
            worker.stop()
        self.store.close()
        practise(False)


def open_shop(path: Path, clock: Clock | None = None, *, pages_later: bool = False) -> Shop:
    """Open or make the store at the path. Raises what ``open_store`` raises."""
    clock = clock or SystemClock()
    return Shop(open_store(path, clock, pages_later=pages_later, check=sentences_of_doctor), clock)
