"""Lists made for the moment, as spreadsheet programs write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from sentra_pos.core.resources import resource_path

FIXTURES = resource_path("demo")

Sheet = Sequence[Sequence[object]]


@pytest.fixture
def goods_file() -> Path:
    """A shop's own list of goods, with its usual mess."""
    return FIXTURES / "daftar-barang.xlsx"


@pytest.fixture
def artisans_file() -> Path:
    """A shop's own list of artisans."""
    return FIXTURES / "daftar-perajin.csv"


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[Sheet], Path]:
    """Saves rows as the only sheet of an .xlsx."""

    def save(rows: Sheet) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
        path = tmp_path / "daftar.xlsx"
        book.save(path)
        return path

    return save


@pytest.fixture
def text_file(tmp_path: Path) -> Callable[[bytes], Path]:
    """Saves bytes as a .csv."""

    def save(content: bytes) -> Path:
        path = tmp_path / "daftar.csv"
        path.write_bytes(content)
        return path

    return save
