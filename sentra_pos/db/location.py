"""Where stores and their backups lie, and which places are a risk."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path

from sentra_pos.core.speech import N_, _

_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "owncloud", "syncthing")
_NETWORK_TYPES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs", "davfs"})


class Risk(StrEnum):
    """Why a folder is a bad home for a store. It is said, not refused: a shop that is there already must open."""

    NETWORK = "network"
    SYNCED = "synced"


_SAID = {
    Risk.NETWORK: N_(
        "The shop's data lies on a network drive, where it can be damaged. Please move it to this computer."
    ),
    Risk.SYNCED: N_(
        "The shop's data lies in a folder that is copied to the cloud, where it can be damaged. "
        "Please move it to another folder; keep only backups there."
    ),
}


def risk_label(risk: Risk) -> str:
    """The sentence for the person in front of it."""
    return _(_SAID[risk])


def default_store_path() -> Path:
    """Where the shop's data lies unless a path was chosen: the user's data folder."""
    import platformdirs  # a till that is told its store need not ask

    return platformdirs.user_data_path("sentra-pos", appauthor=False) / "shop.db"


def backups_folder(store: Path) -> Path:
    """Where a store's own backups go: beside it, one folder a store."""
    return store.with_name(f"{store.stem}-backups")


def risks_of(store: Path) -> tuple[Risk, ...]:
    """What is to be feared at this place, as far as the operating system tells."""
    found = []
    path = store.absolute()
    if _is_remote(path):
        found.append(Risk.NETWORK)
    if any(part.lower().startswith(_SYNCED) for part in path.parts[:-1]):
        found.append(Risk.SYNCED)
    return tuple(found)


def _is_remote(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        drive = path.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == 4
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return mount_type(mounts, path) in _NETWORK_TYPES


def mount_type(mounts: str, path: Path) -> str:
    """The file system of the innermost mount that holds the path, by the text of ``/proc/mounts``."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        where = fields[1].replace("\\040", " ")
        inside = path.as_posix() == where or path.as_posix().startswith(where.rstrip("/") + "/")
        if inside and len(where) >= len(best):
            best, kind = where, fields[2]
    return kind
