"""The file itself: is it ours, sound, of this program's version, and are its tables and triggers as shipped?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from sentra_pos.core.speech import N_, _
from sentra_pos.doctor.findings import Finding, Rule
from sentra_pos.doctor.reader import RESTORE, TOLD
from sentra_pos.doctor.shipped_schema import OBJECTS, REVISION

_APPLICATION = 0x53504F53
_REINSTALL = N_("Restore the newest good backup; a store is never changed by other programs.")

INTEGER_COLUMNS = {
    "document": ("received_seq", "epoch", "seq", "number", "at", "utc_offset_minutes"),
    "document_line": ("line_no", "amount"),
    "line_allocation": ("quantity", "list_amount", "discount", "share", "shop_part"),
    "goods_move": ("quantity",),
    "money_move": ("amount",),
    "account_balance": ("balance",),
    "stock_balance": ("quantity",),
}
#: The tables that grow with every sale.
WALKED = frozenset(("document_line", "line_allocation", "goods_move", "money_move"))
#: STRICT tables keep floats and text out of integer columns; a look at the first rows proves that they are STRICT.
SAMPLED = 500


def check_header(connection: Any) -> Iterator[Finding]:
    """Whether the file is a store of this program and version; all other checks rest on it."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != _APPLICATION:
        yield Finding(
            code="file.not_a_store",
            row=f"application_id {application:#x}",
            sentence=_("This file does not say that it is a shop's store."),
            remedy=_("Check that the right file was named."),
        )
        return
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    named = connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()[0]
    revisions = [row[0] for row in connection.execute("SELECT version_num FROM alembic_version")] if named else []
    if version != REVISION or revisions != [f"{REVISION:04d}"]:
        yield Finding(
            code="file.revision",
            row=f"user_version {version}, alembic_version {', '.join(revisions) or '-'}",
            sentence=_("The store is of version {found}, this program's is {wanted}.").format(
                found=version, wanted=REVISION
            ),
            remedy=_("Open the store with the newest program, which brings it up to date on a copy first."),
        )


def check_schema(connection: Any) -> Iterator[Finding]:
    """Whether every table, index and trigger is there, spelled as shipped, and nothing else is."""
    found = {f"{kind} {name}": fingerprint(sql) for kind, name, sql in connection.execute(SCHEMA)}
    for name in sorted(OBJECTS.keys() | found.keys()):
        if found.get(name) == OBJECTS.get(name):
            continue
        if name not in found:
            sentence = _("{name} is missing.")
        elif name not in OBJECTS:
            sentence = _("{name} does not belong here.")
        else:
            sentence = _("{name} is not as it was shipped.")
        yield Finding(code="file.schema", row=name, sentence=sentence.format(name=name), remedy=_(_REINSTALL))


#: What counts as shipped: SQLite's own tables and Alembic's are not ours to vouch for.
SCHEMA = (
    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'alembic_version' "
    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)


def fingerprint(sql: str) -> str:
    """A short hash of a statement, however its white space was laid out."""
    return hashlib.sha256(" ".join(sql.split()).encode()).hexdigest()[:16]


def check_pages(connection: Any, *, quick: bool) -> Iterator[Finding]:
    """SQLite's own look at every page: ``quick`` leaves out whether the indexes agree with their tables."""
    pragma = "quick_check" if quick else "integrity_check"
    for (said,) in connection.execute(f"PRAGMA {pragma}({TOLD})"):
        if said != "ok":
            yield Finding(
                code="file.damaged",
                row=said,
                sentence=_("The file is damaged: {said}").format(said=said),
                remedy=_(RESTORE),
            )


def check_references(connection: Any) -> Iterator[Finding]:
    """Whether every row that names another names one that is there; the walk sees to the large tables."""
    tables = [row[0] for row in connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main'")]
    for name in tables:
        if name in WALKED:
            continue
        for table, row, parent, _number in connection.execute(f'PRAGMA foreign_key_check("{name}")').fetchmany(TOLD):
            yield Finding(
                code="file.reference",
                row=f"{table} {row if row is not None else ''}".strip(),
                sentence=_("A row of {table} names a row of {parent} that is not there.").format(
                    table=table, parent=parent
                ),
                remedy=_(RESTORE),
            )


def type_rules() -> Iterator[Rule]:
    """One rule per table whose numbers must be whole."""
    for table, columns in INTEGER_COLUMNS.items():
        sampled = f"SELECT {', '.join(columns)} FROM {table} LIMIT {SAMPLED}"
        strange = " OR ".join(f"typeof({column}) <> 'integer'" for column in columns)
        yield Rule(
            code="file.type",
            sql=f"SELECT count(*) AS rows_found FROM ({sampled}) WHERE {strange} HAVING count(*) > 0",
            row=table,
            sentence=N_("{rows_found} rows hold something that is not a whole number."),
            remedy=RESTORE,
            quick=True,
        )
