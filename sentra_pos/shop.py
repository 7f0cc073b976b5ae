"""The composition root: a store, a clock and the printers' threads make a shop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock, SystemClock
from sentra_pos.core.ids import DeviceId, StaffId
from sentra_pos.core.speech import LANGUAGES, use_language
from sentra_pos.db.backup import BackupFound, BackupMade, automatic_backup, backup_to, newest_backup
from sentra_pos.db.engine import Store
from sentra_pos.db.location import backups_folder
from sentra_pos.db.opening import open_store
from sentra_pos.db.settings import get_setting
from sentra_pos.doctor.examine import examine
from sentra_pos.found_shop import OWN_DEVICE, SHOP_NAME
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.printing.queries import printers
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.printing.worker import PrinterHealth, PrinterWorker

LANGUAGE = "shop.language"


def sentences_of_doctor(file: Path) -> Sequence[str]:
    """What is wrong with a store's file, as backup and upgrade ask it; nothing when all is well."""
    return tuple(finding.sentence for finding in examine(file))


class Shop:
    """An open shop. ``reading`` and ``writing`` are the store's own doors; a commit wakes the printers."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self._workers: dict[UUID, PrinterWorker] = {}
        self._tell_printing: Callable[[], None] = lambda: None
        with store.reading() as session:
            language = get_setting(session, LANGUAGE, LANGUAGES[0])
        use_language(language)

    @property
    def founded(self) -> bool:
        """Whether first start has happened."""
        with self.reading() as session:
            return get_setting(session, SHOP_NAME) is not None

    @property
    def device(self) -> DeviceId:
        """This till. Only a founded shop has one."""
        with self.reading() as session:
            return DeviceId(UUID(get_setting(session, OWN_DEVICE)))

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
                device=DeviceId(UUID(get_setting(session, OWN_DEVICE))),
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
        if told is not None:
            self._tell_printing = told
        with self.store.writing() as session:
            receipt_printer(session, self.receipts_folder, clock=self.clock)
        with self.reading() as session:
            wanted = {printer.id for printer in printers(session) if printer.in_use}
        for gone in set(self._workers) - wanted:
            self._workers.pop(gone).stop()
        for fresh in wanted - set(self._workers):
            worker = PrinterWorker(self.store, fresh, self.clock, on_change=self._printing_changed)
            self._workers[fresh] = worker
            worker.start()
        for worker in self._workers.values():
            worker.wake()

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

    def back_up(self, file: Path | None = None) -> BackupMade:
        """A checked backup into ``file``, or one more into the store's own folder of backups."""
        if file is not None:
            return backup_to(self.store, file, self.clock, check=sentences_of_doctor)
        return automatic_backup(self.store, backups_folder(self.store.path), self.clock, check=sentences_of_doctor)

    def newest_backup(self) -> BackupFound | None:
        """The newest backup that passed its check when it was made."""
        return newest_backup(backups_folder(self.store.path))

    def rest(self) -> None:
        """Called when nobody is selling: folds the write-ahead log back into the file."""
        self.store.checkpoint()

    def close(self) -> None:
        """Stop the printers' threads, then give the store back."""
        for worker in self._workers.values():
            worker.stop()
        self._workers.clear()
        self.store.close()


def open_shop(path: Path, clock: Clock | None = None) -> Shop:
    """Open or make the store at the path. Raises what ``open_store`` raises."""
    clock = clock or SystemClock()
    return Shop(open_store(path, clock, check=sentences_of_doctor), clock)
