"""The printer that is always there: each job becomes a numbered picture, its text and its bytes in a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sentra_pos.printing.errors import FolderNotWritable
from sentra_pos.printing.transports.transport import Condition, Delivery, Printout, Progress

_DIGITS: Final = 6


class FolderPrinter:
    """Writes ``000001.png``, ``.txt`` and ``.bin``; a drawer opening has no picture. The bytes come last, so a number
    with bytes is whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, printout: Printout, on_progress: Progress) -> Delivery:
        # Late: a till that only sends bytes never loads the drawing library for this.
        from sentra_pos.printing.picture import draw, to_png

        picture = to_png(draw(printout.grid, printout.profile)) if printout.grid else None
        text = printout.grid.text() if printout.grid else f"[{printout.title}]\n"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            number = self._take_number()
            on_progress(0)
            if picture is not None:
                (self._folder / f"{number}.png").write_bytes(picture)
            (self._folder / f"{number}.txt").write_text(text, encoding="utf-8")
            (self._folder / f"{number}.bin").write_bytes(printout.payload)
        except OSError as error:
            raise FolderNotWritable(address=str(self._folder)) from error
        on_progress(len(printout.payload))
        return Delivery.CONFIRMED

    def condition(self) -> Condition:
        place = next((each for each in (self._folder, *self._folder.parents) if each.exists()), self._folder)
        return Condition.READY if place.is_dir() and os.access(place, os.W_OK) else Condition.NOT_READY

    def _take_number(self) -> str:
        """The next number, taken by creating its text file, so that two tills on one folder never share one."""
        taken = [int(file.stem) for file in self._folder.glob("*.txt") if file.stem.isdecimal()]
        number = max(taken, default=0) + 1
        while True:
            name = f"{number:0{_DIGITS}}"
            try:
                (self._folder / f"{name}.txt").open("x").close()
            except FileExistsError:
                number += 1
                continue
            return name
