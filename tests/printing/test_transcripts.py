"""What an interpreter that is not ours read in our bytes (recorded by record_transcripts.py) is what the grid says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sentra_pos.printing.layout import BarcodeLine, QrLine, TextLine
from tests.printing.record_transcripts import FOLDER, SAMPLES, Sample

RECORD_AGAIN = "the bytes have changed: run python -m tests.printing.record_transcripts and look at what it read"


@pytest.fixture(params=SAMPLES, ids=lambda sample: sample.name)
def sample(request: pytest.FixtureRequest) -> Sample:
    made: Sample = request.param
    return made


@pytest.fixture
def recorded(sample: Sample) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(sample.file.read_text(encoding="utf-8"))
    return read


def test_the_bytes_are_those_that_were_read(sample: Sample, recorded: dict[str, Any]) -> None:
    assert sample.sha256 == recorded["sha256"], RECORD_AGAIN


def test_the_text_read_is_the_grid(sample: Sample, recorded: dict[str, Any]) -> None:
    printed = [line.text for line in sample.grid.lines if isinstance(line, TextLine) and line.text]
    read = [line.rstrip() for line in recorded["text"] if line.strip() and not line.startswith("[")]
    # A barcode's digits stand under it in plain type.
    digits = {line.digits for line in sample.grid.lines if isinstance(line, BarcodeLine)}
    assert [line for line in read if line.strip() not in digits] == printed


def test_the_codes_in_its_picture_can_be_scanned(sample: Sample, recorded: dict[str, Any]) -> None:
    wanted = [line.digits for line in sample.grid.lines if isinstance(line, BarcodeLine)]
    wanted += [line.data for line in sample.grid.lines if isinstance(line, QrLine)]
    assert recorded["codes"] == sorted(wanted)
    assert wanted


def test_no_recording_is_left_of_a_sample_that_is_gone() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == {sample.name for sample in SAMPLES}
