"""Backups: copied by SQLite itself, opened and checked, and only then called good."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import settle, settle_folder
from sentra_pos.core.speech import N_, _
from sentra_pos.db.connection import APPLICATION_ID, connect, connect_untouched, sqlite
from sentra_pos.db.engine import Store
from sentra_pos.db.figures import Figures, figures_of
from sentra_pos.db.rules import backups_kept
from sentra_pos.db.trouble import trouble_of, trouble_of_files

#: Looks at a closed file and names what is wrong in it; nothing named means well. The doctor, as a rule.
Check = Callable[[Path], Sequence[str]]

_NAME = re.compile(r"backup-(\d{8}T\d{6})Z(?:-\d+)?\.db")
_STAMP = "%Y%m%dT%H%M%S"


class BackupNotGood(SentraError):
    """A copy that fails its check is not kept; earlier backups are untouched."""

    message = N_(
        "The backup does not pass its check ({finding}), so it was not kept. Please run the check of the shop."
    )


class FileIsThere(SentraError):
    """A backup never overwrites anything."""

    message = N_("{file} is there already. Please choose another name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMade:
    """A good backup: checked after it was written; ``figures`` are those of the store at that moment."""

    file: Path
    made_at: datetime
    size: int
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFound:
    """A backup in the store's own folder of backups. What stands there under this name passed its check when made."""

    file: Path
    made_at: datetime

    def age(self, clock: Clock) -> timedelta:
        """How old it is by the clock."""
        return clock.now() - self.made_at


def nothing_more(_file: Path) -> Sequence[str]:
    """The check of whoever has none beyond SQLite's own."""
    return ()


def backup_to(store: Store, file: Path, clock: Clock, *, check: Check = nothing_more) -> BackupMade:
    """Copy the running store into one new file, while others go on selling.

    The file is called ``.part`` until it has been opened and passed SQLite's checks, the caller's, and a comparison of
    figures. Raises FileIsThere, BackupNotGood, or StoreUnavailable (disk full, stick gone); nothing is left then.
    """
    return copy_checked(store.path, file, clock, check=check)


def copy_checked(source: Path, file: Path, clock: Clock, *, check: Check = nothing_more) -> BackupMade:
    """``backup_to`` of a store that need not be open; a store that is open goes on."""
    if file.exists():
        raise FileIsThere(file=file)
    part = file.with_name(file.name + ".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        remove_store(part)
        figures = _copy(source, part)
        finding = next(iter((*findings_in(part, figures), *check(part))), None)
        if finding is not None:
            raise BackupNotGood(finding=finding)
        settle(part)
        part.rename(file)
        settle_folder(file.parent)
        return BackupMade(file=file, made_at=clock.now(), size=file.stat().st_size, figures=figures)
    except sqlite.Error as error:
        raise trouble_of(error) or error from error
    except OSError as error:
        raise trouble_of_files(error) from error
    finally:
        forget_store(part)


def _copy(source: Path, part: Path) -> Figures:
    """Copy one consistent view, and give the figures of that same view."""
    with closing(connect_untouched(source)) as live, closing(_bare(part)) as copy:
        live.execute("BEGIN").close()
        figures = figures_of(live)
        live.backup(copy)
        live.execute("ROLLBACK").close()
        # One file without companions, which opens on a stick that may only be read.
        copy.execute("PRAGMA journal_mode=DELETE").close()
    return figures


def _bare(file: Path) -> Any:
    return sqlite.connect(file, isolation_level=None)


def findings_in(file: Path, figures: Figures | None = None) -> list[str]:
    """What SQLite finds wrong in a closed file, and whether its figures are the ones expected."""
    with closing(connect(file, read_only=True)) as copy:
        found = [row[0] for row in copy.execute("PRAGMA integrity_check(5)").fetchall() if row[0] != "ok"]
        broken = copy.execute("PRAGMA foreign_key_check").fetchmany(5)
        found += [f"{table} row {row} names nothing in {parent}" for table, row, parent, _index in broken]
        if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            found.append(_("not a shop's store"))
        elif figures is not None and not found and figures_of(copy) != figures:
            found.append(_("the figures differ from the shop's"))
    return found


def remove_store(file: Path) -> None:
    """Remove a store that is not in use, with the companions SQLite may have left beside it."""
    for companion in ("-wal", "-shm", "-journal", ""):
        file.with_name(file.name + companion).unlink(missing_ok=True)


def forget_store(file: Path) -> None:
    """Remove what an attempt that failed has made, if that can be: it is the failure that must be told."""
    try:
        remove_store(file)
    except OSError:
        # A stick that was pulled: what is left there is called .part and means nothing.
        return


def automatic_backup(store: Store, folder: Path, clock: Clock, *, check: Check = nothing_more) -> BackupMade:
    """The backup made by itself at every closing; afterwards the old ones that the rule does not keep are removed."""
    stamp = clock.now().astimezone(UTC).strftime(_STAMP)
    names = (f"backup-{stamp}Z{'' if again == 0 else f'-{again}'}.db" for again in range(1000))
    file = next(folder / name for name in names if not (folder / name).exists())
    made = backup_to(store, file, clock, check=check)
    there = backups_in(folder)
    kept = backups_kept(backup.made_at for backup in there)
    for old in there:
        if old.made_at not in kept and old.file != made.file:
            old.file.unlink(missing_ok=True)
    return made


def backups_in(folder: Path) -> tuple[BackupFound, ...]:
    """The store's own backups, newest first."""
    try:
        files = list(folder.iterdir())
    except OSError:
        return ()
    found = [
        BackupFound(file=file, made_at=datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC))
        for file in files
        if (match := _NAME.fullmatch(file.name))
    ]
    return tuple(sorted(found, key=lambda backup: (backup.made_at, backup.file.name), reverse=True))


def newest_backup(folder: Path) -> BackupFound | None:
    """The newest of them; its ``age`` is what a person should see."""
    return next(iter(backups_in(folder)), None)
