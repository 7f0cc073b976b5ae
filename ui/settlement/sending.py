"""Send a sheet's command, ask a second person where one is needed, and say in the sheet what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sentra_pos.core.errors import SentraError
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.messages import Banner
from ui.people.approving import Approving, nothing_more


class Sending:
    """The last line of a sheet's content; ``send`` ends the sheet with the act's result."""

    def __init__(self, sheet: Sheet, context: Context, saying: Callable[[Any], str] = nothing_more) -> None:
        self._sheet = sheet
        self.runner = Approving(context, sheet, saying=saying)
        self.banner = Banner("", "bad")
        self.banner.hide()
        sheet.content.addWidget(self.banner)

    def send(self, act: Any, command: Any) -> None:
        """Once; a refusal leaves the sheet open."""
        self.banner.hide()
        self._sheet.busy(True)
        self.runner.write(
            act,
            command,
            self._done,
            self.tell,
            ended=lambda: self._sheet.busy(False),
            origin=self._sheet,
        )

    def _done(self, result: object) -> None:
        self._sheet.busy(False)
        self._sheet.finish(result)

    def tell(self, trouble: SentraError) -> None:
        """Why it was not done."""
        self.banner.tell(str(trouble), "bad")
        if self._sheet.isVisible():
            self._sheet.adjust()
