"""A revision that does not exist yet, for stores that are to be brought up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

from sentra_pos.core.resources import migrations_path
from sentra_pos.db.migrate import newest_revision

NEXT = newest_revision() + 1
REVISION = f"""
from __future__ import annotations
import os
from alembic import op
revision = "{NEXT:04d}"
down_revision = "{NEXT - 1:04d}"
def upgrade():
    for statement in STATEMENTS:
        if statement == "die":
            os._exit(9)
        op.execute(statement)
def downgrade():
    op.execute("DROP TABLE colour")
"""
GOOD = ("CREATE TABLE colour (name TEXT PRIMARY KEY) STRICT", "INSERT INTO colour VALUES ('indigo')")


def with_a_next_revision(folder: Path, *statements: str) -> Path:
    shutil.copytree(migrations_path(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    module = folder / "versions" / f"{NEXT:04d}_next.py"
    module.write_text(
        REVISION.replace("def upgrade", f"STATEMENTS = {statements!r}\n\n\ndef upgrade"), encoding="utf-8"
    )
    return folder
