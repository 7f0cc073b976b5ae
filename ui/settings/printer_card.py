"""The receipt printer: how it is reached, its paper, a test print and its health."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from sentra_pos.change_printer import ChangePrinter, PrinterChanged, change_printer
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_, _
from sentra_pos.people.permissions import Permission
from sentra_pos.printing.kinds import Role
from sentra_pos.printing.profiles import GENERIC_58, GENERIC_80, Profile, QrMode
from sentra_pos.printing.queries import PrinterRecord, printer_for
from sentra_pos.printing.set_up_printer import SetUpPrinter
from sentra_pos.printing.transports.serial_port import SerialPort, serial_ports
from sentra_pos.printing.ways import Way, split_serial, ways_here
from sentra_pos.try_printer import TryPrinter, try_printer
from ui.context import Context
from ui.kit.buttons import primary, secondary
from ui.kit.chips import Chips
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import caption, title
from ui.kit.layout import card, column, row, spacer
from ui.kit.messages import toast
from ui.kit.theme import set_kind
from ui.printing.light import PrinterLight
from ui.settings.port_choice import PortChoice

_WAYS = {
    Way.TCP: (N_("Network"), N_("Address, for example 192.168.1.50")),
    Way.DEVICE_FILE: (N_("USB device"), N_("Device, for example /dev/usb/lp0")),
    Way.CUPS: (N_("Print queue"), N_("Name of the print queue")),
    Way.WINDOWS: (N_("Windows printer"), N_("Name of the printer in Windows")),
    Way.SERIAL: (N_("Bluetooth or serial"), N_("Port, for example COM5 or /dev/rfcomm0")),
    Way.FOLDER: (N_("Folder of pictures"), N_("Folder")),
}


class PrinterCard(QWidget):
    """One receipt printer; saving starts its thread anew."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._printer: PrinterRecord | None = None
        self._changing = False
        self.ways = Chips([(way, _(_WAYS[way][0])) for way in ways_here()], name=_("How the printer is reached"))
        self.address = TextField(name=_("Address of the printer"))
        self.ports = PortChoice()
        self.papers = Chips(((GENERIC_58, "58 mm"), (GENERIC_80, "80 mm")), name=_("Paper"))
        self.cuts = QCheckBox(_("Has a knife that cuts the paper"))
        self.draws_qr = QCheckBox(_("Draws QR codes by itself"))
        self.answers = QCheckBox(_("Tells when paper runs out"))
        self.light = PrinterLight(context)
        self.save = primary(_("Save printer"), "Alt+P", on=self._save)
        set_kind(self.save, compact=True)
        self.test = secondary(_("Test print"), "F5", on=self._test)
        self.setLayout(
            column(
                card(
                    row(title(_("Receipt printer")), spacer(), self.light),
                    self.ways,
                    with_problem(self.address, _("Address of the printer")),
                    self.ports,
                    caption(_("Paper")),
                    self.papers,
                    column(self.cuts, self.draws_qr, self.answers, spacing=0),
                    row(self.save, self.test, spacing=8),
                    spacing=10,
                )
            )
        )
        self.ways.chosen.connect(lambda _way: self._other_way())
        self.ports.chosen.connect(self.address.setText)
        self._hint()
        self._stand_by(None)
        self._begin_with(False)
        self.papers.chosen.connect(self._show_profile)

    def refresh(self) -> None:
        self.light.refresh()
        self._context.runner.read(lambda session: printer_for(session, Role.RECEIPT), done=self._show, origin=self)

    def _show(self, printer: PrinterRecord | None) -> None:
        # A shop that has none yet gets its folder of receipts in a moment, and this is asked again.
        if printer == self._printer or printer is None:
            return
        self._stand_by(printer)
        self._begin_with(True)
        if self._changing:
            # What somebody is about to set up is not written over by what stands.
            return
        self.ways.choose(printer.way)
        self.address.setText(printer.address)
        self.papers.choose(GENERIC_58 if printer.profile.paper_mm == GENERIC_58.paper_mm else GENERIC_80)
        self._show_profile(printer.profile)
        self._hint()

    def _begin_with(self, is_known: bool) -> None:
        """Who changed something before would save the rest as it never was: another width of paper, say."""
        self.ways.setEnabled(is_known)
        self.save.setEnabled(is_known)

    def _stand_by(self, printer: PrinterRecord | None) -> None:
        """Until it is known which printer stands, none can be tried out."""
        self._printer = printer
        self.test.setEnabled(printer is not None)

    def _other_way(self) -> None:
        """A folder is no port, and a queue no address."""
        self._changing = True
        standing = self._printer
        self.address.setText(standing.address if standing is not None and standing.way is self._way() else "")
        self.address.mark("")
        self._hint()

    def _hint(self) -> None:
        way = self._way()
        self.address.setPlaceholderText(_(_WAYS[way][1]))
        self.ports.setVisible(way is Way.SERIAL)
        if way is Way.SERIAL:
            # Asking a system with many ports can take a second.
            self._context.runner.apart(serial_ports, done=self._show_ports, origin=self)

    def _show_ports(self, ports: Sequence[SerialPort]) -> None:
        self.ports.show_ports(ports)
        if self._printer is not None and self._printer.way is Way.SERIAL:
            self.ports.show_address(*split_serial(self._printer.address))

    def _way(self) -> Way:
        way = self.ways.choice()
        assert isinstance(way, Way)
        return way

    def _show_profile(self, profile: Profile) -> None:
        self.cuts.setChecked(profile.cut)
        self.draws_qr.setChecked(profile.qr_mode is QrMode.NATIVE)
        self.answers.setChecked(profile.answers_status)

    def _profile(self) -> Profile:
        paper = self.papers.choice()
        assert isinstance(paper, Profile)
        same_paper = self._printer is not None and self._printer.profile.paper_mm == paper.paper_mm
        base = self._printer.profile if self._printer is not None and same_paper else paper
        return replace(
            base,
            cut=self.cuts.isChecked(),
            qr_mode=QrMode.NATIVE if self.draws_qr.isChecked() else QrMode.IMAGE,
            answers_status=self.answers.isChecked(),
        )

    def _save(self) -> None:
        name = _(_WAYS[self._way()][0])
        printer = SetUpPrinter(name=name, way=self._way(), address=self.address.text(), profile=self._profile())
        command = ChangePrinter(by=self._context.by, printer=printer)
        self._context.runner.write(change_printer, command, done=self._saved, failed=self._tell, origin=self)

    def _saved(self, _changed: PrinterChanged) -> None:
        self._stand_by(None)
        self._changing = False
        self.address.mark("")
        # Ending a thread can take a moment: a printer that never answers is given up only then.
        self._context.runner.apart(self._context.shop.start_printing, done=lambda _none: self.refresh(), origin=self)
        toast(self, _("The printer is saved. Print a test to be sure."))

    def _tell(self, trouble: SentraError) -> None:
        self.address.mark(str(trouble))
        self.address.setFocus()

    def _test(self) -> None:
        assert self._printer is not None
        drawer_too = self._context.may(Permission.OPEN_DRAWER)
        command = TryPrinter(by=self._context.by, printer_id=self._printer.id, open_drawer=drawer_too)
        self._context.runner.write(
            try_printer, command, done=lambda _job: toast(self, _("The test is on its way.")), origin=self
        )
