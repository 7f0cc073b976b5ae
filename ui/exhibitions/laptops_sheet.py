"""The shop's laptops: which are admitted, each with its number to compare; admit one more, or bar one for ever."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from sentra_pos.exhibitions.enrol_device import DeviceEnrolled
from sentra_pos.exhibitions.enrolment import Laptop, laptops
from sentra_pos.exhibitions.revoke_device import DeviceRevoked, RevokeDevice, revoke_device
from ui.context import Context
from ui.exhibitions.admit_sheet import AdmitSheet
from ui.exhibitions.sending import Sending
from ui.kit.buttons import danger, secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body
from ui.kit.layout import row, spacer
from ui.kit.messages import Banner, toast
from ui.kit.table import Column, RecordTable


class BarSheet(Sheet):
    """Bar a laptop. Returns DeviceRevoked."""

    def __init__(self, parent: QWidget, context: Context, laptop: Laptop) -> None:
        title = _("Bar {name}?").format(name=laptop.name)
        super().__init__(parent, title=title, primary_text=_("Bar it for ever"), primary_key="F12", width=520)
        self.heading.setWordWrap(True)
        self._context, self._laptop = context, laptop
        self.reason = TextField(placeholder=_("For instance: stolen from the car"))
        said = _(
            "Nothing that this laptop signs is taken any more, also what it sold already and has not brought home. "
            "If it turns up again, it is admitted anew."
        )
        self.content.addWidget(body(said))
        self.content.addWidget(with_problem(self.reason, _("Reason")))
        self._sending = Sending(self, context)
        self.reason.setFocus()

    def confirm(self) -> None:
        command = RevokeDevice(device=self._laptop.device, by=self._context.by, reason=self.reason.text())
        self._sending.send(revoke_device, command)


class LaptopsSheet(Sheet):
    """Returns nothing."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, title=_("Laptops of the shop"), back_text=_("Close"), width=720, height=500)
        self._context = context
        self.table: RecordTable[Laptop] = RecordTable(
            (
                Column(title=_("No."), text=lambda each: format_number(each.code), right=True),
                Column(title=_("Laptop"), text=lambda each: each.name, strong=True, stretch=1),
                Column(title=_("Number of the laptop"), text=lambda each: each.fingerprint),
                Column(
                    title=_("State"),
                    text=lambda each: _("barred") if each.barred else _("admitted"),
                    tone=lambda each: "bad" if each.barred else "good",
                ),
            ),
            empty=_("No laptop was admitted yet. Start Sentra POS on it, save its request on a stick, then press F3."),
            name=_("Laptops"),
            key=lambda each: each.device,
        )
        self.admit_button = secondary(_("Admit a laptop"), "F3", icon="plus", on=self.admit)
        self.bar_button = danger(_("Bar this laptop"), "F8", icon="lock-key", on=self.bar)
        self._problem = Banner("")
        self._problem.hide()
        said = _("Files that these laptops bring home are taken into the shop's book, until a laptop is barred.")
        self.content.addWidget(body(said))
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self._problem)
        self.content.addLayout(row(self.admit_button, self.bar_button, spacer(), spacing=8))
        self.table.picked.connect(lambda _each: self._enable())
        self._enable()
        self._load()
        self.table.setFocus()

    def _load(self) -> None:
        self._context.runner.read(laptops, self._show, self._tell, origin=self)

    def _show(self, found: tuple[Laptop, ...]) -> None:
        self.table.set_rows(found)
        if self.table.current() is None:
            self.table.pick_first()
        self._enable()

    def _enable(self) -> None:
        current = self.table.current()
        self.bar_button.setEnabled(current is not None and not current.barred)

    def _tell(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")

    def admit(self) -> None:
        """One more."""
        sheet = AdmitSheet(self, self._context)
        sheet.returned.connect(self._admitted)
        sheet.open()

    def _admitted(self, done: object) -> None:
        if isinstance(done, DeviceEnrolled):
            toast(self, _("{name} is admitted.").format(name=done.name))
            self._load()

    def bar(self) -> None:
        """The chosen one."""
        laptop = self.table.current()
        if laptop is None or laptop.barred:
            return
        sheet = BarSheet(self, self._context, laptop)
        sheet.returned.connect(lambda done: self._load() if isinstance(done, DeviceRevoked) else None)
        sheet.open()
