"""A disk that remembers every write and sync, and can say what would lie on it had the power gone at any moment.

The second SQLite library of the house (apsw) lives here and in ``power_cut.py``, never in a process with the first.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import apsw

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at a place."""

    file: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """The file is this long now."""

    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """All before it is on the disk for this file."""

    file: str


@dataclass(frozen=True, slots=True)
class Delete:
    """The name is gone; without the folder's sync it may come back."""

    file: str
    folder_synced: bool


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The commit returned: from here on this document must be there, whatever happens."""

    document: bytes


Happening = Write | Truncate | Sync | Delete | Acknowledged
Pending = Write | Truncate


class Diary:
    """All that happened, in order."""

    def __init__(self) -> None:
        self.happenings: list[Happening] = []

    def short(self, path: str) -> str | None:
        """The file's role, or None for one that a power cut takes anyway (shared memory)."""
        if path.endswith("-shm"):
            return None
        return "wal" if path.endswith("-wal") else "journal" if path.endswith("-journal") else "db"


class WatchedFile(apsw.VFSFile):
    """A file as the system gives it, with every change written down."""

    def __init__(self, diary: Diary, base: str, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        super().__init__(base, name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self._diary = diary
        self._role = diary.short(path)

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._role:
            self._diary.happenings.append(Write(self._role, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        if self._role:
            self._diary.happenings.append(Truncate(self._role, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        if self._role:
            self._diary.happenings.append(Sync(self._role))
        super().xSync(flags)


class WatchedDisk(apsw.VFS):
    """The system's own files, watched; used with ``vfs="watched"``."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._base = apsw.vfs_names()[0]
        super().__init__("watched", self._base)

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> WatchedFile:
        return WatchedFile(self._diary, self._base, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        role = self._diary.short(filename)
        if role:
            self._diary.happenings.append(Delete(role, bool(syncdir)))
        super().xDelete(filename, syncdir)


class Cut(StrEnum):
    """What of the writes not yet synced had reached the disk when the power went."""

    NONE = "none"
    ALL = "all"
    SOME = "some"
    TORN = "torn"


@dataclass(slots=True)
class OnDisk:
    """What surely lies on the disk, and what may."""

    sure: dict[str, bytearray]
    pending: dict[str, list[Pending]] = field(default_factory=dict)
    maybe_back: dict[str, bytearray] = field(default_factory=dict)
    acknowledged: list[bytes] = field(default_factory=list)

    def happen(self, what: Happening) -> None:
        """Let it be."""
        match what:
            case Write() | Truncate():
                self.pending.setdefault(what.file, []).append(what)
            case Sync(file):
                self.sure[file] = _after(self.sure.get(file, bytearray()), self.pending.pop(file, []))
                self.maybe_back.pop(file, None)
            case Delete(file, folder_synced):
                gone = self.sure.pop(file, None)
                self.pending.pop(file, None)
                if gone is not None and not folder_synced:
                    self.maybe_back[file] = gone
            case Acknowledged(document):
                self.acknowledged.append(document)

    def after_power_cut(self, cut: Cut, dice: random.Random) -> dict[str, bytes]:
        """The files that somebody would find."""
        names = set(self.sure) | set(self.pending)
        found = {name: self._found(name, cut, dice) for name in names}
        if cut is not Cut.NONE:
            found |= {name: data for name, data in self.maybe_back.items() if name not in found}
        return {name: bytes(data) for name, data in found.items()}

    def _found(self, name: str, cut: Cut, dice: random.Random) -> bytearray:
        pending = self.pending.get(name, [])
        chosen: Sequence[Pending]
        if cut is Cut.NONE:
            chosen = ()
        elif cut is Cut.ALL:
            chosen = pending
        else:
            chosen = [change for change in pending if dice.random() < 0.5]
        if cut is Cut.TORN:
            chosen = [_torn(change, dice) for change in chosen]
        return _after(self.sure.get(name, bytearray()), chosen)


def _torn(change: Pending, dice: random.Random) -> Pending:
    if isinstance(change, Truncate):
        return change
    sectors = -(-len(change.data) // SECTOR)
    return Write(change.file, change.offset, change.data[: SECTOR * dice.randint(0, sectors)])


def _after(content: bytearray, changes: Sequence[Pending]) -> bytearray:
    result = bytearray(content)
    for change in changes:
        if isinstance(change, Truncate):
            del result[change.size :]
            continue
        end = change.offset + len(change.data)
        if len(result) < end:
            result.extend(bytes(end - len(result)))
        result[change.offset : end] = change.data
    return result
