"""What the doctor says: findings, and the rules that give them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sentra_pos.core.speech import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it must be.

    ``code`` is stable and for machines; one that starts with ``conflict.`` is no damage but something that people must
    settle with a document. ``row`` names where, ``sentence`` says what, ``remedy`` what to do.
    """

    code: str
    row: str
    sentence: str
    remedy: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One question to the store whose every answer is a finding.

    The answer's columns fill ``row`` and ``sentence``. A column called ``document`` also gives ``paper``, the number
    printed on that document, and one called ``other_document`` gives ``other``. ``quick`` rules read little, whatever
    the size of the store.
    """

    code: str
    sql: str
    row: str
    sentence: str
    remedy: str
    quick: bool = False

    def finding(self, fields: dict[str, Any]) -> Finding:
        return Finding(
            code=self.code,
            row=self.row.format(**fields),
            sentence=_(self.sentence).format(**fields),
            remedy=_(self.remedy),
        )
