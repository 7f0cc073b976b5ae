"""Files are whole under their name or not there: read-only folders, full disks, things in the way, and names."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import file_name, put_file, save_file, settle_folder

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has neither file size limits nor pipes with a name")


class PaperNotSaved(SentraError):
    message = "{file}: {cause}"


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """The disk takes so many bytes of a file and no more."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_is_written_stands_there_in_place_of_what_stood(tmp_path: Path) -> None:
    file = tmp_path / "nota" / "2026" / "N-1.pdf"
    assert put_file(file, b"first") == file
    assert put_file(file, b"second").read_bytes() == b"second"
    assert list(file.parent.iterdir()) == [file]


@POSIX
def test_a_disk_that_fills_up_leaves_what_stood_and_no_half(tmp_path: Path) -> None:
    file = put_file(tmp_path / "pulang.pulang", b"yesterday")
    with no_file_beyond(4096), pytest.raises(OSError, match="too large"):
        put_file(file, b"x" * 20_000)
    assert file.read_bytes() == b"yesterday"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_under_the_wanted_name_is_refused_and_no_half_stays(tmp_path: Path) -> None:
    file = tmp_path / "paket.pameran"
    file.mkdir()
    with pytest.raises(PaperNotSaved) as told:
        save_file(file, b"goods", PaperNotSaved)
    assert told.value.fields["file"] == "paket.pameran"
    assert isinstance(told.value.__cause__, OSError)
    assert told.value.fields["cause"] == told.value.__cause__.strerror
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nota").write_bytes(b"in the way")
    with pytest.raises(PaperNotSaved):
        save_file(tmp_path / "nota" / "N-1.pdf", b"paper", PaperNotSaved)
    assert (tmp_path / "nota").read_bytes() == b"in the way"


def test_two_kinds_of_one_paper_do_not_share_their_half(tmp_path: Path) -> None:
    # Another file of this name is being written; its half is not ours.
    (tmp_path / "nota.part").write_bytes(b"another's")
    (tmp_path / "nota.png.part").write_bytes(b"another's")
    put_file(tmp_path / "nota.pdf", b"paper")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["nota.part", "nota.pdf", "nota.png.part"]


def test_it_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own call is listened to; nothing else tells what lies on a disk and what only in memory."""
    file, settle = tmp_path / "paket.pameran", os.fsync
    seen: list[tuple[bool, list[str]]] = []

    def listened(descriptor: int) -> None:
        settle(descriptor)
        is_folder = os.path.sameopenfile(descriptor, folder) if os.name == "posix" else False
        seen.append((is_folder, sorted(each.name for each in tmp_path.iterdir())))

    folder = os.open(tmp_path, os.O_RDONLY) if os.name == "posix" else -1
    try:
        monkeypatch.setattr(os, "fsync", listened)
        put_file(file, b"goods")
    finally:
        if folder >= 0:
            os.close(folder)
    assert seen[0] == (False, ["paket.pameran.part"])
    assert seen[1:] == ([(True, ["paket.pameran"])] if os.name == "posix" else [])


@POSIX
def test_what_the_disk_would_not_keep_never_gets_its_name(tmp_path: Path) -> None:
    """A pipe takes the bytes, and cannot put them onto any disk."""
    file = put_file(tmp_path / "paket.pameran", b"yesterday")
    pipe = tmp_path / "paket.pameran.part"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(OSError, match="Invalid argument"):
            put_file(file, b"goods")
    finally:
        os.close(reader)
    assert file.read_bytes() == b"yesterday"
    assert list(tmp_path.iterdir()) == [file]


@POSIX
@pytest.mark.parametrize(
    ("said", "is_trouble"), [(errno.EINVAL, False), (errno.EACCES, False), (errno.EIO, True), (errno.ENOSPC, True)]
)
def test_a_file_system_without_a_call_for_folders_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: int, is_trouble: bool
) -> None:
    def answers(_descriptor: int) -> None:
        raise OSError(said, os.strerror(said))

    monkeypatch.setattr(os, "fsync", answers)
    if is_trouble:
        with pytest.raises(OSError, match=os.strerror(said)):
            settle_folder(tmp_path)
    else:
        settle_folder(tmp_path)


def test_names_of_people_become_names_that_windows_takes() -> None:
    assert file_name(' Batik "Tirta" <Umpama>: / a\\b? ') == "Batik Tirta Umpama a b"
    assert file_name("...") == "-"
    assert file_name(" ?? ", "laptop") == "laptop"
    assert file_name(f"{'a' * 79} .b") == "a" * 79
    assert [file_name(name) for name in ("con", "Lpt1.x", "NUL .txt", "Conny", "com")] == [
        "_con",
        "_Lpt1.x",
        "_NUL .txt",
        "Conny",
        "com",
    ]
