"""Who works here: new users, their PINs and roles, those who leave, and leaving the till to somebody else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.core.changes import NOTHING
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.speech import _, ngettext
from sentra_pos.people.add_staff import AddStaff, StaffAdded, add_staff
from sentra_pos.people.change_own_pin import ChangeOwnPin, change_own_pin
from sentra_pos.people.change_staff import ChangeStaff, StaffChanged, change_staff
from sentra_pos.people.facts import Role, role_label
from sentra_pos.people.permissions import Permission
from sentra_pos.people.queries import StaffMember, staff_list
from sentra_pos.people.rules import PinNotDigits, PinTooSimple
from sentra_pos.people.set_lock import SetLock, lock_minutes, set_lock
from sentra_pos.people.set_pin import PinSet, SetPin, set_pin
from ui.context import Context
from ui.kit.buttons import danger, secondary
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import PinField, TextField, with_problem
from ui.kit.labels import caption, title
from ui.kit.layout import Flow, card, column, plain, row, spacer
from ui.kit.messages import ask, error, toast
from ui.kit.table import Column, RecordTable
from ui.settings.role_sheet import ROLES, RoleSheet

#: Minutes; 0 is never.
_LOCKS = (1, 3, 5, 10, 0)


#: The list stays whole beside the buttons below it.
_LIST_HEIGHT = 200


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
        self.roles = Chips([(role, role_label(role)) for role in ROLES], name=_("Role"))
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


def _pin_words(member: StaffMember) -> str:
    if not member.active:
        return _("closed")
    return _("set") if member.has_pin else _("missing")


def _tone(member: StaffMember, otherwise: str = "ink") -> str:
    return otherwise if member.active else "muted"


class PeopleCard(QWidget):
    """The users; what one may not do is refused by the act, in its sentence."""

    def __init__(self, context: Context, leave: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._leave = context, leave
        self._members: tuple[StaffMember, ...] = ()
        self._may = context.may(Permission.MANAGE_STAFF)
        self.table: RecordTable[StaffMember] = RecordTable(
            (
                Column(title=_("Name"), text=lambda member: member.name, tone=_tone, strong=True, stretch=1),
                Column(title=_("Role"), text=lambda member: role_label(member.role), tone=_tone),
                Column(
                    title=_("PIN"),
                    text=_pin_words,
                    tone=lambda member: _tone(member, "ink" if member.has_pin else "warn"),
                ),
            ),
            empty=_("Nobody works here yet."),
            name=_("Users"),
            key=lambda member: member.id,
        )
        self.table.setMinimumHeight(_LIST_HEIGHT)
        self.also_closed = QCheckBox(_("Also those whose account is closed"))
        self.new = secondary(_("New user"), "Alt+A", icon="plus", on=self._new)
        self.change_pin = secondary(_("Change PIN"), "Alt+I", icon="lock-key", on=self._change_pin)
        self.change_role = secondary(_("Change role"), "Alt+F", icon="pencil-simple", on=self._change_role)
        self.close_account = danger(_("Close account"), "Alt+T", on=self._ask_close)
        self.open_again = secondary(_("Open it again"), "Alt+T", on=self._open_again)
        self.leave = secondary(_("Switch user"), "F8", icon="sign-out", on=leave)
        self.locks = Chips([(minutes, _lock_words(minutes)) for minutes in _LOCKS], name=_("The till locks itself"))
        self._lock = plain(column(caption(_("The till locks itself; with F11 at once")), self.locks, spacing=6))
        # Shown here, before it has a parent, it would be a window of its own.
        if not context.may(Permission.SETTINGS):
            self._lock.hide()
        for managed in (self.also_closed, self.new, self.change_role, self.close_account, self.open_again):
            managed.hide()
        self._build()
        self.locks.chosen.connect(self._set_lock)
        self.table.picked.connect(lambda _member: self._offer())
        self.also_closed.toggled.connect(lambda _on: self._show_members())

    def _build(self) -> None:
        acts = Flow(self.new, self.change_pin, self.change_role, self.close_account, self.open_again, line_spacing=8)
        whole = card(
            row(title(_("Users")), spacer(), self.leave),
            self.table,
            self.also_closed,
            plain(acts),
            self._lock,
            spacing=10,
        )
        self.setLayout(column(whole))
        self._offer()

    def refresh(self) -> None:
        self._context.runner.read(
            lambda session: staff_list(session, active_only=not self._may), done=self._take, origin=self
        )
        self._context.runner.read(lock_minutes, done=self._show_lock, origin=self)

    def _take(self, members: tuple[StaffMember, ...]) -> None:
        self._members = members
        self.also_closed.setVisible(any(not member.active for member in members))
        self._show_members()

    def _show_members(self) -> None:
        """Those at work, and below them those who left where somebody wants to see them."""
        left = [member for member in self._members if not member.active]
        shown = [member for member in self._members if member.active]
        self.table.set_rows([*shown, *(left if self.also_closed.isChecked() else [])])
        self._offer()

    def _offer(self) -> None:
        """What can be done with the user who is chosen."""
        member = self.table.current()
        is_closed = member is not None and not member.active
        self.new.setVisible(self._may)
        self.change_role.setVisible(self._may)
        self.close_account.setVisible(self._may and not is_closed)
        self.open_again.setVisible(self._may and is_closed)
        for needs_one in (self.change_pin, self.change_role):
            needs_one.setEnabled(not is_closed)

    def _show_lock(self, minutes: int) -> None:
        offered = sorted({*_LOCKS, minutes}, key=lambda each: (each == 0, each))
        self.locks.set_choices([(each, _lock_words(each)) for each in offered])
        self.locks.choose(minutes)

    def _set_lock(self, minutes: object) -> None:
        assert isinstance(minutes, int)
        command = SetLock(by=self._context.by, minutes=minutes)
        self._context.runner.write(set_lock, command, done=lambda _set: toast(self, _("Saved.")), origin=self)

    def _chosen(self) -> StaffMember | None:
        member = self.table.current()
        if member is None:
            toast(self, _("Choose a user in the list first."), "warn")
        return member

    # ----------------------------------------------------------------------------------------------- names and PINs

    def _new(self) -> None:
        sheet = NewUserSheet(self, self._context)
        sheet.returned.connect(lambda member: self._ask_pin(member) if isinstance(member, StaffMember) else None)
        sheet.open()

    def _change_pin(self) -> None:
        member = self._chosen()
        if member is not None:
            self._ask_pin(member)

    def _ask_pin(self, member: StaffMember) -> None:
        sheet = PinSheet(self, self._context, member)
        sheet.returned.connect(lambda saved: toast(self, _("Saved.")) if saved else None)
        sheet.open()

    # ---------------------------------------------------------------------------------------- roles, and who leaves

    def _change_role(self) -> None:
        member = self._chosen()
        if member is None:
            return
        sheet = RoleSheet(self, self._context, member)
        sheet.returned.connect(
            lambda changed: self._changed(changed, _("Saved.")) if isinstance(changed, StaffChanged) else None
        )
        sheet.open()

    def _ask_close(self) -> None:
        member = self._chosen()
        if member is None:
            return
        words = _(
            "{name} can no longer log in or approve anything. What {name} did stays in the books, and the account can"
            " be opened again."
        )
        if member.id == self._context.who.staff:
            words = _("This is your own account, {name}. You are logged out, and only another owner can open it again.")
        ask(
            self,
            words.format(name=member.name),
            lambda agreed: self._set_active(member, False) if agreed else None,
            title=_("Close the account of {name}?").format(name=member.name),
            yes=_("Close account"),
            no=_("Back"),
        )

    def _open_again(self) -> None:
        member = self._chosen()
        if member is not None:
            self._set_active(member, True)

    def _set_active(self, member: StaffMember, active: bool) -> None:
        said = _("{name} works here again.") if active else _("The account of {name} is closed.")
        command = ChangeStaff(by=self._context.by, staff=member.id, role=member.role, active=active)
        self._context.runner.write(
            change_staff,
            command,
            done=lambda changed: self._changed(changed, said.format(name=member.name)),
            failed=lambda trouble: error(self, trouble),
            origin=self,
        )

    def _changed(self, changed: StaffChanged, said: str) -> None:
        """Whoever changed their own account is at work with rights that are gone: they log in anew."""
        if changed.changes != NOTHING and changed.id == self._context.who.staff:
            self._leave()
            return
        toast(self, said)
        self.refresh()
