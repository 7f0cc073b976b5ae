"""Every screen and sheet of the program, one after the other, with goods, sales and settlements in them.

For what must hold everywhere: no word cut off, large targets, names for screen readers, keys that do not clash.
`python -m tests.ui.every_screen FOLDER [light|dark] [WIDTHxHEIGHT] [--fingers]` keeps pictures of them all and says
which words are cut off; under QT_SCALE_FACTOR it does so for a screen that is scaled.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QSize

from sentra_pos.change_look import Look, Theme
from tests.ui.scenes import FAIR_SCENES, SCENES
from tests.ui.visit import Visit
from ui.desk import put_on
from ui.kit.check_text import clipped_texts

USUAL, SMALL = (1366, 768), (1024, 768)
#: What is left of 1920×1080 at 150 %: the program's own pixels are larger then.
SCALED = (1280, 720)


def visit_all(
    folder: Path, *sizes: tuple[int, int], theme: Theme = Theme.LIGHT, fingers: bool = False
) -> Iterator[tuple[str, Visit]]:
    """Every scene's name while it can be seen, at each size of the window; two shops, one after the other."""
    for shop, scenes in (("shop", SCENES), ("fair", FAIR_SCENES)):
        place = folder / shop
        place.mkdir()
        visit = Visit(place, Look(theme=theme, number_pad=fingers))
        try:
            for scene in scenes:
                for name in scene(visit):
                    for size in _beginning_with_its_own(visit.window.size(), sizes):
                        visit.window.resize(size)
                        visit.hands.settle()
                        yield name, visit
        finally:
            visit.close()
            put_on(Look())


def _beginning_with_its_own(now: QSize, sizes: Sequence[tuple[int, int]]) -> list[QSize]:
    """Once less for each scene is the window laid out anew."""
    return sorted((QSize(*size) for size in sizes), key=lambda size: size != now)


def cut_words(visit: Visit) -> list[str]:
    """What cannot be read whole, in the window and in the sheet over it."""
    top = visit.top()
    return clipped_texts(visit.window) + (clipped_texts(top) if top is not visit.window else [])


def main(arguments: list[str]) -> int:
    """Keep pictures; 1 when words are cut off."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [part for part in arguments[1:] if "x" in part]
    width, height = (int(part) for part in sizes[0].split("x")) if sizes else USUAL
    theme = next((theme for theme in Theme if theme.value in arguments), Theme.LIGHT)
    cut = 0
    with tempfile.TemporaryDirectory() as place:
        walk = visit_all(Path(place), (width, height), theme=theme, fingers="--fingers" in arguments)
        for number, (name, visit) in enumerate(walk, start=1):
            visit.picture().save(str(folder / f"{number:02d}-{name}.png"))
            wrong = cut_words(visit)
            fits = visit.window.size() == QSize(width, height)
            if wrong or not fits:
                sys.stdout.write(f"{name}: {'; '.join(wrong)}{'' if fits else ' (the window is larger)'}\n")
                cut += 1
        sys.stdout.write(f"{number} pictures\n")
    return 1 if cut else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
