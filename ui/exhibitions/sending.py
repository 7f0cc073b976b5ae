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

    def send(
        self,
        act: Any,
        command: Any,
        refused: Callable[[SentraError], bool] = lambda _trouble: False,
        done: Callable[[Any], object] | None = None,
    ) -> None:
        """Once; a refusal leaves the sheet open. ``refused`` says whether it told of the trouble itself."""
        self.banner.hide()
        self._sheet.busy(True)

        def failed(trouble: SentraError) -> None:
            if not refused(trouble):
                self.tell(trouble)

        def stands(result: object) -> None:
            self._sheet.busy(False)
            (done or self._sheet.finish)(result)

        self.runner.write(act, command, stands, failed, ended=lambda: self._sheet.busy(False), origin=self._sheet)

    def tell(self, trouble: SentraError) -> None:
        """Why it was not done."""
        self.say(str(trouble), "bad")

    def say(self, sentence: str, mood: Any = "warn") -> None:
        """Any sentence, in the same line."""
        self.banner.tell(sentence, mood)
        self._sheet.adjust()
