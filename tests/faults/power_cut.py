"""Play a recording of real acts on a watched disk and cut the power at many moments: ``power_cut.py RECORDING STATES``.

Its own process: it uses apsw, another SQLite library than the shop's. Prints one JSON object of what was found.
"""

from __future__ import annotations

import json
import pickle
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.faults.disk import Acknowledged, Cut, Diary, OnDisk, WatchedDisk

#: Everything a document is made of, so that half of one is seen.
WHOLE = """
SELECT document.id,
       (SELECT count(*) FROM document_line AS part WHERE part.document_id = document.id),
       (SELECT count(*) FROM line_allocation AS part WHERE part.document_id = document.id),
       (SELECT count(*) FROM goods_move AS part WHERE part.document_id = document.id),
       (SELECT count(*) FROM money_move AS part WHERE part.document_id = document.id)
FROM document
"""
SUMS = """
SELECT (SELECT coalesce(sum(quantity), 0) FROM stock_balance), (SELECT coalesce(sum(balance), 0) FROM account_balance),
       (SELECT count(*) FROM document) - (SELECT coalesce(sum(last), 0) FROM number_series)
"""


def play(recording: dict[str, Any], file: Path, diary: Diary) -> dict[bytes, tuple[int, ...]]:
    """Every statement again under the recorded PRAGMAs; gives each document with what belongs to it."""
    file.write_bytes(recording["store"])
    disk = WatchedDisk(diary)
    connection = apsw.Connection(str(file), vfs="watched")
    for pragma in recording["pragmas"]:
        connection.execute(pragma).fetchall()
    for step in recording["steps"]:
        if step[0] == "acknowledged":
            diary.happenings.append(Acknowledged(step[1]))
            continue
        _verb, statement, parameters = step
        for values in parameters:
            connection.execute(statement, values).fetchall()
    documents = {row[0]: tuple(row[1:]) for row in connection.execute(WHOLE)}
    connection.close()
    del disk
    return documents


def moments(diary: Diary, store: bytes, states: int, dice: random.Random) -> Iterator[tuple[OnDisk, Cut]]:
    """So many moments, spread by chance over all that happened, each with a way of losing what was not synced."""
    chosen = Counter(dice.randrange(len(diary.happenings)) for _ in range(states))
    disk = OnDisk(sure={"db": bytearray(store)})
    for number, happening in enumerate(diary.happenings):
        disk.happen(happening)
        for _ in range(chosen[number]):
            yield disk, dice.choice(list(Cut))


def verdicts(
    disk: OnDisk, cut: Cut, file: Path, documents: dict[bytes, tuple[int, ...]], dice: random.Random
) -> set[str]:
    """What is wrong with the shop that somebody would find after this cut."""
    for ending in ("", "-wal", "-journal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    for role, content in disk.after_power_cut(cut, dice).items():
        file.with_name(file.name + ("" if role == "db" else f"-{role}")).write_bytes(content)
    try:
        connection = apsw.Connection(str(file))
        try:
            # Only looked at: nothing is folded back or synced when it is closed.
            connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
            if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
                return {"corrupt"}
            found = {row[0]: tuple(row[1:]) for row in connection.execute(WHOLE)}
            sums = connection.execute(SUMS).fetchall()
        finally:
            connection.close()
    except apsw.Error:
        return {"corrupt"}
    wrong = set()
    if not set(disk.acknowledged) <= set(found):
        wrong.add("lost")
    if any(documents[document] != parts for document, parts in found.items()) or sums != [(0, 0, 0)]:
        wrong.add("torn")
    return wrong


def main(recording: Path, states: int) -> None:
    """Seeded by the recording's own size: the same again gives the same."""
    said = pickle.loads(recording.read_bytes())
    dice = random.Random(states)
    diary = Diary()
    with tempfile.TemporaryDirectory() as folder:
        documents = play(said, Path(folder) / "played.db", diary)
        file = Path(folder) / "found.db"
        count: Counter[str] = Counter()
        for disk, cut in moments(diary, said["store"], states, dice):
            count["states"] += 1
            count.update(verdicts(disk, cut, file, documents, dice))
    result = {name: count[name] for name in ("states", "lost", "torn", "corrupt")}
    sys.stdout.write(
        json.dumps({**result, "happenings": len(diary.happenings), "libraries": sorted(sqlite_libraries())})
    )


def sqlite_libraries() -> set[str]:
    """Which of them this process has loaded; one, or the whole test means nothing."""
    return {"apsw", "pysqlite3", "sqlite3"} & set(sys.modules)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
