"""A list's file, told by its content and not by its name, becomes a table; what is too large is refused unread."""

from __future__ import annotations

from pathlib import Path

from sentra_pos.consignment.lists.read_csv import table_from_text
from sentra_pos.consignment.lists.read_xlsx import table_from_workbook
from sentra_pos.consignment.lists.table import HIGHEST_BYTES, HIGHEST_ROWS, Progress, Table
from sentra_pos.consignment.lists.trouble import (
    EmptyList,
    ListNotReadable,
    LockedSpreadsheet,
    NotASpreadsheet,
    OldSpreadsheet,
    SpreadsheetTooLarge,
)
from sentra_pos.core.typed_text import shown

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A locked .xlsx is an OLE file too; this is the name of the stream that holds it.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHER_TEXT = (b"%pdf", b"{\\rtf", b"<!doctype", b"<html", b"<table", b"<?xml")


def read_table(path: Path, *, progress: Progress | None = None) -> Table:
    """The first sheet that holds anything. Raises a ListTrouble, which says what to do."""
    # Names of files may hold what no screen can show.
    name = shown(path.name)
    content = _content(path, name)
    if not content.strip():
        raise EmptyList(name=name)
    if content.startswith(_OLE):
        raise (LockedSpreadsheet if _LOCKED in content else OldSpreadsheet)(name=name)
    if content.startswith(_ZIP):
        table = table_from_workbook(content, name, progress)
    elif content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_OTHER_TEXT):
        raise NotASpreadsheet(name=name)
    else:
        table = table_from_text(content, name, progress)
    if not table.rows:
        raise EmptyList(name=name)
    return table


def _content(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > HIGHEST_BYTES:
            raise SpreadsheetTooLarge(name=name, rows=HIGHEST_ROWS, megabytes=HIGHEST_BYTES // 1024**2)
        return path.read_bytes()
    except OSError as error:
        raise ListNotReadable(name=name, cause=error.strerror or type(error).__name__) from error
