"""Practice: the shop's own data in a copy that is thrown away, which knows that it is one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import new_id
from sentra_pos.core.speech import N_, _
from sentra_pos.db.backup import copy_checked
from sentra_pos.db.engine import Store
from sentra_pos.db.instance import InstanceLock
from sentra_pos.db.opening import examine
from sentra_pos.db.setting_keys import DEVICE_KEY, PRACTICE, SHOP_ID
from sentra_pos.db.settings import put_setting
from sentra_pos.ledger.models import Device
from sentra_pos.ledger.open_epoch import open_epoch
from sentra_pos.printing.kinds import Role
from sentra_pos.printing.models import PrinterRow, PrintJobRow
from sentra_pos.printing.profiles import GENERIC_80
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.set_up_printer import SetUpPrinter, set_up_printer
from sentra_pos.printing.ways import Way
from sentra_pos.sales.models import DraftCart

_FOLDER: Final = "sentra-pos-latihan-"
_STORE: Final = "latihan.sqlite3"
_IN_USE: Final = "in-use"


class NothingToPractise(SentraError):
    """There is no store, or nobody has founded a shop in it."""

    message = N_("There is no shop to practise with yet. Open the shop and set it up first.")


class PracticeOfPractice(SentraError):
    """The store is a practice copy itself."""

    message = N_("This is a practice window already. Close it, and begin again from the real shop.")


@contextmanager
def practice_store(source: Path, clock: Clock) -> Iterator[Path]:
    """The path of a fresh practice copy of a store, open or not; gone with all that was made in it when the block ends.

    Raises NothingToPractise, PracticeOfPractice, and what ``copy_checked`` raises.
    """
    if not source.exists():
        raise NothingToPractise
    facts = examine(source, pages=False)
    if facts.shop is None:
        raise NothingToPractise
    if facts.practice:
        raise PracticeOfPractice
    sweep_left_over()
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER))
    in_use = InstanceLock(folder / _IN_USE)
    in_use.take()
    try:
        store = folder / _STORE
        copy_checked(source, store, clock)
        _make_practice(store, clock)
        yield store
    finally:
        in_use.release()
        # What Windows still holds on to is swept at the next practice.
        shutil.rmtree(folder, ignore_errors=True)


def sweep_left_over() -> None:
    """Remove the copies of practice windows that were killed; one that is open keeps its lock, and is left alone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        lock = InstanceLock(folder / _IN_USE)
        # A folder without its lock is one that somebody else is making just now.
        if not lock.file.exists():
            continue
        try:
            lock.take()
        except SentraError:
            continue
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _make_practice(path: Path, clock: Clock) -> None:
    store = Store(path)
    try:
        with store.writing() as session:
            put_setting(session, PRACTICE, True)
            # Another shop's: even a program that does not know the mark will not take it for the real one.
            put_setting(session, SHOP_ID, str(new_id(clock)))
            # What it could sign would be taken for the shop's own.
            put_setting(session, DEVICE_KEY, None)
            _let_go_of_the_till(session)
            _print_pictures(session, path.parent / "struk", clock)
            # Series of its own: no practice paper bears a number that the real till gives today.
            for device in session.execute(select(Device.id)).scalars().all():
                open_epoch(session, device, reason="practice", clock=clock)
    finally:
        store.close()


def _let_go_of_the_till(session: Session) -> None:
    """Nothing that waits for a printer, and no cart of a customer who stands at the real till."""
    session.execute(delete(PrintJobRow))
    session.execute(delete(DraftCart))


def _print_pictures(session: Session, folder: Path, clock: Clock) -> None:
    """As wide as the shop's own receipts, but into a folder."""
    printer = printer_for(session, Role.RECEIPT)
    profile = GENERIC_80 if printer is None else replace(printer.profile, answers_status=False)
    session.execute(update(PrinterRow).values(in_use=False))
    set_up_printer(
        session,
        SetUpPrinter(name=_("Folder of receipts"), way=Way.FOLDER, address=str(folder), profile=profile),
        clock=clock,
    )
