"""What the printers in the shop can do: two generic ones to begin with, every option for the owner to correct."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Final

from sentra_pos.core.speech import N_, _
from sentra_pos.printing.errors import WrongPrinterSettings

#: Dots of a character cell of font A, and of the line feed that follows it (1/6 inch at 203 dpi less a hair).
FONT_A_WIDTH: Final = 12
CELL_HEIGHT: Final = 24
LINE_HEIGHT: Final = 30
DOTS_PER_MM: Final = 8


class QrMode(StrEnum):
    """Who draws the QR code: the printer (few bytes) or we (works everywhere)."""

    NATIVE = "native"
    IMAGE = "image"


class TextMode(StrEnum):
    """Letters by the printer's own font, or the whole slip as one picture for printers that garble text."""

    FONT = "font"
    RASTER = "raster"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One printer's abilities.

    ``dots`` across the paper (8 a millimetre), ``columns`` of text, ``code_page`` the argument of ``ESC t`` that
    selects CP437, drawer pulse in units of 2 ms, ``fragment_height`` the dots of one piece of a picture (cheap
    buffers overrun; some garble multiples of 48), ``answers_status`` whether ``DLE EOT`` and ``GS r`` are answered.
    """

    name: str
    paper_mm: int
    dots: int
    columns: int
    code_page: int = 0
    cut: bool = False
    qr_mode: QrMode = QrMode.IMAGE
    text_mode: TextMode = TextMode.FONT
    drawer_pin: int = 2
    drawer_on: int = 50
    drawer_off: int = 50
    fragment_height: int = 104
    answers_status: bool = False

    def __post_init__(self) -> None:
        for wrong, reason in (
            (self.dots % 8 or not 200 <= self.dots <= 832, N_("dots across must be a multiple of 8, 200 to 832")),
            (not 20 <= self.columns <= self.dots // 8, N_("too many or too few columns for this width")),
            (not 40 <= self.paper_mm <= 112, N_("the paper is 40 to 112 mm wide")),
            (not 0 <= self.code_page <= 255, N_("the code page is a number from 0 to 255")),
            (self.drawer_pin not in (2, 5), N_("the drawer is on pin 2 or 5")),
            (not (1 <= self.drawer_on <= 255 and 1 <= self.drawer_off <= 255), N_("the drawer pulse is 1 to 255")),
            (not 24 <= self.fragment_height <= 960, N_("picture pieces are 24 to 960 dots high")),
        ):
            if wrong:
                raise WrongPrinterSettings(reason=_(reason))

    @property
    def cell_width(self) -> int:
        """Dots of one character, floored; what is left over is margin on both sides."""
        return self.dots // self.columns

    @property
    def font_b(self) -> bool:
        """Whether so many columns need the printer's small font."""
        return self.columns * FONT_A_WIDTH > self.dots and self.cell_width < FONT_A_WIDTH

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; ``from_json`` gives an equal profile back."""
        return {name: value.value if isinstance(value, StrEnum) else value for name, value in asdict(self).items()}

    @staticmethod
    def from_json(value: dict[str, Any]) -> Profile:
        """The profile that ``to_json`` wrote; options of another version are passed over."""
        known = {f.name for f in fields(Profile)}
        given = {name: option for name, option in value.items() if name in known}
        given["qr_mode"] = QrMode(given.get("qr_mode", QrMode.IMAGE))
        given["text_mode"] = TextMode(given.get("text_mode", TextMode.FONT))
        return Profile(**given)


GENERIC_58: Final = Profile(name=N_("58 mm generic"), paper_mm=58, dots=384, columns=32)
GENERIC_80: Final = Profile(
    name=N_("80 mm generic"), paper_mm=80, dots=576, columns=48, cut=True, qr_mode=QrMode.NATIVE
)
