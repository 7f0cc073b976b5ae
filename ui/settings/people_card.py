"""Who works here: new users with their PIN, one's own PIN, and leaving the till to somebody else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.speech import _, ngettext
from sentra_pos.people.add_staff import AddStaff, StaffAdded, add_staff
from sentra_pos.people.change_own_pin import ChangeOwnPin, change_own_pin
from sentra_pos.people.facts import Role, role_label
from sentra_pos.people.permissions import Permission
from sentra_pos.people.queries import StaffMember, staff_list
from sentra_pos.people.rules import PinNotDigits, PinTooSimple
from sentra_pos.people.set_lock import SetLock, lock_minutes, set_lock
from sentra_pos.people.set_pin import PinSet, SetPin, set_pin
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import PinField, TextField, with_problem
from ui.kit.labels import caption, title
from ui.kit.layout import card, column, plain, row, spacer
from ui.kit.messages import toast
from ui.kit.table import Column, RecordTable

#: Minutes; 0 is never.
_LOCKS = (1, 3, 5, 10, 0)


def _lock_words(minutes: int) -> str:
    if not minutes:
        return _("do not lock")
    return ngettext("after {count} minute", "after {count} minutes", minutes).format(count=minutes)


class PinSheet(Sheet):
    """A new PIN for somebody, typed twice."""

    def __init__(self, parent: QWidget, context: Context, member: StaffMember) -> None:
        super().__init__(parent, title=_("PIN of {name}").format(name=member.name), primary_text=_("Save"), width=420)
        self._context, self._member = context, member
        self.old: PinField | None = None
        if member.id == context.who.staff and member.has_pin:
            self.old = PinField(longest=6, name=_("Old PIN"))
            self.content.addWidget(with_problem(self.old, _("Old PIN")))
        self.pin = PinField(longest=6, name=_("PIN, 4 to 6 digits"))
        self.again = PinField(longest=6, name=_("PIN once more"))
        self.content.addWidget(with_problem(self.pin, _("PIN, 4 to 6 digits")))
        self.content.addWidget(with_problem(self.again, _("PIN once more")))
        (self.old or self.pin).setFocus()

    def confirm(self) -> None:
        if self.pin.text() != self.again.text():
            self.again.mark(_("The two PINs are not the same. Please type it once more."))
            self.again.clear()
            self.again.setFocus()
            return
        runner = self._context.runner
        if self.old is None:
            command = SetPin(by=self._context.by, staff=self._member.id, pin=self.pin.text())
            runner.write(set_pin, command, done=self._set, failed=self._tell, origin=self)
            return
        shop, device = self._context.shop, self._context.device
        own = ChangeOwnPin(device=device, staff=self._member.id, old=self.old.text(), pin=self.pin.text())
        self.busy(True)
        runner.apart(
            lambda: change_own_pin(shop.store, own, shop.clock),
            done=self._set,
            failed=self._tell,
            ended=lambda: self.busy(False),
            origin=self,
        )

    def _set(self, _set: PinSet) -> None:
        self.busy(False)
        self.finish(True)

    def _tell(self, trouble: SentraError) -> None:
        about_new = self.old is None or isinstance(trouble, PinTooSimple | PinNotDigits)
        field = self.pin if about_new or self.old is None else self.old
        field.mark(str(trouble))
        field.setFocus()
        field.selectAll()


class NewUserSheet(Sheet):
    """A name and a role."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, title=_("New user"), primary_text=_("Save"), width=480)
        self._context = context
        self._id = StaffId(new_id(context.shop.clock))
        self.name = TextField(name=_("Name"))
        roles = (Role.CASHIER, Role.SUPERVISOR, Role.OWNER, Role.EXHIBITION)
        self.roles = Chips([(role, role_label(role)) for role in roles], name=_("Role"))
        self.content.addWidget(with_problem(self.name, _("Name")))
        self.content.addWidget(caption(_("Role")))
        self.content.addWidget(self.roles)
        self.name.setFocus()

    def confirm(self) -> None:
        role = self.roles.choice()
        assert isinstance(role, Role)
        command = AddStaff(id=self._id, by=self._context.by, name=self.name.text(), role=role)
        self._context.runner.write(add_staff, command, done=self._added, failed=self._tell, origin=self)

    def _added(self, added: StaffAdded) -> None:
        role = self.roles.choice()
        assert isinstance(role, Role)
        self.finish(StaffMember(id=added.id, name=added.name, role=role, active=True, has_pin=False))

    def _tell(self, trouble: SentraError) -> None:
        self.name.mark(str(trouble))
        self.name.setFocus()


class PeopleCard(QWidget):
    """The users; what one may not do is refused by the act, in its sentence."""

    def __init__(self, context: Context, leave: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        self.table: RecordTable[StaffMember] = RecordTable(
            (
                Column(title=_("Name"), text=lambda member: member.name, strong=True, stretch=1),
                Column(title=_("Role"), text=lambda member: role_label(member.role)),
                Column(
                    title=_("PIN"),
                    text=lambda member: _("set") if member.has_pin else _("missing"),
                    tone=lambda member: "ink" if member.has_pin else "warn",
                ),
            ),
            empty=_("Nobody works here yet."),
            name=_("Users"),
            key=lambda member: member.id,
        )
        self.new = secondary(_("New user"), "Alt+A", icon="plus", on=self._new)
        self.change_pin = secondary(_("Change PIN"), "Alt+I", icon="lock-key", on=self._change_pin)
        self.leave = secondary(_("Switch user"), "F8", icon="sign-out", on=leave)
        self.locks = Chips([(minutes, _lock_words(minutes)) for minutes in _LOCKS], name=_("The till locks itself"))
        self.locks.chosen.connect(self._set_lock)
        lock = plain(column(caption(_("The till locks itself; with F11 at once")), self.locks, spacing=6))
        # Shown here, before it has a parent, it would be a window of its own.
        if not context.may(Permission.SETTINGS):
            lock.hide()
        if not context.may(Permission.MANAGE_STAFF):
            self.new.hide()
        self.setLayout(
            column(
                card(
                    row(title(_("Users")), spacer(), self.leave),
                    self.table,
                    row(self.new, self.change_pin, spacer()),
                    lock,
                    spacing=10,
                )
            )
        )

    def refresh(self) -> None:
        self._context.runner.read(staff_list, done=self.table.set_rows, origin=self)
        self._context.runner.read(lock_minutes, done=self._show_lock, origin=self)

    def _show_lock(self, minutes: int) -> None:
        offered = sorted({*_LOCKS, minutes}, key=lambda each: (each == 0, each))
        self.locks.set_choices([(each, _lock_words(each)) for each in offered])
        self.locks.choose(minutes)

    def _set_lock(self, minutes: object) -> None:
        assert isinstance(minutes, int)
        command = SetLock(by=self._context.by, minutes=minutes)
        self._context.runner.write(set_lock, command, done=lambda _set: toast(self, _("Saved.")), origin=self)

    def _new(self) -> None:
        sheet = NewUserSheet(self, self._context)
        sheet.returned.connect(lambda member: self._ask_pin(member) if isinstance(member, StaffMember) else None)
        sheet.open()

    def _change_pin(self) -> None:
        member = self.table.current()
        if member is None:
            toast(self, _("Choose a user in the list first."), "warn")
            return
        self._ask_pin(member)

    def _ask_pin(self, member: StaffMember) -> None:
        sheet = PinSheet(self, self._context, member)
        sheet.returned.connect(lambda saved: toast(self, _("Saved.")) if saved else None)
        sheet.open()
