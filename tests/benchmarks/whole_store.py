"""The doctor and the backup over a million lines: seconds and memory, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.make_big_store import BigStore

_WORK = """
import json, sys, time
from pathlib import Path
what, file, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
from sentra_pos.core.clock import SystemClock
from sentra_pos.db.backup import copy_checked
from sentra_pos.doctor.examine import examine
from sentra_pos.shop import sentences_of_doctor
began = time.perf_counter()
if what == "backup":
    copy_checked(file, target, SystemClock(), check=sentences_of_doctor)
    found = ()
else:
    found = examine(file, quick=what == "quick")
took = time.perf_counter() - began
status = Path("/proc/self/status").read_text()
peak = int(status.split("VmHWM:")[1].split()[0]) // 1024
print(json.dumps({"took": took, "peak": peak, "found": [str(each) for each in found][:5]}))
"""


def whole_figures(store: BigStore, folder: Path) -> Iterator[Figure]:
    """The doctor must be silent about the store, or the other figures mean little."""
    for what, name in (("quick", "doctor --quick"), ("full", "doctor"), ("backup", "backup, checked by the doctor")):
        target = folder / "backup.db"
        told = subprocess.run(
            [sys.executable, "-c", _WORK, what, str(store.file), str(target)],
            check=True,
            capture_output=True,
            text=True,
        )
        target.unlink(missing_ok=True)
        answer = json.loads(told.stdout)
        yield Figure(
            name=f"{name}, 1,000,000 lines",
            value=f"{answer['took']:.1f} s, {answer['peak']} MB",
            goal="" if what == "backup" else "silent",
            met=None if what == "backup" else not answer["found"],
            remark=" ".join(answer["found"]),
        )
