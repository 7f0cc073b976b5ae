"""A field for a length in millimetres, kept in tenths."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from sentra_pos.tags.sheets import millimetres
from ui.kit.fields import ValueField

_LENGTH = re.compile(r"([-−]?)(\d{1,3})(?:[.,](\d))?")


class NotALength(SentraError):
    message = N_("Please write millimetres, such as 33 or 33,5.")


class MillimetreEdit(ValueField[int]):
    """Reads 33, 33,5 and 33.5; a minus is for whoever takes the value to judge."""

    def __init__(self, tenths: int) -> None:
        super().__init__(tenths)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def read(self, text: str) -> int:
        found = _LENGTH.fullmatch(text.strip().removesuffix("mm").strip())
        if found is None:
            raise NotALength
        tenths = int(found[2]) * 10 + int(found[3] or 0)
        return -tenths if found[1] else tenths

    def shown(self, value: int) -> str:
        return millimetres(value)
