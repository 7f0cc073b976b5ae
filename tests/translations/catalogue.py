"""What the code says and what the catalogue knows; ``python -m tests.translations.catalogue`` brings them together.

New messages are added without a translation (the test then fails until somebody translates them), messages that the
code no longer says are dropped, and the compiled catalogue is written beside the text.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "locale" / "id" / "LC_MESSAGES"
TEXT = FOLDER / "sentra_pos.po"
COMPILED = FOLDER / "sentra_pos.mo"
_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def said_by_the_code() -> Catalog:
    """Every message marked in the sources, with where it stands."""
    catalogue = Catalog(
        domain="sentra_pos",
        locale="id",
        project="sentra-pos",
        version="1",
        charset="utf-8",
        header_comment="# Indonesian of sentra-pos.",
        msgid_bugs_address="-",
        last_translator="The sentra-pos authors",
        language_team="Indonesian",
        fuzzy=False,
    )
    for package in ("sentra_pos", "ui"):
        for file in sorted((ROOT / package).rglob("*.py")):
            where = file.relative_to(ROOT).as_posix()
            for _line, message, comments, _context in extract_from_file(
                "python", file, keywords=_KEYWORDS, comment_tags=["TRANSLATORS:"]
            ):
                if message:
                    catalogue.add(message, locations=[(where, 0)], auto_comments=comments)
    return catalogue


def known() -> Catalog:
    """The catalogue as it is kept."""
    if not TEXT.exists():
        return Catalog(domain="sentra_pos", locale="id", charset="utf-8")
    with TEXT.open("rb") as file:
        return read_po(file, locale="id", domain="sentra_pos")


def compiled(catalogue: Catalog) -> bytes:
    """The bytes that the program reads; the same for the same catalogue."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def texts(message: Message) -> tuple[str, ...]:
    """The message's own forms, one or two."""
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)


def translations(message: Message) -> tuple[str, ...]:
    """Its Indonesian forms (Indonesian has one for every number)."""
    said = message.string
    return tuple(said) if isinstance(said, (tuple, list)) else (said or "",)


def bring_together() -> list[str]:
    """Write the catalogue anew; the messages that still have no translation."""
    old = {texts(message): message for message in known() if message.id}
    fresh = said_by_the_code()
    for message in fresh:
        before = old.get(texts(message))
        if message.id and before is not None:
            message.string = before.string
    # Dates of writing would make every refresh a change.
    fresh.creation_date = fresh.revision_date = datetime(2026, 11, 22, tzinfo=UTC)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TEXT.open("wb") as file:
        write_po(file, fresh, sort_output=True, omit_header=False, include_lineno=False, width=120)
    COMPILED.write_bytes(compiled(known()))
    return [texts(message)[0] for message in fresh if message.id and not all(translations(message))]


if __name__ == "__main__":
    for missing in bring_together():
        sys.stdout.write(missing + "\n")
