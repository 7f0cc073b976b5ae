"""Who is at the till: choose a name, type the PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QButtonGroup, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId
from sentra_pos.core.speech import _
from sentra_pos.people.facts import role_label
from sentra_pos.people.log_in import LoggedIn, LogIn, log_in
from sentra_pos.people.queries import StaffMember
from sentra_pos.shop import Shop
from ui.kit.buttons import choice, primary
from ui.kit.fields import PinField, with_problem
from ui.kit.immediate import Runs
from ui.kit.layout import Flow, column, plain
from ui.start.welcome import WelcomeWindow


class LogInWindow(WelcomeWindow):
    """Asks for a PIN until one is right; how long to wait after wrong ones is the act's to say."""

    def __init__(
        self,
        shop: Shop,
        runner: Runs,
        staff: Sequence[StaffMember],
        entered: Callable[[LoggedIn], object],
        *,
        name: str,
    ) -> None:
        self._shop, self._runner, self._entered = shop, runner, entered
        self._staff = tuple(staff)
        self._device: DeviceId = shop.device
        self.names = QButtonGroup()
        faces = Flow(spacing=8)
        for number, member in enumerate(self._staff):
            button = choice(f"{member.name} · {role_label(member.role)}")
            button.setChecked(number == 0)
            self.names.addButton(button, number)
            faces.addWidget(button)
        self.pin = PinField(longest=6, name=_("PIN"))
        self.go = primary(_("Enter the shop"), "Enter", on=self._log_in)
        inside = QWidget()
        inside.setLayout(column(plain(faces), with_problem(self.pin, _("PIN")), self.go, spacing=14))
        super().__init__(title=name, lead=_("Who is at the till? Choose your name and type your PIN."), inside=inside)
        self.names.setParent(self)
        self.names.idClicked.connect(lambda _id: self.pin.setFocus())
        self.pin.completed.connect(lambda _pin: self._log_in())
        self.pin.setFocus()

    def _log_in(self) -> None:
        if not self.pin.text() or not self.go.isEnabled():
            self.pin.setFocus()
            return
        self.go.setDisabled(True)
        member = self._staff[max(self.names.checkedId(), 0)]
        command = LogIn(device=self._device, staff=member.id, pin=self.pin.text())
        self.pin.clear()
        self._runner.apart(
            lambda: log_in(self._shop.store, command, self._shop.clock),
            done=self._entered,
            failed=self._refuse,
            ended=lambda: self.go.setDisabled(False),
            origin=self,
        )

    def _refuse(self, trouble: SentraError) -> None:
        self.pin.mark(str(trouble))
        self.pin.setFocus()
