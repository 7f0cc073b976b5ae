"""Opening: a new store, a second instance, and every file that must be refused in words."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.backup import automatic_backup
from sentra_pos.db.connection import connect
from sentra_pos.db.instance import AlreadyOpen
from sentra_pos.db.location import Risk, backups_folder, default_store_path, mount_type, risk_label, risks_of
from sentra_pos.db.migrate import newest_revision
from sentra_pos.db.opening import open_store
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.db.trouble import NotAStore, StoreDamaged, StoreTooNew
from tests.factories import found_a_shop


def test_a_missing_store_is_made_with_its_folder(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "deep" / "er" / "shop.db"
    open_store(path, clock).close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["shop.db", "shop.db.lock"]


def test_what_was_written_is_there_when_opened_again(tmp_path: Path, clock: FixedClock) -> None:
    first = open_store(tmp_path / "shop.db", clock)
    with first.writing() as session:
        put_setting(session, "a", "b")
    first.close()
    again = open_store(tmp_path / "shop.db", clock)
    with again.reading() as session:
        assert get_setting(session, "a") == "b"
    again.close()


def test_a_second_instance_is_told_to_use_the_first(tmp_path: Path, clock: FixedClock) -> None:
    first = open_store(tmp_path / "shop.db", clock)
    with pytest.raises(AlreadyOpen) as caught:
        open_store(tmp_path / "shop.db", clock)
    assert caught.value.fields["process"] == os.getpid()
    first.close()
    open_store(tmp_path / "shop.db", clock).close()


HOLDING = """
import sys
from pathlib import Path
from sentra_pos.core.clock import SystemClock
from sentra_pos.db.opening import open_store
store = open_store(Path(sys.argv[1]), SystemClock())
print("open", flush=True)
sys.stdin.read()
"""


def test_a_killed_instance_leaves_no_lock_behind(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "shop.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(AlreadyOpen) as caught:
            open_store(path, clock)
        assert caught.value.fields["process"] == other.pid
        other.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    open_store(path, clock).close()


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" + bytes(4096)])
def test_another_kind_of_file_is_refused_and_left_alone(tmp_path: Path, clock: FixedClock, content: bytes) -> None:
    path = tmp_path / "shop.db"
    path.write_bytes(content)
    with pytest.raises(NotAStore, match=r"shop\.db"):
        open_store(path, clock)
    assert path.read_bytes() == content


def test_another_programs_sqlite_file_is_refused_and_left_alone(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "shop.db"
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("CREATE TABLE setting (key, value)")
    before = path.read_bytes()
    with pytest.raises(NotAStore):
        open_store(path, clock)
    assert path.read_bytes() == before


def damaged(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 64] = b"\xee" * 64
    path.write_bytes(content)
    return bytes(content)


def test_a_damaged_store_names_its_newest_backup_and_is_kept_as_it_is(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "shop.db"
    store = open_store(path, clock)
    found_a_shop(store, clock)
    made = automatic_backup(store, backups_folder(path), clock)
    store.close()
    content = damaged(path)
    with pytest.raises(StoreDamaged) as caught:
        open_store(path, clock)
    assert str(made.file) in str(caught.value)
    assert caught.value.fields["backup"] == made.file
    assert path.read_bytes() == content


def test_a_damaged_store_without_a_backup_says_so(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "shop.db"
    open_store(path, clock).close()
    damaged(path)
    with pytest.raises(StoreDamaged) as caught:
        open_store(path, clock)
    assert caught.value.fields["backup"] is None


def test_a_store_whose_first_page_is_gone_is_known_by_its_backups(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "shop.db"
    store = open_store(path, clock)
    automatic_backup(store, backups_folder(path), clock)
    store.close()
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    with pytest.raises(StoreDamaged):
        open_store(path, clock)


def test_an_orphaned_wal_is_not_swallowed_by_a_new_store(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "shop.db-wal").write_bytes(b"sales")
    with pytest.raises(StoreDamaged):
        open_store(tmp_path / "shop.db", clock)
    assert (tmp_path / "shop.db-wal").read_bytes() == b"sales"


def test_a_newer_store_names_the_version_it_needs(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "shop.db"
    open_store(path, clock).close()
    with closing(connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={newest_revision() + 1}")
        connection.execute("UPDATE setting SET value = '\"9.1.0\"' WHERE key = 'store.version'")
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match=r"9\.1\.0"):
        open_store(path, clock)
    assert path.read_bytes() == before


def test_a_refused_store_can_be_tried_again(tmp_path: Path, clock: FixedClock, empty_store_file: Path) -> None:
    path = tmp_path / "shop.db"
    path.write_bytes(b"hello")
    with pytest.raises(NotAStore):
        open_store(path, clock)
    shutil.copy(empty_store_file, path)
    open_store(path, clock).close()


def test_a_half_made_store_of_a_killed_start_is_made_anew(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "shop.db.growing").write_bytes(b"half")
    open_store(tmp_path / "shop.db", clock).close()
    assert not (tmp_path / "shop.db.growing").exists()


def test_the_default_store_lies_in_the_users_data_folder() -> None:
    assert default_store_path().name == "shop.db"
    assert default_store_path().is_absolute()


@pytest.mark.parametrize("folder", ["OneDrive - Sentra", "Dropbox", "Google Drive", "iCloudDrive"])
def test_a_folder_that_is_copied_to_the_cloud_is_a_risk(tmp_path: Path, folder: str) -> None:
    assert Risk.SYNCED in risks_of(tmp_path / folder / "shop.db")
    assert Risk.SYNCED not in risks_of(tmp_path / "shop" / "shop.db")
    assert all(risk_label(risk) for risk in Risk)


MOUNTS = """/dev/vda1 / ext4 rw 0 0
//server/share /mnt/my\\040shop cifs rw 0 0
short line
"""


@pytest.mark.parametrize(("path", "kind"), [("/home/a/shop.db", "ext4"), ("/mnt/my shop/shop.db", "cifs")])
def test_a_network_drive_is_told_by_its_mount(path: str, kind: str) -> None:
    assert mount_type(MOUNTS, Path(path)) == kind
