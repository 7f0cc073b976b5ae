"""What is done without a window: the doctor, backup, restore, and one clear sentence for whatever goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sentra_pos import __version__
from sentra_pos.__main__ import main
from sentra_pos.core.clock import FixedClock
from sentra_pos.db.connection import sqlite
from sentra_pos.db.opening import open_store
from tests.factories import found_a_shop

ROOT = Path(__file__).parents[1]


@pytest.fixture
def shop_file(tmp_path: Path, clock: FixedClock) -> Path:
    """A founded shop, closed."""
    file = tmp_path / "toko" / "toko.sqlite3"
    store = open_store(file, clock)
    found_a_shop(store, clock)
    store.close()
    return file


def damage(file: Path, statement: str) -> None:
    connection = sqlite.connect(str(file))
    connection.execute(statement)
    connection.commit()
    connection.close()


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "sentra_pos", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out.strip() == f"sentra-pos {__version__}"


def test_the_doctor_is_silent_when_all_is_well(shop_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(shop_file), "doctor"]) == 0
    assert capsys.readouterr() == ("", "")


def test_the_doctor_names_what_is_wrong(shop_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(shop_file, "UPDATE chain_head SET seq = seq + 1 WHERE chain = 'event'")

    assert main(["--store", str(shop_file), "doctor", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["well"] is False
    assert said["findings"]
    assert all(set(finding) >= {"code", "sentence", "remedy"} for finding in said["findings"])


def test_the_doctor_tells_a_program_also_that_all_is_well(shop_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(shop_file), "doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"well": True, "findings": []}


# On Windows what is redirected is in the code page of the place.
@pytest.mark.parametrize("as_json", [True, False])
def test_a_code_page_that_lacks_a_letter_cannot_stop_the_doctor(shop_file: Path, as_json: bool) -> None:
    odd = shop_file.with_name("toko ꦧꦠꦶꦏ.sqlite3")
    shop_file.rename(odd)
    odd.write_bytes(odd.read_bytes()[:30000])

    ended = run("--store", str(odd), "doctor", *(["--json"] if as_json else []), PYTHONIOENCODING="cp1252")

    assert ended.returncode == 1, ended.stderr
    assert ended.stderr == ""
    if as_json:
        assert json.loads(ended.stdout)["findings"][0]["row"] == odd.name
    else:
        assert "toko \\ua9a7" in ended.stdout


def test_the_store_is_named_before_the_command_or_after_it(
    shop_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, copy = tmp_path / "other.sqlite3", tmp_path / "copy.sqlite3"
    where = ["--store", str(shop_file)]
    assert main(["doctor", *where]) == 0
    assert main(["--store", str(other), "doctor", "--quick", *where]) == 0
    assert main(["backup", str(copy), *where]) == 0
    assert main(["restore", "--store", str(other), str(copy)]) == 0
    assert other.is_file()
    assert main(["practice", "--store", str(tmp_path / "none.sqlite3")]) == 1


@pytest.mark.parametrize("command", ["demo", "tour"])
@pytest.mark.parametrize("after", [True, False])
def test_a_command_that_makes_a_store_of_its_own_takes_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, after: bool
) -> None:
    # No folder: neither gets far, where the store is not refused.
    asked = [command, str(Path(__file__) / "folder")]
    where = ["--store", str(tmp_path / "x.sqlite3")]
    with pytest.raises(SystemExit) as ended:
        main([*asked, *where] if after else [*where, *asked])
    assert ended.value.code == 2
    assert "--store" in capsys.readouterr().err


def test_a_backup_comes_back(shop_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "cadangan.sqlite3"

    assert main(["--store", str(shop_file), "backup", str(copy)]) == 0
    assert main(["--store", str(shop_file), "restore", str(copy)]) == 0
    assert main(["--store", str(shop_file), "doctor"]) == 0
    assert str(copy) in capsys.readouterr().out


def test_a_shop_needs_a_display_and_says_so(tmp_path: Path) -> None:
    ended = run("--language", "en", "--store", str(tmp_path / "toko.sqlite3"))

    assert ended.returncode == 1
    assert ended.stderr.strip() == "There is no display here. Try “tour FOLDER”: it plays the shop without one."
    assert not (tmp_path / "toko.sqlite3").exists()


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda file: damage(file, "PRAGMA user_version=999999"), "version 999999"),
        (lambda file: file.write_bytes(b"bukan basis data" * 500), "not a shop"),
    ],
    ids=["a newer store", "no store at all"],
)
def test_a_store_that_cannot_be_opened_is_one_sentence_and_left_alone(
    shop_file: Path, tmp_path: Path, prepare: object, sentence: str
) -> None:
    assert callable(prepare)
    prepare(shop_file)
    before = shop_file.read_bytes()

    ended = run("--language", "en", "--store", str(shop_file), "backup", str(tmp_path / "x.sqlite3"))

    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert shop_file.read_bytes() == before
