"""The consignment screen."""

from __future__ import annotations

from ui.context import Context
from ui.kit.screen import Screen


class ConsignmentScreen(Screen):
    """To be filled."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
