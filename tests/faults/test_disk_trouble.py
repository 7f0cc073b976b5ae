"""A full disk, a folder that may only be read: refused in words, nothing is lost, and work goes on afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.db.backup import backup_to, copy_checked
from sentra_pos.db.engine import Store
from sentra_pos.db.trouble import StoreUnavailable
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.queries import headers
from tests.faults.selling import Till, begin, sell

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has neither file size limits nor users to become")


def in_a_child(script: str, *arguments: Path) -> None:
    """Run it in a process of its own, whose limits and rights it may give away."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert child.returncode == 0, child.stderr


def test_a_full_store_refuses_the_sale_and_takes_it_once_there_is_room(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    till = begin(store, clock, tmp_path)
    with store.writing() as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count={pages}"))
    wanted = [DocumentId(new_id(clock)) for _ in range(500)]
    with pytest.raises(StoreUnavailable) as caught:
        sell_all(store, till, wanted, clock)
    assert caught.value.fields["code"] == "SQLITE_FULL"
    with store.writing() as session:
        sold = len(headers(session, DocumentKind.SALE))
        session.execute(text("PRAGMA max_page_count=1000000"))
    assert not sell(store, till, wanted[sold], clock).again
    assert all(sell(store, till, identity, clock).again for identity in wanted[: sold + 1])
    store.close()
    assert examine(store.path) == ()


def sell_all(store: Store, till: Till, wanted: list[DocumentId], clock: FixedClock) -> None:
    for identity in wanted:
        sell(store, till, identity, clock)


LIMITED = """
import resource, signal, sys
from pathlib import Path
from sentra_pos.core.clock import SystemClock
from sentra_pos.core.ids import new_id
from sentra_pos.db.backup import backup_to
from sentra_pos.db.engine import Store
from sentra_pos.db.trouble import StoreUnavailable
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.queries import headers
from tests.faults.selling import sell, till_of

def limit(size):
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
clock = SystemClock()
store = Store(path)
till = till_of(store)
sold, refused = [], None
limit(64 * 4096)
for _ in range(200):
    identity = new_id(clock)
    try:
        sell(store, till, identity, clock)
        sold.append(identity)
    except StoreUnavailable as trouble:
        refused = identity
        assert str(trouble), trouble.fields
        break
assert sold and refused, "the limit was never met"
try:
    backup_to(store, path.with_name("backup.db"), clock)
    raise AssertionError("a backup where nothing fits")
except StoreUnavailable:
    assert sorted(file.name for file in path.parent.glob("backup.db*")) == []
limit(resource.RLIM_INFINITY)
sell(store, till, refused, clock)
sell(store, till, refused, clock)
with store.reading() as session:
    found = [header.id for header in headers(session, DocumentKind.SALE)]
assert sorted(found) == sorted([*sold, refused]), (len(found), len(sold))
store.close()
"""


@POSIX
def test_when_the_system_refuses_to_write_no_sale_is_lost_or_doubled(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    begin(store, clock, tmp_path)
    store.close()
    in_a_child(LIMITED, store.path)
    assert examine(store.path) == ()


# Root may write anywhere: the child becomes nobody, once all that it needs is imported.
AS_NOBODY = """
import os, sys
from pathlib import Path
from sentra_pos.core.clock import SystemClock
from sentra_pos.core.errors import SentraError
from sentra_pos.db.opening import open_store
from sentra_pos.db.backup import backup_to
from sentra_pos.db.trouble import StoreUnavailable
import sentra_pos.db.migrate, alembic.command, alembic.config

path, expected = Path(sys.argv[1]), sys.argv[2]
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    open_store(path, SystemClock())
    raise AssertionError("opened")
except StoreUnavailable as trouble:
    assert trouble.fields["code"] == expected, trouble.fields
    assert "{" not in str(trouble)
"""


@POSIX
@pytest.mark.parametrize("there", [True, False], ids=["a store in it", "an empty one"])
def test_a_folder_that_may_only_be_read_is_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path, there: bool
) -> None:
    folder = reachable(tmp_path_factory) / "shop"
    folder.mkdir()
    if there:
        (folder / "shop.db").write_bytes(empty_store_file.read_bytes())
    folder.chmod(0o555)
    try:
        in_a_child(AS_NOBODY, folder / "shop.db", Path("SQLITE_READONLY"))
    finally:
        folder.chmod(0o755)


@POSIX
def test_a_store_that_may_only_be_read_is_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path
) -> None:
    folder = reachable(tmp_path_factory) / "shop"
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "shop.db").write_bytes(empty_store_file.read_bytes())
    (folder / "shop.db").chmod(0o444)
    in_a_child(AS_NOBODY, folder / "shop.db", Path("SQLITE_READONLY"))
    assert (folder / "shop.db").read_bytes() == empty_store_file.read_bytes()


def reachable(factory: pytest.TempPathFactory) -> Path:
    """A folder that another user may walk into; pytest's own are closed to others."""
    folder = factory.mktemp("reachable")
    for step in (folder, *folder.parents):
        if step.name.startswith(("pytest-", "popen-", "reachable")) and step.owner() == folder.owner():
            step.chmod(step.stat().st_mode | 0o011)
    return folder


IN_VAIN = """
import os, sys, tempfile
from pathlib import Path
from sentra_pos.core.clock import SystemClock
from sentra_pos.db.restore import restore_from
from sentra_pos.db.trouble import StoreUnavailable
from sentra_pos.db.migrate import migrate

with tempfile.TemporaryDirectory() as folder:
    # Whatever that imports is imported now: nobody may not read the interpreter's own files.
    migrate(Path(folder) / "shop.db")
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
try:
    restore_from(Path(sys.argv[2]), Path(sys.argv[1]), SystemClock(), reopen=lambda session, epochs: None)
    raise AssertionError("restored")
except StoreUnavailable as trouble:
    assert trouble.fields["code"] == "SQLITE_READONLY", trouble.fields
"""


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs two users")
@pytest.mark.parametrize("log", [True, False], ids=["with its log", "alone"])
def test_a_damaged_store_that_cannot_be_replaced_stays_and_gets_no_second_copy(
    tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path, clock: FixedClock, log: bool
) -> None:
    folder, elsewhere = reachable(tmp_path_factory) / "shop", reachable(tmp_path_factory)
    folder.mkdir()
    # As in /tmp: everybody may make files in it, and nobody may replace another's.
    folder.chmod(0o1777)
    copy_checked(empty_store_file, elsewhere / "backup.db", clock)
    there = dict.fromkeys(("shop.db", "shop.db-wal") if log else ("shop.db",), b"of no use" * 500)
    for name, content in there.items():
        (folder / name).write_bytes(content)
    in_a_child(IN_VAIN, folder / "shop.db", elsewhere / "backup.db")
    # The lock stays, and so may what SQLite remembers of a log that it could not fold away.
    for name in ("shop.db.lock", "shop.db-shm"):
        (folder / name).unlink(missing_ok=True)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == there


WATCHED = """
import sys
from pathlib import Path
path = Path(sys.argv[1])
live = {str(path) + ending for ending in ("", "-wal", "-shm", "-journal")}
touched = []

def watch(event, arguments):
    if event in ("open", "os.truncate", "shutil.copyfile", "mmap.__new__") and str(arguments[0]) in live:
        touched.append((event, arguments[0]))

from sentra_pos.core.clock import SystemClock
from sentra_pos.core.ids import new_id
from sentra_pos.db.backup import automatic_backup
from sentra_pos.db.opening import open_store
from sentra_pos.shop import sentences_of_doctor
from tests.faults.selling import begin, sell

sys.addaudithook(watch)
clock = SystemClock()
store = open_store(path, clock, check=sentences_of_doctor)
till = begin(store, clock, path.parent / "receipts")
for _ in range(3):
    sell(store, till, new_id(clock), clock)
automatic_backup(store, path.parent / "backups", clock, check=sentences_of_doctor)
store.checkpoint(truncate=True)
sentences_of_doctor(path)
sell(store, till, new_id(clock), clock)
store.close()
assert touched == [], touched
open(path, "rb").close()
assert touched, "the watch sees nothing"
"""


def test_nothing_but_sqlite_ever_opens_the_live_file(tmp_path: Path) -> None:
    in_a_child(WATCHED, tmp_path / "shop.db")


def test_a_backup_to_a_stick_without_room_leaves_earlier_ones_alone(
    store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    first = backup_to(store, tmp_path / "stick" / "a.db", clock)
    content = first.file.read_bytes()
    (tmp_path / "stick" / "b.db.part").mkdir()
    with pytest.raises(StoreUnavailable):
        backup_to(store, tmp_path / "stick" / "b.db", clock)
    assert first.file.read_bytes() == content
