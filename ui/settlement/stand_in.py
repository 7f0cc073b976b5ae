"""Somebody else takes the money for the artisan: who, and who that is to them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from sentra_pos.settlement.pay_out import Representative
from ui.kit.buttons import secondary
from ui.kit.fields import TextField, with_problem
from ui.kit.layout import column, plain, row


class StandIn(QWidget):
    """Closed until it is asked for; ``moved`` hears when its fields come or go."""

    def __init__(self, moved: Callable[[], object]) -> None:
        super().__init__()
        self._moved = moved
        self.open_button = secondary(_("Somebody else takes it"), "F4", icon="user", on=self.toggle)
        self.name = TextField(name=_("Who takes it"))
        self.relation = TextField(placeholder=_("wife, neighbour, driver …"), name=_("Who that is to the artisan"))
        self.fields = plain(
            row(
                with_problem(self.name, _("Who takes it")),
                with_problem(self.relation, _("Who that is to the artisan")),
                spacing=12,
            )
        )
        self.fields.hide()
        self.setLayout(column(self.open_button, self.fields, spacing=8))

    def toggle(self) -> None:
        """Ask who, or do not."""
        opens = self.fields.isHidden()
        self.fields.setVisible(opens)
        self.open_button.set_label(_("The artisan takes it") if opens else _("Somebody else takes it"))
        self._moved()
        if opens:
            self.name.setFocus()

    def check(self) -> tuple[bool, Representative | None]:
        """Whether it can go on, and with whom; what is missing is marked."""
        if self.fields.isHidden():
            return True, None
        for field in (self.name, self.relation):
            if not field.text().strip():
                field.mark(_("Enter who takes the money, and who that is to the artisan."))
                field.setFocus()
                self._moved()
                return False, None
        return True, Representative(name=self.name.text(), relation=self.relation.text())
