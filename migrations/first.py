"""``python -m migrations.first``: write the first revision anew from the models. Only before the first release.

From the first release on, 0001 is history: a change of the models then comes with a revision of its own.
"""

from __future__ import annotations

from pathlib import Path

from sentra_pos.db.tables import schema_statements

SCRIPT = Path(__file__).parent / "versions" / "0001_first.sql"


def main() -> None:
    """Replace the file."""
    SCRIPT.write_text("\n\n".join(schema_statements()) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
