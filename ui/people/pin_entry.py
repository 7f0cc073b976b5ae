"""Names to choose from and the PIN of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId
from sentra_pos.core.speech import _
from sentra_pos.people.facts import role_label
from sentra_pos.people.queries import StaffMember
from ui.kit.buttons import choice
from ui.kit.fields import PinField, with_problem
from ui.kit.keys import OwnKeys
from ui.kit.layout import Flow, column, plain


class _PinEdit(PinField):
    """Up and Down choose whose PIN it is, so that nobody has to leave the field for that."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__(longest=6, name=_("PIN"))
        self._keys = OwnKeys(self)
        self._keys.on("↓", _("The next name"), lambda: self.stepped.emit(1), Qt.Key.Key_Down)
        self._keys.on("↑", _("The name before"), lambda: self.stepped.emit(-1), Qt.Key.Key_Up)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.take(event):
            super().keyPressEvent(event)


class PinEntry(QWidget):
    """Whether the PIN is right, and how long to wait after wrong ones, is the act's to say."""

    #: A member and what was typed; the field is empty again by then.
    given = Signal(object, str)

    def __init__(self, staff: Sequence[StaffMember], chosen: StaffId | None = None) -> None:
        super().__init__()
        self._staff: tuple[StaffMember, ...] = ()
        self._waiting = False
        self.names = QButtonGroup(self)
        self._faces = Flow(spacing=8, line_spacing=8)
        self.pin = _PinEdit()
        self.setLayout(column(plain(self._faces), with_problem(self.pin, _("PIN")), spacing=14))
        self.setFocusProxy(self.pin)
        self.names.idClicked.connect(lambda _id: self.pin.setFocus())
        self.pin.completed.connect(lambda _pin: self.give())
        self.pin.stepped.connect(self._step)
        self.set_staff(staff, chosen)

    def set_staff(self, staff: Sequence[StaffMember], chosen: StaffId | None = None) -> None:
        """Offer these; the one chosen before stays chosen when still there."""
        before = self.member()
        wanted = chosen or (before.id if before is not None else None)
        for button in self.names.buttons():
            self.names.removeButton(button)
            self._faces.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._staff = tuple(staff)
        for number, member in enumerate(self._staff):
            role = role_label(member.role)
            button = choice(member.name if member.name == role else f"{member.name} · {role}")
            self.names.addButton(button, number)
            button.setChecked(number == 0 or member.id == wanted)
            self._faces.addWidget(button)

    def member(self) -> StaffMember | None:
        """Whose PIN is being typed."""
        number = self.names.checkedId()
        return self._staff[number] if 0 <= number < len(self._staff) else None

    def _step(self, by: int) -> None:
        if self._staff:
            self.names.button((self.names.checkedId() + by) % len(self._staff)).setChecked(True)

    def give(self) -> None:
        """Hand over what was typed; the field is left to type in again."""
        member, pin = self.member(), self.pin.text()
        if not pin or member is None or self._waiting:
            self.pin.setFocus()
            return
        self.pin.clear()
        self.given.emit(member, pin)

    def waits(self, waiting: bool) -> None:
        """While a PIN is looked at, no other can be given."""
        self._waiting = waiting

    def refuse(self, trouble: SentraError) -> None:
        """Say why it was not right, and ask again."""
        self.pin.mark(str(trouble))
        self.pin.setFocus()
