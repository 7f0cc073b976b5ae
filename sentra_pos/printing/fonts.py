"""The typefaces that travel with the program: a monospace for slips, Plus Jakarta Sans for papers (all OFL)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

from sentra_pos.core.resources import resource_path

#: Height of a letter box over the width of its cell is fixed by the typeface: JetBrains Mono advances 0.6 em.
MONO_ADVANCE: Final = 0.6

_MONO: Final = "fonts/JetBrainsMono_400Regular.ttf"
_MONO_BOLD: Final = "fonts/JetBrainsMono_700Bold.ttf"
_JAVANESE: Final = "fonts/NotoSansJavanese_400Regular.ttf"
#: Chinese and Japanese would be 5 MB more to ship; where the system has such a typeface it is used, else boxes appear.
_FROM_THE_SYSTEM: Final = ("msyh.ttc", "msgothic.ttc", "NotoSansCJK-Regular.ttc", "DroidSansFallbackFull.ttf")


def mono_path(*, bold: bool) -> Path:
    """The monospace file."""
    return resource_path(_MONO_BOLD if bold else _MONO)


@lru_cache(maxsize=32)
def mono(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """The monospace at ``size`` pixels an em."""
    return ImageFont.truetype(str(mono_path(bold=bold)), size)


def font_for(letters: str, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """A typeface that can draw these letters, which are not ASCII."""
    if any("\ua980" <= letter <= "\ua9df" for letter in letters):
        return _script(str(resource_path(_JAVANESE)), size)
    if any(letter >= "\u2e80" for letter in letters) and (name := _wide_typeface()) is not None:
        return _script(name, size)
    return mono(size, bold=bold)


@lru_cache(maxsize=32)
def _script(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(name, size)


@lru_cache(maxsize=1)
def _wide_typeface() -> str | None:
    for name in _FROM_THE_SYSTEM:
        try:
            ImageFont.truetype(name, 10)
        except OSError:
            continue
        return name
    return None
