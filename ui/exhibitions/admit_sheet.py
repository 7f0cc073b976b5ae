"""Admit a laptop: its file is chosen, the number on both screens is compared, and somebody says that it is the same."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, new_id
from sentra_pos.core.speech import _
from sentra_pos.exhibitions.enrol_device import EnrolDevice, enrol_device
from sentra_pos.exhibitions.enrolment import Enrolment, read_enrolment
from ui.context import Context
from ui.exhibitions.files import read_bytes
from ui.exhibitions.sending import Sending
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body, caption, label
from ui.kit.layout import card, column, plain, row, spacer


class AdmitSheet(Sheet):
    """Returns DeviceEnrolled."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, title=_("Admit a laptop"), primary_text=_("Admit"), primary_key="F12", width=580)
        self._context = context
        self._device = DeviceId(new_id(context.shop.clock))
        self._file, self.asked = b"", None  # type: tuple[bytes, Enrolment | None]
        self.choose_button = secondary(_("Choose the laptop's file"), "F3", icon="upload-simple", on=self._choose)
        self.number = label("", "giant", "extrabold", "primary")
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = TextField()
        self.same = QCheckBox(_("The laptop's screen shows exactly this number"))
        self._asks = caption("")
        self._found = plain(
            column(
                card(self._asks, self.number, spacing=4),
                body(
                    _("Read the number off the laptop's screen, aloud, group by group. Only the right laptop shows it.")
                ),
                self.same,
                with_problem(self.name, _("What the shop calls this laptop"), _("For instance by its sticker.")),
                spacing=10,
            )
        )
        self.content.addWidget(
            body(
                _(
                    "On the laptop: start Sentra POS, choose “Stand of an exhibition”, and save its request onto a USB "
                    "stick. Then choose that file here."
                )
            )
        )
        self.content.addLayout(row(self.choose_button, spacer()))
        self.content.addWidget(self._found)
        self._sending = Sending(self, context)
        self.same.toggled.connect(lambda _on: self._enable())
        self._found.hide()
        self._enable()
        self.choose_button.setFocus()

    def _enable(self) -> None:
        if self.primary_button is not None:
            self.primary_button.setEnabled(self.asked is not None and self.same.isChecked())

    def busy(self, is_busy: bool) -> None:
        super().busy(is_busy)
        if not is_busy:
            self._enable()

    def _choose(self) -> None:
        kinds = _("Files of laptops") + " (*.sentra *.daftar);;" + _("All files") + " (*)"
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Choose the laptop's file"), "", kinds)
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, file: Path) -> None:
        """Show whose request it is; nothing is admitted yet."""
        self._sending.banner.hide()

        def look() -> tuple[bytes, Enrolment]:
            content = read_bytes(file)
            return content, read_enrolment(content)

        self._context.runner.apart(look, self._show, self._refused, origin=self, latest="enrolment")

    def _show(self, found: tuple[bytes, Enrolment]) -> None:
        self._file, self.asked = found
        self.number.setText(self.asked.fingerprint)
        self._asks.setText(_("{name} asks to be admitted").format(name=self.asked.name))
        self.name.setText(self.asked.name)
        self.same.setChecked(False)
        self._found.show()
        self.same.setFocus()
        self._enable()
        self.adjust()

    def _refused(self, trouble: SentraError) -> None:
        self.asked = None
        self._found.hide()
        self._enable()
        self._sending.tell(trouble)

    def confirm(self) -> None:
        if self.asked is None or not self.same.isChecked():
            return
        command = EnrolDevice(
            device=self._device,
            by=self._context.by,
            file=self._file,
            fingerprint=self.asked.fingerprint,
            name=self.name.text(),
        )
        self._sending.send(enrol_device, command)
