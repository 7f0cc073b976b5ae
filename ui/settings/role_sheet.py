"""What somebody may do from now on: another role."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.people.change_staff import ChangeStaff, StaffChanged, change_staff
from sentra_pos.people.facts import Role, role_label
from sentra_pos.people.queries import StaffMember
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.labels import body
from ui.kit.messages import error

#: Artisans have cards and PINs of their own, and no place in the list of users.
ROLES = (Role.CASHIER, Role.SUPERVISOR, Role.OWNER, Role.EXHIBITION)


class RoleSheet(Sheet):
    """Returns StaffChanged."""

    def __init__(self, parent: QWidget, context: Context, member: StaffMember) -> None:
        title = _("Role of {name}").format(name=member.name)
        # Enter is the chip's that has the focus.
        super().__init__(parent, title=title, primary_text=_("Save"), primary_key="F12", width=480)
        self._context, self._member = context, member
        self.roles = Chips([(role, role_label(role)) for role in ROLES], name=_("Role"))
        self.roles.choose(member.role)
        self.content.addWidget(self.roles)
        words = _("It holds at once. What {name} did before stays as it is.")
        if member.id == context.who.staff:
            words = _("It holds at once. You are logged out, and log in again with your new role.")
        self.content.addWidget(body(words.format(name=member.name)))
        self.roles.chip(self.roles.choice()).setFocus()

    def confirm(self) -> None:
        role = self.roles.choice()
        assert isinstance(role, Role)
        command = ChangeStaff(by=self._context.by, staff=self._member.id, role=role, active=self._member.active)
        self.busy(True)
        self._context.runner.write(
            change_staff, command, done=self._changed, failed=self._tell, ended=lambda: self.busy(False), origin=self
        )

    def _changed(self, changed: StaffChanged) -> None:
        self.busy(False)
        self.finish(changed)

    def _tell(self, trouble: SentraError) -> None:
        error(self, trouble)
