"""``python -m tests.printing.record_transcripts --emupos PATH``: an interpreter that is not ours reads the receipts.

Needs emupos 0.4.0 in an environment of its own (Python 3.13 or newer): ``python3.13 -m venv emu`` and
``emu/bin/pip install emupos==0.4.0``, then ``--emupos emu/bin/emupos``. Run it after every change of the bytes; what
it saw is kept in ``transcripts/`` and held against grid and bytes by test_transcripts.py.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import zxingcpp
from PIL import Image

from sentra_pos.printing.blocks import Slip
from sentra_pos.printing.escpos_bytes import receipt_bytes
from sentra_pos.printing.layout import Grid, lay_out
from sentra_pos.printing.profiles import GENERIC_58, GENERIC_80, Profile
from tests.printing.samples import cash_receipt, qris_receipt

FOLDER: Final = Path(__file__).parent / "transcripts"
_START_SECONDS: Final = 20.0
_58_MM: Final = """\
type: printer
name: Generic 58 mm
dpi: 203
width_dots: 384
font_a: { width: 12, height: 24 }
font_b: { width: 9, height: 17 }
code_pages: { 0: PC437 }
default_code_page: 0
drawer_sensor_open_level: high
printer_id: { model: 0x20, autocutter: false, maker: GENERIC, name: "58", column_emulation_mode: false }
serial: { baud: 9600, data_bits: 8, parity: none, stop_bits: 1 }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One receipt on one paper."""

    name: str
    slip: Slip
    profile: Profile

    @property
    def grid(self) -> Grid:
        return lay_out(self.slip, self.profile.columns)

    @property
    def payload(self) -> bytes:
        return receipt_bytes(self.grid, self.profile)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.payload).hexdigest()

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}.json"


SAMPLES: Final = tuple(
    Sample(name=f"{name}-{profile.paper_mm}mm", slip=slip, profile=profile)
    for profile in (GENERIC_58, GENERIC_80)
    for name, slip in (("cash", cash_receipt()), ("qris", qris_receipt()), ("copy", cash_receipt().headed("SALINAN 1")))
)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return int(taken.getsockname()[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Emulator:
    """emupos at work: its API, and a printer for each paper width."""

    api: str
    ports: dict[int, int]
    log: Path

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.api}{path}", timeout=10) as answer:
            return bytes(answer.read())


@contextmanager
def running(emupos: str) -> Iterator[Emulator]:
    """Start it in a folder of its own; end it by its own process."""
    with tempfile.TemporaryDirectory() as name:
        folder, api, ports = Path(name), _free_port(), {58: _free_port(), 80: _free_port()}
        (folder / "p58.yaml").write_text(_58_MM, encoding="utf-8")
        devices = "".join(
            f"  - {{ id: p{mm}, type: printer, profile: {profile},"
            f" connections: [ {{ tcp: {{ port: {ports[mm]} }} }} ], receipts_dir: ./r{mm} }}\n"
            for mm, profile in ((58, "./p58.yaml"), (80, "epson-tm-t20iii"))
        )
        config = f"schema: 1\napi: {{ host: 127.0.0.1, port: {api} }}\ndevices:\n{devices}"
        (folder / "emupos.yaml").write_text(config, encoding="utf-8")
        log = folder / "log"
        with (
            log.open("wb") as out,
            subprocess.Popen(
                [emupos, "run", "--config", "emupos.yaml"], cwd=folder, stdout=out, stderr=subprocess.STDOUT
            ) as process,
        ):
            try:
                emulator = Emulator(api=f"http://127.0.0.1:{api}/api/v1", ports=ports, log=log)
                _wait_for(emulator)
                yield emulator
            finally:
                process.terminate()


def _wait_for(emulator: Emulator) -> None:
    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            emulator.get("/devices")
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def transcript(sample: Sample, emulator: Emulator) -> dict[str, Any]:
    """Print one sample and write down what the interpreter made of it."""
    device = f"/devices/p{sample.profile.paper_mm}"
    with socket.create_connection(("127.0.0.1", emulator.ports[sample.profile.paper_mm]), timeout=10) as connection:
        connection.sendall(sample.payload)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1024):
            pass
    with Image.open(io.BytesIO(emulator.get(f"{device}/receipts/latest/image"))) as picture:
        codes = sorted(found.text for found in zxingcpp.read_barcodes(picture.convert("L")))
    text = emulator.get(f"{device}/receipts/latest/text").decode("utf-8")
    receipts = json.loads(emulator.get(f"{device}/receipts"))
    return {
        "interpreter": "emupos 0.4.0",
        "bytes": len(sample.payload),
        "sha256": sample.sha256,
        "text": text.splitlines(),
        "codes": codes,
        "ended_by": receipts[0]["boundary"],
    }


def main() -> int:
    """Record all samples; the exit code is 1 where the interpreter met a command or code page that it does not know."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--emupos", default="emupos", help="the emupos program")
    emupos = str(Path(parser.parse_args().emupos).absolute()) if Path(parser.parse_args().emupos).exists() else "emupos"
    FOLDER.mkdir(exist_ok=True)
    with running(emupos) as emulator:
        for sample in SAMPLES:
            made = transcript(sample, emulator)
            text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
            sample.file.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(
                f"{sample.name}: {made['bytes']} bytes, {len(made['text'])} lines, codes {made['codes']}\n"
            )
        log = emulator.log.read_text(encoding="utf-8", errors="replace")
    strange = [line for line in log.splitlines() if "unknown" in line or "unsupported" in line]
    sys.stdout.write("\n".join(strange) or "no unknown command, no unsupported code page\n")
    return 1 if strange else 0


if __name__ == "__main__":
    sys.exit(main())
