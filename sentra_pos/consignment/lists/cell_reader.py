"""Reading the cells of one row by field, and remembering in the sheet's own words what was not understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from sentra_pos.consignment.lists.headings import ArtisanField, GoodsField
from sentra_pos.consignment.lists.match_columns import Matching
from sentra_pos.consignment.lists.records import RowProblem
from sentra_pos.consignment.lists.table import Row
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown

Field = TypeVar("Field", GoodsField, ArtisanField)
Value = TypeVar("Value")

LONGEST_NAME = 200
LONGEST_REMARK = 1000
_DASHES = frozenset({"-", "--", "–", "—", "_", "."})
_FORMULA_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")


class CellReader(Generic[Field]):
    """One row's cells; every ``problem`` names the column as the sheet does."""

    def __init__(self, row: Row, matching: Matching[Field], label: Callable[[Field], str]) -> None:
        self.problems: list[RowProblem] = []
        self._row = row
        self._matching: Matching[Field] = matching
        self._label: Callable[[Field], str] = label

    def raw(self, field: Field) -> str:
        """The cell as it stands."""
        return self._row.cell(self._matching.column(field))

    def text(self, field: Field, *, longest: int = LONGEST_NAME) -> str:
        """The cell, empty where it holds only a dash; a formula's error or a far too long text is a problem."""
        text = self.raw(field)
        if text in _DASHES:
            return ""
        if text.upper() in _FORMULA_ERRORS:
            self.problem(field, _("The formula in this cell has an error; type the value instead."))
            return ""
        if len(text) > longest:
            self.problem(field, _("This text is too long; keep it under {longest} letters.").format(longest=longest))
            return ""
        return text

    def read(self, field: Field, parse: Callable[[str], Value]) -> Value | None:
        """The cell's value, or None where it is empty or (then a problem) not understood."""
        text = self.text(field)
        if not text:
            return None
        try:
            return parse(text)
        except SentraError as error:
            self.problem(field, str(error))
            return None

    def needed(self, field: Field, parse: Callable[[str], Value], *, reason: str) -> Value | None:
        """Like ``read``, but an empty cell is a problem, for the reason given."""
        before = len(self.problems)
        value = self.read(field, parse)
        if value is None and len(self.problems) == before:
            self.problem(field, reason)
        return value

    def problem(self, field: Field, reason: str) -> None:
        """Remember that this cell cannot be taken, and why."""
        self.problems.append(
            RowProblem(
                row_number=self._row.number,
                column=self._matching.heading(field) or self._label(field),
                text=shown(self.raw(field)),
                reason=reason,
            )
        )
