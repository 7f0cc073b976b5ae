"""What other screens have of the counter: a button that opens it for the artisan chosen there, and the objections."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sentra_pos.artisan_counter.enter_counter import CounterOpened, OpenCounter, open_counter
from sentra_pos.artisan_counter.objection_queries import open_objections
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from sentra_pos.people.permissions import Permission
from ui.context import Context
from ui.kit.buttons import Button, secondary
from ui.people.approving import Approving


def counter_button(screen: QWidget, context: Context, key: str, chosen: Callable[[], PartyId | None]) -> Button:
    """Opens the counter for the chosen artisan, and locks the till behind it."""

    def press() -> None:
        party = chosen()
        if party is not None:
            command = OpenCounter(by=context.by, party=party)
            Approving(context, screen).write(open_counter, command, opened, origin=screen)

    def opened(answer: CounterOpened) -> None:
        context.counter(answer.artisan)

    made = secondary(_("Artisans' counter"), key, icon="users-three", on=press)
    if not context.may(Permission.OPEN_ARTISAN_COUNTER):
        made.hide()
    return made


class ObjectionsBadge(Button):
    """How many objections wait; not there while there are none. Pressed, it lists them to be answered."""

    def __init__(self, screen: QWidget, context: Context, key: str) -> None:
        super().__init__(_("Objections"), "danger", key, self._open)
        self._screen, self._context = screen, context
        self.hide()

    def refresh(self) -> None:
        """Count them again."""
        self._context.runner.read(open_objections, self._show, origin=self._screen)

    def _show(self, count: int) -> None:
        self.set_label(_("Objections ({count})").format(count=format_number(count)))
        self.setVisible(count > 0)

    def _open(self) -> None:
        from ui.artisan.shop_sheets import ObjectionsSheet  # a day without an objection does not need it

        sheet = ObjectionsSheet(self._screen, self._context)
        sheet.returned.connect(lambda _answer: self.refresh())
        sheet.open()
